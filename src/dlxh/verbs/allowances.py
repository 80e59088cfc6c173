"""Phụ cấp: what each collaborator is due for the months of a period, line by line."""

from collections.abc import Iterable
from typing import Any, get_args

import narwhals as nw

from dlxh.data.own_salary import SalaryTable
from dlxh.ledger.errors import ObligationError
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.regulation import Regulation
from dlxh.payroll.allowance_rows import draw_lines
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.lines import Lines
from dlxh.register.subject import Subject, tables_of
from dlxh.verbs.context import Context
from dlxh.words.arguments import PeriodLike, period_of
from dlxh.words.bilingual import check_option
from dlxh.words.days import Beyond
from dlxh.words.work_calendars import WorkCalendar


def allowances(  # noqa: PLR0913 - all but the first two are named
    subject: Subject,
    period: PeriodLike,
    *,
    calendar: WorkCalendar | None = None,
    ledger: Any = None,  # noqa: ANN401 - a ledger or any frame with its columns
    schemes: AllowanceScheme | Iterable[AllowanceScheme] | None = None,
    regulation: Regulation | Iterable[Regulation] | None = None,
    salaries: SalaryTable | None = None,
    beyond: Beyond = "error",
    paid: Any = None,  # noqa: ANN401 - lines in any form
) -> Lines:
    """Return what each collaborator is due, by month served and not by day of payment.

    Args:
        subject: Memberships, contracts, schemes, and what was done.
        period: Whole calendar months: a period, a text such as `2024-07`, or two days.
        calendar: Working days; needed where an incomplete month is paid by working days, or a due day depends on them.
        ledger: For conditions that look at reports: what `dlxh.obligations` gave, or a frame with its columns, reaching
            back before the period as far as the longest run of missing reports that counts. None: that of the
            regulations, from their first day on.
        schemes: Schemes in addition to those of the register, one or several; one with the same id takes its place.
        regulation: One or several; each takes the place of all regulations of its network in the register.
        salaries: Base salaries; None: the shipped table.
        beyond: What to do with a month beyond the table: `error`, or `last_known`.
        paid: Lines that were paid: `Lines`, `AllowanceLine` records or a frame; None: the register's own.

    Returns:
        One line per person, month and provision; who gets nothing has a line of 0 with the reason. Provisions of one
        entitlement that take turns inside a month give one line, that of the first. Against paid lines only differences,
        so that computing twice gives nothing twice. Faulty provisions are in `findings`.

    Raises:
        MissingInputError: a calendar, what was owed, or a table that pay rests on is missing.
        PayrollError: the period is not made of whole months; a proration is missing; a rate or role changes inside a
            month, and the scheme does not say how that month is paid; a scheme is of a network that the register does
            not know; or a sum is above `MAX_DONG`.
        ObligationError: the ledger is as of another day, or is given with `regulation`.
        BaseSalaryError: a coefficient applies in a month for which no base salary is known.
        PeriodError: the text is not a period.
        ArgumentError: something is of another kind, such as a ledger that is neither.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> from dlxh.models.collaborator import Membership
    >>> provision = {
    ...     "id": "p1",
    ...     "document": "78/QĐ-BTGTU",
    ...     "article": "Điều 1",
    ...     "valid_from": "2018-01-15",
    ...     "rate": {"kind": "coefficient_monthly", "coefficient": "0.3"},
    ...     "basis": "membership",
    ...     "rounding": "half_up",
    ...     "proration": "full",
    ... }
    >>> scheme = AllowanceScheme(id="pc", network="bl", name="Phụ cấp", provisions=[provision])
    >>> membership = Membership(
    ...     id="m1", network="bl", term="t1", collaborator="CTV-1", start="2018-03-01", paid=True
    ... )
    >>> lines = allowances(Register([scheme, membership], as_of=date(2026, 11, 22)), "2026-Q3")
    >>> [line.amount for line in lines], lines.total
    ([759000, 759000, 759000], 2277000)
    """
    check_option("beyond", beyond, get_args(Beyond), PayrollError)
    tables, months = tables_of(subject), period_of(period)
    is_frame = isinstance(nw.from_native(ledger, pass_through=True), (nw.DataFrame, nw.LazyFrame))
    own = None if is_frame else ledger
    context = Context.of(
        tables, calendar=calendar, ledger=own, regulation=regulation, schemes=schemes, salaries=salaries
    )
    if is_frame and context.regulations_given:
        raise ObligationError.of_other_rules()
    return draw_lines(
        tables,
        months,
        ledger_of=(lambda _: ledger) if is_frame else context.ledger_back,
        regulations=context.regulations_given,
        paid=paid,
        salaries=salaries,
        beyond=beyond,
        calendar=calendar,
        schemes=context.schemes,
    )
