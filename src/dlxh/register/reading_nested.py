"""Đọc dạng lồng: one JSON document with a list of records per kind, as an API sends it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dlxh.register.coverage import EVERY, as_partial, heard, joined
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding, Place, refused
from dlxh.register.json_text import Twice, holds_twice, parsed, printable, text_of
from dlxh.register.register import Register
from dlxh.register.rows import is_key
from dlxh.register.schema import ROOTS, schema
from dlxh.words.bilingual import shown
from dlxh.words.record import Record

_HEAD = ("dlxh", "as_of", "partial")
"""What a document says of itself, beside its lists of records."""

Document = list[tuple[str, Any]]


def nested_document(path: Path) -> Document:
    """Return the names of a JSON document with what stands under each.

    Raises:
        ReadError: the file cannot be opened, is no JSON in UTF-8, is no object, or is nested too deeply.
    """
    try:
        document = parsed(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ReadError(
            vi=f"{path.name} không phải JSON đọc được, mã hóa UTF-8, không lồng quá sâu",
            en=f"{path.name} is no readable JSON in UTF-8, or is nested too deeply",
        ) from error
    if not isinstance(document, dict):
        raise ReadError(vi=f"{path.name} không phải một đối tượng JSON", en=f"{path.name} is no JSON object")
    return document.pairs if isinstance(document, Twice) else list(document.items())


def read_document(document: Document, file: str, as_of: date) -> tuple[Register, list[Finding]]:
    """Return the records that fit, and a finding for every fault of every record that does not.

    Raises:
        ReadError: a record is nested too deeply to be told.
    """
    try:
        return _read(document, file, as_of)
    except RecursionError as error:
        raise ReadError(vi=f"{file} lồng quá sâu", en=f"{file} is nested too deeply") from error


def _read(document: Document, file: str, as_of: date) -> tuple[Register, list[Finding]]:
    findings: list[Finding] = []
    records: list[Record] = []
    empty: set[str] = set()
    partial: dict[str, frozenset[str]] = {}
    met: set[str] = set()
    for name, value in document:
        place = Place(file, pointer=_pointer(name))
        if fault := _fault(name, value, met):
            told = {"name": shown(name), "known": ", ".join(ROOTS)}
            findings.append(refused(fault, place, row=text_of(value), parameters=told))
        elif name == "partial":
            partial = joined(partial, _partial(value, file, findings))
        elif name in ROOTS:
            before = len(records)
            records.extend(_records(name, value, file, findings, partial))
            empty |= {name} if len(records) == before else set()
        met.add(name)
    return Register(records, as_of=as_of, empty=empty, partial=partial), findings


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
    return "".join("/" + printable(str(step)).replace("~", "~0").replace("/", "~1") for step in steps)


def _partial(stated: dict[str, Any], file: str, findings: list[Finding]) -> dict[str, frozenset[str]]:
    """Return what a document says that it lacks; what cannot be understood promises nothing."""
    found: dict[str, frozenset[str]] = {}
    for name, networks in stated.items():
        if name in schema():
            found |= heard({name: networks}) or as_partial([name])
            continue
        told = {"name": shown(name), "known": ", ".join(schema())}
        place = Place(file, pointer=_pointer("partial", name))
        findings.append(refused("unknown_table", place, row=text_of(networks), parameters=told))
    return found


def _records(
    name: str, rows: list[Any], file: str, findings: list[Finding], partial: dict[str, frozenset[str]]
) -> Iterator[Record]:
    for number, row in enumerate(rows):
        place = Place(file, pointer=_pointer(name, number))
        try:
            record = ROOTS[name].model_validate(row)
        except ValidationError as error:
            findings.extend(_findings(name, row, place, error))
        else:
            if not holds_twice(row):
                yield record
                continue
            findings.append(refused("key_twice", place, row=text_of(row), table=name, record=_id(row, "id")))
        partial |= joined(partial, {name: frozenset({_id(row, "network") or EVERY})})


def _findings(name: str, row: object, place: Place, error: ValidationError) -> Iterator[Finding]:
    for line in error.errors(include_url=False, include_input=False):
        yield refused(
            line["type"],
            place,
            row=text_of(row),
            table=name,
            record=_id(row, "id"),
            field=printable(".".join(str(step) for step in line["loc"])) or None,
            parameters=line.get("ctx"),
        )


def _id(row: object, name: str) -> str | None:
    """Return an id that a refused record names, unless it is none: then anything may stand there."""
    found = row.get(name) if isinstance(row, dict) else None
    return found if isinstance(found, str) and is_key(found) else None
