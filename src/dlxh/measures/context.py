"""Điều đã biết: what measures count from, with the ledger and the case states drawn up only where they are asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dlxh.casework.states import CaseStates, case_states
from dlxh.ledger.errors import ObligationError
from dlxh.ledger.ledger import Ledger
from dlxh.ledger.obligation_rows import calls_for_reports, draw_ledger
from dlxh.ledger.senders import Senders
from dlxh.measures.errors import MeasureError
from dlxh.models.regulation import Regulation
from dlxh.register.nest import records_of
from dlxh.register.tables import Tables
from dlxh.register.units_over_time import lives
from dlxh.words.days import VIETNAM
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar

if TYPE_CHECKING:
    import polars as pl

    from dlxh.rules.findings import Findings


@dataclass
class Context:
    """What is known.

    Attributes:
        tables: The tables.
        period: The days asked for; None: all.
        ledger_given: The ledger that the caller has drawn up.
        calendar: Working days, for due days that depend on them.
    """

    tables: Tables
    period: Period | None = None
    ledger_given: Ledger | None = None
    calendar: WorkCalendar | None = None

    @cached_property
    def ledger(self) -> Ledger | None:
        """The ledger to count: the one that was given, or the one that the regulations in the tables call for.

        None: no table says what was owed, or what came; then the figures are unknown.

        Raises:
            MeasureError: the ledger does not hold all days asked for, or its due days need a calendar.
        """
        if self.ledger_given is not None:
            return self._holding(self.ledger_given)
        needed = ("regulations", "regulation_provisions", "memberships", "reports")
        if any(name not in self.tables for name in needed):
            return None
        regulations: Any = records_of(self.tables, "regulations")
        if not calls_for_reports(regulations):
            return None
        period = self.period or _life(regulations, self.tables)
        try:
            return draw_ledger(self.tables, period, regulations, self.calendar, self.tables.as_of)
        except ObligationError as error:
            raise MeasureError(
                vi=f"{error.vi}, hoặc truyền ledger=dlxh.obligations(...)",
                en=f"{error.en}, or pass ledger=dlxh.obligations(...)",
            ) from error

    def _holding(self, ledger: Ledger) -> Ledger:
        asked = self.period
        if asked is not None and not (ledger.period.start <= asked.start and asked.end <= ledger.period.end):
            raise MeasureError(
                vi=f"sổ nghĩa vụ chỉ gồm {ledger.period.label('vi')}; hãy lập lại cho {asked.label('vi')}",
                en=f"the ledger holds {ledger.period} only; draw it up for {asked}",
            )
        return ledger

    @cached_property
    def senders(self) -> Senders:
        """Which organisation sent each person on which days."""
        return Senders.of(self.tables)

    @cached_property
    def lives(self) -> "pl.DataFrame":
        """First and last day of each unit."""
        return lives(self.tables)

    @cached_property
    def cases(self) -> CaseStates:
        """Where the cases stood at the end of the day of the tables; raises TableError where one of cases is absent."""
        midnight = datetime.combine(self.tables.as_of + timedelta(days=1), time.min, VIETNAM)
        return case_states(self.tables, now=midnight, calendar=self.calendar)

    @cached_property
    def findings(self) -> "Findings":
        """What the rules find in the tables."""
        from dlxh.register.constraints.compiled import constraints_of  # noqa: PLC0415 - asked for by few measures,
        from dlxh.rules.catalogue import RULES  # noqa: PLC0415 - and rules
        from dlxh.rules.engine.derived_tables import attach_derived  # noqa: PLC0415 - take long
        from dlxh.rules.engine.run import run_rules  # noqa: PLC0415 - to load

        tables, _ = attach_derived(self.tables, None, RULES)
        laws = {} if tables.enforced else {name: constraints_of(name) for name in tables}
        return run_rules(tables, RULES, laws)

    @property
    def as_of(self) -> date:
        """The day up to which is known."""
        return self.tables.as_of


def _life(regulations: list[Regulation], tables: Tables) -> Period:
    first = min((regulation.valid_from for regulation in regulations), default=tables.as_of)
    return Period.custom(min(first, tables.as_of), tables.as_of)
