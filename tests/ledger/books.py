"""Small regulations and registers for tests of the ledger; every person in them is invented."""

from datetime import date
from typing import Any

from dlxh import Engagement, Membership, Period, Register, Regulation, Report
from dlxh.ledger.ledger import Ledger
from dlxh.models import Absence
from dlxh.models.regulation import RegulationProvision
from dlxh.words import SimpleCalendar

NETWORK = "gl"
OPEN = date(2020, 1, 1)
CALENDAR = SimpleCalendar()
"""Weekends only, so that a test shows its own days off."""


def obligation(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return a monthly obligation, due on the 20th of the month itself."""
    fields = {
        "kind": "report",
        "report": "periodic",
        "period_kind": "month",
        "convention": "calendar",
        "due": {"kind": "day_of_month", "day": 20, "months_after": 0},
        "on_day_off": "stays",
        "grace_days": 0,
        "undeclared": "period_of_receipt",
        "least_days_served": 1,
        "owed_by": members(),
    }
    return fields | changes


def members(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return that every member owes it, but for single-line collaborators and until the unit ends."""
    fields = {"kind": "members", "single_line": False, "needs_engagement": False, "ends_with_unit": True}
    return fields | changes


def excuse(effect: str = "excused", least: int = 1, reason: str = "sick_leave") -> dict[str, Any]:
    """Return a provision that an absence excuses."""
    return {"kind": "excused_absence", "absence": reason, "least_days_absent": least, "effect": effect}


def provision(
    key: str, duty: dict[str, Any] | None, start: date = OPEN, end: date | None = None
) -> RegulationProvision:
    """Return one provision, assumed."""
    fields = {"id": key, "article": "Điều 1", "text": "Ví dụ.", "published": False, "duty": duty}
    return RegulationProvision.model_validate({**fields, "valid_from": start, "valid_to": end})


def regulation(*duties: dict[str, Any] | RegulationProvision, **fields: Any) -> Regulation:  # noqa: ANN401 - fields of the model
    """Return a regulation with these provisions, named p1, p2 and so on."""
    provisions = [
        duty if isinstance(duty, RegulationProvision) else provision(f"p{place}", duty)
        for place, duty in enumerate(duties, start=1)
    ]
    known = {"id": "qc", "network": NETWORK, "name": "Quy chế", "valid_from": OPEN}
    return Regulation.model_validate({**known, "provisions": provisions, **fields})


def member(
    key: str = "m1",
    collaborator: str = "c1",
    start: str = "2020-01-01",
    end: str | None = None,
    **fields: Any,  # noqa: ANN401 - fields of the model
) -> Membership:
    """Return a membership since 2020 unless stated otherwise."""
    known = {"id": key, "network": NETWORK, "term": "t1", "collaborator": collaborator, "paid": True}
    return Membership.model_validate({**known, "start": start, "end": end, **fields})


def report(
    key: str,
    received: str,
    period: str | Period | None = None,
    author: str | None = "c1",
    **fields: Any,  # noqa: ANN401 - fields of the model
) -> Report:
    """Return a report received at eight in the morning of a day."""
    known = {"id": key, "network": NETWORK, "author": author, "kind": "periodic", "channel": "written"}
    span = Period.parse(period) if isinstance(period, str) else period
    return Report.model_validate(
        {**known, "received_at": f"{received}T08:00:00+07:00", "period": span, **fields}
    )


def absence(
    key: str, start: str, end: str | None, collaborator: str = "c1", reason: str = "sick_leave"
) -> Absence:
    """Return a leave."""
    known = {"id": key, "network": NETWORK, "collaborator": collaborator, "reason": reason}
    return Absence.model_validate({**known, "start": start, "end": end})


def contract(key: str, start: str, end: str, membership: str = "m1") -> Engagement:
    """Return a contract inside a membership."""
    return Engagement.model_validate(
        {"id": key, "network": NETWORK, "membership": membership, "start": start, "end": end}
    )


def register(*records: Any, as_of: date = date(2024, 12, 31)) -> Register:  # noqa: ANN401 - records of any kind
    """Return a register in which nothing is unknown: what is not there did not happen."""
    return Register(records, as_of=as_of, empty=["memberships", "reports", "absences", "engagements"])


def told(ledger: Ledger) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return status and reason by membership and first month of the period."""
    return {
        (row["membership"], f"{row['period_start']:%Y-%m}"): (row["status"], row["reason"])
        for row in ledger.polars.iter_rows(named=True)
    }
