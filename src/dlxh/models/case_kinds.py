"""Các danh mục của vụ việc: routes, findings, outcomes, steps, statuses, tasks and roles."""

from enum import StrEnum
from typing import Final

from dlxh.data.code_lists import code_list


class Route(StrEnum):
    """By whom a case is directed: the Standing Committee itself, or through the Party body of the government."""

    DIRECT = "direct"
    GOVERNMENT_PARTY_BODY = "government_party_body"


class ContentFinding(StrEnum):
    """Kết luận on one content: đúng, đúng một phần, không đúng, chưa đủ cơ sở (KL 18/KL-UBND, 15/6/2021)."""

    CORRECT = "correct"
    PARTLY_CORRECT = "partly_correct"
    INCORRECT = "incorrect"
    INSUFFICIENT_GROUNDS = "insufficient_grounds"


class CaseOutcome(StrEnum):
    """What was done, separate from what was found."""

    EXPLAINED = "explained"
    CORRECTED = "corrected"
    SANCTIONED = "sanctioned"
    RULE_CHANGE_PROPOSED = "rule_change_proposed"
    FORWARDED = "forwarded"
    NO_ACTION = "no_action"
    IN_PROGRESS = "in_progress"


class CaseEventKind(StrEnum):
    """What may happen to a case; what follows is in `data/move_tables/`."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    DIRECTED = "directed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    EXTENDED = "extended"
    REMINDED = "reminded"
    PAUSED = "paused"
    RESUMED = "resumed"
    CONCLUDED = "concluded"
    MEASURE_PROPOSED = "measure_proposed"
    RESOLVED = "resolved"
    REPLIED = "replied"
    CLOSED = "closed"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    REJECTED = "rejected"
    MERGED = "merged"
    SPLIT = "split"
    REOPENED = "reopened"
    ROUTED_OUT = "routed_out"


REPLIES: Final = code_list("case_event_kind").having("reply")
"""Kinds of event that answer whoever raised the matter."""


class CaseStatus(StrEnum):
    """Tình trạng: where the work is; derived from the events, never stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DIRECTED = "directed"
    ASSIGNED = "assigned"
    VERIFYING = "verifying"
    CONCLUDED = "concluded"
    RESOLVING = "resolving"
    RESOLVED = "resolved"
    REPLIED = "replied"
    CLOSED = "closed"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    REJECTED = "rejected"
    MERGED = "merged"
    SUSPENDED = "suspended"
    REOPENED = "reopened"
    TO_COMPLAINT_PROCEDURE = "to_complaint_procedure"


class AssignmentTask(StrEnum):
    """Việc được giao: what an agency is to do with a content."""

    VERIFY = "verify"
    CLARIFY = "clarify"
    RESOLVE = "resolve"
    REPLY = "reply"

    @property
    def owes_finding(self) -> bool:
        """Whether what was found is owed before the reply; an answer by explanation alone needs none."""
        return self in {AssignmentTask.VERIFY, AssignmentTask.CLARIFY}


class ActorRole(StrEnum):
    """Vai trò: as what a unit acts in a case; each move of the table has one."""

    PROPOSER = "proposer"
    APPROVER = "approver"
    ASSIGNOR = "assignor"
    VERIFIER = "verifier"
    COORDINATOR = "coordinator"
