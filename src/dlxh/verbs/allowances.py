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
    """Return what each collaborator is due, by the month served rather than the day of payment.

    Args:
        subject: The records: memberships, contracts, schemes, and work done.
        period: Whole calendar months: a period, a text such as `2024-07`, or two days.
        calendar: Working days; needed if an incomplete month is paid by working days or a due day depends on them.
        ledger: For conditions on reports: the ledger returned by `dlxh.obligations`, or a frame with its columns. It
            has to reach back before the period by the longest run of missing reports that counts. None: it is built
            from the regulations, from their first day on.
        schemes: One or several schemes in addition to the register's; one with the same id replaces it.
        regulation: One or several; each replaces all regulations of its network in the register.
        salaries: Base salaries; None: the shipped table.
        beyond: What to do with a month beyond the table: `error`, or `last_known`.
        paid: Lines already paid: `Lines`, `AllowanceLine` records or a frame; None: those in the register.

    Returns:
        One line per person, month and provision; a person who gets nothing has a line of 0 with the reason. If
        provisions for the same entitlement follow one another within a month, there is one line, under the first. For
        months already paid, only differences are returned, so running twice never pays twice. Invalid provisions are
        in `findings`.

    Raises:
        MissingInputError: a calendar, the regulation or a table that pay depends on is missing.
        PayrollError: the period does not consist of whole months; a proration is missing; a rate or role changes
            within a month and the scheme does not state how that month is paid; a scheme belongs to a network that is
            not in the register; or a sum exceeds `MAX_DONG`.
        ObligationError: the ledger has another as-of date or is passed together with `regulation`.
        BaseSalaryError: a coefficient applies in a month for which no base salary is known.
        PeriodError: the text is not a period.
        ArgumentError: an argument has the wrong type.

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
