"""The intake: what is taken, what is refused and in which words, and what a month shows."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from fastapi_intake.app import create_app
from fastapi_intake.book import Book, read_register
from fastapi_intake.tests.sample import AUTHOR, TODAY, report

PROBLEM = "application/problem+json"


def errors_of(answer: Any) -> list[tuple[str, str | None]]:  # noqa: ANN401 - a response
    """Codes and places of what a problem says."""
    assert answer.headers["content-type"] == PROBLEM
    return [(each["code"], each.get("pointer")) for each in answer.json()["errors"]]


def test_a_report_is_kept_and_its_sender_is_not_shown(client: TestClient, engine: sa.Engine) -> None:
    """A report is in the database at once; the answer has all of it but who sent it."""
    answer = client.post("/reports", json=report())
    assert answer.status_code == 201, answer.text
    assert answer.json()["warnings"] == []
    assert answer.json()["report"]["items"][0]["summary"] == "Đền bù chậm."
    assert "author" not in answer.json()["report"]
    assert client.get("/reports/BC-1").json() == answer.json()["report"]
    assert read_register(engine).report("BC-1").author == AUTHOR


def test_a_form_filled_wrongly_is_answered_in_vietnamese(client: TestClient) -> None:
    """What the model refuses is a problem with a sentence at each field; in English where that is asked for."""
    wrong = {name: value for name, value in report().items() if name != "channel"} | {"kind": "weekly"}
    answer = client.post("/reports", json=wrong)
    assert (answer.status_code, answer.headers["content-language"]) == (422, "vi")
    assert errors_of(answer) == [("enum", "#/kind"), ("missing", "#/channel")]
    assert answer.json()["errors"][1]["detail"] == "Chọn kênh gửi"
    english = client.post("/reports", json=wrong, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert english.json()["errors"][1]["detail"] == "Choose the channel"


def test_what_contradicts_the_register_is_refused(client: TestClient) -> None:
    """A report of somebody unknown, in the future, about a place that does not exist: each is found by a rule."""
    items = [report()["items"][0] | {"place": "X9"}]
    wrong = report(author="CTV-9", received_at="2026-06-21T08:00:00+07:00", items=items)
    answer = client.post("/reports", json=wrong)
    assert answer.status_code == 422
    assert set(errors_of(answer)) >= {
        ("X101", "#/author"),
        ("R103", "#/received_at"),
        ("X101", "#/items/0/place"),
    }
    assert client.get("/reports/BC-1").status_code == 404


def test_a_warning_is_given_back_and_refuses_nothing(client: TestClient) -> None:
    """A second report on one month is worth a look: it is kept, and the answer says why."""
    client.post("/reports", json=report())
    answer = client.post("/reports", json=report("BC-2"))
    assert answer.status_code == 201
    assert [each["code"] for each in answer.json()["warnings"]] == ["R201"]


def test_an_id_is_taken_once(client: TestClient, engine: sa.Engine) -> None:
    """A second report with an id is a conflict, also where another process has written the first."""
    assert client.post("/reports", json=report()).status_code == 201
    answer = client.post("/reports", json=report())
    assert (answer.status_code, answer.json()["title"]) == (409, "Trùng với dữ liệu đã có")
    assert len(errors_of(answer)) == 1
    with TestClient(create_app(engine, lambda over: Book(over, lambda: TODAY))) as another:
        assert another.post("/reports", json=report("BC-2", author="CTV-2")).status_code == 201
    assert client.post("/reports", json=report("BC-2", author="CTV-2")).status_code == 409


def test_a_report_is_edited(client: TestClient, engine: sa.Engine) -> None:
    """An edit replaces the report with its items; it is checked as well, and only what exists can be edited."""
    assert client.put("/reports/BC-1", json=report()).status_code == 404
    client.post("/reports", json=report())
    edited = report(channel="app", items=[])
    assert client.put("/reports/BC-1", json=edited).json()["report"]["channel"] == "app"
    assert read_register(engine).report("BC-1").items == ()
    assert ("X101", "#/author") in errors_of(client.put("/reports/BC-1", json=report(author="CTV-9")))
    assert client.put("/reports/BC-1", json=report("BC-2")).status_code == 422


def test_a_month_shows_who_has_not_reported(client: TestClient) -> None:
    """The figures of a month change with a report, and who sent it is no longer among the silent."""
    before = client.get("/months/2026-05").json()
    assert [each["collaborator"] for each in before["silent"]] == ["CTV-2", AUTHOR]
    client.post("/reports", json=report())
    after = client.get("/months/2026-05").json()
    assert [each["collaborator"] for each in after["silent"]] == ["CTV-2"]
    figures = {each["measure"]: each["value"] for each in after["figures"]}
    assert (figures["owed"], figures["on_time"], figures["missing"]) == (2, 1, 1)
    assert after["figures"][0]["text"] == "2 báo cáo"
    assert [each["may_have_come"] for each in after["silent"]] == [False]


def test_a_due_day_that_is_no_working_day_is_moved(client: TestClient) -> None:
    """The 5th of April 2026 is a Sunday: what is owed for March is due on Monday, as the calendar of the app has it."""
    silent = client.get("/months/2026-03").json()["silent"]
    assert {each["due_on"] for each in silent} == {"2026-04-06"}


def test_a_report_that_cannot_be_read_may_have_come(client: TestClient, engine: sa.Engine) -> None:
    """Who sent a report that cannot be read is among the silent, with the mark that it may have come."""
    client.post("/reports", json=report())
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE reports SET kind = 'weekly' WHERE id = 'BC-1'"))
    with TestClient(create_app(engine, lambda over: Book(over, lambda: TODAY))) as another:
        silent = another.get("/months/2026-05").json()["silent"]
    assert [(each["collaborator"], each["may_have_come"]) for each in silent] == [
        ("CTV-2", True),
        (AUTHOR, True),
    ]


def test_the_document_says_what_is_answered(client: TestClient) -> None:
    """A refusal of status 422 is described once and as a problem; labels are Vietnamese; who reports is asked, never shown."""
    document = client.get("/openapi.json").json()
    operations = {
        (verb, path): each for path, verbs in document["paths"].items() for verb, each in verbs.items()
    }
    refused = [list(each["responses"]["422"]["content"]) for each in operations.values()]
    shown = operations["get", "/reports/{key}"]["responses"]["200"]["content"]["application/json"]["schema"]
    asked = document["components"]["schemas"]["Report"]["properties"]
    assert refused == [[PROBLEM]] * 4
    assert asked["channel"]["title"] == "Kênh gửi"
    assert asked.keys() - shown["properties"].keys() == {"author"}


@pytest.mark.parametrize(
    ("path", "status"), [("/months/2026-13", 422), ("/months/2019-05", 404), ("/nowhere", 404)]
)
def test_other_refusals_are_problems_too(client: TestClient, path: str, status: int) -> None:
    """A month that there is not, one in which nothing was owed, and an address that does not exist."""
    answer = client.get(path)
    assert answer.status_code == status
    assert errors_of(answer)


def test_a_month_is_refused_by_an_example(client: TestClient) -> None:
    """Whoever writes a month that there is not reads how one is written, and no regular expression."""
    answer = client.get("/months/1990-01")
    assert "2026-05" in answer.text
    assert "[0-9]" not in answer.text


def test_what_is_no_json_is_a_problem(client: TestClient) -> None:
    """A body that is no JSON is refused at no field."""
    answer = client.post("/reports", content="{'id'", headers={"Content-Type": "application/json"})
    assert (answer.status_code, errors_of(answer)) == (422, [("json_invalid", "#")])
    assert client.delete("/reports/BC-1").headers["allow"]


def test_no_report_is_lost_between_threads(client: TestClient, engine: sa.Engine) -> None:
    """Of reports that come at once all are kept, and of those with one id one."""
    with ThreadPoolExecutor(8) as pool:
        sent = [report(f"BC-{number // 2}", items=[]) for number in range(16)]
        codes = list(pool.map(lambda body: client.post("/reports", json=body).status_code, sent))
    assert sorted(codes) == [201] * 8 + [409] * 8
    assert len(read_register(engine).reports) == 8
