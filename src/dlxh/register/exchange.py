"""Dạng trao đổi: a folder or zip of flat NDJSON files with a Frictionless `datapackage.json`."""

from collections.abc import Container, Mapping
from typing import Any

from dlxh.register.columns import Kind
from dlxh.register.schema import Table
from dlxh.words.bilingual import Error

PACKAGE = "datapackage.json"
VERSION_KEY = "dlxh:version"
"""What a package calls the version of the form of its records; a document calls it `dlxh`."""
PENDING = ".new"
"""What the name of a file ends in that is written and not yet put in its place."""

_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.DAY: "date",
    Kind.INSTANT: "datetime",
}


class ReadError(Error):
    """A source that cannot be opened or is not of a form that can be read; faults inside it are findings.

    >>> print(ReadError(vi="không có tệp", en="no such file"))
    không có tệp / no such file
    """


def file_of(table: str) -> str:
    """Return the name of the file that a table is written to.

    >>> file_of("reports")
    'reports.ndjson'
    """
    return f"{table}.ndjson"


def describe_table(
    table: Table,
    *,
    within: Container[str],
    partial: Mapping[str, bool | list[str]],
    hidden: Container[str] = (),
) -> dict[str, Any]:
    """Return the Frictionless description of one table, with keys, references and who may see each column.

    Args:
        table: The table.
        within: The tables of the package: what refers to another table is not described as a reference.
        partial: What is partial, as `coverage.to_json` has it: the table, and own columns of it.
        hidden: Columns that do not go out.
    """
    columns = [
        column for column in table.columns if column.local_day_of is None and column.name not in hidden
    ]
    fields = [
        {
            "name": column.name,
            "type": _TYPES[column.kind],
            "constraints": {"required": not column.nullable and column.default is None},
            "dlxh:disclosure": column.disclosure.value,
        }
        | _partial_of(partial, f"{table.name}.{column.name}")
        for column in columns
    ]
    links = [
        {"fields": [column.name], "reference": {"resource": column.references, "fields": ["id"]}}
        for column in columns
        if column.references is not None and column.references in within and column.references != table.name
    ]
    described: dict[str, Any] = {
        "name": table.name,
        "path": file_of(table.name),
        "format": "ndjson",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        # an empty cell is left out, so that the columns are not those of the first row
        "dialect": {"json": {"keyed": True, "keys": [column.name for column in columns]}},
        "schema": {"fields": fields, "primaryKey": list(table.key), "foreignKeys": links},
    }
    described |= {"dlxh:pack": table.pack} if table.pack is not None else {}
    return described | _partial_of(partial, table.name)


def _partial_of(partial: Mapping[str, bool | list[str]], name: str) -> dict[str, Any]:
    return {"dlxh:partial": partial[name]} if name in partial else {}
