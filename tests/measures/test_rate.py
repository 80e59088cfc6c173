"""Percentages and figures as a reader meets them: exact at both ends, with thousands parted and no noun said twice."""

import re
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh import MEASURES, Figure, Register, compare, measure
from dlxh.measures import Rate
from dlxh.measures.pairs import Ratio
from dlxh.measures.rate import percent
from dlxh.measures.text.render import render_figure
from dlxh.models.activity import Activity, Meeting
from dlxh.words import FigureUnit, Qualifier
from dlxh.words.bilingual import Lang
from dlxh.words.figure_text import unit_label
from dlxh.words.numbers import parse_decimal, parse_int
from tests.sample import AS_OF

LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
WHOLES: Final = st.one_of(st.integers(1, 200), st.integers(1, 10**15))


@pytest.mark.parametrize(
    ("part", "whole", "vi", "en"),
    [
        (0, 7, "0,0%", "0.0%"),
        (20, 20, "100,0%", "100.0%"),
        (101, 144, "70,1%", "70.1%"),
        (9174, 9245, "99,2%", "99.2%"),
        (1999, 2000, "99,95%", "99.95%"),
        (1, 30_000, "0,003%", "0.003%"),
        (1, 2000, "0,1%", "0.1%"),
        (200_001, 200_000, "100,001%", "100.001%"),
        (1, 10**15, "0,0000000000001%", "0.0000000000001%"),
        (10**15 - 1, 10**15, "99,9999999999999%", "99.9999999999999%"),
        (2469, 2, "123.450,0%", "123,450.0%"),
    ],
)
def test_percentages(part: int, whole: int, vi: str, en: str) -> None:
    """One digit, half up; more only where fewer would say all or nothing of what is neither; no blank in Vietnamese."""
    assert (percent(part, whole, "vi"), percent(part, whole, "en")) == (vi, en)


@given(WHOLES, st.data(), st.sampled_from(LANGUAGES))
def test_a_percentage_is_true(whole: int, data: st.DataObject, lang: Lang) -> None:
    """It is never 0 or 100 unless it is exactly that, and lies within half a unit of its last digit."""
    part = data.draw(
        st.one_of(st.integers(0, 2 * whole), st.integers(-3, 3).map(lambda off: max(0, whole + off)))
    )
    text = percent(part, whole, lang)
    number = (
        text.removesuffix("%")
        if lang == "vi"
        else text.removesuffix("%").translate(str.maketrans(",.", ".,"))
    )
    value = Fraction(parse_decimal(number))
    digits = len(number.rpartition(",")[2])

    assert (value in {0, 100}) == (part in {0, whole})
    assert abs(value - Fraction(100 * part, whole)) <= Fraction(1, 2 * 10**digits)
    shorter = round(Fraction(100 * part * 10 ** (digits - 1), whole))
    assert digits == 1 or shorter in {0, 100 * 10 ** (digits - 1)}


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.sampled_from(LANGUAGES))
def test_a_rate_says_both_counts(part: int, whole: int, lang: Lang) -> None:
    """Both counts are in the text with their thousands separated, before the percentage."""
    found = re.fullmatch(r"([0-9.,]+) (?:trên|of) ([0-9.,]+) \((.+%)\)", Rate(part, whole, {}).text(lang))
    assert found is not None
    assert [parse_int(found[place].replace(",", ".")) for place in (1, 2)] == [part, whole]
    assert found[3] == percent(part, whole, lang)


def test_rates_of_nothing() -> None:
    """What is not known, and a rate of nothing, are said in words."""
    assert [Rate(None, None, {}).text(lang) for lang in LANGUAGES] == ["chưa rõ", "unknown"]
    assert [Rate(0, 0, {}).text(lang) for lang in LANGUAGES] == [
        "không có gì để tính tỷ lệ",
        "nothing to rate",
    ]
    assert Rate(9174, 9245, {}).text("en") == "9,174 of 9,245 (99.2%)"
    assert [Rate(part, whole, {}).share for part, whole in ((None, 7), (0, 0), (9174, 9245))] == [
        None,
        None,
        9923,
    ]


@pytest.mark.parametrize(
    "each", [each for each in MEASURES if isinstance(each, Ratio)], ids=lambda each: each.code
)
def test_a_quotient_of_counts_reads_as_so_many_of_so_many(each: Ratio) -> None:
    """One count for each hundred of another is a percentage with both; an average is so much for each."""
    row = {"value": 10_000 * each.times, "numerator": 20, "denominator": 20, "qualifier": "exact"}
    told = {lang: render_figure(each, row, lang) for lang in LANGUAGES}

    if each.times == 100:
        assert told == {"vi": "20 trên 20 (100,0%)", "en": "20 of 20 (100.0%)"}
    else:
        assert " / " in told["vi"]
    assert (
        render_figure(each, row | {"value": None, "numerator": None, "qualifier": "unknown"}, "vi")
        == "chưa rõ"
    )
    assert render_figure(each, row | {"qualifier": "not_applicable"}, "en") == "not applicable"


def _meeting(key: str, day: date, attended: int, invited: int) -> Activity:
    detail = Meeting(attended=Figure(attended, "person"), invited=Figure(invited, "person"))
    return Activity(id=key, network="gl", title="Giao ban", start=day, end=day, organiser="x1", detail=detail)


def test_attendance_for_reading() -> None:
    """Attendance reads as a rate by itself, on a page and next to another period."""
    meetings = [_meeting("m1", date(2024, 5, 4), 1999, 2000), _meeting("m2", date(2024, 6, 4), 20, 20)]
    register = Register(meetings, as_of=AS_OF)
    both: dict[str, Any] = {"period": "2024-06", "against": "previous"}

    assert measure(register, "attendance").to_text("vi") == "tỷ lệ dự giao ban: 2.019 trên 2.020 (99,95%)"
    assert ">2,019 of 2,020 (99.95%)</td>" in measure(register, "attendance").table("en").to_html()
    assert compare(register, "attendance", **both).to_text("vi") == (
        "tỷ lệ dự giao ban: 100,0% (tháng 6/2024), 99,95% (tháng 5/2024), tăng 0,05 điểm phần trăm; 30 ngày so với 31 ngày"
    )
    assert compare(register, "meeting_attended", **both).to_text("en") == (
        "people at meetings: 20 people (June 2024), 1,999 people (May 2024), down 1,979 (98.999%); 30 days against 31"
    ).replace("98.999", "99.0")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_says_its_noun_twice(lang: Lang) -> None:
    """A figure below a name that is its unit is a number, in Vietnamese with what things are counted by."""
    for each in MEASURES:
        same = each.name(lang).casefold() == unit_label(each.unit, lang)
        for value, qualifier in ((1386, "exact"), (3, "at_least"), (None, "unknown")):
            row = {"value": value, "qualifier": qualifier, "numerator": value, "denominator": value}
            assert not same or each.name(lang) not in render_figure(each, row, lang), each.code


@pytest.mark.parametrize(
    ("unit", "under", "qualifier", "said"),
    [
        ("report_time", "lượt báo cáo", "exact", "386 lượt"),
        ("report_time", "Lượt báo cáo", "more_than", "trên 386 lượt"),
        ("form_valid", "phiếu hợp lệ", "exact", "386 phiếu"),
        ("stream", "luồng ý kiến", "at_least", "ít nhất 386 luồng"),
        ("merit_certificate", "giấy khen", "about", "khoảng 386"),
        ("merit_certificate", "giấy khen", "unknown", "chưa rõ"),
        ("report", "báo cáo đúng hạn", "exact", "386 báo cáo"),
        ("report", "", "unknown", "chưa rõ số báo cáo"),
    ],
)
def test_a_figure_below_its_noun(unit: str, under: str, qualifier: str, said: str) -> None:
    """The noun is left out only where the heading is that noun; the bound and what is not known stay."""
    value = None if qualifier == "unknown" else 386
    assert Figure(value, FigureUnit(unit), Qualifier(qualifier)).text("vi", under=under) == said
    assert (
        Figure(1, "report").text("en", under="report")
        == Figure(1, "report").text("en", under="Reports")
        == "1"
    )


def test_a_quotient_is_broken_down_by_what_both_its_parts_are() -> None:
    """Members send by no channel, so reports per member are not broken down by it."""
    quotient = next(each for each in MEASURES if each.code == "reports_per_member")

    assert isinstance(quotient, Ratio)
    assert "channel" in quotient.above.dimensions
    assert "channel" not in quotient.dimensions
    assert "network" in quotient.dimensions
