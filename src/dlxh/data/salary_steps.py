"""Mức lương cơ sở: the national sum that allowance coefficients multiply, since 2011-05-01.

It is not the regional minimum wage (lương tối thiểu vùng). A future sum is never computed: press guesses for 2026
were wrong by 2,800 đồng.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal, get_args

from dlxh.data.facts import FactError, read_facts
from dlxh.words.bilingual import check_option
from dlxh.words.days import Beyond, plain_day, write_day

RENAMED: Final = date(2013, 7, 1)
"""First day of the name "mức lương cơ sở"; before it "mức lương tối thiểu chung"."""


OR_BEYOND: Final = (", hoặc nêu beyond='last_known'", ", or pass beyond='last_known'")
"""How a refusal ends where a policy may be given; a check takes none: assumed sums accuse nobody."""


class BaseSalaryError(FactError, LookupError):
    """A day for which no base salary is known."""


@dataclass(frozen=True, slots=True)
class BaseSalary:
    """Mức lương cơ sở: one step of it.

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


@cache
def base_salary_known_to() -> date:
    """Return the day on which somebody last saw that no other decree is there; inclusive.

    >>> base_salary_known_to().isoformat()
    '2026-11-28'
    """
    day: date = read_facts("base_salary.toml")["known_to"]
    return day


def step_of_month(rows: tuple[BaseSalary, ...], first: date, known_to: date, beyond: Beyond) -> BaseSalary:
    """Return the step in force on the first of a month served.

    Args:
        rows: Steps, oldest first.
        first: The first day of the month.
        known_to: The day up to which the steps are known: a month that begins later lies beyond them.
        beyond: What to do with such a month.

    Raises:
        BaseSalaryError: the month begins before the first step, or beyond the table without a policy, or with an unknown one.

    >>> step_of_month(base_salaries(), date(2013, 6, 1), date(2013, 6, 15), "error").amount
    1050000
    """
    check_option("beyond", beyond, get_args(Beyond), BaseSalaryError)
    begun = [row for row in rows if row.applies_from <= first]
    if not begun:
        raise BaseSalaryError(
            vi=f"không có mức lương cơ sở cho tháng {first:%m/%Y}; thêm nghị định bằng tệp riêng (salary_table)",
            en=f"no base salary is known for {first:%m/%Y}; add its decree in a file of your own (salary_table)",
        )
    last = begun[-1]
    if first > known_to and beyond == "error":
        raise BaseSalaryError(
            vi=f"tháng {first:%m/%Y} nằm ngoài bảng, mới cập nhật đến {write_day(known_to, 'vi')}; nghị định gần nhất "
            f"là {last.decree}; thêm nghị định mới bằng tệp riêng (salary_table){OR_BEYOND[0]}",
            en=f"{first:%m/%Y} is beyond the table, which is known up to {known_to}; the last known decree is "
            f"{last.decree}; add the new one in a file of your own (salary_table){OR_BEYOND[1]}",
        )
    return last


def base_salary(on: date, *, beyond: Beyond = "error") -> BaseSalary:
    """Return the base salary of a day, by the day served and not by the day of payment.

    A sum changes on the first of a month, so a day has the sum of its month; a future sum is never inferred.

    Args:
        on: The day served.
        beyond: What to do with a month that begins after the table was last checked: refuse it, or take the last
            known sum.

    Raises:
        BaseSalaryError: the month begins before the first step, or beyond the table without a policy.
        TypeError: `on` is a datetime.

    >>> base_salary(date(2026, 7, 1)).amount, base_salary(date(2013, 6, 30)).name
    (2530000, 'mức lương tối thiểu chung')
    """
    first = plain_day(on).replace(day=1)
    return step_of_month(base_salaries(), first, base_salary_known_to(), beyond)
