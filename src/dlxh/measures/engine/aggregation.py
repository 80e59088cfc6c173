"""Lượt đếm: all measures on the same rows in one pass over them, on the engine where they lie."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from dlxh.ledger.engine import to_engine_of
from dlxh.measures.context import Context
from dlxh.measures.engine.query import Question, counts_units
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Distinct, Measure, Share, Spread, Stock, Total
from dlxh.measures.periods.period_index import place, tiles
from dlxh.measures.row_source import RowSource
from dlxh.measures.values import MOST, STEP
from dlxh.register.units_over_time import UNDIVIDED, lineage
from dlxh.words.figures import Qualifier

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

PERIOD: Final = "period_place"
CAME_OUT: Final = "came_out_"
"""Begins the names of the columns that count the rows of each outcome that the rows declare."""
NOT_EXACT: Final = tuple(each for each in Qualifier if each not in {Qualifier.EXACT, Qualifier.UNKNOWN})
"""The qualifiers that a sum of figures looks for; each is a column that counts its rows."""
UNKNOWN: Final = "unknown"
"""What an empty outcome reads."""


@dataclass(frozen=True, slots=True)
class Job:
    """One pass.

    Attributes:
        rows: The rows.
        at_start: Whether its stocks are those at the start of each period.
        measures: What is counted in the pass.
    """

    rows: RowSource
    at_start: bool
    measures: tuple[Measure, ...]


def jobs_of(measures: Iterable[Measure]) -> list[Job]:
    """Return the passes that some measures take: one for each kind of rows; raises MeasureError for two of one name."""
    grouped: dict[tuple[str, bool], list[Measure]] = {}
    for each in measures:
        at_start = isinstance(each, Stock) and each.at_start
        same = grouped.setdefault((each.rows.name, at_start), [])
        same.append(each)
        if each.rows != same[0].rows:
            name = each.rows.name
            raise MeasureError(
                vi=f"hai nguồn đếm cùng tên {name!r}; hãy đặt tên riêng cho nguồn của mình",
                en=f"two kinds of rows have the name {name!r}; give your own a name of its own",
            )
    return [Job(found[0].rows, at_start, tuple(found)) for (_, at_start), found in grouped.items()]


def plan(job: Job, context: Context, question: Question) -> "nw.LazyFrame[Any] | None":
    """Return one row per group with the parts of each measure, not collected yet; None: nobody knows the rows."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    frame = job.rows.frame(context, _wanted(job, question))
    if frame is None:
        return None
    if question.maps_units(job.measures):
        frame = _on_map(frame, context, question)
    if question.where:
        frame = frame.filter(*(nw.col(name).is_in(list(values)) for name, values in question.where.items()))
    frame = _in_time(frame, job, context, question)
    kept = job.measures[0].keeps
    if kept and all(each.keeps == kept for each in job.measures):
        frame = frame.filter(_keeps(job.measures[0]))
    return _grouped(frame, job, question)


def _wanted(job: Job, question: Question) -> frozenset[str]:
    names = {*question.keys, *question.where, *(name for each in job.measures for name in each.keeps)}
    names |= {each.of for each in job.measures if isinstance(each, Total | Distinct | Spread)}
    stocks = [each for each in job.measures if isinstance(each, Stock)]
    names |= {name for each in stocks for name in (each.of, each.total) if name is not None}
    names |= {each.outcome for each in job.measures if isinstance(each, Share)}
    if question.levels:
        names.add("org_unit")
    return frozenset(names)


def _on_map(frame: "nw.LazyFrame[Any]", context: Context, question: Question) -> "nw.LazyFrame[Any]":
    """Put each row under the unit, and the units above it, that the map asked for has."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    found = lineage(context.tables, question.units, question.levels)
    small = to_engine_of(frame, found.rename({"unit": "dlxh_recorded", "org_unit": "dlxh_mapped"}))
    joined = frame.join(small, left_on="org_unit", right_on="dlxh_recorded", how="left")
    own = nw.coalesce("dlxh_mapped", "org_unit").alias("org_unit")  # a unit that no table holds is itself
    return joined.with_columns(own)


def _in_time(
    frame: "nw.LazyFrame[Any]", job: Job, context: Context, question: Question
) -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library
    import polars as pl  # noqa: PLC0415

    if job.rows.undated:
        return frame
    if job.rows.spans:
        held = [
            (tile.place, tile.start - timedelta(days=1) if job.at_start else tile.end)
            for tile in tiles(question.kind, question.period, question.convention, context.as_of)
        ]
        days = pl.DataFrame(held, schema={PERIOD: pl.Int64, "on": pl.Date}, orient="row")
        crossed = frame.join(to_engine_of(frame, days), how="cross")
        return crossed.filter(nw.col("on").is_between(nw.col("start"), nw.col("last")))
    if question.period is None:
        return frame
    return frame.filter(nw.col("day").is_between(question.period.start, question.period.end))


def _grouped(frame: "nw.LazyFrame[Any]", job: Job, question: Question) -> "nw.LazyFrame[Any]":
    """Group the rows by the keys and the period; what is not asked for is left behind in the same step."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    alone = _distinct_of(job.measures[0]) if len(job.measures) == 1 else None
    if alone is not None:
        frame = frame.filter(~nw.col(alone).is_null())
        parts = [_Part("m0_of", nw.col(alone).alias("m0_of"), nw.col("m0_of").n_unique())]
        if counts_units(job.measures[0]):
            parts.append(_undivided("m0_", nw.col(alone)))
    else:
        parts = [part for spot, each in enumerate(job.measures) for part in _parts(each, f"m{spot}_")]
    groups: list[nw.Expr] = [nw.col(name) for name in question.keys]
    if question.kind is not None:
        spans = job.rows.spans
        groups.append(nw.col(PERIOD) if spans else place(question.kind, question.convention).alias(PERIOD))
    names = [*question.keys, *([PERIOD] if question.kind is not None else [])]
    made = [part.made for part in parts if part.made is not None]
    asked = [part.asked for part in parts]
    if not names:
        return (frame.select(*made) if made else frame).select(*asked)
    return frame.select(*groups, *made).group_by(*names).agg(*asked)


@dataclass(frozen=True, slots=True)
class _Part:
    """A column that has to be made of each row, if any, and how the group's is asked of it."""

    name: str
    made: "nw.Expr | None"
    asked: "nw.Expr"


def _undivided(head: str, unit: "nw.Expr") -> _Part:
    """Return whether one of the units that are counted is not known, because a split has divided it."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    divided = (unit == UNDIVIDED).cast(nw.Int64())
    return _Part(f"{head}undivided", divided.alias(f"{head}undivided"), nw.col(f"{head}undivided").max())


def _distinct_of(each: Measure) -> str | None:
    """Return the column whose different values a measure counts, if it does."""
    return each.of if isinstance(each, Distinct | Stock) else None


def _keeps(each: Measure) -> "nw.Expr":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return nw.all_horizontal(
        *(nw.col(name).is_in(list(values)) for name, values in each.keeps.items()), ignore_nulls=False
    )


def _parts(each: Measure, head: str) -> Iterator[_Part]:
    """Yield the parts of a measure: `n` rows, and what its kind needs beside; of a distinct count its values."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    def where(expression: "nw.Expr") -> "nw.Expr":
        return nw.when(_keeps(each)).then(expression) if each.keeps else expression

    def part(name: str, expression: "nw.Expr", how: "Callable[[nw.Expr], nw.Expr]") -> _Part:
        return _Part(head + name, expression.alias(head + name), how(nw.col(head + name)))

    def summed(name: str, expression: "nw.Expr") -> _Part:
        return part(name, where(expression), lambda column: column.sum())

    def flag(name: str, holds: "nw.Expr") -> _Part:
        return summed(name, nw.when(holds).then(nw.lit(1, nw.Int64())).otherwise(nw.lit(0, nw.Int64())))

    distinct = _distinct_of(each)
    if distinct is not None:
        own = where(nw.col(distinct))
        yield part("of", own, lambda column: column.n_unique())
        yield part("none", own.is_null().cast(nw.Int64()), lambda column: column.max())
        if counts_units(each):
            yield _undivided(head, own)
        return
    yield (
        summed("n", nw.lit(1, nw.Int64()))
        if each.keeps
        else _Part(f"{head}n", None, nw.len().alias(f"{head}n"))
    )
    if isinstance(each, Spread):
        of = where(nw.col(each.of)).cast(nw.Float64())
        yield part("q", of, lambda column: column.quantile(each.percent / 100, interpolation="linear"))
        yield flag("known_n", ~nw.col(each.of).is_null())
    else:
        yield from _more_parts(each, summed, flag)


def _more_parts(each: Measure, summed: Any, flag: Any) -> Iterator[_Part]:  # noqa: ANN401 - makers of parts
    """Yield what sums and rates need beside the number of rows."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    if isinstance(each, Total) and each.figure:
        yield from _figure_parts(each, summed, flag)
    elif isinstance(each, Total) or (isinstance(each, Stock) and each.total is not None):
        of = nw.col(each.of if isinstance(each, Total) else str(each.total))
        yield from _sums(of, of.is_between(-MOST, MOST), summed)
        yield flag("known_n", of.is_between(-MOST, MOST))
    elif isinstance(each, Share):
        came_out = nw.col(each.outcome).fill_null(UNKNOWN)
        for number, value in enumerate(each.rows.outcomes[each.outcome]):
            yield flag(f"{CAME_OUT}{number}", came_out == value)


def _sums(of: "nw.Expr", holds: "nw.Expr", summed: Any, head: str = "") -> "Iterator[_Part]":  # noqa: ANN401 - a maker of parts
    """Yield the sum of what fits into a figure in two parts, which overflow on no engine."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    held = nw.when(holds).then(of)
    low = held % STEP
    yield summed(f"{head}high", (held - low) // STEP)
    yield summed(f"{head}low", low)


def _figure_parts(each: Total, summed: Any, flag: Any) -> Iterator[_Part]:  # noqa: ANN401 - makers of parts
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    value = nw.col(f"{each.of}_value")
    in_unit = nw.col(f"{each.of}_unit") == each.unit.value
    said = nw.col(f"{each.of}_qualifier")
    stated = in_unit & value.is_between(-MOST, MOST)
    yield from _sums(value, stated, summed)
    known = stated & ~said.is_null() & (said != Qualifier.UNKNOWN.value)
    yield flag("known_n", known)
    for qualifier in NOT_EXACT:
        yield flag(qualifier.value, in_unit & (said == qualifier.value))
    upper = (said == Qualifier.AT_MOST.value) | (said == Qualifier.BELOW.value)
    yield from _sums(value, stated & upper, summed, "upper_")


def collect_sums(plans: "list[nw.LazyFrame[Any]]") -> "list[pl.DataFrame]":
    """Return plans as Polars frames: all at once where the engine is Polars, else one after the other.

    Engines sum whole numbers to several types; here they are of one.
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library
    import polars.selectors as cs  # noqa: PLC0415

    lazy = [each for each in plans if each.implementation.is_polars()]
    native: dict[int, pl.DataFrame] = dict(
        zip(map(id, lazy), pl.collect_all([each.to_native() for each in lazy]), strict=True)
    )
    found = [native[id(each)] if id(each) in native else each.collect("polars").to_native() for each in plans]
    return [frame.cast({cs.decimal() | cs.integer(): pl.Int64}) for frame in found]
