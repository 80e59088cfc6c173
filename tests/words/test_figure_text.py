"""Figures as words, and back."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.bilingual import LangError
from dlxh.words.figure_reading import read
from dlxh.words.figure_text import write
from dlxh.words.figure_units import FigureUnit, Qualifier

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
        (20, "person_time", "at_most", "không quá 20 lượt người", "at most 20 person-times"),
        (170, "person", "below", "dưới 170 người", "less than 170 people"),
        (20, "issue_time", "exact", "20 lượt vấn đề", "20 mentions of an issue"),
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
