"""Mức lương cơ sở: the national sum that allowance coefficients multiply, since 2011-05-01.

It is not the regional minimum wage (lương tối thiểu vùng). A future sum is never computed: press guesses for 2026
were wrong by 2,800 đồng.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from dlxh.data.facts import plain_day, read_facts
from dlxh.words.bilingual import BilingualError

RENAMED: Final = date(2013, 7, 1)
"""First day of the name "mức lương cơ sở"; before it "mức lương tối thiểu chung"."""


class BaseSalaryError(BilingualError, LookupError):
    """A day for which no base salary is known."""


@dataclass(frozen=True, slots=True)
class BaseSalary:
    """One step of the base salary.

    >>> base_salary(date(2026, 7, 1)).decree
    '161/2026/NĐ-CP'
    """

    amount: int
    """Whole đồng per month."""
    decree: str
    applies_from: date
    """First day, inclusive; in force until a later row applies."""
    signed: date | None
    """None: not verified. It may lie after `applies_from`: the months between are paid in arrears."""
    confidence: Literal["A", "C"]
    """A: the decree was read, or is quoted in one that was; C: tables that agree."""
    source: str

    @property
    def name(self) -> str:
        """What the law of those days calls it."""
        return "mức lương cơ sở" if self.applies_from >= RENAMED else "mức lương tối thiểu chung"

    @property
    def name_en(self) -> str:
        """The same in English."""
        return "base salary" if self.applies_from >= RENAMED else "common minimum wage"


@cache
def base_salaries() -> tuple[BaseSalary, ...]:
    """Return all steps, oldest first.

    >>> len(base_salaries())
    10
    """
    return tuple(BaseSalary(**{"signed": None, **row}) for row in read_facts("base_salary.toml")["rows"])


def base_salary(on: date) -> BaseSalary:
    """Return the base salary of a day, by the day served and not by the day of payment.

    The newest decree is in force until it is replaced, so a day after it gets its sum; whether a payroll may
    rely on that for a future month is the payroll's own policy.

    Raises:
        BaseSalaryError: the day lies before the first row.
        TypeError: `on` is a datetime.

    >>> base_salary(date(2026, 7, 1)).amount, base_salary(date(2013, 6, 30)).name
    (2530000, 'mức lương tối thiểu chung')
    """
    day = plain_day(on)
    for row in reversed(base_salaries()):
        if row.applies_from <= day:
            return row
    first = base_salaries()[0].applies_from
    raise BaseSalaryError(
        vi=f"không có mức lương cơ sở cho ngày {day}; bảng bắt đầu từ {first}, hãy dùng ngày từ đó trở đi",
        en=f"no base salary is held for {day}; the table begins on {first}, use a day from then on",
    )
