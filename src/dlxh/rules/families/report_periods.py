"""Kỳ báo cáo: reports that do not fit the days they speak of."""

from collections.abc import Iterator, Sequence
from typing import Final

from dlxh.models.duties import UndeclaredReport
from dlxh.models.report import ReportKind
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Row, given, part, those
from dlxh.rules.language.examples import DAY, MONTH, ONE, Cells, Example, case
from dlxh.rules.language.parts import Part
from dlxh.rules.shapes.intervals import outside_all
from dlxh.rules.shapes.report_duties import (
    COUNTED,
    DUTY_TABLES,
    FARTHEST,
    SLOW,
    SLOWEST,
    days_of,
    duties_on,
    has_duties,
    reach_of,
)
from dlxh.words.days import OPEN_END
from dlxh.words.period_windows import CALENDAR, PeriodKind

_JUNE: Final = {"kind": ReportKind.PERIODIC, "period_kind": "month", "period_start": MONTH, "period_end": DAY}
_SOON: Final = _JUNE | {"received_day": DAY - ONE}
_NEXT: Final = {"period_start": DAY + ONE, "period_end": DAY + 31 * ONE, "received_day": DAY}
_MONTHLY: Final = {
    "duty_kind": "report",
    "duty_report": ReportKind.PERIODIC,
    "duty_period_kind": "month",
    "duty_convention": CALENDAR,
    "valid_from": MONTH,
}
_SEVERAL: Final = ({"duty_count": 2}, {"duty_least_items": 1})
_DAILY: Final = COUNTED | {"duty_period_kind": "day"}
_UNDECLARED: Final = {"kind": ReportKind.PERIODIC, "received_day": DAY}


def _sent(report: Cells, *memberships: Cells, duties: Sequence[Cells] = ()) -> Example:
    """Return an example of a report, of the memberships of its author, and of provisions where there are such tables."""
    return case(
        reports=report,
        memberships=memberships,
        regulation_provisions=duties,
        regulations=[{}] if duties else [],
    )


def _either(report: Cells, *memberships: Cells) -> Iterator[Example]:
    """Yield an example without provisions, and one with a provision that asks for no report."""
    yield _sent(report, *memberships)
    yield _sent(report, *memberships, duties=[{}])


def _early(report: Cells, *duties: Cells, regulation: Cells | None = None) -> Example:
    """Return an example of a report and of provisions on reports."""
    return case(reports=report, regulation_provisions=duties, regulations=regulation or {})


@rule(
    "R101",
    table="reports",
    field="author",
    severity=Severity.WARNING,
    vi="báo cáo {record}: tác giả không phải cộng tác viên, cả tại ngày nhận lẫn trong kỳ báo cáo",
    en="report {record}: its author was not a collaborator on the day of receipt or in the reporting period",
    cure_vi="kiểm tra ngày nhận, mã tác giả, hoặc bổ sung tư cách cộng tác viên",
    cure_en="check the day of receipt and the author, or add the membership",
    source="Quyết định 175-QĐ/ĐU và 176-QĐ/ĐU, 30/6/2025 (Đảng ủy Chính phủ: đội ngũ cũ vẫn báo cáo khi chờ quyết định)",
    why_vi="""Báo cáo của người không còn, hoặc chưa, là cộng tác viên thì không tính cho ai.

Chỉ là cảnh báo: khi chờ kiện toàn, anh chị em vẫn gửi báo cáo; điều đó được khuyến khích.""",
    right=[
        *_either(_UNDECLARED, {"start": DAY, "end": DAY}),
        *_either(_UNDECLARED, {"start": DAY}),
        *_either(_JUNE | {"received_day": DAY + ONE}, {"start": DAY, "end": DAY}),
        *_either(_JUNE | {"received_day": DAY + ONE}, {"start": MONTH, "end": MONTH}),
        _sent(_UNDECLARED, {"start": DAY + FARTHEST["day"] * ONE}, duties=[_DAILY]),
        _sent(_UNDECLARED, {"start": MONTH - 30 * ONE, "end": DAY - FARTHEST["day"] * ONE}, duties=[_DAILY]),
        _sent(_UNDECLARED, {"start": DAY + SLOWEST * ONE}, duties=[SLOW, _DAILY]),
        case(reports={"author": None}, judged=False),
        case(reports={"author": None}, regulation_provisions={}, regulations={}, judged=False),
    ],
    wrong=[
        *_either(
            {"received_day": DAY, "period_start": DAY, "period_end": DAY},
            {"start": DAY + ONE},
            {"start": DAY - ONE, "end": DAY - ONE},
        ),
        *(
            _sent(
                _UNDECLARED, {"start": DAY + days * ONE + ONE}, duties=[COUNTED | {"duty_period_kind": kind}]
            )
            for kind, days in FARTHEST.items()
        ),
        _sent(
            _UNDECLARED,
            {"start": MONTH - 30 * ONE, "end": DAY - (FARTHEST["day"] + 1) * ONE},
            duties=[_DAILY],
        ),
        _sent(_UNDECLARED, {"start": DAY + (SLOWEST + 1) * ONE}, duties=[SLOW]),
        _sent(
            _UNDECLARED,
            {"start": DAY + ONE},
            duties=[
                _DAILY | {"duty_undeclared": UndeclaredReport.NOT_COUNTED},
                _DAILY | {"duty_kind": "composition"},
                _DAILY | {"duty_report": ReportKind.THEMATIC},
                _DAILY | {"network": "another"},
                _DAILY | {"regulation": "unknown"},
            ],
        ),
    ],
)
def report_outside_membership(r: Row) -> Iterator[Part]:
    """A report by someone who was not a collaborator is counted for nobody.

    A warning, not an error: between two teams people keep reporting, and that is welcome. If a report states no
    period but the regulation counts it for one, an author who was a collaborator shortly before or after has
    reported on that period.
    """
    memberships = those("memberships", collaborator=r.author)
    on_receipt = outside_all(memberships, r.received_day, r.received_day)
    in_period = outside_all(memberships, r.period_start, r.period_end)
    is_lost, has_author = on_receipt & in_period, ~r.author.is_null()
    yield part(r, given(has_author, is_lost), without=DUTY_TABLES)
    came, reach = r.received_day.dt.day_number(), reach_of(r)
    last = memberships.end.fill_null(OPEN_END).dt.day_number()
    near = memberships.where(memberships.start.dt.day_number() - came <= reach, came - last <= reach)
    yield part(r, given(has_author, is_lost & ~near.exists()), optional=True)


@rule(
    "R102",
    table="reports",
    field="period_end",
    severity=Severity.WARNING,
    vi="báo cáo {record} được nhận trước khi kỳ báo cáo bắt đầu, hoặc giữa kỳ mà không điều khoản nào yêu cầu báo cáo kỳ đó",
    en="report {record} was received before its period began, or within a period for which no provision requires a report",
    cure_vi="kiểm tra kỳ báo cáo và quy ước kỳ (15_to_14 nếu chốt giữa tháng), hoặc ghi điều khoản vào quy chế",
    cure_en="check the period and its convention (15_to_14 if the cut-off is in mid-month), or add the provision to the regulation",
    source="Thông tư 09/2019/TT-NHNN (kỳ báo cáo từ ngày 15 tháng trước đến ngày 14)",
    why_vi="""Không ai báo cáo được những ngày chưa đến; thường là kỳ chốt giữa tháng mà ghi thành tháng dương lịch.

Quy chế yêu cầu báo cáo kỳ nào thì nộp giữa kỳ đó là đúng quy chế. Dữ liệu của mạng lưới không có điều khoản về báo cáo thì không biết phải nộp gì: khi đó chỉ nêu báo cáo nhận trước kỳ.""",
    right=[
        case(reports={"period_start": DAY, "period_end": DAY + ONE, "received_day": DAY}),
        _early(_JUNE | {"received_day": MONTH}, _MONTHLY | {"valid_from": DAY, "valid_to": DAY}),
        _early(_SOON, _MONTHLY),
        _early(_SOON | {"period_convention": "15_to_14"}, _MONTHLY | {"duty_convention": "15_to_14"}),
        *(
            _early(
                _SOON | {"period_kind": kind},
                _MONTHLY | {"duty_period_kind": kind, "duty_convention": "15_to_14"},
            )
            for kind in (PeriodKind.DAY, PeriodKind.WEEK)
        ),
        _early(_SOON | {"period_kind": PeriodKind.CUSTOM}, _MONTHLY | {"valid_to": MONTH}),
        _early(_JUNE | {"received_day": DAY}, _MONTHLY | {"duty_period_kind": "quarter"}),
        *(_early(_SOON | {"period_kind": PeriodKind.WEEK}, _MONTHLY | several) for several in _SEVERAL),
        _early(
            _SOON,
            _MONTHLY | {"duty_kind": "composition"},
            _MONTHLY | {"regulation": "unknown"},
            _MONTHLY | {"network": "another"},
        ),
        case(reports={"period_end": None}, judged=False),
        case(reports={"period_end": None}, regulation_provisions={}, regulations={}, judged=False),
    ],
    wrong=[
        case(reports=_NEXT),
        _early(_NEXT, {}),
        _early(_NEXT | {"period_start": None}, {}),
        _early(_JUNE | {"received_day": MONTH - ONE}, _MONTHLY),
        _early(_SOON, _MONTHLY | {"duty_period_kind": "quarter"}),
        _early(_SOON | {"period_convention": "15_to_14"}, _MONTHLY),
        _early(_SOON, _MONTHLY | {"valid_from": DAY + ONE}, regulation={"valid_from": MONTH}),
        _early(_SOON, _MONTHLY, regulation={"valid_from": DAY + ONE}),
        _early(_SOON, _MONTHLY | {"valid_to": DAY - ONE}, regulation={"valid_to": DAY}),
        _early(_SOON | {"period_kind": PeriodKind.WEEK}, _MONTHLY | {"duty_count": 1}),
        _early(_SOON | {"period_kind": PeriodKind.WEEK}, _MONTHLY | {"duty_count": 2, "valid_to": DAY - ONE}),
        _early(_SOON, _MONTHLY, regulation={"valid_to": DAY - ONE}),
        _early(_SOON | {"period_kind": PeriodKind.CUSTOM}, _MONTHLY | {"valid_to": MONTH - ONE}),
        _early(
            _SOON,
            _MONTHLY | {"duty_kind": "composition"},
            _MONTHLY | {"duty_report": ReportKind.THEMATIC},
            _MONTHLY | {"network": "another"},
            _MONTHLY | {"regulation": "unknown"},
        ),
    ],
)
def period_ends_after_receipt(r: Row) -> Iterator[Part]:
    """Nobody can report on days to come; usually the window ran from mid-month and the calendar month was entered.

    Where a provision asks for a report on the period, sending it before the last day is right: many are due on the
    20th of the month itself. If a network's records hold no provision on reports, only reports received before
    their period are found.
    """
    has_period = ~r.period_end.is_null()
    yield part(r, given(has_period, r.period_start > r.received_day), without=DUTY_TABLES)
    is_early = r.period_end > r.received_day
    has_begun = (r.period_start <= r.received_day).fill_null(other=False)
    duties = duties_on(r)
    first, last = days_of(duties)
    is_uncut = r.period_kind.is_in((PeriodKind.DAY, PeriodKind.WEEK))
    is_cut_so = r.period_convention.fill_null(CALENDAR) == duties.duty_convention
    is_own = (r.period_kind == duties.duty_period_kind) & (is_uncut | is_cut_so)
    binds = (first <= r.period_end) & (r.period_end <= last)
    # Days of no kind are on the period around them, whose last day decides and may lie beyond.
    is_free = (r.period_kind == PeriodKind.CUSTOM) & (r.period_start <= last)
    # A provision on several reports, or a number of items, takes reports on parts of its period.
    gathers = (duties.duty_count > 1) | ~duties.duty_least_items.is_null()
    obeyed = duties.where(has_begun, ((is_own | gathers) & binds) | is_free)
    is_known = ~has_begun | has_duties(r)
    yield part(r, given(has_period, is_early & is_known & ~obeyed.exists()), optional=True)


RULES = (report_outside_membership, period_ends_after_receipt)
