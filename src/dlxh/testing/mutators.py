"""Sửa hỏng một dòng: for each rule one change of one row of a clean province that breaks exactly that rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.testing.errors import InventionError
from dlxh.words.given import need, need_text

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
        """Return the first row of which all conditions hold.

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


@dataclass(frozen=True)
class Edit:
    """One row changed, added or taken out.

    Attributes:
        table: The table.
        before: The row as it was; None: it is added.
        after: The row as it is then; None: it is taken out.
        found_at: Table and record of the finding, where that is another row.
        also: Rules that must speak too wherever this one does; their findings are consequences.
    """

    table: str
    before: Row | None
    after: Row | None
    found_at: tuple[str, str] | None = None
    also: tuple[str, ...] = ()

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
        return "#".join(str(row[name]) for name in schema()[self.table].key)


Breaks: TypeAlias = Callable[[Rows], Edit]
MUTATORS: dict[str, Breaks] = {}
"""What breaks each rule, by code; modules of mutators fill it."""


def mutator(code: str) -> Callable[[Breaks], Breaks]:
    """Note a function as what breaks a rule.

    Raises:
        InventionError: another one has the code.
    """

    def noted(function: Breaks) -> Breaks:
        if MUTATORS.setdefault(code, function) is not function:
            raise InventionError(vi=f"{code} đã có hàm làm sai", en=f"{code} has a mutator")
        return function

    return noted


def changed(table: str, row: Row, *, found_at: tuple[str, str] | None = None, **values: Any) -> Edit:  # noqa: ANN401 - columns
    """Return the change of some values of a row."""
    return Edit(table, row, {**row, **values}, found_at)


def added(
    table: str,
    row: Row,
    *,
    found_at: tuple[str, str] | None = None,
    also: tuple[str, ...] = (),
    **values: Any,  # noqa: ANN401 - columns
) -> Edit:
    """Return the addition of a row like another."""
    return Edit(table, None, {**row, **values}, found_at, also)


@dataclass(frozen=True)
class Broken:
    """A province in which one rule is broken.

    Attributes:
        code: The rule.
        edit: What was done.
        tables: The province with it.
    """

    code: str
    edit: Edit
    tables: Tables = field(repr=False)

    @property
    def right(self) -> Mapping[str, Any] | None:
        """What the row said before, of what was changed; None: there was none."""
        return self._shown(self.edit.before)

    @property
    def wrong(self) -> Mapping[str, Any] | None:
        """What it says now; None: it is gone."""
        return self._shown(self.edit.after)

    def __str__(self) -> str:
        """Return for reading: the row, and each value before and after; a row that is added or gone has one side only."""
        names = [*(self.right or {}), *(name for name in self.wrong or {} if name not in (self.right or {}))]
        lines = [f"  {name}: {_side(self.right, name)} → {_side(self.wrong, name)}" for name in names]
        return "\n".join([f"{self.edit.table} {self.edit.key}", *lines])

    def _shown(self, row: Row | None) -> Mapping[str, Any] | None:
        if row is None:
            return None
        before, after = self.edit.before or {}, self.edit.after or {}
        return {name: value for name, value in row.items() if before.get(name) != after.get(name)}


def _side(row: Mapping[str, Any] | None, name: str) -> str:
    value = None if row is None else row.get(name)
    return "—" if value is None else str(value)


def broken(tables: Tables, code: str) -> Broken:
    """Return a clean province with one row changed so that exactly one rule is broken.

    Args:
        tables: A province, as `province_tables` makes it.
        code: The rule.

    Raises:
        InventionError: no such rule.

    >>> from dlxh.testing.invented import province_tables
    >>> broken(province_tables(collaborators=4, years=2), "U101").wrong
    {'valid_to': None}
    """
    _fill()

    need(Tables, tables=tables)
    need_text(code=code)
    if code not in MUTATORS:
        raise InventionError(
            vi=f"không có thay đổi nào cho quy tắc {code!r}", en=f"there is no change for the rule {code!r}"
        )
    edit = MUTATORS[code](Rows(tables))
    return Broken(code, edit, _with(tables, edit))


def _with(tables: Tables, edit: Edit) -> Tables:
    frame = Rows(tables).frame(edit.table)
    if edit.before is not None:
        same = [pl.col(name) == edit.before[name] for name in schema()[edit.table].key]
        frame = frame.filter(~pl.all_horizontal(same))
    if edit.after is not None:
        frame = pl.concat([frame, pl.DataFrame([edit.after], schema=frame.schema)])
    own = Tables({edit.table: frame}, as_of=tables.as_of)
    exchanged: nw.LazyFrame[Any] = own[edit.table]
    return tables.replace_frames({edit.table: exchanged})


def _fill() -> None:
    """Load the mutators, which need this module."""
    for part in ("people", "papers", "talk", "dealings", "money"):
        import_module(f"dlxh.testing.mutators_{part}")
