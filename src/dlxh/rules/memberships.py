"""Tư cách cộng tác viên: who serves when."""

from datetime import date
from typing import TYPE_CHECKING, Any

from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule

if TYPE_CHECKING:
    import narwhals as nw

OPEN_END = date(9999, 12, 31)


@rule(
    "T201",
    table="memberships",
    severity=Severity.ERROR,
    vi="tư cách {record} trùng thời gian với {evidence} của cùng cộng tác viên",
    en="membership {record} overlaps {evidence} of the same collaborator",
    cure_vi="kết thúc tư cách trước vào ngày liền trước ngày bắt đầu tư cách sau",
    cure_en="end the earlier one on the day before the later one begins",
    source="dlxh: domain.md M2 (one seat per collaborator and day)",
)
def overlapping_memberships(tables: Tables) -> "nw.LazyFrame[Any]":
    """One person with two seats on one day is counted and paid twice.

    Any two memberships are compared, also one that lies inside another long one. Each pair that overlaps is one
    finding, at the one that begins later.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    ends = nw.col("end").fill_null(OPEN_END)
    spans = tables["memberships"].select("id", "collaborator", "start", SOURCE_ROW, ends.alias("last"))
    order = ["start", "id"]
    reached = nw.col("last").cum_max().over("collaborator", order_by=order)
    before = nw.col("reached").shift(1).over("collaborator", order_by=order)
    late = spans.with_columns(reached.alias("reached")).with_columns(before.alias("before"))
    clash = late.filter(nw.col("start") <= nw.col("before")).drop("reached", "before")
    others = spans.select(
        "collaborator", nw.col("id").alias("other"), nw.col("start").alias("from"), nw.col("last").alias("to")
    )
    begins_before = (nw.col("from") < nw.col("start")) | (
        (nw.col("from") == nw.col("start")) & (nw.col("other") < nw.col("id"))
    )
    pairs = clash.join(others, on="collaborator", how="inner").filter(
        begins_before, nw.col("id") != nw.col("other"), nw.col("start") <= nw.col("to")
    )
    return pairs.select(
        nw.col("id").alias("record"),
        nw.lit("start").alias("field"),
        nw.col("other").alias("evidence"),
        SOURCE_ROW,
    )
