"""Tên của mã: what people call the units, terms and networks of an answer, whose frames keep the ids.

Names are looked up when the answer is made, of its ids alone: a connection may be closed later. Names of collaborators are
never looked up.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from dlxh.register.finding import Phrase
from dlxh.register.levels import UNDIVIDED
from dlxh.register.schema import schema
from dlxh.register.tables import Tables
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.table_parts import show_on_one_line
from dlxh.words.text import unify_signs

IdNames: TypeAlias = Mapping[str, Mapping[str, Phrase]]
"""By table and id what people call it."""

_COLUMNS: Final[Mapping[str, tuple[str, str | None, str | None, str]]] = {
    "units": ("name", "valid_from", "valid_to", "parent"),
    "terms": ("label", "start", "end", "network"),
    "networks": ("name", None, None, "owner"),
}
"""Columns of the name, the first day, the last day, and of what is above."""
NAMED_TABLES: Final = frozenset(_COLUMNS)
"""The tables whose ids have names."""
_ABOVE: Final[Mapping[str, str]] = {"units": "units", "terms": "networks", "networks": "units"}
_MANY: Final = 300
"""With more ids than this the whole table is read: engines are slow to compare with long lists."""
_UNDIVIDED: Final = Phrase("không phân chia được", "undivided")


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    name: str
    above: str | None
    first: date | None = None
    last: date | None = None

    def days(self, lang: Lang) -> str:
        """Return the last day, or else the first: what sets a unit apart from another of its name."""
        if self.last is not None:
            day = write_day(self.last, lang)
            return in_language(lang, vi=f"đến {day}", en=f"until {day}")
        if self.first is not None:
            day = write_day(self.first, lang)
            return in_language(lang, vi=f"từ {day}", en=f"from {day}")
        return ""


def names_of(tables: Tables, ids: Mapping[str, Iterable[str | None]]) -> IdNames:
    """Return what people call the units, terms and networks with some ids; those without a name are left out.

    Where two of them share a name, their days are added, else the name of what is above, else both, else the id; and the
    id where what results would still read like another name of the answer.

    Args:
        tables: The tables with the names; one that is absent gives none.
        ids: The ids of an answer, by table.

    >>> from dlxh import OrgUnit
    >>> place = {"name": "Gia Lai", "kind": "place", "level": "province"}
    >>> units = [OrgUnit(id="gl", valid_to="2025-06-30", **place), OrgUnit(id="gl2", **place)]
    >>> names = names_of(Tables.of(units, as_of=date(2026, 1, 5)), {"units": ["gl", "gl2", "x"]})
    >>> [name_of(names, "units", key, "vi") for key in ("gl", "gl2", "x")]
    ['Gia Lai (đến 30/6/2025)', 'Gia Lai', None]
    """
    found: dict[str, dict[str, Phrase]] = {}
    for table, keys in ids.items():
        wanted = {key for key in keys if key is not None}
        others = {UNDIVIDED: _UNDIVIDED} if table == "units" and UNDIVIDED in wanted else {}
        rows = _read(tables, table, wanted)
        marked = {**{key: Phrase(key, key) for key in wanted}, **_tell_apart(tables, table, rows), **others}
        names = {row.id: row.name for row in rows}
        vi = set_apart({key: text.vi for key, text in marked.items()}, names)
        en = set_apart({key: text.en for key, text in marked.items()}, names)
        if names or others:
            found[table] = {**others, **{key: Phrase(vi[key], en[key]) for key in names}}
    return found


@cache
def table_named_in(table: str | None) -> str | None:
    """Return the table with names to which the first part of a table's key belongs; None: there are no names.

    >>> table_named_in("units"), table_named_in("unit_successors"), table_named_in("reports")
    ('units', 'units', None)
    """
    known = schema().get(table or "")
    if known is None or known.name in _COLUMNS:
        return None if known is None else known.name
    above = known.column(known.key[0]).references
    return above if above in _COLUMNS else None


def show_with_id(names: IdNames, table: str | None, key: str) -> str | Phrase:
    """Return the key of a row for a sentence that somebody will look it up by: the name in front, where there is one.

    >>> show_with_id({"units": {"sl": Phrase("Sơn La", "Sơn La")}}, "units", "sl#0").vi
    'Sơn La [sl#0]'
    """
    found = names.get(table or "", {}).get(key.partition("#")[0])
    return key if found is None else Phrase(f"{found.vi} [{key}]", f"{found.en} [{key}]")


def set_apart(texts: Mapping[str, str], names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return texts by id, no two alike: those that a reader would take for one are the name with the id, or the id.

    >>> set_apart({"a": "Ia Băng", "b": "Ia  Băng", "c": "Ia Pa"})
    {'a': 'Ia Băng (a)', 'b': 'Ia  Băng (b)', 'c': 'Ia Pa'}
    """
    bare = {**texts, **(names or {})}
    met = _count_alike(texts.values())
    once = {key: text if met[text] == 1 else f"{bare[key]} ({key})" for key, text in texts.items()}
    met = _count_alike(once.values())
    return {key: text if met[text] == 1 else key for key, text in once.items()}


def _count_alike(texts: Iterable[str]) -> dict[str, int]:
    """Return how many of the texts a reader would take for each; each text is looked at once, for answers are long."""
    listed = list(texts)
    read = {text: _read_alike(text) for text in dict.fromkeys(listed)}
    met = Counter(read[text] for text in listed)
    return {text: met[seen] for text, seen in read.items()}


def _read_alike(text: str) -> str:
    return " ".join(unify_signs(text).casefold().split())


def name_of(names: IdNames, table: str | None, key: str, lang: Lang) -> str | None:
    """Return what people call an id of a table; None: that is not known.

    >>> name_of({"units": {"sl": Phrase("Sơn La", "Sơn La")}}, "units", "sl", "vi")
    'Sơn La'
    """
    found = names.get(table or "", {}).get(key)
    return None if found is None else in_language(lang, vi=found.vi, en=found.en)


def _read(tables: Tables, table: str, keys: Iterable[str]) -> list[_Row]:
    import narwhals as nw
    import polars as pl

    wanted = sorted(keys)
    if not wanted or table not in tables:
        return []
    name, first, last, above = _COLUMNS[table]
    columns = ["id", name, above, *(day for day in (first, last) if day is not None)]
    plan = tables[table].select(*columns)
    if len(wanted) <= _MANY:
        plan = plan.filter(nw.col("id").is_in(wanted))
    frame: Any = plan.collect("polars").to_native()
    rows = frame.filter(pl.col("id").is_in(wanted)).drop_nulls(name).sort(*columns).unique("id", keep="first")
    shown = (_Row(row[0], show_on_one_line(row[1]).strip(), *row[2:]) for row in rows.sort("id").iter_rows())
    return [row for row in shown if row.name]


def _tell_apart(tables: Tables, table: str, rows: list[_Row]) -> dict[str, Phrase]:
    alike: dict[str, list[_Row]] = {}
    for row in rows:
        alike.setdefault(_read_alike(row.name), []).append(row)
    groups = [group for group in alike.values() if len(group) > 1]
    wanted = {row.above for group in groups for row in group if row.above is not None}
    above = {row.id: row.name for row in _read(tables, _ABOVE[table], wanted)}
    found = {row.id: Phrase(row.name, row.name) for row in rows}
    for group in groups:
        marks = [_marks(group, above, lang) for lang in ("vi", "en")]
        for row, vi, en in zip(group, *marks, strict=True):
            found[row.id] = Phrase(*(f"{row.name} ({mark})" if mark else row.name for mark in (vi, en)))
    return found


def _marks(group: list[_Row], above: Mapping[str, str], lang: Lang) -> list[str]:
    """Return for each of some rows with one name what distinguishes it from the others."""

    def name_above(row: _Row) -> str:
        return above.get(row.above or "", "")

    def both(row: _Row) -> str:
        return ", ".join(filter(None, (name_above(row), row.days(lang))))

    ways: tuple[Callable[[_Row], str], ...] = (lambda row: row.days(lang), name_above, both)
    for way in ways:
        marks = [way(row) for row in group]
        if len({*marks}) == len(marks):
            return marks
    marks = [both(row) for row in group]
    met = Counter(marks)
    return [mark if met[mark] == 1 else row.id for row, mark in zip(group, marks, strict=True)]
