"""Codes and names of periods."""

from datetime import date

import pytest

from dlxh.words.bilingual import LangError
from dlxh.words.period_labels import code_of, code_of_days, label_of, label_of_days
from dlxh.words.period_windows import PeriodKind, Place


@pytest.mark.parametrize(
    ("place", "code", "vi", "en"),
    [
        (Place(PeriodKind.WEEK, 2024, 5), "2024-W05", "tuần 5/2024", "week 5 of 2024"),
        (Place(PeriodKind.MONTH, 2024, 7), "2024-07", "tháng 7/2024", "July 2024"),
        (Place(PeriodKind.TWO_MONTHS, 2019, 7), "2019-M07-08", "tháng 7+8/2019", "July and August 2019"),
        (
            Place(PeriodKind.TWO_MONTHS, 2024, 12),
            "2024-M12-01",
            "tháng 12/2024 và tháng 1/2025",
            "December 2024 and January 2025",
        ),
        (Place(PeriodKind.QUARTER, 2022, 3), "2022-Q3", "quý III/2022", "quarter 3 of 2022"),
        (Place(PeriodKind.QUARTER, 2022, 4), "2022-Q4", "quý IV/2022", "quarter 4 of 2022"),
        (Place(PeriodKind.HALF_YEAR, 2022, 1), "2022-H1", "6 tháng đầu năm 2022", "first half of 2022"),
        (Place(PeriodKind.HALF_YEAR, 2022, 2), "2022-H2", "6 tháng cuối năm 2022", "second half of 2022"),
        (Place(PeriodKind.NINE_MONTHS, 2024), "2024-9M", "9 tháng đầu năm 2024", "first 9 months of 2024"),
        (Place(PeriodKind.YEAR, 2021), "2021", "năm 2021", "2021"),
        (
            Place(PeriodKind.FIRST_MONTHS, 2024, 7),
            "2024-7M",
            "7 tháng đầu năm 2024",
            "first 7 months of 2024",
        ),
    ],
    ids=str,
)
def test_named_periods(place: Place, code: str, vi: str, en: str) -> None:
    """Labels come back in vi and en; the code is ASCII and one for each period."""
    assert (code_of(place), label_of(place, "vi"), label_of(place, "en")) == (code, vi, en)
    with pytest.raises(LangError):
        label_of(place, "fr")


@pytest.mark.parametrize(
    ("kind", "code", "vi", "en"),
    [
        (PeriodKind.DAY, "2024-07-05", "ngày 5/7/2024", "5 July 2024"),
        (
            PeriodKind.TERM,
            "term:2024-07-05/2025-06-30",
            "nhiệm kỳ 5/7/2024 - 30/6/2025",
            "term from 5 July 2024 to 30 June 2025",
        ),
        (
            PeriodKind.CUSTOM,
            "2024-07-05/2025-06-30",
            "từ 5/7/2024 đến 30/6/2025",
            "from 5 July 2024 to 30 June 2025",
        ),
    ],
)
def test_runs_of_days(kind: PeriodKind, code: str, vi: str, en: str) -> None:
    """A day, a term and a custom period are named by their days."""
    start = date(2024, 7, 5)
    end = start if kind is PeriodKind.DAY else date(2025, 6, 30)

    assert code_of_days(kind, start, end) == code
    assert (label_of_days(kind, start, end, "vi"), label_of_days(kind, start, end, "en")) == (vi, en)
