"""Đồng hồ của một vụ việc: what each agency still has, by the caller's calendar and the caller's now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dlxh.data.case_moves import PAUSED
from dlxh.models.case import VerificationCase
from dlxh.models.case_fold import Assignment, Step
from dlxh.models.moves_of import MovesFrom
from dlxh.words.days import VIETNAM, local_day
from dlxh.words.deadlines import Deadline, DeadlineUnit, after_working_time, no_calendar
from dlxh.words.given import need
from dlxh.words.missing_input import MissingInputError
from dlxh.words.work_calendars import SimpleCalendar, WorkCalendar
from dlxh.words.working_time import working_days, working_time

HOURS = (DeadlineUnit.HOUR, DeadlineUnit.WORKING_HOUR)
WORKING = (DeadlineUnit.WORKING_DAY, DeadlineUnit.WORKING_HOUR)


@dataclass(frozen=True, slots=True)
class Clock:
    """Đồng hồ: the clock of one assignment, in the unit of its deadline.

    Attributes:
        number: Number of the event that assigned it.
        agency: The unit that is to act.
        unit: The unit of every amount below.
        allowed: The deadline with its extensions.
        elapsed: Whole units that have passed until now, or until the assignment ended; pauses do not count.
        paused: Whole units of pause in that time.
        due: The last day, or the last instant, that is still in time; it moves on while the case is paused.
        running: Whether the assignment is still open.
        overdue: Whether now, or the end, lies after `due`.
        next_due: For a deadline that recurs: the first recurrence that is not past; else None.
    """

    number: int
    agency: str | None
    unit: DeadlineUnit
    allowed: int
    elapsed: int
    paused: int
    due: date
    running: bool
    overdue: bool
    next_due: date | None = None

    @property
    def left(self) -> int:
        """Whole units left; below zero when it is overdue by that many."""
        return self.allowed - self.elapsed

    def due_soon(self, soon: int) -> bool:
        """Return whether it runs, is not overdue, and has at most that many units left."""
        need(int, soon=soon)
        return self.running and not self.overdue and self.left <= soon


def case_clocks(
    case: VerificationCase,
    *,
    now: datetime,
    calendar: WorkCalendar | None = None,
    within: MovesFrom = None,
) -> tuple[Clock, ...]:
    """Return the clocks of a case at an instant; events after it are not looked at.

    Args:
        case: The case.
        now: The instant from which it is looked at, with its offset.
        calendar: Needed for working days and working hours; there is no default.
        within: The register of the case, whose regulations determine the table of moves for each day, or such a table;
            None: the standard table.

    Raises:
        MissingInputError: a calendar or its hours are missing.

    >>> from datetime import datetime
    >>> from dlxh.models.case_event import CaseContent
    >>> case = VerificationCase(id="a", network="lc", title="A", contents=[CaseContent(id="a.1", text="B")])
    >>> case_clocks(case, now=datetime.fromisoformat("2024-07-24T08:00+07:00"))
    ()
    """
    need(VerificationCase, case=case)
    need(datetime, now=now)
    state = case.known_at(now).state(within)
    return tuple(
        _clock(part, part.deadline, state.steps, now, calendar)
        for part in state.assignments
        if part.deadline is not None
    )


def _clock(
    part: Assignment,
    deadline: Deadline,
    steps: tuple[Step, ...],
    now: datetime,
    calendar: WorkCalendar | None,
) -> Clock:
    unit, allowed = deadline.unit, deadline.amount + sum(deadline.extensions)
    known = calendar_for([unit], calendar)
    end = part.closed_at or now
    pauses = timedelta(0)
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        during = step.number >= part.number and (part.closed is None or step.number < part.closed)
        if during and step.status in PAUSED:
            pauses += _amount(unit, step.event.at, after.event.at if after else now, known)
    elapsed = _amount(unit, part.event.at, end, known) - pauses
    one = timedelta(hours=1) if unit in HOURS else timedelta(days=1)
    due = _due(unit, part.event.at, allowed * one, pauses, known)
    return Clock(
        number=part.number,
        agency=part.agency,
        unit=unit,
        allowed=allowed,
        elapsed=elapsed // one,
        paused=pauses // one,
        due=due,
        running=part.closed is None,
        overdue=_later(end, due),
        next_due=_next(deadline, part.event.at, pauses, end, known) if deadline.repeat_every else None,
    )


def calendar_for(units: Iterable[str], calendar: WorkCalendar | None) -> WorkCalendar:
    """Return the calendar, or any where none of the units needs one; raises MissingInputError where one does."""
    for unit in WORKING:
        if unit in set(units):
            if calendar is None:
                raise no_calendar(unit)
            if unit in HOURS and not calendar.hours:
                raise MissingInputError.hours()
    return calendar or SimpleCalendar()


def _amount(unit: DeadlineUnit, start: datetime, end: datetime, calendar: WorkCalendar) -> timedelta:
    """What passes between two instants: whole days for days, exact time for hours."""
    if unit is DeadlineUnit.HOUR:
        return end - start
    if unit is DeadlineUnit.WORKING_HOUR:
        return working_time(start, end, calendar)
    first, last = local_day(start), local_day(end)
    if unit is DeadlineUnit.WORKING_DAY:
        return timedelta(days=working_days(first, last, calendar))
    return last - first


def _due(
    unit: DeadlineUnit, start: datetime, allowed: timedelta, paused: timedelta, calendar: WorkCalendar
) -> date:
    local = start.astimezone(VIETNAM)
    if unit is DeadlineUnit.HOUR:
        return local + allowed + paused
    if unit is DeadlineUnit.WORKING_HOUR:
        return after_working_time(local, allowed + paused, calendar)
    return Deadline((allowed + paused).days, unit).due(local.date(), calendar)


def _later(end: datetime, due: date) -> bool:
    return end > due if isinstance(due, datetime) else local_day(end) > due


def _next(
    deadline: Deadline, start: datetime, paused: timedelta, end: datetime, calendar: WorkCalendar
) -> date:
    one = timedelta(hours=1) if deadline.unit in HOURS else timedelta(days=1)
    total = (deadline.amount + sum(deadline.extensions)) * one
    due = _due(deadline.unit, start, total, paused, calendar)
    while _later(end, due):
        total += (deadline.repeat_every or 1) * one
        due = _due(deadline.unit, start, total, paused, calendar)
    return due
