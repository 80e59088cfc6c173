"""Báo cáo, nội dung, luồng ý kiến: the rows of reports and of what they hold, as measures count them."""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from dlxh.casework.instants import DAY, HOUR, micros_of_day, number_of_day
from dlxh.data.code_lists import code_list
from dlxh.measures.context import Context
from dlxh.measures.policy import WhyOpen
from dlxh.measures.row_source import RowSource
from dlxh.models.report import STAGED
from dlxh.register.schema import schema
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    Lazy = nw.LazyFrame[Any]

BY_REPORT: Final = ("network", "org_unit", "channel", "kind", "stage")
BY_ITEM: Final = ("network", "org_unit", "channel", "kind", "scope", "urgency", "grade")
KINDS: Final = code_list("report_kind")
RAISING: Final = KINDS.having("raises_matters")
"""Kinds of report that raise something; the others repeat it."""
SUMMING_UP: Final = tuple(kind.key for kind in KINDS if kind.key not in RAISING)
"""Kinds of report that repeat and answer what others raised: what they hold is counted apart."""
UPWARD: Final = (*RAISING, *KINDS.having("synthesis"))
"""Kinds of report by which a unit reports upwards what is raised; responses and yearly reports repeat that."""
ON_RECEIPT: Final = ("Tính vào ngày nhận.", "Counts on the day of receipt.")
ON_OWN_RECEIPT: Final = (
    "Tính vào ngày nhận; báo cáo sửa tính vào ngày nhận báo cáo sửa, có thể thuộc kỳ sau.",
    "Counts on the day of receipt; a correction counts on its own day of receipt, which may fall in a later period.",
)
WITH_REPORT: Final = (
    "Tính vào ngày nhận báo cáo; báo cáo sửa tính vào ngày nhận báo cáo sửa, có thể thuộc kỳ sau.",
    "Counts on the day its report was received; for a correction, its own day of receipt, which may fall in a later period.",
)


def submissions(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return every report of a collaborator that was received, corrections too."""
    return of_sender(context, _reports_of(context.tables, "author", wanted), wanted)


def _reports_of(tables: Tables, sender: str, wanted: frozenset[str]) -> "Lazy":
    """Return the reports of collaborators, or of units, with the columns that are wanted."""
    plain = (wanted & set(schema()["reports"].names)) - {"id", "stage", sender}
    return (
        tables["reports"]
        .filter(~nw.col(sender).is_null())
        .select(
            *("id", sender, *sorted(plain)),
            nw.col("received_day").alias("day"),
            *has_columns("period_start", wanted),
            *_stage(wanted),
        )
    )


def has_columns(column: str, wanted: frozenset[str]) -> "list[nw.Expr]":
    """Return whether a column has a value, as `has_<column>` with yes or no, where that is wanted."""
    if f"has_{column}" not in wanted:
        return []
    empty = nw.col(column).is_null()
    return [nw.when(empty).then(nw.lit("no")).otherwise(nw.lit("yes")).alias(f"has_{column}")]


def _stage(wanted: frozenset[str]) -> "list[nw.Expr]":
    return [nw.col("stage").cast(nw.String())] if "stage" in wanted else []


def of_collaborators(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the reports of collaborators without those that a correction replaces."""
    counted = standing(context.tables, _reports_of(context.tables, "author", wanted))
    return of_sender(context, counted, wanted)


def of_units(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the reports of units (syntheses among them) without those that a correction replaces."""
    sent = _reports_of(context.tables, "author_unit", wanted)
    return standing(context.tables, sent.with_columns(nw.col("author_unit").alias("org_unit")))


def ad_hoc(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the ad hoc reports, with the whole hours from the event to the receipt; null where no event is dated."""
    clocks = frozenset({"kind", "event_at", "event_day", "received_at", "received_day"})
    rows = of_collaborators(context, wanted | clocks).filter(nw.col("kind").is_in(STAGED))
    known = number_of_day(nw.col("event_day")) * DAY + micros_of_day(rows, "event_at")
    came = number_of_day(nw.col("received_day")) * DAY + micros_of_day(rows, "received_at")
    return rows.with_columns(((came - known) // HOUR).alias("hours"))


def standing(tables: Tables, reports: "Lazy") -> "Lazy":
    """Leave out the reports that a correction replaces."""
    replaced = tables["reports"].filter(~nw.col("replaces").is_null())
    return reports.join(replaced.select(nw.col("replaces").alias("id")), on="id", how="anti")


def of_sender(context: Context, reports: "Lazy", wanted: frozenset[str]) -> "Lazy":
    """Add the unit of each report where it is wanted: the one that sent its author on the day of receipt."""
    return context.senders.add_senders(reports, "author", "day") if "org_unit" in wanted else reports


def items(context: Context, wanted: frozenset[str], *, kinds: Collection[str] | None = None) -> "Lazy":
    """Return the items of the reports of some kinds, or of all, with channel and kind of their report; their unit is their place."""
    of_report = [name for name in ("channel", "kind") if name in wanted]
    reports = context.tables["reports"]
    if kinds is not None:
        reports = reports.filter(nw.col("kind").is_in(list(kinds)))
    counted = standing(context.tables, reports).select(
        nw.col("id").alias("report"), nw.col("received_day").alias("day"), *of_report
    )
    found = context.tables["items"].join(counted, on="report", how="inner")
    columns = [
        made
        for name in ("basis", "proposal", "forecast", "grade", "place")
        for made in has_columns(name, wanted)
    ]
    return found.with_columns(nw.col("place").alias("org_unit"), *columns)


def below_items(table: str, context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the rows of a table below the items that were raised, with the wanted columns of the item."""
    own = set(context.tables[table].collect_schema())
    above = sorted((wanted - own) & {"report", "channel", "kind", "org_unit", "scope", "urgency", "grade"})
    raised = items(context, frozenset(above), kinds=RAISING)
    counted = raised.select(nw.col("id").alias("item"), "day", *above)
    found = context.tables[table].join(counted, on="item", how="inner")
    columns = (
        _needs_topics(context.tables, wanted)
        if table == "item_topics"
        else [*has_columns("basis", wanted), *has_columns("breadth", wanted)]
    )
    return found.with_columns(*columns) if columns else found


def _needs_topics(tables: Tables, wanted: frozenset[str]) -> "list[nw.Expr]":
    """Whether a topic is one of the list, or of a pack, and does not count as its `other`."""
    if "mapped" not in wanted:
        return []
    topics = code_list("topics")
    own = () if tables.pack is None else tables.pack.code_lists
    lists = [topics, *(each for each in own if each.base == topics)]
    vague = topics.having("unspecified")
    shared = [code.key for each in lists for code in each if each.base_of(code.key) not in vague]
    known = nw.col("topic").is_in(shared)
    return [nw.when(known).then(nw.lit("yes")).otherwise(nw.lit("no")).alias("mapped")]


def matters(context: Context, wanted: frozenset[str]) -> "Lazy":  # noqa: ARG001 - nothing has to be joined
    """Return the matters (vấn đề) to which items of several reports were put together, by their first item's day.

    A synthesis that repeats an item changes nothing: a matter is one however many reports hold it.
    """
    days = items(context, frozenset()).select(nw.col("id").alias("item"), "day")
    met = context.tables["matter_items"].join(days, on="item", how="inner")
    first = met.group_by("matter").agg(nw.col("day").min())
    return context.tables["matters"].join(first, left_on="id", right_on="matter", how="inner")


_GRADES: Final[dict[str, WhyOpen | None]] = {
    **dict.fromkeys(code_list("information_grade").keys()),
    "unknown": WhyOpen.PENDING,
}
_STATED: Final[dict[str, WhyOpen | None]] = {"yes": None, "no": None}

_REPORT: Final = {"reports": ("id",)}
_OF_AUTHOR: Final = {**_REPORT, "collaborators": ("author",)}
_ITEM: Final = {"items": ("id",), "reports": ("report",)}
_BELOW: Final = {"items": ("item",), "reports": ("report",)}

_SENDER: Final[Any] = {
    "dimension_table": {"org_unit": "collaborators"},
    "assignment_table": {"org_unit": "memberships"},
    "keep_senders": True,
    "unit_vi": "cơ quan cử tác giả vào ngày nhận, theo tư cách của ngày đó, không có thì theo hồ sơ cộng tác viên",
    "unit_en": "the organisation that had sent the author on the day of receipt, from the membership of that day or else from the collaborator's record",
}
_OF_COLLABORATORS: Final[Any] = {
    "papers_vi": "Tính mọi loại báo cáo, kể cả báo cáo tổng hợp, nếu do cộng tác viên viết.",
    "papers_en": "Reports of every kind count, including a synthesis, if a collaborator wrote them.",
    **_SENDER,
}
SUBMISSIONS = RowSource(
    "submissions",
    ("reports",),
    submissions,
    BY_REPORT,
    *ON_RECEIPT,
    **_OF_COLLABORATORS,
    stands_for=_OF_AUTHOR,
)
REPORTS = RowSource(
    "reports",
    ("reports",),
    of_collaborators,
    BY_REPORT,
    *ON_OWN_RECEIPT,
    **_OF_COLLABORATORS,
    stands_for=_OF_AUTHOR,
)
AD_HOC = RowSource(
    "ad_hoc",
    ("reports",),
    ad_hoc,
    BY_REPORT,
    *ON_OWN_RECEIPT,
    **_SENDER,
    stands_for=_OF_AUTHOR,
    possible_values={"kind": STAGED},
)
UNIT_REPORTS = RowSource(
    "unit_reports",
    ("reports",),
    of_units,
    BY_REPORT,
    *ON_OWN_RECEIPT,
    unit_vi="đơn vị gửi báo cáo",
    stands_for=_REPORT,
    unit_en="the unit that sent the report",
)
_PLACE: Final[Any] = {"unit_vi": "đơn vị mà nội dung nêu", "unit_en": "the place given in the item"}
_RAISED: Final[Any] = {
    "papers_vi": "Chỉ tính báo cáo định kỳ, đột xuất và chuyên đề; không tính báo cáo tổng hợp, báo cáo phản hồi "
    "và báo cáo năm, vì những báo cáo này nêu lại nội dung đã phản ánh.",
    "papers_en": "Only periodic, ad hoc and thematic reports count; syntheses, responses and yearly reports do not, because "
    "they repeat what was raised before.",
    "possible_values": {"kind": RAISING},
    **_PLACE,
}
ITEMS = RowSource(
    "items",
    ("reports", "items"),
    partial(items, kinds=RAISING),
    BY_ITEM,
    *WITH_REPORT,
    **_RAISED,
    stands_for=_ITEM,
    outcomes={"grade": _GRADES, **dict.fromkeys(("has_basis", "has_proposal", "has_forecast"), _STATED)},
)
SUMMARY_ITEMS = RowSource(
    "summary_items",
    ("reports", "items"),
    partial(items, kinds=SUMMING_UP),
    BY_ITEM,
    *WITH_REPORT,
    **_PLACE,
    stands_for=_ITEM,
    papers_vi="Chỉ tính báo cáo tổng hợp, báo cáo phản hồi và báo cáo năm.",
    papers_en="Only syntheses, responses and yearly reports count.",
    possible_values={"kind": SUMMING_UP},
)
ITEM_TOPICS = RowSource(
    "item_topics",
    ("reports", "items", "item_topics"),
    partial(below_items, "item_topics"),
    ("network", "org_unit", "channel", "kind", "topic", "scope", "urgency", "grade"),
    *WITH_REPORT,
    **_RAISED,
    stands_for=_BELOW,
    outcomes={"mapped": _STATED},
)
STREAMS = RowSource(
    "streams",
    ("reports", "items", "streams"),
    partial(below_items, "streams"),
    ("network", "org_unit", "channel", "kind", "group", "stance", "breadth", "intensity"),
    *WITH_REPORT,
    **_RAISED,
    stands_for={"streams": ("item", "position"), **_BELOW},
    outcomes={"has_basis": _STATED},
)
MATTERS = RowSource(
    "matters",
    ("reports", "items", "matters", "matter_items"),
    matters,
    ("network",),
    "Tính vào ngày nhận báo cáo đầu tiên nêu vấn đề.",
    "Counts on the day of receipt of the first report that mentions it.",
    stands_for={"matters": ("id",)},
    papers_vi="Mỗi vấn đề tính một lần, dù loại báo cáo nào nêu, kể cả báo cáo tổng hợp.",
    papers_en="Each counts once, whichever kind of report mentions it, including a synthesis.",
)
