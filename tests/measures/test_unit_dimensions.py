"""Figures are broken down by what the unit of a row is, and by the level of its network."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

import dlxh
from dlxh import Collaborator, Network, OrgUnit, Register
from dlxh.errors import MeasureError
from dlxh.measures.catalogue import find_measure
from dlxh.measures.measure import Count
from dlxh.measures.pairs import Trend
from dlxh.measures.unit_dimensions import add_unit_dimensions
from tests.engines import Engine, engine
from tests.ledger.books import obligation, regulation
from tests.ledger.books import report as report_of_july
from tests.ledger.land import by_units, land, unit
from tests.sample import membership, report

PROVINCIAL, DISTRICT = 34, 280
AS_OF = date(2018, 12, 31)
UNITS = [
    OrgUnit(id="tu", name="Ban Tuyên giáo Tỉnh ủy", kind="propaganda_board", level="province"),
    OrgUnit(id="p1", name="Phường 1", kind="place", level="commune", place_kind="ward"),
]
NETWORKS = [
    Network(id="tinh", name="Tỉnh", owner="tu", level="province"),
    Network(id="huyen", name="Huyện", owner="p1", level="district"),
]


def _people(number: int, network: str, unit: str) -> list[dlxh.words.Record]:
    return [
        each
        for n in range(number)
        for key in [f"{network}-{n}"]
        for each in (
            Collaborator(id=key, network=network, organisation=unit),
            membership(f"tc-{key}", "2018-01-01", collaborator=key, network=network, term="t1"),
        )
    ]


def _register() -> Register:
    people = [*_people(PROVINCIAL, "tinh", "tu"), *_people(DISTRICT, "huyen", "p1")]
    return Register([*UNITS, *NETWORKS, *people], as_of=AS_OF)


def _counts(tables: Register | dlxh.Tables, by: str) -> dict[str | None, int]:
    found = dlxh.measure(tables, "collaborators", by=by, period="2018").polars
    return dict(found.select(by, "value").iter_rows())


def test_a_province_and_its_districts_are_counted_by_level(on_engine: Engine) -> None:
    """314 = 34 + 280 (Hải Dương 2018): by the level of the network, and by what the unit is that sent somebody; no zeros."""
    tables = on_engine(_register())

    assert _counts(tables, "network_level") == {"province": PROVINCIAL, "district": DISTRICT}
    assert _counts(tables, "level") == {"province": PROVINCIAL, "commune": DISTRICT}
    assert _counts(tables, "unit_kind") == {"place": DISTRICT, "propaganda_board": PROVINCIAL}
    assert _counts(tables, "place_kind") == {"ward": DISTRICT, None: PROVINCIAL}


def test_a_condition_takes_codes_of_the_list_only() -> None:
    """What is counted may be kept to one kind of place; one that the list does not hold is refused."""
    wards = dlxh.measure(_register(), "collaborators", where={"place_kind": "ward"}, period="2018")

    assert wards.figure("collaborators").value == DISTRICT
    with pytest.raises(MeasureError, match="special_zone"):
        dlxh.measure(_register(), "collaborators", where={"place_kind": "phường"}, period="2018")


@pytest.mark.traced
@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_rates_and_rows_from_memory_are_looked_up_too(name: str) -> None:
    """A rate by level, and what is worked out in memory, such as cases, on whatever engine."""
    tables = engine(name)(Register([*UNITS, *NETWORKS, report("bc1", network="tinh", author="tinh-0"), *_people(1, "tinh", "tu")], as_of=AS_OF, empty=("cases", "events", "case_contents", "contents", "assignments")))  # fmt: skip

    rate = dlxh.measure(tables, "reports_per_member", by="network_level").polars
    cases = dlxh.measure(tables, "cases_received", by=["level", "network_level"]).polars

    assert rate["network_level"].to_list() == ["province"]
    assert set(cases["value"]) <= {0, None}


@pytest.mark.traced
def test_without_the_units_nothing_is_known_by_level() -> None:
    """Where the table is absent the groups are not known, and no row is lost."""
    held = Register([*NETWORKS, *_people(2, "tinh", "tu")], as_of=AS_OF)

    found = dlxh.measure(held, "collaborators", by="level", period="2018").polars

    assert found.select("level", "qualifier").rows() == [(None, "unknown")]


@pytest.mark.traced
def test_trends_and_what_nobody_knows() -> None:
    """A trend has the dimension by what it follows; of rows that nobody knows, none are looked up."""
    trend = add_unit_dimensions(find_measure("rising_topics"), ["network_level"])
    assert isinstance(trend, Trend)
    assert "network_level" in trend.of.rows.dimensions

    owed = find_measure("owed")
    assert isinstance(owed, Count)
    nobody = replace(owed, rows=replace(owed.rows, frame=lambda *_: None))
    rows = add_unit_dimensions(nobody, ["level"]).rows
    assert rows.frame(None, frozenset({"level"})) is None  # type: ignore[arg-type] # no context is looked at


@pytest.mark.traced
def test_units_are_listed_in_the_official_order(on_engine: Engine) -> None:
    """Units with a number in the list come in its order, the others behind them by their ids."""
    order = {"a": None, "b": 2, "c": 1, "d": None}
    units = [
        OrgUnit(id=key, name=key, kind="place", level="commune", display_order=number)
        for key, number in order.items()
    ]
    people = [each for key in order for each in _people(1, key, key)]
    tables = on_engine(Register([*units, *people], as_of=AS_OF))

    found = dlxh.measure(tables, "collaborators", by="unit", period="2018").polars

    assert found["unit"].to_list() == ["c", "b", "a", "d"]


def test_what_units_owe_is_counted_by_what_they_are(on_engine: Engine) -> None:
    """Two wards, a xã and the board that runs the network owe July; one ward reported: by each dimension, counted by hand."""
    kinds = {"a": "ward", "b": "ward", "c": "commune"}
    rules = regulation(
        obligation(owed_by=by_units()), obligation(owed_by={"kind": "owner", "successor_owes": False})
    )
    places = (unit(key, place_kind=kind) for key, kind in kinds.items())
    sent = report_of_july("r1", "2024-07-10", "2024-07", None, author_unit="a")
    tables = on_engine(land(rules, *places, sent))
    expected: dict[str, dict[str | None, tuple[int, ...]]] = {
        "network_level": {"province": (4, 1, 2500)},
        "level": {"commune": (3, 1, 3333), "province": (1, 0, 0)},
        "place_kind": {"ward": (2, 1, 5000), "commune": (1, 0, 0), None: (1, 0, 0)},
        "unit_kind": {"place": (3, 1, 3333), "propaganda_board": (1, 0, 0)},
    }

    for by, figures in expected.items():
        found = dlxh.measure(tables, ["owed", "received", "received_rate"], by=by, period="2024-07").polars
        values = {key: found.filter(pl.col(by).eq_missing(key))["value"].to_list() for key in figures}
        assert values == {key: list(figure) for key, figure in figures.items()}, by
        assert set(found[by]) == set(figures)
