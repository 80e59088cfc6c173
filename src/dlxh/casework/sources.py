"""Nguồn của vấn đề: items of collaborators, of apps and of meetings about one matter, counted apart from matters and cases."""

import narwhals as nw
import polars as pl

from dlxh.register.subject import Subject, tables_of
from dlxh.words.figures import Figure, FigureUnit, Qualifier

COUNTED = (("items", FigureUnit.CONTENT), ("matters", FigureUnit.ISSUE), ("cases", FigureUnit.CASE))
"""What is counted apart, each in its own unit: the three never add."""


def matter_sources(subject: Subject) -> pl.DataFrame:
    """Return one row per matter, channel and kind of sender: matter, channel, sender, items (each counted once).

    The sender is `collaborator` or `unit`: a field report of an app and the minutes of a meeting come from a unit.

    Raises:
        TableError: a table of matters, items or reports was not given.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> matter_sources(Register(as_of=date(2022, 7, 4), empty=("matters", "reports"))).columns
    ['matter', 'channel', 'sender', 'items']
    """
    tables = tables_of(subject)
    person = ~nw.col("author").is_null()
    sender = nw.when(person).then(nw.lit("collaborator")).otherwise(nw.lit("unit")).alias("sender")
    reports = tables["reports"].select(nw.col("id").alias("report"), "channel", sender)
    items = (
        tables["items"].select(nw.col("id").alias("item"), "report").join(reports, on="report", how="inner")
    )
    linked = tables["matter_items"].select("matter", "item").unique().join(items, on="item", how="inner")
    counted = linked.group_by("matter", "channel", "sender").agg(nw.len().cast(nw.Int64()).alias("items"))
    found: pl.DataFrame = counted.collect("polars").to_native()
    return found.sort("matter", "channel", "sender")


def counts(subject: Subject) -> tuple[Figure, ...]:
    """Return the number of items, matters and cases, each in its own unit.

    A table that was not given is unknown, and one that is partial gives a lower bound.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> [figure.text("vi") for figure in counts(Register(as_of=date(2022, 7, 4), empty=("matters",)))]
    ['chưa rõ số nội dung', '0 vấn đề', 'chưa rõ số vụ việc']
    """
    tables = tables_of(subject)
    found = []
    for name, unit in COUNTED:
        qualifier = tables.qualifier(name)
        if qualifier is Qualifier.UNKNOWN:
            found.append(Figure.unknown(unit))
            continue
        rows = tables[name].select(nw.len().alias("n")).collect("polars")
        found.append(Figure(int(rows["n"][0]), unit, qualifier))
    return tuple(found)
