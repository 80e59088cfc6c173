"""Figures as words, and back."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.bilingual import LangError
from dlxh.words.figure_text import FigureError, read, write
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.numbers import NumberError

FORMS: st.SearchStrategy[Literal["NFC", "NFD"]] = st.sampled_from(["NFC", "NFD"])
KNOWN = tuple(qualifier for qualifier in Qualifier if qualifier is not Qualifier.UNKNOWN)


@given(
    st.integers(0, 10**15 - 1),
    st.sampled_from(FigureUnit),
    st.sampled_from(KNOWN),
    FORMS,
)
def test_words_are_read_back(
    value: int, unit: FigureUnit, qualifier: Qualifier, form: Literal["NFC", "NFD"]
) -> None:
    """Parsing and formatting are inverse: figures, for every unit and qualifier."""
    text = unicodedata.normalize(form, write(value, unit, qualifier, "vi"))

    assert read(text, unit) == (value, qualifier)
    assert read(text.upper(), unit) == (value, qualifier)


@pytest.mark.parametrize("unit", FigureUnit)
def test_every_unit_has_words(unit: FigureUnit) -> None:
    """Every unit has its own words in both languages, and an unknown figure of it is read back."""
    for lang in ("vi", "en"):
        words = {write(2, other, Qualifier.EXACT, lang) for other in FigureUnit}
        assert len(words) == len(FigureUnit)
    assert read(write(None, unit, Qualifier.UNKNOWN, "vi"), unit) == (None, Qualifier.UNKNOWN)
    assert write(None, unit, Qualifier.UNKNOWN, "en").startswith("unknown ")


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "vi", "en"),
    [
        (386, "report_time", "exact", "386 lượt báo cáo", "386 report submissions"),
        (180, "report", "more_than", "trên 180 báo cáo", "more than 180 reports"),
        (1377, "person", "about", "khoảng 1.377 người", "about 1,377 people"),
        (1, "class_", "at_least", "ít nhất 1 lớp", "at least 1 class"),
        (None, "report", "unknown", "chưa rõ số báo cáo", "unknown number of reports"),
        (None, "dong", "unknown", "chưa rõ số tiền", "unknown amount"),
        (-18000, "dong", "exact", "-18.000 đồng", "-18,000 đồng"),
    ],
)
def test_words_by_hand(value: int | None, unit: str, qualifier: str, vi: str, en: str) -> None:
    """A figure is written with its qualifier, its number and its unit."""
    assert write(value, FigureUnit(unit), Qualifier(qualifier), "vi") == vi
    assert write(value, FigureUnit(unit), Qualifier(qualifier), "en") == en
    with pytest.raises(LangError):
        write(value, FigureUnit(unit), Qualifier(qualifier), "fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trên 180", (180, Qualifier.MORE_THAN)),
        ("Hơn  180 báo cáo", (180, Qualifier.MORE_THAN)),
        ("05", (5, Qualifier.EXACT)),
        ("05 báo cáo", (5, Qualifier.EXACT)),
        ("không rõ", (None, Qualifier.UNKNOWN)),
        ("Chưa rõ", (None, Qualifier.UNKNOWN)),
    ],
)
def test_what_papers_write(text: str, expected: tuple[int | None, Qualifier]) -> None:
    """A lower bound stays one, a zero in front is usual, and unknown is not zero."""
    assert read(text, FigureUnit.REPORT) == expected


@pytest.mark.parametrize(
    "text", ["386 lượt báo cáo", "180 tin", "gần 180", "180 báo cáo và tin", "hơn hai trăm", "trên180x"]
)
def test_other_words_are_refused(text: str) -> None:
    """Units do not mix (báo cáo ≠ lượt báo cáo), and words that are not understood are not dropped."""
    with pytest.raises(FigureError, match="not one figure in report"):
        read(text, FigureUnit.REPORT)


@pytest.mark.parametrize("text", ["", "trên", "trên 85.7 báo cáo", "180-190", "báo cáo"])
def test_numbers_are_read_strictly(text: str) -> None:
    """Strict Vietnamese number reading: a malformed or missing number raises."""
    with pytest.raises((NumberError, FigureError)):
        read(text, FigureUnit.REPORT)
