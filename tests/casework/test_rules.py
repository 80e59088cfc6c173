"""Guards as rules: each finds its fault, and is silent on the same case without it, on two engines."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from dlxh import CaseContent, CaseEvent, Collaborator, Register, Report, ReportItem, VerificationCase
from dlxh.rules.cases import RULES
from dlxh.rules.checking import check
from tests.casework.invented import AS_OF, START, made
from tests.engines import engine

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
    """A finding on the verifier names the event and never the report that would lead to its author."""
    found = check(register_of(case_of(events()), unit=None), rules=RULES, only=("V103",))

    assert [finding.record for finding in found] == ["a#5", "a#6", "a#7"]
    assert not any("B1" in str(finding.to_dict()) or "CTV-1" in str(finding.to_dict()) for finding in found)


def test_an_author_of_no_known_unit_is_nobody() -> None:
    """Without the table of collaborators it is not known who sent them, and only the unit that reports is compared."""
    whole = register_of(case_of(events()), unit=None).tables

    assert check(whole, only=("V103",)).counts() == {"V103": 3}
    assert check(whole.only([n for n in whole if n != "collaborators"]), only=("V103",)).counts() == {}


def test_codes_are_the_guards() -> None:
    """Every guard of cases has an example above."""
    assert {fault.code for fault in FAULTS} == {known.code for known in RULES}
