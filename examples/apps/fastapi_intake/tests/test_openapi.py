"""The OpenAPI document, and a thousand requests that are made from it."""

from collections import Counter
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi_intake.app import create_app
from fastapi_intake.book import Book
from fastapi_intake.tests.sample import TODAY, report
from hypothesis import HealthCheck, given, settings

import dlxh

schemathesis = pytest.importorskip("schemathesis")

CASES = 250
"""For each of the four operations."""
ANSWERS = {
    ("POST", "/reports"): {201, 409, 422},
    ("PUT", "/reports/{key}"): {200, 404, 422},
    ("GET", "/reports/{key}"): {200, 404},
    ("GET", "/months/{month}"): {200, 404},
}
"""The statuses that the requests of each operation are answered with."""


def fit(case: Any) -> None:  # noqa: ANN401 - schemathesis has its own class
    """Let a request be about what the register holds, so that some are taken: the document knows no ids."""
    if "key" in case.path_parameters:
        case.path_parameters["key"] = "BC-1"
    if isinstance(case.body, dict) and "id" in case.body:
        case.body |= report(case.body["id"] if case.method == "POST" else "BC-1", items=[], period=None)
        case.body |= {
            "author_unit": None,
            "sources": [],
            "replaces": None,
            "stage": None,
            "previous_stage": None,
        }
        case.body |= {"event_at": None, "secrecy": None}


@pytest.mark.parametrize("operation", ANSWERS, ids=" ".join)
def test_requests_made_from_the_document(engine: sa.Engine, operation: tuple[str, str]) -> None:
    """Whatever is sent, no answer is an error of the server, and each has a documented status, type and form."""
    app = create_app(engine)
    app.state.book = book = Book(engine, lambda: TODAY)
    book.save(dlxh.Report.model_validate(report()))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    method, path = operation
    checks = schemathesis.checks
    kinds = [
        checks.not_a_server_error,
        checks.CHECKS.get_one("status_code_conformance"),
        checks.CHECKS.get_one("content_type_conformance"),
        checks.CHECKS.get_one("response_schema_conformance"),
    ]
    if method == "GET":  # what only Python checks (x-dlxh-rules) may refuse a report that fits the schema
        kinds.append(checks.CHECKS.get_one("positive_data_acceptance"))
    seen: Counter[int] = Counter()
    numbers = count()

    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(schema[path][method].as_strategy())
    def send(case: Any) -> None:  # noqa: ANN401
        if next(numbers) % 2:
            fit(case)
        answer = case.call()
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=kinds)

    send()
    assert seen.total() >= CASES
    assert seen.keys() == ANSWERS[method, path], seen
