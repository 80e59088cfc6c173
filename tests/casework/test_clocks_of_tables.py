"""Clocks: the same by expressions as for one case, and as the deadline itself says."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlxh import CaseContent, Deadline, Register, VerificationCase
from dlxh.casework.acts import move
from dlxh.casework.clock_of_case import Clock, case_clocks
from dlxh.casework.ordinals import Ordinals
from dlxh.casework.states import case_states
from dlxh.models import CaseEvent
from dlxh.words.days import VIETNAM
from dlxh.words.deadlines import DeadlineError
from dlxh.words.missing_input import MissingInputError
from dlxh.words.work_calendars import SimpleCalendar
from tests.casework.flows import COMMUNE, ODD, regulation
from tests.casework.flows import given as given_moves
from tests.casework.invented import AS_OF, ASSIGNING, START, cases, crowd, made, registers
from tests.engines import Engine, engine
from tests.lengths import examples

CALENDAR = SimpleCalendar(
    holidays=frozenset({date(2024, 9, 2), date(2024, 9, 3)}),
    working_extra=frozenset({date(2024, 9, 7)}),
    hours=((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
)
CROWD = crowd()
ODDLY = regulation(given_moves("2020-01-01", rows=(*COMMUNE, *ODD)))
"""A regulation under which a pause may end what an agency owes."""
NOWS = st.integers(-10, 700).map(lambda hours: START + timedelta(hours=hours, minutes=15, microseconds=7))


def _of_one(register: Register, now: datetime) -> list[tuple[Any, ...]]:
    return [
        (
            case.id, clock.number, clock.agency, clock.unit.value, clock.allowed, clock.elapsed, clock.paused, clock.left,
            clock.running, clock.overdue, clock.due_soon(1), clock.due,
        )
        for case in register.cases
        for clock in case_clocks(case, now=now, calendar=CALENDAR, within=register)
    ]  # fmt: skip


def _of_many(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    names = (
        "case",
        "n",
        "agency",
        "unit",
        "allowed",
        "elapsed",
        "paused",
        "left",
        "running",
        "overdue",
        "due_soon",
    )
    return [
        (
            *(row[name] for name in names),
            row["due_at"].astimezone(VIETNAM) if row["due_at"] else row["due_day"],
        )
        for row in rows
        if row["unit"] is not None
    ]


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(register=registers(), now=NOWS)
def test_clocks_of_one_and_of_many_agree(name: str, register: Register, now: datetime) -> None:
    """Working time is counted by ordinals of a calendar table: the same as counting day by day, on every engine."""
    found = case_states(engine(name)(register), now=now, calendar=CALENDAR).polars.clocks

    assert _of_many(found.to_dicts()) == sorted(_of_one(register, now), key=lambda row: row[:2])


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(register=registers(kinds=ASSIGNING), now=NOWS)
def test_assignments_of_one_and_of_many_agree(name: str, register: Register, now: datetime) -> None:
    """Where agencies are asked, given more time and answer again and again, both ways of counting agree all the same."""
    test_clocks_of_one_and_of_many_agree.hypothesis.inner_test(name, register, now)  # type: ignore[attr-defined]


@pytest.mark.parametrize("days", [0, 5, 30])
def test_clocks_of_many_invented_cases_are_those_of_each(days: int) -> None:
    """At the bounds of the working day, on days off and in pauses, for every unit: one case and many count alike."""
    now = datetime.combine(START.date() + timedelta(days=days), time(11, 30), VIETNAM)
    for register in (CROWD, Register([ODDLY, *CROWD.cases], as_of=AS_OF)):
        found = case_states(register, now=now, calendar=CALENDAR).polars.clocks
        assert _of_many(found.to_dicts()) == sorted(_of_one(register, now), key=lambda row: row[:2])


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(case=cases(kinds=ASSIGNING))
def test_the_clock_of_a_closed_assignment_never_moves_again(case: VerificationCase) -> None:
    """Whatever happens later, extensions above all: what an agency had and used is as it was when its part ended."""
    instants = sorted({event.at for event in case.events})
    register = Register([case], as_of=AS_OF)
    seen: dict[int, Clock] = {}
    kept: dict[int, dict[str, Any]] = {}
    for now in instants:
        clocks = {clock.number: clock for clock in case_clocks(case, now=now, calendar=CALENDAR)}
        rows = {
            row["n"]: row
            for row in case_states(register, now=now, calendar=CALENDAR).polars.clocks.to_dicts()
        }
        assert {number: clocks[number] for number in seen} == seen
        assert {number: rows[number] for number in kept} == kept
        seen |= {number: clock for number, clock in clocks.items() if not clock.running}
        kept |= {number: row for number, row in rows.items() if not row["running"]}


MORE: list[tuple[tuple[str, ...], list[int]]] = [
    ((), [7, 7]),
    (("a.1",), [7, 3]),
    (("a.2",), [3, 7]),
    (("a.1", "a.2"), [7, 7]),
]


@pytest.mark.traced
@pytest.mark.parametrize(("meant", "allowed"), MORE)
def test_an_extension_lengthens_what_it_speaks_of(
    on_engine: Engine, meant: tuple[str, ...], allowed: list[int]
) -> None:
    """Of two open parts of an agency that one is lengthened whose content is named, or both; another agency's never."""
    contents = [CaseContent(id=key, text="Nội dung.") for key in ("a.1", "a.2")]
    case = made(VerificationCase, id="a", network="lc", title="A", contents=contents)
    case = move(move(case, "drafted", at=START, by="BTG"), "submitted", at=START, by="BTG", to="TT")
    case = move(case, "directed", at=START, by="TT", to="TT")
    for agency, content in (("S1", "a.1"), ("S1", "a.2"), ("S2", "a.1")):
        case = move(
            case, "assigned", at=START, by="TT", to=agency, contents=[content], allowed=Deadline(3, "day")
        )
    case = move(case, "extended", at=START, by="TT", to="S1", contents=meant, allowed=Deadline(4, "day"))
    found = case_states(on_engine(Register([case], as_of=AS_OF)), now=START).polars.clocks

    assert [clock.allowed for clock in case_clocks(case, now=START)] == [*allowed, 3]
    assert found["allowed"].to_list() == [*allowed, 3]


def test_an_extension_without_an_amount_adds_nothing(on_engine: Engine) -> None:
    """A file may hold one, since no move made it: what was allowed stays, in one case and in many."""
    case = _with(Deadline(3, "day"))
    empty = made(CaseEvent, sequence=9, at=START, kind="extended", by="TT", to="S1")
    case = case.replace(events=(*case.events, empty))
    found = case_states(on_engine(Register([case], as_of=AS_OF)), now=START).polars.clocks

    assert [clock.allowed for clock in case_clocks(case, now=START)] == found["allowed"].to_list() == [3]


@pytest.mark.traced
def test_what_has_no_deadline_is_not_extended() -> None:
    """More time for what was assigned without any sets none: nobody knows from when it would run."""
    case = _with(Deadline(3, "day"))
    timeless = case.events[-1].replace(allowed=None)
    case = case.replace(events=(*case.events[:-1], timeless))
    case = move(case, "extended", at=START, by="TT", to="S1", allowed=Deadline(4, "day"))

    assert [part.deadline for part in case.state().assignments] == [None]
    assert case_clocks(case, now=START) == ()


@pytest.mark.parametrize("ending", ["replied", "returned", "transferred"])
def test_an_extension_does_not_reach_back(on_engine: Engine, ending: str) -> None:
    """What an agency ended before keeps its three days, though its second part gets four more."""
    case = _with(Deadline(3, "day"))
    case = move(case, ending, at=START, by="S1", to="S2", note="Lý do.")
    if ending == "replied":
        case = move(move(case, "closed", at=START, by="TT"), "reopened", at=START, by="TT", note="Kiến nghị.")
    if ending == "transferred":
        case = move(
            move(case, "accepted", at=START, by="S2"),
            "concluded",
            at=START,
            by="S2",
            contents=["a.1"],
            finding="correct",
        )
    case = move(case, "assigned", at=START, by="TT", to="S1", allowed=Deadline(3, "day"))
    case = move(case, "extended", at=START, by="TT", to="S1", allowed=Deadline(4, "day"))
    found = case_states(on_engine(Register([case], as_of=AS_OF)), now=START).polars.clocks

    assert [clock.allowed for clock in case_clocks(case, now=START)] == [3, 7]
    assert found.filter(agency="S1")["allowed"].to_list() == [3, 7]


def _with(within: Deadline) -> VerificationCase:
    content = CaseContent(id="a.1", text="Nội dung.")
    case = move(
        made(VerificationCase, id="a", network="lc", title="A", contents=[content]),
        "drafted",
        at=START,
        by="BTG",
    )
    case = move(move(case, "submitted", at=START, by="BTG", to="TT"), "directed", at=START, by="TT", to="TT")
    return move(case, "assigned", at=START, by="TT", to="S1", allowed=within)


@pytest.mark.parametrize(
    ("within", "after", "due", "next_due"),
    [
        (Deadline(20, "day", repeat_every=7), timedelta(days=5), date(2024, 9, 19), date(2024, 9, 19)),
        (Deadline(20, "day", repeat_every=7), timedelta(days=30), date(2024, 9, 19), date(2024, 10, 3)),
        (
            Deadline(24, "hour", repeat_every=12),
            timedelta(hours=30),
            START + timedelta(hours=24),
            START + timedelta(hours=36),
        ),
        (Deadline(5, "day"), timedelta(days=6), date(2024, 9, 4), None),
    ],
)
def test_a_deadline_that_recurs(within: Deadline, after: timedelta, due: date, next_due: date | None) -> None:
    """20 days then every 7: the deadline itself stays, and the next update is the first recurrence that is not past."""
    (clock,) = case_clocks(_with(within), now=START + after)

    assert (clock.due, clock.next_due) == (due, next_due)
    assert clock.overdue == (
        after > timedelta(days=20) or within.unit == "hour" or within.repeat_every is None
    )


@pytest.mark.traced
def test_what_recurs_is_counted_from_the_deadline_as_it_was_extended() -> None:
    """20 days and five more, then every seven from there, not from the twentieth."""
    within = Deadline(20, "day", repeat_every=7)
    case = move(_with(within), "extended", at=START, by="TT", to="S1", allowed=Deadline(5, "day"))
    (clock,) = case_clocks(case, now=START + timedelta(days=30))

    assert (clock.due, clock.next_due) == (date(2024, 9, 24), date(2024, 10, 1))


FRIDAY = datetime(2024, 8, 30, 11, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("within", "end", "overdue"),
    [
        (Deadline(4, "working_hour"), FRIDAY.replace(hour=16, minute=30), False),
        (Deadline(4, "working_hour"), FRIDAY.replace(hour=16, minute=30, microsecond=1), True),
        (Deadline(4, "working_hour"), FRIDAY + timedelta(days=1), True),  # at eleven, but on a Saturday
        (Deadline(4, "working_day"), datetime(2024, 9, 7, 23, 59, tzinfo=VIETNAM), False),  # is worked
        (Deadline(4, "working_day"), datetime(2024, 9, 8, 0, 0, tzinfo=VIETNAM), True),
        (Deadline(4, "day"), datetime(2024, 9, 3, 23, 59, tzinfo=VIETNAM), False),
        (Deadline(4, "hour"), FRIDAY + timedelta(hours=4), False),
        (Deadline(4, "hour"), FRIDAY + timedelta(hours=4, microseconds=1), True),
    ],
)
def test_time_that_is_used_up_is_over_with_the_break_that_follows(
    within: Deadline,
    end: datetime,
    overdue: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """The last working second is in time; the noon, the night or the Sunday after it is not, closed or still running."""
    case = _with(within).replace(events=_with(within).events[:-1])
    case = move(case, "assigned", at=FRIDAY, by="TT", to="S1", allowed=within)
    done = move(case, "replied", at=end, by="S1", to="TT", outcome="explained", note="Lý do.")
    for asked, now in ((case, end), (done, end + timedelta(days=9))):
        (clock,) = case_clocks(asked, now=now, calendar=CALENDAR)
        found = case_states(Register([asked], as_of=AS_OF), now=now, calendar=CALENDAR).polars.clocks
        assert (clock.elapsed, clock.overdue) == (4, overdue)
        assert found.select("elapsed", "overdue").rows() == [(4, overdue)]


class Never:
    """A calendar on which nobody ever works."""

    hours = ((time(8), time(12)),)

    def is_working_day(self, day: date) -> bool:  # noqa: ARG002 - whatever the day
        """Say no."""
        return False


@pytest.mark.traced
def test_a_calendar_without_working_days_is_refused() -> None:
    """A calendar that has no working day for a year is an error and not an endless search."""
    register = Register([_with(Deadline(1, "working_day"))], as_of=START.date())
    with pytest.raises(DeadlineError, match="no working day") as refused:
        _ = case_states(register, now=START, calendar=Never()).polars.clocks
    assert "/20" in refused.value.vi  # a day as a Vietnamese sentence writes it


def test_a_break_may_last_a_year_and_a_day() -> None:
    """After 366 days off in a row a calendar still counts; one day more, and it is taken to have none at all."""
    opened = date(2024, 1, 1)
    for off, refused in ((366, False), (367, True)):
        back = opened + timedelta(days=off + 1)
        days_off = frozenset(opened + timedelta(days=n) for n in range(1, off + 1))
        ordinals = Ordinals(SimpleCalendar(weekend=(), holidays=days_off), opened)
        if refused:
            with pytest.raises(DeadlineError, match="366 days"):
                ordinals.of(back)
        else:
            assert (ordinals.of(back), ordinals.day(2), ordinals.works(back)) == (2, back, True)


@pytest.mark.traced
def test_hours_of_the_calendar_are_needed_for_working_hours() -> None:
    """The working day's hours are an input: without them working hours are not counted."""
    with pytest.raises(MissingInputError, match="does not state its working hours"):
        case_clocks(_with(Deadline(4, "working_hour")), now=START, calendar=SimpleCalendar())
