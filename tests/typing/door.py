"""What a user writes, read by type checkers only: no line of this file is ever run."""

from collections.abc import Mapping
from datetime import date
from typing import Any, assert_type

from sqlalchemy import Connection

import dlxh
from dlxh import (
    Figure,
    Finding,
    Findings,
    Lines,
    Period,
    Reading,
    Register,
    Report,
    Result,
    Tables,
    payroll,
)
from dlxh.rules import CheckFindings

reading = dlxh.read("a-folder", as_of=date(2024, 7, 24))
assert_type(reading, Reading)
assert_type(reading.register, Register)
assert_type(reading.findings, Findings)

findings = dlxh.check(reading.register)
assert_type(findings, CheckFindings)
assert_type(findings.ok, bool)
assert_type(findings.counts(), dict[str, int])
for finding in findings:
    assert_type(finding, Finding)
    assert_type(finding.message("vi"), str)

result = dlxh.measure(reading.register, ["reports"], by=["quarter"], period=Period.parse("2024"))
assert_type(result, Result)
assert_type(result.figure("reports", quarter="2024-Q1"), Figure)
assert_type(result.to_text("vi"), str)

lines = dlxh.allowances(
    reading.register, Period.parse("2024-07"), schemes=[dlxh.payroll.read_scheme("scheme.toml")]
)
assert_type(lines, Lines)
assert_type(lines[0].amount, int)
assert_type(lines[0].trace("vi"), str)
assert_type(payroll.sheet(lines).total, int)
assert_type(dlxh.words.amount_words(702_000), str)

assert_type(Period.parse("quý III/2018"), Period)
assert_type(dlxh.data.base_salary(date(2026, 7, 1)).amount, int)
assert_type(dlxh.data.province("52", on=date(2025, 6, 30)).name, str)

assert_type(reading.kept, Mapping[str, Mapping[str, Mapping[str, Any]]])
assert_type(reading.register.replace(as_of=date(2024, 7, 25)), Register)
shown = reading.register.reports[0]
assert_type(shown.stored(), dict[str, Any])
assert_type(dlxh.visible(shown, to="public"), dict[str, Any])
faults = dlxh.web.faults(findings, "vi", record=shown)
assert_type(faults, dlxh.web.Faults)
assert_type(faults.problem(status=405), dict[str, Any])
assert_type(faults.by_field(), dict[str | None, list[tuple[str, str]]])


def kept(connection: Connection) -> Register:
    """A register goes into a database and comes back as a reading, or as tables."""
    dlxh.store.write(connection, reading.register, on_conflict="update")
    assert_type(dlxh.store.read_tables(connection), Tables)
    stored = dlxh.store.read(connection, as_of=date(2024, 7, 24))
    assert_type(stored, Reading)
    return stored.register


def shortened(report: Report) -> Report:
    """`replace` gives back the kind of record that it was called on."""
    return report.replace(items=())
