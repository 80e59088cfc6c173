"""What a period is, and what it must be."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dlxh.words.days import VIETNAM
from dlxh.words.period_shape import PeriodShape
from dlxh.words.period_windows import CONVENTIONS, PeriodError, PeriodKind

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2025, 12, 31))


def codes(text: str) -> list[str]:
    """Return the codes of the errors of a JSON text."""
    with pytest.raises(ValidationError) as refusal:
        PeriodShape.model_validate_json(text)
    return [line["type"] for line in refusal.value.errors()]


def test_read_from_json() -> None:
    """A period states its days, its kind and its convention; the calendar if it says nothing."""
    month = PeriodShape.model_validate_json('{"kind": "month", "start": "2024-07-01", "end": "2024-07-31"}')

    assert (month.kind, month.start, month.end, month.convention) == (
        "month",
        date(2024, 7, 1),
        date(2024, 7, 31),
        "calendar",
    )
    assert PeriodShape.model_validate_json(month.model_dump_json()) == month


@pytest.mark.parametrize(
    ("kind", "start", "end", "convention", "code"),
    [
        ("month", "2024-07-31", "2024-07-01", "calendar", "dates_order"),
        ("term", "2024-07-31", "2024-07-01", "calendar", "dates_order"),
        ("month", "2024-07-01", "2024-07-30", "calendar", "period_window"),
        ("month", "2024-07-01", "2024-08-31", "calendar", "period_window"),
        ("month", "2024-07-01", "2024-07-31", "15_to_14", "period_window"),
        ("month", "2024-06-15", "2024-07-14", "calendar", "period_window"),
        ("quarter", "2024-02-01", "2024-04-30", "calendar", "period_window"),
        ("two_months", "2024-12-01", "2025-02-28", "calendar", "period_window"),
        ("half_year", "2024-04-01", "2024-09-30", "calendar", "period_window"),
        ("nine_months", "2024-04-01", "2024-12-31", "calendar", "period_window"),
        ("first_months", "2024-01-01", "2024-01-31", "calendar", "period_window"),
        ("first_months", "2024-01-01", "2024-06-30", "calendar", "period_window"),
        ("first_months", "2024-01-01", "2024-09-30", "calendar", "period_window"),
        ("year", "2024-01-01", "2024-12-30", "calendar", "period_window"),
        ("week", "2024-01-30", "2024-02-05", "calendar", "period_window"),
        ("day", "2024-07-24", "2024-07-25", "calendar", "period_window"),
        ("week", "2024-01-29", "2024-02-04", "15_to_14", "period_convention"),
        ("day", "2024-07-24", "2024-07-24", "15_to_14", "period_convention"),
        ("term", "2020-05-18", "2025-06-30", "15_to_14", "period_convention"),
        ("custom", "2020-05-18", "2025-06-30", "2_to_1", "period_convention"),
        ("month", "2024-07-01", "2024-07-31", "1_to_0", "string_pattern_mismatch"),
        ("month", "2024-07-01", "2024-07-31", "15_to_13", "string_pattern_mismatch"),
        ("month", "2024-07-01", "2024-07-31", "calendar\\n", "string_pattern_mismatch"),
        ("month", "0", "2024-07-31", "calendar", "day_format"),
        ("month", "2024-07-01", "2024-06-31", "calendar", "date_from_datetime_parsing"),
        ("fortnight", "2024-07-01", "2024-07-14", "calendar", "enum"),
    ],
)
def test_refused(kind: str, start: str, end: str, convention: str, code: str) -> None:
    """Start and end are exactly a period of the kind under the convention, and not the wrong way round."""
    text = f'{{"kind": "{kind}", "start": "{start}", "end": "{end}", "convention": "{convention}"}}'

    found = codes(text)
    assert found == [code] or (code == "date_from_datetime_parsing" and found[0].startswith("date_"))


@pytest.mark.parametrize("kind", ["term", "custom"])
@given(DAYS, DAYS)
def test_terms_and_custom_periods_are_free(kind: str, one: date, other: date) -> None:
    """A term and a custom period run over any days."""
    start, end = sorted((one, other))

    assert PeriodShape(kind=kind, start=start, end=end).days == (end - start).days + 1  # type: ignore[arg-type]


@given(DAYS, DAYS, DAYS)
def test_days_are_inclusive(one: date, other: date, day: date) -> None:
    """Explicit inclusive start and end: both belong to the period."""
    start, end = sorted((one, other))
    period = PeriodShape(kind=PeriodKind.CUSTOM, start=start, end=end)

    assert start in period
    assert end in period
    assert (day in period) == (start <= day <= end)
    assert period.place is None


def test_instants_are_no_days() -> None:
    """An instant has its local day taken first: 17:30 in UTC is the next day in Viet Nam."""
    period = PeriodShape(kind=PeriodKind.DAY, start=date(2024, 7, 1), end=date(2024, 7, 1))

    with pytest.raises(PeriodError, match="local_day"):
        assert datetime(2024, 7, 1, tzinfo=VIETNAM) in period
    assert period.code == "2024-07-01"
    assert period.label("vi") == "ngày 1/7/2024"


def test_schema_lists_the_conventions() -> None:
    """The schema accepts the 28 conventions and no other text, so that it is as strict as the model."""
    pattern = PeriodShape.model_json_schema()["properties"]["convention"]["pattern"]

    assert pattern == f"^({'|'.join(CONVENTIONS)})$"
