"""Chỉ tiêu dư luận: what people talk about and how groups see it, as counts of items and streams, never of people."""

from typing import Final

from dlxh.measures.families.declared import declared
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
"""What nobody has graded says nothing of how much is doubtful."""
SAID: Final = Policy(
    pending=Standing.ABSENT,
    not_due=Standing.ABSENT,
    no_reply=Standing.ABSENT,
    withdrawn=Standing.ABSENT,
    out_of_scope=Standing.ABSENT,
)
"""A text is there or it is not."""
_HANAM: Final = "Hội thảo Hà Nam, 13/11/2018 (căn cứ, dự báo, kiến nghị)"


def _said(code: str, column: str, names: tuple[str, str], definitions: tuple[str, str]) -> Measure:
    return Share(
        **declared(code, names, definitions),
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source=_HANAM,
        outcome=f"has_{column}",
        met=("yes",),
        policy=SAID,
    )


def _kept(code: str, keeps: tuple[str, str], names: tuple[str, str], definitions: tuple[str, str]) -> Measure:
    return Count(
        **declared(code, names, definitions),
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source=OWN_CHOICE,
        keeps={keeps[0]: (keeps[1],)},
    )


_BY_TOPIC: Final = Count(
    code="item_topics",
    vi="nội dung theo chủ đề",
    en="items by topic",
    definition_vi="Số nội dung theo từng chủ đề; nội dung có hai chủ đề tính ở cả hai, nên tổng không bằng số nội dung.",
    definition_en="Items under each topic; one with two topics stands under both, so the sum is not the number of items.",
    unit=FigureUnit.CONTENT,
    rows=ITEM_TOPICS,
    source=OWN_CHOICE,
)


def _trend(code: str, names: tuple[str, str], definitions: tuple[str, str], *, new: bool) -> Measure:
    return Trend(
        **declared(code, names, definitions),
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
        definition_vi="Số nội dung được phản ánh; cùng một việc do hai người báo là hai nội dung.",
        definition_en="Items that were raised; one matter told by two people is two.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source=OWN_CHOICE,
    ),
    Count(
        code="summary_items",
        vi="nội dung trong báo cáo tổng hợp",
        en="items in summaries",
        definition_vi="Số nội dung mà báo cáo tổng hợp, phản hồi hoặc báo cáo năm nêu lại; không cộng với nội dung phản ánh.",
        definition_en="Items that syntheses, responses and yearly reports repeat; they do not add to the items reported.",
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
        vi="tỷ lệ tin chưa kiểm chứng, có dấu hiệu sai hoặc tin đồn",
        en="share of doubtful information",
        definition_vi="Nội dung chưa kiểm chứng, có dấu hiệu sai sự thật hoặc là tin đồn, trên tổng nội dung đã phân loại độ tin cậy.",
        definition_en="Items that are unverified, suspected false or rumour, out of all whose information is graded.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source="dlxh: Hướng dẫn công tác DLXH 2026 asks to warn early of false or unverified information",
        outcome="grade",
        met=("unverified", "suspected_false", "rumour"),
        policy=GRADED,
    ),
    Distinct(
        code="topics",
        vi="chủ đề được nêu",
        en="topics met",
        definition_vi="Số chủ đề khác nhau trong các nội dung.",
        definition_en="Different topics of the items reported.",
        unit=FigureUnit.TOPIC,
        rows=ITEM_TOPICS,
        source=OWN_CHOICE,
        of="topic",
    ),
    _trend(
        "new_topics",
        ("chủ đề mới", "new topics"),
        (
            "Số chủ đề được nêu trong kỳ mà cùng kỳ năm trước không ai nêu.",
            "Topics that were met in the period and not in the same one of the year before.",
        ),
        new=True,
    ),
    _trend(
        "rising_topics",
        ("chủ đề tăng", "rising topics"),
        (
            "Số chủ đề được nêu nhiều hơn cùng kỳ năm trước, khi đó đã có người nêu.",
            "Topics that were met the year before and more often now.",
        ),
        new=False,
    ),
    Count(
        code="issues",
        vi="vấn đề",
        en="issues",
        definition_vi="Số vấn đề mà các nội dung cùng một việc được gộp lại.",
        definition_en="Matters: what items about one thing were put together to.",
        unit=FigureUnit.ISSUE,
        rows=MATTERS,
        source=OWN_CHOICE,
    ),
    _kept(
        "rumours",
        ("grade", "rumour"),
        ("tin đồn", "rumours"),
        ("Nội dung được phân loại là tin đồn.", "Items graded as rumours."),
    ),
    _kept(
        "urgent_items",
        ("urgency", "urgent"),
        ("nội dung khẩn", "urgent items"),
        ("Nội dung ở mức khẩn.", "Items marked as urgent."),
    ),
    _said(
        "basis_rate",
        "basis",
        ("tỷ lệ nội dung có căn cứ", "share of items with a basis"),
        ("Nội dung nêu căn cứ trên tổng nội dung.", "Items that state a basis out of all."),
    ),
    _said(
        "forecast_rate",
        "forecast",
        ("tỷ lệ nội dung có dự báo", "share of items with a forecast"),
        ("Nội dung nêu dự báo trên tổng nội dung.", "Items that state a forecast out of all."),
    ),
    _said(
        "proposal_rate",
        "proposal",
        ("tỷ lệ nội dung có kiến nghị", "share of items with a proposal"),
        ("Nội dung nêu kiến nghị trên tổng nội dung.", "Items that state a proposal out of all."),
    ),
)
