"""What must show nowhere: names and contacts, and who sent which report."""

import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient
from fastapi_intake.tests.sample import AUTHOR, NAME, PHONE, report


def requests() -> list[tuple[str, str, Any]]:
    """What an intake is sent, well and badly, each with a restricted value in the body."""
    twice = [{**report()["items"][0], "summary": PHONE}] * 2
    return [
        ("POST", "/reports", report()),
        ("POST", "/reports", report()),
        ("POST", "/reports", report("BC-2", period=None)),
        ("POST", "/reports", report("BC-3", network="ML-9", replaces="BC-9")),
        ("POST", "/reports", report("BC-4", items=twice, channel=NAME)),
        ("POST", "/reports", report("BC-5", author_unit=AUTHOR, sources=[AUTHOR])),
        ("POST", "/reports", report("BC-6") | {NAME: PHONE, "kind": PHONE}),
        ("POST", "/reports", report("BC-7", author=NAME)),
        ("POST", "/reports", report("BC-8", received_at=AUTHOR, period=PHONE)),
        ("POST", "/reports", [AUTHOR, NAME]),
        ("PUT", "/reports/BC-1", report(channel="app")),
        ("PUT", "/reports/BC-1", report("BC-2")),
        ("PUT", "/reports/BC-9", report("BC-9")),
        ("GET", "/reports/BC-1", None),
        ("GET", "/openapi.json", None),
    ]


def test_no_restricted_value_leaves(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """No body and no log has one, whatever is sent; that a log is written at all is seen first."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    try:
        answers = [client.request(method, path, json=body) for method, path, body in requests()]
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
    shown = [answer.text for answer in answers] + [str(dict(answer.headers)) for answer in answers]

    assert [answer.status_code for answer in answers] == [201, 409, 201, *[422] * 7, 200, 422, 404, 200, 200]
    assert "INSERT INTO reports" in caplog.text
    for secret in (AUTHOR, NAME, PHONE):
        assert [text for text in shown if secret in text] == []
        assert secret not in caplog.text


def test_a_month_names_nobody(client: TestClient) -> None:
    """Who has not reported is shown by a code, which those who work in the network know; never by name."""
    text = client.get("/months/2026-05").text
    assert AUTHOR in text
    assert NAME not in text
