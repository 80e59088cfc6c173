"""Rows of tables in the order of their keys, which is the one in which a database gives them."""

import polars as pl

from dlxh import Tables
from dlxh.register.schema import SOURCE_ROW


def rows_of(tables: Tables, name: str) -> pl.DataFrame:
    """Return the rows of a table in the order of their keys, without their places in files."""
    return tables.polars(name).drop(SOURCE_ROW).sort(tables.schema[name].key)


def same_rows(one: Tables, other: Tables) -> None:
    """See that two sets of tables hold the same rows, as of one day, and are partial alike."""
    assert one.names == other.names
    assert (one.as_of, one.partial) == (other.as_of, other.partial)
    for name in one:
        assert rows_of(one, name).equals(rows_of(other, name)), name
