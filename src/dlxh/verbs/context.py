"""Ngữ cảnh: what one call works out from the records, each part on first use.

Nothing of it is kept on a register or on tables: a relation of DuckDB may gain rows, and a calendar of one's own may change.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

import narwhals as nw
import polars as pl

from dlxh.casework.move_keys import MoveKeys, keys_given, keys_of
from dlxh.casework.state_frames import StateFrames
from dlxh.casework.states import case_states
from dlxh.data.own_salary import SalaryTable
from dlxh.ledger.errors import ObligationError
from dlxh.ledger.ledger import Ledger
from dlxh.ledger.obligation_rows import (
    calls_for_reports,
    days_of_units,
    draw_ledger,
    refuse_strangers,
    regulations_of,
    tables_owing,
)
from dlxh.ledger.senders import Senders
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.regulation import Regulation
from dlxh.payroll import networks
from dlxh.register.constraints.compiled import constraints_of
from dlxh.register.tables import Tables
from dlxh.register.unit_book import UnitBook, read_units
from dlxh.register.units_by_day import AboveByDay, above_by_day
from dlxh.register.units_over_time import UnitMap, Units, day_of_map, draw_map, lives
from dlxh.rules.catalogue import RULES
from dlxh.rules.engine.run import run_rules
from dlxh.rules.findings import CheckFindings
from dlxh.verbs.arguments import refuse_ledger
from dlxh.verbs.frames import work_out
from dlxh.words.arguments import one_or_several
from dlxh.words.bilingual import Error
from dlxh.words.days import VIETNAM
from dlxh.words.given import need, refuse_no_calendar, refuse_other, several
from dlxh.words.missing_input import MissingInputError
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar

T = TypeVar("T")


@dataclass
class Context:
    """What follows from the records and from what the caller gives.

    Attributes:
        tables: The records.
        calendar: Working days.
        given: The ledger that the caller has drawn up; it is taken as it is.
        regulations_given: Those that take the place of all recorded ones of their networks.
        schemes: Schemes besides the recorded ones.
        salaries: Base salaries; None: the shipped table.
        period: The days asked for; None: all.
        judges_reports: Whether rules on what was owed are run along with those on pay.
    """

    tables: Tables
    calendar: WorkCalendar | None = None
    given: Ledger | None = None
    regulations_given: tuple[Regulation, ...] = ()
    schemes: tuple[AllowanceScheme, ...] = ()
    salaries: SalaryTable | None = None
    period: Period | None = None
    judges_reports: bool = True
    _drawn: list[Ledger] = field(default_factory=list, repr=False)
    _known: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(  # noqa: PLR0913 - what a caller may give has this many parts
        cls,
        tables: Tables,
        *,
        calendar: WorkCalendar | None = None,
        ledger: Ledger | None = None,
        regulation: Regulation | Iterable[Regulation] | None = None,
        schemes: AllowanceScheme | Iterable[AllowanceScheme] | None = None,
        salaries: SalaryTable | None = None,
        period: Period | None = None,
        judges_reports: bool = True,
    ) -> "Context":
        """Return the context of what a caller gives; what does not fit is refused before anything is worked out.

        Raises:
            ObligationError: the ledger is as of another day, or is given with a regulation; the records do not know the
                network of a regulation.
            PayrollError: the records do not know the network of a scheme.
            MoveTableError: the rows of moves of a regulation make no table.
            ArgumentError: something is of another kind.
        """
        rules, pays = (
            one_or_several("regulation", regulation, Regulation),
            one_or_several("schemes", schemes, AllowanceScheme),
        )
        refuse_no_calendar(calendar)
        refuse_other("salaries", salaries, "of_month")
        made = cls(tables, calendar, ledger, rules, pays, salaries, period, judges_reports)
        if ledger is not None:
            refuse_ledger(ledger, tables.as_of, rules)
        if rules:
            refuse_strangers(tables, list(rules), list(rules))  # the recorded ones may be at fault
            _ = made.move_keys  # one whose rows make no table is the caller's
        if pays and "memberships" in tables:
            networks.refuse_strangers(tables, pays)
        return made

    @property
    def regulations(self) -> list[Regulation]:
        """The regulations that bind: those that were given, and of the other networks those in the records.

        Raises:
            ObligationError: one in the records is at fault.
        """
        if "regulations" not in self.tables:
            return list(self.regulations_given)
        return self._once("regulations", lambda: regulations_of(self.tables, list(self.regulations_given)))

    @property
    def move_keys(self) -> MoveKeys:
        """By which tables of moves the cases go: those that what was given names, of the other networks the recorded ones."""
        if not self.regulations_given:
            return keys_of(self.tables)
        return self._once("move_keys", lambda: keys_given(self.tables, self.regulations_given))

    @property
    def life(self) -> Period:
        """From the day on which a regulation was in force and somebody was a member until the day of the records."""
        return self._once("life", lambda: Period.custom(self._first_day(), self.as_of))

    def _first_day(self) -> date:
        first = min([self.as_of, *(each.valid_from for each in self.regulations)])
        if "memberships" not in self.tables:
            return first
        # before that nobody owes anything, and a calendar need not reach back so far
        starts = self.tables["memberships"].select(nw.col("start").min()).collect("polars").to_native()
        joined: date | None = starts.item()
        owing = [*([] if joined is None else [joined]), *days_of_units(self.regulations)]
        return min([self.as_of, *(max(first, each) for each in owing)])

    def ledger_of(self, period: Period) -> Ledger:
        """Return the ledger that the caller gave, or one that holds some days.

        Raises:
            MissingInputError: nothing says that a report is owed, a table is absent, or a due day needs a calendar.
        """
        for known in (self.given, *self._drawn):
            if known is not None and (known is self.given or _holds(known.period, period)):
                return known
        made = draw_ledger(self.tables, period, self.regulations, self.calendar, self.tables.as_of)
        self._drawn.append(made)
        return made

    def ledger_of_pay(self, period: Period) -> Ledger:
        """Return the ledger of some days that were paid, of all before them, and of all on which rules judge reports.

        So one is drawn up for both, unless no rule on reports is run; where the days that pay does not look at are in its way it has none of them.
        """
        if self.judges_reports:
            with suppress(Error):
                return self.ledger_back(Period.custom(period.start, max(period.end, self.life.end)))
        return self.ledger_back(period)

    def ledger_back(self, period: Period) -> Ledger:
        """Return the ledger of some days and of all before them: a run of missing reports reaches back."""
        return self.ledger_of(Period.custom(min(self.life.start, period.start), period.end))

    @property
    def ledger(self) -> Ledger | None:
        """The ledger of these days; None: no table says what was owed, or what came.

        Raises:
            MissingInputError: the ledger that was given does not hold these days, or a due day needs a calendar.
        """
        if self.given is not None:
            if self.period is not None and not _holds(self.given.period, self.period):
                raise ObligationError.of_other_days(self.given.period, self.period)
            return self.given
        there = all(name in self.tables for name in tables_owing(self.regulations))
        if not there or not calls_for_reports(self.regulations):
            return None
        return self.ledger_of(self.period or self.life)

    @property
    def as_of(self) -> date:
        """The day up to which is known."""
        return self.tables.as_of

    @property
    def senders(self) -> Senders:
        """Which organisation sent each person on which days."""
        return self._once("senders", lambda: Senders.of(self.tables))

    @property
    def lives(self) -> pl.DataFrame:
        """First and last day of each unit."""
        return self._once("lives", lambda: lives(self._units))

    @property
    def _units(self) -> UnitBook:
        return self._once("units", lambda: read_units(self.tables))

    def on_map(self, units: Units, levels: Sequence[str]) -> UnitMap:
        """Return where units are on a map, and what is above them there; drawn once."""
        need((str, date), units=units)
        wanted = several("levels", levels, str)
        day = day_of_map(units, self.as_of)
        return self._once(("map", day, wanted), lambda: draw_map(self._units, day, wanted))

    def above_by_day(self, levels: Sequence[str]) -> AboveByDay:
        """Return what is above units on days on which it had another name than recorded; drawn once."""
        wanted = several("levels", levels, str)
        return self._once(("above", wanted), lambda: above_by_day(self._units, wanted))

    def at(self, period: Period) -> "Context":
        """Return what is known of other days; what does not hang on days is worked out once for both."""
        return replace(self, period=period)

    def _once(self, name: Hashable, make: Callable[[], T]) -> T:
        if name not in self._known:
            self._known[name] = make()
        found: T = self._known[name]
        return found

    @property
    def findings(self) -> CheckFindings:
        """What the rules find in the records."""
        return self._once("findings", lambda: _findings(self))

    @property
    def cases(self) -> StateFrames:
        """The state of the cases at the end of the day of the records.

        Raises:
            MissingInputError: a table of cases is absent.
        """
        midnight = datetime.combine(self.tables.as_of + timedelta(days=1), time.min, VIETNAM)

        return self._once(
            "cases",
            lambda: (
                case_states(self.tables, now=midnight, calendar=self.calendar, within=self.move_keys).polars
            ),
        )

    def frame(self, name: str) -> pl.DataFrame | MissingInputError:
        """Return a table that rules read, or why it cannot be worked out: what to give, or which table is at fault.

        Args:
            name: `ledger`, `case_clocks` or `lines_due`.
        """
        return work_out(self, name)


def _findings(context: Context) -> CheckFindings:
    tables = context.tables
    laws = {} if tables.enforced else {name: constraints_of(tables.schema[name]) for name in tables}
    if tables.pack is None:
        return run_rules(tables, RULES, laws, derived=context)
    found = run_rules(tables, (*RULES, *tables.pack.rules), laws, derived=context)
    return found.regrade(tables.pack.grades, None)


def _holds(whole: Period, part: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end
