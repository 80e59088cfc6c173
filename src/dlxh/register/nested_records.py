"""Hồ sơ lồng: whole records of one table, each judged by its model; what costs less than the record is taken out of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dlxh.models.code_fields import name_allowed
from dlxh.models.near_codes import with_near_code
from dlxh.register.coverage import EVERY
from dlxh.register.finding import Place, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.json_text import Json, field_name, holds_twice, unknown_name
from dlxh.register.known_tables import Schema
from dlxh.register.odd_rows import UNKNOWN_CODES
from dlxh.register.own_faults import OwnRow, find_own_rows, refuse_own_row, without
from dlxh.register.places_in_words import name_own_place
from dlxh.register.pointers import pointer_into
from dlxh.register.read_options import ReadOptions
from dlxh.register.row_changes import RowChanges
from dlxh.register.rows import Refusal, Refusals, is_key
from dlxh.register.schema import Table
from dlxh.register.set_aside import Aside, Notes
from dlxh.words.record import SCHEMA_VERSION, VERSION_FIELD, Record

NestedRow: TypeAlias = tuple[Place, Json, Callable[[], str]]
"""Where a record is, its value, and what makes its text."""
_UNKNOWN_FIELD: Final = "extra_forbidden"
_ROUNDS: Final = 3
"""How often a record is judged again without what was set aside: what is wrong inside a value shows once its kind is clear."""


class Reading(Protocol):
    """What takes what is found."""

    listed: FindingList
    known: Schema
    options: ReadOptions
    aside: Aside
    version: int
    partial: dict[str, set[str]]


@dataclass(slots=True)
class NestedRecords:
    """Judges whole records of one table.

    Attributes:
        reading: Takes findings, what is set aside, and what is partial.
        table: The table of the records.
    """

    reading: Reading
    table: Table
    _changes: RowChanges = field(init=False)

    def __post_init__(self) -> None:
        reading = self.reading
        self._changes = RowChanges(reading.known, self.table, reading.options, reading.version)

    def judge(self, rows: Iterable[NestedRow]) -> Iterator[Record]:
        """Yield the records that fit; the others become findings."""
        plain = self.reading.options.is_plain and self.reading.version == SCHEMA_VERSION
        for place, row, text in rows:
            record = None
            try:
                if isinstance(row, dict) and not (plain and VERSION_FIELD not in row):
                    record = self._change(place, row, text)
                else:
                    record = self._validate(place, row, text, None)
            except RecursionError:
                self._refuse_whole(place, None, text, Refusal(None, "json_invalid", {}))
            if record is not None:
                yield record

    def _change(self, place: Place, row: dict[str, Any], text: Callable[[], str]) -> Record | None:
        """Return a record that was stored in another way."""
        made = self._changes.change_record(row)
        if isinstance(made, Refusals):
            self._refuse_whole(place, row, text, made.first[0])
            return None
        return self._validate(place, made[0], text, made[1])

    def _validate(
        self, place: Place, row: Json, text: Callable[[], str], notes: Notes | None
    ) -> Record | None:
        """Return a record, without what costs less than it; what is wrong with it is listed."""
        inner, lost = row, list[OwnRow]()
        record, faults = self._read(row)
        if holds_twice(row):
            self._refuse_whole(place, row, text, Refusal(None, "key_twice", {}))
            return None
        if faults and (lost := find_own_rows(self.reading.known, self.table.name, faults)):
            inner = without(row, lost)
            record, faults = self._read(inner)
        if faults and notes is not None and self._changes.keeps(notes):
            record, faults = self._without_unknown(inner, faults, notes)
        if record is None:
            self._refuse(place, row, text, [*faults, *(fault for each in lost for fault in each.faults)])
            return None
        for each in lost:
            self._refuse_own(row, each, place)
        if notes is not None:
            self._accept(record, place, notes)
        return record

    def _read(self, row: Json) -> tuple[Record | None, list[ErrorDetails]]:
        """Return what the model makes of a record, or what it finds wrong."""
        try:
            return self.reading.known.roots[self.table.name].model_validate(row), []
        except ValidationError as error:
            return None, error.errors(include_url=False, include_input=False)

    def _accept(self, record: Any, place: Place, notes: Notes) -> None:  # noqa: ANN401 - a record of any kind
        if any(code == "unknown_code" for code, _, _ in notes.aside):
            self._lacks(self.table.name, record.__dict__)
        self.reading.aside.take(self.table.name, record.id, place, notes)

    def _without_unknown(
        self, row: Json, faults: list[ErrorDetails], notes: Notes
    ) -> tuple[Record | None, list[ErrorDetails]]:
        """Return the record without fields and codes of optional fields that are not known, if that is all that is wrong."""
        found, first = row, faults
        aside: list[tuple[str, str, Any]] = []
        for _ in range(_ROUNDS):
            for line in faults:
                code, steps = _code_of(line["type"]), pointer_into(found, line["loc"])
                if code is None or not steps:
                    return None, first
                aside.append((code, _pointer(*steps), _at(found, steps)))
                found = _replace(found, steps, gone=code == "unknown_field")
            record, faults = self._read(found)
            if record is not None:
                notes.aside += aside
                return record, []
        return None, first

    def _refuse_own(self, row: dict[str, Any], lost: OwnRow, place: Place) -> None:
        listed = self.reading.listed
        self._lacks(lost.table.name, row)
        if room := listed.room:
            listed.add_row(*refuse_own_row(row, lost, place, room))
        else:
            listed.count_row()

    def _lacks(self, name: str, row: object) -> None:
        self.reading.partial.setdefault(name, set()).add(_id(row, "network") or EVERY)

    def _refuse_whole(self, place: Place, row: object, text: Callable[[], str], fault: Refusal) -> None:
        """List a record that was not judged field by field."""
        listed = self.reading.listed
        self._lacks(self.table.name, row)
        if listed.room:
            whole = self._whole(row, text)
            listed.add_row([refuse(fault.code, place, field=fault.field, parameters=fault.context, **whole)])
        else:
            listed.count_row()

    def _refuse(self, place: Place, row: object, text: Callable[[], str], lines: list[ErrorDetails]) -> None:
        """List what is wrong with a record; its findings share its text."""
        listed, model = self.reading.listed, self.reading.known.roots[self.table.name]
        self._lacks(self.table.name, row)
        if not listed.room:
            listed.count_row()
            return
        whole = self._whole(row, text)
        findings = []
        for line in lines[: listed.room]:
            steps, inside = line["loc"], pointer_into(row, line["loc"])
            if line["type"] == _UNKNOWN_FIELD:
                named = unknown_name(str(steps[-1]))
                steps, inside = (*steps[:-1], named), (*inside[:-1], named)
            name = field_name(".".join(map(str, steps))) or None
            context = name_allowed(line.get("ctx", {}), model, line["loc"])
            context = with_near_code(context, line["type"], model, line["loc"], _value_at(row, inside))
            if name is not None:
                context = {**context, **name_own_place(self.table.name, model, name)}
            pointer = _pointer(*inside)
            findings.append(
                refuse(line["type"], place, field=name, parameters=context, pointer=pointer, **whole)
            )
        listed.add_row(findings, len(lines) - len(findings))

    def _whole(self, row: object, text: Callable[[], str]) -> dict[str, Any]:
        key = _id(row, "id")
        return {"row": text(), "table": self.table.name, "record": key, "root": key}


def _code_of(kind: str) -> str | None:
    """Return the code for what may be set aside, by what pydantic calls it."""
    if kind == _UNKNOWN_FIELD:
        return "unknown_field"
    return "unknown_code" if kind in UNKNOWN_CODES else None


def _pointer(*steps: str | int) -> str:
    return "".join(f"/{step}" for step in steps)


def _value_at(value: Json, steps: Sequence[str | int]) -> Json:
    """Return what is at a place; None where there is nothing, as at a field that is missing."""
    try:
        return _at(value, steps)
    except (KeyError, IndexError, TypeError):
        return None


def _at(value: Json, steps: Sequence[str | int]) -> Json:
    for step in steps:
        value = value[step]
    return value


def _replace(value: Json, steps: Sequence[str | int], *, gone: bool) -> Json:
    """Return a record without the value at a place, or with nothing there."""
    first, *rest = steps
    if isinstance(value, list | tuple):
        inner = _replace(value[int(first)], rest, gone=gone) if rest else None
        return [inner if nth == first else each for nth, each in enumerate(value)]
    if rest:
        return {**value, first: _replace(value[first], rest, gone=gone)}
    return {name: each for name, each in value.items() if name != first} | ({} if gone else {first: None})


def _id(row: object, name: str) -> str | None:
    """Return the id of a refused record, unless it is not an id: then it may be anything."""
    found = row.get(name) if isinstance(row, dict) else None
    return found if isinstance(found, str) and is_key(found) else None
