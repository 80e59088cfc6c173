"""Cột không nêu: rules that would show a personal value or free text are refused, and functions of tables get no own one."""

from collections.abc import Callable, Iterable
from typing import Any

import narwhals as nw

from dlxh.register.columns import Column
from dlxh.register.pack_laws import (
    Law,
    find_hidden,
    find_withheld,
    is_no_evidence,
    is_silent,
    say_withheld,
    tables_shown,
)
from dlxh.register.schema import schema
from dlxh.register.tables import Tables
from dlxh.rules.language.declared import find_table, own_columns_of
from dlxh.rules.language.errors import RuleError
from dlxh.words.disclosure import Disclosure


def refuse_hidden(law: Law) -> None:
    """Refuse a rule that shows what findings may not show, as far as classes declare it.

    Of an own field that several classes declare one may be shown; the pack and `check` know which class is meant.

    Raises:
        RuleError: a sentence, or evidence, would show a personal value or free text.
    """
    for name in law.placeholders:
        for table in tables_shown(law, schema()):
            _refuse_any(law.code, table, name, lambda column, own: is_silent(column))  # noqa: ARG005 - one for both
    for table, name in sorted(law.evidence_columns):
        _refuse_any(law.code, table, name, lambda column, own: is_no_evidence(column, own=own))


def _refuse_any(code: str, table: str, name: str, is_hidden: Callable[[Column, bool], bool]) -> None:
    known = find_table(table)
    if known.pack is not None:  # several classes may have the field, and the pack knows which is meant
        return
    ours = [column for column in known.columns if column.name == name]
    columns = ours or own_columns_of(known, name)
    if columns and all(is_hidden(column, not ours) for column in columns):
        raise _refusal(code, name)


def refuse_hidden_in(laws: Iterable[Law], tables: Tables) -> None:
    """Refuse rules that show an own field which the pack of tables hides, or want to see one; raises RuleError."""
    if tables.pack is None:
        return
    for law in laws:
        if (column := find_hidden(law, tables.schema)) is not None:
            raise _refusal(law.code, column.name)
        if (name := find_withheld(law, tables.schema)) is not None:
            raise RuleError(**say_withheld(law, name))


def without_hidden(tables: Tables) -> Tables:
    """Return tables without the personal own fields: what a function of tables shows cannot be seen before it is run.

    >>> from datetime import date
    >>> without_hidden(Tables({}, as_of=date(2024, 7, 1))).names
    ()
    """
    own = [table for table in tables.schema.values() if table.pack is not None and table.name in tables]
    kept: dict[str, nw.LazyFrame[Any]] = {}
    gone: set[str] = set()
    for table in own:
        hidden = [each.name for each in table.own if each.disclosure >= Disclosure.RESTRICTED]
        if hidden and len(hidden) == len(table.own):  # its keys would show whose cells are filled
            gone.add(table.name)
        elif hidden:
            kept[table.name] = tables[table.name].drop(hidden)
    some = tables.select(name for name in tables if name not in gone) if gone else tables
    return some.replace_frames(kept) if kept else some


def _refusal(code: str, column: str) -> RuleError:
    return RuleError(
        vi=f"{code}: câu thông báo và evidence không được nêu {column}: giá trị riêng tư hoặc chữ tự do; nêu {{record}}",
        en=f"{code}: a message or its evidence may not contain {column}, a personal value or free text; use {{record}}",
    )
