"""Kết quả: figures with their keys, as a tidy frame of the caller's own kind and as text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import polars as pl

from dlxh.measures.dimensions import check_names
from dlxh.measures.errors import MeasureError
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import add_labels
from dlxh.measures.measure import Measure, Share
from dlxh.measures.rate import Rate
from dlxh.measures.text.render import render_lines
from dlxh.measures.text.result_table import result_table
from dlxh.measures.text.shares import shares_of
from dlxh.measures.values import NOT_APPLICABLE
from dlxh.register.kinds import OwnFrame
from dlxh.words.bilingual import Lang, quote
from dlxh.words.figures import Figure, FigureUnit
from dlxh.words.given import need, need_text, several
from dlxh.words.numbers import format_int
from dlxh.words.table import Grid
from dlxh.words.table_parts import SHOWN


class ResultError(MeasureError):
    """A figure that the result does not hold."""

    @classmethod
    def no_measure(cls, measure: str, known: Iterable[Measure]) -> "ResultError":
        """Return the error for a measure that was not part of the question."""
        codes = ", ".join(each.code for each in known)
        return cls(
            vi=f"kết quả không có chỉ tiêu {quote(measure)}; có: {codes}",
            en=f"the result does not have the measure {quote(measure)}; choose from: {codes}",
        )

    @classmethod
    def not_one(
        cls, measure: str, wanted: Mapping[str, object], first: Mapping[str, object], found: int
    ) -> "ResultError":
        """Return the error for keys that fit no row, or several; those of the first row are the example."""
        given = ", ".join([measure, *(f"{name}={key!r}" for name, key in wanted.items())])
        keys = ", ".join(f"{name}={key!r}" for name, key in first.items())
        vi_one, en_one = (
            (f"nêu khóa của một dòng như {keys}, hoặc ", f"give the keys of one row such as {keys}, or ")
            if keys
            else ("", "")
        )
        return cls(
            vi=f"{format_int(found, 'vi')} dòng khớp với {given}; {vi_one}dùng result.frame",
            en=f"{format_int(found, 'en')} rows fit {given}; {en_one}use result.frame",
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of a result: the keys, the measure, its figure, and how many rows were left out of it.

    The figure of a rate is its numerator. It is None where there is none: of quotients, medians, and what does not apply.
    """

    keys: Mapping[str, Any]
    measure: str
    figure: Figure | None
    left_out: int
    rate: Rate | None = None


@dataclass(frozen=True, eq=False)
class Result:
    """Kết quả: the figures of a measurement.

    Attributes:
        polars: The figures as a tidy Polars frame, whatever the caller passed; its columns are those of `frame`.
        left_out: What each rate leaves out: dimensions, measure, reason and number of rows.
        by: Names of the dimensions.
        measures: The measures.
        as_kind: Converts a Polars frame to the caller's own kind.
        names: Display names of the keys and dimensions; the frame has ids and codes.
        lacking: For each measure that is unknown throughout, what was missing: tables such as `reports`, or `regulation=`.

    >>> import dlxh
    >>> result = dlxh.measure(dlxh.read(dlxh.example("tp-son-la")).register, ["collaborators", "reports"])
    >>> print(result.to_text("vi"))
    cộng tác viên: 15 người
    báo cáo: chưa rõ
    """

    polars: pl.DataFrame = field(repr=False)
    left_out: pl.DataFrame = field(repr=False)
    by: tuple[str, ...]
    measures: tuple[Measure, ...] = field(repr=False)
    as_kind: Callable[[pl.DataFrame], Any] = field(repr=False)
    names: KeyNames = field(default_factory=KeyNames, repr=False)
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same figures in the same order, of the same measures."""
        if not isinstance(other, Result):
            return NotImplemented
        same = (self.by, self.measures) == (other.by, other.measures)
        return same and self.polars.equals(other.polars) and self.left_out.equals(other.left_out)

    __hash__ = None  # type: ignore[assignment] # compared by content, as frames are

    @property
    def frame(self) -> OwnFrame:
        """The figures as a tidy frame of the caller's own kind.

        Columns: the dimensions, then measure, value, numerator, denominator, left_out (rows without a known value, or in
        neither part of a rate), counted_in (the unit), qualifier. A count has neither numerator nor denominator; the value of a rate, a
        quotient or a quantile is in ten-thousandths, and `counted_in` says so. An unknown value is null, never zero, and so is
        what does not apply: `qualifier` distinguishes the two.
        """
        return self.as_kind(self.polars)

    def to_frame(self, labels: Lang) -> Any:  # noqa: ANN401 - a frame of the caller's own kind
        """Return `frame` with the label of each dimension's keys next to them, as `<dimension>_label`.

        Ids are kept: two units with the same name remain two.

        >>> import dlxh
        >>> result = dlxh.measure(dlxh.read(dlxh.example("gia-lai")).register, ["reports"], by="channel")
        >>> result.to_frame(labels="vi")["channel_label"].to_list()[:2]
        ['văn bản', 'thư điện tử']

        Args:
            labels: The language of the labels.

        Raises:
            MeasureError: a dimension already has such a name.
        """
        return self.as_kind(add_labels(self.polars, self.by, labels, self.names))

    def rename(self, names: Mapping[str, str]) -> "Result":
        """Return the same with dimensions renamed, from old to new names; keys stay the same.

        Raises:
            MeasureError: there is no such dimension, or a new name already belongs to another column.
        """
        check_names(names, self.by, self.polars.columns)
        by = tuple(names.get(name, name) for name in self.by)
        figures, left_out = (frame.rename(dict(names)) for frame in (self.polars, self.left_out))
        return replace(self, polars=figures, left_out=left_out, by=by, names=self.names.rename(names))

    @cached_property
    def rows(self) -> tuple[Figures, ...]:
        """The figures as objects, one per key and measure; for large results use `frame`."""
        kinds = {each.code: each for each in self.measures}
        reasons: dict[tuple[Any, ...], dict[str, int]] = {}
        for *key, reason, count in self.left_out.iter_rows():
            reasons.setdefault(tuple(key), {})[reason] = count
        return tuple(
            self._figures(kinds[row["measure"]], row, reasons) for row in self.polars.iter_rows(named=True)
        )

    def _figures(
        self, each: Measure, row: Mapping[str, Any], reasons: Mapping[tuple[Any, ...], Mapping[str, int]]
    ) -> Figures:
        keys = {name: row[name] for name in self.by}
        rate = None
        if isinstance(each, Share):
            left_out = reasons.get((*keys.values(), each.code), {})
            rate = Rate(row["numerator"], row["denominator"], left_out)
        return Figures(keys, each.code, _figure(each, row), row["left_out"], rate)

    def figure(self, measure: str, **keys: str | int | None) -> Figure:
        """Return one figure by its keys, as `figure("reports", year=2024, unit="GL-01")`; for a rate, its numerator.

        If a table is absent, the figure is unknown, and `lacking` gives the table.

        Raises:
            ResultError: the keys fit no row or several, or there is no figure: a quotient, a median, or what does not
                apply; the row of `frame` holds their value.
        """
        found = self._row(measure, keys)
        if found.figure is None:
            raise ResultError(
                vi=f"{measure} {dict(found.keys)} không phải con số đếm hoặc không áp dụng; xem result.frame",
                en=f"{measure} {dict(found.keys)} is not a count or does not apply; see result.frame",
            )
        return found.figure

    def rate(self, measure: str, **keys: str | int | None) -> Rate:
        """Return one rate by its keys.

        Raises:
            ResultError: the keys fit no row or several, or the measure is not a rate.
        """
        rate = self._row(measure, keys).rate
        if rate is None:
            raise ResultError(
                vi=f"{measure} không phải tỷ lệ; dùng figure()", en=f"{measure} is not a rate; use figure()"
            )
        return rate

    def _row(self, measure: str, keys: Mapping[str, str | int | None]) -> Figures:
        need_text(measure=measure)
        need((str, int, type(None)), **keys)
        if all(each.code != measure for each in self.measures):
            raise ResultError.no_measure(measure, self.measures)
        wanted = {name: str(key) if isinstance(key, int) else key for name, key in keys.items()}
        found = [
            row
            for row in self.rows
            if row.measure == measure and all(row.keys.get(name) == key for name, key in wanted.items())
        ]
        if len(found) != 1:
            first = next((row.keys for row in self.rows if row.measure == measure), {})
            raise ResultError.not_one(measure, wanted, first, len(found))
        return found[0]

    def to_text(self, lang: Lang) -> str:
        """Return the figures for reading, one line each, codes by their labels and ids by their names."""
        return render_lines(self, lang)

    def shares(self, measure: str, *, within: str | Iterable[str] = ()) -> OwnFrame:
        """Return the share that each key has of the sum of a measure, rounded so that the shares sum to exactly 100%.

        The frame is of the caller's own kind: the dimensions, `value`, and `share` in ten-thousandths, rounded to tenths
        of a percent by largest remainder. It is null where any figure of the sum is not exact, or the sum is zero.

        Args:
            measure: A measure of this result whose figures add up.
            within: Dimensions: the shares sum to 100% for each of their keys, such as each year; without, over all lines.

        Raises:
            ResultError: the result does not have the measure.
            MeasureError: its figures do not add up over the other dimensions, or `within` is not a dimension.

        >>> import dlxh
        >>> found = dlxh.measure(dlxh.read(dlxh.example("gia-lai")).register, "report_times", by="year")
        >>> found.shares("report_times")["share"].to_list()
        [1500, 3080, 3060, 2360]
        """
        need_text(measure=measure)
        kind = next((each for each in self.measures if each.code == measure), None)
        if kind is None:
            raise ResultError.no_measure(measure, self.measures)
        names = (within,) if isinstance(within, str) else several("within", within, str)
        check_names({name: name for name in names}, self.by, self.polars.columns)
        found = shares_of(self, kind, names)
        rows = self.polars.filter(pl.col("measure") == measure).select(*self.by, "value")
        return self.as_kind(rows.with_columns(pl.Series("share", list(found.values()), pl.Int64)))

    def table(self, lang: Lang, *, limit: int | None = None, shares: bool = False) -> Grid:
        """Return the figures as a table for reading: a line for each key, a column for each measure.

        The first of several dimensions heads groups of lines. Where figures add up, as their measures declare, groups and
        the whole have sums, which state no more than their parts. Notes say what a figure that is unknown, partial or not
        applicable means, and what a rate leaves out. Without dimensions there is a line for each measure.

        Args:
            lang: The language of names, labels and numbers.
            limit: Show at most this many keys, from 0 upwards, and count the others; sums are those of all.
            shares: Whether each measure that adds up has a column with the share of each line, as `shares` rounds it: of the
                whole, or where lines are in groups of the group.

        >>> import dlxh
        >>> register = dlxh.read(dlxh.example("gia-lai")).register
        >>> print(dlxh.measure(register, ["report_times", "ad_hoc_reports"], by="year").table("en").to_text())
        Report submissions and ad hoc reports by year
        ───────────────────────────────────────
                         report
        year        submissions  ad hoc reports
        ───────────────────────────────────────
        2021                 58               4
        2022                119               6
        2023                118               4
        2024                 91               2
        ───────────────────────────────────────
        Total               386              16
        ───────────────────────────────────────
        """
        return result_table(self, lang, limit, shares=shares)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in Vietnamese and not all of a long one; `table("en")` is the English one."""
        return self.table("vi", limit=SHOWN).to_html()


def _figure(each: Measure, row: Mapping[str, Any]) -> Figure | None:
    if row["qualifier"] == NOT_APPLICABLE:
        return None
    if isinstance(each, Share):
        numerator = row["numerator"]
        return Figure.unknown(each.unit) if numerator is None else Figure(numerator, each.unit)
    if row["counted_in"] not in set(FigureUnit):
        return None
    return Figure(row["value"], each.unit, row["qualifier"])
