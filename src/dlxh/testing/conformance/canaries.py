"""Giá trị mồi: a register with a mark of its own in every restricted field, to look for wherever something is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from pydantic import ValidationError

from dlxh.register.columns import Column, Kind
from dlxh.register.register import Register
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.words.disclosure import Disclosure

_FORMS: Final = ("Zq7Kanari{}", "zq7kanari{}@example.vn", "0999{}777")
"""What a canary looks like: a name, an address, a telephone number; the first that a field takes.

Two of them could be ids: findings hide in their parameters whatever could not.
"""
_FIRST: Final = 101


@dataclass(frozen=True)
class Canaries:
    """A register with canaries, and what they are.

    Attributes:
        register: The register.
        values: Each canary by its field, as `table.column`.
        closed: The restricted fields that take no canary, because only codes, ids and days fit.
    """

    register: Register
    values: Mapping[str, str]
    closed: tuple[str, ...]


def set_canaries(tables: Tables) -> Canaries:
    """Return a register with a canary in each restricted field of text, in every row.

    >>> import dlxh
    >>> sorted(set_canaries(dlxh.read(dlxh.example("gia-lai")).register.tables).values)
    ['contacts.contact_email', 'contacts.contact_phone', 'contacts.name', 'persons.person']
    """
    values: dict[str, str] = {}
    closed: list[str] = []
    for table, column in _restricted_columns(tables):
        place = f"{table.name}.{column.name}"
        if not _takes_text(column):
            closed.append(place)
            continue
        for form in _FORMS:
            value = form.format(_FIRST + len(values))
            changed = _fill(tables, table, column.name, value)
            if _can_be_read(changed, table):
                tables, values[place] = changed, value
                break
        else:
            closed.append(place)
    return Canaries(Register.from_tables(tables), values, tuple(closed))


def _restricted_columns(tables: Tables) -> Iterator[tuple[Table, Column]]:
    """Yield the restricted columns of the tables that there are, and of those next to them that nothing was written into."""
    for name, table in tables.schema.items():
        if name in tables or (table.parent in tables and _is_next_to(table)):
            for column in table.own:
                if column.disclosure >= Disclosure.RESTRICTED:
                    yield table, column


def _is_next_to(table: Table) -> bool:
    """Return whether a table has at most one row for each row of its parent."""
    return table.parent is not None and table.value is None and len(table.key) == len(table.link)


def _takes_text(column: Column) -> bool:
    return (
        column.kind is Kind.TEXT and column.references is None and not column.closed and column.coding is None
    )


def _fill(tables: Tables, table: Table, column: str, value: str) -> Tables:
    """Return tables with a value in a column of every row; a table next to another gets a row for each row of that one."""
    frames: dict[str, Any] = {name: _without_computed(tables, name) for name in tables}
    if table.parent is not None and table.parent in tables and _is_next_to(table):
        parent = tables.schema[table.parent]
        keys = dict(zip(parent.key, table.link, strict=True))
        rows = tables.polars(table.parent).select(*keys, *(["network"] if "network" in parent.names else []))
        there = frames.get(table.name, pl.DataFrame(schema=_kinds(tables, table)))
        more = rows.rename(keys).join(there.select(table.link), on=table.link, how="anti")
        frames[table.name] = pl.concat([there, more], how="diagonal_relaxed")
    frames[table.name] = frames[table.name].with_columns(pl.lit(value).alias(column))
    kept: dict[str, Any] = {name: getattr(tables, name) for name in ("as_of", "partial", "places", "pack")}
    return Tables(frames, **kept, enforced=True)


def _without_computed(tables: Tables, name: str) -> pl.DataFrame:
    computed = [each.name for each in tables.schema[name].columns if each.local_day_of is not None]
    return tables.polars(name).drop(computed)


def _kinds(tables: Tables, table: Table) -> pl.Schema:
    empty = Tables(
        {table.name: pl.DataFrame(schema=dict.fromkeys(table.names, pl.String))},
        as_of=tables.as_of,
        pack=tables.pack,
    )
    return _without_computed(empty, table.name).schema


def _can_be_read(tables: Tables, table: Table) -> bool:
    """Return whether the models take what is in the tables."""
    root = table
    while root.parent is not None:
        root = tables.schema[root.parent]
    try:
        Register.from_tables(tables).all(tables.schema.roots[root.name])
    except ValidationError:
        return False
    return True
