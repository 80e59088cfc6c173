"""Nội dung và vấn đề: matters in reports, their places and topics, and what several of them are about."""

from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, coalesce, given
from dlxh.rules.language.examples import DAY, ONE, case
from dlxh.words.patterns import portable

COMPLAINT: Final = portable("(?:[Đđ]ơn|[Tt]hư) (?:khiếu nại|tố cáo|khiếu tố)")
"""A paper that opens a procedure of its own; the bare words khiếu nại, tố cáo may be a topic of talk."""

_PLACED: Final = {"place": "unit1"}
_UNPLACED: Final = {"place": None}


@rule(
    "I101",
    table="items",
    evidence="place",
    field="place",
    severity=Severity.WARNING,
    vi="nội dung {record}: đơn vị được ghi ({evidence}) đã kết thúc hoạt động trước kỳ báo cáo",
    en="item {record}: its place ({evidence}) had ended before the reporting period",
    cure_vi="ghi đơn vị kế thừa",
    cure_en="give the unit that followed it",
    source="Nghị quyết 202/2025/QH15; Luật 72/2025/QH15",
    why_vi="Từ 1/7/2025 đơn vị hành chính đã sắp xếp lại: nội dung ghi cho xã cũ không có trong số liệu của xã mới.",
    right=[
        case(
            items=_PLACED, units={"valid_to": DAY}, reports={"period_start": DAY, "received_day": DAY + ONE}
        ),
        case(items=_UNPLACED, units={"valid_to": DAY - ONE}, reports={"period_start": DAY}, judged=False),
    ],
    wrong=[
        case(items=_PLACED, units={"valid_to": DAY - ONE}, reports={"period_start": DAY}),
        case(items=_PLACED, units={"valid_to": DAY - ONE}, reports={"received_day": DAY}),
    ],
)
def place_had_ended(i: Row) -> Given:
    """Units changed on 2025-07-01: what is recorded for an old commune does not appear under the new one."""
    report = i.ref("report")
    first = coalesce(report.period_start, report.received_day)
    return given(~i.place.is_null(), i.ref("place").valid_to < first)


@rule(
    "I102",
    table="items",
    evidence="place",
    field="place",
    severity=Severity.WARNING,
    vi="nội dung {record}: đơn vị được ghi ({evidence}) chưa có khi báo cáo được nhận",
    en="item {record}: its place ({evidence}) did not exist yet when the report came in",
    cure_vi="ghi đơn vị của thời gian đó",
    cure_en="give the unit of that time",
    source="Nghị quyết 202/2025/QH15; Luật 72/2025/QH15",
    why_vi="Ghi việc cũ theo đơn vị mới thì số liệu các năm trước đổi theo.",
    right=[
        case(items=_PLACED, units={"valid_from": DAY}, reports={"received_day": DAY}),
        case(items=_UNPLACED, units={"valid_from": DAY + ONE}, reports={"received_day": DAY}, judged=False),
    ],
    wrong=[case(items=_PLACED, units={"valid_from": DAY + ONE}, reports={"received_day": DAY})],
)
def place_not_yet_there(i: Row) -> Given:
    """Old matters recorded under new units change the figures of years that are closed."""
    return given(~i.place.is_null(), i.ref("place").valid_from > i.ref("report").received_day)


@rule(
    "I103",
    table="items",
    field="summary",
    severity=Severity.WARNING,
    vi="nội dung {record} có vẻ là đơn khiếu nại, tố cáo",
    en="item {record} appears to be a complaint or a denunciation",
    cure_vi="chuyển sang thủ tục khiếu nại, tố cáo; không xác minh ở đây",
    cure_en="refer it to the procedure for complaints and denunciations; it is not verified here",
    source="Nghị định 20/2008/NĐ-CP, Điều 1",
    why_vi="Khiếu nại, tố cáo không phải phản ánh: có thời hạn riêng và người tố cáo được bảo vệ.",
    right=[case(items={"summary": "Dư luận quan tâm việc khiếu nại, tố cáo đất đai"})],
    wrong=[
        case(items={"summary": "Đơn khiếu nại về đất đai"}),
        case(items={"summary": "Nhận được thư tố cáo"}),
    ],
)
def complaint_as_opinion(i: Row) -> Value:
    """A complaint is not an opinion: it has deadlines of its own, and the person who denounces is protected."""
    return i.summary.str.contains(COMPLAINT)


@rule(
    "I104",
    table="item_topics",
    field="topic",
    severity=Severity.ERROR,
    vi="nội dung ({record}) ghi cùng một lĩnh vực hai lần",
    en="an item ({record}) has the same topic twice",
    cure_vi="giữ một dòng",
    cure_en="keep one of them",
    source="dlxh: own choice",
    why_vi="Số nội dung theo lĩnh vực bị đếm thừa.",
    right=[case(item_topics=[{"topic": "land"}, {"topic": "health"}, {"item": "item2", "topic": "land"}])],
    wrong=[case(item_topics=[{"topic": "land"}, {"topic": "land"}])],
)
def topic_named_twice(t: Row) -> Value:
    """The number of items by topic is too high."""
    return ~t.previous(by=(t.item, t.topic), order=("position",)).position.is_null()


@rule(
    "M101",
    table="matter_items",
    evidence="item",
    field="item",
    severity=Severity.ERROR,
    vi="nội dung {evidence} được tính hai lần trong các vấn đề ({record})",
    en="item {evidence} is assigned to matters twice ({record})",
    cure_vi="gộp hai vấn đề (merged_with), hoặc bỏ nội dung khỏi một vấn đề",
    cure_en="merge the matters (merged_with), or remove the item from one",
    source="dlxh: own choice",
    why_vi="Nội dung và vấn đề được đếm riêng; một nội dung nằm ở hai vấn đề thì cộng theo vấn đề sẽ nhiều hơn số nội dung.",
    right=[case(matter_items=[{"item": "item1"}, {"item": "item2"}])],
    wrong=[case(matter_items=[{"position": 2}, {"matter": "matter2", "position": 1}])],
)
def item_in_two_matters(m: Row) -> Value:
    """Items and matters are counted separately; with an item in two matters, the sum over matters exceeds the number of items."""
    return ~m.previous(by=(m.item,), order=("matter", "position")).position.is_null()


RULES = (
    place_had_ended,
    place_not_yet_there,
    complaint_as_opinion,
    topic_named_twice,
    item_in_two_matters,
)
