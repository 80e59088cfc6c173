"""An invented province for tests of units that owe: places, bodies and what became of them."""

from datetime import date
from typing import Any

from dlxh import Network, OrgUnit, Register
from dlxh.ledger.ledger import Ledger
from dlxh.models import Absence
from tests.ledger.books import NETWORK

HEAD = OrgUnit(id="T", name="Tỉnh", kind="place", level="province")
COMMITTEE = OrgUnit(id="TU", name="Tỉnh ủy", kind="party_committee", level="province", parent="T")
BOARD = OrgUnit(id="B", name="Ban Tuyên giáo", kind="propaganda_board", level="province", parent="TU")
OWNER = Network(id=NETWORK, name="Mạng lưới", owner="B", level="province")


def unit(key: str, parent: str | None = "T", *, into: str = "", **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    """Return a commune, unless stated otherwise; `into` says what became of it: `merge x3 2024-03-21`, several apart by commas."""
    steps = [step.split() for step in into.split(",") if step]
    successors = [{"kind": kind, "successor": other, "on": day} for kind, other, day in steps]
    known = {"id": key, "name": f"Xã {key}", "kind": "place", "level": "commune", "parent": parent}
    return OrgUnit.model_validate({**known, "successors": successors, **fields})


def by_units(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return that the communes below the owner's place owe it, and their successors."""
    fields = {"kind": "units", "level": "commune", "unit_kind": "place", "successor_owes": True}
    return fields | changes


def away(key: str, start: str, end: str | None) -> Absence:
    """Return days on which a unit need not report."""
    return Absence.model_validate(
        {
            "id": f"v-{key}",
            "network": NETWORK,
            "unit": key,
            "reason": "sick_leave",
            "start": start,
            "end": end,
        }
    )


def land(*records: Any, as_of: date = date(2024, 12, 31)) -> Register:  # noqa: ANN401 - records of any kind
    """Return a register of the province and what else is in it, where nobody is a member."""
    there = (HEAD, COMMITTEE, BOARD, OWNER, *records)
    return Register(there, as_of=as_of, empty=["reports", "absences"])


def states(ledger: Ledger) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return status and reason by unit and first month of the period."""
    return {
        (row["org_unit"], f"{row['period_start']:%Y-%m}"): (row["status"], row["reason"])
        for row in ledger.polars.iter_rows(named=True)
    }
