"""Ghi vào cơ sở dữ liệu: the rows of a register in one transaction of the app."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

import polars as pl
from sqlalchemy import ColumnElement, Connection, TableClause, column, delete, select
from sqlalchemy import table as sql_table

from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import parse_own
from dlxh.register.register import Register
from dlxh.register.schema import SINGULAR, Table
from dlxh.register.tables import Tables
from dlxh.store.definitions import stored_columns
from dlxh.store.facts import Before
from dlxh.store.home import Home, typed_table
from dlxh.store.refusals import refuse_keys, refuse_left, refuse_owners, refuse_taken, without_rows
from dlxh.store.statements import refuse_other_databases, replace_rows
from dlxh.words.bilingual import ArgumentError, check_option
from dlxh.words.given import need

_AT_ONCE = 1_000
"""How many ids one statement lists: every database has a bound."""


def write(  # noqa: PLR0913 - what is written, and how
    connection: Connection,
    register: Register | Tables,
    *,
    on_conflict: Literal["update", "raise"] = "update",
    coverage: Literal["join", "replace"] = "join",
    prefix: str = "",
    db_schema: str | None = None,
) -> None:
    """Write a register, or tables, into the tables of `metadata`; the app begins the transaction and commits it.

    Of a record that is there already all is replaced, with what it owns: an item that it no longer has is gone. A table that
    is absent in the register, such as names and contacts that were not read, is left as it is. With the rows goes what is
    known of them as a whole: the day (the later one counts), and which tables were collected and how far.

    Args:
        connection: A connection of SQLAlchemy.
        register: What is written; its pack says which own fields there are.
        on_conflict: `"update"`: a record whose id is there is replaced. `"raise"`: it is an error, and nothing is written.
        coverage: `"join"`: a table stays partial where the database or the register says so. `"replace"`: of the tables and
            networks that are written it is as the register says, such as whole after a faulty row was mended.
        prefix: As for `metadata`.
        db_schema: As for `metadata`.

    Raises:
        StoreError: the database has no tables of ours yet; rows would be left without their owner, such as those of a pack that the register does not have; the database is neither PostgreSQL nor SQLite; an id is there already or twice; the database refuses a row, such as one that breaks a check. It says
            which table and which check, and no value of a row. References are looked at when the app commits.

    >>> import sqlalchemy as sa
    >>> import dlxh
    >>> register = dlxh.read(dlxh.example("gia-lai")).register
    >>> engine = sa.create_engine("sqlite://")
    >>> dlxh.store.metadata().create_all(engine)
    >>> with engine.begin() as connection:
    ...     write(connection, register)
    ...     connection.scalar(sa.text("select count(*) from reports"))
    386
    """
    need(Connection, connection=connection)
    need((Register, Tables), register=register)
    check_option("on_conflict", on_conflict, ("update", "raise"), ArgumentError)
    check_option("coverage", coverage, ("join", "replace"), ArgumentError)
    refuse_other_databases(connection)
    tables = register.tables if isinstance(register, Register) else register
    writing = _Writing(
        connection,
        Home(prefix, db_schema),
        tables,
        replaces=on_conflict == "update",
        renews=coverage == "replace",
    )
    writing.run()


class _Writing:
    """Writes tables, owners before what they own."""

    def __init__(
        self, connection: Connection, home: Home, tables: Tables, *, replaces: bool, renews: bool
    ) -> None:
        self.connection = connection
        self.home = home
        self.tables = tables
        self.known: Schema = tables.schema
        self.replaces = replaces
        self.renews = renews
        self.there: frozenset[str] = frozenset()

    def run(self) -> None:
        """Write all."""
        frames = {name: self.tables.polars(name) for name in self.known if name in self.tables}
        for name, frame in frames.items():
            table = self.known[name]
            if table.parent is not None and table.parent not in frames:
                raise refuse_owners(table, self.known[table.parent])
            refuse_keys(table, frame)
        before = without_rows(None, lambda: Before.of(self.connection, self.home, self.tables))
        for name in self.known.roots:
            if name in before.had_rows:
                ids = frames[name]["id"].to_list()
                without_rows(self.known[name], partial(self._make_room, name, ids))
        for name, frame in frames.items():
            table = self.known[name]
            replaces = self.replaces and table.parent is None
            without_rows(table, partial(self._insert, table, frame, replaces=replaces))
        without_rows(None, lambda: before.write(self.tables, replaces=self.renews))

    def _table(self, name: str) -> TableClause:
        return typed_table(self.home, self.known[name])

    def _make_room(self, name: str, ids: Sequence[str]) -> None:
        """Take out what records of a table own that are there already; raises StoreError where they must not be."""
        there = self._table(name)
        found = [
            key
            for part in _parts(ids)
            for key in self.connection.scalars(select(there.c.id).where(there.c.id.in_(part)))
        ]
        if found and not self.replaces:
            raise refuse_taken(self.known[name], found)
        self.there = self.home.find_names(self.connection) if found else frozenset()
        for part in _parts(found):
            for child in self.known.below(name):
                if child.name in self.tables and child.name in self.there:
                    self._take_out(child, self._table(child.name).c[child.link[0]].in_(part))

    def _take_out(self, table: Table, rows: ColumnElement[bool]) -> None:
        """Delete rows of a table with all that they own; raises StoreError where they own rows that are not written anew."""
        there = self._table(table.name)
        owners = select(there.c[table.key[0]]).where(rows)
        for name, link in self._below(table):
            if name in self.tables:
                child = self.known[name]
                self._take_out(child, self._table(name).c[link].in_(owners))
                continue
            left = sql_table(self.home.prefix + name, column(link), schema=self.home.db_schema)
            if self.connection.execute(select(left.c[link]).where(left.c[link].in_(owners)).limit(1)).first():
                raise refuse_left(self.home.prefix + name)
        self.connection.execute(delete(there).where(rows))

    def _below(self, table: Table) -> Iterator[tuple[str, str]]:
        """Yield the tables of the database below a table, those of any pack among them, with the column that leads to it."""
        for name in sorted(self.there):
            own = parse_own(name)
            if name in self.known:
                if self.known[name].parent == table.name:
                    yield name, self.known[name].link[0]
            elif own is not None and own[0] == table.name:
                yield name, table.key[0] if table.key != ("id",) or not own[2] else SINGULAR[table.name]

    def _insert(self, table: Table, frame: pl.DataFrame, *, replaces: bool) -> None:
        if frame.is_empty():
            return
        there = self._table(table.name)
        rows = frame.select(column.name for column in stored_columns(table)).to_dicts()
        statement = replace_rows(self.connection, there, table.key) if replaces else there.insert()
        self.connection.execute(statement, rows)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids, as many at once as one statement lists."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
