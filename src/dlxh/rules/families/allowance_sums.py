"""Số tiền chi: whether the sum of a line is that of its provision and month."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from dlxh.data.salary_steps import base_salaries, base_salary_known_to
from dlxh.models.allowance_line import PayOutcome
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, coalesce, given, when
from dlxh.rules.language.examples import DAY, MONTH, ONE, case
from dlxh.rules.language.functions import in_force
from dlxh.rules.shapes.pay import sum_of

DECREES: Final = "Nghị định về mức lương cơ sở của tháng đó (dlxh.data.base_salary)"
_COEFFICIENT: Final = "coefficient_monthly"
_FIXED: Final = "fixed_monthly"
_TEN_THOUSAND: Final = 10_000


def _base_salary(month: Value) -> Value:
    """Return the base salary of a month in đồng; null before the first decree, and beyond what is known."""
    steps = [(step.applies_from, step.amount) for step in base_salaries()]
    return in_force(month, steps, known_to=base_salary_known_to())


def _steps() -> Iterator[tuple[date, int]]:
    """Yield the first and the last day of each base salary with its amount, for examples."""
    known = base_salaries()
    for step, later in zip(known, (*known[1:], None), strict=True):
        yield step.applies_from, step.amount
        yield base_salary_known_to() if later is None else later.applies_from - ONE, step.amount


_FIRST: Final = base_salaries()[0].applies_from
_LAST: Final = base_salary_known_to()
_PAID: Final = {"month": MONTH, "sequence": 1, "due": 100, "amount": 100}
_IN_FULL: Final = {"month": MONTH, "sequence": 1, "outcome": PayOutcome.FULL}
_by_coefficient: Final = partial(
    case, scheme_provisions={"rate_kind": _COEFFICIENT, "rate_coefficient": 10_000}
)
_by_sum: Final = partial(case, scheme_provisions={"rate_kind": _FIXED, "rate_amount": 500_000})
_LATER: Final = _PAID | {"sequence": 2}
_UNNAMED: Final = {"provision": None}
_IN_MONTH: Final = {"month": MONTH}
_by_half: Final = partial(case, scheme_provisions={"rate_coefficient": 5_000})


def _is_assumed(line: Row) -> Value:
    return line.base_assumed.fill_null(False)


@rule(
    "P105",
    table="allowance_lines",
    evidence="provision",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record} không đúng mức của điều khoản {evidence}",
    en="line {record} does not match the amount of its provision {evidence}",
    cure_vi="tính lại bằng dlxh.allowances; tháng đã chi được bù bằng dòng chênh lệch",
    cure_en="recalculate with dlxh.allowances; a month that was already paid gets a difference line",
    source=DECREES,
    why_vi="Hệ số nhân với mức lương cơ sở của tháng làm việc, không phải của ngày chi; mức chi bằng tiền không đổi theo lương cơ sở.",
    right=[
        _by_coefficient(
            allowance_lines=[
                *(_IN_FULL | {"month": month, "due": amount} for month, amount in _steps()),
                _IN_FULL | {"month": _FIRST - ONE, "due": 1},
                _IN_FULL | {"month": _LAST + ONE, "due": 1},
            ]
        ),
        _by_sum(
            allowance_lines=[
                _IN_FULL | {"due": 500_000, "amount": 100_000},
                _IN_FULL | {"due": None, "amount": 500_000},
                _IN_FULL | {"due": None, "amount": 100_000, "sequence": 2},
            ]
        ),
        _by_sum(allowance_lines=_IN_FULL | {"outcome": PayOutcome.CAPPED}, judged=False),
        _by_sum(allowance_lines=_IN_FULL | {"share": 5_000}, judged=False),
        _by_coefficient(allowance_lines=_IN_FULL | {"base_assumed": True}, judged=False),
        case(allowance_lines=_IN_FULL, scheme_provisions={"rate_kind": "per_report"}, judged=False),
    ],
    wrong=[
        _by_coefficient(allowance_lines=_IN_FULL | {"month": _FIRST, "due": 1}),
        _by_coefficient(allowance_lines=_IN_FULL | {"month": _LAST, "due": 1}),
        _by_sum(allowance_lines=_IN_FULL | {"amount": 499_999}),
    ],
)
def amount_not_the_provisions(line: Row) -> Given:
    """The coefficient applies to the base salary of the month served, not of the day of payment; a fixed sum does not follow the base salary."""
    rate = line.ref("provision")
    in_full = (line.outcome == PayOutcome.FULL) & line.share.is_null() & ~_is_assumed(line)
    product = rate.rate_coefficient * _base_salary(line.month)
    # How a part of a đồng is rounded is the scheme's to say; with the base salaries so far there never is one.
    whole = when(product % _TEN_THOUSAND == 0).then(product // _TEN_THOUSAND)
    due = when(rate.rate_kind == _COEFFICIENT).then(whole).otherwise(rate.rate_amount)
    first = when(line.sequence == 1).then(line.amount)
    return given(in_full & rate.rate_kind.is_in([_COEFFICIENT, _FIXED]), coalesce(line.due, first) != due)


@rule(
    "P106",
    table="allowance_lines",
    field="base_salary",
    severity=Severity.ERROR,
    vi="dòng chi {record} dùng mức lương cơ sở không phải của tháng làm việc",
    en="line {record} uses a base salary that is not the one of its month",
    cure_vi="tra dlxh.data.base_salary của ngày đầu tháng làm việc, rồi tính lại",
    cure_en="look up dlxh.data.base_salary for the first day of the month served, and recalculate",
    source=DECREES,
    why_vi="Mức lương cơ sở có thể áp dụng từ trước ngày ban hành (47/2016/NĐ-CP): tính theo ngày chi thì thiếu phần truy lĩnh.",
    right=[
        case(
            allowance_lines=[
                *({"month": month, "base_salary": amount} for month, amount in _steps()),
                {"month": _FIRST - ONE, "base_salary": 1},
                {"month": _LAST + ONE, "base_salary": 1},
            ]
        ),
        case(allowance_lines={"month": _LAST, "base_salary": None}, judged=False),
        case(allowance_lines={"month": _LAST, "base_salary": 1, "base_assumed": True}, judged=False),
    ],
    wrong=[
        case(allowance_lines={"month": _FIRST, "base_salary": 1}),
        case(allowance_lines={"month": _LAST, "base_salary": 1}),
    ],
)
def base_salary_of_another_month(line: Row) -> Given:
    """A base salary may apply from before it was signed (47/2016/NĐ-CP): going by the day of payment loses the arrears."""
    stated = ~line.base_salary.is_null() & ~_is_assumed(line)
    return given(stated, line.base_salary != _base_salary(line.month))


@rule(
    "P107",
    table="allowance_lines",
    evidence="provision",
    field="coefficient",
    severity=Severity.ERROR,
    vi="dòng chi {record} ghi hệ số khác hệ số của điều khoản {evidence}",
    en="line {record} states a coefficient that differs from its provision {evidence}",
    cure_vi="ghi hệ số của điều khoản, hoặc sửa điều khoản theo văn bản",
    cure_en="state the provision's coefficient, or correct the provision to match the document",
    source="Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (hệ số theo cấp)",
    why_vi="Bảng chi được ký nhận theo hệ số; hệ số sai thì chữ ký xác nhận điều không có trong quy định.",
    right=[
        _by_half(allowance_lines={"coefficient": 5_000}),
        _by_half(allowance_lines={"coefficient": None}, judged=False),
    ],
    wrong=[_by_half(allowance_lines={"coefficient": 5_001})],
)
def coefficient_not_the_provisions(line: Row) -> Given:
    """The sheet is signed for its coefficients; a wrong one makes the signature confirm something no rule says."""
    return given(~line.coefficient.is_null(), line.coefficient != line.ref("provision").rate_coefficient)


@rule(
    "P108",
    table="allowance_lines",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record}: số tiền không bằng số phải chi trừ số đã chi",
    en="line {record}: its amount is not the sum due minus what was already paid",
    cure_vi="ghi số tiền bằng số phải chi (due) trừ số phải chi của dòng trước cùng tháng, cùng mức chi",
    cure_en="set the amount to its due minus the due of the line before it for the same month and provision",
    source="dlxh: own choice",
    why_vi="Cộng các dòng của một tháng phải đúng bằng số phải chi; lệch một dòng là thừa hoặc thiếu tiền.",
    right=[
        case(allowance_lines=[_PAID, _LATER | {"due": 150, "amount": 50}]),
        case(
            allowance_lines=[
                _PAID,
                _LATER | {"network": "another"},
                _LATER | {"collaborator": "another"},
                _LATER | {"month": MONTH - ONE},
                _LATER | _UNNAMED,
            ]
        ),
        case(allowance_lines=_PAID | {"due": None}, judged=False),
    ],
    wrong=[
        case(allowance_lines=_PAID | {"amount": 99}),
        case(allowance_lines=[_LATER | _UNNAMED | {"due": 150, "amount": 51}, _PAID | _UNNAMED]),
    ],
)
def difference_does_not_add_up(line: Row) -> Given:
    """The lines of a month add up to what is due; if one is off, somebody gets too much or too little."""
    before = line.previous(by=sum_of(line), order=("sequence", "id"))
    paid = when(line.sequence == 1).then(0).otherwise(before.due)
    return given(~line.due.is_null(), line.amount != line.due - paid)


@rule(
    "P109",
    table="allowance_lines",
    evidence="provision",
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record} dùng điều khoản {evidence} không có hiệu lực trong tháng",
    en="line {record} is based on provision {evidence}, which is not in force in its month",
    cure_vi="dùng điều khoản của tháng đó",
    cure_en="use that month's provision",
    source="dlxh: own choice",
    why_vi="Mức mới không áp dụng cho tháng cũ, trừ khi văn bản nói vậy (valid_from trước ngày quyết định).",
    right=[
        case(allowance_lines=_IN_MONTH, scheme_provisions={"valid_from": DAY}),
        case(allowance_lines=_IN_MONTH, scheme_provisions={"valid_to": MONTH}),
        case(allowance_lines=_IN_MONTH | _UNNAMED, scheme_provisions={}, judged=False),
    ],
    wrong=[
        case(allowance_lines=_IN_MONTH, scheme_provisions={"valid_from": DAY + ONE}),
        case(allowance_lines=_IN_MONTH, scheme_provisions={"valid_to": MONTH - ONE}),
    ],
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
    en="line {record}: the month must be written as its first day",
    cure_vi="ghi ngày 1 của tháng làm việc",
    cure_en="write the first day of the month served",
    source="dlxh: own choice",
    why_vi="Ghi một tháng theo hai cách thì không nhận ra tháng đó đã chi.",
    right=[case(allowance_lines=_IN_MONTH)],
    wrong=[case(allowance_lines={"month": MONTH + ONE})],
)
def month_not_its_first_day(line: Row) -> Value:
    """If months are written in two ways, one that was already paid is not recognised."""
    return line.month.dt.day() != 1


RULES = (
    amount_not_the_provisions,
    base_salary_of_another_month,
    coefficient_not_the_provisions,
    difference_does_not_add_up,
    provision_of_another_time,
    month_not_its_first_day,
)
