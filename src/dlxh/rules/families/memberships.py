"""Tư cách cộng tác viên: who serves when."""

from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import AS_OF, Given, Row, Value, given, min_horizontal, those
from dlxh.rules.language.examples import DAY, ONE, Cells, Example, case
from dlxh.rules.shapes.intervals import overlapping, spans_apart, spans_overlapping
from dlxh.words.days import OPEN_END


@rule(
    "T201",
    table="memberships",
    field="start",
    severity=Severity.ERROR,
    vi="tư cách {record} trùng thời gian với {evidence} của cùng cộng tác viên",
    en="membership {record} overlaps {evidence} of the same collaborator",
    cure_vi="kết thúc tư cách trước vào ngày liền trước ngày bắt đầu tư cách sau",
    cure_en="end the earlier one on the day before the later one begins",
    source="dlxh: own choice",
    why_vi="""Một người có hai tư cách trong cùng một ngày thì bị đếm và được chi hai lần.

Mỗi tư cách được so sánh với mọi tư cách bắt đầu trước của cùng người, kể cả một tư cách dài chứa các tư cách khác. Tư cách trùng với một hay nhiều tư cách như thế là một phát hiện, ghi ở tư cách bắt đầu sau và nêu tư cách kết thúc muộn nhất.""",
    right=spans_apart("memberships", "collaborator"),
    wrong=spans_overlapping("memberships"),
)
def overlapping_memberships(m: Row) -> tuple[Value, Value]:
    """A person with two memberships on one day is counted and paid twice.

    Each membership is compared with all earlier ones of the same person, including a long one that contains others. One
    that overlaps any of them is one finding, reported on the later one, with the one that ends last.
    """
    return overlapping(m, "collaborator")


@rule(
    "T202",
    table="memberships",
    evidence="term",
    field="term",
    severity=Severity.WARNING,
    vi="tư cách {record} có ngày nằm ngoài nhiệm kỳ {evidence}",
    en="membership {record} has days outside its term {evidence}",
    cure_vi="sửa ngày theo quyết định, hoặc tách phần ngoài nhiệm kỳ thành tư cách của nhiệm kỳ sau",
    cure_en="correct the days to match the decision, or record the part outside as a membership of the next term",
    source="dlxh: own choice",
    why_vi="""Ngày ngoài nhiệm kỳ làm sai số cộng tác viên theo nhiệm kỳ.

Cộng tác viên của đội ngũ đã giải thể vẫn gửi báo cáo là việc khác; những báo cáo đó được khuyến khích.""",
    right=[
        case(memberships={"start": DAY - ONE, "end": DAY}, terms={"start": DAY - ONE, "end": DAY}),
        case(memberships={"start": DAY - ONE}, terms={"start": DAY - ONE, "end": DAY}),
    ],
    wrong=[
        case(memberships={"start": DAY - ONE}, terms={"start": DAY}),
        case(memberships={"end": DAY}, terms={"end": DAY - ONE}),
    ],
)
def membership_outside_term(m: Row) -> Value:
    """Days outside the term distort the number of collaborators per term.

    It is another matter when members of a dissolved team go on reporting: those reports are welcome.
    """
    term = m.ref("term")
    return (m.start < term.start) | (m.end > term.end)


@rule(
    "T203",
    table="memberships",
    evidence="term",
    field="end",
    severity=Severity.WARNING,
    vi="tư cách {record} chưa có ngày kết thúc trong khi nhiệm kỳ {evidence} đã kết thúc",
    en="membership {record} is still open although its term {evidence} has ended",
    cure_vi="ghi ngày kết thúc và lý do; người tiếp tục tham gia thì có tư cách mới trong nhiệm kỳ sau",
    cure_en="give its last day and reason; anyone who continues gets a new membership in the next term",
    source="dlxh: own choice",
    why_vi="Tư cách chưa ghi ngày kết thúc thì vẫn được đếm, vẫn phải nộp báo cáo và vẫn được chi.",
    right=[
        case(memberships={"end": None}, terms={"end": DAY}),
        case(memberships={"end": DAY}, terms={"end": DAY - ONE}, judged=False),
    ],
    wrong=[case(memberships={"end": None}, terms={"end": DAY - ONE})],
)
def membership_left_open(m: Row) -> Given:
    """A membership that nobody closed is still counted, still owes reports and is still paid."""
    return given(m.end.is_null(), m.ref("term").end < AS_OF)


@rule(
    "T204",
    table="memberships",
    field="end_reason",
    severity=Severity.WARNING,
    vi="tư cách {record} đã kết thúc nhưng không ghi lý do",
    en="membership {record} has ended without a reason given",
    cure_vi="ghi lý do (end_reason): hết nhiệm kỳ, chuyển công tác, nghỉ hưu, giải thể ...",
    cure_en="give end_reason: term_end, transfer, retirement, organisation_dissolved ...",
    source="dlxh: own choice",
    why_vi="Số cộng tác viên thôi tham gia khi kiện toàn được báo cáo theo lý do; thiếu lý do thì cộng không đủ.",
    right=[
        case(memberships={"end": DAY, "end_reason": "retirement"}),
        case(memberships={"end": DAY + ONE}, judged=False),
    ],
    wrong=[case(memberships={"end": DAY})],
)
def ended_without_reason(m: Row) -> Given:
    """Those who leave a team are reported by reason; without one, the numbers do not add up."""
    return given(m.end <= AS_OF, m.end_reason.is_null())


@rule(
    "T205",
    table="memberships",
    field="end_reason",
    severity=Severity.WARNING,
    vi="tư cách {record} có lý do kết thúc nhưng không có ngày kết thúc",
    en="membership {record} gives a reason for ending but no last day",
    cure_vi="ghi ngày cuối cùng (end), hoặc bỏ lý do",
    cure_en="give its last day (end), or remove the reason",
    source="dlxh: own choice",
    why_vi="Người đã thôi tham gia mà không có ngày thôi thì vẫn được đếm là đang tham gia.",
    right=[
        case(memberships={"end": DAY, "end_reason": "retirement"}),
        case(memberships={"end": None}, judged=False),
    ],
    wrong=[case(memberships={"end_reason": "retirement"})],
)
def reason_without_end(m: Row) -> Given:
    """Someone who left without a last day is still counted as serving."""
    return given(~m.end_reason.is_null(), m.end.is_null())


@rule(
    "T206",
    table="memberships",
    evidence="organisation",
    field="organisation",
    severity=Severity.WARNING,
    vi="tư cách {record} vẫn còn hiệu lực sau ngày cơ quan cử {evidence} kết thúc hoạt động",
    en="membership {record} runs beyond the last day of its sending organisation {evidence}",
    cure_vi="kết thúc tư cách cùng ngày với cơ quan, mở tư cách mới với cơ quan kế thừa",
    cure_en="end it with the organisation and begin one with the successor",
    source="dlxh: own choice",
    why_vi="Số liệu theo cơ quan sẽ cộng vào nơi đã giải thể hoặc đã sáp nhập.",
    right=[
        case(memberships={"end": DAY - ONE, "organisation": "unit1"}, units={"valid_to": DAY - ONE}),
        case(memberships={"organisation": "unit1"}, units={"valid_to": DAY}),
        case(memberships={"organisation": None}, units={"valid_to": DAY - ONE}, judged=False),
    ],
    wrong=[
        case(memberships={"end": DAY, "organisation": "unit1"}, units={"valid_to": DAY - ONE}),
        case(memberships={"organisation": "unit1"}, units={"valid_to": DAY - ONE}),
    ],
)
def organisation_had_ended(m: Row) -> Given:
    """Figures by organisation would be added to one that has been dissolved or merged."""
    last = min_horizontal(m.end, AS_OF)
    return given(~m.organisation.is_null(), m.ref("organisation").valid_to < last)


@rule(
    "T207",
    table="memberships",
    evidence="organisation",
    field="organisation",
    severity=Severity.WARNING,
    vi="tư cách {record} bắt đầu trước khi có cơ quan cử {evidence}",
    en="membership {record} begins before its sending organisation {evidence} existed",
    cure_vi="ghi cơ quan của thời gian đó; đổi tên hoặc sắp xếp lại thì ghi thành đơn vị khác",
    cure_en="give the organisation of that time: a renamed or reorganised one is a unit of its own",
    source="dlxh: own choice",
    why_vi="Đơn vị hành chính của năm 2025 không dùng được cho năm 2021: số liệu cũ phải giữ đơn vị cũ.",
    right=[
        case(memberships={"start": DAY, "organisation": "unit1"}, units={"valid_from": DAY}),
        case(memberships={"start": DAY, "organisation": None}, units={"valid_from": DAY + ONE}, judged=False),
    ],
    wrong=[case(memberships={"start": DAY, "organisation": "unit1"}, units={"valid_from": DAY + ONE})],
)
def organisation_not_yet_there(m: Row) -> Given:
    """The units of 2025 do not fit 2021: figures of the past keep the units of the past."""
    return given(~m.organisation.is_null(), m.ref("organisation").valid_from > m.start)


_TWO_CODES: Final = ({"person": "N-1"}, {"collaborator": "another", "person": "N-1"})


def _two_codes(second: Cells, *spells: Cells, judged: bool = True) -> Example:
    """Return an example of two codes, the later one being judged, each with days of service."""
    first, other = _TWO_CODES
    return case(persons=[first, {**other, **second}], memberships=spells, judged=judged)


@rule(
    "T208",
    table="persons",
    field="person",
    severity=Severity.WARNING,
    vi="cộng tác viên {record} và {evidence} của cùng mạng lưới có chung mã người và tham gia cùng lúc",
    en="collaborators {record} and {evidence} of one network have the same person code and serve at the same time",
    cure_vi="nếu là một người, giữ một mã cộng tác viên; nếu là hai người, sửa mã người (person)",
    cure_en="if they are one person, keep one of the two codes; if they are two, correct the person code (person)",
    source="dlxh: own choice",
    why_vi="""Một người có hai mã trong một mạng lưới thì bị đếm, phải nộp và được chi hai lần trong cùng một ngày.

Một người tham gia hai mạng lưới, hoặc thôi rồi trở lại với mã mới, thì có hai mã là đúng.""",
    right=[
        _two_codes({}, {"start": DAY}, {"start": DAY - ONE, "end": DAY - ONE, "collaborator": "another"}),
        _two_codes({}, {"start": DAY - ONE, "end": DAY - ONE}, {"start": DAY, "collaborator": "another"}),
        _two_codes({"person": "N-2"}, {"start": DAY}, {"start": DAY, "collaborator": "another"}),
        _two_codes({"network": "another"}, {"start": DAY}, {"start": DAY, "collaborator": "another"}),
        _two_codes({}, {"start": DAY}, {"start": DAY, "collaborator": "another", "network": "another"}),
        _two_codes({}, {"start": DAY, "network": "another"}, {"start": DAY, "collaborator": "another"}),
    ],
    wrong=[
        _two_codes({}, {"start": DAY}, {"start": DAY - ONE, "collaborator": "another"}),
        _two_codes(
            {}, {"start": DAY, "end": DAY}, {"start": DAY - ONE, "end": DAY, "collaborator": "another"}
        ),
        _two_codes({}, {"start": DAY - ONE, "end": DAY}, {"start": DAY, "collaborator": "another"}),
        case(
            persons=[*_TWO_CODES, {"collaborator": "b", "person": "N-1"}],
            memberships=[{"start": DAY, "collaborator": key} for key in ("collaborator1", "another", "b")],
        ),
    ],
)
def two_codes_of_one_person(p: Row) -> tuple[Value, Value]:
    """One person with two codes is counted, owes and is paid twice on a day.

    Somebody who serves in two networks has two codes, and so may somebody who left and came back.
    """
    others = those("persons", network=p.network, person=p.person)
    mine = those("memberships", network=p.network, collaborator=p.collaborator)
    theirs = those("memberships", network=p.network, collaborator=others.collaborator)
    meets = theirs.where(
        theirs.start <= mine.end.fill_null(OPEN_END), theirs.end.fill_null(OPEN_END) >= mine.start
    )
    found = others.where(others.collaborator < p.collaborator, mine.where(meets.exists()).exists())
    first = found.min(others.collaborator)
    return ~first.is_null(), first


RULES = (
    overlapping_memberships,
    membership_outside_term,
    membership_left_open,
    ended_without_reason,
    reason_without_end,
    organisation_had_ended,
    organisation_not_yet_there,
    two_codes_of_one_person,
)
