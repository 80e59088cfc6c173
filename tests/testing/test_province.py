"""The invented province: clean, connected, through the merger, and large where it has to be."""

from datetime import date

import polars as pl
import pytest

import dlxh
from dlxh import Tables
from dlxh.data.province_facts import MERGED, predecessors
from dlxh.models.report import Report
from dlxh.register.schema import ROOTS, schema
from dlxh.rules.catalogue import ALL_RULES
from dlxh.rules.engine.coverage import rows_judged
from dlxh.rules.engine.derived_tables import attach_derived
from dlxh.testing import province, province_tables
from dlxh.verbs.context import Context
from dlxh.words.work_calendars import SimpleCalendar

LEAST = 20
"""The least number of rows that each rule judges, so that its silence means something."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The province as it comes."""
    return province_tables()


def test_nothing_is_found(tables: Tables) -> None:
    """A clean province has no finding at all, neither of a rule nor of a constraint, and no rule is skipped."""
    findings = dlxh.check(tables, calendar=SimpleCalendar())

    assert findings.counts() == {}
    assert dict(findings.skipped) == {}


@pytest.mark.parametrize(("seed", "collaborators", "years"), [(1, 30, 3), (2, 8, 2), (3, 60, 4)])
def test_every_province_is_clean(seed: int, collaborators: int, years: int) -> None:
    """Other seeds and sizes are as clean as the one that the tests use."""
    assert dlxh.check(province_tables(seed, collaborators, years)).counts() == {}


def test_silence_means_something(tables: Tables) -> None:
    """Each rule judges at least 20 rows of the province; the denominators are printed."""
    whole, _ = attach_derived(tables, Context.of(tables, calendar=SimpleCalendar()), ALL_RULES)
    judged = {rule.code: rows_judged(rule, whole) for rule in ALL_RULES if rule.specimen is None}
    print("rows judged:", ", ".join(f"{code} {count}" for code, count in sorted(judged.items())))  # noqa: T201 - the point

    assert {code: count for code, count in judged.items() if count is None or count < LEAST} == {}


def test_a_rule_without_its_tables_judges_nothing() -> None:
    """A rule whose tables are not there has no denominator: unknown, and not zero."""
    none = Tables({}, as_of=date(2026, 6, 30))

    assert {rows_judged(rule, none) for rule in ALL_RULES if rule.table is not None} == {None}


def test_every_table_is_there(tables: Tables) -> None:
    """All tables of the schema exist, so that no rule is skipped; most of them have rows."""
    filled = [name for name in tables if tables.polars(name).height]

    assert set(tables) == set(schema())
    assert set(schema()) - set(filled) == {
        "network_roles", "scheme_conditions", "activity_documents", "allowance_steps",
    }  # fmt: skip


def test_rows_are_records() -> None:
    """The register over the tables gives objects of every kind: what was made as columns are records all the same."""
    register = province(collaborators=6, years=2)

    assert all(register.all(model) for model in ROOTS.values())


def test_the_same_seed_gives_the_same_province(tables: Tables) -> None:
    """A seed is that of one province, row by row; another seed is another merger and other talk."""
    again, other = province_tables(), province_tables(seed=8)

    assert all(tables.polars(name).equals(again.polars(name)) for name in tables)
    assert not tables.polars("items").equals(other.polars("items"))
    assert not tables.polars("units").equals(other.polars("units"))


def test_it_runs_through_the_merger(tables: Tables) -> None:
    """Reports of the first province's network name old communes before 1/7/2025 and new ones since, with successions between."""
    items = tables.polars("items").join(tables.polars("reports").rename({"id": "report"}), on="report")
    spoken = pl.coalesce("period_start", "received_day")
    old, new = items.filter(spoken < MERGED), items.filter(spoken >= MERGED)
    ends = tables.polars("units").filter(pl.col("id").str.starts_with("XC-"))["valid_to"].unique().to_list()

    assert old["place"].str.slice(0, 3).unique().to_list() == ["XC-"]
    assert new["place"].str.slice(0, 3).unique().to_list() == ["XM-"]
    assert ends == [date(2025, 6, 30)]
    assert set(old["network"]) > set(new["network"]) == {"ML-00"}


def test_the_map_is_the_real_one(tables: Tables) -> None:
    """Every province of both maps is a unit, and what became of each is what the data say."""
    steps = tables.polars("unit_successors").filter(
        pl.col("unit").str.starts_with("T124-"), pl.col("on") == MERGED
    )
    merged = steps.group_by("successor").agg(pl.col("unit").str.slice(5).sort())
    found = {key.split("-")[1]: codes for key, codes in merged.iter_rows()}

    assert len(found) == 34
    assert found == {code: sorted(row.code for row in predecessors(code, on=MERGED)) for code in found}


def test_two_years_are_the_least() -> None:
    """A province of one year would not see the merger, and is refused."""
    with pytest.raises(ValueError, match="years is 2 or more"):
        province(years=1)


@pytest.mark.traced
def test_many_reports_are_made_without_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tens of thousands of reports come as columns; not one Report is built, and tables can be left out."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Report, "__init__", refuse)
    monkeypatch.setattr(Report, "model_validate", refuse)
    tables = province_tables(collaborators=900, without=["allowance_lines", "stream_expressions"])

    assert tables.polars("reports").height > 50_000
    assert "allowance_lines" not in tables
    assert "stream_expressions" not in tables


@pytest.mark.traced
def test_rules_on_all_tables_judge_those_that_are_there(tables: Tables) -> None:
    """Where only some tables are there, rules on all tables judge these: reports have texts to search, units have none."""
    few = Tables({name: tables.polars(name) for name in ("units", "reports")}, as_of=tables.as_of)
    judged = {rule.code: rows_judged(rule, few) for rule in ALL_RULES if rule.table is None}

    texts = few.polars("reports").select("secrecy_decided_by", "secrecy_item").count()
    assert judged["D101"] == sum(texts.row(0))
    named = [
        few.polars(name)[column.name].count()
        for name in few
        for column in schema()[name].columns
        if column.references in few
    ]
    assert (judged["X101"], len(named)) == (sum(named), 4)
    assert judged["X102"] == few.polars("units").height + few.polars("reports").height


def test_bodies_are_no_provinces() -> None:
    """Offices and boards are below their place: by province, and by district, an answer names places only."""
    tables = province_tables(collaborators=40, years=5)
    places = set(tables.polars("units").filter(kind="place")["id"])
    bodies = tables.polars("units").filter(pl.col("level") == "province", pl.col("kind") != "place")
    assert set(bodies["parent"]) <= places
    for level in ("province", "district"):
        rows = dlxh.measure(tables, ["reports", "collaborators"], by=[level], period="2025-H1").polars
        assert set(rows[level].drop_nulls()) <= places
