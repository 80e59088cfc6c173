"""The contract that every measure keeps, and one answer on every engine."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest

from dlxh import Period, Result, Tables, measure
from dlxh.measures.catalogue import FAMILIES, MEASURES, Family
from dlxh.measures.dimension_codes import CODED, codes_of
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.engine.query import parse_query
from dlxh.measures.engine.trends import evaluate_trends
from dlxh.measures.measure import Additivity, Measure, Share
from dlxh.measures.pairs import Pair, Trend
from dlxh.measures.text.explain import explain_measure
from dlxh.register.coverage import EVERY
from dlxh.register.schema import schema
from dlxh.testing.invented import province_tables
from dlxh.verbs.context import Context
from dlxh.words.work_calendars import SimpleCalendar
from tests.engines import Engine
from tests.sample import register

pytestmark = pytest.mark.no_cover  # each kind of measure and of rows has tests of its own

YEAR = Period.year(2025)


@cache
def province() -> Tables:
    """A connected invented province that runs through the merger of 2025, on which every kind of rows has some."""
    return province_tables(collaborators=12, years=5)


@cache
def context_of(period: Period | None) -> Context:
    """What is known of it: ledger, case states and findings are worked out once for all tests."""
    return Context(province(), period=period, calendar=SimpleCalendar())


def answer(
    measures: Measure | Sequence[Measure], by: Sequence[str] = (), context: Context | None = None
) -> Result:
    """What is answered for 2025, or of undated rows as of the day of the register, with what has to be asked by."""
    several = [measures] if isinstance(measures, Measure) else list(measures)
    period = None if any(each.rows.has_no_day for each in several) else YEAR
    named = [*dict.fromkeys([*asks(several), *by])]
    known = context or context_of(period)
    return evaluate_trends(known, parse_query(several, named, known.period, "calendar", {}))


def asks(measures: Sequence[Measure]) -> list[str]:
    """The dimensions without which some measures mean nothing."""
    return sorted({name for each in measures for name in each.required_dimensions})


ONE_OF_EACH = list({(each.rows.name, type(each)): each for each in MEASURES}.values())
"""One measure for all rows and kinds that there are."""
ONE_OF_ROWS = list({each.rows.name: each for each in MEASURES}.values())
DATED = [each for each in MEASURES if not each.rows.has_no_day]
UNDATED = [each for each in MEASURES if each.rows.has_no_day]
CLEAN = {
    *("late", "days_late_median", "new_topics", "findings", "findings_per_1000"),
    *("doubtful_rate", "rumours", "topics_unmapped", "items_unplaced", "streams_without_breadth"),
    *("cases_reopened", "cases_rejected", "cases_transferred", "cases_merged", "cases_routed_out"),
    "cases_dropped",
    *("awards", "commendations", "arrears", "offsets"),
}
"""What the invented province has none of; their own tests count some of it."""


def parts(each: Measure) -> list[Measure]:
    """A measure, with those behind it."""
    if isinstance(each, Pair):
        return [each, *parts(each.above), *parts(each.below)]
    return [each, *parts(each.of)] if isinstance(each, Trend) else [each]


def test_codes_are_unique() -> None:
    """No two measures share a code or a name, and there are more than forty."""
    for names in ([m.code for m in MEASURES], [m.vi for m in MEASURES], [m.en for m in MEASURES]):
        assert len(set(names)) == len(MEASURES) > 40
    assert len({family.key for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.code)
def test_every_measure_is_whole(each: Measure) -> None:
    """A measure has a name and a definition in both languages, a unit, a source, and reads tables that there are."""
    assert each.code.isidentifier()
    assert each.name("vi") != each.name("en")
    assert each.definition("vi") != each.definition("en")
    assert all(text.endswith(".") for text in (each.definition("vi"), each.definition("en")))
    assert each.source
    assert set(each.reads) <= set(schema())
    assert "network" in each.dimensions
    assert len(set(each.dimensions)) == len(each.dimensions)
    assert {part.code for part in parts(each)} <= {known.code for known in MEASURES}


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.code)
def test_its_rows_have_what_they_promise(each: Measure) -> None:
    """The rows of a measure have a column for each dimension, each condition and each outcome, and their days."""
    rows = each.rows
    wanted = {*rows.dimensions, *each.where, *rows.outcomes}
    found = rows.frame(context_of(None), frozenset(wanted))
    assert found is not None
    columns = set(found.collect_schema())
    days = set() if rows.has_no_day else {"start", "last"} if rows.is_stock else {"day"}

    assert wanted | days <= columns


@pytest.mark.parametrize("each", ONE_OF_EACH, ids=lambda each: each.code)
def test_every_dimension_can_be_asked_for(each: Measure) -> None:
    """Rows can be broken down by each of their dimensions without losing any, where what is counted adds over units."""
    whole = answer(each).polars
    for name in dimensions_of(each):
        found = answer(each, [name]).polars
        assert name in found.columns
        if each.over_units is Additivity.SUM or isinstance(each, Share):
            column = "numerator" if isinstance(each, Share) else "value"
            assert found[column].sum() == whole[column].sum()


@pytest.mark.parametrize("each", DATED, ids=lambda each: each.code)
def test_how_it_adds_over_time(each: Measure) -> None:
    """What adds over time is the same over months and over their year; a stock of the year is that of December."""
    months, year = answer(each, ["month"]).polars, answer(each).polars
    if each.over_time is Additivity.SUM:
        assert months["value"].sum() == year["value"].sum()
    elif each.over_time is Additivity.LAST and not getattr(each, "opening", False):
        assert months.filter(month="2025-12")["value"].sum() == year["value"].sum()


def test_silence_means_something() -> None:
    """On the invented province every measure counts something but what a clean one has none of."""
    life = Context(
        province(), period=Period.custom(date(2021, 1, 1), date(2025, 12, 31)), calendar=SimpleCalendar()
    )
    dated = [each for each in DATED if not asks([each])]
    frames = (answer(dated, ["year"], life).polars, answer(UNDATED).polars)
    found = {
        code for frame in frames for code, value in frame.select("measure", "value").iter_rows() if value
    }

    assert {each.code for each in (*dated, *UNDATED)} - found == CLEAN


@pytest.mark.parametrize("asked_for", [DATED, UNDATED], ids=["dated", "undated"])
def test_its_page_says_what_it_claims_of_partial_tables(asked_for: list[Measure]) -> None:
    """Where a page says `a lower bound`, `unknown` or `as they are` of partial tables, the figures say the same."""
    partial = province().with_metadata(as_of=province().as_of, partial=dict.fromkeys(province(), (EVERY,)))
    life = Period.custom(date(2021, 1, 1), date(2025, 12, 31))
    context = Context(partial, period=None if asked_for is UNDATED else life, calendar=SimpleCalendar())
    several = [each for each in asked_for if not asks([each])]
    rows = evaluate_trends(context, parse_query(several, (), context.period, "calendar", {})).polars
    expected = {
        "lower bound": {"at_least", "unknown"},
        "as they are": {"exact"},
    }  # a bound of nothing is unknown
    for each in several:
        (line,) = (line for line in explain_measure(each, "en").splitlines() if "table is partial" in line)
        allowed = next((said for key, said in expected.items() if key in line), {"unknown"})
        assert set(rows.filter(measure=each.code)["qualifier"]) <= allowed, each.code


def test_each_says_one_day() -> None:
    """A stock at the start says the day before the period, and a pair of unlike days says both, each with its name."""
    definitions = {each.code: each.definition("en") for each in MEASURES}

    assert definitions["cases_carried_in"].endswith("Counts at the end of the day before the period.")
    assert "collaborators at the start: counts at the end of the day before" in definitions["turnover_rate"]
    assert definitions["vacancies"].endswith("set. Counts on the last day of the period.")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
def test_one_answer_on_every_engine(on_engine: Engine, family: Family) -> None:
    """All measures of a family, alone and broken down, give on every engine what they give on Polars."""
    tables = on_engine(province())
    contexts = {period: Context(tables, period=period, calendar=SimpleCalendar()) for period in (None, YEAR)}
    dated = [each for each in family.measures if each in DATED and not asks([each])]
    # findings are held to one answer by the tests of rules; here they would ask all rules of all rows on each engine
    undated = [each for each in family.measures if each.code == "rows_held"]
    questions: list[tuple[list[Measure], list[str], Period | None]] = [
        *((dated, ["network", *by], YEAR) for by in ([], ["quarter"]) if dated),
        *((undated, ["network"], None) for _ in undated[:1]),
        *(([each], [each.dimensions[-1]], YEAR) for each in dated if each in ONE_OF_ROWS),
    ]
    for measures, by, period in questions:
        expected, found = answer(measures, by), answer(measures, by, contexts[period])
        assert found.polars.equals(expected.polars), by
        assert found.left_out.equals(expected.left_out), by


def test_many_at_once_are_what_they_are_alone() -> None:
    """Measures asked for together give what each gives by itself."""
    together = [each for each in DATED if not asks([each])]
    found = answer(together, ["quarter"]).polars
    for each in together:
        assert found.filter(measure=each.code).equals(answer(each, ["quarter"]).polars), each.code


def test_every_coded_dimension_has_a_list() -> None:
    """The columns of codes have lists."""
    assert all(codes_of(name) for name in CODED)


def test_all_dimensions_together(on_engine: Engine) -> None:
    """Measures can be broken down by all of their dimensions at once, with one answer on every engine."""
    tables, sample = on_engine(register()), register()
    for code in ("reports", "items", "streams", "collaborators", "contents"):
        each = next(known for known in MEASURES if known.code == code)
        expected = measure(sample, [each], by=each.dimensions).polars
        assert measure(tables, [each], by=each.dimensions).polars.equals(expected)


def test_nothing_is_known_of_a_province_that_shares_nothing() -> None:
    """Every measure is unknown without tables, and nothing raises."""
    for each in MEASURES:
        found = answer(
            each,
            context=Context(Tables({}, as_of=province().as_of), period=None if each in UNDATED else YEAR),
        ).polars
        known = {"exact"} if each.code in {"findings", "rows_held"} else {"unknown"}
        assert set(found["qualifier"]) <= known | {"not_applicable"}, each.code


@pytest.mark.parametrize("code", ["topics_mapped_rate", "item_topics"])
def test_a_column_of_a_row_is_none_of_the_map(code: str) -> None:
    """Topics have a column that says whether they are mapped; on another map their units are units all the same."""
    rows = measure(
        province(), list(dict.fromkeys([code, "topics_mapped_rate"])), by=["unit"], units="as_is", period=YEAR
    ).polars

    assert set(rows["unit"]) <= {*province().polars("units")["id"], "undivided", None}
