"""A small register: a province's network with two collaborators, who owe a report each month by the 5th of the next or the working day after it."""

from datetime import date
from typing import Any

import dlxh
from dlxh.models import Contact

NAME, PHONE, AUTHOR = "Nguyễn Thị Chim Yến", "0912 345 678", "CTV-CHIM-YEN"
"""What must show nowhere: name and contact of an invented collaborator, and who sent which report."""
TODAY = date(2026, 6, 20)

OWED: dict[str, Any] = {
    "kind": "report",
    "report": "periodic",
    "period_kind": "month",
    "convention": "calendar",
    "owed_by": {"kind": "members", "single_line": False, "needs_engagement": False, "ends_with_unit": True},
    "due": {"kind": "after_period", "days": 5, "unit": "day"},
    "on_day_off": "next_working_day",
    "grace_days": 0,
    "undeclared": "period_of_receipt",
    "least_days_served": 1,
}
PROVISION = {
    "id": "QC-1",
    "article": "Điều 5",
    "text": "Ví dụ.",
    "published": False,
    "valid_from": "2026-01-01",
}
REGULATION = {"id": "QC", "network": "ML", "name": "Quy chế", "valid_from": "2026-01-01"}


def small_register() -> dlxh.Register:
    """Return it as of a day before the reports come."""
    unit, network, term = (model.model_validate for model in (dlxh.OrgUnit, dlxh.Network, dlxh.Term))
    records: list[Any] = [
        unit({"id": "T", "name": "Tỉnh Ví Dụ", "kind": "place", "level": "province"}),
        unit({"id": "X1", "name": "Xã Ví Dụ", "kind": "place", "level": "commune", "parent": "T"}),
        network({"id": "ML", "name": "Mạng lưới tỉnh", "owner": "T", "level": "province"}),
        term({"id": "NK", "network": "ML", "label": "nhiệm kỳ 2026 - 2030", "start": "2026-01-01"}),
        dlxh.Regulation.model_validate(REGULATION | {"provisions": [PROVISION | {"duty": OWED}]}),
    ]
    for key in (AUTHOR, "CTV-2"):
        person = {
            "id": key,
            "network": "ML",
            "name": NAME,
            "contact": Contact(phone=PHONE),
            "organisation": "X1",
        }
        served = {"id": f"TC-{key}", "network": "ML", "term": "NK", "collaborator": key, "organisation": "X1"}
        records += [
            dlxh.Collaborator.model_validate(person),
            dlxh.Membership.model_validate(served | {"start": "2026-01-01", "paid": True}),
        ]
    return dlxh.Register(records, as_of=date(2026, 5, 31), empty=["reports"])


def report(key: str = "BC-1", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return the report of May of a collaborator, as JSON holds it."""
    heard = {"group": "farmers", "stance": "hesitant", "breadth": "some", "expressions": ["wondering"]}
    item = {"id": f"{key}.1", "scope": "local", "place": "X1", "topics": ["land"], "summary": "Đền bù chậm."}
    given = {
        "id": key,
        "network": "ML",
        "author": AUTHOR,
        "kind": "periodic",
        "channel": "written",
        "received_at": "2026-06-03T08:00:00+07:00",
        "period": {"kind": "month", "start": "2026-05-01", "end": "2026-05-31"},
        "items": [item | {"streams": [heard]}],
    }
    return given | fields
