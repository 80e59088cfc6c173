"""Trang quản trị: the same form for a new report, and a check of what is stored; nobody's name is shown."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

import dlxh
from records.book import book
from records.forms import ReportForm
from records.models import Collaborator, Membership, Report, Revision, Stored


class ReportAdminForm(ReportForm, forms.ModelForm):
    """The form of the pages, as the admin wants it: of the model's own fields none is shown."""

    class Meta:
        model = Report
        fields: ClassVar = []

    def clean(self) -> dict[str, Any]:
        """Give Django nothing to fill columns with: they come from the record."""
        Revision.lock()  # the admin has begun a transaction
        super().clean()
        return {}


class StoredAdmin(admin.ModelAdmin):
    """A table to look at: what is stored is changed through a form, not as JSON."""

    actions = ("check_records",)
    exclude = ("record",)
    readonly_fields = ("shown",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - as Django has it
        """Only where there is a form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Stored | None = None) -> bool:  # noqa: ARG002 - likewise
        """Nothing is changed here."""
        return False

    @admin.display(description="bản ghi")
    def shown(self, row: Stored) -> dict[str, Any]:
        """The record without what is restricted."""
        found = [each for each in getattr(book.register, row.table) if each.id == row.key]
        return dlxh.visible(found[0], to="internal") if found else {}

    @admin.action(description="Kiểm tra các bản ghi đã chọn", permissions=["view"])
    def check_records(self, request: HttpRequest, rows: QuerySet[Stored]) -> None:
        """Say what is wrong with the chosen records."""
        register = book.register
        chosen = {row.key for row in rows}
        records = [each for each in getattr(register, rows.model.table) if each.id in chosen]
        findings = dlxh.check(records, within=register, replacing=True)
        for fault in dlxh.web.faults(findings, "vi").found:
            messages.warning(request, fault.file)
        messages.info(request, f"Đã kiểm tra {len(records)} bản ghi: {len(findings)} phát hiện.")


@admin.register(Report)
class ReportAdmin(StoredAdmin):
    """Báo cáo: a new one is taken in by the form of the pages."""

    form = ReportAdminForm
    list_display = ("key", "kind", "received_at")
    list_filter = ("kind",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may add one by Django's permissions."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request: HttpRequest, obj: Report | None = None) -> Any:  # noqa: ANN401 - as Django has it
        """The fields of the form for a new one."""
        return super().get_fields(request, obj) if obj else list(ReportForm.base_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> Any:  # noqa: ANN401 - likewise
        """Nothing is read only in a new one."""
        return super().get_readonly_fields(request, obj) if obj else ()

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:  # noqa: ANN401, ARG002, FBT001
        """Store the record that the form made."""
        made = Report.of(form.record)
        made.save()
        obj.__dict__.update(made.__dict__)


@admin.register(Collaborator)
class CollaboratorAdmin(StoredAdmin):
    """Cộng tác viên: by code and organisation."""

    list_display = ("key", "organisation")


@admin.register(Membership)
class MembershipAdmin(StoredAdmin):
    """Tư cách."""

    list_display = ("key", "collaborator", "start", "end")
