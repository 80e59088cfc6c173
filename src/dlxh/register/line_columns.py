"""Dòng thành cột: the lines of a flat file as columns, where a line surely says just that; the others are listed.

Polars leaves out a field that is not wanted, takes the first of two with one name, turns a number into text where
a text is wanted, and skips blank lines. All of it is seen by counting: each name in a line has to have become a cell
or to precede a null, and each text a cell of text. What else looks like a name, inside a text, makes the count of
names too high; it is never too low unless a name is apart from its colon. Half a character, which Polars ignores,
is looked for by itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

import polars as pl

from dlxh.register.cells import text_as_kind
from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.json_text import parse
from dlxh.register.lines import BOM, lines_at, lines_of
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.upgrade_step import steps_from
from dlxh.words.days import MOMENT_PATTERN

_LINE, _NAMES, _LEFT = "whole line", "its names", "its names without a cell"
"""Columns besides those of the table, whose names have no blank."""
FEW: Final = 500
"""Up to this many lines are judged faster one by one than as columns."""
_ENDS: Final = re.compile(b"\n")
_ODD: Final = '"[ \\t\\r]+:|\\\\u[dD]|\ufffd'
"""A name apart from its colon, what may be half a character, and the sign for bytes that are not UTF-8."""
_SEPARATOR: Final = b"\x01"
_BLANK: Final = " \t\r\x0b\x0c"
_NULLS: Final = ('":null', '": null')
_TEXTS: Final = ('": "', '":"')
_BLOCK: Final = 2048
"""How many lines are read together where a line may not be JSON at all."""
_SURE_INSTANT: Final = MOMENT_PATTERN + "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"
"""An instant with an offset that some clock has, which Polars and pydantic read alike."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one file.

    Attributes:
        frame: The rows that surely say what their lines say: the stored columns in their types, and the number of the line.
        odd: The other lines by number, in their order; blank ones are none.
        written: How many lines there are that are not blank.
    """

    frame: pl.DataFrame
    odd: dict[int, bytes]
    written: int


def columns_in_file(table: Table) -> list[Column]:
    """Return the columns that a file holds.

    >>> from dlxh.register.schema import schema
    >>> [column.name for column in columns_in_file(schema()["term_regulations"])]
    ['term', 'network', 'position', 'regulation']
    """
    return [column for column in table.columns if column.local_day_of is None]


def in_columns(table: Table, data: bytes) -> Lines:
    """Return the lines of a file as columns, as far as they surely are that."""
    columns = columns_in_file(table)
    if sum(1 for _ in islice(_ENDS.finditer(data), FEW)) < FEW:
        odd = dict(lines_of(data))
        none = {column.name: dtype(column.kind) for column in columns}
        return Lines(pl.DataFrame(schema={**none, SOURCE_ROW: pl.Int64}), odd, len(odd))
    types = as_written(columns)
    frame = _at_once(data.removeprefix(BOM), types)
    if frame is not None:
        numbers = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True)
        frame = frame.with_columns(numbers.alias(SOURCE_ROW))
        frame, lost = in_types(columns, frame)
        return Lines(frame, dict(lines_at(data, frozenset(lost))), frame.height + len(lost))
    texts = _texts(data)
    frame, _ = in_types(columns, _line_by_line(texts, types))
    rest = frozenset(texts[SOURCE_ROW]) - frozenset(frame[SOURCE_ROW])
    return Lines(frame, dict(lines_at(data, rest)), texts.height)


def lines_in_columns(table: Table, data: bytes, version: int) -> Lines:
    """Return the lines of a file that was stored in a version, none as columns where each goes through steps of an upgrade first."""
    lines = in_columns(table, data)
    if lines.frame.is_empty() or not steps_from(version, table.name):
        return lines
    return Lines(lines.frame.clear(), dict(lines_of(data)), lines.written)


def as_written(columns: Iterable[Column]) -> dict[str, pl.DataType]:
    """Return the type in which JSON holds each column: days and instants are texts there."""
    types: dict[Kind, pl.DataType] = {Kind.INTEGER: pl.Int64(), Kind.BOOLEAN: pl.Boolean()}
    return {column.name: types.get(column.kind, pl.String()) for column in columns}


def in_types(columns: Iterable[Column], frame: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """Return the rows with days and instants in their types, and the numbers of the lines where one is none."""
    made = frame.select(_of_text(column) for column in columns if column.kind in {Kind.DAY, Kind.INSTANT})
    typed = frame.with_columns(made.get_columns())
    lost = [frame[name].is_not_null() & made[name].is_null() for name in made.columns]
    if not any(each.any() for each in lost):
        return typed, []
    is_lost = pl.any_horizontal(lost)
    return typed.filter(~is_lost), frame.filter(is_lost)[SOURCE_ROW].to_list()


def _of_text(column: Column) -> pl.Expr:
    """Return the day or the instant that a text surely is."""
    cell = pl.col(column.name)
    moment = text_as_kind(column.kind, cell)
    return pl.when(cell.str.contains(_SURE_INSTANT)).then(moment) if column.kind is Kind.INSTANT else moment


def _at_once(data: bytes, types: dict[str, pl.DataType]) -> pl.DataFrame | None:
    """Return the rows as Polars reads the whole file; None where a line of it has to be looked at more closely.

    The counts of the whole file are sums of those of its lines, and each is right or too high.
    """
    try:
        frame = pl.read_ndjson(data, schema=types)
        lines, odd, names, texts = _count_lines(data, '":', _TEXTS[0])
    except pl.exceptions.PolarsError:
        return None
    cells = {name: frame.height - frame[name].null_count() for name in types}
    nulls = names - sum(cells.values())
    texts -= sum(count for name, count in cells.items() if types[name] == pl.String)
    if nulls and not _only_nulls(data, names, nulls, types):
        return None
    if texts:
        texts += _count_lines(data, _TEXTS[1])[2]
    return None if odd or texts or lines != frame.height else frame


def _only_nulls(data: bytes, names: int, nulls: int, types: Iterable[str]) -> bool:
    """Return whether the names that became no cell precede nulls, are all known, and occur once in their line."""
    if nulls != sum(_count_lines(data, *_NULLS)[2:]):
        return False
    known, twice = _count_known_names(types)
    sums = _lines(data).select(known.sum().alias("known"), twice.max().alias("twice"))
    found = sums.collect(engine="streaming").row(0)
    return found[0] == names and (found[1] or 0) <= 1


def _count_known_names(names: Iterable[str]) -> tuple[pl.Expr, pl.Expr]:
    """Return the number of known names in a line, and how often the most frequent of them."""
    line = pl.col(_LINE)
    times = [line.str.count_matches(f'"{name}":', literal=True) for name in names]
    return pl.sum_horizontal(*times), pl.max_horizontal(*times)


def _count_lines(data: bytes, *texts: str) -> tuple[int, ...]:
    """Return how many lines there are, how many look odd, and how often they hold each of some texts."""
    line = pl.col(_LINE)  # null where it is blank, which sums pass over
    odd = line.str.contains(_ODD)
    counts = (line.str.count_matches(text, literal=True).sum().alias(text) for text in texts)
    return _lines(data).select(pl.len(), odd.sum().alias("odd"), *counts).collect(engine="streaming").row(0)


def _lines(data: bytes) -> pl.LazyFrame:
    """Return the lines of a file unchanged."""
    return pl.scan_csv(
        data, has_header=False, separator=_SEPARATOR.decode(), quote_char=None, schema={_LINE: pl.String}
    )


def _texts(data: bytes) -> pl.DataFrame:
    """Return the lines that are not blank, with their numbers; what is not UTF-8 in them becomes a sign that says so."""
    data = data.replace(_SEPARATOR, b"\x02")  # JSON has neither
    try:
        lines = _lines(data).collect()
    except pl.exceptions.PolarsError:
        lines = _lines(data.decode("utf-8", "replace").encode()).collect()
    number = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(SOURCE_ROW)
    line = pl.col(_LINE)  # of the first one Polars has taken the byte order mark
    marked = lines.with_columns(number).with_columns(
        pl.when(number > 1).then(line.str.strip_prefix("\ufeff")).otherwise(line)
    )
    return marked.filter(line.str.strip_chars(_BLANK) != "")


def _line_by_line(texts: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return the rows whose own line says all that they say, by the same counts for each line by itself."""
    line = pl.col(_LINE)
    whole = line.str.starts_with("{") & line.str.ends_with("}") & ~line.str.contains(_ODD)
    plain = texts.lazy().filter(whole).collect()
    none = pl.DataFrame(schema={_LINE: pl.String, SOURCE_ROW: pl.Int64, **types})
    read = pl.concat([none, *(_read_lines(part, types) for part in plain.iter_slices(_BLOCK))])
    cells = [pl.col(name).is_not_null() for name in types]
    of_text = [cell for cell, kind in zip(cells, types.values(), strict=True) if kind == pl.String]
    left = _times('":') - pl.sum_horizontal(cells).cast(pl.Int64)
    counted = read.lazy().with_columns(_times('":').alias(_NAMES), left.alias(_LEFT))
    right = counted.filter(_times(*_TEXTS) == pl.sum_horizontal(of_text)).collect()
    is_whole = pl.col(_LEFT) == 0
    known, twice = _count_known_names(types)
    of_nulls = (pl.col(_LEFT) == _times(*_NULLS)) & (known == pl.col(_NAMES)) & (twice <= 1)
    found = [right.filter(is_whole), right.filter(~is_whole).filter(of_nulls)]
    return pl.concat(found).select(*types, SOURCE_ROW).sort(SOURCE_ROW)


def _times(*texts: str) -> pl.Expr:
    """Return how often a line holds any of some texts."""
    counts = [pl.col(_LINE).str.count_matches(text, literal=True) for text in texts]
    return pl.sum_horizontal(counts).cast(pl.Int64)


def _read_lines(lines: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return lines with what Polars reads in them, without those that are not JSON."""
    rows = _rows(lines, types)
    if rows is None:
        lines = lines.filter(pl.Series([_is_json(line) for line in lines[_LINE]], dtype=pl.Boolean))
        rows = _rows(lines, types)
    if rows is None:
        return pl.DataFrame(schema={**lines.schema, **types})
    return lines.hstack(rows)


def _rows(lines: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame | None:
    try:
        rows = pl.read_ndjson("\n".join(lines[_LINE]).encode(), schema=types, ignore_errors=True)
    except pl.exceptions.PolarsError:
        return None
    return rows if rows.height == lines.height else None


def _is_json(line: str) -> bool:
    try:
        parse(line)
    except (ValueError, RecursionError):
        return False
    return True
