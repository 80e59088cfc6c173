"""Figures as papers write them: nouns, qualifiers, thousands."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.figure_reading import FigureError, read
from dlxh.words.figure_text import unit_label
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.numbers import NumberError, format_int

EXACT, ABOUT, UNKNOWN = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.UNKNOWN
MORE, LEAST, MOST, BELOW = Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.BELOW
WRITTEN = [
    ("trên 180", "report", 180, MORE),
    ("Hơn  180 báo cáo", "report", 180, MORE),
    ("05", "report", 5, EXACT),
    ("05 báo cáo", "report", 5, EXACT),
    ("không rõ", "report", None, UNKNOWN),
    ("Chưa rõ", "report", None, UNKNOWN),
    ("35 đồng chí", "person", 35, EXACT),
    ("35 đ/c", "person", 35, EXACT),
    ("hơn 170 đại biểu", "person", 170, MORE),
    ("361 học viên", "person", 361, EXACT),
    ("khoảng 1.377 cán bộ", "person", 1377, ABOUT),
    ("gần 170 người", "person", 170, BELOW),
    ("dưới 170 người", "person", 170, BELOW),
    ("chưa đến 170 người", "person", 170, BELOW),
    ("không quá 20 lượt", "person_time", 20, MOST),
    ("không quá 20 lượt", "report_time", 20, MOST),
    ("tối đa 20 lượt ý kiến", "opinion_time", 20, MOST),
    ("nhiều nhất 20 ý kiến", "opinion", 20, MOST),
    ("20 ý kiến, kiến nghị", "opinion", 20, EXACT),
    ("12 kiến nghị", "opinion", 12, EXACT),
    ("nhiều hơn 20 cử tri", "person", 20, MORE),
    ("ít hơn 20 CTV", "person", 20, BELOW),
    ("không ít hơn 20 người dân", "person", 20, LEAST),
    ("không nhiều hơn 20 lượt", "issue_time", 20, MOST),
    ("không trên 20 lượt CTV", "person_time", 20, MOST),
    ("ước 20 người", "person", 20, ABOUT),
    ("ước tính 20 người", "person", 20, ABOUT),
    ("ước khoảng 20 người", "person", 20, ABOUT),
    ("300 phiếu trưng cầu ý kiến", "form_issued", 300, EXACT),
    ("không dưới 20 cuộc", "meeting", 20, LEAST),
    ("tối thiểu 3 lớp tập huấn", "class_", 3, LEAST),
    ("từ 20 người trở lên", "person", 20, LEAST),
    ("20 người trở xuống", "person", 20, MOST),
    ("trên dưới 300 lượt người", "person_time", 300, ABOUT),
    ("20 lượt vấn đề", "issue_time", 20, EXACT),
    ("20 lượt đại biểu", "person_time", 20, EXACT),
    ("175 phiếu", "form_returned", 175, EXACT),
    ("175 phiếu", "form_issued", 175, EXACT),
    ("98 phiếu hợp lệ", "form_valid", 98, EXACT),
    ("hơn 235 ngàn phiếu", "form_issued", 235_000, MORE),
    ("235 nghìn phiếu", "form_issued", 235_000, EXACT),
    ("1,2 triệu lượt người", "person_time", 1_200_000, EXACT),
    ("350.000đ", "dong", 350_000, EXACT),
    ("350.000 đồng", "dong", 350_000, EXACT),
    ("gần 1,5 tỷ đồng", "dong", 1_500_000_000, BELOW),
    ("15 nội dung", "content", 15, EXACT),
    ("08 vụ, việc", "case", 8, EXACT),
    ("3 lĩnh vực", "topic", 3, EXACT),
    ("2 lượt", "unit_time", 2, EXACT),
]


@pytest.mark.parametrize(("text", "unit", "value", "qualifier"), WRITTEN, ids=str)
def test_what_papers_write(text: str, unit: str, value: int | None, qualifier: Qualifier) -> None:
    """Nouns that count the same, bounds on either side and thousands are read, whatever case, blanks and normal form."""
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    for form in forms:
        for written in (text, text.upper(), f"\n{text.replace(' ', chr(0xA0) + ' ')} "):
            assert read(unicodedata.normalize(form, written), FigureUnit(unit)) == (value, qualifier)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("386 lượt báo cáo", "report"),
        ("386 báo cáo", "report_time"),
        ("180 tin", "report"),
        ("180 báo cáo và tin", "report"),
        ("hơn hai trăm", "report"),
        ("trên180x", "report"),
        ("20 lượt vấn đề", "issue"),
        ("20 lượt ý kiến", "opinion"),
        ("20 lượt", "person"),
        ("20 phiếu xin ý kiến", "opinion"),
        ("vượt 20 người", "person"),
        ("lên tới 20 người", "person"),
        ("20 lượt người", "opinion_time"),
        ("175 phiếu thu về", "form_issued"),
        ("35 đồng", "person"),
        ("35 đồng chí", "dong"),
        ("1.475/1.8475 tin, bài", "news_item"),
        ("1.475 tin, bài", "news_item"),
        ("gần khoảng 180", "report"),
        ("dưới trên 180", "report"),
        ("hơn", "report"),
        ("báo cáo", "report"),
        ("", "report"),
        ("180-190 báo cáo", "report"),
        ("từ 180 báo cáo", "report"),
        ("trên 85.7 báo cáo", "report"),
        ("20/20 người", "person"),
        ("1,5 người", "person"),
    ],
)
def test_never_a_guess(text: str, unit: str) -> None:
    """Units do not mix, and what is not a single number of the unit is refused; nothing that was written is dropped."""
    with pytest.raises((FigureError, NumberError)) as refusal:
        read(text, FigureUnit(unit))
    assert len(str(refusal.value)) < 1000


@given(
    st.sampled_from(FigureUnit),
    st.sampled_from(FigureUnit),
    st.integers(0, 10**9),
    st.sampled_from(["", "gần ", "không quá ", "hơn "]),
)
def test_the_label_of_another_unit_is_refused(
    unit: FigureUnit, other: FigureUnit, value: int, before: str
) -> None:
    """Every unit reads its own label and no label of another one."""
    text = f"{before}{format_int(value, 'vi')} {unit_label(unit, 'vi')}"
    if unit is other:
        assert read(text, other)[0] == value
    else:
        with pytest.raises((FigureError, NumberError)):
            read(text, other)


@pytest.mark.parametrize(
    "text", ["1" * 10**6, " " * 10**6, "hơn " * 10**6, "1 " + "lượt " * 10**6], ids=lambda t: t[:4]
)
def test_an_endless_text_is_no_figure(text: str) -> None:
    """A text longer than any figure is refused before it is looked at."""
    with pytest.raises(NumberError, match="is longer than 300 characters"):
        read(text, FigureUnit.PERSON)
