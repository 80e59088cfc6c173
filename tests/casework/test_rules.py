"""Guards as rules: each finds its fault, and is silent on the same case without it, on two engines."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from dlxh import CaseContent, Collaborator, Register, Report, ReportItem, VerificationCase, measure
from dlxh.casework.acts import move
from dlxh.errors import MoveError
from dlxh.models import CaseEvent
from dlxh.models.case_kinds import AssignmentTask, CaseOutcome
from dlxh.rules.families.cases import RULES
from dlxh.verbs.check import check
from tests.casework.invented import AS_OF, START, made
from tests.engines import Engine, engine

WAY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("drafted", {"by": "BTG"}),
    ("submitted", {"by": "BTG", "to": "TT"}),
    ("directed", {"by": "TT", "to": "BCSD"}),
    ("assigned", {"by": "BCSD", "to": "S1"}),
    ("accepted", {"by": "S1"}),
    ("concluded", {"by": "S1", "contents": ("a.1",), "finding": "correct"}),
    ("replied", {"by": "S1", "to": "BTG"}),
    ("closed", {"by": "BTG"}),
)
"""A case that goes its way without a fault."""


def events(*changes: tuple[int, dict[str, Any]], without: tuple[int, ...] = ()) -> list[CaseEvent]:
    """The way of the good case, with some events changed or left out, by their number from 1."""
    changed = dict(changes)
    return [
        made(CaseEvent, **{"sequence": number, "at": START + timedelta(hours=number), "kind": kind, **fields, **changed.get(number, {})})
        for number, (kind, fields) in enumerate(WAY, start=1)
        if number not in without
    ]  # fmt: skip


def case_of(steps: list[CaseEvent], finding: str | None = "correct") -> VerificationCase:
    """The case with these events."""
    content = made(CaseContent, id="a.1", text="Nội dung.", finding=finding)
    return made(
        VerificationCase,
        id="a",
        network="lc",
        title="Vụ việc",
        items=("B1.1",),
        contents=[content],
        events=steps,
    )


def register_of(case: VerificationCase, unit: str | None = "BTG") -> Register:
    """A register with the case, and with the report of a unit, or else of a collaborator sent by S1, that raised it."""
    item = made(ReportItem, id="B1.1", scope="local", topics=("land",), summary="Đền bù chậm.")
    sender: dict[str, Any] = {"author_unit": unit} if unit else {"author": "CTV-1"}
    report = made(
        Report,
        id="B1",
        network="lc",
        kind="periodic",
        received_at=START,
        channel="written",
        items=[item],
        **sender,
    )
    person = made(Collaborator, id="CTV-1", network="lc", organisation="S1", position="Chuyên viên")
    return Register([report, case, person], as_of=AS_OF)


@dataclass(frozen=True)
class Fault:
    """One example: the rule, the faulty register, and the record that it is found in."""

    code: str
    faulty: Register
    record: str


FAULTS = [
    Fault("V101", register_of(case_of(events(without=(7,)))), "a#7"),
    Fault("V102", register_of(case_of(events((6, {"finding": None})), finding=None)), "a.1"),
    Fault("V103", register_of(case_of(events()), unit="S1"), "a#5"),
    Fault("V103", register_of(case_of(events()), unit=None), "a#6"),
    Fault("V104", register_of(case_of(events((3, {"by": "BTG"})))), "a#3"),
    Fault("V105", register_of(case_of(events(without=(4,)))), "a#4"),
    Fault("V106", register_of(case_of(events((5, {"sequence": 9})))), "a#6"),
    Fault("V107", register_of(case_of(events(without=(3,)))), "a#3"),
    Fault("V108", register_of(case_of(events(), finding="incorrect")), "a.1"),
    Fault("V108", register_of(case_of(events(), finding=None)), "a.1"),
    Fault("V109", register_of(case_of([made(CaseEvent, sequence=1, at=START, kind="drafted")])), "a"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault.code}-{place}" for place, fault in enumerate(FAULTS)])
def test_each_guard_finds_its_fault(name: str, fault: Fault) -> None:
    """Each is a coded rule: it finds the faulty record, with the same result on each engine."""
    found = check(engine(name)(fault.faulty), rules=RULES, only=(fault.code,))

    assert fault.record in {finding.record for finding in found}


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_a_good_case_has_no_finding(name: str) -> None:
    """On a case that goes its way every guard is silent, and none is skipped."""
    found = check(engine(name)(register_of(case_of(events()))), rules=RULES)

    assert found.counts() == {}
    assert not found.skipped


@pytest.mark.parametrize("task", [None, *AssignmentTask])
def test_only_what_is_to_be_verified_owes_a_finding(on_engine: Engine, task: AssignmentTask | None) -> None:
    """A reply without a finding is a fault where the task was to verify or to clarify, to `move` and to the rule alike."""
    owed = {"V102": 1} if task in {AssignmentTask.VERIFY, AssignmentTask.CLARIFY} else {}
    stored = case_of(events((4, {"task": task}), (7, {"outcome": "explained"}), without=(6,)), finding=None)
    moved = stored.replace(events=stored.events[:5])

    assert check(on_engine(register_of(stored)), rules=RULES).counts() == owed
    with pytest.raises(MoveError) if owed else nullcontext() as refused:
        moved = move(moved, "replied", at=START + timedelta(hours=7), by="S1", to="BTG", outcome="explained")
    assert refused is None or refused.value.rule == "V102"
    assert moved.state().outcomes == ((None,) if owed else (CaseOutcome.EXPLAINED,))


def test_each_agency_owes_what_it_was_asked_for(on_engine: Engine) -> None:
    """Of two agencies one explains and one verifies: only the content of the second owes a finding, once it has replied."""
    first = events()[:3]
    more = [
        ("assigned", {"by": "BCSD", "to": "S1", "task": "reply", "contents": ("a.1",)}),
        ("assigned", {"by": "BCSD", "to": "S2", "task": "clarify", "contents": ("a.2",)}),
        ("replied", {"by": "S1", "to": "BTG"}),
        ("replied", {"by": "S2", "to": "BTG"}),
    ]
    steps = [
        made(CaseEvent, sequence=number, at=START + timedelta(hours=number), kind=kind, **fields)
        for number, (kind, fields) in enumerate(more, start=4)
    ]
    contents = [made(CaseContent, id=key, text="Nội dung.") for key in ("a.1", "a.2")]
    case = case_of([*first, *steps], finding=None).replace(contents=tuple(contents))
    found = check(on_engine(register_of(case)), rules=RULES, only=("V102",))
    early = check(on_engine(register_of(case.replace(events=case.events[:-1]))), rules=RULES, only=("V102",))

    assert [finding.record for finding in found] == ["a.2"]
    assert early.counts() == {}


def test_opinions_answered_at_the_meeting(on_engine: Engine) -> None:
    """Phường 1, Tân Bình, 26/5/2022: of nine opinions six were answered on the spot and three noted; no finding is owed."""
    contents = [made(CaseContent, id=f"p.{number}", text="Ý kiến.") for number in range(1, 10)]
    spoken = tuple(content.id for content in contents[:6])
    case = made(VerificationCase, id="p", network="tb", title="Ý kiến tại hội nghị", contents=contents)
    case = move(move(case, "drafted", at=START, by="DU"), "submitted", at=START, by="DU", to="TT")
    case = move(case, "directed", at=START, by="TT", to="UB")
    case = move(case, "assigned", at=START, by="TT", to="UB", task="reply", contents=spoken)
    case = move(case, "replied", at=START, by="UB", to="DU", contents=spoken, outcome="explained")
    case = move(case, "closed", at=START, by="DU", note="03 ý kiến được ghi nhận.")
    register = Register([case], as_of=START.date(), empty=("reports",))

    assert check(on_engine(register), rules=RULES).counts() == {}
    assert measure(on_engine(register), "answered_rate").rate("answered_rate").share == 10_000
    by_outcome = measure(on_engine(register), "contents", by=["outcome"]).polars
    assert dict(by_outcome.filter(pl.col("value") > 0).select("outcome", "value").iter_rows()) == {
        "explained": 6,
        None: 3,
    }


def test_a_reopened_case_is_closed_by_a_reply_of_its_own(on_engine: Engine) -> None:
    """A reply before a case was reopened does not answer why it was; the second closing without one is found."""
    more = [("reopened", {"by": "TT", "note": "Kiến nghị tiếp."}), ("closed", {"by": "BTG"})]
    steps = [
        made(CaseEvent, sequence=number, at=START + timedelta(hours=number), kind=kind, **fields)
        for number, (kind, fields) in enumerate(more, start=9)
    ]
    found = check(on_engine(register_of(case_of([*events(), *steps]))), rules=RULES, only=("V101",))

    assert [finding.record for finding in found] == ["a#10"]


@pytest.mark.parametrize(
    "right",
    [
        events((8, {"note": "Đã trả lời bằng văn bản khác."}), without=(7,)),
        events(
            (1, {"actor": "Chuyên viên"}),
            (2, {"actor": "Chuyên viên"}),
            (3, {"by": "BTG", "actor": "Trưởng ban"}),
        ),
    ],
    ids=["V101", "V104"],
)
def test_what_is_said_openly_is_no_fault(right: list[CaseEvent]) -> None:
    """A stated reason replaces the reply, and two offices of one unit are two hands."""
    assert set(check(register_of(case_of(right)), rules=RULES, only=("V101", "V104")).counts()) == set()


def test_no_guard_names_a_report() -> None:
    """A finding on the verifier has the event and never the report that would lead to its author."""
    found = check(register_of(case_of(events()), unit=None), rules=RULES, only=("V103",))

    assert [finding.record for finding in found] == ["a#5", "a#6", "a#7"]
    assert not any("B1" in str(finding.to_dict()) or "CTV-1" in str(finding.to_dict()) for finding in found)


def test_an_author_of_no_known_unit_is_nobody() -> None:
    """Without the table of collaborators it is not known who sent them, and only the unit that reports is compared."""
    whole = register_of(case_of(events()), unit=None).tables

    assert check(whole, only=("V103",)).counts() == {"V103": 3}
    assert check(whole.select([n for n in whole if n != "collaborators"]), only=("V103",)).counts() == {}


def test_who_reported_twice_is_told_once(on_engine: Engine) -> None:
    """A unit that reported, and one of its collaborators too, verifies its own matter at each of its steps, reported once."""
    both = [register_of(case_of(events()), unit=unit) for unit in ("S1", None)]
    (by_unit,), (by_person,) = both[0].reports, both[1].reports
    other = by_person.replace(id="B2", items=[by_person.items[0].replace(id="B2.1")])
    case = both[0].cases[0].replace(items=("B1.1", "B2.1"))
    register = Register([by_unit, other, case, *both[0].collaborators], as_of=AS_OF)

    assert check(on_engine(register), only=("V103",)).counts() == {"V103": 3}


def test_what_cases_come_to_rests_on_tables_of_records() -> None:
    """Where a table is absent from which steps are folded, the rules that need the fold are skipped, and it is named."""
    whole = register_of(case_of(events())).tables
    found = check(whole.select([name for name in whole if name != "event_contents"]), rules=RULES)

    assert found.skipped == dict.fromkeys(("V102", "V107", "V108", "V109"), ("event_contents",))


def test_codes_are_the_guards() -> None:
    """Every guard of cases has an example above."""
    assert {fault.code for fault in FAULTS} == {known.code for known in RULES}
