"""Nhãn của các chiều: what the keys of an answer are called in each language."""

from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.measures.dimension_codes import codes_of
from dlxh.register.levels import LEVELS
from dlxh.register.names import IdNames, name_of, names_of
from dlxh.register.tables import Tables
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.periods import Period

ALIASES = {"unit": "org_unit"}
"""Dimensions whose name in questions and answers differs from the column of the rows."""


def given_name(dimension: str) -> str:
    """Return the name of a dimension of rows in questions.

    >>> given_name("org_unit"), given_name("topic")
    ('unit', 'topic')
    """
    return next((given for given, own in ALIASES.items() if own == dimension), dimension)


NAMED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("org_unit", "unit", "payer", *LEVELS), "units"),
    "network": "networks",
    "term": "terms",
}
"""The tables in which the ids of dimensions have names."""


def names_of_keys(tables: Tables, frame: pl.DataFrame, by: Iterable[str]) -> IdNames:
    """Return what people call the ids among the keys of an answer."""
    ids: dict[str, set[str]] = {}
    for dimension in by:
        if dimension in NAMED:
            ids.setdefault(NAMED[dimension], set()).update(frame[dimension].drop_nulls().unique())
    return names_of(tables, ids)


def key_label(dimension: str, key: str | None, lang: Lang, names: IdNames) -> str:
    """Return a key for reading: a code by its label, a period by its name, an id by its name, else as it is.

    >>> (
    ...     key_label("channel", "in_person", "vi", {}),
    ...     key_label("quarter", "2024-Q3", "vi", {}),
    ...     key_label("topic", None, "vi", {}),
    ... )
    ('trực tiếp', 'quý III/2024', '—')
    """
    if key is None:
        return "—"
    codes = codes_of(dimension)
    if codes is not None:
        return codes.label(key, lang) if key in codes else key
    if dimension in PERIODS:
        return period_label(key, lang)
    return name_of(names, NAMED.get(dimension), key, lang) or key


def period_label(code: str, lang: Lang) -> str:
    """Return a period for reading by its code.

    >>> period_label("2024-Q3", "vi")
    'quý III/2024'
    """
    return Period.parse(code).label(lang)


PERIODS = frozenset({"day", "week", "month", "two_months", "quarter", "half_year", "year"})

HEADINGS = {
    "network": ("mạng lưới", "network"),
    **dict.fromkeys(("org_unit", "unit"), ("đơn vị", "unit")),
    "central": ("trung ương", "central level"),
    "province": ("tỉnh", "province"),
    "district": ("huyện", "district"),
    "commune": ("xã", "commune"),
    "term": ("nhiệm kỳ", "term"),
    "provision": ("điều khoản", "provision"),
    "payer": ("nơi chi", "payer"),
    "stage": ("bước", "stage"),
    "table": ("bảng", "table"),
    "code": ("mã", "code"),
    "severity": ("mức độ", "severity"),
}
"""What the dimensions are called that have neither a code list nor a kind of period."""


def heading(dimension: str, lang: Lang) -> str:
    """Return the heading of a dimension; without one, its own name.

    >>> heading("quarter", "vi"), heading("stance", "en"), heading("org_unit", "vi"), heading("my_own", "vi")
    ('quý', 'stances', 'đơn vị', 'my_own')
    """
    if dimension in HEADINGS:
        vi, en = HEADINGS[dimension]
        return in_language(lang, vi=vi, en=en)
    codes = codes_of(dimension)
    if codes is not None:
        return in_language(lang, vi=codes.vi, en=codes.en).lower()
    periods = code_list("period_kind")
    return periods.label(dimension, lang) if dimension in PERIODS else dimension
