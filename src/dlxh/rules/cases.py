"""Vụ việc xác minh: what the events of a case may not say together.

`move` refuses most of these faults; stored cases are loaded as they are, and judged here by the same table of moves.
"""

from typing import Any, Final

import narwhals as nw

from dlxh.casework.clocks import assignments
from dlxh.casework.results import content_results, said_by_events
from dlxh.casework.steps import NEEDS, ORDER, numbered, parts_of, reached, steps
from dlxh.data.moves import START, kinds_where, moves
from dlxh.models.case_kinds import AssignmentTask
from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.faulty import beside, faulty
from dlxh.rules.rule import Rule, rule

FLOW: Final = "dlxh: own choice"
FINDINGS: Final = "Kết luận 18/KL-UBND, 15/6/2021 (kết luận từng nội dung)"
FINDING_OWED: Final = [task.value for task in AssignmentTask if task.owes_finding]
_DERIVED: Final = tuple(name for name in NEEDS if name != "events")
_TABLE: Final = moves()


def _events(tables: Tables, wrong: "nw.LazyFrame[Any]", field: str) -> "nw.LazyFrame[Any]":
    """Return the events at fault, from the case and position of each."""
    keys = wrong.select("case", "position").unique()
    return faulty(tables["events"].join(keys, on=["case", "position"], how="semi"), "events", field=field)


def _of_kinds(*kinds: str) -> nw.Expr:
    return nw.col("kind").is_in(list(kinds))


@rule(
    "V101",
    table="events",
    field="note",
    severity=Severity.ERROR,
    vi="vụ việc được kết thúc ({record}) khi chưa trả lời và không nêu lý do",
    en="a case was closed ({record}) without a reply and without a reason",
    cure_vi="ghi sự kiện trả lời (replied), hoặc nêu lý do ở note của sự kiện kết thúc",
    cure_en="record the reply, or give the reason in the note of the closing event",
    source=FLOW,
    why_vi="Người phản ánh không nhận được câu trả lời nào mà vụ việc vẫn được tính là xong.",
    judges=lambda _: _of_kinds("closed"),
)
def closed_without_reply(tables: Tables) -> "nw.LazyFrame[Any]":
    """The case counts as done, and nobody who raised the matter ever heard an answer."""
    frame = numbered(tables, _TABLE)
    replies = frame.filter(_of_kinds("replied")).group_by("case", "era").agg(nw.col("n").min().alias("reply"))
    silent = tables["events"].filter(nw.col("note").is_null()).select("case", "position")
    closed = frame.filter(_of_kinds("closed")).join(silent, on=["case", "position"], how="semi")
    early = closed.join(replies, on=["case", "era"], how="left").filter(
        nw.col("reply").is_null() | (nw.col("reply") > nw.col("n"))
    )
    return _events(tables, early, "note")


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
    frame, parts = numbered(tables, _TABLE), parts_of(tables)
    replies = frame.filter(_of_kinds("replied")).select("case", nw.col("n").alias("closed_n"))
    asked = assignments(frame, _TABLE).filter(nw.col("task").is_in(FINDING_OWED))
    answered = asked.join(replies, on=["case", "closed_n"], how="semi")
    owing = nw.concat(
        [each.select("case", "position") for each in (answered, frame.filter(_of_kinds("concluded")))]
    )
    bare = content_results(frame, parts).filter(nw.col("finding").is_null())
    keys = reached(owing, parts).join(bare, on=["case", "content"], how="semi")
    ids = keys.select(nw.col("content").alias("id")).unique()
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
    judges=lambda _: _of_kinds(*kinds_where(_TABLE, role="verifier")),
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
    acting = tables["events"].filter(_of_kinds(*kinds_where(_TABLE, role="verifier")))
    return _events(tables, acting.join(own, on=["case", "by"], how="semi"), "by")


@rule(
    "V104",
    table="events",
    field="by",
    severity=Severity.ERROR,
    vi="đơn vị chỉ đạo ({record}) chính là đơn vị vừa đề xuất, cùng một chức danh",
    en="the unit that directs ({record}) is the one that had just proposed, in the same office",
    cure_vi="ghi đúng đơn vị chỉ đạo, hoặc chức danh (actor) của người đề xuất và người duyệt",
    cure_en="record who directed, or the offices (actor) of who proposed and who approved",
    source=FLOW,
    why_vi="Không ai phê duyệt đề xuất của chính mình; vai trò tách nhau là dữ liệu của bảng bước đi.",
    judges=lambda _: _of_kinds(*kinds_where(_TABLE, role="approver")),
)
def own_proposal_approved(tables: Tables) -> "nw.LazyFrame[Any]":
    """Nobody approves what they proposed; which roles are kept apart is data of the table of moves."""
    office = nw.coalesce(nw.col("actor"), nw.lit(""))
    hand = nw.concat_str([nw.coalesce(nw.col("by"), nw.lit("")), office], separator="#")
    frame = numbered(tables, _TABLE).with_columns(hand.alias("hand"))
    wrong = []
    for first, second in _TABLE.apart:
        proposing = nw.when(_of_kinds(*kinds_where(_TABLE, role=first))).then(nw.col("hand"))
        last = nw.col("proposing").fill_null(strategy="forward").over("case", order_by=ORDER)
        known = frame.with_columns(proposing.alias("proposing")).with_columns(last.alias("proposing"))
        approving = _of_kinds(*kinds_where(_TABLE, role=second)) & ~nw.col("by").is_null()
        wrong.append(
            known.filter(approving, nw.col("hand") == nw.col("proposing")).select("case", "position")
        )
    return _events(tables, nw.concat(wrong), "by")


@rule(
    "V105",
    table="events",
    field="kind",
    severity=Severity.ERROR,
    vi="sự kiện ({record}) đứng trước việc làm nảy sinh nó",
    en="an event ({record}) stands before what causes it",
    cure_vi="kiểm tra thời điểm và số thứ tự, hoặc bổ sung sự kiện còn thiếu",
    cure_en="check its time and number, or add the event that is missing",
    source=FLOW,
    why_vi="Tiếp tục mà chưa tạm dừng, trả lời mà chưa giao: thời gian tính ra là sai.",
)
def event_before_cause(tables: Tables) -> "nw.LazyFrame[Any]":
    """Resumed but never paused, answered but never assigned: the durations come out wrong."""
    frame = numbered(tables, _TABLE)
    causes = sorted({move.after for move in _TABLE.moves if move.after})
    firsts = [
        nw.when(_of_kinds(*after)).then(nw.col("n")).alias(f"cause_{number}")
        for number, after in enumerate(causes)
    ]
    names = [f"cause_{number}" for number in range(len(causes))]
    first = frame.with_columns(*firsts).group_by("case").agg(*(nw.col(name).min() for name in names))
    met = nw.lit(True)
    for name, after in zip(names, causes, strict=True):
        caused = [move.kind for move in _TABLE.moves if move.after == after]
        met = met & (~_of_kinds(*caused) | (nw.col(name) < nw.col("n")).fill_null(False))
    return _events(tables, frame.join(first, on="case", how="inner").filter(~met), "kind")


@rule(
    "V106",
    table="events",
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
    return _events(tables, before.filter(nw.col("sequence") <= nw.col("before")), "sequence")


@rule(
    "V107",
    table="events",
    needs=_DERIVED,
    field="kind",
    severity=Severity.WARNING,
    vi="sự kiện ({record}): bảng bước đi hiện nay không cho phép bước này ở tình trạng đó",
    en="event ({record}): today's table of moves does not allow this step from where the case stood",
    cure_vi="kiểm tra sự kiện; hồ sơ cũ theo quy trình khác thì giữ nguyên",
    cure_en="check the event; old files that went by another procedure stay as they are",
    source=FLOW,
    why_vi="Hồ sơ cũ vẫn đọc được; phát hiện này chỉ ra chỗ quy trình khác với bảng hiện nay.",
)
def move_not_allowed(tables: Tables) -> "nw.LazyFrame[Any]":
    """Old cases load all the same; the finding shows where they went another way than today's table."""
    pairs = [f"{status}>{move.kind}" for move in _TABLE.moves for status in move.sources]
    pair = nw.concat_str([nw.coalesce(nw.col("before"), nw.lit(START)), nw.col("kind")], separator=">")
    return _events(tables, steps(tables, _TABLE).filter(~pair.is_in(pairs)), "kind")


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
    said = said_by_events(numbered(tables, _TABLE), parts_of(tables), "finding")
    told = said.select(nw.col("content").alias("id"), nw.col("last_finding"))
    both = tables["contents"].join(told, on="id", how="inner")
    same = (nw.col("finding") == nw.col("last_finding")).fill_null(False)
    return faulty(both.filter(~same), "contents", field="finding")


@rule(
    "V109",
    table="cases",
    needs=("contents", "events", "event_contents"),
    severity=Severity.WARNING,
    vi="vụ việc {record} đang mở mà không rõ đơn vị nào đang giữ",
    en="case {record} is open and nobody is known to hold it",
    cure_vi="ghi đơn vị (by, to) của sự kiện cuối",
    cure_en="give the units (by, to) of its last event",
    source=FLOW,
    why_vi="Việc không ai giữ là việc không ai làm.",
)
def open_case_without_holder(tables: Tables) -> "nw.LazyFrame[Any]":
    """What nobody holds, nobody does."""
    frame = steps(tables, _TABLE)
    held = [status.key for status in _TABLE.statuses if status.open and not status.waiting]
    last = frame.group_by("case").agg(nw.col("n").max())
    now = frame.join(last, on=["case", "n"], how="inner")
    lost = now.filter(nw.col("status").is_in(held), nw.col("holder").is_null())
    keys = lost.select(nw.col("case").alias("id"))
    return (
        tables["cases"]
        .join(keys, on="id", how="semi")
        .select(nw.col("id").alias("record"), "network", SOURCE_ROW)
    )


RULES: Final[tuple[Rule, ...]] = (
    closed_without_reply,
    concluded_without_finding,
    verifier_is_author,
    own_proposal_approved,
    event_before_cause,
    numbers_against_time,
    move_not_allowed,
    finding_differs,
    open_case_without_holder,
)
