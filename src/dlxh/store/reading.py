"""Đọc từ cơ sở dữ liệu: the rows of a register, whoever filled the tables; what does not fit comes back as findings."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import polars as pl
from sqlalchemy import Connection

from dlxh.register.coverage import EVERY
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding
from dlxh.register.finding_list import FindingList
from dlxh.register.findings import Findings
from dlxh.register.flatten import empty_frame
from dlxh.register.known_tables import Schema
from dlxh.register.limits import DEFAULT_LIMITS, Limits
from dlxh.register.line_columns import FEW
from dlxh.register.own_gaps import absent_own
from dlxh.register.pack import Pack
from dlxh.register.reading import Reading
from dlxh.register.register import Register
from dlxh.register.rows import Refusal, Refusals, is_key
from dlxh.register.schema import SOURCE_ROW, Table, schema_with
from dlxh.register.sound_rows import compose_texts, doubtful, with_declared_columns
from dlxh.register.table_error import TableError
from dlxh.register.tables import Tables
from dlxh.store.errors import NO_TABLES
from dlxh.store.facts import Facts, read_facts
from dlxh.store.home import Columns, Home
from dlxh.store.names import FACTS
from dlxh.store.postgres_rows import can_copy, copy_rows
from dlxh.store.raw_rows import RawRows, fetch_rows
from dlxh.store.typed_rows import Judge, declare_columns, is_needed, names_stored, number_rows, split_rows
from dlxh.words.days import plain_day
from dlxh.words.given import need, several


def read(  # noqa: PLR0913 - what is read, and from where
    connection: Connection,
    *,
    as_of: date | None = None,
    networks: Iterable[str] | None = None,
    only: Iterable[str] | None = None,
    pack: Pack | None = None,
    prefix: str = "",
    db_schema: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """Read a register from the tables, or views, that are called as those of `metadata`.

    A row that does not fit is a finding and is set aside, as `dlxh.read` does it: a text that is not a code of its closed list, a
    value of another type, an item without a topic. A row whose owner is missing stays in its table: rule X101 reports it.
    Rows are in the order of their keys.

    Args:
        connection: A connection of SQLAlchemy. For one state of all tables it should be in a transaction that is repeatable.
        as_of: The as-of date of the records; None: the database states it, as `write` recorded it.
        networks: The networks whose rows are read; what belongs to no network, such as units, is read whole. None: all.
        only: Names of the tables to read, and those without which their rows are none; None means all that are there.
        pack: The province's pack.
        prefix: As for `metadata`.
        db_schema: As for `metadata`.
        limits: How many findings are listed.

    Raises:
        ReadError: the database has none of the tables; it is not stated on which day the records were true; the tables are of
            another version of the schema.
        TableError: there is no table of a name in `only`, or a table of the database lacks a column that must be there.

    >>> import sqlalchemy as sa
    >>> import dlxh
    >>> engine = sa.create_engine("sqlite://")
    >>> dlxh.store.metadata().create_all(engine)
    >>> with engine.begin() as connection:
    ...     dlxh.store.write(connection, dlxh.read(dlxh.example("gia-lai")).register)
    ...     reading = read(connection)
    >>> reading.ok, reading.register.as_of, len(reading.register.reports)
    (True, datetime.date(2025, 7, 1), 386)
    """
    found = _Package(connection, Home(prefix, db_schema), pack, limits, judges=True)
    tables = found.read(as_of, networks, only)
    return Reading(Register.from_tables(tables), Findings(found.findings, as_of=tables.as_of))


def read_tables(  # noqa: PLR0913 - what is read, and from where
    connection: Connection,
    *,
    as_of: date | None = None,
    networks: Iterable[str] | None = None,
    only: Iterable[str] | None = None,
    pack: Pack | None = None,
    prefix: str = "",
    db_schema: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Tables:
    """Read the tables of a register as columns, for millions of rows: `check` judges them, as after `dlxh.read_tables`.

    All rows that columns can hold are there; of the others `Tables.refused` says what is wrong with them.

    Args:
        connection: As for `read`.
        as_of: As for `read`.
        networks: As for `read`.
        only: As for `read`.
        pack: As for `read`.
        prefix: As for `metadata`.
        db_schema: As for `metadata`.
        limits: How many findings are listed.

    Raises:
        ReadError: as `read` does.
        TableError: as `read` does.

    >>> import sqlalchemy as sa
    >>> import dlxh
    >>> engine = sa.create_engine("sqlite://")
    >>> dlxh.store.metadata().create_all(engine)
    >>> with engine.begin() as connection:
    ...     dlxh.store.write(connection, dlxh.read(dlxh.example("gia-lai")).register)
    ...     read_tables(connection, only=["networks", "reports"])
    <Tables as of 2025-07-01: networks, reports>
    """
    found = _Package(connection, Home(prefix, db_schema), pack, limits, judges=False)
    return found.read(as_of, networks, only)


@dataclass
class _Package:
    """What has been read of a database so far."""

    connection: Connection
    home: Home
    pack: Pack | None
    limits: Limits
    judges: bool
    """Whether each row that a model may refuse is judged by it."""
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    partial: dict[str, frozenset[str]] = field(default_factory=dict)
    listed: dict[str, FindingList] = field(default_factory=dict)

    def __post_init__(self) -> None:
        need(Connection, connection=self.connection)
        need((Pack, type(None)), pack=self.pack)
        need(Limits, limits=self.limits)

    @property
    def schema(self) -> Schema:
        """The tables that there may be."""
        return schema_with(self.pack)

    @property
    def findings(self) -> list[Finding]:
        """What does not fit, in the order of the tables."""
        return [finding for listed in self.listed.values() for finding in listed]

    def read(self, as_of: date | None, networks: Iterable[str] | None, only: Iterable[str] | None) -> Tables:
        """Return what is there."""
        given = None if networks is None else list(several("networks", networks, str))
        wanted = tuple(self.schema) if only is None else several("only", only, str)
        TableError.refuse_unknown(wanted, self.schema)
        if self.judges:
            wanted = tuple(self._with_needed(wanted))
        there = self.home.find_columns(self.connection)
        if FACTS not in there and there.keys().isdisjoint(self.schema):
            raise ReadError(*NO_TABLES)
        facts = read_facts(self.connection, self.home) if FACTS in there else Facts()
        day = self._day(as_of, facts)
        self.partial = {name: gap for name, gap in facts.partial.items() if name.partition(".")[0] in wanted}
        for name in self.schema:
            if name in wanted and name in there:
                if facts.held is not None:
                    _refuse_missing(self.schema[name], there[name])
                frame = self._table(self.schema[name], there[name], given)
                if frame.height or facts.held is None or name in facts.held:
                    self.frames[name] = frame
        if self.judges:
            self._take_out_childless(wanted)
        self.partial |= absent_own(self.schema, self.frames) if only is None else {}
        return self._tables(day, enforced=self.judges)

    def _with_needed(self, names: Iterable[str]) -> Iterator[str]:
        """Yield tables, and those that their rows need: a case has contents."""
        for name in names:
            yield name
            needed = (child.name for child in self.schema.children(name) if is_needed(self.schema, child))
            yield from self._with_needed(needed)

    def _day(self, given: date | None, facts: Facts) -> date:
        if given is not None:
            return plain_day(given, "as_of")
        if facts.as_of is None:
            raise ReadError(
                vi="cơ sở dữ liệu không ghi ngày số liệu; hãy đưa as_of=date(năm, tháng, ngày)",
                en="the database does not give its as-of day; give as_of=date(year, month, day)",
            )
        return facts.as_of

    def _tables(self, day: date, *, enforced: bool) -> Tables:
        stated: dict[str, Any] = {"partial": self.partial, "pack": self.pack, "enforced": enforced}
        return Tables(self.frames, as_of=day, refused=() if enforced else self.findings, **stated)

    def _table(self, table: Table, there: Columns, networks: list[str] | None) -> pl.DataFrame:
        """Return the rows of a table that fit, in the order of their keys."""
        listed = self.listed[table.name] = FindingList(self.home.prefix + table.name, self.limits, table.name)
        raw = self._fetch(table, there, networks)
        if raw.frame.is_empty():
            return empty_frame(table)
        typed, odd = split_rows(table, raw)
        rows = declare_columns(table, typed)
        if self.judges:
            rows = with_declared_columns(table, rows)
            # Of few rows each is judged by its model: to judge them as columns takes longer, however few they are.
            doubted = (rows[SOURCE_ROW] if rows.height < FEW else doubtful(table, rows)).to_list()
            kept = rows.filter(~pl.col(SOURCE_ROW).is_in(doubted)) if doubted else rows
        else:
            kept, doubted = compose_texts(table, rows)
        if odd or doubted:
            odd |= number_rows(table, rows.filter(pl.col(SOURCE_ROW).is_in(doubted)))
            judge = Judge(table, listed, partial(self._lacks, table.name))
            kept = pl.concat([with_declared_columns(table, kept), judge.judge(sorted(odd.items()))])
        rows = kept.sort(table.key)
        nothing = pl.Series(SOURCE_ROW, dtype=pl.Int64).extend_constant(None, rows.height)
        return rows.replace_column(rows.width - 1, nothing)

    def _fetch(self, table: Table, there: Columns, networks: list[str] | None) -> RawRows:
        fetch = copy_rows if can_copy(self.connection) else fetch_rows
        return fetch(self.connection, self.home, table, there, networks)

    def _lacks(self, name: str, network: object) -> None:
        """Note that a table lacks a row of a network, or of any network where the row does not say which."""
        known = network if isinstance(network, str) and is_key(network) else EVERY
        self.partial[name] = self.partial.get(name, frozenset()) | {known}

    def _take_out_childless(self, wanted: Collection[str]) -> None:
        """Take out rows whose model needs values in another table that are not there, such as a topic."""
        for child in reversed([*self.schema.values()]):
            owner = self.frames.get(str(child.parent))
            if owner is None or child.name not in wanted or not is_needed(self.schema, child):
                continue
            children = self.frames.get(child.name, empty_frame(child))
            is_lost = ~pl.col("id").is_in(children[child.link[0]].unique().implode())
            table = self.schema[str(child.parent)]
            judge = Judge(table, self.listed[table.name], partial(self._lacks, table.name))
            for row in owner.filter(is_lost).select(names_stored(table)).iter_rows(named=True):
                judge.refuse(row, Refusals((Refusal(child.field, "too_short", {"min_length": 1}),)))
            self.frames[table.name] = owner.filter(~is_lost)


def _refuse_missing(table: Table, there: Columns) -> None:
    """Raise TableError where a table that we have written lacks a column: its values would be lost without a word."""
    if missing := [name for name in names_stored(table) if name not in there]:
        raise TableError.columns(table, missing=missing)
