"""Báo cáo: reports kept or received beyond a last day, second ones for a period, and corrections."""

from collections.abc import Iterator
from typing import Final

from dlxh.data.code_lists import code_list
from dlxh.models.report import ReportKind
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import AS_OF, Given, Row, Value, coalesce, given, part, those
from dlxh.rules.language.examples import DAY, MONTH, NOON, ONE, Cells, Example, case
from dlxh.rules.language.parts import Part
from dlxh.rules.shapes.report_duties import DUTY_TABLES, asks_for_several

_ONE_PER_PERIOD: Final = code_list("report_kind").having("one_per_period")
"""Kinds that an author owes once for each period."""
_OF_JUNE: Final = {
    "kind": ReportKind.PERIODIC,
    "period_kind": "month",
    "period_start": MONTH,
    "period_end": DAY,
}

_UNIT: Final = {"author": None, "author_unit": "unit1"}
_OUTSIDE: Final = ({"valid_to": DAY - ONE}, {"valid_from": DAY + ONE})
_DUTY: Final[Cells] = {
    "duty_kind": "report",
    "duty_report": ReportKind.PERIODIC,
    "duty_period_kind": "month",
    "duty_owed_by_kind": "members",
    "valid_from": MONTH,
}


def _either(*reports: Cells, judged: bool = True) -> Iterator[Example]:
    """Yield an example of reports without provisions, and one with a provision that asks for no report."""
    yield case(reports=reports, judged=judged)
    yield case(reports=reports, regulation_provisions={}, regulations={}, judged=judged)


def _under(duty: Cells, regulation: Cells | None = None, sender: Cells | None = None) -> Example:
    """Return an example of two reports on one month, under a provision on reports."""
    sent = {**_OF_JUNE, **(sender or {})}
    return case(reports=[sent] * 2, regulation_provisions={**_DUTY, **duty}, regulations=regulation or {})


_CORRECTION: Final = {"replaces": "report2"}


@rule(
    "R103",
    table="reports",
    field="received_at",
    severity=Severity.ERROR,
    vi="báo cáo {record} được nhận sau ngày số liệu",
    en="report {record} was received after the register's as-of date",
    cure_vi="sửa thời điểm nhận, hoặc chốt lại số liệu (as_of) vào ngày sau đó",
    cure_en="correct the time of receipt, or give a later as_of",
    source="dlxh: own choice",
    why_vi="Số liệu chốt đến một ngày không thể có báo cáo nhận sau ngày đó; số liệu của kỳ sau bị lẫn vào.",
    right=[case(reports={"received_day": DAY})],
    wrong=[case(reports={"received_day": DAY + ONE})],
)
def received_after_as_of(r: Row) -> Value:
    """Records as of a day cannot contain what came later: it belongs to the figures of another period."""
    return r.received_day > AS_OF


@rule(
    "R104",
    table="reports",
    field="erase_after",
    severity=Severity.WARNING,
    vi="báo cáo {record} đã quá ngày cuối lưu giữ",
    en="report {record} is past its retention date",
    cure_vi="xóa báo cáo theo thẩm quyền, hoặc gia hạn lưu giữ và ghi ngày mới",
    cure_en="erase it on the proper authority, or extend the retention and record the new date",
    source="Luật 91/2025/QH15 (bảo vệ dữ liệu cá nhân)",
    why_vi="Lưu giữ quá thời hạn đã đặt là giữ dữ liệu không còn mục đích.",
    right=[case(reports={"erase_after": DAY}), case(reports={"erase_after": None}, judged=False)],
    wrong=[case(reports={"erase_after": DAY - ONE})],
)
def kept_too_long(r: Row) -> Given:
    """Data kept beyond its retention date is kept without a purpose."""
    return given(~r.erase_after.is_null(), r.erase_after < AS_OF)


@rule(
    "R201",
    table="reports",
    field="period_start",
    severity=Severity.WARNING,
    vi="báo cáo {record} cùng loại, cùng kỳ, cùng tác giả với {evidence}",
    en="report {record} has the same kind, period and author as {evidence}",
    cure_vi="nếu là bản sửa, ghi mã báo cáo được sửa ở mục thay báo cáo (replaces); nếu gửi hai lần, bỏ một",
    cure_en="if it corrects the other, put that id in replaces; if it was sent twice, remove one",
    source="dlxh: own choice",
    why_vi="""Một kỳ có hai báo cáo thì số báo cáo và tỷ lệ nộp bị tăng khống.

Báo cáo đã có bản sửa thay thế thì không coi là trùng. Quy chế yêu cầu nhiều báo cáo trong kỳ, hoặc một số nội dung, thì không nêu.""",
    right=[
        *_either(
            _OF_JUNE,
            _OF_JUNE | {"network": "another"},
            _OF_JUNE | {"author": "another"},
            _OF_JUNE | {"kind": ReportKind.SYNTHESIS},
            _OF_JUNE | {"period_start": MONTH - ONE},
            _OF_JUNE | {"period_end": DAY + ONE},
        ),
        *_either(_OF_JUNE, _OF_JUNE | {"replaces": "report1"}),
        *_either(*[_OF_JUNE | {"kind": ReportKind.THEMATIC}] * 2, judged=False),
        *_either(*[_OF_JUNE | {"period_start": None, "period_end": None}] * 2, judged=False),
        _under({"duty_count": 2}),
        _under({"duty_least_items": 1}),
        _under({"valid_from": DAY, "valid_to": DAY, "duty_count": 2}),
        *(_under({"duty_count": 2, "duty_owed_by_kind": kind}, sender=_UNIT) for kind in ("units", "owner")),
    ],
    wrong=[
        *_either(_OF_JUNE | {"received_day": DAY}, _OF_JUNE | {"received_day": DAY - ONE}),
        *_either(*[_OF_JUNE | _UNIT] * 2),
        _under({"duty_count": 2}, sender=_UNIT),
        *(each for kind in _ONE_PER_PERIOD for each in _either(*[_OF_JUNE | {"kind": kind}] * 2)),
        _under({"duty_count": 1}),
        _under({"duty_count": 2, "duty_period_kind": "quarter"}),
        _under({"duty_count": 2, "duty_owed_by_kind": "units"}),
        _under({"duty_count": 2, "duty_kind": "composition"}),
        _under({"duty_count": 2, "duty_report": ReportKind.THEMATIC}),
        _under({"duty_count": 2, "network": "another"}),
        _under({"duty_count": 2, "regulation": "unknown"}),
        *(_under({"duty_count": 2} | days) for days in _OUTSIDE),
        *(_under({"duty_count": 2}, regulation=days) for days in _OUTSIDE),
        _under({"duty_count": 2, "valid_to": DAY - ONE}, regulation={"valid_to": DAY}),
    ],
)
def second_report_for_period(r: Row) -> Iterator[Part]:
    """Two reports for one period inflate the number of reports and the submission rate.

    A report that a correction has replaced is not a duplicate. Where a provision asks for several reports, or a number of
    items, nothing is said: the ledger counts as many as are owed.
    """
    is_owed = r.kind.is_in(_ONE_PER_PERIOD) & ~r.period_start.is_null()
    is_corrected = those("reports", replaces=r.id).exists()
    same = (r.network, coalesce(r.author, r.author_unit), r.kind, r.period_start, r.period_end)
    first = r.previous(by=same, order=("received_day", "id"), among=~is_corrected)
    is_second = ~first.id.is_null()
    yield part(r, given(is_owed, is_second), evidence=first.id, without=DUTY_TABLES)
    yield part(r, given(is_owed, is_second & ~asks_for_several(r)), evidence=first.id, optional=True)


@rule(
    "R202",
    table="reports",
    evidence="replaces",
    field="replaces",
    severity=Severity.WARNING,
    vi="báo cáo {record} sửa báo cáo {evidence} của tác giả khác hoặc loại khác",
    en="report {record} corrects {evidence}, which has another author or kind",
    cure_vi="sửa mã ở mục thay báo cáo (replaces), hoặc ghi là báo cáo riêng",
    cure_en="correct the id in replaces, or record it as a report in its own right",
    source="dlxh: own choice",
    why_vi="Báo cáo bị thay thế không được đếm nữa: sửa nhầm thì báo cáo của người khác bị mất.",
    right=[
        case(reports=[{"replaces": "report2", "kind": ReportKind.PERIODIC}, {"kind": ReportKind.PERIODIC}]),
        case(reports={"replaces": None}, judged=False),
    ],
    wrong=[
        case(reports=[_CORRECTION, {"author": "another"}]),
        case(reports=[_CORRECTION, {"author": None, "author_unit": "unit1"}]),
        case(reports=[{"replaces": "report2", "author": None, "author_unit": "unit1"}, {}]),
        case(reports=[{"replaces": "report2", "kind": ReportKind.PERIODIC}, {"kind": ReportKind.YEARLY}]),
    ],
)
def correction_of_another(r: Row) -> Given:
    """A replaced report is not counted: a wrong correction wipes out somebody else's work."""
    other = r.ref("replaces")
    has_other_author = coalesce(r.author, r.author_unit) != coalesce(other.author, other.author_unit)
    return given(~r.replaces.is_null(), has_other_author | (r.kind != other.kind))


@rule(
    "R203",
    table="reports",
    field="replaces",
    severity=Severity.ERROR,
    vi="báo cáo {record} và {evidence} cùng sửa một báo cáo",
    en="reports {record} and {evidence} correct the same report",
    cure_vi="bản sửa sau phải thay bản sửa trước (replaces), không thay bản gốc lần nữa",
    cure_en="the later correction must replace the earlier one, not the original again",
    source="dlxh: own choice",
    why_vi="Hai bản cùng thay một bản thì cả hai đều được đếm.",
    right=[
        case(reports=[_CORRECTION, {"replaces": "report3"}]),
        case(reports={"replaces": None}, judged=False),
    ],
    wrong=[case(reports=[{"replaces": "report9", "received_at": at} for at in (NOON, NOON - ONE)])],
)
def replaced_twice(r: Row) -> tuple[Given, Value]:
    """If two reports replace the same one, both are counted."""
    first = r.previous(by=(r.replaces,), order=("received_at", "id"))
    return given(~r.replaces.is_null(), ~first.id.is_null()), first.id


@rule(
    "R204",
    table="reports",
    evidence="replaces",
    field="received_at",
    severity=Severity.ERROR,
    vi="báo cáo {record} có thời điểm nhận trước hoặc cùng lúc với báo cáo {evidence} mà nó sửa",
    en="report {record} was not received after report {evidence}, which it corrects",
    cure_vi="ghi lại báo cáo nào sửa báo cáo nào (replaces), hoặc sửa thời điểm nhận",
    cure_en="swap the two in replaces, or correct the times of receipt",
    source="dlxh: own choice",
    why_vi="Bản sửa đến trước bản gốc thì bản mới bị bỏ, và lần nhận đầu tiên, căn cứ để tính đúng hạn, bị sai.",
    right=[
        case(reports=[{"replaces": "report2", "received_at": NOON}, {"received_at": NOON - ONE}]),
        case(reports={"replaces": None}, judged=False),
    ],
    wrong=[case(reports=[{"replaces": "report2", "received_at": NOON}, {"received_at": NOON}])],
)
def correction_before_original(r: Row) -> Given:
    """The newer text is dropped, and the first receipt, which decides whether a report was on time, is wrong."""
    return given(~r.replaces.is_null(), r.received_at <= r.ref("replaces").received_at)


RULES = (
    received_after_as_of,
    kept_too_long,
    second_report_for_period,
    correction_of_another,
    replaced_twice,
    correction_before_original,
)
