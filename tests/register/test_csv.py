"""A table goes through a CSV file and comes back as it was."""

from datetime import UTC, datetime
from io import StringIO

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings

from dlxh import Register, Tables
from dlxh.register.cells import as_kind
from dlxh.register.columns import Column, Kind
from dlxh.testing.strategies import registers
from tests.lengths import examples
from tests.register.generated import GENERATED

MOMENT = datetime(2024, 7, 1, 16, 30, tzinfo=UTC)


def through_pandas(frame: pl.DataFrame) -> pd.DataFrame:
    """Write a frame as pandas does, and read it as text."""
    text = frame.to_pandas().to_csv(index=False)
    return pd.read_csv(StringIO(text, newline=""), dtype=str, keep_default_na=False, na_values=[""])


def through_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """Write and read a frame as Polars does."""
    return pl.read_csv(StringIO(frame.write_csv()), infer_schema=False)


@settings(GENERATED, max_examples=examples(12))
@given(registers(max_records=1))
def test_a_register_goes_through_csv(register: Register) -> None:
    """Every table of a generated register survives `to_pandas().to_csv()` and back, and Polars' own CSV.

    But for a carriage return by itself, which Python's writer of CSV files leaves without quotes before 3.13.
    """
    given = {
        name: register.tables.polars(name).with_columns(pl.col(pl.String).str.replace_all("\r", " "))
        for name in register.tables
    }
    for carry in (through_pandas, through_polars):
        back = Tables({name: carry(frame) for name, frame in given.items()}, as_of=register.as_of)

        for name, frame in given.items():
            assert back.polars(name).equals(frame), name


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-01T23:30:00+07:00",
        "2024-07-01 23:30:00+07:00",
        "2024-07-01 16:30:00+00:00",
        "2024-07-01T16:30:00Z",
        "2024-07-01 16:30:00Z",
        "2024-07-01 16:30:00.0Z",
        "2024-07-01 23:30:00.000000+07:00",
        "2024-07-01 11:30:00-05:00",
    ],
)
def test_ways_to_write_an_instant(text: str) -> None:
    """A blank for T, any offset, Z, and fractions up to microseconds say the same; the models read them alike."""
    from dlxh import Report

    cells = as_kind(Column("received_at", Kind.INSTANT), pl.Series("received_at", [text, None]))
    sent = {"id": "b", "network": "n", "author": "c", "kind": "periodic", "channel": "zalo"}

    assert cells is not None
    assert cells.to_list() == [MOMENT, None]
    assert Report.model_validate({**sent, "received_at": text}).received_at == MOMENT


@pytest.mark.parametrize(
    ("fraction", "micros"), [("1", 100_000), ("12", 120_000), ("000001", 1), ("999999", 999_999)]
)
def test_fractions(fraction: str, micros: int) -> None:
    """No digit of a fraction is lost, and a seventh one is refused."""
    column = Column("at", Kind.INSTANT)
    cells = as_kind(
        column, pl.Series("at", [f"2024-07-01 16:30:00.{fraction}Z", "2024-07-01T16:30:00.0000001Z"])
    )

    assert cells is not None
    assert cells.to_list() == [MOMENT.replace(microsecond=micros), None]


@pytest.mark.parametrize(
    ("kind", "texts", "values"),
    [
        (
            Kind.INTEGER,
            ["3", "3.0", "-2", "3.5", "1e3", " 3", "", "99999999999999999999"],
            [3, 3, -2, None, None, None, None, None],
        ),
        (Kind.BOOLEAN, ["True", "false", "TRUE", "1", "yes", "t"], [True, False, True, None, None, None]),
    ],
)
def test_numbers_and_truths_as_text(kind: Kind, texts: list[str], values: list[object]) -> None:
    """Whole numbers and yes or no as CSV writers write them are taken; anything else is refused with its row."""
    cells = as_kind(Column("x", kind), pl.Series("x", texts))

    assert cells is not None
    assert cells.to_list() == values
