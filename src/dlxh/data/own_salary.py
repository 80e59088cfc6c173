"""Bảng mức lương cơ sở: the shipped steps, those that a province adds, and how far the table is known to reach.

A month beyond the table is an error, or taken at the last known sum by a policy that the caller states. It is never
extrapolated.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from dlxh.data.given_path import readable_path
from dlxh.data.salary_steps import (
    BaseSalary,
    BaseSalaryError,
    base_salaries,
    base_salary_known_to,
    step_of_month,
)
from dlxh.data.toml_file import read_toml
from dlxh.words.days import Beyond, plain_day, write_day

MAX_BASE = 1_000_000_000
_FIELDS = ("applies_from", "amount", "decree", "signed", "confidence", "source")


@dataclass(frozen=True, slots=True)
class SalaryTable:
    """Bảng lương cơ sở: its steps, oldest first.

    Attributes:
        rows: The steps.
        known_to: The day on which somebody last saw that no other decree is there; inclusive.

    >>> first, *_, last = salary_table().rows
    >>> first.amount, last.decree
    (830000, '161/2026/NĐ-CP')
    """

    rows: tuple[BaseSalary, ...]
    known_to: date

    def of_month(self, first: date, beyond: Beyond = "error") -> tuple[BaseSalary, bool]:
        """Return the step of a month served, and whether it is assumed because the month lies beyond the table.

        Raises:
            BaseSalaryError: the month begins before the first step, or beyond the table without a policy.

        >>> salary_table().of_month(date(2026, 7, 1))[0].amount
        2530000
        """
        day = plain_day(first).replace(day=1)
        return step_of_month(self.rows, day, self.known_to, beyond), day > self.known_to

    def known_on(self, day: date) -> "SalaryTable":
        """Return the table as it was known on a day: with the decrees that were signed by then.

        A step whose day of signing is not verified counts from the day on which it applies.

        >>> salary_table().known_on(date(2016, 5, 20)).rows[-1].amount
        1150000
        """
        plain_day(day, "day")
        rows = tuple(row for row in self.rows if (row.signed or row.applies_from) <= day)
        return SalaryTable(rows, min(day, self.known_to))


@cache
def _own_table() -> SalaryTable:
    return SalaryTable(base_salaries(), base_salary_known_to())


def salary_table(*paths: str | Path) -> SalaryTable:
    """Return the shipped table, with the decrees that files of your own add.

    A file looks like the shipped one: `known_to`, and `rows` with `applies_from` (the first of a month), `amount`,
    `decree`, `signed` (may be left out), `confidence` (A: the decree was read, C: it was not) and `source`.

    Raises:
        BaseSalaryError: a file that cannot be read, a row without its facts, or a second sum for one day.

    >>> salary_table().known_to.isoformat()
    '2026-11-28'
    """
    table = _own_table()
    for path in paths:
        table = _join_tables(table, readable_path(path, BaseSalaryError))
    return table


def _join_tables(table: SalaryTable, path: Path) -> SalaryTable:
    facts = read_toml(path, BaseSalaryError)
    known_to = facts.get("known_to", table.known_to)
    if not _is_day(known_to):
        raise _fault(path, 0, "known_to", "một ngày như 2027-01-31", "a day such as 2027-01-31")
    found = facts.get("rows", [])
    if not isinstance(found, list):
        raise _fault(path, 0, "rows", "danh sách các mức", "a list of steps")
    rows = {row.applies_from: row for row in table.rows}
    for number, fields in enumerate(found, start=1):
        row = _row(path, number, fields)
        if rows.setdefault(row.applies_from, row).amount != row.amount:
            there = rows[row.applies_from].decree
            raise BaseSalaryError(
                vi=f"{path.name}, dòng {number}: ngày {write_day(row.applies_from, 'vi')} đã có mức của {there}; bỏ một trong hai",
                en=f"{path.name}, row {number}: {row.applies_from} already has a sum, by {there}; remove one",
            )
    ordered = tuple(rows[day] for day in sorted(rows))
    return SalaryTable(ordered, max(table.known_to, known_to))


def _row(path: Path, number: int, fields: object) -> BaseSalary:
    if not isinstance(fields, dict) or set(fields) - set(_FIELDS):
        raise _fault(
            path, number, "rows", f"các mục {', '.join(_FIELDS)}", f"the entries {', '.join(_FIELDS)}"
        )
    first, amount = fields.get("applies_from"), fields.get("amount")
    if not isinstance(first, date) or isinstance(first, datetime) or first.day != 1:
        raise _fault(path, number, "applies_from", "ngày đầu tháng", "the first day of a month")
    if type(amount) is not int or not 0 < amount <= MAX_BASE:
        raise _fault(path, number, "amount", "số đồng nguyên, lớn hơn 0", "whole đồng above 0")
    if not (fields.get("signed") is None or _is_day(fields["signed"])):
        raise _fault(path, number, "signed", "một ngày", "a day")
    if fields.get("confidence") not in {"A", "C"}:
        raise _fault(path, number, "confidence", "A hoặc C", "A or C")
    for name in ("decree", "source"):
        if not isinstance(fields.get(name), str) or not fields[name].strip():
            raise _fault(
                path, number, name, "số văn bản hoặc nguồn", "the number of the document, or a source"
            )
    return BaseSalary(**{"signed": None, **fields})


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _fault(path: Path, number: int, field: str, vi: str, en: str) -> BaseSalaryError:
    return BaseSalaryError(
        vi=f"{path.name}, dòng {number}, {field}: cần {vi}",
        en=f"{path.name}, row {number}, {field}: {en} is needed",
    )
