"""Điều đã biết về cả sổ: its day, and which tables were collected and how far, kept in a small table of the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from dlxh.register.coverage import EVERY, heard, join_partial, to_json
from dlxh.register.exchange import ReadError
from dlxh.register.own_gaps import absent_own
from dlxh.register.tables import Tables
from dlxh.store.errors import NO_TABLES, StoreError
from dlxh.store.home import Home, typed_table
from dlxh.store.names import FACTS
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
    """Return what a database says of its rows; what cannot be understood promises nothing.

    Raises:
        ReadError: its tables are of another version of the schema.
    """
    stored = _read_stored(connection, home)
    if (version := stored.get(_VERSION, json.dumps(SCHEMA_VERSION))) != json.dumps(SCHEMA_VERSION):
        raise ReadError(*_other_version(version))
    return _facts_of(stored)


@dataclass(frozen=True, slots=True)
class Before:
    """What a database held and said before something is written.

    Attributes:
        connection: A connection.
        home: Where the tables are.
        stored: What it says, as it is written.
        had_rows: The tables of records that are written and that held some.
        networks: The networks that it held.
    """

    connection: Connection
    home: Home
    stored: Mapping[str, str]
    had_rows: frozenset[str]
    networks: frozenset[str]

    @classmethod
    def of(cls, connection: Connection, home: Home, tables: Tables) -> "Before":
        """Return what a database holds; raises StoreError where it has no tables, or those of another version."""
        if not home.has_facts(connection):
            raise StoreError(*NO_TABLES)
        stored = _read_stored(connection, home)
        if (version := stored.get(_VERSION, json.dumps(SCHEMA_VERSION))) != json.dumps(SCHEMA_VERSION):
            raise StoreError(*_other_version(version))
        roots = [name for name in tables.schema.roots if name in tables]
        there = {name: typed_table(home, tables.schema[name]) for name in roots}
        had = (name for name in roots if connection.execute(select(there[name].c.id).limit(1)).first())
        ids = connection.scalars(select(there["networks"].c.id)) if "networks" in there else ()
        return cls(connection, home, stored, frozenset(had), frozenset(ids))

    def write(self, tables: Tables, *, replaces: bool) -> None:
        """Write what is known of the rows together with those that were there; what is so already is left alone."""
        before = _facts_of(self.stored)
        held = (before.held or frozenset()) | {*tables}
        partial = self._keep_gaps(before, tables) if replaces else before.partial
        for more in (tables.partial, self._own_gaps(before, tables), self._network_gaps(before, tables)):
            partial = join_partial(partial, more)
        day = tables.as_of if before.as_of is None else max(before.as_of, tables.as_of)
        stated = to_json(partial)
        known = {_DAY: day.isoformat(), _VERSION: json.dumps(SCHEMA_VERSION)}
        names = {*held, *stated, *before.partial}
        known |= {f"{_TABLE}{name}": json.dumps(stated.get(name, False)) for name in names}
        changed = {name: value for name, value in known.items() if self.stored.get(name) != value}
        if not changed:
            return  # the row of the day is not locked by every record that is added
        rows = [{"name": name, "value": value} for name, value in sorted(changed.items())]
        self.connection.execute(replace_rows(self.connection, self.home.facts, ("name",)), rows)

    def _keep_gaps(self, before: Facts, tables: Tables) -> Mapping[str, frozenset[str]]:
        """Return what stays partial where the register says anew how whole its networks are."""
        own = _networks_of(tables)
        kept = {
            name: gap if name.partition(".")[0] not in tables else gap - own - {EVERY}
            for name, gap in before.partial.items()
        }
        return {name: gap for name, gap in kept.items() if gap}

    def _own_gaps(self, before: Facts, tables: Tables) -> Mapping[str, frozenset[str]]:
        """Return as partial own fields that come later: they are not known of the records that were there."""
        late = {} if before.held is None else absent_own(tables.schema, before.held)
        return {
            name: gap
            for name, gap in late.items()
            if name in tables and tables.schema.root(name) in self.had_rows
        }

    def _network_gaps(self, before: Facts, tables: Tables) -> Mapping[str, frozenset[str]]:
        """Return as partial, as `Register.join` has it, what was collected of some networks and not of others."""
        own, held = _networks_of(tables), before.held
        if held is None or not own:
            return {}
        fresh, others = own - self.networks, self.networks - own
        lacking = dict.fromkeys(held - {*tables}, fresh) | dict.fromkeys({*tables} - held, others)
        return {name: gap for name, gap in lacking.items() if gap}


def _networks_of(tables: Tables) -> frozenset[str]:
    """Return the networks that are written."""
    return frozenset(tables.polars("networks")["id"]) if "networks" in tables else frozenset()


def _other_version(stated: str) -> tuple[str, str]:
    """Return what is wrong with tables of another version, in both languages."""
    return (
        (
            f"các bảng theo lược đồ phiên bản {stated}, thư viện này dùng phiên bản {SCHEMA_VERSION}; sửa bảng (như bằng Alembic), "
            f"rồi ghi {SCHEMA_VERSION} vào dòng {_VERSION} của bảng {FACTS}"
        ),
        (
            f"the tables are of version {stated} of the schema and this library has version {SCHEMA_VERSION}; change the tables "
            f"(with Alembic, for instance), then put {SCHEMA_VERSION} into the row {_VERSION} of {FACTS}"
        ),
    )


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
