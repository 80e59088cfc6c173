"""Rules that are functions of tables: what they find about new records, whatever columns their frames have."""

from datetime import date
from typing import Any

import narwhals as nw
import pytest

import dlxh
from dlxh import OrgUnit, Register, Tables
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.engine import new_records
from dlxh.testing import broken, province_tables

TEXTS: dict[str, Any] = {
    **dict.fromkeys(("vi", "en"), "{record}"),
    **dict.fromkeys(("cure_vi", "cure_en", "source"), "dlxh"),
}
AS_OF = date(2025, 7, 1)


def _unit(name: str, parent: str | None = None) -> OrgUnit:
    return OrgUnit(id=name, name=name, kind="place", level="commune", parent=parent)


@rule("Z301", table=None, needs=(), severity=Severity.WARNING, **TEXTS)
def of_any_table(tables: Tables) -> "nw.LazyFrame[Any]":
    """It says on what table."""
    return tables["units"].select(nw.col("id").alias("record"), nw.lit("units").alias("table"))


@rule("Z302", table="units", needs=(), severity=Severity.WARNING, **TEXTS)
def with_evidence(tables: Tables) -> "nw.LazyFrame[Any]":
    """It has the parent as evidence."""
    return (
        tables["units"]
        .filter(~nw.col("parent").is_null())
        .select(nw.col("id").alias("record"), nw.col("parent").alias("evidence"))
    )


@rule("Z303", table="units", needs=(), severity=Severity.WARNING, **TEXTS)
def of_a_row(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """It asks one row."""
    return nw.col("name") == "b"


@pytest.mark.parametrize(
    ("code", "rules", "records"),
    [("Z301", [of_any_table], {"b"}), ("Z302", [with_evidence], {"a"}), ("Z303", [of_a_row], {"b"})],
)
def test_what_a_function_finds_about_a_new_record(code: str, rules: list[Any], records: set[str]) -> None:
    """Only what is at fault in the new record, or names it as evidence, comes back."""
    within = Register([_unit("a", "b"), _unit("c")], as_of=AS_OF)
    found = dlxh.check(_unit("b"), within=within, rules=rules)

    assert {finding.record for finding in found} == records
    assert set(found.counts()) == {code}


def test_a_function_that_finds_nothing_about_a_new_record() -> None:
    """What it finds about others does not come back."""
    within = Register([_unit("a", "b"), _unit("b")], as_of=AS_OF)

    assert dlxh.check(_unit("c"), within=within, rules=[with_evidence]).counts() == {}


def test_a_reply_without_a_finding_is_found_in_a_new_case() -> None:
    """A case that replaces the one that is there is judged by the steps that it comes to itself."""
    register = Register.from_tables(broken(province_tables(collaborators=16, years=3), "V102").tables)
    (finding,) = dlxh.check(register, only=["V102"])
    content = finding.record
    (case,) = (each for each in register.cases if content in {part.id for part in each.contents})

    again = dlxh.check(case, within=register, replacing=True, only=["V102"])
    assert [each.record for each in again] == [content]


def test_an_edit_is_judged_without_the_row_that_it_stands_for() -> None:
    """A unit that is set free of its circle is in none, though the row that it replaces still is."""
    within = Register([_unit("a", "b"), _unit("b", "a")], as_of=AS_OF)

    assert dlxh.check(within, only=["U109"]).counts() == {"U109": 2}
    assert dlxh.check(_unit("a"), within=within, replacing=True, only=["U109"]).counts() == {}
    assert dlxh.check(_unit("a", "b"), within=within, replacing=True, only=["U109"]).counts() == {"U109": 2}
    nothing = dlxh.Tables({}, as_of=AS_OF)
    assert dlxh.check(_unit("a", "a"), within=nothing, replacing=True, only=["U109"]).counts() == {"U109": 1}


def test_a_new_network_among_so_many_that_they_are_judged_as_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found about a network is of the network itself: as columns say it, so do rows."""
    network = dlxh.Network(id="n1", name="CTV DLXH", owner="nowhere", level="commune")
    within = Register([_unit("a")], as_of=AS_OF)
    (found,) = dlxh.check(network, within=within)
    monkeypatch.setattr(new_records, "is_for_columns", lambda *_: True)
    (again,) = dlxh.check(network, within=within)

    assert (found.code, found.record, found.network, found.pointer) == ("X101", "n1", "n1", "/owner")
    assert again == found
