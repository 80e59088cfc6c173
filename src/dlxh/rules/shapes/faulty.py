"""Dòng vi phạm: how a rule that looks across rows or tables hands back what it found."""

from typing import Any

import narwhals as nw

from dlxh.ledger.beside import beside as lay_beside
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.collect import in_parts


def key_of(table: str) -> nw.Expr:
    """Return the key of a row as one text, its parts joined by `#`."""
    return nw.concat_str([nw.col(name).cast(nw.String()) for name in schema()[table].key], separator="#")


def faulty(
    frame: "nw.LazyFrame[Any]", table: str, *, field: str | None = None, evidence: str | None = None
) -> "nw.LazyFrame[Any]":
    """Return violations from the rows at fault.

    Args:
        frame: Rows that still have the key of the table, and its network and source row.
        table: The table whose rows they are.
        field: The column at fault.
        evidence: The column that names the other row; none: the row speaks for itself.
    """
    more = [] if evidence is None else [nw.col(evidence).alias("evidence")]
    network = [nw.col("network")] if "network" in schema()[table].names else []
    return frame.select(
        key_of(table).alias("record"), nw.lit(field, nw.String()).alias("field"), *network, *more, SOURCE_ROW
    )


def shared(tables: Tables, frame: "nw.LazyFrame[Any]", *by: str) -> "nw.LazyFrame[Any]":
    """Return the rows whose values stand on another row too; a row without one of them shares nothing.

    Where all rows are judged the values are counted at once, by themselves: beside the join that looks for their rows,
    and that is not needed where nothing is shared, counting would take twice the memory.
    """
    several = frame.group_by(*by).agg(nw.len().alias("rows")).filter(nw.col("rows") > 1).select(*by)
    if tables.asked is tables:
        counted = in_parts(several)
        if counted.is_empty():
            return frame.head(0)
        several = lay_beside(frame, counted)
    return frame.join(several, on=list(by), how="semi")


def repeated(
    tables: Tables, frame: "nw.LazyFrame[Any]", *by: str, tells: str, order: "str | list[str]"
) -> "nw.LazyFrame[Any]":
    """Return the rows that come after another with the same values, and what the one before them is called, as `before`.

    Counting takes little and putting in order much, so only rows that share their values are put in order.

    Args:
        tables: The tables that are judged.
        frame: Rows of one of them.
        by: The columns whose values are the same; a row without one of them repeats nothing.
        tells: The column that tells the row before.
        order: The columns that say which one comes first.
    """
    before = nw.col(tells).shift(1).over(*by, order_by=order)
    return shared(tables, frame, *by).with_columns(before.alias("before")).filter(~nw.col("before").is_null())


def near(tables: Tables, table: str, on: str) -> "nw.LazyFrame[Any]":
    """Return the rows of a table that may stand against rows that are asked about: all, unless new ones are judged.

    Args:
        tables: The tables.
        table: The table.
        on: The column that such rows share.
    """
    if tables.asked is tables or table not in tables.asked:
        return tables[table]
    return tables[table].join(tables.asked[table].select(on).unique(), on=on, how="semi")


def beside(
    frame: "nw.LazyFrame[Any]", tables: Tables, table: str, *, on: str, names: tuple[str, ...]
) -> "nw.LazyFrame[Any]":
    """Return rows with columns of the row of another table that they name, as `other_<column>`; others fall out.

    Args:
        frame: Rows.
        tables: The tables.
        table: The other table.
        on: The column that names its id.
        names: Its columns.
    """
    other = tables[table].select(
        nw.col("id").alias(on), *(nw.col(name).alias(f"other_{name}") for name in names)
    )
    return frame.join(other, on=on, how="inner")
