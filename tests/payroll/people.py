"""A few invented people of Bạc Liêu, and schemes to pay them by."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from dlxh import AllowanceScheme, Engagement, Membership, Period, Register
from dlxh.payroll import read_scheme
from dlxh.words.record import Record, Value

R = TypeVar("R", bound=Value)

AS_OF = date(2026, 11, 22)
NETWORK = "BL-ML"
FIXED = {"kind": "fixed_monthly", "amount": 150_000}
EMPTY = ("schemes", "memberships", "engagements", "reports", "work_entries", "other_allowances")


def made(model: type[R], **fields: Any) -> R:  # noqa: ANN401 - what the model takes
    """Return a record from plain texts and numbers, as a file gives them."""
    return model(**fields)


def bac_lieu() -> AllowanceScheme:
    """Return the published scheme: 0,3 × base salary."""
    return read_scheme("examples/bac-lieu/scheme.toml")


def provision(key: str = "p1", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return a fixed sum for members unless stated otherwise."""
    return {
        "id": key,
        "document": "24/2020/NĐ-CP",
        "article": "Điều 8 khoản 6",
        "valid_from": date(2011, 5, 1),
        "rate": FIXED,
        "basis": "membership",
        "rounding": "half_up",
        "proration": "full",
        **fields,
    }


def coefficient(key: str, value: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return a coefficient for members unless stated otherwise."""
    return provision(key, rate={"kind": "coefficient_monthly", "coefficient": value}, **fields)


def scheme(*provisions: dict[str, Any], **fields: Any) -> AllowanceScheme:  # noqa: ANN401 - fields of the model
    """Return a scheme of the network."""
    return AllowanceScheme(
        **{"id": "pc", "network": NETWORK, "name": "x", "provisions": provisions, **fields}
    )


def membership(
    key: str = "m1",
    start: str = "2011-05-01",
    end: str | None = None,
    **fields: Any,  # noqa: ANN401 - fields of the model
) -> Membership:
    """Return a paid membership of CTV-1 unless stated otherwise."""
    given = {"network": NETWORK, "term": "t", "collaborator": "CTV-1", "paid": True}
    return Membership(**{"id": key, "start": start, "end": end, **given, **fields})


def contract(key: str, start: str, end: str, membership: str = "m1") -> Engagement:
    """Return a contract of the membership."""
    return made(Engagement, id=key, network=NETWORK, membership=membership, start=start, end=end)


def register(*records: Record, empty: Iterable[str] = EMPTY) -> Register:
    """Return a register in which nothing is unknown unless stated otherwise."""
    return Register(records, as_of=AS_OF, empty=empty)


def months(first: str, last: str) -> Period:
    """Return the months from one to another."""
    return Period.custom(Period.parse(first).start, Period.parse(last).end)


def owed(*rows: tuple[str, str, str], provision: str = "q1") -> list[dict[str, Any]]:
    """Return ledger rows from collaborator, last day of the period, and status."""
    return [
        {
            "network": NETWORK,
            "collaborator": who,
            "provision": provision,
            "period_end": date.fromisoformat(end),
            "due_on": date.fromisoformat(end),
            "status": status,
        }
        for who, end, status in rows
    ]
