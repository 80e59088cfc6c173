"""Nhãn của các chiều: what the keys of an answer are called in each language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.data.labels import Label, dimension_label
from dlxh.measures.dimension_codes import BASE, CODED, OWN, codes_of
from dlxh.measures.errors import MeasureError
from dlxh.measures.key_names import KeyNames
from dlxh.register.finding import Phrase, Severity
from dlxh.register.labels import label_of, name_table
from dlxh.register.levels import LEVELS
from dlxh.register.names import name_of, set_apart
from dlxh.words.bilingual import Lang, in_language, quote, with_name
from dlxh.words.code_entries import CodeEntry
from dlxh.words.periods import Period

ALIASES = {"unit": "org_unit"}
"""Dimensions whose name in questions and answers differs from the column of the rows."""


def given_name(dimension: str) -> str:
    """Return the name of a dimension of rows in questions.

    >>> given_name("org_unit"), given_name("topic"), given_name(f"{OWN}hamlet")
    ('unit', 'topic', 'hamlet')
    """
    return next((given for given, own in ALIASES.items() if own == dimension), dimension.removeprefix(OWN))


NAMED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("org_unit", "unit", "payer", *LEVELS), "units"),
    "network": "networks",
    "term": "terms",
}
"""The tables in which the ids of dimensions have names."""


def name_codes(own: Iterable[CodeEntry], ours: Iterable[CodeEntry] = ()) -> dict[str, Phrase]:
    """Return what people call own codes; one that is called as another, or as one of ours, is followed by its key.

    >>> own = [CodeEntry("gl_land", "đất đai", "land in Gia Lai", counts_as="land")]
    >>> name_codes(own, code_list("topics"))["gl_land"]
    Phrase(vi='đất đai (gl_land)', en='land in Gia Lai')
    """
    entries = {code.key: code for code in (*ours, *own)}
    vi = set_apart({key: code.vi for key, code in entries.items()})
    en = set_apart({key: code.en for key, code in entries.items()})
    return {code.key: Phrase(vi[code.key], en[code.key]) for code in own}


def key_label(dimension: str, key: str | None, lang: Lang, names: KeyNames) -> str:
    """Return a key for reading: a code by its label, a period, a table or an id by its name, else as it is.

    >>> (
    ...     key_label("channel", "in_person", "vi", KeyNames()),
    ...     key_label("quarter", "2024-Q3", "vi", KeyNames()),
    ...     key_label("table", "reports", "vi", KeyNames()),
    ...     key_label("topic", None, "vi", KeyNames()),
    ... )
    ('trực tiếp', 'quý III/2024', 'báo cáo', '—')
    """
    if key is None:
        return "—"
    dimension = names.dimension(dimension)
    if (own := name_of(names.keys, dimension, key, lang)) is not None:
        return own
    codes = codes_of(dimension)
    if codes is not None:
        return codes.label(key, lang) if key in codes else key
    if dimension in _READ:
        return _READ[dimension](key, lang)
    return name_of(names.ids, NAMED.get(dimension), key, lang) or key


def period_label(code: str, lang: Lang) -> str:
    """Return a period for reading by its code.

    >>> period_label("2024-Q3", "vi")
    'quý III/2024'
    """
    return Period.parse(code).label(lang)


def _name_severity(key: str, lang: Lang) -> str:
    return next((severity.label(lang) for severity in Severity if severity == key), key)


PERIODS = frozenset({"day", "week", "month", "two_months", "quarter", "half_year", "year"})

_READ: Final[Mapping[str, Callable[[str, Lang], str]]] = {
    **dict.fromkeys(PERIODS, period_label),
    "table": name_table,
    "severity": _name_severity,
}
"""How keys are called that are neither codes nor ids."""

_COLUMNS: Final = {
    "network": ("reports", "network"),
    "term": ("memberships", "term"),
    "payer": ("schemes", "payer"),
    "stage": ("reports", "stage"),
}
"""Columns by whose labels dimensions are called that are not codes."""


def label_of_dimension(dimension: str) -> Label | None:
    """Return what a dimension is called, and what it means; None: it is none of ours.

    >>> (
    ...     label_of_dimension("district").vi,
    ...     label_of_dimension("channel").means_vi,
    ...     label_of_dimension("my_own"),
    ... )
    ('huyện', 'Báo cáo đến bằng cách nào.', None)
    """
    if dimension in PERIODS:
        period = code_list("period_kind")[dimension]
        return replace(dimension_label("period"), vi=period.vi, en=period.en)  # type: ignore[type-var] # it is there
    if dimension.startswith(BASE):
        label = label_of_dimension(dimension.removeprefix(BASE))
        return label and replace(label, vi=f"{label.vi} (mã gốc)", en=f"{label.en} (base codes)")
    found = dimension_label(given_name(dimension))
    if found is not None:
        return found
    place = CODED[dimension][0] if dimension in CODED else _COLUMNS.get(dimension)
    if place is None:
        return None
    codes, label = codes_of(dimension), label_of(*place)
    return label if codes is None else replace(label, vi=codes.vi.lower(), en=codes.en.lower())


def heading(dimension: str, lang: Lang, names: KeyNames) -> str:
    """Return the heading of a dimension, of an own field its label; without one, or renamed, the name of the column.

    >>> heading("quarter", "vi", KeyNames()), heading("my_own", "vi", KeyNames())
    ('quý', 'my_own')
    """
    if given_name(names.dimension(dimension)) != given_name(dimension):
        return dimension
    if (own := names.headings.get(names.dimension(dimension))) is not None:
        return in_language(lang, vi=own.vi, en=own.en)
    label = label_of_dimension(dimension)
    return dimension if label is None else label.text(lang)


def list_dimensions(dimensions: Iterable[str], names: KeyNames, lang: Lang) -> str:
    """Return dimensions for an error: what people call them, and their names for code.

    >>> (
    ...     list_dimensions(["org_unit", "district"], KeyNames(), "vi"),
    ...     list_dimensions(["district"], KeyNames(), "en"),
    ... )
    ('đơn vị (unit), huyện (district)', 'district')
    """
    return ", ".join(with_name(heading(name, lang, names), given_name(name)) for name in dimensions)


def list_keys(dimension: str, keys: Iterable[str], names: KeyNames, lang: Lang) -> str:
    """Return keys for an error: codes with their labels, others as they are.

    >>> list_keys("channel", ["email"], KeyNames(), "vi"), list_keys("stage", ["1"], KeyNames(), "vi")
    ('thư điện tử (email)', '1')
    """
    return ", ".join(with_name(key_label(dimension, key, lang, names), key) for key in keys)


def add_labels(frame: pl.DataFrame, by: Iterable[str], lang: Lang, names: KeyNames) -> pl.DataFrame:
    """Return a frame of an answer with the labels of each dimension next to its keys, as `<dimension>_label`.

    Raises:
        LangError: the language is neither `vi` nor `en`.
        MeasureError: it has a column of this name already.
    """
    in_language(lang, vi="", en="")  # refused without dimensions too
    whole: list[pl.Series] = []
    by = frozenset(by)
    for column in frame:
        whole.append(column)
        if column.name in by:
            if (new := f"{column.name}_label") in frame.columns:
                raise MeasureError(
                    vi=f"labels: đã có cột {quote(new)}; đặt tên khác bằng rename",
                    en=f"labels: there is a column {quote(new)} already; give it another name by rename",
                )
            keys = column.drop_nulls().unique()
            labels = [key_label(column.name, str(key), lang, names) for key in keys]
            whole.append(column.replace_strict(keys, labels, default=None, return_dtype=pl.String).alias(new))
    return pl.DataFrame(whole)
