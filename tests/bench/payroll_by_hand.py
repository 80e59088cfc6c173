"""The year's pay of `payroll.py` written by hand in Polars, for its one scheme and for nothing else: the baseline."""

from datetime import date

import polars as pl

FAR = date(9999, 12, 31)
COEFFICIENT = 3000


def by_hand(
    memberships: pl.DataFrame, engagements: pl.DataFrame, ledger: pl.DataFrame, bases: list[int]
) -> pl.DataFrame:
    """Return collaborator, month (1 to 12 of 2024) and amount, in that order; `bases` are the base salaries by month."""
    months = (
        pl.DataFrame({"month": range(1, 13), "base": bases}, schema={"month": pl.Int64, "base": pl.Int64})
        .with_columns(pl.date(2024, "month", 1).alias("first"))
        .with_columns(pl.col("first").dt.month_end().alias("last"))
        .lazy()
    )
    held = memberships.lazy().select("id", "collaborator", "start", pl.col("end").fill_null(FAR))
    served = held.join_where(
        months, pl.col("start") <= pl.col("last"), pl.col("end") >= pl.col("first")
    ).select(
        pl.col("id").alias("membership"),
        *("collaborator", "month", "base", "first", "last"),
        pl.max_horizontal("start", "first").alias("m_from"),
        pl.min_horizontal("end", "last").alias("m_to"),
    )
    signed = engagements.lazy().select("membership", "start", "end")
    begin, end = pl.max_horizontal("m_from", "start"), pl.min_horizontal("m_to", "end")
    days = (
        served.join(signed, on="membership", how="left")
        .with_columns((((end - begin).dt.total_days() + 1).clip(lower_bound=0)).alias("days"))
        .group_by("collaborator", "month")
        .agg(pl.col("days").sum(), pl.first("base", "last", "m_from", "m_to"))
    )
    owed = ledger.lazy().select(
        "collaborator", "status", pl.col("period_end").dt.month().cast(pl.Int64).alias("month")
    )
    gone = (pl.col("status") == "missing").cast(pl.Int64)
    runs = owed.sort("collaborator", "month").with_columns(
        (gone * gone.cum_sum().over("collaborator")).alias("so_far"), gone.alias("gone")
    )
    broken = pl.when(pl.col("gone") == 0).then(pl.col("gone").cum_sum().over("collaborator")).otherwise(0)
    runs = runs.with_columns((pl.col("so_far") - broken.cum_max().over("collaborator")).alias("run"))
    rows = days.join(
        runs.select("collaborator", "month", "status", "run"), on=["collaborator", "month"], how="left"
    )
    in_month = pl.col("last").dt.day().cast(pl.Int64)
    gap = (pl.col("m_to") - pl.col("m_from")).dt.total_days() + 1 - pl.col("days")
    share = pl.min_horizontal(
        pl.when(pl.col("status") == "missing").then(0).otherwise(10_000),
        pl.when(pl.col("status") == "late").then(5_000).otherwise(10_000),
        pl.when(pl.col("run") >= 3).then(0).otherwise(10_000),
        pl.when(gap >= 10).then(9_000).otherwise(10_000),
    )
    numerator = pl.col("base") * COEFFICIENT * pl.col("days") * share
    denominator = in_month * 10_000 * 10_000
    amount = (2 * numerator + denominator) // (2 * denominator)
    return (
        rows.select("collaborator", "month", amount.alias("amount")).sort("collaborator", "month").collect()
    )
