"""Trường riêng chưa rõ: own tables and own columns that a source does not hold; their empty cells are unknown, not empty."""

from collections.abc import Container
from typing import TYPE_CHECKING, Final

from dlxh.register.coverage import EVERY, heard, join_partial
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table

if TYPE_CHECKING:
    from dlxh.register.tables import Tables

_WHOLLY: Final = frozenset({EVERY})


def absent_own(known: Schema, there: Container[str]) -> dict[str, frozenset[str]]:
    """Return as partial the own tables that are not there, of records that are: one that is added later makes none whole.

    >>> from dlxh.register.schema import schema
    >>> absent_own(schema(), ["reports"])
    {}
    """
    own = (table for table in known.values() if table.pack is not None and table.name not in there)
    return {table.name: _WHOLLY for table in own if known.root(table.name) in there}


def append_more(tables: "Tables", more: "Tables") -> "Tables":
    """Return tables with those of more records; what these alone state of own fields is not known of the records before them.

    >>> from datetime import date
    >>> from dlxh.register.tables import Tables
    >>> nothing = Tables({}, as_of=date(2024, 7, 1))
    >>> append_more(nothing, nothing).partial
    {}
    """
    known = tables.schema
    gaps = {
        name: gap
        for name, gap in absent_own(known, tables.names).items()
        if name in more and tables[known.root(name)].head(1).collect("polars").shape[0]
    }
    joined = tables.append(more)
    if not gaps:
        return joined
    return joined.with_metadata(as_of=joined.as_of, partial=join_partial(joined.partial, gaps))


def unlisted_columns(table: Table, listed: Container[str]) -> dict[str, frozenset[str]]:
    """Return as partial, by `table.column`, the own columns of a table that are not among those listed.

    >>> from dlxh.register.schema import schema
    >>> unlisted_columns(schema()["reports"], [])
    {}
    """
    return {name: _WHOLLY for name in table.own_names if name.partition(".")[2] not in listed}


def gaps_of_file(table: Table, schema: object) -> dict[str, frozenset[str]]:
    """Return what a package says in `schema` of the own columns in the file of a table: one that lists none holds them all.

    >>> from dlxh.register.schema import schema
    >>> gaps_of_file(schema()["reports"], {"fields": []})
    {}
    """
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list):
        return {}
    entries = [each for each in fields if isinstance(each, dict) and isinstance(each.get("name"), str)]
    stated = {f"{table.name}.{each['name']}": heard(each.get("dlxh:partial", False)) for each in entries}
    own = {name: stated[name] for name in table.own_names if name in stated}
    gaps = {
        name: _WHOLLY if networks is None else networks
        for name, networks in own.items()
        if networks != frozenset()
    }
    return unlisted_columns(table, [each["name"] for each in entries]) | gaps


def gaps_of_document(stated: object, known: Schema, there: Container[str]) -> dict[str, frozenset[str]]:
    """Return what a document, which says in `packs` what it holds of own fields, does not hold of its records.

    >>> from dlxh.register.schema import schema
    >>> gaps_of_document({}, schema(), ["reports"])
    {}
    """
    packs = stated if isinstance(stated, dict) else {}
    found: dict[str, frozenset[str]] = {}
    for name, gap in absent_own(known, there).items():
        table = known[name]
        fields = packs.get(table.pack)
        listed = fields.get(table.parent) if isinstance(fields, dict) else None
        written = listed if isinstance(listed, list) else []
        is_held = any(column.name in written for column in table.own)
        found |= unlisted_columns(table, written) if is_held else {name: gap}
    return found
