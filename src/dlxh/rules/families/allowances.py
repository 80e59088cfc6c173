"""Dòng chi: who was paid for which month, and whether the sum is the provision's."""

from typing import Final

from dlxh.data.base_salary import base_salaries, base_salary_known_to
from dlxh.models.allowance import PayBasis
from dlxh.models.allowance_line import PayOutcome
from dlxh.register.finding import Severity
from dlxh.rules.language.functions import coalesce, in_force, when
from dlxh.rules.language.parts import Given, given
from dlxh.rules.language.rows import Row, those
from dlxh.rules.language.values import Value
from dlxh.rules.rule import rule
from dlxh.rules.shapes.months import runs_in_month

DECREES: Final = "Nghị định về mức lương cơ sở của tháng đó (dlxh.base_salary)"
_COEFFICIENT: Final = "coefficient_monthly"
_FIXED: Final = "fixed_monthly"
_TEN_THOUSAND: Final = 10_000


def _base_salary(month: Value) -> Value:
    """Return the base salary of a month in đồng; null before the first decree, and beyond what is known."""
    steps = [(step.applies_from, step.amount) for step in base_salaries()]
    return in_force(month, steps, known_to=base_salary_known_to())


def _sum_of(line: Row) -> tuple[Value, ...]:
    """Return what the lines have in common that make up one sum: whose it is, for which month and by which provision."""
    return line.network, line.collaborator, line.month, line.provision.fill_null("")


def _is_assumed(line: Row) -> Value:
    return line.base_assumed.fill_null(False)


@rule(
    "P101",
    table="allowance_lines",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng không có hợp đồng",
    en="line {record} pays for a month without an engagement",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung hợp đồng của tháng đó",
    cure_en="offset it by a line of difference, or record the contract of that month",
    source="Quyết định 78/QĐ-BTGTU, 15/1/2018 (Bạc Liêu: thù lao theo hợp đồng giao khoán)",
    why_vi="Điều khoản trả theo hợp đồng thì khoảng trống giữa hai hợp đồng không được trả.",
)
def paid_without_engagement(line: Row) -> Given:
    """Where the provision pays by contract, a gap between contracts is not paid."""
    by_contract = line.ref("provision").basis == PayBasis.ENGAGEMENT
    seat = those("memberships", collaborator=line.collaborator)
    contract = those("engagements", membership=seat.id)
    under_contract = seat.where(contract.where(runs_in_month(contract, line.month)).exists())
    return given((line.amount > 0) & by_contract, ~under_contract.exists())


@rule(
    "P102",
    table="allowance_lines",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng mà người đó không phải cộng tác viên",
    en="line {record} pays for a month in which the person was no collaborator",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung tư cách của tháng đó",
    cure_en="offset it by a line of difference, or record the membership of that month",
    source="Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (chỉ chi khi có đầy đủ các điều kiện)",
    why_vi="Chi cho người ngoài danh sách là chi sai.",
)
def paid_without_membership(line: Row) -> Given:
    """Money for somebody who is not on the list is paid wrongly."""
    seat = those("memberships", collaborator=line.collaborator)
    return given(line.amount > 0, ~seat.where(runs_in_month(seat, line.month)).exists())


@rule(
    "P103",
    table="allowance_lines",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tư cách không hưởng phụ cấp",
    en="line {record} pays for a membership that is not paid",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc sửa paid của tư cách theo quyết định",
    cure_en="offset it by a line of difference, or correct paid of the membership as decided",
    source="dlxh: own choice",
    why_vi="Có mạng lưới chỉ một phần cộng tác viên hưởng phụ cấp; quyết định nói ai.",
)
def paid_unpaid_membership(line: Row) -> Given:
    """In some networks only a part draws an allowance; the decision says who."""
    seat = those("memberships", collaborator=line.collaborator)
    held = seat.where(runs_in_month(seat, line.month))
    return given(line.amount > 0, ~held.where(seat.paid).exists() & held.exists())


@rule(
    "P104",
    table="allowance_lines",
    field="sequence",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả lần nữa cùng người, cùng tháng, cùng mức chi, cùng số thứ tự như {evidence}",
    en="line {record} pays again what {evidence} paid: same person, month, provision and sequence",
    cure_vi="bỏ một dòng; nếu là chênh lệch thì đánh số tiếp theo và nêu lý do (change)",
    cure_en="take one out; a difference has the next sequence and says why (change)",
    source="dlxh: own choice",
    why_vi="Một tháng trả hai lần.",
)
def paid_twice(line: Row) -> tuple[Value, Value]:
    """One month is paid twice."""
    before = line.previous(by=(*_sum_of(line), line.sequence), order=("id",))
    return ~before.id.is_null(), before.id


@rule(
    "P105",
    table="allowance_lines",
    evidence="provision",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record} không đúng mức của điều khoản {evidence}",
    en="line {record} is not the sum of its provision {evidence}",
    cure_vi="tính lại bằng dlxh.allowances; tháng đã chi được bù bằng dòng chênh lệch",
    cure_en="reckon anew with dlxh.allowances; a month that was paid gets a line of difference",
    source=DECREES,
    why_vi="Hệ số nhân mức lương cơ sở của tháng phục vụ, không phải của ngày chi; mức bằng tiền thì không đổi theo lương cơ sở.",
)
def amount_not_the_provisions(line: Row) -> Given:
    """The coefficient is of the base salary of the month served, not of the day of payment; a fixed sum does not move."""
    rate = line.ref("provision")
    in_full = (line.outcome == PayOutcome.FULL) & line.share.is_null() & ~_is_assumed(line)
    product = rate.rate_coefficient * _base_salary(line.month)
    whole = when(product % _TEN_THOUSAND == 0).then(product // _TEN_THOUSAND)
    due = when(rate.rate_kind == _COEFFICIENT).then(whole).otherwise(rate.rate_amount)
    first = when(line.sequence == 1).then(line.amount)
    return given(in_full & rate.rate_kind.is_in([_COEFFICIENT, _FIXED]), coalesce(line.due, first) != due)


@rule(
    "P106",
    table="allowance_lines",
    field="base_salary",
    severity=Severity.ERROR,
    vi="dòng chi {record} dùng mức lương cơ sở không phải của tháng đó",
    en="line {record} uses a base salary that is not that of its month",
    cure_vi="tra dlxh.base_salary của ngày đầu tháng phục vụ, rồi tính lại",
    cure_en="look up dlxh.base_salary on the first day of the month served, and reckon anew",
    source=DECREES,
    why_vi="Mức lương cơ sở có thể áp dụng lùi (47/2016/NĐ-CP): tính theo ngày chi thì thiếu phần truy lĩnh.",
)
def base_salary_of_another_month(line: Row) -> Given:
    """A base salary may apply from before it was signed (47/2016/NĐ-CP): by the day of payment the arrears are lost."""
    stated = ~line.base_salary.is_null() & ~_is_assumed(line)
    return given(stated, line.base_salary != _base_salary(line.month))


@rule(
    "P107",
    table="allowance_lines",
    evidence="provision",
    field="coefficient",
    severity=Severity.ERROR,
    vi="dòng chi {record} ghi hệ số khác hệ số của điều khoản {evidence}",
    en="line {record} states another coefficient than its provision {evidence}",
    cure_vi="ghi hệ số của điều khoản, hoặc sửa điều khoản theo văn bản",
    cure_en="state the provision's coefficient, or correct the provision as the document says",
    source="Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (hệ số theo cấp)",
    why_vi="Bảng chi ký theo hệ số; hệ số sai thì chữ ký xác nhận điều không có trong quy định.",
)
def coefficient_not_the_provisions(line: Row) -> Given:
    """The sheet is signed by coefficients; a wrong one makes the signature confirm what no rule says."""
    return given(~line.coefficient.is_null(), line.coefficient != line.ref("provision").rate_coefficient)


@rule(
    "P108",
    table="allowance_lines",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record}: số tiền không bằng số phải chi trừ số đã chi",
    en="line {record}: its amount is not what is due less what was paid before",
    cure_vi="ghi số tiền bằng due trừ due của dòng trước cùng tháng, cùng mức chi",
    cure_en="the amount is due less the due of the line before it for the same month and provision",
    source="dlxh: own choice",
    why_vi="Cộng các dòng của một tháng phải ra đúng số phải chi; lệch một dòng là thừa hoặc thiếu tiền.",
)
def difference_does_not_add_up(line: Row) -> Given:
    """The lines of a month add up to what is due; if one is off, somebody gets too much or too little."""
    before = line.previous(by=_sum_of(line), order=("sequence", "id"))
    paid = when(line.sequence == 1).then(0).otherwise(before.due)
    return given(~line.due.is_null(), line.amount != line.due - paid)


@rule(
    "P109",
    table="allowance_lines",
    evidence="provision",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} dùng điều khoản {evidence} không có hiệu lực trong tháng",
    en="line {record} rests on the provision {evidence}, which is in force on no day of its month",
    cure_vi="dùng điều khoản của tháng đó",
    cure_en="use the provision of that month",
    source="dlxh: own choice",
    why_vi="Mức mới không áp dụng cho tháng cũ, trừ khi văn bản nói vậy (valid_from trước ngày quyết định).",
)
def provision_of_another_time(line: Row) -> Given:
    """A new rate does not apply to an old month unless its document says so (valid_from before the day of decision)."""
    month, provision = line.month.dt.month_number(), line.ref("provision")
    too_early = month < provision.valid_from.dt.month_number()
    return given(~line.provision.is_null(), too_early | (month > provision.valid_to.dt.month_number()))


@rule(
    "P110",
    table="allowance_lines",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record}: tháng phải ghi bằng ngày đầu tháng",
    en="line {record}: a month is written as its first day",
    cure_vi="ghi ngày 1 của tháng phục vụ",
    cure_en="write the first day of the month served",
    source="dlxh: own choice",
    why_vi="Hai cách ghi một tháng thì không thấy được tháng đó đã trả.",
)
def month_not_its_first_day(line: Row) -> Value:
    """Written in two ways, a month that was paid is not recognised."""
    return line.month.dt.day() != 1


RULES = (
    paid_without_engagement,
    paid_without_membership,
    paid_unpaid_membership,
    paid_twice,
    amount_not_the_provisions,
    base_salary_of_another_month,
    coefficient_not_the_provisions,
    difference_does_not_add_up,
    provision_of_another_time,
    month_not_its_first_day,
)
