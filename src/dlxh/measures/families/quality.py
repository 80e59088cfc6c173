"""Chỉ tiêu chất lượng dữ liệu: what a check finds, and what records leave open."""

from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.measures.context import Context
from dlxh.measures.families.opinion import STATED
from dlxh.measures.measure import Count, Measure, Share, Total
from dlxh.measures.pairs import Ratio
from dlxh.measures.row_source import RowSource
from dlxh.measures.sources.reports import ITEM_TOPICS, ITEMS, REPORTS, STREAMS
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

_DAY: Final = ("Tính vào ngày số liệu.", "Counts on the as-of day of the register.")


def findings(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:  # noqa: ARG001 - all of it is at hand
    """Return what the rules find in the tables, one row each."""
    lazy: nw.LazyFrame[Any] = nw.from_native(context.findings.polars.lazy())
    return lazy


def heights(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:  # noqa: ARG001 - all of it is at hand
    """Return how many rows each table holds of each network; a table without networks belongs to none."""
    none = pl.DataFrame(schema={"network": pl.String, "table": pl.String, "held": pl.Int64})
    parts = [none]
    for name in context.tables:
        frame = context.tables[name]
        own = nw.col("id" if name == "networks" else "network")
        has_network = name == "networks" or "network" in frame.collect_schema()
        named = (own if has_network else nw.lit(None, nw.String())).alias("of_network")
        keyed = frame.with_columns(named).select(nw.col("of_network").alias("network"))
        held = (
            keyed.group_by("network")
            .agg(nw.len().cast(nw.Int64()).alias("held"))
            .collect("polars")
            .to_native()
        )
        parts.append(held.select("network", pl.lit(name).alias("table"), "held"))
    lazy: nw.LazyFrame[Any] = nw.from_native(pl.concat(parts).lazy())
    return lazy


FINDINGS: Final = RowSource(
    "findings", (), findings, ("network", "table", "code", "severity"), *_DAY, has_no_day=True
)
HEIGHTS: Final = RowSource("heights", (), heights, ("network", "table"), *_DAY, has_no_day=True)


def _count_open(column: str, **parts: Any) -> Measure:  # noqa: ANN401 - of any measure
    return Count(**parts, source=OWN_CHOICE, where={column: ("no",)})


_FOUND: Final = Count(
    code="findings",
    vi="phát hiện",
    en="findings",
    definition_vi="Số phát hiện khi kiểm tra dữ liệu đang có trong sổ bằng mọi quy tắc kiểm tra được.",
    definition_en="Findings when the records in the register are checked with every rule that can be judged.",
    unit=FigureUnit.FINDING,
    rows=FINDINGS,
    source=OWN_CHOICE,
    monotone=False,
)
_HELD: Final = Total(
    code="rows_held",
    vi="số dòng dữ liệu",
    en="rows of data",
    definition_vi="Số dòng của mọi bảng đang có trong sổ.",
    definition_en="Rows of all tables in the register.",
    unit=FigureUnit.ROW,
    rows=HEIGHTS,
    source=OWN_CHOICE,
    of="held",
)

MEASURES: tuple[Measure, ...] = (
    _FOUND,
    _HELD,
    Ratio(
        code="findings_per_1000",
        vi="phát hiện trên 1.000 dòng",
        en="findings per 1,000 rows",
        definition_vi="Số phát hiện trên mỗi 1.000 dòng dữ liệu.",
        definition_en="Findings per 1,000 rows of data.",
        unit=FigureUnit.FINDING,
        rows=FINDINGS,
        source=OWN_CHOICE,
        above=_FOUND,
        below=_HELD,
        times=1000,
    ),
    Share(
        code="topics_mapped_rate",
        vi="tỷ lệ lĩnh vực theo danh mục chung",
        en="share of topics in the common list",
        definition_vi="Số lượt lĩnh vực thuộc danh mục chung, không kể 'lĩnh vực khác', trên tổng số lượt lĩnh vực.",
        definition_en="Topics of items that are in the common list ('other' excluded), out of all topics of items.",
        unit=FigureUnit.TOPIC,
        rows=ITEM_TOPICS,
        source=OWN_CHOICE,
        outcome="mapped",
        met=("yes",),
        policy=STATED,
    ),
    _count_open(
        "mapped",
        code="topics_unmapped",
        vi="lượt lĩnh vực ngoài danh mục",
        en="topics outside the common list",
        definition_vi="Số lượt lĩnh vực ghi bằng mã riêng chưa quy về danh mục chung, hoặc ghi 'lĩnh vực khác'.",
        definition_en="Topics of items that are local codes not mapped to the common list, or 'other'.",
        unit=FigureUnit.TOPIC,
        rows=ITEM_TOPICS,
    ),
    _count_open(
        "has_grade",
        code="items_ungraded",
        vi="nội dung chưa phân loại độ tin cậy",
        en="items not graded",
        definition_vi="Số nội dung chưa ghi độ tin cậy.",
        definition_en="Items whose information has not been graded.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
    ),
    _count_open(
        "has_place",
        code="items_unplaced",
        vi="nội dung chưa rõ nơi",
        en="items without a place",
        definition_vi="Số nội dung không ghi đơn vị nơi xảy ra.",
        definition_en="Items that do not say in which unit they arose.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
    ),
    _count_open(
        "has_breadth",
        code="streams_without_breadth",
        vi="luồng ý kiến chưa rõ độ rộng",
        en="streams without breadth",
        definition_vi="Số luồng ý kiến không ghi độ rộng.",
        definition_en="Streams that state no breadth.",
        unit=FigureUnit.STREAM,
        rows=STREAMS,
    ),
    _count_open(
        "has_period_start",
        code="reports_without_period",
        vi="báo cáo không ghi kỳ",
        en="reports without a period",
        definition_vi="Số báo cáo không ghi kỳ báo cáo.",
        definition_en="Reports that do not state their reporting period.",
        unit=FigureUnit.REPORT,
        rows=REPORTS,
    ),
)
