"""Dòng phải chi: what was paid against what is due.

These rules read what `dlxh.allowances` reckoned against the lines that were paid, with the ledger where pay depends on
reports (`dlxh.check(register, derived=[lines])`). It gives a first line where nothing was paid, a difference where the sum
was another, and a line to offset what was not due at all.
"""

from typing import Any, Final

import narwhals as nw

from dlxh.models.allowance_line import PayChange
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.language.declared import DUE
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import faulty

_SUM: Final = ("network", "collaborator", "month", "rate_id")
_SOURCE: Final = "Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (chỉ chi khi có đầy đủ các điều kiện)"
_NOTHING: Final = PayChange.NO_LONGER_DUE.value


def _unpaid(tables: Tables) -> "nw.LazyFrame[Any]":
    return tables[DUE].filter(nw.col("sequence") == 1, nw.col("amount") > 0)


@rule(
    "P301",
    table="collaborators",
    needs=(DUE,),
    severity=Severity.WARNING,
    vi="cộng tác viên {record} phải được chi {evidence} mà chưa được chi",
    en="collaborator {record} is due {evidence}, and it was not paid",
    cure_vi="chi rồi ghi dòng chi (register.add(*lines.records())), hoặc sửa tư cách, hợp đồng đã ghi",
    cure_en="pay and record the line (register.add(*lines.records())), or correct the membership or contract on record",
    source=_SOURCE,
    why_vi="Đã làm mà không được chi thì người ta thôi làm, và cuối năm số quyết toán thiếu.",
)
def due_and_not_paid(tables: Tables) -> "nw.LazyFrame[Any]":
    """Who works and is not paid stops working, and the account of the year is short."""
    lines = _unpaid(tables).select(nw.col("collaborator").alias("id"), nw.col("id").alias("line"))
    rows = tables["collaborators"].join(lines, on="id", how="inner")
    return faulty(rows, "collaborators", evidence="line")


def _last_paid(tables: Tables, lines: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    """Return the last line that was paid of each sum of which a difference is due, with the id of the difference."""
    rate = nw.col("provision").fill_null("").alias("rate_id")
    due = lines.with_columns(rate, (nw.col("sequence") - 1).alias("sequence"))
    due = due.select(*_SUM, "sequence", nw.col("id").alias("line"))
    return tables["allowance_lines"].with_columns(rate).join(due, on=[*_SUM, "sequence"], how="inner")


@rule(
    "P302",
    table="allowance_lines",
    needs=(DUE,),
    severity=Severity.ERROR,
    vi="dòng chi {record}: số đã chi của tháng đó khác số phải chi; chênh lệch ở {evidence}",
    en="line {record}: what was paid for its month is not what is due; the difference is {evidence}",
    cure_vi="ghi dòng chênh lệch mà dlxh.allowances đã tính, hoặc sửa dữ liệu mà nó dựa vào",
    cure_en="record the difference that dlxh.allowances reckoned, or correct what it rests on",
    source=_SOURCE,
    why_vi="Thiếu báo cáo, gián đoạn hợp đồng hay đổi mức làm số phải chi thay đổi; không bù thì thừa hoặc thiếu tiền.",
)
def paid_other_than_due(tables: Tables) -> "nw.LazyFrame[Any]":
    """Missing reports, gaps between contracts and new rates change what is due; unless offset, somebody has too much or too little."""
    other = tables[DUE].filter(nw.col("sequence") > 1, nw.col("change") != _NOTHING)
    return faulty(_last_paid(tables, other), "allowance_lines", field="amount", evidence="line")


@rule(
    "P303",
    table="allowance_lines",
    needs=(DUE,),
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng và mức mà không có gì phải chi; dòng bù trừ là {evidence}",
    en="line {record} pays for a month and rate of which nothing is due; {evidence} offsets it",
    cure_vi="thu hồi bằng dòng chênh lệch mà dlxh.allowances đã tính, hoặc ghi điều khoản mà nó dựa vào",
    cure_en="offset it by the difference that dlxh.allowances reckoned, or record the provision that it rests on",
    source=_SOURCE,
    unless=("P101", "P102", "P103"),
    why_vi="Chi không có căn cứ phải thu hồi; càng để lâu càng khó thu.",
)
def paid_with_nothing_due(tables: Tables) -> "nw.LazyFrame[Any]":
    """Money without a ground is to be taken back, which gets harder with every month."""
    gone = tables[DUE].filter(nw.col("change") == _NOTHING)
    return faulty(_last_paid(tables, gone), "allowance_lines", field="amount", evidence="line")


RULES = (due_and_not_paid, paid_other_than_due, paid_with_nothing_due)
