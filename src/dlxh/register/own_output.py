"""Trường riêng khi ghi: which own fields a writing leaves out, and which it says that it holds."""

from collections.abc import Container, Mapping
from typing import Any

from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table
from dlxh.words.disclosure import Disclosure


def hidden_columns(known: Schema, *, personal: bool, classified: bool) -> dict[str, frozenset[str]]:
    """Return by table of own fields the columns that do not go out.

    >>> from dlxh.register.schema import schema
    >>> hidden_columns(schema(), personal=False, classified=False)
    {}
    """
    kept = {Disclosure.RESTRICTED: personal, Disclosure.SECRET: classified}
    return {
        name: frozenset(column.name for column in table.columns if not kept.get(column.disclosure, True))
        for name, table in known.items()
        if table.pack is not None
    }


def hidden_fields(known: Schema, name: str, hidden: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """Return the own fields of a record, and of what it owns, that do not go out, as pydantic leaves them out.

    >>> from dlxh.register.schema import schema
    >>> hidden_fields(schema(), "reports", {})
    {}
    """
    found: dict[str, Any] = {each: True for part in known.own(name) for each in hidden[part.name]}
    for child in known.children(name):
        if hidden.get(child.name):  # the values of an own field
            found[str(child.field)] = True
        elif below := hidden_fields(known, child.name, hidden):
            found[str(child.field)] = {"__all__": below}
    return found


def drop_empty(known: Schema, name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a record as written, without own fields of several values that have none, as those of one value are left out.

    >>> from dlxh.register.schema import schema
    >>> drop_empty(schema(), "reports", {"sources": []})
    {'sources': []}
    """
    for child in known.children(name):
        field = str(child.field)
        if child.pack is None:
            for each in row.get(field, ()):
                drop_empty(known, child.name, each)
        elif row.get(field) == []:
            del row[field]
    return row


def list_own_fields(
    known: Schema, names: Container[str], hidden: Mapping[str, frozenset[str]]
) -> dict[str, dict[str, list[str]]]:
    """Return what a document says of packs: by pack and table the names of the own fields that it holds.

    >>> from dlxh.register.schema import schema
    >>> list_own_fields(schema(), [], {})
    {}
    """
    found: dict[str, dict[str, list[str]]] = {}
    for table in (table for name, table in known.items() if name in names):
        fields = found.setdefault(str(table.pack), {}).setdefault(str(table.parent), [])
        own = (column.name for column in table.own if column.local_day_of is None)
        fields += (name for name in own if name not in hidden[table.name])
    return found


def tables_left_out(known: Schema, unwritten: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the own tables that are left out whole: with nothing else, their keys would show whose cell is filled.

    >>> from dlxh.register.schema import schema
    >>> tables_left_out(schema(), {})
    set()
    """
    return {name for name, own in unwritten.items() if names_of_own(known[name]) <= own}


def names_of_own(table: Table) -> frozenset[str]:
    """Return the columns of an own table that are exchanged, besides those that identify a row.

    >>> from dlxh.register.schema import schema
    >>> "received_day" in names_of_own(schema()["reports"])
    False
    """
    return frozenset(column.name for column in table.own if column.local_day_of is None)
