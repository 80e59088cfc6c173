"""Quan hệ: tables of DuckDB and Spark joined and cut; the engine works that out when they are read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals as nw

from dlxh.register.conform import in_utc
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table

Frames: TypeAlias = Mapping[str, nw.LazyFrame[Any]]


class Held(Mapping[str, "nw.LazyFrame[Any]"]):
    """Tables of another engine in memory: each is read on first use, and kept.

    So the rows have one order, which an engine need not give them twice.

    >>> import narwhals as nw, polars as pl
    >>> held = Held({"terms": nw.from_native(pl.LazyFrame({"id": ["NK-1"]}))})
    >>> list(held), len(held), "terms" in held, held["terms"] is held["terms"]
    (['terms'], 1, True, True)
    """

    __slots__ = ("_held", "_relations")

    def __init__(self, relations: Frames) -> None:
        self._relations = relations
        self._held: dict[str, nw.LazyFrame[Any]] = {}

    def __getitem__(self, name: str) -> nw.LazyFrame[Any]:
        if name not in self._held:
            rows = in_utc(self._relations[name].collect("polars").to_native())
            self._held[name] = nw.from_native(rows.lazy())
        return self._held[name]

    def __contains__(self, name: object) -> bool:
        return name in self._relations

    def __iter__(self) -> Iterator[str]:
        return iter(self._relations)

    def __len__(self) -> int:
        return len(self._relations)


def join_relations(frames: Frames, more: Frames) -> dict[str, nw.LazyFrame[Any]]:
    """Return both, one appended to the other.

    >>> join_relations({}, {})
    {}
    """
    both = {name: nw.concat([frames[name], more[name]]) for name in frames if name in more}
    return {**frames, **more, **both}


def take_out(frames: Frames, name: str, ids: Sequence[str], known: Schema) -> dict[str, nw.LazyFrame[Any]]:
    """Return frames without some records of a root table, and without what these own.

    >>> import polars as pl
    >>> from dlxh.register.schema import schema
    >>> reports = nw.from_native(pl.LazyFrame({"id": ["a", "b"]}))
    >>> take_out({"reports": reports}, "reports", ["a"], schema())["reports"].collect()["id"].to_list()
    ['b']
    """
    left = dict(frames)
    if name not in left:
        return left
    gone = left[name].filter(nw.col("id").is_in(list(ids))).select("id")
    _take_out(left, known[name], gone, known)
    return left


def _take_out(
    frames: dict[str, nw.LazyFrame[Any]], table: Table, gone: nw.LazyFrame[Any], known: Schema
) -> None:
    for child in known.below(table.name):
        if child.name in frames:
            owners = gone.rename(dict(zip(table.key, child.link, strict=True)))
            own = frames[child.name].join(owners, on=list(child.link), how="semi").select(*child.key)
            _take_out(frames, child, own, known)
    frames[table.name] = frames[table.name].join(gone, on=list(table.key), how="anti")
