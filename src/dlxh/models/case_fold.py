"""Gấp sự kiện: from the dated, numbered events of one case to its state.

`casework.steps` derives the same by expressions for many cases; a property test holds the two equal. Any sequence of
events has a state, also one that the table of moves does not allow: old cases are judged by rules, not refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from dlxh.data.case_moves import Move, MoveTable
from dlxh.data.dated_moves import DatedMoves
from dlxh.models.case_event import CaseContent, CaseEvent
from dlxh.models.case_kinds import CaseOutcome, CaseStatus, ContentFinding, Route
from dlxh.words.days import local_day
from dlxh.words.deadlines import Deadline

NOBODY = ""
EXTENDS = "extended"
"""The kind of event that adds time to what is assigned."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Việc giao: one agency's part in a case, from the event that assigned it to the one that ended it.

    Attributes:
        event: Number of the event that assigned it.
        extensions: Added amounts, in the unit of `event.allowed`.
        closed: Number of the event that ended it; None: it is open.
        closed_at: When it ended.
    """

    number: int
    event: CaseEvent
    extensions: tuple[int, ...] = ()
    closed: int | None = None
    closed_at: datetime | None = None

    @property
    def agency(self) -> str | None:
        """The unit that is to act."""
        return self.event.to

    @property
    def deadline(self) -> Deadline | None:
        """The time allowed, with all extensions; None: no time was set."""
        return None if self.event.allowed is None else self.event.allowed.replace(extensions=self.extensions)


@dataclass(frozen=True, slots=True)
class Step:
    """One event, with the state of the case before it and after it.

    Attributes:
        number: From 1, in the order of time and sequence.
        event: What happened.
        before: The status before; None: nothing had happened.
        status: The status after.
        holder: Who holds the case after it; None: nobody, or not known.
        agencies: Agencies whose assignments are open after it, in the order of the alphabet.
    """

    number: int
    event: CaseEvent
    before: CaseStatus | None
    status: CaseStatus | None
    holder: str | None
    agencies: tuple[str, ...]


@dataclass
class _Running:
    """What the fold carries from one event to the next."""

    status: str | None = None
    suspended: bool = False
    holder: str = NOBODY
    open: dict[str, None] = field(default_factory=dict)
    concluded: set[str] = field(default_factory=set)
    assignments: list[Assignment] = field(default_factory=list)

    def status_shown(self) -> CaseStatus | None:
        if self.suspended:
            return CaseStatus.SUSPENDED
        return None if self.status is None else CaseStatus(self.status)


def in_order(events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """Return events by time, and by their number where the time is equal."""
    return sorted(events, key=lambda event: (event.at, event.sequence))


def steps_of(
    events: Iterable[CaseEvent], contents: Iterable[str], table: MoveTable | DatedMoves
) -> tuple[tuple[Step, ...], tuple[Assignment, ...]]:
    """Return the steps of a case in their order, and its assignments.

    Args:
        events: The events in any order.
        contents: Ids of the contents of the case.
        table: The table of moves, or the tables by their days: each event goes by that of its day. An event of a kind
            that it does not hold changes nothing.
    """
    known = frozenset(contents)
    running = _Running()
    steps: list[Step] = []
    for number, event in enumerate(in_order(events), start=1):
        before = running.status_shown()
        move = move_of(event, table)
        if move is not None:
            if move.unless == "contents_open":
                running.concluded |= known.intersection(event.contents) if event.contents else known
            _hand_over(running, move, event, number)
            if move.ends:
                _end(running, event, number, list(running.open))
            _lead(running, move, known)
        open_after = tuple(sorted(running.open))
        status = running.status_shown()
        open_case = status is not None and table.status(status).open
        holder = (running.holder or None) if open_case else None
        steps.append(Step(number, event, before, status, holder, open_after))
    return tuple(steps), tuple(running.assignments)


def move_of(event: CaseEvent, table: MoveTable | DatedMoves) -> Move | None:
    """Return the move of an event by the table of its day; None: the table has none of its kind."""
    return table.on(local_day(event.at)).get(event.kind)


def _hand_over(running: _Running, move: Move, event: CaseEvent, number: int) -> None:
    if event.kind == EXTENDS and event.allowed is not None:
        _extend(running, event, event.allowed)
    if move.closes and event.by is not None:
        _end(running, event, number, [event.by])
    if move.opens and event.to is not None:
        running.open[event.to] = None
        running.assignments.append(Assignment(number, event))
    if move.holder == "nobody":
        running.holder = NOBODY
    elif move.holder:
        running.holder = (event.by if move.holder == "by" else event.to) or running.holder


def _extend(running: _Running, event: CaseEvent, added: Deadline) -> None:
    """Add time to what the agency had open until then: what was answered before keeps the time that it had."""
    for place, known in enumerate(running.assignments):
        allowed = known.event.allowed
        if (
            known.closed is None
            and known.agency == event.to
            and allowed is not None
            and allowed.unit is added.unit
            and _meet(event.contents, known.event.contents)
        ):
            running.assignments[place] = replace(known, extensions=(*known.extensions, added.amount))


def _meet(contents: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether two events are about one content; one without a content is about all of them."""
    return not contents or not others or not set(contents).isdisjoint(others)


def _end(running: _Running, event: CaseEvent, number: int, agencies: Sequence[str]) -> None:
    for agency in agencies:
        running.open.pop(agency, None)
    for place, known in enumerate(running.assignments):
        if known.closed is None and known.agency in agencies:
            running.assignments[place] = replace(known, closed=number, closed_at=event.at)


def _lead(running: _Running, move: Move, known: frozenset[str]) -> None:
    """Set the status that a move leads to; whatever sets one also ends a pause."""
    if move.pauses or move.resumes:
        running.suspended = move.pauses
        return
    hindered = (move.unless == "contents_open" and known != running.concluded) or (
        move.unless == "assignments_open" and bool(running.open)
    )
    target = move.otherwise if hindered else move.to
    if target is not None:
        running.status, running.suspended = target, False


def finding_of(findings: Iterable[ContentFinding | None]) -> ContentFinding | None:
    """Return the finding on a whole case from those on its contents.

    None while a content is not concluded. All alike: that. Something correct among them: partly correct. Otherwise
    incorrect and insufficient occur together, and the grounds are insufficient.

    >>> finding_of([ContentFinding.CORRECT, ContentFinding.INCORRECT]).value
    'partly_correct'
    """
    found = set(findings)
    if None in found or not found:
        return None
    if len(found) == 1:
        return found.pop()
    if found & {ContentFinding.CORRECT, ContentFinding.PARTLY_CORRECT}:
        return ContentFinding.PARTLY_CORRECT
    return ContentFinding.INSUFFICIENT_GROUNDS


@dataclass(frozen=True, slots=True)
class CaseState:
    """The state of a case, derived from its events.

    Attributes:
        status: Where the work is; None: nothing has happened.
        holder: Who holds the case; None: nobody.
        agencies: Agencies that have not answered yet.
        route: The last route on which it was sent.
        findings: The finding on each content, in the order of the contents; None: not concluded.
        outcomes: What was done about each content, likewise.
        assignments: All assignments, open or ended.
        steps: All events, with the status before and after.
    """

    status: CaseStatus | None
    holder: str | None
    agencies: tuple[str, ...]
    route: Route | None
    findings: tuple[ContentFinding | None, ...]
    outcomes: tuple[CaseOutcome | None, ...]
    assignments: tuple[Assignment, ...]
    steps: tuple[Step, ...]

    @property
    def finding(self) -> ContentFinding | None:
        """The finding on the whole case, see `finding_of`."""
        return finding_of(self.findings)

    @property
    def outcome(self) -> CaseOutcome | None:
        """The outcome that all contents share; None: they differ, or one has none."""
        return self.outcomes[0] if len(set(self.outcomes)) == 1 else None


def state_of(
    events: Sequence[CaseEvent],
    contents: Sequence[CaseContent],
    route: Route | None,
    table: MoveTable | DatedMoves,
) -> CaseState:
    """Return the state of a case; what no event says is taken from the contents and the route as they are stored."""
    steps, assignments = steps_of(events, [content.id for content in contents], table)
    findings = {content.id: content.finding for content in contents}
    outcomes = {content.id: content.outcome for content in contents}
    for step in steps:
        for content in step.event.contents or tuple(findings):
            if content in findings:
                findings[content] = step.event.finding or findings[content]
                outcomes[content] = step.event.outcome or outcomes[content]
        route = step.event.route or route
    last = steps[-1] if steps else None
    return CaseState(
        status=last.status if last else None,
        holder=last.holder if last else None,
        agencies=last.agencies if last else (),
        route=route,
        findings=tuple(findings.values()),
        outcomes=tuple(outcomes.values()),
        assignments=assignments,
        steps=steps,
    )
