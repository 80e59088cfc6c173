"""Biểu mẫu: a report with one matter, and a membership; labels and codes come from dlxh."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import uuid4

from django import forms

import dlxh
from records.book import book
from records.record_form import RecordForm

Choices = list[tuple[str, str]]
REPORT, MEMBERSHIP = (dlxh.models.schema_of(model, "vi") for model in (dlxh.Report, dlxh.Membership))
ITEM = REPORT["$defs"]["ReportItem"]


def describe(
    schema: dict[str, Any], name: str, help_text: str = "", *, required: bool = False
) -> dict[str, Any]:
    """Return the label of a field; what is missing in a record is said by dlxh, so that Django requires only what the form does."""
    label = schema["properties"][name]["title"]
    mark = " (bắt buộc)" if required or name in schema["required"] else ""
    return {"label": label + mark, "label_suffix": "", "help_text": help_text, "required": required}


def codes(name: str) -> Choices:
    """Return the codes of a list with their labels."""
    return [("", "— chọn —"), *dlxh.data.code_list(name).choices("vi")]


def collaborators() -> Choices:
    """Return those whose reports are entered, by post and organisation where they are known; no name is shown."""
    register = book.register
    shown = [("", "— chọn —")]
    for each in register.collaborators:
        unit = register.unit(each.organisation).name if each.organisation else None
        known = ", ".join(filter(None, (each.position, unit)))
        shown.append((each.id, f"{each.id}: {known}" if known else each.id))
    return shown


class PageForm(forms.Form):
    """What both pages show besides: how much is wrong, and a box once only warnings remain."""

    unknown: Mapping[str, Any] = MappingProxyType({})
    """Fields of what is edited that this version of dlxh does not know."""

    confirmed = forms.BooleanField(
        label="Tôi đã xem các cảnh báo và vẫn lưu", label_suffix="", required=False
    )

    @property
    def count_errors(self) -> int:
        """How much is to be mended or looked at."""
        return sum(len(found) for found in self.errors.values())


class ReportForm(RecordForm, PageForm):
    """Báo cáo của một cộng tác viên, with one matter."""

    record_class = dlxh.Report
    places: ClassVar = {"author_one": "author"}

    author = forms.ChoiceField(  # a report may also be a unit's; here only people report, so that Django asks for it
        choices=collaborators,
        error_messages={"required": "Chọn cộng tác viên gửi"},
        **describe(REPORT, "author", required=True),
    )
    kind = forms.ChoiceField(
        choices=[each for each in codes("report_kind") if each[0] in ("", "periodic", "ad_hoc", "thematic")],
        **describe(REPORT, "kind"),
    )
    period = forms.CharField(**describe(REPORT, "period", "Ví dụ: tháng 7/2026 hoặc 2026-07"))
    received_at = forms.DateTimeField(
        input_formats=["%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M"],
        error_messages={"invalid": "Nhập ngày và giờ như 28/7/2026 08:00"},
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M"),
        **describe(REPORT, "received_at", "Giờ Việt Nam, ví dụ: 28/7/2026 08:00"),
    )
    channel = forms.ChoiceField(choices=codes("channel"), **describe(REPORT, "channel"))
    items__0__topics = forms.TypedChoiceField(
        choices=codes("topics"), coerce=lambda code: [code], empty_value=None, **describe(ITEM, "topics")
    )
    items__0__scope = forms.ChoiceField(choices=codes("scope"), **describe(ITEM, "scope"))
    items__0__summary = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        **describe(ITEM, "summary", "Người dân nói gì; không ghi tên, số điện thoại hay địa chỉ của ai"),
    )

    def given(self) -> dict[str, Any]:
        """A new id, and the network of the register."""
        key = f"BC-{uuid4().hex[:12]}"
        return {"id": key, "network": book.register.networks[0].id, "items__0__id": f"{key}.1"}


class MembershipForm(RecordForm, PageForm):
    """Tư cách của một cộng tác viên."""

    record_class = dlxh.Membership

    collaborator = forms.ChoiceField(choices=collaborators, **describe(MEMBERSHIP, "collaborator"))
    role = forms.ChoiceField(
        choices=codes("membership_role"), initial="member", **describe(MEMBERSHIP, "role")
    )
    start = forms.DateField(
        input_formats=["%d/%m/%Y"],
        error_messages={"invalid": "Nhập ngày như 1/8/2026"},
        widget=forms.DateInput(format="%d/%m/%Y"),
        **describe(MEMBERSHIP, "start", "Tính cả ngày này, ví dụ: 1/8/2026"),
    )
    end = forms.DateField(
        input_formats=["%d/%m/%Y"],
        error_messages={"invalid": "Nhập ngày như 1/8/2026"},
        widget=forms.DateInput(format="%d/%m/%Y"),
        **describe(MEMBERSHIP, "end", "Tính cả ngày này; để trống nếu còn tham gia"),
    )
    paid = forms.BooleanField(label="Hưởng phụ cấp", label_suffix="", required=False)

    def given(self) -> dict[str, Any]:
        """A new id, and the network and the term of the register."""
        register = book.register
        term = register.terms[-1]
        return {"id": f"TC-{uuid4().hex[:12]}", "network": term.network, "term": term.id}


class MembershipEditForm(MembershipForm):
    """Tư cách đã lưu: the form begins with what is stored, and keeps what it does not show."""

    replacing = True

    def __init__(self, key: str, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        reading = book.reading()  # within the lock when the form is sent
        self.stored = reading.register.get(dlxh.Membership, key)
        kept = reading.kept.get("memberships", {}).get(key, {})
        self.unknown = {pointer.removeprefix("/"): value for pointer, value in kept.items()}
        initial = {name: getattr(self.stored, name, None) for name in self.base_fields}
        super().__init__(*args, initial=initial, **options)

    def given(self) -> dict[str, Any]:
        """What is stored and has no field here: id, network, term."""
        hidden = self.stored.stored()
        del hidden["schema_version"]
        return {name: value for name, value in hidden.items() if name not in self.fields}
