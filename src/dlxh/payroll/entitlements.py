"""Khoản chi: which provisions take each other's place and pay once, which run side by side, and which do not say.

Provisions of a network with one code of `entitlement` take each other's place; those with two codes run side by side.
Where a code is left out, nothing is guessed: provisions that pay for the same and take turns inside a month are in doubt.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from dlxh.models.allowance import (
    AllowanceProvision,
    AllowanceScheme,
    CoefficientMonthly,
    FixedMonthly,
    MidMonthChange,
    PerReport,
)

MONTHLY = (CoefficientMonthly, FixedMonthly)
"""Rates that pay for a month."""


class Stated(NamedTuple):
    """A provision with the scheme that states it."""

    scheme: AllowanceScheme
    provision: AllowanceProvision

    @property
    def change(self) -> MidMonthChange | None:
        """How its scheme pays a month of change."""
        return self.scheme.mid_month_change

    @property
    def entitlement(self) -> tuple[str, str, str]:
        """What it is part of: the network with the code, or the scheme with itself alone."""
        code, scheme = self.provision.entitlement, self.scheme
        return ("code", scheme.network, code) if code is not None else ("alone", scheme.id, self.provision.id)


def overlaps(schemes: Iterable[AllowanceScheme]) -> Iterator[tuple[AllowanceProvision, AllowanceProvision]]:
    """Return the pairs of provisions that would pay one person twice for the same day.

    Where a scheme pays one coefficient only, its coefficients may overlap: the highest wins.
    """
    all_stated = [Stated(scheme, provision) for scheme in schemes for provision in scheme.provisions]
    for one, other in combinations(all_stated, 2):
        if one.scheme.network == other.scheme.network and _together(one, other) and _twice(one, other):
            yield one.provision, other.provision


def in_doubt(one: Stated, other: Stated) -> bool:
    """Return whether two provisions of a network may take turns with a person inside a month, unsaid how it is paid."""
    meet = _compatible(one.provision, other.provision, "level", "draws_other")
    return meet and not _together(one, other) and _unsaid(one, other)


def _together(one: Stated, other: Stated) -> bool:
    """Whether one spell may be under both on one day."""
    first, second = one.provision, other.provision
    ends = [end for end in (first.valid_to, second.valid_to) if end is not None]
    share_a_day = not ends or max(first.valid_from, second.valid_from) <= min(ends)
    return share_a_day and _compatible(first, second, "role", "rank", "level", "draws_other")


def _twice(one: Stated, other: Stated) -> bool:
    """Whether a day under both is paid twice."""
    if _both_coded(one, other):
        return one.entitlement == other.entitlement
    competing = one.scheme.one_coefficient and isinstance(one.provision.rate, CoefficientMonthly)
    same = one.provision.rate.kind == other.provision.rate.kind and _same_reports(
        one.provision, other.provision
    )
    return one.scheme is other.scheme and same and not competing


def _unsaid(one: Stated, other: Stated) -> bool:
    """Whether neither codes nor schemes say how a month under both is paid."""
    if _both_coded(one, other):
        return one.entitlement == other.entitlement and (one.change is None or one.change != other.change)
    rates = one.provision.rate, other.provision.rate
    monthly = all(isinstance(rate, MONTHLY) for rate in rates)
    return monthly or (rates[0].kind == rates[1].kind and _same_reports(one.provision, other.provision))


def _both_coded(one: Stated, other: Stated) -> bool:
    return one.provision.entitlement is not None and other.provision.entitlement is not None


def _same_reports(one: AllowanceProvision, other: AllowanceProvision) -> bool:
    if isinstance(one.rate, PerReport) and isinstance(other.rate, PerReport):
        return _either(one.rate.report_kind, other.rate.report_kind)
    return True


def _compatible(one: AllowanceProvision, other: AllowanceProvision, *names: str) -> bool:
    return all(_either(getattr(one, name), getattr(other, name)) for name in names)


def _either(one: object, other: object) -> bool:
    return one is None or other is None or one == other
