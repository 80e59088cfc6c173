"""Điều khoản về báo cáo: which reports the regulations in the records require, and how far a report may be from its period."""

from typing import Final

from dlxh.models.duties import UndeclaredReport
from dlxh.models.report import ReportKind
from dlxh.rules.language import Row, Value, max_horizontal, min_horizontal, those, when
from dlxh.rules.language.rows import Rows
from dlxh.words.days import OPEN_END
from dlxh.words.periods import PeriodKind

DUTY_TABLES: Final = ("regulations", "regulation_provisions")
"""Where one of them is not in the records, nobody knows what is owed by when."""
_LONGEST: Final = {
    kind.value: days
    for kind, days in {
        PeriodKind.DAY: 1,
        PeriodKind.WEEK: 7,
        PeriodKind.MONTH: 31,
        PeriodKind.TWO_MONTHS: 62,
        PeriodKind.QUARTER: 92,
        PeriodKind.HALF_YEAR: 184,
    }.items()
}
_YEAR: Final = 366
_BY_MEMBERS: Final = "members"
"""What a provision says by which each member owes a report, and no unit."""
_BREAK: Final = 15
"""No run of days off is longer, and by no more is a due day put off."""

COUNTED: Final = {
    "duty_kind": "report",
    "duty_report": ReportKind.PERIODIC,
    "duty_undeclared": UndeclaredReport.NEXT_DUE_DAY,
}
"""In examples a provision that counts reports that declare no period."""
FARTHEST: Final = {
    "day": 17,
    "week": 29,
    "month": 77,
    "two_months": 139,
    "quarter": 199,
    "half_year": 383,
    "year": 747,
}
"""How many days may lie at most between the receipt of such a report and its period: twice the period, and 15."""
SLOW: Final = COUNTED | {
    "duty_period_kind": "month",
    "duty_due_months_after": 1,
    "duty_due_days": 2,
    "duty_due_weeks_after": 1,
    "duty_grace_days": 3,
}
"""In examples a provision that lets it lie farther."""
SLOWEST: Final = 77 + 2 * 31 + 2 * 3 + 2 * 7 + 3
"""How many days that are."""


def has_duties(report: Row) -> Value:
    """Return whether the records hold any provision on reports of the network of a report, and its regulation."""
    duties = those("regulation_provisions", network=report.network)
    return duties.where(duties.duty_kind == "report", _has_regulation(duties)).exists()


def duties_on(report: Row) -> Rows:
    """Return the provisions of the network of a report that require reports of its kind."""
    duties = those("regulation_provisions", network=report.network, duty_report=report.kind)
    return duties.where(duties.duty_kind == "report")


def _has_regulation(duty: Row) -> Value:
    return ~duty.ref("regulation").id.is_null()


def span_of(provision: Row) -> tuple[Value, Value]:
    """Return the first and the last day on which a provision binds, it and its regulation; null: no end is known."""
    regulation = provision.ref("regulation")
    first = max_horizontal(provision.valid_from, regulation.valid_from)
    return first, min_horizontal(provision.valid_to, regulation.valid_to)


def days_of(duty: Row) -> tuple[Value, Value]:
    """Return the first and the last day on which a provision binds; one without an end binds for ever."""
    first, end = span_of(duty)
    return first, end.fill_null(OPEN_END)


def asks_for_several(report: Row) -> Value:
    """Return whether a provision in force on the last day of a report's period asks its author for several on it, or for a number of items."""
    duties = duties_on(report)
    first, last = days_of(duties)
    gathers = (duties.duty_count > 1) | ~duties.duty_least_items.is_null()
    is_on_it = duties.duty_period_kind == report.period_kind
    binds_author = (duties.duty_owed_by_kind == _BY_MEMBERS) == report.author_unit.is_null()
    in_force = (first <= report.period_end) & (report.period_end <= last)
    return duties.where(gathers, is_on_it, binds_author, in_force).exists()


def reach_of(report: Row) -> Value:
    """Return how many days may lie at most between the receipt of a report and the days that it is on.

    Null where the report says itself which days these are, or no regulation in the records counts it for any. Due days
    need a calendar, which a rule does not have, so this is not shorter than any of them.
    """
    duties = duties_on(report)
    longest = duties.duty_period_kind.replace_strict(_LONGEST, default=_YEAR)
    after = (
        (duties.duty_due_months_after.fill_null(-1) + 1) * 31
        + duties.duty_due_days.fill_null(0) * 3  # working days: five of seven, and the days off of Tết
        + (duties.duty_due_weeks_after.fill_null(-1) + 1) * 7
        + duties.duty_grace_days.fill_null(0)
    )
    counted = duties.where(duties.duty_undeclared != UndeclaredReport.NOT_COUNTED, _has_regulation(duties))
    return when(report.period_start.is_null()).then(counted.max(longest * 2 + after + _BREAK))
