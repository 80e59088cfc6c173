"""Đọc dạng lồng: one JSON document with a list of records per kind, as an API sends it."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dlxh.register.coverage import EVERY, as_partial, heard, join_partial
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.json_file import NoJson, read_json
from dlxh.register.json_text import Json, Twice, text_of, unknown_name
from dlxh.register.known_tables import Schema
from dlxh.register.limits import Limits
from dlxh.register.nested_records import NestedRecords, NestedRow
from dlxh.register.own_fields import OwnFields
from dlxh.register.own_gaps import gaps_of_document
from dlxh.register.pack import Pack
from dlxh.register.read_options import ReadOptions
from dlxh.register.register import Register
from dlxh.register.row_changes import NOT_STATED, version_stated
from dlxh.register.schema import ROOTS, schema_with
from dlxh.register.set_aside import Aside
from dlxh.words.bilingual import quote
from dlxh.words.record import SCHEMA_VERSION, Record

_HEAD = ("dlxh", "as_of", "partial", "packs")
"""What a document says of itself, besides its lists of records."""

Document = list[tuple[str, Any]]


def names_of(data: bytes, file: str) -> Document:
    """Return the names of a JSON document with their values.

    Raises:
        ReadError: it is not JSON in UTF-8, is not an object, or is nested too deeply.
    """
    document = read_json(data)
    if isinstance(document, NoJson):
        raise ReadError(
            vi=f"{file} không phải JSON đọc được, mã hóa UTF-8, không lồng quá sâu ({document.vi})",
            en=f"{file} is not readable UTF-8 JSON, or is nested too deeply ({document.en})",
        )
    if not isinstance(document, dict):
        raise ReadError(vi=f"{file} không phải một đối tượng JSON", en=f"{file} is not a JSON object")
    return document.pairs if isinstance(document, Twice) else list(document.items())


def value_stated_once(document: Document, name: str, otherwise: object = None) -> object:
    """Return the value of a name in a document, or the other where it is absent or there twice: which one counts is not guessed."""
    values = [value for key, value in document if key == name]
    return values[0] if len(values) == 1 else otherwise


def read_document(  # noqa: PLR0913 - what is read, and how
    document: Document,
    file: str,
    as_of: date,
    *,
    limits: Limits,
    options: ReadOptions,
    pack: Pack | None = None,
) -> tuple[Register, list[Finding], Aside]:
    """Return the records that fit, findings for those that do not, as many as the limits allow, and what was set aside.

    Raises:
        ReadError: a record is nested too deeply to be shown.
    """
    try:
        return _read(document, file, as_of, limits=limits, options=options, pack=pack)
    except RecursionError:
        pass
    raise ReadError(vi=f"{file} lồng quá sâu", en=f"{file} is nested too deeply")


@dataclass
class NestedReading:
    """What has been read of nested records so far.

    Attributes:
        file: What their source is called.
        listed: Takes the findings.
        known: The tables that there may be.
        options: What the caller says of the records.
        aside: What was set aside.
        version: The version of records that do not state theirs.
    """

    file: str
    listed: FindingList
    known: Schema
    options: ReadOptions
    aside: Aside = field(default_factory=Aside)
    version: int = SCHEMA_VERSION
    records: list[Record] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)
    partial: dict[str, set[str]] = field(default_factory=dict)

    def refuse(self, place: Place, code: str, value: object, parameters: dict[str, Any]) -> None:
        """List an entry that is not a table, whole."""
        if self.listed.room:
            self.listed.add_row([refuse(code, place, row=text_of(value), parameters=parameters)])
        else:
            self.listed.count_row()

    def take(self, name: str, rows: Iterable[NestedRow]) -> None:
        """Take the records of a table that fit; without one the table is empty."""
        records = NestedRecords(self, self.known[name])
        before = len(self.records)
        self.records.extend(records.judge(rows))
        self.empty |= {name} if len(self.records) == before else set()


def _read(  # noqa: PLR0913 - what is read, and how
    document: Document,
    file: str,
    as_of: date,
    *,
    limits: Limits,
    options: ReadOptions,
    pack: Pack | None,
) -> tuple[Register, list[Finding], Aside]:
    known, stated = schema_with(pack), value_stated_once(document, "packs")
    stated_version = value_stated_once(document, "dlxh", NOT_STATED)
    version = version_stated(stated_version, options.version, file) or SCHEMA_VERSION
    reading = NestedReading(file, FindingList(file, limits), known, options, Aside(version), version)
    if version > SCHEMA_VERSION:
        newer = {"version": version, "ours": SCHEMA_VERSION}
        reading.listed.add(refuse("stored_by_newer", Place(file), parameters=newer))
    own = OwnFields.of(stated, known)
    met: set[str] = set()
    for name, value in document:
        if fault := _fault(name, value, met):
            named = unknown_name(name)
            parameters = {"name": quote(named), "known": ", ".join(ROOTS)}
            reading.refuse(Place(file, pointer=_pointer(named)), fault, value, parameters)
        elif name == "partial":
            _read_partial(value, reading, own)
        elif name in ROOTS:
            rows = enumerate(own.take_out(name, value))
            reading.take(name, (_row_at(file, name, nth, row) for nth, row in rows))
        met.add(name)
    for finding in own.findings(file):
        reading.listed.add(finding)
    for finding in (each for name in ROOTS for each in reading.aside.findings(name)):
        reading.listed.add_row([finding])
    gaps = gaps_of_document(stated, known, met)
    partial = join_partial(as_partial(reading.partial), gaps)
    found: dict[str, Any] = {"empty": reading.empty, "partial": partial, "pack": pack}
    register = Register(reading.records, as_of=as_of, **found)
    return without_empty(register, gaps), list(reading.listed), reading.aside


def _row_at(file: str, name: str, nth: int, row: Json) -> NestedRow:
    return Place(file, pointer=_pointer(name, nth)), row, lambda: text_of(row)


def without_empty(register: Register, gaps: Container[str]) -> Register:
    """Return a register without tables of own fields that the document does not hold, as they are absent of a folder.

    >>> without_empty(Register(as_of=date(2024, 7, 1)), ())
    <Register as of 2024-07-01>
    """
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


def _read_partial(stated: dict[str, Any], reading: NestedReading, own: OwnFields) -> None:
    """Note what a document says that it lacks; what cannot be understood is taken for nothing."""
    for name, value in stated.items():
        named = unknown_name(name)
        place = Place(reading.file, pointer=_pointer("partial", named))
        if name not in reading.known.coverable:
            if name.partition(".")[0] in own.tables:
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
