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
    """Count a register or tables.

    Args:
        subject: What is counted.
        measures: Codes of `dlxh.MEASURES`, or measures of your own; or a set of measures, such as `monthly_return` of
            `dlxh.measures.MeasureSet.list_presets`.
        by: Dimensions: one kind of period (day, week, month, two_months, quarter, half_year, year) and others that the
            measures have, such as network, unit, topic, channel; with units also the levels
            province, district and commune; `base_topic` counts the codes of a pack as those of ours that they count as,
            `topic` as they are written.
        period: Only what falls into these days counts, first and last included: a period, a text such as `2024-Q1`, or two
            days.
        convention: How months are cut when broken down by period: `calendar`, or `15_to_14` and the like; None: as the
            period is, else by the calendar.
        units: The map on which units are counted: `as_was` recorded, `as_is` on the day of the register, or as on a day.
            What a split has divided counts under `undivided`.
        where: Only rows with one of these values count, such as `{"network": "gl", "channel": ["phone", "zalo"]}`.
        calendar: Working days, for due days of reports and cases, and for months paid by working days.
        ledger: For measures on obligations: what `dlxh.obligations` gave; None: that of the regulations in the
            register, which needs a calendar where a due day depends on working days.
        schemes: Schemes of pay besides those of the register, for measures on findings; one or several.
        regulation: One or several; each takes the place of all regulations of its network in the register, for what is
            owed, for the moves of cases, and for pay in measures on findings.
        salaries: Base salaries, for measures on findings; None: the shipped table.

    Returns:
        A result; groups without a row remain in it as zero: all periods of the question, all codes of a closed list,
        all values of `where`; and all networks, terms, units of a level, and of measures on people and what they
        send all units that send somebody, unless they are broken down further by what only rows have, such as a topic.
        Where a table is absent the figure is unknown, where it is partial a lower bound, in a period that begins after
        the day of the register unknown again, and so is a sum above what a figure can hold: missing is not zero. Rows without a day belong to no period (None), unless `period` asks for some days only.

    Raises:
        MissingInputError: a due day that is counted needs a calendar, or a table of cases is absent.
        ObligationError: the ledger is as of another day, or is given with a regulation.
        PayrollError: the records do not know the network of a scheme.
        MoveTableError: the rows of moves of a regulation that is given make no table.
        MeasureError: an unknown measure or dimension; a condition that nothing can meet, or whose value neither a code
            list nor any table knows, or that is not text; a convention that contradicts that of the period.
        PeriodError: an unknown convention.
        LineageError: an unknown map, or the units of the register go round in a circle.

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
