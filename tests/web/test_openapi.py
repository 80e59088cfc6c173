"""A framework publishes our models as they are: FastAPI's own document, and the same in the words of people."""
# pyright: reportArgumentType=false

import json
from functools import cache
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

import dlxh
from dlxh.models import Activity
from dlxh.web import describe_openapi, faults
from dlxh.words.bilingual import ArgumentError
from tests.own import Report as OwnReport

REPORT = {
    "id": "b1",
    "network": "gl",
    "author": "c1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
    "period": "2024-07",
}


@cache
def app() -> FastAPI:
    """Return an application that takes reports and activities, and answers as the pages say."""
    made = FastAPI(title="Ví dụ", version="1")

    @made.post("/reports")
    def take(report: dlxh.Report) -> dict[str, Any]:
        return dlxh.visible(report, to="internal")

    @made.put("/reports")
    def put(report: OwnReport) -> OwnReport:
        return report

    @made.post("/activities")
    def hold(activity: Activity) -> Activity:
        return activity

    @made.get("/reports")
    def find(month: int) -> int:
        return month

    @made.exception_handler(RequestValidationError)
    async def refuse(request: Request, error: RequestValidationError) -> JSONResponse:
        model = dlxh.Report if request.url.path == "/reports" else None
        body = faults(error, "vi", model).problem()
        return JSONResponse(body, status_code=422, media_type="application/problem+json")

    return made


@cache
def client() -> TestClient:
    """Return a client of the application."""
    return TestClient(app())


def schemas() -> dict[str, Any]:
    """Return the schemas of FastAPI's own document."""
    made: dict[str, Any] = app().openapi()["components"]["schemas"]
    return made


def test_the_document_is_whole() -> None:
    """Each schema is one of JSON Schema 2020-12 without Python examples and raw characters that are not seen."""
    text = json.dumps(app().openapi(), ensure_ascii=False)

    for schema in schemas().values():
        Draft202012Validator.check_schema(schema)
    assert ">>>" not in text
    assert not {*"\u2028\u2029\u200b\u2060\ufeff"} & {*text}
    for name in ("#/components/schemas/Period", "#/components/schemas/ReportItem"):
        assert name in text


def test_what_the_document_says_is_what_is_taken() -> None:
    """One sender, a period as text, the kind of an activity: the document has what Python asks for."""
    of_reports = next(schema for name, schema in schemas().items() if schema.get("title") == "Report")

    assert [arm["required"] for arm in of_reports["oneOf"]] == [["author"], ["author_unit"]]
    assert of_reports["properties"]["author"]["x-dlxh-disclosure"] == "restricted"
    assert [arm["type"] for arm in schemas()["Period"]["anyOf"]] == ["object", "string"]
    assert "kind" in schemas()["Survey"]["required"]
    sent = client().post("/reports", json=REPORT)
    assert (sent.status_code, sent.json()["period"]["kind"]) == (200, "month")
    assert "author" not in sent.json()
    assert client().put("/reports", json={**REPORT, "hamlet": "Ốp"}).json()["hamlet"] == "Ốp"


def test_refusals() -> None:
    """A body that is refused is answered with a problem, at its fields, in Vietnamese, without what was sent."""
    wrong = {
        **REPORT,
        "channel": "Zq7Marker",
        "period": "Zq7Marker",
        "author": ["Zq7Marker"],
        "Zq7 Marker": 1,
    }
    answer = client().post("/reports", json=wrong)

    assert answer.headers["content-type"] == "application/problem+json"
    assert "Zq7" not in answer.text
    found = {each["pointer"]: each["detail"] for each in answer.json()["errors"]}
    assert found["#/channel"] == "Chọn kênh gửi trong danh sách"
    assert set(found) == {"#/channel", "#/period", "#/author", "#"}
    assert client().post("/reports", content="{").json()["errors"][0]["pointer"] == "#"
    assert client().get("/reports").json()["errors"][0]["parameter"] == "month"


def test_in_the_words_of_people() -> None:
    """Fields and codes get their labels, own fields too, and a refusal is a problem; the document that was given stays."""
    before = json.dumps(app().openapi())
    made = describe_openapi(app().openapi(), "vi", [OwnReport])
    named = made["components"]["schemas"]
    reports = [schema for schema in named.values() if schema.get("title") == "Báo cáo"]

    assert json.dumps(app().openapi()) == before
    assert {schema["properties"]["channel"].get("title") for schema in reports} == {"Kênh gửi"}
    assert {"const": "written", "title": "văn bản"}.items() <= named["Channel"]["oneOf"][0].items()
    assert "dương lịch" in named["Period"]["anyOf"][1]["description"]
    answer = made["paths"]["/reports"]["post"]["responses"]["422"]
    assert answer["content"] == {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    }
    assert not {"HTTPValidationError", "ValidationError"} & named.keys()
    problem = faults([{"type": "missing", "loc": ("body", "x")}], "vi").problem()
    Draft202012Validator(named["Problem"]).validate(problem)
    for schema in named.values():
        Draft202012Validator.check_schema(schema)


def test_documents_without_refusals() -> None:
    """Where nothing is refused with 422, no problem is added; what is not a document is refused."""
    assert describe_openapi({"paths": {"/x": {"get": {"responses": {}}, "summary": "x"}}}, "en") == {
        "paths": {"/x": {"get": {"responses": {}}, "summary": "x"}}
    }
    for wrong in (None, 5):
        with pytest.raises(ArgumentError):
            describe_openapi(wrong, "vi")
    with pytest.raises(ArgumentError):
        describe_openapi({}, "vi", [5])  # type: ignore[list-item]
