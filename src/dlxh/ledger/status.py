"""Tình trạng: one status for each row, and the reason where nothing was owed.

To the columns of a spell and of its window come `gap`, `leave`, `report` and `received_day`; on the way `came_ordinal` is the
day of receipt, `late_ordinal` the same where it is late, and `unbound` why nothing was owed, which `add_reason` gives.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.ledger.exceptions import EXCUSED, NOT_OWED
from dlxh.ledger.service_spells import day_number
from dlxh.models.timeliness import NotOwedReason, ObligorKind, Timeliness

COLUMNS: Final = {
    "network": pl.String,
    "collaborator": pl.String,
    "membership": pl.String,
    "term": pl.String,
    "org_unit": pl.String,
    "owed_by": pl.String,
    "provision": pl.String,
    "report_kind": pl.String,
    "period_kind": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "due_on": pl.Date,
    "ordinal": pl.Int64,
    "report": pl.String,
    "received_day": pl.Date,
    "status": pl.String,
    "days_late": pl.Int64,
    "working_days_late": pl.Int64,
    "reason": pl.String,
    "continued_by": pl.String,
}
"""The ledger's columns, in order, with what they hold."""

PLACE: Final = "place"
"""The place of a row of a unit, by unit and period; null of members. The rows are put in order by it once they are in memory.

One number is put in order fast, and rows in memory in a third of the time that the same takes as a step of the plan.
"""

_MOST_WINDOWS: Final = 2**32
"""More than there can be."""


def add_status(
    rows: nw.LazyFrame[Any], as_of: date, worked: nw.LazyFrame[Any] | None, *, of_units: bool
) -> nw.LazyFrame[Any]:
    """Return the ledger's columns, with the place of each row.

    Args:
        rows: A member, or a unit, and a window in each, with the first receipt, and why nothing was owed.
        as_of: The as-of day for which it was built.
        worked: Number of working days up to each day; None: no calendar, and lateness in working days is unknown.
        of_units: Whether units owe.
    """
    rows = rows.with_columns(day_number(nw.col("received_day")).alias("came_ordinal"))
    rows = rows.with_columns(_status(as_of).alias("status"))
    late = nw.col("status") == Timeliness.LATE.value
    rows = rows.with_columns(
        nw.when(late).then(nw.col("came_ordinal")).alias("late_ordinal"),
        nw.when(late).then(nw.col("came_ordinal") - nw.col("due_ordinal")).alias("days_late"),
        nw.when(nw.col("status") == Timeliness.EXCUSED.value)
        .then(nw.lit(NotOwedReason.LEAVE.value))
        .otherwise(nw.col("unbound"))
        .alias("reason"),
        nw.col("kind").alias("report_kind"),
        nw.lit(ObligorKind.UNIT.value if of_units else ObligorKind.MEMBER.value).alias("owed_by"),
        nw.when(nw.col("unbound") == NotOwedReason.CONTINUED.value)
        .then(nw.col("later"))
        .alias("continued_by"),
    )
    if of_units:
        none = nw.lit(None, nw.String())
        rows = rows.with_columns(*(none.alias(name) for name in ("collaborator", "membership", "term")))
    if worked is None:
        rows = rows.with_columns(nw.lit(None, nw.Int64()).alias("working_days_late"))
        return _with_place(rows, of_units=of_units)
    came = worked.select(nw.col("n").alias("late_ordinal"), nw.col("worked").alias("came_worked"))
    due = worked.select(nw.col("n").alias("due_ordinal"), nw.col("worked").alias("due_worked"))
    rows = rows.join(came, on="late_ordinal", how="left").join(due, on="due_ordinal", how="left")
    lateness = nw.when(nw.col("status") == Timeliness.LATE.value).then(
        nw.col("came_worked") - nw.col("due_worked")
    )
    return _with_place(rows.with_columns(lateness.alias("working_days_late")), of_units=of_units)


def _with_place(rows: nw.LazyFrame[Any], *, of_units: bool) -> nw.LazyFrame[Any]:
    """Return the ledger's columns, of units with `place`: joins leave them in another order each time."""
    place = nw.col("spell") * _MOST_WINDOWS + nw.col("window") if of_units else nw.lit(None, nw.Int64())
    return rows.select(place.alias(PLACE), *COLUMNS)


def add_reason(rows: nw.LazyFrame[Any], *, of_units: bool) -> nw.LazyFrame[Any]:
    """Add `unbound` to rows with the lack of a contract, and the leave: why nothing is owed, null where something is.

    It is the first reason of `NotOwedReason` that holds of an obligor and a period by themselves.
    """
    return rows.with_columns((_reason_of_unit() if of_units else _reason()).alias("unbound"))


def _reason() -> nw.Expr:
    bound_to = (
        nw.when(nw.col("ends_with_unit")).then(nw.col("unit_to_ordinal")).otherwise(nw.col("last_ordinal"))
    )
    stop = nw.min_horizontal(nw.col("stop_ordinal"), bound_to)
    short = _is_short(stop)
    holds = {
        NotOwedReason.OTHER_ROLE: (nw.col("only_role") != "") & (nw.col("only_role") != nw.col("role")),
        NotOwedReason.SINGLE_LINE: nw.col("single_line") & ~nw.col("single_line_owes"),
        NotOwedReason.CONTINUED: _goes_on(),
        NotOwedReason.UNIT_ENDED: short & (bound_to < nw.col("stop_ordinal")),
        NotOwedReason.LEFT: short & (nw.col("last_ordinal") < nw.col("to_ordinal")),
        NotOwedReason.JOINED_LATER: short,
        NotOwedReason.ENGAGEMENT_GAP: nw.col("gap") > 0,
        NotOwedReason.LEAVE: nw.col("leave") == NOT_OWED,
    }
    return _first_of(holds)


def _reason_of_unit() -> nw.Expr:
    """Return why a unit owes nothing, null where it does."""
    short = _is_short(nw.col("stop_ordinal"))
    return _first_of(
        {
            NotOwedReason.CONTINUED: _goes_on(),
            NotOwedReason.UNIT_ENDED: short & (nw.col("last_ordinal") < nw.col("to_ordinal")),
            NotOwedReason.FOUNDED_LATER: short,
            NotOwedReason.LEAVE: nw.col("leave") == NOT_OWED,
        }
    )


def _is_short(stop: nw.Expr) -> nw.Expr:
    """Return whether too few days of the period were served, up to a day."""
    return stop - nw.max_horizontal("from_ordinal", "spell_from_ordinal") + 1 < nw.col("least_days")


def _goes_on() -> nw.Expr:
    """Return whether a later membership, or what the unit became, has a day in the period."""
    begins, ends = nw.col("later_from_ordinal"), nw.col("later_to_ordinal")
    return ((begins <= nw.col("to_ordinal")) & (ends >= nw.col("from_ordinal"))).fill_null(False)


def _first_of(holds: Mapping[NotOwedReason, nw.Expr]) -> nw.Expr:
    """Return the first reason, in their order, that holds."""
    reason = nw.lit(None, nw.String())
    for name in reversed([name for name in NotOwedReason if name in holds]):
        reason = nw.when(holds[name]).then(nw.lit(name.value)).otherwise(reason)
    return reason


def _status(as_of: date) -> nw.Expr:
    came = ~nw.col("came_ordinal").is_null()
    chain = (
        (~nw.col("unbound").is_null(), Timeliness.NOT_OWED),
        ((nw.col("came_ordinal") <= nw.col("until_ordinal")).fill_null(False), Timeliness.ON_TIME),
        (nw.col("leave") == EXCUSED, Timeliness.EXCUSED),
        (came, Timeliness.LATE),
        (nw.col("until_ordinal") >= as_of.toordinal(), Timeliness.NOT_DUE_YET),
    )
    status = nw.lit(Timeliness.MISSING.value)
    for condition, name in reversed(chain):
        status = nw.when(condition).then(nw.lit(name.value)).otherwise(status)
    return status
