"""Strict reading of Vietnamese numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.bilingual import LangError
from dlxh.words.numbers import NumberError, format_decimal, format_int, parse_decimal, parse_int

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
