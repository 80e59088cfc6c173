"""Kết quả: figures with their keys, as a tidy frame of the caller's own kind and as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dlxh.measures.measure import Measure
from dlxh.words.bilingual import BilingualError, Lang
from dlxh.words.figures import Figure

if TYPE_CHECKING:
    import polars as pl


class ResultError(BilingualError, LookupError):
    """A figure that the result does not hold."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of a result: the keys, the measure, its figure, and how many rows were left out of it."""

    keys: Mapping[str, Any]
    measure: str
    figure: Figure
    left_out: int


@dataclass(frozen=True)
class Result:
    """What came of a measurement.

    Attributes:
        rows: One per key and measure.
        by: Names of the dimensions.
        measures: The measures.
        kind: The kind of frame that the caller gave.

    >>> import dlxh
    >>> result = dlxh.measure(dlxh.read("examples/tp-son-la").register, ["collaborators", "reports"])
    >>> print(result.to_text("vi"))
    cộng tác viên: 15 người
    báo cáo: chưa rõ số báo cáo
    """

    rows: tuple[Figures, ...]
    by: tuple[str, ...]
    measures: tuple[Measure, ...]
    kind: str

    @property
    def frame(self) -> Any:  # noqa: ANN401 - a frame of the caller's own kind
        """The figures as a tidy frame of the caller's own kind.

        Columns: the dimensions, then measure, value, numerator, denominator, left_out (rows without a known value),
        unit, qualifier. A count has neither numerator nor denominator. An unknown value is null, never zero.
        """
        return _as_kind(self.polars, self.kind)

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
                *(row.measure, row.figure.value, None, None),
                *(row.left_out, row.figure.unit.value, row.figure.qualifier.value),
            )
            for row in self.rows
        ]
        return pl.DataFrame(rows, schema={**dict.fromkeys(self.by, pl.String), **tail}, orient="row")

    def figure(self, measure: str, **keys: str | None) -> Figure:
        """Return one figure.

        Raises:
            ResultError: the keys fit no row or several.
        """
        found = [
            r.figure
            for r in self.rows
            if r.measure == measure and all(r.keys.get(k) == v for k, v in keys.items())
        ]
        if len(found) != 1:
            raise ResultError(
                vi=f"{len(found)} dòng khớp với {measure} {keys}; hãy nêu đủ khóa {self.by}",
                en=f"{len(found)} rows fit {measure} {keys}; give all keys of {self.by}",
            )
        return found[0]

    def to_text(self, lang: Lang) -> str:
        """Return the figures for reading, one line each."""
        names = {measure.code: measure.name(lang) for measure in self.measures}
        lines = []
        for row in self.rows:
            keys = ", ".join("—" if row.keys[name] is None else str(row.keys[name]) for name in self.by)
            head = f"{names[row.measure]} ({keys})" if keys else names[row.measure]
            lines.append(f"{head}: {row.figure.text(lang)}")
        return "\n".join(lines)


def _as_kind(frame: "pl.DataFrame", kind: str) -> Any:  # noqa: ANN401 - a frame of the caller's own kind
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    if kind == "pandas":
        return frame.to_pandas()
    if kind == "pyarrow":
        return frame.to_arrow()
    if kind == "duckdb":
        return nw.from_native(frame, eager_only=True).lazy("duckdb").to_native()
    if kind == "pyspark":
        return nw.from_native(frame, eager_only=True).lazy("pyspark").to_native()
    return frame
