"""Phép đếm: the answer to a question, in as few passes as there are kinds of rows."""

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.measures.context import Context
from dlxh.measures.engine.aggregation import PERIOD, Scan, collect_sums, plan_scan, scans_for
from dlxh.measures.engine.completeness import add_completeness
from dlxh.measures.engine.figures import figures_for
from dlxh.measures.engine.groups import ALL, all_groups, name_periods
from dlxh.measures.engine.lacks import lacks_of
from dlxh.measures.engine.query import Query
from dlxh.measures.engine.quotients import count_outcomes
from dlxh.measures.errors import MeasureError
from dlxh.measures.figure_unit import unit_of
from dlxh.measures.measure import Measure, Share
from dlxh.measures.policy import Standing
from dlxh.measures.result import Result
from dlxh.measures.values import VALUES


def evaluate(
    context: Context,
    query: Query,
    parts: Mapping[str, pl.DataFrame],
    other_frames: Iterable[pl.DataFrame] = (),
) -> Result:
    """Return the answer that some parts give.

    Args:
        context: What is known.
        query: The question.
        parts: What was counted for each simple measure, by its code.
        other_frames: Frames whose keys the answer holds as well, because it is compared with that of other days.
    """
    rows = add_completeness(
        all_groups(list(parts.values()), context, query, list(other_frames)), context, query
    )
    answers, reasons = [], []
    for each in query.measures:
        figures = figures_for(each, rows, parts)
        head = rows.select(
            ALL, *query.by, pl.lit(each.code).alias("measure"), pl.lit(unit_of(each)).alias("counted_in")
        )
        answers.append(pl.concat([head, figures], how="horizontal"))
        if isinstance(each, Share) and each.code in parts:
            reasons.append(_count_left_out(each, parts[each.code], query))
    texts = dict.fromkeys((*query.by, "measure", "reason"), pl.String)
    columns = (*query.by, "measure", *VALUES[:4], "counted_in", "qualifier")
    schema = {name: pl.Int64 if name in VALUES[:4] else pl.String for name in columns}
    return Result(
        pl.concat([pl.DataFrame(schema=schema), *(each.select(columns) for each in answers)]),
        pl.concat([pl.DataFrame(schema=texts | {"rows": pl.Int64}), *reasons]),
        query.by,
        query.measures,
        context.tables.as_kind,
        lacking=lacks_of(context, query.measures),
    )


def count_parts(context: Context, query: Query) -> dict[str, pl.DataFrame]:
    """Return what was counted for each simple measure, by its code, under the keys of the answer."""
    scans = scans_for(query.simple)
    planned = [
        (scan, plan)
        for scan in scans
        if all(name in context.tables for name in scan.rows.reads_in(context))
        and (plan := _plan_or_refuse(scan, context, query)) is not None
    ]
    frames = collect_sums([plan for _, plan in planned])
    return {
        each.code: part
        for (scan, _), frame in zip(planned, frames, strict=True)
        for each, part in _split_by_measure(scan, name_periods(frame, query, PERIOD))
    }


def _plan_or_refuse(scan: Scan, context: Context, query: Query) -> nw.LazyFrame[Any] | None:
    """Return the plan of a pass; raises MeasureError where the engine lacks what it needs, and another has it."""
    try:
        return plan_scan(scan, context, query)
    except NotImplementedError as error:
        if context.tables.engine == "polars":
            raise
        codes, reason = (
            ", ".join(each.code for each in scan.measures),
            str(error).split("\n", 1)[0].rstrip("."),
        )
        raise MeasureError.cannot(context.tables.engine, codes, reason) from error


def _split_by_measure(scan: Scan, frame: pl.DataFrame) -> Iterable[tuple[Measure, pl.DataFrame]]:
    """Yield each measure of a pass with its own parts, under the names that they have in all passes."""
    heads = [f"m{place}_" for place in range(len(scan.measures))]
    keys = [name for name in frame.columns if not name.startswith(tuple(heads))]
    for head, each in zip(heads, scan.measures, strict=True):
        own = (pl.col(name).alias(name.removeprefix(head)) for name in frame.columns if name.startswith(head))
        yield each, frame.select(*keys, *own)


def _count_left_out(each: Share, found: pl.DataFrame, query: Query) -> pl.DataFrame:
    """Return what a rate leaves out of each row, by reason."""
    rows = found.lazy()
    parts = [
        rows.select(
            *query.by,
            pl.lit(each.code).alias("measure"),
            pl.lit(reason).alias("reason"),
            count.alias("rows"),
        )
        for reason, count in count_outcomes(each, Standing.LEFT_OUT)
    ]
    several = pl.concat(parts).filter(pl.col("rows") > 0)
    return several.sort(
        *query.by, "reason", nulls_last=True
    ).collect()  # all at once: starting a query takes longest
