"""No fault is reported twice: neither of a new record with an id that is there, nor where an id that is met appears twice."""

from collections import Counter
from typing import Any

import polars as pl
import pytest

from dlxh import Register, Tables, check
from dlxh.register.schema import schema
from dlxh.rules.catalogue import RULES
from dlxh.rules.findings import CheckFindings
from dlxh.testing import province_tables
from dlxh.testing.mutators import broken
from tests.sample import AS_OF, register, report, unit


def _told(findings: CheckFindings) -> Counter[tuple[Any, ...]]:
    return Counter((each.code, each.table, each.record, each.field, each.message("vi")) for each in findings)


@pytest.mark.parametrize("root", ["reports", "units", "memberships", "cases", "terms"])
def test_a_new_record_with_an_id_that_is_there(root: str) -> None:
    """A new record with an id that is there is one finding, and each of its own faults is one."""
    known = register()
    record = next(iter(getattr(known, root)))
    findings = check(record, within=known)

    assert findings.counts()["X102"] >= 1
    assert set(_told(findings).values()) == {1}


def test_its_place_is_its_own() -> None:
    """What is said of a new record and of the one that is there is said of the new one, which is in no file."""
    sent = report(received_at="2024-08-01T08:00:00+07:00")  # after the day of the records
    findings = check(sent, within=Register([sent, unit()], as_of=AS_OF))

    assert {each.code: each.place for each in findings}["R103"] is None
    assert set(_told(findings).values()) == {1}


def test_several_new_records_with_one_id() -> None:
    """Two new records with one id are reported as one."""
    sent = [report(author_unit="x1"), report(author_unit="x1")]

    assert check(sent, within=Register([unit()], as_of=AS_OF)).counts() == {"X102": 1}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "code", [rule.code for rule in RULES if rule.code[0] in "RSTUX" and not rule.on_derived][::3]
)
def test_rows_that_stand_twice(code: str) -> None:
    """Where every row of a table appears twice, a fault is reported as often as rows with that key are at fault, not more."""
    tables = broken(province_tables(collaborators=16, years=3), code).tables
    frames = {name: tables.polars(name) for name in tables}
    doubled = {
        name: pl.concat([frame, frame]).select(
            [column.name for column in schema()[name].columns if column.local_day_of is None]
        )
        for name, frame in frames.items()
    }
    findings = check(Tables(doubled, as_of=tables.as_of), only=[code[:1]])

    assert max(_told(findings).values()) <= 2
