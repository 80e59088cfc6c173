"""A province's own fields, for tests: a module, so that its pack is pickled by name."""

from typing import Annotated

import dlxh
from dlxh import Pack, Severity, rule
from dlxh.rules.language import Row, Value
from dlxh.testing import case
from dlxh.words import CodeEntry, CodeList, In, Internal, Line, Restricted, Secret
from dlxh.words.days import Instant
from dlxh.words.field_texts import own_field

SETTLEMENTS = CodeList(
    "gl_settlement",
    vi="Loại điểm dân cư",
    en="Settlement",
    open=False,
    source="ví dụ",
    entries=(CodeEntry("village", "làng", "village"), CodeEntry("town", "phố", "town")),
)
TEXTS = {"vi": "Nhãn", "en": "Label", "means_vi": "Ý nghĩa.", "means_en": "Meaning."}


class Stream(dlxh.models.OpinionStream):
    """A stream, which has no id of its own."""

    tone: Internal[Line | None] = own_field(**TEXTS)


class Item(dlxh.ReportItem):
    """An item."""

    dialect: Internal[Line | None] = own_field(**TEXTS)
    streams: Internal[tuple[Stream, ...]] = ()


class Report(dlxh.Report):
    """A report."""

    hamlet: Internal[Line | None] = own_field(**TEXTS)
    settlement: Internal[Annotated[str, In(SETTLEMENTS)] | None] = own_field(**TEXTS)
    heard_at: Internal[Instant | None] = own_field(**TEXTS)
    interpreter: Restricted[Line | None] = own_field(**TEXTS)
    items: Internal[tuple[Item, ...]] = ()


class Network(dlxh.Network):
    """A network, whose own field is nobody's business."""

    cipher: Secret[Line | None] = own_field(**TEXTS)


@rule(
    "GL01",
    table="reports",
    severity=Severity.WARNING,
    vi="báo cáo {record} chưa ghi thôn",
    en="report {record} has no hamlet",
    cure_vi="ghi thôn",
    cure_en="write the hamlet",
    source="ví dụ",
    right=[case(reports={"hamlet": "Làng Ốp"})],
    wrong=[case(reports={"hamlet": None})],
)
def without_hamlet(r: Row) -> Value:
    """Where it was heard says who can answer."""
    return r.hamlet.is_null()


@rule(
    "GL02",
    table="items",
    severity=Severity.WARNING,
    vi="nội dung {record} nghe ở phố",
    en="item {record} was heard in a town",
    cure_vi="xem lại",
    cure_en="look again",
    source="ví dụ",
    right=[case(items={"report": "report1"}, reports={"settlement": "village"})],
    wrong=[case(items={"report": "report1"}, reports={"settlement": "town"})],
)
def from_town(i: Row) -> Value:
    """It reaches the own column of another table."""
    return i.ref("report").settlement == "town"


PACK = Pack("gl", models=(Report, Network), rules=(without_hamlet, from_town))
