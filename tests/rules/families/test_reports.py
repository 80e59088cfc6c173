"""R101 and R102: reports that do not fit the days they speak of."""

from datetime import date
from typing import Any

import pytest

from dlxh import Period, Register, Severity, Tables, check
from tests.engines import Engine
from tests.ledger.books import OPEN, obligation, provision, regulation
from tests.sample import AS_OF, membership, report

TEAMS = [membership("m1", "2021-05-04", "2024-06-30"), membership("m2", "2024-08-01")]
"""Two teams with July 2024 between them."""


def _at(day: str, period: str | None = None, **fields: Any) -> Register:  # noqa: ANN401 - fields of the report
    given = report(received_at=f"{day}T08:00:00+07:00", period=period and Period.parse(period), **fields)
    return Register([*TEAMS, given], as_of=AS_OF)


@pytest.mark.parametrize(
    ("day", "period", "found"),
    [
        ("2024-06-30", None, 0),
        ("2024-07-01", None, 1),
        ("2024-07-31", None, 1),
        ("2024-08-01", None, 0),
        ("2021-05-04", None, 0),
        ("2021-05-03", None, 1),
        ("2024-07-05", "2024-06", 0),
        ("2024-07-05", "2024-07", 1),
        ("2024-07-05", "2024-08", 0),
        ("2024-07-05", "2024-Q2", 0),
        ("2024-06-30", "2024-07", 0),
    ],
)
def test_a_report_in_the_gap_between_teams(
    on_engine: Engine, day: str, period: str | None, found: int
) -> None:
    """A report is in office if its author was, on the day of receipt or on a day of the period reported on."""
    findings = check(on_engine(_at(day, period)), only=["R101"])

    assert [finding.record for finding in findings] == ["bc1"] * found
    assert findings.ok


def test_it_is_a_warning() -> None:
    """A report in the gap is a warning: people keep reporting, and that is welcome; its author is not reported."""
    (finding,) = check(_at("2024-07-15"), only=["R101"])

    assert finding.severity is Severity.WARNING
    assert (finding.table, finding.field) == ("reports", "author")
    assert "CTV-1" not in repr(finding) + finding.message("vi") + finding.message("en")


@pytest.mark.parametrize(("author", "found"), [("CTV-1", 0), ("CTV-2", 1)])
def test_each_author_has_memberships_of_their_own(on_engine: Engine, author: str, found: int) -> None:
    """The membership of another person covers nobody."""
    assert len(check(on_engine(_at("2024-06-30", author=author)), only=["R101"])) == found


def test_reports_of_units_need_no_membership(on_engine: Engine) -> None:
    """A unit reports without any membership."""
    register = Register([*TEAMS, report(author_unit="btg")], as_of=AS_OF)

    assert check(on_engine(register), only=["R101"]).counts() == {}


def test_without_memberships_the_rule_is_skipped(on_engine: Engine) -> None:
    """Where memberships were not collected the rule is skipped and says so; where there were none it judges."""
    absent, none = (Register([report()], as_of=AS_OF, empty=empty) for empty in ((), ("memberships",)))

    assert check(on_engine(absent), only=["R101"]).skipped == {"R101": ("memberships",)}
    assert check(on_engine(none), only=["R101"]).counts() == {"R101": 1}


INSTANTS = [
    ("2024-07-30T08:00:00+07:00", "2024-07", "calendar", "within"),
    ("2024-07-31T00:00:00+07:00", "2024-07", "calendar", "done"),
    ("2024-07-30T17:00:00+00:00", "2024-07", "calendar", "done"),
    ("2024-07-30T16:59:59+00:00", "2024-07", "calendar", "within"),
    ("2024-07-01T00:00:00+07:00", "2024-07", "calendar", "within"),
    ("2024-06-30T16:59:59+00:00", "2024-07", "calendar", "before"),
    ("2024-07-14T08:00:00+07:00", "2024-07", "15_to_14", "done"),
    ("2024-07-13T08:00:00+07:00", "2024-07", "15_to_14", "within"),
    ("2024-06-15T08:00:00+07:00", "2024-07", "15_to_14", "within"),
    ("2024-06-14T08:00:00+07:00", "2024-07", "15_to_14", "before"),
    ("2024-07-13T08:00:00+07:00", None, "calendar", "done"),
]
"""Receipt, period, how it is cut, and where the receipt lies: before the period, within it, or when it was done."""


@pytest.mark.parametrize(("received", "period", "convention", "place"), INSTANTS)
@pytest.mark.parametrize("known", ["absent", "none", "moves", "elsewhere", "asks", "asks otherwise"])
def test_a_report_on_days_to_come(  # noqa: PLR0913, PLR0917 - the parts of one case
    on_engine: Engine, received: str, period: str | None, convention: str, place: str, known: str
) -> None:
    """Before its period began a report is a warning; within it, by the Vietnamese calendar, where no provision asks for it.

    Where the regulations of the network say nothing on reports, or were not collected, that is not known, and nothing is
    said.
    """
    span = period and Period.parse(period, convention=convention)
    records = [report(received_at=received, period=span)]
    asks = obligation(convention=convention)
    rules = {
        "moves": [regulation({"kind": "moves", "table": "standard"})],
        "elsewhere": [regulation(asks, network="zz")],
        "asks": [regulation(asks)],
        "asks otherwise": [regulation(obligation(period_kind="week"))],
    }.get(known, [])
    empty = [] if known == "absent" else ["regulations"]
    tables = on_engine(Register([*records, *rules], as_of=AS_OF, empty=empty))
    findings = check(tables, only=["R102"])
    found = place == "before" or (place == "within" and known == "asks otherwise")

    assert findings.counts() == ({"R102": 1} if found else {})
    assert findings.ok
    assert isinstance(tables, Tables)


OTHER_DUTIES: dict[str, Any] = {
    "another kind of report": {"report": "thematic"},
    "another kind of period": {"period_kind": "quarter"},
    "another cut": {"convention": "15_to_14"},
}


@pytest.mark.parametrize("other", OTHER_DUTIES)
def test_what_asks_for_another_report_excuses_nothing(on_engine: Engine, other: str) -> None:
    """A provision on another report, on other periods or on months cut otherwise leaves the warning where it was."""
    rules = regulation(obligation(**OTHER_DUTIES[other]))
    sent = report(received_at="2024-07-18T08:00:00+07:00", period=Period.parse("2024-07"))

    assert check(on_engine(Register([rules, sent], as_of=AS_OF)), only=["R102"]).counts() == {"R102": 1}


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [("2024-07-31", None, 0), ("2024-08-01", None, 1), (None, "2024-07-31", 0), (None, "2024-07-30", 1)],
)
@pytest.mark.parametrize("of", ["provision", "regulation"])
def test_the_provision_has_to_be_in_force(
    on_engine: Engine, of: str, first: str | None, last: str | None, found: int
) -> None:
    """A provision binds where it and its regulation are in force on the last day of the period."""
    days = {"valid_from": first or "2020-01-01", "valid_to": last}
    one = provision("p1", obligation(), OPEN)
    rules = regulation(one.replace(**days)) if of == "provision" else regulation(one, **days)
    sent = report(received_at="2024-07-18T08:00:00+07:00", period=Period.parse("2024-07"))

    assert len(check(on_engine(Register([rules, sent], as_of=AS_OF)), only=["R102"])) == found


@pytest.mark.parametrize(("last", "found"), [(None, 0), ("2024-06-30", 1)])
def test_days_of_no_kind_are_on_the_period_around_them(
    on_engine: Engine, last: str | None, found: int
) -> None:
    """A report on days of its own may come within them as long as a provision asks for such a report."""
    rules = regulation(obligation(), valid_to=last)
    span = Period.custom(date(2024, 7, 1), date(2024, 7, 20))
    sent = report(received_at="2024-07-18T08:00:00+07:00", period=span)

    assert len(check(on_engine(Register([rules, sent], as_of=AS_OF)), only=["R102"])) == found


@pytest.mark.parametrize(
    ("undeclared", "received", "found"),
    [
        ("next_due_day", "2024-07-05", 0),
        ("period_of_receipt", "2024-07-05", 0),
        ("not_counted", "2024-07-05", 1),
        ("next_due_day", "2025-07-05", 1),
    ],
)
def test_the_last_report_of_who_has_left(
    on_engine: Engine, undeclared: str, received: str, found: int
) -> None:
    """One without a period, sent soon after the last day of service, is on the days before, if the regulation counts it."""
    due = {"kind": "day_of_month", "day": 5, "months_after": 1}
    rules = regulation(obligation(due=due, undeclared=undeclared))
    held, sent = (
        membership("m1", "2021-05-04", "2024-06-30"),
        report(received_at=f"{received}T08:00:00+07:00"),
    )

    assert len(check(on_engine(Register([rules, held, sent], as_of=AS_OF)), only=["R101"])) == found
