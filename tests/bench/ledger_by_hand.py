"""The same ledger written by hand in Polars, in two forms; due days come from the same small table of windows.

By hand nothing is asked that these tables do not hold: one membership for each person, corrections over one link, no
contracts, no single line. The rows are the same, and that is asserted.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from dlxh.ledger.windows import Window, frame_of_windows, windows_of_undeclared, working_days
from dlxh.words.work_calendars import WorkCalendar

KEY = ("person", "window")


def by_hand(
    frames: Mapping[str, pl.DataFrame],
    windows: list[Window],
    calendar: WorkCalendar,
    as_of: date,
    *,
    numbered: bool,
) -> pl.DataFrame:
    """Return the ledger; `numbered` joins on numbers of persons, otherwise on their codes."""
    table = frame_of_windows(windows).lazy()
    memberships = _memberships(frames, numbered=numbered)
    came = _came(frames, memberships, table, windows_of_undeclared(windows, calendar).lazy(), as_of)
    overlaps = (pl.col("start") <= pl.col("period_end")) & (pl.col("end") >= pl.col("period_start"))
    rows = memberships.join(table, on="network").filter(overlaps)
    rows = rows.join(came, on=KEY, how="left").join(
        _excused(frames, memberships, table), on=("membership", "window"), how="left"
    )
    worked = working_days(calendar, min(window.due_on for window in windows), as_of).lazy()
    return _judged(rows, worked, as_of).collect()


def _memberships(frames: Mapping[str, pl.DataFrame], *, numbered: bool) -> pl.LazyFrame:
    units = frames["units"].lazy().select(organisation="id", unit_end="valid_to")
    person = pl.int_range(pl.len()) if numbered else pl.col("collaborator")
    # Numbered before the join: it keeps no order, and the plan is worked out more than once.
    members = frames["memberships"].lazy().with_columns(person=person)
    return members.join(units, on="organisation", how="left").select(
        "network", "collaborator", "term", "start", pl.col("end").fill_null(date(9999, 12, 31)), "unit_end",
        "person", membership="id", org_unit="organisation",
    )  # fmt: skip


def _came(
    frames: Mapping[str, pl.DataFrame],
    memberships: pl.LazyFrame,
    windows: pl.LazyFrame,
    undeclared: pl.LazyFrame,
    as_of: date,
) -> pl.LazyFrame:
    day = pl.col("received_at").dt.offset_by("7h").dt.date()
    reports = frames["reports"].lazy().with_columns(received_day=day).filter(pl.col("received_day") <= as_of)
    fixes = reports.filter(pl.col("replaces").is_not_null())
    firsts = fixes.select("id", replaced="replaces").join(
        reports.select(replaced="id", earlier="received_day"), on="replaced"
    )
    standing = (
        reports.join(firsts.select(id="replaced"), on="id", how="anti")
        .join(firsts.select("id", "earlier"), on="id", how="left")
        .select("network", "kind", "period_kind", "period_start", "period_end", "author", "received_day", report="id",
                day=pl.min_horizontal("received_day", "earlier"))
        .join(memberships.select("person", author="collaborator"), on="author")
    )  # fmt: skip
    spans = ("network", "kind", "period_kind", "period_start", "period_end")
    begun = pl.col("received_day") >= pl.col("period_start")
    told = standing.filter(begun).join(windows.select(*spans, "window"), on=spans)
    silent = standing.filter(pl.col("period_start").is_null()).join(
        undeclared, on=("network", "kind", "received_day")
    )
    pairs = pl.concat([frame.select(*KEY, "report", "day") for frame in (told, silent)])
    best = pairs.group_by(KEY).agg(pl.col("day").min(), pl.col("report").min(), n=pl.len())
    several = best.filter(pl.col("n") > 1).select(*KEY, "day")
    named = pairs.join(several, on=(*KEY, "day")).group_by(KEY).agg(first=pl.col("report").min())
    return best.join(named, on=KEY, how="left").select(*KEY, "day", report=pl.coalesce("first", "report"))


def _excused(
    frames: Mapping[str, pl.DataFrame], memberships: pl.LazyFrame, windows: pl.LazyFrame
) -> pl.LazyFrame:
    away = frames["absences"].lazy().select("collaborator", away="start", back="end")
    rows = away.join(memberships, on="collaborator").join(windows, on="network").filter(
        pl.col("away") <= pl.col("period_end"), pl.col("back") >= pl.col("period_start")
    )  # fmt: skip
    first, last = pl.max_horizontal("start", "period_start"), pl.min_horizontal("end", "period_end")
    days = (pl.min_horizontal("back", last) - pl.max_horizontal("away", first)).dt.total_days() + 1
    served = (last - first).dt.total_days() + 1
    rows = rows.with_columns(days=days, served=served).filter(pl.col("days") > 0)
    summed = rows.group_by("membership", "window", "served").agg(pl.col("days").sum())
    enough = summed.filter(pl.col("days") >= pl.min_horizontal(15, "served"))
    return enough.select("membership", "window", excused=pl.lit(True))


def _judged(rows: pl.LazyFrame, worked: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    bound = pl.col("unit_end").fill_null(date(9999, 12, 31))
    stop = pl.min_horizontal("end", "period_end")
    served = (pl.min_horizontal(stop, bound) - pl.max_horizontal("start", "period_start")).dt.total_days() + 1
    short = served < pl.col("least_days")
    reason = (
        pl.when(short & (bound < stop)).then(pl.lit("unit_ended"))
        .when(short & (pl.col("end") < pl.col("period_end"))).then(pl.lit("left"))
        .when(short).then(pl.lit("joined_later"))
    )  # fmt: skip
    status = (
        pl.when(reason.is_not_null()).then(pl.lit("not_owed"))
        .when(pl.col("day") <= pl.col("due_on")).then(pl.lit("on_time"))
        .when("excused").then(pl.lit("excused"))
        .when(pl.col("day").is_not_null()).then(pl.lit("late"))
        .when(pl.col("due_on") >= as_of).then(pl.lit("not_due_yet"))
        .otherwise(pl.lit("missing"))
    )  # fmt: skip
    rows = rows.with_columns(status=status, reason=reason)
    late = pl.col("status") == "late"
    came_ordinal = (pl.col("day") - date(1, 1, 1)).dt.total_days() + 1
    rows = rows.with_columns(n=pl.when(late).then(came_ordinal)).join(worked, on="n", how="left")
    rows = rows.join(worked.select(due_ordinal="n", due_worked="worked"), on="due_ordinal", how="left")
    return rows.select(
        "network", "collaborator", "membership", "term", "org_unit", "provision", "period_kind", "period_start", "period_end",
        "due_on", "report", "status", report_kind="kind", received_day="day",
        days_late=pl.when(late).then(pl.col("n") - pl.col("due_ordinal")),
        working_days_late=pl.when(late).then(pl.col("worked") - pl.col("due_worked")),
        reason=pl.when(pl.col("status") == "excused").then(pl.lit("leave")).otherwise("reason"),
    )  # fmt: skip
