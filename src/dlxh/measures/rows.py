"""Báo cáo, nội dung, luồng ý kiến: the rows of reports and of what they hold, as measures count them."""

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dlxh.measures.policy import WhyOpen
from dlxh.measures.source import Rows
from dlxh.measures.world import World
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import narwhals as nw

    Lazy = nw.LazyFrame[Any]

BY_REPORT: Final = ("network", "org_unit", "channel", "kind")
BY_ITEM: Final = (*BY_REPORT, "scope", "urgency", "grade")
RECEIVED: Final = ("Tính vào ngày nhận.", "Counts on the day of receipt.")
WITH_REPORT: Final = ("Tính vào ngày nhận báo cáo.", "Counts on the day of receipt of its report.")


def submitted(world: World, wanted: frozenset[str]) -> "Lazy":
    """Return every report of a collaborator that was received, corrections too."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = world.tables["reports"].filter(~nw.col("author").is_null())
    return with_sender(world.tables, rows, wanted).with_columns(nw.col("received_day").alias("day"))


def of_collaborators(world: World, wanted: frozenset[str]) -> "Lazy":
    """Return the reports of collaborators without those that a correction replaces."""
    return standing(world.tables, submitted(world, wanted))


def of_units(world: World, wanted: frozenset[str]) -> "Lazy":  # noqa: ARG001 - nothing has to be joined
    """Return the reports of units (syntheses among them) without those that a correction replaces."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = world.tables["reports"].filter(~nw.col("author_unit").is_null())
    named = rows.with_columns(nw.col("received_day").alias("day"), nw.col("author_unit").alias("org_unit"))
    return standing(world.tables, named)


def standing(tables: Tables, reports: "Lazy") -> "Lazy":
    """Leave out the reports that a correction replaces."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    replaced = tables["reports"].filter(~nw.col("replaces").is_null())
    return reports.join(replaced.select(nw.col("replaces").alias("id")), on="id", how="anti")


def with_sender(tables: Tables, reports: "Lazy", wanted: frozenset[str]) -> "Lazy":
    """Add the unit of each report where it is asked for: its author's sending organisation."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    if "org_unit" not in wanted:
        return reports
    if "collaborators" not in tables:
        return reports.with_columns(nw.lit(None, nw.String()).alias("org_unit"))
    senders = tables["collaborators"].select(
        nw.col("id").alias("author"), nw.col("organisation").alias("org_unit")
    )
    return reports.join(senders, on="author", how="left")


def items(world: World, wanted: frozenset[str]) -> "Lazy":
    """Return the matters of all reports that count, with channel and kind of their report; their unit is their place."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    of_report = [name for name in ("channel", "kind") if name in wanted]
    counted = standing(world.tables, world.tables["reports"]).select(
        nw.col("id").alias("report"), nw.col("received_day").alias("day"), *of_report
    )
    found = world.tables["items"].join(counted, on="report", how="inner")
    said = [
        nw.when(nw.col(name).is_null()).then(nw.lit("no")).otherwise(nw.lit("yes")).alias(f"has_{name}")
        for name in ("basis", "proposal", "forecast")
        if f"has_{name}" in wanted
    ]
    return found.with_columns(nw.col("place").alias("org_unit"), *said)


def below_items(table: str, world: World, wanted: frozenset[str]) -> "Lazy":
    """Return the rows of a table below the matters that count, with what is asked for of the matter."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    own = set(world.tables[table].collect_schema())
    above = sorted((wanted - own) & {"channel", "kind", "org_unit", "scope", "urgency", "grade"})
    matters = items(world, frozenset(above)).select(nw.col("id").alias("item"), "day", *above)
    return world.tables[table].join(matters, on="item", how="inner")


def matters(world: World, wanted: frozenset[str]) -> "Lazy":  # noqa: ARG001 - nothing has to be joined
    """Return the matters (vấn đề) to which items of several reports were put together, by their first item's day."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    days = items(world, frozenset()).select(nw.col("id").alias("item"), "day")
    met = world.tables["matter_items"].join(days, on="item", how="inner")
    first = met.group_by("matter").agg(nw.col("day").min())
    return world.tables["matters"].join(first, left_on="id", right_on="matter", how="inner")


def _grades() -> dict[str, WhyOpen | None]:
    graded = dict.fromkeys(("confirmed", "unverified", "suspected_false", "rumour"))
    return {**graded, "unknown": WhyOpen.PENDING}


_SAID: Final[dict[str, WhyOpen | None]] = {"yes": None, "no": None}

SUBMISSIONS = Rows("submissions", ("reports",), submitted, BY_REPORT, *RECEIVED)
REPORTS = Rows("reports", ("reports",), of_collaborators, BY_REPORT, *RECEIVED)
UNIT_REPORTS = Rows("unit_reports", ("reports",), of_units, BY_REPORT, *RECEIVED)
ITEMS = Rows(
    "items",
    ("reports", "items"),
    items,
    BY_ITEM,
    *WITH_REPORT,
    outcomes={"grade": _grades(), "has_basis": _SAID, "has_proposal": _SAID, "has_forecast": _SAID},
)
ITEM_TOPICS = Rows(
    "item_topics",
    ("reports", "items", "item_topics"),
    partial(below_items, "item_topics"),
    ("network", "org_unit", "channel", "kind", "topic", "scope", "urgency", "grade"),
    *WITH_REPORT,
)
STREAMS = Rows(
    "streams",
    ("reports", "items", "streams"),
    partial(below_items, "streams"),
    ("network", "org_unit", "channel", "kind", "group", "stance", "breadth", "intensity"),
    *WITH_REPORT,
)
