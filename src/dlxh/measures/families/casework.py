"""Chỉ tiêu xác minh: what was raised, what was found, what is still in work, and how long it took."""

from typing import Any, Final

from dlxh.measures.families.declared import declared
from dlxh.measures.measure import Count, Measure, Share, Spread, Stock
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.sources.cases import CONCLUDED, CONTENTS, IN_WORK, OVERDUE, RECEIVED, WAYS
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

FINDINGS: Final = "KL 18/KL-UBND, 15/6/2021 (findings per content)"


def _way(code: str, way: str, names: tuple[str, str], definitions: tuple[str, str]) -> Measure:
    return Count(**_said(code, names, definitions), rows=WAYS, keeps={"way": (way,)})


def _said(code: str, names: tuple[str, str], definitions: tuple[str, str]) -> dict[str, Any]:
    return declared(
        code,
        names,
        definitions,
        unit=FigureUnit.CASE,
        source=OWN_CHOICE,
    )


def _days(code: str, way: str, percent: int, names: tuple[str, str], definitions: tuple[str, str]) -> Measure:
    said = _said(code, names, definitions)
    return Spread(**said, rows=WAYS, keeps={"way": (way,)}, of="days", percent=percent, in_unit="day")


MEASURES: tuple[Measure, ...] = (
    _way(
        "cases_received",
        "received",
        ("vụ việc tiếp nhận", "cases received"),
        (
            "Vụ việc được trình lần đầu; bản nháp chưa tính. Chia theo `status` thì lấy tình trạng vào ngày của sổ.",
            "Cases submitted for the first time; drafts do not count yet. Broken down by `status`, each counts under its status on the day of the register.",
        ),
    ),
    _way(
        "cases_reopened",
        "reopened",
        ("vụ việc mở lại", "cases reopened"),
        (
            "Lần một vụ việc đã rời khỏi xử lý được đưa trở lại.",
            "Times that a case which had left the work came back to it.",
        ),
    ),
    Stock(
        **_said(
            "cases_carried_in",
            ("vụ việc kỳ trước chuyển sang", "cases carried in"),
            (
                "Vụ việc còn đang xử lý khi hết ngày trước kỳ.",
                "Cases still in work at the end of the day before the period.",
            ),
        ),
        rows=IN_WORK,
        of="case",
        grows=False,  # the step may be missing with which a case left the work
        at_start=True,
    ),
    _way(
        "cases_concluded",
        "concluded",
        ("vụ việc đã kết luận", "cases concluded"),
        (
            "Lần một vụ việc rời khỏi xử lý vì đã có kết luận, hoặc đã được trả lời mà không cần kết luận.",
            "Times that a case left the work because it was concluded, or answered without a finding being owed.",
        ),
    ),
    _way(
        "cases_rejected",
        "rejected",
        ("vụ việc bị từ chối", "cases rejected"),
        (
            "Lần một vụ việc rời khỏi xử lý vì bị từ chối.",
            "Times that a case left the work because it was rejected.",
        ),
    ),
    _way(
        "cases_transferred",
        "transferred",
        ("vụ việc chuyển cơ quan khác", "cases transferred"),
        (
            "Lần một vụ việc rời khỏi xử lý vì chuyển cho cơ quan có thẩm quyền; cơ quan ấy nhận thì tính là mở lại.",
            "Times that a case left the work for the competent body; when that takes it up, it counts as reopened.",
        ),
    ),
    _way(
        "cases_merged",
        "merged",
        ("vụ việc nhập vào vụ khác", "cases merged"),
        (
            "Lần một vụ việc rời khỏi xử lý vì nhập vào vụ khác.",
            "Times that a case left the work because it was merged.",
        ),
    ),
    _way(
        "cases_routed_out",
        "routed_out",
        ("vụ việc chuyển sang khiếu nại, tố cáo", "cases routed out"),
        (
            "Lần một vụ việc rời khỏi xử lý vì là khiếu nại hoặc tố cáo.",
            "Times that a case left the work because it is a complaint or a denunciation.",
        ),
    ),
    _way(
        "cases_dropped",
        "dropped",
        ("vụ việc kết thúc không kết luận", "cases closed without a conclusion"),
        (
            "Lần một vụ việc rời khỏi xử lý vì được kết thúc khi chưa kết luận và chưa trả lời.",
            "Times that a case left the work because it was closed before it was concluded or answered.",
        ),
    ),
    Stock(
        **_said(
            "cases_pending",
            ("vụ việc đang xử lý", "cases pending"),
            ("Vụ việc đã tiếp nhận mà chưa rời khỏi xử lý.", "Cases received that have not left the work."),
        ),
        rows=IN_WORK,
        of="case",
        grows=False,  # the step may be missing with which a case left the work
    ),
    Stock(
        **_said(
            "cases_overdue",
            ("vụ việc quá hạn", "cases overdue"),
            (
                "Vụ việc có cơ quan được giao đã quá hạn mà chưa trả lời, trả lại hay chuyển đi. Vụ đã kết luận mà chưa trả lời vẫn quá hạn ở cơ quan, dù không còn đang xử lý.",
                "Cases of which an agency is past its due day and has not replied, returned them or passed them on. One that is concluded but not replied to stays overdue at its agency, though it is not pending any more.",
            ),
        ),
        rows=OVERDUE,
        of="case",
        grows=False,
    ),
    _way(
        "cases_resolved",
        "resolved",
        ("vụ việc đã giải quyết", "cases resolved"),
        (
            "Lần một vụ việc được giải quyết xong; mở lại rồi giải quyết lại thì tính thêm một lần.",
            "Times that a case was resolved; reopened and resolved again, it counts once more.",
        ),
    ),
    _way(
        "cases_replied",
        "replied",
        ("vụ việc đã trả lời", "cases replied"),
        (
            "Lần một vụ việc được trả lời; mở lại rồi trả lời lại thì tính thêm một lần.",
            "Times that a case was replied to; reopened and replied to again, it counts once more.",
        ),
    ),
    Share(
        **_said(
            "answered_rate",
            ("tỷ lệ vụ việc đã trả lời", "rate of cases answered"),
            (
                "Theo tình trạng vào ngày của sổ: vụ tiếp nhận mà nay đã được trả lời, trên mọi vụ tiếp nhận trừ vụ nay đã bị từ chối, chuyển cơ quan khác, nhập vào vụ khác hoặc chuyển sang khiếu nại, tố cáo; vụ chưa xong, được mở lại sau khi trả lời, hay kết thúc mà không trả lời, là chưa trả lời.",
                "As they stand on the day of the register: cases received that are answered now, out of all received less those that now are rejected, transferred, merged, routed out; those open, reopened after a reply, or closed without one count as not answered.",
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
            "Median of the calendar days from reception, or reopening, to conclusion, or to an answer without a finding.",
        ),
    ),
    _days(
        "case_days_p90",
        "concluded",
        90,
        ("số ngày xử lý, phân vị 90", "days to conclusion, 90th percentile"),
        (
            "Số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi kết luận, hoặc trả lời mà không cần kết luận, mà chín phần mười số lần không vượt quá.",
            "Calendar days from reception, or reopening, to conclusion, or to an answer without a finding, that nine tenths of the times do not exceed.",
        ),
    ),
    _days(
        "reply_days_median",
        "replied",
        50,
        ("số ngày đến khi trả lời, trung vị", "days to reply, median"),
        (
            "Trung vị số ngày lịch từ khi tiếp nhận hoặc mở lại đến khi trả lời.",
            "Median of the calendar days from reception, or reopening, to the reply.",
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
        definition_vi="Số nội dung mà một sự kiện đã nêu kết luận.",
        definition_en="Contents on which an event gave a finding.",
        unit=FigureUnit.CONTENT,
        rows=CONCLUDED,
        source=FINDINGS,
    ),
    Share(
        code="correct_rate",
        vi="tỷ lệ nội dung đúng hoặc đúng một phần",
        en="share of contents found correct or partly correct",
        definition_vi="Nội dung đúng hoặc đúng một phần trên tổng nội dung đã có kết luận.",
        definition_en="Contents found correct or partly correct out of all that have a finding.",
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
