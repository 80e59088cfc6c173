"""Ad hoc reports: three linked stages, and clocks that run from the event, on every engine."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Deadline, Period, Register, Report, Tables
from dlxh.errors import ObligationError
from dlxh.ledger import ad_hoc
from dlxh.register.schema import schema
from dlxh.words import SimpleCalendar
from dlxh.words.days import VIETNAM
from dlxh.words.missing_input import MissingInputError
from tests.engines import Engine
from tests.ledger.books import NETWORK, member, obligation, register, regulation
from tests.lengths import examples

HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
OFFICE = SimpleCalendar(holidays=frozenset({date(2024, 9, 2), date(2024, 9, 3)}), hours=HOURS)
YEAR = Period.parse("2024")


def stage(
    number: int, amount: int, unit: str, starts: str = "event", *, phone: bool = False
) -> dict[str, Any]:
    """Return by when a stage is due."""
    return {
        "kind": "ad_hoc",
        "stage": number,
        "amount": amount,
        "unit": unit,
        "starts": starts,
        "phone_suffices": phone,
    }


def told(
    key: str,
    number: int,
    received: str,
    event: str | None = None,
    previous: str | None = None,
    **fields: Any,  # noqa: ANN401 - fields of the model
) -> Report:
    """Return one report of a chain."""
    known = {
        "id": key,
        "network": NETWORK,
        "author": "c1",
        "kind": "ad_hoc",
        "stage": number,
        "channel": "written",
    }
    moments = {"received_at": f"{received}+07:00", "event_at": None if event is None else f"{event}+07:00"}
    return Report.model_validate({**known, **moments, "previous_stage": previous, **fields})


def rows(book: Any, *stages: dict[str, Any], **options: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - register or tables
    """Return the rows that matter, in order."""
    found = ad_hoc(book, YEAR, regulation=regulation(*stages), calendar=OFFICE, **options)
    return (
        found.sort("event", "stage")
        .select("event", "stage", "due_on", "report", "status", "days_late")
        .rows()
    )


def test_a_period_holds_the_events_of_its_first_and_last_day() -> None:
    """Both ends of a period are days of it, and no day outside them is."""
    days = ("07-31", "08-01", "08-31", "09-01")
    book = register(*(told(f"a{day}", 1, f"2024-{day}T10:00:00", f"2024-{day}T08:00:00") for day in days))
    found = ad_hoc(book, Period.parse("2024-08"), regulation=regulation(stage(1, 1, "day")), calendar=OFFICE)

    assert sorted(found["event"]) == ["a08-01", "a08-31"]


def test_three_stages_are_linked(on_engine: Engine) -> None:
    """Three stages are linked: the quick report may come by phone, the written one runs from it, the last from the event."""
    book = register(
        told("a1", 1, "2024-08-28T10:00:00", "2024-08-28T08:00:00", channel="phone"),
        told("a2", 2, "2024-09-05T10:00:00", previous="a1"),
        told("a3", 3, "2024-09-30T10:00:00", previous="a2"),
    )
    asked = (
        stage(1, 4, "hour", phone=True),
        stage(2, 3, "working_day", "previous_stage"),
        stage(3, 30, "day"),
    )

    assert rows(on_engine(book), *asked) == [
        ("a1", 1, date(2024, 8, 28), "a1", "on_time", None),
        ("a1", 2, date(2024, 9, 4), "a2", "late", 1),
        ("a1", 3, date(2024, 9, 27), "a3", "late", 3),
    ]


def test_a_call_does_not_fulfil_a_written_stage(on_engine: Engine) -> None:
    """A report by telephone counts only where the provision says that it does; the first that counts is named."""
    book = register(
        told("a1", 1, "2024-08-28T09:00:00", "2024-08-28T08:00:00", channel="phone"),
        told("a2", 1, "2024-08-28T15:00:00", previous="a1"),
        as_of=date(2024, 8, 30),
    )

    assert rows(on_engine(book), stage(1, 4, "hour")) == [("a1", 1, date(2024, 8, 28), "a2", "late", 0)]
    assert rows(on_engine(book), stage(1, 4, "hour", phone=True)) == [
        ("a1", 1, date(2024, 8, 28), "a1", "on_time", None)
    ]


def test_what_has_not_come(on_engine: Engine) -> None:
    """A stage that did not come is missing after its due day and not due before; one that waits for another is not due."""
    book = register(told("a1", 1, "2024-08-28T09:00:00", "2024-08-28T08:00:00"), as_of=date(2024, 8, 30))
    asked = (stage(2, 1, "day"), stage(3, 1, "day", "previous_stage"))

    assert rows(on_engine(book), *asked) == [
        ("a1", 2, date(2024, 8, 29), None, "missing", None),
        ("a1", 3, None, None, "not_due_yet", None),
    ]
    assert rows(on_engine(book), stage(2, 2, "day")) == [
        ("a1", 2, date(2024, 8, 30), None, "not_due_yet", None)
    ]


def test_an_event_without_its_time_is_not_judged() -> None:
    """Where nobody recorded when the event was, no clock runs and nothing is guessed."""
    book = register(told("a1", 1, "2024-08-28T09:00:00"))

    assert rows(book, stage(1, 4, "hour")) == [("a1", 1, None, "a1", None, None)]


@pytest.mark.traced
def test_a_receipt_on_a_day_off_after_the_last_working_day_is_late() -> None:
    """A report due on Friday that comes on Saturday is late by a day, though no working day has passed."""
    book = register(told("a1", 1, "2024-07-27T09:00:00", "2024-07-25T08:00:00"))

    assert rows(book, stage(1, 1, "working_day")) == [("a1", 1, date(2024, 7, 26), "a1", "late", 1)]


def test_provisions_bind_the_events_of_their_days() -> None:
    """A provision speaks of the events of the days on which it is in force."""
    book = register(told("a1", 1, "2024-08-28T09:00:00", "2024-08-28T08:00:00"))
    later = regulation(stage(1, 4, "hour"), valid_from="2024-09-01")
    for ends in ({"valid_from": "2024-08-28"}, {"valid_to": "2024-08-28"}):
        bound = ad_hoc(book, YEAR, regulation=regulation(stage(1, 4, "hour"), **ends), calendar=OFFICE)
        assert bound["event"].to_list() == ["a1"]

    assert ad_hoc(book, YEAR, regulation=later).is_empty()
    assert ad_hoc(book, Period.parse("2023"), regulation=regulation(stage(1, 4, "hour"))).is_empty()


@pytest.mark.traced
def test_what_is_lacking_is_asked_for() -> None:
    """Without a provision, the reports, a calendar or its hours, the error says what to give."""
    book = register(told("a1", 1, "2024-08-28T09:00:00", "2024-08-28T08:00:00"))

    with pytest.raises(MissingInputError, match="no regulation"):
        ad_hoc(book, YEAR, regulation=regulation())
    with pytest.raises(MissingInputError, match="table reports is absent"):
        ad_hoc(Register(as_of=date(2024, 8, 30)), YEAR, regulation=regulation(stage(1, 4, "hour")))
    with pytest.raises(MissingInputError, match="pass calendar="):
        ad_hoc(book, YEAR, regulation=regulation(stage(1, 4, "working_hour")))
    with pytest.raises(MissingInputError, match="hours="):
        ad_hoc(book, YEAR, regulation=regulation(stage(1, 4, "working_hour")), calendar=SimpleCalendar())


FIRST = datetime(2024, 8, 20, tzinfo=VIETNAM)
MOMENTS = st.integers(0, 23 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@settings(max_examples=examples(60))
@given(
    MOMENTS,
    st.integers(0, 15 * 86_400),
    st.sampled_from(("hour", "working_hour", "day", "working_day")),
    st.integers(1, 30),
)
def test_columns_and_deadline_agree(event: datetime, waited: int, unit: str, amount: int) -> None:
    """Written once: the clock on columns says what `Deadline` says of the same instants, in all four units."""
    received = event + timedelta(seconds=waited)
    due = Deadline(amount, unit).due(event, OFFICE)
    late = received > due if isinstance(due, datetime) else received.date() > due
    book = register(told("a1", 1, f"{received:%Y-%m-%dT%H:%M:%S}", f"{event:%Y-%m-%dT%H:%M:%S}"))
    ((_, _, due_on, _, status, _),) = rows(book, stage(1, amount, unit))

    assert due_on == (due.date() if isinstance(due, datetime) else due)
    assert (status == "late") == late


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        ("hour", 24),
        ("working_hour", 4),
        ("working_hour", 9),
        ("day", 2),
        ("working_day", 1),
        ("working_day", 3),
    ],
)
def test_many_clocks_agree_with_their_deadlines(unit: str, amount: int) -> None:
    """At every bound of the working day and one second beyond, over a weekend and two days off, in one query."""
    bounds = [clock for span in HOURS for clock in span]
    clocks = [
        time(0),
        *bounds,
        *(clock.replace(second=1) for clock in bounds),
        time(9, 59, 59),
        time(23, 59, 59),
    ]
    dice = Random(7)  # noqa: S311 - invented events, nothing secret
    days = [date(2024, 8, 28) + timedelta(days=place) for place in range(12)]
    moments = [datetime.combine(day, clock, VIETNAM) for day in days for clock in clocks]
    chosen = (sorted(dice.sample(moments, 2)) for _ in range(400))
    pairs = [(first, last) for first, last in chosen]
    pairs += [(event, event) for event in dice.sample(moments, 20)]
    late, due_on = [], []
    for event, received in pairs:
        due = Deadline(amount, unit).due(event, OFFICE)
        late.append(
            "late" if (received if isinstance(due, datetime) else received.date()) > due else "on_time"
        )
        due_on.append(due.date() if isinstance(due, datetime) else due)
    book = register(
        *(
            told(f"a{n:03}", 1, f"{received:%Y-%m-%dT%H:%M:%S}", f"{event:%Y-%m-%dT%H:%M:%S}")
            for n, (event, received) in enumerate(pairs)
        )
    )
    found = rows(book, stage(1, amount, unit))

    assert [row[4] for row in found] == late
    assert [row[2] for row in found] == due_on


@pytest.mark.parametrize(
    ("time", "status"), [("17:00:00", "on_time"), ("17:00:01", "late"), ("23:00:00", "late")]
)
def test_a_receipt_after_the_last_working_second_is_late(time: str, status: str) -> None:
    """A report due when the office closes that comes in the evening is late, though no working second has passed."""
    closing = Deadline(7, "working_hour").due(datetime(2024, 8, 28, 8, tzinfo=VIETNAM), OFFICE)
    book = register(told("a1", 1, f"2024-08-28T{time}", "2024-08-28T08:00:00"))

    assert f"{closing:%H:%M:%S}" == "17:00:00"
    assert rows(book, stage(1, 7, "working_hour"))[0][4] == status


@pytest.mark.traced
def test_an_office_may_close_on_any_second() -> None:
    """Working hours are counted to the second: nine hours from eight end at five where the office closes half a minute later."""
    office = SimpleCalendar(hours=((time(8), time(17, 0, 30)),))
    book = register(told("a1", 1, "2024-08-28T17:00:01", "2024-08-28T08:00:00"))
    found = ad_hoc(book, YEAR, regulation=regulation(stage(1, 9, "working_hour")), calendar=office)

    assert found.select("due_on", "status").rows() == [(date(2024, 8, 28), "late")]


def test_the_columns_are_a_promise() -> None:
    """The columns are in the documented order."""
    found = ad_hoc(register(), YEAR, regulation=regulation(stage(1, 4, "hour")))

    assert isinstance(found, pl.DataFrame)
    assert found.columns[:4] == ["network", "collaborator", "event", "event_day"]


def test_a_session_in_vietnamese_time() -> None:
    """On an engine whose session shows Vietnamese time the clock says the same."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Ho_Chi_Minh'")
    whole = register(told("a1", 1, "2024-08-28T12:00:01", "2024-08-28T08:00:00")).tables
    stored = {name: [c.name for c in schema()[name].columns if c.local_day_of is None] for name in whole}
    frames = {
        name: connection.from_arrow(whole.polars(name).select(stored[name]).to_arrow()) for name in whole
    }

    assert rows(Tables(frames, as_of=whole.as_of), stage(1, 4, "hour")) == [
        ("a1", 1, date(2024, 8, 28), "a1", "late", 0)
    ]


def test_other_provisions_are_not_asked() -> None:
    """Only provisions on ad hoc reports make rows here."""
    book = register(told("a1", 1, "2024-08-28T09:00:00", "2024-08-28T08:00:00"))

    assert [row[4] for row in rows(book, obligation(), stage(1, 4, "hour"))] == ["on_time"]


@pytest.mark.parametrize(("received", "expected"), [("07:59:59", None), ("08:00:00", "on_time")])
def test_a_report_before_its_event_is_not_on_time(
    received: str, expected: str | None, on_engine: Engine
) -> None:
    """Turned round, every report would be in time: what came before the event is not judged, as R304 says."""
    sent = told("b1", 1, f"2024-07-01T{received}", "2024-07-01T08:00:00")

    assert [row[4] for row in rows(on_engine(register(sent)), stage(1, 2, "day"))] == [expected]


@pytest.mark.parametrize(("received", "expected"), [("09:59:59", None), ("10:00:00", "on_time")])
def test_a_stage_before_the_stage_that_it_runs_from_is_not_on_time(
    received: str, expected: str | None, on_engine: Engine
) -> None:
    """The clock of a stage that runs from the one before has not begun when its report came first, as R305 says."""
    first = told("b1", 1, "2024-07-01T10:00:00", "2024-07-01T08:00:00")
    second = told("b2", 2, f"2024-07-01T{received}", previous="b1")
    stages = stage(1, 2, "day"), stage(2, 2, "day", "previous_stage")

    assert [row[4] for row in rows(on_engine(register(first, second)), *stages)] == ["on_time", expected]


@pytest.mark.traced
def test_days_without_a_provision_in_force_are_refused() -> None:
    """Days before the regulation, or a network that is not there, would give an empty ledger in silence."""
    sent = told("b1", 1, "2024-07-01T10:00:00", "2024-07-01T08:00:00")
    rules = regulation(stage(1, 2, "day"))
    with pytest.raises(ObligationError, match="in force: 2020-01-01 – …") as caught:
        ad_hoc(register(sent), Period.parse("2019"), regulation=rules, calendar=OFFICE)
    assert "có hiệu lực: 1/1/2020 – …" in caught.value.vi
    with pytest.raises(ObligationError, match="there: gl"):
        ad_hoc(register(sent, member()), YEAR, regulation=rules.replace(network="ml"), calendar=OFFICE)
