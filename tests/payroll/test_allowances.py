"""What is due: published vectors, conditions, proration, and who gets nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlxh
from dlxh import Ledger, Lines, Period, Register, Regulation, Report, allowances
from dlxh.data.salary_steps import BaseSalaryError
from dlxh.models import OtherAllowance, WorkEntry
from dlxh.payroll import salary_table
from dlxh.payroll.errors import PayrollError
from dlxh.words.missing_input import MissingInputError
from dlxh.words.work_calendars import SimpleCalendar
from tests.engines import Engine
from tests.lengths import examples
from tests.payroll.people import (
    NETWORK,
    bac_lieu,
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
from tests.payroll.worlds import calendar, ledger, world
from tests.payroll.worlds import register as register_of

JULY = Period.parse("2024-07")
TWO_YEARS = months("2018-03", "2020-02")


def amounts(*records: Any, period: Period = JULY, **given_: Any) -> list[int]:  # noqa: ANN401 - records, and what pay rests on
    """Return the amounts of all lines, in their order."""
    return [line.amount for line in allowances(register(*records), period, **given_)]


def outcomes(*records: Any, period: Period = JULY, **given_: Any) -> list[str]:  # noqa: ANN401 - records, and what pay rests on
    """Return the outcomes of all lines, in their order."""
    return [line.outcome.value for line in allowances(register(*records), period, **given_)]


class TestVectors:
    """Figures that are published, or follow from published ones by arithmetic."""

    def test_bac_lieu(self, on_frames: Engine) -> None:
        """24 months from March 2018 at 0,3: 4 × 390.000 + 12 × 417.000 + 8 × 447.000 = 10.140.000, on every engine."""
        found = register(
            bac_lieu(), membership(start="2018-03-01"), contract("e1", "2018-03-01", "2020-02-29")
        )
        lines = allowances(on_frames(found), TWO_YEARS)

        assert [line.amount for line in lines] == [390_000] * 4 + [417_000] * 12 + [447_000] * 8
        assert lines.total == 10_140_000

    @pytest.mark.parametrize(
        ("month", "amount"),
        [("2026-06", 702_000), ("2026-07", 759_000), ("2013-06", 315_000), ("2013-07", 345_000)],
    )
    def test_three_tenths(self, month: str, amount: int) -> None:
        """0,3 is 702.000 in June 2026 and 759.000 in July 2026: by month served."""
        assert amounts(scheme(coefficient("p", "0.3")), membership(), period=Period.parse(month)) == [amount]

    def test_a_day_of_a_survey(self) -> None:
        """3.500.000 / 22, down to thousand, is 159.000 a day."""
        rate = {"kind": "per_day", "amount": 3_500_000, "days_in_month": 22}
        day = made(WorkEntry, id="w", network=NETWORK, collaborator="CTV-1", day="2024-07-03", kind="day")

        assert amounts(scheme(provision(rate=rate, rounding="down_thousand")), membership(), day) == [159_000]

    def test_a_fixed_sum_does_not_move(self) -> None:
        """150.000 a month is unchanged on 1/7/2024, when the base salary moves."""
        assert amounts(scheme(provision()), membership(), period=months("2024-06", "2024-07")) == [
            150_000,
            150_000,
        ]


def test_every_kind_of_rate_pays_what_was_done() -> None:
    """Per report, form, session, day with the half-day rule, and item with caps per issue and per period."""
    rates: list[dict[str, Any]] = [
        {"kind": "per_form", "amount": 7_000},
        {"kind": "per_session", "amount": 600_000},
        {"kind": "per_day", "amount": 250_000, "half_day_below_hours": 4},
        {"kind": "per_item", "amount": 500_000, "cap_per_issue": 3, "cap_per_period": 4},
    ]
    done = [
        ("form", 30, None, None),
        ("session", 2, None, None),
        ("day", 1, 240, None),
        ("day", 1, 239, None),
        ("item", 5, None, "dat_dai"),
        ("item", 2, None, "giao_thong"),
    ]
    entries = [
        made(
            WorkEntry,
            id=f"w{n}",
            network=NETWORK,
            collaborator="CTV-1",
            day=date(2024, 7, n + 1),
            kind=k,
            quantity=q,
            minutes=m,
            issue=i,
        )
        for n, (k, q, m, i) in enumerate(done)
    ]
    found = scheme(*(provision(f"p{n}", rate=rate) for n, rate in enumerate(rates)))

    assert amounts(found, membership(), *entries) == [210_000, 1_200_000, 375_000, 2_000_000]
    assert outcomes(found, membership(), *entries)[-1] == "capped"


@pytest.mark.traced
def test_reports_are_paid_when_they_come() -> None:
    """Each report of the month is paid on its day of receipt; a correction was paid with the report that it replaces."""
    found = scheme(provision(rate={"kind": "per_report", "amount": 30_000}))
    sent = {"network": NETWORK, "author": "CTV-1", "kind": "periodic", "channel": "written"}
    reports = [
        made(Report, **sent, id=key, received_at=f"2024-{day}T08:00:00+07:00", replaces=replaces)
        for key, day, replaces in [
            ("b1", "07-01", None),
            ("b2", "07-31", None),
            ("b3", "07-31", "b1"),
            ("b4", "08-01", None),
        ]
    ]

    assert amounts(found, membership(), *reports) == [60_000]
    session = scheme(provision(rate={"kind": "per_session", "amount": 1}))
    assert outcomes(session, membership(), *reports) == ["no_work"]


class TestWhoGetsNothing:
    """Nobody is left out: who gets nothing appears with 0 and the reason."""

    @pytest.mark.parametrize(
        ("records", "reason"),
        [
            ([scheme(provision(role="head")), membership()], "no_provision"),
            ([scheme(), membership()], "no_provision"),
            ([scheme(provision(level="commune")), membership()], "no_provision"),
            ([scheme(provision(valid_to=date(2024, 6, 30))), membership()], "no_provision"),
            ([scheme(provision()), membership(paid=False)], "unpaid_membership"),
            ([bac_lieu(), membership()], "no_engagement"),
            ([bac_lieu(), membership(), contract("e", "2023-01-01", "2024-06-30")], "engagement_gap"),
            ([scheme(provision(proration="none")), membership(start="2024-07-02")], "incomplete_month"),
            ([scheme(provision(rate={"kind": "per_form", "amount": 7_000})), membership()], "no_work"),
            ([scheme(provision(), provision("p2")), membership()], "overlapping_provisions"),
        ],
    )
    def test_reasons(self, records: list[Any], reason: str) -> None:
        """Each reason has a line of 0 that names it."""
        lines = allowances(register(*records, empty=[*register().empty, "networks"]), JULY)

        assert {(line.amount, line.outcome.value) for line in lines} == {(0, reason)}
        assert "Không chi" in lines[0].trace("vi")
        assert "Nothing due" in lines[0].trace("en")

    @pytest.mark.traced
    def test_faults_are_findings(self) -> None:
        """Overlapping provisions and a member without a contract are findings with code, place and cure."""
        both = allowances(register(scheme(provision(), provision("p2")), membership()), JULY).findings
        none = allowances(register(bac_lieu(), membership()), JULY).findings

        assert [(f.code, f.record, f.field, str(f.place)) for f in both] == [
            ("overlapping_provisions", "p2", "valid_from", "None")
        ]
        assert "kết thúc mức cũ" in both[0].message("vi")
        assert [(f.code, f.record) for f in none] == [("member_without_engagement", "CTV-1")]


class TestProration:
    """A month served in part: full, by calendar day, by working day of 22, or nothing."""

    @pytest.mark.parametrize(
        ("method", "rounding", "amount"),
        [
            ("full", "half_up", 702_000),
            ("by_calendar_days", "half_up", 475_548),  # 702.000 × 21 / 31 = 475.548,4
            ("by_calendar_days", "up", 475_549),
            ("by_calendar_days", "down_thousand", 475_000),
            ("by_working_days_of_22", "half_up", 478_636),  # 702.000 × 15 / 22 = 478.636,4
            ("none", "half_up", 0),
        ],
    )
    def test_joined_on_the_eleventh(self, method: str, rounding: str, amount: int) -> None:
        """Who joined on 11/7/2024 served 21 of 31 days, 15 of them working days."""
        found = scheme(coefficient("p", "0.3", proration=method, rounding=rounding))

        assert amounts(found, membership(start="2024-07-11"), calendar=SimpleCalendar()) == [amount]

    @pytest.mark.traced
    def test_days_without_work_are_an_incomplete_month(self) -> None:
        """Where working days are paid, who served on a weekend alone gets nothing, with the reason."""
        found = scheme(provision(proration="by_working_days_of_22"))
        weekend = membership(start="2024-07-06", end="2024-07-07")
        lines = allowances(register(found, weekend), JULY, calendar=SimpleCalendar())

        assert [(line.amount, line.outcome.value) for line in lines] == [(0, "incomplete_month")]

    def test_days_of_two_contracts_count_once(self) -> None:
        """Days that contracts share count once, and a gap between them is not paid."""
        found = scheme(provision(basis="engagement", proration="by_calendar_days"))
        signed = [contract("a", "2024-01-01", "2024-07-10"), contract("b", "2024-07-05", "2024-07-12")]
        later = contract("c", "2024-07-25", "2024-12-31")

        assert amounts(found, membership(), *signed, later) == [91_935]  # 150.000 × 19 / 31

    @pytest.mark.traced
    def test_the_regulation_says_it_for_the_scheme(self) -> None:
        """A scheme that is silent follows the regulation in force on the month's last day, also in its conditions."""
        said = [
            {"id": "q2", "duty": {"kind": "pay_condition", "event": "late", "times": 1, "share": "0.5"}},
            {"id": "q1", "duty": {"kind": "proration", "method": "by_calendar_days"}},
            {"id": "q3", "duty": {"kind": "proration", "method": "none"}, "valid_to": "2024-06-30"},
        ]
        common = {"article": "Điều 3", "text": "x", "published": True, "valid_from": "2021-05-04"}
        rules = made(
            Regulation,
            id="qc",
            network=NETWORK,
            name="x",
            valid_from="2021-05-04",
            provisions=[{**common, **part} for part in said],
        )
        found = scheme(provision(proration=None))
        late = pl.DataFrame(owed(("CTV-1", "2024-07-31", "late")))

        assert amounts(found, rules, membership(start="2024-07-11"), ledger=late) == [
            50_806
        ]  # 150.000 × 21 / 31 × 0,5
        other = rules.replace(network="khac")
        with pytest.raises(PayrollError, match="state proration"):
            amounts(found, other, membership())
        with pytest.raises(PayrollError, match="state proration"):
            amounts(found, rules.replace(valid_to="2024-06-30"), membership())


class TestConditions:
    """No report, late, n missing in a row, gap between contracts."""

    @pytest.mark.parametrize(
        ("event", "times", "rows", "amount"),
        [
            ("missing", 1, [("CTV-1", "2024-07-31", "missing")], 75_000),
            ("missing", 1, [("CTV-1", "2024-06-30", "missing")], 150_000),
            ("missing", 1, [("CTV-2", "2024-07-31", "missing")], 150_000),
            ("missing", 1, [("CTV-1", "2024-07-31", "not_due_yet")], 150_000),
            ("missing", 1, [("CTV-1", "2024-07-31", "excused")], 150_000),
            ("missing", 2, [("CTV-1", "2024-07-31", "missing")], 150_000),
            ("late", 1, [("CTV-1", "2024-07-14", "late")], 75_000),
            ("late", 1, [("CTV-1", "2024-07-31", "on_time")], 150_000),
            ("missing_in_a_row", 2, [("CTV-1", f"2024-0{m}-01", "missing") for m in (6, 7)], 75_000),
            ("missing_in_a_row", 2, [("CTV-1", f"2024-0{m}-01", "missing") for m in (5, 6)], 75_000),
            (
                "missing_in_a_row",
                2,
                [
                    ("CTV-1", "2024-05-01", "missing"),
                    ("CTV-1", "2024-06-01", "late"),
                    ("CTV-1", "2024-07-01", "missing"),
                ],
                150_000,
            ),
            (
                "missing_in_a_row",
                2,
                [
                    ("CTV-1", "2024-05-01", "missing"),
                    ("CTV-1", "2024-06-01", "missing"),
                    ("CTV-1", "2024-07-01", "on_time"),
                ],
                150_000,
            ),
        ],
    )
    def test_reports(self, event: str, times: int, rows: list[tuple[str, str, str]], amount: int) -> None:
        """Half remains after what the condition names, in the month in which the period ends; a run goes on."""
        found = scheme(provision(conditions=[{"event": event, "times": times, "share": "0.5"}]))

        assert amounts(found, membership(), ledger=pl.DataFrame(owed(*rows))) == [amount]

    def test_nothing_remains(self) -> None:
        """A share of 0 is a line of 0 whose reason is the condition."""
        found = scheme(provision(conditions=[{"event": "missing", "times": 1, "share": "0"}]))
        lines = allowances(
            register(found, membership()), JULY, ledger=pl.DataFrame(owed(("CTV-1", "2024-07-31", "missing")))
        )

        assert (lines[0].amount, lines[0].outcome.value) == (0, "condition")
        assert "× 0" in lines[0].trace("vi")

    def test_a_gap(self) -> None:
        """Days without a contract lower the sum from a number of them on."""
        found = scheme(
            provision(
                basis="engagement", conditions=[{"event": "engagement_gap", "times": 12, "share": "0.5"}]
            )
        )
        first = contract("a", "2024-01-01", "2024-07-10")

        assert amounts(found, membership(), first, contract("b", "2024-07-23", "2024-12-31")) == [75_000]
        assert amounts(found, membership(), first, contract("b", "2024-07-22", "2024-12-31")) == [150_000]


@pytest.mark.traced
def test_two_coefficients_with_the_same_sum() -> None:
    """Equal sums: the first provision pays."""
    both = [coefficient("p1", "0.3"), coefficient("p2", "0.3")]

    assert amounts(scheme(*both, one_coefficient=True), membership()) == [702_000, 0]


def test_of_equal_sums_the_higher_coefficient_pays() -> None:
    """Sums that rounding made equal are distinguished by their coefficients, wherever they are in the scheme."""
    both = [coefficient(f"p{value}", value, rounding="down_thousand") for value in ("0.3", "0.3001")]

    for stated in (both, both[::-1]):
        paid = allowances(register(scheme(*stated, one_coefficient=True), membership()), JULY)
        assert [line.row["provision"] for line in paid if line.amount] == ["p0.3001"]


def test_one_coefficient_only() -> None:
    """The highest coefficient allowance wins where the scheme says so; one drawn elsewhere competes and wins a tie."""
    parts = [coefficient("p1", "0.2"), coefficient("p2", "0.3"), provision("p3")]
    elsewhere = made(
        OtherAllowance,
        id="k",
        network=NETWORK,
        collaborator="CTV-1",
        name="Báo cáo viên",
        start="2024-01-01",
        coefficient="0.3",
    )

    assert amounts(scheme(*parts, one_coefficient=True), membership()) == [0, 702_000, 150_000]
    assert outcomes(scheme(*parts, one_coefficient=True), membership())[0] == "higher_allowance"
    assert amounts(scheme(*parts, one_coefficient=True), membership(), elsewhere) == [0, 0, 150_000]
    apart = scheme(
        coefficient("p1", "0.2", role="head"), coefficient("p2", "0.3", role="member"), provision("p3")
    )
    assert amounts(apart, membership()) == [702_000, 150_000]
    assert amounts(scheme(provision("p3"), one_coefficient=True), membership()) == [150_000]
    untold = register(scheme(*parts, one_coefficient=True), membership(), empty=["memberships"])
    assert [line.amount for line in allowances(untold, JULY)] == [0, 702_000, 150_000]


def test_rates_differ_by_role_rank_level_and_other_allowances() -> None:
    """A provision for a role, rank or level pays nobody else; a lower rate may hold for who draws another allowance."""
    parts = [
        provision("p1", draws_other=False, rate={"kind": "fixed_monthly", "amount": 200_000}),
        provision("p2", draws_other=True, rate={"kind": "fixed_monthly", "amount": 150_000}),
        provision("p3", rank="a", rate={"kind": "per_form", "amount": 1}),
    ]
    other = made(OtherAllowance, id="k", network=NETWORK, collaborator="CTV-1", name="x", start="2024-07-31")

    assert amounts(scheme(*parts), membership()) == [200_000]
    assert amounts(scheme(*parts), membership(), other) == [150_000]
    assert amounts(scheme(*parts), membership(rank="a"), other) == [150_000, 0]


@pytest.mark.traced
@pytest.mark.parametrize(("level", "expected"), [("commune", [70_000]), ("province", [150_000])])
def test_rates_differ_by_level(level: str, expected: list[int]) -> None:
    """One scheme text may hold the rates of all levels: a network gets those of its own."""
    parts = [
        provision("p1", level="province"),
        provision("p2", level="commune", rate={"kind": "fixed_monthly", "amount": 70_000}),
    ]
    network = made(dlxh.Network, id=NETWORK, name="x", owner="u", level=level)

    assert amounts(scheme(*parts), membership(), network) == expected


class TestWhatIsAsked:
    """The caller's mistakes raise, and say what is allowed and what to do."""

    @pytest.mark.parametrize("period", ["2024-07-24", "2024-W30"])
    def test_whole_months(self, period: str) -> None:
        """Pay is by whole calendar months."""
        with pytest.raises(PayrollError, match="whole months"):
            amounts(scheme(provision()), membership(), period=Period.parse(period))
        with pytest.raises(PayrollError, match="2024-06-15"):
            amounts(scheme(provision()), membership(), period=Period.parse("2024-07", convention="15_to_14"))

    @pytest.mark.traced
    def test_ledger(self) -> None:
        """A condition on reports needs a ledger with its columns."""
        found = scheme(provision(conditions=[{"event": "missing", "times": 1, "share": "0"}]))

        with pytest.raises(MissingInputError, match="no regulation says that a report is owed"):
            amounts(found, membership())
        with pytest.raises(PayrollError, match="period_end, due_on, status"):
            amounts(
                found,
                membership(),
                ledger=pl.DataFrame(owed(("a", "2024-07-31", "late"))).drop("period_end", "due_on", "status"),
            )

    @pytest.mark.traced
    def test_calendar(self) -> None:
        """Working days need a calendar."""
        with pytest.raises(MissingInputError, match="needs a calendar of working days; pass calendar="):
            amounts(scheme(provision(proration="by_working_days_of_22")), membership())

    def test_beyond_the_table(self) -> None:
        """A month beyond the table is an error with the last decree, or follows an explicit policy."""
        found, later = scheme(coefficient("p", "0.3")), Period.parse("2027-01")

        with pytest.raises(BaseSalaryError, match="161/2026"):
            amounts(found, membership(), period=later)
        lines = allowances(register(found, membership()), later, beyond="last_known")
        assert lines.total == 759_000
        assert "chưa có trong bảng" in lines[0].trace("vi")
        assert amounts(scheme(provision()), membership(), period=later) == [150_000]

    @pytest.mark.traced
    @pytest.mark.parametrize(
        ("gone", "fields"),
        [
            ("schemes", {}),
            ("memberships", {}),
            ("engagements", {"basis": "engagement"}),
            ("work_entries", {"rate": {"kind": "per_form", "amount": 1}}),
            ("reports", {"rate": {"kind": "per_report", "amount": 1}}),
            ("other_allowances", {"draws_other": True}),
            ("networks", {"level": "commune"}),
        ],
    )
    def test_an_absent_table_is_unknown(self, gone: str, fields: dict[str, Any]) -> None:
        """Missing is not zero: what pay rests on must be there."""
        records = [] if gone == "schemes" else [scheme(provision(**fields))]
        records += [] if gone == "memberships" else [membership()]  # type: ignore[list-item] # records of two kinds
        found = register(*records, empty=[name for name in register().empty if name != gone])

        with pytest.raises(MissingInputError, match=gone):
            allowances(found, JULY)

    def test_a_scheme_beside_the_register(self) -> None:
        """A scheme can be tried without being in the register."""
        found = register(membership(), empty=["memberships"])

        assert allowances(found, JULY, schemes=[scheme(provision())]).total == 150_000
        dearer = scheme(provision(rate={"kind": "fixed_monthly", "amount": 200_000}))
        assert (
            allowances(register(scheme(provision()), membership()), JULY, schemes=[dearer]).total == 200_000
        )
        assert len(allowances(register(scheme(provision())), JULY)) == 0


@settings(max_examples=examples(15))
@given(st.integers(0, 10**6))
def test_every_engine_pays_the_same(seed: int) -> None:
    """What is written once runs anywhere: DuckDB gives the lines that Polars gives."""
    from tests.engines import engine

    found = world(seed, date(2024, 6, 1), 3)
    lines = [
        allowances(
            carry(register_of(found)),
            months("2024-06", "2024-08"),
            ledger=ledger(found),
            calendar=calendar(found),
        )
        for carry in (engine("polars"), engine("duckdb_own"))
    ]

    assert lines[0].polars.equals(lines[1].polars)
    assert type(lines[1].frame).__name__ == "DuckDBPyRelation"


def lines_of(found: dict[str, list[Any]], period: Period, book: Register | None = None) -> Lines:
    """Return the lines of a world; its register is made once where the same one is asked again."""
    book = register_of(found) if book is None else book
    return allowances(book, period, ledger=ledger(found), calendar=calendar(found))


@settings(max_examples=examples(25))
@given(st.integers(0, 10**6))
def test_a_period_is_the_sum_of_its_months(seed: int) -> None:
    """Splitting a period and adding gives the whole."""
    found = world(seed, date(2024, 5, 1), 4)
    book = register_of(found)
    parts = [lines_of(found, Period.parse(f"2024-0{month}"), book).polars for month in (5, 6, 7, 8)]
    whole = lines_of(found, months("2024-05", "2024-08"), book).polars
    keys = ["network", "collaborator", "month", "provision"]

    assert pl.concat(parts).sort(keys).equals(whole.sort(keys))


@settings(max_examples=examples(25))
@given(st.integers(0, 10**6), st.integers(0, 100))
def test_more_reports_on_time_never_lower_pay(seed: int, which: int) -> None:
    """More reports on time never lower pay."""
    found = world(seed, date(2024, 5, 1), 3)
    book = register_of(found)
    before = lines_of(found, months("2024-05", "2024-07"), book)
    rows = [dict(row) for row in found["ledger"]]
    if rows:
        rows[which % len(rows)]["status"] = "on_time"
    after = lines_of({**found, "ledger": rows}, months("2024-05", "2024-07"), book)
    people = pl.col("amount").sum().over("collaborator", "month")

    assert (after.polars.with_columns(people)["amount"] >= before.polars.with_columns(people)["amount"]).all()


@settings(max_examples=examples(25))
@given(st.integers(0, 10**6))
def test_nobody_is_paid_outside_an_engagement(seed: int) -> None:
    """Nobody is paid outside an engagement, nor outside a membership."""
    found = world(seed, date(2024, 5, 1), 3)
    ends = date(9999, 12, 31)
    memberships = {s.id: s for s in found["memberships"] if s.paid}
    for line in lines_of(found, months("2024-05", "2024-07")):
        if line.amount == 0 or line.provision is None:
            continue
        last = (line.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        spans = [
            (s.start, s.end or ends) for s in memberships.values() if s.collaborator == line.collaborator
        ]
        if line.provision.basis == "engagement":
            signed = [e for e in found["engagements"] if e.membership in memberships]
            spans = [
                (e.start, e.end)
                for e in signed
                if memberships[e.membership].collaborator == line.collaborator
            ]
        assert any(start <= last and end >= line.month for start, end in spans)


@settings(max_examples=examples(40))
@given(st.dates(date(2011, 5, 1), date(2026, 9, 1)), st.dates(date(2011, 5, 1), date(2026, 9, 1)))
def test_the_amount_changes_only_at_a_date_of_the_law(month: date, changed: date) -> None:
    """The amount changes only at a provision's or a base salary's date."""
    split, first = changed.replace(day=1), month.replace(day=1)
    parts = [
        coefficient("p1", "0.3", valid_to=split - timedelta(days=1)),
        coefficient("p2", "0.5", valid_from=split),
    ]
    if split == date(2011, 5, 1):
        parts = parts[1:]
    following = (first + timedelta(days=31)).replace(day=1)
    here, there = amounts(
        scheme(*parts),
        membership(),
        period=Period.custom(first, (following + timedelta(days=31)).replace(day=1) - timedelta(days=1)),
    )
    dates = {row.applies_from for row in salary_table().rows} | {split}

    assert (here != there) == (following in dates)


def test_faulty_provisions_of_a_file_are_findings_and_pay_nobody() -> None:
    """A provision that no model can hold is a finding; the others pay on."""
    tables = register(
        scheme(provision(), provision("p2", rate={"kind": "per_form", "amount": 5})), membership()
    ).tables
    frames = {name: tables.polars(name) for name in tables}
    rounding = pl.when(pl.col("id") == "p1").then(pl.lit("bankers")).otherwise("rounding")
    frames["scheme_provisions"] = frames["scheme_provisions"].with_columns(rounding.alias("rounding"))
    lines = allowances(type(tables)(frames, as_of=tables.as_of), JULY)

    assert [(f.code, f.table, f.record, f.field) for f in lines.findings] == [
        ("enum", "scheme_provisions", "p1", "rounding")
    ]
    assert [(line.row["provision"], line.amount) for line in lines] == [("p2", 0)]


def test_a_register_and_its_tables_pay_the_same() -> None:
    """Objects or columns: the lines are the same."""
    found = register(scheme(provision()), membership())

    assert isinstance(found, Register)
    assert allowances(found, JULY).polars.equals(allowances(found.tables, JULY).polars)


class TestLedger:
    """The ledger that `dlxh.obligations` draws up is taken as it is."""

    def quarter(self, period: str) -> tuple[Register, Ledger]:
        """Return the Gia Lai example with its ledger."""
        found = dlxh.read("examples/gia-lai").register
        rules = dlxh.ledger.read_regulation("examples/gia-lai/regulation.toml")
        return found, dlxh.obligations(found, Period.parse(period), regulation=rules)

    def assumed(self) -> Any:  # noqa: ANN401 - a scheme
        """Return a scheme whose sum is assumed: Gia Lai did not publish what it pays."""
        conditions = [
            {"event": "missing", "times": 1, "share": "0"},
            {"event": "late", "times": 1, "share": "0.5"},
        ]
        return scheme(provision(conditions=conditions), network="GL-ML")

    def test_obligations_decide(self) -> None:
        """22 on time in full, 8 late by half; a quarter belongs to its last month."""
        found, owed_ = self.quarter("2023-Q4")
        lines = allowances(found, Period.parse("2023-Q4"), ledger=owed_, schemes=[self.assumed()])
        december = [line.amount for line in lines if line.month.month == 12]

        assert owed_.counts()["on_time"] == december.count(150_000) == 22
        assert owed_.counts()["late"] == december.count(75_000) == 8

    def test_a_partial_ledger_is_told(self) -> None:
        """Where not every report is known, a missing one may have come: a warning says so."""
        found, owed_ = self.quarter("2023-Q4")
        partial = replace(owed_, partial={"reports": frozenset({"*"})})
        lines = allowances(found, Period.parse("2023-Q4"), ledger=partial, schemes=[self.assumed()])

        assert [(f.code, f.severity.value) for f in lines.findings] == [("partial_ledger", "warning")]
        assert "(reports)" in lines.findings[0].message("vi")

    def test_a_ledger_that_ends_too_early(self) -> None:
        """Who is not in a ledger would seem to owe nothing, so it must cover all months."""
        found, owed_ = self.quarter("2023-Q4")

        for period in (Period.parse("năm 2023"), months("2023-11", "2024-01")):
            with pytest.raises(MissingInputError, match="not all months of pay"):
                allowances(found, period, ledger=owed_, schemes=[self.assumed()])


@pytest.mark.traced
def test_a_scheme_that_no_model_can_hold_is_a_finding() -> None:
    """A scheme whose own row is faulty pays nobody, and says where and why."""
    tables = register(scheme(provision()), membership()).tables
    frames = {name: tables.polars(name) for name in tables}
    frames["schemes"] = frames["schemes"].with_columns(pl.lit(" ").alias("name"))
    lines = allowances(type(tables)(frames, as_of=tables.as_of, places={"schemes": "schemes.ndjson"}), JULY)

    assert [(f.table, f.record, f.field, str(f.place)) for f in lines.findings] == [
        ("schemes", "pc", "name", "schemes.ndjson"),
        ("networks", NETWORK, None, "None"),
    ]
    assert [line.outcome.value for line in lines] == ["no_provision"]


def test_a_faulty_condition_of_the_regulation_is_a_finding() -> None:
    """A condition that no model can hold changes nobody's pay without a word."""
    duty = {"kind": "pay_condition", "event": "late", "times": 1, "share": "0.5"}
    said = {
        "id": "q",
        "article": "Điều 3",
        "text": "x",
        "published": True,
        "valid_from": "2021-05-04",
        "duty": duty,
    }
    rules = made(Regulation, id="qc", network=NETWORK, name="x", valid_from="2021-05-04", provisions=[said])
    tables = register(scheme(provision()), membership(), rules).tables
    frames = {name: tables.polars(name) for name in tables}
    event = pl.lit("lateness").alias("duty_event")
    frames["regulation_provisions"] = frames["regulation_provisions"].with_columns(event)
    lines = allowances(type(tables)(frames, as_of=tables.as_of), JULY)

    assert [(f.code, f.table, f.record) for f in lines.findings] == [("enum", "regulation_provisions", "q")]
