"""Where a month, a spell or a sum begins and ends: the last day is paid for, and the first paid day decides."""

from datetime import date

import narwhals as nw
import polars as pl
import pytest

from dlxh import Lines, Period, allowances
from dlxh.models import OtherAllowance, ProrationMethod, TraceRule, WorkEntry
from dlxh.payroll import sheet
from dlxh.payroll.amounts import part_of_claim, round_amounts
from dlxh.payroll.conditions import ALL
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.limits import refuse_too_often
from dlxh.payroll.months import months_of
from dlxh.payroll.terms import PayTerm, frame_of_terms
from dlxh.words import Document, SimpleCalendar
from dlxh.words.bilingual import ArgumentError
from dlxh.words.money import MAX_DONG
from tests.ledger.books import obligation, regulation
from tests.payroll.people import (
    NETWORK,
    coefficient,
    contract,
    made,
    membership,
    months,
    owed,
    provision,
    register,
    scheme,
)
from tests.payroll.test_changes import paid, raised, turns
from tests.sample import report

JULY = Period.parse("2024-07")
DAILY = {"kind": "fixed_monthly", "amount": 310_000}


@pytest.mark.parametrize("basis", ["membership", "engagement"])
def test_the_last_day_of_the_period_is_paid_for(basis: str) -> None:
    """Who begins on the last day, or whose contract does, is paid for it."""
    start = "2024-07-31" if basis == "membership" else "2024-01-01"
    day = provision(rate=DAILY, basis=basis, proration="by_calendar_days")
    records = (scheme(day), membership(start=start), contract("e", "2024-07-31", "2024-12-31"))
    assert paid(*records) == [("p1", 10_000, "prorated")]


def test_what_is_done_on_the_last_day_is_paid_for() -> None:
    """What comes in and what is worked on the last day of the period belong to it."""
    reports = provision("p1", rate={"kind": "per_report", "amount": 20_000}, proration="none")
    days = provision("p2", rate={"kind": "per_day", "amount": 90_000}, proration="none")
    came = report("b1", network=NETWORK, received_at="2024-07-31T22:00:00+07:00")
    day = made(WorkEntry, id="w", network=NETWORK, collaborator="CTV-1", day="2024-07-31", kind="day")
    assert paid(scheme(reports, days), membership(), came, day) == [
        ("p1", 20_000, "full"),
        ("p2", 90_000, "full"),
    ]


def test_what_is_unsaid_of_a_person_meets_no_provision_that_asks_for_it() -> None:
    """A provision for a rank pays nobody whose rank is not recorded."""
    assert paid(scheme(provision(rank="excellent")), membership()) == [(None, 0, "no_provision")]


def test_many_people_with_a_change_in_one_month_are_paid_one_by_one() -> None:
    """Each of seventeen people has a line, however the people are numbered."""
    people = (membership(f"m{place}", collaborator=f"CTV-{place}") for place in range(17))
    lines = allowances(register(turns(*raised(), change="last_day"), *people), JULY)
    assert {line.collaborator: line.amount for line in lines} == {
        f"CTV-{place}": 1_170_000 for place in range(17)
    }


HEADS = (provision("p1", role="head", basis="engagement"), provision("p2", role="member", basis="engagement"))
SIGNED = [contract(f"e{place}", "2024-07-01", "2024-12-31", f"m{place}") for place in (1, 2, 3)]


def test_one_day_under_a_provision_counts_as_well_as_many() -> None:
    """The line has the provision of the first paid day, also where the last day is alone under its own."""
    people = (membership("m1", end="2024-07-30", role="head"), membership("m2", "2024-07-31", role="member"))
    assert [line[0] for line in paid(turns(*HEADS), *people, *SIGNED[:2])] == ["p1"]


def test_a_day_without_a_contract_is_no_first_day() -> None:
    """The line has the provision of the first paid day: days before it without a contract were not paid."""
    people = (
        membership("m1", end="2024-07-09", role="head"),
        membership("m2", "2024-07-10", "2024-07-19", role="member"),
        membership("m3", "2024-07-20", role="head"),
    )
    assert [line[0] for line in paid(turns(*HEADS), *people, *SIGNED[1:])] == ["p2"]


def test_of_two_coefficients_of_one_dong_one_is_paid() -> None:
    """However small the sums, only one coefficient is paid where the scheme allows one."""
    missing = [{"event": "missing", "times": 1, "share": "0.005"}]
    tiny = [coefficient(key, "0.0001", conditions=missing) for key in ("p1", "p2")]
    found = register(scheme(*tiny, one_coefficient=True), membership())
    lines = allowances(found, JULY, ledger=pl.DataFrame(owed(("CTV-1", "2024-07-31", "missing"))))
    assert [line.amount for line in lines] == [1, 0]


def test_a_higher_coefficient_drawn_elsewhere_is_the_one_that_is_paid() -> None:
    """Where one coefficient is allowed, one that is drawn elsewhere competes with those of the scheme."""
    other = made(
        OtherAllowance,
        id="o",
        name="x",
        network=NETWORK,
        collaborator="CTV-1",
        coefficient="0.5",
        start="2024-01-01",
    )
    one = scheme(coefficient("p1", "0.3"), one_coefficient=True)
    assert [line[1] for line in paid(one, membership(), other)] == [0]


@pytest.mark.traced
def test_where_the_scheme_does_not_say_so_each_coefficient_is_paid() -> None:
    """Only a scheme that allows one coefficient pays one of two."""
    two = scheme(coefficient("p1", "0.3", entitlement="a"), coefficient("p2", "0.2", entitlement="b"))
    assert paid(two, membership()) == [("p1", 702_000, "full"), ("p2", 468_000, "full")]


@pytest.mark.traced
@pytest.mark.parametrize("days", [("2024-07-15", "2024-07-31"), ("2024-07-01", "2024-07-30")])
def test_pay_is_for_whole_months(days: tuple[str, str]) -> None:
    """A period that begins or ends inside a month is refused."""
    with pytest.raises(PayrollError, match="whole months"):
        paid(scheme(provision()), membership(), period=Period.custom(*map(date.fromisoformat, days)))


def test_every_month_of_a_period_is_held_against_what_was_owed() -> None:
    """Without a ledger of one's own, reports of all months count, those of the last as of the first."""
    missing = provision(conditions=[{"event": "missing", "times": 1, "share": "0.5"}])
    rules = regulation(obligation(), network=NETWORK)
    lines = allowances(
        register(scheme(missing), membership(), rules),
        months("2024-05", "2024-07"),
        calendar=SimpleCalendar(),
    )
    assert [line.amount for line in lines] == [75_000] * 3


def test_the_base_salary_names_its_decree() -> None:
    """A step that rests on a document has it: the base salary its decree."""
    lines = allowances(register(scheme(coefficient("p1", "0.3")), membership()), JULY)
    assert lines[0].steps[0].document == Document("73/2024/NĐ-CP")


def test_a_cap_is_a_step_of_its_own() -> None:
    """More than is paid at most: the step says how much was counted."""
    capped = provision(rate={"kind": "per_item", "amount": 20_000, "cap_per_period": 1}, proration="none")
    form = {"network": NETWORK, "collaborator": "CTV-1", "day": "2024-07-03", "kind": "item", "quantity": 2}
    lines = allowances(register(scheme(capped), membership(), made(WorkEntry, id="w", **form)), JULY)
    step = next(step for step in lines[0].steps if step.rule is TraceRule.CAP)
    assert (step.inputs, step.vi) == ("counted=2", "Điều 8 khoản 6, 24/2020/NĐ-CP: được tính 2, chi tối đa 1")


def test_a_day_without_minutes_is_a_whole_one() -> None:
    """A day that is entered without its minutes is paid whole, however long a whole day has to be."""
    rate = {"kind": "per_day", "amount": 90_000, "half_day_below_hours": 24}
    day = made(WorkEntry, id="w", network=NETWORK, collaborator="CTV-1", day="2024-07-03", kind="day")
    assert paid(scheme(provision(rate=rate, proration="none")), membership(), day) == [("p1", 90_000, "full")]


@pytest.mark.parametrize(("rounding", "half"), [("down", 45_000), ("up", 45_001), ("half_up", 45_001)])
def test_a_short_day_is_paid_by_half(rounding: str, half: int) -> None:
    """Half of the rate of a day is rounded as the provision says."""
    rate = {"kind": "per_day", "amount": 90_001, "half_day_below_hours": 4}
    found = scheme(provision(rate=rate, rounding=rounding, proration="none"))
    (month,), (stated,) = months_of(JULY, None), found.provisions
    term = PayTerm(found, stated, month, None, assumed=False, proration=ProrationMethod.NONE, conditions=(), overlapping=False)  # fmt: skip
    assert frame_of_terms([term])["half_rate"].to_list() == [half]


@pytest.mark.parametrize(
    ("mode", "whole"),
    [("down", 32), ("up", 33), ("half_up", 33), ("down_thousand", 0), ("up_thousand", 1000)],
)
def test_a_part_is_rounded_as_the_provision_says(mode: str, whole: int) -> None:
    """130 / 4 = 32,5: down to the last đồng or thousand, up to the next, or to the nearer."""
    row = {"money": 130, "scale": 1, "part": 1, "of_part": 4, "share": ALL, "rounding": mode}
    frame = nw.from_native(pl.DataFrame([row])).select(round_amounts().alias("amount"))
    assert frame["amount"].to_list() == [whole]


@pytest.mark.parametrize(
    ("proration", "kind", "days", "worked", "share"),
    [
        ("none", "fixed_monthly", (10, 20), (8, 15), (0, 31)),
        ("none", "fixed_monthly", (10, 31), (8, 23), (10, 31)),
        ("full", "fixed_monthly", (10, 20), (8, 15), (10, 20)),
        ("by_calendar_days", "fixed_monthly", (10, 20), (8, 15), (10, 31)),
        ("by_working_days_of_22", "fixed_monthly", (10, 20), (8, 15), (8, 22)),
        ("by_working_days_of_22", "coefficient_monthly", (10, 30), (8, 23), (8, 23)),
        ("by_working_days_of_22", "fixed_monthly", (10, 31), (8, 23), (8, 23)),
        ("by_working_days_of_22", "fixed_monthly", (10, 31), (0, 0), (10, 31)),
        ("none", "per_form", (10, 20), (8, 15), (1, 1)),
    ],
)
def test_who_shares_a_month_is_paid_for_a_part(
    proration: str, kind: str, days: tuple[int, int], worked: tuple[int, int], share: tuple[int, int]
) -> None:
    """Own days of all days that are paid for; of the month where those are fewer and it is not paid whole."""
    row = {"proration": proration, "kind": kind, "month_days": 31, "days": days[0], "claim_days": days[1]}
    frame = nw.from_native(pl.DataFrame([{**row, "worked_days": worked[0], "claim_worked": worked[1]}]))
    part, of = part_of_claim()
    assert frame.select(part.alias("part"), of.alias("of")).rows() == [share]


@pytest.mark.parametrize("rate", [0, 1, 2, 3])
def test_work_is_refused_from_the_first_that_no_amount_holds(rate: int) -> None:
    """As often as an amount holds a rate is allowed, and once more is not; what costs nothing is counted as one đồng."""
    most = MAX_DONG // max(rate, 1)
    for half in (0, 1):
        row = {"provision": "p1", "rate": rate, "paid_units": most - half, "half_days": half}
        refuse_too_often(nw.from_native(pl.DataFrame([row])))
        with pytest.raises(PayrollError, match="p1"):
            refuse_too_often(nw.from_native(pl.DataFrame([{**row, "half_days": half + 1}])))


def test_the_columns_of_lines_are_all_that_is_derived() -> None:
    """A frame of lines has the columns that are documented, with all that a sum was computed from."""
    lines = allowances(register(scheme(coefficient("p1", "0.3")), membership()), JULY)
    assert tuple(lines.frame.columns) == Lines.COLUMNS
    assert set(Lines.DERIVED) <= set(Lines.COLUMNS)


@pytest.mark.traced
def test_a_table_of_a_sheet_refuses_what_is_no_limit() -> None:
    """A limit is a number of lines."""
    lines = allowances(register(scheme(provision()), membership()), JULY)
    with pytest.raises(ArgumentError, match="limit= takes a whole number"):
        sheet(lines).table("vi", limit="2")  # type: ignore[arg-type] # what a caller may do
