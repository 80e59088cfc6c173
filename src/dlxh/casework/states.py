"""Tình trạng nhiều vụ việc: the status of each case, what its agencies still have, and where the time went."""

from dataclasses import dataclass, field
from datetime import datetime

from dlxh.casework.move_keys import MoveKeys, keys_for
from dlxh.casework.state_frames import StateFrames
from dlxh.casework.steps import NEEDS
from dlxh.data.case_moves import MoveTable
from dlxh.register.kinds import Maker, OwnFrame
from dlxh.register.register import Register
from dlxh.register.subject import Subject, tables_of
from dlxh.words.days import local_day
from dlxh.words.given import need, refuse_no_calendar
from dlxh.words.work_calendars import WorkCalendar


@dataclass(frozen=True)
class CaseStates:
    """The state of cases at an instant, as frames of the caller's own kind; each is computed on first use.

    Attributes:
        polars: The same frames in Polars, whatever the caller passed.
        as_kind: Converts a Polars frame to the caller's own kind.
    """

    polars: StateFrames
    as_kind: Maker = field(repr=False)

    @property
    def frame(self) -> OwnFrame:
        """One row per case.

        Columns: case, network, status (null: nothing has happened), open, holder, open_agencies, route, contents, concluded
        (contents with a finding), micros (microseconds from the first event to now, or to the end), paused_micros,
        paused_days (working days of the calendar; null without one), open_clocks, overdue, due_soon (running clocks that are).
        """
        return self.as_kind(self.polars.frame)

    @property
    def steps(self) -> OwnFrame:
        """One row per event in order: case, n (its place), day, kind, by, to, finding, outcome, before, status, holder.

        `before` and `status` are the status of the case before and after it; no calendar is needed.
        """
        return self.as_kind(self.polars.steps)

    @property
    def findings(self) -> OwnFrame:
        """One row per content on which an event gave a finding: case, content, finding, day (of the last that did)."""
        return self.as_kind(self.polars.findings)

    @property
    def clocks(self) -> OwnFrame:
        """One row per assignment.

        Columns: case, n (place of the assigning event), agency, assigned_by, task, opened_day, closed_day, running, micros
        (microseconds from its beginning to its end or now), unit, allowed, elapsed, paused, left (whole units), overdue, due_soon,
        due_day, due_at (for hours). Without a deadline the columns from unit on are null.
        """
        return self.as_kind(self.polars.clocks)

    @property
    def routes(self) -> OwnFrame:
        """One row per case: case, network, route; no calendar is needed."""
        return self.as_kind(self.polars.routes)

    @property
    def contents(self) -> OwnFrame:
        """One row per content: case, content, finding, outcome; null: none yet."""
        return self.as_kind(self.polars.contents)

    @property
    def stages(self) -> OwnFrame:
        """Where the time of each case was spent: case, status, holder, micros. The parts add up to the `micros` of the case."""
        return self.as_kind(self.polars.stages)


def case_states(
    subject: Subject,
    *,
    now: datetime,
    calendar: WorkCalendar | None = None,
    soon: int = 1,
    within: MoveTable | Register | MoveKeys | None = None,
) -> CaseStates:
    """Return the state of all cases in a register or tables at an instant.

    Args:
        subject: The register or tables with the cases; tables may be on any engine.
        now: The instant, with its offset; events after it are not looked at.
        calendar: Needed for clocks in working days and working hours; there is no default.
        soon: With how many units left, or fewer, a running clock is due soon.
        within: The register whose regulations name the tables of moves, or such a table; None: those that the regulations
            of the subject name by network and day, else the standard table. Or keys of several tables, of `keys_given`.

    Raises:
        MissingInputError: a table of cases was not given; or, for the clocks, the calendar or its hours.
        MoveTableError: what was passed is not a table of moves.

    >>> from datetime import date
    >>> register = Register(as_of=date(2024, 7, 24), empty=("cases",))
    >>> case_states(register, now=datetime.fromisoformat("2024-07-24T08:00+07:00")).frame.height
    0
    """
    tables = tables_of(subject)
    local_day(now)
    refuse_no_calendar(calendar)
    need(int, soon=soon)
    for name in NEEDS:
        tables[name]
    frames = StateFrames(tables, now, calendar, keys_for(tables, within), soon)
    return CaseStates(frames, tables.as_kind)
