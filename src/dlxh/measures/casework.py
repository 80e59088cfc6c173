"""Chỉ tiêu xác minh: what was raised, what was found, and how long it took."""

from typing import TYPE_CHECKING, Any

from dlxh.measures.measure import Count, Measure
from dlxh.measures.source import Rows
from dlxh.measures.world import World
from dlxh.words.figures import FigureUnit

if TYPE_CHECKING:
    import narwhals as nw


def contents(world: World, wanted: frozenset[str]) -> "nw.LazyFrame[Any]":  # noqa: ARG001 - all of it is small
    """Return the contents of verification cases with the day of the case's first event and its route."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    first = world.tables["events"].group_by("case").agg(nw.col("day").min().alias("day"))
    routes = world.tables["cases"].select(nw.col("id").alias("case"), "route")
    found = world.tables["contents"].join(first, on="case", how="left")
    return found.join(routes, on="case", how="left")


CONTENTS = Rows(
    "contents",
    ("cases", "contents", "events"),
    contents,
    ("network", "route", "finding", "outcome"),
    "Tính vào ngày có sự kiện đầu tiên của vụ việc.",
    "Counts on the day of the case's first event.",
)

MEASURES: tuple[Measure, ...] = (
    Count(
        code="contents",
        vi="nội dung xác minh",
        en="contents verified",
        definition_vi="Số nội dung của các vụ việc xác minh.",
        definition_en="Contents of verification cases.",
        unit=FigureUnit.CONTENT,
        rows=CONTENTS,
        source="KL 18/KL-UBND, 15/6/2021 (findings per content)",
    ),
)
