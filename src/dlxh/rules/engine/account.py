"""Bản kê: what a check can say afterwards: how many rows were judged, how many are open, and the place of each finding."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import narwhals as nw
import polars as pl

from dlxh.register.constraints.constraint import Constraint
from dlxh.register.known_tables import Schema
from dlxh.register.pointers import Owners, pointers
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.rules.engine.answers import NETWORK
from dlxh.rules.engine.batch import Batch
from dlxh.rules.engine.coverage import rows_held_to, rows_judged_by
from dlxh.rules.engine.row_numbers import add_row_numbers
from dlxh.rules.engine.row_pass import RowPass
from dlxh.rules.language.parts import Part
from dlxh.rules.rule import Rule

Asks: TypeAlias = Callable[[Rule, Part], bool]
"""Which parts of rules are run."""
_OF_ROOT = ("root", "pointer")
_MOST_KEYS = 10_000
"""Up to this many keys are looked up; with more all rows are looked at."""


def every_part(_: Rule, __: Part) -> bool:
    """Return that each part of a rule is run."""
    return True


class Account(Protocol):
    """What knows of a check what its findings do not say."""

    def unknown(self) -> dict[str, int]:
        """Return by rule the number of rows with a missing input."""
        ...

    def rows_judged(self) -> dict[str, int]:
        """Return by rule, and by code of constraints, the number of rows that it judged."""
        ...

    def add_numbers(self, batch: Batch) -> Batch:
        """Return findings with the numbers of their rows."""
        ...

    def add_places(self, batch: Batch) -> Batch:
        """Return numbered findings with the places of their rows in a record."""
        ...


@dataclass(frozen=True, slots=True)
class KeptAccount:
    """The account of a check from before it was pickled; its findings have their places."""

    open: Mapping[str, int]
    rows: Mapping[str, int]

    def unknown(self) -> dict[str, int]:
        """Return by rule the number of rows with a missing input."""
        return dict(self.open)

    def rows_judged(self) -> dict[str, int]:
        """Return by rule the number of rows that it judged."""
        return dict(self.rows)

    def add_numbers(self, batch: Batch) -> Batch:
        """Return the findings as they are."""
        return batch

    def add_places(self, batch: Batch) -> Batch:
        """Return the findings as they are."""
        return batch


@dataclass(frozen=True, slots=True)
class TablesAccount:
    """What is known of a check of tables.

    Attributes:
        tables: What was judged.
        passes: The passes over single rows.
        rules: The rules that judged.
        asks: Which of their parts were run.
        takes: Which constraints of the passes were wanted.
    """

    tables: Tables
    passes: Sequence[RowPass]
    rules: Sequence[Rule]
    asks: Asks
    takes: Callable[[Constraint], bool]

    def unknown(self) -> dict[str, int]:
        """Return by rule the number of rows with a missing input."""
        found: dict[str, int] = {}
        for each in self.passes:
            found |= each.unknown()
        return found

    def rows_judged(self) -> dict[str, int]:
        """Return by code of constraints and by rule the number of rows that it judged."""
        held = {
            each.name: {law.code for law in each.constraints if self.takes(law)}
            for each in self.passes
            if each.constraints
        }
        return rows_held_to(held, self.tables) | rows_judged_by(self.rules, self.tables, self.asks)

    def add_numbers(self, batch: Batch) -> Batch:
        """Return findings with the numbers of their rows."""
        return add_row_numbers(batch, self.tables)

    def add_places(self, batch: Batch) -> Batch:
        """Return numbered findings with the places of their rows in a record."""
        return with_pointers(batch, self._owners, known=self.tables.schema)

    def _owners(self, table: Table, keys: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Return the places of a table's rows among those of their owners; places follow the column `position`.

        An owner that is not there is shown nowhere: it may be anything, a person's name too.
        Owners of one id in two networks are two.
        """
        if table.name not in self.tables:
            return {}

        def join_names(names: Sequence[str]) -> nw.Expr:
            return nw.concat_str([nw.col(name).cast(nw.String()) for name in names], separator="#")

        key, owner = join_names(table.key).alias("key"), join_names(table.link).alias("owner")
        own = [NETWORK] if NETWORK in table.names else []
        rows = self.tables[table.name].select(key, owner, nw.col("position").alias("place"), *own)
        if len(keys) <= _MOST_KEYS:
            owners = rows.filter(nw.col("key").is_in(list(keys))).select("owner").unique()
            rows = rows.join(owners, on="owner", how="semi")
        if table.parent in self.tables:
            there = self.tables[str(table.parent)].select(
                join_names(self.tables.schema[str(table.parent)].key).alias("owner")
            )
            rows = rows.join(there, on="owner", how="semi")
        frame: pl.DataFrame = rows.collect("polars").to_native().sort("owner", "place", nulls_last=False)
        ranked = frame.with_columns(pl.int_range(pl.len()).over("owner", *own).alias("place"))
        known = ranked.select("key", "owner", "place").drop_nulls().reverse()
        return {key: (owner, place) for key, owner, place in known.iter_rows()}


def with_pointers(
    batch: Batch, owners: Owners, is_given: Callable[[str, str], bool] | None = None, *, known: Schema
) -> Batch:
    """Return findings with the record that owns each row, and the pointer to the row from there.

    Args:
        batch: The findings.
        owners: The places of rows among those of their owners.
        known: The tables that there may be.
        is_given: Whether the root table has, among the records that are meant, one of some id; None: all are meant.
    """
    rows, names = batch.rows, ["record", "table", *_OF_ROOT]
    named = "table" in rows.columns
    if not named and is_given is None and [_is_root(known, name) for name in batch.tables] == [True]:
        return batch.with_rows(rows.with_columns(pl.col("record").alias("root"), pl.lit("").alias("pointer")))
    found: list[tuple[str, str, str, str]] = []
    for name in batch.tables:
        own, top = rows.filter(table=name) if named else rows, _root(known, name)
        for key, (root, pointer) in pointers(
            name, own["record"].drop_nulls().unique(), owners, known
        ).items():
            if is_given is None or is_given(top, root):
                found.append((key, name, root, pointer))
    placed = pl.DataFrame(found, schema=[(name, pl.String) for name in names], orient="row")
    on = ["record", "table"] if named else ["record"]
    return batch.with_rows(rows.join(placed.select(*on, *_OF_ROOT), on=on, how="left", maintain_order="left"))


def _is_root(known: Schema, name: str) -> bool:
    return known[name].parent is None


def _root(known: Schema, name: str) -> str:
    parent = known[name].parent
    return name if parent is None else _root(known, parent)
