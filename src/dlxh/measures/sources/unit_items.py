"""Nội dung trong báo cáo của đơn vị: the items that units report upwards, under the unit that sent them."""

from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from dlxh.measures.context import Context
from dlxh.measures.row_source import RowSource
from dlxh.measures.sources.reports import BY_ITEM, UPWARD, WITH_REPORT, standing

if TYPE_CHECKING:
    Lazy = nw.LazyFrame[Any]


def items_of_units(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the items of the reports that units sent, under the unit that sent them and not under the place."""
    reports = context.tables["reports"].filter(nw.col("kind").is_in(list(UPWARD)))
    sent = reports.filter(~nw.col("author_unit").is_null())
    counted = standing(context.tables, sent).select(
        nw.col("id").alias("report"),
        nw.col("received_day").alias("day"),
        nw.col("author_unit").alias("org_unit"),
        *(name for name in ("channel", "kind") if name in wanted),
    )
    rows = context.tables["items"].join(counted, on="report", how="inner")
    return rows.with_columns(
        nw.when(nw.col("prominent")).then(nw.lit("yes")).otherwise(nw.lit("no")).alias("is_prominent"),
    )


UNIT_ITEMS: Final = RowSource(
    "unit_items",
    ("reports", "items"),
    items_of_units,
    BY_ITEM,
    *WITH_REPORT,
    unit_vi="đơn vị gửi báo cáo",
    unit_en="the unit that sent the report",
    stands_for={"items": ("id",), "reports": ("report",)},
    papers_vi="Tính báo cáo định kỳ, đột xuất, chuyên đề và tổng hợp của đơn vị; không tính báo cáo phản hồi và báo cáo năm.",
    papers_en="Periodic, ad hoc and thematic reports and syntheses of units count; responses and yearly reports do not.",
    possible_values={"kind": UPWARD},
)
