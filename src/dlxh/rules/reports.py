"""Báo cáo: reports that do not fit the days they speak of."""

from typing import TYPE_CHECKING, Any

from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.memberships import OPEN_END
from dlxh.rules.rule import rule

if TYPE_CHECKING:
    import narwhals as nw


@rule(
    "R101",
    table="reports",
    needs=("memberships",),
    severity=Severity.WARNING,
    vi="báo cáo {record}: tác giả không thuộc nhiệm kỳ nào vào ngày nhận hoặc trong kỳ báo cáo",
    en="report {record}: its author held no membership on the day of receipt nor in the period reported on",
    cure_vi="kiểm tra ngày nhận, mã tác giả, hoặc bổ sung tư cách cộng tác viên",
    cure_en="check the day of receipt and the author, or add the membership",
    source="domain.md section 2 (Đảng ủy Chính phủ 2025: members of dissolved teams kept reporting in the gap)",
)
def report_outside_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """A report by somebody who was not in office is counted for nobody.

    A warning and not an error: between two teams people keep reporting, and that is welcome.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    reports = tables["reports"].filter(~nw.col("author").is_null())
    seats = tables["memberships"].select(
        nw.col("collaborator").alias("author"), "start", nw.col("end").fill_null(OPEN_END).alias("last")
    )
    held_on_receipt = (nw.col("start") <= nw.col("received_day")) & (nw.col("received_day") <= nw.col("last"))
    held_in_period = (nw.col("start") <= nw.col("period_end")) & (nw.col("period_start") <= nw.col("last"))
    covered = reports.join(seats, on="author", how="inner").filter(held_on_receipt | held_in_period)
    lost = reports.join(covered.select("id").unique(), on="id", how="anti")
    return lost.select(nw.col("id").alias("record"), nw.lit("author").alias("field"), SOURCE_ROW)


@rule(
    "R102",
    table="reports",
    severity=Severity.WARNING,
    vi="báo cáo {record} được nhận trước khi kỳ báo cáo kết thúc",
    en="report {record} was received before the period that it reports on had ended",
    cure_vi="kiểm tra kỳ báo cáo và quy ước kỳ (15_to_14 nếu chốt giữa tháng)",
    cure_en="check the period and its convention (15_to_14 where the cut is in mid-month)",
    source="dlxh: domain.md section 2 (reporting windows)",
)
def period_ends_after_receipt(tables: Tables) -> "nw.Expr":  # noqa: ARG001 - judged from the row alone
    """Nobody can report on days to come; most often the window was mid-month and the calendar month was written."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return nw.col("period_end") > nw.col("received_day")
