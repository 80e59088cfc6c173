"""Đếm: measures over the tables, by any of their dimensions, on any engine."""

from collections.abc import Iterable

from dlxh.data.own_salary import SalaryTable
from dlxh.ledger.ledger import Ledger
from dlxh.measures.engine.answer_names import name_answer
from dlxh.measures.engine.conditions import check_conditions
from dlxh.measures.engine.query import MeasuresLike, Where, parse_query
from dlxh.measures.engine.trends import evaluate_trends
from dlxh.measures.result import Result
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.regulation import Regulation
from dlxh.register.subject import Subject, tables_of
from dlxh.register.units_over_time import Units
from dlxh.verbs.context import Context
from dlxh.words.arguments import PeriodLike
from dlxh.words.work_calendars import WorkCalendar


def measure(  # noqa: PLR0913 - a question has this many parts, and all but the first two are named
    subject: Subject,
    measures: MeasuresLike,
    *,
    by: str | Iterable[str] = (),
    period: PeriodLike | None = None,
    convention: str | None = None,
    units: Units = "as_was",
    where: Where | None = None,
    calendar: WorkCalendar | None = None,
    ledger: Ledger | None = None,
    schemes: AllowanceScheme | Iterable[AllowanceScheme] | None = None,
    regulation: Regulation | Iterable[Regulation] | None = None,
    salaries: SalaryTable | None = None,
) -> Result:
    """Measure a register or tables: counts, sums, rates and more, by period, unit and other dimensions.

    Args:
        subject: What to count.
        measures: Codes of `dlxh.MEASURES`, or measures of your own; or a set of measures, such as `monthly_return` of
            `dlxh.measures.MeasureSet.list_presets`.
        by: Dimensions: one kind of period (day, week, month, two_months, quarter, half_year, year) and others that
            the measures have, such as network, unit, topic, channel; with units also the levels province, district
            and commune. `topic` counts a pack's own codes as written, `base_topic` under the library's codes that
            they count as.
        period: Count only these days, both ends included: a period, a text such as `2024-Q1`, or two days.
        convention: How months are delimited when broken down by period: `calendar`, or another such as `15_to_14`;
            None: that of the period, otherwise `calendar`.
        units: Which units to count under: `as_was` (as recorded), `as_is` (on the register's as-of date), or
            as of a given day. What cannot be assigned after a split counts under `undivided`.
        where: Only rows with one of these values count, such as `{"network": "gl", "channel": ["phone", "zalo"]}`.
        calendar: Working days, for due days of reports and cases, and for months paid by working days.
        ledger: For measures on obligations: the ledger returned by `dlxh.obligations`; None: it is built from the
            regulations in the register, which needs a calendar if a due day depends on working days.
        schemes: One or several schemes in addition to the register's, for measures on findings.
        regulation: One or several; each replaces all regulations of its network in the register, for obligations, the
            moves of cases, and pay in measures on findings.
        salaries: Base salaries, for measures on findings; None: the shipped table.

    Returns:
        A result. Groups without rows are included as zero: all periods asked for, all codes of a closed list, all
        values of `where`, all networks, terms and units of a level, and, for measures on people and what they send,
        all units that send somebody (unless also broken down by a dimension that only rows have, such as a topic).
        Missing is not zero: a figure is unknown if a table is absent, if the period begins after the register's as-of
        date, or if a sum is too large for a figure; if a table is partial, it is a lower bound. Rows without a date
        belong to no period (None); with `period`, they are not counted.

    Raises:
        MissingInputError: a due day needs a calendar, or a table of cases is absent.
        ObligationError: the ledger has another as-of date or is passed together with a regulation.
        PayrollError: the records do not have the network of a scheme.
        MoveTableError: the moves in a regulation that was passed do not form a valid table.
        MeasureError: an unknown measure or dimension; a condition that no row can meet, whose value is in no code
            list or table, or that is not text; a convention that contradicts the period's.
        PeriodError: an unknown convention.
        LineageError: an unknown choice of units, or units of the register that refer to each other in a circle.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> measure(Register(as_of=date(2022, 7, 4)), ["reports"]).figure("reports").text("vi")
    'chưa rõ số báo cáo'
    """
    tables = tables_of(subject)
    query = parse_query(measures, by, period, convention, {} if where is None else where, units, tables.pack)
    context = Context.of(
        tables,
        period=query.period,
        calendar=calendar,
        ledger=ledger,
        schemes=schemes,
        regulation=regulation,
        salaries=salaries,
    )
    check_conditions(context, query)
    found = evaluate_trends(context, query)
    return name_answer(found, tables, query)
