"""A rate, a role or a rank that changes inside a month: paid once, as the scheme says, and refused where it does not."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import AllowanceScheme, Membership, Period, allowances
from dlxh.payroll.errors import PayrollError
from dlxh.words.work_calendars import SimpleCalendar
from tests.engines import Engine
from tests.lengths import examples
from tests.payroll.people import (
    NETWORK,
    coefficient,
    contract,
    made,
    membership,
    months,
    provision,
    register,
    scheme,
)
from tests.payroll.worlds import CHANGES, RATES, ROUNDINGS, World, calendar, ledger, rate, world
from tests.payroll.worlds import register as register_of

JULY = Period.parse("2024-07")
SPRING = months("2024-05", "2024-07")
UNTIL, SINCE = date(2024, 7, 19), date(2024, 7, 20)
PRORATIONS = ("full", "by_calendar_days", "by_working_days_of_22", "none")


def turns(*parts: dict[str, Any], change: str | None = "by_days", **fields: Any) -> AllowanceScheme:  # noqa: ANN401 - fields of the scheme
    """Return a scheme whose parts are one entitlement unless one of them says otherwise."""
    coded = [{"entitlement": "phu_cap", **part} for part in parts]
    return scheme(*coded, mid_month_change=change, **fields)


def raised(proration: str = "full", **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401 - of a provision
    """Return 0,3 until 19 July and 0,5 from then on."""
    return (
        coefficient("p1", "0.3", valid_to=UNTIL, proration=proration, **fields),
        coefficient("p2", "0.5", valid_from=SINCE, proration=proration, **fields),
    )


def paid(*records: Any, period: Period = JULY) -> list[tuple[str | None, int, str]]:  # noqa: ANN401 - records
    """Return provision, amount and outcome of each line."""
    lines = allowances(register(*records), period, calendar=SimpleCalendar())
    return [(line.row["provision"], line.amount, line.outcome.value) for line in lines]


@pytest.mark.parametrize(
    ("change", "proration", "line"),
    [
        *(("first_day", proration, ("p1", 702_000, "full")) for proration in PRORATIONS),
        *(("last_day", proration, ("p2", 1_170_000, "full")) for proration in PRORATIONS),
        # 702.000 × 19/31 + 1.170.000 × 12/31 = 883.161,3; of 23 working days 15 lie before the 20th, and 8 from then on
        ("by_days", "full", ("p1", 883_161, "several_rates")),
        ("by_days", "by_calendar_days", ("p1", 883_161, "several_rates")),
        ("by_days", "none", ("p1", 883_161, "several_rates")),
        ("by_days", "by_working_days_of_22", ("p1", 864_783, "several_rates")),
    ],
)
def test_a_month_in_which_the_rate_rises(change: str, proration: str, line: tuple[str, int, str]) -> None:
    """0,3 until 19 July 2024 and 0,5 from then on are one sum for July: that of one of them, or of each for its days."""
    assert paid(turns(*raised(proration), change=change), membership()) == [line]


@pytest.mark.parametrize(
    ("start", "proration", "amount"),
    [
        ("2024-07-11", "full", 969_429),  # 702.000 × 9/21 + 1.170.000 × 12/21
        ("2024-07-11", "by_calendar_days", 656_710),  # × 9/31 and × 12/31
        ("2024-07-11", "by_working_days_of_22", 648_818),  # × 7/22 and × 8/22
        ("2024-07-11", "none", 0),
        ("2024-07-20", "full", 1_170_000),
    ],
)
def test_who_joins_in_the_month_of_change(start: str, proration: str, amount: int) -> None:
    """The days of service say how much of a month is paid, and are shared out among the rates."""
    assert [line[1] for line in paid(turns(*raised(proration)), membership(start=start))] == [amount]


@st.composite
def cases(draw: st.DrawFn) -> tuple[World, dict[str, Any], str, date]:
    """Return a world, a provision of any kind, basis, rounding and proration for all of it, a way, and a day in it."""
    seed = draw(st.integers(0, 10**6))
    found = world(seed, date(2024, 5, 1), 3)
    conditions = found["schemes"][0].provisions[0].conditions
    whole = provision(
        "x",
        entitlement="x",
        valid_from=date(2024, 4, 20),
        valid_to=draw(st.sampled_from((None, date(2024, 7, 25)))),
        rate=rate(seed, draw(st.sampled_from(RATES))),
        basis=draw(st.sampled_from(("membership", "engagement"))),
        rounding=draw(st.sampled_from(ROUNDINGS)),
        proration=draw(st.sampled_from(PRORATIONS)),
        conditions=conditions,
    )
    return found, whole, draw(st.sampled_from(CHANGES)), draw(st.dates(date(2024, 4, 25), date(2024, 7, 25)))


def totals(found: World, scheme_: AllowanceScheme) -> dict[tuple[str, date], int]:
    """Return what each person of a world is due in each month."""
    book = register_of({**found, "schemes": [scheme_]})
    lines = allowances(book, SPRING, ledger=ledger(found), calendar=calendar(found))
    sums: dict[tuple[str, date], int] = {}
    for line in lines:
        key = line.collaborator, line.month
        sums[key] = sums.get(key, 0) + line.amount
    return sums


class TestCutting:
    """Cutting at any day changes no total, for every proration, basis, rounding, kind of rate and way of the scheme."""

    @settings(max_examples=examples(40))
    @given(case=cases(), alone=st.booleans())
    def test_a_provision(self, case: tuple[World, dict[str, Any], str, date], *, alone: bool) -> None:
        """A provision cut in two at the same rate gives everybody the same, alone and with other entitlements."""
        found, whole, change, day = case
        others = [] if alone else [part.model_dump() for part in found["schemes"][0].provisions]
        before = {**whole, "valid_to": day - timedelta(days=1)}
        after = {**whole, "id": "y", "valid_from": day}
        fields: dict[str, Any] = {"network": "n", "one_coefficient": not alone, "mid_month_change": change}

        assert totals(found, scheme(before, after, *others, **fields)) == totals(
            found, scheme(whole, *others, **fields)
        )

    @settings(max_examples=examples(30))
    @given(cases())
    def test_a_role(self, case: tuple[World, dict[str, Any], str, date]) -> None:
        """Who changes role inside a month gets the same as who does not, where both roles have one rate."""
        found, whole, change, day = case
        roles = [{**whole, "id": role, "role": role} for role in ("member", "head")]
        fields = {"network": "n", "mid_month_change": change}
        changed = {**found, "memberships": [], "engagements": []}
        for held in found["memberships"]:
            for number, part in enumerate(in_two(held, day)):
                changed["memberships"].append(part)
                changed["engagements"] += [
                    signed.replace(id=f"{signed.id}.{number}", membership=part.id)
                    for signed in found["engagements"]
                    if signed.membership == held.id
                ]

        assert totals(changed, scheme(*roles, **fields)) == totals(found, scheme(whole, **fields))


def in_two(held: Membership, day: date) -> list[Membership]:
    """Return a membership, or two in its place with two roles where the day lies inside it."""
    if not held.start < day <= (held.end or date(9999, 12, 31)):
        return [held]
    other = "head" if held.role.value == "member" else "member"
    before = held.replace(end=day - timedelta(days=1))
    return [before, held.replace(id=f"{held.id}.b", start=day, role=other)]


@pytest.mark.parametrize("proration", PRORATIONS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_sum_cut_in_two_stays_the_sum(change: str, proration: str) -> None:
    """220.000 a month cut inside July at the same rate is 220.000."""
    rate_ = {"kind": "fixed_monthly", "amount": 220_000}
    halves = (
        provision("p1", rate=rate_, valid_to=UNTIL, proration=proration),
        provision("p2", rate=rate_, valid_from=SINCE, proration=proration),
    )

    assert [line[1] for line in paid(turns(*halves, change=change), membership())] == [220_000]


def test_every_kind_of_frame_and_engine_pays_a_cut_month_alike(on_frames: Engine) -> None:
    """What is written once runs anywhere, also where rates take turns."""
    found = register(turns(*raised()), membership(), membership("m2", "2024-07-11", collaborator="CTV-2"))

    assert [line.amount for line in allowances(on_frames(found), JULY)] == [883_161, 969_429]


class TestRoles:
    """A role or rank that changes inside a month."""

    HEAD = provision("head", role="head", rate={"kind": "fixed_monthly", "amount": 310_000})
    MEMBER = provision("member", role="member", rate={"kind": "fixed_monthly", "amount": 155_000})
    MEMBERSHIPS = (membership("m1", end="2024-07-19"), membership("m2", "2024-07-20", role="head"))

    @pytest.mark.parametrize(
        ("change", "line"),
        [
            ("first_day", ("member", 155_000, "full")),
            ("last_day", ("head", 310_000, "full")),
            ("by_days", ("member", 215_000, "several_rates")),  # 155.000 × 19/31 + 310.000 × 12/31
        ],
    )
    def test_each_role_has_its_rate(self, change: str, line: tuple[str, int, str]) -> None:
        """A member who becomes head on 20 July is paid once, as the scheme says; the order of the rates does not matter."""
        assert paid(turns(self.HEAD, self.MEMBER, change=change), *self.MEMBERSHIPS) == [line]
        assert paid(turns(self.MEMBER, self.HEAD, change=change), *self.MEMBERSHIPS) == [line]

    def test_a_supplement_runs_beside(self) -> None:
        """A head's supplement with a code of its own is paid besides the rate of all, also of one kind and all month."""
        rate_ = {**provision("all"), "entitlement": "phu_cap"}
        more = {**self.HEAD, "entitlement": "trach_nhiem", "proration": "by_calendar_days"}

        assert paid(scheme(rate_, more), membership(role="head")) == [
            ("all", 150_000, "full"),
            ("head", 310_000, "full"),
        ]
        assert paid(scheme(rate_, more), *self.MEMBERSHIPS) == [
            ("all", 150_000, "full"),
            ("head", 120_000, "prorated"),
        ]

    def test_a_rank(self) -> None:
        """A rank changes as a role does."""
        parts = [
            provision(key, rank=key, rate={"kind": "fixed_monthly", "amount": 31_000 * n})
            for n, key in ((1, "a"), (2, "b"))
        ]
        held = membership("m1", end="2024-07-19", rank="a"), membership("m2", "2024-07-20", rank="b")

        assert paid(turns(*parts), *held) == [("a", 43_000, "several_rates")]

    @pytest.mark.traced
    def test_two_people_are_two_claims(self) -> None:
        """A membership that goes from one person to another inside the month is paid to each by the proration alone."""
        held = (
            membership("m1", end="2024-07-19"),
            membership("m2", "2024-07-20", collaborator="CTV-2", role="head"),
        )

        assert paid(scheme(self.MEMBER, self.HEAD), *held) == [
            ("member", 155_000, "full"),
            ("head", 310_000, "full"),
        ]


class TestWhatIsNotSaid:
    """Where it is not stated what takes the place of what, nothing is guessed."""

    @pytest.mark.parametrize(
        "parts",
        [
            raised(),
            raised("none"),
            (raised()[0], provision("p2", valid_from=SINCE)),
            (provision("p1", valid_to=UNTIL, rate={"kind": "per_session", "amount": 5}), provision("p2", valid_from=SINCE, rate={"kind": "per_session", "amount": 7})),
            (provision("p1", valid_to=UNTIL, rate={"kind": "per_report", "amount": 5}), provision("p2", valid_from=SINCE, rate={"kind": "per_report", "amount": 7, "report_kind": "ad_hoc"})),
            ({**raised()[0], "entitlement": "a"}, raised()[1]),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("fields", [{}, {"one_coefficient": True}, {"mid_month_change": "by_days"}])
    def test_provisions_that_touch(self, parts: tuple[dict[str, Any], ...], fields: dict[str, Any]) -> None:
        """Two provisions for the same that touch inside a month are refused with both names, the month and what to write."""
        with pytest.raises(PayrollError) as refused:
            paid(scheme(*parts, **fields), membership())

        assert "p1 và p2 (tháng 7/2024)" in refused.value.vi
        assert "p1 and p2 (2024-07)" in refused.value.en
        assert "mid_month_change" in refused.value.vi
        assert "entitlement" in refused.value.en

    @pytest.mark.traced
    def test_the_way_is_not_said(self) -> None:
        """One code for both is not enough: the scheme says how such a month is paid."""
        with pytest.raises(PayrollError, match=r"p1 and p2 \(2024-07\)"):
            paid(turns(*raised(), change=None), membership())

    def test_two_schemes(self) -> None:
        """A scheme that ends inside a month and one that follows it are no less one sum; both schemes say it alike."""
        p1, p2 = raised()
        old, new = scheme(p1), scheme(p2, id="pc2")

        with pytest.raises(PayrollError, match="p1 and p2"):
            paid(old, new, membership())
        one = [turns(p1, change="by_days"), turns(p2, change="by_days", id="pc2")]
        assert [line[1] for line in paid(*one, membership())] == [883_161]
        other = [turns(p1, change="by_days"), turns(p2, change="last_day", id="pc2")]
        with pytest.raises(PayrollError, match="p1 and p2"):
            paid(*other, membership())

    def test_a_role_that_changes(self) -> None:
        """Rates for two roles are refused only in the month in which somebody is paid by both."""
        both = scheme(TestRoles.MEMBER, TestRoles.HEAD)

        with pytest.raises(PayrollError, match=r"member and head \(2024-07\)"):
            paid(both, *TestRoles.MEMBERSHIPS)
        assert [
            line[1] for line in paid(both, *TestRoles.MEMBERSHIPS, period=months("2024-08", "2024-08"))
        ] == [310_000]
        assert len(paid(both, membership("m1", role="head"), membership("m2", collaborator="CTV-2"))) == 2

    @pytest.mark.parametrize(
        "parts",
        [
            (coefficient("p1", "0.3", valid_to=date(2024, 6, 30)), coefficient("p2", "0.5", valid_from=date(2024, 7, 1))),
            (raised()[0], provision("p2", valid_from=SINCE, rate={"kind": "per_session", "amount": 7})),
            ({**raised()[0], "entitlement": "a"}, {**raised()[1], "entitlement": "b"}),
            (coefficient("p1", "0.3"), provision("p2", valid_from=SINCE)),
        ],
    )  # fmt: skip
    def test_what_needs_no_word(self, parts: tuple[dict[str, Any], ...]) -> None:
        """A change between two months, pay for other things, two codes, and sums that run at once are paid as they are."""
        assert paid(scheme(*parts), membership())

    def test_nobody_is_paid_by_both(self) -> None:
        """Where no one has paid days under both, there is nothing to say."""
        assert [line[1] for line in paid(scheme(*raised()), membership(start="2024-07-20"))] == [1_170_000]
        signed = scheme(*raised(basis="engagement"))
        lines = paid(signed, membership(), contract("e", "2024-07-20", "2024-12-31"))
        assert lines == [("p1", 0, "engagement_gap"), ("p2", 1_170_000, "full")]


def test_two_of_one_entitlement_on_one_day_overlap() -> None:
    """Provisions with one code overlap where one membership would be under both, whatever their kinds; with two codes they do not."""
    both = turns(provision("p1"), coefficient("p2", "0.3"))
    lines = allowances(register(both, membership()), JULY)

    assert [(line.amount, line.outcome.value) for line in lines] == [(0, "overlapping_provisions")]
    assert [f.code for f in lines.findings] == ["overlapping_provisions"]
    apart = scheme(provision("p1", entitlement="a"), provision("p2", entitlement="b"))
    assert [line[1] for line in paid(apart, membership())] == [150_000, 150_000]


def test_an_overlap_beside_a_change_pays_nothing() -> None:
    """Where one of the rates of a month needs mending, the month waits for it."""
    p1, p2 = raised()
    again = coefficient("p3", "0.4", valid_from=date(2024, 8, 1))

    assert paid(turns(p1, p2, again), membership()) == [("p1", 0, "overlapping_provisions")]


def test_caps_are_those_of_the_month() -> None:
    """What an earlier rate has paid counts towards the caps of the later one."""
    from dlxh.models import WorkEntry

    done = [
        made(WorkEntry, id=f"w{day}", network=NETWORK, collaborator="CTV-1", day=date(2024, 7, day), kind="item", quantity=2, issue=issue)
        for day, issue in ((2, "dat_dai"), (18, "giao_thong"), (22, "dat_dai"), (23, "moi_truong"))
    ]  # fmt: skip
    item = {"kind": "per_item", "cap_per_issue": 3, "cap_per_period": 6}
    before = provision("p1", valid_to=UNTIL, rate={**item, "amount": 10_000})
    after = provision("p2", valid_from=SINCE, rate={**item, "amount": 20_000})

    # 4 at the old rate; of the later ones 1 of dat_dai and 2 of moi_truong are within 3 an issue, and 2 within 6 in all
    assert [line[1] for line in paid(turns(before, after), membership(), *done)] == [80_000]
    assert [line[1] for line in paid(turns(before, after, change="last_day"), membership(), *done)] == [
        120_000
    ]


def test_one_coefficient_only_compares_whole_months() -> None:
    """A month with two rates competes as one allowance, with its greatest coefficient against one drawn elsewhere."""
    from dlxh.models import OtherAllowance

    def drawn(value: str) -> OtherAllowance:
        fields = {"id": "k", "network": NETWORK, "collaborator": "CTV-1", "name": "x", "start": "2024-01-01"}
        return made(OtherAllowance, **fields, coefficient=value)

    found = turns(*raised(), coefficient("p3", "0.4", entitlement="khac"), one_coefficient=True)

    assert paid(found, membership()) == [("p1", 0, "higher_allowance"), ("p3", 936_000, "full")]
    alone = turns(*raised(), one_coefficient=True)
    assert paid(alone, membership(), drawn("0.4")) == [("p1", 883_161, "several_rates")]
    assert paid(alone, membership(), drawn("0.5")) == [("p1", 0, "higher_allowance")]


class TestTraces:
    """How a month of change came about is explained in both languages."""

    def test_each_for_its_days(self) -> None:
        """The trace has both rates with their documents and days, and rounds once."""
        found = allowances(register(turns(*raised()), membership()), JULY)

        assert found[0].trace("vi") == (
            "1. Trong tháng có thay đổi mức chi (p1, p2): mỗi mức theo số ngày của mức đó\n"
            "2. Mức lương cơ sở tháng 7/2024: 2.340.000 đồng (73/2024/NĐ-CP)\n"
            "3. Điều 8 khoản 6, 24/2020/NĐ-CP: hệ số 0,3 × 2.340.000 = 702.000 đồng\n"
            "4. Phần của mức này trong tháng: × 19/31 ngày\n"
            "5. Điều 8 khoản 6, 24/2020/NĐ-CP: hệ số 0,5 × 2.340.000 = 1.170.000 đồng\n"
            "6. Phần của mức này trong tháng: × 12/31 ngày\n"
            "7. Được chi cho tháng: 883.161 đồng (làm tròn đến đồng, nửa đồng làm tròn lên)"
        )
        english = found[0].trace("en")
        assert "The rate changes in the month (p1, p2): each rate for its own days" in english
        assert "This rate's part of the month: × 12/31 days" in english
        assert found.records()[0].steps == found[0].steps
        assert found[0].record().coefficient is None

    @pytest.mark.traced
    def test_one_for_the_whole_month(self) -> None:
        """The trace has both rates and says which one holds."""
        found = allowances(register(turns(*raised(), change="last_day"), membership()), JULY)

        assert (
            found[0]
            .trace("vi")
            .startswith(
                "1. Trong tháng có thay đổi mức chi (p1, p2): cả tháng theo mức của ngày cuối\n2. Mức lương cơ sở"
            )
        )
        assert "(p1, p2): the rate of the last day, for the whole month" in found[0].trace("en")
        assert "0,3" not in found[0].trace("vi")

    @pytest.mark.traced
    def test_sums_and_work(self) -> None:
        """A sum per month that gives way to a sum per session needs no base salary; nothing done says so."""
        session = provision("p2", valid_from=SINCE, rate={"kind": "per_session", "amount": 7_000})
        found = allowances(register(turns(provision("p1", valid_to=UNTIL), session), membership()), JULY)

        assert [(line.amount, line.outcome.value) for line in found] == [(91_935, "several_rates")]
        assert "7.000 đồng × 0 = 0 đồng" in found[0].trace("vi")
        assert "lương cơ sở" not in found[0].trace("vi")
        late = provision("p1", valid_to=UNTIL, rate={"kind": "per_form", "amount": 1})
        idle = allowances(register(turns(late, session), membership()), JULY)
        assert [(line.amount, line.outcome.value) for line in idle] == [(0, "no_work")]


class TestArrears:
    """A rate that is decided when the month was paid."""

    @pytest.mark.traced
    def test_the_difference(self) -> None:
        """July was paid at 0,3; 0,5 from 20 July leaves the difference, with the new decision as the reason."""
        p1, p2 = raised()
        before = allowances(register(turns({**p1, "valid_to": None}), membership()), JULY)
        after = turns(p1, {**p2, "decided_on": date(2024, 9, 2), "article": "Điều 2"})
        kept = register(after, membership(), *before.records())
        lines = allowances(kept, JULY)

        assert [(line.row["provision"], line.amount, line.row["change"]) for line in lines] == [
            ("p1", 181_161, "rate")
        ]
        assert (
            lines[0]
            .trace("vi")
            .endswith(
                "truy lĩnh 181.161 đồng (mức chi thay đổi), theo Điều 2, 24/2020/NĐ-CP, quyết định ngày 2/9/2024"
            )
        )
        assert len(allowances(kept.add(*lines.records()), JULY)) == 0

    @pytest.mark.traced
    def test_a_provision_that_was_paid_alone(self) -> None:
        """What was paid under the later of two is offset; its line does not show the sum of both."""
        before = allowances(register(turns(raised()[1]), membership()), JULY)
        lines = allowances(register(turns(*raised()), membership(), *before.records()), JULY)

        assert [(line.row["provision"], line.amount) for line in lines] == [
            ("p1", 883_161),
            ("p2", -1_170_000),
        ]
        assert "Trong tháng" not in lines[1].trace("vi")
