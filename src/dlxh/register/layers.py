"""Lớp: rows of tables in layers, with the indexes that find single rows."""

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

from dlxh.register.conform import in_utc
from dlxh.register.piles import push
from dlxh.register.schema import schema

Gone: TypeAlias = Mapping[str, frozenset[int]]
"""By name of table places of rows."""
_PLACE = "dlxh_place"


class Layer:
    """Frames of Polars by name of table, and places in them of rows that are gone.

    Tables that grow have several layers, so that what was made of one is kept when rows are added to others.

    Attributes:
        frames: The frames; the place of a row is its number in the frame, from 0.
        rows: How many rows they have; None: they are read when needed, such as a scan of files.
    """

    __slots__ = ("_gone", "_made", "frames", "rows")

    def __init__(
        self, frames: Mapping[str, nw.LazyFrame[Any]], rows: int | None = None, gone: Sequence[Gone] = ()
    ) -> None:
        self.frames = frames
        self.rows = rows
        self._gone = tuple(gone)
        self._made: dict[Hashable, Any] = {}

    @property
    def lost(self) -> int:
        """How many rows are gone."""
        return sum(map(_number, self._gone))

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what upper rooms make
        """Return what was made of the frames under a key, made on first use.

        >>> Layer({}).once("answer", lambda: 42)
        42
        """
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def columns(self, table: str, names: Sequence[str]) -> pl.DataFrame:
        """Return columns of a table, in memory and with their instants in UTC.

        >>> import narwhals as nw, polars as pl
        >>> layer = Layer({"terms": nw.from_native(pl.LazyFrame({"id": ["t1"], "label": ["2021"]}))}, 1)
        >>> layer.columns("terms", ["label"]).rows()
        [('2021',)]
        """
        if self.rows is None:
            return in_utc(_in_memory(self.frames[table].select(*names)))
        whole: pl.DataFrame = self.once(table, lambda: _in_memory(self.frames[table]))
        return in_utc(whole[list(names)])  # quicker than select, which makes a query

    def is_gone(self, table: str, place: int) -> bool:
        """Return whether a row is gone.

        >>> Layer({}, gone=[{"reports": frozenset({3})}]).is_gone("reports", 3)
        True
        """
        return any(place in each.get(table, ()) for each in self._gone)

    def but(self, gone: Gone) -> "Layer":
        """Return the same frames with more rows gone, and with what was made of them."""
        gone = {name: places for name, places in gone.items() if places}
        if not gone:
            return self
        same = Layer(self.frames, self.rows, push(self._gone, [gone], _number, _both))
        same._made = self._made
        return same

    def select(self, names: Sequence[str]) -> "Layer":
        """Return the same layer without the other tables."""
        frames = {name: frame for name, frame in self.frames.items() if name in names}
        gone = [{name: places for name, places in each.items() if name in names} for each in self._gone]
        return Layer(frames, self.rows, [each for each in gone if each])

    def rows_left(self, name: str) -> nw.LazyFrame[Any]:
        """Return a table without the rows that are gone."""
        frame = self.frames[name]
        places = [place for each in self._gone for place in each.get(name, ())]
        if not places:
            return frame
        gone = pl.col(_PLACE).is_in(pl.Series(places, dtype=pl.UInt32).implode())
        native: pl.LazyFrame = frame.to_native()
        kept = nw.from_native(native.with_row_index(_PLACE).filter(~gone).drop(_PLACE))
        return kept if self.rows is None else nw.from_native(_in_memory(kept).lazy())


def _number(gone: Gone) -> int:
    return sum(map(len, gone.values()))


def _both(first: Gone, second: Gone) -> Gone:
    none: frozenset[int] = frozenset()
    return {name: first.get(name, none) | second.get(name, none) for name in {**first, **second}}


def _in_memory(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    found: pl.DataFrame = frame.collect("polars").to_native()
    return found


def join_layers(layers: Sequence[Layer], name: str) -> nw.LazyFrame[Any]:
    """Return a table of several layers as one, without the rows that are gone."""
    holding = [layer for layer in layers if name in layer.frames]
    parts = [layer.rows_left(name) for layer in holding]
    if len(parts) == 1:
        return parts[0]
    if any(layer.rows is None for layer in holding):
        return nw.concat(parts)
    return nw.from_native(pl.concat([_in_memory(part) for part in parts], rechunk=False).lazy())


def merge_layers(*layers: Layer) -> Layer:
    """Return layers in memory as one, without the rows that are gone; a table where nothing changes remains as it is."""
    frames = {}
    for name in dict.fromkeys(name for layer in layers for name in layer.frames):
        frame = join_layers(layers, name)
        several = sum(name in layer.frames for layer in layers) > 1
        frames[name] = nw.from_native(_in_memory(frame).rechunk().lazy()) if several else frame
    return Layer(frames, sum((layer.rows or 0) - layer.lost for layer in layers))


def in_order_of_schema(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of tables in the order of our schema; those of others come after them.

    >>> in_order_of_schema({"reports_gl", "reports", "units"})
    ('units', 'reports', 'reports_gl')
    """
    there = set(names)
    ours = tuple(name for name in schema() if name in there)
    return (*ours, *sorted(there.difference(ours)))


class Stack(Mapping[str, "nw.LazyFrame[Any]"]):
    """Tables of Polars in layers, later ones below earlier ones; each is joined on first use.

    Attributes:
        layers: The layers.
    """

    __slots__ = ("_made", "_names", "layers")

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)
        there = {name for layer in layers for name in layer.frames}
        self._names = in_order_of_schema(there)
        self._made: dict[str, nw.LazyFrame[Any]] = {}

    def __getitem__(self, name: str) -> nw.LazyFrame[Any]:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = join_layers(self.layers, name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def append(self, other: "Stack") -> "Stack":
        """Return both, one appended to the other."""
        more = (layer for layer in other.layers if layer.frames)
        return Stack(push(self.layers, more, _size, merge_layers))

    def without(self, gone: Sequence[Gone]) -> "Stack":
        """Return the same tables with more rows gone, given for each layer; what is half gone is written anew."""
        left = [layer.but(places) for layer, places in zip(self.layers, gone, strict=True)]
        return Stack(push((), map(_compact, left), _size, merge_layers))

    def select(self, names: Sequence[str]) -> "Stack":
        """Return some of the tables."""
        return Stack([layer.select(names) for layer in self.layers])


def _size(layer: Layer) -> float:
    return math.inf if layer.rows is None else layer.rows - layer.lost + 1


def _compact(layer: Layer) -> Layer:
    return merge_layers(layer) if layer.rows is not None and 2 * layer.lost > layer.rows else layer


def stack(frames: Mapping[str, nw.LazyFrame[Any]], rows: int | None) -> Mapping[str, nw.LazyFrame[Any]]:
    """Return frames in the order of the schema, those of Polars as layers that may grow."""
    ordered = {name: frames[name] for name in in_order_of_schema(frames)}
    if any(not frame.implementation.is_polars() for frame in ordered.values()):
        return ordered
    return Stack([Layer(ordered, rows)] if ordered else [])


def to_pickle(
    frames: Mapping[str, nw.LazyFrame[Any]], *, collect: bool
) -> dict[str, pl.DataFrame | pl.LazyFrame]:
    """Return frames of Polars as they are pickled: their rows, or how they are read."""
    return {name: _in_memory(frame) if collect else frame.to_native() for name, frame in frames.items()}


def from_pickle(frames: Mapping[str, pl.DataFrame | pl.LazyFrame]) -> dict[str, nw.LazyFrame[Any]]:
    """Return frames that were pickled."""
    return {name: nw.from_native(frame.lazy()) for name, frame in frames.items()}
