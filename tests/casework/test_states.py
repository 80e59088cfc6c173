"""Where many cases are: the same as each case says of itself, at any instant."""

from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from dlxh import CaseContent, Deadline, Register, VerificationCase
from dlxh.casework.acts import move
from dlxh.casework.clock_of_case import case_clocks
from dlxh.casework.states import CaseStates, case_states
from dlxh.data.case_moves import moves
from dlxh.words.bilingual import ArgumentError
from dlxh.words.days import VIETNAM
from dlxh.words.missing_input import MissingInputError
from dlxh.words.working_time import working_days
from tests.casework.invented import AS_OF, START, made, registers
from tests.casework.test_clocks_of_tables import CALENDAR, CROWD, NOWS
from tests.engines import Engine, engine
from tests.lengths import examples

ONE = timedelta(microseconds=1)


def _of_one(case: VerificationCase, now: datetime) -> dict[str, Any]:
    """The row of a case, from its own fold."""
    state = case.known_at(now).state()
    is_open = state.status is not None and moves().status(state.status).open
    running = [clock for clock in case_clocks(case, now=now, calendar=CALENDAR) if clock.running]
    after = [step.event.at for step in state.steps[1:]] + [now]
    stops = [
        (step.event.at, end)
        for step, end in zip(state.steps, after, strict=bool(state.steps))
        if step.status == "suspended"
    ]
    until = now if is_open or not state.steps else state.steps[-1].event.at
    days = [
        (start.astimezone(START.tzinfo).date(), end.astimezone(START.tzinfo).date()) for start, end in stops
    ]
    return {
        "case": case.id,
        "network": case.network,
        "status": state.status,
        "open": is_open,
        "holder": state.holder,
        "open_agencies": len(state.agencies),
        "route": state.route,
        "contents": len(case.contents),
        "concluded": sum(finding is not None for finding in state.findings),
        "micros": (until - state.steps[0].event.at) // ONE if state.steps else None,
        "paused_micros": sum((end - start for start, end in stops), timedelta(0)) // ONE,
        "paused_days": sum(working_days(start, end, CALENDAR) for start, end in days),
        "open_clocks": len(running),
        "overdue": sum(clock.overdue for clock in running),
        "due_soon": sum(clock.due_soon(1) for clock in running),
    }


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(register=registers(), now=NOWS)
def test_states_of_one_and_of_many_agree(name: str, register: Register, now: datetime) -> None:
    """Status, outcome, finding per content, route, who holds it now, open clocks and durations are derived, twice."""
    _hold_states_equal(case_states(engine(name)(register), now=now, calendar=CALENDAR), register, now)


@pytest.mark.parametrize("days", [0, 5, 30])
def test_states_of_many_invented_cases_are_those_of_each(days: int) -> None:
    """What meets seldom among few random cases meets among these: pauses over days off, two contents, the last route."""
    now = datetime.combine(START.date() + timedelta(days=days), time(11, 30), VIETNAM)
    _hold_states_equal(case_states(CROWD, now=now, calendar=CALENDAR), CROWD, now)


def _hold_states_equal(found: CaseStates, register: Register, now: datetime) -> None:
    assert found.polars.frame.to_dicts() == sorted(
        (_of_one(case, now) for case in register.cases), key=lambda row: row["case"]
    )
    told = [
        (content.id, finding, outcome)
        for case in register.cases
        for state in [case.known_at(now).state()]
        for content, finding, outcome in zip(case.contents, state.findings, state.outcomes, strict=True)
    ]
    assert found.polars.contents.select("content", "finding", "outcome").rows() == sorted(told)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(register=registers(), now=NOWS)
def test_durations_add_up_to_the_whole(register: Register, now: datetime) -> None:
    """Durations add up to the whole, whatever happened."""
    found = case_states(register, now=now, calendar=CALENDAR)
    summed = found.stages.group_by("case").agg(pl.col("micros").sum())

    assert dict(summed.rows()) == {
        case: micros for case, micros in found.frame.select("case", "micros").rows() if micros is not None
    }


def _one_case() -> VerificationCase:
    case = made(VerificationCase, id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")])
    case = move(move(case, "drafted", at=START, by="BTG"), "submitted", at=START, by="BTG", to="TT")
    case = move(case, "directed", at=START, by="TT", to="TT")
    return move(case, "assigned", at=START, by="TT", to="S1", allowed=Deadline(5, "working_day"))


def test_working_time_asks_for_a_calendar() -> None:
    """The calendar is the caller's: clocks in working days are refused without one, and no working day is counted."""
    register = Register([_one_case()], as_of=AS_OF)
    with pytest.raises(MissingInputError, match="calendar"):
        _ = case_states(register, now=START).frame
    with pytest.raises(MissingInputError, match="calendar"):
        case_clocks(_one_case(), now=START)

    plain = _one_case().replace(events=_one_case().events[:3])
    assert case_states(Register([plain], as_of=AS_OF), now=START).frame["paused_days"].to_list() == [None]


def test_every_engine_gives_one_answer(on_frames: Engine) -> None:
    """The states of a case are the same whatever engine or kind of frame holds the tables.

    Five working days from Friday 30/8/2024: 2/9 and 3/9 are off, Saturday 7/9 is worked, so Monday 9/9 is the last.
    """
    found = case_states(
        on_frames(Register([_one_case()], as_of=AS_OF)), now=START + timedelta(days=8), calendar=CALENDAR
    )
    kind = type(found.polars.tables.as_kind(pl.DataFrame({"a": [1]})))
    frames = (
        found.frame,
        found.steps,
        found.findings,
        found.clocks,
        found.routes,
        found.contents,
        found.stages,
    )

    assert {type(each) for each in frames} == {kind}
    assert found.polars.frame.select("status", "holder", "open_clocks", "overdue", "due_soon").rows() == [
        ("assigned", "S1", 1, 0, 1)
    ]
    assert found.polars.clocks.select("agency", "elapsed", "left", "due_day").rows() == [
        ("S1", 4, 1, date(2024, 9, 9))
    ]


def test_what_was_found_later_was_not_known_before() -> None:
    """A case looked at from the past holds neither later findings nor a later route, though the contents store them."""
    case = move(
        _one_case(),
        "concluded",
        at=START + timedelta(days=2),
        by="S1",
        contents=["a.1"],
        finding="correct",
        outcome="explained",
    )
    before = case.known_at(START).state()
    found = case_states(Register([case], as_of=AS_OF), now=START, calendar=CALENDAR)

    assert (before.finding, before.outcome, before.route) == (None, None, None)
    assert found.contents.select("finding", "outcome").rows() == [(None, None)]
    assert found.frame.select("status", "concluded").rows() == [("assigned", 0)]


def test_what_makes_frames_is_not_shown() -> None:
    """What Python shows of states is what they were worked out from, without tables of moves or the maker of frames."""
    states = case_states(Register(as_of=AS_OF, empty=("cases",)), now=START)
    inputs = f"tables={states.polars.tables!r}, now={START!r}, calendar=None, soon=1"
    assert repr(states) == f"CaseStates(polars=StateFrames({inputs}))"


def test_tables_of_cases_are_needed() -> None:
    """A table that was not given is an error and not a register without cases."""
    with pytest.raises(MissingInputError, match="cases"):
        case_states(Register(as_of=AS_OF), now=START)


@pytest.mark.parametrize(
    "given",
    [
        {"now": None},
        {"now": "2024-07-24T08:00+07:00"},
        {"now": AS_OF},
        {"now": datetime(2024, 7, 24)},  # noqa: DTZ001 - what is tested
        {"calendar": 4},
        {"soon": "1"},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_at_the_call(given: dict[str, Any]) -> None:
    """An instant that is none, or a calendar that is none, is refused before anything is worked out."""
    with pytest.raises(ArgumentError):
        case_states(Register(as_of=AS_OF, empty=("cases",)), **{"now": START, **given})
