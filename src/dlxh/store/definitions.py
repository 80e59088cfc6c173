"""Định nghĩa bảng: the tables of a register as SQLAlchemy metadata, generated from the schema and the pack."""

from collections.abc import Collection, Iterable, Iterator
from types import NoneType
from typing import Any, Final, Literal, get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Text,
    false,
    text,
    true,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from dlxh.register.columns import Column as Declared
from dlxh.register.columns import Kind
from dlxh.register.known_tables import Schema
from dlxh.register.labels import label_of
from dlxh.register.pack import Pack
from dlxh.register.schema import Table, schema_with
from dlxh.register.table_error import TableError
from dlxh.store.checks import Check, checks_of
from dlxh.store.instants import InstantType
from dlxh.store.names import FACTS, name_constraint
from dlxh.words.bilingual import ArgumentError, Lang, check_option, in_language
from dlxh.words.given import need, need_text, several

TYPES: Final[dict[Kind, type[TypeEngine[Any]]]] = {
    Kind.TEXT: Text,
    Kind.INTEGER: BigInteger,
    Kind.BOOLEAN: Boolean,
    Kind.DAY: Date,
    Kind.INSTANT: InstantType,
}
"""The type of each kind of column."""
_FACTS_VI: Final = (
    "những gì dlxh biết về cả sổ: ngày số liệu, bản lược đồ, bảng nào đã thu thập và đủ đến đâu"
)
_FACTS_EN: Final = (
    "what dlxh knows of the register as a whole: its day, its schema, which tables were collected and how far"
)


def metadata(  # noqa: PLR0913 - what a database may be made to hold: each has a name at the call
    *,
    only: Iterable[str] | None = None,
    prefix: str = "",
    db_schema: str | None = None,
    foreign_keys: Literal["deferred"] | None = "deferred",
    checks: Iterable[Check] = ("orders",),
    comments: Lang | None = "vi",
    pack: Pack | None = None,
) -> MetaData:
    """Return the tables of a register as SQLAlchemy metadata: for `create_all`, and as a target of Alembic.

    Each has its primary key, an index for what leads to its owner, and not null where a value must be there. A day that
    is computed from an instant has no column. What only `dlxh.check` sees, such as a code of an open list or two
    memberships that overlap, the database takes.

    Args:
        only: Names of the tables; None means all.
        prefix: What the names of the tables begin with in the database.
        db_schema: The schema of the database that they are in; None: its default.
        foreign_keys: `"deferred"`: references must lead somewhere when the transaction is committed. None: none are made,
            and the database takes what rule X101 reports.
        checks: What the database refuses besides: `"orders"`, a last day before the first one; `"codes"`, a code that is not
            in its closed list, whose check has to be renewed when a list grows.
        comments: The language of comments on tables and columns, where the database has any; None: no comments.
        pack: The province's pack, for the tables of its own fields.

    Raises:
        TableError: there is no such table.
        ArgumentError: an option that there is not.

    >>> import dlxh
    >>> reports = dlxh.store.metadata(only=["reports", "items"]).tables["reports"]
    >>> reports.c["received_at"].comment.partition(":")[0], reports.c["id"].primary_key
    ('thời điểm nhận', True)
    """
    need_text(prefix=prefix)
    need((str, NoneType), db_schema=db_schema)
    need((Pack, NoneType), pack=pack)
    if foreign_keys is not None:
        check_option("foreign_keys", foreign_keys, ("deferred",), ArgumentError)
    kinds = several("checks", checks, str)
    for kind in kinds:
        check_option("checks", kind, get_args(Check), ArgumentError)
    known = schema_with(pack)
    names = tuple(known) if only is None else several("only", only, str)
    TableError.refuse_unknown(names, known)
    whole = MetaData(schema=db_schema)
    chosen = [known[name] for name in known if name in names]
    for table in chosen:
        made = _define(whole, table, prefix, comments, pack)
        for check in checks_of(table, made, kinds):
            made.append_constraint(check)
        for link in _links(known, table, made, prefix, names) if foreign_keys else ():
            made.append_constraint(link)
    _define_facts(whole, prefix, comments)
    return whole


def stored_columns(table: Table) -> tuple[Declared, ...]:
    """Return the columns that a database holds.

    >>> from dlxh.register.schema import schema
    >>> [column.name for column in stored_columns(schema()["term_regulations"])]
    ['term', 'network', 'position', 'regulation']
    """
    return tuple(column for column in table.columns if column.local_day_of is None)


def _define(whole: MetaData, table: Table, prefix: str, comments: Lang | None, pack: Pack | None) -> SqlTable:
    name = prefix + table.name
    items: list[SchemaItem] = [_column(table, column, comments, pack) for column in stored_columns(table)]
    items.append(PrimaryKeyConstraint(*table.key, name=name_constraint("pk", name)))
    if table.link and table.key[: len(table.link)] != table.link:
        items.append(Index(name_constraint("ix", name, *table.link), *table.link))
    return SqlTable(name, whole, *items, comment=_comment(table.name, None, comments, pack))


def _column(table: Table, column: Declared, comments: Lang | None, pack: Pack | None) -> Column[Any]:
    return Column(
        column.name,
        TYPES[column.kind](),
        nullable=column.nullable,
        server_default=_default(column),
        comment=_comment(table.name, column.name, comments, pack),
    )


def _default(column: Declared) -> Any:  # noqa: ANN401 - what SQLAlchemy takes for a default
    """Return what a row of SQL has that leaves a column out; without it no column could be added to a table with rows."""
    if isinstance(column.default, bool):
        return true() if column.default else false()
    return text(str(column.default)) if isinstance(column.default, int) else column.default


def _comment(table: str, column: str | None, lang: Lang | None, pack: Pack | None) -> str | None:
    if lang is None:
        return None
    label = label_of(table, column, pack=pack)
    return f"{label.text(lang)}: {in_language(lang, vi=label.means_vi, en=label.means_en)}"


def _links(
    known: Schema, table: Table, made: SqlTable, prefix: str, names: Collection[str]
) -> Iterator[ForeignKeyConstraint]:
    """Yield the foreign keys of a table: to the row that owns it, which takes it along when it goes, and to what it refers to."""
    if table.parent in names and table.parent is not None:
        yield _link(made, prefix + table.parent, table.link, known[table.parent].key, "CASCADE")
    for column in table.columns:
        target = column.references
        if target in names and target is not None and column.name not in table.link:
            yield _link(made, prefix + target, (column.name,), ("id",), None)


def _link(
    made: SqlTable, target: str, columns: tuple[str, ...], key: tuple[str, ...], on_delete: str | None
) -> ForeignKeyConstraint:
    home = target if made.schema is None else f"{made.schema}.{target}"
    return ForeignKeyConstraint(
        columns,
        [f"{home}.{each}" for each in key],
        name=name_constraint("fk", made.name, *columns),
        ondelete=on_delete,
        deferrable=True,
        initially="DEFERRED",
    )


def _define_facts(whole: MetaData, prefix: str, comments: Lang | None) -> None:
    """Define the table of what is known of the rows as a whole."""
    comment = None if comments is None else in_language(comments, vi=_FACTS_VI, en=_FACTS_EN)
    name = prefix + FACTS
    key = PrimaryKeyConstraint("name", name=name_constraint("pk", name))
    SqlTable(
        name, whole, Column("name", Text()), Column("value", Text(), nullable=False), key, comment=comment
    )
