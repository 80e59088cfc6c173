"""Chỉ tiêu báo cáo: how many reports came, of what, and whether those that were owed came in time."""

from typing import Final

from dlxh.measures.families.declaration import declare
from dlxh.measures.families.network import COLLABORATORS
from dlxh.measures.measure import Count, Distinct, Measure, Quantile, Share
from dlxh.measures.pairs import Ratio
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.sources.people import OUTCOME, OWED
from dlxh.measures.sources.reports import AD_HOC, REPORTS, SUBMISSIONS, UNIT_REPORTS
from dlxh.models.report import ReportKind
from dlxh.models.timeliness import Timeliness
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

_DUE: Final = Policy(
    pending=Standing.ABSENT,
    not_due=Standing.LEFT_OUT,
    no_reply=Standing.UNMET,
    withdrawn=Standing.LEFT_OUT,
    out_of_scope=Standing.LEFT_OUT,
)
"""Those excused are not counted against the rate, those who sent nothing are."""


def _count_owed(
    code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    *statuses: Timeliness,
    monotone: bool = False,
) -> Measure:
    return Count(
        **declare(code, names, definitions),
        unit=FigureUnit.REPORT,
        rows=OWED,
        source=OWN_CHOICE,
        where={OUTCOME: tuple(status.value for status in statuses)},
        monotone=monotone,
    )


_REPORTS: Final = Count(
    code="reports",
    vi="báo cáo",
    en="reports",
    definition_vi="Số báo cáo của cộng tác viên, không kể báo cáo đã được thay thế.",
    definition_en="Reports by collaborators, without those replaced by a correction.",
    unit=FigureUnit.REPORT,
    rows=REPORTS,
    source=OWN_CHOICE,
)
_SPEED: Final = "QĐ 775/QĐ-CT, 12/5/2022 (ba bước báo cáo đột xuất)"


def _hours(code: str, percent: int, names: tuple[str, str], definitions: tuple[str, str]) -> Measure:
    return Quantile(
        **declare(code, names, definitions),
        unit=FigureUnit.REPORT,
        rows=AD_HOC,
        source=_SPEED,
        of="hours",
        percent=percent,
        in_unit="hour",
    )


MEASURES: tuple[Measure, ...] = (
    Count(
        code="report_times",
        vi="lượt báo cáo",
        en="report submissions",
        definition_vi="Số lần cộng tác viên gửi báo cáo, kể cả báo cáo sửa.",
        definition_en="Every submission by a collaborator, including corrections.",
        unit=FigureUnit.REPORT_TIME,
        rows=SUBMISSIONS,
        source="Hội nghị Gia Lai 24/7/2024 (386 lượt báo cáo)",
    ),
    _REPORTS,
    Count(
        code="unit_reports",
        vi="báo cáo của đơn vị",
        en="reports of units",
        definition_vi="Số báo cáo do đơn vị gửi, gồm báo cáo tổng hợp, không kể báo cáo đã được thay thế.",
        definition_en="Reports sent by units, including syntheses, without those replaced by a correction.",
        unit=FigureUnit.REPORT,
        rows=UNIT_REPORTS,
        source="dlxh: annual reports name two kinds of sender (Lạng Sơn 2017)",
    ),
    _count_owed(
        "owed",
        ("báo cáo phải nộp", "reports owed"),
        (
            "Số báo cáo phải nộp theo quy chế, kể cả được miễn và chưa đến hạn.",
            "Reports required by the regulation, including excused ones and those not due yet.",
        ),
        Timeliness.ON_TIME,
        Timeliness.LATE,
        Timeliness.MISSING,
        Timeliness.EXCUSED,
        Timeliness.NOT_DUE_YET,
        monotone=True,
    ),
    _count_owed(
        "received",
        ("báo cáo đã nộp", "reports received"),
        (
            "Số báo cáo phải nộp đã nhận, đúng hạn hoặc trễ hạn.",
            "Reports owed that were received, on time or late.",
        ),
        Timeliness.ON_TIME,
        Timeliness.LATE,
        monotone=True,
    ),
    _count_owed(
        "on_time",
        ("báo cáo đúng hạn", "reports on time"),
        ("Số báo cáo nộp đúng hạn.", "Reports owed that were received on time."),
        Timeliness.ON_TIME,
        monotone=True,
    ),
    _count_owed(
        "late",
        ("báo cáo trễ hạn", "late reports"),
        ("Số báo cáo nộp trễ hạn.", "Reports owed that were received late."),
        Timeliness.LATE,
    ),
    _count_owed(
        "missing",
        ("báo cáo không nộp", "missing reports"),
        ("Số báo cáo đã quá hạn mà không nộp.", "Reports owed that are past due and were not received."),
        Timeliness.MISSING,
    ),
    Share(
        code="on_time_rate",
        vi="tỷ lệ đúng hạn",
        en="on-time rate",
        definition_vi="Số báo cáo đúng hạn trên tổng số đúng hạn, trễ hạn và không nộp.",
        definition_en="Reports on time out of those on time, late and missing.",
        unit=FigureUnit.REPORT,
        rows=OWED,
        source=OWN_CHOICE,
        outcome=OUTCOME,
        met=(Timeliness.ON_TIME.value,),
        policy=_DUE,
    ),
    Share(
        code="received_rate",
        vi="tỷ lệ nộp báo cáo",
        en="rate of reports received",
        definition_vi="Số báo cáo đúng hạn và trễ hạn trên tổng số đúng hạn, trễ hạn và không nộp.",
        definition_en="Reports on time and late out of those on time, late and missing.",
        unit=FigureUnit.REPORT,
        rows=OWED,
        source=OWN_CHOICE,
        outcome=OUTCOME,
        met=(Timeliness.ON_TIME.value, Timeliness.LATE.value),
        policy=_DUE,
    ),
    Distinct(
        code="reporting_members",
        vi="cộng tác viên có báo cáo",
        en="members who reported",
        definition_vi="Số cộng tác viên gửi ít nhất một báo cáo.",
        definition_en="Collaborators who sent at least one report.",
        unit=FigureUnit.PERSON,
        rows=REPORTS,
        source=OWN_CHOICE,
        of="author",
    ),
    Ratio(
        code="reports_per_member",
        vi="số báo cáo bình quân",
        en="reports per member",
        definition_vi="Số báo cáo bình quân mỗi cộng tác viên có mặt vào ngày cuối kỳ.",
        definition_en="Reports per collaborator serving on the last day of the period.",
        unit=FigureUnit.REPORT,
        rows=REPORTS,
        source=OWN_CHOICE,
        above=_REPORTS,
        below=COLLABORATORS,
    ),
    Count(
        code="ad_hoc_reports",
        vi="báo cáo đột xuất",
        en="ad hoc reports",
        definition_vi="Số báo cáo đột xuất của cộng tác viên; mỗi bước là một báo cáo.",
        definition_en="Ad hoc reports by collaborators; each stage is a report.",
        unit=FigureUnit.REPORT,
        rows=REPORTS,
        source=_SPEED,
        where={"kind": (ReportKind.AD_HOC.value,)},
    ),
    _hours(
        "ad_hoc_hours_median",
        50,
        ("số giờ đến khi có báo cáo đột xuất, trung vị", "hours to ad hoc report, median"),
        (
            "Trung vị số giờ từ khi biết sự việc đến khi nhận báo cáo; chia theo bước bằng chiều stage.",
            "Median hours from when the event became known to receipt; break down by stage with the dimension stage.",
        ),
    ),
    _hours(
        "ad_hoc_hours_p90",
        90,
        ("số giờ đến khi có báo cáo đột xuất, 90% không quá", "hours to ad hoc report, 90th percentile"),
        (
            "Số giờ từ khi biết sự việc đến khi nhận báo cáo mà 90% số báo cáo không vượt quá.",
            "Hours from when the event became known to receipt that 90% of the reports do not exceed.",
        ),
    ),
    Quantile(
        code="days_late_median",
        vi="số ngày trễ hạn, trung vị",
        en="days late, median",
        definition_vi="Trung vị số ngày lịch trễ hạn của các báo cáo trễ hạn.",
        definition_en="Median calendar days by which late reports missed their deadline.",
        unit=FigureUnit.REPORT,
        rows=OWED,
        source=OWN_CHOICE,
        where={OUTCOME: (Timeliness.LATE.value,)},
        of="days_late",
        percent=50,
        in_unit="day",
    ),
    Count(
        code="syntheses",
        vi="báo cáo tổng hợp",
        en="syntheses",
        definition_vi="Số báo cáo tổng hợp mà đơn vị gửi lên, không kể báo cáo đã được thay thế.",
        definition_en="Syntheses sent upward by units, without those replaced by a correction.",
        unit=FigureUnit.REPORT,
        rows=UNIT_REPORTS,
        source="dlxh: annual reports count them (Hải Dương 2018: 13)",
        where={"kind": (ReportKind.SYNTHESIS.value,)},
    ),
)
