"""Danh mục chỉ tiêu: the measures, in one visible tuple."""

from functools import partial
from typing import TYPE_CHECKING, Any

from dlxh.measures import rows
from dlxh.measures.measure import Adds, Measure, Rows
from dlxh.models.activity import AwardKind
from dlxh.models.timeliness import Timeliness
from dlxh.register.tables import Tables
from dlxh.words.figures import FigureUnit

if TYPE_CHECKING:
    import narwhals as nw

_BY_REPORT = ("network", "org_unit", "channel", "kind")
_BY_ITEM = ("network", "org_unit", "channel", "kind", "scope", "urgency", "grade")
_BY_STREAM = ("network", "org_unit", "channel", "kind", "group", "stance", "breadth", "intensity")
_BY_ACTIVITY = ("network", "org_unit")
_ITEM_TABLES = ("reports", "items")


def _of_kind(kind: str, tables: Tables) -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return rows.activities(tables).filter(nw.col("detail_kind") == kind)


def _merit_certificates(tables: Tables) -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return rows.activities(tables).filter(nw.col("detail_award") == AwardKind.MERIT_CERTIFICATE.value)


def _figure(code: str, unit: FigureUnit, counted: Rows, column: str, names: tuple[str, str]) -> Measure:
    return Measure(
        code,
        *names,
        f"Tổng {names[0]} của các hoạt động; tính vào ngày cuối của hoạt động.",
        f"Sum of {names[1]} over activities; an activity counts on its last day.",
        unit,
        ("activities",),
        counted,
        _BY_ACTIVITY,
        "dlxh: what the annual reports of provinces count",
        value=f"detail_{column}",
    )


_TRAININGS, _SURVEYS = partial(_of_kind, "training"), partial(_of_kind, "survey")

_BY_MEMBER = ("network", "org_unit", "term", "provision", "report_kind")
_DUE = (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.MISSING)


def _owed(
    code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    *statuses: Timeliness,
    grows: bool = False,
    among: tuple[Timeliness, ...] = (),
) -> Measure:
    return Measure(
        code,
        *names,
        f"{definitions[0]} {_COUNTS_ON[0]}",
        f"{definitions[1]} {_COUNTS_ON[1]}",
        FigureUnit.REPORT,
        ("memberships", "reports"),
        rows.submissions,
        _BY_MEMBER,
        "dlxh: own definition",
        statuses=statuses,
        among=among,
        grows=grows,
    )


_COUNTS_ON = ("Tính vào ngày cuối của kỳ phải báo cáo.", "Counts on the last day of the period reported on.")

MEASURES: tuple[Measure, ...] = (
    Measure(
        "collaborators",
        "cộng tác viên",
        "collaborators",
        "Số người đang là cộng tác viên vào ngày cuối kỳ; mỗi người tính một lần.",
        "Persons who hold a membership on the last day of the period; each counts once.",
        FigureUnit.PERSON,
        ("memberships",),
        rows.seats,
        ("network", "org_unit", "role", "term"),
        "dlxh: own definition",
        adds=Adds.STOCK,
    ),
    Measure(
        "report_times",
        "lượt báo cáo",
        "report submissions",
        "Số lần cộng tác viên gửi báo cáo, kể cả báo cáo sửa; tính vào ngày nhận.",
        "Every submission of a collaborator, corrections too; counts on the day of receipt.",
        FigureUnit.REPORT_TIME,
        ("reports",),
        rows.submissions,
        _BY_REPORT,
        "Hội nghị Gia Lai 24/7/2024 (386 lượt báo cáo)",
    ),
    Measure(
        "reports",
        "báo cáo",
        "reports",
        "Số báo cáo của cộng tác viên, không kể báo cáo đã được thay thế; tính vào ngày nhận.",
        "Reports of collaborators without those that a correction replaces; count on the day of receipt.",
        FigureUnit.REPORT,
        ("reports",),
        rows.reports,
        _BY_REPORT,
        "dlxh: own definition",
    ),
    Measure(
        "unit_reports",
        "báo cáo của đơn vị",
        "reports of units",
        "Số báo cáo do đơn vị gửi, gồm báo cáo tổng hợp, không kể báo cáo đã được thay thế.",
        "Reports that units sent, syntheses among them, without those that a correction replaces.",
        FigureUnit.REPORT,
        ("reports",),
        rows.unit_reports,
        _BY_REPORT,
        "dlxh: annual reports name two kinds of sender (Lạng Sơn 2017)",
    ),
    Measure(
        "items",
        "nội dung phản ánh",
        "matters reported",
        "Số nội dung trong các báo cáo được tính; cùng một việc do hai người báo là hai nội dung.",
        "Matters in the reports that count; one matter told by two people is two.",
        FigureUnit.CONTENT,
        _ITEM_TABLES,
        rows.items,
        _BY_ITEM,
        "dlxh: own definition",
    ),
    Measure(
        "item_topics",
        "nội dung theo chủ đề",
        "matters by topic",
        "Số nội dung theo từng chủ đề; nội dung có hai chủ đề tính ở cả hai, nên tổng không bằng số nội dung.",
        "Matters under each topic; one with two topics stands under both, so the sum is not the number of matters.",
        FigureUnit.CONTENT,
        (*_ITEM_TABLES, "item_topics"),
        rows.item_topics,
        ("network", "org_unit", "channel", "kind", "topic", "scope", "urgency"),
        "dlxh: own definition",
    ),
    Measure(
        "streams",
        "luồng ý kiến",
        "opinion streams",
        "Số luồng ý kiến; không phải số người.",
        "Opinion streams; never a number of people.",
        FigureUnit.STREAM,
        (*_ITEM_TABLES, "streams"),
        rows.streams,
        _BY_STREAM,
        "dlxh: own definition",
    ),
    Measure(
        "contents",
        "nội dung xác minh",
        "contents verified",
        "Số nội dung của các vụ việc xác minh; tính vào ngày có sự kiện đầu tiên của vụ việc.",
        "Contents of verification cases; they count on the day of the case's first event.",
        FigureUnit.CONTENT,
        ("cases", "contents", "events"),
        rows.contents,
        ("network", "route", "finding", "outcome"),
        "KL 18/KL-UBND, 15/6/2021 (findings per content)",
    ),
    _figure("classes", FigureUnit.CLASS, _TRAININGS, "classes", ("lớp tập huấn", "training classes")),
    _figure("trainees", FigureUnit.PERSON, _TRAININGS, "trainees", ("người dự tập huấn", "trainees")),
    _figure("surveyed", FigureUnit.PERSON, _SURVEYS, "asked", ("người được hỏi", "persons surveyed")),
    _figure(
        "forms_issued", FigureUnit.FORM_ISSUED, _SURVEYS, "forms_issued", ("phiếu phát ra", "forms issued")
    ),
    _figure(
        "forms_returned",
        FigureUnit.FORM_RETURNED,
        _SURVEYS,
        "forms_returned",
        ("phiếu thu về", "forms returned"),
    ),
    _figure("forms_valid", FigureUnit.FORM_VALID, _SURVEYS, "forms_valid", ("phiếu hợp lệ", "valid forms")),
    _figure(
        "awards",
        FigureUnit.MERIT_CERTIFICATE,
        _merit_certificates,
        "awards",
        ("giấy khen", "merit certificates"),
    ),
    _owed(
        "owed",
        ("báo cáo phải nộp", "reports owed"),
        (
            "Số báo cáo mà quy chế buộc nộp, gồm cả được miễn và chưa đến hạn.",
            "Reports that the regulation calls for, excused and not yet due ones too.",
        ),
        *_DUE,
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
    _owed(
        "on_time_rate",
        ("tỷ lệ đúng hạn", "on-time rate"),
        ("Đúng hạn trên tổng đúng hạn, trễ và không nộp.", "On time out of on time, late and missing."),
        Timeliness.ON_TIME,
        among=_DUE,
    ),
    _owed(
        "received_rate",
        ("tỷ lệ nộp báo cáo", "rate of reports received"),
        (
            "Đúng hạn và trễ trên tổng đúng hạn, trễ và không nộp.",
            "On time and late out of on time, late and missing.",
        ),
        Timeliness.ON_TIME,
        Timeliness.LATE,
        among=_DUE,
    ),
)
