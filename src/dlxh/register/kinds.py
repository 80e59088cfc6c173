"""Loại khung dữ liệu: results go back as the kind of frame that the caller gave."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from dlxh.register.table_error import TableError

if TYPE_CHECKING:
    import polars as pl
    from narwhals.typing import IntoFrame

OwnFrame: TypeAlias = Any
"""A frame of the caller's own kind: Polars, pandas, PyArrow, DuckDB or Spark."""
Maker: TypeAlias = "Callable[[pl.DataFrame], Any]"


def kind_of(frames: "Mapping[str, IntoFrame]") -> str:
    """Return the name of the caller's kind of frame; polars when there is none.

    >>> kind_of({})
    'polars'
    """
    import narwhals as nw

    return next((str(nw.from_native(frame).implementation.value) for frame in frames.values()), "polars")


def maker(frames: "Mapping[str, IntoFrame]") -> Maker:
    """Return what makes a frame of the caller's kind: Polars, pandas, PyArrow, DuckDB (on its default connection) or
    Spark (in the session of the frames).

    >>> import polars as pl
    >>> maker({})(pl.DataFrame({"value": [386]})).shape
    (1, 1)
    """  # noqa: D205 - the kinds are the summary
    kind = kind_of(frames)
    if kind == "pyspark":  # pragma: no cover - Spark is asked by a command of its own
        sample: Any = next(iter(frames.values()))
        return _ToSpark(sample.sparkSession)
    return {"pandas": _to_pandas, "pyarrow": _to_arrow, "duckdb": _to_duckdb}.get(kind, same)


def _to_pandas(frame: "pl.DataFrame") -> OwnFrame:
    return frame.to_pandas()


def _to_arrow(frame: "pl.DataFrame") -> OwnFrame:
    return frame.to_arrow()


def _to_duckdb(frame: "pl.DataFrame") -> OwnFrame:
    import narwhals as nw

    return nw.from_native(frame, eager_only=True).lazy("duckdb").to_native()


def same(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Return the frame as it is: Polars is the kind of who gave none."""
    return frame


class _ToSpark:  # pragma: no cover - Spark is asked by a command of its own
    """Makes a frame in a session, which lives in one process only."""

    def __init__(self, session: object) -> None:
        self._session = session

    def __call__(self, frame: "pl.DataFrame") -> OwnFrame:
        import narwhals as nw

        return nw.from_native(frame, eager_only=True).lazy("pyspark", session=self._session).to_native()

    def __reduce__(self) -> NoReturn:
        raise TableError.in_one_process("pyspark")
