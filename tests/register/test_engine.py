"""Small tables with large ones, on the engine and connection where the large ones lie."""

from types import SimpleNamespace
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from dlxh.register.engine import compute_once, to_engine_of

SMALL = pl.DataFrame({"a": [1, 2], "b": ["x", "y"]})


def test_a_small_table_joins_on_the_callers_own_connection() -> None:
    """Engines refuse to join relations of different connections, so the table is made on that of the anchor."""
    anchor: nw.LazyFrame[Any] = nw.from_native(duckdb.connect().sql("SELECT 1 AS a"))

    assert anchor.join(to_engine_of(anchor, SMALL), on="a").collect("polars").rows() == [(1, "x")]


def test_a_settled_frame_stays_where_it_was() -> None:
    """What is computed once stays on its engine, with the same rows."""
    for native in (SMALL.lazy(), duckdb.connect().from_arrow(SMALL.to_arrow())):
        frame: nw.LazyFrame[Any] = nw.from_native(native)
        found = compute_once(frame)

        assert found.implementation is frame.implementation
        assert found.collect("polars").sort("a").rows() == SMALL.rows()


def test_spark_gets_the_table_in_the_session_of_the_anchor(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Spark the table is made in the anchor's own session, not in another one."""
    asked: list[Any] = []
    monkeypatch.setattr(nw.DataFrame, "lazy", lambda _, backend, *, session: asked.append((backend, session)))
    native = SimpleNamespace(sparkSession="the session")
    anchor: Any = SimpleNamespace(implementation=nw.Implementation.PYSPARK, to_native=lambda: native)
    to_engine_of(anchor, SMALL)

    assert asked == [(nw.Implementation.PYSPARK, "the session")]
