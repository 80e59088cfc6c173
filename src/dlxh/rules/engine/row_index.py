"""Tra dòng: single rows of tables by some of their values, so that one record can be judged without looking at all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from dlxh.register.conform import in_utc
from dlxh.register.layers import Layer
from dlxh.register.places import at, by_values, places
from dlxh.register.plain_rows import PlainRow
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.engine.fact_tables import FACTS
from dlxh.rules.language.nodes import Col, Node, Subject
from dlxh.rules.language.on_rows import Lookup
from dlxh.rules.language.to_closures import closure

if TYPE_CHECKING:
    import polars as pl

Columns: TypeAlias = Mapping[str, frozenset[str]]
"""Of each table the columns that rules read."""


class RowIndex:
    """Rows of tables and, over them, rows that are judged; found by the values that rules look by.

    Attributes:
        as_of: The day as of which the records are true.
        own: Rows that lie over those of the tables, by table.
    """

    def __init__(
        self,
        tables: Tables,
        own: Mapping[str, Sequence[PlainRow]],
        columns: Columns,
    ) -> None:
        """Take the tables and what lies over them.

        Args:
            tables: The tables.
            own: Further rows, by table.
            columns: Of each table the columns that are read.
        """
        self.as_of: date = tables.as_of
        self.own = own
        self._columns = columns
        self._layers = tables.layers
        self._own_rows: dict[Lookup, dict[tuple[Any, ...], list[PlainRow]]] = {}
        self._seen: dict[tuple[int, str, int], PlainRow] = {}

    def find(self, lookup: Lookup, values: tuple[Any, ...]) -> list[PlainRow]:
        """Return the rows of a table that have some values, those of the tables first."""
        table, by = lookup
        if table in FACTS and table not in self.own:
            return _fact(table, tuple(by), values)
        found = list(self._of_layers(lookup, values))
        if table in self.own:
            if lookup not in self._own_rows:
                self._own_rows[lookup] = _by_values(self.own[table], table, by)
            found += self._own_rows[lookup].get(values, ())
        return found

    def _of_layers(self, lookup: Lookup, values: tuple[Any, ...]) -> Iterator[PlainRow]:
        table = lookup[0]
        for nth, layer in enumerate(self._layers):
            for place in _places(layer, lookup, values):
                if not layer.is_gone(table, place):
                    yield self._row(nth, layer, table, place)

    def _row(self, nth: int, layer: Layer, table: str, place: int) -> PlainRow:
        """Return a row, the same each time that it is asked for."""
        known = self._seen.get((nth, table, place))
        if known is None:
            frame = _narrow(layer, table, self._columns.get(table, frozenset()))
            known = self._seen[nth, table, place] = frame.row(place, named=True)
        return known


def _places(layer: Layer, lookup: Lookup, values: tuple[Any, ...]) -> Sequence[int]:
    """Return the places in a layer of the rows of a table that have some values."""
    table, by = lookup
    if table not in layer.frames:
        return ()
    if all(isinstance(node, Col) for node in by):
        return places(layer, table, tuple(node.name for node in by if isinstance(node, Col)), values)
    return at(layer.once(lookup, lambda: by_values(_keys(layer, lookup))), values)


def _narrow(layer: Layer, table: str, columns: frozenset[str]) -> "pl.DataFrame":
    """Return the columns of a table that rules read, in memory."""

    def make() -> "pl.DataFrame":
        frame = layer.frames[table]
        wanted = [name for name in frame.collect_schema() if name in columns or name == SOURCE_ROW]
        made: pl.DataFrame = in_utc(frame.select(*wanted).collect("polars").to_native())
        return made

    made: pl.DataFrame = layer.once((table, columns), make)
    return made


def _keys(layer: Layer, lookup: Lookup) -> "pl.DataFrame":
    """Return the values by which rules look, of each row."""
    from dlxh.rules.language.to_narwhals import Expressions  # noqa: PLC0415

    table, by = lookup
    made = Expressions(date.min, lambda column: column.name, {})
    keys = [made.of(node).alias(f"key{place}") for place, node in enumerate(by)]
    found: pl.DataFrame = in_utc(layer.frames[table].select(*keys).collect("polars").to_native())
    return found


def _by_values(
    rows: Sequence[PlainRow], table: str, by: tuple[Node, ...]
) -> dict[tuple[Any, ...], list[PlainRow]]:
    asked = [closure(node, {Subject(table): 1}) for node in by]
    found: dict[tuple[Any, ...], list[PlainRow]] = {}
    for row in rows:
        found.setdefault(tuple(each([None, row]) for each in asked), []).append(row)
    return found


@cache
def _facts(table: str, by: tuple[Node, ...]) -> dict[tuple[Any, ...], list[PlainRow]]:
    return _by_values(FACTS[table]().rows(named=True), table, by)


def _fact(table: str, by: tuple[Node, ...], values: tuple[Any, ...]) -> list[PlainRow]:
    return _facts(table, by).get(values, [])
