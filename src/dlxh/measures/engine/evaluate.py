"""Phép đếm: the answer to a question, in as few passes as there are kinds of rows."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from dlxh.measures.context import Context
from dlxh.measures.engine.aggregation import PERIOD, Job, collect_sums, jobs_of, plan
from dlxh.measures.engine.completeness import with_known
from dlxh.measures.engine.figures import claimed
from dlxh.measures.engine.groups import ALL, all_groups, named
from dlxh.measures.engine.query import Question
from dlxh.measures.engine.quotients import outcomes
from dlxh.measures.errors import MeasureError
from dlxh.measures.figure_unit import unit_of
from dlxh.measures.measure import Measure, Share
from dlxh.measures.policy import Standing
from dlxh.measures.result import Result
from dlxh.measures.values import VALUES

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl


def answered(
    context: Context,
    question: Question,
    parts: "Mapping[str, pl.DataFrame]",
    beside: "Iterable[pl.DataFrame]" = (),
) -> Result:
    """Return the answer that some parts give.

    Args:
        context: What is known.
        question: What was asked.
        parts: What was counted for each simple measure, by its code.
        beside: Frames whose keys the answer holds as well, because it is to stand beside that of other days.
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = with_known(all_groups(list(parts.values()), context, question, list(beside)), context, question)
    answers, reasons = [], []
    for each in question.measures:
        told = claimed(each, rows, parts)
        head = rows.select(
            ALL, *question.by, pl.lit(each.code).alias("measure"), pl.lit(unit_of(each)).alias("unit")
        )
        answers.append(pl.concat([head, told], how="horizontal"))
        if isinstance(each, Share) and each.code in parts:
            reasons.append(_left_out(each, parts[each.code], question))
    texts = dict.fromkeys((*question.by, "measure", "reason"), pl.String)
    columns = (*question.by, "measure", *VALUES[:4], "unit", "qualifier")
    schema = {name: pl.Int64 if name in VALUES[:4] else pl.String for name in columns}
    return Result(
        pl.concat([pl.DataFrame(schema=schema), *(each.select(columns) for each in answers)]),
        pl.concat([pl.DataFrame(schema=texts | {"rows": pl.Int64}), *reasons]),
        question.by,
        question.measures,
        context.tables.as_kind,
    )


def parts_of_all(context: Context, question: Question) -> "dict[str, pl.DataFrame]":
    """Return what was counted for each simple measure, by its code, under the keys of the answer."""
    jobs = jobs_of(question.simple)
    planned = [
        (job, found)
        for job in jobs
        if all(name in context.tables for name in job.rows.reads)
        and (found := _planned(job, context, question)) is not None
    ]
    frames = collect_sums([found for _, found in planned])
    return {
        each.code: part
        for (job, _), frame in zip(planned, frames, strict=True)
        for each, part in _of_measures(job, named(frame, question, PERIOD))
    }


def _planned(job: Job, context: Context, question: Question) -> "nw.LazyFrame[Any] | None":
    """Return the plan of a pass; raises MeasureError where the engine lacks what it asks, and another has it."""
    try:
        return plan(job, context, question)
    except NotImplementedError as error:
        if context.tables.engine == "polars":
            raise
        codes, reason = (
            ", ".join(each.code for each in job.measures),
            str(error).split("\n", 1)[0].rstrip("."),
        )
        raise MeasureError.cannot(context.tables.engine, codes, reason) from error


def _of_measures(job: Job, frame: "pl.DataFrame") -> "Iterable[tuple[Measure, pl.DataFrame]]":
    """Yield each measure of a pass with its own parts, under the names that they have in all passes."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    heads = [f"m{place}_" for place in range(len(job.measures))]
    keys = [name for name in frame.columns if not name.startswith(tuple(heads))]
    for head, each in zip(heads, job.measures, strict=True):
        own = (pl.col(name).alias(name.removeprefix(head)) for name in frame.columns if name.startswith(head))
        yield each, frame.select(*keys, *own)


def _left_out(each: Share, found: "pl.DataFrame", question: Question) -> "pl.DataFrame":
    """Return what a rate leaves out of each row, by reason."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = found.lazy()
    parts = [
        rows.select(
            *question.by,
            pl.lit(each.code).alias("measure"),
            pl.lit(reason).alias("reason"),
            count.alias("rows"),
        )
        for reason, count in outcomes(each, Standing.LEFT_OUT)
    ]
    several = pl.concat(parts).filter(pl.col("rows") > 0)
    return several.sort(
        *question.by, "reason", nulls_last=True
    ).collect()  # at once: a plan each takes longer than its rows
