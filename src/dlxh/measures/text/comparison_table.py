"""Bảng so sánh: a `Grid` of a comparison: both figures of each measure, and what lies between them."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from dlxh.measures.labels import PERIODS, heading, period_label
from dlxh.measures.measure import Measure, Share
from dlxh.measures.periods.prior_periods import Against
from dlxh.measures.rate import percent
from dlxh.measures.text.answer import Answer
from dlxh.measures.text.figure_cells import figure_cell, head_of, kind_of, unit_in_words
from dlxh.measures.text.render import render_decimal
from dlxh.measures.text.result_table import caption_of, key_cell
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.figures import Qualifier
from dlxh.words.given import need_limit
from dlxh.words.numbers import format_int
from dlxh.words.table import CellKind, Grid, GridCell, GridColumn, GridLine, LineKind
from dlxh.words.table_parts import NOTHING, note_on_rest

Row = Mapping[str, Any]


def comparison_table(comparison: Answer, against: Against, lang: Lang, limit: int | None) -> Grid:
    """Return the table of a comparison; `Comparison.table` calls it.

    Lines are grouped by measure, like the rows of an answer; if periods are one of the dimensions, each line shows the one it is compared with.
    """
    need_limit(limit)
    frame = comparison.polars
    kept = frame if limit is None else frame.head(limit)
    kinds = {each.code: each for each in comparison.measures}
    rows = list(kept.iter_rows(named=True))
    tiled = any(comparison.names.dimension(name) in PERIODS for name in comparison.by)
    lines: list[GridLine] = []
    if comparison.by:
        for code, group in groupby(rows, key=lambda row: row["measure"]):
            lines.append(GridLine((GridCell(head_of(kinds[code], lang)),), LineKind.GROUP))
            for row in group:
                names = (key_cell(name, row[name], lang, comparison.names) for name in comparison.by)
                earlier = _against(row, lang) if tiled else ()
                cells = (*names, *earlier, *_figures(kinds[code], row, lang))
                lines.append(GridLine(cells, level=1))
    else:
        for row in rows:
            each = kinds[row["measure"]]
            cells = (GridCell(each.name(lang)), GridCell(unit_in_words(each, lang)))
            lines.append(GridLine((*cells, *_figures(each, row, lang))))
    caption = f"{caption_of(comparison.measures, comparison.by, lang, comparison.names)}, {_name_prior(against, lang)}"
    columns = (*_names(comparison, lang), *_heads(comparison, lang, tiled=tiled))
    heads = len(comparison.by) or 1
    notes = note_on_rest(frame.height - kept.height, lang)
    return Grid(caption, columns, tuple(lines), lang, notes, heads)


def _name_prior(against: Against, lang: Lang) -> str:
    if against == "previous":
        return in_language(lang, vi="so với kỳ trước", en="against the period before")
    if against == "last_year":
        return in_language(lang, vi="so với cùng kỳ năm trước", en="against the same period last year")
    given = against.label(lang)
    return in_language(lang, vi=f"so với {given}", en=f"against {given}")


def _names(comparison: Answer, lang: Lang) -> Iterator[GridColumn]:
    if comparison.by:
        yield from (GridColumn(heading(name, lang, comparison.names)) for name in comparison.by)
    else:
        yield GridColumn(in_language(lang, vi="chỉ tiêu", en="measure"))
        yield GridColumn(in_language(lang, vi="đơn vị tính", en="unit"))


def _heads(comparison: Answer, lang: Lang, *, tiled: bool) -> Iterator[GridColumn]:
    """Yield the columns of figures; the two periods head theirs where they are the same in all lines."""
    notes: tuple[str, ...] = ()
    now, before = (
        in_language(lang, vi="trong kỳ", en="period"),
        in_language(lang, vi="kỳ so sánh", en="earlier"),
    )
    if tiled:
        yield GridColumn(in_language(lang, vi="so với", en="against"))
    else:  # an answer has a row at least
        first = comparison.polars.row(0, named=True)
        now, before = (period_label(first[name], lang) for name in ("period", "period_before"))
        notes = _unlike_lengths(first, lang)
    yield GridColumn(now, CellKind.NUMBER)
    yield GridColumn(before, CellKind.NUMBER, notes=notes)
    between = in_language(lang, vi="tăng, giảm", en="change")
    yield GridColumn(in_language(lang, vi="số lượng", en="number"), CellKind.NUMBER, between)
    yield GridColumn("%", CellKind.RATE, between)


def _against(row: Row, lang: Lang) -> tuple[GridCell]:
    if row["period_before"] is not None:
        return (GridCell(period_label(row["period_before"], lang), notes=_unlike_lengths(row, lang)),)
    note = in_language(lang, vi="năm trước không có kỳ này", en="the year before has no such period")
    return (GridCell(NOTHING, notes=(note,)),)


def _figures(each: Measure, row: Row, lang: Lang) -> tuple[GridCell, ...]:
    """Return both figures, their difference and by how many per cent it is."""
    return (
        _side(each, row, "", lang),
        _side(each, row, "_before", lang),
        _difference(each, row, lang),
        _percentage(each, row, lang),
    )


def _side(each: Measure, row: Row, side: str, lang: Lang) -> GridCell:
    """Return one of the two figures by itself."""
    value = row["before" if side else "value"]
    if value is None:
        return GridCell(NOTHING, notes=(_not_compared(lang),), kind=kind_of(each))
    if kind_of(each) is CellKind.RATE:
        text = percent(row[f"numerator{side}"], row[f"denominator{side}"], lang)
        return GridCell(text, value, kind=CellKind.RATE)
    return figure_cell(each, {"value": value, "qualifier": Qualifier.EXACT.value}, lang)


def _unlike_lengths(row: Row, lang: Lang) -> tuple[str, ...]:
    days, earlier = row["days"], row["days_before"]
    if days is None or earlier is None or days == earlier:
        return ()
    return (
        in_language(
            lang,
            vi=f"hai kỳ dài ngắn khác nhau: {days} ngày so với {earlier} ngày",
            en=f"the periods differ in length: {days} days against {earlier}",
        ),
    )


def _not_compared(lang: Lang) -> str:
    return in_language(
        lang,
        vi="không so sánh được: một trong hai kỳ không có con số chính xác",
        en="not to be compared: one of the periods has no exact figure",
    )


def _difference(each: Measure, row: Row, lang: Lang) -> GridCell:
    """Return the difference; between two percentages it is in points."""
    apart, kind = row["difference"], kind_of(each)
    if apart is None:
        return GridCell(NOTHING, notes=(_not_compared(lang),), kind=kind)
    if kind is CellKind.RATE:
        points = in_language(lang, vi="điểm %", en="points")
        return GridCell(
            f"{_sign(apart, render_decimal(abs(apart) * (100 if isinstance(each, Share) else 1), lang))} {points}",
            apart,
            kind=kind,
        )
    is_scaled = kind is CellKind.DECIMAL
    number = render_decimal(abs(apart), lang) if is_scaled else format_int(abs(apart), lang)
    return GridCell(_sign(apart, number), apart, kind=kind)


def _sign(value: int, number: str) -> str:
    """Return a number with its sign, a minus that screen readers say."""
    return f"+{number}" if value > 0 else f"−{number}" if value else number


def _percentage(each: Measure, row: Row, lang: Lang) -> GridCell:
    """Return by how many per cent a figure rose or fell; rates are compared by points alone."""
    apart, old = row["difference"], row["before"]
    if kind_of(each) is CellKind.RATE:
        note = in_language(
            lang, vi="hai tỷ lệ chỉ so bằng điểm phần trăm", en="two rates are compared by percentage points"
        )
    elif apart is None:
        note = _not_compared(lang)
    elif not old:
        note = in_language(
            lang, vi="kỳ so sánh là 0 nên không tính %", en="no percentage, because the earlier figure is 0"
        )
    else:
        return GridCell(_sign(apart, percent(abs(apart), abs(old), lang)), row["change"])
    return GridCell(NOTHING, notes=(note,))
