"""Để đọc: an answer as lines and as a table, with the labels, units and numbers of one language."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dlxh.measures.claims import NOT_APPLICABLE
from dlxh.measures.labels import heading, said
from dlxh.measures.measure import Measure, Ratio, Share, Spread
from dlxh.measures.rate import WHOLE, Rate
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.figure_text import unit_label
from dlxh.words.figures import Figure
from dlxh.words.numbers import format_decimal, format_int

if TYPE_CHECKING:
    import polars as pl

SHOWN: Final = 500
"""So many lines of a table are shown; the rest is counted below it."""
_IN_UNIT: Final = {
    "day": ("ngày", "days"),
    "hour": ("giờ", "hours"),
    "working_day": ("ngày làm việc", "working days"),
}


def text(frame: "pl.DataFrame", by: Sequence[str], measures: Sequence[Measure], lang: Lang) -> str:
    """Return one line for each row: the measure, its keys, and what is said of it."""
    kinds = {each.code: each for each in measures}
    lines = []
    for row in frame.iter_rows(named=True):
        each = kinds[row["measure"]]
        keys = ", ".join(said(name, row[name], lang) for name in by)
        head = f"{each.name(lang)} ({keys})" if keys else each.name(lang)
        lines.append(f"{head}: {cell(each, row, lang)}")
    return "\n".join(lines)


def cell(each: Measure, row: Mapping[str, Any], lang: Lang) -> str:
    """Return what one row says."""
    if row["qualifier"] == NOT_APPLICABLE:
        return in_language(lang, vi="không áp dụng", en="not applicable")
    if isinstance(each, Share):
        return Rate(row["numerator"], row["denominator"], {}).text(lang)
    value = row["value"]
    if not isinstance(each, Ratio | Spread):
        return Figure(value, each.unit, row["qualifier"]).text(lang)
    if value is None:
        return in_language(lang, vi="chưa rõ", en="unknown")
    number = decimal(value, lang)
    if isinstance(each, Spread):
        vi, en = _IN_UNIT[each.in_unit]
        return f"{number} {in_language(lang, vi=vi, en=en)}"
    for_each = f"{format_int(each.times, lang)} " if each.times > 1 else ""
    return f"{number} {unit_label(each.unit, lang)} / {for_each}{unit_label(each.below.unit, lang)}"


def decimal(value: int, lang: Lang) -> str:
    """Return ten-thousandths as a number with at most two digits behind the comma, half up.

    >>> decimal(75_000, "vi"), decimal(12_345_678, "en"), decimal(70_000, "vi")
    ('7,5', '1,234.57', '7')
    """
    hundredths = Decimal((value * 100 + WHOLE // 2) // WHOLE) / 100
    whole = hundredths.to_integral_value()
    return format_decimal(whole if whole == hundredths else Decimal(str(hundredths).rstrip("0")), lang)


def html(frame: "pl.DataFrame", by: Sequence[str], measures: Sequence[Measure], lang: Lang) -> str:
    """Return a table: a line for each key, a column for each measure; names and labels cannot bring tags in."""
    kinds = {each.code: each for each in measures}
    lines: dict[tuple[Any, ...], dict[str, str]] = {}
    for row in frame.iter_rows(named=True):
        key = tuple(row[name] for name in by)
        lines.setdefault(key, {})[row["measure"]] = cell(kinds[row["measure"]], row, lang)
    head = [*(heading(name, lang) for name in by), *(each.name(lang) for each in measures)]
    body = [
        [
            *(said(name, part, lang) for name, part in zip(by, key, strict=True)),
            *(told.get(code, "") for code in kinds),
        ]
        for key, told in list(lines.items())[:SHOWN]
    ]
    rest = len(lines) - len(body)
    more = in_language(lang, vi=f"còn {rest} dòng nữa", en=f"{rest} more lines")
    foot = f"<caption>{more}</caption>" if rest else ""
    return f"<table>{foot}<thead>{_line('th', head)}</thead><tbody>{''.join(_line('td', cells) for cells in body)}</tbody></table>"


def _line(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(each)}</{tag}>' for each in cells)}</tr>"
