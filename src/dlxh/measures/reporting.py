"""Chỉ tiêu báo cáo: how many reports came, of what, and whether those that were owed came in time."""

from typing import Final

from dlxh.measures.measure import Count, Measure, Share
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.rows import REPORTS, SUBMISSIONS, UNIT_REPORTS
from dlxh.measures.rows_people import OUTCOME, OWED
from dlxh.models.timeliness import Timeliness
from dlxh.words.figures import FigureUnit

OWN: Final = "dlxh: own definition"
_DUE: Final = Policy(
    pending=Standing.ABSENT,
    not_due=Standing.LEFT_OUT,
    no_reply=Standing.UNMET,
    withdrawn=Standing.LEFT_OUT,
    out_of_scope=Standing.LEFT_OUT,
)
"""Who was let off is not blamed, who sent nothing is."""


def _owed(
    code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    *statuses: Timeliness,
    grows: bool = False,
) -> Measure:
    return Count(
        code=code,
        vi=names[0],
        en=names[1],
        definition_vi=definitions[0],
        definition_en=definitions[1],
        unit=FigureUnit.REPORT,
        rows=OWED,
        source=OWN,
        keeps={OUTCOME: tuple(status.value for status in statuses)},
        grows=grows,
    )


MEASURES: tuple[Measure, ...] = (
    Count(
        code="report_times",
        vi="lượt báo cáo",
        en="report submissions",
        definition_vi="Số lần cộng tác viên gửi báo cáo, kể cả báo cáo sửa.",
        definition_en="Every submission of a collaborator, corrections too.",
        unit=FigureUnit.REPORT_TIME,
        rows=SUBMISSIONS,
        source="Hội nghị Gia Lai 24/7/2024 (386 lượt báo cáo)",
    ),
    Count(
        code="reports",
        vi="báo cáo",
        en="reports",
        definition_vi="Số báo cáo của cộng tác viên, không kể báo cáo đã được thay thế.",
        definition_en="Reports of collaborators without those that a correction replaces.",
        unit=FigureUnit.REPORT,
        rows=REPORTS,
        source=OWN,
    ),
    Count(
        code="unit_reports",
        vi="báo cáo của đơn vị",
        en="reports of units",
        definition_vi="Số báo cáo do đơn vị gửi, gồm báo cáo tổng hợp, không kể báo cáo đã được thay thế.",
        definition_en="Reports that units sent, syntheses among them, without those that a correction replaces.",
        unit=FigureUnit.REPORT,
        rows=UNIT_REPORTS,
        source="dlxh: annual reports name two kinds of sender (Lạng Sơn 2017)",
    ),
    _owed(
        "owed",
        ("báo cáo phải nộp", "reports owed"),
        (
            "Số báo cáo mà quy chế buộc nộp, gồm cả được miễn và chưa đến hạn.",
            "Reports that the regulation calls for, excused and not yet due ones too.",
        ),
        Timeliness.ON_TIME,
        Timeliness.LATE,
        Timeliness.MISSING,
        Timeliness.EXCUSED,
        Timeliness.NOT_DUE_YET,
        grows=True,
    ),
    _owed(
        "received",
        ("báo cáo đã nộp", "reports received"),
        ("Số báo cáo phải nộp và đã nhận, đúng hạn hay trễ.", "Reports owed that came, in time or late."),
        Timeliness.ON_TIME,
        Timeliness.LATE,
        grows=True,
    ),
    _owed(
        "on_time",
        ("báo cáo đúng hạn", "reports on time"),
        ("Số báo cáo nộp đúng hạn.", "Reports owed that came in time."),
        Timeliness.ON_TIME,
        grows=True,
    ),
    _owed(
        "late",
        ("báo cáo trễ hạn", "late reports"),
        ("Số báo cáo nộp trễ hạn.", "Reports owed that came late."),
        Timeliness.LATE,
    ),
    _owed(
        "missing",
        ("báo cáo không nộp", "missing reports"),
        ("Số báo cáo quá hạn mà chưa nộp.", "Reports owed that are past due and did not come."),
        Timeliness.MISSING,
    ),
    Share(
        code="on_time_rate",
        vi="tỷ lệ đúng hạn",
        en="on-time rate",
        definition_vi="Đúng hạn trên tổng đúng hạn, trễ và không nộp.",
        definition_en="On time out of on time, late and missing.",
        unit=FigureUnit.REPORT,
        rows=OWED,
        source=OWN,
        outcome=OUTCOME,
        met=(Timeliness.ON_TIME.value,),
        policy=_DUE,
    ),
    Share(
        code="received_rate",
        vi="tỷ lệ nộp báo cáo",
        en="rate of reports received",
        definition_vi="Đúng hạn và trễ trên tổng đúng hạn, trễ và không nộp.",
        definition_en="On time and late out of on time, late and missing.",
        unit=FigureUnit.REPORT,
        rows=OWED,
        source=OWN,
        outcome=OUTCOME,
        met=(Timeliness.ON_TIME.value, Timeliness.LATE.value),
        policy=_DUE,
    ),
)
