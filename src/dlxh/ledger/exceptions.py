"""Vì sao không nộp: for which member and period no contract ran, and which leave excuses.

Columns that travel: `begin_ordinal` to `stop_ordinal` are the days served in a window; `gap` is 1 where no contract ran on
any of them, `leave` says how far an absence excuses, the further one being the greater number.
"""

from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw

from dlxh.ledger.service_spells import day_number
from dlxh.ledger.unit_lines import FAR_ORDINAL
from dlxh.models.duties import AbsenceEffect
from dlxh.words.days import OPEN_END

EXCUSED: Final = 1
NOT_OWED: Final = 2
"""How far a leave reaches, as numbers, so that the further one is the greater."""


def add_days_served(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Keep the memberships that touch their window; say which days of it were served: `begin_ordinal` to `stop_ordinal`."""
    touching = (nw.col("first_ordinal") <= nw.col("to_ordinal")) & (
        nw.col("last_ordinal") >= nw.col("from_ordinal")
    )
    return frame.filter(touching).with_columns(
        nw.max_horizontal("from_ordinal", "first_ordinal").alias("begin_ordinal"),
        nw.min_horizontal("to_ordinal", "last_ordinal").alias("stop_ordinal"),
    )


def without_contract(
    engagements: nw.LazyFrame[Any], spells: nw.LazyFrame[Any], windows: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """Return spell, window, gap, leave for each member and window in which no contract ran on any day served."""
    first, last = day_number(nw.col("start")).alias("from"), day_number(nw.col("end")).alias("to")
    spans, order = engagements.select("id", "membership", first, last), ["from", "id"]
    reached = spans.with_columns(nw.col("to").cum_max().over("membership", order_by=order).alias("reached"))
    before = reached.with_columns(
        (nw.col("reached").shift(1).over("membership", order_by=order).fill_null(0) + 1).alias("gap_from"),
        (nw.col("from") - 1).alias("gap_to"),
    ).select("membership", "gap_from", "gap_to")
    after = spans.group_by("membership").agg(nw.col("to").max()).with_columns(
        (nw.col("to") + 1).alias("gap_from"), nw.lit(FAR_ORDINAL).cast(nw.Int64()).alias("gap_to")
    )  # fmt: skip
    never = spells.join(spans.select("membership").unique(), on="membership", how="anti").with_columns(
        nw.lit(1).cast(nw.Int64()).alias("gap_from"), nw.lit(FAR_ORDINAL).cast(nw.Int64()).alias("gap_to")
    )
    gaps = nw.concat([frame.select("membership", "gap_from", "gap_to") for frame in (before, after, never)])
    gaps = gaps.filter(nw.col("gap_from") <= nw.col("gap_to"))
    mine = gaps.join(
        spells.select("network", "membership", "spell", "first_ordinal", "last_ordinal"),
        on="membership",
        how="inner",
    ).filter((nw.col("gap_from") <= nw.col("last_ordinal")) & (nw.col("gap_to") >= nw.col("first_ordinal")))
    needed = windows.filter(nw.col("needs_engagement")).select(
        "network", "window", "from_ordinal", "to_ordinal"
    )
    rows = add_days_served(mine.join(needed, on="network", how="inner"))
    whole = (nw.col("gap_from") <= nw.col("begin_ordinal")) & (nw.col("gap_to") >= nw.col("stop_ordinal"))
    return rows.filter(whole).select(
        "spell",
        "window",
        nw.lit(1).cast(nw.Int64()).alias("gap"),
        nw.lit(0).cast(nw.Int64()).alias("leave"),
    )


def on_leave(
    absences: nw.LazyFrame[Any],
    spells: nw.LazyFrame[Any],
    windows: nw.LazyFrame[Any],
    excuses: nw.LazyFrame[Any],
    absent_by: Sequence[str],
) -> nw.LazyFrame[Any]:
    """Return spell, window, gap, leave for each member or unit and window from which an absence excuses."""
    away = absences.select(
        *absent_by, nw.col("reason").alias("absence"),
        day_number(nw.col("start")).alias("away_ordinal"), day_number(nw.col("end").fill_null(OPEN_END)).alias("back_ordinal"),
    )  # fmt: skip
    needed = excuses.join(
        windows.select("window", "network", "from_ordinal", "to_ordinal"), on="window", how="inner"
    )
    holders = spells.select(*absent_by, "spell", "first_ordinal", "last_ordinal")
    pairs = away.join(needed, on=["network", "absence"], how="inner").filter(
        (nw.col("away_ordinal") <= nw.col("to_ordinal")) & (nw.col("back_ordinal") >= nw.col("from_ordinal"))
    )
    rows = add_days_served(pairs.join(holders, on=list(absent_by), how="inner"))
    days = (
        nw.min_horizontal("back_ordinal", "stop_ordinal")
        - nw.max_horizontal("away_ordinal", "begin_ordinal")
        + 1
    )
    whole = nw.col("stop_ordinal") - nw.col("begin_ordinal") + 1
    far = nw.when(nw.col("effect") == AbsenceEffect.NOT_OWED.value).then(NOT_OWED).otherwise(EXCUSED)
    rows = rows.with_columns(
        days.alias("days"),
        nw.min_horizontal(nw.col("least_absent"), whole).alias("least"),
        far.cast(nw.Int64()).alias("leave"),
    ).filter(nw.col("days") > 0)
    summed = rows.group_by("spell", "window", "absence", "leave", "least").agg(nw.col("days").sum())
    return summed.filter(nw.col("days") >= nw.col("least")).select(
        "spell", "window", nw.lit(0).cast(nw.Int64()).alias("gap"), "leave"
    )
