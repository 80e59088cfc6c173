"""Cells of another type: what says the same is taken, and nothing is rounded, cut or guessed."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from dlxh.register.cells import as_kind, first_lost
from dlxh.register.columns import Column, Kind
from dlxh.register.table_error import TableError
from dlxh.register.tables import Tables

MEMBERSHIPS = {"id": ["m1", "m2"], "network": "gl", "term": "t1", "collaborator": ["a", "b"], "paid": True}


def tables(**columns: object) -> Tables:
    """Return the memberships with some columns as a caller has them."""
    frame = pl.DataFrame({**MEMBERSHIPS, "start": [date(2024, 1, 1)] * 2, **columns}, strict=False)
    return Tables({"memberships": frame}, as_of=date(2024, 7, 24))


def refusal(**columns: object) -> str:
    """Return the English refusal of such memberships."""
    with pytest.raises(TableError) as caught:
        tables(**columns)
    return caught.value.en


def test_days_as_text() -> None:
    """Days as CSV files and SQLite hold them become days; an empty cell stays empty."""
    memberships = tables(start=["2024-01-01", "2024-02-29"], end=[None, "2024-06-30"]).polars("memberships")

    assert memberships["start"].to_list() == [date(2024, 1, 1), date(2024, 2, 29)]
    assert memberships["end"].to_list() == [None, date(2024, 6, 30)]


@pytest.mark.parametrize("text", ["24/7/2024", "2024-7-4", "2024-02-30", "2024-07-24T00:00:00", ""])
def test_other_texts_are_refused_with_their_row(text: str) -> None:
    """Another way to write a day, or no day at all, is refused with its row and what is allowed."""
    message = refusal(start=["2024-01-01", text])

    assert message.startswith(
        "table memberships, column first day (start), row 2: this is not a day such as 2024-07-24"
    )


def test_midnight_is_a_day_and_noon_is_not() -> None:
    """A moment at midnight without a zone, as pandas keeps days, is a day; any other is refused, not cut."""
    midnight, noon = datetime(2024, 1, 1), datetime(2024, 1, 1, 12)  # noqa: DTZ001 - a frame without zones

    assert (
        tables(start=[midnight, midnight]).polars("memberships")["start"].to_list() == [date(2024, 1, 1)] * 2
    )
    assert "row 2" in refusal(start=[midnight, noon])


def test_whole_floats_are_integers_and_others_are_not() -> None:
    """Integers with gaps are floats in pandas: 2.0 is 2; 1.5, NaN and 1e300 are refused, not rounded."""
    column = Column("stage", Kind.INTEGER, nullable=True)
    cells = pl.Series([2.0, None, 1.5, float("nan"), 1e300])
    found = as_kind(column, cells)

    assert found is not None
    assert found.to_list() == [2, None, None, None, None]
    assert first_lost(cells, found) == 3


def test_instants_as_text() -> None:
    """An instant as text carries its offset; without one it is refused."""
    cells = pl.Series(["2024-07-24T08:00:00+07:00", "2024-07-24T08:00:00"])
    found = as_kind(Column("at", Kind.INSTANT), cells)

    assert found is not None
    assert found.to_list() == [datetime(2024, 7, 24, 1, tzinfo=UTC), None]


def test_what_never_can_be_is_left_to_the_type_check() -> None:
    """A type that has no such reading is not touched here."""
    assert as_kind(Column("start", Kind.DAY), pl.Series([20240701])) is None
    assert as_kind(Column("name", Kind.TEXT), pl.Series(["x"])) is None


def test_a_column_of_nothing_is_a_column_without_values() -> None:
    """A column of nulls only has no type of its own, and is the declared one without values."""
    memberships = tables(end=pl.Series([None, None], dtype=pl.Null)).polars("memberships")

    assert memberships["end"].to_list() == [None, None]
    assert memberships["end"].dtype == pl.Date


def test_a_lazy_column_of_nothing_too() -> None:
    """The same holds for a lazy frame, where no cell is looked at."""
    frame = (
        pl.DataFrame({**MEMBERSHIPS, "start": [date(2024, 1, 1)] * 2}).with_columns(end=pl.lit(None)).lazy()
    )
    lazy = Tables({"memberships": frame}, as_of=date(2024, 7, 24))

    assert lazy.polars("memberships")["end"].to_list() == [None, None]
