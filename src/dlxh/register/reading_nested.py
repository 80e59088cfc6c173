"""Đọc dạng lồng: one JSON document with a list of records per kind, as an API sends it."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dlxh.models.code_fields import name_allowed
from dlxh.register.coverage import EVERY, as_partial, heard, join_partial
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.json_file import NoJson, read_json
from dlxh.register.json_text import Json, Twice, field_name, holds_twice, text_of, unknown_name
from dlxh.register.known_tables import Schema
from dlxh.register.limits import Limits
from dlxh.register.own_faults import OwnRow, find_own_rows, refuse_own_row, without
from dlxh.register.own_fields import OwnFields
from dlxh.register.own_gaps import gaps_of_document
from dlxh.register.pack import Pack
from dlxh.register.pointers import pointer_into
from dlxh.register.register import Register
from dlxh.register.rows import is_key
from dlxh.register.schema import ROOTS, schema_with
from dlxh.words.bilingual import quote
from dlxh.words.record import Record

_HEAD = ("dlxh", "as_of", "partial", "packs")
"""What a document says of itself, besides its lists of records."""

Document = list[tuple[str, Any]]


def read_names(path: Path) -> Document:
    """Return the names of a JSON document with their values.

    Raises:
        ReadError: the file cannot be opened, is not JSON in UTF-8, is not an object, or is nested too deeply.
    """
    try:
        data: bytes | None = path.read_bytes()
    except OSError:
        data = None
    if data is None:  # raised here, where the error carries nothing of the file as its context
        raise ReadError(vi=f"không được phép đọc {path.name}", en=f"{path.name} may not be read")
    document = read_json(data)
    if isinstance(document, NoJson):
        raise ReadError(
            vi=f"{path.name} không phải JSON đọc được, mã hóa UTF-8, không lồng quá sâu ({document.vi})",
            en=f"{path.name} is not readable UTF-8 JSON, or is nested too deeply ({document.en})",
        )
    if not isinstance(document, dict):
        raise ReadError(
            vi=f"{path.name} không phải một đối tượng JSON", en=f"{path.name} is not a JSON object"
        )
    return document.pairs if isinstance(document, Twice) else list(document.items())


def value_stated_once(document: Document, name: str) -> object:
    """Return the value of a name in a document, or nothing where it has two: which one counts is not guessed."""
    values = [value for key, value in document if key == name]
    return values[0] if len(values) == 1 else None


def read_document(
    document: Document, file: str, as_of: date, limits: Limits, pack: Pack | None = None
) -> tuple[Register, list[Finding]]:
    """Return the records that fit, and findings for those that do not, as many as the limits allow.

    Raises:
        ReadError: a record is nested too deeply to be shown.
    """
    try:
        return _read(document, file, as_of, limits, pack)
    except RecursionError:
        pass
    raise ReadError(vi=f"{file} lồng quá sâu", en=f"{file} is nested too deeply")


@dataclass
class _Reading:
    """What has been read of a document so far."""

    file: str
    listed: FindingList
    known: Schema
    records: list[Record] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)
    partial: dict[str, set[str]] = field(default_factory=dict)

    def refuse(self, place: Place, code: str, value: object, parameters: dict[str, Any]) -> None:
        """List an entry that is not a table, whole."""
        if self.listed.room:
            self.listed.add_row([refuse(code, place, row=text_of(value), parameters=parameters)])
        else:
            self.listed.count_row()


def _read(
    document: Document, file: str, as_of: date, limits: Limits, pack: Pack | None
) -> tuple[Register, list[Finding]]:
    known, stated = schema_with(pack), value_stated_once(document, "packs")
    reading = _Reading(file, FindingList(file, limits), known)
    aside = OwnFields.of(stated, known)
    met: set[str] = set()
    for name, value in document:
        if fault := _fault(name, value, met):
            named = unknown_name(name)
            parameters = {"name": quote(named), "known": ", ".join(ROOTS)}
            reading.refuse(Place(file, pointer=_pointer(named)), fault, value, parameters)
        elif name == "partial":
            _read_partial(value, reading, aside)
        elif name in ROOTS:
            before = len(reading.records)
            reading.records.extend(_records(name, aside.take_out(name, value), reading))
            reading.empty |= {name} if len(reading.records) == before else set()
        met.add(name)
    for finding in aside.findings(file):
        reading.listed.add(finding)
    gaps = gaps_of_document(stated, known, met)
    partial = join_partial(as_partial(reading.partial), gaps)
    found: dict[str, Any] = {"empty": reading.empty, "partial": partial, "pack": pack}
    register = Register(reading.records, as_of=as_of, **found)
    return _without_empty(register, gaps), list(reading.listed)


def _without_empty(register: Register, gaps: Container[str]) -> Register:
    """Return a register without tables of own fields that the document does not hold, as they are absent of a folder."""
    if not any(name in gaps for name in register.schema):
        return register
    tables = register.tables
    empty = {name for name in tables if name in gaps and not tables.polars(name).height}
    return Register.from_tables(tables.select(name for name in tables if name not in empty))


def _fault(name: str, value: object, met: set[str]) -> str | None:
    """Return the code of what is wrong with a whole entry of the document."""
    if name in met:
        return "key_twice"
    if name not in ROOTS and name not in _HEAD:
        return "unknown_table"
    if name == "partial":
        return None if isinstance(value, dict) else "dict_type"
    return "list_type" if name in ROOTS and not isinstance(value, list) else None


def _pointer(*steps: str | int) -> str:
    """Return the pointer through some steps, each the name of a field or a number: none has to be escaped."""
    return "".join(f"/{step}" for step in steps)


def _read_partial(stated: dict[str, Any], reading: _Reading, aside: OwnFields) -> None:
    """Note what a document says that it lacks; what cannot be understood is taken for nothing."""
    for name, value in stated.items():
        named = unknown_name(name)
        place = Place(reading.file, pointer=_pointer("partial", named))
        if name not in reading.known.coverable:
            if name.partition(".")[0] in aside.tables:
                continue
            reading.refuse(
                place, "unknown_table", value, {"name": quote(named), "known": ", ".join(reading.known)}
            )
            continue
        networks = heard(value)
        if networks is None:
            unclear = refuse("partial_unclear", place, row=text_of(value), table=name)
            reading.listed.add(unclear)
            networks = frozenset({EVERY})
        if networks:
            reading.partial.setdefault(name, set()).update(networks)


def _records(name: str, rows: list[Any], reading: _Reading) -> Iterator[Record]:
    for number, row in enumerate(rows):
        place = Place(reading.file, pointer=_pointer(name, number))
        record, faults = _validate(name, row, reading, place)
        if record is not None:
            yield record
            continue
        reading.partial.setdefault(name, set()).add(_id(row, "network") or EVERY)
        if reading.listed.room:
            _list(name, row, place, faults, reading)
        else:
            reading.listed.count_row()


def _validate(
    name: str,
    row: Json,
    reading: _Reading,
    place: Place,
) -> tuple[Record | None, list[ErrorDetails]]:
    """Return a record, without own fields that do not fit; or what is wrong with it, nothing if a name is there twice."""
    model = reading.known.roots[name]
    record: Record | None = None
    faults: list[ErrorDetails] = []
    lost: list[OwnRow] = []
    try:
        record = model.model_validate(row)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
    if holds_twice(row):
        return None, faults
    if faults:
        lost = find_own_rows(reading.known, name, faults)
        if not lost:
            return None, faults
        try:
            record = model.model_validate(without(row, lost))
        except ValidationError as error:
            own = [fault for each in lost for fault in each.faults]
            return None, [*error.errors(include_url=False, include_input=False), *own]
    for each in lost:
        _refuse_own(row, each, place, reading)
    return record, []


def _refuse_own(row: dict[str, Any], lost: OwnRow, place: Place, reading: _Reading) -> None:
    reading.partial.setdefault(lost.table.name, set()).add(_id(row, "network") or EVERY)
    if room := reading.listed.room:
        reading.listed.add_row(*refuse_own_row(row, lost, place, room))
    else:
        reading.listed.count_row()


def _list(name: str, row: object, place: Place, lines: list[ErrorDetails], reading: _Reading) -> None:
    """List what is wrong with a record; its findings share its text."""
    listed, model = reading.listed, reading.known.roots[name]
    key = _id(row, "id")
    whole: dict[str, Any] = {"row": text_of(row), "table": name, "record": key, "root": key}
    if not lines:
        listed.add_row([refuse("key_twice", place, **whole)])
        return
    findings = []
    for line in lines[: listed.room]:
        steps, inside = line["loc"], pointer_into(row, line["loc"])
        if line["type"] == "extra_forbidden":
            named = unknown_name(str(steps[-1]))
            steps, inside = (*steps[:-1], named), (*inside[:-1], named)
        field = field_name(".".join(map(str, steps))) or None
        context = name_allowed(line.get("ctx", {}), model, line["loc"])
        fault = refuse(
            line["type"], place, field=field, parameters=context, pointer=_pointer(*inside), **whole
        )
        findings.append(fault)
    listed.add_row(findings, len(lines) - len(findings))


def _id(row: object, name: str) -> str | None:
    """Return the id of a refused record, unless it is not an id: then it may be anything."""
    found = row.get(name) if isinstance(row, dict) else None
    return found if isinstance(found, str) and is_key(found) else None
