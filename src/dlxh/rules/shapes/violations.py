"""Dòng vi phạm: how a rule that the language cannot express returns what it found."""

from typing import Any

import narwhals as nw

from dlxh.register.schema import SOURCE_ROW, schema


def select_violations(
    frame: "nw.LazyFrame[Any]", table: str, *, field: str | None = None, evidence: str | None = None
) -> "nw.LazyFrame[Any]":
    """Return violations from the rows at fault.

    Args:
        frame: Rows that still have the key of the table, and its network and source row.
        table: The table whose rows they are.
        field: The column at fault.
        evidence: The column that refers to the other row; none: the row needs no other.
    """
    more = [] if evidence is None else [nw.col(evidence).alias("evidence")]
    key = nw.concat_str([nw.col(name).cast(nw.String()) for name in schema()[table].key], separator="#")
    network = [nw.col("network")] if "network" in schema()[table].names else []
    return frame.select(
        key.alias("record"), nw.lit(field, nw.String()).alias("field"), *network, *more, SOURCE_ROW
    )
