"""Hợp: the tables of two registers together; a record that is alike in both is there once, and nothing that was read is lost."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dlxh.register.coverage import narrow_partial
from dlxh.register.tables import Tables
from dlxh.register.views import Views

if TYPE_CHECKING:
    from dlxh.register.register import Register


def join_tables(first: Tables, other: Tables, alike: Mapping[str, Iterable[str]]) -> Tables:
    """Return both, with rows that no record owns and with what is wrong with lines that are not rows.

    Args:
        first: Tables.
        other: Others; they are read into memory.
        alike: By root table the ids of the other that the first holds with the same content; an id that is there twice
            is repeated here, and stays repeated.

    Raises:
        TableError: the first are held by another engine than Polars, and the other hold more.

    >>> from datetime import date
    >>> none = Tables({}, as_of=date(2024, 7, 1))
    >>> join_tables(none, none, {}).names
    ()
    """
    rest = other.collect()
    for name, ids in alike.items():
        number = Counter(ids)
        rest = rest.without(name, [key for key, times in number.items() if times == 1])
        first = first.without(name, [key for key, times in number.items() if times > 1])
    frames = {}
    for name in rest:
        rows, table = rest.polars(name), rest.schema[name]
        if table.parent is not None and name in first and rows.height:
            # a row without its owner may be held by both as well
            known = first.polars(name).select(table.names)
            rows = rows.join(known, on=table.names, how="anti", nulls_equal=True, maintain_order="left")
        if rows.height or name not in first:
            frames[name] = rows
    there = dict.fromkeys(first.refused)
    more = Tables(
        frames,
        as_of=other.as_of,
        partial=other.partial,
        places={name: file for name, file in other.places.items() if name in frames},
        enforced=other.enforced,
        pack=rest.pack,
        refused=[finding for finding in other.refused if finding not in there],
    )
    return first.append(more)


def holds_an_id_twice(register: Views) -> bool:
    """Return whether two records of one kind have one id."""
    found = [(model, record.id) for model in register.schema.roots.values() for record in register.all(model)]  # type: ignore[attr-defined] # every record has one
    return len(set(found)) < len(found)


def gaps(register: "Register", other: "Register") -> dict[str, frozenset[str]]:
    """Return what a register lacks that another one has: what it is partial in, and the tables that only the other has."""
    absent = set(other.tables.names).difference(register.tables.names)
    return narrow_partial(register.partial, (network.id for network in register.networks), absent)
