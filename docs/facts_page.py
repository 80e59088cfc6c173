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
from docs.markdown import code, filterable, rows, slug
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

_LEVELS: Final[dict[str, dict[Lang, str]]] = {
    "areas": {
        "vi": "Mức: A (34 nghị quyết và công văn về mã); 237/NQ-UBTVQH16, 388/NQ-UBTVQH16: C, chưa xác minh",
        "en": "Mark: A (the 34 resolutions and the letter with the codes); 237/NQ-UBTVQH16 and 388/NQ-UBTVQH16: C, unconfirmed",
    },
    "days_off": {
        "vi": "Ngày nghỉ cố định theo Bộ luật Lao động 2019: A; thông báo của từng năm chỉ biết qua nguồn dẫn lại: C, chưa xác minh",
        "en": "The fixed days of the Labour Code of 2019: A; the notices of each year are known at second hand: C, unconfirmed",
    },
    "measure_sets": {
        "vi": "Biểu của xã: mức C, chưa xác minh; các bộ là mẫu gợi ý",
        "en": "The form of communes: mark C, unconfirmed; the sets are presets",
    },
    "provinces": {
        "vi": "Mức: C, chưa xác minh (văn bản chưa đọc; mã khớp ở hai bộ dữ liệu độc lập)",
        "en": "Mark: C, unconfirmed (the documents are unread; the codes agree in two independent packages)",
    },
}
"""What is to be said of how far a kind of facts may be trusted where no row of a table says it, or not all of it."""

_EN: Final = {
    "theo các bảng đã công bố": "by published tables",
    "bảng đã công bố khớp nhau": "published tables agree",
    "nguồn đã công bố khớp nhau": "published sources agree",
    " trên 4 ": " of 4 ",
    "dẫn trong Nghị định": "quoted in decree",
    "như đã công bố": "as published",
    "số văn bản chưa xác minh": "the number of the notice is unconfirmed",
    "(nghỉ ": "(off ",
    "làm bù": "worked instead",
    " đến ": " to ",
    "mẫu của dlxh, giả định, theo cách làm của một đảng ủy xã năm 2026 (nguồn dẫn lại, mức C)": "a preset of dlxh, assumed, after the practice of a commune's Party committee in 2026 (second-hand, mark C)",
}
"""What sources say in words, in English."""


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
        said.append(in_language(lang, vi=f"Hỏi bằng {calls}", en=f"Call {calls}"))
    if (known := content.get("known_to")) is not None:
        day = write_day(known, lang)
        said.append(in_language(lang, vi=f"Biết đến hết ngày {day}", en=f"Known up to {day}"))
    where = in_language(lang, vi="Nguồn: [Văn bản](documents.md)", en="Sources: [Documents](documents.md)")
    level = _LEVELS.get(name)
    if level is not None:
        said.append(level[lang])
    head = f"## {capitalize(in_language(lang, vi=vi, en=en))} {{#{name.replace('_', '-')}}}"
    rows_of = _TABLES.get(name)
    shown = []
    if rows_of is not None:
        body = _anchored(name, content, rows_of(content, lang))
        shown = [filterable(rows(_HEADS[name][lang], body))]
    return "\n\n".join([head, ". ".join([*said, where]) + ".", *shown])


def _anchored(
    name: str, content: dict[str, Any], body: Iterator[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows, the first cell of each with an id made of the kind of fact and of what the row is about."""
    listed, key = _KEYS[name]
    for row, (first, *others) in zip(content[listed], body, strict=True):
        yield f'<span id="{slug(f"{name}-{row[key]}")}">{first}</span>', *others


def _day(value: date | None, lang: Lang) -> str:
    return "" if value is None else write_day(value, lang)


def _mark(row: dict[str, Any], lang: Lang) -> str:
    """Return how far a row may be trusted; what is second-hand is said to be unconfirmed.

    >>> _mark({"confidence": "C"}, "vi"), _mark({"confidence": "A"}, "vi")
    ('C: chưa xác minh', 'A')
    """
    level: str = row["confidence"]
    return (
        in_language(lang, vi=f"{level}: chưa xác minh", en=f"{level}: unconfirmed") if level == "C" else level
    )


def _source(source: str, lang: Lang) -> str:
    """Return a source with what it says besides documents and addresses in one language.

    >>> _source("3 trên 4 bảng đã công bố khớp nhau", "en")
    '3 of 4 published tables agree'
    """
    if lang == "en":
        for vi, en in _EN.items():
            source = source.replace(vi, en)
    return source


def _base_salary(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["rows"]:
        source = row["source"].removeprefix(f"Nghị định {row['decree']}").lstrip(";, ")
        amount = format_dong(row["amount"], lang)
        yield _day(row["applies_from"], lang), amount, row["decree"], _mark(row, lang), _source(source, lang)


def _deadline_presets(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["presets"]:
        plural = "s" if lang == "en" and row["amount"] != 1 else ""
        amount = f"{row['amount']} {code_list('deadline_unit').label(row['unit'], lang)}{plural}"
        yield code(row["key"]), row[lang], amount, _source(row["source"], lang), _mark(row, lang)


def _document_days(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["rows"]:
        days = (_day(row.get(name), lang) for name in ("first_day", "last_day"))
        yield (
            row["document"],
            *days,
            row.get("replaced_by", ""),
            _mark(row, lang),
            _source(row["source"], lang),
        )


def _days_off(content: dict[str, Any], lang: Lang) -> Iterator[tuple[str, ...]]:
    for row in content["years"]:
        yield (
            str(row["year"]),
            *(", ".join(_day(day, lang) for day in row[name]) for name in ("off", "worked")),
            _mark(row, lang),
            _source(row["source"], lang),
        )


_TABLES: Final[dict[str, Callable[[dict[str, Any], Lang], Iterator[tuple[str, ...]]]]] = {
    "base_salary": _base_salary,
    "days_off": _days_off,
    "deadline_presets": _deadline_presets,
    "document_days": _document_days,
}
"""The facts that a reader looks up row by row."""
_KEYS: Final = {
    "base_salary": ("rows", "applies_from"),
    "days_off": ("years", "year"),
    "deadline_presets": ("presets", "key"),
    "document_days": ("rows", "document"),
}
"""Where the rows of these are, and what each is about."""
_HEADS: Final[dict[str, dict[Lang, tuple[str, ...]]]] = {
    "base_salary": {
        "vi": ("áp dụng từ ngày", "mỗi tháng", "văn bản", "mức", "nguồn"),
        "en": ("applies from", "a month", "document", "mark", "source"),
    },
    "days_off": {
        "vi": ("năm", "nghỉ từ thứ hai đến thứ sáu", "làm bù cuối tuần", "mức", "nguồn"),
        "en": ("year", "days off, Monday to Friday", "weekend days worked instead", "mark", "source"),
    },
    "deadline_presets": {
        "vi": ("mã", "việc", "thời hạn", "căn cứ", "mức"),
        "en": ("key", "what for", "deadline", "basis", "mark"),
    },
    "document_days": {
        "vi": ("văn bản", "từ ngày", "đến hết ngày", "được thay bằng", "mức", "nguồn"),
        "en": ("document", "from", "to the end of", "replaced by", "mark", "source"),
    },
}
