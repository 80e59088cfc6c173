"""Mức chi theo tháng: each provision in each month in which it applies, with all that the month's pay rests on.

A small table, built in Python and joined to the people.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import polars as pl

from dlxh.data.own_salary import SalaryTable
from dlxh.data.salary_steps import BaseSalary
from dlxh.models.allowance import (
    AllowanceProvision,
    AllowanceScheme,
    CoefficientMonthly,
    PerDay,
    PerItem,
    PerReport,
)
from dlxh.models.duties import PayCondition, Proration, ProrationMethod
from dlxh.models.regulation import Regulation
from dlxh.payroll.entitlements import MONTHLY, Stated, in_doubt
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.months import Month
from dlxh.words.days import Beyond
from dlxh.words.money import MAX_DONG, round_ratio, to_ten_thousandths


@dataclass(frozen=True, slots=True)
class PayTerm:
    """One provision in one month.

    Attributes:
        scheme: Its scheme.
        provision: The provision.
        month: The month served.
        base: The base salary of the month, for a coefficient.
        assumed: Whether the month lies beyond the table.
        proration: How an incomplete month is paid; FULL for what is not paid by the month.
        conditions: Those of the provision and of the network's regulation.
        overlapping: Whether another provision would pay the same once more.
    """

    scheme: AllowanceScheme
    provision: AllowanceProvision
    month: Month
    base: BaseSalary | None
    assumed: bool
    proration: ProrationMethod
    conditions: tuple[PayCondition, ...]
    overlapping: bool

    @property
    def stated(self) -> Stated:
        """The provision with its scheme."""
        return Stated(self.scheme, self.provision)

    @property
    def covers(self) -> tuple[int, int]:
        """First and last day of the month on which it applies."""
        ends = self.provision.valid_to or self.month.last
        return max(self.provision.valid_from, self.month.first).day, min(ends, self.month.last).day

    @property
    def unit(self) -> int | None:
        """The rate in đồng for one of what is paid for; None for a coefficient."""
        rate = self.provision.rate
        if isinstance(rate, CoefficientMonthly):
            return None
        if isinstance(rate, PerDay):
            return round_ratio(rate.amount, rate.days_in_month or 1, self.provision.rounding)
        return rate.amount


def terms_of(  # noqa: PLR0913 - what pay rests on has this many parts
    schemes: Iterable[AllowanceScheme],
    regulations: Iterable[Regulation],
    months: Iterable[Month],
    *,
    levels: Mapping[str, str],
    salaries: SalaryTable,
    beyond: Beyond,
    overlapping: frozenset[str],
) -> list[PayTerm]:
    """Return every provision in every month in which it applies.

    Raises:
        BaseSalaryError: a coefficient applies in a month for which no base salary is known.
        PayrollError: it is not stated how an incomplete month is paid, or the sum of a month is too large.
    """
    rules = tuple(regulations)
    found = []
    for month in months:
        for scheme in schemes:
            stated = tuple(_provisions_in_month(rules, scheme.network, month))
            for provision in scheme.provisions:
                ends = provision.valid_to
                if provision.valid_from > month.last or (ends is not None and ends < month.first):
                    continue
                if provision.level is not None and levels.get(scheme.network) != provision.level:
                    continue
                base, assumed = None, False
                if isinstance(provision.rate, CoefficientMonthly):
                    base, assumed = salaries.of_month(month.first, beyond)
                    if not _fits(provision.rate, base):
                        raise PayrollError.too_large([provision.id])
                conditions = (*provision.conditions, *(s for s in stated if isinstance(s, PayCondition)))
                found.append(
                    PayTerm(
                        *(scheme, provision, month, base, assumed),
                        proration=_proration(provision, stated),
                        conditions=conditions,
                        overlapping=provision.id in overlapping,
                    )
                )
    return found


def _fits(rate: CoefficientMonthly, base: BaseSalary) -> bool:
    """Whether the sum of a month can be computed in 64 bits; a table that was not read from a file may hold anything."""
    return base.amount <= MAX_DONG and to_ten_thousandths(rate.coefficient) * base.amount < 1 << 63


def _proration(provision: AllowanceProvision, stated: tuple[object, ...]) -> ProrationMethod:
    if not isinstance(provision.rate, MONTHLY):
        return ProrationMethod.FULL
    if provision.proration is not None:
        return provision.proration
    for duty in stated:
        if isinstance(duty, Proration):
            return duty.method
    raise PayrollError.no_proration(provision.id)


def _provisions_in_month(regulations: tuple[Regulation, ...], network: str, month: Month) -> Iterator[object]:
    """Return what the regulations of a network say on the last day of the month."""
    for regulation in regulations:
        if regulation.network != network or not _in_force(regulation, month):
            continue
        for provision in regulation.provisions:
            if _in_force(provision, month):
                yield provision.duty


def _in_force(dated: Any, month: Month) -> bool:  # noqa: ANN401 - a regulation or one of its provisions
    return dated.valid_from <= month.last and (dated.valid_to is None or month.last <= dated.valid_to)


def entitlements_of(terms: list[PayTerm]) -> list[int]:
    """Return for each term the first term of the same entitlement and month."""
    firsts: dict[tuple[object, ...], int] = {}
    return [
        firsts.setdefault((term.month.number, *term.stated.entitlement), place)
        for place, term in enumerate(terms)
    ]


def terms_in_doubt(terms: list[PayTerm]) -> list[tuple[int, int]]:
    """Return the pairs of terms of one month that may not both pay one person, unless it is said how."""
    months: dict[tuple[str, int], list[int]] = {}
    for place, term in enumerate(terms):
        months.setdefault((term.scheme.network, term.month.number), []).append(place)
    pairs = (pair for places in months.values() for pair in combinations(places, 2))
    return [(one, other) for one, other in pairs if in_doubt(terms[one].stated, terms[other].stated)]


def frame_of_terms(terms: list[PayTerm]) -> pl.DataFrame:
    """Return the terms as a table; `term` is the place in the list, `entitlement` that of the first of its entitlement."""
    kinds = {**dict.fromkeys(_WHOLE, pl.Int64), **dict.fromkeys(_FLAGS, pl.Boolean)}
    rows = [
        _row(place, term, first)
        for (place, term), first in zip(enumerate(terms), entitlements_of(terms), strict=True)
    ]
    return pl.DataFrame(rows, schema={name: kinds.get(name, pl.String) for name in _NAMES}, orient="row")


def _row(place: int, term: PayTerm, entitlement: int) -> dict[str, Any]:
    rate, provision, scheme = term.provision.rate, term.provision, term.scheme
    unit = term.unit
    half = round_ratio(unit, 2, provision.rounding) if unit is not None else None
    return {
        "term": place,
        "entitlement": entitlement,
        "change": scheme.mid_month_change,
        "network": scheme.network,
        "month": term.month.number,
        "scheme": scheme.id,
        "payer": scheme.payer,
        "provision": provision.id,
        "kind": rate.kind,
        "report_kind": rate.report_kind if isinstance(rate, PerReport) else None,
        "p_from": term.covers[0],
        "p_to": term.covers[1],
        "month_days": term.month.days,
        "worked": term.month.worked,
        "role": provision.role,
        "rank": provision.rank,
        "draws_other": provision.draws_other,
        "basis": provision.basis.value,
        "proration": term.proration.value,
        "rounding": provision.rounding.value,
        "coefficient": to_ten_thousandths(rate.coefficient) if isinstance(rate, CoefficientMonthly) else None,
        "base_salary": term.base.amount if term.base else None,
        "base_decree": term.base.decree if term.base else None,
        "base_assumed": term.assumed if term.base else None,
        "rate": unit,
        "half_rate": half,
        "half_below": rate.half_day_below_hours if isinstance(rate, PerDay) else None,
        "cap_per_issue": rate.cap_per_issue if isinstance(rate, PerItem) else None,
        "cap_per_period": rate.cap_per_period if isinstance(rate, PerItem) else None,
        "overlapping": term.overlapping,
        "one_coefficient": scheme.one_coefficient,
    }


_NAMES = (
    *("term", "network", "month", "scheme", "payer", "provision", "kind", "report_kind", "p_from", "p_to"),
    *("month_days", "worked", "role", "rank", "draws_other", "basis", "proration", "rounding", "coefficient"),
    *("base_salary", "base_decree", "base_assumed", "rate", "half_rate", "half_below", "cap_per_issue"),
    *("cap_per_period", "overlapping", "one_coefficient", "entitlement", "change"),
)
_WHOLE = (
    *("term", "month", "p_from", "p_to", "month_days", "worked", "coefficient", "base_salary", "rate"),
    *("half_rate", "half_below", "cap_per_issue", "cap_per_period", "entitlement"),
)
_FLAGS = ("base_assumed", "overlapping", "one_coefficient", "draws_other")
