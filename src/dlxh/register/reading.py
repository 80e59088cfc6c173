"""Đọc: a register from files. What does not fit comes back as findings; nothing that was read is lost."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from dlxh.data.refusals import refusal
from dlxh.register.coverage import heard
from dlxh.register.exchange import ReadError, Source, descriptor_of, is_inside, known_tables, opened
from dlxh.register.finding import Finding, Place
from dlxh.register.flatten import frame_of
from dlxh.register.nest import collector_paused
from dlxh.register.register import Register
from dlxh.register.rows import RowReader, row_reader
from dlxh.register.schema import ROOTS, SOURCE_ROW, schema
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Reading:
    """What came of reading a source.

    Attributes:
        register: The records that fit.
        findings: One for each fault of each row that did not fit; the row is in it, and is not shown.
    """

    register: Register
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether everything that was read became part of the register."""
        return not self.findings


def read(path: str | Path, *, as_of: date | None = None) -> Reading:
    """Read a register: a folder or `.zip` of flat files with `datapackage.json`, or a nested `.json` document.

    Args:
        path: The source.
        as_of: The day on which the records were true; without it the source must say so.

    Raises:
        ReadError: the source is not there or is not what it claims to be.

    >>> reading = read("examples/gia-lai")
    >>> reading.ok, len(reading.register.collaborators)
    (True, 35)
    """
    path = Path(path)
    if not path.exists():
        raise ReadError(
            vi=f"không có {path.name}; kiểm tra lại đường dẫn", en=f"{path.name} is not there; check the path"
        )
    with collector_paused():
        if path.suffix == ".json" and path.is_file():
            return _read_nested(path, as_of)
        with opened(path) as source:
            return _read_package(source, as_of)


def _as_of(given: date | None, stated: object, source: str) -> date:
    if given is not None:
        return given
    try:
        return date.fromisoformat(str(stated))
    except ValueError:
        raise ReadError(
            vi=f"{source} không ghi ngày số liệu; hãy đưa as_of=date(năm, tháng, ngày)",
            en=f"{source} does not say as of which day it is; give as_of=date(year, month, day)",
        ) from None


def _fault(code: str, place: Place, row: str | None = None, **known: Any) -> Finding:  # noqa: ANN401
    context = known.get("parameters")
    vi, en = (refusal(code, context, lang).replace("{", "{{").replace("}", "}}") for lang in ("vi", "en"))
    return Finding(code, vi, en, place=place, row=row, **known)


def _read_package(source: Source, as_of: date | None) -> Reading:
    package = descriptor_of(source)
    day = _as_of(as_of, package.get("dlxh:asOf"), source.name)
    findings: list[Finding] = []
    frames: dict[str, pl.DataFrame] = {}
    partial: dict[str, frozenset[str]] = {}
    places: dict[str, str] = {}
    for described in package["resources"]:
        found = _file(source, described if isinstance(described, dict) else {}, findings)
        if found is None:
            continue
        frames[found.table] = _read_table(row_reader(found.table), found.data, found.name, findings)
        places[found.table] = found.name
        partial |= heard({found.table: described.get("dlxh:partial")})
    frames = _without_childless(frames, places, findings)
    tables = Tables(frames, as_of=day, partial=partial, places=places)
    return Reading(Register.from_tables(tables), tuple(findings))


@dataclass(frozen=True, slots=True)
class _File:
    table: str
    name: str
    data: bytes


def _file(source: Source, described: Mapping[str, object], findings: list[Finding]) -> _File | None:
    table, name = described.get("name"), described.get("path")
    place = Place(name if isinstance(name, str) else source.name)
    if not isinstance(table, str) or table not in schema():
        findings.append(
            _fault("unknown_table", place, parameters={"name": str(table), "known": known_tables()})
        )
        return None
    if not isinstance(name, str) or not is_inside(name):
        findings.append(_fault("path_outside", place, table=table))
        return None
    data = source.open(name)
    if data is None:
        findings.append(_fault("file_missing", place, table=table))
        return None
    return _File(table, name, data)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _read_table(reader: RowReader, data: bytes, file: str, findings: list[Finding]) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    records: list[BaseModel] = []
    numbers: list[int] = []
    for number, line in _lines(data):
        place = Place(file, number)
        row = _json(line, place, reader.table.name, findings)
        if row is None:
            continue
        found = reader.read(row)
        if isinstance(found, BaseModel):
            records.append(found)
            numbers.append(number)
            continue
        key = _key(reader, row)
        findings.extend(
            _fault(
                fault.code,
                place,
                line.decode(),
                table=reader.table.name,
                record=key,
                field=fault.field,
                parameters=fault.context,
            )
            for fault in found
        )
    rows = pl.Series(SOURCE_ROW, numbers, dtype=pl.Int64)
    return frame_of(reader.table, [record.__dict__ for record in records]).with_columns(rows)


def _json(line: bytes, place: Place, table: str, findings: list[Finding]) -> Any:  # noqa: ANN401 - any JSON value
    try:
        text = line.decode()
    except UnicodeDecodeError:
        findings.append(_fault("wrong_encoding", place, line.decode("latin-1"), table=table))
        return None
    try:
        return json.loads(text, object_pairs_hook=_once)
    except _TwiceError:
        findings.append(_fault("key_twice", place, text, table=table))
    except (ValueError, RecursionError):
        findings.append(_fault("json_invalid", place, text, table=table, parameters={"error": "JSON"}))
    return None


class _TwiceError(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _key(reader: RowReader, row: object) -> str | None:
    if not isinstance(row, Mapping):
        return None
    parts = [row.get(name) for name in reader.table.key]
    return (
        "#".join(str(part) for part in parts) if all(isinstance(part, str | int) for part in parts) else None
    )


def _without_childless(
    frames: "dict[str, pl.DataFrame]", places: Mapping[str, str], findings: list[Finding]
) -> "dict[str, pl.DataFrame]":
    """Take out rows whose model needs values that stand in another table and are not there."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    kept = dict(frames)
    for child in reversed(schema().values()):
        if (
            child.field is None
            or child.parent not in frames
            or child.field not in row_reader(child.parent).stand_ins
        ):
            continue
        owner = kept[child.parent]
        present = kept[child.name].select(child.link) if child.name in kept else owner.clear().select("id")
        keys = present.unique().rename(dict(zip(present.columns, ("id",), strict=True)))
        for row in owner.join(keys, on="id", how="anti").iter_rows(named=True):
            place = Place(places[child.parent], row[SOURCE_ROW])
            findings.append(
                _fault(
                    "too_short",
                    place,
                    json.dumps(row, ensure_ascii=False, default=str),
                    table=child.parent,
                    record=row["id"],
                    field=child.field,
                    parameters={"min_length": 1, "actual_length": 0},
                )
            )
        kept[child.parent] = owner.filter(pl.col("id").is_in(keys["id"].implode()))
    return kept


def _read_nested(path: Path, as_of: date | None) -> Reading:
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ReadError(
            vi=f"{path.name} không phải JSON mã hóa UTF-8", en=f"{path.name} is no JSON in UTF-8"
        ) from error
    if not isinstance(document, dict):
        raise ReadError(vi=f"{path.name} không phải một đối tượng JSON", en=f"{path.name} is no JSON object")
    day = _as_of(as_of, document.pop("as_of", None), path.name)
    findings: list[Finding] = []
    records: list[Any] = []
    partial = heard(document.pop("partial", {}))
    document.pop("dlxh", None)
    given: dict[str, list[Any]] = defaultdict(list)
    for name, rows in document.items():
        if name not in ROOTS or not isinstance(rows, list):
            place = Place(path.name, pointer=f"/{name}")
            row = json.dumps(rows, ensure_ascii=False)
            findings.append(
                _fault("unknown_table", place, row, parameters={"name": name, "known": ", ".join(ROOTS)})
            )
            continue
        given[name] = rows
        records.extend(_read_records(name, rows, path.name, findings))
    empty = [name for name in given if not any(type(record) is ROOTS[name] for record in records)]
    return Reading(Register(records, as_of=day, empty=empty, partial=partial), tuple(findings))


def _read_records(name: str, rows: list[Any], file: str, findings: list[Finding]) -> Iterator[BaseModel]:
    model = ROOTS[name]
    for place, row in enumerate(rows):
        try:
            yield model.model_validate(row)
        except ValidationError as error:
            text = json.dumps(row, ensure_ascii=False)
            findings.extend(
                _fault(
                    line["type"],
                    Place(file, pointer=f"/{name}/{place}"),
                    text,
                    table=name,
                    record=row.get("id")
                    if isinstance(row, dict) and isinstance(row.get("id"), str)
                    else None,
                    field=".".join(str(step) for step in line["loc"]) or None,
                    parameters=dict(line.get("ctx", {})),
                )
                for line in error.errors(include_url=False, include_input=False)
            )
