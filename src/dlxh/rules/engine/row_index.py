"""Tra dòng: single rows of tables by some of their values, so that one record can be judged without looking at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import polars as pl

from dlxh.register.conform import in_utc
from dlxh.register.layers import Layer
from dlxh.register.places import By, Find, Read, Values, finder_of
from dlxh.register.plain_rows import PlainRow
from dlxh.register.schema import SOURCE_ROW
from dlxh.rules.engine.fact_tables import FACTS
from dlxh.rules.language.lookups import FindRows, Lookup
from dlxh.rules.language.nodes import Col, Node, Subject
from dlxh.rules.language.to_closures import closure
from dlxh.rules.language.to_narwhals import Expressions

Columns: TypeAlias = Callable[[str], frozenset[str]]
"""What gives of a table the columns that rules read."""
Known: TypeAlias = dict[Values, list[PlainRow]]
"""Rows by some values."""


class RowIndex:
    """Rows of layers and, over them, rows that are judged; found by the values that rules look by.

    Attributes:
        as_of: The as-of day of the records.
        own: Rows above those of the layers, by table.
    """

    def __init__(
        self, layers: Sequence[Layer], own: Mapping[str, Sequence[PlainRow]], columns: Columns, as_of: date
    ) -> None:
        """Take the layers and the rows above them.

        Args:
            layers: The layers.
            own: Further rows, by table.
            columns: What gives of a table the columns that are read.
            as_of: The as-of day of the records.
        """
        self.as_of = as_of
        self.own = own
        self._columns = columns
        self._layers = layers
        self._made: dict[Lookup, FindRows] = {}
        self._frames: dict[tuple[int, str], pl.DataFrame] = {}
        self._seen: dict[tuple[int, str, int], PlainRow] = {}

    def look_by(self, lookup: Lookup) -> FindRows:
        """Return what finds the rows of a table by some values, those of the layers first; each is looked up once."""
        made = self._made.get(lookup)
        if made is None:
            made = self._made[lookup] = self._looking(lookup)
        return made

    def _looking(self, lookup: Lookup) -> FindRows:
        table, by = lookup
        if table in FACTS and table not in self.own:
            facts = _facts(table, tuple(by))
            return lambda values: facts.get(values, ())
        slots = [(nth, layer, _places(layer, lookup)) for nth, layer in enumerate(self._layers)]
        slots = [slot for slot in slots if table in slot[1].frames]
        own = _by_values(self.own.get(table, ()), table, by)
        known: Known = {}

        def find(values: Values) -> Sequence[PlainRow]:
            found = known.get(values)
            if found is None:
                found = [
                    self._row(nth, layer, table, place)
                    for nth, layer, places in slots
                    for place in places(values)
                    if not layer.is_gone(table, place)
                ]
                found += own.get(values, ())
                known[values] = found
            return found

        return find

    def _row(self, nth: int, layer: Layer, table: str, place: int) -> PlainRow:
        """Return a row, the same object each time."""
        known = self._seen.get((nth, table, place))
        if known is None:
            if (nth, table) not in self._frames:
                self._frames[nth, table] = _narrow(layer, table, self._columns(table))
            known = self._seen[nth, table, place] = self._frames[nth, table].row(place, named=True)
        return known


def _places(layer: Layer, lookup: Lookup) -> Find:
    """Return what finds the places in a layer of the rows of a table."""
    table, nodes = lookup
    by = tuple(node.name if isinstance(node, Col) else node for node in nodes)
    return finder_of(
        layer, table, by, None if all(isinstance(node, str) for node in by) else _reader(layer, table)
    )


def _reader(layer: Layer, table: str) -> Read:
    """Return what gives values by which rules look, of each row."""
    made = Expressions(date.min, lambda column: column.name, {})

    def read(by: By) -> pl.DataFrame:
        nodes: list[Any] = [Col(Subject(table), each) if isinstance(each, str) else each for each in by]
        keys = [made.of(node).alias(f"key{place}") for place, node in enumerate(nodes)]
        found: pl.DataFrame = in_utc(layer.frames[table].select(*keys).collect("polars").to_native())
        return found

    return read


def _narrow(layer: Layer, table: str, columns: frozenset[str]) -> pl.DataFrame:
    """Return the columns of a table that rules read, in memory."""

    def make() -> pl.DataFrame:
        there = layer.frames[table].collect_schema()
        return layer.columns(table, [name for name in there if name in columns or name == SOURCE_ROW])

    made: pl.DataFrame = layer.once((table, columns), make)
    return made


def _by_values(rows: Iterable[PlainRow], table: str, by: tuple[Node, ...]) -> Known:
    closures = [closure(node, {Subject(table): 1}) for node in by]
    found: Known = {}
    for row in rows:
        found.setdefault(tuple([each([None, row]) for each in closures]), []).append(row)
    return found


@cache
def _facts(table: str, by: tuple[Node, ...]) -> Known:
    return _by_values(FACTS[table]().rows(named=True), table, by)
