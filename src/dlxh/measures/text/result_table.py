"""Bảng kết quả: a `Grid` of a result: a line for each key and a column for each measure, with what may be added added up."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import polars as pl

from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import PERIODS, heading, key_label
from dlxh.measures.measure import Measure, Share, Stock, Total
from dlxh.measures.rate import TEN_THOUSAND, percent
from dlxh.measures.sets import name_of_set
from dlxh.measures.text.answer import Answer, AnswerOfRates
from dlxh.measures.text.figure_cells import figure_cell, head_of, kind_of, note_of, unit_in_words
from dlxh.measures.text.shares import Shares, adds_up, shares_of
from dlxh.measures.values import NOT_APPLICABLE
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.figures import Figure, Qualifier
from dlxh.words.given import need, need_limit
from dlxh.words.money import MAX_DONG
from dlxh.words.numbers import format_int
from dlxh.words.table import CellKind, Grid, GridCell, GridColumn, GridLine, LineKind
from dlxh.words.table_parts import NOTHING, capitalize, join_words, note_on_rest

_NAMED: Final = 3
"""A caption lists this many measures; with more it says how many there are."""

Key = tuple[Any, ...]


def result_table(result: AnswerOfRates, lang: Lang, limit: int | None, *, shares: bool = False) -> Grid:
    """Return the table of a result; `Result.table` calls it."""
    need_limit(limit)
    need(bool, shares=shares)
    if not result.by:
        return _list(result, lang)
    return _list_by_keys(result, lang, limit, _shares(result) if shares else {})


def _shares(result: AnswerOfRates) -> dict[str, Shares]:
    """Return the shares of each measure that adds up over the lines; of several dimensions those within the first."""
    within = result.by[:1] if len(result.by) > 1 else ()
    over = result.by[len(within) :]
    return {
        each.code: shares_of(result, each, within)
        for each in result.measures
        if adds_up(each, over, result.names)
    }


def _share_cell(share: int | None, lang: Lang) -> GridCell:
    text = NOTHING if share is None else percent(share, TEN_THOUSAND, lang)
    return GridCell(text, share, kind=CellKind.RATE)


def caption_of(measures: Sequence[Measure], by: Sequence[str], lang: Lang, names: KeyNames) -> str:
    """Return what a table shows: measures and dimensions by their names.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> caption_of(MEASURES[:2], ["quarter", "org_unit"], "vi", KeyNames())
    'Cộng tác viên và người làm cộng tác viên theo quý và đơn vị'
    """
    number = len(measures)
    named = (
        join_words([each.name(lang) for each in measures], lang)
        if number <= _NAMED
        else name_of_set(measures, lang)
        or in_language(lang, vi=f"{number} chỉ tiêu", en=f"{number} measures")
    )
    by_what = in_language(lang, vi=" theo ", en=" by ")
    dimensions = [heading(name, lang, names) for name in by]
    for each in dimensions:  # some names end with what is counted by, in English in the singular
        named = named.removesuffix(f"{by_what}{each}").removesuffix(f"{by_what}{each.removesuffix('s')}")
    return capitalize(f"{named}{by_what}{join_words(dimensions, lang)}" if by else named)


def _list(result: AnswerOfRates, lang: Lang) -> Grid:
    """Return a line for each measure: without keys there is one figure of each."""
    kinds = {each.code: each for each in result.measures}
    left_out = _notes_on_left_out(result, lang)
    lines = []
    for row in result.polars.iter_rows(named=True):
        each = kinds[row["measure"]]
        name = GridCell(each.name(lang), notes=left_out.get(each.code, ()))
        cell = figure_cell(each, row, lang, result.lacking.get(each.code, ()))
        lines.append(GridLine((name, GridCell(unit_in_words(each, lang)), cell)))
    heads = (("chỉ tiêu", "measure"), ("đơn vị tính", "unit"), ("số liệu", "figure"))
    measure, unit, figure = (in_language(lang, vi=vi, en=en) for vi, en in heads)
    columns = (GridColumn(measure), GridColumn(unit), GridColumn(figure, CellKind.NUMBER))
    return Grid(caption_of(result.measures, (), lang, result.names), columns, tuple(lines), lang)


def _list_by_keys(result: AnswerOfRates, lang: Lang, limit: int | None, shares: Mapping[str, Shares]) -> Grid:
    """Return a line for each key; the first of several dimensions is the head of a group."""
    by = list(result.by)
    keys = result.polars.select(by).unique(maintain_order=True)
    kept = keys if limit is None else keys.head(limit)
    rows = result.polars.join(kept, on=by, how="semi", nulls_equal=True)
    kinds = {each.code: each for each in result.measures}
    cells: dict[Key, dict[str, GridCell]] = {}
    for row in rows.iter_rows(named=True):
        own = cells.setdefault(tuple(row[name] for name in by), {})
        lacking = result.lacking.get(row["measure"], ())
        own[row["measure"]] = figure_cell(kinds[row["measure"]], row, lang, lacking)
    grouped = len(by) > 1
    named = by[1:] if grouped else by
    left_out = _notes_on_left_out(result, lang)
    columns = (
        *(GridColumn(heading(name, lang, result.names)) for name in named),
        *_columns(result, left_out, shares, lang),
    )
    sums = _sums_of_groups(result, kept) if grouped else {}
    lines = tuple(_lines(result, cells, sums, shares, lang))
    if keys.height > 1:
        lines += tuple(_total(result, {(): _sums(result, [])}, (), shares, lang))
    summed = bool(lines) and lines[-1].kind is LineKind.TOTAL
    notes = note_on_rest(keys.height - kept.height, lang, summed=summed)
    return Grid(
        caption_of(result.measures, by, lang, result.names), columns, lines, lang, notes, heads=len(named)
    )


def _columns(
    result: AnswerOfRates, left_out: Mapping[str, tuple[str, ...]], shares: Mapping[str, Shares], lang: Lang
) -> Iterator[GridColumn]:
    for each in result.measures:
        yield GridColumn(head_of(each, lang), kind_of(each), notes=left_out.get(each.code, ()))
        if each.code in shares:
            yield GridColumn(in_language(lang, vi="tỷ trọng", en="share"), CellKind.RATE)


def _lines(
    result: AnswerOfRates,
    cells: Mapping[Key, Mapping[str, GridCell]],
    sums: "Mapping[Key, Sums]",
    shares: Mapping[str, Shares],
    lang: Lang,
) -> Iterator[GridLine]:
    grouped = len(result.by) > 1
    named = result.by[1:] if grouped else result.by
    for first, keys in groupby(cells, key=lambda key: key[0]):
        group = list(keys)
        if grouped:
            yield GridLine((_group_head(result, first, lang),), LineKind.GROUP)
        for key in group:
            names = (
                key_cell(name, part, lang, result.names)
                for name, part in zip(named, key[-len(named) :], strict=True)
            )
            figures: list[GridCell] = []
            for each in result.measures:
                figures.append(cells[key].get(each.code, GridCell("")))
                if each.code in shares:
                    figures.append(_share_cell(shares[each.code].get(key), lang))
            yield GridLine((*names, *figures), level=int(grouped))
        if grouped and len(group) > 1:
            yield from _total(result, sums, (first,), shares, lang)


def _group_head(result: Answer, key: str | None, lang: Lang) -> GridCell:
    dimension = result.by[0]
    cell = key_cell(dimension, key, lang, result.names)
    is_period = result.names.dimension(dimension) in PERIODS
    text = cell.text if is_period else f"{heading(dimension, lang, result.names)}: {cell.text}"
    return GridCell(text, notes=cell.notes)


def key_cell(dimension: str, key: str | None, lang: Lang, names: KeyNames) -> GridCell:
    """Return a key for reading; where none is stated a note says so.

    >>> key_cell("channel", None, "en", KeyNames()).notes
    ('not stated: channel',)
    """
    if key is not None:
        return GridCell(key_label(dimension, key, lang, names))
    name = heading(dimension, lang, names)
    return GridCell(NOTHING, notes=(in_language(lang, vi=f"không ghi {name}", en=f"not stated: {name}"),))


Sums = dict[str, list[tuple[str, int]]]
"""For each measure its qualifiers, each with the sum of the values that have it."""


def _sums_of_groups(result: AnswerOfRates, kept: pl.DataFrame) -> dict[Key, Sums]:
    """Return the sums of the groups that are shown: of a long answer they are few."""
    found: dict[Key, Sums] = {}
    first = result.by[0]
    groups = kept.select(first).unique()
    rows = result.polars.join(groups, on=first, how="semi", nulls_equal=True)
    for key, measure, qualifier, value in _sum_by_qualifier(rows, [first]).iter_rows():
        found.setdefault((key,), {}).setdefault(measure, []).append((qualifier, value))
    return found


def _sums(result: AnswerOfRates, by: list[str]) -> Sums:
    found: Sums = {}
    for measure, qualifier, value in _sum_by_qualifier(result.polars, by).iter_rows():
        found.setdefault(measure, []).append((qualifier, value))
    return found


def _sum_by_qualifier(frame: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    value = pl.col("value").cast(pl.Int128).sum()
    applies = frame.filter(pl.col("qualifier") != NOT_APPLICABLE)
    return applies.group_by(*by, "measure", "qualifier", maintain_order=True).agg(value)


def _total(
    result: AnswerOfRates, sums: Mapping[Key, Sums], key: Key, shares: Mapping[str, Shares], lang: Lang
) -> Iterator[GridLine]:
    """Yield the line that adds up; none where no measure adds over what the lines are broken down by."""
    by = result.by[len(key) :]
    if not any(adds_up(each, by, result.names) for each in result.measures):
        return
    name = in_language(lang, vi="Tổng cộng", en="Total")
    if key:
        name = f"{in_language(lang, vi='Cộng', en='Subtotal')} {key_label(result.by[0], key[0], lang, result.names)}"
    blanks = (GridCell("") for _ in range(max(1, len(result.by) - 1) - 1))
    figures: list[GridCell] = []
    for each in result.measures:
        own = sums.get(key, {}).get(each.code, [])
        lacking = result.lacking.get(each.code, ())
        is_sum = adds_up(each, by, result.names)
        figures.append(_sum_cell(each, own, lang, lacking) if is_sum else _no_sum(lang))
        if each.code in shares:
            figures.append(
                _whole_cell(shares[each.code], key, lang, is_whole=bool(key) or len(result.by) == 1)
            )
    yield GridLine((GridCell(name), *blanks, *figures), LineKind.SUBTOTAL if key else LineKind.TOTAL)


def _whole_cell(shares: Shares, key: Key, lang: Lang, *, is_whole: bool) -> GridCell:
    """Return 100% below the lines whose shares sum to it; nothing where a share is not known, or below several groups."""
    own = [share for each, share in shares.items() if each[: len(key)] == key]
    known = is_whole and any(own)
    return _share_cell(TEN_THOUSAND if known else None, lang)


def _no_sum(lang: Lang) -> GridCell:
    note = in_language(
        lang,
        vi="không cộng được từ các dòng; phải đếm riêng cho cả tập hợp",
        en="the lines do not add up; the whole is counted by itself",
    )
    return GridCell(NOTHING, notes=(note,))


def _sum_cell(
    each: Measure, parts: Sequence[tuple[str, int]], lang: Lang, lacking: tuple[str, ...]
) -> GridCell:
    """Return the sum, which states no more than its parts; one that is too large is unknown."""
    if not parts:
        return GridCell(NOTHING, notes=note_of(NOT_APPLICABLE, lang))
    unknown = Figure.unknown(each.unit)
    whole = unknown
    is_open = _may_shrink(each) and any(qualifier == Qualifier.UNKNOWN.value for qualifier, _ in parts)
    if not is_open and sum(abs(value) for _, value in parts) <= MAX_DONG:
        figures = [
            unknown if qualifier == Qualifier.UNKNOWN.value else Figure(value, each.unit, qualifier)
            for qualifier, value in parts
        ]
        whole = Figure.sum(figures, unit=each.unit)
    row = {"value": whole.value, "qualifier": whole.qualifier.value}
    return figure_cell(each, row, lang, lacking)


def _may_shrink(each: Measure) -> bool:
    """Return whether a part that is not known may make the whole smaller: of plain numbers and money, not of counts and figures."""
    return (isinstance(each, Total) and not each.figure) or (
        isinstance(each, Stock) and each.total is not None
    )


def _notes_on_left_out(result: AnswerOfRates, lang: Lang) -> dict[str, tuple[str, ...]]:
    """Return for each rate what it leaves out in all its lines, by reason; a reason is what the rate's policy calls it."""
    shares = {each.code: each for each in result.measures if isinstance(each, Share)}
    found: dict[str, dict[str, int]] = {}
    for measure, value, count in result.left_out.select("measure", "reason", "rows").iter_rows():
        each = shares[measure]
        why_open = each.rows.outcomes[each.outcome].get(value)
        reason = in_language(lang, vi="chưa rõ", en="unknown") if why_open is None else why_open.label(lang)
        own = found.setdefault(measure, {})
        own[reason] = own.get(reason, 0) + count
    head = in_language(lang, vi="không tính vào tỷ lệ", en="not in the rate")
    return {
        measure: (
            f"{head}: {', '.join(f'{format_int(count, lang)} ({reason})' for reason, count in reasons.items())}",
        )
        for measure, reasons in found.items()
    }
