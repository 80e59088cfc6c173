"""Loại khung dữ liệu: results go back as the kind of frame that the caller gave."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import polars as pl
    from narwhals.typing import IntoFrame

Maker: TypeAlias = "Callable[[pl.DataFrame], Any]"


def kind_of(frames: "Mapping[str, IntoFrame]") -> str:
    """Return the name of the caller's kind of frame; polars when there is none.

    >>> kind_of({})
    'polars'
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return next((str(nw.from_native(frame).implementation.value) for frame in frames.values()), "polars")


def maker(frames: "Mapping[str, IntoFrame]") -> Maker:
    """Return what makes a frame of the caller's kind: Polars, pandas, PyArrow, DuckDB (on its default connection) or
    Spark (in the session of the frames).

    >>> import polars as pl
    >>> maker({})(pl.DataFrame({"value": [386]})).shape
    (1, 1)
    """  # noqa: D205 - the kinds are the summary
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    kind = kind_of(frames)
    if kind == "pandas":
        return lambda frame: frame.to_pandas()
    if kind == "pyarrow":
        return lambda frame: frame.to_arrow()
    if kind == "duckdb":
        return lambda frame: nw.from_native(frame, eager_only=True).lazy("duckdb").to_native()
    if kind == "pyspark":  # pragma: no cover - Spark is asked by a command of its own
        sample: Any = next(iter(frames.values()))
        session = sample.sparkSession
        return lambda frame: (
            nw.from_native(frame, eager_only=True).lazy("pyspark", session=session).to_native()
        )
    return lambda frame: frame
