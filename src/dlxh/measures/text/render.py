"""Để đọc: an answer as lines, with the labels, units and numbers of one language."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from dlxh.measures.labels import key_label, period_label
from dlxh.measures.measure import Measure, Quantile, Share
from dlxh.measures.pairs import Ratio
from dlxh.measures.rate import TEN_THOUSAND, Rate, percent
from dlxh.measures.text.answer import Answer, AnswerOfRates
from dlxh.measures.text.lacks import lack_in_words
from dlxh.measures.values import NOT_APPLICABLE
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.figure_text import unit_label
from dlxh.words.figures import Figure, Qualifier
from dlxh.words.numbers import format_decimal, format_int

IN_UNIT: Final = {
    "day": ("ngày", "days"),
    "hour": ("giờ", "hours"),
    "working_day": ("ngày làm việc", "working days"),
}
"""What a quantile counts, in words."""


def render_lines(answer: AnswerOfRates, lang: Lang) -> str:
    """Return one line for each row: the measure, its keys, and what is said of it; of what is not known what is absent."""
    kinds = {each.code: each for each in answer.measures}
    lines = []
    for row in answer.polars.iter_rows(named=True):
        each = kinds[row["measure"]]
        keys = ", ".join(key_label(name, row[name], lang, answer.names) for name in answer.by)
        head = f"{each.name(lang)} ({keys})" if keys else each.name(lang)
        lacking = answer.lacking.get(each.code, ()) if row["qualifier"] == Qualifier.UNKNOWN.value else ()
        why = f"; {lack_in_words(lacking, lang)}" if lacking else ""
        lines.append(f"{head}: {render_figure(each, row, lang)}{why}")
    return "\n".join(lines)


def render_comparison(answer: Answer, lang: Lang) -> str:
    """Return one line for each row of a comparison: both figures with their periods, and what lies between them."""
    kinds = {each.code: each for each in answer.measures}
    lines = []
    for row in answer.polars.iter_rows(named=True):
        each = kinds[row["measure"]]
        shown_by = (name for name in answer.by if row[name] != row["period"])
        keys = ", ".join(key_label(name, row[name], lang, answer.names) for name in shown_by)
        head = f"{each.name(lang)} ({keys})" if keys else each.name(lang)
        shown = (
            f"{_plain(each, row, side, lang)} ({period_label(row[f'period{side}'], lang)})"
            for side in ("", "_before")
            if row[f"period{side}"] is not None
        )
        lines.append(f"{head}: {', '.join((*shown, _between(each, row, lang)))}{_lengths(row, lang)}")
    return "\n".join(lines)


def _plain(each: Measure, row: Mapping[str, Any], side: str, lang: Lang) -> str:
    """Return one of the two values by itself; what is not known or does not apply is a dash."""
    value = row["before" if side else "value"]
    if value is None:
        return "—"
    if is_percentage(each):
        return percent(row[f"numerator{side}"], row[f"denominator{side}"], lang)
    qualifier = Qualifier.EXACT.value
    return render_figure(each, {"value": value, "qualifier": qualifier}, lang)


def is_percentage(each: Measure) -> bool:
    """Return whether the figures of a measure read as one number of another, with a percentage."""
    return isinstance(each, Share) or (isinstance(each, Ratio) and each.is_percentage)


def _between(each: Measure, row: Mapping[str, Any], lang: Lang) -> str:
    apart = row["difference"]
    if apart is None:
        return in_language(lang, vi="không so sánh được", en="not to be compared")
    if apart == 0:
        return in_language(lang, vi="không đổi", en="no change")
    word = in_language(lang, vi="tăng", en="up") if apart > 0 else in_language(lang, vi="giảm", en="down")
    if is_percentage(each):
        points = in_language(lang, vi="điểm phần trăm", en="percentage points")
        hundredths = abs(apart) * 100 if isinstance(each, Share) else abs(apart)
        return f"{word} {render_decimal(hundredths, lang)} {points}"
    number = (
        render_decimal(abs(apart), lang)
        if isinstance(each, Ratio | Quantile)
        else format_int(abs(apart), lang)
    )
    old = row["before"]
    return f"{word} {number}" + (f" ({percent(abs(apart), abs(old), lang)})" if old else "")


def _lengths(row: Mapping[str, Any], lang: Lang) -> str:
    """Say that the two periods differ in length, as far as each is known."""
    days, earlier = row["days"], row["days_before"]
    if days is None or earlier is None or days == earlier:
        return ""
    return in_language(lang, vi=f"; {days} ngày so với {earlier} ngày", en=f"; {days} days against {earlier}")


def render_figure(each: Measure, row: Mapping[str, Any], lang: Lang) -> str:
    """Return one row as text."""
    if row["qualifier"] == NOT_APPLICABLE:
        return in_language(lang, vi="không áp dụng", en="not applicable")
    if is_percentage(each):
        return Rate(row["numerator"], row["denominator"], {}).text(lang)
    value = row["value"]
    if not isinstance(each, Ratio | Quantile):
        return Figure(value, each.unit, row["qualifier"]).text(lang, under=each.name(lang))
    if value is None:
        return in_language(lang, vi="chưa rõ", en="unknown")
    number = render_decimal(value, lang)
    if isinstance(each, Quantile):
        vi, en = IN_UNIT[each.in_unit]
        return f"{number} {in_language(lang, vi=vi, en=en)}"
    for_each = f"{format_int(each.times, lang)} " if each.times > 1 else ""
    return f"{number} {unit_label(each.unit, lang)} / {for_each}{unit_label(each.below.unit, lang)}"


def render_decimal(value: int, lang: Lang) -> str:
    """Return ten-thousandths as a number with at most two digits behind the comma, half up.

    >>> render_decimal(75_000, "vi"), render_decimal(12_345_678, "en"), render_decimal(70_000, "vi")
    ('7,5', '1,234.57', '7')
    """
    hundredths = Decimal((value * 100 + TEN_THOUSAND // 2) // TEN_THOUSAND) / 100
    whole = hundredths.to_integral_value()
    return format_decimal(whole if whole == hundredths else Decimal(str(hundredths).rstrip("0")), lang)
