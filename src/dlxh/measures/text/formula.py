"""Công thức: from what and how a measure is made, in one line and in words."""

from collections.abc import Iterable, Mapping
from typing import Final

from dlxh.measures.measure import Distinct, Measure, Quantile, Share, Stock, Total
from dlxh.measures.pairs import Ratio, Shortfall, Trend
from dlxh.measures.policy import Standing
from dlxh.measures.text.column_words import column_in_words, value_in_words
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.figure_text import unit_label
from dlxh.words.numbers import format_int

_MEDIAN: Final = 50


def formula(each: Measure, lang: Lang) -> str:
    """Return how a measure is made, by the names of what it is made of: a quotient, a count, a sum, a quantile.

    >>> from dlxh.measures.catalogue import find_measure
    >>> formula(find_measure("turnover_rate"), "vi")
    'cộng tác viên thôi tham gia / cộng tác viên đầu kỳ × 100'
    >>> formula(find_measure("on_time"), "en"), formula(find_measure("ad_hoc_hours_p90"), "vi")
    ('count of reports (how it came out: on time)', 'phân vị 90 của số giờ từ khi biết sự việc đến khi nhận báo cáo')
    """
    match each:
        case Ratio() | Shortfall():
            made = _of_pair(each, lang)
        case Trend():
            made = _of_trend(each, lang)
        case Share():
            made = _of_share(each, lang)
        case Quantile():
            made = _of_quantile(each, lang)
        case Stock():
            made = _of_stock(each, lang)
        case Total():
            made = _sum_of(each, each.of, lang)
        case _:
            made = _count_of(each, each.of if isinstance(each, Distinct) else None, lang)
    return made


def _of_pair(each: Ratio | Shortfall, lang: Lang) -> str:
    above, below = each.above.name(lang), each.below.name(lang)
    if isinstance(each, Shortfall):
        return f"{below} − {above}" + in_language(lang, vi=", không dưới 0", en=", never below 0")
    return f"{above} / {below}" + (f" × {format_int(each.times, lang)}" if each.times > 1 else "")


def _of_trend(each: Trend, lang: Lang) -> str:
    unit, of = unit_label(each.unit, lang), each.of.name(lang)
    if each.new:
        return in_language(
            lang,
            vi=f"đếm {unit} có {of} trong kỳ mà cùng kỳ năm trước không có",
            en=f"count of {unit} with {of} in the period and none in the same period of the year before",
        )
    return in_language(
        lang,
        vi=f"đếm {unit} có {of} nhiều hơn cùng kỳ năm trước, khi đó cũng đã có",
        en=f"count of {unit} with more {of} than in the same period of the year before, when there were some",
    )


def _of_share(each: Share, lang: Lang) -> str:
    counts = {Standing.MET, Standing.UNMET}
    out_of = [value for value in each.rows.outcomes[each.outcome] if each.standing(value) in counts]
    above, below = (
        _rows_of(each, {**each.where, each.outcome: values}, lang) for values in (each.met, out_of)
    )
    return f"{above} / {below}"


def _of_quantile(each: Quantile, lang: Lang) -> str:
    of = column_in_words(each, each.of, lang) + _which(each, each.where, lang)
    if each.percent == _MEDIAN:
        return in_language(lang, vi=f"trung vị của {of}", en=f"median of {of}")
    return in_language(lang, vi=f"phân vị {each.percent} của {of}", en=f"percentile {each.percent} of {of}")


def _of_stock(each: Stock, lang: Lang) -> str:
    made = _count_of(each, each.of, lang) if each.total is None else _sum_of(each, each.total, lang)
    if each.opening:
        return made + in_language(
            lang, vi=", vào cuối ngày liền trước kỳ", en=", at the end of the day before the period"
        )
    return made + in_language(lang, vi=", vào ngày cuối kỳ", en=", on the last day of the period")


def _count_of(each: Measure, of: str | None, lang: Lang) -> str:
    counted = _rows_of(each, each.where, lang) if each.where else each.name(lang)
    made = in_language(lang, vi=f"đếm {counted}", en=f"count of {counted}")
    if of is None:
        return made
    by = column_in_words(each, of, lang)
    return made + in_language(lang, vi=f", mỗi {by} một lần", en=f", each {by} once")


def _sum_of(each: Measure, column: str, lang: Lang) -> str:
    of = column_in_words(each, column, lang) + _which(each, each.where, lang)
    return in_language(lang, vi=f"tổng {of}", en=f"sum of {of}")


def _rows_of(each: Measure, where: Mapping[str, Iterable[str]], lang: Lang) -> str:
    return unit_label(each.unit, lang) + _which(each, where, lang)


def _which(each: Measure, where: Mapping[str, Iterable[str]], lang: Lang) -> str:
    """Return the conditions in brackets; a column that may say yes or no is none."""
    texts = [_condition(each, column, list(values), lang) for column, values in where.items()]
    given = "; ".join(text for text in texts if text)
    return f" ({given})" if given else ""


def _condition(each: Measure, column: str, values: list[str], lang: Lang) -> str:
    name = column_in_words(each, column, lang)
    if set(values) <= {"yes", "no"}:
        answer = values[0] if len(values) == 1 else ""
        return {"yes": name, "no": in_language(lang, vi=f"không {name}", en=f"not {name}")}.get(answer, "")
    return f"{name}: {', '.join(value_in_words(column, value, lang) for value in values)}"
