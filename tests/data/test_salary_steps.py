"""The base salary of a day, with its decree."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.data.facts import read_facts
from dlxh.data.own_salary import salary_table
from dlxh.data.salary_steps import (
    BaseSalary,
    BaseSalaryError,
    base_salaries,
    base_salary,
    base_salary_known_to,
)

PUBLISHED = [  # first day, đồng per month, × 0,3
    (date(2011, 5, 1), 830_000, 249_000),
    (date(2012, 5, 1), 1_050_000, 315_000),
    (date(2013, 7, 1), 1_150_000, 345_000),
    (date(2016, 5, 1), 1_210_000, 363_000),
    (date(2017, 7, 1), 1_300_000, 390_000),
    (date(2018, 7, 1), 1_390_000, 417_000),
    (date(2019, 7, 1), 1_490_000, 447_000),
    (date(2023, 7, 1), 1_800_000, 540_000),
    (date(2024, 7, 1), 2_340_000, 702_000),
    (date(2026, 7, 1), 2_530_000, 759_000),
]
KNOWN_TO = base_salary_known_to()
DAYS = st.dates(PUBLISHED[0][0], KNOWN_TO)


def _faults(row: dict[str, object]) -> set[str]:
    """Return which facts every row must give and this one does not."""
    return {
        name for name in ("amount", "decree", "applies_from", "confidence", "source") if not row.get(name)
    }


@pytest.mark.parametrize(("first", "amount", "three_tenths"), PUBLISHED)
def test_published_amounts(first: date, amount: int, three_tenths: int) -> None:
    """Each published step applies from its first day, and its product with 0,3 is the published one."""
    row = base_salary(first)

    assert row.applies_from == first
    assert row.amount == amount
    assert row.amount * 3 == three_tenths * 10


def test_there_are_no_other_steps() -> None:
    """The table holds the ten published steps, oldest first."""
    assert [row.applies_from for row in base_salaries()] == [first for first, _, _ in PUBLISHED]


@given(DAYS)
def test_the_step_of_a_day_is_the_last_one_begun(day: date) -> None:
    """Rates carry document, article and dates: the step of a day began by then, and no later one had."""
    row = base_salary(day)

    assert row.applies_from <= day
    assert not [other for other in base_salaries() if row.applies_from < other.applies_from <= day]


@pytest.mark.parametrize("first", [first for first, _, _ in PUBLISHED[1:]])
def test_the_day_before_has_the_step_before(first: date) -> None:
    """A step ends on the day before the next one applies."""
    assert (
        base_salary(first - timedelta(days=1))
        == base_salaries()[base_salaries().index(base_salary(first)) - 1]
    )


def test_the_name_changed_in_2013() -> None:
    """It is the common minimum wage until 2013-06-30 and the base salary from 2013-07-01."""
    before, after = base_salary(date(2013, 6, 30)), base_salary(date(2013, 7, 1))

    assert (before.name, before.name_en) == ("mức lương tối thiểu chung", "common minimum wage")
    assert (after.name, after.name_en) == ("mức lương cơ sở", "base salary")


def test_one_decree_was_signed_after_it_applied() -> None:
    """47/2016 is retroactive, and it alone."""
    late = [row.decree for row in base_salaries() if row.signed and row.signed > row.applies_from]

    assert late == ["47/2016/NĐ-CP"]
    assert base_salary(date(2016, 5, 1)).signed == date(2016, 5, 26)


def test_an_unverified_day_of_signing_is_none() -> None:
    """The day on which 24/2023 was signed is not verified, and no other day is missing."""
    assert [row.decree for row in base_salaries() if row.signed is None] == ["24/2023/NĐ-CP"]


def test_two_rows_rest_on_a_decree_that_was_read() -> None:
    """Rows that rest on tables are marked C, the two that rest on the text of a decree A."""
    assert [row.decree for row in base_salaries() if row.confidence == "A"] == [
        "73/2024/NĐ-CP",
        "161/2026/NĐ-CP",
    ]


def test_each_row_names_its_source_with_the_decree() -> None:
    """No number without its source: each row has all its facts, and its source is its decree."""
    for raw, row in zip(read_facts("base_salary.toml")["rows"], base_salaries(), strict=True):
        assert _faults(raw) == set()
        assert row.decree in row.source


@pytest.mark.parametrize("name", ["amount", "decree", "applies_from", "confidence", "source"])
def test_a_row_without_a_fact_is_found(name: str) -> None:
    """An altered row without one of its facts is a fault, and cannot be read."""
    row = read_facts("base_salary.toml")["rows"][0]

    assert _faults({**row, name: ""}) == {name}
    del row[name]
    assert _faults(row) == {name}
    with pytest.raises(TypeError, match=name):
        BaseSalary(**row)


@given(st.dates(date(2026, 12, 1), date(9999, 12, 31)))
def test_a_future_sum_is_never_inferred(day: date) -> None:
    """A month that begins after the table was last checked is refused with the last known decree, or taken at its sum on request."""
    with pytest.raises(BaseSalaryError, match="161/2026/NĐ-CP") as refused:
        base_salary(day)

    assert "salary_table" in refused.value.vi
    assert "beyond='last_known'" in refused.value.en
    assert base_salary(day, beyond="last_known") == base_salary(date(2026, 7, 1))


@given(st.dates(PUBLISHED[0][0], date(2040, 12, 31)), st.sampled_from(["error", "last_known"]))
def test_the_short_function_and_the_table_agree(day: date, beyond: Any) -> None:  # noqa: ANN401 - a policy
    """`base_salary` and the table that payroll uses give one answer, or refuse together."""
    answers = []
    for ask in (base_salary, lambda on, **policy: salary_table().of_month(on, **policy)[0]):
        try:
            answers.append(ask(day, beyond=beyond))
        except BaseSalaryError as error:
            answers.append(error.vi)
    assert answers[0] == answers[1]


def test_the_month_that_is_under_way_is_answered() -> None:
    """A sum changes on the first of a month, so every day of a month that has begun by `known_to` has one."""
    assert base_salary(KNOWN_TO.replace(day=30)).amount == 2_530_000


def test_a_day_before_the_table_is_refused() -> None:
    """Before the first row there is an error in both languages that says how to add a decree."""
    with pytest.raises(BaseSalaryError) as refused:
        base_salary(date(2011, 4, 30))

    assert "04/2011" in refused.value.vi
    assert "salary_table" in refused.value.en
    assert isinstance(refused.value, LookupError)


@pytest.mark.parametrize("on", [datetime(2024, 7, 1, tzinfo=UTC), "2024-07-01", None])
def test_only_a_day_is_taken(on: object) -> None:
    """An instant has no day without an offset, so it is refused, and a text is too."""
    with pytest.raises(TypeError, match="a day is a date"):
        base_salary(on)  # type: ignore[arg-type] # the mistake that is tested
