"""Độ mật: marks that ran out, and what is drawn from marked papers."""

from datetime import date
from typing import Any, Final

import narwhals as nw

from dlxh.models.secrecy import SecrecyLevel
from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty

OLD_LAW: Final = "Luật 29/2018/QH14 (thời hạn bảo vệ bí mật nhà nước)"
NEW_LAW: Final = "Luật 117/2025/QH15, 10/12/2025"
BOTH_LAWS: Final = f"{OLD_LAW}; từ 1/3/2026 {NEW_LAW}"
NEW_LAW_FROM: Final = date(2026, 3, 1)
"""First day of Luật 117/2025/QH15; the years of protection are those of the law before it."""
YEARS: Final = {SecrecyLevel.TOP_SECRET: 30, SecrecyLevel.SECRET: 20, SecrecyLevel.CONFIDENTIAL: 10}
_MARKED: Final = ("reports", "cases")


def _marked(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the papers with a mark, of the tables that are there."""
    columns = ("id", "network", "secrecy_level", "secrecy_decided_on", "secrecy_expires", SOURCE_ROW)
    frames = [
        tables.asked[name]
        .filter(~nw.col("secrecy_level").is_null())
        .select(nw.lit(name).alias("table"), *columns)
        for name in _MARKED
        if name in tables.asked
    ]
    return nw.concat(frames) if frames else _none(tables, columns)


def _none(tables: Tables, columns: tuple[str, ...]) -> "nw.LazyFrame[Any]":
    """Return no paper, on the engine of the tables."""
    name = next(iter(tables))
    empty = tables[name].head(0)
    kinds = {column.name: column for column in schema()["reports"].columns}
    typed = [
        nw.lit(None, nw.Date() if each in kinds and kinds[each].kind == "day" else nw.String()).alias(each)
        for each in columns
        if each != SOURCE_ROW
    ]
    return empty.select(nw.lit("reports").alias("table"), *typed, SOURCE_ROW)


def _told(rows: "nw.LazyFrame[Any]", field: str) -> "nw.LazyFrame[Any]":
    return rows.select(
        "table", nw.col("id").alias("record"), nw.lit(field).alias("field"), "network", SOURCE_ROW
    )


def _of_marked_reports(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the items of cases that stand in a report with a mark."""
    both = beside(tables["case_items"], tables, "items", on="item", names=("report",)).rename(
        {"other_report": "report"}
    )
    return _with_mark(both, tables, on="report")


def _with_mark(rows: "nw.LazyFrame[Any]", tables: Tables, *, on: str) -> "nw.LazyFrame[Any]":
    """Return the rows that name a report with a mark."""
    both = beside(rows, tables, "reports", on=on, names=("secrecy_level",))
    return both.filter(~nw.col("other_secrecy_level").is_null()).drop("other_secrecy_level")


@rule(
    "K101",
    table=None,
    needs=(),
    severity=Severity.WARNING,
    vi="{table} {record}: dấu mật đã hết thời hạn bảo vệ",
    en="{table} {record}: the secrecy mark has run out",
    cure_vi="giải mật, hoặc gia hạn bằng quyết định của người có thẩm quyền",
    cure_en="lift the mark, or extend it by a decision of whoever is competent",
    source=BOTH_LAWS,
    why_vi="Tài liệu hết hạn vẫn bị giữ kín, hoặc đáng lẽ phải gia hạn mà không ai làm.",
    judges=lambda tables: _marked(tables).filter(~nw.col("secrecy_expires").is_null()),
)
def mark_ran_out(tables: Tables) -> "nw.LazyFrame[Any]":
    """Either it is kept closed for nothing, or it should have been extended and nobody did."""
    return _told(_marked(tables).filter(nw.col("secrecy_expires") < tables.as_of), "secrecy_expires")


@rule(
    "K102",
    table=None,
    needs=(),
    severity=Severity.WARNING,
    vi="{table} {record}: dấu mật không có ngày hết hạn",
    en="{table} {record}: the secrecy mark has no last day",
    cure_vi="ghi ngày hết thời hạn bảo vệ theo quyết định xác định độ mật",
    cure_en="give the last day of protection as the decision on the mark says",
    source=BOTH_LAWS,
    why_vi="Luật đặt thời hạn cho từng độ mật; không ghi ngày thì không ai biết khi nào giải mật.",
    judges=_marked,
)
def mark_without_end(tables: Tables) -> "nw.LazyFrame[Any]":
    """The law sets a time for each level; without a day nobody knows when the mark is lifted."""
    return _told(_marked(tables).filter(nw.col("secrecy_expires").is_null()), "secrecy_expires")


@rule(
    "K103",
    table=None,
    needs=(),
    severity=Severity.WARNING,
    vi="{table} {record}: thời hạn bảo vệ dài hơn luật cho độ mật đó",
    en="{table} {record}: protected for longer than the law gives for the level",
    cure_vi="tuyệt mật 30 năm, tối mật 20 năm, mật 10 năm; nếu đã gia hạn thì ghi ngày của quyết định gia hạn",
    cure_en="top secret 30 years, secret 20, confidential 10; where it was extended, give the day of that decision",
    source=OLD_LAW,
    why_vi="Chỉ xét dấu mật xác định trước 1/3/2026; quá hạn luật thì quyết định không còn căn cứ, trừ khi đã gia hạn.",
    judges=lambda tables: _marked(tables).filter(
        ~nw.col("secrecy_expires").is_null(), nw.col("secrecy_decided_on") < NEW_LAW_FROM
    ),
)
def mark_too_long(tables: Tables) -> "nw.LazyFrame[Any]":
    """Only marks from before 2026-03-01 are judged; beyond the law's years one rests on nothing unless extended."""
    years = nw.col("secrecy_level").replace_strict(
        [level.value for level in YEARS], list(YEARS.values()), default=None, return_dtype=nw.Int64()
    )
    decided, expires = (_number(nw.col(f"secrecy_{name}")) for name in ("decided_on", "expires"))
    longer = (nw.col("secrecy_decided_on") < NEW_LAW_FROM) & (expires > decided + years * 10_000)
    return _told(_marked(tables).filter(longer), "secrecy_expires")


def _number(day: nw.Expr) -> nw.Expr:
    """Return a day as yyyymmdd, so that years can be added without months that engines add differently."""
    year, month, number = (part.cast(nw.Int64()) for part in (day.dt.year(), day.dt.month(), day.dt.day()))
    return year * 10_000 + month * 100 + number


@rule(
    "K104",
    table="case_items",
    needs=("cases", "items", "reports"),
    severity=Severity.WARNING,
    vi="vụ việc ({record}) không có dấu mật mà dựa trên nội dung {evidence} của báo cáo có dấu mật",
    en="the case ({record}) has no mark and rests on the item {evidence} of a marked report",
    cure_vi="người có thẩm quyền xác định độ mật của vụ việc, hoặc dùng nội dung không mật",
    cure_en="whoever is competent decides on a mark for the case, or it rests on items without one",
    source=NEW_LAW,
    why_vi="Trích nội dung mật vào hồ sơ không mật là làm lộ; thư viện không tự đóng dấu.",
    judges=_of_marked_reports,
)
def secret_item_in_open_case(tables: Tables) -> "nw.LazyFrame[Any]":
    """A secret quoted in an open file is given away; the library sets no mark by itself."""
    both = beside(_of_marked_reports(tables), tables, "cases", on="case", names=("secrecy_level",))
    open_ = nw.col("other_secrecy_level").is_null()
    return faulty(both.filter(open_), "case_items", field="item", evidence="item")


@rule(
    "K105",
    table="report_sources",
    needs=("reports",),
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) không có dấu mật mà dùng báo cáo có dấu mật {evidence}",
    en="the synthesis ({record}) has no mark and draws on the marked report {evidence}",
    cure_vi="người có thẩm quyền xác định độ mật của bản tổng hợp, hoặc bỏ nguồn đó",
    cure_en="whoever is competent decides on a mark for the synthesis, or the source is taken out",
    source=NEW_LAW,
    why_vi="Bản tổng hợp gửi đi nhiều nơi hơn báo cáo gốc.",
    judges=lambda tables: _with_mark(tables["report_sources"], tables, on="source"),
)
def secret_source_in_open_synthesis(tables: Tables) -> "nw.LazyFrame[Any]":
    """A synthesis goes to more places than the report it draws on."""
    marked = _with_mark(tables["report_sources"], tables, on="source")
    both = beside(marked, tables, "reports", on="report", names=("secrecy_level",))
    return faulty(
        both.filter(nw.col("other_secrecy_level").is_null()),
        "report_sources",
        field="source",
        evidence="source",
    )


@rule(
    "K201",
    table=None,
    needs=(),
    severity=Severity.ERROR,
    vi="{table} {record}: có dấu mật trong tập dữ liệu chuyển ra ngoài",
    en="{table} {record}: marked as secret, in a set that is to be handed out",
    cure_vi="bỏ bản ghi khỏi tập chuyển ra: register.tables.without(...)",
    cure_en="take the record out of the set: register.tables.without(...)",
    source=NEW_LAW,
    why_vi="""Bí mật nhà nước chỉ được chuyển theo thủ tục riêng.

Quy tắc này chỉ chạy trên tập sắp chuyển ra ngoài: dlxh.check(tables, rules=EXPORT_RULES).""",
    judges=lambda tables: tables["reports"],
)
def secret_in_export(tables: Tables) -> "nw.LazyFrame[Any]":
    """State secrets are handed over by a procedure of their own.

    The rule runs only on a set that is about to be handed out: dlxh.check(tables, rules=EXPORT_RULES).
    """
    return _told(_marked(tables), "secrecy_level")


RULES = (
    mark_ran_out,
    mark_without_end,
    mark_too_long,
    secret_item_in_open_case,
    secret_source_in_open_synthesis,
)
EXPORT_RULES = (secret_in_export,)
"""Rules for a set that is about to be handed out."""
