"""Lĩnh vực cần theo dõi: what was reported on the topics that an office set, and which units reported nothing on them.

A report is on a topic where its period shares a day with the days of watching; one without a period where it is received
on them. So the monthly report of July that comes in August counts for a topic that was to be watched from 5 to 25 July.
Silent can be those who owed a report whose period ends in these days, or is the first of their network to end after them.
Units are those of senders.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.measures.context import Context
from dlxh.measures.policy import WhyOpen
from dlxh.measures.row_source import RowSource
from dlxh.measures.sources.reports import RAISING, UPWARD, standing
from dlxh.models.duties import ReportObligation
from dlxh.models.regulation import Regulation, RegulationProvision, in_force
from dlxh.models.timeliness import Timeliness
from dlxh.register.engine import to_engine_of
from dlxh.words.periods import Period

if TYPE_CHECKING:
    Lazy = nw.LazyFrame[Any]

ANSWER: Final = "watch_answer"
_DUE: Final = (Timeliness.ON_TIME.value, Timeliness.LATE.value, Timeliness.MISSING.value)
_SET: Final = ("activity", "position")
"""What identifies a topic that was set."""


def watch_topics(context: Context, _: frozenset[str]) -> "Lazy":
    """Return the topics that were set."""
    return context.tables["watch_topics"].with_columns(nw.col("start").alias("day"))


def _watch_list(context: Context) -> pl.DataFrame:
    """Return the topics that were set, each with every code, in `spoken`, that is it or counts as it."""
    columns = (*_SET, "network", "topic", "start", "end")
    rows: pl.DataFrame = context.tables["watch_topics"].select(*columns).collect("polars").to_native()
    topics, pack = code_list("topics"), context.tables.pack
    own = () if pack is None else (each for each in pack.code_lists if each.base == topics)
    finer = [(each.base_of(code.key), code.key) for each in own for code in each]
    texts = {"topic": pl.String, "spoken": pl.String}
    alike = pl.DataFrame([*finer, *((topic, topic) for topic in rows["topic"].unique())], texts, orient="row")
    return rows.join(alike.unique(), on="topic")


def _items_on_topics(context: Context, kinds: Collection[str], wanted: frozenset[str]) -> "Lazy":
    """Return each item with each topic set that it is on: `item`, `report`, `day`, `org_unit` of the sender, and the topic's columns."""
    tables = context.tables
    reports = tables["reports"].filter(nw.col("kind").is_in(list(kinds)))
    plain = sorted(wanted & {"channel", "kind"})
    sent = standing(tables, reports).select(
        *("id", "author", "author_unit", "received_day", *plain),
        nw.coalesce("period_end", "received_day").alias("day"),
        nw.coalesce("period_start", "received_day").alias("first_day"),
    )
    if "org_unit" in wanted:
        sent = context.senders.add_senders(sent, "author", "received_day")
        sent = sent.with_columns(nw.coalesce("author_unit", "org_unit").alias("org_unit"))
    own = sorted(wanted & {"scope", "urgency", "grade"})
    items = tables["items"].select(nw.col("id").alias("item"), "report", "network", *own)
    topics = tables["item_topics"].select("item", nw.col("topic").alias("spoken"))
    watched = to_engine_of(topics, _watch_list(context))
    found = items.join(sent, left_on="report", right_on="id", how="inner").join(
        topics, on="item", how="inner"
    )
    met = found.join(watched, on=["network", "spoken"], how="inner")
    return met.filter(nw.col("day") >= nw.col("start"), nw.col("first_day") <= nw.col("end"))


def items_on_watch(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return each item once for each topic to watch that it is on, whichever meetings set it."""
    rows = _items_on_topics(context, RAISING, wanted)
    dimensions = {"org_unit", "channel", "kind", "scope", "urgency", "grade"}
    keys = ("item", "network", "topic", "day", *sorted(wanted & dimensions))
    return rows.group_by(*keys).agg(nw.len().alias("times"))


def answers(context: Context, _: frozenset[str]) -> "Lazy | None":
    """Return for each topic set and each unit that owed a report on its days what became of it; None: nobody knows who owed.

    It is worked out in memory, whatever engine holds the tables: there are as many rows as topics times units.
    """
    watched, within = _watch_list(context), context.period
    if within is not None:
        watched = watched.filter(pl.col("end").is_between(within.start, within.end))
    if not watched.height:
        return _lazy(
            watched.select(
                "network", "topic", pl.col("end").alias("day"), org_unit="network", **{ANSWER: "topic"}
            )
        )
    lines = _lines_owed(context, watched.select(*_SET, "network", "topic", "start", "end").unique())
    if lines is None:
        return None
    spoken = _items_on_topics(context, UPWARD, frozenset({"org_unit"})).group_by(*_SET, "report", "org_unit")
    found = spoken.agg(nw.len().alias("times")).collect("polars").to_native()
    by_report = found.select(*_SET, "report").unique().with_columns(pl.lit(value=True).alias("by_report"))
    by_unit = found.select(*_SET, "org_unit").unique().with_columns(pl.lit(value=True).alias("by_unit"))
    units = (
        lines.join(by_report, on=[*_SET, "report"], how="left")
        .group_by(*_SET, "network", "topic", "end", "org_unit")
        .agg(pl.col("status").is_in(_DUE).any().alias("due"), pl.col("by_report").any())
    )
    answered = pl.col("by_report").fill_null(value=False) | pl.col("by_unit").fill_null(value=False)
    outcome = (
        pl.when(answered).then(pl.lit("answered"))
        .when("due").then(pl.lit("silent"))
        .otherwise(pl.lit("not_due"))
    )  # fmt: skip
    whole = units.join(by_unit, on=[*_SET, "org_unit"], how="left")
    return _lazy(
        whole.select("network", "org_unit", "topic", pl.col("end").alias("day"), outcome.alias(ANSWER))
    )


def _lines_owed(context: Context, topics: pl.DataFrame) -> pl.DataFrame | None:
    """Return the lines of the ledger on which topics are to be reported on, each with the topic; None: there is no ledger."""
    ends = topics["end"].unique().to_list()
    last = max([*ends, *_ends_by_regulation(context.regulations, ends)])
    ledger = context.at(Period.custom(min(topics["start"].to_list()), last)).ledger
    if ledger is None:
        return None
    periods = {(each.network, each.period) for each in ledger.windows}
    last_ends = {
        (network, end): min(
            (each.end for bound, each in periods if bound == network and end in each), default=end
        )
        for network, end in topics.select("network", "end").iter_rows()
    }
    texts = {"network": pl.String, "end": pl.Date, "until": pl.Date}
    until = pl.DataFrame([(*key, day) for key, day in last_ends.items()], texts, orient="row")
    owed = ledger.polars.filter(pl.col("status").is_in([*_DUE, Timeliness.NOT_DUE_YET.value]))
    lines = owed.select("network", "org_unit", "period_start", "period_end", "status", "report").join(
        topics.join(until, on=["network", "end"]), on="network"
    )
    return lines.filter(
        pl.col("period_end").is_between("start", "until"), pl.col("period_start") <= pl.col("end")
    )


def _ends_by_regulation(regulations: Iterable[Regulation], days: Collection[date]) -> Iterator[date]:
    """Yield for each network and day the last day of the shortest period that holds it and on which a report is owed."""
    known = list(regulations)
    for network in dict.fromkeys(each.network for each in known):
        for day in days:
            ends = [
                tile.end
                for each in known
                if each.network == network
                for provision in each.provisions
                if isinstance(provision.duty, ReportObligation)
                for tile in Period.tile(provision.duty.period_kind, day, day, provision.duty.convention)
                if _binds_on(each, provision, tile.end)
            ]
            yield min(ends, default=day)


def _binds_on(regulation: Regulation, provision: RegulationProvision, day: date) -> bool:
    first, last = in_force(regulation, provision)
    return first <= day <= last


def _lazy(frame: pl.DataFrame) -> "Lazy":
    lazy: nw.LazyFrame[Any] = nw.from_native(frame.lazy())
    return lazy


_READS: Final = ("activities", "watch_topics", "reports", "items", "item_topics")
_BY_SPOKEN_DAY: Final = (
    "Tính vào ngày cuối của kỳ mà báo cáo nói đến; báo cáo không ghi kỳ thì tính vào ngày nhận.",
    "Counts on the last day of the period that the report covers; for a report without a period, on the day of receipt.",
)
TOPICS_SET: Final = RowSource(
    "watch_topics",
    ("activities", "watch_topics"),
    watch_topics,
    ("network", "topic"),
    "Tính vào ngày bắt đầu theo dõi.",
    "Counts on the first day of watching.",
    stands_for={"watch_topics": ("activity", "position"), "activities": ("activity",)},
)
WATCHED_ITEMS: Final = RowSource(
    "watched_items",
    _READS,
    items_on_watch,
    ("network", "org_unit", "topic", "channel", "kind", "scope", "urgency", "grade"),
    *_BY_SPOKEN_DAY,
    unit_vi="cơ quan cử tác giả, hoặc đơn vị gửi báo cáo",
    unit_en="the organisation that had sent the author, or the unit that sent the report",
    dimension_table={"org_unit": "collaborators"},
    assignment_table={"org_unit": "memberships"},
    possible_values={"kind": RAISING},
    stands_for={"items": ("item",)},
)
WATCH_ANSWERS: Final = RowSource(
    "watch_answers",
    (*_READS, "memberships"),
    answers,
    ("network", "org_unit", "topic"),
    "Tính vào ngày cuối theo dõi.",
    "Counts on the last day of watching.",
    unit_vi="cơ quan cử cộng tác viên phải báo cáo, hoặc đơn vị phải báo cáo",
    unit_en="the organisation that sends those who owe a report, or the unit that owes it",
    dimension_table={"org_unit": "collaborators"},
    is_of_ledger=True,
    outcomes={ANSWER: {"answered": None, "silent": WhyOpen.NO_REPLY, "not_due": WhyOpen.NOT_DUE}},
)
