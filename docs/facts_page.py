"""Dữ kiện có nguồn: what the library knows of days, amounts and places, with the document and how far it is known."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from dlxh.data.code_lists import code_list
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.money import format_dong
from dlxh.words.table_parts import capitalize
from docs.markdown import code, filterable, rows
from docs.sources import DATA, FACTS

_CALLS: Final = {
    "areas": ("communes", "commune", "districts"),
    "base_salary": ("base_salary",),
    "days_off": ("vietnam_calendar",),
    "deadline_presets": ("deadline_preset",),
    "document_days": (),
    "measure_sets": (),
    "provinces": ("provinces", "province"),
}


def facts(lang: Lang) -> str:
    """Return every kind of fact: how to ask for it, until when it is known, and its rows if they are few.

    >>> facts("en").count("{#base-salary}")
    1
    """
    return "\n\n".join(_section(name, lang).rstrip() for name in FACTS) + "\n"


def _section(name: str, lang: Lang) -> str:
    path = DATA / "areas" / "areas.toml" if name == "areas" else DATA / f"{name}.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    vi, en = FACTS[name]
    said = []
    if calls := ", ".join(f"[`dlxh.data.{call}`][dlxh.data.{call}]" for call in _CALLS[name]):
        said.append(in_language(lang, vi=f"Hỏi bằng {calls}", en=f"Asked for by {calls}"))
    if (known := content.get("known_to")) is not None:
        day = write_day(known, lang)
        said.append(in_language(lang, vi=f"Biết đến hết ngày {day}", en=f"Known to the end of {day}"))
    where = in_language(lang, vi="Nguồn: [Văn bản](documents.md)", en="Sources: [Documents](documents.md)")
    head = f"## {capitalize(in_language(lang, vi=vi, en=en))} {{#{name.replace('_', '-')}}}"
    rows_of = _TABLES.get(name)
    shown = [] if rows_of is None else [filterable(rows(_HEADS[name][lang], rows_of(content, lang)))]
    return "\n\n".join([head, ". ".join([*said, where]) + ".", *shown])


def _day(value: date | None, lang: Lang) -> str:
    return "" if value is None else write_day(value, lang)


def _base_salary(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["rows"]:
        yield _day(row["applies_from"], lang), format_dong(row["amount"], lang), row["decree"]


def _deadline_presets(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["presets"]:
        amount = f"{row['amount']} {code_list('deadline_unit').label(row['unit'], lang)}"
        yield code(row["key"]), row[lang], amount, row["source"]


def _document_days(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["rows"]:
        days = (_day(row.get(name), lang) for name in ("first_day", "last_day"))
        yield (row["document"], *days, row.get("replaced_by", ""))


def _days_off(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["years"]:
        yield (
            str(row["year"]),
            *(", ".join(_day(day, lang) for day in row[name]) for name in ("off", "worked")),
        )


_TABLES: Final[dict[str, Callable[[dict[str, Any], Lang], Iterator[tuple[str, ...]]]]] = {
    "base_salary": _base_salary,
    "days_off": _days_off,
    "deadline_presets": _deadline_presets,
    "document_days": _document_days,
}
"""The facts that a reader looks up row by row."""
_HEADS: Final[dict[str, dict[Lang, tuple[str, ...]]]] = {
    "base_salary": {
        "vi": ("áp dụng từ ngày", "mỗi tháng", "văn bản"),
        "en": ("applies from", "a month", "document"),
    },
    "days_off": {
        "vi": ("năm", "nghỉ từ thứ hai đến thứ sáu", "làm bù cuối tuần"),
        "en": ("year", "days off, Monday to Friday", "weekend days worked instead"),
    },
    "deadline_presets": {
        "vi": ("mã", "việc", "thời hạn", "căn cứ"),
        "en": ("key", "what for", "deadline", "basis"),
    },
    "document_days": {
        "vi": ("văn bản", "từ ngày", "đến hết ngày", "được thay bằng"),
        "en": ("document", "from", "to the end of", "replaced by"),
    },
}
