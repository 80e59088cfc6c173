"""Tình trạng nộp: what became of one owed report, and why one was not owed."""

from enum import StrEnum


class Timeliness(StrEnum):
    """Tình trạng nộp: the result for one member or unit, provision and period.

    >>> Timeliness("not_due_yet") is Timeliness.NOT_DUE_YET
    True
    """

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE_YET = "not_due_yet"
    EXCUSED = "excused"
    NOT_OWED = "not_owed"


class ObligorKind(StrEnum):
    """Bên phải nộp: who has to send a report."""

    MEMBER = "member"
    UNIT = "unit"


class NotOwedReason(StrEnum):
    """Why a member or a unit does not have to report for a period; the first that applies, in this order, is given."""

    OTHER_ROLE = "other_role"
    """The provision speaks to another role."""
    SINGLE_LINE = "single_line"
    CONTINUED = "continued"
    """The same person goes on under a later membership, or the unit as another one, which owes it."""
    UNIT_ENDED = "unit_ended"
    LEFT = "left"
    JOINED_LATER = "joined_later"
    FOUNDED_LATER = "founded_later"
    """The unit began too late in the period."""
    ENGAGEMENT_GAP = "engagement_gap"
    LEAVE = "leave"
    EXEMPT = "exempt"
    """The regulation exempts the period."""
    ABSORBED = "absorbed"
    """A longer period that the provision yields to has its last day in this one, and its report is owed."""
