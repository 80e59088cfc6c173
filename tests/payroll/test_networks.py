"""Nothing is silent: who would give nobody anything, or everybody all, without a word is refused or reported."""

from datetime import date
from typing import Any

import polars as pl
import pytest

import dlxh
from dlxh import AllowanceScheme, Network, Period, Tables, allowances
from dlxh.models.work import OtherAllowance
from dlxh.payroll.errors import PayrollError
from dlxh.register.finding import Severity
from tests.engines import Engine
from tests.payroll.people import NETWORK, made, membership, months, owed, provision, register, scheme

JULY = Period.parse("2024-07")
QUARTER = months("2024-07", "2024-09")
OTHER = {"id": "khac", "network": "GL-MLx"}
MISSING = [{"event": "missing", "times": 1, "share": "0"}]


def told(*records: Any, period: Period = JULY, **given: Any) -> list[tuple[str, str | None, str]]:  # noqa: ANN401 - records
    """Return code, record and English sentence of each finding."""
    found = allowances(register(*records), period, **given).findings
    assert {fault.place for fault in found} <= {None}
    assert [str(fault) for fault in found] == [fault.message("vi") for fault in found]
    return [(fault.code, fault.record, fault.message("en")) for fault in found]


class TestWhatIsPassed:
    """A scheme that is passed for another network is the caller's mistake."""

    @pytest.mark.traced
    @pytest.mark.parametrize(
        "schemes",
        [
            [scheme(provision(), **OTHER)],
            [scheme(provision()), scheme(provision("p2"), **OTHER)],
        ],
    )
    def test_another_network(self, on_frames: Engine, schemes: list[AllowanceScheme]) -> None:
        """Alone or next to one that matches, it raises with both networks."""
        with pytest.raises(PayrollError) as refused:
            allowances(on_frames(register(membership())), JULY, schemes=schemes)

        assert "khac (mạng lưới GL-MLx)" in refused.value.vi
        assert f"it knows {NETWORK}" in refused.value.en

    def test_a_network_without_members_is_known(self) -> None:
        """A network of the table of networks is known, and so is that of somebody who has left."""
        network = made(Network, id="GL-MLx", name="x", owner="u", level="province")
        left = membership("m9", end="2012-01-01", network="GL-MLx")

        for known in (network, left):
            lines = allowances(
                register(membership(), known), JULY, schemes=[scheme(provision()), scheme(**OTHER)]
            )
            assert lines.total == 150_000

    def test_a_register_without_anybody(self) -> None:
        """Where there is no member, nobody goes unpaid."""
        assert len(allowances(register(), JULY, schemes=[scheme(provision())])) == 0


class TestWhatIsRecorded:
    """Members to pay whom nothing applies to are reported, besides the reason on each line."""

    def test_no_scheme(self) -> None:
        """A scheme of another network, and none at all: one warning for the network."""
        for records in ([], [scheme(provision(), **OTHER)]):
            (found,) = told(*records, membership(), membership("m2", collaborator="CTV-2"))
            assert found[:2] == ("no_scheme", NETWORK)
            assert "has paid members and no scheme" in found[2]
        assert told(membership(paid=False)) == []

    @pytest.mark.traced
    @pytest.mark.parametrize(
        ("fields", "english", "vietnamese"),
        [
            ({"valid_to": date(2024, 6, 30)}, "2024-07–2024-09", "tháng 7/2024–9/2024"),
            ({"valid_from": date(2024, 8, 1), "valid_to": date(2024, 8, 9)}, "2024-07, 2024-09", "tháng 7/2024, tháng 9/2024"),
            ({"valid_from": date(2024, 9, 30)}, "2024-07–2024-08", "tháng 7/2024–8/2024"),
        ],
    )  # fmt: skip
    def test_no_provision_in_force(self, fields: dict[str, Any], english: str, vietnamese: str) -> None:
        """Months in which no provision applies are named, also where others do."""
        found = allowances(register(scheme(provision(**fields)), membership()), QUARTER).findings

        assert [(fault.code, fault.record, fault.network) for fault in found] == [
            ("no_provision_in_force", NETWORK, NETWORK)
        ]
        assert f"of pc applies to {english};" in found[0].message("en")
        assert f"áp dụng cho {vietnamese};" in found[0].message("vi")

    @pytest.mark.parametrize("fields", [{"role": "head"}, {"rank": "a"}, {"role": "head", "rank": "a"}])
    def test_provisions_for_nobody(self, fields: dict[str, Any]) -> None:
        """A role or a rank that nobody has pays nobody, and one member who has it is enough."""
        one = scheme(provision(**fields))
        (found,) = told(one, membership(rank="b"))

        assert found[:2] == ("no_provision_in_force", NETWORK)
        assert "roles and ranks" in found[2]
        assert told(one, membership(), membership("m2", collaborator="CTV-2", **fields)) == []

    def test_who_draws_another_allowance_is_not_forgotten(self) -> None:
        """A network all of whose members draw another allowance is paid nothing, and rightly."""
        other = made(OtherAllowance, id="k", network=NETWORK, collaborator="CTV-1", coefficient="0.3", start="2024-01-01", name="x")  # fmt: skip

        assert told(scheme(provision(draws_other=False)), membership(), other) == []

    def test_only_months_that_were_served(self) -> None:
        """Months before anybody served need no provision."""
        assert (
            told(
                scheme(provision(valid_from=date(2024, 9, 1))), membership(start="2024-09-15"), period=QUARTER
            )
            == []
        )

    @pytest.mark.traced
    def test_a_level_that_is_not_known(self) -> None:
        """A scheme by level pays nobody of a network that is not in the table; the warning says so."""
        network = made(Network, id="GL-MLx", name="x", owner="u", level="province")
        found = told(scheme(provision(level="province")), membership(), network)

        assert [code for code, _, _ in found] == ["unknown_level", "no_provision_in_force"]
        assert f"{NETWORK} is not in the table of networks" in found[0][2]


class TestWhatIsOwed:
    """A condition on reports that no row of the ledger can ever meet."""

    def rows(self, network: str, status: str = "on_time") -> pl.DataFrame:
        """Return a ledger of one row."""
        return pl.DataFrame(owed(("CTV-1", "2024-07-31", status))).with_columns(
            pl.lit(network).alias("network")
        )

    @pytest.mark.parametrize("empty", [False, True])
    def test_a_ledger_of_another_network(self, *, empty: bool) -> None:
        """A ledger without any row of the network lowers nobody's pay, and a warning lists the provisions."""
        ledger = self.rows("GL-MLx").head(0) if empty else self.rows("GL-MLx")
        (found,) = told(scheme(provision(conditions=MISSING)), membership(), ledger=ledger)

        assert found[:2] == ("network_not_owing", NETWORK)
        assert "pay under p1 depends on which reports were owed" in found[2]

    @pytest.mark.parametrize("status", ["on_time", "excused", "not_owed"])
    def test_a_ledger_of_the_network(self, status: str) -> None:
        """A row of any status shows that the network was looked at."""
        assert (
            told(scheme(provision(conditions=MISSING)), membership(), ledger=self.rows(NETWORK, status)) == []
        )

    def test_reports_not_due_yet(self) -> None:
        """Pay of a month whose reports are not due yet is whole, and a warning counts the reports and lists the provisions."""
        rows = [("CTV-1", "2024-07-31", "not_due_yet"), ("CTV-2", "2024-07-31", "not_due_yet"), ("CTV-3", "2024-07-31", "on_time")]  # fmt: skip
        everybody = [membership(f"m{place}", collaborator=f"CTV-{place}") for place in (1, 2, 3)]
        lines = allowances(
            register(scheme(provision(conditions=MISSING)), *everybody),
            JULY,
            ledger=pl.DataFrame(owed(*rows)),
        )

        (found,) = lines.findings
        assert (found.code, found.record, found.severity) == ("reports_not_due", NETWORK, Severity.WARNING)
        assert "pay under p1 depends on reports that are not due yet (2)" in found.message("en")
        assert lines.total == 450_000
        for table in (lines.table("vi"), dlxh.payroll.sheet(lines).table("vi")):
            assert found.message("vi") in table.to_text()

    def test_notes_carry_what_concerns_a_whole_network(self) -> None:
        """Two provisions that clash are a finding and no note of a sheet; the reports waited for are both."""
        clashing = scheme(provision(conditions=MISSING), provision("p2", conditions=MISSING))
        lines = allowances(register(clashing, membership()), JULY, ledger=self.rows(NETWORK, "not_due_yet"))

        assert [each.code for each in lines.findings] == ["overlapping_provisions", "reports_not_due"]
        assert [each.code for each in lines.warnings] == ["reports_not_due"]
        assert dlxh.payroll.sheet(lines).warnings == lines.warnings

    def test_only_what_a_condition_looks_at_is_waited_for(self) -> None:
        """What a unit owes, an outsider, or a member who is not paid, waits for nothing where only members' reports count."""
        rows = [("CTV-1", "2024-07-31", "on_time"), (None, "2024-07-31", "not_due_yet"), ("CTV-99", "2024-07-31", "not_due_yet"), ("CTV-2", "2024-07-31", "not_due_yet")]  # fmt: skip
        ledger = pl.DataFrame(owed(*rows))
        unpaid = membership("m2", collaborator="CTV-2", paid=False)
        assert told(scheme(provision(conditions=MISSING)), membership(), unpaid, ledger=ledger) == []

    def test_a_month_under_another_provision_waits_for_nothing(self) -> None:
        """A condition that applied until July waits for no report of August; provisions that look at none are not listed."""
        until_july = provision(conditions=MISSING, valid_to=date(2024, 7, 31))
        free = provision("p2", valid_from=date(2024, 8, 1))
        rows = [("CTV-1", "2024-08-31", "not_due_yet"), ("CTV-1", "2024-09-30", "not_due_yet")]
        more = [*rows, ("CTV-1", "2024-07-31", "not_due_yet")]
        given = (scheme(until_july, free), membership())

        assert told(*given, period=QUARTER, ledger=pl.DataFrame(owed(*rows))) == []
        (found,) = told(*given, period=QUARTER, ledger=pl.DataFrame(owed(*more)))
        assert "pay under p1 depends on reports that are not due yet (1)" in found[2]

    def test_who_is_paid_without_a_condition_is_waited_for_by_nobody(self) -> None:
        """A condition on members' pay does not wait for what their head owes."""
        by_role = scheme(provision(conditions=MISSING, role="member"), provision("p2", role="head"))
        head = membership("m2", collaborator="CTV-2", role="head")
        ledger = pl.DataFrame(owed(("CTV-2", "2024-07-31", "not_due_yet")))

        assert told(by_role, membership(), head, ledger=ledger) == []

    def test_a_report_that_several_provisions_look_at_counts_once(self) -> None:
        """Two provisions wait for the same report: it is one report, and both are listed."""
        by_report = provision("p2", conditions=MISSING, rate={"kind": "per_report", "amount": 1})
        two = scheme(provision(conditions=MISSING), by_report)
        (found,) = told(two, membership(), ledger=self.rows(NETWORK, "not_due_yet"))

        assert "pay under p1, p2 depends on reports that are not due yet (1)" in found[2]

    def test_thousands_are_parted(self) -> None:
        """A count is written as offices write it."""
        owing = [membership(f"m{place}", collaborator=f"CTV-{place}") for place in range(1_000)]
        ledger = pl.DataFrame(
            owed(*((f"CTV-{place}", "2024-07-31", "not_due_yet") for place in range(1_000)))
        )
        (found,) = allowances(
            register(scheme(provision(conditions=MISSING)), *owing), JULY, ledger=ledger
        ).findings
        assert "có 1.000 báo cáo chưa đến hạn" in found.message("vi")
        assert "(1,000)" in found.message("en")

    @pytest.mark.parametrize(
        ("end", "count"), [("2024-06-30", 0), ("2024-07-01", 1), ("2024-07-31", 1), ("2024-08-01", 0)]
    )
    def test_only_reports_of_the_months_count(self, end: str, count: int) -> None:
        """“reports of these months”: a period that ends before or after them waits for no pay of theirs."""
        found = told(
            scheme(provision(conditions=MISSING)),
            membership(),
            ledger=pl.DataFrame(owed(("CTV-1", end, "not_due_yet"))),
        )

        assert [code for code, _, _ in found] == ["reports_not_due"] * count

    def test_pay_without_a_condition_waits_for_nothing(self) -> None:
        """Reports that no condition looks at raise no warning."""
        ledger = self.rows(NETWORK, "not_due_yet")
        assert told(scheme(provision()), membership(), ledger=ledger) == []

    def test_a_month_in_which_nothing_is_due(self) -> None:
        """In October no quarter ends: the ledger of the quarter has rows of the network, and nothing is amiss."""
        found = dlxh.read("examples/gia-lai").register
        rules = dlxh.ledger.read_regulation("examples/gia-lai/regulation.toml")
        ledger = dlxh.obligations(found, Period.parse("2023-Q4"), regulation=rules)
        pay = scheme(provision(conditions=MISSING), network="GL-ML")

        assert not allowances(found, Period.parse("2023-10"), ledger=ledger, schemes=[pay]).findings


def test_a_membership_without_a_network_ends_no_month() -> None:
    """A row of a table may lack its network: that is a finding of `check`; what is due to the others is worked out."""
    whole = register(scheme(provision()), membership("m1"), membership("m2")).tables
    frames = {name: whole.polars(name) for name in whole.names}
    lacks = pl.col("id") == "m2"
    frames["memberships"] = frames["memberships"].with_columns(
        network=pl.when(~lacks).then("network"),
        collaborator=pl.when(lacks).then(pl.lit("x")).otherwise("collaborator"),
    )

    due = allowances(Tables(frames, as_of=whole.as_of), JULY).polars

    assert due.select("network", "outcome").rows() == [(None, "no_provision"), (NETWORK, "full")]
