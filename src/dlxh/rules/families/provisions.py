"""Điều khoản: provisions of regulations that contradict each other or their document."""

from typing import Any

import narwhals as nw

from dlxh.casework.move_keys import named_in
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.language.functions import AS_OF, max_horizontal, min_horizontal
from dlxh.rules.language.parts import Given, given
from dlxh.rules.language.rows import Row, those
from dlxh.rules.language.values import Value
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import faulty
from dlxh.words.days import OPEN_END


@rule(
    "G101",
    table="regulation_provisions",
    evidence="regulation",
    field="valid_from",
    severity=Severity.WARNING,
    vi="điều khoản {record} có hiệu lực ngoài thời gian của quy chế {evidence}",
    en="provision {record} is in force on days on which its regulation {evidence} is not",
    cure_vi="sửa ngày hiệu lực theo văn bản",
    cure_en="correct the days as the document says",
    source="dlxh: own choice",
    why_vi="Nghĩa vụ bị đòi trước khi có quy chế, hoặc sau khi quy chế hết hiệu lực.",
)
def provision_outside_regulation(p: Row) -> Value:
    """A report would be owed before there was a regulation, or after it ended."""
    regulation = p.ref("regulation")
    return (p.valid_from < regulation.valid_from) | (p.valid_to > regulation.valid_to)


@rule(
    "G102",
    table="regulation_provisions",
    field="duty_report",
    severity=Severity.ERROR,
    vi="điều khoản {record} đòi cùng một báo cáo như {evidence} trong cùng thời gian",
    en="provision {record} asks for the same report as {evidence} on the same days",
    cure_vi="kết thúc điều khoản cũ trước khi điều khoản mới có hiệu lực",
    cure_en="end the old provision before the new one begins",
    source="dlxh: own choice",
    why_vi="Một báo cáo bị tính là nợ hai lần, tỷ lệ nộp giảm một nửa.",
)
def report_owed_twice(p: Row) -> Given:
    """One report is owed twice and the rate of those handed in is halved."""
    other = those(
        "regulation_provisions",
        network=p.network,
        duty_kind=p.duty_kind,
        duty_report=p.duty_report,
        duty_period_kind=p.duty_period_kind,
    )
    same_role = other.duty_role.fill_null("") == p.duty_role.fill_null("")
    meeting = (p.valid_from <= other.valid_to.fill_null(OPEN_END)) & (
        other.valid_from <= p.valid_to.fill_null(OPEN_END)
    )
    twice = other.where(other.id < p.id, same_role, meeting).each_one(evidence=other.id)
    return given(p.duty_kind == "report", twice)


@rule(
    "G103",
    table="regulation_provisions",
    field="document",
    severity=Severity.WARNING,
    vi="điều khoản {record} ghi là đã công bố mà không có số văn bản",
    en="provision {record} is marked as published and names no document",
    cure_vi="ghi số, ký hiệu văn bản, hoặc đánh dấu là giả định (published = false)",
    cure_en="name the document, or mark it as assumed (published = false)",
    source="dlxh: own choice",
    why_vi="Không có số văn bản thì không ai tra lại được; con số dựa trên nó không có nguồn.",
)
def published_without_document(p: Row) -> Given:
    """Without a number nobody can look it up, and what is counted by it has no source."""
    unnamed = p.document.is_null() & p.ref("regulation").document.is_null()
    return given(p.published & ~p.duty_kind.is_null(), unnamed)


@rule(
    "G104",
    table="regulation_provisions",
    field="duty_at_most",
    severity=Severity.ERROR,
    vi="điều khoản {record}: số tối đa nhỏ hơn số tối thiểu",
    en="provision {record}: the most allowed is less than the least",
    cure_vi="đổi lại hai số theo văn bản",
    cure_en="correct the two numbers as the document says",
    source="dlxh: own choice",
    why_vi="Không cơ cấu nào đạt được cả hai.",
)
def composition_impossible(p: Row) -> Given:
    """No composition can keep both."""
    return given(~p.duty_at_least.is_null() & ~p.duty_at_most.is_null(), p.duty_at_most < p.duty_at_least)


@rule(
    "G105",
    table="regulation_provisions",
    field="duty_at_least",
    severity=Severity.WARNING,
    vi="số cộng tác viên đang tham gia nằm ngoài mức của điều khoản {record}",
    en="the number of collaborators who serve is outside what provision {record} asks for",
    cure_vi="kiện toàn đội hình, hoặc cập nhật điều khoản",
    cure_en="complete the team, or bring the provision up to date",
    source="Hướng dẫn 167-HD/BTGTW, 26/12/2015 (đủ số lượng và cơ cấu)",
    why_vi="Hướng dẫn đòi đủ số lượng và cơ cấu; thiếu một nhóm thì kết quả không nói thay cho nhóm đó.",
)
def team_of_another_make_up(p: Row) -> Given:
    """The guidance asks for the full number and make-up; what is reported does not speak for a group that is missing."""
    seat = those("memberships", network=p.network)
    serving = seat.where(seat.start <= AS_OF, seat.end.fill_null(OPEN_END) >= AS_OF)
    of_group = p.duty_group.is_null() | (seat.ref("collaborator").composition == p.duty_group)
    people = serving.where(of_group).count(distinct=seat.collaborator)
    in_force = (p.valid_from <= AS_OF) & (p.valid_to.fill_null(OPEN_END) >= AS_OF)
    return given(
        (p.duty_kind == "composition") & in_force, (people < p.duty_at_least) | (people > p.duty_at_most)
    )


def _in_force(p: Row) -> tuple[Value, Value]:
    """Return the first and the last day of a provision, which are not outside those of its regulation."""
    regulation = p.ref("regulation")
    first = max_horizontal(p.valid_from, regulation.valid_from)
    return first, min_horizontal(p.valid_to, regulation.valid_to).fill_null(OPEN_END)


@rule(
    "G106",
    table="regulation_provisions",
    field="duty_table",
    severity=Severity.ERROR,
    vi="điều khoản {record} nêu bảng bước đi cho những ngày mà {evidence} cũng nêu",
    en="provision {record} names a table of moves for days for which {evidence} names one too",
    cure_vi="kết thúc điều khoản cũ trước khi điều khoản mới có hiệu lực; hiện tính theo bảng bắt đầu sau",
    cure_en="end the old provision before the new one begins; until then the table that begins later counts",
    source="dlxh: own choice",
    why_vi="Một vụ việc không thể theo hai quy trình trong cùng một ngày.",
)
def two_tables_of_moves(p: Row) -> Given:
    """A case cannot go by two procedures on one day."""
    other = those("regulation_provisions", network=p.network, duty_kind=p.duty_kind)
    (first, last), (begun, ended) = _in_force(p), _in_force(other)
    before = (begun < first) | ((begun == first) & (other.id < p.id))
    clash = other.where(before, first <= last, first <= ended).each_one(evidence=other.id)
    return given(p.duty_kind == "moves", clash)


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
