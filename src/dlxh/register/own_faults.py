"""Lỗi ở trường riêng: faults of own fields in a nested record, which cost the own row and not the record."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic_core import ErrorDetails

from dlxh.models.code_fields import name_allowed
from dlxh.models.near_codes import with_near_code
from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.json_text import Json, text_of
from dlxh.register.known_tables import Schema
from dlxh.register.labels import name_in_own
from dlxh.register.rows import row_reader
from dlxh.register.schema import Table

Steps: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """Own fields of one row in a record, where one at least does not fit; or one of several values of an own field.

    Attributes:
        table: The own table whose row they are.
        steps: The way from the record to the row, or to the value; to the field, where that holds no list of values.
        faults: What pydantic says of the fields.
    """

    table: Table
    steps: Steps
    faults: list[ErrorDetails] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        """The fields that the row has."""
        return frozenset(column.path[0] for column in self.table.own if column.path)

    @property
    def owner(self) -> Steps:
        """The way from the record to the row whose fields they are."""
        return self.steps if self.table.field is None else self.steps[: (len(self.steps) - 1) // 2 * 2]


def find_own_rows(known: Schema, name: str, faults: Iterable[ErrorDetails]) -> list[OwnRow]:
    """Return the own rows at fault in a record of a table; faults of fields of ours are in none.

    >>> from dlxh.register.schema import schema
    >>> find_own_rows(schema(), "reports", [])
    []
    """
    found: dict[tuple[str, Steps], OwnRow] = {}
    for fault in faults:
        if (place := _owner(known, name, fault["loc"])) is not None:
            table, steps = place
            found.setdefault((table.name, steps), OwnRow(table, steps)).faults.append(fault)
    return list(found.values())


def _owner(known: Schema, name: str, steps: Steps) -> tuple[Table, Steps] | None:
    """Return the own table of a field, and the way to the row that has it; None: it is a field of ours."""
    for nth in range(0, len(steps), 2):
        for part in known.own(name):
            if any(column.path[:1] == steps[nth : nth + 1] for column in part.own):
                return part, steps[:nth]
        child = next((child for child in known.children(name) if child.field == steps[nth]), None)
        if child is None:
            return None
        if child.pack is not None:
            return child, steps[: nth + 2]
        name = child.name
    return None


def without(record: Json, lost: Iterable[OwnRow]) -> Json:
    """Return a record without some own rows.

    >>> without({"id": "b1"}, [])
    {'id': 'b1'}
    """
    for row in sorted(lost, key=lambda each: each.steps, reverse=True):  # the last value of several first
        names = row.names if row.table.field is None else frozenset(row.steps[-1:])
        record = _without(record, row.steps if row.table.field is None else row.steps[:-1], names)
    return record


def _without(value: Json, steps: Steps, names: Container[object]) -> Json:
    if not steps and isinstance(value, list):
        return [each for nth, each in enumerate(value) if nth not in names]
    if not steps:
        return {name: cell for name, cell in value.items() if name not in names}
    inner = _without(value[steps[0]], steps[1:], names)
    if isinstance(value, list):
        return [inner if nth == steps[0] else each for nth, each in enumerate(value)]
    return value | {steps[0]: inner}


def refuse_own_row(record: dict[str, Any], row: OwnRow, place: Place, room: int) -> tuple[list[Finding], int]:
    """Return the first findings on an own row, as those of a row in a file of its own, and how many there are beyond.

    Without such rows the record has to fit, so that its ids are ids.
    """
    key = _key(record, row.owner)
    owner = _at(record, row.owner)
    names = row.names
    if row.table.field is not None:
        owner, names = {row.table.value: _at(record, row.steps)}, frozenset({str(row.table.value)})
        key = (*key, *(int(step) + 1 for step in row.steps[len(row.owner) + 1 :]))
    cells = dict(zip(row.table.key, key, strict=False))  # without a list of values there is no position
    if "network" in row.table.names:
        cells["network"] = record.get("network")
    cells |= {name: cell for name, cell in owner.items() if name in names}
    whole: dict[str, Any] = {
        "row": text_of(cells),
        "table": row.table.name,
        "record": "#".join(map(str, key)),
        "root": record["id"],
    }
    findings = []
    for fault in row.faults[:room]:
        name = str(row.table.value or fault["loc"][len(row.steps)])
        steps = row.steps if row.table.value else (*row.steps, name)
        pointer = "".join(f"/{step}" for step in steps)
        model = row_reader(row.table).model
        allowed = name_allowed(fault.get("ctx", {}), model, (name,))
        context = {
            **with_near_code(allowed, fault["type"], model, (name,), cells.get(name)),
            **name_in_own(row.table, name),
        }
        findings.append(
            refuse(fault["type"], place, field=name, parameters=context, pointer=pointer, **whole)
        )
    return findings, max(0, len(row.faults) - room)


def _at(value: Json, steps: Sequence[str | int]) -> Json:
    for step in steps:
        value = value[step]
    return value


def _key(record: dict[str, Any], steps: Steps) -> tuple[Any, ...]:
    """Return the key of a row in a record: its id, or that of what owns it and its position."""
    key: tuple[Any, ...] = (record["id"],)
    for nth in range(2, len(steps) + 1, 2):
        row = _at(record, steps[:nth])
        key = (row["id"],) if "id" in row else (*key, int(steps[nth - 1]) + 1)
    return key
