"""Bước đi của vụ việc: what the table of moves of a network and a day does not allow.

`move` refuses most of these faults; stored cases are loaded as they are, and judged here by the same tables of moves:
each event by that of its network and day.
"""

from collections.abc import Iterable
from typing import Any, Final

import narwhals as nw

from dlxh.casework.move_keys import MoveKeys, keys_of
from dlxh.casework.steps import NEEDS, ORDER, numbered, steps
from dlxh.data.moves import START
from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import faulty

FLOW: Final = "dlxh: own choice"
_DERIVED: Final = tuple(name for name in NEEDS if name != "events")


def events_at(tables: Tables, wrong: "nw.LazyFrame[Any]", field: str) -> "nw.LazyFrame[Any]":
    """Return the events at fault, from the case and position of each."""
    keys = wrong.select("case", "position").unique()
    return faulty(tables["events"].join(keys, on=["case", "position"], how="semi"), "events", field=field)


def moved(tables: Tables, **parts: object) -> nw.Expr:
    """Return which events are moves with these parts, by the table of moves of their network and day."""
    keys = keys_of(tables)
    return keys.key().is_in(keys.where(**parts))


def kept(keys: MoveKeys, code: str, kind: str) -> list[str]:
    """Return the keys of the moves of a kind that have to keep a rule by their table."""
    return [key for key, _, move in keys.moves() if move.kind == kind and code in move.checks]


def is_one_of(keys: Iterable[str]) -> nw.Expr:
    """Return which numbered events have one of some keys."""
    return nw.col("move").is_in(list(keys))


@rule(
    "V101",
    table="events",
    needs=(),
    field="note",
    severity=Severity.ERROR,
    vi="vụ việc được kết thúc ({record}) khi chưa trả lời và không nêu lý do",
    en="a case was closed ({record}) without a reply and without a reason",
    cure_vi="ghi sự kiện trả lời (replied), hoặc nêu lý do ở note của sự kiện kết thúc",
    cure_en="record the reply, or give the reason in the note of the closing event",
    source=FLOW,
    why_vi="Người phản ánh không nhận được câu trả lời nào mà vụ việc vẫn được tính là xong.",
    judges=lambda tables: moved(tables, kind="closed"),
)
def closed_without_reply(tables: Tables) -> "nw.LazyFrame[Any]":
    """The case counts as done, and nobody who raised the matter ever heard an answer."""
    keys = keys_of(tables)
    frame = numbered(tables, keys)
    replied = frame.filter(nw.col("kind") == "replied")
    replies = replied.group_by("case", "era").agg(nw.col("n").min().alias("reply"))
    silent = tables["events"].filter(nw.col("note").is_null()).select("case", "position")
    closed = frame.filter(is_one_of(kept(keys, "V101", "closed"))).join(
        silent, on=["case", "position"], how="semi"
    )
    early = closed.join(replies, on=["case", "era"], how="left").filter(
        nw.col("reply").is_null() | (nw.col("reply") > nw.col("n"))
    )
    return events_at(tables, early, "note")


@rule(
    "V104",
    table="events",
    needs=(),
    field="by",
    severity=Severity.ERROR,
    vi="đơn vị chỉ đạo ({record}) chính là đơn vị vừa đề xuất, cùng một chức danh",
    en="the unit that directs ({record}) is the one that had just proposed, in the same office",
    cure_vi="ghi đúng đơn vị chỉ đạo, hoặc chức danh (actor) của người đề xuất và người duyệt",
    cure_en="record who directed, or the offices (actor) of who proposed and who approved",
    source=FLOW,
    why_vi="Không ai phê duyệt đề xuất của chính mình; vai trò tách nhau là dữ liệu của bảng bước đi.",
    judges=lambda tables: moved(tables, role="approver"),
)
def own_proposal_approved(tables: Tables) -> "nw.LazyFrame[Any]":
    """Nobody approves what they proposed; which roles are kept apart is data of the table of moves."""
    office = nw.coalesce(nw.col("actor"), nw.lit(""))
    hand = nw.concat_str([nw.coalesce(nw.col("by"), nw.lit("")), office], separator="#")
    keys = keys_of(tables)
    frame = numbered(tables, keys).with_columns(hand.alias("hand"))
    wrong = [frame.head(0).select("case", "position")]
    for first, second in sorted({pair for table in keys.tables for pair in table.apart}):
        proposing = nw.when(is_one_of(keys.where(role=first))).then(nw.col("hand"))
        last = nw.col("proposing").fill_null(strategy="forward").over("case", order_by=ORDER)
        known = frame.with_columns(proposing.alias("proposing")).with_columns(last.alias("proposing"))
        approvals = [
            key
            for key, table, move in keys.moves()
            if move.role == second and (first, second) in table.apart and "V104" in move.checks
        ]
        approving = is_one_of(approvals) & ~nw.col("by").is_null()
        wrong.append(
            known.filter(approving, nw.col("hand") == nw.col("proposing")).select("case", "position")
        )
    return events_at(tables, nw.concat(wrong), "by")


@rule(
    "V105",
    table="events",
    needs=(),
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
    keys = keys_of(tables)
    frame = numbered(tables, keys)
    caused: dict[tuple[str, ...], list[str]] = {}
    for key, _, move in keys.moves():
        if move.after:
            caused.setdefault(move.after, []).append(key)
    names = {after: f"cause_{number}" for number, after in enumerate(caused)}
    firsts = [
        nw.when(nw.col("kind").is_in(list(after))).then(nw.col("n")).alias(names[after]) for after in caused
    ]
    first = frame.with_columns(*firsts).group_by("case").agg(*(nw.col(name).min() for name in names.values()))
    met = nw.lit(value=True)
    for after, moves in caused.items():
        met = met & (~is_one_of(moves) | (nw.col(names[after]) < nw.col("n")).fill_null(value=False))
    return events_at(tables, frame.join(first, on="case", how="inner").filter(~met), "kind")


@rule(
    "V107",
    table="events",
    needs=_DERIVED,
    field="kind",
    severity=Severity.WARNING,
    vi="sự kiện ({record}): bảng bước đi của ngày đó không cho phép bước này ở tình trạng đó",
    en="event ({record}): the table of moves of its day does not allow this step from where the case stood",
    cure_vi="kiểm tra sự kiện; mạng lưới theo quy trình khác thì nêu bảng bước đi ở quy chế (điều khoản moves)",
    cure_en="check the event; a network that goes another way names its table of moves in its regulation (a provision moves)",
    source=FLOW,
    why_vi="Hồ sơ cũ vẫn đọc được; phát hiện này chỉ ra chỗ quy trình khác với bảng mà quy chế nêu cho ngày đó.",
)
def move_not_allowed(tables: Tables) -> "nw.LazyFrame[Any]":
    """Old cases load all the same; the finding shows where they went another way than the table of that day."""
    keys = keys_of(tables)
    pairs = [f"{status}>{key}" for key, _, move in keys.moves() for status in move.sources]
    pair = nw.concat_str([nw.coalesce(nw.col("before"), nw.lit(START)), nw.col("move")], separator=">")
    return events_at(tables, steps(tables, keys).filter(~pair.is_in(pairs)), "kind")


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
    keys = keys_of(tables)
    frame = steps(tables, keys)
    held = [each.key for table in keys.tables for each in table.statuses if each.open and not each.waiting]
    last = frame.group_by("case").agg(nw.col("n").max())
    now = frame.join(last, on=["case", "n"], how="inner")
    lost = now.filter(nw.col("status").is_in(held), nw.col("holder").is_null())
    ids = lost.select(nw.col("case").alias("id"))
    return (
        tables["cases"]
        .join(ids, on="id", how="semi")
        .select(nw.col("id").alias("record"), "network", SOURCE_ROW)
    )


RULES = (
    closed_without_reply,
    own_proposal_approved,
    event_before_cause,
    move_not_allowed,
    open_case_without_holder,
)
