"""What is handed over as a table and is none, or holds cells of several types, is refused with table, column and row."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dlxh import Tables
from dlxh.errors import TableError
from dlxh.register.labels import call_column
from dlxh.register.schema import schema

AS_OF = date(2024, 7, 24)
DAY = date(2024, 1, 1)
SECRET = "0903 777 555"


def memberships(**columns: list[Any]) -> dict[str, list[Any]]:
    """Return the columns of three memberships."""
    plain: dict[str, list[Any]] = {
        "id": ["a", "b", "c"],
        "network": ["gl"] * 3,
        "term": ["t"] * 3,
        "collaborator": ["c"] * 3,
        "paid": [True] * 3,
        "start": [DAY] * 3,
    }
    return plain | columns


def refusal(frame: object, table: str = "memberships") -> str:
    """Return the English refusal of a frame."""
    with pytest.raises(TableError) as caught:
        Tables({table: frame}, as_of=AS_OF)  # type: ignore[dict-item] # what is not a frame is given too
    assert SECRET not in str(caught.value)
    return caught.value.en


@pytest.mark.parametrize(
    "given",
    [
        {"id": ["a"]},
        [{"id": "a"}],
        None,
        "units.csv",
        7,
        pl.Series("id", ["a"]),
        pd.Series(["a"]),
        pa.array(["a"]),
    ],
)
def test_no_frame(given: object) -> None:
    """A dict, a list, a path or a series is not a frame; the refusal says what is."""
    message = refusal(given, "units")

    assert message.startswith(
        f"table units: {type(given).__name__} is not a frame; give a frame of Polars, pandas"
    )


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([["a", "b"]], columns=["id", "id"]),
        pa.table([["a"], ["b"]], names=["id", "id"]),
        duckdb.sql("SELECT 'a' id, 'b' id"),
    ],
)
def test_columns_of_one_name(frame: object) -> None:
    """A name that appears twice is refused, also where an engine would take the first."""
    assert refusal(frame, "units") == "table units: columns that appear more than once: id; keep one of them"


def test_columns_without_a_name() -> None:
    """Numbers that pandas gives to columns without names are unknown columns."""
    assert "unknown columns: 0, 1" in refusal(pd.DataFrame([["a", "b"]]), "units")


@pytest.mark.parametrize("sign", ["\ufeff", "\u200b", "\u00a0", "\n"])
def test_names_of_columns_are_visible(sign: str) -> None:
    """What does not show in a header, such as a byte order mark, is shown as its escape; a header without an end is cut."""
    name, shown = f"{sign}id", ascii(f"{sign}id").strip("'")
    assert f"unknown columns: {shown}, {'x' * 100}…; missing columns: id," in refusal(
        pl.DataFrame({name: ["a"], "x" * 5000: ["b"]}), "units"
    )
    doubled = pd.DataFrame([["a", "b"]], columns=[name, name])
    assert f"more than once: {shown};" in refusal(doubled, "units")
    with pytest.raises(TableError, match=re.escape(f"there is no table {name!a}; ")):
        Tables({name: pl.DataFrame({"id": ["a"]})}, as_of=AS_OF)


@pytest.mark.parametrize(
    ("column", "cells", "row", "kinds"),
    [
        ("start", [DAY, "24/07/2024", DAY], 2, ("date", "str")),
        ("start", [None, DAY, 20240724], 3, ("date", "int")),
        ("end", [float("nan"), pd.NaT, SECRET], None, ("str", "str")),
        ("id", ["a", 1, "c"], 2, ("str", "int")),
        ("term", ["t", "t", DAY], 3, ("str", "date")),
        ("paid", [True, "x", False], 2, ("bool", "str")),
        ("start", ["2024-01-01", {"day": SECRET}, None], 2, ("str", "dict")),
        ("start", ["2024-01-01", [SECRET], None], 2, ("str", "list")),
    ],
)
def test_cells_of_several_types(
    column: str, cells: list[Any], row: int | None, kinds: tuple[str, str]
) -> None:
    """A pandas column of mixed cells names table, column and the first row that differs, and repeats no cell."""
    frame = pd.DataFrame(memberships(**{column: pd.Series(cells, dtype=object)}))  # type: ignore[arg-type] # a series is a column
    message, called = refusal(frame), call_column(schema()["memberships"], column, "en")

    if row is None:
        assert message.startswith(f"table memberships, column {called}, row 3: this is not a day")
        return
    assert message == (
        f"table memberships, column {called}, row {row}: a cell of type {kinds[1]} in a column of {kinds[0]}; bring the column to one type"
    )


FOREIGN: list[tuple[str, Any]] = [
    (
        "polars object",
        pl.DataFrame(memberships()).with_columns(pl.Series("start", [DAY, "x", 1], dtype=pl.Object)),
    ),
    ("polars list", pl.DataFrame(memberships(start=[[DAY]] * 3))),
    ("polars struct", pl.DataFrame(memberships(start=[{"d": DAY}] * 3))),
    ("polars time", pl.DataFrame(memberships(start=[time(8)] * 3))),
    ("polars duration", pl.DataFrame(memberships(start=[timedelta(1)] * 3))),
    ("polars binary", pl.DataFrame(memberships(start=[b"2024-01-01"] * 3))),
    ("arrow list", pa.table(memberships(start=[[DAY]] * 3))),
    ("arrow struct", pa.table(memberships(start=[{"d": DAY}] * 3))),
    ("arrow decimal", pa.table(memberships(start=[Decimal(20240101)] * 3))),
    ("pandas period", pd.DataFrame(memberships(start=list(pd.period_range("2024-01", periods=3, freq="M"))))),
    ("pandas interval", pd.DataFrame(memberships(start=list(pd.interval_range(0, 3))))),
    ("pandas objects", pd.DataFrame(memberships(start=[object()] * 3))),
    ("pandas timedelta", pd.DataFrame(memberships(start=list(pd.to_timedelta([1, 2, 3], unit="D"))))),
    ("pandas complex", pd.DataFrame(memberships(start=[1j] * 3))),
]


@pytest.mark.parametrize("frame", [frame for _, frame in FOREIGN], ids=[name for name, _ in FOREIGN])
def test_types_that_no_column_has(frame: object) -> None:
    """A type that says no day is refused with table, column and type, whatever the frame is."""
    assert refusal(frame).startswith("table memberships, column first day (start): type ")


def test_types_that_say_the_same() -> None:
    """Categories, dictionaries, whole decimals, nullable integers and objects of one type become the declared kind."""
    line = {"id": ["a", "b", "c"], "network": ["gl"] * 3, "term": ["t"] * 3, "collaborator": ["c"] * 3}
    expected = Tables({"memberships": pl.DataFrame(memberships())}, as_of=AS_OF).polars("memberships")
    days = ["2024-01-01"] * 3
    given: list[Any] = [
        pd.DataFrame(memberships(start=pd.Categorical(days), term=pd.Categorical(["t"] * 3))),  # type: ignore[arg-type]
        pa.table(
            memberships(
                start=pa.array(days).dictionary_encode(), network=pa.array(["gl"] * 3).dictionary_encode()
            )
        ),  # type: ignore[arg-type]
        pd.DataFrame(memberships(start=[datetime(2024, 1, 1)] * 3)),  # noqa: DTZ001 - a day as pandas keeps it
        pl.DataFrame(line | {"paid": [True] * 3, "start": days}).with_columns(
            pl.col("start").cast(pl.Categorical)
        ),
    ]
    for frame in given:
        assert Tables({"memberships": frame}, as_of=AS_OF).polars("memberships").equals(expected)


@pytest.mark.parametrize(
    "cells", [[1.0, float("nan"), 3.0], [Decimal(1), None, Decimal("3.00")], ["1", None, "3.0"]]
)
@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "pyarrow"])
def test_whole_numbers(make: Any, cells: list[Any]) -> None:  # noqa: ANN401
    """Whole numbers with gaps may be floats, decimals or texts; a Polars NaN is not a gap and is refused with its row."""
    reports = {"id": ["a", "b", "c"], "network": ["gl"] * 3, "author": ["c"] * 3, "kind": ["ad_hoc"] * 3, "channel": ["zalo"] * 3,
               "received_at": ["2024-07-24T08:00:00+07:00"] * 3}  # fmt: skip
    frame = make(reports | {"stage": cells})
    if make is not pd.DataFrame and isinstance(cells[1], float):
        assert refusal(frame, "reports").startswith(
            "table reports, column stage, row 2: this is not a whole number"
        )
        return
    assert Tables({"reports": frame}, as_of=AS_OF).polars("reports")["stage"].to_list() == [1, None, 3]


def test_a_part_of_a_microsecond_is_not_cut() -> None:
    """Nanoseconds that microseconds cannot hold are refused with their row; others are taken."""
    moments = pl.Series("received_at", [1_719_851_400_000_000_000, 1_719_851_400_000_000_001]).cast(
        pl.Datetime("ns", "UTC")
    )
    frame = pl.DataFrame(
        {
            "id": ["a", "b"],
            "network": "gl",
            "author": "c",
            "kind": "periodic",
            "channel": "zalo",
            "received_at": moments,
        }
    )

    assert refusal(frame, "reports").startswith(
        "table reports, column time of receipt (received_at), row 2: this is not an instant"
    )
    assert Tables({"reports": frame.head(1)}, as_of=AS_OF).polars("reports")["received_day"].to_list() == [
        date(2024, 7, 1)
    ]


STRANGE = ("TIME_NS '10:00:00'", "'101'::BIT", "1::UNION(number INTEGER)", "uuid()")


@pytest.mark.parametrize("cell", STRANGE)
@pytest.mark.parametrize("column", ["id", "valid_from", "area_code"])
def test_types_that_only_duckdb_has_are_refused_by_name(cell: str, column: str) -> None:
    """A type without a counterpart is not a column of nulls, though narwhals knows as little of it; a UUID is a text."""
    cells = {
        "id": "'x1'",
        "name": "'Huyện A'",
        "kind": "'place'",
        "level": "'district'",
        "valid_from": "NULL",
    }
    written = ", ".join(f'{value} AS "{name}"' for name, value in {**cells, column: cell}.items())
    relation = duckdb.connect().sql(f"SELECT {written}")
    if cell == "uuid()" and column != "valid_from":
        assert Tables({"units": relation}, as_of=AS_OF).polars("units")[column].dtype == pl.String
        return
    with pytest.raises(TableError, match=rf"table units, column .*\b{column}\b.*: type \w+.* cannot be"):
        Tables({"units": relation}, as_of=AS_OF)
