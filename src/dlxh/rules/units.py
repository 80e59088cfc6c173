"""Đơn vị: units on days on which they cannot have been."""

from datetime import date
from typing import TYPE_CHECKING

from dlxh.models.unit import Level
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule

if TYPE_CHECKING:
    import narwhals as nw

LAST_DISTRICT_DAY = date(2025, 6, 30)
"""The district level ended on 2025-07-01 (Luật 72/2025/QH15)."""


@rule(
    "U101",
    table="units",
    severity=Severity.WARNING,
    vi="đơn vị cấp huyện {record} còn hiệu lực sau ngày 30/6/2025",
    en="the district-level unit {record} is valid after 2025-06-30",
    cure_vi="ghi valid_to đến 2025-06-30 và đơn vị kế thừa (successors)",
    cure_en="set valid_to to 2025-06-30 at the latest and name its successors",
    source="Luật 72/2025/QH15",
)
def district_after_abolition(tables: Tables) -> "nw.Expr":
    """There is no district level since 2025-07-01; what is counted on such a unit later belongs to another one."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    last = nw.coalesce(nw.col("valid_to"), nw.lit(tables.as_of))
    return (nw.col("level") == Level.DISTRICT.value) & (last > LAST_DISTRICT_DAY)
