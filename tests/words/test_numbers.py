"""Strict reading of Vietnamese numbers."""

from collections.abc import Callable
from decimal import Decimal

import babel.numbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.bilingual import LangError
from dlxh.words.numbers import (
    NUMBER_LENGTH,
    NumberError,
    cut_noun,
    format_decimal,
    format_int,
    parse_decimal,
    parse_int,
    parse_percent,
    parse_scaled,
)

WHOLE = st.integers(-(10**18) + 1, 10**18 - 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1377", 1377),
        ("1.377", 1377),
        ("05", 5),
        ("0", 0),
        (" 2.530.000 ", 2530000),
        ("-5", -5),
        ("−5", -5),
        ("386", 386),
    ],
)
def test_whole_numbers(text: str, value: int) -> None:
    """`1377` and `1.377` are both 1377, and small counts may have a zero in front."""
    assert parse_int(text) == value
    assert parse_decimal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234.567,89", "1234567.89"), ("13.256,92", "13256.92"), ("99,2", "99.2"), ("0,30", "0.30")],
)
def test_decimals(text: str, value: str) -> None:
    """Strict Vietnamese number reading: dots part thousands, a comma goes before decimals, and these stay exact."""
    assert parse_decimal(text) == Decimal(value)
    assert str(parse_decimal(text)) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.8475", "ambiguous"),
        ("85.7", "write 85,7 for decimals, 857 for a whole number"),
        ("0.377", "ambiguous"),
        ("01.377", "ambiguous"),
        ("1,234.56", "English way"),
        ("1.23.456", "not one number"),
        ("1.2345.678", "not one number"),
        ("1,234,567", "not one number"),
        ("1 377", "not one number"),
        ("", "not one number"),
        ("20/20", "not one number"),
        ("1e3", "not one number"),
        ("+5", "not one number"),
        (",5", "not one number"),
        ("5,", "not one number"),
        ("٥", "not one number"),
        ("²", "not one number"),
        ("١.٣٧٧", "not one number"),
        ("1" * 19, "more than 18 digits"),
    ],
)
def test_malformed_or_ambiguous_numbers(text: str, reason: str) -> None:
    """A malformed or ambiguous number raises and says why."""
    for parse in (parse_int, parse_decimal):
        with pytest.raises(NumberError, match=reason) as refusal:
            parse(text)
        assert refusal.value.vi != refusal.value.en


def test_decimals_are_no_whole_number() -> None:
    """A number with decimals is not cut to a whole one."""
    with pytest.raises(NumberError, match="whole number"):
        parse_int("13.256,92")
    with pytest.raises(NumberError, match="more than 18 digits"):
        parse_decimal("0," + "1" * 19)


@given(WHOLE)
def test_whole_numbers_round_trip(value: int) -> None:
    """Parsing and formatting are inverse: whole numbers."""
    assert parse_int(format_int(value, "vi")) == value
    assert parse_int(str(value)) == value


@given(WHOLE, st.integers(0, 18))
def test_decimals_round_trip(digits: int, places: int) -> None:
    """Parsing and formatting are inverse: decimals, to the last zero."""
    value = Decimal(digits).scaleb(-places)

    assert f"{parse_decimal(format_decimal(value, 'vi')):f}" == f"{value:f}"


@given(st.text(alphabet="0123456789.,-", max_size=12))
def test_a_number_is_read_in_one_way(text: str) -> None:
    """What both readers accept they read alike, and it formats back to the same digits."""
    try:
        value = parse_int(text)
    except NumberError:
        return
    assert parse_decimal(text) == value
    assert format_int(value, "vi").replace(".", "").lstrip("-") == (
        text.replace(".", "").lstrip("-").lstrip("0") or "0"
    )


def test_formats() -> None:
    """Thousands are parted by dots in Vietnamese and by commas in English; nothing follows a locale."""
    assert (format_int(-1234567, "vi"), format_int(-1234567, "en")) == ("-1.234.567", "-1,234,567")
    assert (format_decimal(Decimal("1E+3"), "vi"), format_decimal(Decimal("1234.5"), "en")) == (
        "1.000",
        "1,234.5",
    )
    with pytest.raises(LangError):
        format_int(1, "fr")


SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9, "nghìn tỷ": 12, "ngàn tỉ": 12}


@given(st.integers(1 - 10**6, 10**6 - 1), st.integers(0, 3), st.sampled_from(list(SCALES)))
def test_thousands_and_millions(digits: int, places: int, scale: str) -> None:
    """A number given in thousands, millions or billions is exactly that many times as large."""
    text = format_decimal(Decimal(digits).scaleb(-places), "vi")

    assert parse_scaled(f"{text} {scale.upper()}") == digits * 10 ** (SCALES[scale] - places)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,2345 nghìn", "not a whole number"),
        ("1" * 10 + " tỷ", "not a whole number"),
        ("85.7 triệu", "ambiguous"),
        ("nghìn", "not one number"),
        ("1,5", "decimals after its comma"),
        ("2 nghìn nghìn", "not one number"),
        ("1 triệu 200 nghìn", "not one number"),
        ("2 triệu rưỡi", "not one number"),
        ("3trăm", "not one number"),
    ],
)
def test_scaled_numbers_are_read_strictly(text: str, reason: str) -> None:
    """What is not a whole number, or is given in two steps, is refused and not rounded."""
    with pytest.raises(NumberError, match=reason):
        parse_scaled(text)


@given(st.integers(-(10**6), 10**6), st.sampled_from(["%", " %", " phần trăm", "\u00a0PHẦN TRĂM "]))
def test_percent(hundredths: int, sign: str) -> None:
    """A percentage is exactly its ten-thousandths, the unit in which rates are measured, however it is written."""
    text = format_decimal(Decimal(hundredths).scaleb(-2), "vi")

    assert parse_percent(text + sign) == hundredths


@pytest.mark.parametrize(
    ("text", "value"), [("85,7%", 8570), ("85,7 %", 8570), ("97,38 phần trăm", 9738), ("100%", 10_000),
                        ("0%", 0), ("05%", 500), ("102,5%", 10_250), ("1.234,5%", 123_450), ("85,70%", 8570)]
)  # fmt: skip
def test_percent_by_hand(text: str, value: int) -> None:
    """Percentages as papers write them; more than all there is may be fulfilled."""
    assert parse_percent(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.234%", "ambiguous"),
        ("85.7%", "ambiguous"),
        ("97,384%", "at most two decimals"),
        ("85,7", "does not say per cent"),
        ("85,7‰", "does not say per cent"),
        ("hơn 85%", "not one number"),
        ("85%%", "not one number"),
        ("%", "not one number"),
        ("1,234.5%", "English way"),
    ],
)
def test_percent_is_read_strictly(text: str, reason: str) -> None:
    """A percentage that could be two, or that no rate could hold exactly, is refused and not rounded."""
    with pytest.raises(NumberError, match=reason):
        parse_percent(text)


@pytest.mark.parametrize(
    "read", [parse_int, parse_decimal, parse_scaled, parse_percent], ids=lambda f: f.__name__
)
@pytest.mark.parametrize(
    "text", ["1" * 10**6, " " * 10**6, "1." * 10**6, "x" * (NUMBER_LENGTH + 1)], ids=lambda t: t[:3]
)
def test_an_endless_text_is_no_number(read: Callable[[str], object], text: str) -> None:
    """A text longer than any number is refused before it is looked at, and no refusal repeats a page."""
    with pytest.raises(NumberError, match="is longer than 300 characters") as refusal:
        read(text)
    assert len(str(refusal.value)) < 500
    with pytest.raises(NumberError) as refusal:
        read("9" * 200 + "." + "9" * 90)
    assert len(str(refusal.value)) < 2000


def test_nouns_are_whole_words() -> None:
    """The longest noun goes, and never the end of another word; a sign needs no blank."""
    assert cut_noun("12 lượt báo cáo", ("báo cáo", "lượt báo cáo")) == ("12", "lượt báo cáo")
    assert cut_noun("12 bão tin", ("in", "tin")) == ("12 bão", "tin")
    assert cut_noun("12 vịtin", ("tin",)) == ("12 vịtin", None)
    assert cut_noun("12tin", ("tin",)) == ("12", "tin")
    assert cut_noun("năm%", ("%",)) == ("năm", "%")


@given(st.integers(-(10**18), 10**18) | st.sampled_from([0, 999, 1000, -999, -1000]))
def test_whole_numbers_as_babel_writes_them(value: int) -> None:
    """The shorter way gives what the locale data of Babel give."""
    assert format_int(value, "vi") == babel.numbers.format_decimal(value, locale="vi")
    assert format_int(value, "en") == babel.numbers.format_decimal(value, locale="en")
