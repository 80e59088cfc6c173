"""So sánh: the figures of a period beside those of an earlier one, with what lies between them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from dlxh.measures.context import Context
from dlxh.measures.engine.evaluate import count_parts, evaluate
from dlxh.measures.engine.groups import all_groups
from dlxh.measures.engine.query import Query
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Measure
from dlxh.measures.periods.prior_periods import Against, comparison_period, whole_tiles, year_before
from dlxh.measures.rate import TEN_THOUSAND
from dlxh.measures.result import Result
from dlxh.measures.text.comparison_table import comparison_table
from dlxh.measures.text.render import render_comparison
from dlxh.measures.values import MOST_SCALED, NOT_APPLICABLE, scale_ratio
from dlxh.words.bilingual import Lang
from dlxh.words.figures import Qualifier
from dlxh.words.periods import Period
from dlxh.words.table import Grid
from dlxh.words.table_parts import SHOWN

if TYPE_CHECKING:
    import polars as pl

_PARTS: Final = ("numerator", "denominator")


@dataclass(frozen=True, eq=False)
class Comparison:
    """Figures beside those of an earlier period.

    Attributes:
        polars: A tidy Polars frame, whatever the caller gave; its columns are those of `frame`.
        by: Names of the dimensions.
        measures: The measures.
        as_kind: Makes a frame of the caller's own kind of a Polars frame.

    >>> import dlxh
    >>> register = dlxh.read("examples/gia-lai").register
    >>> print(dlxh.compare(register, ["reports"], period="2024-Q1", against="last_year").to_text("vi"))
    báo cáo: 32 (quý I/2024), 27 (quý I/2023), tăng 5 (18,5%); 91 ngày so với 90 ngày
    """

    polars: "pl.DataFrame" = field(repr=False)
    by: tuple[str, ...]
    measures: tuple[Measure, ...] = field(repr=False)
    as_kind: Callable[["pl.DataFrame"], Any] = field(repr=False)

    def __eq__(self, other: object) -> bool:
        """Tell whether both hold the same figures in the same order, of the same measures."""
        if not isinstance(other, Comparison):
            return NotImplemented
        return (self.by, self.measures) == (other.by, other.measures) and self.polars.equals(other.polars)

    __hash__ = None  # type: ignore[assignment] # compared by content, as frames are

    @property
    def frame(self) -> Any:  # noqa: ANN401 - a frame of the caller's own kind
        """The comparison as a tidy frame of the caller's own kind.

        Columns: the dimensions, measure, value, before (the value of the earlier period), difference (in the unit; of
        rates and quotients in ten-thousandths), change (difference for each `comparison_period`, in ten-thousandths; null where
        before is 0), counted_in (the unit), qualifier (of difference and change: exact only where both figures are), period,
        period_before, days and days_before: how many days each is known for, so that a February is not taken for more;
        and of rates and quotients numerator, denominator, numerator_before and denominator_before.
        """
        return self.as_kind(self.polars)

    def with_names(self, names: Mapping[str, str]) -> "Comparison":
        """Return the same with other names of dimensions, old ones by new."""
        by = tuple(names.get(name, name) for name in self.by)
        return replace(self, polars=self.polars.rename(dict(names)), by=by)

    def to_text(self, lang: Lang) -> str:
        """Return the comparison for reading, one line each; unlike lengths are said."""
        return render_comparison(self.polars, self.by, self.measures, lang)

    def table(self, lang: Lang, *, limit: int | None = None) -> Grid:
        """Return the comparison as a table for reading: both figures of a measure, and what lies between them.

        Broken down by dimensions, each measure heads a group of lines. Nothing is added up: a comparison of the whole is
        asked for by itself. Notes say where nothing can be compared, where a percentage would mean nothing, and where the
        periods are of unlike length.

        Args:
            lang: The language of names, labels and numbers.
            limit: Show at most this many lines and count the others.

        >>> import dlxh
        >>> register = dlxh.read("examples/gia-lai").register
        >>> found = dlxh.compare(
        ...     register, ["reports", "doubtful_rate"], period="2024-Q1", against="last_year"
        ... )
        >>> print(found.table("en").to_text())
        Reports and share of doubtful information, against an earlier period
        ─────────────────────────────────────────────────────────────────────────────────────────────────────
                                                                                             change
                                                                                    ─────────────────────────
                                                    quarter 1 of      quarter 1 of
        measure                        unit                 2024          2023 (a)         number       %
        ─────────────────────────────────────────────────────────────────────────────────────────────────────
        reports                        reports                32                27             +5  +18.5%
        share of doubtful information  %                   32.0%             43.2%  −11.24 points       — (b)
        ─────────────────────────────────────────────────────────────────────────────────────────────────────
        (a) the periods are of unlike length: 91 days against 90
        (b) two rates are compared by percentage points
        """
        return comparison_table(self, lang, limit)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in Vietnamese and not all of a long one; `table("en")` is the English one."""
        return self.table("vi", limit=SHOWN).to_html()


def compare_periods(context: Context, query: Query, against: Against) -> Comparison:
    """Return an answer beside that of an earlier period; the question has a period."""
    pairs = _pairs(query, against)
    olds = [old for _, old in pairs if old is not None]
    span = Period.custom(min(old.start for old in olds), max(old.end for old in olds))
    earlier_days = olds[0] if query.kind is None else span
    old_context, old_query = context.at(earlier_days), replace(query, period=earlier_days)
    new, old = count_parts(context, query), count_parts(old_context, old_query)
    here, there = _keys(new, context, query), _keys(old, old_context, old_query)
    now = evaluate(context, query, new, [*old.values(), there])
    then = evaluate(old_context, old_query, old, [*new.values(), here])
    return Comparison(
        _join_periods(now, then, query, pairs, context.as_of), now.by, now.measures, context.tables.as_kind
    )


def _keys(parts: "Mapping[str, pl.DataFrame]", context: Context, query: Query) -> "pl.DataFrame":
    """Return the keys of an answer, those of which nothing was found too: both sides of a comparison speak of all."""
    return all_groups(list(parts.values()), context, query).select(query.by)


def _pairs(query: Query, against: Against) -> list[tuple[Period, Period | None]]:
    """Return each period of the answer with the one that it is set against; None: there is none."""
    period = query.period
    if period is None:
        raise MeasureError(vi="so sánh cần period=", en="a comparison needs period=")
    if query.kind is None:
        return [(period, comparison_period(period, against))]
    if isinstance(against, Period):
        raise MeasureError(
            vi="chia theo kỳ thì against= là 'previous' hoặc 'last_year'",
            en="broken down by periods, against= is 'previous' or 'last_year'",
        )
    tiles = whole_tiles(query.kind, period, query.convention)
    if (
        against == "last_year" and len(tiles) > 1
    ):  # of several one may have none; two neighbours always have one
        return [(tile, year_before(tile)) for tile in tiles]
    return [(tile, comparison_period(tile, against)) for tile in tiles]


def _join_periods(
    now: Result, then: Result, query: Query, pairs: Iterable[tuple[Period, Period | None]], as_of: date
) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    kind = query.kind
    days = pl.DataFrame(
        [(new.code, old and old.code, _days(new, as_of), old and _days(old, as_of)) for new, old in pairs],
        schema={"period": pl.String, "period_before": pl.String, "days": pl.Int64, "days_before": pl.Int64},
        orient="row",
    )
    keys = [*query.by, "measure"]
    earlier = then.polars.select(
        *keys,
        pl.col("value").alias("before"),
        pl.col("qualifier").alias("was"),
        *(pl.col(name).alias(f"{name}_before") for name in _PARTS),
    )
    if kind is None:
        rows = now.polars.join(days, how="cross")
    else:
        rows = now.polars.with_columns(pl.col(kind).alias("period")).join(
            days, on="period", how="left", maintain_order="left"
        )
        renamed = days.select(pl.col("period_before").alias(kind), pl.col("period").alias("later"))
        earlier = earlier.join(renamed, on=kind, how="inner").drop(kind).rename({"later": kind})
    rows = rows.join(earlier, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return _add_change(rows).select(
        *keys,
        *("value", "before", "difference", "change", "counted_in", "qualifier"),
        *days.columns,
        *(f"{name}{side}" for side in ("", "_before") for name in _PARTS),
    )


def _add_change(rows: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    both = (pl.col("qualifier"), pl.col("was"))
    exact = pl.all_horizontal(each == Qualifier.EXACT.value for each in both)
    absent = pl.any_horizontal(each == NOT_APPLICABLE for each in both) | pl.col("period_before").is_null()
    qualifier = (
        pl.when(exact).then(pl.lit(Qualifier.EXACT.value))
        .when(absent).then(pl.lit(NOT_APPLICABLE))
        .otherwise(pl.lit(Qualifier.UNKNOWN.value))
    )  # fmt: skip
    old = pl.col("before").cast(pl.Int128)
    apart = pl.col("value").cast(pl.Int128) - old
    change = scale_ratio(apart, old.abs(), TEN_THOUSAND)
    return rows.with_columns(
        *(
            pl.when(exact & (value.abs() <= MOST_SCALED)).then(value).cast(pl.Int64).alias(name)
            for name, value in (("difference", apart), ("change", change))
        ),
        qualifier.alias("qualifier"),
    )


def _days(period: Period, as_of: date) -> int | None:
    """Return how many days of a period are known; None: it has not begun."""
    last = min(period.end, as_of)
    return None if last < period.start else (last - period.start).days + 1
