"""Các trang."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

import dlxh
from records import models
from records.book import book
from records.forms import MembershipEditForm, MembershipForm, ReportForm

MONTH = ("owed", "received", "on_time", "missing", "items")


@require_safe
def show_latest_month(_: HttpRequest) -> HttpResponse:
    """Go to the month of the day of the records."""
    day = settings.REGISTER_AS_OF or timezone.localdate()
    return redirect("month", code=dlxh.Period.of("month", day).code)


@require_safe
def show_month(request: HttpRequest, code: str) -> HttpResponse:
    """Show a month's figures, and who has not reported; or why there are none."""
    try:
        return render(request, "records/month.html", describe_month(dlxh.Period.parse(code)))
    except dlxh.Error as error:
        return render(request, "records/no_month.html", {"reason": error.vi}, status=404)


def describe_month(month: dlxh.Period) -> dict[str, object]:
    """Return what the page of a month shows."""
    reading = book.reading()
    calendar = dlxh.data.vietnam_calendar()
    ledger = dlxh.obligations(reading.register, month, calendar=calendar)
    figures = dlxh.measure(reading.register, MONTH, period=month, calendar=calendar)
    table = replace(figures.table("vi"), caption="Báo cáo trong tháng")
    return {
        "month": month,
        "label": month.label("vi"),
        "as_of": reading.register.as_of,
        "figures": mark_safe(table.to_html()),  # noqa: S308 - dlxh escapes every text
        "silent": list_silent(ledger),
        "may_have_come": "reports" in ledger.partial,
        "unread": None if reading.ok else mark_safe(reading.findings.table("vi").to_html()),  # noqa: S308 - likewise
        "upgraded": reading.upgraded,
        "earlier": month.previous().code,
        "later": dlxh.Period.of("month", month.end).next().code,
    }


def list_silent(ledger: dlxh.Ledger) -> list[dict[str, object]]:
    """Return who has not sent a report that is due, by code and organisation."""
    names = ledger.names.get("units", {})
    missing = ledger.polars.filter(status="missing").sort("due_on", "collaborator")
    wanted = missing.select("collaborator", "org_unit", "due_on").iter_rows(named=True)
    return [
        row | {"unit": names[row["org_unit"]].text("vi") if row["org_unit"] in names else ""}
        for row in wanted
    ]


@require_safe
def list_reports(request: HttpRequest) -> HttpResponse:
    """List the newest reports, without what a reader of these pages may not see."""
    known = {report.id: report for report in book.register.reports}
    rows = models.Report.objects.order_by("-received_at").values_list("key", "received_at")[:50]
    shown = [(key, received_at, describe(known[key]) if key in known else None) for key, received_at in rows]
    return render(request, "records/reports.html", {"reports": shown})


def describe(report: dlxh.Report) -> dict[str, object]:
    """Return what the list shows: labels for codes, and nobody's author."""
    shown = dlxh.visible(report, to="internal")
    return {
        "kind": dlxh.data.code_list("report_kind").label(shown["kind"], "vi"),
        "channel": dlxh.data.code_list("channel").label(shown["channel"], "vi"),
        "period": report.period.label("vi") if report.period else "",
        "matters": len(shown["items"]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def add_report(request: HttpRequest) -> HttpResponse:
    """Take a report in."""
    return fill_in(request, ReportForm, models.Report, "Nhập báo cáo")


@require_safe
def list_memberships(request: HttpRequest) -> HttpResponse:
    """List who is a collaborator from when to when, the newest first, by code."""
    roles = dlxh.data.code_list("membership_role")
    newest = sorted(book.register.memberships, key=lambda each: (each.start, each.id), reverse=True)
    shown = [(each, roles.label(each.role, "vi")) for each in newest]
    return render(request, "records/memberships.html", {"memberships": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def add_membership(request: HttpRequest) -> HttpResponse:
    """Take a membership in."""
    return fill_in(request, MembershipForm, models.Membership, "Thêm tư cách cộng tác viên")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_membership(request: HttpRequest, key: str) -> HttpResponse:
    """Change a membership, for example to end it."""
    if all(each.id != key for each in book.register.memberships):
        raise Http404
    form_class = partial(MembershipEditForm, key)
    return fill_in(request, form_class, models.Membership, "Sửa tư cách cộng tác viên")


def fill_in(
    request: HttpRequest, form_class: Callable[..., Any], model: type[models.Stored], title: str
) -> HttpResponse:
    """Check and store a record in one transaction: what another process stores meanwhile waits."""
    if request.method != "POST":
        return render(request, "records/form.html", {"form": form_class(), "title": title})
    with transaction.atomic():
        models.Revision.lock()
        form = form_class(request.POST)
        if form.is_valid():
            model.of(form.record, form.unknown).save()
            messages.success(request, f"Đã lưu {form.record.id}.")
            return redirect("home")
    return render(request, "records/form.html", {"form": form, "title": title}, status=422)
