"""The six questions as dlxh is asked them, the twenty measures of a half-year table, and the rows for both."""

from collections.abc import Callable
from datetime import date
from functools import cache

import polars as pl

import dlxh
from dlxh import Period, Result, Tables
from dlxh.testing import province_tables

NAMES = (
    "reports",
    "items",
    "item_topics",
    "streams",
    "collaborators",
    "memberships",
    "networks",
    "units",
    "unit_successors",
)
LIFE = Period.custom(date(2021, 1, 1), date(2025, 12, 31))
TITLES = {
    "q1": ("báo cáo theo tháng và đơn vị", "reports by month and unit"),
    "q2": ("lượt báo cáo theo kênh và quý", "submissions by channel and quarter"),
    "q3": ("nội dung theo lĩnh vực và quý", "items by topic and quarter"),
    "q4": ("luồng ý kiến theo khuynh hướng, độ rộng, nhóm", "streams by stance, breadth and group"),
    "q5": (
        "tỷ lệ nội dung chưa kiểm chứng theo quý và mạng lưới",
        "share of doubtful items by quarter and network",
    ),
    "q6": ("cộng tác viên theo tháng và đơn vị", "collaborators by month and unit"),
}
ASKED: dict[str, Callable[[Tables], Result]] = {
    "q1": lambda tables: dlxh.measure(tables, "reports", by=["month", "unit"]),
    "q2": lambda tables: dlxh.measure(tables, "report_times", by=["channel", "quarter"]),
    "q3": lambda tables: dlxh.measure(tables, "item_topics", by=["topic", "quarter"]),
    "q4": lambda tables: dlxh.measure(tables, "streams", by=["stance", "breadth", "group"], period="2024-H1"),
    "q5": lambda tables: dlxh.measure(tables, "doubtful_rate", by=["quarter", "network"]),
    "q6": lambda tables: dlxh.measure(tables, "collaborators", by=["month", "unit"], period=LIFE),
}
HALF_YEAR = (
    *("collaborators", "collaborators_paid", "collaborators_single_line", "joined", "left"),
    *(
        "report_times",
        "reports",
        "unit_reports",
        "syntheses",
        "ad_hoc_reports",
        "reporting_members",
        "reports_per_member",
    ),
    *(
        "items",
        "urgent_items",
        "rumours",
        "doubtful_rate",
        "basis_rate",
        "proposal_rate",
        "topics",
        "streams",
    ),
)
"""Twenty measures of one table."""


def half_year(tables: Tables, codes: tuple[str, ...]) -> Result:
    """Return some measures of the first half of 2024 by network."""
    return dlxh.measure(tables, codes, by=["network"], period="2024-H1")


@cache
def rows(collaborators: int) -> dict[str, pl.DataFrame]:
    """Return the tables of an invented country; 36,000 collaborators send two million reports in five years."""
    tables = province_tables(
        collaborators=collaborators, years=5, without=["allowance_lines", "allowance_steps"]
    )
    return {name: tables.polars(name).rechunk() for name in NAMES}


AS_OF = date(2026, 6, 30)
