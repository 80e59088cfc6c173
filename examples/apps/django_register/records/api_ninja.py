"""API bằng django-ninja: the models are the schemas, and whatever is wrong is answered as problem+json."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

import dlxh
from records import models
from records.book import book

api = NinjaAPI(title="Sổ cộng tác viên dư luận xã hội", urls_namespace="ninja")


def answer(faults: dlxh.web.Faults) -> HttpResponse:
    """Return what is wrong, as RFC 9457 has it."""
    return JsonResponse(
        faults.problem(),
        status=422,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


@api.exception_handler(ValidationError)
def refuse(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer what the model refused; ninja's own answer would repeat the values."""
    return answer(dlxh.web.faults(error.errors, "vi", dlxh.Report))


@api.post("/reports")
@transaction.atomic
def add_report(request: HttpRequest, report: dlxh.Report) -> Any:  # noqa: ANN401, ARG001 - as ninja has it
    """Check and store a report in one transaction."""
    models.Revision.lock()
    faults = dlxh.web.faults(dlxh.check(report, within=book.register), "vi", report)
    if not faults.ok:
        return answer(faults)
    models.Report.of(report).save()
    return JsonResponse(dlxh.visible(report, to="internal"), status=201)
