"""The table of moves, and what `move` and its siblings refuse."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from dlxh import CaseContent, Deadline, VerificationCase
from dlxh.casework.acts import merge, move, split
from dlxh.data.case_moves import (
    START,
    Move,
    MoveTable,
    MoveTableError,
    Status,
    kinds_where,
    move_table,
    moves,
)
from dlxh.data.code_lists import code_list
from dlxh.data.facts import read_facts
from dlxh.errors import ArgumentError, Error, MoveError
from dlxh.models.case_fold import finding_of
from dlxh.models.case_kinds import ActorRole, CaseEventKind, CaseStatus, ContentFinding
from dlxh.rules.families.cases import RULES
from tests.casework.invented import START as FIRST
from tests.casework.invented import made

RETURNABLE = moves().with_moves(
    replace(moves()["returned"], sources=(*moves()["returned"].sources, "reopened"))
)


def fresh(contents: int = 2) -> VerificationCase:
    """A case to which nothing has happened."""
    parts = [CaseContent(id=f"a.{number}", text="Nội dung.") for number in range(1, contents + 1)]
    return made(VerificationCase, id="a", network="lc", title="Vụ việc", contents=parts)


def at(hours: float) -> datetime:
    """A number of hours after the first event."""
    return FIRST + timedelta(hours=hours)


def assigned(*agencies: str) -> VerificationCase:
    """A case that is assigned to agencies, each with one content."""
    case = move(move(fresh(), "drafted", at=at(0), by="BTG"), "submitted", at=at(1), by="BTG", to="TT")
    case = move(case, "directed", at=at(2), by="TT", to="BCSD", route="government_party_body")
    for number, agency in enumerate(agencies, start=1):
        case = move(
            case,
            "assigned",
            at=at(3),
            by="BCSD",
            to=agency,
            task="verify",
            contents=[f"a.{number}"],
            allowed=Deadline(10, "day"),
        )
    return case


def test_the_table_speaks_of_known_things() -> None:
    """Kinds, statuses and roles of the table are those of the enumerations, and its checks are coded rules."""
    table = moves()

    assert set(table.kinds) == set(CaseEventKind)
    assert {status.key for status in table.statuses} == set(CaseStatus)
    assert {move.role for move in table.moves} == set(ActorRole)
    assert {code for move in table.moves for code in move.checks} <= {known.code for known in RULES}
    assert table.source


def test_every_status_can_be_reached_and_every_open_one_left() -> None:
    """No status of the table is a dead end while work is left, and none is out of reach."""
    table = moves()
    reached = {move.to for move in table.moves} | {move.otherwise for move in table.moves}

    assert {status.key for status in table.statuses} <= reached
    assert [key for key in table.open_statuses if not table.next_moves(key)] == []


@pytest.mark.parametrize("status", [None, *CaseStatus])
@pytest.mark.parametrize("kind", list(CaseEventKind))
def test_the_table_decides(kind: str, status: str | None) -> None:
    """A move is allowed in exactly the statuses that its row names."""
    assert (kind in moves().next_moves(status)) == ((status or START) in moves()[kind].sources)


@pytest.mark.traced
def test_a_refused_move_says_what_is_allowed_in_both_languages() -> None:
    """`case.move(…)` raises MoveError that says what is allowed now, in vi and en."""
    with pytest.raises(MoveError) as refused:
        move(fresh(), "closed", at=at(0), by="BTG")

    assert refused.value.next_moves == ("drafted",)
    assert "chưa bắt đầu" in refused.value.vi
    assert "drafted (đã soạn)" in refused.value.vi
    assert "not begun" in refused.value.en
    assert "drafted (drafted)" in refused.value.en


@pytest.mark.traced
@pytest.mark.parametrize(
    ("kind", "fields", "said", "rule"),
    [
        ("nothing", {}, "no move 'nothing'", None),
        ("reminded", {"by": "TT"}, "reminded needs to=", None),
        ("accepted", {"by": "S1", "at": at(2)}, "before the last event", None),
        (
            "concluded",
            {"by": "S1", "contents": ("b.1",), "finding": "correct"},
            "no content 'b.1'; it has: a.1, a.2;",
            None,
        ),
        ("replied", {"by": "S1", "to": "BTG"}, "contents without a finding: a.1", "V102"),
    ],
)
def test_what_move_refuses(kind: str, fields: dict[str, Any], said: str, rule: str | None) -> None:
    """A move without its fields, before the last event, on a foreign content or without a finding is refused."""
    with pytest.raises(MoveError, match=said) as refused:
        move(assigned("S1"), kind, **{"at": at(4), **fields})

    assert refused.value.rule == rule


def test_who_proposed_does_not_approve() -> None:
    """Nobody approves what they proposed; another office of the same unit may."""
    case = move(fresh(), "drafted", at=at(0), by="BTG", actor="Chuyên viên")
    case = move(case, "submitted", at=at(1), by="BTG", to="BTG", actor="Chuyên viên")
    with pytest.raises(MoveError) as refused:
        move(case, "directed", at=at(2), by="BTG", to="S1", actor="Chuyên viên")

    assert refused.value.rule == "V104"
    assert move(case, "directed", at=at(2), by="BTG", to="S1", actor="Trưởng ban").state().holder == "S1"


@pytest.mark.traced
def test_closing_needs_a_reply_or_a_reason() -> None:
    """No close without a reply or an explicit reason."""
    case = move(assigned(), "closed", at=at(5), by="BTG", note="Đã xử lý ở vụ việc khác.")
    with pytest.raises(MoveError) as refused:
        move(assigned(), "closed", at=at(5), by="BTG")

    assert case.state().status is CaseStatus.CLOSED
    assert refused.value.rule == "V101"


def test_a_reopened_case_needs_an_answer_of_its_own() -> None:
    """What was answered before a case was reopened does not answer why it was: to close it again needs a reply or a reason."""
    case = move(assigned("S1"), "concluded", at=at(4), by="S1", contents=["a.1"], finding="correct")
    case = move(move(case, "replied", at=at(5), by="S1", to="BTG"), "closed", at=at(6), by="BTG")
    case = move(case, "reopened", at=at(7), by="TT", note="Công dân kiến nghị tiếp.")
    case = move(case, "returned", at=at(8), by="TT", to="BTG", note="Nêu rõ.", within=RETURNABLE)
    with pytest.raises(MoveError) as refused:
        move(case, "closed", at=at(9), by="BTG")

    assert refused.value.rule == "V101"
    assert move(case, "closed", at=at(9), by="BTG", note="Không có nội dung mới.").state().status == "closed"


@pytest.mark.traced
def test_a_cause_may_be_asked_for_by_ones_own_table() -> None:
    """With one's own table, an event that comes before its cause is refused by the coded rule."""
    early = replace(moves()["resumed"], sources=("draft",))
    with pytest.raises(MoveError) as refused:
        move(
            move(fresh(), "drafted", at=at(0), by="BTG"),
            "resumed",
            at=at(1),
            by="BTG",
            within=moves().with_moves(early),
        )

    assert refused.value.rule == "V105"


def test_a_value_that_no_event_holds_is_a_validation_error() -> None:
    """An instant without offset is refused by the model, as everywhere, and the error has the field."""
    with pytest.raises(ValidationError) as refused:
        move(fresh(), "drafted", at=at(0).replace(tzinfo=None), by="BTG")

    (fault,) = refused.value.errors()
    assert (refused.value.title, fault["loc"], fault["type"]) == ("CaseEvent", ("at",), "instant_format")


def test_two_agencies_answer_one_case() -> None:
    """A case answered by two agencies is answered when both have answered."""
    case = assigned("S1", "S2")
    for hour, agency, content, finding in ((4, "S1", "a.1", "correct"), (8, "S2", "a.2", "incorrect")):
        case = move(case, "accepted", at=at(hour), by=agency)
        case = move(
            case,
            "concluded",
            at=at(hour + 1),
            by=agency,
            contents=[content],
            finding=finding,
            outcome="explained",
        )
        assert case.state().status == ("verifying" if agency == "S1" else "concluded")
        case = move(case, "replied", at=at(hour + 2), by=agency, to="BTG")
        assert case.state().agencies == (("S2",) if agency == "S1" else ())
    state = case.state()

    assert (state.status, state.holder, state.finding) == ("replied", "BTG", "partly_correct")
    assert state.outcome == "explained"
    assert state.route == case.route == "government_party_body"
    assert [content.finding for content in case.contents] == ["correct", "incorrect"]


def test_found_and_done_are_two_axes() -> None:
    """“đúng” with no action and “không đúng” with explanation are both possible."""
    case = assigned("S1")
    right = move(
        case, "concluded", at=at(4), by="S1", contents=["a.1"], finding="correct", outcome="no_action"
    )
    wrong = move(
        case, "concluded", at=at(4), by="S1", contents=["a.1"], finding="incorrect", outcome="explained"
    )

    assert (right.contents[0].finding, right.contents[0].outcome) == ("correct", "no_action")
    assert (wrong.contents[0].finding, wrong.contents[0].outcome) == ("incorrect", "explained")


def test_quoc_oai() -> None:
    """Quốc Oai: 16 contents = 5 đúng + 2 đúng một phần + 7 không đúng + 2 chưa đủ cơ sở (KL 18/KL-UBND, 15/6/2021)."""
    published = dict(zip(ContentFinding, (5, 2, 7, 2), strict=True))
    findings = [finding for finding, count in published.items() for _ in range(count)]
    case = move(move(fresh(16), "drafted", at=at(0), by="BTG"), "submitted", at=at(0), by="BTG", to="TT")
    case = move(move(case, "directed", at=at(0), by="TT", to="TTr"), "assigned", at=at(0), by="TT", to="TTr")
    for number, finding in enumerate(findings, start=1):
        assert case.state().status in {"assigned", "verifying"}
        case = move(case, "concluded", at=at(number), by="TTr", contents=[f"a.{number}"], finding=finding)
    state = case.state()

    assert {finding: state.findings.count(finding) for finding in ContentFinding} == published
    assert len(state.findings) == 16
    assert (state.status, state.finding) == ("concluded", "partly_correct")


@pytest.mark.traced
@pytest.mark.parametrize(
    ("found", "whole"),
    [
        ([], None),
        (["correct", None], None),
        (["incorrect", "incorrect"], "incorrect"),
        (["incorrect", "insufficient_grounds"], "insufficient_grounds"),
        (["partly_correct", "insufficient_grounds"], "partly_correct"),
    ],
)
def test_the_finding_of_a_case_is_derived(found: list[str | None], whole: str | None) -> None:
    """The case's finding is derived from those on its contents, and is none while one is missing."""
    assert finding_of([None if one is None else ContentFinding(one) for one in found]) == whole


def test_a_split_keeps_links_and_moves_contents() -> None:
    """A case that is split keeps its items on both sides, and each content is in exactly one."""
    case = assigned("S1").replace(items=("B1.1",), matters=("VD-1",))
    rest, new = split(case, ["a.2"], into="b", title="Phần tách", at=at(4), by="BTG")

    assert ([c.id for c in rest.contents], [c.id for c in new.contents]) == (["a.1"], ["a.2"])
    assert rest.items == new.items == ("B1.1",)
    assert (rest.state().status, new.state().status) == ("assigned", "draft")
    assert (rest.events[-1].other, new.events[-1].other) == ("b", "a")


def test_what_split_refuses() -> None:
    """Neither all contents nor a concluded one are split off."""
    with pytest.raises(MoveError, match="stays"):
        split(assigned("S1"), ["a.1", "a.2"], into="b", title="B", at=at(4), by="BTG")
    concluded = move(assigned("S1"), "concluded", at=at(4), by="S1", contents=["a.1"], finding="correct")
    with pytest.raises(MoveError, match="stays"):
        split(concluded, ["a.1"], into="b", title="B", at=at(5), by="BTG")


def test_a_merger_hands_over_items_and_matters() -> None:
    """The surviving case takes over the links; the merged one has ended."""
    one = assigned("S1").replace(items=("B1.1", "B2.1"), matters=("VD-1",))
    other = move(fresh(), "drafted", at=at(0), by="BTG").replace(
        id="b", items=("B2.1", "B3.1"), matters=("VD-2",)
    )
    merged, survivor = merge(other, one, at=at(9), by="BTG")

    assert (merged.state().status, merged.events[-1].other) == ("merged", "a")
    assert survivor.items == ("B1.1", "B2.1", "B3.1")
    assert survivor.matters == ("VD-1", "VD-2")


@pytest.mark.parametrize("survivor", [fresh().replace(id="b"), assigned("S1")], ids=["not begun", "itself"])
def test_what_a_merger_refuses(survivor: VerificationCase) -> None:
    """A case is merged neither into itself nor into one that is not open."""
    with pytest.raises(MoveError, match="another that is open"):
        merge(assigned("S1"), survivor, at=at(9), by="BTG")


ROW = Move("drafted", (START,), "proposer", to="draft")
OPEN = (Status("draft", open=True),)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("statuses", "rows", "said"),
    [
        (OPEN, (ROW, ROW), "twice"),
        (OPEN * 2, (ROW,), "twice"),
        (OPEN, (replace(ROW, kind="danced"),), "case_event_kind has no 'danced'"),
        ((*OPEN, Status("dancing", open=True)), (ROW,), "case_status has no 'dancing'"),
        (OPEN, (replace(ROW, to="closed"),), "no status 'closed'"),
        (OPEN, (replace(ROW, after=("closed",)),), "no move 'closed'"),
        (OPEN, (replace(ROW, holder="all"),), "holder is one of by, to, nobody"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(statuses: Any, rows: Any, said: str) -> None:  # noqa: ANN401
    """Rows that do not fit together are refused when the table is made, and the error has the row."""
    with pytest.raises(MoveTableError, match=said):
        MoveTable(statuses, rows)


@pytest.mark.traced
def test_an_unknown_key_of_a_row_is_refused() -> None:
    """A misspelt part of a row is an error and not silence."""
    facts = read_facts("move_tables", "standard.toml")
    facts["moves"][0]["form"] = ["start"]
    with pytest.raises(MoveTableError, match="no key 'form'"):
        move_table(facts)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"moves": [{"kind": "drafted", "role": "proposer"}]}, "'from'"),
        ({"moves": [3]}, "statuses, moves, apart"),
        (
            {"moves": [{"kind": "drafted", "from": "start", "role": "proposer"}]},
            "sources= takes a list, not str",
        ),
        ({"apart": ["proposer"]}, "statuses, moves, apart"),
        ({"statuses": [{"key": "draft"}]}, "statuses, moves, apart"),
    ],
)
def test_rows_of_another_form_are_refused(part: dict[str, Any], said: str) -> None:
    """What a file holds in the place of a row is an error in both languages, and nothing of Python's."""
    with pytest.raises(Error, match=said):
        move_table(read_facts("move_tables", "standard.toml") | part)


def test_ones_own_table() -> None:
    """A network with a shorter way exchanges rows, adds kinds, and needs no code."""
    short = replace(moves()["assigned"], sources=("draft",), after=("drafted",))
    table = moves().with_moves(short)
    case = move(
        move(fresh(), "drafted", at=at(0), by="BTG"), "assigned", at=at(1), by="BTG", to="S1", within=table
    )
    small = MoveTable(OPEN, ()).with_moves(ROW)

    assert case.state(table).status == "assigned"
    assert table.kinds == moves().kinds
    assert (small.kinds, "closed" in small) == (("drafted",), False)
    assert case.state(small).status == "draft"  # what a table does not know changes nothing
    assert kinds_where(small, to="draft") == ("drafted",)


def test_labels_of_the_table() -> None:
    """Every kind, status and role has a label in both languages."""
    for name in ("case_event_kind", "case_status", "actor_role"):
        assert all(entry.vi and entry.en for entry in code_list(name))


@pytest.mark.traced
def test_move_takes_a_case() -> None:
    """What is not a case is refused with what it is: move moves no other thing."""
    with pytest.raises(ArgumentError, match=r"not CaseContent"):
        move(fresh().contents[0], "drafted", at=at(0))  # type: ignore[type-var]


@pytest.mark.traced
def test_a_communes_standing_committee_assigns_without_a_body_between() -> None:
    """By the table of communes a matter goes from who proposed it over the Thường trực to the UBND, and from there to the UBKT."""
    table = moves("commune")
    case = move(fresh(1), "drafted", at=at(0), by="BXD", within=table)
    case = move(case, "submitted", at=at(1), by="BXD", to="TT", within=table)
    assert "directed" not in table
    with pytest.raises(MoveError, match="nobody approves what they proposed"):
        move(case, "assigned", at=at(2), by="BXD", to="UBND", task="verify", within=table)

    case = move(case, "assigned", at=at(2), by="TT", to="UBND", task="verify", within=table)
    case = move(case, "transferred", at=at(3), by="UBND", to="UBKT", within=table)

    assert case.state(table).holder == "UBKT"
