"""Nội dung và vấn đề: matters in reports, their places and topics, and what several of them are about."""

from typing import Any, Final

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.language.patterns import portable
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty, near, repeated

COMPLAINT: Final = portable("(?:[Đđ]ơn|[Tt]hư) (?:khiếu nại|tố cáo|khiếu tố)")
"""A paper that opens a procedure of its own; the bare words khiếu nại, tố cáo may be a topic of talk."""


def _placed(tables: Tables, names: tuple[str, ...]) -> "nw.LazyFrame[Any]":
    """Return the items with a place, the first day they speak of, and columns of the place."""
    items = tables["items"].filter(~nw.col("place").is_null())
    both = beside(items, tables, "reports", on="report", names=("received_day", "period_start"))
    spoken = both.with_columns(
        nw.coalesce(nw.col("other_period_start"), nw.col("other_received_day")).alias("first")
    )
    return beside(spoken, tables, "units", on="place", names=names)


@rule(
    "I101",
    table="items",
    needs=("reports", "units"),
    severity=Severity.WARNING,
    vi="nội dung {record}: nơi được ghi ({evidence}) đã hết trước kỳ báo cáo",
    en="item {record}: the place named ({evidence}) had ended before the period reported on",
    cure_vi="ghi đơn vị kế thừa",
    cure_en="name the unit that followed it",
    source="Nghị quyết 202/2025/QH15; Luật 72/2025/QH15",
    why_vi="Từ 1/7/2025 bản đồ khác: nội dung ghi cho xã cũ không hiện ra ở xã mới.",
    judges=lambda _: ~nw.col("place").is_null(),
)
def place_had_ended(tables: Tables) -> "nw.LazyFrame[Any]":
    """The map changed on 2025-07-01: what is put to an old commune does not show in the new one."""
    ended = nw.col("other_valid_to") < nw.col("first")
    return faulty(_placed(tables, ("valid_to",)).filter(ended), "items", field="place", evidence="place")


@rule(
    "I102",
    table="items",
    needs=("reports", "units"),
    severity=Severity.WARNING,
    vi="nội dung {record}: nơi được ghi ({evidence}) chưa có khi báo cáo được nhận",
    en="item {record}: the place named ({evidence}) did not exist yet when the report came in",
    cure_vi="ghi đơn vị của những ngày đó",
    cure_en="name the unit of those days",
    source="Nghị quyết 202/2025/QH15; Luật 72/2025/QH15",
    why_vi="Ghi theo bản đồ mới cho việc cũ thì số liệu các năm trước đổi theo.",
    judges=lambda _: ~nw.col("place").is_null(),
)
def place_not_yet_there(tables: Tables) -> "nw.LazyFrame[Any]":
    """Old matters put to the new map change the figures of years that are closed."""
    early = nw.col("other_valid_from") > nw.col("other_received_day")
    placed = _placed(tables, ("valid_from",))
    return faulty(placed.filter(early), "items", field="place", evidence="place")


@rule(
    "I103",
    table="items",
    needs=(),
    field="summary",
    severity=Severity.WARNING,
    vi="nội dung {record} có vẻ là đơn khiếu nại, tố cáo",
    en="item {record} seems to be a complaint or a denunciation",
    cure_vi="chuyển sang thủ tục khiếu nại, tố cáo; không xác minh ở đây",
    cure_en="send it to the procedure for complaints and denunciations; it is not verified here",
    source="Nghị định 20/2008/NĐ-CP, Điều 1",
    why_vi="Khiếu nại, tố cáo không phải phản ánh: có thời hạn riêng và người tố cáo được bảo vệ.",
)
def complaint_as_opinion(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """A complaint is no opinion: it has deadlines of its own, and who denounces is protected."""
    return nw.col("summary").str.contains(COMPLAINT)


@rule(
    "I104",
    table="item_topics",
    needs=(),
    severity=Severity.ERROR,
    vi="nội dung ({record}) ghi cùng một lĩnh vực hai lần",
    en="an item ({record}) has the same topic twice",
    cure_vi="giữ một dòng",
    cure_en="keep one of the two",
    source="dlxh: own choice",
    why_vi="Số tin theo lĩnh vực bị đếm thừa.",
)
def topic_named_twice(tables: Tables) -> "nw.LazyFrame[Any]":
    """The number of items by topic is too high."""
    topics = near(tables, "item_topics", "item")
    again = repeated(tables, topics, "item", "topic", tells="position", order="position")
    return faulty(again, "item_topics", field="topic")


@rule(
    "M101",
    table="matter_items",
    needs=(),
    severity=Severity.ERROR,
    vi="nội dung {evidence} được kể hai lần trong các vấn đề ({record})",
    en="the item {evidence} is counted to matters twice ({record})",
    cure_vi="gộp hai vấn đề (merged_with), hoặc bỏ nội dung khỏi một vấn đề",
    cure_en="merge the matters (merged_with), or take the item out of one",
    source="dlxh: own choice",
    why_vi="Tin và vấn đề được đếm riêng; một tin nằm ở hai vấn đề thì số tin của vấn đề cộng lại nhiều hơn số tin.",
)
def item_in_two_matters(tables: Tables) -> "nw.LazyFrame[Any]":
    """Items and matters are counted apart; with an item in two, the items of all matters are more than there are."""
    again = repeated(tables, tables["matter_items"], "item", tells="matter", order=["matter", "position"])
    return faulty(again, "matter_items", field="item", evidence="item")


RULES = (
    place_had_ended,
    place_not_yet_there,
    complaint_as_opinion,
    topic_named_twice,
    item_in_two_matters,
)
