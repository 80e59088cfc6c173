"""What measures may be queried for, and how a mistake is answered."""

import dataclasses
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import narwhals as nw
import pytest

from dlxh import Collaborator, Period, Register, Tables, compare, measure
from dlxh.errors import MeasureError
from dlxh.measures.catalogue import MEASURES
from dlxh.measures.engine.query import parse_query
from dlxh.measures.measure import Total
from dlxh.measures.row_source import RowSource
from dlxh.models import Succession
from dlxh.register import LineageError
from dlxh.verbs.context import Context
from dlxh.words import FigureUnit
from dlxh.words.bilingual import ArgumentError
from dlxh.words.periods import PeriodError
from tests.engines import Engine
from tests.sample import item, register, report, unit

NONE = Register(as_of=date(2024, 1, 1))


@pytest.mark.traced
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"measures": ["report"]},
            "there is no measure 'report'; similar: reports, ",
        ),
        ({"by": ["topic"]}, "reports has no dimension 'topic': it is one of other rows, as in item_topics, "),
        ({"by": ["org"]}, "reports has no dimension 'org'; choose from: "),
        ({"by": ["nine_months"]}, "reports has no dimension 'nine_months'"),
        ({"where": {"author": "CTV-1"}}, "reports has no dimension 'author'"),
        ({"by": ["month", "year"]}, "only one kind of period"),
        ({"by": ["channel", "channel"]}, "name each dimension once"),
        ({"by": ["unit", "org_unit"]}, "name each dimension once"),
        ({"where": {"unit": "x0", "org_unit": "x1"}}, "name each dimension once"),
        ({"measures": ["collaborators"], "by": ["year"]}, "give period= when broken down by year"),
        ({"measures": ["reports", "trainees"], "by": ["channel"]}, "trainees has no dimension 'channel'"),
    ],
    ids=str,
)
def test_a_mistake_is_answered_with_what_there_is(given: dict[str, Any], said: str) -> None:
    """An unknown measure or dimension raises, whatever the register holds, and lists what may be asked."""
    codes = given.pop("measures", ["reports"])
    for subject in (NONE, register(), register().tables):
        with pytest.raises(MeasureError) as refused:
            measure(subject, codes, **given)
        assert said in refused.value.en
        assert refused.value.vi != refused.value.en


@pytest.mark.traced
@pytest.mark.parametrize("convention", ["", "lunar", "1_to_31", "29_to_28", "15_to_15", "15_TO_14"])
def test_an_unknown_convention(convention: str) -> None:
    """A convention that there is not raises, with and without a breakdown by periods."""
    for by in ([], ["month"], ["channel"]):
        with pytest.raises(PeriodError, match="there is no convention"):
            measure(register(), ["reports"], by=by, convention=convention)


def test_a_question_is_one_value() -> None:
    """A question keeps the order of its dimensions, calls the unit by the name of its column, and knows its kind of period."""
    period = Period.year(2024)
    query = parse_query(iter(["reports"]), iter(["unit", "month"]), period, "calendar", {"unit": "x1"})

    assert (query.by, query.keys, query.kind) == (("org_unit", "month"), ("org_unit",), "month")
    assert (query.where, query.period) == ({"org_unit": ("x1",)}, period)


def test_a_measure_of_ones_own() -> None:
    """A measure that the embedder declares is asked for as itself."""
    own = next(each for each in MEASURES if each.code == "reports")

    assert measure(register(), [own]).rows == measure(register(), ["reports"]).rows


@pytest.mark.parametrize(
    ("where", "known"),
    [
        ({"network": "nowhere"}, "there is no network 'nowhere'; choose from:"),
        ({"unit": "nowhere"}, "there is no unit 'nowhere'; choose from:"),
        ({"channel": "zal"}, "there is no channel 'zal'; similar: Zalo .zalo.; choose from: written"),
    ],
)
def test_a_value_that_nothing_has(where: dict[str, str], known: str) -> None:
    """A slip in `where` is the caller's mistake; counted, it would give an exact zero that nobody meant."""
    with pytest.raises(MeasureError, match=known):
        measure(register(), ["reports"], where=where)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"channel": []}, "channel takes one text or several"),
        ({"stage": 1}, "such as '1' or ['1', '2'], not 1"),
        ({"channel": None}, ", not None"),
        ({"channel": ["zalo", 1]}, ", not 1"),
    ],
    ids=str,
)
def test_a_condition_names_texts(where: Any, said: str) -> None:  # noqa: ANN401 - a caller's mistake
    """No value, or one that is not a text, is refused with what is meant, and not with what went wrong inside."""
    for subject in (NONE, register()):
        with pytest.raises(MeasureError) as refused:
            measure(subject, ["reports"], where=where)
        assert said in refused.value.en
        assert refused.value.vi != refused.value.en


@pytest.mark.parametrize("units", ["as_iss", "", None, ["as_is"], 2025], ids=str)
def test_a_map_that_there_is_not(units: Any) -> None:  # noqa: ANN401 - a caller's mistake
    """A slip in the name of a map is refused, also where no unit is asked for."""
    for asked_by in ((), ["unit"], ["month"]):
        with pytest.raises(LineageError, match="use 'as_was', 'as_is' or a date"):
            measure(register(), ["reports"], by=asked_by, units=units)
    with pytest.raises(TypeError):
        measure(register(), ["reports"], units=datetime(2025, 1, 1))  # noqa: DTZ001 - refused whatever its zone


@pytest.mark.parametrize(
    ("where", "units", "said"),
    [
        ({"province": "x1"}, "as_was", "there is no province 'x1'; choose from: btg"),
        ({"commune": "x1"}, "as_was", "there is no commune 'x1'; choose from: "),
        ({"district": "x0"}, "as_is", "there is no district 'x0'; choose from: undivided, x1"),
        ({"unit": "x0"}, "as_is", "there is no unit 'x0'; choose from: btg, undivided, x1"),
        ({"unit": "undivided"}, "as_was", "there is no unit 'undivided'; choose from: btg, x0, x1"),
    ],
    ids=str,
)
def test_units_of_a_condition_are_those_of_the_level_and_map(where: Any, units: Any, said: str) -> None:  # noqa: ANN401
    """A unit of another level, or one that the map does not hold, can be nothing's province: refused with those there are."""
    with pytest.raises(MeasureError) as refused:
        measure(register(), ["reports"], where=where, units=units)
    assert said in refused.value.en


def test_undivided_can_be_asked_for(on_engine: Engine) -> None:
    """What a split has divided is a key of the answer, and so a condition too: by unit and by level."""
    split = [Succession(successor=key, kind="split", on="2023-01-01") for key in ("n1", "n2")]
    units = [
        unit("old", valid_to="2022-12-31", successors=split),
        unit("n1", valid_from="2023-01-01"),
        unit("n2", valid_from="2023-01-01"),
    ]
    people = [Collaborator(id="CTV-1", network="gl", organisation="old")]
    tables = on_engine(Register([*units, *people, report("r")], as_of=date(2024, 7, 24)))
    for name in ("unit", "district"):
        found = measure(tables, ["reports"], by=[name], units="as_is", where={name: "undivided"})
        assert [row.keys for row in found.rows] == [{name: "undivided"}]
        assert found.polars["value"].to_list() == [1]


def test_an_open_list_takes_local_codes() -> None:
    """A list that is open may hold a province's own codes: one that is in a table is counted, another is a slip."""
    local = Register([report("r1", items=[item(topics=["own_code"])])], as_of=date(2024, 7, 24))
    for topic in ("own_code", "land"):
        found = measure(local, ["item_topics"], where={"topic": topic})
        assert found.polars["value"].to_list() == [int(topic == "own_code")]
    with pytest.raises(MeasureError, match="there is no topic 'own_cod'; similar: own_code"):
        measure(local, ["item_topics"], where={"topic": "own_cod"})


def test_one_name_and_a_period_as_text() -> None:
    """One measure, one dimension and a period's code may be given as they are."""
    found = measure(register(), "reports", by="year", period="2024")

    assert [row.keys["year"] for row in found.rows] == ["2024"]
    assert found.figure("reports", year=2024) == found.rows[0].figure


@pytest.mark.cover
def test_an_engine_that_lacks_something_names_one_that_has_it(on_engine: Engine) -> None:
    """Rows of one's own may ask what an engine cannot do: the error says what, and where it can be done."""

    def ranked(context: Context, wanted: frozenset[str]) -> Any:  # noqa: ANN401, ARG001 - a lazy frame
        place = nw.col("id").rank("ordinal").over("network", order_by="id").cast(nw.Int64())
        return context.tables["reports"].with_columns(
            nw.col("received_day").alias("day"), place.alias("place")
        )

    own = Total(
        code="places", vi="thứ hạng", en="places", definition_vi="x.", definition_en="y.", unit=FigureUnit.ROW,
        rows=RowSource("ranked", ("reports",), ranked, ("network",), "x.", "y."), source="test", of="place",
    )  # fmt: skip
    tables = on_engine(register())
    if tables.engine == "polars":
        assert measure(tables, [own]).figure("places").value == 1 + 2 + 3
    else:
        with pytest.raises(MeasureError) as refused:
            measure(tables, ["reports", own])
        assert "cannot do this: `rank` followed by `over`" in refused.value.en
        assert "Polars can: give the tables as Polars frames" in refused.value.en


@pytest.mark.traced
def test_what_no_engine_can_do_is_the_declaration_s_own_mistake() -> None:
    """On Polars there is no other engine to name: the error of the rows comes out as it is."""

    def never(context: Context, wanted: frozenset[str]) -> Any:  # noqa: ANN401 - a lazy frame
        raise NotImplementedError

    count = next(each for each in MEASURES if each.code == "reports")
    own = dataclasses.replace(count, rows=RowSource("never", ("reports",), never, ("network",), "x.", "y."))
    with pytest.raises(NotImplementedError):
        measure(register(), [own])


@pytest.mark.traced
def test_an_engine_that_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """On an engine on which nobody holds the measures to their answer nothing is counted; the error names those that count."""
    monkeypatch.setattr(Tables, "engine", property(lambda _: "dask"))
    with pytest.raises(MeasureError, match="do not count on dask; give frames of Polars, DuckDB or Spark"):
        measure(register(), ["reports"])


def test_days_in_a_vietnamese_sentence() -> None:
    """What is refused because of its days names them as an office writes them, 5/1/2024, in Vietnamese."""
    days = Period.custom(date(2024, 1, 5), date(2024, 3, 3))
    mistakes: list[Callable[[], object]] = [
        lambda: compare(register(), "reports", by="month", period=days, against="previous"),
        lambda: compare(register(), "reports", period=days, against=Period.parse("2023-01")),
    ]
    for mistake in mistakes:
        with pytest.raises(MeasureError) as refused:
            mistake()
        assert not re.search(r"[0-9]{4}-[0-9]{2}", refused.value.vi)
        assert "từ 5/1/2024 đến 3/3/2024" in refused.value.vi


@pytest.mark.traced
@pytest.mark.parametrize("name", ["measures", "by"])
def test_one_text_will_do(name: str) -> None:
    """What takes one or several says so of what is neither."""
    given: dict[str, Any] = {"measures": "reports", name: None}
    with pytest.raises(ArgumentError, match=f"{name}= takes text.*, one or several, not NoneType"):
        measure(register(), **given)
