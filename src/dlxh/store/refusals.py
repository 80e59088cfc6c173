"""Bị từ chối khi ghi: what cannot be written, with table, key and check, and without a value of a row."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import polars as pl
from sqlalchemy.exc import DBAPIError

from dlxh.register.labels import call_table
from dlxh.register.rows import is_key
from dlxh.register.schema import Table
from dlxh.store.errors import StoreError
from dlxh.store.names import FACTS
from dlxh.words.bilingual import LANGS

T = TypeVar("T")
_LISTED = 20
"""How many ids an error lists."""


def refuse_keys(table: Table, frame: pl.DataFrame) -> None:
    """Raise StoreError where two rows have one key: a database keeps one of them, and which of them is not for it to choose."""
    twice = frame.filter(pl.struct(table.key).is_duplicated())
    if twice.is_empty():
        return
    keys = list(dict.fromkeys(twice.select(table.key).rows()))
    vi, en = (call_table(table, lang) for lang in LANGS)
    raise StoreError(
        vi=f"bảng {vi}: khóa có nhiều hơn một dòng: {_list_keys(keys)}; giữ một dòng, dlxh.check nêu hết",
        en=f"table {en}: keys with more than one row: {_list_keys(keys)}; keep one row, dlxh.check lists them all",
    )


def refuse_taken(table: Table, ids: Sequence[str]) -> StoreError:
    """Return the error of records that are there already."""
    vi, en = (call_table(table, lang) for lang in LANGS)
    listed = _list_keys([(key,) for key in ids])
    return StoreError(
        vi=f"bảng {vi} đã có các mã: {listed}; dùng on_conflict='update' để thay",
        en=f"table {en} has these ids already: {listed}; use on_conflict='update' to replace them",
    )


def _list_keys(keys: Sequence[tuple[object, ...]]) -> str:
    """Return keys; one that is not an id may be somebody's name."""
    shown = ["#".join(str(part) if is_key(part) else "…" for part in key) for key in keys[:_LISTED]]
    return ", ".join(shown) + (", …" if len(keys) > _LISTED else "")


def refuse_left(name: str) -> StoreError:
    """Return the error of rows that a write would leave without their owner, or give to another one."""
    return StoreError(
        vi=f"bảng {name} có dòng thuộc về những dòng sắp bị thay, mà sổ được ghi không có bảng này; đọc lại với pack= và đủ các bảng (không dùng only=) rồi ghi",
        en=f"table {name} has rows of what would be replaced, and the register that is written does not have this table; read again with pack= and with all tables (no only=), then write",
    )


def refuse_owners(table: Table, owner: Table) -> StoreError:
    """Return the error of rows that are written without those that own them."""
    (vi, en), (owner_vi, owner_en) = ([call_table(each, lang) for lang in LANGS] for each in (table, owner))
    return StoreError(
        vi=f"bảng {vi} phải ghi cùng bảng {owner_vi}: các dòng được thay theo bản ghi chủ",
        en=f"table {en} has to be written together with table {owner_en}: rows are replaced with the record that owns them",
    )


def without_rows(table: Table | None, act: Callable[[], T]) -> T:
    """Do what may fail in a database, whose error quotes rows: the one that is raised quotes none, and does not lead to it.

    Args:
        table: What is written; None: the table of facts.
        act: What is done.
    """
    try:
        return act()
    except DBAPIError as error:
        cause = _cause_of(error)
    vi, en = (FACTS if table is None else call_table(table, lang) for lang in LANGS)
    raise StoreError(
        vi=f"cơ sở dữ liệu không nhận bảng {vi} ({cause}); hủy giao dịch, xem dlxh.check nêu gì, và bảng có đúng metadata() không",
        en=f"the database does not take table {en} ({cause}); roll back, see what dlxh.check finds, and whether the tables are those of metadata()",
    )


def _cause_of(error: DBAPIError) -> str:
    """Return the kind of error and the name of the check that was broken, where the driver says it."""
    origin = error.orig
    diagnosis = getattr(origin, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None)
    code = getattr(origin, "sqlstate", None) or getattr(origin, "sqlite_errorname", None)
    if constraint is None and code == "SQLITE_CONSTRAINT_CHECK":
        constraint = str(origin).rpartition(": ")[2]
    parts = (type(origin).__name__, code, constraint)
    return ", ".join(str(part) for part in parts if part is not None)
