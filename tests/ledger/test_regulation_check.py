"""Holes, overlaps and contradictions between provisions."""

from datetime import date
from typing import Any

from dlxh.ledger import check_regulation
from dlxh.models import RegulationProvision
from tests.casework.flows import given
from tests.ledger.books import excuse, members, obligation, provision, regulation
from tests.ledger.land import by_units

STAGE = {
    "kind": "ad_hoc",
    "stage": 1,
    "amount": 24,
    "unit": "hour",
    "starts": "event",
    "phone_suffices": True,
}
PAY = {"kind": "pay_condition", "event": "missing", "times": 3, "share": "0"}
PRORATION = {"kind": "proration", "method": "full"}


def group(**bounds: Any) -> dict[str, Any]:  # noqa: ANN401 - bounds
    """Return a composition target."""
    return {"kind": "composition", **bounds}


def test_a_whole_regulation_has_no_findings() -> None:
    """Provisions on different things, or one after the other without a gap, are not findings."""
    rules = regulation(
        obligation(), obligation(report="yearly"), obligation(owed_by=members(role="head")), excuse(), excuse(reason="study"), STAGE, PAY, PRORATION,
        {"kind": "stream_basis"}, {"kind": "moves", "table": "standard"},
        group(at_least=10, at_most=35), group(group="police", at_least=1), group(group="women", at_least=1),
        provision("text", None),
    )  # fmt: skip
    later = [
        provision("a", obligation(), date(2020, 1, 1), date(2023, 6, 30)),
        provision("b", obligation(), date(2023, 7, 1)),
    ]

    assert not check_regulation(rules)
    assert not check_regulation(regulation(*later))


def test_an_overlap_is_found_with_its_days() -> None:
    """Two provisions on the same thing for the same days are a finding, also one that lies inside another long one."""
    rules = regulation(
        provision("a", obligation(), date(2020, 1, 1), date(2024, 12, 31)),
        provision("b", obligation(), date(2021, 1, 1), date(2021, 12, 31)),
        provision("c", obligation(period_kind="quarter"), date(2024, 7, 1)),
    )
    found = check_regulation(rules)

    assert [(each.code, each.record, each.evidence) for each in found] == [
        ("G101", "b", ("a",)),
        ("G101", "c", ("a",)),
    ]
    assert "from 2024-07-01 to 2024-12-31" in found[1].message("en")


def test_a_hole_is_found_with_its_days() -> None:
    """Days between two provisions on the same thing for which none says anything are a finding."""
    rules = regulation(
        provision("a", obligation(), date(2020, 1, 1), date(2023, 6, 30)),
        provision("b", obligation(), date(2023, 8, 1)),
    )
    (found,) = check_regulation(rules)

    assert (found.code, found.record) == ("G102", "b")
    assert "từ 1/7/2023 đến 31/7/2023" in found.message("vi")
    assert "from 2023-07-01 to 2023-07-31" in found.message("en")


def test_two_regulations_are_judged_together() -> None:
    """A regulation that follows another leaves a hole or an overlap between them; of other networks nothing is asked."""
    first = regulation(provision("a", obligation()), valid_to="2023-12-31")
    second = regulation(provision("b", obligation()), id="qc2", valid_from="2024-02-01")
    other = regulation(provision("c", obligation()), id="qc3", network="ls")

    assert [each.code for each in check_regulation(first, second, other)] == ["G102"]


def test_a_provision_outside_its_regulation_is_found() -> None:
    """A provision that is in force on no day of its regulation is a finding; an open end is shown as such."""
    rules = regulation(provision("a", obligation(), date(2019, 1, 1), date(2019, 12, 31)))
    (found,) = check_regulation(rules)

    assert found.code == "G103"
    assert found.message("en").endswith("(2020-01-01 to …); correct the days")


def test_rows_of_moves_without_a_table_are_found() -> None:
    """What says how a table of moves differs, and has none, says nothing."""
    rows = given("2024-07-01", rows=(("assigned", "role", "approver"),))
    (found,) = check_regulation(regulation(RegulationProvision.model_validate({**rows, "duty": None})))

    assert (found.code, found.severity) == ("G107", "error")


def test_an_impossible_table_of_moves_is_found_where_it_is_named() -> None:
    """Rows that make no table are a finding of the provision that has them, and of no other."""
    good = given("2020-01-01", rows=(("assigned", "role", "approver"),), valid_to=date(2024, 6, 30))
    both = [good, given("2024-07-01", rows=(("drafted", "from", None),))]
    (found,) = check_regulation(regulation(*map(RegulationProvision.model_validate, both)))

    assert (found.code, found.record) == ("G107", "d-2024-07-01")
    assert "no move begins a case" in found.message("en")


def test_a_target_that_contradicts_itself_is_found() -> None:
    """A composition target that asks for more than it allows is an error; one that asks for just as many is not."""
    assert not check_regulation(regulation(group(at_least=35, at_most=35)))
    (found,) = check_regulation(regulation(group(at_least=36, at_most=35)))

    assert (found.code, found.severity) == ("G104", "error")


def test_one_schedule_does_not_overlap() -> None:
    """Weekly, monthly, quarterly and yearly reports that yield to each other are meant to be owed at once; others warn."""
    kinds = {"W": "week", "M": "month", "Q": "quarter", "Y": "year"}
    yields = {"W": ("Q", "Y"), "M": ("Y",), "Q": ("Y",)}
    four = [
        provision(key, obligation(period_kind=kind)).replace(yields_to=yields.get(key, ()))
        for key, kind in kinds.items()
    ]
    quota = provision("N", obligation(period_kind="month", count=4)).replace(yields_to=("Y",))
    second = provision("M2", obligation(period_kind="month")).replace(yields_to=("Y",))
    half = provision("H", obligation(period_kind="half_year"))

    assert not check_regulation(regulation(*four, quota))
    assert [
        (each.code, each.record, each.evidence) for each in check_regulation(regulation(*four, second))
    ] == [("G101", "M2", ("M",))]
    assert [each.record for each in check_regulation(regulation(*four, half))] == ["M", "Q", "W", "Y"]


def test_periods_may_be_exempt_each_year() -> None:
    """Exempt weeks of Tết leave no hole between them."""
    tet = [
        provision(str(year), {"kind": "exempt", "report": "periodic"}, date(year, 2, 1), date(year, 2, 7))
        for year in (2025, 2026)
    ]

    assert not check_regulation(regulation(obligation(), *tet))


def test_what_cannot_be_yielded_to_is_found() -> None:
    """Ids in `yields_to` that no provision on reports of the network has, and provisions whose periods are not longer."""
    weekly = provision("W", obligation(period_kind="week")).replace(yields_to=("M", "gone", "B"))
    monthly = provision("M", obligation()).replace(yields_to=("W", "M", "S", "U"))
    basis = provision("B", {"kind": "stream_basis"}).replace(yields_to=("M",))
    rules = regulation(
        weekly,
        monthly,
        basis,
        provision("S", obligation(report="synthesis")),
        provision("U", obligation(period_kind="year", owed_by={"kind": "owner", "successor_owes": True})),
    )
    other = regulation(
        provision("W2", obligation(period_kind="week")).replace(yields_to=("M",)), id="q", network="ls"
    )
    found = check_regulation(rules, other)

    assert {(each.code, each.record, *each.evidence) for each in found} == {
        ("G108", "W", "gone"), ("G108", "W", "B"), ("G108", "B", "M"), ("G108", "W2", "M"),
        ("G109", "M", "W"), ("G109", "M", "M"), ("G109", "M", "S"), ("G109", "M", "U"),
    }  # fmt: skip
    assert {each.severity for each in found} == {"error"}


def test_every_circle_is_found() -> None:
    """Of provisions that yield to each other in a circle one yields to what is not longer."""
    kinds = ("week", "month", "quarter")
    ring = [
        provision(kind, obligation(period_kind=kind)).replace(yields_to=(kinds[(place + 1) % 3],))
        for place, kind in enumerate(kinds)
    ]

    assert [(each.code, each.record, *each.evidence) for each in check_regulation(regulation(*ring))] == [
        ("G109", "quarter", "week")
    ]


def test_provisions_overlap_where_the_same_units_owe() -> None:
    """Two selections of units are one thing where they select alike; another kind, place or list, members and the owner are others."""
    centres, below = by_units(unit_kind="political_centre"), by_units(below="x")
    owner = {"kind": "owner", "successor_owes": False}
    listed = provision("list", obligation(owed_by=by_units())).replace(units=("x",))
    several = [obligation(owed_by=each) for each in (by_units(), centres, below, owner)]

    assert not check_regulation(regulation(obligation(), *several, listed))
    assert check_regulation(regulation(several[0], several[0])).counts() == {"G101": 1}
    assert check_regulation(regulation(several[3], several[3])).counts() == {"G101": 1}
