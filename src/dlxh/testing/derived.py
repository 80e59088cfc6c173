"""Suy ra từ tỉnh giả định: the ledger, the case states and the lines due of an invented province, for rules that read them."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from dlxh.casework.states import CaseStates, case_states
from dlxh.ledger.ledger import Ledger
from dlxh.ledger.obligation_rows import obligations
from dlxh.payroll.allowances import allowances
from dlxh.payroll.lines import Lines
from dlxh.register.tables import Tables
from dlxh.words.days import VIETNAM
from dlxh.words.periods import Period
from dlxh.words.work_calendars import SimpleCalendar

if TYPE_CHECKING:
    from datetime import date


def derived_of(tables: Tables) -> tuple[Ledger, CaseStates, Lines]:
    """Return what follows from the records of a province: for the months that were paid, and at the end of its last day.

    >>> import dlxh
    >>> clean = dlxh.testing.province_tables(collaborators=4, years=2)
    >>> ledger, states, lines = dlxh.testing.derived_of(clean)
    >>> dlxh.check(clean, derived=[ledger, states, lines]).skipped
    {}
    """
    months: list[date] = tables.polars("allowance_lines")["month"].unique().sort().to_list()
    last = (months[-1].replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    period = Period.custom(months[0], last)
    ledger = obligations(tables, period)
    midnight = datetime.combine(tables.as_of + timedelta(days=1), time.min, VIETNAM)
    states = case_states(tables, now=midnight, calendar=SimpleCalendar())
    return ledger, states, allowances(tables, period, ledger=ledger)
