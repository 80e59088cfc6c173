"""Sửa hỏng một dòng: for each rule one change of one row of a clean province that breaks exactly that rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.register.pack import Pack
from dlxh.register.schema import schema
from dlxh.register.tables import Tables
from dlxh.testing import mutators_dealings, mutators_money, mutators_papers, mutators_people, mutators_talk
from dlxh.testing.edits import Breaks, Edit, Row, Rows
from dlxh.testing.errors import InventionError
from dlxh.words.given import need, need_text

MUTATORS: Final[Mapping[str, Breaks]] = {
    **mutators_people.BREAKS,
    **mutators_papers.BREAKS,
    **mutators_talk.BREAKS,
    **mutators_dealings.BREAKS,
    **mutators_money.BREAKS,
}
"""What breaks each rule, by code."""


@dataclass(frozen=True)
class Broken:
    """A province in which one rule is violated.

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
        """The changed values as they were; None: there was no such row."""
        return self._pick_changes(self.edit.before)

    @property
    def wrong(self) -> Mapping[str, Any] | None:
        """The changed values as they are now; None: the row is gone."""
        return self._pick_changes(self.edit.after)

    def __str__(self) -> str:
        """Return for reading: the row, and each value before and after; a row that is added or gone has one side only."""
        names = [*(self.right or {}), *(name for name in self.wrong or {} if name not in (self.right or {}))]
        lines = [f"  {name}: {_side(self.right, name)} → {_side(self.wrong, name)}" for name in names]
        return "\n".join([f"{self.edit.table} {self.edit.key}", *lines])

    def _pick_changes(self, row: Row | None) -> Mapping[str, Any] | None:
        if row is None:
            return None
        before, after = self.edit.before or {}, self.edit.after or {}
        return {name: value for name, value in row.items() if before.get(name) != after.get(name)}


def _side(row: Mapping[str, Any] | None, name: str) -> str:
    value = None if row is None else row.get(name)
    return "—" if value is None else str(value)


def broken(tables: Tables, code: str) -> Broken:
    """Return a clean province with one row changed so that exactly one rule is violated.

    Args:
        tables: A province, as `province_tables` makes it.
        code: The rule.

    Raises:
        InventionError: no such rule.

    >>> from dlxh.testing.invented import province_tables
    >>> broken(province_tables(collaborators=4, years=2), "U101").wrong
    {'valid_to': None}
    """
    need(Tables, tables=tables)
    need_text(code=code)
    if code not in MUTATORS:
        raise InventionError(
            vi=f"không có thay đổi nào cho quy tắc {code!r}", en=f"there is no change for the rule {code!r}"
        )
    edit = MUTATORS[code](Rows(tables))
    return Broken(
        code, edit, _with(tables, edit) if edit.pack is None else _with_pack(tables, edit, edit.pack)
    )


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


def _with_pack(tables: Tables, edit: Edit, pack: Pack) -> Tables:
    """Return tables with the pack that brings the table, which has the row and no other."""
    own = Tables({edit.table: pl.DataFrame([edit.after])}, as_of=tables.as_of, enforced=True, pack=pack)
    return tables.append(own)
