"""Chỉ tiêu xác minh: what was raised, what was found, what is still in work, and how long it took."""

from typing import Any, Final

from dlxh.data.code_lists import code_list
from dlxh.measures.families.opinion import GRADED
from dlxh.measures.measure import Count, Measure, Quantile, Share, Stock
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.sources.cases import CASE_FLOWS, CONCLUDED, CONTENTS, IN_WORK, OVERDUE, RECEIVED
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

FINDINGS: Final = "Kết luận 18/KL-UBND, 15/6/2021 (kết luận từng nội dung)"


_CASES: Final[Any] = {"unit": FigureUnit.CASE, "source": OWN_CHOICE}
_CONTENTS: Final[Any] = {"unit": FigureUnit.CONTENT, "source": FINDINGS}


def _count_route(event: str, **texts: Any) -> Measure:  # noqa: ANN401 - of any measure
    return Count(**texts, **_CASES, rows=CASE_FLOWS, where={"event": (event,)})


def _days(event: str, percent: int, **texts: Any) -> Measure:  # noqa: ANN401 - of any measure
    flows: Any = {"rows": CASE_FLOWS, "where": {"event": (event,)}}
    return Quantile(**texts, **_CASES, **flows, of="days", percent=percent, in_unit="day")


MEASURES: tuple[Measure, ...] = (
    _count_route(
        "received",
        code="cases_received",
        vi="vụ việc tiếp nhận",
        en="cases received",
        definition_vi="Số vụ việc được trình lần đầu; chưa tính bản nháp. Chia theo `status` thì lấy tình trạng vào ngày số liệu.",
        definition_en="Cases submitted for the first time; drafts are not counted yet. Broken down by `status`, each counts under its status on the as-of day.",
    ),
    _count_route(
        "reopened",
        code="cases_reopened",
        vi="vụ việc mở lại",
        en="cases reopened",
        definition_vi="Số lần mở lại vụ việc đã kết thúc xử lý.",
        definition_en="How many times a case was taken up again after its handling had ended.",
    ),
    Stock(
        code="cases_carried_in",
        vi="vụ việc kỳ trước chuyển sang",
        en="cases carried in",
        definition_vi="Số vụ việc đang xử lý vào cuối ngày liền trước kỳ.",
        definition_en="Cases still being handled at the end of the day before the period.",
        **_CASES,
        rows=IN_WORK,
        of="case",
        monotone=False,  # the step may be missing with which a case left the work
        opening=True,
    ),
    _count_route(
        "concluded",
        code="cases_concluded",
        vi="vụ việc đã kết luận",
        en="cases concluded",
        definition_vi="Số lần vụ việc kết thúc xử lý do đã có kết luận, hoặc đã được trả lời mà không cần kết luận.",
        definition_en="How many times the handling of a case ended because it was concluded, or answered with no finding needed.",
    ),
    _count_route(
        "rejected",
        code="cases_rejected",
        vi="vụ việc từ chối thụ lý",
        en="cases rejected",
        definition_vi="Số lần vụ việc kết thúc xử lý do bị từ chối thụ lý.",
        definition_en="How many times the handling of a case ended because it was rejected.",
    ),
    _count_route(
        "transferred",
        code="cases_transferred",
        vi="vụ việc chuyển cơ quan khác",
        en="cases transferred",
        definition_vi="Số lần vụ việc kết thúc xử lý do chuyển cơ quan có thẩm quyền; khi cơ quan đó tiếp nhận thì tính là mở lại.",
        definition_en="How many times the handling of a case ended because it was transferred to the competent body; if that body takes it up, it counts as reopened.",
    ),
    _count_route(
        "merged",
        code="cases_merged",
        vi="vụ việc nhập vào vụ việc khác",
        en="cases merged",
        definition_vi="Số lần vụ việc kết thúc xử lý do nhập vào vụ việc khác.",
        definition_en="How many times the handling of a case ended because it was merged into another.",
    ),
    _count_route(
        "routed_out",
        code="cases_routed_out",
        vi="vụ việc chuyển sang khiếu nại, tố cáo",
        en="cases routed out",
        definition_vi="Số lần vụ việc kết thúc xử lý do là khiếu nại hoặc tố cáo.",
        definition_en="How many times the handling of a case ended because it is a complaint or a denunciation.",
    ),
    _count_route(
        "dropped",
        code="cases_dropped",
        vi="vụ việc kết thúc không kết luận",
        en="cases closed without a conclusion",
        definition_vi="Số lần vụ việc kết thúc khi chưa kết luận và chưa trả lời.",
        definition_en="How many times a case was closed before it was concluded or answered.",
    ),
    Stock(
        code="cases_pending",
        vi="vụ việc đang xử lý",
        en="cases pending",
        definition_vi="Số vụ việc đã tiếp nhận mà chưa kết thúc xử lý.",
        definition_en="Cases received whose handling has not ended.",
        **_CASES,
        rows=IN_WORK,
        of="case",
        monotone=False,  # the step may be missing with which a case left the work
    ),
    Stock(
        code="cases_overdue",
        vi="vụ việc quá hạn",
        en="cases overdue",
        definition_vi="Số vụ việc có cơ quan được giao đã quá hạn mà chưa trả lời, trả lại hay chuyển đi. Vụ việc đã kết luận mà chưa trả lời vẫn tính là quá hạn ở cơ quan, dù không còn đang xử lý.",
        definition_en="Cases with an agency that is past its deadline and has not replied, returned the case or passed it on. A case concluded but not replied to stays overdue at its agency, although it is no longer pending.",
        **_CASES,
        rows=OVERDUE,
        of="case",
        monotone=False,
    ),
    _count_route(
        "resolved",
        code="cases_resolved",
        vi="vụ việc đã giải quyết",
        en="cases resolved",
        definition_vi="Số lần vụ việc được giải quyết xong; mở lại rồi giải quyết lại thì tính thêm một lần.",
        definition_en="How many times a case was resolved; if it is reopened and resolved again, it counts once more.",
    ),
    _count_route(
        "replied",
        code="cases_replied",
        vi="vụ việc đã trả lời",
        en="cases replied",
        definition_vi="Số lần vụ việc được trả lời; mở lại rồi trả lời lại thì tính thêm một lần.",
        definition_en="How many times a case was replied to; if it is reopened and replied to again, it counts once more.",
    ),
    Share(
        code="answered_rate",
        vi="tỷ lệ vụ việc đã trả lời",
        en="rate of cases answered",
        definition_vi="Theo tình trạng vào ngày số liệu: số vụ việc tiếp nhận đã được trả lời, trên tổng số vụ việc tiếp nhận trừ những vụ việc đã từ chối thụ lý, chuyển cơ quan khác, nhập vào vụ việc khác hoặc chuyển sang khiếu nại, tố cáo; vụ việc chưa xong, mở lại sau khi trả lời, hoặc kết thúc mà không trả lời thì tính là chưa trả lời.",
        definition_en="By status on the as-of day: cases received that have been answered, out of all received except those rejected, transferred, merged or routed out; cases open, reopened after a reply, or closed without one count as not answered.",
        **_CASES,
        rows=RECEIVED,
        outcome="answer",
        met=("replied",),
        policy=Policy(
            pending=Standing.UNMET,
            not_due=Standing.ABSENT,
            no_reply=Standing.UNMET,
            withdrawn=Standing.ABSENT,
            out_of_scope=Standing.LEFT_OUT,
        ),
    ),
    _days(
        "concluded",
        50,
        code="case_days_median",
        vi="số ngày xử lý, trung vị",
        en="days to conclusion, median",
        definition_vi="Trung vị số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi kết luận, hoặc trả lời mà không cần kết luận.",
        definition_en="Median calendar days from reception, or reopening, to conclusion, or to an answer without a finding.",
    ),
    _days(
        "concluded",
        90,
        code="case_days_p90",
        vi="số ngày xử lý, 90% không quá",
        en="days to conclusion, 90th percentile",
        definition_vi="Số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi kết luận, hoặc trả lời mà không cần kết luận, mà 90% số lần không vượt quá.",
        definition_en="Calendar days from reception, or reopening, to conclusion, or to an answer without a finding, that 90% of cases do not exceed.",
    ),
    _days(
        "replied",
        50,
        code="reply_days_median",
        vi="số ngày đến khi trả lời, trung vị",
        en="days to reply, median",
        definition_vi="Trung vị số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi trả lời.",
        definition_en="Median calendar days from reception, or reopening, to the reply.",
    ),
    Count(
        code="contents",
        vi="nội dung xác minh",
        en="contents verified",
        definition_vi="Số nội dung của các vụ việc xác minh.",
        definition_en="Contents of verification cases.",
        **_CONTENTS,
        rows=CONTENTS,
    ),
    Count(
        code="contents_concluded",
        vi="nội dung đã kết luận",
        en="contents concluded",
        definition_vi="Số nội dung đã được một sự kiện nêu kết luận.",
        definition_en="Contents on which an event gave a finding.",
        **_CONTENTS,
        rows=CONCLUDED,
    ),
    Share(
        code="correct_rate",
        vi="tỷ lệ nội dung đúng hoặc đúng một phần",
        en="share of contents found correct or partly correct",
        definition_vi="Số nội dung đúng hoặc đúng một phần trên tổng số nội dung đã có kết luận.",
        definition_en="Contents found correct or partly correct, out of all with a finding.",
        **_CONTENTS,
        rows=CONTENTS,
        outcome="finding",
        met=code_list("content_finding").having("bears_out"),
        policy=GRADED,
    ),
)
