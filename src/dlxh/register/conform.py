"""Khớp lược đồ: frames of any engine to the declared columns, or an error that says which column and why."""

from collections.abc import Container, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl

from dlxh.register.cells import as_kind, first_lost, lacks_zone
from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.inner_defaults import inner_defaults
from dlxh.register.intake import in_memory, take
from dlxh.register.known_tables import Schema
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.table_error import TableError
from dlxh.words.days import VIETNAM_NAMES

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


UTC_NAMES = ("UTC", "Etc/UTC", "Etc/GMT", "GMT", "Z")
_ROW = Column(SOURCE_ROW, Kind.INTEGER, nullable=True)


def conform(
    frames: "Mapping[str, IntoFrame]", known: Schema, placed: Container[str] = ()
) -> dict[str, nw.LazyFrame[Any]]:
    """Return the frames as lazy narwhals frames with the declared columns, in the order of the schema.

    Args:
        frames: The frames.
        known: The tables that there may be.
        placed: Tables whose rows are in a file: without source rows, theirs are counted, where the engine keeps an order.
    """
    TableError.refuse_unknown(frames, known)
    lazy = {
        name: conform_table(table, frames[name], counts=name in placed)
        for name, table in known.items()
        if name in frames
    }
    engines = {str(frame.implementation.value) for frame in lazy.values()}
    if len(engines) > 1:
        raise TableError.engines(engines)
    return lazy


def conform_table(table: Table, native: "IntoFrame", *, counts: bool = False) -> nw.LazyFrame[Any]:
    """Return a frame as one table; `counts`: whether rows without source rows are numbered."""
    given = take(table, native)
    if isinstance(given, nw.DataFrame) and _is_declared(table, given):
        return given.lazy()
    blank: frozenset[str] = frozenset()
    if isinstance(given, nw.DataFrame):
        memory = in_memory(table, given)
        blank = frozenset(name for name in memory.columns if memory[name].null_count() == memory.height)
        frame: nw.LazyFrame[Any] = nw.from_native(_same_text(table, memory, blank).lazy())
    else:
        frame = given
    if counts and frame.implementation.is_polars() and SOURCE_ROW not in frame.collect_schema():
        frame = _add_source_rows(frame)
    found = frame.collect_schema()
    stored = [c for c in (*table.columns, _ROW) if c.name in found or c.local_day_of is None]
    typed = {name: kind for name, kind in found.items() if name not in blank}
    types = _types(frame, found)
    made = [_fill(table, c, typed, _as_declared(table, c, typed.get(c.name), types[c.kind])) for c in stored]
    frame = _with(frame, [each for each in made if each is not None])
    if days := [c for c in table.columns if c.local_day_of is not None and c.name not in found]:
        zones = frame.collect_schema()
        frame = _with(frame, [_local_day(table, c, zones[str(c.local_day_of)]) for c in days])
    names = [*table.names, SOURCE_ROW]
    return frame if list(found) == names else frame.select(*names)


def _add_source_rows(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return rows of Polars with their numbers as source rows."""
    native: pl.LazyFrame = frame.to_native()
    return nw.from_native(native.with_row_index(SOURCE_ROW, offset=1))


def _types(frame: nw.LazyFrame[Any], found: Mapping[str, nw.dtypes.DType]) -> dict[Kind, nw.dtypes.DType]:
    """Return the type of each kind of column: an instant of DuckDB is in UTC and without a zone, on Spark in its session's."""
    instant = nw.Datetime("us", None if frame.implementation.is_duckdb() else "UTC")
    if not frame.implementation.is_polars():
        zoned = (
            kind for kind in found.values() if isinstance(kind, nw.Datetime) and kind.time_zone is not None
        )
        instant = next(zoned, instant)
    return {
        Kind.TEXT: nw.String(),
        Kind.INTEGER: nw.Int64(),
        Kind.BOOLEAN: nw.Boolean(),
        Kind.DAY: nw.Date(),
        Kind.INSTANT: instant,
    }


def in_utc(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame that came from an engine with its instants in UTC, as those of Polars are."""
    utc = dtype(Kind.INSTANT)
    made = [
        (
            cell.dt.replace_time_zone("UTC") if kind.time_zone is None else cell.dt.convert_time_zone("UTC")
        ).cast(utc)
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.Datetime) and kind != utc
        for cell in (pl.col(name),)
    ]
    return frame.with_columns(made) if made else frame


def _with(frame: nw.LazyFrame[Any], made: list[nw.Expr]) -> nw.LazyFrame[Any]:
    """Add columns, if there are any: an SQL engine binds each step again with every one that follows."""
    return frame.with_columns(made) if made else frame


def _is_declared(table: Table, given: nw.DataFrame[Any]) -> bool:
    """Return whether a Polars frame is the table as it is declared, as those made of records are."""
    if not given.implementation.is_polars():
        return False
    frame: pl.DataFrame = given.to_native()
    filled = [column.name for column in table.columns if column.default is not None]
    if [*frame.schema.items()] != _declared_columns(table) or any(
        frame[name].null_count() for name in filled
    ):
        return False
    inner = [each for each in inner_defaults(table) if frame[each.column].null_count()]
    lacks = [each.lacks(frame.columns) for each in inner]
    checks = [each.any().alias(str(number)) for number, each in enumerate(lacks) if each is not None]
    return not checks or not any(given.select(checks).row(0))


@cache
def _declared_columns(table: Table) -> list[tuple[str, pl.DataType]]:
    """Return the columns of a table in their order, each with its type in Polars."""
    columns = [(column.name, dtype(column.kind)) for column in table.columns]
    return [*columns, (SOURCE_ROW, dtype(Kind.INTEGER))]


def _same_text(table: Table, frame: pl.DataFrame, blank: frozenset[str]) -> pl.DataFrame:
    """Return a frame in memory in which cells of another type that say the same have become the declared kind."""
    for column in (*table.columns, _ROW):
        if column.name in frame.columns and column.name not in blank:
            before = frame[column.name]
            after = as_kind(column, before)
            if after is None:
                continue
            row = first_lost(before, after)
            if row is None:
                frame = frame.with_columns(after)
            elif column.kind is Kind.INSTANT and lacks_zone(before, row):
                raise TableError.no_zone(table, column.name, row)
            else:
                raise TableError.cell(table, column, row)
    return frame


def _local_day(table: Table, column: Column, instant: nw.dtypes.DType) -> nw.Expr:
    """Return the day in Viet Nam; SQL engines show an instant in the zone of their session, so that must be known."""
    zone = instant.time_zone if isinstance(instant, nw.Datetime) else None
    if zone not in {*UTC_NAMES, *VIETNAM_NAMES, None}:
        raise TableError.zone(table, str(column.local_day_of), zone)
    moment = nw.col(str(column.local_day_of))
    shifted = moment if zone in VIETNAM_NAMES else moment.dt.offset_by("7h")
    return shifted.dt.date().alias(column.name)


def _as_declared(
    table: Table, column: Column, found: nw.dtypes.DType | None, wanted: nw.dtypes.DType
) -> nw.Expr | None:
    """Return what makes a column the declared one; None: it is that already."""
    if found is None:
        return nw.lit(column.default, wanted).alias(column.name)
    same = nw.col(column.name)
    if found == wanted:
        return None if column.default is None else same.fill_null(column.default)
    if not _may_become(column.kind, found):
        if column.kind is Kind.INSTANT and isinstance(found, nw.Datetime):
            raise TableError.no_zone(table, column.name)
        raise TableError.kind(table, column, found)
    if column.kind is Kind.INSTANT and isinstance(found, nw.Datetime):
        return same.dt.convert_time_zone("UTC").cast(wanted)
    return same.cast(wanted)


def _fill(table: Table, column: Column, there: Container[str], made: nw.Expr | None) -> nw.Expr | None:
    """Return what makes a column the declared one, with the defaults of the nested values that it is part of."""
    for inner in inner_defaults(table):
        lacks = inner.lacks(there) if inner.column == column.name else None
        if lacks is not None:
            given = nw.col(column.name) if made is None else made
            made = nw.when(lacks).then(nw.lit(inner.value)).otherwise(given).alias(column.name)
    return made


def _may_become(kind: Kind, found: nw.dtypes.DType) -> bool:
    if found == nw.Unknown:  # a column of nulls only
        return True
    if kind is Kind.INTEGER:
        return found.is_integer()
    if kind is Kind.TEXT:
        return isinstance(found, nw.Categorical | nw.Enum)
    return kind is Kind.INSTANT and isinstance(found, nw.Datetime) and found.time_zone is not None
