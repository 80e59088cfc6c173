"""Chỗ sửa: one row of a province that is changed, added or taken out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import polars as pl

from dlxh.register.pack import Pack
from dlxh.register.schema import SOURCE_ROW, schema, schema_with
from dlxh.register.tables import Tables
from dlxh.testing.errors import InventionError

Row: TypeAlias = dict[str, Any]


class Rows:
    """The rows of a province, to choose from.

    >>> from dlxh.testing.invented import province_tables
    >>> rows = Rows(province_tables(collaborators=4, years=2))
    >>> rows.one("networks", "ML-00")["level"]
    'province'
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._frames: dict[str, pl.DataFrame] = {}

    def frame(self, table: str) -> pl.DataFrame:
        """Return a table without what is computed from its other columns."""
        if table not in self._frames:
            stored = [column.name for column in schema()[table].columns if column.local_day_of is None]
            self._frames[table] = self.tables.polars(table).select(*stored, SOURCE_ROW)
        return self._frames[table]

    def first(self, table: str, *where: pl.Expr) -> Row:
        """Return the first row that meets all conditions.

        Raises:
            InventionError: there is none; the province is too small for this change.
        """
        found = self.frame(table).filter(*where).head(1)
        if not found.height:
            raise InventionError(
                vi=f"bảng {table} không có dòng nào để sửa; dựng tỉnh nhiều cộng tác viên hoặc nhiều năm hơn",
                en=f"no row of {table} to change; take a province of more collaborators or years",
            )
        return found.row(0, named=True)

    def one(self, table: str, key: str) -> Row:
        """Return the row with an id."""
        return self.first(table, pl.col("id") == key)

    def work_out(self, table: str, row: Row, values: Mapping[str, Any]) -> Row:
        """Return a row with other values; expressions among them are worked out from it."""
        frame = pl.DataFrame([row], schema=self.frame(table).schema)
        return frame.with_columns(
            **{name: value if isinstance(value, pl.Expr) else pl.lit(value) for name, value in values.items()}
        ).row(0, named=True)


@dataclass(frozen=True)
class Edit:
    """One row changed, added or taken out.

    Attributes:
        table: The table.
        before: The row as it was; None: it is added.
        after: The row as it is then; None: it is taken out.
        found_at: Table and record of the finding, where that is another row.
        also: Rules that must speak too wherever this one does; their findings are consequences.
        pack: The pack that brings the table; None: it is one of ours.
    """

    table: str
    before: Row | None
    after: Row | None
    found_at: tuple[str, str] | None = None
    also: tuple[str, ...] = ()
    pack: Pack | None = None

    @property
    def finding(self) -> tuple[str, str]:
        """Table and record that the check names."""
        if self.found_at is not None:
            return self.found_at
        return self.table, self.key

    @property
    def key(self) -> str:
        """Key of the row that is changed, added or taken out, its parts joined by `#`."""
        row = self.before if self.after is None else self.after
        assert row is not None  # noqa: S101 - one of the two is there
        return "#".join(str(row[name]) for name in schema_with(self.pack)[self.table].key)


Breaks: TypeAlias = Callable[[Rows], Edit]
"""What breaks a rule in the rows of a clean province."""


def change_row(table: str, row: Row, *, found_at: tuple[str, str] | None = None, **values: object) -> Edit:
    """Return the change of some values of a row."""
    return Edit(table, row, {**row, **values}, found_at)


def add_row(
    table: str,
    row: Row,
    *,
    found_at: tuple[str, str] | None = None,
    also: tuple[str, ...] = (),
    **values: object,
) -> Edit:
    """Return the addition of a row like another."""
    return Edit(table, None, {**row, **values}, found_at, also)


def change(
    table: str,
    *where: pl.Expr,
    found_at: tuple[str, pl.Expr] | None = None,
    **values: object,
) -> Breaks:
    """Return what changes some values of the first row that meets all conditions."""

    def breaks(rows: Rows) -> Edit:
        row = rows.first(table, *where)
        return change_row(
            table, row, found_at=_place(rows, table, row, found_at), **rows.work_out(table, row, values)
        )

    return breaks


def add(table: str, *where: pl.Expr, **values: object) -> Breaks:
    """Return what adds a row like the first one that meets all conditions."""

    def breaks(rows: Rows) -> Edit:
        row = rows.first(table, *where)
        return add_row(table, row, **rows.work_out(table, row, values))

    return breaks


def take_out(
    table: str, *where: pl.Expr, found_at: tuple[str, pl.Expr], also: tuple[str, ...] = ()
) -> Breaks:
    """Return what takes out the first row that meets all conditions."""

    def breaks(rows: Rows) -> Edit:
        row = rows.first(table, *where)
        return Edit(table, row, None, _place(rows, table, row, found_at), also)

    return breaks


def _place(rows: Rows, table: str, row: Row, found_at: tuple[str, pl.Expr] | None) -> tuple[str, str] | None:
    if found_at is None:
        return None
    return found_at[0], rows.work_out(table, row, {"record": found_at[1]})["record"]
