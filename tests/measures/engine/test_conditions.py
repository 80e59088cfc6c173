"""A value in `where` is met, unknown or refused: never an exact zero of something that nothing knows."""

from dataclasses import replace
from functools import cache
from typing import Any, Final

import pytest

from dlxh import MEASURES, Measure, Network, Register, Tables, measure
from dlxh.errors import MeasureError
from dlxh.measures.dimension_codes import BASE, CODED, codes_of
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.engine.conditions import FIXED, IDS
from dlxh.measures.labels import given_name
from dlxh.models import Level
from dlxh.register.units_over_time import LEVELS
from dlxh.testing import province_tables
from dlxh.words import SimpleCalendar
from tests.engines import ENGINES, Engine, engine
from tests.sample import AS_OF, item, report, unit

OPEN: Final = (*IDS, *(name for name in CODED if codes_of(name).open))  # type: ignore[union-attr] # each has a list
"""Dimensions whose values are not all known beforehand."""


@cache
def province() -> Tables:
    """An invented province, the same for all tests."""
    return province_tables(collaborators=8, years=2)


def _asked(name: str) -> Measure:
    """The first measure that can be broken down by a dimension."""
    return next(each for each in MEASURES if name in dimensions_of(each))


DIMENSIONS: Final = sorted({name for each in MEASURES for name in dimensions_of(each)})


def _counted(tables: Tables, name: str, value: str, **asked: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - any question
    each = _asked(name)
    asked |= {"calendar": SimpleCalendar(), "where": {name: value}}
    if not each.rows.has_no_day:
        asked |= {"period": "2025"}
    return measure(tables, each, **asked).polars.select("value", "qualifier").rows()


@cache
def _met(name: str) -> str | None:
    """A value of a dimension that something was found of, if anything was."""
    each = _asked(name)
    asked: dict[str, Any] = {} if each.rows.has_no_day else {"period": "2025"}
    rows = measure(province(), each, by=name, calendar=SimpleCalendar(), **asked).polars
    found = [key for key, value in rows.select(name, "value").iter_rows() if key is not None and value]
    return found[0] if found else None


def _without(*names: str) -> Tables:
    return province().select(name for name in province() if name not in names)


@pytest.fixture(name="on_engine_once", params=ENGINES, scope="module")
def fixture_on_engine_once(request: pytest.FixtureRequest) -> Tables:
    """The province on each engine, carried there once for all dimensions."""
    return engine(request.param)(province())


@pytest.mark.no_cover
@pytest.mark.parametrize("name", DIMENSIONS)
def test_a_slip_is_refused_whatever_the_dimension(on_engine_once: Tables, name: str) -> None:
    """A value that neither a code list nor a table knows raises, and the error lists what is like it and what there is."""
    tables = on_engine_once
    with pytest.raises(MeasureError) as refused:
        _counted(tables, name, "nowhere-at-all")
    assert f"there is no {given_name(name)} 'nowhere-at-all'" in refused.value.en or name in {
        "kind",
        "report_kind",
    }
    met = _met(name)
    if met is not None and len(met) > 2 and name not in {"kind", "report_kind"}:
        with pytest.raises(MeasureError, match=f"similar: .*{met}"):
            _counted(tables, name, f"{met}~")


def test_every_dimension_is_of_one_kind() -> None:
    """Each dimension has a code list, a table of ids, a few values or what the rules are called; none is overlooked."""
    known = {*CODED, "status", "owed_by", *IDS, *FIXED, *LEVELS, "code"}

    assert {name.removeprefix(BASE) for name in DIMENSIONS} <= known


@pytest.mark.parametrize("name", sorted(IDS))
def test_without_the_table_of_ids_what_is_named_elsewhere_is_known(on_engine: Engine, name: str) -> None:
    """An id that another table names is counted as before; one that none names is refused, and no zero is made of it."""
    met = _met(name)
    assert met is not None
    tables = on_engine(_without(*(table for table in IDS[name] if "provision" not in table)))

    assert _counted(tables, name, met) == _counted(province(), name, met)
    with pytest.raises(MeasureError, match=f"there is no {given_name(name)} 'gl-ml'"):
        _counted(tables, name, "gl-ml")


@pytest.mark.no_cover
@pytest.mark.parametrize("name", sorted(OPEN))
def test_where_the_rows_are_missing_the_figure_is_unknown(on_engine: Engine, name: str) -> None:
    """Of rows that are absent or partial nobody can say whether a value is met: the figure is unknown, never zero."""
    each = _asked(name)
    absent = _without(*each.reads, *IDS.get(name, ()))
    frames = {table: province().polars(table) for table in province()}
    partial = Tables(frames, as_of=province().as_of, partial=[*each.reads, *IDS.get(name, ())])
    for tables in (absent, partial):
        rows = _counted(on_engine(tables), name, "gl-ml")
        assert {value for value, _ in rows} <= {None}
        assert {qualifier for _, qualifier in rows} <= {"unknown"}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", sorted(IDS))
def test_a_whole_table_of_ids_decides(name: str) -> None:
    """Where all ids are known, one that is not among them is a slip, however little is known of the rows."""
    each = _asked(name)
    frames = {table: province().polars(table) for table in province()}
    partial = Tables(
        frames, as_of=province().as_of, partial=[table for table in each.reads if table not in IDS[name]]
    )
    with pytest.raises(MeasureError, match=f"there is no {given_name(name)} 'gl-ml'"):
        _counted(partial, name, "gl-ml")


def test_an_empty_table_knows_nothing(on_engine: Engine) -> None:
    """A table that says that there was nothing makes no value known; a network that it holds is counted as zero."""
    one = [Network(id="gl", name="Gia Lai", owner="btg", level=Level.PROVINCE)]
    for records in ([], one):
        tables = on_engine(Tables.of(records, as_of=AS_OF, empty=["networks", "reports", "units"]))
        for name in ("network", "unit", "stage"):
            with pytest.raises(MeasureError, match="there is no"):
                measure(tables, "reports", where={name: "gl-ml"})
    whole = Tables.of(one, as_of=AS_OF, empty=["networks", "reports", "units"])
    assert measure(on_engine(whole), "reports", where={"network": "gl"}).polars["value"].to_list() == [0]


def test_a_register_without_networks() -> None:
    """Reports without a record of their network: the network that they name is known, another one is not."""
    register = Register([report("r1", network="gl-lm", items=[item()])], as_of=AS_OF)

    assert measure(register, "reports", where={"network": "gl-lm"}).polars["value"].to_list() == [1]
    with pytest.raises(
        MeasureError, match=r"there is no network 'GL-ML'; similar: gl-lm; choose from: gl-lm"
    ):
        measure(register, "reports", where={"network": ["gl-lm", "GL-ML"]})
    told = measure(register, "collaborators", where={"network": "gl-ml"}).polars
    assert told.select("value", "qualifier").rows() == [(None, "unknown")]


def test_a_topic_that_only_a_summary_tells_of_is_known(on_engine: Engine) -> None:
    """What is in a table is known, on whatever day and in whatever report, and then zero is zero."""
    summary = report("s1", author_unit="btg", kind="synthesis", items=[item("n9", topics=["own_code"])])
    tables = on_engine(Register([report("r1", items=[item()]), summary], as_of=AS_OF))

    assert measure(tables, "item_topics", where={"topic": "own_code"}).polars["value"].to_list() == [0]
    assert measure(tables, "item_topics", where={"topic": "minerals"}).polars["value"].to_list() == [0]


@pytest.mark.traced
def test_a_rule_that_could_not_be_judged() -> None:
    """Findings of a rule that lacks its tables are not zero: the error says what to give."""
    register = Register([report("r1")], as_of=AS_OF)
    with pytest.raises(MeasureError, match=r"the rule T\d+ could not be judged; pass: "):
        measure(register, "findings", where={"code": "T202"})
    with pytest.raises(MeasureError, match="there is no code 'nothing'"):
        measure(register, "findings", where={"code": "nothing"})


@pytest.mark.parametrize(("number", "end"), [(20, "n19"), (21, "n19, …")])
def test_twenty_values_are_named(number: int, end: str) -> None:
    """What there is to choose from is named up to the twentieth; dots say that there is more."""
    networks = [Network(id=f"n{n:02}", name="x", owner="btg", level=Level.PROVINCE) for n in range(number)]
    with pytest.raises(MeasureError) as refused:
        measure(Register(networks, as_of=AS_OF, empty=["reports"]), "reports", where={"network": "zz"})

    assert refused.value.en.endswith(f", {end}")


def test_no_value_is_not_among_the_values() -> None:
    """What there is to choose from is what is recorded; a record that says nothing of it adds nothing."""
    records = Register([report("a"), report("b", author_unit="u1"), unit("u1")], as_of=AS_OF)
    with pytest.raises(MeasureError) as refused:
        measure(records, "reports", where={"unit": "zz"})

    assert refused.value.en.endswith("choose from: u1")


@pytest.mark.traced
def test_three_that_are_like_it_are_named() -> None:
    """Of many values like the one that nothing knows three are named."""
    networks = [Network(id=f"n{n:02}", name="x", owner="btg", level=Level.PROVINCE) for n in range(5)]
    with pytest.raises(MeasureError) as refused:
        measure(Register(networks, as_of=AS_OF, empty=["reports"]), "reports", where={"network": "n0"})

    assert len(refused.value.en.partition("similar: ")[2].partition(";")[0].split(", ")) == 3


@pytest.mark.traced
def test_a_slip_in_a_closed_list_is_refused_where_nothing_was_collected() -> None:
    """A code that a closed list does not have can be met nowhere, whatever is missing; one of an open list can."""
    nothing = Register(as_of=AS_OF)
    with pytest.raises(MeasureError, match="there is no channel 'nowhere'"):
        measure(nothing, "reports", where={"channel": "nowhere"})
    assert measure(nothing, "item_topics", where={"topic": "pepper"}).rows[0].figure is not None


@pytest.mark.traced
def test_a_measure_of_ones_own_counts_no_code_that_there_is_not() -> None:
    """A label in the condition of a measure is refused, as it is in a question; else its figure would be zero."""
    reports = next(each for each in MEASURES if each.code == "reports")
    nothing = Register(as_of=AS_OF)
    by_label = replace(reports, code="sl_zalo", where={"channel": ("zalo", "Zalo")})
    with pytest.raises(MeasureError, match=r"there is no channel 'Zalo'; similar: Zalo \(zalo\)"):
        measure(nothing, by_label)
    of_topics = replace(reports, code="sl_kinds", where={"kind": ("periodic",)})
    assert measure(nothing, of_topics).rows
