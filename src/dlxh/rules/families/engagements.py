"""Hợp đồng, vắng mặt và danh sách: contracts inside a membership, days of leave, and who has no membership at all."""

from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import AS_OF, Given, Row, Value, given, those
from dlxh.rules.language.examples import DAY, ONE, case
from dlxh.rules.shapes.intervals import outside_all, overlapping, spans_apart, spans_overlapping
from dlxh.words.days import OPEN_END

_OF_UNIT: Final = {"organisation": "unit1"}
_ENDED: Final = {"valid_to": DAY - ONE}


@rule(
    "E101",
    table="engagements",
    evidence="membership",
    field="membership",
    severity=Severity.ERROR,
    vi="hợp đồng {record} có ngày nằm ngoài tư cách {evidence}",
    en="engagement {record} has days outside its membership {evidence}",
    cure_vi="sửa ngày hợp đồng, hoặc gắn hợp đồng với đúng tư cách của thời gian đó",
    cure_en="correct the days, or attach the contract to the membership of those days",
    source="Quyết định 78/QĐ-BTGTU, 15/1/2018 (Bạc Liêu: hợp đồng giao khoán của cộng tác viên)",
    why_vi="Thù lao trả theo hợp đồng; hợp đồng có ngày ngoài tư cách thì trả cho người không còn là cộng tác viên.",
    right=[case(engagements={"start": DAY, "end": DAY}, memberships={"start": DAY, "end": DAY})],
    wrong=[
        case(engagements={"start": DAY - ONE}, memberships={"start": DAY}),
        case(engagements={"end": DAY + ONE}, memberships={"end": DAY}),
    ],
)
def engagement_outside_membership(e: Row) -> Value:
    """Pay follows the contract; one that runs outside the membership pays somebody who is not a collaborator."""
    membership = e.ref("membership")
    return (e.start < membership.start) | (e.end > membership.end)


@rule(
    "E102",
    table="engagements",
    field="start",
    severity=Severity.ERROR,
    vi="hợp đồng {record} trùng thời gian với {evidence} của cùng tư cách",
    en="engagement {record} overlaps {evidence} of the same membership",
    cure_vi="kết thúc hợp đồng trước vào ngày liền trước hợp đồng sau; khoảng trống giữa hai hợp đồng được phép",
    cure_en="end the earlier one on the day before the later one; a gap between them is allowed",
    source="dlxh: own choice",
    why_vi="Hai hợp đồng cùng ngày thì một ngày được trả hai lần.",
    right=spans_apart("engagements", "membership"),
    wrong=spans_overlapping("engagements"),
)
def overlapping_engagements(e: Row) -> tuple[Value, Value]:
    """Two contracts on one day mean that the day is paid twice."""
    return overlapping(e, "membership")


@rule(
    "E201",
    table="absences",
    field="start",
    severity=Severity.WARNING,
    vi="lần vắng {record} trùng thời gian với {evidence} của cùng cộng tác viên",
    en="absence {record} overlaps {evidence} of the same collaborator",
    cure_vi="gộp hai lần vắng, hoặc sửa ngày",
    cure_en="merge the two absences, or correct the days",
    source="dlxh: own choice",
    why_vi="Ngày vắng bị cộng hai lần, và kỳ báo cáo có thể được miễn không đúng.",
    right=spans_apart("absences", "collaborator"),
    wrong=spans_overlapping("absences"),
)
def overlapping_absences(a: Row) -> tuple[Value, Value]:
    """Days of leave are added twice, and a report that was due may be excused."""
    return overlapping(a, "collaborator")


@rule(
    "E202",
    table="absences",
    field="start",
    severity=Severity.WARNING,
    vi="lần vắng {record} không có ngày nào trong tư cách của cộng tác viên",
    en="absence {record} has no day within a membership of its collaborator",
    cure_vi="sửa ngày hoặc mã cộng tác viên",
    cure_en="correct the days or the collaborator",
    source="dlxh: own choice",
    why_vi="Vắng ngoài thời gian tham gia thì không miễn gì cả; thường là ghi nhầm năm hoặc nhầm người.",
    right=[
        case(absences={"start": DAY, "end": DAY}, memberships={"start": DAY, "end": DAY}),
        case(absences={"start": DAY, "end": DAY}, memberships={"start": DAY - ONE}),
        case(absences={"start": DAY}, memberships={"start": DAY + ONE}),
        case(absences={"start": DAY, "collaborator": None}, memberships={"start": DAY}, judged=False),
    ],
    wrong=[
        case(absences={"start": DAY, "end": DAY}, memberships={"start": DAY + ONE}),
        case(absences={"start": DAY}, memberships={"start": DAY - ONE, "end": DAY - ONE}),
        case(absences={"start": DAY}, memberships={"start": DAY, "collaborator": "another"}),
    ],
)
def absence_outside_membership(a: Row) -> Given:
    """Leave outside a membership excuses nothing; usually the year or the person is wrong."""
    memberships = those("memberships", collaborator=a.collaborator)
    outside = outside_all(memberships, a.start, a.end.fill_null(OPEN_END))
    return given(~a.collaborator.is_null(), outside)


@rule(
    "C101",
    table="collaborators",
    severity=Severity.WARNING,
    vi="cộng tác viên {record} không có tư cách trong nhiệm kỳ nào",
    en="collaborator {record} has no membership in any term",
    cure_vi="ghi tư cách với quyết định, hoặc bỏ khỏi danh sách",
    cure_en="record the membership with its decision, or remove the entry",
    source="dlxh: own choice",
    why_vi="Người có trong danh sách mà không có tư cách thì không được đếm ở bất cứ số liệu nào.",
    right=[case(collaborators={}, memberships={})],
    wrong=[case(collaborators={}, memberships={"collaborator": "another"})],
)
def collaborator_without_membership(c: Row) -> Value:
    """Someone on the list without a membership is not counted in any figure."""
    return ~those("memberships", collaborator=c.id).exists()


@rule(
    "C102",
    table="collaborators",
    evidence="organisation",
    field="organisation",
    severity=Severity.WARNING,
    vi="cộng tác viên {record} đang tham gia nhưng hồ sơ ghi cơ quan {evidence} đã kết thúc hoạt động",
    en="collaborator {record} is serving, but the record gives the organisation {evidence}, which has ended",
    cure_vi="ghi cơ quan kế thừa vào hồ sơ cộng tác viên",
    cure_en="give the successor in the collaborator's record",
    source="dlxh: own choice",
    why_vi="Danh sách dùng để liên hệ và kiện toàn còn ghi cơ quan không còn hoạt động.",
    right=[
        case(collaborators=_OF_UNIT, units={"valid_to": DAY}, memberships={"start": DAY}),
        case(
            collaborators=_OF_UNIT,
            units=_ENDED,
            memberships=[{"start": DAY + ONE}, {"start": DAY - ONE, "end": DAY - ONE}],
        ),
        case(collaborators={}, units={}, memberships={}, judged=False),
    ],
    wrong=[
        case(collaborators=_OF_UNIT, units=_ENDED, memberships={"start": DAY, "end": DAY}),
        case(collaborators=_OF_UNIT, units=_ENDED, memberships={"start": DAY}),
    ],
)
def collaborator_of_ended_unit(c: Row) -> Given:
    """The list used for contact and for renewing the team points to a body that no longer exists."""
    memberships = those("memberships", collaborator=c.id)
    serving = memberships.where(memberships.start <= AS_OF, memberships.end.fill_null(OPEN_END) >= AS_OF)
    return given(~c.organisation.is_null(), (c.ref("organisation").valid_to < AS_OF) & serving.exists())


RULES = (
    engagement_outside_membership,
    overlapping_engagements,
    overlapping_absences,
    absence_outside_membership,
    collaborator_without_membership,
    collaborator_of_ended_unit,
)
