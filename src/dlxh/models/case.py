"""Vụ việc xác minh: from a matter raised to an answer given."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from pydantic import Field

from dlxh.models.case_brief import Brief, brief_of, refuse_secret
from dlxh.models.case_event import CaseContent, CaseEvent
from dlxh.models.case_fold import CaseState, state_of
from dlxh.models.case_kinds import AssignmentTask, CaseOutcome, ContentFinding, Route
from dlxh.models.case_moves import (
    MoveError,
    check_event,
    checked_move,
    day_of_move,
    next_event,
    with_results,
    without_results,
)
from dlxh.models.moves_of import MovesFrom, moves_of
from dlxh.models.secrecy import SecrecyMark
from dlxh.words.days import OPEN_END, local_day
from dlxh.words.deadlines import Deadline
from dlxh.words.disclosure import Internal
from dlxh.words.documents import Document
from dlxh.words.ids import CaseId, ItemId, MatterId, NetworkId
from dlxh.words.record import Record
from dlxh.words.text import Line
from dlxh.words.traces import Traces


class VerificationCase(Record):
    """Vụ việc xác minh: contents, links to report items, and dated events.

    Status, holder, assignments, findings and durations are derived from the events: see `state`.

    >>> case = VerificationCase(
    ...     id="XM-1",
    ...     network="lc",
    ...     title="Đền bù dự án A",
    ...     contents=[CaseContent(id="XM-1.1", text="Đơn giá đền bù")],
    ... )
    >>> case.state().status is None
    True
    """

    id: Internal[CaseId] = Field(description="Id of the case.")
    network: Internal[NetworkId] = Field(description="The network whose reports raised it.")
    title: Internal[Line] = Field(description="Short name of the matter, without names of persons.")
    items: Internal[tuple[ItemId, ...]] = Field(default=(), description="The report items it rests on.")
    matters: Internal[tuple[MatterId, ...]] = Field(default=(), description="The matters that it verifies.")
    contents: Internal[tuple[CaseContent, ...]] = Field(
        min_length=1, description="What is verified, one by one."
    )
    route: Internal[Route | None] = Field(default=None, description="None: not directed yet.")
    events: Internal[tuple[CaseEvent, ...]] = Field(default=(), description="Dated, numbered steps.")
    secrecy: Internal[SecrecyMark | None] = Field(
        default=None, description="Set by a competent person, never here."
    )

    def state(self, table: MovesFrom = None) -> CaseState:
        """Return where the case stands, derived from its events.

        Args:
            table: The table of moves, or a register whose regulations name it for each day; None: the standard table.
        """
        return state_of(self.events, self.contents, self.route, moves_of(self.network, table))

    def known_at(self, now: datetime) -> Self:
        """Return the case as it was known at an instant: without later events, and without what only they said.

        >>> case = VerificationCase(
        ...     id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")]
        ... )
        >>> case.known_at(datetime.fromisoformat("2024-07-24T08:00+07:00")) == case
        True
        """
        later = [event for event in self.events if event.at > now]
        return self.replace(
            events=tuple(event for event in self.events if event.at <= now),
            contents=without_results(self.contents, later),
            route=None if any(event.route for event in later) else self.route,
        )

    def allowed(self, table: MovesFrom = None, *, on: date | None = None) -> tuple[str, ...]:
        """Return the kinds of moves that the table allows now.

        Args:
            table: The table of moves, or a register whose regulations name it for each day; None: the standard table.
            on: The day whose table is asked; None: that of the last event, without events the last table.

        >>> case = VerificationCase(
        ...     id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")]
        ... )
        >>> case.allowed()
        ('drafted',)
        """
        known = moves_of(self.network, table)
        state = self.state(known)
        last = local_day(state.steps[-1].event.at) if state.steps else OPEN_END
        return known.on(on or last).allowed(state.status)

    def move(  # noqa: PLR0913 - an event has these fields, and each is named where it is given
        self,
        kind: str,
        *,
        at: datetime,
        by: str | None = None,
        to: str | None = None,
        actor: str | None = None,
        contents: Iterable[str] = (),
        task: AssignmentTask | str | None = None,
        within: Deadline | None = None,
        finding: ContentFinding | str | None = None,
        outcome: CaseOutcome | str | None = None,
        route: Route | str | None = None,
        other: str | None = None,
        document: Document | str | None = None,
        note: str | None = None,
        table: MovesFrom = None,
    ) -> Self:
        """Return the case with one more event; the old case is unchanged.

        Args:
            kind: What happens, a kind of `CaseEventKind`.
            at: When, with its offset; not before the last event.
            by: The unit that acts.
            to: The unit that it is handed to.
            actor: The office that acts for the unit, not a person's name.
            contents: Ids of the contents meant; none: the whole case.
            task: What is assigned.
            within: The time allowed, or the time added by `extended`.
            finding: What was found; it is also set on the contents.
            outcome: What was done; it is also set on the contents.
            route: The route of a direction; it is also set on the case.
            other: The other case of a merger or a split.
            document: The paper behind the step.
            note: Reason, facts or measures.
            table: The table of moves, or a register whose regulations name it for each day; None: the standard table.

        Raises:
            MoveError: the move is not allowed now; the error names what is.
            pydantic.ValidationError: a value that an event cannot hold.

        >>> case = VerificationCase(
        ...     id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")]
        ... )
        >>> case.move("drafted", at=datetime.fromisoformat("2024-07-24T08:00+07:00"), by="BTG").state().holder
        'BTG'
        """
        fields: dict[str, Any] = {
            "by": by,
            "to": to,
            "actor": actor,
            "contents": tuple(contents),
            "task": task,
        }
        fields |= {"within": within, "finding": finding, "outcome": outcome, "route": route, "other": other}
        fields |= {"document": document, "note": note}
        known = moves_of(self.network, table)
        state = self.state(known)
        move = checked_move(known.on(day_of_move(at)), state, kind)
        event = next_event(state, kind, at, fields)
        check_event(self, state, move, event, known)
        return self.replace(
            events=(*self.events, event),
            contents=with_results(self.contents, event),
            route=event.route or self.route,
        )

    def split(  # noqa: PLR0913 - the parts of the new case, each named where it is given
        self,
        contents: Iterable[str],
        *,
        into: str,
        title: str,
        at: datetime,
        by: str,
        table: MovesFrom = None,
    ) -> tuple[Self, Self]:
        """Return the case without some contents, and a new draft that holds them.

        Items and matters stay linked to both.

        Args:
            contents: Ids of the contents that go.
            into: Id of the new case.
            title: Its title.
            at: When, with its offset.
            by: The unit that acts.
            table: The table of moves, or a register whose regulations name it for each day; None: the standard table.

        Raises:
            MoveError: the move is not allowed now, a content is concluded, or none would be left.
        """
        moved = tuple(contents)
        rest = self.move("split", at=at, by=by, contents=moved, other=into, table=table)
        gone = tuple(content for content in self.contents if content.id in moved)
        if any(content.finding for content in gone) or len(gone) == len(self.contents):
            raise MoveError(
                "chỉ tách nội dung chưa kết luận, và giữ lại ít nhất một nội dung",
                "only contents without a finding are split off, and one content at least stays",
                allowed=self.allowed(table, on=local_day(at)),
            )
        kept = tuple(content for content in self.contents if content.id not in moved)
        new = self.replace(id=into, title=title, contents=gone, events=(), route=None)
        return rest.replace(contents=kept), new.move("drafted", at=at, by=by, other=self.id, table=table)

    def merge_into(
        self, survivor: Self, *, at: datetime, by: str, table: MovesFrom = None
    ) -> tuple[Self, Self]:
        """Return this case as merged, and the surviving one with its items and matters.

        Args:
            survivor: The case that goes on.
            at: When, with its offset.
            by: The unit that acts.
            table: The table of moves, or a register whose regulations name it for each day; None: the standard table.

        Raises:
            MoveError: the move is not allowed now, or the surviving case is this one or has ended.
        """
        merged = self.move("merged", at=at, by=by, other=survivor.id, table=table)
        known = moves_of(survivor.network, table)
        status = survivor.state(known).status
        if survivor.id == self.id or status is None or not known.status(status).open:
            raise MoveError(
                "chỉ gộp vào một vụ việc khác đang mở",
                "a case is merged only into another that is open",
                allowed=self.allowed(table, on=local_day(at)),
            )
        items = tuple(dict.fromkeys((*survivor.items, *self.items)))
        matters = tuple(dict.fromkeys((*survivor.matters, *self.matters)))
        return merged, survivor.replace(items=items, matters=matters)

    def brief_for(
        self, agency: str, *, keep_out: Iterable[str] | Traces = (), table: MovesFrom = None
    ) -> Brief:
        """Return what goes to a verifying agency: the matter, never the collaborator.

        `dlxh.brief(register, case, agency)` also keeps out every id and name of those who reported.

        Args:
            agency: The unit; only its open assignments are in the brief.
            keep_out: Words that may not stand in it however they are written, such as names, phones and ids.
            table: The table of moves, or a register whose regulations name it for each day; None: the standard table.

        Raises:
            DisclosureError: nothing is assigned to the agency, a text seems to hold personal data or a word to be kept
                out, or the case has a secrecy mark.
        """
        refuse_secret(self.secrecy)
        parts = self.state(table).assignments
        return brief_of(
            self.id,
            title=self.title,
            contents=self.contents,
            assignments=parts,
            agency=agency,
            keep_out=keep_out,
        )
