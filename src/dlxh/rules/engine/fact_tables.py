"""Bảng dữ kiện: what rules look up besides the records, the same whatever the records are, and how findings show it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final, TypeAlias

import polars as pl

from dlxh.data.area_codes import area_codes
from dlxh.data.code_lists import code_list, code_list_names
from dlxh.data.commune_lineage import unchanged_communes
from dlxh.data.document_days import document_days
from dlxh.models.unit import Level
from dlxh.register.finding import Phrase
from dlxh.register.flatten import dtype
from dlxh.register.pack import Pack
from dlxh.rules.language.declared import AREA_CODES, CODE_DAYS, DOCUMENT_DAYS, OPEN_CODES, find_table
from dlxh.words.bilingual import LANGS, in_language
from dlxh.words.code_entries import CodeEntry
from dlxh.words.codes import CodeList
from dlxh.words.days import write_day

Codes: TypeAlias = Sequence[tuple[str, CodeEntry]]
"""Codes, each with the name of its list."""
_NAMES: Final = {
    CODE_DAYS: ("code", "dùng", "in use"),
    DOCUMENT_DAYS: ("document", "có hiệu lực", "in force"),
}
"""The facts that have days: in which column their name is, and what they are on these days."""
_JOINTS: Final = ((" từ ", " from "), (" đến hết ", " until "), ("; thay bằng ", "; then "))
"""The texts before the first day, the last day, and the successor."""


@cache
def _area_codes() -> pl.DataFrame:
    unchanged = unchanged_communes()
    rows = (
        (
            *(codes.scheme, level.value, code, province, codes.district_of.get(code), codes.names[code]),
            code in unchanged,
        )
        for codes in area_codes()
        for level, listed in ((Level.DISTRICT, codes.districts), (Level.COMMUNE, codes.communes))
        for code, province in listed.items()
    )
    return _table(AREA_CODES, rows)


def _code_days(codes: Codes) -> pl.DataFrame:
    rows = (
        (f"{name}#{entry.key}", name, entry.key, entry.valid_from, entry.valid_to, entry.replaced_by)
        for name, entry in codes
        if entry.valid_from is not None or entry.valid_to is not None
    )
    return _table(CODE_DAYS, rows)


def _open_codes(codes: Codes, own: frozenset[str] = frozenset()) -> pl.DataFrame:
    is_open = own.union(name for name in code_list_names() if code_list(name).open)
    rows = ((f"{name}#{entry.key}", name, entry.key) for name, entry in codes if name in is_open)
    return _table(OPEN_CODES, rows)


def _codes() -> Codes:
    return [(name, entry) for name in code_list_names() for entry in code_list(name)]


def _own_codes(lists: Iterable[CodeList]) -> Codes:
    """Return codes of one's own, as further codes of the base of their list where that is open, and as those of their own list."""
    based = [(each.base.name, each) for each in lists if each.base is not None and each.base.open]
    return [(name, code) for name, each in (*based, *((each.name, each) for each in lists)) for code in each]


def own_facts(pack: Pack | None) -> "dict[str, Callable[[], pl.DataFrame]]":
    """Return the tables of facts with the codes of a pack too; none where it has no codes.

    >>> own_facts(None)
    {}
    """
    lists = () if pack is None else pack.code_lists
    own = _own_codes(lists)
    opened = frozenset(each.name for each in lists if each.open)
    made: dict[str, Callable[[Codes], pl.DataFrame]] = {
        CODE_DAYS: _code_days,
        OPEN_CODES: partial(_open_codes, own=opened),
    }
    return {name: partial(make, [*_codes(), *own]) for name, make in made.items()} if own else {}


@cache
def _document_days() -> pl.DataFrame:
    rows = (
        (
            each.document.replace("Đ", "D"),  # an id: anything else may be a name, and is not shown
            each.document,
            each.first_day,
            each.last_day,
            each.replaced_by,
            each.base_salary,
        )
        for each in document_days()
    )
    return _table(DOCUMENT_DAYS, rows)


def _table(name: str, rows: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    columns = {column.name: dtype(column.kind) for column in find_table(name).columns}
    return pl.DataFrame(list(rows), schema=columns, orient="row")


FACTS: Mapping[str, Callable[[], pl.DataFrame]] = {
    AREA_CODES: _area_codes,
    CODE_DAYS: cache(lambda: _code_days(_codes())),
    DOCUMENT_DAYS: _document_days,
    OPEN_CODES: cache(lambda: _open_codes(_codes())),
}
"""The tables by name."""


@cache
def _codes_by_id() -> dict[str, CodeEntry]:
    return {f"{name}#{code.key}": code for name, code in _codes()}


@cache
def _by_id(table: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in FACTS[table]().rows(named=True)}


def phrase(table: str, key: str, lists: Iterable[CodeList] = ()) -> Phrase:
    """Return a fact as a finding shows it: the code or document, its days, and its successor.

    Args:
        table: A table of facts that have days.
        key: The id of the fact; of one that is not there nothing more is said.
        lists: Code lists of one's own.

    >>> phrase("code_days", "area_scheme#19/2025").vi
    'bảng mã của Quyết định 19/2025/QĐ-TTg (19/2025; dùng từ 1/7/2025)'
    >>> phrase("document_days", "29/2018/QH14").en
    '29/2018/QH14 (in force until 2026-02-28; then 117/2025/QH15)'
    """
    row = _by_id(table).get(key)
    named = [_codes_by_id()[key]] if table == CODE_DAYS and row is not None else []
    if row is None and table == CODE_DAYS:
        own = [(name, code) for name, code in _own_codes(lists) if f"{name}#{code.key}" == key]
        row, named = next(_code_days(own).iter_rows(named=True), None), [code for _, code in own]
    if row is None:
        return Phrase(key, key)
    column, *uses = _NAMES[table]
    vi, en = (_days(row, use, lang) for use, lang in zip(uses, LANGS, strict=True))
    label_vi, label_en = (named[0].vi, named[0].en) if named else (row[column], row[column])
    return Phrase(_with_days(label_vi, row[column], vi), _with_days(label_en, row[column], en))


def _with_days(label: str, name: str, days: str) -> str:
    return f"{label} ({days})" if label == name else f"{label} ({name}; {days})"


def _days(row: Mapping[str, Any], use: str, lang: str) -> str:
    """Return what is said of the days of a fact: since when, until when, and what then."""
    since, until, then = (in_language(lang, vi=vi, en=en) for vi, en in _JOINTS)
    first, last, after = row["first_day"], row["last_day"], row["replaced_by"]
    return "".join(
        [
            use,
            "" if first is None else since + write_day(first, lang),
            "" if last is None else until + write_day(last, lang),
            "" if after is None else then + after,
        ]
    )
