"""Conditions of pay that look at what the unit owes which sends the person."""

from typing import Any

import pytest

from dlxh import OrgUnit, Period, Register, allowances
from tests.ledger.books import obligation, regulation, report
from tests.ledger.land import BOARD, COMMITTEE, HEAD, OWNER, by_units, unit
from tests.payroll.people import EMPTY, NETWORK, membership, provision, scheme

JULY = Period.parse("2024-07")
UNITS: tuple[OrgUnit, ...] = (
    HEAD,
    COMMITTEE,
    BOARD,
    unit("x"),
    unit("dx", "x", kind="party_committee"),
    unit("y"),
)
RULES = regulation(
    obligation(owed_by=by_units(), due={"kind": "after_period", "days": 5, "unit": "day"}),
    network=NETWORK,
)


def paid(whose: str, *records: Any, event: str = "missing", times: int = 1) -> dict[str, int]:  # noqa: ANN401 - records
    """Return what each membership's holder is due for July when a condition halves it."""
    halved = {"event": event, "times": times, "share": "0.5", "whose": whose}
    given = (OWNER.replace(id=NETWORK), RULES, *UNITS, scheme(provision(conditions=[halved])), *records)
    lines = allowances(Register(given, as_of=JULY.end.replace(month=12), empty=EMPTY), JULY)
    return {line.collaborator: line.amount for line in lines}


def came(sender: str, month: str) -> Any:  # noqa: ANN401 - a report
    """Return the report of a unit on a month, in time."""
    return report(f"{sender}-{month}", f"{month}-28", month, None, author_unit=sender, network=NETWORK)


def test_the_month_is_halved_where_the_unit_sent_nothing() -> None:
    """Members are paid by the reports of the unit that sends them, or whose body does; nobody else is touched by it."""
    people = [
        membership("m1", collaborator="CTV-1", organisation="dx"),
        membership("m2", collaborator="CTV-2", organisation="y"),
        membership("m3", collaborator="CTV-3", organisation="B"),
    ]
    assert paid("unit", *people, came("y", "2024-07")) == {
        "CTV-1": 75_000,
        "CTV-2": 150_000,
        "CTV-3": 150_000,
    }
    assert paid("own", *people) == dict.fromkeys(("CTV-1", "CTV-2", "CTV-3"), 150_000)


def test_the_unit_of_the_last_day_counts() -> None:
    """Who moved within the month is paid by the unit that sends on the last day of it."""
    moved = [
        membership("m1", end="2024-07-10", organisation="x"),
        membership("m2", "2024-07-11", organisation="y"),
    ]
    assert paid("unit", *moved, came("y", "2024-07")) == {"CTV-1": 150_000}
    assert paid("unit", *moved, came("x", "2024-07")) == {"CTV-1": 75_000}


@pytest.mark.parametrize(("times", "amount"), [(3, 75_000), (4, 150_000)])
def test_a_run_of_the_unit(times: int, amount: int) -> None:
    """Reports of the unit that are missing in a row count as the person's own would."""
    silent = [came("x", f"2024-{month:02}") for month in (1, 2, 3, 4)]
    assert paid("unit", membership(organisation="x"), *silent, event="missing_in_a_row", times=times) == {
        "CTV-1": amount
    }


@pytest.mark.traced
def test_a_late_report_of_the_unit() -> None:
    """A late one counts as late."""
    late = report("r", "2024-08-20", "2024-07", None, author_unit="x", network=NETWORK)
    assert paid("unit", membership(organisation="x"), late, event="late") == {"CTV-1": 75_000}


def test_each_network_waits_for_what_its_own_conditions_look_at() -> None:
    """Where one network is paid by the units' reports and another by members' own, the other waits for no unit."""
    another = "GL-ML"
    rules = tuple(
        regulation(
            obligation(owed_by=by_units(), due={"kind": "after_period", "days": 5, "unit": "day"}),
            id=f"q-{network}",
            network=network,
        )
        for network in (NETWORK, another)
    )
    schemes = tuple(
        scheme(
            provision(
                f"p-{network}",
                conditions=[{"event": "missing", "times": 1, "share": "0.5", "whose": whose}],
            ),
            id=f"s-{network}",
            network=network,
        )
        for network, whose in ((NETWORK, "unit"), (another, "own"))
    )
    people = (
        membership("m1", collaborator="CTV-1", organisation="x"),
        membership("m2", collaborator="CTV-2", organisation="x", network=another),
    )
    networks = (OWNER.replace(id=NETWORK), OWNER.replace(id=another))
    given = (*networks, *rules, *UNITS, *schemes, *people)
    found = allowances(Register(given, as_of=JULY.end, empty=EMPTY), JULY).findings

    assert [(fault.code, fault.record) for fault in found] == [("reports_not_due", NETWORK)]


def test_own_reports_and_those_of_the_unit_are_added_up() -> None:
    """Pay that looks at both waits for the member's report of July and for the unit's."""
    due = {"kind": "after_period", "days": 5, "unit": "day"}
    rules = regulation(obligation(owed_by=by_units(), due=due), obligation(due=due), network=NETWORK)
    both = [
        {"event": "missing", "times": 1, "share": "0.5", "whose": "unit"},
        {"event": "late", "times": 1, "share": "0.5", "whose": "own"},
    ]
    pay = scheme(provision(conditions=both))
    given = (OWNER.replace(id=NETWORK), rules, *UNITS, pay, membership(organisation="x"))
    (found,) = allowances(Register(given, as_of=JULY.end, empty=EMPTY), JULY).findings

    assert "not due yet (2)" in found.message("en")


@pytest.mark.traced
@pytest.mark.parametrize(("whose", "waiting"), [("unit", ["2"]), ("own", [])])
def test_reports_of_the_unit_that_are_not_due_yet(whose: str, waiting: list[str]) -> None:
    """On the last day of July the reports of July of the two units that send the members are not due; one report for two of them."""
    people = [
        membership("m1", collaborator="CTV-1", organisation="x"),
        membership("m2", collaborator="CTV-2", organisation="x"),
        membership("m3", collaborator="CTV-3", organisation="y"),
    ]
    missing = {"event": "missing", "times": 1, "share": "0.5", "whose": whose}
    given = (OWNER.replace(id=NETWORK), RULES, *UNITS, scheme(provision(conditions=[missing])), *people)
    found = allowances(Register(given, as_of=JULY.end, empty=EMPTY), JULY).findings
    texts = [fault.message("en") for fault in found if fault.code == "reports_not_due"]
    assert [text.split("(")[1].split(")")[0] for text in texts] == waiting
