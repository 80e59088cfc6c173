"""Chỉ tiêu dư luận: what people talk about and how groups see it, as counts of items and streams, never of people."""

from typing import Final

from dlxh.measures.families.declaration import declare
from dlxh.measures.measure import Count, Distinct, Measure, Share
from dlxh.measures.pairs import Trend
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.sources.reports import ITEM_TOPICS, ITEMS, MATTERS, STREAMS, SUMMARY_ITEMS
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

GRADED: Final = Policy(
    pending=Standing.LEFT_OUT,
    not_due=Standing.ABSENT,
    no_reply=Standing.ABSENT,
    withdrawn=Standing.ABSENT,
    out_of_scope=Standing.ABSENT,
)
"""Ungraded items say nothing about how much is doubtful."""
STATED: Final = Policy(
    pending=Standing.ABSENT,
    not_due=Standing.ABSENT,
    no_reply=Standing.ABSENT,
    withdrawn=Standing.ABSENT,
    out_of_scope=Standing.ABSENT,
)
"""A text is there or it is not."""
_HANAM: Final = "Hội thảo Hà Nam, 13/11/2018 (căn cứ, dự báo, kiến nghị)"


def _declare(code: str, column: str, names: tuple[str, str], definitions: tuple[str, str]) -> Measure:
    return Share(
        **declare(code, names, definitions),
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source=_HANAM,
        outcome=f"has_{column}",
        met=("yes",),
        policy=STATED,
    )


def _count_where(
    code: str, where: tuple[str, str], names: tuple[str, str], definitions: tuple[str, str]
) -> Measure:
    return Count(
        **declare(code, names, definitions),
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source=OWN_CHOICE,
        where={where[0]: (where[1],)},
    )


_BY_TOPIC: Final = Count(
    code="item_topics",
    vi="nội dung theo lĩnh vực",
    en="items by topic",
    definition_vi="Số nội dung theo từng lĩnh vực; nội dung thuộc hai lĩnh vực tính ở cả hai, nên tổng không bằng số nội dung.",
    definition_en="Items under each topic; an item with two topics counts under both, so the sum is not the number of items.",
    unit=FigureUnit.CONTENT,
    rows=ITEM_TOPICS,
    source=OWN_CHOICE,
)


def _trend(code: str, names: tuple[str, str], definitions: tuple[str, str], *, new: bool) -> Measure:
    return Trend(
        **declare(code, names, definitions),
        unit=FigureUnit.TOPIC,
        rows=ITEM_TOPICS,
        source=OWN_CHOICE,
        of=_BY_TOPIC,
        over="topic",
        new=new,
    )


MEASURES: tuple[Measure, ...] = (
    Count(
        code="items",
        vi="nội dung phản ánh",
        en="items reported",
        definition_vi="Số nội dung được phản ánh; cùng một việc do hai người báo cáo là hai nội dung.",
        definition_en="Items that were raised; one matter reported by two people is two items.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source=OWN_CHOICE,
    ),
    Count(
        code="summary_items",
        vi="nội dung trong báo cáo tổng hợp",
        en="items in summaries",
        definition_vi="Số nội dung mà báo cáo tổng hợp, phản hồi hoặc báo cáo năm nêu lại; không cộng với nội dung phản ánh.",
        definition_en="Items repeated in syntheses, responses and yearly reports; not added to the items reported.",
        unit=FigureUnit.CONTENT,
        rows=SUMMARY_ITEMS,
        source=OWN_CHOICE,
    ),
    _BY_TOPIC,
    Count(
        code="streams",
        vi="luồng ý kiến",
        en="opinion streams",
        definition_vi="Số luồng ý kiến; không phải số người.",
        definition_en="Opinion streams; never a number of people.",
        unit=FigureUnit.STREAM,
        rows=STREAMS,
        source=OWN_CHOICE,
    ),
    Share(
        code="doubtful_rate",
        vi="tỷ lệ nội dung chưa kiểm chứng, có dấu hiệu sai hoặc là tin đồn",
        en="share of doubtful information",
        definition_vi="Số nội dung chưa kiểm chứng, có dấu hiệu sai sự thật hoặc là tin đồn, trên tổng số nội dung đã phân loại độ tin cậy.",
        definition_en="Items that are unverified, suspected false or rumours, out of all items whose information is graded.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source="dlxh: Hướng dẫn công tác DLXH 2026 asks to warn early of false or unverified information",
        outcome="grade",
        met=("unverified", "suspected_false", "rumour"),
        policy=GRADED,
    ),
    Distinct(
        code="topics",
        vi="lĩnh vực được nêu",
        en="topics raised",
        definition_vi="Số lĩnh vực khác nhau của các nội dung.",
        definition_en="Distinct topics of the items reported.",
        unit=FigureUnit.TOPIC,
        rows=ITEM_TOPICS,
        source=OWN_CHOICE,
        of="topic",
    ),
    _trend(
        "new_topics",
        ("lĩnh vực mới", "new topics"),
        (
            "Số lĩnh vực được nêu trong kỳ mà cùng kỳ năm trước không được nêu.",
            "Topics raised in the period but not in the same period of the year before.",
        ),
        new=True,
    ),
    _trend(
        "rising_topics",
        ("lĩnh vực tăng", "rising topics"),
        (
            "Số lĩnh vực được nêu nhiều hơn cùng kỳ năm trước, khi đó cũng đã được nêu.",
            "Topics raised in the same period of the year before and more often now.",
        ),
        new=False,
    ),
    Count(
        code="issues",
        vi="vấn đề",
        en="matters",
        definition_vi="Số vấn đề mà các nội dung cùng một việc được gộp lại.",
        definition_en="Matters into which items about one thing were grouped.",
        unit=FigureUnit.ISSUE,
        rows=MATTERS,
        source=OWN_CHOICE,
    ),
    _count_where(
        "rumours",
        ("grade", "rumour"),
        ("tin đồn", "rumours"),
        ("Số nội dung được phân loại là tin đồn.", "Items graded as rumours."),
    ),
    _count_where(
        "urgent_items",
        ("urgency", "urgent"),
        ("nội dung khẩn", "urgent items"),
        ("Số nội dung ở mức khẩn.", "Items marked as urgent."),
    ),
    _declare(
        "basis_rate",
        "basis",
        ("tỷ lệ nội dung có căn cứ", "share of items with a basis"),
        ("Số nội dung có nêu căn cứ trên tổng số nội dung.", "Items that state a basis, out of all items."),
    ),
    _declare(
        "forecast_rate",
        "forecast",
        ("tỷ lệ nội dung có dự báo", "share of items with a forecast"),
        (
            "Số nội dung có nêu dự báo trên tổng số nội dung.",
            "Items that state a forecast, out of all items.",
        ),
    ),
    _declare(
        "proposal_rate",
        "proposal",
        ("tỷ lệ nội dung có kiến nghị", "share of items with a proposal"),
        (
            "Số nội dung có nêu kiến nghị trên tổng số nội dung.",
            "Items that state a proposal, out of all items.",
        ),
    ),
)
