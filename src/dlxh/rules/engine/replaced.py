"""Bản ghi bị thay: where the rows lie of records that others stand for, with those of all that they own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dlxh.register.layers import Layer
from dlxh.register.plain_rows import PlainRow
from dlxh.register.schema import Table, schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.row_index import places
from dlxh.rules.language.nodes import Col, Subject

Gone = Mapping[str, frozenset[int]]


def places_of(tables: Tables, rows: Mapping[str, Sequence[PlainRow]]) -> list[Gone]:
    """Return for each layer of the tables the places of the records that have the ids of some others.

    >>> from datetime import date
    >>> places_of(Tables({}, as_of=date(2025, 7, 1)), {})
    [{}]
    """
    ids = {name: [row["id"] for row in rows[name]] for name in rows if schema()[name].parent is None}
    return [_in_layer(layer, ids) for layer in tables.layers]


def _in_layer(layer: Layer, ids: Mapping[str, Iterable[str]]) -> Gone:
    found: dict[str, set[int]] = {}
    for name, keys in ids.items():
        for key in keys:
            for table, place in _owned(layer, schema()[name], ("id",), (key,)):
                found.setdefault(table, set()).add(place)
    return {table: frozenset(each) for table, each in found.items()}


def _owned(
    layer: Layer, table: Table, by: tuple[str, ...], values: tuple[Any, ...]
) -> Iterator[tuple[str, int]]:
    """Yield table and place of the rows that have some values, and of all that they own."""
    if table.name not in layer.frames:
        return
    lookup = (table.name, tuple(Col(Subject(table.name), name) for name in by))
    for place in places(layer, lookup, values):
        yield table.name, place
        children = [child for child in schema().values() if child.parent == table.name]
        key = _key(layer, table, place) if children else ()
        for child in children:
            yield from _owned(layer, child, child.link, key)


def _key(layer: Layer, table: Table, place: int) -> tuple[Any, ...]:
    """Return the key of a row at a place."""

    def make() -> Any:  # noqa: ANN401 - a frame of Polars
        return layer.frames[table.name].select(*table.key).collect("polars").to_native()

    found: tuple[Any, ...] = layer.once((table.name, "keys"), make).row(place)
    return found
