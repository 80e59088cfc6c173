"""Các bước của vụ việc: what the table of moves of a network and a day does not allow.

`move` refuses most of these faults; stored cases are loaded as they are, and judged here by the same tables of moves:
each event by that of its network and day.
"""

from typing import Final

from dlxh.data.case_moves import moves
from dlxh.models.case_kinds import REPLIES
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, given, those
from dlxh.rules.language.examples import Cells, case
from dlxh.rules.language.nodes import Plain
from dlxh.rules.language.rows import Rows

FLOW: Final = "dlxh: own choice"
_HELD: Final = tuple(status.key for status in moves().statuses if status.open and not status.waiting)
"""The statuses in which somebody holds a case; what a status means is the same in every table of moves."""
_SAME_HAND: Final[Cells] = {"role": "approver", "checks": "V104", "hand": "unit1#", "apart_from": "unit1#"}
"""The step of an approver who had proposed, both times without an office."""


def step_of(event: Row) -> Rows:
    """Return an event as a step of its case, with what the table of moves has on it."""
    return those("case_steps", case=event.case, position=event.position)


def one_of_others(**cells: Plain) -> list[Cells]:
    """Return steps where others state something, of the same case or in the same place, and the event's does not."""
    return [{}, {"n": 2, "position": 2, **cells}, {"case": "case2", "position": 1, **cells}]


@rule(
    "V101",
    table="events",
    field="note",
    severity=Severity.ERROR,
    vi="vụ việc được kết thúc ({record}) khi chưa trả lời và không nêu lý do",
    en="a case was closed ({record}) with neither a reply nor a reason",
    cure_vi="ghi sự kiện trả lời (replied), hoặc nêu lý do ở note của sự kiện kết thúc",
    cure_en="record the reply, or give the reason in the note of the closing event",
    source=FLOW,
    why_vi="Người phản ánh chưa nhận được trả lời mà vụ việc vẫn được tính là đã xong.",
    right=[
        case(events={"kind": "closed", "note": "withdrawn"}, case_steps={"checks": "V101"}),
        case(
            events={"kind": "closed"},
            case_steps=[{"n": 2, "era": 0, "checks": "V101"}, {"n": 1, "era": 0, "kind": "replied"}],
        ),
        case(events={"kind": "closed"}, case_steps=one_of_others(checks="V101")),
        case(events={"kind": "rejected"}, case_steps={"checks": "V101"}, judged=False),
    ],
    wrong=[
        case(
            events={"kind": "closed"},
            case_steps=[{"n": 2, "era": 1, "checks": "V101"}, {"n": 1, "era": 1, "kind": "replied"} | other],
        )
        for other in ({"kind": "concluded"}, {"n": 3}, {"era": 0}, {"case": "case2"})
    ],
)
def closed_without_reply(e: Row) -> Given:
    """The case counts as done although whoever raised the matter never got an answer."""
    step = step_of(e)
    others = those("case_steps", case=step.case, era=step.era)
    replied = others.where(others.kind.is_in(REPLIES), others.n <= step.n).exists()
    silent = step.where(step.checks.str.contains("V101"), ~replied).exists()
    return given(e.kind == "closed", e.note.is_null() & silent)


@rule(
    "V104",
    table="events",
    field="by",
    severity=Severity.ERROR,
    vi="đơn vị chỉ đạo ({record}) chính là đơn vị vừa đề xuất, cùng một chức danh",
    en="the unit that directs ({record}) is the one that had just made the proposal, acting in the same position",
    cure_vi="ghi đúng đơn vị chỉ đạo, hoặc chức danh (actor) của người đề xuất và người duyệt",
    cure_en="record who directed, or the positions (actor) of those who proposed and approved",
    source=FLOW,
    why_vi="Không ai phê duyệt đề xuất của chính mình; vai trò nào phải tách nhau là do bảng quy trình nêu.",
    right=[
        case(events={"by": "unit1"}, case_steps={**_SAME_HAND, "hand": "unit1#chair"}),
        case(events={"by": "unit1"}, case_steps={**_SAME_HAND, "checks": None}),
        case(events={"by": None}, case_steps={**_SAME_HAND, "hand": "#", "apart_from": "#"}),
        case(events={"by": "unit1"}, case_steps={**_SAME_HAND, "role": "verifier"}, judged=False),
        case(events={"by": "unit1"}, case_steps=one_of_others(**_SAME_HAND), judged=False),
    ],
    wrong=[case(events={"by": "unit1"}, case_steps=_SAME_HAND)],
)
def own_proposal_approved(e: Row) -> Given:
    """Nobody approves their own proposal; which roles are kept apart is set in the table of moves."""
    step = step_of(e)
    approving = step.where(step.role == "approver")
    own = step.where(step.checks.str.contains("V104"), step.hand == step.apart_from)
    return given(approving.exists(), ~e.by.is_null() & own.exists())


@rule(
    "V105",
    table="events",
    field="kind",
    severity=Severity.ERROR,
    vi="sự kiện ({record}) ghi trước sự kiện phải có trước nó, ví dụ trả lời trước khi giao",
    en="event ({record}) comes before the event it depends on, such as a reply before an assignment",
    cure_vi="kiểm tra thời điểm và số thứ tự, hoặc bổ sung sự kiện còn thiếu",
    cure_en="check its time and number, or add the missing event",
    source=FLOW,
    why_vi="Tiếp tục mà chưa tạm dừng, trả lời mà chưa giao: thời gian tính ra bị sai.",
    right=[
        case(events={}, case_steps={"caused": True}),
        case(events={}, case_steps=one_of_others(caused=False)),
    ],
    wrong=[case(events={}, case_steps={"caused": False})],
)
def event_before_cause(e: Row) -> Value:
    """Resumed but never paused, answered but never assigned: the durations come out wrong."""
    step = step_of(e)
    return step.where(~step.caused).exists()


@rule(
    "V107",
    table="events",
    field="kind",
    severity=Severity.WARNING,
    vi="sự kiện ({record}): theo quy trình của ngày đó, vụ việc ở tình trạng này chưa thực hiện được bước đó",
    en="event ({record}): the table of moves of that day does not allow this step from the state the case was in",
    cure_vi="kiểm tra sự kiện; mạng lưới có quy trình khác thì nêu bảng quy trình trong quy chế (điều khoản moves)",
    cure_en="check the event; a network with another procedure gives its table of moves in its regulation (a moves provision)",
    source=FLOW,
    why_vi="Hồ sơ cũ vẫn đọc được; phát hiện này chỉ ra chỗ khác với quy trình mà quy chế nêu cho ngày đó.",
    right=[
        case(events={}, case_statuses={"is_allowed": True}),
        case(events={}, case_statuses=one_of_others(is_allowed=False)),
    ],
    wrong=[case(events={}, case_statuses={"is_allowed": False})],
)
def move_not_allowed(e: Row) -> Value:
    """Old cases still load; the finding shows where they departed from the table of that day."""
    step = those("case_statuses", case=e.case, position=e.position)
    return step.where(~step.is_allowed).exists()


@rule(
    "V109",
    table="cases",
    severity=Severity.WARNING,
    vi="vụ việc {record} chưa kết thúc mà không rõ đơn vị nào đang giữ",
    en="case {record} is open and has no known holder",
    cure_vi="ghi đơn vị (by, to) của sự kiện cuối",
    cure_en="give the units (by, to) of its last event",
    source=FLOW,
    why_vi="Không rõ đơn vị nào đang giữ thì không ai xử lý vụ việc và không đôn đốc được ai.",
    right=[
        case(cases={}, case_statuses={"status": "assigned", "holder": "unit1", "is_last": True}),
        case(cases={}, case_statuses={"status": "assigned", "is_last": False}),
        case(cases={}, case_statuses={"status": "closed", "is_last": True}),
    ],
    wrong=[case(cases={}, case_statuses={"status": status, "is_last": True}) for status in _HELD],
)
def open_case_without_holder(c: Row) -> Value:
    """Nobody works on a case that has no holder."""
    step = those("case_statuses", case=c.id)
    return step.where(step.is_last, step.status.is_in(_HELD), step.holder.is_null()).exists()


RULES = (
    closed_without_reply,
    own_proposal_approved,
    event_before_cause,
    move_not_allowed,
    open_case_without_holder,
)
