"""Nói rõ một chỉ tiêu: what a measure counts, how it adds up and what it leaves out, in words for its page and for a reader."""

from collections.abc import Iterable, Iterator
from typing import Final

from dlxh.measures.catalogue import find_measure
from dlxh.measures.dimension_codes import COUNTED, OWN
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.figure_unit import is_money, unit_of
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import given_name, heading
from dlxh.measures.measure import Additivity, Measure, Quantile, Share
from dlxh.measures.own_dimensions import add_own_dimensions
from dlxh.measures.pairs import Ratio, Shortfall, Trend
from dlxh.measures.policy import Standing, WhyOpen
from dlxh.measures.text.column_words import values_in_words, with_code
from dlxh.measures.text.figure_cells import unit_in_words
from dlxh.measures.text.formula import formula
from dlxh.register.labels import label_of
from dlxh.register.pack import Pack
from dlxh.register.schema import schema, schema_with
from dlxh.words.bilingual import Lang, in_language, name_source
from dlxh.words.given import need
from dlxh.words.numbers import format_int

_ADDS: Final = {
    Additivity.SUM: ("cộng được", "parts add up"),
    Additivity.LAST: ("lấy phần cuối", "the last part is taken for the whole"),
    Additivity.NEVER: ("không cộng được, phải đếm lại", "parts do not add up; count again"),
}
_STANDS: Final = {
    Standing.MET: ("tính là đạt", "count as met"),
    Standing.UNMET: ("tính là chưa đạt", "count as not met"),
    Standing.LEFT_OUT: ("để ngoài, nêu lý do", "are left out and listed by reason"),
    Standing.ABSENT: ("không có", "do not occur"),
}
_SCALED: Final = ("trong cột là phần vạn", "in columns as ten-thousandths")


def explain_measure(measure: str | Measure, lang: Lang, *, pack: Pack | None = None) -> str:
    """Return the documentation of a measure in Markdown: its code and name, then the content of its page.

    With a pack its measures are known by their codes, and the own fields that a measure can be broken down by are listed
    too. Of a measure of your own this is its page.

    Raises:
        MeasureError: no measure has this code.

    >>> for line in explain_measure("on_time_rate", "en").splitlines()[:3]:
    ...     print(line or "-")
    on_time_rate: on-time rate
    -
    Reports on time out of those on time, late and missing. Counts on the last day of the period reported on.
    """
    need((Measure, str), measure=measure)
    need((Pack, type(None)), pack=pack)
    more = () if pack is None else pack.measures
    each = find_measure(measure, more) if isinstance(measure, str) else measure
    if pack is not None:
        known = schema_with(pack)
        own = {column.name for table in known.values() if table.pack is not None for column in table.own}
        each = add_own_dimensions(each, own, known)
    return f"{each.code}: {each.name(lang)}\n\n{describe_measure(each, lang)}"


def describe_measure(each: Measure, lang: Lang) -> str:
    """Return what a measure counts, then its facts in a list, for a place whose heading has its code and name."""
    listed = "\n".join(f"- {head}: {text}" for head, text in _facts(each, lang))
    return f"{each.definition(lang)}\n\n{listed}"


def _facts(each: Measure, lang: Lang) -> Iterator[tuple[str, str]]:
    def choose(vi: str, en: str) -> str:
        return in_language(lang, vi=vi, en=en)

    yield choose("Công thức", "Formula"), formula(each, lang)
    yield choose("Đơn vị tính", "Unit"), _unit(each, lang)
    yield choose("Theo thời gian", "Over time"), choose(*_ADDS[each.over_time])
    yield (
        choose("Theo đơn vị và các chiều khác", "Over units and other dimensions"),
        choose(*_ADDS[each.over_units]),
    )
    yield from _of_kind(each, lang)
    for column, values in each.where.items():
        counted = column.removeprefix(COUNTED)
        yield (
            choose("Chỉ tính những dòng có", "Counts only rows with"),
            f"`{counted}`: {values_in_words(column, values, lang)}",
        )
    if each.rows.unit_en:
        yield choose("`unit` là", "`unit` is"), choose(each.rows.unit_vi, each.rows.unit_en)
    named = ", ".join(_dimension(name, lang) for name in dimensions_of(each))
    yield choose("Chia theo", "Broken down by"), named
    tables = _tables(each.reads, lang) or choose("mọi bảng", "all tables")
    yield choose("Đọc các bảng", "Reads"), tables
    rows = each.rows
    for name in rows.dimension_table:
        more = [table[name] for table in (rows.dimension_table, rows.assignment_table) if name in table]
        yield (
            choose(*(f"{text} `{given_name(name)}`" for text in ("Đọc thêm cho", "Also reads for"))),
            _tables(dict.fromkeys(more), lang),
        )
    yield choose("Khi một bảng chưa đủ", "If a table is partial"), choose(*_on_partial(each))
    yield choose("Nguồn", "Source"), choose(name_source(each.source, "vi"), each.source)


def _unit(each: Measure, lang: Lang) -> str:
    words = unit_in_words(each, lang)
    if unit_of(each) == each.unit.value:
        return words
    return f"{words} ({in_language(lang, vi=_SCALED[0], en=_SCALED[1])})"


def _on_partial(each: Measure) -> tuple[str, str]:
    if not each.reads:
        return ("đếm dữ liệu đang có trong sổ", "the records in the register are counted as they are")
    counts = (
        not isinstance(each, Share | Ratio | Shortfall | Quantile | Trend)
        and each.monotone
        and not is_money(each)
    )
    return (
        ("con số tối thiểu (“ít nhất”)", "a lower bound (“at least”)") if counts else ("chưa rõ", "unknown")
    )


def _of_kind(each: Measure, lang: Lang) -> Iterator[tuple[str, str]]:
    def choose(vi: str, en: str) -> str:
        return in_language(lang, vi=vi, en=en)

    if isinstance(each, Share):
        yield choose("Đạt", "Met"), values_in_words(each.outcome, each.met, lang)
        for kind in WhyOpen:
            standing = choose(*_STANDS[each.policy.standing(kind)])
            values = [
                value for value, why_open in each.rows.outcomes[each.outcome].items() if why_open is kind
            ]
            which = f": {values_in_words(each.outcome, values, lang)}" if values else ""
            yield kind.label(lang).capitalize(), f"{standing}{which}"
    elif isinstance(each, Ratio):
        times = f"{format_int(each.times, lang)} × " if each.times > 1 else ""
        yield choose("Tử số", "Numerator"), with_code(each.above.name(lang), each.above.code)
        yield choose("Mẫu số", "Denominator"), f"{times}{with_code(each.below.name(lang), each.below.code)}"
    elif isinstance(each, Shortfall):
        yield choose("Đang có", "Present"), with_code(each.above.name(lang), each.above.code)
        yield choose("Mức cần có", "Target"), with_code(each.below.name(lang), each.below.code)
    elif isinstance(each, Quantile):
        median = choose("trung vị", "median") if each.percent == 50 else f"{each.percent}%"  # noqa: PLR2004
        yield (
            choose("Phân vị", "Quantile"),
            choose(f"{median}, nội suy tuyến tính", f"{median}, linear interpolation"),
        )
    elif isinstance(each, Trend):
        yield (
            choose("So theo", "Compared by"),
            ", ".join(
                (
                    with_code(heading(each.over, lang, KeyNames()), each.over),
                    with_code(each.of.name(lang), each.of.code),
                )
            ),
        )


def _dimension(name: str, lang: Lang) -> str:
    given = given_name(name)
    return with_code(given if OWN in name else heading(name, lang, KeyNames()), given)


def _tables(names: Iterable[str], lang: Lang) -> str:
    ours = schema()
    return ", ".join(
        with_code(label_of(name).text(lang), name) if name in ours else f"`{name}`" for name in names
    )
