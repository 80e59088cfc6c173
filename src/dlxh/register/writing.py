"""Ghi: a register to a folder or zip of flat files, or to nested JSON."""

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlxh.register.columns import Kind
from dlxh.register.coverage import told
from dlxh.register.exchange import PACKAGE, VERSION, resource
from dlxh.register.schema import ROOTS, Table, schema

if TYPE_CHECKING:
    from dlxh.register.register import Register
    from dlxh.register.tables import Tables

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(register: "Register", path: Path) -> Path:
    """Write a register as nested JSON (`.json`), as a zip (`.zip`) or into a folder, and return the path.

    The same register gives the same bytes. Files of other names in the folder stay.
    """
    if path.suffix == ".json":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nested_json(register), encoding="utf-8")
        return path
    files = flat_files(register.tables)
    if path.suffix == ".zip":
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
        return path
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8", newline="\n")
    return path


def nested_json(register: "Register") -> str:
    """Return the register as one JSON document: a list of records per kind."""
    document: dict[str, Any] = {"dlxh": VERSION, "as_of": register.as_of.isoformat()}
    document["partial"] = told(register.tables.partial)
    for name, model in ROOTS.items():
        if name in register.tables:
            document[name] = [
                record.model_dump(mode="json", exclude_none=True) for record in register.all(model)
            ]
    return json.dumps(document, ensure_ascii=False, indent=1)


def flat_files(tables: "Tables") -> dict[str, str]:
    """Return the exchange form of tables: text by file name, `datapackage.json` first."""
    partial = told(tables.partial)
    described = [resource(schema()[name], partial=partial.get(name)) for name in tables]
    package = {"name": "dlxh-register", "dlxh:version": VERSION, "dlxh:asOf": tables.as_of.isoformat()}
    files = {PACKAGE: json.dumps(package | {"resources": described}, ensure_ascii=False, indent=1) + "\n"}
    for name in tables:
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
