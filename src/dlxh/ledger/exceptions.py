"""Vì sao không nộp: for which member and period no contract ran, and which leave excuses."""

from typing import TYPE_CHECKING, Any, Final

from dlxh.ledger.seats import FAR_N, day_number
from dlxh.models.duties import AbsenceEffect
from dlxh.words.days import OPEN_END

if TYPE_CHECKING:
    import narwhals as nw

EXCUSED: Final = 1
NOT_OWED: Final = 2
"""How far a leave reaches, as numbers, so that the further one is the greater."""


def served(frame: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    """Keep the memberships that touch their window; say which days of it were served: `begin_n` to `stop_n`."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    touching = (nw.col("first_n") <= nw.col("to_n")) & (nw.col("last_n") >= nw.col("from_n"))
    return frame.filter(touching).with_columns(
        nw.max_horizontal("from_n", "first_n").alias("begin_n"),
        nw.min_horizontal("to_n", "last_n").alias("stop_n"),
    )


def without_contract(
    engagements: "nw.LazyFrame[Any]", seats: "nw.LazyFrame[Any]", windows: "nw.LazyFrame[Any]"
) -> "nw.LazyFrame[Any]":
    """Return seat, window, gap, leave for each member and window in which no contract ran on any day served."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    spans = engagements.select(
        "id",
        "membership",
        day_number(nw.col("start")).alias("from"),
        day_number(nw.col("end")).alias("to"),
    )
    order = ["from", "id"]
    reached = spans.with_columns(nw.col("to").cum_max().over("membership", order_by=order).alias("reached"))
    before = reached.with_columns(
        (nw.col("reached").shift(1).over("membership", order_by=order).fill_null(0) + 1).alias("gap_from"),
        (nw.col("from") - 1).alias("gap_to"),
    ).select("membership", "gap_from", "gap_to")
    after = spans.group_by("membership").agg(nw.col("to").max()).with_columns(
        (nw.col("to") + 1).alias("gap_from"), nw.lit(FAR_N).cast(nw.Int64()).alias("gap_to")
    )  # fmt: skip
    never = seats.join(spans.select("membership").unique(), on="membership", how="anti").with_columns(
        nw.lit(1).cast(nw.Int64()).alias("gap_from"), nw.lit(FAR_N).cast(nw.Int64()).alias("gap_to")
    )
    gaps = nw.concat([frame.select("membership", "gap_from", "gap_to") for frame in (before, after, never)])
    gaps = gaps.filter(nw.col("gap_from") <= nw.col("gap_to"))
    mine = gaps.join(
        seats.select("network", "membership", "seat", "first_n", "last_n"), on="membership", how="inner"
    ).filter((nw.col("gap_from") <= nw.col("last_n")) & (nw.col("gap_to") >= nw.col("first_n")))
    asked = windows.filter(nw.col("needs_engagement")).select("network", "window", "from_n", "to_n")
    rows = served(mine.join(asked, on="network", how="inner"))
    whole = (nw.col("gap_from") <= nw.col("begin_n")) & (nw.col("gap_to") >= nw.col("stop_n"))
    return rows.filter(whole).select(
        "seat",
        "window",
        nw.lit(1).cast(nw.Int64()).alias("gap"),
        nw.lit(0).cast(nw.Int64()).alias("leave"),
    )


def on_leave(
    absences: "nw.LazyFrame[Any]",
    seats: "nw.LazyFrame[Any]",
    windows: "nw.LazyFrame[Any]",
    excuses: "nw.LazyFrame[Any]",
) -> "nw.LazyFrame[Any]":
    """Return seat, window, gap, leave for each member and window from which an absence excuses."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    away = absences.select(
        "network", "collaborator", nw.col("reason").alias("absence"),
        day_number(nw.col("start")).alias("away_n"), day_number(nw.col("end").fill_null(OPEN_END)).alias("back_n"),
    )  # fmt: skip
    asked = excuses.join(windows.select("window", "network", "from_n", "to_n"), on="window", how="inner")
    holders = seats.select("network", "collaborator", "seat", "first_n", "last_n")
    pairs = away.join(asked, on=["network", "absence"], how="inner").filter(
        (nw.col("away_n") <= nw.col("to_n")) & (nw.col("back_n") >= nw.col("from_n"))
    )
    rows = served(pairs.join(holders, on=["network", "collaborator"], how="inner"))
    days = nw.min_horizontal("back_n", "stop_n") - nw.max_horizontal("away_n", "begin_n") + 1
    whole = nw.col("stop_n") - nw.col("begin_n") + 1
    far = nw.when(nw.col("effect") == AbsenceEffect.NOT_OWED.value).then(NOT_OWED).otherwise(EXCUSED)
    rows = rows.with_columns(
        days.alias("days"),
        nw.min_horizontal(nw.col("least_absent"), whole).alias("least"),
        far.cast(nw.Int64()).alias("leave"),
    ).filter(nw.col("days") > 0)
    summed = rows.group_by("seat", "window", "absence", "leave", "least").agg(nw.col("days").sum())
    return summed.filter(nw.col("days") >= nw.col("least")).select(
        "seat", "window", nw.lit(0).cast(nw.Int64()).alias("gap"), "leave"
    )
