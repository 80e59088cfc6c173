"""Ứng dụng: the endpoints of the intake. They are plain `def`: FastAPI runs them in threads, and none blocks another."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final

import sqlalchemy as sa
from fastapi import APIRouter, Depends, FastAPI, Path, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field, WithJsonSchema

import dlxh
from dlxh.words import Lang
from fastapi_intake.book import Book
from fastapi_intake.month import MonthAnswer
from fastapi_intake.problems import RefusalError, answer_with_problems, lang_of

TAKEN: Final = dlxh.Error(
    vi="đã có báo cáo mang mã này; muốn sửa báo cáo ấy thì dùng PUT",
    en="there is a report with this id already; use PUT to edit it",
)
MONTH: Final = re.compile("20[0-9]{2}-(0[1-9]|1[0-2])")
NO_MONTH: Final = dlxh.Error(
    vi="không có tháng này; viết như 2026-05, từ năm 2000",
    en="there is no such month; write it as 2026-05, from the year 2000",
)
router = APIRouter()


def book_of(request: Request) -> Book:
    """Return the register of the app."""
    book: Book = request.app.state.book
    return book


def problem(description: str) -> dict[str, Any]:
    """Document an answer that is a problem; those of status 422 FastAPI documents itself."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def describe_visible(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of what those who work in the network see of a record, for the OpenAPI document."""
    schema = model.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    fields = schema["properties"].items()
    shown = {name: field for name, field in fields if field["x-dlxh-disclosure"] in {"public", "internal"}}
    return {"type": "object", "properties": shown, "required": [*shown], "additionalProperties": False}


Visible = Annotated[dict[str, Any], WithJsonSchema(describe_visible(dlxh.Report), mode="serialization")]


class Warned(BaseModel):
    """What is worth a look; it refuses nothing."""

    code: str
    detail: str
    pointer: str | None = Field(default=None, examples=["#/items/0/streams/0/basis"])


class Saved(BaseModel):
    """A report as it was kept, without the fields that those who work in the network may not see."""

    report: Visible
    warnings: list[Warned]


Key = Annotated[str, Path(description="Mã báo cáo", max_length=64)]
Month = Annotated[
    str,
    Path(description="Tháng", examples=["2026-05"]),
    WithJsonSchema({"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"}),
]
TheBook = Annotated[Book, Depends(book_of)]
TheLang = Annotated[Lang, Depends(lang_of)]


@router.post("/reports", status_code=201, responses={409: problem("Mã báo cáo đã có")})
def create_report(report: dlxh.Report, book: TheBook, lang: TheLang) -> Saved:
    """Nhận một báo cáo mới."""
    try:
        return save(report, book, lang, replacing=False)
    except (dlxh.errors.RegisterError, dlxh.errors.WriteError):
        raise RefusalError(TAKEN, report, status=409) from None


@router.put("/reports/{key:path}", responses={404: problem("Không có báo cáo này")})
def edit_report(key: Key, report: dlxh.Report, book: TheBook, lang: TheLang) -> Saved:
    """Sửa một báo cáo đã nhận."""
    find_report(book, key)
    if report.id != key:
        wrong = dlxh.Error(
            vi="mã trong nội dung phải trùng với mã trong địa chỉ", en="the id must be that of the address"
        )
        raise RefusalError(wrong, report)
    return save(report, book, lang, replacing=True)


@router.get("/reports/{key:path}", responses={404: problem("Không có báo cáo này")})
def show_report(key: Key, book: TheBook) -> Visible:
    """Xem một báo cáo."""
    return dlxh.visible(find_report(book, key), to="internal")


@router.get("/months/{month}", responses={404: problem("Chưa có số liệu của tháng này")})
def show_month(month: Month, book: TheBook, lang: TheLang) -> MonthAnswer:
    """Xem số liệu của một tháng, và ai chưa nộp báo cáo."""
    if not MONTH.fullmatch(month):
        raise RefusalError(NO_MONTH)
    try:
        return book.month(month).answer(month, lang)
    except dlxh.Error as error:
        raise RefusalError(error, status=404) from None


def find_report(book: Book, key: str) -> dlxh.Report:
    """Return a report of the register."""
    try:
        return book.register.report(key)
    except dlxh.Error as error:
        raise RefusalError(error, status=404) from None


def save(report: dlxh.Report, book: Book, lang: Lang, *, replacing: bool) -> Saved:
    """Check and keep a report, or refuse it with all that was found."""
    findings = book.save(report, replacing=replacing)
    if not findings.ok:
        raise RefusalError(findings, report)
    warnings = [Warned.model_validate(each.to_dict()) for each in dlxh.web.faults(findings, lang, report)]
    return Saved(report=dlxh.visible(report, to="internal"), warnings=warnings)


def create_app(engine: sa.Engine, open_book: Callable[[sa.Engine], Book] = Book) -> FastAPI:
    """Return the app over a database that `prepare` has prepared; the register is read when the server starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.book = await run_in_threadpool(open_book, engine)
        yield
        engine.dispose()

    app = FastAPI(title="Tiếp nhận báo cáo dư luận xã hội", lifespan=lifespan)
    app.include_router(router)
    answer_with_problems(app, dlxh.Report)
    return app
