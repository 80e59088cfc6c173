"""Vụ việc xác minh: what the events of a case and its contents may not say together."""

from typing import Any, Final

import narwhals as nw

from dlxh.casework.clocks import assignments
from dlxh.casework.move_keys import keys_of
from dlxh.casework.results import content_results, said_by_events
from dlxh.casework.steps import numbered, parts_of, reached
from dlxh.models.case_kinds import AssignmentTask
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.families import case_moves
from dlxh.rules.families.case_moves import FLOW, events_at, is_one_of, kept, moved
from dlxh.rules.rule import Rule, rule
from dlxh.rules.shapes.faulty import beside, faulty

FINDINGS: Final = "Kết luận 18/KL-UBND, 15/6/2021 (kết luận từng nội dung)"
FINDING_OWED: Final = [task.value for task in AssignmentTask if task.owes_finding]


@rule(
    "V102",
    table="contents",
    needs=("cases", "events", "event_contents"),
    field="finding",
    severity=Severity.ERROR,
    vi="nội dung {record} không có kết luận, dù cơ quan được giao xác minh đã kết luận hoặc đã trả lời",
    en="content {record} has no finding, and the agency that was to verify it has concluded or replied",
    cure_vi="ghi kết luận của nội dung (đúng, đúng một phần, không đúng, chưa đủ cơ sở)",
    cure_en="give the finding of the content (correct, partly correct, incorrect, insufficient grounds)",
    source=FINDINGS,
    why_vi="""Kết luận là theo từng nội dung: 16 nội dung của Quốc Oai là 5 + 2 + 7 + 2, không thiếu nội dung nào.

Nội dung chỉ được giao trả lời hoặc giải quyết thì giải thích là đủ, không cần kết luận.""",
)
def concluded_without_finding(tables: Tables) -> "nw.LazyFrame[Any]":
    """Findings are per content: the 16 of Quốc Oai are 5 + 2 + 7 + 2, and a gap makes the sum wrong.

    A content that was assigned for a reply or a remedy alone may be answered by an explanation, and owes no finding.
    """
    keys, parts = keys_of(tables), parts_of(tables)
    frame = numbered(tables, keys)
    replied = frame.filter(is_one_of(kept(keys, "V102", "replied")))
    asked = assignments(frame, keys).filter(nw.col("task").is_in(FINDING_OWED))
    ended = replied.select("case", nw.col("n").alias("closed_n"), nw.col("by").alias("agency"))
    answered = asked.join(ended, on=["case", "closed_n", "agency"], how="semi").select("case", "position")
    concluded = frame.filter(is_one_of(kept(keys, "V102", "concluded"))).select("case", "position")
    owing = nw.concat([answered, concluded])
    bare = content_results(frame, parts).filter(nw.col("finding").is_null())
    at_fault = reached(owing, parts).join(bare, on=["case", "content"], how="semi")
    ids = at_fault.select(nw.col("content").alias("id")).unique()
    return faulty(tables["contents"].join(ids, on="id", how="semi"), "contents", field="finding")


@rule(
    "V103",
    table="events",
    needs=("case_items", "items", "reports"),
    field="by",
    severity=Severity.WARNING,
    vi="đơn vị xác minh ({record}) cũng là đơn vị gửi báo cáo nêu việc đó",
    en="the unit that verifies ({record}) is also the one that sent the report",
    cure_vi="giao cơ quan khác xác minh, hoặc ghi rõ lý do giao",
    cure_en="assign another agency, or record why this one",
    source="Tỉnh ủy Lào Cai, hội nghị 20/1/2022 (cơ quan xác minh, cộng tác viên phối hợp)",
    why_vi="""Không ai xác minh chính lời mình báo cáo; phát hiện chỉ nêu sự kiện, không nêu báo cáo.

Cơ quan của tác giả là đơn vị gửi báo cáo, hoặc cơ quan cử cộng tác viên nếu biết.""",
    judges=lambda tables: moved(tables, role="verifier"),
)
def verifier_is_author(tables: Tables) -> "nw.LazyFrame[Any]":
    """Nobody verifies what they reported themselves; the finding names the event and never the report.

    The author's body is the unit that reports, or the sending organisation of the collaborator where that is known.
    """
    linked = beside(tables["case_items"], tables, "items", on="item", names=("report",)).rename(
        {"other_report": "report"}
    )
    both = beside(linked, tables, "reports", on="report", names=("author", "author_unit"))
    authors = [both.select("case", nw.col("other_author_unit").alias("by"))]
    if "collaborators" in tables:
        persons = both.rename({"other_author": "author"})
        sent = beside(persons, tables, "collaborators", on="author", names=("organisation",))
        authors.append(sent.select("case", nw.col("other_organisation").alias("by")))
    own = nw.concat(authors).filter(~nw.col("by").is_null()).unique()
    acting = tables["events"].filter(moved(tables, role="verifier"))
    return events_at(tables, acting.join(own, on=["case", "by"], how="semi"), "by")


@rule(
    "V106",
    table="events",
    needs=(),
    field="sequence",
    severity=Severity.WARNING,
    vi="số thứ tự của sự kiện ({record}) không theo thời gian, hoặc trùng",
    en="the number of an event ({record}) does not follow the time, or stands twice",
    cure_vi="sửa thời điểm hoặc số thứ tự; số tăng dần theo thời gian",
    cure_en="correct the time or the number; numbers grow with time",
    source=FLOW,
    why_vi="Hai thứ tự khác nhau cho hai tình trạng khác nhau; thư viện theo thời gian trước, số sau.",
)
def numbers_against_time(tables: Tables) -> "nw.LazyFrame[Any]":
    """Two orders give two states; the library goes by time first and by number second, and asks to look."""
    order = ["at", "sequence", "position"]
    highest = nw.col("sequence").cum_max().over("case", order_by=order)
    frame = tables["events"].with_columns(highest.alias("highest"))
    before = frame.with_columns(nw.col("highest").shift(1).over("case", order_by=order).alias("before"))
    return events_at(tables, before.filter(nw.col("sequence") <= nw.col("before")), "sequence")


@rule(
    "V108",
    table="contents",
    needs=("events", "event_contents"),
    field="finding",
    severity=Severity.WARNING,
    vi="nội dung {record}: kết luận ghi ở nội dung khác kết luận của sự kiện cuối",
    en="content {record}: its stored finding differs from that of the last event",
    cure_vi="ghi lại finding của nội dung theo sự kiện kết luận cuối cùng",
    cure_en="set the content's finding to that of the last concluding event",
    source=FINDINGS,
    why_vi="Số liệu đếm theo nội dung và tình trạng tính từ sự kiện sẽ nói hai điều khác nhau.",
)
def finding_differs(tables: Tables) -> "nw.LazyFrame[Any]":
    """What is counted on contents and what is derived from events would say two things."""
    said = said_by_events(numbered(tables, keys_of(tables)), parts_of(tables), "finding")
    told = said.select(nw.col("content").alias("id"), nw.col("last_finding"))
    both = tables["contents"].join(told, on="id", how="inner")
    same = (nw.col("finding") == nw.col("last_finding")).fill_null(False)
    return faulty(both.filter(~same), "contents", field="finding")


_OWN: Final = (concluded_without_finding, verifier_is_author, numbers_against_time, finding_differs)
RULES: Final[tuple[Rule, ...]] = tuple(sorted((*case_moves.RULES, *_OWN), key=lambda known: known.code))
