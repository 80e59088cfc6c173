"""Dạng trao đổi: a folder or zip of flat NDJSON files with a Frictionless `datapackage.json`."""

from typing import Any

from dlxh.register.columns import Kind
from dlxh.register.schema import Table, schema
from dlxh.words.bilingual import BilingualError

PACKAGE = "datapackage.json"
VERSION = "1"
PENDING = ".new"
"""What the name of a file ends in that is written and not yet put in its place."""

_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.DAY: "date",
    Kind.INSTANT: "datetime",
}


class ReadError(BilingualError):
    """A source that cannot be opened as what it claims to be; faults inside it are findings.

    >>> print(ReadError(vi="không có tệp", en="no such file"))
    không có tệp / no such file
    """


def resource(table: Table, *, partial: bool | list[str] | None) -> dict[str, Any]:
    """Return the Frictionless description of one table, with keys, references and who may see each column."""
    fields = []
    for column in table.columns:
        if column.local_day_of is None:
            needed = not column.nullable and column.default is None
            fields.append(
                {
                    "name": column.name,
                    "type": _TYPES[column.kind],
                    "constraints": {"required": needed},
                    "dlxh:disclosure": column.disclosure.value,
                }
            )
    links = [
        {"fields": [column.name], "reference": {"resource": column.references, "fields": ["id"]}}
        for column in table.columns
        if column.references is not None and column.references != table.name
    ]
    described: dict[str, Any] = {
        "name": table.name,
        "path": f"{table.name}.ndjson",
        "format": "ndjson",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": list(table.key), "foreignKeys": links},
    }
    return described | ({"dlxh:partial": partial} if partial else {})


def known_tables() -> str:
    """Return the names of all tables for an error message."""
    return ", ".join(schema())
