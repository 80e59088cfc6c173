"""Dòng của một vụ việc: what one case comes to, as plain rows; `case_tables` is the same for many, held equal by a test."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from dlxh.casework.case_tables import FINDING_OWED
from dlxh.data.case_moves import START, Move, MoveTable
from dlxh.data.dated_moves import DatedMoves
from dlxh.models.case import VerificationCase
from dlxh.models.case_event import CaseEvent
from dlxh.models.case_fold import Assignment, Step, move_of, steps_of
from dlxh.words.days import local_day

Row: TypeAlias = dict[str, Any]


class CaseRows(NamedTuple):
    """The rows of one case, with the columns of the frames of `case_tables`."""

    case_steps: list[Row]
    case_statuses: list[Row]
    content_findings: list[Row]
    findings_due: list[Row]


def case_rows(case: VerificationCase, table: MoveTable | DatedMoves) -> CaseRows:
    """Return what a case comes to by the tables of moves of its network.

    >>> from dlxh.data.case_moves import moves
    >>> from dlxh.models.case_event import CaseContent
    >>> event = CaseEvent(sequence=1, at="2021-04-10T08:00:00+07:00", kind="drafted", by="BTG")
    >>> content = CaseContent(id="a.1", text="Đền bù chưa đúng diện tích")
    >>> case = VerificationCase(id="a", network="gl", title="Đền bù", contents=[content], events=[event])
    >>> case_rows(case, moves()).case_statuses[0]["status"]
    'draft'
    """
    steps, assigned = steps_of(case.events, [content.id for content in case.contents], table)
    places = {id(event): place for place, event in enumerate(case.events, 1)}
    folded = _Folded(case, table, steps, assigned, places)
    return CaseRows(
        list(folded.step_rows()),
        list(folded.statuses()),
        list(folded.findings()),
        [{"case": case.id, "content": content} for content in sorted(folded.due())],
    )


class _Folded(NamedTuple):
    """A case with its steps and assignments, by the tables of moves of its network."""

    case: VerificationCase
    table: MoveTable | DatedMoves
    steps: tuple[Step, ...]
    assigned: tuple[Assignment, ...]
    places: dict[int, int]

    def _key(self, step: Step) -> Row:
        return {"case": self.case.id, "n": step.number, "position": self.places[id(step.event)]}

    def step_rows(self) -> Iterator[Row]:
        """Yield the rows of `case_steps`."""
        highest, ended = None, 0
        hands: list[tuple[str, str]] = []
        for step in self.steps:
            event, move = step.event, move_of(step.event, self.table)
            if move is not None:
                hands.append((move.role, _hand(event)))
            yield {
                **self._key(step),
                "kind": event.kind.value,
                "sequence": event.sequence,
                "by": event.by,
                "sequence_before": highest,
                "era": ended,
                "role": move and move.role,
                "checks": move and " ".join(move.checks),
                "caused": self._add_cause(step, move),
                "hand": _hand(event),
                "apart_from": self._apart_from(event, move, hands),
            }
            highest = event.sequence if highest is None else max(highest, event.sequence)
            ended += move is not None and move.ends

    def _add_cause(self, step: Step, move: Move | None) -> bool | None:
        if move is None or not move.after:
            return None
        return any(known.event.kind in move.after for known in self.steps[: step.number - 1])

    def _apart_from(self, event: CaseEvent, move: Move | None, hands: list[tuple[str, str]]) -> str | None:
        if move is None:
            return None
        apart = self.table.on(local_day(event.at)).apart
        firsts = {first for first, second in apart if second == move.role}
        return next((hand for role, hand in reversed(hands) if role in firsts), None)

    def statuses(self) -> Iterator[Row]:
        """Yield the rows of `case_statuses`."""
        for step in self.steps:
            move = move_of(step.event, self.table)
            yield {
                **self._key(step),
                "before": step.before and step.before.value,
                "status": step.status and step.status.value,
                "holder": step.holder,
                "is_allowed": move is not None and (step.before or START) in move.sources,
                "is_last": step.number == len(self.steps),
            }

    def findings(self) -> Iterator[Row]:
        """Yield the rows of `content_findings`."""
        by_content: dict[str, str] = {}
        for step in self.steps:
            if step.event.finding is not None:
                by_content |= dict.fromkeys(self._contents_of(step.event), step.event.finding.value)
        for content, finding in by_content.items():
            yield {"case": self.case.id, "content": content, "finding": finding}

    def due(self) -> set[str]:
        """Return the contents of `findings_due`."""
        by_number = {step.number: step.event for step in self.steps}
        due = [event for event in by_number.values() if self._keeps(event, "concluded")]
        for each in self.assigned:
            task = each.event.task
            if task is None or task.value not in FINDING_OWED or each.closed is None:
                continue
            ending = by_number[each.closed]
            if self._keeps(ending, "replied") and ending.by == each.agency:
                due.append(each.event)
        return {content for event in due for content in self._contents_of(event)}

    def _keeps(self, event: CaseEvent, kind: str) -> bool:
        move = move_of(event, self.table)
        return event.kind == kind and move is not None and "V102" in move.checks

    def _contents_of(self, event: CaseEvent) -> list[str]:
        """Return the contents that an event is about: all, where it has none."""
        return [each.id for each in self.case.contents if not event.contents or each.id in event.contents]


def _hand(event: CaseEvent) -> str:
    return f"{event.by or ''}#{event.actor or ''}"
