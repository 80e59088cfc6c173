"""What a user writes, read by type checkers only: no line of this file is ever run."""

from datetime import date
from typing import assert_type

import dlxh
from dlxh import Figure, Finding, Findings, Lines, Period, Reading, Register, Report, Result, payroll
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


def shortened(report: Report) -> Report:
    """`replace` gives back the kind of record that it was called on."""
    return report.replace(items=())
