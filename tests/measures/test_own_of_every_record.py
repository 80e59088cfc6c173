"""Own fields of every kind of record, and of what is in them, break down the measures that count their rows or rows below."""

import types
from typing import Annotated, Any

import polars as pl
import pytest
from pydantic import create_model

from dlxh import Pack, Tables, measure
from dlxh.measures.catalogue import MEASURES
from dlxh.measures.dimension_codes import OWN
from dlxh.measures.engine.query import parts_of
from dlxh.measures.own_dimensions import add_own_dimensions
from dlxh.register.own_tables import FIXED
from dlxh.register.schema import schema
from dlxh.words import Disclosure, Line, own_field
from dlxh.words.work_calendars import SimpleCalendar
from tests.engines import CARRIERS
from tests.own import TEXTS
from tests.sample import AS_OF, register


def own_class(name: str) -> type[Any]:
    """Return a class with the own field `of_<table>`, and such classes for what lies in its rows."""
    ours: Any = schema()[name].model
    fields: dict[str, Any] = {f"of_{name}": (Annotated[Line | None, Disclosure.INTERNAL], own_field(**TEXTS))}
    for child in schema().children(name):
        if child.model is not None and child.name not in FIXED:
            field = ours.model_fields[str(child.field)]
            inner = types.GenericAlias(tuple, (own_class(child.name), ...))
            fields[str(child.field)] = (Annotated[inner, *field.metadata], field.default)
    made: type[Any] = create_model(f"Own_{name}", __base__=ours, **fields)
    return made


PACK = Pack("kt", models=tuple(own_class(name) for name in schema().roots if name not in FIXED))
TABLES = {name: table for name, table in PACK.schema.items() if table.pack is not None}
UNCOUNTED = {"absences", "work_entries", "other_allowances", "unit_successors", "unit_identifiers"}
"""What no measure counts, nor anything below it."""


def marked(name: str) -> Tables:
    """Return a register whose rows all have their own field filled, on an engine."""
    base, carry = register().tables, CARRIERS[name]()
    frames = {name: base.polars(name) for name in base}
    for own in TABLES.values():
        mark = pl.lit("x").alias(f"of_{own.parent}")
        keys = [name for name in own.names if name != f"of_{own.parent}"]
        if own.parent in frames:
            frames[own.name] = frames[own.parent].select(*keys, mark)
    stored = {
        name: [column.name for column in PACK.schema[name].columns if column.local_day_of is None]
        for name in frames
    }
    made = {name: carry(frame.select(*stored[name])) for name, frame in frames.items()}
    return Tables(made, as_of=AS_OF, pack=PACK)


def measures_by(field: str) -> list[str]:
    """Return a measure of each kind of rows that the field breaks down."""
    found: dict[str, str] = {}
    for each in MEASURES:
        (rows, *more) = {part.rows.name: part.rows for part in parts_of(each)}.values()
        plain = not (more or rows.has_no_day or rows.required_dimensions)
        if plain and OWN + field in add_own_dimensions(each, {field}, PACK.schema).dimensions:
            found.setdefault(rows.name, each.code)
    return [*found.values()]


def test_every_table_has_measures() -> None:
    """Whatever has rows that are counted, or rows below or next to them, breaks these measures down."""
    assert {own.parent for own in TABLES.values() if not measures_by(f"of_{own.parent}")} == UNCOUNTED
    assert measures_by("of_streams") == ["streams"]
    assert measures_by("of_items") == [
        "items",
        "summary_items",
        "item_topics",
        "streams",
        "prominent_matters",
        "watched_items",
    ]


OWN_FIELDS = ["streams", "items", "contents", "cases", "collaborators", "units", "terms"]


@pytest.mark.traced
@pytest.mark.parametrize(
    ("name", "own"),
    [
        *(("polars", each) for each in OWN_FIELDS),
        *(("duckdb_own", each) for each in ("streams", "contents", "collaborators")),
    ],
)
def test_counted_by_it(name: str, own: str) -> None:
    """All rows count under the value of theirs, on either engine; keys of two columns are found as well."""
    tables, field = marked(name), f"of_{own}"
    codes = measures_by(field) if name == "polars" else measures_by(field)[:3]
    question: Any = {"period": "2024", "calendar": SimpleCalendar()}
    whole = measure(tables, codes, **question).polars.filter(pl.col("value") > 0)
    found = measure(tables, codes, by=field, **question)

    counted = found.polars.filter(pl.col(field) == "x").select("measure", x="value")
    nowhere = {*found.polars.filter(pl.col(field).is_null(), pl.col("value") > 0)["measure"]}
    assert whole.height
    for code, value, x in (
        whole.join(counted, on="measure", how="left").select("measure", "value", "x").iter_rows()
    ):
        assert x == value or (own == "units" and code in nowhere), code
    assert "(x)" in found.to_text("vi")


def test_by_units_that_are_not_known() -> None:
    """By an own field of units no more is known than by the unit itself: who sent the author is open without collaborators."""
    tables = marked("polars")
    some = tables.select(name for name in tables if name not in {"collaborators", "memberships"})
    whole, part = (measure(each, "reports", where={"of_units": "x"}).polars for each in (tables, some))

    assert whole["qualifier"].to_list() == ["exact"]
    assert part["qualifier"].to_list() == ["unknown"]
