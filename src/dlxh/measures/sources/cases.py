"""Vụ việc xác minh: what enters and leaves the work on cases, what is in it, and how long that took.

A case is in work from the day on which it is submitted until it is concluded, rejected, transferred, merged, routed out
or closed without a conclusion, and again when work on it begins anew. So for any days: received + reopened + carried in = what left + pending.
The frames are computed in memory from the steps of the cases (`dlxh.casework.case_states`), whatever engine holds the tables.
"""

from functools import partial
from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.casework.state_frames import StateFrames
from dlxh.casework.steps import NEEDS
from dlxh.data.code_lists import code_list
from dlxh.measures.context import Context
from dlxh.measures.policy import WhyOpen
from dlxh.measures.row_source import RowSource
from dlxh.words.days import OPEN_END

OUT: Final = "out"
"""Out of the picture: a draft has not been received yet."""
WORK: Final = "in_work"
AS_BEFORE: Final = "as_before"
"""A pause, and a file that is closed, change nothing: a case that was concluded stays so."""
PHASES: Final = {status.key: status.group for status in code_list("case_status")}
"""Whether a case of each status is in work, or how it left it: codes of `case_phase`."""
MILESTONES: Final = code_list("case_status").having("milestone")
BY_CASE: Final = ("network", "route", "org_unit")


def _lazy(frame: pl.DataFrame) -> nw.LazyFrame[Any]:
    lazy: nw.LazyFrame[Any] = nw.from_native(frame.lazy())
    return lazy


def phases(states: StateFrames) -> pl.DataFrame:
    """Return the steps with the phase before and after each, since which day, and whether the case is answered.

    An answer holds until the case comes back into work: one that was replied to and reopened is not answered now.
    """
    raw = pl.col("status").replace_strict(PHASES, default=OUT, return_dtype=pl.String)
    state = pl.when(raw != AS_BEFORE).then(raw).forward_fill().over("case", order_by="n").fill_null(OUT)
    dropped = (pl.col("status") == "closed") & state.is_in([WORK, OUT])
    found = pl.when(dropped).then(pl.lit("dropped")).otherwise(state)
    frame = states.steps.with_columns(found.alias("raw")).with_columns(
        (pl.col("raw") != OUT).alias("in_sight")
    )
    times = pl.col("in_sight").cast(pl.Int64).cum_sum().over("case", order_by="n")
    again = (pl.col("raw") == OUT) & (times > 0)  # what was received is not a draft any more
    frame = frame.with_columns(
        pl.when(again).then(pl.lit(WORK)).otherwise("raw").alias("phase"),
        (pl.col("in_sight") & (times == 1)).alias("first"),
    )
    before = pl.col("phase").shift(1).over("case", order_by="n").fill_null(OUT)
    frame = frame.with_columns(before.alias("was")).with_columns(
        (pl.col("phase") != pl.col("was")).alias("moved")
    )
    entered = pl.when(_enters()).then(pl.col("day"))
    in_work, replied = pl.col("phase").is_in([WORK, OUT]), pl.col("status") == "replied"
    state = pl.when(replied).then(True).when(in_work).then(False)
    return frame.with_columns(
        entered.forward_fill().over("case", order_by="n").alias("since"),
        state.forward_fill().over("case", order_by="n").fill_null(value=False).alias("answered"),
    )


def _enters() -> pl.Expr:
    """Whether a step brings a case into work, if only to leave it on the spot."""
    return pl.col("moved") & ((pl.col("phase") == WORK) | (pl.col("was") == OUT)) & (pl.col("phase") != OUT)


def _leaves() -> pl.Expr:
    """Whether a step takes a case out of work; from one end to another it does not leave again."""
    return pl.col("moved") & (pl.col("phase") != WORK) & pl.col("was").is_in([WORK, OUT])


def _case_facts(states: StateFrames) -> pl.DataFrame:
    """Return case, network, route, the unit that held it last, and its status: all as they are on the day of the tables."""
    last = states.steps.group_by("case").agg(
        pl.col("holder").drop_nulls().last().alias("org_unit"), pl.col("status").last()
    )
    return states.routes.join(last, on="case", how="left")


def steps_taken(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:  # noqa: ARG001 - all of it is at hand
    """Return one row for each time that a case came into work, left it, or reached a milestone; `event` says which."""
    frame = phases(context.cases).with_columns(_leaves().alias("leaves"), _enters().alias("enters"))
    came = pl.when(pl.col("first")).then(pl.lit("received")).otherwise(pl.lit("reopened"))
    reached = pl.col("status").is_in(MILESTONES) & (pl.col("status") == pl.col("kind"))
    days = (pl.col("day") - pl.col("since")).dt.total_days().alias("days")
    parts = [
        frame.filter("enters").select(
            "case", "day", came.alias("event"), pl.lit(None, pl.Int64).alias("days")
        ),
        frame.filter(pl.col("leaves") & (pl.col("phase") != OUT)).select(
            "case", "day", pl.col("phase").alias("event"), days
        ),
        frame.filter(reached & (pl.col("status") != pl.col("before").fill_null(""))).select(
            "case", "day", pl.col("status").alias("event"), days
        ),
    ]
    return _lazy(pl.concat(parts).join(_case_facts(context.cases), on="case", how="left"))


def in_work(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:  # noqa: ARG001
    """Return for each time that a case was in work its first and last day there."""
    moved = phases(context.cases).filter(_leaves() | (pl.col("phase") == WORK) & pl.col("moved"))
    left = pl.col("day").shift(-1).over("case", order_by="n")
    spans = moved.with_columns(left.dt.offset_by("-1d").fill_null(OPEN_END).alias("last"))
    spans = spans.filter(pl.col("phase") == WORK).select("case", pl.col("day").alias("start"), "last")
    return _lazy(spans.join(_case_facts(context.cases), on="case", how="left"))


def overdue(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:  # noqa: ARG001
    """Return for each assignment that ran over its due day the days on which it did; its unit is the agency."""
    clocks = context.cases.clocks
    spans = clocks.filter(pl.col("due_day").is_not_null()).select(
        "case",
        pl.when(pl.col("due_at").is_null())
        .then(pl.col("due_day").dt.offset_by("1d"))
        .otherwise("due_day")
        .alias("start"),
        pl.col("closed_day").dt.offset_by("-1d").fill_null(OPEN_END).alias("last"),
        pl.col("agency").alias("org_unit"),
    )
    return _lazy(spans.join(_case_facts(context.cases).drop("org_unit"), on="case", how="left"))


def receptions(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:  # noqa: ARG001
    """Return each case on the day of its reception, with its present state in `answer`."""
    frame = phases(context.cases)
    ends = frame.group_by("case").agg(pl.col("phase", "answered").last())
    state = pl.col("answered") & (pl.col("phase") == "concluded")
    stands = pl.when(state).then(pl.lit("replied")).otherwise("phase").alias("answer")
    rows = frame.filter(_enters() & pl.col("first")).select("case", "day")
    found = rows.join(ends, on="case", how="left").with_columns(stands)
    return _lazy(found.join(_case_facts(context.cases), on="case", how="left"))


def contents(context: Context, wanted: frozenset[str], *, concluded: bool) -> nw.LazyFrame[Any]:  # noqa: ARG001
    """Return the contents with their finding and outcome, on the day of the case's first event or of the finding."""
    found = context.cases.contents
    if concluded:
        found = found.drop("finding").join(context.cases.findings, on=["case", "content"], how="inner")
    else:
        first = context.cases.steps.group_by("case").agg(pl.col("day").min())
        found = found.join(first, on="case", how="left")
    return _lazy(found.join(_case_facts(context.cases), on="case", how="left"))


_OF_CASE: Final = (*BY_CASE, "finding", "outcome")
_ANSWERS: Final[dict[str, WhyOpen | None]] = {
    "replied": None,
    **dict.fromkeys((WORK, "concluded"), WhyOpen.PENDING),
    **dict.fromkeys(("rejected", "transferred", "merged", "routed_out"), WhyOpen.OUT_OF_SCOPE),
    "dropped": WhyOpen.NO_REPLY,
}

_CASE: Final = {"cases": ("case",)}
_CONTENT: Final = {"contents": ("content",), **_CASE}
_HOLDER: Final[Any] = {
    "unit_vi": "đơn vị giữ vụ việc sau cùng, tính đến ngày số liệu",
    "unit_en": "the unit that last held the case, up to the as-of day",
}
CASE_FLOWS = RowSource(
    "case_flows",
    NEEDS,
    steps_taken,
    (*BY_CASE, "status"),
    "Tính vào ngày của bước.",
    "Counts on the day of the step.",
    **_HOLDER,
    stands_for=_CASE,
    dimension_table={"status": "events"},
    assignment_table={"status": "events"},
)
IN_WORK = RowSource(
    "cases_in_work",
    NEEDS,
    in_work,
    BY_CASE,
    "Tính vào cuối ngày cuối kỳ.",
    "Counts at the end of the last day of the period.",
    **_HOLDER,
    stands_for=_CASE,
    is_stock=True,
)
OVERDUE = RowSource(
    "cases_overdue",
    NEEDS,
    overdue,
    BY_CASE,
    "Tính vào ngày cuối kỳ, theo thời hạn đã biết vào ngày số liệu.",
    "Counts on the last day of the period, by the due days known on the day of the register.",
    unit_vi="cơ quan được giao mà quá hạn",
    unit_en="the agency that is past its deadline",
    stands_for=_CASE,
    is_stock=True,
)
RECEIVED = RowSource(
    "cases_received",
    NEEDS,
    receptions,
    BY_CASE,
    "Tính vào ngày tiếp nhận.",
    "Counts on the day of reception.",
    **_HOLDER,
    stands_for=_CASE,
    outcomes={"answer": _ANSWERS},
)
CONTENTS = RowSource(
    "contents",
    NEEDS,
    partial(contents, concluded=False),
    _OF_CASE,
    "Tính vào ngày có sự kiện đầu tiên của vụ việc.",
    "Counts on the day of the case's first event.",
    **_HOLDER,
    stands_for=_CONTENT,
    outcomes={"finding": {**dict.fromkeys(code_list("content_finding").keys()), "unknown": WhyOpen.PENDING}},
)
CONCLUDED = RowSource(
    "contents_concluded",
    NEEDS,
    partial(contents, concluded=True),
    _OF_CASE,
    "Tính vào ngày có kết luận sau cùng.",
    "Counts on the day of the last finding.",
    **_HOLDER,
    stands_for=_CONTENT,
)
