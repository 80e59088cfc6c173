"""Lỗi trả về: every refusal as application/problem+json, in Vietnamese or English. To be copied as it is."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

import dlxh
from dlxh.words import Lang


class RefusalError(Exception):
    """Raised by an endpoint: findings or an error of dlxh, the record that they are about, and the status."""

    def __init__(self, found: Any, about: Any = None, status: int = 422) -> None:  # noqa: ANN401 - as dlxh.web.faults
        super().__init__(status)
        self.found, self.about, self.status = found, about, status


def lang_of(request: Request) -> Lang:
    """Return the language of an answer: Vietnamese, unless English is asked for first."""
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "vi"


def answer_with_problems(app: FastAPI, model: type[BaseModel]) -> None:
    """Let an app refuse by problems, and document them; `model` is what the bodies of its requests hold."""

    def answer(request: Request, error: Any) -> JSONResponse:  # noqa: ANN401 - one of the three below
        found, about, status, lang = error, model, getattr(error, "status_code", 422), lang_of(request)
        if isinstance(error, RefusalError):
            found, about, status = error.found, error.about, error.status
        elif isinstance(error, HTTPException):  # no such address or method, or no JSON at all
            found = dlxh.Error(vi="yêu cầu này không thực hiện được", en="this request cannot be carried out")
        problem = dlxh.web.faults(found, lang, about).problem(status=status)
        headers = {"Content-Language": lang, **(getattr(error, "headers", None) or {})}
        return JSONResponse(problem, status, headers, media_type="application/problem+json")

    for kind in (RequestValidationError, HTTPException, RefusalError):
        app.add_exception_handler(kind, answer)
    describe = app.openapi
    app.openapi = lambda: dlxh.web.describe_openapi(describe(), "vi")  # type: ignore[method-assign]
