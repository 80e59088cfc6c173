"""So sánh: the figures of a period with those of an earlier one."""

from collections.abc import Iterable

from dlxh.data.own_salary import SalaryTable
from dlxh.ledger.ledger import Ledger
from dlxh.measures.comparison import Comparison
from dlxh.measures.engine.answer_names import name_answer
from dlxh.measures.engine.conditions import check_conditions
from dlxh.measures.engine.period_comparison import compare_periods
from dlxh.measures.engine.query import MeasuresLike, Where, parse_query
from dlxh.measures.errors import MeasureError
from dlxh.measures.pairs import Trend
from dlxh.measures.periods.prior_periods import Against
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.regulation import Regulation
from dlxh.register.subject import Subject, tables_of
from dlxh.register.units_over_time import Units
from dlxh.verbs.context import Context
from dlxh.words.arguments import PeriodLike, period_of
from dlxh.words.periods import PeriodError
from dlxh.words.work_calendars import WorkCalendar


def compare(  # noqa: PLR0913 - a question has this many parts, and all but the first two are named
    subject: Subject,
    measures: MeasuresLike,
    *,
    period: PeriodLike,
    against: Against | PeriodLike,
    by: str | Iterable[str] = (),
    convention: str | None = None,
    units: Units = "as_was",
    where: Where | None = None,
    calendar: WorkCalendar | None = None,
    ledger: Ledger | None = None,
    schemes: AllowanceScheme | Iterable[AllowanceScheme] | None = None,
    regulation: Regulation | Iterable[Regulation] | None = None,
    salaries: SalaryTable | None = None,
) -> Comparison:
    """Measure a period and compare it with an earlier one.

    Args:
        subject: What to count.
        measures: As for `measure`.
        period: The days to count, both ends included: a period, a text such as `2024-Q1`, or two days.
        against: `previous`: the period before; `last_year`: the same period of the year before; or a period of the
            same kind and convention, written like `period`. Broken down by a kind of period, each is compared with
            its own counterpart; 29 February and week 53 have none if the year before lacks them.
        by: As for `measure`.
        convention: As for `measure`.
        units: As for `measure`.
        where: As for `measure`.
        calendar: As for `measure`.
        ledger: As for `measure`; it has to cover both periods.
        schemes: As for `measure`.
        regulation: As for `measure`.
        salaries: As for `measure`.

    Raises:
        MeasureError: an unknown measure or dimension; periods of different kinds or conventions; days that cut
            through a period; 29 February or week 53 against a year that does not have it.
        PeriodError: `previous` for a period that has no predecessor.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> try:
    ...     compare(Register(as_of=date(2024, 7, 4)), "reports", period="2024-Q1", against="2023-01")
    ... except MeasureError as error:
    ...     print(error.en.split("; ")[1])
    compare periods that are alike in both
    """
    tables = tables_of(subject)
    query = parse_query(measures, by, period, convention, {} if where is None else where, units, tables.pack)
    for each in query.measures:
        if isinstance(each, Trend):
            raise MeasureError(
                vi=f"{each.code} đã so với cùng kỳ năm trước; hãy hỏi bằng measure",
                en=f"{each.code} is already compared with the year before; ask for it with measure",
            )
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
    found = compare_periods(context, query, _prior(against, query.convention))
    return name_answer(found, tables, query)


def _prior(against: Against | PeriodLike, convention: str) -> Against:
    """Return what a period is set against; raises MeasureError for a text that is neither a way to choose nor a period."""
    if not isinstance(against, str):
        return period_of(against, convention=convention, name="against")
    if against == "previous":
        return "previous"
    if against == "last_year":
        return "last_year"
    try:
        return period_of(against, convention=convention, name="against")
    except PeriodError as error:
        raise MeasureError(
            vi=f"against: {error.vi}; dùng 'previous', 'last_year' hoặc một kỳ",
            en=f"against: {error.en}; use 'previous', 'last_year' or a period",
        ) from error
