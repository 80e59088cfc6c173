"""Tiền: whole đồng as integers, coefficients as exact decimals, rounding by the rule that rounds.

The đồng has no smaller unit, so no amount is ever a float. In columns a coefficient is a whole number of
ten-thousandths.
"""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from dlxh.words.bilingual import WordError, check_option, in_language, quote
from dlxh.words.numbers import cut_noun, format_int, parse_scaled, strip_number
from dlxh.words.text import nfc

MAX_DONG: Final = 10**15 - 1
"""The largest amount either way; exact in 64-bit columns, and as a JSON number in a browser."""


class InDong:
    """Mark of a whole number that is an amount of money, so that sentences part its thousands in an own field too."""


Dong = Annotated[int, Field(strict=True, ge=-MAX_DONG, le=MAX_DONG), InDong()]
"""An amount in whole đồng; negative where something is to be recovered."""

COEFFICIENT_PATTERN: Final = "^(0|[1-9][0-9]{0,3})(\\.[0-9]{1,4})?$"
_COEFFICIENT = re.compile(COEFFICIENT_PATTERN.replace("$", r"\Z"))
_SCALE: Final = 10_000
CURRENCY: Final = ("đồng", "vnđ", "vnd", "đ", "₫")
"""The usual ways to write the currency, in small letters."""


class MoneyError(WordError):
    """An amount or a coefficient that cannot be exact."""


def to_ten_thousandths(coefficient: Decimal) -> int:
    """Return a coefficient as the whole number that columns hold: 0.3 is 3000.

    Inverse of `from_ten_thousandths`.

    Raises:
        MoneyError: negative, 10,000 or more, more than four decimals, or no number.

    >>> to_ten_thousandths(Decimal("0.3"))
    3000
    """
    if coefficient.is_finite() and 0 <= coefficient < _SCALE:
        # The ratio is exact; Decimal's own arithmetic would round to the precision of the thread.
        numerator, denominator = coefficient.as_integer_ratio()
        if _SCALE % denominator == 0:
            return numerator * (_SCALE // denominator)
    raise MoneyError(
        vi="hệ số phải từ 0 đến dưới 10.000 và có nhiều nhất bốn chữ số thập phân, như 0,3",
        en="a coefficient is at least 0, below 10,000, and has at most four decimals, such as 0.3",
    )


def from_ten_thousandths(value: int) -> Decimal:
    """Return the coefficient that a column holds, in its shortest form: 3000 is 0.3.

    >>> from_ten_thousandths(3000)
    Decimal('0.3')
    """
    whole, rest = divmod(value, _SCALE)
    return Decimal(f"{whole}.{rest:04d}".rstrip("0").rstrip("."))


def _coefficient(value: object) -> Decimal:
    if isinstance(value, str) and _COEFFICIENT.match(value):
        value = Decimal(value)
    if isinstance(value, Decimal):
        try:
            return from_ten_thousandths(to_ten_thousandths(value))
        except MoneyError as error:
            raise PydanticCustomError("coefficient_range", "{reason}", {"reason": error.en}) from None
    raise PydanticCustomError(
        "coefficient_format", 'a coefficient is a Decimal, or a text such as "0.3" with at most four decimals'
    )


Coefficient = Annotated[
    Decimal,
    BeforeValidator(_coefficient),
    WithJsonSchema({"type": "string", "pattern": COEFFICIENT_PATTERN}),
]
"""Hệ số: from 0 to below 10,000 with at most four decimals; a `Decimal` or a text, never a float."""


class Rounding(StrEnum):
    """Cách làm tròn: how a quotient becomes whole đồng; whoever rounds chooses it.

    Down is towards minus infinity and half goes up, for negative amounts too, exactly as integer
    columns compute it.
    """

    HALF_UP = "half_up"
    """To the nearest đồng, half a đồng up."""
    DOWN = "down"
    """To the đồng below."""
    UP = "up"
    """To the đồng above."""
    HALF_UP_THOUSAND = "half_up_thousand"
    """To the nearest thousand, five hundred up."""
    DOWN_THOUSAND = "down_thousand"
    """To the thousand below."""
    UP_THOUSAND = "up_thousand"
    """To the thousand above."""


def round_ratio(numerator: int, denominator: int, rounding: Rounding | str) -> int:
    """Return a quotient in whole đồng, with integers only.

    Raises:
        MoneyError: the denominator is not above zero, a number is not whole, or there is no such rounding.

    >>> round_ratio(3_500_000, 22, "down_thousand")
    159000
    """
    if type(numerator) is not int or type(denominator) is not int or denominator <= 0:
        raise MoneyError(
            vi="chỉ chia số nguyên cho số nguyên lớn hơn 0; hãy kiểm tra số bị chia và số chia",
            en="only whole numbers are divided, by one above 0; check the numerator and the denominator",
        )
    check_option("rounding", rounding, tuple(Rounding), MoneyError)
    way = Rounding(rounding)
    step = 1000 if way.endswith("_thousand") else 1
    part = denominator * step
    if way in {Rounding.DOWN, Rounding.DOWN_THOUSAND}:
        return numerator // part * step
    if way in {Rounding.UP, Rounding.UP_THOUSAND}:
        return -(-numerator // part) * step
    return (2 * numerator + part) // (2 * part) * step


def format_dong(amount: int, lang: str) -> str:
    """Return an amount for reading; inverse of `parse_dong` for `vi`.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> format_dong(702000, "vi"), format_dong(702000, "en")
    ('702.000 đồng', '702,000 đồng')
    """
    return f"{format_int(amount, lang)} {in_language(lang, vi='đồng', en='đồng')}"


def parse_dong(text: str) -> int:
    """Return the whole đồng of a Vietnamese text with its currency, in any of the usual forms.

    The amount may be given in thousands, millions or billions, as in 1,5 triệu đồng.

    Raises:
        MoneyError: no currency is named, or the amount is too large.
        NumberError: the number before it is malformed, ambiguous or no whole amount.

    >>> parse_dong("702.000 đồng"), parse_dong("150.000đ")
    (702000, 150000)
    """
    number, currency = cut_noun(nfc(strip_number(text)).casefold(), CURRENCY)
    if currency is None:
        raise MoneyError(
            vi=f"{quote(text)} không ghi đồng; viết như 702.000 đồng",
            en=f"{quote(text)} does not say đồng; write it like 702.000 đồng",
        )
    amount = parse_scaled(number)
    if abs(amount) > MAX_DONG:
        raise MoneyError(
            vi=f"số tiền lớn quá {format_int(MAX_DONG, 'vi')} đồng; hãy kiểm tra lại",
            en=f"the amount is above {format_int(MAX_DONG, 'en')} đồng; check it",
        )
    return amount
