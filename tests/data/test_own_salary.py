"""The base salary by month, as known on a day, and with a province's own decrees."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.data.own_salary import SalaryTable, salary_table
from dlxh.data.salary_steps import BaseSalaryError

ROW = (
    '{ applies_from = 2027-07-01, amount = 2700000, decree = "1/2027/NĐ-CP", signed = 2027-05-15, confidence = "C", '
    'source = "invented" }'
)
MONTHS = st.dates(date(2011, 5, 1), date(2026, 11, 1)).map(lambda day: day.replace(day=1))


def written(folder: Path, text: str) -> Path:
    """Write a file of decrees and return its path."""
    path = folder / "nghi-dinh.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("month", "amount"),
    [
        (date(2013, 6, 1), 1_050_000),
        (date(2013, 7, 1), 1_150_000),
        (date(2016, 4, 1), 1_150_000),
        (date(2016, 5, 1), 1_210_000),
        (date(2026, 6, 1), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
        (date(2026, 11, 1), 2_530_000),
    ],
)
def test_the_sum_of_a_month(month: date, amount: int) -> None:
    """The sum is that of the month served, and is not assumed."""
    row, assumed = salary_table().of_month(month)

    assert (row.amount, assumed) == (amount, False)


def test_a_month_beyond_the_table_names_the_last_decree() -> None:
    """A month beyond the table is an error with the last known decree."""
    with pytest.raises(BaseSalaryError) as refused:
        salary_table().of_month(date(2026, 12, 1))

    for text in (refused.value.vi, refused.value.en):
        assert "161/2026/NĐ-CP" in text
        assert "last_known" in text
    with pytest.raises(BaseSalaryError, match="file of your own"):
        salary_table().of_month(date(2011, 4, 1))


def test_the_policy_is_explicit_and_marked() -> None:
    """The last known sum is taken only where the caller says so, and is never extrapolated."""
    row, assumed = salary_table().of_month(date(2030, 1, 1), "last_known")

    assert (row.amount, assumed) == (2_530_000, True)


def test_a_decree_is_unknown_before_it_is_signed() -> None:
    """On 20/5/2016 nobody knew Nghị định 47/2016, signed on 26/5 and applied from 1/5."""
    before, after = (salary_table().known_on(date(2016, 5, day)) for day in (20, 26))

    assert before.of_month(date(2016, 5, 1))[0].amount == 1_150_000
    assert after.of_month(date(2016, 5, 1))[0].amount == 1_210_000
    with pytest.raises(BaseSalaryError, match="66/2013"):
        before.of_month(date(2016, 6, 1))
    assert before.of_month(date(2016, 6, 1), "last_known")[1]


@given(MONTHS)
def test_a_table_without_later_decrees_says_the_same_of_earlier_months(month: date) -> None:
    """The sum of a month rests on decrees that had begun by then, and on no later one."""
    rows = salary_table().rows
    begun = tuple(row for row in rows if row.applies_from <= month)

    assert SalaryTable(begun, month).of_month(month) == salary_table().of_month(month)


def test_a_province_adds_a_decree(tmp_path: Path) -> None:
    """A province can add a decree in its own file; its table then reaches further."""
    table = salary_table(written(tmp_path, f"known_to = 2027-08-01\nrows = [ {ROW} ]"))

    assert table.of_month(date(2027, 6, 1))[0].amount == 2_530_000
    assert table.of_month(date(2027, 7, 1))[0].decree == "1/2027/NĐ-CP"
    assert salary_table().rows == table.rows[:-1]


def test_the_same_row_twice_is_one(tmp_path: Path) -> None:
    """A file that repeats a shipped step changes nothing, and may say only how far the table is known."""
    row = '{ applies_from = 2024-07-01, amount = 2340000, decree = "73/2024/NĐ-CP", confidence = "A", source = "x" }'

    assert salary_table(written(tmp_path, f"rows = [ {row} ]")).rows == salary_table().rows
    assert salary_table(written(tmp_path, "known_to = 2026-12-31")).known_to == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("2027-07-01", "2027-07-02", "applies_from"),
        ("2027-07-01", "2027-07-01T00:00:00", "applies_from"),
        ("2700000", "2700000.0", "amount"),
        ("2700000", "-1", "amount"),
        ("2027-05-15", '"15/5"', "signed"),
        ('"C"', '"B"', "confidence"),
        ('"1/2027/NĐ-CP"', '" "', "decree"),
        ('"invented"', "1", "source"),
        ("source =", "where =", "rows"),
        (ROW, "1", "rows"),
    ],
)
def test_a_faulty_row_names_its_place(tmp_path: Path, old: str, new: str, field: str) -> None:
    """A row without its facts is refused with file, row, field and what is needed, in both languages."""
    path = written(tmp_path, f"rows = [ {ROW} ]".replace(old, new))

    with pytest.raises(BaseSalaryError) as refused:
        salary_table(path)

    for text in (refused.value.vi, refused.value.en):
        assert "nghi-dinh.toml" in text
        assert "1" in text
        assert field in text


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("rows = [", "TOML"),
        ("rows = 1", "rows"),
        ('known_to = "soon"', "known_to"),
        (f"rows = [ {ROW.replace('2027-07-01', '2026-07-01')} ]", "161/2026"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, match: str) -> None:
    """No TOML, no list, no day, or a second sum for a day is refused."""
    with pytest.raises(BaseSalaryError, match=match):
        salary_table(written(tmp_path, text))
    with pytest.raises(BaseSalaryError, match="does not exist"):
        salary_table(tmp_path / "none.toml")
