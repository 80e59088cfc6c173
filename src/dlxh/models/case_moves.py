"""Các bước của một vụ việc: what may happen to it now, and why something may not."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dlxh.data.case_moves import START, Move, MoveTable
from dlxh.data.code_lists import code_list
from dlxh.data.dated_moves import DatedMoves
from dlxh.models.case_event import CaseContent, CaseEvent
from dlxh.models.case_fold import CaseState, move_of
from dlxh.models.case_kinds import REPLIES, CaseEventKind
from dlxh.words.bilingual import Error, Lang
from dlxh.words.days import VIETNAM, local_day
from dlxh.words.given import need_text

if TYPE_CHECKING:
    from dlxh.models.case import VerificationCase


class MoveError(Error):
    """A move that is not allowed now; nothing was changed.

    Attributes:
        next_moves: Kinds of the moves that the table allows now.
        rule: Code of the rule that forbids the move; None: the table does.

    >>> print(MoveError(vi="đã kết thúc", en="the case is closed", next_moves=["reopened"]).en)
    the case is closed; allowed now: reopened (reopened)
    """

    def __init__(self, vi: str, en: str, *, next_moves: Iterable[str] = (), rule: str | None = None) -> None:
        self.next_moves = tuple(next_moves)
        self.rule = rule
        super().__init__(
            vi=vi + _list_kinds(self.next_moves, "vi"), en=en + _list_kinds(self.next_moves, "en")
        )


def _list_kinds(kinds: tuple[str, ...], lang: Lang) -> str:
    named = ", ".join(f"{kind} ({code_list('case_event_kind').label(kind, lang)})" for kind in kinds)
    return ("; hiện được phép: " if lang == "vi" else "; allowed now: ") + (named or "—")


def _status(status: str | None, lang: Lang) -> str:
    if status is None:
        return "chưa bắt đầu" if lang == "vi" else "not begun"
    return code_list("case_status").label(status, lang)


def day_of_move(at: datetime) -> date:
    """Return the day whose table judges a move at an instant; raises pydantic.ValidationError for one without offset."""
    return local_day(CaseEvent(sequence=1, kind=CaseEventKind.DRAFTED, at=at).at)


def check_move(table: MoveTable, state: CaseState, kind: str) -> Move:
    """Return the move of a kind; raises MoveError when the table does not allow it now."""
    need_text(kind=kind)
    next_moves = table.next_moves(state.status)
    if kind not in table:
        raise MoveError(
            f"bảng không có bước {kind!r}", f"the table has no move {kind!r}", next_moves=next_moves
        )
    move = table[kind]
    if (state.status or START) not in move.sources:
        raise MoveError(
            f"vụ việc {_status(state.status, 'vi')}, không có bước {kind}",
            f"the case is {_status(state.status, 'en')}, and {kind} is not possible",
            next_moves=next_moves,
        )
    return move


def check_event(
    case: "VerificationCase", state: CaseState, move: Move, event: CaseEvent, dated: MoveTable | DatedMoves
) -> None:
    """Judge an event that the table of its day allows; raises MoveError."""
    table = dated.on(local_day(event.at))
    next_moves = table.next_moves(state.status)
    for name in move.needs:
        if getattr(event, name) in {None, ()}:
            raise MoveError(
                f"bước {move.kind} cần {name}=", f"{move.kind} needs {name}=", next_moves=next_moves
            )
    if state.steps and event.at < state.steps[-1].event.at:
        last = state.steps[-1].event.at.astimezone(VIETNAM).isoformat()
        raise MoveError(
            f"thời điểm trước sự kiện cuối ({last}); ghi từ thời điểm đó trở đi",
            f"the time is before the last event ({last}); give that time or a later one",
            next_moves=next_moves,
        )
    if move.after and not {step.event.kind for step in state.steps} & set(move.after):
        causes = ", ".join(move.after)
        raise MoveError(
            f"bước {move.kind} phải sau {causes}",
            f"{move.kind} comes after {causes}",
            next_moves=next_moves,
            rule="V105",
        )
    known = [content.id for content in case.contents]
    if unknown := [content for content in event.contents if content not in known]:
        there = ", ".join(known) or "—"
        raise MoveError(
            f"vụ việc không có nội dung {unknown[0]!r}; có: {there}",
            f"the case has no content {unknown[0]!r}; it has: {there}",
            next_moves=next_moves,
        )
    for code in move.checks:
        _CHECKS[code](state, move, event, case, dated)


def _closed_without_reply(
    state: CaseState, _: Move, event: CaseEvent, __: object, dated: MoveTable | DatedMoves
) -> None:
    moved = [(step.number, move_of(step.event, dated)) for step in state.steps]
    since = max((number for number, move in moved if move and move.ends), default=0)
    answered = any(step.event.kind in REPLIES for step in state.steps[since:])  # not before it was reopened
    if not answered and event.note is None:
        raise MoveError(
            "chưa trả lời thì chỉ kết thúc khi nêu lý do (note=)",
            "without a reply a case is closed only for a stated reason (note=)",
            next_moves=_list_next(state, event, dated),
            rule="V101",
        )


def _replied_without_finding(
    state: CaseState, move: Move, event: CaseEvent, case: "VerificationCase", dated: MoveTable | DatedMoves
) -> None:
    if move.kind not in REPLIES:
        return
    own = [
        part.event.contents
        for part in state.assignments
        if part.closed is None
        and part.agency == event.by
        and part.event.task
        and part.event.task.owes_finding
    ]
    contents_owed = {content for contents in own for content in contents or [c.id for c in case.contents]}
    open_contents = [
        content.id
        for content, finding in zip(case.contents, state.findings, strict=True)
        if finding is None and content.id in contents_owed
    ]
    if open_contents:
        listed = ", ".join(open_contents)
        raise MoveError(
            f"nội dung chưa có kết luận: {listed}; kết luận trước khi trả lời",
            f"contents without a finding: {listed}; conclude them before the reply",
            next_moves=_list_next(state, event, dated),
            rule="V102",
        )


def _own_proposal(
    state: CaseState, move: Move, event: CaseEvent, _: object, dated: MoveTable | DatedMoves
) -> None:
    table = dated.on(local_day(event.at))
    first_roles = {first for first, second in table.apart if second == move.role}
    moved = [(step.event, move_of(step.event, dated)) for step in state.steps]
    made = [known for known, its_move in moved if its_move and its_move.role in first_roles]
    if made and (made[-1].by, made[-1].actor) == (event.by, event.actor):
        raise MoveError(
            "người đề xuất không phê duyệt đề xuất của mình; đơn vị hoặc chức danh khác (actor=) phải làm",
            "nobody approves what they proposed; another unit or another office (actor=) must",
            next_moves=_list_next(state, event, dated),
            rule="V104",
        )


def _list_next(state: CaseState, event: CaseEvent, dated: MoveTable | DatedMoves) -> tuple[str, ...]:
    return dated.on(local_day(event.at)).next_moves(state.status)


_CHECKS: dict[str, Any] = {
    "V101": _closed_without_reply,
    "V102": _replied_without_finding,
    "V104": _own_proposal,
}


def with_results(contents: Iterable[CaseContent], event: CaseEvent) -> tuple[CaseContent, ...]:
    """Return contents with what an event adds to them, so that tables of contents count without the events."""
    return tuple(
        content.replace(finding=event.finding or content.finding, outcome=event.outcome or content.outcome)
        if (event.finding or event.outcome) and (not event.contents or content.id in event.contents)
        else content
        for content in contents
    )


def without_results(contents: Iterable[CaseContent], later: Iterable[CaseEvent]) -> tuple[CaseContent, ...]:
    """Return contents without the findings and outcomes that later events say on them."""
    found = list(contents)
    for event in later:
        for place, content in enumerate(found):
            if not event.contents or content.id in event.contents:
                gone = {name: None for name in ("finding", "outcome") if getattr(event, name)}
                found[place] = content.replace(**gone) if gone else content
    return tuple(found)


def next_event(state: CaseState, kind: str, at: datetime, fields: dict[str, Any]) -> CaseEvent:
    """Return the event of a move, numbered after all others."""
    sequence = max((step.event.sequence for step in state.steps), default=0) + 1
    return CaseEvent.model_validate({"sequence": sequence, "at": at, "kind": kind, **fields})
