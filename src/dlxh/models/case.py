"""Vụ việc xác minh: from a matter raised to an answer given."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from pydantic import Field

from dlxh.models.case_brief import Brief, brief_of, refuse_secret
from dlxh.models.case_event import CaseContent, CaseEvent
from dlxh.models.case_fold import CaseState, state_of
from dlxh.models.case_kinds import Route
from dlxh.models.case_moves import without_results
from dlxh.models.moves_of import MovesFrom, moves_of
from dlxh.models.secrecy import SecrecyMark
from dlxh.words.days import OPEN_END, Day, local_day, plain_day
from dlxh.words.disclosure import Internal
from dlxh.words.given import need_text
from dlxh.words.ids import CaseId, ItemId, MatterId, NetworkId
from dlxh.words.record import Record
from dlxh.words.text import Line
from dlxh.words.traces import Traces


class VerificationCase(Record):
    """Vụ việc xác minh: contents, links to report items, and dated events.

    Status, holder, assignments, findings and durations are derived from the events: see `state`; `dlxh.move` adds one.

    >>> case = VerificationCase(
    ...     id="XM-1",
    ...     network="lc",
    ...     title="Đền bù dự án A",
    ...     contents=[CaseContent(id="XM-1.1", text="Đơn giá đền bù")],
    ... )
    >>> case.state().status is None
    True
    """

    id: Internal[CaseId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network whose reports raised it.")
    title: Internal[Line] = Field(description="Short name of the matter, without names of persons.")
    items: Internal[tuple[ItemId, ...]] = Field(default=(), description="The report items it rests on.")
    matters: Internal[tuple[MatterId, ...]] = Field(default=(), description="The matters that it verifies.")
    contents: Internal[tuple[CaseContent, ...]] = Field(
        min_length=1, description="What is verified, one by one."
    )
    route: Internal[Route | None] = Field(
        default=None, description="By whom the case is directed; empty: not directed yet."
    )
    events: Internal[tuple[CaseEvent, ...]] = Field(default=(), description="Dated, numbered steps.")
    secrecy: Internal[SecrecyMark | None] = Field(
        default=None, description="Set by the competent person; the library never sets one."
    )
    erase_after: Internal[Day | None] = Field(default=None, description="Last day of keeping, inclusive.")

    def state(self, within: MovesFrom = None) -> CaseState:
        """Return the state of the case, derived from its events.

        Args:
            within: The register of the case, whose regulations determine the table of moves for each day, or such a table;
                None: the standard table.
        """
        return state_of(self.events, self.contents, self.route, moves_of(self.network, within))

    def known_at(self, now: datetime) -> Self:
        """Return the case as it was known at an instant: without later events and what they recorded.

        >>> case = VerificationCase(
        ...     id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")]
        ... )
        >>> case.known_at(datetime.fromisoformat("2024-07-24T08:00+07:00")) == case
        True
        """
        local_day(now)  # refuses what is not an instant with an offset
        later = [event for event in self.events if event.at > now]
        return self.replace(
            events=tuple(event for event in self.events if event.at <= now),
            contents=without_results(self.contents, later),
            route=None if any(event.route for event in later) else self.route,
        )

    def next_moves(self, within: MovesFrom = None, *, on: date | None = None) -> tuple[str, ...]:
        """Return the kinds of moves that the table allows now.

        Args:
            within: The register of the case, whose regulations determine the table of moves for each day, or such a table;
                None: the standard table.
            on: The day whose table is wanted; None: that of the last event, without events the last table.

        >>> case = VerificationCase(
        ...     id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")]
        ... )
        >>> case.next_moves()
        ('drafted',)
        """
        known = moves_of(self.network, within)
        state = self.state(known)
        last = local_day(state.steps[-1].event.at) if state.steps else OPEN_END
        return known.on(last if on is None else plain_day(on, "on")).next_moves(state.status)

    def brief_for(
        self, agency: str, *, keep_out: Iterable[str] | Traces = (), within: MovesFrom = None
    ) -> Brief:
        """Return the brief for a verifying agency: the matter, never the collaborator.

        `dlxh.casework.brief(register, case, agency)` also keeps out every id and name of those who reported.

        Args:
            agency: The unit; only its open assignments are in the brief.
            keep_out: Words that may not occur in it however they are written, such as names, phones and ids.
            within: The register of the case, whose regulations determine the table of moves for each day, or such a table;
                None: the standard table.

        Raises:
            DisclosureError: nothing is assigned to the agency, a text appears to contain personal data or a word to be kept
                out, or the case has a secrecy mark.
        """
        need_text(agency=agency)
        refuse_secret(self.secrecy)
        parts = self.state(within).assignments
        return brief_of(
            self.id,
            title=self.title,
            contents=self.contents,
            assignments=parts,
            agency=agency,
            keep_out=keep_out,
        )
