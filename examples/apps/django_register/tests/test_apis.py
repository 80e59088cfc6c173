"""The admin, Django REST framework and django-ninja: the same record, the same faults."""

import json
import logging
from typing import Any

import pytest
from django.test import Client, override_settings
from records.models import Report

GOOD: dict[str, Any] = {
    "id": "BC-api",
    "network": "TQ-XV-ML",
    "author": "TQ-XV-CTV-05",
    "kind": "periodic",
    "period": "2026-07",
    "received_at": "2026-07-28T08:00:00+07:00",
    "channel": "app",
    "items": [{"id": "BC-api.1", "scope": "local", "topics": ["land"], "summary": "Đền bù chậm."}],
}
LATE = GOOD | {"received_at": "2026-08-03T08:00:00+07:00"}
MISSING = {name: value for name, value in GOOD.items() if name != "channel"} | {"items": [{"id": "BC-api.1"}]}


def send(client: Client, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Post JSON, and return the status and what is answered."""
    answer = client.post(path, json.dumps(body), content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def test_rest_framework(client: Client) -> None:
    """DRF nests the faults as it nests those of its own fields, from the model and from the check alike."""
    pytest.importorskip("rest_framework")
    with override_settings(ROOT_URLCONF="tests.urls_of_apis"):
        status, missing = send(client, "/drf/reports", MISSING)
        late = send(client, "/drf/reports", LATE)
        made = send(client, "/drf/reports", GOOD)

    assert (status, missing["channel"]) == (400, ["Chọn kênh gửi"])
    assert missing["items"]["0"]["scope"] == ["Chọn phạm vi"]
    assert late[0] == 400
    assert list(late[1]) == ["received_at"]
    assert (made[0], made[1]["channel"], "author" in made[1]) == (201, "app", False)
    assert Report.objects.filter(key="BC-api").exists()


def test_ninja(client: Client) -> None:
    """A view of ninja answers problem+json with pointers, from the model and from the check alike."""
    pytest.importorskip("ninja")
    with override_settings(ROOT_URLCONF="tests.urls_of_apis"):
        status, missing = send(client, "/ninja/reports", MISSING)
        late = send(client, "/ninja/reports", LATE)
        made = send(client, "/ninja/reports", GOOD)

    pointers = [each["pointer"] for each in missing["errors"]]
    assert status == 422
    assert {"#/channel", "#/items/0/scope", "#/items/0/topics", "#/items/0/summary"} == set(pointers)
    assert (late[0], [(each["code"], each["pointer"]) for each in late[1]["errors"]]) == (
        422,
        [("R103", "#/received_at")],
    )
    assert (made[0], made[1]["channel"], "author" in made[1]) == (201, "app", False)
    assert Report.objects.filter(key="BC-api").exists()


@pytest.mark.parametrize("path", ["/drf/reports", "/ninja/reports"])
def test_nothing_that_was_sent_comes_back(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    """What is refused repeats no value, neither the answer nor the log."""
    pytest.importorskip("rest_framework")
    pytest.importorskip("ninja")
    sent = GOOD | {"author": "CTV-CANARY", "period": "0912 000 999", "canh giữ": "Người Canh Giữ"}
    unknown = GOOD | {"author": "CTV-CANARY"}
    with override_settings(ROOT_URLCONF="tests.urls_of_apis"), caplog.at_level(logging.DEBUG):
        answers = [send(client, path, body) for body in (sent, unknown)]
    shown = caplog.text + json.dumps(answers, ensure_ascii=False)

    assert [status in (400, 422) for status, _ in answers] == [True, True]
    assert [value for value in ("CANARY", "0912 000 999", "Canh Giữ", "canh giữ") if value in shown] == []
