"""Dòng chi: the allowance lines, with who pays and whether a line is the first of its month or a difference."""

from typing import Any, Final

import narwhals as nw

from dlxh.measures.context import Context
from dlxh.measures.row_source import RowSource


def lines(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:
    """Return the lines; `part` separates first lines, arrears that are owed later and what is recovered."""
    part = (
        nw.when(nw.col("change").is_null())
        .then(nw.lit("first"))
        .otherwise(nw.when(nw.col("amount") < 0).then(nw.lit("offset")).otherwise(nw.lit("arrears")))
    )
    sign = nw.when(nw.col("amount") > 0).then(nw.lit("positive")).otherwise(nw.lit("none"))
    rows = context.tables["allowance_lines"].with_columns(
        nw.col("month").alias("day"),
        nw.col("outcome").alias("pay_outcome"),
        nw.col("change").alias("pay_change"),
        part.alias("part"),
        sign.alias("sign"),
    )
    if "payer" not in wanted:
        return rows
    if "schemes" not in context.tables:
        return rows.with_columns(nw.lit(None, nw.String()).alias("payer"))
    payers = context.tables["schemes"].select(nw.col("id").alias("scheme"), "payer")
    return rows.join(payers, on="scheme", how="left")


LINES: Final = RowSource(
    "lines",
    ("allowance_lines",),
    lines,
    ("network", "payer", "provision", "pay_outcome", "pay_change"),
    "Tính vào tháng làm việc được chi, không phải ngày chi.",
    "Counts in the month served, not on the day of payment.",
    dimension_table={"payer": "schemes"},
    stands_for={"collaborators": ("collaborator",)},
)
