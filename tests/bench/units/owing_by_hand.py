"""The ledger of communes written by hand in Polars; due days come from the same small table of windows.

By hand nothing is asked that these tables do not hold: one level, one list, renames and no merger, nobody away, no
corrections. The rows are the same, in the same order, and that is asserted.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from dlxh.ledger.windows import Window, frame_of_windows
from tests.bench.units.owing_data import communes_of

KEY = ("person", "window")
_OPEN = date(9999, 12, 31)


def by_hand(frames: Mapping[str, pl.DataFrame], windows: list[Window], as_of: date) -> pl.DataFrame:
    """Return the ledger."""
    table = frame_of_windows(windows).lazy()
    spells = _spells(frames).lazy()
    day = pl.col("received_at").dt.offset_by("7h").dt.date()
    spans = ("network", "kind", "period_kind", "period_start", "period_end")
    sent = frames["reports"].lazy().with_columns(received_day=day).filter(pl.col("received_day") <= as_of)
    begun = sent.filter(pl.col("received_day") >= pl.col("period_start"))
    known = begun.join(spells.select("person", author_unit="org_unit"), on="author_unit")
    pairs = known.join(table.select(*spans, "window"), on=spans).select(*KEY, "received_day", report="id")
    best = pairs.group_by(KEY).agg(pl.col("received_day").min(), pl.col("report").min(), n=pl.len())
    several = best.filter(pl.col("n") > 1).select(*KEY, "received_day")
    named = pairs.join(several, on=(*KEY, "received_day")).group_by(KEY).agg(first=pl.col("report").min())
    came = best.join(named, on=KEY, how="left").with_columns(report=pl.coalesce("first", "report"))
    rows = spells.join(table.drop("roll"), how="cross").filter(
        pl.col("start") <= pl.col("period_end"), pl.col("end") >= pl.col("period_start")
    )
    rows = rows.join(came.select(*KEY, "report", "received_day"), on=KEY, how="left")
    return _judged(rows.sort(pl.col("spell") * len(windows) + pl.col("window")), as_of).collect()


def _spells(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the communes with the name after theirs: spell, org_unit, person, start, end, since, later, later_from."""
    communes = communes_of(dict(frames)).sort("id").with_row_index("person")
    renamed = (
        frames["unit_successors"].filter(pl.col("kind") == "rename").select(id="unit", later="successor")
    )
    renamed = renamed.join(communes.select(later="id", later_from="valid_from"), on="later")
    heads = renamed.join(communes.select("id", "person", since="valid_from"), on="id")
    heads = heads.select(id="later", head="person", since="since")
    named = (
        communes.join(renamed, on="id", how="left")
        .join(heads, on="id", how="left")
        .select(
            pl.coalesce("head", "person").cast(pl.Int64).alias("person"),
            "later",
            "later_from",
            org_unit="id",
            start="valid_from",
            end=pl.col("valid_to").fill_null(_OPEN),
            since=pl.coalesce("since", "valid_from"),
        )
    )
    return named.sort("org_unit").with_row_index("spell")


def _judged(rows: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    stop = pl.min_horizontal("end", "period_end")
    served = (stop - pl.max_horizontal("since", "period_start")).dt.total_days() + 1
    short = served < pl.col("least_days")
    reason = (
        pl.when(pl.col("later_from") <= pl.col("period_end")).then(pl.lit("continued"))
        .when(short & (pl.col("end") < pl.col("period_end"))).then(pl.lit("unit_ended"))
        .when(short).then(pl.lit("founded_later"))
    )  # fmt: skip
    status = (
        pl.when(reason.is_not_null()).then(pl.lit("not_owed"))
        .when(pl.col("received_day") <= pl.col("due_on")).then(pl.lit("on_time"))
        .when(pl.col("received_day").is_not_null()).then(pl.lit("late"))
        .when(pl.col("due_on") >= as_of).then(pl.lit("not_due_yet"))
        .otherwise(pl.lit("missing"))
    )  # fmt: skip
    days = (pl.col("received_day") - pl.col("due_on")).dt.total_days()
    judged = rows.with_columns(status=status, reason=reason)
    return judged.select(
        "network", "org_unit", "provision", "period_kind", "period_start", "period_end", "due_on", "ordinal",
        "report", "received_day", "status", "reason",
        owed_by=pl.lit("unit"),
        report_kind="kind",
        days_late=pl.when(pl.col("status") == "late").then(days),
        continued_by=pl.when(pl.col("reason") == "continued").then("later"),
    )  # fmt: skip
