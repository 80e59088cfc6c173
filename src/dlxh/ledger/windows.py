"""Kỳ phải báo cáo: one row per provision and period, with its due day; a small table, built in Python and joined.

A window is a row: `window` (its number), `network`, `provision`, `kind` (of the report) and `period_kind`; `period_start`,
`period_end` and `due_on` as days; as ordinal numbers `from_ordinal` and `to_ordinal` (the period), `before_ordinal` (first
day of the period before), `after_ordinal` (last day of the one after), `due_ordinal` and `until_ordinal` (the last day on
time); `least_days` (days served from which the report is owed), `only_role` (empty: every role), and as yes or no
`single_line_owes`, `needs_engagement` and `ends_with_unit`. Of units `roll` is the number of their list, in order.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals as nw
import polars as pl
from dateutil.relativedelta import relativedelta

from dlxh.ledger.due_days import due_day, needs_calendar
from dlxh.ledger.errors import ObligationError
from dlxh.ledger.rolls import Roll
from dlxh.models.duties import ExcusedAbsence, ReportObligation, UndeclaredReport
from dlxh.models.owed_by import OwedByMembers, OwedByOwner, OwedByUnits
from dlxh.models.regulation import Regulation, RegulationProvision, in_force
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar


@dataclass(frozen=True, slots=True)
class Window:
    """One period of one provision.

    Attributes:
        network: The network that is bound.
        provision: The provision.
        duty: Its content.
        period: The period; its last day decides under which provision it is owed.
        due_on: The due day.
        ordinal: Which of the reports on the period, by receipt, from 1; above 1 only where several are owed.
        units: The units that the provision names.
    """

    network: str
    provision: str
    duty: ReportObligation
    period: Period
    due_on: date
    ordinal: int = 1
    units: tuple[str, ...] = ()

    @property
    def before(self) -> date:
        """The first day of the period before."""
        return self.period.start - _length(self.period)

    @property
    def until(self) -> date:
        """The last day on which a report counts as on time."""
        return self.due_on + timedelta(days=self.duty.grace_days)

    @property
    def is_of_members(self) -> bool:
        """Whether members owe it, and not units."""
        return isinstance(self.duty.owed_by, OwedByMembers)

    @property
    def roll(self) -> Roll:
        """The list of units that answer to it.

        Raises:
            TypeError: members owe it.
        """
        if isinstance(self.duty.owed_by, OwedByMembers):
            raise TypeError(self.provision)
        return Roll(self.network, self.duty.owed_by, self.units)

    @property
    def needs_engagement(self) -> bool:
        """Whether it is owed only while a contract runs."""
        owed_by = self.duty.owed_by
        return isinstance(owed_by, OwedByMembers) and owed_by.needs_engagement


def windows_of(
    regulations: Iterable[Regulation], period: Period, calendar: WorkCalendar | None
) -> list[Window]:
    """Return the periods whose last day lies in `period`, each under the provisions in force on that day.

    So a year holds exactly what its months, quarters or weeks hold, and a change in the middle of a term splits at its
    date.

    Raises:
        MissingInputError: a provision depends on working days, and no calendar was given.
    """
    return [
        window
        for regulation in regulations
        for provision in regulation.provisions
        for window in _of_provision(regulation, provision, period, calendar)
    ]


def _of_provision(
    regulation: Regulation, provision: RegulationProvision, period: Period, calendar: WorkCalendar | None
) -> Iterator[Window]:
    duty = provision.duty
    first, last = in_force(regulation, provision)
    first, last = max(first, period.start), min(last, period.end)
    if not isinstance(duty, ReportObligation) or first > last:
        return
    if calendar is None and needs_calendar(duty):
        raise ObligationError.no_calendar(provision.id)
    for tile in periods_ending(duty, first, last):
        due_on = due_day(duty, tile.end, calendar)
        for ordinal in range(1, duty.count + 1):
            yield Window(regulation.network, provision.id, duty, tile, due_on, ordinal, provision.units)


def periods_ending(duty: ReportObligation, first: date, last: date) -> Iterator[Period]:
    """Return the periods of an obligation whose last day is one of these, both included."""
    for tile in Period.tile(duty.period_kind, first, last, duty.convention):
        if first <= tile.end <= last:
            yield tile


def excuses_of(regulations: Iterable[Regulation], windows: Sequence[Window]) -> pl.DataFrame:
    """Return for each window which absences excuse from it: window, absence, least_absent, effect."""
    rows = []
    for regulation in regulations:
        for provision in regulation.provisions:
            duty = provision.duty
            if not isinstance(duty, ExcusedAbsence):
                continue
            first, last = in_force(regulation, provision)
            rows += [
                (place, duty.absence, duty.least_days_absent, duty.effect.value)
                for place, window in enumerate(windows)
                if window.network == regulation.network and first <= window.period.end <= last
            ]
    columns = {"window": pl.Int64, "absence": pl.String, "least_absent": pl.Int64, "effect": pl.String}
    return pl.DataFrame(rows, schema=columns, orient="row")


def frame_of_windows(windows: Sequence[Window]) -> pl.DataFrame:
    """Return the windows as a table; days also as ordinal numbers, so that every engine subtracts them alike.

    `before_ordinal` is the first day of the period before, `after_ordinal` the last day of the one after.
    """
    rolls: dict[Roll, int] = {}
    rows = [
        {
            "window": place,
            "network": window.network,
            "roll": None if window.is_of_members else rolls.setdefault(window.roll, len(rolls)),
            "provision": window.provision,
            "period_kind": window.period.kind.value,
            "period_start": window.period.start,
            "period_end": window.period.end,
            "due_on": window.due_on,
            "from_ordinal": window.period.start.toordinal(),
            "to_ordinal": window.period.end.toordinal(),
            "ordinal": window.ordinal,
            "before_ordinal": window.before.toordinal(),
            "after_ordinal": (window.period.end + timedelta(days=1) + _length(window.period)).toordinal() - 1,
            "due_ordinal": window.due_on.toordinal(),
            "until_ordinal": window.until.toordinal(),
            "least_days": min(window.duty.least_days_served, window.period.days),
            **_of_members(window.duty.owed_by),
            "kind": window.duty.report.value,
        }
        for place, window in enumerate(windows)
    ]
    return pl.DataFrame(rows, schema={name: getattr(pl, kind) for name, kind in _COLUMNS.items()})


def number_pair(windows: int) -> nw.Expr:
    """Return the number of a person and a window, each pair's own, as `key`; `windows` is how many there are."""
    return (nw.col("person") * windows + nw.col("window")).alias("key")


def _of_members(owed_by: OwedByMembers | OwedByUnits | OwedByOwner) -> dict[str, str | bool]:
    """Return what only members have to say: which of them owe it."""
    if not isinstance(owed_by, OwedByMembers):
        return {
            "only_role": "",
            "single_line_owes": True,
            "needs_engagement": False,
            "ends_with_unit": False,
        }
    return {
        "only_role": owed_by.role.value if owed_by.role is not None else "",
        "single_line_owes": owed_by.single_line,
        "needs_engagement": owed_by.needs_engagement,
        "ends_with_unit": owed_by.ends_with_unit,
    }


_COLUMNS = {
    **dict.fromkeys(("window", "roll"), "Int64"),
    **dict.fromkeys(("network", "provision", "period_kind", "kind"), "String"),
    **dict.fromkeys(("period_start", "period_end", "due_on"), "Date"),
    **dict.fromkeys(
        (
            "from_ordinal",
            "to_ordinal",
            "ordinal",
            "before_ordinal",
            "after_ordinal",
            "due_ordinal",
            "until_ordinal",
            "least_days",
        ),
        "Int64",
    ),
    "only_role": "String",
    **dict.fromkeys(("single_line_owes", "needs_engagement", "ends_with_unit"), "Boolean"),
}


def _length(period: Period) -> relativedelta:
    """Return the distance to the periods before and after, in months or in days."""
    return relativedelta(months=period.kind.months, days=0 if period.kind.months else period.days)


def windows_of_undeclared(
    windows: list[Window], calendar: WorkCalendar | None, *, gather: bool = False
) -> pl.DataFrame:
    """Return for each day of receipt the windows for which a report without a period counts.

    Args:
        windows: The windows.
        calendar: For due days that depend on it.
        gather: Only those that gather several reports or items, by the first of each period; False: only the others.
    """
    rows = [
        (window.network, window.duty.report.value, date.fromordinal(number), place)
        for place, window in enumerate(windows)
        if window.duty.gathers is gather and window.ordinal == 1
        for number in _days_of(window, calendar)
    ]
    columns = {"network": pl.String, "kind": pl.String, "received_day": pl.Date, "window": pl.Int64}
    return pl.DataFrame(rows, schema=columns, orient="row")


def _days_of(window: Window, calendar: WorkCalendar | None) -> range:
    """Return the days on which an undeclared report is one for this window, whatever the question."""
    duty = window.duty
    if duty.undeclared is UndeclaredReport.NOT_COUNTED:
        return range(0)
    if duty.undeclared is UndeclaredReport.PERIOD_OF_RECEIPT:
        return range(window.period.start.toordinal(), window.period.end.toordinal() + 1)
    before = due_day(duty, window.period.previous().end, calendar).toordinal() + duty.grace_days
    return range(before + 1, window.until.toordinal() + 1)


def working_days(calendar: WorkCalendar, first: date, last: date) -> pl.DataFrame:
    """Return for each day how many working days there are from `first` to it, both included."""
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    worked = [day.toordinal() for day in days if calendar.is_working_day(day)]
    return pl.DataFrame(
        {
            "n": [d.toordinal() for d in days],
            "worked": [bisect_left(worked, d.toordinal() + 1) for d in days],
        },
        schema={"n": pl.Int64, "worked": pl.Int64},
    )
