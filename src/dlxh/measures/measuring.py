"""Đếm: measures over the tables, by any of their dimensions, on any engine, in as few passes as there are kinds of rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dlxh.ledger.ledger import Ledger
from dlxh.measures.asking import Question, Where, asked, check_values
from dlxh.measures.claims import VALUES, claimed, unit_of, with_standing
from dlxh.measures.grid import ALL, grid, named
from dlxh.measures.jobs import PERIOD, Job, collected, jobs_of, plan
from dlxh.measures.known import with_known
from dlxh.measures.lineage import Units
from dlxh.measures.measure import Measure, Share
from dlxh.measures.policy import Standing
from dlxh.measures.result import Result
from dlxh.measures.world import World
from dlxh.register.register import Register
from dlxh.register.tables import Tables
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar

if TYPE_CHECKING:
    import polars as pl


def measure(  # noqa: PLR0913 - a question has this many parts, and all but the first two are named
    subject: Register | Tables,
    measures: str | Measure | Iterable[str | Measure],
    *,
    by: str | Iterable[str] = (),
    period: Period | str | None = None,
    convention: str = "calendar",
    units: Units = "as_was",
    where: Where | None = None,
    ledger: Ledger | None = None,
    calendar: WorkCalendar | None = None,
) -> Result:
    """Count a register or tables.

    Args:
        subject: What is counted.
        measures: Codes of `dlxh.MEASURES`, or measures of your own.
        by: Dimensions: one kind of period (day, week, month, two_months, quarter, half_year, year) and others that the
            measures have, such as network, unit (its column is `org_unit`), topic, channel; with units also the levels
            province, district and commune.
        period: Only what falls into these days counts, first and last included.
        convention: How months are cut when broken down by period: `calendar`, or `15_to_14` and the like.
        units: The map on which units are counted: `as_was` recorded, `as_is` on the day of the register, or as on a day.
            What a split has divided stands under `undivided`.
        where: Only rows with one of these values count, such as `{"network": "gl", "channel": ["phone", "zalo"]}`.
        ledger: For measures on obligations: what `dlxh.obligations` gave; None: that of the regulations in the
            register, which needs a calendar where a due day depends on working days.
        calendar: Working days, for due days of reports and cases.

    Returns:
        A result; groups of which nothing was found stay in it as zero. Where a table is absent the figure is unknown,
        where it is partial a lower bound, and in a period that begins after the day of the register unknown again:
        missing is not zero. Rows without a day stand under no period (None), unless `period` asks for some days only.

    Raises:
        MeasureError: an unknown measure or dimension.
        PeriodError: an unknown convention.
        LineageError: the units of the register go round in a circle.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> measure(Register(as_of=date(2022, 7, 4)), ["reports"]).figure("reports").text("vi")
    'chưa rõ số báo cáo'
    """
    tables = subject.tables if isinstance(subject, Register) else subject
    question = asked(measures, by, period, convention, where or {}, units)
    check_values(question, tables)
    return counted(World(tables, question.period, ledger, calendar), question)


def counted(world: World, question: Question) -> Result:
    """Return the answer to a question."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    parts = _parts(world, question)
    rows = with_known(grid(list(parts.values()), world.tables, question), world, question)
    answers, reasons = [], []
    for each in question.measures:
        told = claimed(each, rows, parts)
        head = rows.select(ALL, *question.by).with_columns(
            pl.lit(each.code).alias("measure"), pl.lit(unit_of(each)).alias("unit")
        )
        answers.append(pl.concat([head, told], how="horizontal"))
        if isinstance(each, Share) and each.code in parts:
            reasons.append(_left_out(each, parts[each.code], question))
    columns = (*question.by, "measure", *VALUES[:4], "unit", "qualifier")
    schema: Any = dict.fromkeys((*question.by, "measure", "reason"), pl.String) | {"rows": pl.Int64}
    return Result(
        pl.concat(answers).select(columns) if answers else pl.DataFrame(),
        pl.concat([pl.DataFrame(schema=schema), *reasons]),
        question.by,
        question.measures,
        world.tables.as_kind,
    )


def _parts(world: World, question: Question) -> "dict[str, pl.DataFrame]":
    """Return what was counted for each simple measure, by its code, under the keys of the answer."""
    jobs = jobs_of(question.simple)
    planned = [
        (job, found)
        for job in jobs
        if all(name in world.tables for name in job.rows.reads)
        and (found := plan(job, world, question)) is not None
    ]
    frames = collected([found for _, found in planned])
    return {
        each.code: part
        for (job, _), frame in zip(planned, frames, strict=True)
        for each, part in _of_measures(job, named(frame, question, PERIOD))
    }


def _of_measures(job: Job, frame: "pl.DataFrame") -> "Iterable[tuple[Measure, pl.DataFrame]]":
    """Yield each measure of a pass with its own parts, under the names that they have in all passes."""
    heads = [f"m{place}_" for place in range(len(job.measures))]
    keys = [name for name in frame.columns if not name.startswith(tuple(heads))]
    for head, each in zip(heads, job.measures, strict=True):
        own = {name: name.removeprefix(head) for name in frame.columns if name.startswith(head)}
        yield each, frame.select(*keys, *own).rename(own)


def _left_out(each: Share, found: "pl.DataFrame", question: Question) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    out = with_standing(each, found).filter(
        pl.col("standing") == Standing.LEFT_OUT.value, pl.col("n").fill_null(0) > 0
    )
    return out.select(
        *question.by,
        pl.lit(each.code).alias("measure"),
        pl.col("came_out").alias("reason"),
        pl.col("n").alias("rows"),
    ).sort(*question.by, "reason", nulls_last=True)
