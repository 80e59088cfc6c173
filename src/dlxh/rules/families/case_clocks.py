"""Thời hạn vụ việc: what the clocks of the cases say at the instant at which the caller looked.

These rules read the case states that the caller gives (`dlxh.check(register, derived=[states])`).
"""

from typing import Any

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.language.declared import CLOCKS
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import faulty


def _running(tables: Tables) -> "nw.LazyFrame[Any]":
    return tables[CLOCKS].filter(nw.col("running"))


def _clocks(tables: Tables) -> "nw.LazyFrame[Any]":
    return tables[CLOCKS]


def _cases(tables: Tables, clocks: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    keys = clocks.select(nw.col("case").alias("id")).unique()
    return faulty(tables["cases"].join(keys, on="id", how="semi"), "cases")


@rule(
    "V201",
    table="cases",
    needs=("events", CLOCKS),
    severity=Severity.WARNING,
    vi="vụ việc {record} đã quá hạn ở cơ quan được giao mà chưa ai đôn đốc",
    en="case {record} is overdue at the agency that it was assigned to, and nobody has sent a reminder",
    cure_vi="ghi sự kiện đôn đốc (reminded) gửi cơ quan đang giữ, gia hạn (extended), hoặc ghi kết quả đã có",
    cure_en="record a reminder to the agency that holds it, an extension, or the result that is there",
    source="dlxh: own choice",
    why_vi="Vụ việc quá hạn không ai nhắc thì người dân không được trả lời, và không ai biết vì sao.",
    judges=_clocks,
)
def overdue_without_reminder(tables: Tables) -> "nw.LazyFrame[Any]":
    """A case that is late and that nobody asks for is never answered, and nobody knows why."""
    sent = tables["events"].filter(nw.col("kind") == "reminded")
    sent = sent.select("case", nw.col("to").alias("agency"), nw.col("day").alias("reminded_on"))
    reminders = sent.group_by("case", "agency").agg(nw.col("reminded_on").max())
    late = _running(tables).filter(nw.col("overdue").fill_null(value=False))
    late = late.join(reminders, on=["case", "agency"], how="left")
    since = (nw.col("reminded_on") >= nw.col("opened_day")).fill_null(value=False)
    return _cases(tables, late.filter(~since))


@rule(
    "V202",
    table="cases",
    needs=(CLOCKS,),
    severity=Severity.WARNING,
    vi="vụ việc {record} được giao cho cơ quan mà không có thời hạn",
    en="case {record} was assigned to an agency without a deadline",
    cure_vi="ghi thời hạn (within) ở sự kiện giao, hoặc gia hạn có thời hạn",
    cure_en="state the deadline (within) at the event that assigns it, or extend it with one",
    source="dlxh: own choice",
    why_vi="Không có thời hạn thì vụ việc không bao giờ quá hạn: nó biến mất khỏi mọi bảng theo dõi.",
    judges=_clocks,
)
def assigned_without_deadline(tables: Tables) -> "nw.LazyFrame[Any]":
    """Without a deadline a case is never late: it falls out of every list that is watched."""
    return _cases(tables, _running(tables).filter(nw.col("unit").is_null()))


RULES = (overdue_without_reminder, assigned_without_deadline)
