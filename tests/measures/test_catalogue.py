"""The contract that every measure keeps, and one answer on every engine."""

from datetime import date
from typing import Any

import pytest

from dlxh import Period, Tables, measure
from dlxh.data.code_lists import code_list
from dlxh.measures.asking import dimensions_of
from dlxh.measures.catalogue import FAMILIES, MEASURES, Family
from dlxh.measures.labels import HEADINGS, LISTS, heading
from dlxh.measures.measure import Adds, Measure, Pair, Share, Trend
from dlxh.measures.world import World
from dlxh.register.schema import schema
from dlxh.testing.invented import province_tables
from dlxh.words.work_calendars import SimpleCalendar
from tests.engines import Engine
from tests.sample import register

YEARS = {"period": "2025", "calendar": SimpleCalendar()}
PROVINCE = province_tables(collaborators=12, years=5)
"""A connected invented province that runs through the merger of 2025, on which every kind of rows has some."""


def asked_of(each: Measure) -> dict[str, Any]:
    """What a measure has to be asked with."""
    if each.rows.undated:
        return {"calendar": YEARS["calendar"]}
    needed = sorted({name for part in parts(each) for name in part.rows.asks})
    return {**YEARS, **({"by": needed} if needed else {})}


ONE_OF_EACH = list({(each.rows.name, type(each)): each for each in MEASURES}.values())
"""One measure for all rows and kinds that there are."""
CLEAN = {
    *("late", "days_late_median", "new_topics", "findings", "findings_per_1000"),
    *("doubtful_rate", "rumours", "topics_unmapped", "items_unplaced", "streams_without_breadth"),
    *("cases_reopened", "cases_rejected", "cases_transferred", "cases_merged", "cases_routed_out"),
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
    wanted = {*rows.dimensions, *each.keeps, *rows.outcomes}
    found = rows.frame(World(PROVINCE, calendar=SimpleCalendar()), frozenset(wanted))
    assert found is not None
    columns = set(found.collect_schema())
    days = set() if rows.undated else {"start", "last"} if rows.spans else {"day"}

    assert wanted | days <= columns


@pytest.mark.parametrize("each", ONE_OF_EACH, ids=lambda each: each.code)
def test_every_dimension_can_be_asked_for(each: Measure) -> None:
    """Rows can be broken down by each of their dimensions without losing any, where what is counted adds over units."""
    asked = asked_of(each)
    whole = measure(PROVINCE, [each], **asked).polars
    for name in dimensions_of(each):
        by = [*dict.fromkeys([*asked.get("by", []), name])]
        found = measure(PROVINCE, [each], **{**asked, "by": by}).polars
        assert set(by) < set(found.columns)
        if each.over_units is Adds.SUM or isinstance(each, Share):
            column = "numerator" if isinstance(each, Share) else "value"
            assert found[column].sum() == whole[column].sum()


@pytest.mark.parametrize(
    "each", [each for each in MEASURES if not each.rows.undated], ids=lambda each: each.code
)
def test_how_it_adds_over_time(each: Measure) -> None:
    """What adds over time is the same over months and over their year; a stock of the year is that of December."""
    asked = asked_of(each)
    by = asked.get("by", [])
    months = measure(PROVINCE, [each], **{**asked, "by": ["month", *by]}).polars
    year = measure(PROVINCE, [each], **asked).polars
    if each.over_time is Adds.SUM:
        assert months["value"].sum() == year["value"].sum()
    elif each.over_time is Adds.LAST and not getattr(each, "at_start", False):
        last = months.filter(month="2025-12")
        assert last["value"].sum() == year["value"].sum()


def test_silence_means_something() -> None:
    """On the invented province every measure counts something but what a clean one has none of."""
    whole_life = {**YEARS, "period": Period.custom(date(2021, 1, 1), date(2025, 12, 31)), "by": ["year"]}
    dated = [each for each in MEASURES if not each.rows.undated and "by" not in asked_of(each)]
    undated = [each for each in MEASURES if each.rows.undated]
    frames = (measure(PROVINCE, dated, **whole_life).polars, measure(PROVINCE, undated).polars)
    told = {code for frame in frames for code, value in frame.select("measure", "value").iter_rows() if value}

    assert {each.code for each in (*dated, *undated)} - told == CLEAN


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
def test_one_answer_on_every_engine(on_engine: Engine, family: Family) -> None:
    """All measures of a family, alone and broken down, give on every engine what they give on Polars."""
    tables = on_engine(PROVINCE)
    dated = [each for each in family.measures if not each.rows.undated and "by" not in asked_of(each)]
    undated = [each for each in family.measures if each.rows.undated]
    questions: list[tuple[list[Measure], dict[str, Any]]] = [
        *((dated, {**YEARS, "by": by}) for by in ((), ("network",), ("quarter",)) if dated),
        *((undated, {"by": ["network"]}) for _ in undated[:1]),
        *(([each], {**YEARS, "by": [each.dimensions[-1]]}) for each in dated if each in ONE_OF_EACH),
    ]
    for measures, asked in questions:
        expected, found = (measure(held, measures, **asked) for held in (PROVINCE, tables))
        assert found.polars.equals(expected.polars), asked
        assert found.left_out.equals(expected.left_out), asked


def test_many_at_once_are_what_they_are_alone() -> None:
    """Measures asked for together give what each gives by itself."""
    together = [each for each in MEASURES if not each.rows.undated and not asked_of(each).get("by")]
    found = measure(PROVINCE, together, **YEARS, by=["quarter"]).polars
    for each in together:
        alone = measure(PROVINCE, [each], **YEARS, by=["quarter"]).polars
        assert found.filter(measure=each.code).equals(alone), each.code


def test_every_dimension_has_a_name() -> None:
    """Each dimension is called something in both languages, by its code list or by name."""
    for name in {dimension for each in MEASURES for dimension in each.dimensions}:
        assert (name in HEADINGS) != (name in LISTS), name
        assert heading(name, "vi")
    assert all(code_list(name) for name in LISTS.values())


def test_all_dimensions_together(on_engine: Engine) -> None:
    """Measures can be broken down by all of their dimensions at once, with one answer on every engine."""
    tables, sample = on_engine(register()), register()
    for code in ("reports", "items", "streams", "collaborators", "contents"):
        each = next(known for known in MEASURES if known.code == code)
        expected = measure(sample, [each], by=each.dimensions).polars
        assert measure(tables, [each], by=each.dimensions).polars.equals(expected)


def test_nothing_of_a_province_is_without_tables() -> None:
    """Every measure is unknown of a province that shares nothing, and nothing raises."""
    bare = Tables({}, as_of=PROVINCE.as_of)
    for each in MEASURES:
        found = measure(bare, [each], **asked_of(each)).polars
        known = {"exact"} if each.code in {"findings", "rows_held"} else {"unknown"}
        assert set(found["qualifier"]) <= known | {"not_applicable"}, each.code
