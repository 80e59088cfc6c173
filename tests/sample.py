"""A small register with a row in most tables; every person in it is invented."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dlxh import Figure, Period, Register
from dlxh.models.activity import Activity, Training
from dlxh.models.allowance import AllowanceProvision, AllowanceScheme, CoefficientMonthly
from dlxh.models.allowance_line import AllowanceLine, TraceStep
from dlxh.models.case import VerificationCase
from dlxh.models.case_event import CaseContent, CaseEvent
from dlxh.models.collaborator import Collaborator, Contact, Engagement, Membership
from dlxh.models.duties import PayCondition
from dlxh.models.network import Network, Term
from dlxh.models.opinion import OpinionStream, ReportItem
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit, Succession

AS_OF = date(2024, 7, 24)
MARK = "Nguyễn Thị Dấu Vết"
"""The name of the invented collaborator: it must show nowhere."""


def unit(key: str = "x1", **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    """Return a district unless stated otherwise."""
    return OrgUnit(**{"id": key, "name": "Huyện A", "kind": "place", "level": "district", **fields})


def report(key: str = "bc1", **fields: Any) -> Report:  # noqa: ANN401 - fields of the model
    """Return a periodic report of CTV-1, received on 24/7/2024 unless stated otherwise."""
    given = {
        "network": "gl",
        "kind": "periodic",
        "channel": "written",
        "received_at": "2024-07-24T08:00:00+07:00",
        **({} if "author_unit" in fields else {"author": "CTV-1"}),
    }
    return Report(**{"id": key, **given, **fields})


def item(key: str = "n1", **fields: Any) -> ReportItem:  # noqa: ANN401 - fields of the model
    """Return a local matter about land unless stated otherwise."""
    return ReportItem(
        **{"id": key, "scope": "local", "topics": ["land"], "summary": "Đền bù chậm.", **fields}
    )


def membership(key: str, start: str, end: str | None = None, **fields: Any) -> Membership:  # noqa: ANN401
    """Return a membership of CTV-1 from the first to the last day."""
    given = {"network": "gl", "term": "t1", "collaborator": "CTV-1", "paid": True}
    return Membership(**{"id": key, "start": start, "end": end, **given, **fields})


def training(key: str, day: str, classes: Figure, trainees: Figure) -> Activity:
    """Return a training of one day."""
    detail = Training(classes=classes, trainees=trainees)
    return Activity(id=key, network="gl", title="Tập huấn", start=day, end=day, organiser="x1", detail=detail)


def register() -> Register:
    """Return a register in which every reference leads somewhere and no rule finds anything."""
    stream = OpinionStream(group="farmers", stance="hesitant", breadth="many", expressions=["worried"])
    rate = CoefficientMonthly(coefficient="0.3")
    provision = AllowanceProvision(
        id="p1",
        document="78/QĐ-BTGTU",
        article="Điều 1",
        valid_from="2021-01-01",
        rate=rate,
        basis="engagement",
        rounding="half_up",
        proration="full",
        conditions=[PayCondition(event="missing", times=1, share="0")],
    )
    event = CaseEvent(sequence=1, at="2024-07-02T08:00:00+07:00", kind="directed", by="btg", contents=["nd1"])
    merged = Succession(successor="x1", kind="merge", on="2021-05-04")
    return Register(
        [
            unit("btg", kind="propaganda_board", level="province"),
            unit("x0", parent="btg", valid_to="2021-05-03", successors=[merged]),
            unit("x1", parent="btg", valid_from="2021-05-04"),
            Network(id="gl", name="CTV Gia Lai", owner="btg", level="province", combined_roles=["reporter"]),
            Term(id="t1", network="gl", label="giai đoạn 2021-2025", decision="127-QĐ/TU"),
            Collaborator(
                id="CTV-1", network="gl", name=MARK, organisation="x1", contact=Contact(phone="0903000000")
            ),
            membership("m1", "2021-05-04"),
            Engagement(id="e1", network="gl", membership="m1", start="2024-01-01", end="2024-12-31"),
            AllowanceScheme(id="pc", network="gl", name="Phụ cấp", provisions=[provision]),
            report("bc0", period=Period.parse("2024-06"), items=[item("n0", place="x1", streams=[stream])]),
            report("bc1", items=[item("n1", topics=["land", "schools"])]),
            report("bc2", author_unit="btg", kind="synthesis", sources=["bc0", "bc1"]),
            VerificationCase(
                id="xm1",
                network="gl",
                title="Đền bù",
                items=["n1"],
                contents=[CaseContent(id="nd1", text="Đơn giá", finding="correct")],
                events=[event],
            ),
            training("a1", "2023-05-04", Figure(3, "class_"), Figure(361, "person")),
            AllowanceLine(
                id="l1",
                network="gl",
                collaborator="CTV-1",
                month="2024-07-01",
                provision="p1",
                amount=702000,
                steps=[
                    TraceStep(
                        rule="rate",
                        inputs="coefficient=0.3",
                        vi="2.340.000 × 0,3",
                        en="2,340,000 × 0.3",
                        result=702000,
                    )
                ],
            ),
        ],
        as_of=AS_OF,
    )


def package(folder: Path, files: Mapping[str, Iterable[str] | bytes], **head: Any) -> Path:  # noqa: ANN401
    """Write a package of tables given as lines or bytes, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        data = lines if isinstance(lines, bytes) else "".join(f"{line}\n" for line in lines).encode()
        (folder / f"{name}.ndjson").write_bytes(data)
    resources = [{"name": name, "path": f"{name}.ndjson"} for name in files]
    described = {"dlxh:asOf": AS_OF.isoformat(), "resources": resources, **head}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder
