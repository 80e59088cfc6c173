"""R101 and R102: reports that do not fit the days they speak of."""

from typing import Any

import pytest

from dlxh import Period, Register, Severity, Tables, check
from tests.engines import Engine
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
    """A report in the gap is a warning: people keep reporting, and that is welcome; its author is not told."""
    (finding,) = check(_at("2024-07-15"), only=["R101"])

    assert finding.severity is Severity.WARNING
    assert (finding.table, finding.field) == ("reports", "author")
    assert "CTV-1" not in repr(finding) + finding.message("vi") + finding.message("en")


@pytest.mark.parametrize(("author", "found"), [("CTV-1", 0), ("CTV-2", 1)])
def test_each_author_has_seats_of_their_own(on_engine: Engine, author: str, found: int) -> None:
    """The seat of another person covers nobody."""
    assert len(check(on_engine(_at("2024-06-30", author=author)), only=["R101"])) == found


def test_reports_of_units_need_no_seat(on_engine: Engine) -> None:
    """A unit reports without any membership."""
    register = Register([*TEAMS, report(author_unit="btg")], as_of=AS_OF)

    assert check(on_engine(register), only=["R101"]).counts() == {}


def test_without_seats_the_rule_is_skipped(on_engine: Engine) -> None:
    """Where memberships were not collected the rule is skipped and says so; where there were none it judges."""
    absent, none = (Register([report()], as_of=AS_OF, empty=empty) for empty in ((), ("memberships",)))

    assert check(on_engine(absent), only=["R101"]).skipped == {"R101": ("memberships",)}
    assert check(on_engine(none), only=["R101"]).counts() == {"R101": 1}


@pytest.mark.parametrize(
    ("received", "period", "convention", "found"),
    [
        ("2024-07-30T08:00:00+07:00", "2024-07", "calendar", 1),
        ("2024-07-31T00:00:00+07:00", "2024-07", "calendar", 0),
        ("2024-07-30T17:00:00+00:00", "2024-07", "calendar", 0),
        ("2024-07-30T16:59:59+00:00", "2024-07", "calendar", 1),
        ("2024-07-14T08:00:00+07:00", "2024-07", "15_to_14", 0),
        ("2024-07-13T08:00:00+07:00", "2024-07", "15_to_14", 1),
        ("2024-07-13T08:00:00+07:00", None, "calendar", 0),
    ],
)
def test_a_period_that_ends_after_receipt(
    on_engine: Engine, received: str, period: str | None, convention: str, found: int
) -> None:
    """A report received on the last day of its period, by the Vietnamese calendar, is right; before it is a warning."""
    span = period and Period.parse(period, convention=convention)
    tables = on_engine(Register([report(received_at=received, period=span)], as_of=AS_OF))
    findings = check(tables, only=["R102"])

    assert findings.counts() == ({"R102": found} if found else {})
    assert findings.ok
    assert isinstance(tables, Tables)
