"""Gói của Lam Vân: all that the province has of its own, in this file and the two code lists next to it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import dlxh
from dlxh import MEASURES, Pack, Severity, rule
from dlxh.measures import Distinct
from dlxh.rules.language import Given, Row, given, those
from dlxh.testing import case
from dlxh.words import FigureUnit, In, Internal, Line, own_field

HERE = Path(__file__).parent
KINDS = dlxh.data.code_list(HERE / "kinds.toml")
TOPICS = dlxh.data.code_list(HERE / "topics.toml")


class Item(dlxh.ReportItem):
    """A matter, with the place on the road that it is about."""

    road_spot: Internal[Line | None] = own_field(
        vi="vị trí trên đường",
        en="spot on the road",
        means_vi="Đường nào, ki-lô-mét nào; không ghi nhà ai.",
        means_en="Which road, which kilometre; nobody's house.",
    )


class Report(dlxh.Report):
    """A report, with the hamlet where it was heard and the province's own kind."""

    hamlet: Internal[Line | None] = own_field(
        vi="thôn, bản",
        en="hamlet",
        means_vi="Nơi nghe ý kiến; không ghi số nhà, tên hộ. Nơi chỉ có vài hộ thì ghi tên xã.",
        means_en="Where it was heard; no house, no household. The commune where only a few households live.",
    )
    local_kind: Internal[Annotated[str, In(KINDS, refines="kind")] | None] = own_field(
        vi="loại riêng",
        en="own kind",
        means_vi="Loại báo cáo của tỉnh, làm rõ loại báo cáo chung.",
        means_en="The province's kind of report, which refines the common kind.",
    )
    items: Internal[tuple[Item, ...]] = ()


FROM = date(2026, 2, 1)


@rule(
    "LV01",
    table="reports",
    field="hamlet",
    severity=Severity.WARNING,
    vi="báo cáo {record} nhận từ ngày 1/2/2026 mà chưa ghi thôn, bản",
    en="report {record} was received from 1 February 2026 on and has no hamlet",
    cure_vi="hỏi người gửi và ghi thôn, bản; nơi chỉ có vài hộ thì ghi tên xã",
    cure_en="ask the sender and write the hamlet, or the commune where only a few households live",
    source="Quy định của Lam Vân (giả định)",
    why_vi="Không ghi nơi nghe ý kiến thì không tổ chức trả lời tại chỗ được.",
    right=[
        case(reports={"received_day": FROM, "hamlet": "bản Mây Trên"}),
        case(reports={"received_day": date(2026, 1, 31), "hamlet": None}),
        case(reports={"received_day": FROM, "author": None, "hamlet": None}),
    ],
    wrong=[case(reports={"received_day": FROM, "hamlet": None})],
)
def heard_nowhere(report: Row) -> Given:
    """Nobody can go and answer where nobody knows it was heard."""
    in_force = (report.received_day >= FROM) & ~report.author.is_null()
    return given(in_force, report.hamlet.is_null())


@rule(
    "LV02",
    table="items",
    field="road_spot",
    severity=Severity.ERROR,
    vi="nội dung {record} nói về sạt lở mà chưa ghi vị trí trên đường",
    en="matter {record} is about a landslide and has no spot on the road",
    cure_vi="ghi đường và ki-lô-mét",
    cure_en="write the road and the kilometre",
    source="Quy định của Lam Vân (giả định)",
    why_vi="Đội sửa đường cần biết phải đến chỗ nào.",
    right=[
        case(items={"road_spot": "đường lên Khe Gió, Km 4"}, item_topics={"topic": "landslide"}),
        case(items={"road_spot": None}, item_topics={"topic": "land"}),
        case(items={"road_spot": None}, item_topics={"item": "item2", "topic": "landslide"}),
    ],
    wrong=[case(items={"road_spot": None}, item_topics={"topic": "landslide"})],
)
def landslide_nowhere(item: Row) -> Given:
    """Those who clear the road have to know where."""
    slid = those("item_topics", item=item.id, topic="landslide").exists()
    return given(slid, item.road_spot.is_null())


HAMLETS = Distinct(
    code="lv_hamlets",
    vi="thôn, bản có ý kiến",
    en="hamlets heard from",
    definition_vi="Số thôn, bản khác nhau ghi trong báo cáo của cộng tác viên.",
    definition_en="Different hamlets that are written in collaborators' reports.",
    unit=FigureUnit.UNIT,
    rows=next(each.rows for each in MEASURES if each.code == "reports"),
    source="Quy định của Lam Vân (giả định)",
    of="hamlet",
)

PACK = Pack(
    "lv",
    models=(Report,),
    codes=(KINDS, TOPICS),
    rules=(heard_nowhere, landslide_nowhere),
    measures=(HAMLETS,),
)
