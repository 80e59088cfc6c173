"""Kỳ không phải nộp theo lịch: reasons that follow from other periods, put to rows in which nothing else is one.

Rows have `person`, `window`, `key` (both in one number) and `unbound` (why nothing is owed, null where something is);
the same leave, only those of the windows of the question.
"""

from typing import Any

import narwhals as nw
import polars as pl

from dlxh.ledger.schedule import Schedule
from dlxh.ledger.windows import number_pair
from dlxh.models.timeliness import NotOwedReason
from dlxh.register.engine import compute_once, to_engine_of


def add_reasons_of_schedule(rows: nw.LazyFrame[Any], schedule: Schedule) -> nw.LazyFrame[Any]:
    """Return the rows of the question, with `unbound` also where a period is exempt, or absorbed by a longer one.

    A longer period absorbs where the same obligor owes it and it is not absorbed itself: that is decided from the
    longest kind of period down.
    """
    if schedule.exempt:
        is_exempt = nw.col("unbound").is_null() & nw.col("window").is_in(schedule.exempt)
        rows = rows.with_columns(
            nw.when(is_exempt)
            .then(nw.lit(NotOwedReason.EXEMPT.value))
            .otherwise(nw.col("unbound"))
            .alias("unbound")
        )
    if schedule.yieldings:
        rows = rows.join(_find_absorbed(rows, schedule), on="key", how="left").with_columns(
            nw.coalesce("unbound", "absorbed").alias("unbound")
        )
    return rows.filter(nw.col("window") < schedule.wanted)


def _find_absorbed(rows: nw.LazyFrame[Any], schedule: Schedule) -> nw.LazyFrame[Any]:
    """Return key and absorbed, the reason: what gives way to something longer, whether or not it would be owed."""
    longer = {each.longer for step in schedule.yieldings for each in step}
    owed = nw.col("unbound").is_null() & nw.col("window").is_in(sorted(longer))
    pair = ["person", "window"]
    owing = compute_once(rows.filter(owed).select(*pair).unique())
    found = []
    for step in schedule.yieldings:
        columns = {"window": pl.Int64, "longer": pl.Int64}
        yielding = to_engine_of(rows, pl.DataFrame(step, schema=columns, orient="row"))
        met = owing.rename({"window": "longer"}).join(yielding, on="longer", how="inner")
        absorbed = compute_once(met.select(*pair).unique())
        found.append(absorbed)
        if longer & {each.window for each in step}:
            owing = compute_once(owing.join(absorbed, on=pair, how="anti"))
    reason = nw.lit(NotOwedReason.ABSORBED.value)
    return nw.concat(found).select(number_pair(len(schedule.windows)), reason.alias("absorbed"))
