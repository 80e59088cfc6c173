"""Số của báo cáo: one number on two papers of one issuer, within the time for which numbers run on."""

from typing import Any, Final

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import faulty, repeated
from dlxh.words.days import OPEN_END

_SAME: Final = (("[ \u00a0]+", ""), ("[–—‑]", "-"), ("^[Ss]ố:?", ""), ("^0+", ""), ("(,|;|[(]|ngày).*", ""))
"""What two ways of writing one number differ in: blanks, dashes, the word số, zeros in front, the day behind."""
_PARTY: Final = "^[1-9][0-9]*-[A-ZĐ]"
"""05-BC/BTGTU; the State writes 05/BC-UBND."""
_NUMBERED: Final = "^[1-9][0-9]*[-/]"


def _papers(reports: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    """Return the reports with a number that can be read, which one it is, and who gave it."""
    paper = nw.col("number")
    for pattern, instead in _SAME:
        paper = paper.str.replace_all(pattern, instead)
    issuer = nw.coalesce(nw.col("author_unit"), nw.col("author")).alias("issuer")
    numbered = reports.filter(~nw.col("number").is_null()).with_columns(paper.alias("paper"), issuer)
    return numbered.filter(nw.col("paper").str.contains(_NUMBERED))


def _with_run(papers: "nw.LazyFrame[Any]", tables: Tables) -> "nw.LazyFrame[Any]":
    """Put beside papers the run of numbers that they are in: the term for papers of the Party, else the year."""
    year = nw.col("received_day").dt.year().cast(nw.String())
    if "terms" not in tables:
        return papers.with_columns(year.alias("run"))
    terms = tables["terms"].select(
        "network",
        nw.col("id").alias("term"),
        nw.col("start").alias("first"),
        nw.col("end").fill_null(OPEN_END).alias("last"),
    )
    of_party = papers.filter(nw.col("paper").str.contains(_PARTY)).select("id", "network", "received_day")
    in_term = (nw.col("first") <= nw.col("received_day")) & (nw.col("received_day") <= nw.col("last"))
    held = of_party.join(terms, on="network", how="inner").filter(in_term)
    run = nw.coalesce(nw.col("term"), year).alias("run")
    return papers.join(held.group_by("id").agg(nw.col("term").min()), on="id", how="left").with_columns(run)


@rule(
    "R205",
    table="reports",
    needs=(),
    field="number",
    severity=Severity.WARNING,
    vi="báo cáo {record} mang cùng số với {evidence} của cùng nơi ban hành trong cùng nhiệm kỳ hoặc năm",
    en="report {record} has the number of {evidence}, of the same issuer in the same term or year",
    cure_vi="sửa số theo bản gốc; nếu là bản sửa, ghi replaces; nếu hai số thuộc hai nhiệm kỳ cấp ủy, ghi ngày của nhiệm kỳ",
    cure_en="correct the number as the paper has it; name a corrected report in replaces; where they are of two terms of the committee, record the days of the terms",
    source="Hướng dẫn 36-HD/VPTW, 3/4/2018; Hướng dẫn 05-HD/VPTW, 2026; Nghị định 30/2020/NĐ-CP",
    why_vi="""Một số trên hai văn bản thì không biết văn bản nào được viện dẫn, hoặc một báo cáo bị nhập hai lần.

Văn bản của Đảng (05-BC/BTGTU) đánh số từ 01 cho mỗi loại trong một nhiệm kỳ cấp ủy; văn bản của Nhà nước (05/BC-UBND) đánh số
theo năm. Nhiệm kỳ được lấy theo nhiệm kỳ của mạng lưới; ngày nhận không thuộc nhiệm kỳ nào đã ghi thì lấy theo năm.""",
    judges=lambda tables: _papers(tables["reports"]),
)
def number_given_twice(tables: Tables) -> "nw.LazyFrame[Any]":
    """Nobody knows which of two papers with one number is meant, or one report was entered twice.

    Papers of the Party (05-BC/BTGTU) are numbered from 01 for each kind within the committee's term, papers of the State
    (05/BC-UBND) within the year. The network's term stands for the committee's, and the year where none is recorded. A
    warning: when a committee's term ends is not recorded. A report that a correction has replaced may lend it its number.
    """
    gone = tables["reports"].filter(~nw.col("replaces").is_null()).select(nw.col("replaces").alias("id"))
    papers = _papers(tables["reports"]).join(gone.unique(), on="id", how="anti")
    if tables.asked is not tables:
        papers = papers.join(
            _papers(tables.asked["reports"]).select("paper").unique(), on="paper", how="semi"
        )
    one = ("network", "issuer", "paper", "run")
    again = repeated(tables, _with_run(papers, tables), *one, tells="id", order=["received_day", "id"])
    return faulty(again, "reports", field="number", evidence="before")


RULES = (number_given_twice,)
