"""Ghi: a register to a folder or zip of flat files, or to nested JSON."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dlxh.register.columns import Kind
from dlxh.register.commit import write_file, write_folder
from dlxh.register.coverage import to_json
from dlxh.register.descriptor import digest
from dlxh.register.exchange import PACKAGE, VERSION_KEY, ReadError, describe_table, file_of
from dlxh.register.known_tables import Schema
from dlxh.register.labels import call_table, call_tables
from dlxh.register.loss import UNREAD, files_of_packs, losses_of_document, losses_of_package
from dlxh.register.own_output import (
    drop_empty,
    hidden_columns,
    hidden_fields,
    list_own_fields,
    names_of_own,
    tables_left_out,
)
from dlxh.register.schema import ASIDE, Table
from dlxh.register.source import is_device
from dlxh.words.bilingual import LANGS, Error, Lang, in_language
from dlxh.words.numbers import format_int
from dlxh.words.record import SCHEMA_VERSION

if TYPE_CHECKING:
    from dlxh.register.register import Register
    from dlxh.register.tables import Tables

SECRECY = "secrecy_level"
"""The column of a table whose records may bear a secrecy mark."""
_FILE_FORMS: Final = (".json", ".zip")
_OTHER_FORMS: Final = (".ndjson", ".jsonl", ".csv", ".xlsx", ".xls", ".parquet", ".toml")
"""Endings of files that a register is not written as; a folder of such a name is nobody's wish."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes an encoder for each row
"""Which system made an archive; named, so that every system gives the same bytes."""


class WriteError(Error):
    """Something that is written only if the caller allows it; nothing was written.

    >>> print(WriteError(vi="có độ mật", en="it bears a secrecy mark"))
    có độ mật / it bears a secrecy mark
    """


def write(
    register: "Register",
    path: Path,
    *,
    personal: bool = False,
    classified: bool = False,
    overwrite: bool = False,
) -> Path:
    """Write a register as nested JSON (`.json`), as a zip (`.zip`) or into a folder, and return the path.

    The same register always gives the same bytes. Files with other names in the folder are kept; tables from an
    earlier write are replaced. What is there stays intact until everything new is written, and a write that fails
    leaves it unchanged.

    Args:
        register: What to write.
        path: Where to write it.
        personal: Whether to write collaborators' names and contacts, the table of persons, and restricted own fields;
            otherwise they are left out.
        classified: Whether records with a secrecy mark and secret own fields may be written.
        overwrite: Whether existing data that is not written may be lost: records that are not in the register, own
            fields that a record no longer has, rows that were refused on reading, names that `personal` leaves out.

    Raises:
        WriteError: there are records with a secrecy mark and `classified` is false; data would be lost and
            `overwrite` is false; or the path cannot be written to.
        OSError: the system cannot write, for example because the disk is full; what was there is still intact.
    """
    known = register.schema
    form = _form_of(path, known)
    if not classified:
        _refuse_classified(register.tables)
    hidden = hidden_columns(known, personal=personal, classified=classified)
    if form == ".json":
        document = _document(register, hidden, personal=personal)
        _refuse_loss(
            path,
            lambda: losses_of_document(path, document, register.tables, hidden, personal=personal),
            known,
            overwrite=overwrite,
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, json.dumps(document, ensure_ascii=False, indent=1).encode())
        return path
    tables = register.tables.collect()  # an engine may give the rows in another order each time
    files = flat_files(tables, hidden, personal=personal)
    _refuse_loss(path, lambda: losses_of_package(path, files, tables, hidden), known, overwrite=overwrite)
    if form == ".zip":
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, _zip(files))
        return path
    # a table of an earlier writing must not remain next to a package that does not know it
    of_packs = files_of_packs(path) if path.exists() else []
    for file in of_packs:
        _refuse_other_things(path / file)
    earlier = [*map(file_of, known), *of_packs]
    path.mkdir(parents=True, exist_ok=True)
    write_folder(path, files, [file for file in dict.fromkeys(earlier) if file not in files])
    return path


def _form_of(path: Path, known: Iterable[str]) -> str:
    """Return `.json`, `.zip`, or nothing for a folder; raises WriteError where the path cannot be written to."""
    form = path.suffix.lower()
    if is_device(path.name):
        raise WriteError(
            vi=f"{path.name} là tên thiết bị trên Windows, không đặt làm tên tệp hay thư mục được; hãy dùng tên khác",
            en=f"{path.name} is the name of a device on Windows and can name no file or folder there; use another name",
        )
    if form in _OTHER_FORMS:
        raise WriteError(
            vi=f"không ghi được dạng {form}; dùng .json, .zip hoặc tên thư mục",
            en=f"{form} is not written; use .json, .zip or the name of a folder",
        )
    if form in _FILE_FORMS:
        _refuse_other_things(path)
        return form
    if path.exists() and not path.is_dir():
        raise WriteError(
            vi=f"{path.name} đã có và không phải thư mục; hãy ghi ra nơi khác",
            en=f"{path.name} exists and is not a folder; write elsewhere",
        )
    for file in (PACKAGE, *map(file_of, known)):
        _refuse_other_things(path / file)
    return ""


def _refuse_other_things(path: Path) -> None:
    """Raise WriteError where a folder, a pipe or a device is in the place of a file."""
    if path.exists() and not path.is_file():
        raise WriteError(
            vi=f"{path.name} đã có và không phải tệp thường; hãy ghi ra nơi khác",
            en=f"{path.name} exists and is not a regular file; write elsewhere",
        )


def _refuse_loss(path: Path, losses: "Callable[[], Counter[str]]", known: Schema, *, overwrite: bool) -> None:
    """Raise WriteError where something is there that is not written."""
    if overwrite or not path.exists():
        return
    try:
        lost = losses()
    except ReadError:  # no package of ours: nobody can say what would go
        lost = Counter({UNREAD: 1})
    if not lost:
        return
    vi, en = (
        ", ".join(
            f"{_name_lost(name, known, lang)}: {format_int(count, lang)}"
            for name, count in sorted(lost.items())
        )
        for lang in LANGS
    )
    raise WriteError(
        vi=f"{path.name} đang có những dòng mà lần ghi này không có ({vi}), ghi đè sẽ mất; hãy ghi ra nơi khác, thêm "
        "personal=True nếu đó là họ tên, liên hệ hay trường riêng hạn chế, classified=True nếu là trường riêng mật, hoặc "
        "overwrite=True nếu bỏ có chủ ý",
        en=f"{path.name} has rows that would not be written ({en}) and would be lost; write elsewhere, add "
        "personal=True if they are names, contacts or restricted own fields, classified=True if they are secret own "
        "fields, or overwrite=True to drop them",
    )


def _name_lost(table: str, known: Schema, lang: Lang) -> str:
    if table == UNREAD:
        return in_language(lang, vi="không rõ của bảng nào", en="of no known table")
    return call_tables([table], known, lang)


def _zip(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _refuse_classified(tables: "Tables") -> None:
    import narwhals as nw

    for name in tables:
        if SECRECY in tables.schema[name].names:
            marked = tables[name].filter(~nw.col(SECRECY).is_null()).select("id").collect("polars").shape[0]
            if marked:
                vi, en = (call_table(tables.schema[name], lang) for lang in LANGS)
                raise WriteError(
                    vi=f"bảng {vi} có {format_int(marked, 'vi')} bản ghi mang độ mật; chỉ ghi ra nơi được phép, với classified=True",
                    en=f"table {en} has {format_int(marked, 'en')} records with a secrecy mark; write them only to a cleared place, with "
                    "classified=True",
                )


def _document(
    register: "Register", unwritten: Mapping[str, frozenset[str]], *, personal: bool
) -> dict[str, Any]:
    """Return one JSON document: a list of records per kind."""
    document: dict[str, Any] = {"dlxh": SCHEMA_VERSION, "as_of": register.as_of.isoformat()}
    known = register.schema
    held = {*register.tables} - tables_left_out(known, unwritten)
    own = list_own_fields(known, held.intersection(unwritten), unwritten)
    partial = to_json(register.tables.partial)
    if not personal and _says_who_is_one(register.tables):
        partial["persons"] = True  # else whoever reads it would count two records of one person as two people
    # who lacks the pack knows of its tables only those that the document lists
    document["partial"] = {
        name: networks
        for name, networks in partial.items()
        if (table := name.partition(".")[0]) not in unwritten or table in held
    }
    if own:
        document["packs"] = own
    for name, model in known.roots.items():
        if name in register.tables:
            aside = () if personal else (field for _, fields in ASIDE.get(name, ()) for field in fields)
            hidden = hidden_fields(known, name, unwritten) | dict.fromkeys(aside, True)
            rows = (
                record.model_dump(mode="json", exclude_none=True, exclude=hidden)
                for record in register.all(model)
            )
            document[name] = [drop_empty(known, name, row) for row in rows] if unwritten else list(rows)
    return document


def _says_who_is_one(tables: "Tables") -> bool:
    """Return whether records may be of one person as far as the tables say: where they lack the table, nobody knows."""
    return "collaborators" in tables and ("persons" not in tables or tables.polars("persons").height > 0)


def flat_files(
    tables: "Tables", unwritten: Mapping[str, frozenset[str]], *, personal: bool
) -> dict[str, bytes]:
    """Return the exchange form of tables: bytes by file name, `datapackage.json` first.

    Args:
        tables: What is written.
        unwritten: By table of own fields the columns that do not go out.
        personal: Whether names and contacts go out.
    """
    partial = to_json(tables.partial)
    hidden = set[str]() if personal else {name for aside in ASIDE.values() for name, _ in aside}
    hidden |= tables_left_out(tables.schema, unwritten)
    names = [name for name in tables if name not in hidden]
    files: dict[str, bytes] = {}
    described = []
    for name in names:
        out = unwritten.get(name, frozenset())
        rows = _rows(tables, tables.schema[name], out)
        data = "".join(f"{_encode(row)}\n" for row in rows).encode()
        files[file_of(name)] = data
        stated = {"rows": len(rows), "bytes": len(data), "hash": digest(data)}
        table = describe_table(tables.schema[name], within=names, partial=partial, hidden=out) | stated
        # to Frictionless a table without a row is a file like any other: it cannot read one of lines of JSON
        described.append(table if rows else table | {"type": "file"})
    package = {"name": "dlxh-register", VERSION_KEY: SCHEMA_VERSION, "dlxh:asOf": tables.as_of.isoformat()}
    head = json.dumps(package | {"resources": described}, ensure_ascii=False, indent=1) + "\n"
    return {PACKAGE: head.encode(), **files}


def _rows(tables: "Tables", table: Table, hidden: frozenset[str]) -> list[dict[str, Any]]:
    import polars as pl

    written = []
    for column in table.columns:
        cell = pl.col(column.name)
        if column.kind is Kind.INSTANT:
            cell = cell.dt.offset_by("7h").dt.strftime("%Y-%m-%dT%H:%M:%S%.f+07:00")
        if column.kind is Kind.DAY:
            cell = cell.dt.strftime("%Y-%m-%d")
        if column.local_day_of is None and column.name not in hidden:
            written.append(cell)
    frame = tables.polars(table.name).select(written)
    if hidden:  # a row with nothing else filled shows whose it is
        own = names_of_own(table).intersection(frame.columns)
        frame = frame.filter(~pl.all_horizontal(pl.col(*sorted(own)).is_null()))
    return [
        {name: cell for name, cell in row.items() if cell is not None} for row in frame.iter_rows(named=True)
    ]
