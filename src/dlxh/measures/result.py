"""Kết quả: figures with their keys, as a tidy frame of the caller's own kind and as text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dlxh.measures.labels import ALIASES, said
from dlxh.measures.ledger import Rate
from dlxh.measures.measure import Measure
from dlxh.words.bilingual import BilingualError, Lang
from dlxh.words.figures import Figure

if TYPE_CHECKING:
    import polars as pl


SHARE = "ten_thousandth"
"""The unit of a rate's value in the frame."""


class ResultError(BilingualError, LookupError):
    """A figure that the result does not hold."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of a result: the keys, the measure, its figure, and how many rows were left out of it.

    The figure of a rate is its numerator.
    """

    keys: Mapping[str, Any]
    measure: str
    figure: Figure
    left_out: int
    rate: Rate | None = None


@dataclass(frozen=True)
class Result:
    """What came of a measurement.

    Attributes:
        rows: One per key and measure.
        by: Names of the dimensions.
        measures: The measures.
        as_kind: Makes a frame of the caller's own kind of a Polars frame.

    >>> import dlxh
    >>> result = dlxh.measure(dlxh.read("examples/tp-son-la").register, ["collaborators", "reports"])
    >>> print(result.to_text("vi"))
    cộng tác viên: 15 người
    báo cáo: chưa rõ số báo cáo
    """

    rows: tuple[Figures, ...]
    by: tuple[str, ...]
    measures: tuple[Measure, ...]
    as_kind: Callable[["pl.DataFrame"], Any]

    @property
    def frame(self) -> Any:  # noqa: ANN401 - a frame of the caller's own kind
        """The figures as a tidy frame of the caller's own kind.

        Columns: the dimensions, then measure, value, numerator, denominator, left_out (rows without a known value),
        unit, qualifier. A count has neither numerator nor denominator; the value of a rate is its share in
        ten-thousandths. An unknown value is null, never zero.
        """
        return self.as_kind(self.polars)

    @property
    def polars(self) -> "pl.DataFrame":
        """The same as a Polars frame, whatever the caller gave."""
        import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

        tail = {
            "measure": pl.String,
            "value": pl.Int64,
            "numerator": pl.Int64,
            "denominator": pl.Int64,
            "left_out": pl.Int64,
            "unit": pl.String,
            "qualifier": pl.String,
        }
        rows = [
            (
                *(row.keys[name] for name in self.by),
                *(row.measure, *_numbers(row)),
                *(
                    row.left_out,
                    row.figure.unit.value if row.rate is None else SHARE,
                    row.figure.qualifier.value,
                ),
            )
            for row in self.rows
        ]
        return pl.DataFrame(rows, schema={**dict.fromkeys(self.by, pl.String), **tail}, orient="row")

    @property
    def left_out(self) -> "pl.DataFrame":
        """What each rate leaves out, for reading: the dimensions, measure, reason, rows."""
        import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

        rows = [
            (*(row.keys[name] for name in self.by), row.measure, reason, count)
            for row in self.rows
            if row.rate is not None
            for reason, count in sorted(row.rate.left_out.items())
        ]
        tail = {"measure": pl.String, "reason": pl.String, "rows": pl.Int64}
        return pl.DataFrame(rows, schema={**dict.fromkeys(self.by, pl.String), **tail}, orient="row")

    def figure(self, measure: str, **keys: str | int | None) -> Figure:
        """Return one figure by its keys, as `figure("reports", year=2024, unit="GL-01")`; of a rate its numerator.

        Raises:
            ResultError: the keys fit no row or several.
        """
        return self._row(measure, keys).figure

    def rate(self, measure: str, **keys: str | int | None) -> Rate:
        """Return one rate by its keys.

        Raises:
            ResultError: the keys fit no row or several, or the measure is no rate.
        """
        rate = self._row(measure, keys).rate
        if rate is None:
            raise ResultError(
                vi=f"{measure} không phải tỷ lệ; dùng figure()", en=f"{measure} is no rate; use figure()"
            )
        return rate

    def _row(self, measure: str, keys: Mapping[str, str | int | None]) -> Figures:
        asked = {
            ALIASES.get(name, name): str(key) if isinstance(key, int) else key for name, key in keys.items()
        }
        found = [
            row
            for row in self.rows
            if row.measure == measure and all(row.keys.get(name) == key for name, key in asked.items())
        ]
        if len(found) != 1:
            raise ResultError(
                vi=f"{len(found)} dòng khớp với {measure} {asked}; các khóa: {', '.join(self.by) or '—'}",
                en=f"{len(found)} rows fit {measure} {asked}; the keys are: {', '.join(self.by) or '—'}",
            )
        return found[0]

    def to_text(self, lang: Lang) -> str:
        """Return the figures for reading, one line each, codes by their labels."""
        names = {measure.code: measure.name(lang) for measure in self.measures}
        lines = []
        for row in self.rows:
            keys = ", ".join(said(name, row.keys[name], lang) for name in self.by)
            head = f"{names[row.measure]} ({keys})" if keys else names[row.measure]
            told = row.figure.text(lang) if row.rate is None else row.rate.text(lang)
            lines.append(f"{head}: {told}")
        return "\n".join(lines)


def _numbers(row: Figures) -> tuple[int | None, int | None, int | None]:
    """Return value, numerator and denominator."""
    if row.rate is None:
        return row.figure.value, None, None
    return row.rate.share, row.rate.numerator, row.rate.denominator
