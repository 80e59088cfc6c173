"""Chỗ của sổ trong cơ sở dữ liệu: what its tables are called there, and what of them there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, TypeAlias

from sqlalchemy import Connection, TableClause, Text, column, inspect
from sqlalchemy import table as sql_table
from sqlalchemy.engine.reflection import ObjectKind
from sqlalchemy.types import TypeEngine

from dlxh.register.schema import Table
from dlxh.store.definitions import TYPES, stored_columns
from dlxh.store.names import FACTS
from dlxh.words.given import need, need_text

Columns: TypeAlias = Mapping[str, TypeEngine[Any]]
"""The columns of a table as the database has them, with their types."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the tables of a register are.

    Attributes:
        prefix: What their names begin with.
        db_schema: The schema of the database; None: its default.
    """

    prefix: str
    db_schema: str | None

    def __post_init__(self) -> None:
        need_text(prefix=self.prefix)
        need((str, NoneType), db_schema=self.db_schema)

    @property
    def facts(self) -> TableClause:
        """The table of what is known of the rows as a whole."""
        return sql_table(
            self.prefix + FACTS, column("name", Text()), column("value", Text()), schema=self.db_schema
        )

    def has_facts(self, connection: Connection) -> bool:
        """Return whether there is the table of what is known of the rows as a whole, which `metadata` always has."""
        return inspect(connection).has_table(self.prefix + FACTS, schema=self.db_schema)

    def find_names(self, connection: Connection) -> frozenset[str]:
        """Return the names of the tables that there are, without their prefix."""
        names = inspect(connection).get_table_names(schema=self.db_schema)
        return frozenset(name.removeprefix(self.prefix) for name in names if name.startswith(self.prefix))

    def find_columns(self, connection: Connection) -> dict[str, Columns]:
        """Return the columns of each table and view, by the name of the table without its prefix."""
        found = inspect(connection).get_multi_columns(schema=self.db_schema, kind=ObjectKind.ANY)
        return {
            name.removeprefix(self.prefix): {each["name"]: each["type"] for each in columns}
            for (_, name), columns in found.items()
            if name.startswith(self.prefix)
        }


@cache
def typed_table(home: Home, table: Table) -> TableClause:
    """Return a table with the types of its columns, for statements that write.

    >>> from dlxh.register.schema import schema
    >>> typed_table(Home("dlxh_", None), schema()["terms"]).name
    'dlxh_terms'
    """
    columns = [column(each.name, TYPES[each.kind]()) for each in stored_columns(table)]
    return sql_table(home.prefix + table.name, *columns, schema=home.db_schema)
