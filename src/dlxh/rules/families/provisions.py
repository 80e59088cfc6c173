"""Điều khoản: provisions of regulations that contradict each other or their document."""

from typing import Any

import narwhals as nw

from dlxh.casework.move_keys import named_in
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty
from dlxh.words.days import OPEN_END


def _targets(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the provisions on numbers of members that are in force."""
    last = nw.col("valid_to").fill_null(OPEN_END)
    return tables["regulation_provisions"].filter(
        nw.col("duty_kind") == "composition", nw.col("valid_from") <= tables.as_of, last >= tables.as_of
    )


@rule(
    "G101",
    table="regulation_provisions",
    needs=("regulations",),
    severity=Severity.WARNING,
    vi="điều khoản {record} có hiệu lực ngoài thời gian của quy chế {evidence}",
    en="provision {record} is in force on days on which its regulation {evidence} is not",
    cure_vi="sửa ngày hiệu lực theo văn bản",
    cure_en="correct the days as the document says",
    source="dlxh: own choice",
    why_vi="Nghĩa vụ bị đòi trước khi có quy chế, hoặc sau khi quy chế hết hiệu lực.",
)
def provision_outside_regulation(tables: Tables) -> "nw.LazyFrame[Any]":
    """A report would be owed before there was a regulation, or after it ended."""
    both = beside(
        tables["regulation_provisions"],
        tables,
        "regulations",
        on="regulation",
        names=("valid_from", "valid_to"),
    )
    last = nw.col("valid_to").fill_null(OPEN_END)
    outside = (nw.col("valid_from") < nw.col("other_valid_from")) | (
        ~nw.col("valid_to").is_null() & (last > nw.col("other_valid_to"))
    )
    return faulty(both.filter(outside), "regulation_provisions", field="valid_from", evidence="regulation")


@rule(
    "G102",
    table="regulation_provisions",
    needs=(),
    severity=Severity.ERROR,
    vi="điều khoản {record} đòi cùng một báo cáo như {evidence} trong cùng thời gian",
    en="provision {record} asks for the same report as {evidence} on the same days",
    cure_vi="kết thúc điều khoản cũ trước khi điều khoản mới có hiệu lực",
    cure_en="end the old provision before the new one begins",
    source="dlxh: own choice",
    why_vi="Một báo cáo bị tính là nợ hai lần, tỷ lệ nộp giảm một nửa.",
    judges=lambda _: nw.col("duty_kind") == "report",
)
def report_owed_twice(tables: Tables) -> "nw.LazyFrame[Any]":
    """One report is owed twice and the rate of those handed in is halved."""
    duties = tables["regulation_provisions"].filter(nw.col("duty_kind") == "report")
    own = ("duty_report", "duty_period_kind", "duty_role")
    last = nw.col("valid_to").fill_null(OPEN_END)
    duties = duties.with_columns(last.alias("last"), nw.col("duty_role").fill_null("").alias("duty_role"))
    others = duties.select(
        *(nw.col(name) for name in ("network", *own)),
        nw.col("id").alias("other"),
        nw.col("valid_from").alias("other_from"),
        nw.col("last").alias("other_last"),
    )
    pairs = duties.join(others, on=["network", *own], how="inner")
    meet = (nw.col("other") < nw.col("id")) & (nw.col("valid_from") <= nw.col("other_last"))
    clash = pairs.filter(meet & (nw.col("other_from") <= nw.col("last")))
    return faulty(clash, "regulation_provisions", field="duty_report", evidence="other")


@rule(
    "G103",
    table="regulation_provisions",
    needs=("regulations",),
    severity=Severity.WARNING,
    vi="điều khoản {record} ghi là đã công bố mà không có số văn bản",
    en="provision {record} is marked as published and names no document",
    cure_vi="ghi số, ký hiệu văn bản, hoặc đánh dấu là giả định (published = false)",
    cure_en="name the document, or mark it as assumed (published = false)",
    source="dlxh: own choice",
    why_vi="Không có số văn bản thì không ai tra lại được; con số dựa trên nó không có nguồn.",
    judges=lambda _: nw.col("published") & ~nw.col("duty_kind").is_null(),
)
def published_without_document(tables: Tables) -> "nw.LazyFrame[Any]":
    """Without a number nobody can look it up, and what is counted by it has no source."""
    counted = nw.col("published") & ~nw.col("duty_kind").is_null() & nw.col("document").is_null()
    named = beside(
        tables["regulation_provisions"].filter(counted),
        tables,
        "regulations",
        on="regulation",
        names=("document",),
    )
    return faulty(named.filter(nw.col("other_document").is_null()), "regulation_provisions", field="document")


@rule(
    "G104",
    table="regulation_provisions",
    needs=(),
    field="duty_at_most",
    severity=Severity.ERROR,
    vi="điều khoản {record}: số tối đa nhỏ hơn số tối thiểu",
    en="provision {record}: the most allowed is less than the least",
    cure_vi="đổi lại hai số theo văn bản",
    cure_en="correct the two numbers as the document says",
    source="dlxh: own choice",
    why_vi="Không cơ cấu nào đạt được cả hai.",
    judges=lambda _: ~nw.col("duty_at_least").is_null() & ~nw.col("duty_at_most").is_null(),
)
def composition_impossible(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """No composition can keep both."""
    return nw.col("duty_at_most") < nw.col("duty_at_least")


@rule(
    "G105",
    table="regulation_provisions",
    needs=("memberships", "collaborators"),
    field="duty_at_least",
    severity=Severity.WARNING,
    vi="số cộng tác viên đang tham gia nằm ngoài mức của điều khoản {record}",
    en="the number of collaborators who serve is outside what provision {record} asks for",
    cure_vi="kiện toàn đội hình, hoặc cập nhật điều khoản",
    cure_en="complete the team, or bring the provision up to date",
    source="Hướng dẫn 167-HD/BTGTW, 26/12/2015 (đủ số lượng và cơ cấu)",
    why_vi="Hướng dẫn đòi đủ số lượng và cơ cấu; thiếu một nhóm thì kết quả không nói thay cho nhóm đó.",
    judges=_targets,
)
def team_of_another_make_up(tables: Tables) -> "nw.LazyFrame[Any]":
    """The guidance asks for the full number and make-up; what is reported does not speak for a group that is missing."""
    last = nw.col("end").fill_null(OPEN_END)
    serving = tables["memberships"].filter(nw.col("start") <= tables.as_of, last >= tables.as_of)
    people = serving.select("network", nw.col("collaborator").alias("id")).unique()
    groups = people.join(tables["collaborators"].select("id", "composition"), on="id", how="inner")
    whole = groups.select("network", nw.lit("").alias("group"))
    each = groups.filter(~nw.col("composition").is_null()).select(
        "network", nw.col("composition").alias("group")
    )
    counted = (
        nw.concat([whole, each]).group_by("network", "group").agg(nw.len().cast(nw.Int64()).alias("people"))
    )
    asked = _targets(tables).with_columns(nw.col("duty_group").fill_null("").alias("group"))
    both = asked.join(counted, on=["network", "group"], how="left").with_columns(
        nw.col("people").fill_null(0)
    )
    off = (nw.col("people") < nw.col("duty_at_least")) | (nw.col("people") > nw.col("duty_at_most"))
    return faulty(both.filter(off), "regulation_provisions", field="duty_at_least")


@rule(
    "G106",
    table="regulation_provisions",
    needs=("regulations",),
    field="duty_table",
    severity=Severity.ERROR,
    vi="điều khoản {record} nêu bảng bước đi cho những ngày mà {evidence} cũng nêu",
    en="provision {record} names a table of moves for days for which {evidence} names one too",
    cure_vi="kết thúc điều khoản cũ trước khi điều khoản mới có hiệu lực; hiện tính theo bảng bắt đầu sau",
    cure_en="end the old provision before the new one begins; until then the table that begins later counts",
    source="dlxh: own choice",
    why_vi="Một vụ việc không thể theo hai quy trình trong cùng một ngày.",
    judges=lambda _: nw.col("duty_kind") == "moves",
)
def two_tables_of_moves(tables: Tables) -> "nw.LazyFrame[Any]":
    """A case cannot go by two procedures on one day."""
    named = tables["regulation_provisions"].filter(nw.col("duty_kind") == "moves")
    dated = beside(named, tables, "regulations", on="regulation", names=("valid_from", "valid_to"))
    own, whole = (nw.col(name).fill_null(OPEN_END) for name in ("valid_to", "other_valid_to"))
    spans = dated.with_columns(
        nw.max_horizontal("valid_from", "other_valid_from").alias("first"),
        nw.min_horizontal(own, whole).alias("last"),
    )
    others = spans.select(
        "network", *(nw.col(name).alias(f"beside_{name}") for name in ("id", "first", "last"))
    )
    pairs = spans.join(others, on="network", how="inner")
    begun = (nw.col("beside_first") < nw.col("first")) | (
        (nw.col("beside_first") == nw.col("first")) & (nw.col("beside_id") < nw.col("id"))
    )
    clash = pairs.filter(
        begun & (nw.col("first") <= nw.col("last")) & (nw.col("first") <= nw.col("beside_last"))
    )
    return faulty(clash, "regulation_provisions", field="duty_table", evidence="beside_id")


@rule(
    "G107",
    table="regulation_provisions",
    needs=("regulation_moves",),
    severity=Severity.ERROR,
    vi="các dòng bước đi của điều khoản {record} không thành một bảng bước đi",
    en="the rows of moves of provision {record} make no table of moves",
    cure_vi="sửa theo lời của check_regulation: mỗi dòng là một bước, một phần (from, to, needs…) và một giá trị hợp lệ",
    cure_en="mend it as check_regulation says: each row is a move, a part of it (from, to, needs…) and a value that fits",
    source="dlxh: own choice",
    why_vi="Không dùng được bảng đó thì không bước nào được xét theo quy chế; khi kiểm tra và khi đếm, điều khoản bị bỏ qua.",
    judges=lambda tables: tables["regulation_provisions"].join(
        tables["regulation_moves"].select(nw.col("regulation_provision").alias("id")).unique(),
        on="id",
        how="semi",
    ),
)
def impossible_moves(tables: Tables) -> "nw.LazyFrame[Any]":
    """No step can be judged by it; where cases are checked or counted the provision is passed over."""
    rows = tables["regulation_provisions"]
    wrong = nw.col("id").is_in(
        [each.provision for each in named_in(tables) if each.why_impossible is not None]
    )
    owners = tables["regulation_moves"].select(nw.col("regulation_provision").alias("id")).unique()
    unnamed = rows.filter((nw.col("duty_kind") != "moves").fill_null(value=True)).join(
        owners, on="id", how="semi"
    )
    return nw.concat([faulty(each, "regulation_provisions") for each in (rows.filter(wrong), unnamed)])


RULES = (
    provision_outside_regulation,
    report_owed_twice,
    published_without_document,
    composition_impossible,
    team_of_another_make_up,
    two_tables_of_moves,
    impossible_moves,
)
