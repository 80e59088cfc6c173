"""Ô số liệu: one figure of an answer as a cell, without the unit that is in its heading, and the notes it needs."""

from collections.abc import Mapping
from typing import Any, Final

from dlxh.measures.measure import Measure, Quantile
from dlxh.measures.pairs import Ratio
from dlxh.measures.rate import Rate
from dlxh.measures.text.lacks import lack_in_words
from dlxh.measures.text.render import IN_UNIT, is_percentage, render_decimal
from dlxh.measures.values import NOT_APPLICABLE
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.figure_text import unit_label, write_number
from dlxh.words.figures import FigureUnit, Qualifier
from dlxh.words.numbers import format_int
from dlxh.words.table import CellKind, GridCell
from dlxh.words.table_parts import NOTHING

_NOTES: Final = {
    Qualifier.UNKNOWN.value: (
        "chưa rõ: sổ chưa có đủ số liệu để tính; chưa rõ không phải là 0",
        "unknown: the register lacks the data for it; unknown is not 0",
    ),
    Qualifier.AT_LEAST.value: (
        "ít nhất: còn phần chưa có số liệu, con số thật có thể lớn hơn",
        "at least: a part is not known, and the true figure may be higher",
    ),
    NOT_APPLICABLE: (
        "không áp dụng: ở đây không có gì để tính",
        "not applicable: there is nothing here to count or to rate",
    ),
}


def note_of(kind: str, lang: Lang, lacking: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the note that a figure needs by its qualifier; most need none. Of what is not known it says what is absent.

    >>> note_of("exact", "vi"), len(note_of("unknown", "vi"))
    ((), 1)
    """
    if lacking and kind == Qualifier.UNKNOWN.value:
        why = lack_in_words(lacking, lang)
        zero = in_language(lang, vi="chưa rõ không phải là 0", en="unknown is not 0")
        return (f"{in_language(lang, vi='chưa rõ', en='unknown')}: {why}; {zero}",)
    return (in_language(lang, vi=_NOTES[kind][0], en=_NOTES[kind][1]),) if kind in _NOTES else ()


def kind_of(each: Measure) -> CellKind:
    """Return how the figures of a measure are aligned, and what their values mean."""
    if is_percentage(each):
        return CellKind.RATE
    if isinstance(each, Ratio | Quantile):
        return CellKind.DECIMAL
    return CellKind.MONEY if each.unit is FigureUnit.DONG else CellKind.NUMBER


def unit_in_words(each: Measure, lang: Lang) -> str:
    """Return the unit of a measure's figures.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> [
    ...     unit_in_words(each, "vi")
    ...     for each in MEASURES
    ...     if each.code in {"target", "on_time_rate", "reports_per_member"}
    ... ]
    ['người', '%', 'báo cáo / người']
    """
    if is_percentage(each):
        return "%"
    if isinstance(each, Quantile):
        vi, en = IN_UNIT[each.in_unit]
        return in_language(lang, vi=vi, en=en)
    if isinstance(each, Ratio):
        times = f"{format_int(each.times, lang)} " if each.times > 1 else ""
        return f"{unit_label(each.unit, lang)} / {times}{unit_label(each.below.unit, lang)}"
    return unit_label(each.unit, lang)


def head_of(each: Measure, lang: Lang) -> str:
    """Return the name of a measure with its unit, where the name does not say it already.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> [head_of(each, "vi") for each in MEASURES if each.code in {"target", "reports", "on_time_rate"}]
    ['số cộng tác viên theo quy chế (người)', 'báo cáo', 'tỷ lệ đúng hạn']
    """
    name, unit = each.name(lang), unit_in_words(each, lang)
    return name if unit == "%" or unit.casefold() in name.casefold() else f"{name} ({unit})"


def figure_cell(each: Measure, row: Mapping[str, Any], lang: Lang, lacking: tuple[str, ...] = ()) -> GridCell:
    """Return the cell of one row of an answer: value, numerator and denominator, and qualifier."""
    kind, value, qualifier = kind_of(each), row["value"], row["qualifier"]
    if qualifier == NOT_APPLICABLE:
        return GridCell(NOTHING, notes=note_of(NOT_APPLICABLE, lang), kind=kind)
    if kind is CellKind.RATE:
        return _rate_cell(row, lang, lacking)
    if kind is CellKind.DECIMAL:
        unknown = Qualifier.UNKNOWN.value
        if value is None:
            return GridCell(
                write_number(None, Qualifier.UNKNOWN, lang),
                notes=note_of(unknown, lang, lacking),
                kind=kind,
            )
        return GridCell(render_decimal(value, lang), value, kind=kind)
    text = write_number(value, Qualifier(qualifier), lang)
    return GridCell(text, value, note_of(qualifier, lang, lacking), kind)


def _rate_cell(row: Mapping[str, Any], lang: Lang, lacking: tuple[str, ...]) -> GridCell:
    """Return how many of how many, with the percentage; the value is in ten-thousandths."""
    rate = Rate(row["numerator"], row["denominator"], {})
    notes = note_of(Qualifier.UNKNOWN.value, lang, lacking) if rate.numerator is None else ()
    return GridCell(rate.text(lang), rate.share, notes, CellKind.RATE)
