"""Điều khoản: provisions of regulations that contradict each other or their document."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from dlxh.models.report import ReportKind
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import AS_OF, Given, Row, Value, given, part, those
from dlxh.rules.language.examples import DAY, ONE, Cells, Example, case
from dlxh.rules.language.parts import Part
from dlxh.words.days import OPEN_END

_MONTHLY: Final = {
    "duty_kind": "report",
    "duty_report": ReportKind.PERIODIC,
    "duty_period_kind": "month",
    "valid_from": DAY - ONE,
}
_LATER: Final = _MONTHLY | {"valid_from": DAY}
_ENDED: Final = _MONTHLY | {"valid_to": DAY - ONE}
_PLACES: Final = {
    "duty_owed_by_kind": "units",
    "duty_owed_by_level": "commune",
    "duty_owed_by_unit_kind": "place",
    "duty_owed_by_below": "unit1",
}
_PUBLISHED: Final = {"published": True, "duty_kind": "report"}
_OF_ONE: Final = {"duty_kind": "composition", "valid_from": DAY, "duty_at_least": 1, "duty_at_most": 1}
_SECOND: Final = {"collaborator": "collaborator2"}
_OBLIGORS: Final = tuple(f"duty_owed_by_{name}" for name in ("kind", "role", "level", "unit_kind", "below"))
_team: Final = partial(case, regulation_provisions=_OF_ONE, collaborators=[{}, {}])
_NAMED: Final = [{"regulation_provision": f"regulation_provision{n}"} for n in (1, 2)]


def _either(*provisions: Cells) -> Iterator[Example]:
    """Yield an example of provisions without the table of units that they name, and with one that is of others."""
    yield case(regulation_provisions=provisions)
    yield case(regulation_provisions=provisions, regulation_units={"regulation_provision": "another"})


@rule(
    "G101",
    table="regulation_provisions",
    evidence="regulation",
    field="valid_from",
    severity=Severity.WARNING,
    vi="điều khoản {record} có hiệu lực ngoài thời gian của quy chế {evidence}",
    en="provision {record} is in force on days when its regulation {evidence} is not",
    cure_vi="sửa ngày hiệu lực theo văn bản",
    cure_en="correct the days to match the document",
    source="dlxh: own choice",
    why_vi="Nghĩa vụ bị tính cả khi chưa có quy chế, hoặc sau khi quy chế hết hiệu lực.",
    right=[
        case(
            regulation_provisions={"valid_from": DAY, "valid_to": DAY},
            regulations={"valid_from": DAY, "valid_to": DAY},
        )
    ],
    wrong=[
        case(regulation_provisions={"valid_from": DAY - ONE}, regulations={"valid_from": DAY}),
        case(regulation_provisions={"valid_to": DAY}, regulations={"valid_to": DAY - ONE}),
    ],
)
def provision_outside_regulation(p: Row) -> Value:
    """A report would be due before there was a regulation, or after it ended."""
    regulation = p.ref("regulation")
    return (p.valid_from < regulation.valid_from) | (p.valid_to > regulation.valid_to)


@rule(
    "G102",
    table="regulation_provisions",
    field="duty_report",
    severity=Severity.ERROR,
    vi="điều khoản {record} quy định trùng báo cáo với {evidence} trong cùng thời gian",
    en="provision {record} requires the same report as {evidence} on the same days",
    cure_vi="kết thúc điều khoản cũ trước khi điều khoản mới có hiệu lực",
    cure_en="end the old provision before the new one begins",
    source="dlxh: own choice",
    why_vi="""Một báo cáo bị tính là phải nộp hai lần, tỷ lệ nộp giảm một nửa.

Điều khoản nêu đích danh đơn vị thì không so: đơn vị nào là cùng một nơi dưới tên khác, sổ nghĩa vụ mới biết.""",
    right=[
        *_either(_ENDED, _LATER),
        *_either(_LATER, _ENDED),
        *_either(
            _MONTHLY | {"duty_owed_by_role": "member"},
            _MONTHLY | {"duty_owed_by_role": None},
            _MONTHLY | {"duty_owed_by_role": "leader"},
            _MONTHLY | {"duty_owed_by_kind": "owner"},
            _MONTHLY | {"duty_owed_by_level": "commune"},
            _MONTHLY | {"duty_owed_by_unit_kind": "place"},
            _MONTHLY | {"duty_owed_by_below": "unit1"},
        ),
        *_either(_MONTHLY | {"id": "z"}, _MONTHLY | {"duty_kind": "exempt"}),
        *_either(
            _MONTHLY,
            _MONTHLY | {"network": "another"},
            _MONTHLY | {"duty_report": ReportKind.SYNTHESIS},
            _MONTHLY | {"duty_period_kind": "quarter"},
            _MONTHLY | {"duty_count": 2},
            _MONTHLY | {"duty_least_items": 3},
        ),
        case(regulation_provisions=[_MONTHLY, _MONTHLY], regulation_units=_NAMED, judged=False),
        case(regulation_provisions={"duty_kind": "composition"}, judged=False),
        case(
            regulation_provisions={"duty_kind": "composition"},
            regulation_units={"regulation_provision": "another"},
            judged=False,
        ),
    ],
    wrong=[
        *_either(_MONTHLY | {"valid_to": DAY}, _LATER),
        *_either(_LATER, _MONTHLY | {"valid_to": DAY}),
        *_either(_MONTHLY | _PLACES, _MONTHLY | _PLACES),
        *_either(_MONTHLY | {"duty_count": 1}, _MONTHLY),
        *_either(*[_MONTHLY | {"duty_count": 2}] * 2),
        *_either(*[_MONTHLY | {"duty_least_items": 3}] * 2),
    ],
)
def report_owed_twice(p: Row) -> Iterator[Part]:
    """One report is due twice, and the submission rate is halved.

    Provisions that name units are not compared: which of them are the same place under another name, the ledger knows.
    """
    other = those(
        "regulation_provisions",
        network=p.network,
        duty_kind=p.duty_kind,
        duty_report=p.duty_report,
        duty_period_kind=p.duty_period_kind,
    )
    same_count = other.duty_count.fill_null(1) == p.duty_count.fill_null(1)
    same_items = other.duty_least_items.fill_null(0) == p.duty_least_items.fill_null(0)
    same_obligors = [
        getattr(other, name).fill_null("") == getattr(p, name).fill_null("") for name in _OBLIGORS
    ]
    meeting = (p.valid_from <= other.valid_to.fill_null(OPEN_END)) & (
        other.valid_from <= p.valid_to.fill_null(OPEN_END)
    )
    twice = other.where(other.id < p.id, *same_obligors, same_count, same_items, meeting).each_one(
        evidence=other.id
    )
    calls = p.duty_kind == "report"
    yield part(p, given(calls, twice), without=("regulation_units",))
    named = those("regulation_units", regulation_provision=p.id)
    yield part(p, given(calls & ~named.exists(), twice), optional=True)


@rule(
    "G103",
    table="regulation_provisions",
    field="document",
    severity=Severity.WARNING,
    vi="điều khoản {record} ghi là đã công bố nhưng không có số văn bản",
    en="provision {record} is marked as published but cites no document",
    cure_vi="ghi số, ký hiệu văn bản, hoặc đánh dấu là giả định (published = false)",
    cure_en="cite the document, or mark the provision as assumed (published = false)",
    source="dlxh: own choice",
    why_vi="Không có số văn bản thì không ai tra lại được; số liệu dựa vào điều khoản đó không có nguồn.",
    right=[
        case(regulation_provisions=_PUBLISHED | {"document": "12-QĐ/BTGTU"}, regulations={}),
        case(regulation_provisions=_PUBLISHED, regulations={"document": "12-QĐ/BTGTU"}),
        case(regulation_provisions=_PUBLISHED | {"published": False}, regulations={}, judged=False),
        case(regulation_provisions=_PUBLISHED | {"duty_kind": None}, regulations={}, judged=False),
    ],
    wrong=[case(regulation_provisions=_PUBLISHED, regulations={})],
)
def published_without_document(p: Row) -> Given:
    """Without a document nobody can look it up, and what is counted by it has no source."""
    unnamed = p.document.is_null() & p.ref("regulation").document.is_null()
    return given(p.published & ~p.duty_kind.is_null(), unnamed)


@rule(
    "G104",
    table="regulation_provisions",
    field="duty_at_most",
    severity=Severity.ERROR,
    vi="điều khoản {record}: số tối đa nhỏ hơn số tối thiểu",
    en="provision {record}: the maximum is less than the minimum",
    cure_vi="sửa lại hai số theo văn bản",
    cure_en="correct the two numbers to match the document",
    source="dlxh: own choice",
    why_vi="Không cơ cấu nào đáp ứng được cả hai.",
    right=[
        case(regulation_provisions={"duty_at_least": 10, "duty_at_most": 10}),
        case(regulation_provisions={"duty_at_least": 10, "duty_at_most": None}, judged=False),
        case(regulation_provisions={"duty_at_least": None, "duty_at_most": 10}, judged=False),
    ],
    wrong=[case(regulation_provisions={"duty_at_least": 10, "duty_at_most": 9})],
)
def composition_impossible(p: Row) -> Given:
    """No team can satisfy both."""
    return given(~p.duty_at_least.is_null() & ~p.duty_at_most.is_null(), p.duty_at_most < p.duty_at_least)


@rule(
    "G105",
    table="regulation_provisions",
    field="duty_at_least",
    severity=Severity.WARNING,
    vi="số cộng tác viên đang tham gia nằm ngoài mức quy định tại điều khoản {record}",
    en="the number of serving collaborators is outside the range set by provision {record}",
    cure_vi="kiện toàn đội ngũ, hoặc cập nhật điều khoản",
    cure_en="complete the team, or update the provision",
    source="Hướng dẫn 167-HD/BTGTW, 26/12/2015 (đủ số lượng và cơ cấu)",
    why_vi="Hướng dẫn yêu cầu đủ số lượng và cơ cấu; thiếu một nhóm thì kết quả không phản ánh nhóm đó.",
    right=[
        case(
            regulation_provisions=_OF_ONE | {"valid_to": DAY},
            memberships={"start": DAY, "end": DAY},
            collaborators={},
        ),
        _team(
            memberships=[
                {"start": DAY},
                {"start": DAY},
                _SECOND | {"start": DAY + ONE},
                _SECOND | {"start": DAY - ONE, "end": DAY - ONE},
            ]
        ),
        case(
            regulation_provisions=_OF_ONE | {"duty_group": "workers"},
            memberships=[{"start": DAY, "collaborator": f"collaborator{n}"} for n in (1, 2, 3)],
            collaborators=[{"composition": group} for group in ("workers", "farmers", "farmers")],
        ),
        case(regulation_provisions=_OF_ONE | {"valid_from": DAY + ONE}, judged=False),
        case(regulation_provisions=_OF_ONE | {"valid_from": DAY - ONE, "valid_to": DAY - ONE}, judged=False),
        case(regulation_provisions=_OF_ONE | {"duty_kind": "report"}, judged=False),
    ],
    wrong=[
        case(regulation_provisions=_OF_ONE),
        _team(memberships=[{"start": DAY}, _SECOND | {"start": DAY}]),
    ],
)
def team_of_another_make_up(p: Row) -> Given:
    """The guidance asks for full numbers and composition; the reports do not speak for a group that is missing."""
    membership = those("memberships", network=p.network)
    serving = membership.where(membership.start <= AS_OF, membership.end.fill_null(OPEN_END) >= AS_OF)
    of_group = p.duty_group.is_null() | (membership.ref("collaborator").composition == p.duty_group)
    people = serving.where(of_group).count(distinct=membership.collaborator)
    in_force = (p.valid_from <= AS_OF) & (p.valid_to.fill_null(OPEN_END) >= AS_OF)
    return given(
        (p.duty_kind == "composition") & in_force, (people < p.duty_at_least) | (people > p.duty_at_most)
    )


RULES = (
    provision_outside_regulation,
    report_owed_twice,
    published_without_document,
    composition_impossible,
    team_of_another_make_up,
)
