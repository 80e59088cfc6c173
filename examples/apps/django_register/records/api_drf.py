"""API bằng Django REST framework: errors nested as the record is, each with its code."""

from typing import Any

import pydantic
from django.db import transaction
from rest_framework import serializers, status
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import dlxh
from records import models
from records.book import book


class ReportSerializer(serializers.BaseSerializer):
    """A report, out of JSON and without what is restricted back into it."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Return the record that was sent, if model and check let it pass."""
        wrong: Any
        try:
            record = dlxh.Report.model_validate(data)
            wrong = dlxh.check(record, within=book.register)
        except pydantic.ValidationError as error:
            record, wrong = None, error
        faults = dlxh.web.faults(wrong, "vi", record or dlxh.Report)
        if not faults.ok:
            raise serializers.ValidationError(nested(faults))
        return {"record": record}

    def to_representation(self, instance: dlxh.Report) -> dict[str, Any]:
        """Return the report as it may be shown."""
        return dlxh.visible(instance, to="internal")


def nested(faults: dlxh.web.Faults) -> dict[str, Any]:
    """Return faults as DRF nests them: {"items": {"0": {"scope": [ErrorDetail]}}}."""
    errors: dict[str, Any] = {}
    for path, found in faults.by_field().items():
        *above, last = (path or "non_field_errors").split(".")
        level = errors
        for step in above:
            level = level.setdefault(step, {})
        level[last] = [ErrorDetail(text, code) for code, text in found]
    return errors


class ReportsView(APIView):
    """POST /api/reports."""

    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Check and store a report in one transaction."""
        models.Revision.lock()
        serializer = ReportSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        record = serializer.validated_data["record"]
        models.Report.of(record).save()
        return Response(serializer.to_representation(record), status.HTTP_201_CREATED)
