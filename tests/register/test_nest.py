"""Rows become records again, whatever the order of the rows."""

import gc
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from dlxh.models.report import Report
from dlxh.register.nest import collector_paused, nest_row, records_of
from dlxh.register.register import Register
from dlxh.register.schema import ROOTS, schema
from dlxh.register.tables import Tables
from dlxh.testing.strategies import registers
from dlxh.words.days import VIETNAM
from tests.lengths import examples
from tests.register.generated import GENERATED
from tests.sample import register as sample


@settings(GENERATED, max_examples=examples(10))
@given(registers(), st.integers(0, 1000))
def test_order_of_rows(register: Register, seed: int) -> None:
    """Rows of child tables may be in any order: their position puts them in place."""
    frames = {name: register.tables.polars(name) for name in register.tables}
    for name in set(frames) - set(ROOTS):
        frames[name] = frames[name].sample(fraction=1.0, shuffle=True, seed=seed)

    assert Register.from_tables(Tables(frames, as_of=register.as_of)) == register


def test_rows_without_a_place() -> None:
    """Rows of a child table whose place is missing, which `check` finds, are taken in the order of the table."""
    tables = sample().tables
    frames = {name: tables.polars(name) for name in tables}
    frames["item_topics"] = frames["item_topics"].with_columns(pl.lit(None, pl.Int64).alias("position"))
    again = Register.from_tables(Tables(frames, as_of=tables.as_of))

    assert [item.topics for report in again.reports for item in report.items] == [
        item.topics for report in sample().reports for item in report.items
    ]


def test_without_children() -> None:
    """A child table that is not there leaves its field empty."""
    report = Report.model_validate(
        {
            "id": "b1",
            "network": "gl",
            "author": "c1",
            "kind": "periodic",
            "channel": "written",
            "received_at": datetime(2024, 7, 24, 8, tzinfo=VIETNAM),
            "items": [{"id": "n1", "scope": "local", "topics": ["land"], "summary": "Đền bù chậm."}],
        }
    )
    tables = Register([report], as_of=date(2024, 7, 24)).tables
    alone = Tables({"reports": tables.polars("reports")}, as_of=tables.as_of)

    assert records_of(tables, "reports") == [report]
    assert records_of(alone, "reports") == [report.replace(items=())]
    assert records_of(alone, "cases") == []


def test_row_that_no_model_holds() -> None:
    """A row that no model can hold raises when objects are asked for; columns are read without objects."""
    units = pl.DataFrame({"id": ["sl"], "name": ["Sơn La"], "kind": ["castle"], "level": ["district"]})
    register = Register.from_tables(Tables({"units": units}, as_of=date(2024, 7, 24)))

    assert register.tables.polars("units")["kind"].to_list() == ["castle"]
    with pytest.raises(ValidationError, match="kind"):
        assert register.units


def test_nested() -> None:
    """Prefixed columns become values, ten-thousandths a coefficient, an instant Vietnamese time; empty cells stay out."""
    provision = schema()["scheme_provisions"].columns
    moment = datetime.fromisoformat("2024-06-30T23:30:00+00:00")
    report = nest_row(
        schema()["reports"].columns, {"received_at": moment, "received_day": date(2024, 7, 1), "stage": None}
    )

    assert nest_row(provision, {"rate_coefficient": 3000}) == {"rate": {"coefficient": Decimal("0.3000")}}
    assert list(report) == ["received_at"]
    assert report["received_at"].isoformat() == "2024-07-01T06:30:00+07:00"


@pytest.mark.parametrize("was_on", [True, False])
def test_collector(was_on: bool) -> None:  # noqa: FBT001 - a case of the test
    """The garbage collector is paused and restored as it was, also after an error."""
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        with pytest.raises(ZeroDivisionError), collector_paused():
            _ = 1 // gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()
