"""Nhiệm kỳ, giai đoạn: terms of a network and the regulations in force during them."""

from typing import Any

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.faulty import beside, faulty
from dlxh.rules.rule import rule
from dlxh.rules.spans import overlapping


@rule(
    "T101",
    table="terms",
    severity=Severity.WARNING,
    vi="nhiệm kỳ {record} trùng thời gian với {evidence} của cùng mạng lưới",
    en="term {record} overlaps {evidence} of the same network",
    cure_vi="kết thúc nhiệm kỳ trước vào ngày liền trước nhiệm kỳ sau, theo quyết định",
    cure_en="end the earlier term on the day before the later one, as the decision says",
    source="dlxh: own choice",
    why_vi="Một ngày thuộc hai nhiệm kỳ thì số liệu theo nhiệm kỳ đếm ngày đó hai lần.",
    judges=lambda _: ~nw.col("start").is_null(),
)
def overlapping_terms(tables: Tables) -> "nw.LazyFrame[Any]":
    """A day in two terms is counted twice by every figure per term."""
    return overlapping(tables["terms"], "terms", by="network")


@rule(
    "T102",
    table="term_regulations",
    needs=("terms", "regulations"),
    field="regulation",
    severity=Severity.WARNING,
    vi="nhiệm kỳ ({record}) ghi quy chế {evidence} không có hiệu lực ngày nào trong nhiệm kỳ",
    en="the term ({record}) names the regulation {evidence}, which is in force on none of its days",
    cure_vi="ghi quy chế có hiệu lực trong nhiệm kỳ, kể cả quy chế ban hành giữa nhiệm kỳ",
    cure_en="name the regulation in force during the term, also one issued in its middle",
    source="Quyết định 355/QĐ-MTTQ-BTT, 17/5/2017 (quy chế ban hành giữa nhiệm kỳ 2014-2019)",
    why_vi="Nghĩa vụ và mức chi lấy từ quy chế; quy chế ngoài nhiệm kỳ thì không ai có nghĩa vụ theo nó.",
)
def regulation_outside_term(tables: Tables) -> "nw.LazyFrame[Any]":
    """What is owed and paid follows from the regulation; one from other days binds nobody in the term."""
    both = beside(tables["term_regulations"], tables, "terms", on="term", names=("start", "end"))
    both = both.rename({"other_start": "term_start", "other_end": "term_end"})
    both = beside(both, tables, "regulations", on="regulation", names=("valid_from", "valid_to"))
    apart = (nw.col("other_valid_to") < nw.col("term_start")) | (
        nw.col("other_valid_from") > nw.col("term_end")
    )
    return faulty(both.filter(apart), "term_regulations", field="regulation", evidence="regulation")


RULES = (overlapping_terms, regulation_outside_term)
