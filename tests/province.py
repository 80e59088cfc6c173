"""A province's own fields next to a vendor's, for tests."""

from dataclasses import replace

from dlxh import Pack, Severity, rule
from dlxh.data.code_lists import code_list
from dlxh.measures.catalogue import find_measure
from dlxh.rules.language import Row, Value
from dlxh.testing import case
from dlxh.words import CodeEntry, CodeList, Internal, Line
from dlxh.words.field_texts import own_field
from tests import vendor
from tests.own import TEXTS

CROPS = CodeList(
    "gl_topics",
    vi="Cây trồng",
    en="Crops",
    open=True,
    source="ví dụ",
    entries=(CodeEntry("cashew", "điều", "cashew", counts_as="land"),),
    base=code_list("topics"),
)


class Item(vendor.Item):
    """An item of the province."""

    dialect: Internal[Line | None] = own_field(**TEXTS)


class Report(vendor.Report):
    """A report of the province."""

    hamlet: Internal[Line | None] = own_field(**TEXTS)
    items: Internal[tuple[Item, ...]] = ()


@rule(
    "GL01",
    table="reports",
    severity=Severity.WARNING,
    vi="báo cáo {record} gửi từ máy đặt, có ghi thôn",
    en="report {record} came from a kiosk and has a hamlet",
    cure_vi="xem lại",
    cure_en="look again",
    source="ví dụ",
    right=[
        case(reports={"device": "phone", "hamlet": "A"}),
        case(reports={"device": "kiosk", "hamlet": None}),
    ],
    wrong=[case(reports={"device": "kiosk", "hamlet": "A"})],
)
def kiosk_in_hamlet(r: Row) -> Value:
    """It reads a field of the vendor and one of the province."""
    return (r.device == "kiosk") & ~r.hamlet.is_null()


PACK = Pack(
    "gl",
    models=(Report,),
    codes=(CROPS,),
    rules=(kiosk_in_hamlet,),
    measures=(replace(find_measure("reports"), code="gl_reports"),),
    packs=(vendor.PACK, vendor.PLATFORM),
)
