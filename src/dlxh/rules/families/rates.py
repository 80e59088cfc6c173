"""Mức chi: provisions of pay that contradict each other, or leave open how a month is paid; and work that nobody may be paid for."""

from functools import reduce
from operator import and_
from typing import Final

from dlxh.models.allowance import MidMonthChange
from dlxh.models.report import ReportKind
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Row, Value, those
from dlxh.rules.language.examples import DAY, ONE, Cells, Example, case
from dlxh.rules.shapes.intervals import outside_all
from dlxh.words.days import OPEN_END

_FOR_WHOM: Final = ("role", "level", "rank", "draws_other")
_MONTHLY: Final = ("coefficient_monthly", "fixed_monthly")
_FIXED: Final = {"rate_kind": "fixed_monthly", "valid_from": DAY - ONE}
_COEFFICIENT: Final = _FIXED | {"rate_kind": "coefficient_monthly"}
_PER_REPORT: Final = _FIXED | {"rate_kind": "per_report"}
_EXACT: Final = _FIXED | {"role": "member", "level": "province", "rank": "first", "draws_other": False}
_OF_OTHERS: Final = ({"role": "leader"}, {"level": "commune"}, {"rank": "second"}, {"draws_other": True})

_OF_A: Final = _FIXED | {"entitlement": "a"}
_ELSEWHERE: Final = {"scheme": "scheme2"}
_PERIODIC: Final = _PER_REPORT | {"rate_report_kind": ReportKind.PERIODIC}
_AD_HOC: Final = _PER_REPORT | {"rate_report_kind": ReportKind.AD_HOC}
_BY_DAYS: Final = {"mid_month_change": MidMonthChange.BY_DAYS}


def _replaced(before: Cells, behind: Cells, *schemes: Cells) -> Example:
    """Return an example of a rate that another one takes the place of, within a month if it does not say otherwise."""
    rates = [{"valid_to": DAY - ONE, **before}, {**behind, "valid_from": max(behind["valid_from"], DAY)}]
    return case(scheme_provisions=rates, schemes=schemes or {})


def _alike(one: Row, other: Row, *names: str) -> Value:
    """Return whether values are the same, or one of the two is left open."""
    return reduce(and_, ((one[name] == other[name]).fill_null(True) for name in names))


def _both_coded(one: Row, other: Row) -> Value:
    return ~one.entitlement.is_null() & ~other.entitlement.is_null()


def _one_code(one: Row, other: Row) -> Value:
    return one.entitlement == other.entitlement


def _same_kind(one: Row, other: Row) -> Value:
    return (one.rate_kind == other.rate_kind) & _alike(one, other, "rate_report_kind")


def _unsaid(one: Row, other: Row) -> Value:
    """Return whether it is not stated how a month is paid in which the two take turns."""
    change, other_change = (each.ref("scheme").mid_month_change for each in (one, other))
    same_change = (change == other_change).fill_null(False)
    both_monthly = one.rate_kind.is_in(_MONTHLY) & other.rate_kind.is_in(_MONTHLY)
    uncoded = ~_both_coded(one, other)
    return (_one_code(one, other) & ~same_change) | (uncoded & (both_monthly | _same_kind(one, other)))


@rule(
    "P201",
    table="scheme_provisions",
    field="valid_from",
    severity=Severity.ERROR,
    vi="mức chi {record} chồng với {evidence}: cùng khoản chi hoặc cùng loại, cùng đối tượng, cùng thời gian",
    en="provision {record} overlaps {evidence}: same entitlement or kind, same people, same days",
    cure_vi="kết thúc mức cũ trước khi mức mới có hiệu lực, ghi rõ đối tượng, hoặc ghi hai khoản chi (entitlement) khác nhau",
    cure_en="end the old one before the new one begins, say whom each is for, or give them different entitlements",
    source="dlxh: own choice",
    why_vi="Một người được trả hai lần cho cùng một việc.",
    right=[
        case(scheme_provisions=[_FIXED | {"valid_to": DAY - ONE}, _FIXED | {"valid_from": DAY}], schemes={}),
        case(scheme_provisions=[_FIXED | {"valid_from": DAY}, _FIXED | {"valid_to": DAY - ONE}], schemes={}),
        case(scheme_provisions=[_EXACT, *(_EXACT | other for other in _OF_OTHERS)], schemes={}),
        case(scheme_provisions=[_OF_A, _FIXED | {"entitlement": "b"}], schemes={}),
        case(scheme_provisions=[_FIXED, _FIXED | _ELSEWHERE], schemes=[{}, {}]),
        case(scheme_provisions=[_FIXED, _FIXED | {"rate_kind": "per_unit"}], schemes={}),
        case(scheme_provisions=[_PERIODIC, _AD_HOC], schemes={}),
        case(scheme_provisions=[_COEFFICIENT, _COEFFICIENT], schemes={"one_coefficient": True}),
    ],
    wrong=[
        case(
            scheme_provisions=[_FIXED | {"valid_to": DAY}, _FIXED | {"valid_from": DAY}],
            schemes={"one_coefficient": True},
        ),
        case(scheme_provisions=[_FIXED | {"valid_from": DAY}, _FIXED | {"valid_to": DAY}], schemes={}),
        case(scheme_provisions=[_OF_A, _FIXED], schemes={}),
        case(scheme_provisions=[_FIXED, _OF_A], schemes={}),
        case(scheme_provisions=[_OF_A, _PER_REPORT | _ELSEWHERE | {"entitlement": "a"}], schemes=[{}, {}]),
        case(scheme_provisions=[_COEFFICIENT, _COEFFICIENT], schemes={"one_coefficient": False}),
    ],
)
def rates_overlap(p: Row) -> Value:
    """One person is paid twice for the same thing."""
    other = those("scheme_provisions", network=p.network)
    competing = (p.rate_kind == "coefficient_monthly") & p.ref("scheme").one_coefficient
    uncoded = ~_both_coded(p, other) & (p.scheme == other.scheme) & _same_kind(p, other) & ~competing
    return other.where(
        other.id < p.id,
        p.valid_from <= other.valid_to.fill_null(OPEN_END),
        other.valid_from <= p.valid_to.fill_null(OPEN_END),
        _one_code(p, other) | uncoded,
        _alike(p, other, *_FOR_WHOM),
    ).each_one(evidence=other.id)


@rule(
    "P203",
    table="scheme_provisions",
    field="valid_from",
    severity=Severity.WARNING,
    vi="mức chi {record} thay {evidence} giữa tháng mà chế độ không quy định tháng đó chi thế nào",
    en="provision {record} replaces {evidence} within a month, and the scheme does not say how that month is paid",
    cure_vi="ghi khoản chi (entitlement) của cả hai mức, và cách chi tháng có thay đổi (mid_month_change) của chế độ",
    cure_en="state the entitlement of both, and mid_month_change of the scheme",
    source="dlxh: own choice",
    why_vi="Không quy định thì tháng đó có thể bị chi hai lần hoặc không được chi; dlxh.allowances không tính tháng đó.",
    right=[
        _replaced(_FIXED | {"valid_to": DAY}, _FIXED),
        _replaced(_FIXED | {"valid_to": DAY}, _FIXED | {"valid_from": DAY + ONE}),
        case(
            scheme_provisions=[
                _EXACT | {"valid_to": DAY - ONE},
                *(_EXACT | {"valid_from": DAY} | other for other in _OF_OTHERS),
            ],
            schemes={},
        ),
        _replaced(_OF_A, _OF_A, _BY_DAYS),
        _replaced(_OF_A, _FIXED | {"entitlement": "b"}),
        _replaced(_FIXED, _PER_REPORT),
        _replaced(_PER_REPORT, _FIXED),
        _replaced(_PERIODIC, _AD_HOC),
    ],
    wrong=[
        _replaced(_OF_A, _OF_A),
        _replaced(_OF_A, _OF_A | _ELSEWHERE, _BY_DAYS, {"mid_month_change": MidMonthChange.LAST_DAY}),
        _replaced(_FIXED, _COEFFICIENT),
        _replaced(_COEFFICIENT, _FIXED),
        _replaced(_PER_REPORT, _PER_REPORT),
        _replaced(_OF_A, _FIXED),
        _replaced(_FIXED, _OF_A),
    ],
)
def rate_replaced_mid_month(p: Row) -> Value:
    """Otherwise the month may be paid twice or not at all; dlxh.allowances does not calculate it."""
    other = those("scheme_provisions", network=p.network)
    return other.where(
        other.valid_to < p.valid_from,
        other.valid_to.dt.month_number() == p.valid_from.dt.month_number(),
        _unsaid(p, other),
        _alike(p, other, *_FOR_WHOM),
    ).each_one(evidence=other.id)


@rule(
    "P202",
    table="work_entries",
    field="day",
    severity=Severity.WARNING,
    vi="công việc {record} được làm vào ngày người đó không phải cộng tác viên",
    en="work {record} was done on a day when the person was not a collaborator",
    cure_vi="kiểm tra ngày và mã cộng tác viên; ngày ngoài tư cách không được chi",
    cure_en="check the day and the collaborator; a day outside the membership is not paid",
    source="dlxh: own choice",
    why_vi="Xác nhận công việc cho người ngoài danh sách thì chi không có căn cứ.",
    right=[
        case(work_entries={"day": DAY}, memberships={"start": DAY, "end": DAY}),
        case(work_entries={"day": DAY}, memberships={"start": DAY}),
    ],
    wrong=[
        case(work_entries={"day": DAY}, memberships={"start": DAY + ONE}),
        case(work_entries={"day": DAY}, memberships={"start": DAY - ONE, "end": DAY - ONE}),
    ],
)
def work_outside_membership(w: Row) -> Value:
    """Work confirmed for somebody not on the list is paid without a legal basis."""
    return outside_all(those("memberships", collaborator=w.collaborator), w.day, w.day)


RULES = (
    rates_overlap,
    work_outside_membership,
    rate_replaced_mid_month,
)
