"""Cột được đọc: which columns a rule reads, found by leaving one out and seeing whether it still can be asked."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from dlxh.register.flatten import dtype
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.masks import NETWORK
from dlxh.rules.language.case_tables import columns_of_events
from dlxh.rules.rule import Rule

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl


def columns_read(rule: Rule, tables: Tables, table: str, among: Iterable[str]) -> frozenset[str]:
    """Return which of some columns of a table a rule on rows or across them reads or tells; the key of the row is always among them.

    >>> from datetime import date
    >>> from dlxh.rules.families.units import district_after_abolition
    >>> tables = Tables({"units": empty("units")}, as_of=date(2025, 7, 1))
    >>> sorted(columns_read(district_after_abolition, tables, "units", ["name", "level", "valid_to"]))
    ['level', 'valid_to']
    """
    always = {*schema()[table].key, *rule.placeholders, rule.field}
    if rule.parts:
        own = [part for part in rule.parts if part.table == table]
        read = frozenset[str]().union(*(part.columns for part in own))
        read |= columns_of_events(rule.columns) if table == "events" else frozenset()
        # What is found across rows is told of the network of a row, which has to be right for that.
        told = set() if all(part.is_on_rows for part in own) else {NETWORK}
        return frozenset(among) & (always | read | told)
    return frozenset(name for name in among if name in always or not _can_be_asked(rule, tables, table, name))


def empty(table: str) -> "pl.DataFrame":
    """Return a table without rows."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    columns = {column.name: dtype(column.kind) for column in schema()[table].columns}
    return pl.DataFrame(schema={**columns, SOURCE_ROW: pl.Int64()})


def _can_be_asked(rule: Rule, tables: Tables, table: str, without: str) -> bool:
    if rule.on_derived:
        return _asked(rule, _bare(tables), table, without)
    return _asked_of_records(rule, tables.names, tables.as_of, table, without)


@lru_cache(maxsize=10_000)
def _asked_of_records(rule: Rule, names: tuple[str, ...], as_of: date, table: str, without: str) -> bool:
    """Say the same from the names and the day of the tables alone, once: it takes longer than most rules."""
    return _asked(rule, _of_nothing(names, as_of), table, without)


@lru_cache(maxsize=16)
def _of_nothing(names: tuple[str, ...], as_of: date) -> Tables:
    return Tables({name: empty(name) for name in names}, as_of=as_of)


def _asked(rule: Rule, bare: Tables, table: str, without: str) -> bool:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    part: nw.LazyFrame[pl.LazyFrame] = nw.from_native(empty(table).drop(without).lazy())
    lacking = bare.exchanged({table: part})
    try:  # a rule may look at columns while it is being asked, too
        found = rule.judge(lacking)  # type: ignore[misc] # a rule without parts is a function
        asked = part.select(found) if isinstance(found, nw.Expr) else found
        for frame in asked if isinstance(asked, Sequence) else [cast("nw.LazyFrame[Any]", asked)]:
            frame.collect_schema()
    except (nw.exceptions.ColumnNotFoundError, KeyError):  # it may look for one in the schema
        return False
    return True


def _bare(tables: Tables) -> Tables:
    """Return the tables, and what lies beside them, without rows and in memory."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    derived = {
        name: nw.from_native(frame.head(0).collect("polars").to_native().lazy())
        for name, frame in tables.derived.items()
    }
    return _of_nothing(tables.names, tables.as_of).with_derived(derived)
