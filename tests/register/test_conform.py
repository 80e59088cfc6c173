"""Frames of any engine become the declared columns, or an error says which column and why."""

from datetime import date
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings

from dlxh.register.labels import call_column
from dlxh.register.register import Register
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.table_error import TableError
from dlxh.register.tables import Tables
from dlxh.testing.strategies import registers
from dlxh.words.missing_input import MissingInputError
from tests.lengths import examples
from tests.register.generated import GENERATED

DAY = date(2024, 7, 24)
UNITS = pl.DataFrame({"id": ["sl"], "name": ["Sơn La"], "kind": ["place"], "level": ["district"]})
REPORTS = pl.DataFrame(
    {
        "id": ["b1", "b2"],
        "network": ["gl", "gl"],
        "author": ["c1", "c2"],
        "kind": ["periodic", "ad_hoc"],
        "stage": [None, 2],
        "received_at": pl.Series(["2024-06-30T23:30:00Z", "2024-07-01T05:00:00Z"]).str.to_datetime(
            time_zone="UTC"
        ),
        "channel": ["email", "zalo"],
        "period_start": [date(2024, 6, 1), None],
    }
)


def tables(frame: Any, name: str = "reports") -> Tables:  # noqa: ANN401 - a frame of any engine
    """Return tables with one frame."""
    return Tables({name: frame}, as_of=DAY)


def as_duckdb(frame: pl.DataFrame) -> duckdb.DuckDBPyRelation:
    """Return a DuckDB relation over a frame, in a session of its own that shows instants in UTC."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection.from_arrow(frame.to_arrow())


ENGINES = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: pd.DataFrame({name: frame[name].to_list() for name in frame.columns}),
    "pandas of arrow": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": as_duckdb,
}


@pytest.mark.parametrize("engine", ENGINES)
def test_engines(engine: str) -> None:
    """Pandas and PyArrow frames enter through Polars, DuckDB relations as they are: all give the same rows."""
    if engine == "pandas":
        pytest.importorskip("pandas")
    given = ENGINES[engine](REPORTS.drop("period_start") if engine == "pandas" else REPORTS)
    found = tables(given)
    expected = tables(REPORTS.drop("period_start") if engine == "pandas" else REPORTS)

    assert found.polars("reports").equals(expected.polars("reports"))
    assert found.polars("reports")["received_day"].to_list() == [date(2024, 7, 1), date(2024, 7, 1)]
    assert found.polars("reports")["stage"].to_list() == [None, 2]
    assert found.engine == ("duckdb" if engine == "duckdb" else "polars")
    assert found.kind == engine.split(maxsplit=1)[0]


@pytest.mark.parametrize("engine", ["polars lazy", "duckdb"])
def test_lazy(engine: str) -> None:
    """A lazy frame and a relation enter lazily: nothing is computed until a table is asked for."""
    found = tables(ENGINES[engine](REPORTS))["reports"]

    assert isinstance(found, nw.LazyFrame)
    native = found.to_native()
    assert isinstance(native, pl.LazyFrame | duckdb.DuckDBPyRelation)


def test_columns_left_out() -> None:
    """A column that may be empty can be left out, one with a default takes it, and the order is the declared one."""
    frame = tables(UNITS.select("level", "kind", "id", "name"), "units").polars("units")

    assert tuple(frame.columns) == (*schema()["units"].names, SOURCE_ROW)
    assert frame["valid_from"].to_list() == [None]
    items = pl.DataFrame(
        {"id": ["n1"], "report": ["b1"], "network": ["gl"], "position": [1], "scope": ["local"]}
    )
    items = items.with_columns(summary=pl.lit("Đền bù chậm."))
    assert tables(items, "items").polars("items")["urgency"].to_list() == ["normal"]
    given = items.with_columns(urgency=pl.lit(None, pl.String))
    assert tables(given, "items").polars("items")["urgency"].to_list() == ["normal"]
    declared = tables(items, "items").polars("items").with_columns(urgency=pl.lit(None, pl.String))
    assert tables(declared, "items").polars("items")["urgency"].to_list() == ["normal"]


def test_source_row() -> None:
    """A source-row column is kept when it is given."""
    frame = tables(UNITS.with_columns(pl.lit(7).alias(SOURCE_ROW)), "units").polars("units")

    assert frame[SOURCE_ROW].to_list() == [7]


def refused(frames: dict[str, Any]) -> TableError:
    """Return what is said to frames that are not tables."""
    with pytest.raises(TableError) as caught:
        Tables(frames, as_of=DAY)
    return caught.value


class TestRefused:
    """The caller's mistake raises, and says which table and column, what is allowed, what to do."""

    def test_unknown_table(self) -> None:
        """A table of another name."""
        error = refused({"unit": UNITS})

        assert error.en.startswith("there is no table 'unit'; near: units")
        assert "không có bảng 'unit'" in error.vi

    def test_partial_of_unknown_table(self) -> None:
        """A partial table of another name."""
        with pytest.raises(TableError, match="there is no table 'unit'"):
            Tables({"units": UNITS}, as_of=DAY, partial=["unit"])

    def test_unknown_column(self) -> None:
        """A column of another name: it is named with those that are allowed."""
        error = refused({"units": UNITS.with_columns(size=1)})

        assert "table units: unknown columns: size; missing columns: —; columns: id, name" in error.en
        assert "cột lạ: size" in error.vi

    def test_missing_column(self) -> None:
        """A column that no row can do without."""
        assert (
            "missing columns: kind of unit (kind), level"
            in refused({"units": UNITS.drop("kind", "level")}).en
        )

    @pytest.mark.parametrize(
        ("column", "value", "allowed", "allowed_vi"),
        [
            ("stage", True, "integer", "số nguyên"),
            ("author", 1, "text", "chữ"),
            ("received_at", 1706659200, "instant", "thời điểm"),
            ("period_start", 20240701, "day", "ngày"),
        ],
    )
    def test_type(self, column: str, value: object, allowed: str, allowed_vi: str) -> None:
        """A column of another type is never guessed at; each language has its own word for the type."""
        error = refused({"reports": REPORTS.with_columns(pl.lit(value).alias(column))})

        assert f"table reports, column {call_column(schema()['reports'], column, 'en')}: type" in error.en
        assert error.en.endswith(f"cannot be {allowed}; cast it first")
        assert error.vi.endswith(f"không thể là {allowed_vi}; hãy chuyển kiểu trước")
        assert f"bảng báo cáo (reports), cột {call_column(schema()['reports'], column, 'vi')}" in error.vi

    def test_naive_instant(self) -> None:
        """Instants without a zone are not instants."""
        frame = REPORTS.with_columns(pl.col("received_at").dt.replace_time_zone(None))

        assert "column time of receipt (received_at)" in refused({"reports": frame}).en

    def test_mixed_engines(self) -> None:
        """Frames of two engines cannot be joined."""
        error = refused({"units": UNITS, "reports": as_duckdb(REPORTS)})

        assert "several engines (duckdb, polars); bring them to one" in error.en

    def test_append_to_another_engine(self) -> None:
        """Nor can tables of two engines be put below each other."""
        with pytest.raises(TableError, match="several engines"):
            tables(UNITS, "units").append(tables(as_duckdb(REPORTS)))

    def test_absent(self) -> None:
        """A table that was not given, and one that does not exist."""
        with pytest.raises(
            MissingInputError, match=r"table verification cases \(cases\) was not given; those given: units"
        ):
            tables(UNITS, "units")["cases"]
        with pytest.raises(TableError, match="there is no table 'case'"):
            tables(UNITS, "units")["case"]
        with pytest.raises(MissingInputError, match="those given: —"):
            Tables({}, as_of=DAY)["cases"]


def test_other_types_that_fit() -> None:
    """Whole floats, categories, midnights and other time units become the declared types without loss."""
    frame = REPORTS.with_columns(
        pl.col("stage").cast(pl.Float64),
        pl.col("kind").cast(pl.Categorical),
        pl.col("channel").cast(pl.Enum(["email", "zalo"])),
        pl.col("received_at").dt.cast_time_unit("ms").dt.convert_time_zone("Asia/Ho_Chi_Minh"),
        pl.col("period_start").cast(pl.Datetime("us")),
    )

    assert tables(frame).polars("reports").equals(tables(REPORTS).polars("reports"))


def test_a_column_without_a_value_may_be_of_any_type() -> None:
    """Nothing says nothing, whatever its type: days and instants that no row has, as readers of text give them."""
    names = ["period_start", "period_end", "event_at", "stage", "replaces"]
    nothing = REPORTS.with_columns(pl.lit(None, pl.String).alias(name) for name in names)
    declared = tables(REPORTS.with_columns(pl.lit(None).alias(name) for name in names))

    assert tables(nothing).polars("reports").equals(declared.polars("reports"))


def test_append() -> None:
    """Appended tables are below each other in the declared order, as of the later day."""
    other = Tables(
        {"networks": NETWORKS, "units": UNITS.with_columns(id=pl.lit("gl"))}, as_of=date(2025, 1, 1)
    )
    both = tables(UNITS, "units").append(other)

    assert both.names == ("units", "networks")
    assert both.polars("units")["id"].to_list() == ["sl", "gl"]
    assert both.as_of == date(2025, 1, 1)
    assert tables(UNITS, "units").append(Tables({}, as_of=DAY)).names == ("units",)


NETWORKS = pl.DataFrame({"id": ["gl"], "name": ["Gia Lai"], "owner": ["gl-btg"], "level": ["province"]})


@settings(GENERATED, max_examples=examples(8))
@given(registers(max_records=1))
def test_through_duckdb(register: Register) -> None:
    """A generated register that went through DuckDB holds the same records."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    frames = {
        name: connection.from_arrow(register.tables.polars(name).to_arrow()) for name in register.tables
    }
    moved = Tables(frames, as_of=register.as_of)

    assert Register.from_tables(moved) == register


@settings(GENERATED, max_examples=examples(8))
@given(registers(max_records=1))
def test_through_arrow(register: Register) -> None:
    """A generated register that went through PyArrow holds the same records."""
    frames: dict[str, pa.Table] = {name: register.tables.polars(name).to_arrow() for name in register.tables}

    assert Register.from_tables(Tables(frames, as_of=register.as_of)) == register
