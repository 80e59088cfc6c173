"""Báo cáo tổng hợp: what a synthesis draws on."""

from collections.abc import Iterator
from typing import Final

from dlxh.data.code_lists import code_list
from dlxh.models.duties import UndeclaredReport
from dlxh.models.report import ReportKind
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, coalesce, given, max_horizontal, part, those
from dlxh.rules.language.examples import DAY, NOON, ONE, Cells, Example, case
from dlxh.rules.language.parts import Part
from dlxh.rules.shapes.report_duties import COUNTED, DUTY_TABLES, FARTHEST, SLOW, SLOWEST, reach_of

_DRAWING: Final = code_list("report_kind").having("draws_on_sources")

_TWO: Final = {"source": "report2"}
_THREE: Final = {"source": "report3"}
_AT_NOON: Final = {"received_at": NOON}
_CORRECTED: Final = _AT_NOON | {"replaces": "report2"}
_OF_DAY: Final = {"period_start": DAY, "period_end": DAY}
_DAILY: Final = COUNTED | {"duty_period_kind": "day"}


def _undeclared(days: int) -> Cells:
    """Return a source without a period that was received a number of days after the synthesis' day, in examples."""
    return {"kind": "periodic", "received_day": DAY + days * ONE}


def _drawn(source: Cells, *provisions: Cells) -> Example:
    """Return an example of a synthesis of one day, of its source, and of provisions on reports."""
    named, reports = _TWO, [_OF_DAY, source]
    if not provisions:
        return case(report_sources=named, reports=reports)
    return case(report_sources=named, reports=reports, regulations={}, regulation_provisions=provisions)


@rule(
    "S101",
    table="report_sources",
    field="source",
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} ngoài kỳ tổng hợp",
    en="synthesis ({record}) draws on report {evidence} from outside its period",
    cure_vi="bỏ nguồn đó, hoặc mở rộng kỳ tổng hợp",
    cure_en="remove that source, or widen the period",
    source="dlxh: own choice",
    why_vi="""Nội dung của kỳ khác lọt vào bản tổng hợp thì bị báo cáo lên cấp trên hai lần.

Nguồn không ghi kỳ thì tính theo ngày nhận và những ngày gần đó mà quy chế còn tính cho kỳ ấy.""",
    right=[
        _drawn(_OF_DAY | {"received_day": DAY + ONE}),
        case(report_sources={"source": None}, reports={}, judged=False),
        _drawn(_OF_DAY | {"received_day": DAY + ONE}, {}),
        _drawn(_OF_DAY | {"received_day": DAY - ONE}, {}),
        _drawn(_undeclared(-FARTHEST["day"]), _DAILY),
        _drawn(_undeclared(-SLOWEST), SLOW, _DAILY),
        case(
            report_sources={"source": None},
            reports={},
            regulations={},
            regulation_provisions={},
            judged=False,
        ),
    ],
    wrong=[
        _drawn({"period_start": DAY - ONE, "period_end": DAY - ONE, "received_day": DAY}),
        _drawn({"received_day": DAY - ONE}),
        _drawn({"received_day": DAY + ONE}),
        _drawn(_undeclared(-SLOWEST - 1), SLOW),
        *(
            _drawn(_undeclared(days + 1), COUNTED | {"duty_period_kind": kind})
            for kind, days in FARTHEST.items()
        ),
        _drawn(
            _undeclared(-1),
            COUNTED | {"duty_undeclared": UndeclaredReport.NOT_COUNTED},
            COUNTED | {"duty_kind": "composition"},
            COUNTED | {"duty_report": ReportKind.THEMATIC},
            COUNTED | {"network": "another"},
            COUNTED | {"regulation": "unknown"},
        ),
    ],
)
def source_outside_period(s: Row) -> Iterator[Part]:
    """Content of another period is reported upward twice.

    A source that states no period is placed by its day of receipt and the days around it that the regulation still
    counts for a period.
    """
    report, source = s.ref("report"), s.ref("source")
    first = coalesce(source.period_start, source.received_day)
    last = coalesce(source.period_end, source.received_day)
    is_outside = (last < report.period_start) | (first > report.period_end)
    reach = reach_of(source).fill_null(0)
    days_before = report.period_start.dt.day_number() - last.dt.day_number()
    days_after = first.dt.day_number() - report.period_end.dt.day_number()
    is_named = ~s.source.is_null()
    yield part(s, given(is_named, is_outside), evidence=s.source, without=DUTY_TABLES)
    is_far = max_horizontal(days_before, days_after) > reach
    yield part(s, given(is_named, is_far), evidence=s.source, optional=True, prefilter=is_outside)


@rule(
    "S102",
    table="report_sources",
    evidence="source",
    field="source",
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} của mạng lưới khác",
    en="synthesis ({record}) draws on report {evidence} of another network",
    cure_vi="kiểm tra mã; nếu chủ ý tổng hợp nhiều mạng lưới thì tắt quy tắc cho mạng lưới đó và ghi lý do",
    cure_en="check the id; if a synthesis across networks is intended, silence the rule for that network and say why",
    source="dlxh: own choice",
    why_vi="Cùng một báo cáo được hai mạng lưới tổng hợp thì cấp trên nhận nội dung đó hai lần.",
    right=[case(report_sources=_TWO, reports=[{}, {}])],
    wrong=[case(report_sources=_TWO, reports=[{}, {"network": "another"}])],
)
def source_of_another_network(s: Row) -> Value:
    """A report that two networks summarise reaches the level above twice."""
    return s.ref("report").network != s.ref("source").network


@rule(
    "S103",
    table="report_sources",
    evidence="source",
    field="source",
    severity=Severity.ERROR,
    vi="báo cáo tổng hợp ({record}) ghi báo cáo {evidence} hai lần trong các nguồn",
    en="synthesis ({record}) lists report {evidence} twice",
    cure_vi="giữ một dòng nguồn",
    cure_en="keep one of them",
    source="dlxh: own choice",
    why_vi="Số báo cáo được tổng hợp bị thừa một.",
    right=[case(report_sources=[_TWO, _THREE, _TWO | {"report": "report4"}])],
    wrong=[case(report_sources=[_TWO, _TWO])],
)
def source_named_twice(s: Row) -> Value:
    """The synthesis appears to draw on one report more than it does."""
    return ~s.previous(by=(s.report, s.source), order=("position",)).position.is_null()


@rule(
    "S104",
    table="report_sources",
    evidence="source",
    field="source",
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} đã được thay bằng bản sửa",
    en="synthesis ({record}) draws on {evidence}, which a correction had already replaced",
    cure_vi="dùng bản sửa làm nguồn",
    cure_en="use the correction instead",
    source="dlxh: own choice",
    why_vi="Báo cáo đã được thay thì không còn được đếm; nội dung đã sửa lại quay trở lại qua bản tổng hợp.",
    right=[
        case(report_sources=_TWO, reports=[_AT_NOON, {}, _CORRECTED | {"received_at": NOON + ONE}]),
        case(report_sources=_TWO, reports=[_AT_NOON, {}], judged=False),
    ],
    wrong=[case(report_sources=_TWO, reports=[_AT_NOON, {}, _CORRECTED])],
)
def source_replaced(s: Row) -> Given:
    """The replaced report no longer counts; what was corrected comes back through the synthesis."""
    corrections = those("reports", replaces=s.ref("source").id)
    came_before = corrections.where(corrections.received_at <= s.ref("report").received_at)
    return given(corrections.exists(), came_before.exists())


@rule(
    "S105",
    table="report_sources",
    evidence="source",
    field="source",
    severity=Severity.ERROR,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} được nhận sau nó",
    en="synthesis ({record}) draws on {evidence}, which was received after it",
    cure_vi="sửa thời điểm nhận, hoặc bỏ nguồn đó",
    cure_en="correct the times of receipt, or remove that source",
    source="dlxh: own choice",
    why_vi="Không thể tổng hợp báo cáo chưa nhận; một trong hai thời điểm sai, và đúng hạn hay trễ hạn cũng sai theo.",
    right=[case(report_sources=_TWO, reports=[_AT_NOON, _AT_NOON])],
    wrong=[case(report_sources=_TWO, reports=[_AT_NOON, {"received_at": NOON + ONE}])],
)
def source_after_synthesis(s: Row) -> Value:
    """Nobody can summarise what has not arrived; one of the times is wrong, and with it whether a report was on time."""
    return s.ref("source").received_at > s.ref("report").received_at


@rule(
    "S106",
    table="report_sources",
    field="source",
    severity=Severity.WARNING,
    vi="báo cáo ({record}) không phải báo cáo tổng hợp mà ghi {evidence} làm nguồn",
    en="report ({record}) is not a synthesis but lists {evidence} as a source",
    cure_vi="sửa loại báo cáo thành tổng hợp, hoặc bỏ nguồn",
    cure_en="change its kind to synthesis, or remove the sources",
    source="dlxh: own choice",
    why_vi="Bản tổng hợp ghi nhầm loại thì bị đếm vào báo cáo của cộng tác viên.",
    right=[
        case(
            report_sources=[{"report": f"report{n}", "source": "report1"} for n in (1, 2, 3, 4)],
            reports=[{"kind": kind} for kind in _DRAWING],
        )
    ],
    wrong=[case(report_sources={"source": "report1"}, reports={"kind": ReportKind.PERIODIC})],
)
def sources_without_synthesis(s: Row) -> tuple[Value, Value]:
    """A synthesis recorded under another kind is counted among the collaborators' reports."""
    return ~s.ref("report").kind.is_in(_DRAWING), s.ref("source").id


@rule(
    "S107",
    table="report_sources",
    evidence="source",
    field="source",
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng {evidence} cả trực tiếp lẫn qua một bản tổng hợp khác",
    en="synthesis ({record}) draws on {evidence} both directly and through another synthesis",
    cure_vi="chỉ giữ một đường: báo cáo gốc hoặc bản tổng hợp của nó",
    cure_en="keep one of the two: the report itself or the synthesis of it",
    source="dlxh: own choice",
    why_vi="Một báo cáo lên cấp trên bằng hai đường thì bị đếm hai lần.",
    right=[
        case(report_sources=[_TWO, _THREE, {"report": "report3", "source": "report4"}]),
        case(report_sources=[_TWO, _THREE], judged=False),
    ],
    wrong=[case(report_sources=[_TWO, _THREE, _TWO | {"report": "report3"}])],
)
def source_counted_twice(s: Row) -> Given:
    """A report that goes up by two routes is counted twice."""
    links = those("report_sources", report=s.report)
    goes_further = those("report_sources", report=links.source).exists()
    comes_back = those("report_sources", report=links.source, source=s.source).exists()
    return given(links.where(goes_further).exists(), links.where(comes_back).exists())


RULES = (
    source_outside_period,
    source_of_another_network,
    source_named_twice,
    source_replaced,
    source_after_synthesis,
    sources_without_synthesis,
    source_counted_twice,
)
