"""Câu lệnh SQL: what each database says in its own way."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Insert, TableClause
from sqlalchemy.dialects import postgresql, sqlite

from dlxh.store.errors import StoreError

_INSERTS: Final[Mapping[str, Callable[[TableClause], Any]]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def refuse_other_databases(connection: Connection) -> None:
    """Raise StoreError for a database whose rows nobody has tried to replace."""
    name = connection.dialect.name
    if name not in _INSERTS:
        raise StoreError(
            vi=f"chỉ ghi được vào PostgreSQL và SQLite, không ghi vào {name}; với cơ sở dữ liệu khác, ứng dụng tự ghi các dòng của register.tables",
            en=f"rows are written to PostgreSQL and SQLite, not to {name}; for another database write the rows of register.tables yourself",
        )


def replace_rows(connection: Connection, table: TableClause, key: Collection[str]) -> Insert:
    """Return the statement that puts each row in the place of the one with its key, or adds it."""
    insert = _INSERTS[connection.dialect.name](table)
    others = {column.name: insert.excluded[column.name] for column in table.c if column.name not in key}
    made: Insert = insert.on_conflict_do_update(index_elements=list(key), set_=others)
    return made
