"""Chỉ tiêu dư luận: what people talk about and how groups see it, as counts of matters and streams, never of people."""

from typing import Final

from dlxh.measures.measure import Count, Measure, Share
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.rows import ITEM_TOPICS, ITEMS, STREAMS
from dlxh.words.figures import FigureUnit

OWN: Final = "dlxh: own definition"
GRADED: Final = Policy(
    pending=Standing.LEFT_OUT,
    not_due=Standing.ABSENT,
    no_reply=Standing.ABSENT,
    withdrawn=Standing.ABSENT,
    out_of_scope=Standing.ABSENT,
)
"""What nobody has graded says nothing of how much is doubtful."""

MEASURES: tuple[Measure, ...] = (
    Count(
        code="items",
        vi="nội dung phản ánh",
        en="matters reported",
        definition_vi="Số nội dung trong các báo cáo được tính; cùng một việc do hai người báo là hai nội dung.",
        definition_en="Matters in the reports that count; one matter told by two people is two.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source=OWN,
    ),
    Count(
        code="item_topics",
        vi="nội dung theo chủ đề",
        en="matters by topic",
        definition_vi="Số nội dung theo từng chủ đề; nội dung có hai chủ đề tính ở cả hai, nên tổng không bằng số nội dung.",
        definition_en="Matters under each topic; one with two topics stands under both, so the sum is not the number of matters.",
        unit=FigureUnit.CONTENT,
        rows=ITEM_TOPICS,
        source=OWN,
    ),
    Count(
        code="streams",
        vi="luồng ý kiến",
        en="opinion streams",
        definition_vi="Số luồng ý kiến; không phải số người.",
        definition_en="Opinion streams; never a number of people.",
        unit=FigureUnit.STREAM,
        rows=STREAMS,
        source=OWN,
    ),
    Share(
        code="doubtful_rate",
        vi="tỷ lệ tin chưa kiểm chứng, có dấu hiệu sai hoặc tin đồn",
        en="share of doubtful information",
        definition_vi="Nội dung chưa kiểm chứng, có dấu hiệu sai sự thật hoặc là tin đồn, trên tổng nội dung đã phân loại độ tin cậy.",
        definition_en="Matters that are unverified, suspected false or rumour, out of all whose information is graded.",
        unit=FigureUnit.CONTENT,
        rows=ITEMS,
        source="dlxh: Hướng dẫn công tác DLXH 2026 asks to warn early of false or unverified information",
        outcome="grade",
        met=("unverified", "suspected_false", "rumour"),
        policy=GRADED,
    ),
)
