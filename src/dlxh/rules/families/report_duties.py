"""Điều khoản về báo cáo: which reports the regulations in the records ask for, as a small table that rules join."""

from typing import Any, Final

import narwhals as nw

from dlxh.models.duties import UndeclaredReport
from dlxh.register.tables import Tables
from dlxh.rules.shapes.faulty import beside
from dlxh.words.days import OPEN_END
from dlxh.words.periods import PeriodKind

_LONGEST: Final = {
    kind.value: days
    for kind, days in {
        PeriodKind.DAY: 1,
        PeriodKind.WEEK: 7,
        PeriodKind.MONTH: 31,
        PeriodKind.TWO_MONTHS: 62,
        PeriodKind.QUARTER: 92,
        PeriodKind.HALF_YEAR: 184,
    }.items()
}
_YEAR: Final = 366
_BREAK: Final = 15
"""No run of days off is longer, and by no more is a due day put off."""


def has_duties(tables: Tables) -> bool:
    """Say whether the regulations are in the records; where they are not, nobody knows what is owed by when."""
    return "regulations" in tables and "regulation_provisions" in tables


def duties_of(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the provisions that ask for reports: network, kind, duty_period_kind, duty_convention, first, last, reach.

    `first` and `last` are the days on which one binds. `reach` is how many days may lie at most between a report without
    a period and the days that it is on; null where such a report is counted for none. Due days need a calendar, which a
    rule has not, so this is no shorter than any of them.
    """
    parts = tables["regulation_provisions"].filter(nw.col("duty_kind") == "report")
    both = beside(parts, tables, "regulations", on="regulation", names=("valid_from", "valid_to"))
    longest = nw.col("duty_period_kind").replace_strict(
        list(_LONGEST), list(_LONGEST.values()), default=_YEAR, return_dtype=nw.Int64()
    )
    after = (
        31 * (nw.col("duty_due_months_after").fill_null(-1) + 1)
        + 3 * nw.col("duty_due_days").fill_null(0)  # working days: five of seven, and the days off of Tết
        + 7 * (nw.col("duty_due_weeks_after").fill_null(-1) + 1)
        + nw.col("duty_grace_days").fill_null(0)
    )
    counted = nw.col("duty_undeclared") != UndeclaredReport.NOT_COUNTED.value
    return both.select(
        "network",
        nw.col("duty_report").alias("kind"),
        "duty_period_kind",
        "duty_convention",
        nw.max_horizontal("valid_from", "other_valid_from").alias("first"),
        nw.min_horizontal(
            nw.col("valid_to").fill_null(OPEN_END), nw.col("other_valid_to").fill_null(OPEN_END)
        ).alias("last"),
        nw.when(counted).then(2 * longest + after + _BREAK).alias("reach"),
    )


def with_reach(reports: "nw.LazyFrame[Any]", tables: Tables, **named: str) -> "nw.LazyFrame[Any]":
    """Put beside reports `reach`: how far the days that one without a period is on may lie from its receipt.

    Null where the report says itself which days it is on, or no regulation in the records counts it.

    Args:
        reports: The reports.
        tables: The tables.
        named: What the columns network, kind and period_start are called there, where otherwise.
    """
    network, kind, start = (named.get(name, name) for name in ("network", "kind", "period_start"))
    if not has_duties(tables):
        return reports.with_columns(nw.lit(None, nw.Int64()).alias("reach"))
    furthest = duties_of(tables).group_by("network", "kind").agg(nw.col("reach").max())
    joined = reports.join(furthest, left_on=[network, kind], right_on=["network", "kind"], how="left")
    return joined.with_columns(nw.when(nw.col(start).is_null()).then(nw.col("reach")).alias("reach"))
