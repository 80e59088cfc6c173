"""Điều đã biết về cả sổ: its day, and which tables were collected and how far, kept in a small table of the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from dlxh.register.coverage import EVERY, heard, join_partial, to_json
from dlxh.register.own_gaps import absent_own
from dlxh.register.tables import Tables
from dlxh.store.home import Home
from dlxh.store.statements import replace_rows
from dlxh.words.record import SCHEMA_VERSION

_DAY: Final = "as_of"
_VERSION: Final = "schema_version"
_TABLE: Final = "table "
"""What precedes the name of a table, or of an own column as `table.column`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database says of its rows as a whole.

    Attributes:
        as_of: The day on which the records were true; None: it does not say.
        held: The tables that were collected; None: it does not say.
        partial: What is not all there, as `Tables.partial` has it.
    """

    as_of: date | None = None
    held: frozenset[str] | None = None
    partial: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_facts(connection: Connection, home: Home) -> Facts:
    """Return what a database says of its rows; what cannot be understood promises nothing."""
    return _facts_of(_read_stored(connection, home))


def write_facts(connection: Connection, home: Home, tables: Tables, *, had_rows: frozenset[str]) -> None:
    """Write what is known of the rows together with those that were there; what is so already is left alone.

    Args:
        connection: A connection.
        home: Where the tables are.
        tables: What was written.
        had_rows: The tables of records that held some before: what is written of own fields is not known of those.
    """
    stored = _read_stored(connection, home)
    before = _facts_of(stored)
    held = (before.held or frozenset()) | {*tables}
    late = {} if before.held is None else absent_own(tables.schema, before.held)
    gaps = {
        name: gap for name, gap in late.items() if name in tables and tables.schema.root(name) in had_rows
    }
    partial = to_json(join_partial(join_partial(before.partial, tables.partial), gaps))
    day = tables.as_of if before.as_of is None else max(before.as_of, tables.as_of)
    known = {_DAY: day.isoformat(), _VERSION: json.dumps(SCHEMA_VERSION)}
    known |= {f"{_TABLE}{name}": json.dumps(partial.get(name, False)) for name in {*held, *partial}}
    changed = {name: value for name, value in known.items() if stored.get(name) != value}
    if not changed:
        return  # the row of the day is not locked by every record that is added
    rows = [{"name": name, "value": value} for name, value in sorted(changed.items())]
    connection.execute(replace_rows(connection, home.facts, ("name",)), rows)


def _read_stored(connection: Connection, home: Home) -> dict[str, str]:
    there = home.facts
    return {str(name): str(value) for name, value in connection.execute(select(there.c.name, there.c.value))}


def _facts_of(stored: Mapping[str, str]) -> Facts:
    tables = {
        name.removeprefix(_TABLE): _networks(value)
        for name, value in stored.items()
        if name.startswith(_TABLE)
    }
    partial = {name: networks for name, networks in tables.items() if networks}
    held = frozenset(name for name in tables if "." not in name) if _VERSION in stored else None
    return Facts(_day(stored.get(_DAY)), held, partial)


def _day(stated: str | None) -> date | None:
    try:
        return None if stated is None else date.fromisoformat(stated)
    except ValueError:
        return None


def _networks(stated: str) -> frozenset[str]:
    """Return the networks whose rows are not all there."""
    try:
        found: Any = json.loads(stated)
    except ValueError:
        found = None
    networks = heard(found)
    return frozenset({EVERY}) if networks is None else networks
