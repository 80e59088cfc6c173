"""Invented cases: any sequence of events, allowed or not, over few units, contents and instants, so that they meet."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from dlxh import CaseContent, Deadline, Register, VerificationCase
from dlxh.measures.sources.cases import PHASES
from dlxh.models import CaseEvent
from dlxh.models.case_kinds import AssignmentTask, CaseEventKind, CaseOutcome, ContentFinding, Route
from dlxh.models.moves_of import MovesFrom
from dlxh.words.days import VIETNAM
from dlxh.words.record import Value

V = TypeVar("V", bound=Value)


def made(model: type[V], **fields: Any) -> V:  # noqa: ANN401 - whatever the model reads
    """Build a record as a reader does, from plain texts and lists."""
    return model.model_validate(fields)


AS_OF = date(2024, 12, 31)
START = datetime(2024, 8, 30, 7, 15, tzinfo=VIETNAM)
UNITS = ("BTG", "TT", "S1", "S2")

_maybe_unit = st.sampled_from((*UNITS, None))
_steps = st.sampled_from(
    [
        timedelta(0),
        timedelta(minutes=7, microseconds=3),
        timedelta(hours=5),
        timedelta(hours=19),
        timedelta(days=1),
        timedelta(days=4),
    ]
)
_deadlines = st.sampled_from(
    [
        None,
        Deadline(2, "working_day"),
        Deadline(4, "working_hour"),
        Deadline(24, "hour"),
        Deadline(3, "day"),
        Deadline(1, "working_day"),
    ]
)


ASSIGNING = ("assigned", "replied", "extended", "closed", "reopened", "transferred", "paused", "resumed")
"""The kinds of events that begin what an agency owes, lengthen it and end it."""


@st.composite
def cases(draw: st.DrawFn, number: int = 1, kinds: Iterable[str] = tuple(CaseEventKind)) -> VerificationCase:
    """Return a case whose events may be anything of some kinds, in any order of the tuple."""
    chosen = st.sampled_from(tuple(kinds))
    name = f"XM-{number}"
    contents = [
        made(CaseContent, id=f"{name}.{place}", text="Nội dung.")
        for place in range(1, draw(st.integers(1, 3)) + 1)
    ]
    ids = [content.id for content in contents]
    moment, events = START, []
    for _ in range(draw(st.integers(0, 9))):
        moment += draw(_steps)
        events.append(draw(_event(moment, ids, chosen)))
    return made(VerificationCase,
        id=name, network="lc", title="Vụ việc", contents=contents, events=tuple(draw(st.permutations(events))),
        route=draw(st.sampled_from((None, *Route))),
    )  # fmt: skip


@st.composite
def _event(draw: st.DrawFn, moment: datetime, ids: list[str], kinds: st.SearchStrategy[str]) -> CaseEvent:
    fields: dict[str, Any] = {
        "sequence": draw(st.integers(1, 3)),
        "at": moment,
        "kind": draw(kinds),
        "by": draw(_maybe_unit),
        "to": draw(_maybe_unit),
        "task": draw(st.sampled_from((None, *AssignmentTask))),
        "contents": draw(st.lists(st.sampled_from([*ids, "la"]), max_size=2, unique=True)),
        "allowed": draw(_deadlines),
        "finding": draw(st.sampled_from((None, *ContentFinding))),
        "outcome": draw(st.sampled_from((None, *CaseOutcome))),
        "route": draw(st.sampled_from((None, *Route))),
        "actor": draw(st.sampled_from((None, "Trưởng ban"))),
        "note": draw(st.sampled_from((None, "Lý do."))),
    }
    return made(CaseEvent, **fields)


@st.composite
def registers(draw: st.DrawFn, most: int = 4, kinds: Iterable[str] = tuple(CaseEventKind)) -> Register:
    """Return a register of some cases, perhaps of none."""
    count = draw(st.integers(0, most))
    return Register(
        [draw(cases(number, kinds)) for number in range(1, count + 1)], as_of=AS_OF, empty=("cases",)
    )


TIMES_OF_DAY: Final = (
    time(0),
    time(7, 15, 40),
    time(7, 30),
    time(9, 59, 59, 999_999),
    time(11, 30),
    time(11, 30, 0, 1),
    time(13),
    time(15, 1, 2, 3),
    time(16, 30),
    time(20),
)
"""Instants on either side of every bound of the hours of `CALENDAR` in `test_clocks_of_tables.py`, and with seconds."""


def crowd(number: int = 120, seed: int = 7) -> Register:
    """Return many invented cases, the same ones for a seed: what meets seldom meets here, and in one query."""
    random = Random(seed)  # noqa: S311 - invented cases, nothing secret
    return Register([_of_crowd(random, place) for place in range(1, number + 1)], as_of=AS_OF)


def _of_crowd(random: Random, number: int) -> VerificationCase:
    name = f"XM-{number:03}"
    contents = [f"{name}.{place}" for place in range(1, random.randint(1, 3) + 1)]
    kinds = random.choice((tuple(CaseEventKind), ASSIGNING))
    day, instants = START.date(), []
    for _ in range(random.randint(0, 9)):
        day += timedelta(days=random.choice((0, 0, 0, 1, 1, 2, 5)))
        instants.append(datetime.combine(day, random.choice(TIMES_OF_DAY), VIETNAM))
    events = [_event_of_crowd(random, at, contents, random.choice(kinds)) for at in sorted(instants)]
    return made(VerificationCase,
        id=name, network="lc", title="Vụ việc", contents=[{"id": each, "text": "Nội dung."} for each in contents],
        events=tuple(random.sample(events, len(events))), route=random.choice((None, *Route)),
    )  # fmt: skip


def _event_of_crowd(random: Random, at: datetime, contents: list[str], kind: str) -> CaseEvent:
    deadlines = (None, *(Deadline(n, unit) for n in (1, 2) for unit in ("day", "working_day", "hour")),
                 Deadline(4, "working_hour"), Deadline(7, "working_hour"), Deadline(24, "hour"))  # fmt: skip
    return made(CaseEvent,
        sequence=random.randint(1, 3), at=at, kind=kind,
        by=random.choice(("S1", "S1", "TT", None)), to=random.choice(("S1", "S1", "TT", None)),
        task=random.choice((None, *AssignmentTask)), allowed=random.choice(deadlines),
        contents=random.sample([*contents, "la"], random.choice((0, 0, 1, 1, 2))),
        finding=random.choice((None, *ContentFinding)), outcome=random.choice((None, *CaseOutcome)),
        route=random.choice((None, *Route)), actor="Trưởng ban", note="Lý do.",
    )  # fmt: skip


def standing(case: VerificationCase, table: MovesFrom = None) -> str | None:
    """Where a case is by its own fold: out of sight, in work, answered, or how it left the work."""
    stands: str | None = None
    told: str | None = "out"
    answered = False
    for step in case.state(table).steps:
        phase = PHASES[str(step.status)] if step.status else "out"
        told = told if phase == "as_before" else phase
        gone = step.status == "closed" and told in {"out", "in_work"}
        now = "dropped" if gone else told
        now = "in_work" if now == "out" and stands is not None else now
        answered = step.status == "replied" or (answered and now != "in_work")
        stands = None if now == "out" else "replied" if answered and now == "concluded" else now
    return stands
