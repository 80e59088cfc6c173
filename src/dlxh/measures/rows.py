"""The rows behind each measure, with the day on which each counts and what it can be broken down by."""

from datetime import date
from typing import TYPE_CHECKING, Any

from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import narwhals as nw

OPEN_END = date(9999, 12, 31)


def submissions(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return every report of a collaborator that was received, corrections too; it counts on the day of receipt."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return _received(tables).filter(~nw.col("author").is_null())


def reports(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the reports of collaborators without those that a correction replaces."""
    return _without_replaced(tables, submissions(tables))


def unit_reports(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the reports of units (syntheses among them) without those that a correction replaces."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return _without_replaced(tables, _received(tables).filter(~nw.col("author_unit").is_null()))


def _without_replaced(tables: Tables, frame: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    replaced = tables["reports"].filter(~nw.col("replaces").is_null())
    return frame.join(replaced.select(nw.col("replaces").alias("id")).unique(), on="id", how="anti")


def _received(tables: Tables) -> "nw.LazyFrame[Any]":
    """Reports with their unit: the author's sending organisation, or the unit that reports."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    frame = tables["reports"].with_columns(nw.col("received_day").alias("day"))
    if "collaborators" not in tables:
        return frame.with_columns(nw.col("author_unit").alias("org_unit"))
    senders = tables["collaborators"].select(nw.col("id").alias("author"), "organisation")
    joined = frame.join(senders, on="author", how="left")
    return joined.with_columns(nw.coalesce("author_unit", "organisation").alias("org_unit"))


def items(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the matters of all reports that count, with channel and kind of their report."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    counted = _without_replaced(tables, _received(tables)).select(
        nw.col("id").alias("report"), "day", "channel", "kind"
    )
    return (
        tables["items"]
        .join(counted, on="report", how="inner")
        .with_columns(nw.col("place").alias("org_unit"))
    )


def item_topics(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return one row per matter and topic: a matter with two topics stands under both."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    matters = items(tables).select(
        nw.col("id").alias("item"), "day", "channel", "kind", "org_unit", "scope", "urgency"
    )
    return tables["item_topics"].join(matters, on="item", how="inner")


def streams(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the opinion streams of all matters that count."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    matters = items(tables).select(nw.col("id").alias("item"), "day", "channel", "kind", "org_unit")
    return tables["streams"].join(matters, on="item", how="inner")


def contents(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the contents of verification cases; they count on the day of the case's first event."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    first = tables["events"].group_by("case").agg(nw.col("day").min().alias("day"))
    routes = tables["cases"].select(nw.col("id").alias("case"), "route")
    return tables["contents"].join(first, on="case", how="left").join(routes, on="case", how="left")


def activities(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the activities; they count on their last day."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return tables["activities"].with_columns(
        nw.col("end").alias("day"), nw.col("organiser").alias("org_unit")
    )


def seats(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the memberships with their first and last day; the last is far off while they go on."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    frame = tables["memberships"].with_columns(nw.col("end").fill_null(OPEN_END).alias("last"))
    if "collaborators" not in tables:
        return frame.with_columns(nw.col("organisation").alias("org_unit"))
    home = tables["collaborators"].select(
        nw.col("id").alias("collaborator"), nw.col("organisation").alias("home")
    )
    joined = frame.join(home, on="collaborator", how="left")
    return joined.with_columns(nw.coalesce("organisation", "home").alias("org_unit"))
