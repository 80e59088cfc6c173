"""Nâng phiên bản: rows stored in an earlier version led to this one, step by step, whether flat or nested."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import product
from typing import Any

from dlxh.register.known_tables import Schema
from dlxh.register.upgrade_cells import Cells, FlatCells, NestedCells
from dlxh.register.upgrade_step import Codes, Step, name_inside, steps_from, upgrade_steps


@dataclass(slots=True)
class Changes:
    """What steps did to one row.

    Attributes:
        made: Table and change, one for each that changed something.
        dropped: JSON pointer and value of what has no place any more.
        unclear: The field that a step could not decide, if there is one.
    """

    made: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[tuple[str, Any]] = field(default_factory=list)
    unclear: str | None = None


def carry_out(step: Step, cells: Cells, changes: Changes) -> None:
    """Carry out a step on a row, and note what it did."""
    if any(cells.get(name) != value for name, value in step.when.items()):
        return
    for old, new in step.rename.items():
        _rename(step, cells, changes, old, new)
    for name in step.drop:
        for rest, value in cells.take(name).items():
            changes.dropped.append((cells.pointer(name + rest), value))
            changes.made.append((step.table, f"{name_inside(step, name)} ->"))
    for name, codes in step.codes.items():
        _recode(step, cells, changes, name, codes)
    for name, value in step.add.items():
        if cells.get(name) is None:
            cells.put(name, value)
            changes.made.append((step.table, f"-> {name_inside(step, name)}"))


def _rename(step: Step, cells: Cells, changes: Changes, old: str, new: str) -> None:
    found = cells.take(old)
    for rest, value in found.items():
        there = cells.get(new + rest)
        if there is not None and there != value:
            changes.unclear = name_inside(step, old)
        cells.put(new + rest, value)
    if found:
        changes.made.append((step.table, f"{name_inside(step, old)} -> {name_inside(step, new)}"))


def _recode(step: Step, cells: Cells, changes: Changes, name: str, codes: Codes) -> None:
    old = cells.get(name)
    if not isinstance(old, str) or old not in codes:
        return
    new = codes[old]
    if isinstance(new, tuple):
        changes.unclear = name_inside(step, name)
        return
    if new:
        cells.put(name, new)
    else:
        cells.take(name)
        changes.dropped.append((cells.pointer(name), old))
    changes.made.append((step.table, f"{name_inside(step, name)}: {old} -> {new}".rstrip()))


def upgrade_flat(table: str, row: dict[str, Any], version: int) -> Changes:
    """Lead a flat row, which is changed, from a version to this one, and return what was done.

    >>> row = {"id": "sk1", "within_amount": 10, "within_unit": "day"}
    >>> upgrade_flat("events", row, 1).made, sorted(row)
    ([('events', 'within -> allowed')], ['allowed_amount', 'allowed_unit', 'id'])
    """
    changes = Changes()
    for step in steps_from(version, table):
        carry_out(step, FlatCells(row, step.path), changes)
    return changes


def upgrade_nested(known: Schema, root: str, row: dict[str, Any], version: int) -> Changes:
    """Lead a nested record, which is changed, from a version to this one, and return what was done.

    >>> from dlxh.register.schema import schema
    >>> row = {"id": "xm1", "events": [{"within": {"amount": 10, "unit": "day"}}]}
    >>> upgrade_nested(schema(), "cases", row, 1).made, row["events"][0]
    ([('events', 'within -> allowed')], {'allowed': {'amount': 10, 'unit': 'day'}})
    """
    changes = Changes()
    for step, chain in _steps_below(known, root, version):
        _each_row(row, chain, "", partial(_on_object, step, changes))
    return changes


def _on_object(step: Step, changes: Changes, row: dict[str, Any], above: str) -> None:
    inner: Any = row
    for name in step.path:
        inner = inner.get(name) if isinstance(inner, dict) else None
    if isinstance(inner, dict):
        carry_out(step, NestedCells(row, step.path, above), changes)


def _each_row(
    row: dict[str, Any], chain: tuple[str, ...], above: str, act: Callable[[dict[str, Any], str], None]
) -> None:
    """Act on a copy of each object at the end of a chain of lists, put in its place."""
    if not chain:
        act(row, above)
        return
    first, *rest = chain
    inner = row.get(first)
    if isinstance(inner, list | tuple):
        copies = [dict(each) if isinstance(each, Mapping) else each for each in inner]
        row[first] = copies
        for place, each in enumerate(copies):
            if isinstance(each, dict):
                _each_row(each, tuple(rest), f"{above}/{first}/{place}", act)


def _steps_below(known: Schema, root: str, version: int) -> tuple[tuple[Step, tuple[str, ...]], ...]:
    """Return the steps of a table of records and of all below it, each with the fields that lead to its rows."""
    pairs = product(upgrade_steps(), chains_below(known, root))
    return tuple((step, chain) for step, (name, chain) in pairs if step.to > version and step.table == name)


@cache
def chains_below(known: Schema, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return a table and those of what its rows own, each with the fields that lead from a record to its rows.

    >>> from dlxh.register.schema import schema
    >>> dict(chains_below(schema(), "reports"))["streams"]
    ('items', 'streams')
    """
    below = (
        (inner, (str(child.field), *chain))
        for child in known.children(name)
        if child.value is None
        for inner, chain in chains_below(known, child.name)
    )
    return ((name, ()), *below)
