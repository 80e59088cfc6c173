"""Nghĩa vụ báo cáo: who owed which report for which period by when, and what became of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dlxh.ledger.ledger import Ledger
from dlxh.ledger.obligation_rows import (
    days_of_reports,
    draw_ledger,
    refuse_other_days,
    refuse_strangers,
)
from dlxh.models.regulation import Regulation
from dlxh.register.subject import Subject, tables_of
from dlxh.verbs.context import Context
from dlxh.words.arguments import PeriodLike, period_of
from dlxh.words.days import plain_day
from dlxh.words.work_calendars import WorkCalendar


def obligations(
    subject: Subject,
    period: PeriodLike,
    *,
    calendar: WorkCalendar | None = None,
    regulation: Regulation | Iterable[Regulation] | None = None,
    as_of: date | None = None,
) -> Ledger:
    """Return the ledger: who had to send which report, for which period and by when, and what came of it.

    Args:
        subject: The records.
        period: Obligations whose own period ends within these days, both ends included: a period, a text such as
            `2024-Q1`, or two days.
        calendar: Working days; needed if a due day depends on them, and for lateness in working days.
        regulation: One or several; each replaces all regulations of its network in the register.
        as_of: Use what was known on this day; None: the as-of date of the records.

    Raises:
        MissingInputError: no regulation requires a report, a table is absent, or a due day needs a calendar.
        ObligationError: no report is due within these days; a regulation is invalid; or the records do not have its
            network.
        MoveTableError: the moves in a regulation that was passed do not form a valid table.
        PeriodError: the text is not a period.

    >>> import dlxh
    >>> register = dlxh.read(dlxh.example("lang-son-khoi")).register
    >>> rules = dlxh.ledger.read_regulation(dlxh.example("lang-son-khoi") / "regulation.toml")
    >>> print(obligations(register, "2020-01", regulation=rules).to_text("vi"))
    LS-QC-3, tháng 1/2020 (hạn 5/2/2020): đúng hạn 9, trễ hạn 1, không nộp 2
    """
    tables, days = tables_of(subject), period_of(period)
    known = tables.as_of if as_of is None else plain_day(as_of, "as_of")
    context = Context.of(tables, calendar=calendar, regulation=regulation, period=days)
    ledger = draw_ledger(tables, days, context.regulations, calendar, known)
    refuse_strangers(tables, [], context.regulations)
    refuse_other_days(days, days_of_reports(context.regulations))
    return replace(ledger, naming=tables)
