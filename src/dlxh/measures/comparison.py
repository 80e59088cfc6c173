"""So sánh: the figures of a period and of an earlier one, with their difference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from dlxh.measures.dimensions import check_names
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import add_labels
from dlxh.measures.measure import Measure
from dlxh.measures.periods.prior_periods import Against
from dlxh.measures.text.comparison_table import comparison_table
from dlxh.measures.text.render import render_comparison
from dlxh.register.kinds import OwnFrame
from dlxh.words.bilingual import Lang
from dlxh.words.table import Grid
from dlxh.words.table_parts import SHOWN


@dataclass(frozen=True, eq=False)
class Comparison:
    """So sánh: figures with those of an earlier period.

    Attributes:
        polars: A tidy Polars frame, whatever the caller passed; its columns are those of `frame`.
        by: Names of the dimensions.
        measures: The measures.
        as_kind: Converts a Polars frame to the caller's own kind.
        names: Display names of the keys and dimensions; the frame has ids and codes.
        against: What the period was compared with: `previous`, `last_year`, or the period that was given.

    >>> import dlxh
    >>> register = dlxh.read(dlxh.example("gia-lai")).register
    >>> print(dlxh.compare(register, ["reports"], period="2024-Q1", against="last_year").to_text("vi"))
    báo cáo: 32 (quý I/2024), 27 (quý I/2023), tăng 5 (18,5%); 91 ngày so với 90 ngày
    """

    polars: pl.DataFrame = field(repr=False)
    by: tuple[str, ...]
    measures: tuple[Measure, ...] = field(repr=False)
    as_kind: Callable[[pl.DataFrame], Any] = field(repr=False)
    names: KeyNames = field(default_factory=KeyNames, repr=False)
    against: Against = field(default="previous", repr=False)

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same figures in the same order, of the same measures."""
        if not isinstance(other, Comparison):
            return NotImplemented
        return (self.by, self.measures) == (other.by, other.measures) and self.polars.equals(other.polars)

    __hash__ = None  # type: ignore[assignment] # compared by content, as frames are

    @property
    def frame(self) -> OwnFrame:
        """The comparison as a tidy frame of the caller's own kind.

        Columns: the dimensions, measure, value, before (the value of the earlier period), difference (in the unit; of
        rates and quotients in ten-thousandths), change (difference for each `comparison_period`, in ten-thousandths; null where
        before is 0), counted_in (the unit), qualifier (of difference and change: exact only where both figures are), period,
        period_before, days and days_before: how many days each is known for, so that a February is not taken for more;
        and of rates and quotients numerator, denominator, numerator_before and denominator_before.
        """
        return self.as_kind(self.polars)

    def to_frame(self, labels: Lang) -> Any:  # noqa: ANN401 - a frame of the caller's own kind
        """Return `frame` with the label of each dimension's keys next to them, as `<dimension>_label`.

        Ids are kept: two units with the same name remain two.

        Args:
            labels: The language of the labels.

        Raises:
            MeasureError: a dimension already has such a name.
        """
        return self.as_kind(add_labels(self.polars, self.by, labels, self.names))

    def rename(self, names: Mapping[str, str]) -> "Comparison":
        """Return the same with dimensions renamed, as `Result.rename` does."""
        check_names(names, self.by, self.polars.columns)
        by = tuple(names.get(name, name) for name in self.by)
        return replace(self, polars=self.polars.rename(dict(names)), by=by, names=self.names.rename(names))

    def to_text(self, lang: Lang) -> str:
        """Return the comparison for reading, one line each; differences in the length of periods are noted."""
        return render_comparison(self, lang)

    def table(self, lang: Lang, *, limit: int | None = None) -> Grid:
        """Return the comparison as a table for reading: both figures of each measure, and their difference.

        Broken down by dimensions, each measure heads a group of lines. Nothing is added up: a comparison of the whole is
        asked for by itself. Notes say where nothing can be compared, where a percentage would mean nothing, and where the
        periods differ in length.

        Args:
            lang: The language of names, labels and numbers.
            limit: Show at most this many lines, from 0 upwards, and count the others.

        >>> import dlxh
        >>> register = dlxh.read(dlxh.example("gia-lai")).register
        >>> found = dlxh.compare(
        ...     register, ["reports", "doubtful_rate"], period="2024-Q1", against="last_year"
        ... )
        >>> print(found.table("en").to_text())
        Reports and share of doubtful information, against the same period last year
        ─────────────────────────────────────────────────────────────────────────────────────────────────────
                                                                                             change
                                                                                    ─────────────────────────
                                                    quarter 1 of      quarter 1 of
        measure                        unit                 2024          2023 (a)         number       %
        ─────────────────────────────────────────────────────────────────────────────────────────────────────
        reports                        reports                32                27             +5  +18.5%
        share of doubtful information  %                   32.0%             43.2%  −11.24 points       — (b)
        ─────────────────────────────────────────────────────────────────────────────────────────────────────
        (a) the periods differ in length: 91 days against 90
        (b) two rates are compared by percentage points
        """
        return comparison_table(self, self.against, lang, limit)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in Vietnamese and not all of a long one; `table("en")` is the English one."""
        return self.table("vi", limit=SHOWN).to_html()
