"""Báo cáo: reports that do not fit the days they speak of, and corrections."""

from typing import Any

import narwhals as nw

from dlxh.ledger.seats import day_number
from dlxh.models.report import ReportKind
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.families.report_duties import duties_of, has_duties, with_reach
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty, near, repeated
from dlxh.words.days import OPEN_END
from dlxh.words.period_windows import ALWAYS_CALENDAR, CALENDAR, PeriodKind

_ONE_PER_PERIOD = (ReportKind.PERIODIC.value, ReportKind.YEARLY.value, ReportKind.SYNTHESIS.value)
"""Kinds of which one author owes one for each period."""


def _of_a_period(_: Tables) -> nw.Expr:
    return nw.col("kind").is_in(_ONE_PER_PERIOD) & ~nw.col("period_start").is_null()


@rule(
    "R101",
    table="reports",
    needs=("memberships",),
    field="author",
    severity=Severity.WARNING,
    vi="báo cáo {record}: tác giả không thuộc nhiệm kỳ nào vào ngày nhận hoặc trong kỳ báo cáo",
    en="report {record}: its author held no membership on the day of receipt nor in the period reported on",
    cure_vi="kiểm tra ngày nhận, mã tác giả, hoặc bổ sung tư cách cộng tác viên",
    cure_en="check the day of receipt and the author, or add the membership",
    source="Quyết định 175-QĐ/ĐU và 176-QĐ/ĐU, 30/6/2025 (Đảng ủy Chính phủ: đội hình cũ vẫn báo cáo khi chờ quyết định)",
    why_vi="""Báo cáo của người không đương nhiệm thì không tính cho ai.

Chỉ là cảnh báo: giữa hai đội hình mọi người vẫn gửi báo cáo, và điều đó tốt.""",
    judges=lambda _: ~nw.col("author").is_null(),
)
def report_outside_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """A report by somebody who was not in office is counted for nobody.

    A warning and not an error: between two teams people keep reporting, and that is welcome. Where a report declares no
    period and the regulation counts it for one, who held a membership not long before or after has reported on that.
    """
    reports = tables["reports"].filter(~nw.col("author").is_null())
    seats = tables["memberships"].select(
        nw.col("collaborator").alias("author"), "start", nw.col("end").fill_null(OPEN_END).alias("last")
    )
    held_on_receipt = (nw.col("start") <= nw.col("received_day")) & (nw.col("received_day") <= nw.col("last"))
    held_in_period = (nw.col("start") <= nw.col("period_end")) & (nw.col("period_start") <= nw.col("last"))
    lost = _without(reports, seats, held_on_receipt | held_in_period)
    if has_duties(tables):  # asked of the few that are left
        came = day_number(nw.col("received_day"))
        since, until = day_number(nw.col("start")) - came, came - day_number(nw.col("last"))
        held_within_reach = (since <= nw.col("reach")) & (until <= nw.col("reach"))
        lost = _without(with_reach(lost, tables), seats, held_within_reach)
    return faulty(lost, "reports", field="author")


def _without(reports: "nw.LazyFrame[Any]", seats: "nw.LazyFrame[Any]", held: nw.Expr) -> "nw.LazyFrame[Any]":
    """Return the reports whose author held none of the seats of which something is true."""
    covered = reports.join(seats, on="author", how="inner").filter(held)
    return reports.join(covered.select("id").unique(), on="id", how="anti")


@rule(
    "R102",
    table="reports",
    needs=(),
    field="period_end",
    severity=Severity.WARNING,
    vi="báo cáo {record} được nhận trước khi kỳ báo cáo bắt đầu, hoặc giữa kỳ mà không điều khoản nào yêu cầu báo cáo kỳ đó",
    en="report {record} was received before its period began, or within a period for which no provision asks for it",
    cure_vi="kiểm tra kỳ báo cáo và quy ước kỳ (15_to_14 nếu chốt giữa tháng), hoặc ghi điều khoản vào quy chế",
    cure_en="check the period and its convention (15_to_14 where the cut is in mid-month), or add the provision to the regulation",
    source="Thông tư 09/2019/TT-NHNN (kỳ báo cáo từ ngày 15 tháng trước đến ngày 14)",
    why_vi="""Không ai báo cáo được những ngày chưa đến; thường là kỳ chốt giữa tháng mà ghi thành tháng dương lịch.

Quy chế yêu cầu báo cáo kỳ nào thì nộp giữa kỳ đó là làm đúng quy chế. Mạng lưới không có điều khoản về báo cáo trong dữ liệu
thì không biết phải nộp gì: khi đó chỉ báo cáo nhận trước kỳ mới bị nêu.""",
    judges=lambda _: ~nw.col("period_end").is_null(),
)
def period_ends_after_receipt(tables: Tables) -> "nw.Expr | nw.LazyFrame[Any]":
    """Nobody can report on days to come; most often the window was mid-month and the calendar month was written.

    Where a provision asks for a report on the period, who sends it before the last day obeys: many are due on the 20th of
    the month itself. Of a network of which the records hold no provision on reports that is not known, and only what came
    before its period is found.
    """
    to_come = nw.col("period_start") > nw.col("received_day")
    if not has_duties(tables):
        return to_come
    early = tables.asked["reports"].filter(nw.col("period_end") > nw.col("received_day"))
    duties, within = duties_of(tables), early.filter(~to_come)
    not_known = within.join(duties.select("network").unique(), on="network", how="anti").select("id")
    begun = within.join(duties, on=["network", "kind"], how="inner")
    uncut = nw.col("period_kind").is_in([kind.value for kind in ALWAYS_CALENDAR])
    cut = nw.col("period_convention").fill_null(CALENDAR) == nw.col("duty_convention")
    own = (nw.col("period_kind") == nw.col("duty_period_kind")) & (uncut | cut)
    binds = (nw.col("first") <= nw.col("period_end")) & (nw.col("period_end") <= nw.col("last"))
    # Days of no kind are on the period around them, whose last day decides and may lie beyond.
    free = (nw.col("period_kind") == PeriodKind.CUSTOM.value) & (nw.col("period_start") <= nw.col("last"))
    obeys = begun.filter((own & binds) | free).select("id")
    right = nw.concat([not_known, obeys]).unique()
    return faulty(early.join(right, on="id", how="anti"), "reports", field="period_end")


@rule(
    "R103",
    table="reports",
    needs=(),
    field="received_at",
    severity=Severity.ERROR,
    vi="báo cáo {record} được nhận sau ngày chốt số liệu",
    en="report {record} was received after the day as of which the records are true",
    cure_vi="sửa thời điểm nhận, hoặc chốt lại số liệu (as_of) vào ngày sau đó",
    cure_en="correct the instant of receipt, or state a later as_of",
    source="dlxh: own choice",
    why_vi="Số liệu đến một ngày không thể chứa báo cáo nhận sau ngày đó; số đếm của kỳ sau bị lẫn vào.",
)
def received_after_as_of(tables: Tables) -> nw.Expr:
    """Records as of a day cannot hold what came later: it belongs to another period's figures."""
    return nw.col("received_day") > tables.as_of


@rule(
    "R104",
    table="reports",
    needs=(),
    field="erase_after",
    severity=Severity.WARNING,
    vi="báo cáo {record} đã quá ngày phải xóa",
    en="report {record} is kept beyond its own last day of keeping",
    cure_vi="xóa báo cáo theo thẩm quyền, hoặc gia hạn lưu giữ và ghi ngày mới",
    cure_en="erase it by whoever is competent, or extend the keeping and record the new day",
    source="Luật 91/2025/QH15 (bảo vệ dữ liệu cá nhân)",
    why_vi="Giữ quá hạn đã tự đặt ra là giữ dữ liệu không còn mục đích.",
    judges=lambda _: ~nw.col("erase_after").is_null(),
)
def kept_too_long(tables: Tables) -> nw.Expr:
    """What is kept beyond the day that was set for it is kept without a purpose."""
    return nw.col("erase_after") < tables.as_of


@rule(
    "R201",
    table="reports",
    needs=(),
    severity=Severity.WARNING,
    vi="báo cáo {record} cùng loại, cùng kỳ, cùng tác giả với {evidence}",
    en="report {record} is of the same kind, period and author as {evidence}",
    cure_vi="nếu là bản sửa, ghi replaces; nếu gửi hai lần, bỏ một",
    cure_en="if it corrects the other, name that in replaces; if it was sent twice, take one out",
    source="dlxh: own choice",
    why_vi="""Một kỳ mà hai báo cáo thì số báo cáo và tỷ lệ nộp tăng khống.

Bản đã được thay bằng bản sửa không bị coi là trùng.""",
    judges=_of_a_period,
)
def second_report_for_period(tables: Tables) -> "nw.LazyFrame[Any]":
    """Two reports for one period swell the number of reports and the rate of those handed in.

    A report that a correction has replaced is no duplicate.
    """
    corrected = (
        tables["reports"]
        .filter(~nw.col("replaces").is_null())
        .select(nw.col("replaces").alias("id"))
        .unique()
    )
    of_periods = near(tables, "reports", "period_start").filter(_of_a_period(tables))
    standing = of_periods.join(corrected, on="id", how="anti")
    one = standing.with_columns(nw.coalesce(nw.col("author"), nw.col("author_unit")).alias("who"))
    same = ("network", "who", "kind", "period_start", "period_end")
    twice = repeated(tables, one, *same, tells="id", order=["received_day", "id"])
    return faulty(twice, "reports", field="period_start", evidence="before")


@rule(
    "R202",
    table="reports",
    needs=(),
    severity=Severity.WARNING,
    vi="báo cáo {record} sửa báo cáo {evidence} của tác giả khác hoặc loại khác",
    en="report {record} corrects {evidence}, which has another author or kind",
    cure_vi="sửa mã trong replaces, hoặc ghi là báo cáo riêng",
    cure_en="correct the id in replaces, or record it as a report of its own",
    source="dlxh: own choice",
    why_vi="Báo cáo bị thay không được đếm nữa: sửa nhầm thì công của người khác mất.",
    judges=lambda _: ~nw.col("replaces").is_null(),
)
def correction_of_another(tables: Tables) -> "nw.LazyFrame[Any]":
    """A replaced report is not counted: by a wrong correction somebody else's work is lost."""
    corrections = tables["reports"].filter(~nw.col("replaces").is_null())
    both = beside(corrections, tables, "reports", on="replaces", names=("author", "author_unit", "kind"))
    who = nw.coalesce(nw.col("author"), nw.col("author_unit"))
    other = nw.coalesce(nw.col("other_author"), nw.col("other_author_unit"))
    differs = (who != other) | (nw.col("kind") != nw.col("other_kind"))
    return faulty(both.filter(differs), "reports", field="replaces", evidence="replaces")


@rule(
    "R203",
    table="reports",
    needs=(),
    field="replaces",
    severity=Severity.ERROR,
    vi="báo cáo {record} và {evidence} cùng sửa một báo cáo",
    en="reports {record} and {evidence} correct the same report",
    cure_vi="bản sửa sau phải sửa bản sửa trước (replaces), không sửa lại bản gốc",
    cure_en="the later correction replaces the earlier one, not the first report again",
    source="dlxh: own choice",
    why_vi="Hai bản cùng thay một bản thì cả hai đều được đếm.",
    judges=lambda _: ~nw.col("replaces").is_null(),
)
def replaced_twice(tables: Tables) -> "nw.LazyFrame[Any]":
    """Where two replace one, both are counted."""
    corrections = tables["reports"].filter(~nw.col("replaces").is_null())
    twice = repeated(tables, corrections, "replaces", tells="id", order=["received_at", "id"])
    return faulty(twice, "reports", field="replaces", evidence="before")


@rule(
    "R204",
    table="reports",
    needs=(),
    field="received_at",
    severity=Severity.ERROR,
    vi="báo cáo {record} được nhận không sau báo cáo {evidence} mà nó sửa",
    en="report {record} was not received after the report {evidence} that it corrects",
    cure_vi="đổi chiều replaces, hoặc sửa thời điểm nhận",
    cure_en="turn replaces round, or correct the instants of receipt",
    source="dlxh: own choice",
    why_vi="Bản sửa đến trước bản bị sửa thì bản mới bị bỏ, và ngày nhận đầu tiên, ngày quyết định đúng hạn, bị sai.",
    judges=lambda _: ~nw.col("replaces").is_null(),
)
def correction_before_original(tables: Tables) -> "nw.LazyFrame[Any]":
    """The newer text is dropped, and the first receipt, which decides timeliness, is wrong."""
    corrections = tables["reports"].filter(~nw.col("replaces").is_null())
    both = beside(corrections, tables, "reports", on="replaces", names=("received_at",))
    early = nw.col("received_at") <= nw.col("other_received_at")
    return faulty(both.filter(early), "reports", field="received_at", evidence="replaces")


RULES = (
    report_outside_membership,
    period_ends_after_receipt,
    received_after_as_of,
    kept_too_long,
    second_report_for_period,
    correction_of_another,
    replaced_twice,
    correction_before_original,
)
