"""Dòng chi: who was paid for which month."""

from dlxh.models.allowance import PayBasis
from dlxh.register.finding import Severity
from dlxh.rules.language.examples import DAY, MONTH, ONE, case
from dlxh.rules.language.parts import Given, given
from dlxh.rules.language.rows import Row, those
from dlxh.rules.language.values import Value
from dlxh.rules.rule import rule
from dlxh.rules.shapes.months import runs_in_month
from dlxh.rules.shapes.pay import sum_of


@rule(
    "P101",
    table="allowance_lines",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng không có hợp đồng",
    en="line {record} pays for a month without an engagement",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung hợp đồng của tháng đó",
    cure_en="offset it with a line of difference, or record that month's contract",
    source="Quyết định 78/QĐ-BTGTU, 15/1/2018 (Bạc Liêu: thù lao theo hợp đồng giao khoán)",
    why_vi="Điều khoản chi theo hợp đồng thì thời gian gián đoạn giữa hai hợp đồng không được chi.",
    right=[
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            scheme_provisions={"basis": PayBasis.ENGAGEMENT},
            memberships={},
            engagements={"start": DAY},
        ),
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            scheme_provisions={"basis": PayBasis.ENGAGEMENT},
            memberships={},
            engagements={"start": MONTH, "end": MONTH},
        ),
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            scheme_provisions={"basis": PayBasis.MEMBERSHIP},
            judged=False,
        ),
        case(
            allowance_lines={"month": MONTH, "amount": 0},
            scheme_provisions={"basis": PayBasis.ENGAGEMENT},
            judged=False,
        ),
    ],
    wrong=[
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            scheme_provisions={"basis": PayBasis.ENGAGEMENT},
            memberships={},
            engagements=[{"start": DAY + ONE}, {"start": MONTH - ONE, "end": MONTH - ONE}],
        )
    ],
)
def paid_without_engagement(line: Row) -> Given:
    """Where a provision pays by contract, the gap between contracts is not paid."""
    by_contract = line.ref("provision").basis == PayBasis.ENGAGEMENT
    membership = those("memberships", collaborator=line.collaborator)
    contract = those("engagements", membership=membership.id)
    under_contract = membership.where(contract.where(runs_in_month(contract, line.month)).exists())
    return given((line.amount > 0) & by_contract, ~under_contract.exists())


@rule(
    "P102",
    table="allowance_lines",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng mà người đó không phải cộng tác viên",
    en="line {record} pays for a month in which the person was not a collaborator",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung tư cách của tháng đó",
    cure_en="offset it with a line of difference, or record that month's membership",
    source="Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (chỉ chi khi có đầy đủ các điều kiện)",
    why_vi="Chi cho người ngoài danh sách là chi sai.",
    right=[
        case(allowance_lines={"month": MONTH, "amount": 1}, memberships={"start": DAY}),
        case(allowance_lines={"month": MONTH, "amount": 1}, memberships={"start": MONTH, "end": MONTH}),
        case(allowance_lines={"month": MONTH, "amount": 0}, judged=False),
    ],
    wrong=[
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            memberships=[{"start": DAY + ONE}, {"start": MONTH - ONE, "end": MONTH - ONE}],
        )
    ],
)
def paid_without_membership(line: Row) -> Given:
    """Money for somebody who is not on the list is paid in error."""
    membership = those("memberships", collaborator=line.collaborator)
    return given(line.amount > 0, ~membership.where(runs_in_month(membership, line.month)).exists())


@rule(
    "P103",
    table="allowance_lines",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tư cách không hưởng phụ cấp",
    en="line {record} pays for a membership that carries no allowance",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc sửa paid của tư cách theo quyết định",
    cure_en="offset it with a line of difference, or correct paid on the membership as decided",
    source="dlxh: own choice",
    why_vi="Có mạng lưới chỉ một phần cộng tác viên được hưởng phụ cấp, theo quyết định.",
    right=[
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            memberships=[{"start": DAY, "paid": True}, {"start": MONTH, "end": MONTH, "paid": False}],
        ),
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            memberships=[{"start": DAY, "paid": False}, {"start": MONTH, "end": MONTH, "paid": True}],
        ),
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            memberships=[
                {"start": DAY + ONE, "paid": False},
                {"start": MONTH - ONE, "end": MONTH - ONE, "paid": False},
            ],
        ),
        case(
            allowance_lines={"month": MONTH, "amount": 0},
            memberships={"start": DAY, "paid": False},
            judged=False,
        ),
    ],
    wrong=[
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            memberships=[{"start": DAY, "paid": False}, {"start": DAY + ONE, "paid": True}],
        ),
        case(
            allowance_lines={"month": MONTH, "amount": 1},
            memberships=[
                {"start": MONTH, "end": MONTH, "paid": False},
                {"start": MONTH - ONE, "end": MONTH - ONE, "paid": True},
            ],
        ),
    ],
)
def paid_unpaid_membership(line: Row) -> Given:
    """In some networks only some collaborators draw an allowance; the decision says who."""
    membership = those("memberships", collaborator=line.collaborator)
    held = membership.where(runs_in_month(membership, line.month))
    return given(line.amount > 0, ~held.where(membership.paid).exists() & held.exists())


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
                {"month": MONTH, "sequence": 1},
                {"month": MONTH, "sequence": 1, "network": "another"},
                {"month": MONTH, "sequence": 1, "collaborator": "another"},
                {"month": MONTH - ONE, "sequence": 1},
                {"month": MONTH, "sequence": 1, "provision": None},
                {"month": MONTH, "sequence": 2},
            ]
        )
    ],
    wrong=[case(allowance_lines=[{"month": MONTH, "sequence": 1, "provision": None}] * 2)],
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
