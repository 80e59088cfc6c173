"""Xử lý một vụ việc: one case moved, split or merged, by the table of moves of its network and day."""

from collections.abc import Iterable
from datetime import datetime
from types import NoneType
from typing import Any, TypeVar

from dlxh.models.case import VerificationCase
from dlxh.models.case_kinds import AssignmentTask, CaseOutcome, ContentFinding, Route
from dlxh.models.case_moves import (
    MoveError,
    check_event,
    check_move,
    day_of_move,
    next_event,
    with_results,
)
from dlxh.models.moves_of import MovesFrom, moves_of
from dlxh.words.bilingual import ArgumentError
from dlxh.words.days import local_day
from dlxh.words.deadlines import Deadline
from dlxh.words.documents import Document
from dlxh.words.given import need, several

C = TypeVar("C", bound=VerificationCase)


def move(  # noqa: PLR0913 - an event has these fields, and each is named where it is given
    case: C,
    kind: str,
    *,
    at: datetime,
    by: str | None = None,
    to: str | None = None,
    actor: str | None = None,
    contents: Iterable[str] = (),
    task: AssignmentTask | str | None = None,
    allowed: Deadline | None = None,
    finding: ContentFinding | str | None = None,
    outcome: CaseOutcome | str | None = None,
    route: Route | str | None = None,
    other: str | None = None,
    document: Document | str | None = None,
    note: str | None = None,
    within: MovesFrom = None,
) -> C:
    """Return the case with one more event; the old case is unchanged.

    Args:
        case: The case.
        kind: What happens, a kind of `CaseEventKind`.
        at: When, with its offset; not before the last event.
        by: The unit that acts.
        to: The unit that it is handed to.
        actor: The office that acts for the unit, not a person's name.
        contents: Ids of the contents meant; none: the whole case.
        task: What is assigned.
        allowed: The time allowed, or the time added by `extended`; the event keeps it.
        finding: What was found; it is also set on the contents.
        outcome: What was done; it is also set on the contents.
        route: The route of a direction; it is also set on the case.
        other: The other case of a merger or a split.
        document: The paper behind the step.
        note: Reason, facts or measures.
        within: The register of the case, whose regulations determine the table of moves for each day, or such a table;
            None: the standard table.

    Raises:
        MoveError: the move is not allowed now; the error lists those that are.
        ArgumentError: what is moved is not a case.
        pydantic.ValidationError: a value that an event cannot hold.

    >>> from dlxh.models.case_event import CaseContent
    >>> case = VerificationCase(id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")])
    >>> move(case, "drafted", at=datetime.fromisoformat("2024-07-24T08:00+07:00"), by="BTG").state().holder
    'BTG'
    """
    _refuse_others(case)
    need((str, NoneType), task=task, finding=finding, outcome=outcome, route=route)
    fields: dict[str, Any] = {
        "by": by,
        "to": to,
        "actor": actor,
        "contents": several("contents", contents, str),
        "task": task,
    }
    fields |= {"allowed": allowed, "finding": finding, "outcome": outcome, "route": route, "other": other}
    fields |= {"document": document, "note": note}
    known = moves_of(case.network, within)
    state = case.state(known)
    checked = check_move(known.on(day_of_move(at)), state, kind)
    event = next_event(state, kind, at, fields)
    check_event(case, state, checked, event, known)
    return case.replace(
        events=(*case.events, event),
        contents=with_results(case.contents, event),
        route=event.route or case.route,
    )


def _refuse_others(case: object) -> None:
    if not isinstance(case, VerificationCase):
        raise ArgumentError(
            vi=f"move nhận một vụ việc (VerificationCase), không nhận {type(case).__name__}",
            en=f"move takes a case (VerificationCase), not {type(case).__name__}",
        )


def split(  # noqa: PLR0913 - the parts of the new case, each named where it is given
    case: C,
    contents: Iterable[str],
    *,
    into: str,
    title: str,
    at: datetime,
    by: str,
    within: MovesFrom = None,
) -> tuple[C, C]:
    """Return the case without some contents, and a new draft that holds them; items and matters stay linked to both.

    Args:
        case: The case.
        contents: Ids of the contents that go.
        into: Id of the new case.
        title: Its title.
        at: When, with its offset.
        by: The unit that acts.
        within: As in `move`.

    Raises:
        MoveError: the move is not allowed now, a content is concluded, or none would be left.

    >>> from dlxh.models.case_event import CaseContent
    >>> both = [CaseContent(id="a.1", text="B"), CaseContent(id="a.2", text="C")]
    >>> case = VerificationCase(id="a", network="lc", title="A", contents=both)
    >>> eight = datetime.fromisoformat("2024-07-24T08:00+07:00")
    >>> case = move(case, "drafted", at=eight, by="BTG")
    >>> rest, new = split(case, ["a.2"], into="b", title="C", at=eight, by="BTG")
    >>> [len(each.contents) for each in (rest, new)], new.state().holder
    ([1, 1], 'BTG')
    """
    moved = several("contents", contents, str)
    rest = move(case, "split", at=at, by=by, contents=moved, other=into, within=within)
    gone = tuple(content for content in case.contents if content.id in moved)
    if any(content.finding for content in gone) or len(gone) == len(case.contents):
        raise MoveError(
            "chỉ tách nội dung chưa kết luận, và giữ lại ít nhất một nội dung",
            "only contents without a finding are split off, and one content at least stays",
            next_moves=case.next_moves(within, on=local_day(at)),
        )
    kept = tuple(content for content in case.contents if content.id not in moved)
    new = case.replace(id=into, title=title, contents=gone, events=(), route=None)
    return rest.replace(contents=kept), move(new, "drafted", at=at, by=by, other=case.id, within=within)


def merge(case: C, survivor: C, *, at: datetime, by: str, within: MovesFrom = None) -> tuple[C, C]:
    """Return a case as merged, and the surviving one with its items and matters.

    Args:
        case: The case that ends.
        survivor: The case that goes on.
        at: When, with its offset.
        by: The unit that acts.
        within: As in `move`.

    Raises:
        MoveError: the move is not allowed now, or the surviving case is this one or has ended.

    >>> from dlxh.models.case_event import CaseContent
    >>> one, other = (
    ...     VerificationCase(id=key, network="lc", title="A", contents=[CaseContent(id=f"{key}.1", text="B")])
    ...     for key in ("a", "b")
    ... )
    >>> eight = datetime.fromisoformat("2024-07-24T08:00+07:00")
    >>> one, other = (move(case, "drafted", at=eight, by="BTG") for case in (one, other))
    >>> merged, survivor = merge(other, one, at=eight, by="BTG")
    >>> merged.state().status.value, survivor.id
    ('merged', 'a')
    """
    _refuse_others(survivor)
    merged = move(case, "merged", at=at, by=by, other=survivor.id, within=within)
    known = moves_of(survivor.network, within)
    status = survivor.state(known).status
    if survivor.id == case.id or status is None or not known.status(status).open:
        raise MoveError(
            "chỉ gộp vào một vụ việc khác đang mở",
            "a case is merged only into another that is open",
            next_moves=case.next_moves(within, on=local_day(at)),
        )
    items = tuple(dict.fromkeys((*survivor.items, *case.items)))
    matters = tuple(dict.fromkeys((*survivor.matters, *case.matters)))
    return merged, survivor.replace(items=items, matters=matters)
