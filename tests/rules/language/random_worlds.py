"""Small tables of random rows: many cells are empty, keys are doubled, references lead nowhere or to two rows.

There are few values, so that rows meet. Only the columns of `COLUMNS` hold anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from random import Random
from typing import Any, Final

import polars as pl

from dlxh import Tables
from dlxh.register.columns import Kind
from dlxh.register.flatten import dtype
from dlxh.register.plain_rows import PlainRow
from dlxh.register.schema import schema
from dlxh.rules.language.declared import find_table
from dlxh.rules.language.lookups import FindRows, Lookup
from dlxh.rules.language.nodes import Subject
from dlxh.rules.language.to_closures import OnRow, closure

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "terms": ("id", "network", "label", "start", "end"),
    "memberships": ("id", "network", "term", "collaborator", "start", "end", "decision", "paid", "single_line"),
    "reports": (
        "id", "author", "author_unit", "replaces", "number", "secrecy_legal_basis",
        "received_at", "received_day", "event_at", "period_start", "period_end",
    ),
    "report_sources": ("report", "position", "source"),
    "events": ("case", "position", "sequence", "at", "day", "actor", "by", "allowed_amount"),
    "allowance_lines": ("id", "month", "scheme", "sequence", "amount", "due", "base_assumed"),
}  # fmt: skip
"""The columns that hold something; none takes the codes of a closed list, with which alone a rule may compare it."""
AS_OF: Final = date(2024, 2, 29)
TEXTS: Final = ("a", "b", "B", "ă", "đá", "")
INTEGERS: Final = (-3, -1, 0, 1, 2, 5)
DAYS: Final = (date(2023, 12, 31), date(2024, 1, 1), AS_OF, date(2024, 3, 1), date(2026, 6, 30))
INSTANTS: Final = (
    datetime(2024, 2, 28, 16, 59, 59, tzinfo=UTC),
    datetime(2024, 2, 28, 17, tzinfo=UTC),
    datetime(2024, 2, 29, tzinfo=UTC),
)
VALUES: Final[dict[Kind, tuple[Any, ...]]] = {
    Kind.TEXT: TEXTS,
    Kind.INTEGER: INTEGERS,
    Kind.DAY: DAYS,
    Kind.INSTANT: INSTANTS,
    Kind.BOOLEAN: (True, False),
}
_NULLS: Final = 0.3
_KEY_NULLS: Final = 0.06
Carry = Callable[[pl.DataFrame], Any]


@dataclass(frozen=True)
class World:
    """The tables of one world.

    Attributes:
        frames: A frame for each table.
    """

    frames: dict[str, pl.DataFrame]

    def tables(self, carry: Carry = lambda frame: frame) -> Tables:
        """Return the tables on an engine."""
        return Tables({name: carry(frame) for name, frame in self.frames.items()}, as_of=AS_OF)

    @cached_property
    def store(self) -> "Store":
        """The same rows as plain ones; computed columns and defaults are filled."""
        tables = self.tables()
        return Store({name: list(tables.polars(name).to_dicts()) for name in tables})


class Store:
    """Plain rows, looked up as a register would."""

    def __init__(self, rows: dict[str, list[PlainRow]], as_of: date = AS_OF) -> None:
        self.rows = rows
        self.as_of = as_of
        self._found: dict[Lookup, dict[tuple[Any, ...], list[PlainRow]]] = {}

    def look_by(self, lookup: Lookup) -> FindRows:
        """Return what finds the rows of a table that have some values."""
        if lookup not in self._found:
            table, by = lookup
            asked = [closure(node, {Subject(table): 1}) for node in by]
            found = self._found[lookup] = {}
            for row in self.rows[table]:
                found.setdefault(_values(asked, self.as_of, row), []).append(row)
        known = self._found[lookup]

        def find(values: tuple[Any, ...]) -> Sequence[PlainRow]:
            assert None not in values
            return known.get(values, ())

        return find

    def by_key(self, table: str) -> list[list[PlainRow]]:
        """Return the rows of a table, all rows with one key together."""
        found: dict[tuple[Any, ...], list[PlainRow]] = {}
        for row in self.rows[table]:
            found.setdefault(tuple(row[name] for name in find_table(table).key), []).append(row)
        return list(found.values())


def _values(asked: list[OnRow], as_of: date, row: PlainRow) -> tuple[Any, ...]:
    return tuple(each([as_of, row]) for each in asked)


def record_of(table: str, row: PlainRow) -> str | None:
    """Return what findings call a row."""
    key = [row[name] for name in find_table(table).key]
    return None if None in key else "#".join(map(str, key))


def world(random: Random) -> World:
    """Return a world of some ten rows in each table."""
    return World({name: _frame(random, name) for name in COLUMNS})


def _frame(random: Random, name: str) -> pl.DataFrame:
    table = schema()[name]
    height = random.randint(6, 12)
    columns = []
    for column in table.columns:
        if column.local_day_of is not None:
            continue
        cells = [None] * height
        if column.name in COLUMNS[name]:
            nulls = _KEY_NULLS if column.name in table.key else _NULLS
            cells = [
                None if random.random() < nulls else random.choice(VALUES[column.kind]) for _ in range(height)
            ]
        columns.append(pl.Series(column.name, cells, dtype(column.kind)))
    return pl.DataFrame(columns)
