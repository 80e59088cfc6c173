"""A vendor's own fields, for tests: a pack that is used together with another, and that a province's builds on."""

from dataclasses import replace
from typing import Annotated

import dlxh
from dlxh import Pack, Severity, rule
from dlxh.data.code_lists import code_list
from dlxh.measures.catalogue import find_measure
from dlxh.rules.grades import Grade
from dlxh.rules.language import Row, Value
from dlxh.testing import case
from dlxh.words import CodeEntry, CodeList, In, Internal, Line, Restricted
from dlxh.words.field_texts import own_field
from tests.own import TEXTS

DEVICES = CodeList(
    "vnpt_device",
    vi="Thiết bị",
    en="Device",
    open=False,
    source="ví dụ",
    entries=(CodeEntry("phone", "điện thoại", "telephone"), CodeEntry("kiosk", "máy đặt", "kiosk")),
)
TOPICS = CodeList(
    "vnpt_topics",
    vi="Lĩnh vực thêm",
    en="More topics",
    open=True,
    source="ví dụ",
    entries=(CodeEntry("broadband", "đường truyền", "broadband", counts_as="land"),),
    base=code_list("topics"),
)


class Network(dlxh.Network):
    """A network, as the makers of the vendor's platform have it."""

    region: Internal[Line | None] = own_field(**TEXTS)


class Item(dlxh.ReportItem):
    """An item as the vendor's app sends it."""

    mood: Internal[Line | None] = own_field(**TEXTS)


class Report(dlxh.Report):
    """A report as the vendor's app sends it."""

    device: Internal[Annotated[str, In(DEVICES)] | None] = own_field(**TEXTS)
    operator: Restricted[Line | None] = own_field(**TEXTS)
    apps: Internal[tuple[Line, ...]] = own_field(**TEXTS)
    items: Internal[tuple[Item, ...]] = ()


@rule(
    "VN01",
    table="reports",
    severity=Severity.WARNING,
    vi="báo cáo {record} gửi từ máy đặt",
    en="report {record} came from a kiosk",
    cure_vi="xem lại",
    cure_en="look again",
    source="ví dụ",
    right=[case(reports={"device": "phone"})],
    wrong=[case(reports={"device": "kiosk"})],
)
def from_kiosk(r: Row) -> Value:
    """Nobody knows who was there."""
    return r.device == "kiosk"


PLATFORM = Pack("ioc", models=(Network,))
PACK = Pack(
    "vnpt",
    models=(Report,),
    codes=(TOPICS,),
    rules=(from_kiosk,),
    measures=(replace(find_measure("reports"), code="vnpt_reports"),),
    grades=(Grade("VN01", Severity.ERROR, reason="nhà cung cấp"),),
    packs=(PLATFORM,),
)
