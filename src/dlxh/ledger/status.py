"""Tình trạng: one status for each row, and the reason where nothing was owed.

To the columns of a spell and of its window come `gap`, `leave`, `report` and `received_day`; on the way `came_ordinal` is the
day of receipt, `late_ordinal` the same where it is late, and `unbound` why nothing was owed, which `add_reason` gives.
"""

from datetime import date
from typing import Any, Final

import narwhals as nw

from dlxh.ledger.exceptions import EXCUSED, NOT_OWED
from dlxh.ledger.service_spells import day_number
from dlxh.models.timeliness import NotOwedReason, Timeliness

COLUMNS: Final = (
    "network",
    "collaborator",
    "membership",
    "term",
    "org_unit",
    "provision",
    "report_kind",
    "period_kind",
    "period_start",
    "period_end",
    "due_on",
    "ordinal",
    "report",
    "received_day",
    "status",
    "days_late",
    "working_days_late",
    "reason",
)


def add_status(rows: nw.LazyFrame[Any], as_of: date, worked: nw.LazyFrame[Any] | None) -> nw.LazyFrame[Any]:
    """Return the ledger's columns.

    Args:
        rows: A member and a window in each, with the first receipt, and why nothing was owed.
        as_of: The day from which is looked.
        worked: Number of working days up to each day; None: no calendar, and lateness in working days is unknown.
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
    )
    if worked is None:
        return rows.with_columns(nw.lit(None, nw.Int64()).alias("working_days_late")).select(*COLUMNS)
    came = worked.select(nw.col("n").alias("late_ordinal"), nw.col("worked").alias("came_worked"))
    due = worked.select(nw.col("n").alias("due_ordinal"), nw.col("worked").alias("due_worked"))
    rows = rows.join(came, on="late_ordinal", how="left").join(due, on="due_ordinal", how="left")
    lateness = nw.when(nw.col("status") == Timeliness.LATE.value).then(
        nw.col("came_worked") - nw.col("due_worked")
    )
    return rows.with_columns(lateness.alias("working_days_late")).select(*COLUMNS)


def add_reason(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add `unbound` to rows with the lack of a contract, and the leave: why nothing is owed, null where something is.

    It is the first reason of `NotOwedReason` that holds of an obligor and a period by themselves.
    """
    return rows.with_columns(_reason().alias("unbound"))


def _reason() -> nw.Expr:
    bound_to = (
        nw.when(nw.col("ends_with_unit")).then(nw.col("unit_to_ordinal")).otherwise(nw.col("last_ordinal"))
    )
    stop = nw.min_horizontal(nw.col("stop_ordinal"), bound_to)
    days = stop - nw.max_horizontal("from_ordinal", "spell_from_ordinal") + 1
    short = days < nw.col("least_days")
    goes_on = (nw.col("later_from_ordinal") <= nw.col("to_ordinal")) & (
        nw.col("later_to_ordinal") >= nw.col("from_ordinal")
    )
    holds = {
        NotOwedReason.OTHER_ROLE: (nw.col("only_role") != "") & (nw.col("only_role") != nw.col("role")),
        NotOwedReason.SINGLE_LINE: nw.col("single_line") & ~nw.col("single_line_owes"),
        NotOwedReason.CONTINUED: goes_on.fill_null(False),
        NotOwedReason.UNIT_ENDED: short & (bound_to < nw.col("stop_ordinal")),
        NotOwedReason.LEFT: short & (nw.col("last_ordinal") < nw.col("to_ordinal")),
        NotOwedReason.JOINED_LATER: short,
        NotOwedReason.ENGAGEMENT_GAP: nw.col("gap") > 0,
        NotOwedReason.LEAVE: nw.col("leave") == NOT_OWED,
    }
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
