"""Ghi: a register to a folder or zip of flat files, or to nested JSON."""

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlxh.register.columns import Kind
from dlxh.register.coverage import told
from dlxh.register.exchange import PACKAGE, VERSION, resource
from dlxh.register.schema import ASIDE, ROOTS, Table, schema
from dlxh.words.bilingual import BilingualError

if TYPE_CHECKING:
    from dlxh.register.register import Register
    from dlxh.register.tables import Tables

SECRECY = "secrecy_level"
"""The column of a table whose records may bear a secrecy mark."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class WriteError(BilingualError):
    """What may not be written without saying so; nothing was written.

    >>> print(WriteError(vi="có độ mật", en="it bears a secrecy mark"))
    có độ mật / it bears a secrecy mark
    """


def write(register: "Register", path: Path, *, personal: bool = False, classified: bool = False) -> Path:
    """Write a register as nested JSON (`.json`), as a zip (`.zip`) or into a folder, and return the path.

    The same register gives the same bytes. Files of other names in the folder stay; tables of an earlier writing go.

    Args:
        register: What is written.
        path: Where to.
        personal: Whether collaborators' names and contacts go out; they are left out otherwise.
        classified: Whether records with a secrecy mark may go out.

    Raises:
        WriteError: there are records with a secrecy mark, and `classified` does not allow them.
    """
    if not classified:
        _refuse_classified(register.tables)
    if path.suffix == ".json":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nested_json(register, personal=personal), encoding="utf-8")
        return path
    files = flat_files(register.tables, personal=personal)
    if path.suffix == ".zip":
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
        return path
    path.mkdir(parents=True, exist_ok=True)
    for (
        name
    ) in schema():  # a table of an earlier writing must not stand beside a package that does not know it
        (path / f"{name}.ndjson").unlink(missing_ok=True)
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8", newline="\n")
    return path


def _refuse_classified(tables: "Tables") -> None:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    for name in tables:
        if SECRECY in schema()[name].names:
            marked = tables[name].filter(~nw.col(SECRECY).is_null()).select("id").collect("polars").shape[0]
            if marked:
                raise WriteError(
                    vi=f"bảng {name} có {marked} bản ghi mang độ mật; chỉ ghi ra nơi được phép, với classified=True",
                    en=f"table {name} has {marked} records with a secrecy mark; write them only to a cleared place, with "
                    "classified=True",
                )


def nested_json(register: "Register", *, personal: bool = True) -> str:
    """Return the register as one JSON document: a list of records per kind."""
    document: dict[str, Any] = {"dlxh": VERSION, "as_of": register.as_of.isoformat()}
    document["partial"] = told(register.tables.partial)
    for name, model in ROOTS.items():
        if name in register.tables:
            hidden = set(ASIDE[name][1]) if name in ASIDE and not personal else set[str]()
            document[name] = [
                record.model_dump(mode="json", exclude_none=True, exclude=hidden)
                for record in register.all(model)
            ]
    return json.dumps(document, ensure_ascii=False, indent=1)


def flat_files(tables: "Tables", *, personal: bool = True) -> dict[str, str]:
    """Return the exchange form of tables: text by file name, `datapackage.json` first."""
    partial = told(tables.partial)
    hidden = set[str]() if personal else {name for name, _ in ASIDE.values()}
    names = [name for name in tables if name not in hidden]
    described = [resource(schema()[name], partial=partial.get(name)) for name in names]
    package = {"name": "dlxh-register", "dlxh:version": VERSION, "dlxh:asOf": tables.as_of.isoformat()}
    files = {PACKAGE: json.dumps(package | {"resources": described}, ensure_ascii=False, indent=1) + "\n"}
    for name in names:
        rows = _rows(tables, schema()[name])
        files[f"{name}.ndjson"] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return files


def _rows(tables: "Tables", table: Table) -> list[dict[str, Any]]:
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    written = []
    for column in table.columns:
        cell = pl.col(column.name)
        if column.kind is Kind.INSTANT:
            cell = cell.dt.offset_by("7h").dt.strftime("%Y-%m-%dT%H:%M:%S%.f+07:00")
        if column.kind is Kind.DAY:
            cell = cell.dt.strftime("%Y-%m-%d")
        if column.local_day_of is None:
            written.append(cell)
    frame = tables.polars(table.name).select(written)
    return [
        {name: cell for name, cell in row.items() if cell is not None} for row in frame.iter_rows(named=True)
    ]
