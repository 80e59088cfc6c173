"""Báo cáo tổng hợp: what a synthesis draws on."""

from typing import Any

import narwhals as nw

from dlxh.ledger.seats import day_number
from dlxh.models.report import ReportKind
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.families.report_duties import with_reach
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty, repeated

_DRAWING = (
    ReportKind.SYNTHESIS.value,
    ReportKind.YEARLY.value,
    ReportKind.THEMATIC.value,
    ReportKind.RESPONSE.value,
)


def _links(tables: Tables, drawing: tuple[str, ...], drawn: tuple[str, ...]) -> "nw.LazyFrame[Any]":
    """Return the links from a report to its sources, with columns of the report and, as `source_`, of the source."""
    both = beside(tables["report_sources"], tables, "reports", on="report", names=drawing)
    both = both.rename({f"other_{name}": f"report_{name}" for name in drawing})
    both = beside(both, tables, "reports", on="source", names=drawn)
    return both.rename({f"other_{name}": f"source_{name}" for name in drawn})


def _corrected(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the sources that a correction replaced at some time."""
    corrections = tables["reports"].filter(~nw.col("replaces").is_null())
    known = corrections.select(
        nw.col("replaces").alias("source"), nw.col("received_at").alias("corrected_at")
    )
    return _links(tables, ("received_at",), ("kind",)).join(known, on="source", how="inner")


@rule(
    "S101",
    table="report_sources",
    needs=("reports",),
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} ngoài kỳ của mình",
    en="the synthesis ({record}) draws on the report {evidence} from outside its period",
    cure_vi="bỏ nguồn đó, hoặc mở rộng kỳ tổng hợp",
    cure_en="take the source out, or widen the period",
    source="dlxh: own choice",
    why_vi="""Nội dung của kỳ khác lọt vào bản tổng hợp thì bị báo cáo lên trên hai lần.

Nguồn không ghi kỳ thì tính theo ngày nhận và những ngày gần đó mà quy chế còn tính cho kỳ ấy.""",
    judges=lambda _: ~nw.col("source").is_null(),
)
def source_outside_period(tables: Tables) -> "nw.LazyFrame[Any]":
    """What belongs to another period is reported upward twice.

    A source that declares no period is on the days around its receipt, as far as the regulation counts it for them.
    """
    drawn = ("network", "kind", "period_start", "period_end", "received_day")
    links = _links(tables, ("period_start", "period_end"), drawn)
    starts, ends = (
        nw.coalesce(nw.col(f"source_period_{side}"), nw.col("source_received_day"))
        for side in ("start", "end")
    )
    outside = links.filter((ends < nw.col("report_period_start")) | (starts > nw.col("report_period_end")))
    named = {name: f"source_{name}" for name in ("network", "kind", "period_start")}
    far = with_reach(
        outside, tables, **named
    )  # of the few that lie outside: not all do that declare no period
    reach = nw.col("reach").fill_null(0)
    before = day_number(ends) + reach < day_number(nw.col("report_period_start"))
    apart = before | (day_number(starts) - reach > day_number(nw.col("report_period_end")))
    return faulty(far.filter(apart), "report_sources", field="source", evidence="source")


@rule(
    "S102",
    table="report_sources",
    needs=("reports",),
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} của mạng lưới khác",
    en="the synthesis ({record}) draws on the report {evidence} of another network",
    cure_vi="kiểm tra mã; nếu tổng hợp nhiều mạng lưới là chủ ý, tắt quy tắc cho mạng lưới đó kèm lý do",
    cure_en="check the id; where a synthesis over networks is meant, silence the rule there and say why",
    source="dlxh: own choice",
    why_vi="Cùng một báo cáo được hai mạng lưới tổng hợp thì cấp trên nhận nội dung đó hai lần.",
)
def source_of_another_network(tables: Tables) -> "nw.LazyFrame[Any]":
    """A report that two networks summarise reaches the level above twice."""
    links = _links(tables, ("network",), ("network",))
    foreign = nw.col("report_network") != nw.col("source_network")
    return faulty(links.filter(foreign), "report_sources", field="source", evidence="source")


@rule(
    "S103",
    table="report_sources",
    needs=(),
    severity=Severity.ERROR,
    vi="báo cáo tổng hợp ({record}) kể báo cáo {evidence} hai lần",
    en="the synthesis ({record}) names the report {evidence} twice",
    cure_vi="giữ một dòng nguồn",
    cure_en="keep one of the two",
    source="dlxh: own choice",
    why_vi="Số báo cáo được tổng hợp bị thừa một.",
)
def source_named_twice(tables: Tables) -> "nw.LazyFrame[Any]":
    """The number of reports that went into it is one too many."""
    again = repeated(tables, tables["report_sources"], "report", "source", tells="position", order="position")
    return faulty(again, "report_sources", field="source", evidence="source")


@rule(
    "S104",
    table="report_sources",
    needs=("reports",),
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} đã được thay bằng bản sửa",
    en="the synthesis ({record}) draws on {evidence}, which a correction had replaced",
    cure_vi="dùng bản sửa làm nguồn",
    cure_en="draw on the correction",
    source="dlxh: own choice",
    why_vi="Bản đã được thay không còn được đếm; nội dung đã sửa lại quay trở lại qua bản tổng hợp.",
    judges=_corrected,
)
def source_replaced(tables: Tables) -> "nw.LazyFrame[Any]":
    """The replaced report is not counted any more; what was corrected comes back through the synthesis."""
    stale = _corrected(tables).filter(nw.col("corrected_at") <= nw.col("report_received_at"))
    return faulty(stale, "report_sources", field="source", evidence="source")


@rule(
    "S105",
    table="report_sources",
    needs=("reports",),
    severity=Severity.ERROR,
    vi="báo cáo tổng hợp ({record}) dùng báo cáo {evidence} được nhận sau nó",
    en="the synthesis ({record}) draws on {evidence}, which was received after it",
    cure_vi="sửa thời điểm nhận, hoặc bỏ nguồn đó",
    cure_en="correct the instants of receipt, or take the source out",
    source="dlxh: own choice",
    why_vi="Không thể tổng hợp điều chưa nhận; một trong hai thời điểm sai, và đúng hạn hay không cũng sai theo.",
)
def source_after_synthesis(tables: Tables) -> "nw.LazyFrame[Any]":
    """Nobody summarises what has not come; one instant is wrong, and with it what was in time."""
    links = _links(tables, ("received_at",), ("received_at",))
    late = nw.col("source_received_at") > nw.col("report_received_at")
    return faulty(links.filter(late), "report_sources", field="source", evidence="source")


@rule(
    "S106",
    table="report_sources",
    needs=("reports",),
    severity=Severity.WARNING,
    vi="báo cáo ({record}) không phải báo cáo tổng hợp mà có nguồn {evidence}",
    en="the report ({record}) is no synthesis and names the source {evidence}",
    cure_vi="sửa loại báo cáo thành tổng hợp, hoặc bỏ nguồn",
    cure_en="correct its kind to synthesis, or take the sources out",
    source="dlxh: own choice",
    why_vi="Bản tổng hợp ghi nhầm loại thì bị đếm vào báo cáo của cộng tác viên.",
)
def sources_without_synthesis(tables: Tables) -> "nw.LazyFrame[Any]":
    """A synthesis of the wrong kind is counted among the collaborators' reports."""
    links = _links(tables, ("kind",), ("kind",))
    return faulty(
        links.filter(~nw.col("report_kind").is_in(_DRAWING)),
        "report_sources",
        field="source",
        evidence="source",
    )


def _drawing_further(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the sources of reports that draw on what has sources itself: only there a second way can be."""
    links = tables["report_sources"]
    drawing = links.select(nw.col("report").alias("source"))
    further = links.join(drawing, on="source", how="semi").select("report")
    return links.join(further, on="report", how="semi")


@rule(
    "S107",
    table="report_sources",
    needs=("reports",),
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) dùng {evidence} cả trực tiếp lẫn qua một bản tổng hợp khác",
    en="the synthesis ({record}) draws on {evidence} directly and through another synthesis as well",
    cure_vi="chỉ giữ một đường: báo cáo gốc hoặc bản tổng hợp của nó",
    cure_en="keep one way: the report itself or the synthesis of it",
    source="dlxh: own choice",
    why_vi="Một báo cáo đi lên bằng hai đường thì được đếm hai lần.",
    judges=_drawing_further,
)
def source_counted_twice(tables: Tables) -> "nw.LazyFrame[Any]":
    """One report that goes up on two ways is counted twice."""
    links = tables["report_sources"]
    inner = links.select(nw.col("report").alias("through"), "source")
    outer = links.select("report", nw.col("source").alias("through"))
    indirect = outer.join(inner, on="through", how="inner").select("report", "source").unique()
    return faulty(
        links.join(indirect, on=["report", "source"], how="semi"),
        "report_sources",
        field="source",
        evidence="source",
    )


RULES = (
    source_outside_period,
    source_of_another_network,
    source_named_twice,
    source_replaced,
    source_after_synthesis,
    sources_without_synthesis,
    source_counted_twice,
)
