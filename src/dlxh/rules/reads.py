"""Cột được đọc: which columns a rule reads, found by leaving one out and seeing whether it still can be asked."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from dlxh.register.flatten import dtype
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.rule import Rule

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl


def columns_read(rule: Rule, tables: Tables, table: str, among: Iterable[str]) -> frozenset[str]:
    """Return which of some columns of a table a rule on rows or across them reads or tells; the key of the row is always among them.

    >>> from datetime import date
    >>> from dlxh.rules.units import district_after_abolition
    >>> tables = Tables({"units": empty("units")}, as_of=date(2025, 7, 1))
    >>> sorted(columns_read(district_after_abolition, tables, "units", ["name", "level", "valid_to"]))
    ['level', 'valid_to']
    """
    always = {*schema()[table].key, *rule.placeholders, rule.field}
    return frozenset(name for name in among if name in always or not _can_be_asked(rule, tables, table, name))


def empty(table: str) -> "pl.DataFrame":
    """Return a table without rows."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    columns = {column.name: dtype(column.kind) for column in schema()[table].columns}
    return pl.DataFrame(schema={**columns, SOURCE_ROW: pl.Int64()})


def _can_be_asked(rule: Rule, tables: Tables, table: str, without: str) -> bool:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    bare = Tables({name: empty(name) for name in tables}, as_of=tables.as_of).beside(_bare(tables.derived))
    part: nw.LazyFrame[pl.LazyFrame] = nw.from_native(empty(table).drop(without).lazy())
    lacking = bare.exchanged({table: part})
    found = rule.judge(lacking)
    try:
        asked = part.select(found) if isinstance(found, nw.Expr) else cast("nw.LazyFrame[Any]", found)
        asked.collect_schema()
    except nw.exceptions.ColumnNotFoundError:
        return False
    return True


def _bare(frames: "Mapping[str, nw.LazyFrame[Any]]") -> "dict[str, nw.LazyFrame[Any]]":
    """Return frames without their rows, in memory."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return {
        name: nw.from_native(frame.head(0).collect("polars").to_native().lazy())
        for name, frame in frames.items()
    }
