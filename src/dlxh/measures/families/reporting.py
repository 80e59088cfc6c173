"""Chỉ tiêu báo cáo: how many reports came, of what, and whether those that were owed came in time."""

from typing import Any, Final

from dlxh.measures.families.network import COLLABORATORS
from dlxh.measures.measure import Count, Distinct, Measure, Quantile, Share
from dlxh.measures.pairs import Ratio
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.sources.people import OUTCOME, OWED, UNITS_OWED
from dlxh.measures.sources.reports import AD_HOC, KINDS, REPORTS, SUBMISSIONS, UNIT_REPORTS
from dlxh.models.report import STAGED
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
_OWED: Final[Any] = {"unit": FigureUnit.REPORT, "rows": OWED, "source": OWN_CHOICE}
_BY_UNITS: Final[Any] = {"unit": FigureUnit.UNIT, "rows": UNITS_OWED, "source": OWN_CHOICE, "of": "org_unit"}
_SENT: Final[Any] = {"unit": FigureUnit.REPORT, "rows": REPORTS, "source": OWN_CHOICE}
_SPEED: Final = "Quyết định 775/QĐ-CT, 12/5/2022 (ba bước báo cáo đột xuất)"


def _count_owed(*statuses: Timeliness, monotone: bool = False, **texts: Any) -> Measure:  # noqa: ANN401 - of any measure
    return Count(**texts, **_OWED, where={OUTCOME: tuple(each.value for each in statuses)}, monotone=monotone)


def _hours(percent: int, **texts: Any) -> Measure:  # noqa: ANN401 - of any measure
    waits: Any = {"unit": FigureUnit.REPORT, "rows": AD_HOC, "source": _SPEED}
    return Quantile(**texts, **waits, of="hours", percent=percent, in_unit="hour")


_REPORTS: Final = Count(
    code="reports",
    vi="báo cáo",
    en="reports",
    definition_vi="Số báo cáo của cộng tác viên, không kể báo cáo đã được thay thế.",
    definition_en="Reports by collaborators, without those replaced by a correction.",
    **_SENT,
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
        source="Báo cáo năm 2017 của Lạng Sơn (hai loại người gửi)",
    ),
    _count_owed(
        Timeliness.ON_TIME,
        Timeliness.LATE,
        Timeliness.MISSING,
        Timeliness.EXCUSED,
        Timeliness.NOT_DUE_YET,
        code="owed",
        vi="báo cáo phải nộp",
        en="reports owed",
        definition_vi="Số báo cáo phải nộp theo quy chế, kể cả được miễn và chưa đến hạn.",
        definition_en="Reports required by the regulation, including excused ones and those not due yet.",
        monotone=True,
    ),
    _count_owed(
        Timeliness.ON_TIME,
        Timeliness.LATE,
        code="received",
        vi="báo cáo đã nộp",
        en="reports received",
        definition_vi="Số báo cáo phải nộp đã nhận, đúng hạn hoặc trễ hạn.",
        definition_en="Reports owed that were received, on time or late.",
        monotone=True,
    ),
    _count_owed(
        Timeliness.ON_TIME,
        code="on_time",
        vi="báo cáo đúng hạn",
        en="reports on time",
        definition_vi="Số báo cáo nộp đúng hạn.",
        definition_en="Reports owed that were received on time.",
        monotone=True,
    ),
    _count_owed(
        Timeliness.LATE,
        code="late",
        vi="báo cáo trễ hạn",
        en="late reports",
        definition_vi="Số báo cáo nộp trễ hạn.",
        definition_en="Reports owed that were received late.",
    ),
    _count_owed(
        Timeliness.MISSING,
        code="missing",
        vi="báo cáo không nộp",
        en="missing reports",
        definition_vi="Số báo cáo đã quá hạn mà không nộp.",
        definition_en="Reports owed that are past due and were not received.",
    ),
    Share(
        code="on_time_rate",
        vi="tỷ lệ đúng hạn",
        en="on-time rate",
        definition_vi="Số báo cáo đúng hạn trên tổng số đúng hạn, trễ hạn và không nộp.",
        definition_en="Reports on time out of those on time, late and missing.",
        **_OWED,
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
        **_OWED,
        outcome=OUTCOME,
        met=(Timeliness.ON_TIME.value, Timeliness.LATE.value),
        policy=_DUE,
    ),
    Distinct(
        code="units_owing",
        vi="đơn vị phải nộp báo cáo",
        en="units that owe reports",
        definition_vi="Số đơn vị phải nộp ít nhất một báo cáo, kể cả báo cáo được miễn và chưa đến hạn.",
        definition_en="Units that owe at least one report, including those excused and those not due yet.",
        **_BY_UNITS,
        where={OUTCOME: tuple(each.value for each in Timeliness if each is not Timeliness.NOT_OWED)},
    ),
    Distinct(
        code="units_reporting",
        vi="đơn vị đã nộp báo cáo",
        en="units that reported",
        definition_vi="Số đơn vị đã nộp ít nhất một báo cáo phải nộp, đúng hạn hoặc trễ hạn.",
        definition_en="Units that sent at least one report that they owed, on time or late.",
        **_BY_UNITS,
        where={OUTCOME: (Timeliness.ON_TIME.value, Timeliness.LATE.value)},
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
        **_SENT,
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
        where={"kind": STAGED},
    ),
    _hours(
        50,
        code="ad_hoc_hours_median",
        vi="số giờ đến khi có báo cáo đột xuất, trung vị",
        en="hours to ad hoc report, median",
        definition_vi="Trung vị số giờ từ khi biết sự việc đến khi nhận báo cáo; chia theo bước bằng chiều stage.",
        definition_en="Median hours from when the event became known to receipt; break down by stage with the dimension stage.",
    ),
    _hours(
        90,
        code="ad_hoc_hours_p90",
        vi="số giờ đến khi có báo cáo đột xuất, 90% không quá",
        en="hours to ad hoc report, 90th percentile",
        definition_vi="Số giờ từ khi biết sự việc đến khi nhận báo cáo mà 90% số báo cáo không vượt quá.",
        definition_en="Hours from when the event became known to receipt that 90% of the reports do not exceed.",
    ),
    Quantile(
        code="days_late_median",
        vi="số ngày trễ hạn, trung vị",
        en="days late, median",
        definition_vi="Trung vị số ngày lịch trễ hạn của các báo cáo trễ hạn.",
        definition_en="Median calendar days by which late reports missed their deadline.",
        **_OWED,
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
        source="Báo cáo năm 2018 của Hải Dương (13 báo cáo)",
        where={"kind": KINDS.having("synthesis")},
    ),
)
