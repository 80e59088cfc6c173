"""Tư cách cộng tác viên: who serves when."""

from typing import Any

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.faulty import beside, faulty
from dlxh.rules.rule import rule
from dlxh.rules.spans import overlapping
from dlxh.words.days import OPEN_END


@rule(
    "T201",
    table="memberships",
    severity=Severity.ERROR,
    vi="tư cách {record} trùng thời gian với {evidence} của cùng cộng tác viên",
    en="membership {record} overlaps {evidence} of the same collaborator",
    cure_vi="kết thúc tư cách trước vào ngày liền trước ngày bắt đầu tư cách sau",
    cure_en="end the earlier one on the day before the later one begins",
    source="dlxh: own choice",
    why_vi="""Một người có hai tư cách trong một ngày thì được đếm và được chi hai lần.

Mọi cặp đều được so, kể cả tư cách nằm gọn trong một tư cách dài. Mỗi cặp trùng là một phát hiện, ghi ở tư cách bắt đầu sau.""",
)
def overlapping_memberships(tables: Tables) -> "nw.LazyFrame[Any]":
    """One person with two seats on one day is counted and paid twice.

    Any two memberships are compared, also one that lies inside another long one. Each pair that overlaps is one
    finding, at the one that begins later.
    """
    return overlapping(tables["memberships"], "memberships", by="collaborator")


@rule(
    "T202",
    table="memberships",
    needs=("terms",),
    severity=Severity.WARNING,
    vi="tư cách {record} có ngày nằm ngoài nhiệm kỳ {evidence}",
    en="membership {record} has days outside its term {evidence}",
    cure_vi="sửa ngày theo quyết định, hoặc ghi phần ngoài thành tư cách của nhiệm kỳ sau",
    cure_en="correct the days as decided, or record the part outside as a membership of the next term",
    source="dlxh: own choice",
    why_vi="""Ngày ngoài nhiệm kỳ làm sai số cộng tác viên theo nhiệm kỳ.

Đội hình đã giải thể vẫn gửi báo cáo là chuyện khác: báo cáo đó được hoan nghênh.""",
)
def membership_outside_term(tables: Tables) -> "nw.LazyFrame[Any]":
    """Days outside the term make the number of collaborators per term wrong.

    That members of a dissolved team go on reporting is another matter: those reports are welcome.
    """
    both = beside(tables["memberships"], tables, "terms", on="term", names=("start", "end"))
    outside = (nw.col("start") < nw.col("other_start")) | (nw.col("end") > nw.col("other_end"))
    return faulty(both.filter(outside), "memberships", field="term", evidence="term")


@rule(
    "T203",
    table="memberships",
    needs=("terms",),
    field="end",
    severity=Severity.WARNING,
    vi="tư cách {record} còn mở trong khi nhiệm kỳ {evidence} đã kết thúc",
    en="membership {record} is still open although its term {evidence} has ended",
    cure_vi="ghi ngày kết thúc và lý do; người được giữ lại có tư cách mới trong nhiệm kỳ sau",
    cure_en="give its last day and reason; who stays on has a new membership in the next term",
    source="dlxh: own choice",
    why_vi="Tư cách quên đóng vẫn được đếm, vẫn bị coi là nợ báo cáo và vẫn được chi.",
    judges=lambda _: nw.col("end").is_null(),
)
def membership_left_open(tables: Tables) -> "nw.LazyFrame[Any]":
    """A seat that nobody closed goes on being counted, owing reports and drawing pay."""
    opened = tables["memberships"].filter(nw.col("end").is_null())
    both = beside(opened, tables, "terms", on="term", names=("end",))
    return faulty(
        both.filter(nw.col("other_end") < tables.as_of), "memberships", field="end", evidence="term"
    )


@rule(
    "T204",
    table="memberships",
    field="end_reason",
    severity=Severity.WARNING,
    vi="tư cách {record} đã kết thúc mà không ghi lý do",
    en="membership {record} has ended and no reason is given",
    cure_vi="ghi end_reason: hết nhiệm kỳ, chuyển công tác, nghỉ hưu, giải thể ...",
    cure_en="give end_reason: term_end, transfer, retirement, organisation_dissolved ...",
    source="dlxh: own choice",
    why_vi="Kiện toàn giữa nhiệm kỳ được báo cáo theo lý do; thiếu lý do thì số người thôi tham gia không cộng đủ.",
    judges=lambda tables: nw.col("end") <= tables.as_of,
)
def ended_without_reason(tables: Tables) -> nw.Expr:
    """Re-completion is reported by reasons; without one the numbers of those who left do not add up."""
    return (nw.col("end") <= tables.as_of) & nw.col("end_reason").is_null()


@rule(
    "T205",
    table="memberships",
    field="end_reason",
    severity=Severity.WARNING,
    vi="tư cách {record} có lý do kết thúc mà không có ngày kết thúc",
    en="membership {record} gives a reason for its end and no last day",
    cure_vi="ghi ngày cuối cùng (end), hoặc bỏ lý do",
    cure_en="give its last day (end), or take the reason out",
    source="dlxh: own choice",
    why_vi="Người đã thôi mà không có ngày thôi thì vẫn được đếm là đang tham gia.",
    judges=lambda _: ~nw.col("end_reason").is_null(),
)
def reason_without_end(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """Who left without a last day is still counted as serving."""
    return ~nw.col("end_reason").is_null() & nw.col("end").is_null()


@rule(
    "T206",
    table="memberships",
    needs=("units",),
    field="organisation",
    severity=Severity.WARNING,
    vi="tư cách {record} còn chạy sau ngày cơ quan cử {evidence} kết thúc",
    en="membership {record} runs beyond the last day of its sending organisation {evidence}",
    cure_vi="kết thúc tư cách cùng cơ quan, mở tư cách mới với cơ quan kế thừa",
    cure_en="end it with the organisation and begin one with the successor",
    source="dlxh: own choice",
    why_vi="Số liệu theo cơ quan sẽ cộng vào nơi đã giải thể hoặc đã sáp nhập.",
    judges=lambda _: ~nw.col("organisation").is_null(),
)
def organisation_had_ended(tables: Tables) -> "nw.LazyFrame[Any]":
    """Figures by organisation would be added to one that is dissolved or merged."""
    last = nw.min_horizontal(nw.col("end").fill_null(OPEN_END), nw.lit(tables.as_of))
    seats = tables["memberships"].filter(~nw.col("organisation").is_null()).with_columns(last.alias("last"))
    both = beside(seats, tables, "units", on="organisation", names=("valid_to",))
    beyond = nw.col("other_valid_to") < nw.col("last")
    return faulty(both.filter(beyond), "memberships", field="organisation", evidence="organisation")


@rule(
    "T207",
    table="memberships",
    needs=("units",),
    field="organisation",
    severity=Severity.WARNING,
    vi="tư cách {record} bắt đầu trước khi cơ quan cử {evidence} có",
    en="membership {record} begins before its sending organisation {evidence} existed",
    cure_vi="ghi cơ quan của những ngày đó: tên mới hoặc bản đồ mới là đơn vị khác",
    cure_en="name the organisation of those days: a new name or a new map is another unit",
    source="dlxh: own choice",
    why_vi="Bản đồ của năm 2025 không thể dùng cho năm 2021: số liệu cũ phải giữ đơn vị cũ.",
    judges=lambda _: ~nw.col("organisation").is_null(),
)
def organisation_not_yet_there(tables: Tables) -> "nw.LazyFrame[Any]":
    """The map of 2025 does not fit 2021: every past is still true."""
    seats = tables["memberships"].filter(~nw.col("organisation").is_null())
    both = beside(seats, tables, "units", on="organisation", names=("valid_from",))
    early = nw.col("other_valid_from") > nw.col("start")
    return faulty(both.filter(early), "memberships", field="organisation", evidence="organisation")


RULES = (
    overlapping_memberships,
    membership_outside_term,
    membership_left_open,
    ended_without_reason,
    reason_without_end,
    organisation_had_ended,
    organisation_not_yet_there,
)
