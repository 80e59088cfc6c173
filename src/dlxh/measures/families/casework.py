"""Chỉ tiêu xác minh: what was raised, what was found, what is still in work, and how long it took."""

from typing import Any, Final

from dlxh.measures.families.declaration import declare
from dlxh.measures.measure import Count, Measure, Quantile, Share, Stock
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.sources.cases import CASE_FLOWS, CONCLUDED, CONTENTS, IN_WORK, OVERDUE, RECEIVED
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

FINDINGS: Final = "KL 18/KL-UBND, 15/6/2021 (findings per content)"


def _count_route(code: str, event: str, names: tuple[str, str], definitions: tuple[str, str]) -> Measure:
    return Count(**_declare(code, names, definitions), rows=CASE_FLOWS, where={"event": (event,)})


def _declare(code: str, names: tuple[str, str], definitions: tuple[str, str]) -> dict[str, Any]:
    return declare(
        code,
        names,
        definitions,
        unit=FigureUnit.CASE,
        source=OWN_CHOICE,
    )


def _days(
    code: str, event: str, percent: int, names: tuple[str, str], definitions: tuple[str, str]
) -> Measure:
    fields = _declare(code, names, definitions)
    return Quantile(
        **fields, rows=CASE_FLOWS, where={"event": (event,)}, of="days", percent=percent, in_unit="day"
    )


MEASURES: tuple[Measure, ...] = (
    _count_route(
        "cases_received",
        "received",
        ("vụ việc tiếp nhận", "cases received"),
        (
            "Số vụ việc được trình lần đầu; chưa tính bản nháp. Chia theo `status` thì lấy tình trạng vào ngày số liệu.",
            "Cases submitted for the first time; drafts are not counted yet. Broken down by `status`, each counts under its status on the as-of day.",
        ),
    ),
    _count_route(
        "cases_reopened",
        "reopened",
        ("vụ việc mở lại", "cases reopened"),
        (
            "Số lần mở lại vụ việc đã kết thúc xử lý.",
            "How many times a case was taken up again after its handling had ended.",
        ),
    ),
    Stock(
        **_declare(
            "cases_carried_in",
            ("vụ việc kỳ trước chuyển sang", "cases carried in"),
            (
                "Số vụ việc đang xử lý vào cuối ngày liền trước kỳ.",
                "Cases still being handled at the end of the day before the period.",
            ),
        ),
        rows=IN_WORK,
        of="case",
        monotone=False,  # the step may be missing with which a case left the work
        opening=True,
    ),
    _count_route(
        "cases_concluded",
        "concluded",
        ("vụ việc đã kết luận", "cases concluded"),
        (
            "Số lần vụ việc kết thúc xử lý do đã có kết luận, hoặc đã được trả lời mà không cần kết luận.",
            "How many times the handling of a case ended because it was concluded, or answered with no finding needed.",
        ),
    ),
    _count_route(
        "cases_rejected",
        "rejected",
        ("vụ việc từ chối thụ lý", "cases rejected"),
        (
            "Số lần vụ việc kết thúc xử lý do bị từ chối thụ lý.",
            "How many times the handling of a case ended because it was rejected.",
        ),
    ),
    _count_route(
        "cases_transferred",
        "transferred",
        ("vụ việc chuyển cơ quan khác", "cases transferred"),
        (
            "Số lần vụ việc kết thúc xử lý do chuyển cơ quan có thẩm quyền; khi cơ quan đó tiếp nhận thì tính là mở lại.",
            "How many times the handling of a case ended because it was transferred to the competent body; if that body takes it up, it counts as reopened.",
        ),
    ),
    _count_route(
        "cases_merged",
        "merged",
        ("vụ việc nhập vào vụ việc khác", "cases merged"),
        (
            "Số lần vụ việc kết thúc xử lý do nhập vào vụ việc khác.",
            "How many times the handling of a case ended because it was merged into another.",
        ),
    ),
    _count_route(
        "cases_routed_out",
        "routed_out",
        ("vụ việc chuyển sang khiếu nại, tố cáo", "cases routed out"),
        (
            "Số lần vụ việc kết thúc xử lý do là khiếu nại hoặc tố cáo.",
            "How many times the handling of a case ended because it is a complaint or a denunciation.",
        ),
    ),
    _count_route(
        "cases_dropped",
        "dropped",
        ("vụ việc kết thúc không kết luận", "cases closed without a conclusion"),
        (
            "Số lần vụ việc kết thúc khi chưa kết luận và chưa trả lời.",
            "How many times a case was closed before it was concluded or answered.",
        ),
    ),
    Stock(
        **_declare(
            "cases_pending",
            ("vụ việc đang xử lý", "cases pending"),
            (
                "Số vụ việc đã tiếp nhận mà chưa kết thúc xử lý.",
                "Cases received whose handling has not ended.",
            ),
        ),
        rows=IN_WORK,
        of="case",
        monotone=False,  # the step may be missing with which a case left the work
    ),
    Stock(
        **_declare(
            "cases_overdue",
            ("vụ việc quá hạn", "cases overdue"),
            (
                "Số vụ việc có cơ quan được giao đã quá hạn mà chưa trả lời, trả lại hay chuyển đi. Vụ việc đã kết luận mà chưa trả lời vẫn tính là quá hạn ở cơ quan, dù không còn đang xử lý.",
                "Cases with an agency that is past its deadline and has not replied, returned the case or passed it on. A case concluded but not replied to stays overdue at its agency, although it is no longer pending.",
            ),
        ),
        rows=OVERDUE,
        of="case",
        monotone=False,
    ),
    _count_route(
        "cases_resolved",
        "resolved",
        ("vụ việc đã giải quyết", "cases resolved"),
        (
            "Số lần vụ việc được giải quyết xong; mở lại rồi giải quyết lại thì tính thêm một lần.",
            "How many times a case was resolved; if it is reopened and resolved again, it counts once more.",
        ),
    ),
    _count_route(
        "cases_replied",
        "replied",
        ("vụ việc đã trả lời", "cases replied"),
        (
            "Số lần vụ việc được trả lời; mở lại rồi trả lời lại thì tính thêm một lần.",
            "How many times a case was replied to; if it is reopened and replied to again, it counts once more.",
        ),
    ),
    Share(
        **_declare(
            "answered_rate",
            ("tỷ lệ vụ việc đã trả lời", "rate of cases answered"),
            (
                "Theo tình trạng vào ngày số liệu: số vụ việc tiếp nhận đã được trả lời, trên tổng số vụ việc tiếp nhận trừ những vụ việc đã từ chối thụ lý, chuyển cơ quan khác, nhập vào vụ việc khác hoặc chuyển sang khiếu nại, tố cáo; vụ việc chưa xong, mở lại sau khi trả lời, hoặc kết thúc mà không trả lời thì tính là chưa trả lời.",
                "By status on the as-of day: cases received that have been answered, out of all received except those rejected, transferred, merged or routed out; cases open, reopened after a reply, or closed without one count as not answered.",
            ),
        ),
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
        "case_days_median",
        "concluded",
        50,
        ("số ngày xử lý, trung vị", "days to conclusion, median"),
        (
            "Trung vị số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi kết luận, hoặc trả lời mà không cần kết luận.",
            "Median calendar days from reception, or reopening, to conclusion, or to an answer without a finding.",
        ),
    ),
    _days(
        "case_days_p90",
        "concluded",
        90,
        ("số ngày xử lý, 90% không quá", "days to conclusion, 90th percentile"),
        (
            "Số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi kết luận, hoặc trả lời mà không cần kết luận, mà 90% số lần không vượt quá.",
            "Calendar days from reception, or reopening, to conclusion, or to an answer without a finding, that 90% of cases do not exceed.",
        ),
    ),
    _days(
        "reply_days_median",
        "replied",
        50,
        ("số ngày đến khi trả lời, trung vị", "days to reply, median"),
        (
            "Trung vị số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi trả lời.",
            "Median calendar days from reception, or reopening, to the reply.",
        ),
    ),
    Count(
        code="contents",
        vi="nội dung xác minh",
        en="contents verified",
        definition_vi="Số nội dung của các vụ việc xác minh.",
        definition_en="Contents of verification cases.",
        unit=FigureUnit.CONTENT,
        rows=CONTENTS,
        source=FINDINGS,
    ),
    Count(
        code="contents_concluded",
        vi="nội dung đã kết luận",
        en="contents concluded",
        definition_vi="Số nội dung đã được một sự kiện nêu kết luận.",
        definition_en="Contents on which an event gave a finding.",
        unit=FigureUnit.CONTENT,
        rows=CONCLUDED,
        source=FINDINGS,
    ),
    Share(
        code="correct_rate",
        vi="tỷ lệ nội dung đúng hoặc đúng một phần",
        en="share of contents found correct or partly correct",
        definition_vi="Số nội dung đúng hoặc đúng một phần trên tổng số nội dung đã có kết luận.",
        definition_en="Contents found correct or partly correct, out of all with a finding.",
        unit=FigureUnit.CONTENT,
        rows=CONTENTS,
        source=FINDINGS,
        outcome="finding",
        met=("correct", "partly_correct"),
        policy=Policy(
            pending=Standing.LEFT_OUT,
            not_due=Standing.ABSENT,
            no_reply=Standing.ABSENT,
            withdrawn=Standing.ABSENT,
            out_of_scope=Standing.ABSENT,
        ),
    ),
)
