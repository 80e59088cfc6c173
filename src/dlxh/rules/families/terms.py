"""Nhiệm kỳ, giai đoạn: terms of a network and the regulations in force during them."""

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, given
from dlxh.rules.language.examples import DAY, ONE, case
from dlxh.rules.shapes.intervals import overlapping, spans_apart, spans_overlapping


@rule(
    "T101",
    table="terms",
    field="start",
    severity=Severity.WARNING,
    vi="nhiệm kỳ {record} trùng thời gian với {evidence} của cùng mạng lưới",
    en="term {record} overlaps {evidence} of the same network",
    cure_vi="kết thúc nhiệm kỳ trước vào ngày liền trước nhiệm kỳ sau, theo quyết định",
    cure_en="end the earlier term on the day before the later one begins, as the decision says",
    source="dlxh: own choice",
    why_vi="Một ngày thuộc hai nhiệm kỳ thì số liệu theo nhiệm kỳ đếm ngày đó hai lần.",
    right=spans_apart("terms", "network", judged=False),
    wrong=spans_overlapping("terms"),
)
def overlapping_terms(t: Row) -> tuple[Given, Value]:
    """A day in two terms is counted twice in every figure by term."""
    is_overlapping, other = overlapping(t, "network")
    return given(~t.start.is_null(), is_overlapping), other


@rule(
    "T102",
    table="term_regulations",
    evidence="regulation",
    field="regulation",
    severity=Severity.WARNING,
    vi="nhiệm kỳ ({record}) ghi quy chế {evidence} không có hiệu lực ngày nào trong nhiệm kỳ",
    en="term ({record}) cites regulation {evidence}, which is not in force on any of its days",
    cure_vi="ghi quy chế có hiệu lực trong nhiệm kỳ, kể cả quy chế ban hành giữa nhiệm kỳ",
    cure_en="cite the regulation in force during the term, including one issued midway",
    source="Quyết định 355/QĐ-MTTQ-BTT, 17/5/2017 (quy chế ban hành giữa nhiệm kỳ 2014-2019)",
    why_vi="Nghĩa vụ và mức chi lấy theo quy chế; quy chế ngoài nhiệm kỳ thì không ai phải nộp, không ai được chi theo nó.",
    right=[
        case(
            term_regulations={},
            terms={"start": DAY, "end": DAY},
            regulations={"valid_from": DAY, "valid_to": DAY},
        ),
    ],
    wrong=[
        case(term_regulations={}, terms={"start": DAY}, regulations={"valid_to": DAY - ONE}),
        case(term_regulations={}, terms={"end": DAY}, regulations={"valid_from": DAY + ONE}),
    ],
)
def regulation_outside_term(t: Row) -> Value:
    """Duties and rates follow from the regulation; one from other days binds nobody in the term."""
    term, regulation = t.ref("term"), t.ref("regulation")
    return (regulation.valid_to < term.start) | (regulation.valid_from > term.end)


RULES = (overlapping_terms, regulation_outside_term)
