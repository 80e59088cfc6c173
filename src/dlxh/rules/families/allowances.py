"""Dòng chi: who was paid for which month."""

from functools import partial
from typing import Final

from dlxh.models.allowance import PayBasis
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, given, those
from dlxh.rules.language.examples import DAY, MONTH, ONE, case
from dlxh.rules.shapes.intervals import runs_in_month
from dlxh.rules.shapes.pay import rest_of, sum_of

_PAID: Final = {"month": MONTH, "amount": 1}
_UNPAID: Final = _PAID | {"amount": 0}
_FIRST_DAY: Final = {"start": MONTH, "end": MONTH}
_LAST_DAY: Final = {"start": DAY}
_BEFORE: Final = {"start": MONTH - ONE, "end": MONTH - ONE}
_LATER: Final = {"start": DAY + ONE}
"""In examples days of memberships and contracts in the month and around it."""
_BY_CONTRACT: Final = {"basis": PayBasis.ENGAGEMENT}
_under: Final = partial(case, allowance_lines=_PAID, scheme_provisions=_BY_CONTRACT, memberships={})
_BACK: Final = _PAID | {"amount": -1}
_RECOVERED: Final = [_PAID, _BACK]
_KEPT: Final = [
    _PAID | {"amount": 2},
    _BACK,
    _UNPAID,
    _BACK | {"network": "another"},
    _BACK | {"collaborator": "another"},
    _BACK | {"month": MONTH - ONE},
    _BACK | {"provision": None},
]
"""In examples what was paid and recovered, what was recovered in part, and of others."""
_AGAIN: Final = {"month": MONTH, "sequence": 1}


@rule(
    "P101",
    table="allowance_lines",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng không có hợp đồng",
    en="line {record} pays for a month without an engagement",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung hợp đồng của tháng đó",
    cure_en="recover it with a difference line, or record that month's contract",
    source="Quyết định 78/QĐ-BTGTU, 15/1/2018 (Bạc Liêu: thù lao theo hợp đồng giao khoán)",
    why_vi="Điều khoản chi theo hợp đồng thì thời gian gián đoạn giữa hai hợp đồng không được chi.",
    right=[
        _under(engagements=_LAST_DAY),
        _under(engagements=_FIRST_DAY),
        case(allowance_lines=_PAID, scheme_provisions={"basis": PayBasis.MEMBERSHIP}, judged=False),
        case(allowance_lines=_UNPAID, scheme_provisions=_BY_CONTRACT, judged=False),
        _under(allowance_lines=_RECOVERED, engagements=_LATER, judged=False),
    ],
    wrong=[_under(engagements=[_LATER, _BEFORE]), _under(allowance_lines=_KEPT, engagements=_LATER)],
)
def paid_without_engagement(line: Row) -> Given:
    """Where a provision pays by contract, the gap between contracts is not paid."""
    by_contract = line.ref("provision").basis == PayBasis.ENGAGEMENT
    membership = those("memberships", collaborator=line.collaborator)
    contract = those("engagements", membership=membership.id)
    under_contract = membership.where(contract.where(runs_in_month(contract, line.month)).exists())
    return given((line.amount > 0) & by_contract & (rest_of(line) > 0), ~under_contract.exists())


@rule(
    "P102",
    table="allowance_lines",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng mà người đó không phải cộng tác viên",
    en="line {record} pays for a month in which the person was not a collaborator",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung tư cách của tháng đó",
    cure_en="recover it with a difference line, or record that month's membership",
    source="Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (chỉ chi khi có đầy đủ các điều kiện)",
    why_vi="Chi cho người ngoài danh sách là chi sai.",
    right=[
        case(allowance_lines=_PAID, memberships=_LAST_DAY),
        case(allowance_lines=_PAID, memberships=_FIRST_DAY),
        case(allowance_lines=_UNPAID, judged=False),
        case(allowance_lines=_RECOVERED, memberships=_LATER, judged=False),
    ],
    wrong=[
        case(allowance_lines=_PAID, memberships=[_LATER, _BEFORE]),
        case(allowance_lines=_KEPT, memberships=_LATER),
        case(allowance_lines=_PAID | {"provision": None}, memberships=_LATER),
    ],
)
def paid_without_membership(line: Row) -> Given:
    """Money for somebody who is not on the list is paid in error."""
    membership = those("memberships", collaborator=line.collaborator)
    return given(
        (line.amount > 0) & (rest_of(line) > 0),
        ~membership.where(runs_in_month(membership, line.month)).exists(),
    )


@rule(
    "P103",
    table="allowance_lines",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tư cách không hưởng phụ cấp",
    en="line {record} pays for a membership that carries no allowance",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc sửa paid của tư cách theo quyết định",
    cure_en="recover it with a difference line, or correct paid on the membership as decided",
    source="dlxh: own choice",
    why_vi="Có mạng lưới chỉ một phần cộng tác viên được hưởng phụ cấp, theo quyết định.",
    right=[
        case(allowance_lines=_PAID, memberships=[_LAST_DAY | {"paid": True}, _FIRST_DAY | {"paid": False}]),
        case(allowance_lines=_PAID, memberships=[_LAST_DAY | {"paid": False}, _FIRST_DAY | {"paid": True}]),
        case(allowance_lines=_PAID, memberships=[_LATER | {"paid": False}, _BEFORE | {"paid": False}]),
        case(
            allowance_lines=_UNPAID,
            memberships=_LAST_DAY | {"paid": False},
            judged=False,
        ),
        case(allowance_lines=_RECOVERED, memberships=_LAST_DAY | {"paid": False}, judged=False),
    ],
    wrong=[
        case(allowance_lines=_KEPT, memberships=_LAST_DAY | {"paid": False}),
        case(allowance_lines=_PAID | {"provision": None}, memberships=_LAST_DAY | {"paid": False}),
        case(allowance_lines=_PAID, memberships=[_LAST_DAY | {"paid": False}, _LATER | {"paid": True}]),
        case(allowance_lines=_PAID, memberships=[_FIRST_DAY | {"paid": False}, _BEFORE | {"paid": True}]),
    ],
)
def paid_unpaid_membership(line: Row) -> Given:
    """In some networks only some collaborators draw an allowance; the decision says who."""
    membership = those("memberships", collaborator=line.collaborator)
    held = membership.where(runs_in_month(membership, line.month))
    return given(
        (line.amount > 0) & (rest_of(line) > 0), ~held.where(membership.paid).exists() & held.exists()
    )


@rule(
    "P104",
    table="allowance_lines",
    field="sequence",
    severity=Severity.ERROR,
    vi="dòng chi {record} chi lại khoản của {evidence}: cùng người, cùng tháng, cùng mức chi, cùng số thứ tự",
    en="line {record} pays again what {evidence} paid: same person, month, provision and sequence",
    cure_vi="bỏ một dòng; nếu là chênh lệch thì đánh số tiếp theo và nêu lý do (change)",
    cure_en="remove one; a difference takes the next sequence and says why (change)",
    source="dlxh: own choice",
    why_vi="Một tháng được chi hai lần.",
    right=[
        case(
            allowance_lines=[
                _AGAIN,
                _AGAIN | {"network": "another"},
                _AGAIN | {"collaborator": "another"},
                _AGAIN | {"month": MONTH - ONE},
                _AGAIN | {"provision": None},
                _AGAIN | {"sequence": 2},
            ]
        )
    ],
    wrong=[case(allowance_lines=[_AGAIN | {"provision": None}] * 2)],
)
def paid_twice(line: Row) -> tuple[Value, Value]:
    """A month is paid twice."""
    before = line.previous(by=(*sum_of(line), line.sequence), order=("id",))
    return ~before.id.is_null(), before.id


RULES = (
    paid_without_engagement,
    paid_without_membership,
    paid_unpaid_membership,
    paid_twice,
)
