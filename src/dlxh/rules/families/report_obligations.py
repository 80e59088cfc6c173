"""Nghĩa vụ báo cáo: what the ledger says of who reports and who does not.

These rules read the ledger that the caller gives (`dlxh.check(register, derived=[ledger])`), for the days that it holds.
"""

from typing import Any, Final

import narwhals as nw

from dlxh.models.timeliness import Timeliness
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.language.declared import LEDGER
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import faulty

_OWED: Final = (Timeliness.ON_TIME.value, Timeliness.LATE.value, Timeliness.MISSING.value)
_ENOUGH: Final = 3
"""From so many reports owed on, silence is no chance: a single lost report is not a lost member."""


def _sent(tables: Tables) -> "nw.LazyFrame[Any]":
    return tables[LEDGER].filter(~nw.col("report").is_null())


@rule(
    "O101",
    table="memberships",
    needs=(LEDGER,),
    severity=Severity.WARNING,
    vi="người giữ tư cách {record} đã gửi báo cáo ({evidence}) mà theo quy chế không phải báo cáo",
    en="the holder of membership {record} sent a report ({evidence}) and by the regulation owes none",
    cure_vi="sửa vai trò, hợp đồng, đơn vị của tư cách hoặc quy chế; nếu đúng là tự nguyện thì tắt quy tắc này cho mạng lưới",
    cure_en="correct the membership's role, contract or unit, or the regulation; where it was voluntary, silence the rule for the network",
    source="dlxh: own choice",
    why_vi="""Báo cáo của người không phải nộp không vào mẫu số: tỷ lệ nộp thấp hơn việc đã làm, và thường là danh sách sai.

Báo cáo đã đáp ứng một nghĩa vụ khác, theo điều khoản khác hoặc của người tiếp tục ở nhiệm kỳ mới, thì là báo cáo phải nộp.""",
    judges=_sent,
)
def reports_not_owed(tables: Tables) -> "nw.LazyFrame[Any]":
    """Reports that nobody owed are in no rate: more was done than the figure says, and mostly the list is wrong.

    A report that fulfils another obligation was owed: under another provision, or by who went on in a new term.
    """
    unowed = nw.col("status") == Timeliness.NOT_OWED.value
    owed = _sent(tables).filter(~unowed).select("report").unique()
    more = _sent(tables).filter(unowed).join(owed, on="report", how="anti")
    first = more.group_by("membership").agg(nw.col("report").min())
    rows = tables["memberships"].join(first.rename({"membership": "id"}), on="id", how="inner")
    return faulty(rows, "memberships", evidence="report")


def _owing(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the memberships of which enough was owed, each with how many came."""
    owed = tables[LEDGER].filter(nw.col("status").is_in(list(_OWED)))
    came = (nw.col("status") != Timeliness.MISSING.value).cast(nw.Int64()).alias("came")
    counted = owed.with_columns(came, nw.lit(1, nw.Int64()).alias("owed")).group_by("membership")
    return counted.agg(nw.col("owed").sum(), nw.col("came").sum()).filter(nw.col("owed") >= _ENOUGH)


@rule(
    "O102",
    table="memberships",
    needs=(LEDGER,),
    severity=Severity.WARNING,
    vi="người giữ tư cách {record} phải nộp từ ba báo cáo trở lên trong những ngày của sổ và không nộp báo cáo nào",
    en="the holder of membership {record} owed three reports or more on the days of the ledger and sent none",
    cure_vi="xác minh người đó còn làm cộng tác viên không; nếu đã thôi, ghi ngày thôi (end) và lý do",
    cure_en="find out whether the person still serves; if not, record the last day (end) and the reason",
    source="dlxh: own choice",
    why_vi="Người có tên mà không làm việc kéo tỷ lệ nộp của mạng lưới xuống và có thể vẫn nhận phụ cấp.",
    judges=_owing,
)
def never_reported(tables: Tables) -> "nw.LazyFrame[Any]":
    """A name on the list that does no work pulls down the network's rate, and may still draw an allowance."""
    silent = _owing(tables).filter(nw.col("came") == 0).select(nw.col("membership").alias("id"))
    return faulty(tables["memberships"].join(silent, on="id", how="semi"), "memberships")


RULES = (reports_not_owed, never_reported)
