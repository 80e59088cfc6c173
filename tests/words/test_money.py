"""Whole đồng, exact coefficients, stated rounding."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dlxh.words.figures import Figure
from dlxh.words.money import (
    MAX_DONG,
    Coefficient,
    Dong,
    MoneyError,
    Rounding,
    format_dong,
    from_ten_thousandths,
    parse_dong,
    round_ratio,
    to_ten_thousandths,
)
from dlxh.words.numbers import NumberError, format_int

DONG: TypeAdapter[int] = TypeAdapter(Dong)
COEFFICIENT: TypeAdapter[Decimal] = TypeAdapter(Coefficient)
AMOUNTS = st.integers(-MAX_DONG, MAX_DONG)


@pytest.mark.parametrize("text", ['"1"', "1.0", "true", "null", "1.5", str(MAX_DONG + 1), str(-MAX_DONG - 1)])
def test_dong_is_a_whole_number(text: str) -> None:
    """Whole đồng as `int`: no text, no float, no truth value, nothing that columns could not hold."""
    with pytest.raises(ValidationError):
        DONG.validate_json(text)


def test_dong_takes_whole_numbers() -> None:
    """An amount may be negative, where something is to be recovered."""
    assert [DONG.validate_json(text) for text in ("702000", "-18000", "0")] == [702000, -18000, 0]


@pytest.mark.parametrize(
    "value", [0.3, 1, True, "0,3", "1e-1", ".3", "00.3", "0.30000", "-0.3", "0.3\n", "٠.٣", "NaN", "", None]
)
def test_coefficient_refuses(value: object) -> None:
    """Coefficients are `Decimal`: never a float, and no text but plain digits with at most four decimals."""
    with pytest.raises(ValidationError) as refusal:
        COEFFICIENT.validate_python(value)
    assert refusal.value.errors()[0]["type"] == "coefficient_format"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-0.1", "10000", "0.00001", "1E+999999", "1E-999999"])
def test_coefficient_has_a_range(value: str) -> None:
    """A Decimal beyond four decimals or the range is refused, not rounded."""
    with pytest.raises(ValidationError) as refusal:
        COEFFICIENT.validate_python(Decimal(value))
    assert refusal.value.errors()[0]["type"] == "coefficient_range"
    with pytest.raises(MoneyError, match="four decimals"):
        to_ten_thousandths(Decimal(value))


def test_coefficient_has_one_form() -> None:
    """Equal coefficients are written alike, and the schema says what JSON carries."""
    assert [
        str(COEFFICIENT.validate_python(value)) for value in ("0.30", Decimal("0.3"), Decimal("3E-1"))
    ] == ["0.3"] * 3
    assert COEFFICIENT.dump_json(COEFFICIENT.validate_json('"0.0001"')) == b'"0.0001"'
    assert COEFFICIENT.json_schema()["type"] == "string"
    assert to_ten_thousandths(Decimal("-0.0")) == 0


@given(st.integers(0, 10**8 - 1))
def test_ten_thousandths_round_trip(value: int) -> None:
    """Coefficients in ten-thousandths, exact whatever precision the caller's thread has set."""
    with localcontext() as context:
        context.prec = 1
        coefficient = from_ten_thousandths(value)
        assert to_ten_thousandths(coefficient) == value
        assert COEFFICIENT.validate_json(COEFFICIENT.dump_json(coefficient)) == coefficient


@pytest.mark.parametrize(
    ("rounding", "amounts"),
    [
        ("half_up", [3, -2, 2]),
        ("down", [2, -3, 2]),
        ("up", [3, -2, 3]),
        ("half_up_thousand", [0, 0, 0]),
        ("down_thousand", [0, -1000, 0]),
        ("up_thousand", [1000, 0, 1000]),
    ],
)
def test_rounding_by_hand(rounding: str, amounts: list[int]) -> None:
    """Rounding mode stated by the rule that rounds: 5/2, -5/2 and 7/3 by hand."""
    assert [round_ratio(*ratio, rounding) for ratio in ((5, 2), (-5, 2), (7, 3))] == amounts


def test_published_day_rate() -> None:
    """3.500.000 / 22 is 159.000, rounded down to the thousand (Thông tư 109/2016/TT-BTC)."""
    assert round_ratio(3_500_000, 22, Rounding.DOWN_THOUSAND) == 159_000
    assert round_ratio(3_500_000, 22, Rounding.HALF_UP) == 159_091
    assert round_ratio(1500, 1, Rounding.HALF_UP_THOUSAND) == 2000


@given(st.integers(-(10**24), 10**24), st.integers(1, 10**9))
def test_rounding_is_exact(numerator: int, denominator: int) -> None:
    """Integers only: equal to exact fractions, far beyond what a float could hold."""
    exact = Fraction(numerator, denominator)
    for step, suffix in ((1, ""), (1000, "_thousand")):
        assert round_ratio(numerator, denominator, f"down{suffix}") == floor(exact / step) * step
        assert round_ratio(numerator, denominator, f"up{suffix}") == ceil(exact / step) * step
        assert (
            round_ratio(numerator, denominator, f"half_up{suffix}")
            == floor(exact / step + Fraction(1, 2)) * step
        )


@pytest.mark.parametrize("ratio", [(1, 0), (1, -2), (1.0, 2), (1, True), (True, 2)])
def test_rounding_refuses(ratio: tuple[int, int]) -> None:
    """Only whole numbers are divided, by one above zero."""
    with pytest.raises(MoneyError, match="only whole numbers are divided"):
        round_ratio(*ratio, "down")
    with pytest.raises(ValueError, match="banker"):
        round_ratio(1, 2, "banker")


@given(AMOUNTS)
def test_amounts_round_trip(amount: int) -> None:
    """Parsing and formatting are inverse: amounts."""
    assert parse_dong(format_dong(amount, "vi")) == amount


@pytest.mark.parametrize(
    "text",
    [
        "702.000 đồng",
        "702.000đ",
        "702000 Đồng",
        "702.000 ₫",
        "702.000 VNĐ",
        "702.000 vnd",
        "702.000 đo\u0302\u0300ng",
        "702 nghìn đồng",
        "702 ngàn đ",
        "0,702 triệu đồng",
        "\u00a0702.000\u00a0đồng\n",
    ],
)
def test_ways_to_write_dong(text: str) -> None:
    """An amount is read in any of the usual ways to write the currency."""
    assert parse_dong(text) == 702_000


def test_amount_refusals() -> None:
    """An amount without its currency, malformed or too large is refused."""
    with pytest.raises(MoneyError, match="does not say đồng"):
        parse_dong("702.000")
    with pytest.raises(NumberError):
        parse_dong("702.00 đồng")
    for text in (
        "đồng",
        "nghìn đồng",
        "702.000 nghìn nghìn đồng",
        "hơn 702.000 đồng",
        "1,2345678 triệu đồng",
    ):
        with pytest.raises(NumberError):
            parse_dong(text)
    with pytest.raises(MoneyError, match="does not say đồng"):
        parse_dong("702 nghìn")
    with pytest.raises(MoneyError, match="check it"):
        parse_dong(f"{MAX_DONG + 1} đồng")


@pytest.mark.parametrize("text", [" " * 16_000, "1" * 10**6, "702.000" + " " * 10**6 + "đồng", "đ" * 10**6])
def test_an_endless_text_is_no_amount(text: str) -> None:
    """A text longer than any amount is refused before it is looked at, and is not quoted whole."""
    with pytest.raises(NumberError, match="is longer than 300 characters") as refusal:
        parse_dong(text)
    assert len(str(refusal.value)) < 500


@given(AMOUNTS, st.sampled_from([" đồng", "đ", " ₫", " VNĐ"]))
def test_a_figure_of_dong_is_an_amount(amount: int, currency: str) -> None:
    """What `parse_dong` reads, `Figure.parse` reads alike."""
    text = format_int(amount, "vi") + currency

    assert Figure.parse(text, "dong") == Figure(parse_dong(text), "dong")
