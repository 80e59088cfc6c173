"""A machine walks random moves, legal and illegal, and keeps what must hold of every case."""

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from dlxh import CaseContent, Deadline, MoveError, VerificationCase
from dlxh.casework.states import case_states
from dlxh.data.moves import moves
from dlxh.models.case_kinds import CaseEventKind, CaseOutcome, ContentFinding
from dlxh.register.register import Register
from dlxh.rules.cases import RULES
from dlxh.rules.checking import check
from tests.casework.invented import AS_OF, START, made

UNITS = st.sampled_from(("BTG", "TT", "S1", "S2"))
FIELDS = st.fixed_dictionaries(
    {
        "by": UNITS,
        "to": UNITS,
        "contents": st.sampled_from(((), ("a.1",), ("a.1", "a.2"))),
        "within": st.sampled_from((None, Deadline(3, "day"), Deadline(30, "hour"))),
        "finding": st.sampled_from((None, *ContentFinding)),
        "outcome": st.sampled_from((None, *CaseOutcome)),
        "other": st.sampled_from((None, "b")),
        "note": st.sampled_from((None, "Lý do.")),
        "actor": st.sampled_from((None, "Trưởng ban", "Chuyên viên")),
    }
)
WAITS = st.integers(-1, 30).map(lambda hours: timedelta(hours=hours))


class CaseMachine(RuleBasedStateMachine):
    """One case, moved at random."""

    def __init__(self) -> None:
        super().__init__()
        contents = [CaseContent(id="a.1", text="Một."), made(CaseContent, id="a.2", text="Hai.")]
        self.case = made(VerificationCase, id="a", network="lc", title="Vụ việc", contents=contents)
        self.clock = START

    @rule(kind=st.sampled_from(CaseEventKind), wait=WAITS, fields=FIELDS)
    def any_move(self, kind: str, wait: timedelta, fields: dict[str, Any]) -> None:
        """Try a move; a refused one changes nothing."""
        self._try(kind, wait, fields)

    @rule(choice=st.integers(0, 99), wait=WAITS, fields=FIELDS)
    def allowed_move(self, choice: int, wait: timedelta, fields: dict[str, Any]) -> None:
        """Try a move that the table allows, so that walks get far; it may still be refused for what it lacks."""
        allowed = self.case.allowed()
        if allowed:
            self._try(allowed[choice % len(allowed)], wait, fields)

    def _try(self, kind: str, wait: timedelta, fields: dict[str, Any]) -> None:
        before = self.case.model_dump_json()
        known = self.case
        told: tuple[str, ...] = ()
        try:
            moved: VerificationCase | None = known.move(kind, at=self.clock + wait, **fields)
        except MoveError as refused:
            told = refused.allowed
            moved = None
        if moved is None:
            assert told == known.allowed()
        else:
            assert kind in known.allowed()
            assert len(moved.events) == len(known.events) + 1
            self.case, self.clock = moved, self.clock + wait
        assert known.model_dump_json() == before

    @invariant()
    def time_is_monotone(self) -> None:
        """Events stand in the order of time, and are numbered in it."""
        events = self.case.events
        assert list(events) == sorted(events, key=lambda event: event.at)
        assert [event.sequence for event in events] == list(range(1, len(events) + 1))

    @invariant()
    def state_is_a_replay(self) -> None:
        """The state is that of the case read again from JSON with its events in any order."""
        again = VerificationCase.model_validate_json(self.case.model_dump_json())
        assert again.replace(events=tuple(reversed(again.events))).state() == self.case.state()

    @invariant()
    def somebody_holds_it(self) -> None:
        """Every open case has a holder, or stands in a state that the table marks as waiting."""
        state = self.case.state()
        if state.status is not None:
            status = moves().status(state.status)
            assert (state.holder is not None) == (status.open and not status.waiting)

    def teardown(self) -> None:
        """Durations add up, and no guard finds a fault in a case that only `move` has made."""
        register = Register([self.case], as_of=AS_OF, empty=("reports",))
        found = case_states(register, now=self.clock + timedelta(hours=5))
        assert found.stages["micros"].sum() == (found.frame["micros"].sum() or 0)
        assert check(register, rules=RULES).counts() == {}


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(max_examples=30, stateful_step_count=30)
