"""Days and instants: what JSON refuses, Python refuses alike."""

import json
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dlxh.words.bilingual import Error, LangError
from dlxh.words.days import Day, Instant, known_day, local_day, plain_day, write_day
from dlxh.words.periods import Period

ADAPTERS: dict[str, TypeAdapter[Any]] = {"day": TypeAdapter(Day), "instant": TypeAdapter(Instant)}
DIGITS = st.text(alphabet="0123456789-:TZ.+ \n", max_size=30)
NEAR = st.one_of(
    st.dates().map(str),
    st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    st.sampled_from(("1706659200", "2024-02-30", "2024-07-24\n", "٢٠٢٤-07-24", "2201-01-01T00:00:00Z")),
)


def outcome(kind: str, value: object, *, as_json: bool) -> object:
    """The value that was read, or the codes and sentences of the refusal."""
    adapter = ADAPTERS[kind]
    try:
        return adapter.validate_json(json.dumps(value)) if as_json else adapter.validate_python(value)
    except ValidationError as error:
        return [(line["type"], line["msg"]) for line in error.errors(include_url=False)]


@pytest.mark.parametrize("kind", list(ADAPTERS))
@given(value=st.one_of(NEAR, DIGITS, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()))
def test_json_and_python_read_alike(kind: str, value: object) -> None:
    """Whatever JSON can hold is read as the same day or instant from JSON and from Python, or refused alike."""
    assert outcome(kind, value, as_json=True) == outcome(kind, value, as_json=False)


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("day", "0", "day_format"),
        ("day", 1706659200, "day_format"),
        ("day", "2024-07-24T00:00:00", "day_format"),
        ("instant", "2024-07-24T08:00:00", "instant_format"),
        ("instant", "1899-12-31T16:59:59Z", "instant_range"),
        ("instant", "2201-01-01T00:00:00+07:00", "instant_range"),
        ("instant", "2200-12-31T23:59:59-07:00", "instant_range"),
        ("instant", "1900-01-01T00:00:00+08:00", "instant_range"),
        ("instant", 1706659200, "instant_format"),
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_what_is_refused(kind: str, value: object, code: str, *, as_json: bool) -> None:
    """Epoch numbers, missing offsets and years beyond 1900 to 2200 are refused, each by its own code."""
    refusals = outcome(kind, value, as_json=as_json)
    assert isinstance(refusals, list)
    assert [found for found, _ in refusals] == [code]


def test_python_may_hand_over_objects() -> None:
    """A date is a day and an aware datetime an instant; a datetime is not a day, and one without offset no instant."""
    moment = datetime(2024, 7, 24, 8, tzinfo=UTC)
    assert outcome("day", date(2024, 7, 24), as_json=False) == date(2024, 7, 24)
    assert outcome("instant", moment, as_json=False) == moment
    assert isinstance(outcome("day", moment, as_json=False), list)
    assert isinstance(outcome("instant", moment.replace(tzinfo=None), as_json=False), list)


def test_an_offset_with_seconds_is_no_offset() -> None:
    """An offset that cannot be written is refused of an object as of a text, and so is a zone that gives none."""
    moment = datetime(2024, 7, 24, 8, tzinfo=timezone(timedelta(hours=7, seconds=30)))
    for value in (moment, datetime(2024, 7, 24, 8, tzinfo=NoOffset())):
        assert outcome("instant", value, as_json=False) == outcome(
            "instant", moment.isoformat(), as_json=True
        )
    west = datetime(2024, 7, 24, 8, tzinfo=timezone(-timedelta(hours=3, minutes=30)))
    assert outcome("instant", west, as_json=False) == west


class NoOffset(tzinfo):
    """A zone that knows no offset."""

    def utcoffset(self, dt: datetime | None) -> None:
        """Return nothing."""

    dst = tzname = utcoffset


def test_an_instant_without_offset_has_no_local_day() -> None:
    """Without its offset an instant falls on no known day: the error says what to give."""
    with pytest.raises(ValueError, match="give it one"):
        local_day(datetime(2024, 7, 24))  # noqa: DTZ001 - that is the fault


@given(day=st.dates())
def test_a_day_in_a_sentence_is_read_back(day: date) -> None:
    """Every day, written in either language, is read back as itself; no other language is spoken."""
    assert Period.parse(write_day(day, "vi")) == Period.parse(write_day(day, "en")) == Period.day(day)
    with pytest.raises(LangError):
        write_day(day, "fr")


def test_a_day_beyond_what_is_known_is_refused_unless_a_policy_takes_it() -> None:
    """The last known day is inclusive; the day after it is refused with what to do, or answered as of the last known day."""
    last, after = date(2026, 11, 28), date(2026, 11, 29)

    assert known_day(last, last, "error", Error) == last
    assert known_day(after, last, "last_known", Error) == last
    with pytest.raises(Error, match=r"28/11/2026.*29/11/2026.*2026-11-28, not for 2026-11-29"):
        known_day(after, last, "error", Error)
    with pytest.raises(Error, match="beyond: there is no option"):
        known_day(last, last, "guess", Error)  # type: ignore[arg-type] # the mistake that is tested


@pytest.mark.parametrize("on", [datetime(2024, 7, 1, tzinfo=UTC), "2024-07-01", None])
def test_a_plain_day_is_no_instant_and_no_text(on: object) -> None:
    """The day of an instant depends on an offset, so it is refused, and a text is too."""
    with pytest.raises(TypeError, match="local_day"):
        plain_day(on)  # type: ignore[arg-type] # the mistake that is tested
