"""Thời hạn vụ việc: what the clocks of the cases say at the end of the day of the records."""

from typing import Final

from dlxh.data.code_lists import code_list
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, given, those
from dlxh.rules.language.declared import CLOCKS
from dlxh.rules.language.examples import DAY, ONE, case

_LATE: Final = {"agency": "unit1", "opened_day": DAY, "running": True, "overdue": True}
_REMINDERS: Final = code_list("case_event_kind").having("reminder")


@rule(
    "V201",
    table="cases",
    severity=Severity.WARNING,
    vi="vụ việc {record} đã quá hạn ở cơ quan được giao mà chưa ai đôn đốc",
    en="case {record} is overdue at the agency it was assigned to, and nobody has sent a reminder",
    cure_vi="ghi sự kiện đôn đốc (reminded) gửi cơ quan đang giữ, gia hạn (extended), hoặc ghi kết quả đã có",
    cure_en="record a reminder to the agency holding it, an extension, or the result if there is one",
    source="dlxh: own choice",
    why_vi="Vụ việc quá hạn không ai đôn đốc thì người dân không được trả lời, và không ai biết vì sao.",
    right=[
        case(cases={}, case_clocks=_LATE, events={"kind": "reminded", "to": "unit1", "day": DAY}),
        case(cases={}, case_clocks={**_LATE, "running": False}),
        case(cases={}, case_clocks={**_LATE, "overdue": False}),
        case(cases={}, judged=False),
    ],
    wrong=[
        case(cases={}, case_clocks=_LATE, events={"kind": "reminded", "to": "unit1", "day": DAY} | other)
        for other in ({"kind": "extended"}, {"to": "unit2"}, {"day": DAY - ONE}, {"case": "case2"})
    ],
)
def overdue_without_reminder(c: Row) -> Given:
    """If nobody chases an overdue case, it is never answered and nobody knows why."""
    clock = those(CLOCKS, case=c.id)
    sent = those("events", case=clock.case, to=clock.agency)
    reminded = sent.where(sent.kind.is_in(_REMINDERS), sent.day >= clock.opened_day).exists()
    return given(clock.exists(), clock.where(clock.running, clock.overdue, ~reminded).exists())


@rule(
    "V202",
    table="cases",
    severity=Severity.WARNING,
    vi="vụ việc {record} được giao cho cơ quan mà không có thời hạn",
    en="case {record} was assigned to an agency without a deadline",
    cure_vi="ghi thời hạn (allowed) ở sự kiện giao, hoặc gia hạn có thời hạn",
    cure_en="state the deadline (allowed) on the assigning event, or extend it with one",
    source="dlxh: own choice",
    why_vi="Không có thời hạn thì vụ việc không bao giờ quá hạn và không hiện trong bảng theo dõi nào.",
    right=[
        case(cases={}, case_clocks={"running": True, "unit": "working_days"}),
        case(cases={}, case_clocks={"running": False, "unit": None}),
        case(cases={}, judged=False),
    ],
    wrong=[case(cases={}, case_clocks={"running": True, "unit": None})],
)
def assigned_without_deadline(c: Row) -> Given:
    """Without a deadline a case is never overdue and drops out of every watch list."""
    clock = those(CLOCKS, case=c.id)
    return given(clock.exists(), clock.where(clock.running, clock.unit.is_null()).exists())


RULES = (overdue_without_reminder, assigned_without_deadline)
