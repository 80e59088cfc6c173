"""Báo cáo đột xuất: the three stages of an ad hoc report, quick, written, concluding."""

from datetime import UTC, datetime, timedelta
from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, given
from dlxh.rules.language.examples import case

ARMY: Final = "Quyết định 775/QĐ-CT, 12/5/2022 (ba bước báo cáo đột xuất)"
_AT: Final = datetime(2026, 6, 30, 8, tzinfo=UTC)
_LATER: Final = _AT + timedelta(minutes=1)


@rule(
    "R301",
    table="reports",
    field="previous_stage",
    severity=Severity.WARNING,
    vi="báo cáo đột xuất {record} là bước sau nhưng không ghi báo cáo bước trước",
    en="ad hoc report {record} is of a later stage but does not give the report of the stage before",
    cure_vi="ghi báo cáo bước trước (previous_stage), hoặc sửa bước",
    cure_en="give it as the report of the stage before (previous_stage), or correct the stage",
    source=ARMY,
    why_vi="Một sự việc ba bước bị đếm thành ba sự việc, và thời hạn của bước không có mốc để tính.",
    right=[
        case(reports={"stage": 2, "previous_stage": "report2"}),
        case(reports={"stage": 1}, judged=False),
    ],
    wrong=[case(reports={"stage": 2})],
)
def stage_without_previous(r: Row) -> Given:
    """One matter in three stages is counted as three, and the deadline of the stage has nothing to run from."""
    return given(r.stage > 1, r.previous_stage.is_null())


@rule(
    "R302",
    table="reports",
    field="previous_stage",
    severity=Severity.ERROR,
    vi="báo cáo đột xuất {record} không phải bước 2 hoặc 3 mà lại ghi bước trước",
    en="ad hoc report {record} is not of stage 2 or 3 but refers to a stage before",
    cure_vi="sửa bước (stage) thành 2 hoặc 3, hoặc bỏ báo cáo bước trước (previous_stage)",
    cure_en="set the stage to 2 or 3, or remove the report of the stage before (previous_stage)",
    source=ARMY,
    why_vi="Bước một là báo cáo nhanh đầu tiên; có bước trước thì số sự việc đếm theo bước một bị thừa.",
    right=[
        case(reports={"stage": 2, "previous_stage": "report2"}),
        case(reports={"stage": 1}, judged=False),
    ],
    wrong=[
        case(reports={"stage": 1, "previous_stage": "report2"}),
        case(reports={"previous_stage": "report2"}),
    ],
)
def first_stage_after_another(r: Row) -> Given:
    """Stage one is the first quick report; matters are counted by it, and one would be counted too many."""
    return given(~r.previous_stage.is_null(), r.stage.fill_null(1) == 1)


@rule(
    "R303",
    table="reports",
    evidence="previous_stage",
    field="stage",
    severity=Severity.WARNING,
    vi="báo cáo đột xuất {record} không nối liền bước của {evidence}",
    en="ad hoc report {record} does not continue the stage of {evidence}",
    cure_vi="bước hai nối bước một, bước ba nối bước hai; sửa bước (stage) hoặc báo cáo bước trước (previous_stage)",
    cure_en="stage two follows one, and three follows two; correct the stage or the report of the stage before (previous_stage)",
    source=ARMY,
    why_vi="Thiếu một bước thì không biết văn bản đủ dữ kiện đã có hay chưa.",
    right=[
        case(reports=[{"stage": 3, "previous_stage": "report2"}, {"stage": 2}]),
        case(reports=[{"stage": 2, "previous_stage": "report2"}, {"stage": None}]),
        case(reports=[{"stage": 1, "previous_stage": "report2"}, {"stage": 1}], judged=False),
        case(reports={"stage": 2}, judged=False),
    ],
    wrong=[
        case(reports=[{"stage": 3, "previous_stage": "report2"}, {"stage": 1}]),
        case(reports=[{"stage": 3, "previous_stage": "report2"}, {"stage": None}]),
    ],
)
def stage_skipped(r: Row) -> Given:
    """If a stage is skipped, nobody knows whether the written facts were ever given."""
    is_later = ~r.previous_stage.is_null() & (r.stage > 1)
    return given(is_later, r.ref("previous_stage").stage.fill_null(1) + 1 != r.stage)


@rule(
    "R304",
    table="reports",
    field="event_at",
    severity=Severity.ERROR,
    vi="báo cáo đột xuất {record} được nhận trước khi sự việc được biết",
    en="ad hoc report {record} was received before its event became known",
    cure_vi="sửa thời điểm biết sự việc (event_at) hoặc thời điểm nhận (received_at)",
    cure_en="correct the time the matter became known (event_at) or the time of receipt (received_at)",
    source="dlxh: own choice",
    why_vi="Thời hạn tính từ lúc biết sự việc; đảo ngược thì báo cáo nào cũng thành đúng hạn.",
    right=[
        case(reports={"event_at": _AT, "received_at": _AT}),
        case(reports={"received_at": _AT}, judged=False),
    ],
    wrong=[case(reports={"event_at": _LATER, "received_at": _AT})],
)
def event_after_receipt(r: Row) -> Given:
    """The clock runs from when the event became known; reversed, every report is on time."""
    return given(~r.event_at.is_null(), r.event_at > r.received_at)


@rule(
    "R305",
    table="reports",
    evidence="previous_stage",
    field="received_at",
    severity=Severity.ERROR,
    vi="báo cáo đột xuất {record} được nhận trước báo cáo bước trước {evidence}",
    en="ad hoc report {record} was received before {evidence}, the report of the previous stage",
    cure_vi="kiểm tra thời điểm nhận của hai báo cáo, hoặc đổi thứ tự bước",
    cure_en="check the times of receipt of both, or the order of the stages",
    source=ARMY,
    why_vi="""Báo cáo nhanh có trước, văn bản sau, kết luận sau cùng.

Ngược thứ tự thì thời gian xử lý thành số âm và tỷ lệ đúng hạn của từng bước sai.""",
    right=[
        case(reports=[{"previous_stage": "report2", "received_at": _AT}, {"received_at": _AT}]),
        case(reports={"received_at": _AT}, judged=False),
    ],
    wrong=[case(reports=[{"previous_stage": "report2", "received_at": _AT}, {"received_at": _LATER}])],
)
def stage_before_previous(r: Row) -> Given:
    """The quick report comes first, the written one later, the conclusion last.

    Out of order, the time taken is negative and the on-time rate of each stage is wrong.
    """
    return given(~r.previous_stage.is_null(), r.received_at < r.ref("previous_stage").received_at)


RULES = (
    stage_without_previous,
    first_stage_after_another,
    stage_skipped,
    event_after_receipt,
    stage_before_previous,
)
