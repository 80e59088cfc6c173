"""Chỉ tiêu dư luận: what people talk about and how groups see it, as counts of items and streams, never of people."""

from typing import Any, Final

from dlxh.data.code_lists import code_list
from dlxh.measures.measure import Count, Distinct, Measure, Share
from dlxh.measures.pairs import Trend
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.sources.reports import (
    ITEM_TOPICS,
    ITEMS,
    MATTERS,
    STREAMS,
    SUMMARY_ITEMS,
)
from dlxh.measures.sources.unit_items import UNIT_ITEMS
from dlxh.measures.sources.watch import ANSWER, TOPICS_SET, WATCH_ANSWERS, WATCHED_ITEMS
from dlxh.register.finding import Phrase
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
_WATCH: Final = Policy(
    pending=Standing.ABSENT,
    not_due=Standing.LEFT_OUT,
    no_reply=Standing.UNMET,
    withdrawn=Standing.ABSENT,
    out_of_scope=Standing.ABSENT,
)
"""A unit whose report is not due yet is not silent."""
_ON_TOPIC: Final = Phrase(
    "Báo cáo được tính khi kỳ của nó có ngày trùng với thời gian theo dõi, hoặc không ghi kỳ mà nhận trong thời gian ấy.",
    "A report counts if its period shares a day with the watch, or if it has no period and was received during the watch.",
)
_OWING: Final = Phrase(
    "Chỉ tính nghĩa vụ của kỳ kết thúc trong thời gian theo dõi, hoặc của kỳ đầu tiên của mạng lưới kết thúc sau đó.",
    "Only reports owed for periods that end during the watch, or for the first period of the network to end after it.",
)
_MEETINGS: Final = (
    "Giao ban cộng tác viên Thái Nguyên, tháng 6 và tháng 9/2022 (đặt lĩnh vực theo dõi tháng sau)"
)
_HANAM: Final = "Hội thảo Hà Nam, 13/11/2018 (căn cứ, dự báo, kiến nghị)"
_ITEMS: Final[Any] = {"unit": FigureUnit.CONTENT, "rows": ITEMS, "source": OWN_CHOICE}
_TOPICS: Final[Any] = {"unit": FigureUnit.TOPIC, "rows": ITEM_TOPICS, "source": OWN_CHOICE}


def _share_with(column: str, **texts: Any) -> Measure:  # noqa: ANN401 - of any measure
    of_items = _ITEMS | {"source": _HANAM}
    return Share(**texts, **of_items, outcome=f"has_{column}", met=("yes",), policy=STATED)


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


def _trend(*, new: bool, **texts: Any) -> Measure:  # noqa: ANN401 - of any measure
    return Trend(**texts, **_TOPICS, of=_BY_TOPIC, over="topic", new=new)


MEASURES: tuple[Measure, ...] = (
    Count(
        code="items",
        vi="nội dung phản ánh",
        en="items reported",
        definition_vi="Số nội dung được phản ánh; cùng một việc do hai người báo cáo là hai nội dung.",
        definition_en="Items that were raised; one matter reported by two people is two items.",
        **_ITEMS,
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
        source="Hướng dẫn công tác dư luận xã hội năm 2026 (cảnh báo sớm thông tin sai, chưa kiểm chứng)",
        outcome="grade",
        met=code_list("information_grade").having("unconfirmed"),
        policy=GRADED,
    ),
    Distinct(
        code="topics",
        vi="lĩnh vực được nêu",
        en="topics raised",
        definition_vi="Số lĩnh vực khác nhau của các nội dung.",
        definition_en="Distinct topics of the items reported.",
        **_TOPICS,
        of="topic",
    ),
    _trend(
        code="new_topics",
        vi="lĩnh vực mới",
        en="new topics",
        definition_vi="Số lĩnh vực được nêu trong kỳ mà cùng kỳ năm trước không được nêu.",
        definition_en="Topics raised in the period but not in the same period of the year before.",
        new=True,
    ),
    _trend(
        code="rising_topics",
        vi="lĩnh vực tăng",
        en="rising topics",
        definition_vi="Số lĩnh vực được nêu nhiều hơn cùng kỳ năm trước, khi đó cũng đã được nêu.",
        definition_en="Topics raised in the same period of the year before and more often now.",
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
    Count(
        code="prominent_matters",
        vi="vấn đề nổi cộm",
        en="prominent matters",
        definition_vi="Số nội dung mà báo cáo của đơn vị xếp vào vấn đề nổi cộm; một việc nêu ở hai báo cáo là hai lượt.",
        definition_en="Items that reports of units put among the prominent matters; one matter in two reports counts twice.",
        unit=FigureUnit.ISSUE_TIME,
        rows=UNIT_ITEMS,
        source="Báo cáo tháng của đơn vị, MTTQ phường và Tuyên Quang 2026 (nguồn dẫn lại)",
        where={"is_prominent": ("yes",)},
    ),
    Count(
        code="watch_topics",
        vi="lĩnh vực cần theo dõi",
        en="topics to watch",
        definition_vi="Số lĩnh vực mà giao ban giao theo dõi; giao ở hai lần giao ban tính hai.",
        definition_en="Topics that meetings asked to be watched; one that two meetings asked for counts twice.",
        unit=FigureUnit.TOPIC,
        rows=TOPICS_SET,
        source=_MEETINGS,
    ),
    Count(
        code="watched_items",
        vi="nội dung về lĩnh vực cần theo dõi",
        en="items on topics to watch",
        definition_vi="Số nội dung được phản ánh về lĩnh vực đang theo dõi, theo cơ quan gửi; thuộc hai lĩnh vực thì tính ở cả hai. "
        f"{_ON_TOPIC.vi}",
        definition_en="Items raised on topics while they were watched, by the sender; one on two topics counts under both. "
        f"{_ON_TOPIC.en}",
        unit=FigureUnit.CONTENT,
        rows=WATCHED_ITEMS,
        source=_MEETINGS,
    ),
    Count(
        code="watch_silences",
        vi="đơn vị chưa phản ánh lĩnh vực cần theo dõi",
        en="units silent on topics to watch",
        definition_vi="Số lượt đơn vị phải báo cáo trong thời gian theo dõi mà không có nội dung nào về lĩnh vực ấy. "
        f"{_OWING.vi} {_ON_TOPIC.vi}",
        definition_en="Units that owed a report while a topic was watched and reported no item on it, once for each topic. "
        f"{_OWING.en} {_ON_TOPIC.en}",
        unit=FigureUnit.UNIT_TIME,
        rows=WATCH_ANSWERS,
        source=_MEETINGS,
        where={ANSWER: ("silent",)},
        monotone=False,  # the item may be missing with which the unit answered
    ),
    Share(
        code="watch_answer_rate",
        vi="tỷ lệ đơn vị phản ánh lĩnh vực cần theo dõi",
        en="rate of units reporting on topics to watch",
        definition_vi="Số lượt đơn vị có nội dung về lĩnh vực cần theo dõi trên tổng số lượt đơn vị phải báo cáo trong thời gian ấy. "
        f"{_OWING.vi} {_ON_TOPIC.vi}",
        definition_en="Units with an item on a topic to watch, out of those that owed a report on its days, once for each topic. "
        f"{_OWING.en} {_ON_TOPIC.en}",
        unit=FigureUnit.UNIT_TIME,
        rows=WATCH_ANSWERS,
        source=_MEETINGS,
        outcome=ANSWER,
        met=("answered",),
        policy=_WATCH,
    ),
    Count(
        code="rumours",
        vi="tin đồn",
        en="rumours",
        definition_vi="Số nội dung được phân loại là tin đồn.",
        definition_en="Items graded as rumours.",
        **_ITEMS,
        where={"grade": ("rumour",)},
    ),
    Count(
        code="urgent_items",
        vi="nội dung khẩn",
        en="urgent items",
        definition_vi="Số nội dung ở mức khẩn.",
        definition_en="Items marked as urgent.",
        **_ITEMS,
        where={"urgency": ("urgent",)},
    ),
    _share_with(
        "basis",
        code="basis_rate",
        vi="tỷ lệ nội dung có căn cứ",
        en="share of items with a basis",
        definition_vi="Số nội dung có nêu căn cứ trên tổng số nội dung.",
        definition_en="Items that state a basis, out of all items.",
    ),
    _share_with(
        "forecast",
        code="forecast_rate",
        vi="tỷ lệ nội dung có dự báo",
        en="share of items with a forecast",
        definition_vi="Số nội dung có nêu dự báo trên tổng số nội dung.",
        definition_en="Items that state a forecast, out of all items.",
    ),
    _share_with(
        "proposal",
        code="proposal_rate",
        vi="tỷ lệ nội dung có kiến nghị",
        en="share of items with a proposal",
        definition_vi="Số nội dung có nêu kiến nghị trên tổng số nội dung.",
        definition_en="Items that state a proposal, out of all items.",
    ),
)
