"""The engines and kinds of frames on which every test of rules and measures runs."""

from collections.abc import Callable
from typing import Any

import duckdb
import polars as pl
import pytest

from dlxh import Register, Tables
from dlxh.register.schema import SOURCE_ROW

Carry = Callable[[pl.DataFrame], Any]
Engine = Callable[[Register | Tables], Tables]


def _duckdb_of(connection: Any) -> Carry:  # noqa: ANN401 - the module is a connection too
    def carry(frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a relation
        connection.execute("SET TimeZone = 'UTC'")
        return connection.from_arrow(frame.to_arrow())

    return carry


def _spark() -> Carry:
    sql = pytest.importorskip(
        "pyspark.sql", reason="pyspark is not installed: pip install 'dlxh[spark]', with Java 17"
    )
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )

    def carry(frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a Spark frame
        table = frame.to_arrow()
        return session.createDataFrame(table.cast(_plain_strings(table.schema)))

    return carry


def _plain_strings(found: Any) -> Any:  # noqa: ANN401 - a schema of PyArrow
    import pyarrow as pa

    plain = [
        field.with_type(pa.string()) if field.type in {pa.large_string(), pa.string_view()} else field
        for field in found
    ]
    return pa.schema(plain)


CARRIERS: dict[str, Callable[[], Carry]] = {
    "polars": lambda: lambda frame: frame,
    "duckdb": lambda: _duckdb_of(duckdb),
    "duckdb_own": lambda: _duckdb_of(duckdb.connect()),
    "pandas": lambda: lambda frame: frame.to_pandas(),
    "pyarrow": lambda: lambda frame: frame.to_arrow(),
    "spark": _spark,
}
"""For each engine or kind of frame: how a Polars frame gets there. `duckdb` is the default connection."""

_SPARK = pytest.param("spark", marks=pytest.mark.spark)
ENGINES = ["polars", "duckdb_own", _SPARK]
"""What computes: on each of them every test of rules and measures runs."""
FRAMES = ["polars", "duckdb", "duckdb_own", "pandas", "pyarrow", _SPARK]
"""What a caller may hand in: pandas and PyArrow become Polars at the door, so what computes behind it is tested above."""


def engine(name: str) -> Engine:
    """Return what carries a register or tables to an engine; computed columns stay behind and are made anew there."""
    carry = CARRIERS[name]()

    def carried(subject: Register | Tables) -> Tables:
        tables = subject.tables if isinstance(subject, Register) else subject
        frames = {}
        for table in tables:
            stored = [column.name for column in tables.schema[table].columns if column.local_day_of is None]
            frames[table] = carry(tables.polars(table).select(*stored, SOURCE_ROW))
        return Tables(
            frames, as_of=tables.as_of, partial=tables.partial, places=tables.places, pack=tables.pack
        )

    return carried
