"""Kết quả: what the events of many cases say on their contents and on their route.

Columns: `case`, `content`, `finding`, `outcome`; and per `case` its last `route`.
"""

from typing import Any

import narwhals as nw

from dlxh.casework.steps import Frames, spread_over_contents


def last_on_contents(
    frame: nw.LazyFrame[Any], parts: Frames, name: str, more: tuple[str, ...] = ()
) -> nw.LazyFrame[Any]:
    """Return case, content and `last_<name>`, for the contents on which an event says it, and more of that event."""
    telling = frame.filter(~nw.col(name).is_null()).select("case", "position", "n", name, *more)
    rows = spread_over_contents(telling, parts)
    last = rows.group_by("case", "content").agg(nw.col("n").max())
    rows_of_contents = rows.join(last, on=["case", "content", "n"], how="inner")
    return rows_of_contents.select("case", "content", nw.col(name).alias(f"last_{name}"), *more)


def drop_later(parts: Frames, later: nw.LazyFrame[Any]) -> Frames:
    """Return the parts with contents as they were known before some later events: without what those say on them."""
    contents = parts["contents"]
    for name in ("finding", "outcome"):
        rows_of_contents = spread_over_contents(later.filter(~nw.col(name).is_null()), parts).select(
            "case", nw.col("content").alias("id")
        )
        flagged = contents.join(
            rows_of_contents.unique().with_columns(nw.lit(True).alias("later")), on=["case", "id"], how="left"
        )
        kept = nw.when(nw.col("later").is_null()).then(nw.col(name)).alias(name)
        contents = flagged.with_columns(kept).drop("later")
    return {**parts, "contents": contents}


def content_results(frame: nw.LazyFrame[Any], parts: Frames) -> nw.LazyFrame[Any]:
    """Return case, content, finding, outcome: the last that an event has, else those of the content itself."""
    found = parts["contents"].select("case", nw.col("id").alias("content"), "finding", "outcome")
    for name in ("finding", "outcome"):
        found = found.join(last_on_contents(frame, parts, name), on=["case", "content"], how="left")
    both = (nw.coalesce(f"last_{name}", name).alias(name) for name in ("finding", "outcome"))
    return found.select("case", "content", *both)


def last_route(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return case and route: the last one on which an event sent it."""
    sent = frame.filter(~nw.col("route").is_null()).select("case", "n", "route")
    last = sent.group_by("case").agg(nw.col("n").max())
    return sent.join(last, on=["case", "n"], how="inner").select("case", "route")
