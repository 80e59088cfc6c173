"""P201 and P203: provisions of pay that overlap, or take each other's place inside a month without a word."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import AllowanceScheme, Register, allowances, check
from dlxh.payroll.errors import PayrollError
from tests.engines import Engine
from tests.lengths import examples
from tests.payroll.people import AS_OF, coefficient, membership, months, provision, register, scheme

UNTIL, SINCE = date(2024, 7, 19), date(2024, 7, 20)
BEFORE, AFTER = coefficient("p1", "0.3", valid_to=UNTIL), coefficient("p2", "0.5", valid_from=SINCE)
SESSION = {"kind": "per_session", "amount": 5}


def coded(*parts: dict[str, Any], code: str = "phu_cap", **fields: Any) -> AllowanceScheme:  # noqa: ANN401 - fields of the scheme
    """Return a scheme whose parts have one code of entitlement, each its own where `code` is empty."""
    return scheme(*({**part, "entitlement": code or part["id"]} for part in parts), **fields)


CASES: dict[str, tuple[list[AllowanceScheme], list[str]]] = {
    "nothing is said": ([scheme(BEFORE, AFTER)], ["P203"]),
    "another kind that is paid by the month": ([scheme(BEFORE, provision("p2", valid_from=SINCE))], ["P203"]),
    "one kind of work": (
        [scheme(*({**part, "rate": SESSION} for part in (BEFORE, AFTER)))],
        ["P203"],
    ),
    "pay for something else": ([scheme(BEFORE, {**AFTER, "rate": SESSION})], []),
    "one code, and no way": ([coded(BEFORE, AFTER)], ["P203"]),
    "one code, and a way": ([coded(BEFORE, AFTER, mid_month_change="by_days")], []),
    "a way, and no code": ([scheme(BEFORE, AFTER, mid_month_change="by_days")], ["P203"]),
    "two codes": ([coded(BEFORE, AFTER, code="")], []),
    "the highest coefficient wins": ([scheme(BEFORE, AFTER, one_coefficient=True)], ["P203"]),
    "at the turn of a month": (
        [scheme({**BEFORE, "valid_to": date(2024, 6, 30)}, {**AFTER, "valid_from": date(2024, 7, 1)})],
        [],
    ),
    "a gap inside a month": ([scheme(BEFORE, {**AFTER, "valid_from": date(2024, 7, 31)})], ["P203"]),
    "a gap over a month": ([scheme(BEFORE, {**AFTER, "valid_from": date(2024, 8, 1)})], []),
    "for other people": ([scheme({**BEFORE, "role": "head"}, {**AFTER, "role": "member"})], []),
    "two schemes that say nothing": ([scheme(BEFORE), scheme(AFTER, id="pc2")], ["P203"]),
    "two schemes that say it alike": (
        [coded(BEFORE, mid_month_change="by_days"), coded(AFTER, mid_month_change="by_days", id="pc2")],
        [],
    ),
    "two schemes that say it otherwise": (
        [coded(BEFORE, mid_month_change="by_days"), coded(AFTER, mid_month_change="last_day", id="pc2")],
        ["P203"],
    ),
    "two networks": ([scheme(BEFORE), scheme(AFTER, id="pc2", network="khac")], []),
    "at once": ([scheme(provision("p1"), provision("p2"))], ["P201"]),
    "at once in two schemes": ([scheme(provision("p1")), scheme(provision("p2"), id="pc2")], []),
    "at once with one code": ([coded(provision("p1"), coefficient("p2", "0.3"))], ["P201"]),
    "at once with one code in two schemes": (
        [coded(provision("p1")), coded(coefficient("p2", "0.3"), id="pc2")],
        ["P201"],
    ),
    "at once with two codes": ([coded(provision("p1"), provision("p2"), code="")], []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(on_engine: Engine, case: str) -> None:
    """The later provision is reported, and the earlier one is the evidence."""
    schemes, codes = CASES[case]
    found = check(on_engine(Register(schemes, as_of=AS_OF)), only=["P201", "P203"])

    assert [(f.code, f.record, f.evidence) for f in found] == [(code, "p2", ("p1",)) for code in codes]


@settings(max_examples=examples(40))
@given(
    codes=st.lists(st.sampled_from((None, "a", "b")), min_size=3, max_size=3),
    change=st.sampled_from((None, "by_days", "first_day")),
    days=st.lists(st.dates(date(2024, 6, 2), date(2024, 9, 28)), min_size=2, max_size=2, unique=True).map(
        sorted
    ),
    one_coefficient=st.booleans(),
)
def test_the_rules_and_payroll_agree(
    codes: list[str | None], change: str | None, days: list[date], *, one_coefficient: bool
) -> None:
    """Where somebody serves all the time, payroll refuses exactly the schemes that P203 is about."""
    starts = [date(2024, 1, 1), *days]
    ends = [*(day - timedelta(days=1) for day in days), None]
    parts = [
        coefficient(f"p{n}", "0.3", entitlement=code, valid_from=start, valid_to=end)
        for n, (code, start, end) in enumerate(zip(codes, starts, ends, strict=True))
    ]
    found = register(scheme(*parts, mid_month_change=change, one_coefficient=one_coefficient), membership())
    spoken = check(found, only=["P203"]).counts().get("P203", 0)

    try:
        allowances(found, months("2024-06", "2024-09"))
    except PayrollError:
        assert spoken
    else:
        assert not spoken
