"""Số: Vietnamese numbers, read strictly. Thousands are parted by dots, decimals follow a comma.

A number that is malformed, or that two habits would read differently, raises and says why: `85.7` may be
85,7 written the English way or a slip for 857.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from dlxh.words.bilingual import WordError, in_language, quote
from dlxh.words.given import need, need_text
from dlxh.words.text import nfc

MAX_DIGITS: Final = 18
"""Digits before the comma, and after it; whole numbers so fit into 64 bits."""
NUMBER_LENGTH: Final = 300
"""A longer text is not a number, and is not looked at."""

_WHOLE = r"(?P<sign>[-−]?)(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)"
_INT = re.compile(_WHOLE)
_DECIMAL = re.compile(_WHOLE + r"(?:,(?P<rest>[0-9]+))?")
_ONE_DOT = re.compile(r"[-−]?[0-9]+\.[0-9]+")


SCALES: Final = {
    "nghìn tỷ": 12, "nghìn tỉ": 12, "ngàn tỷ": 12, "ngàn tỉ": 12,
    "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9,
}  # fmt: skip
"""What thousands, millions and billions are called, each with its power of ten."""
_PERCENT: Final = ("%", "phần trăm")
_HUNDREDTHS: Final = 100


class NumberError(WordError):
    """A text that is not one number as written in Vietnamese."""


def parse_int(text: str) -> int:
    """Return a whole number; zeros in front are usual in Vietnamese papers ("05 lượt").

    Inverse of `format_int(..., "vi")`.

    Raises:
        NumberError: malformed, ambiguous, with decimals, or longer than 18 digits.

    >>> parse_int("1.377"), parse_int("1377"), parse_int("05")
    (1377, 1377, 5)
    """
    stripped = strip_number(text)
    match = _INT.fullmatch(stripped)
    if match is None:
        if "," in text and _DECIMAL.fullmatch(stripped):
            raise NumberError(
                vi=f"{quote(text)} có phần thập phân; ở đây cần số nguyên như 1.377",
                en=f"{quote(text)} has decimals after its comma; a whole number such as 1.377 is needed here",
            )
        raise _refusal(text)
    return int(_plain(match, text))


def parse_decimal(text: str) -> Decimal:
    """Return a number that may have decimals after a comma, exactly as written.

    Inverse of `format_decimal(..., "vi")`.

    Raises:
        NumberError: malformed, ambiguous, or longer than 18 digits on one side of the comma.

    >>> parse_decimal("1.234.567,89")
    Decimal('1234567.89')
    """
    match = _DECIMAL.fullmatch(strip_number(text))
    if match is None:
        raise _refusal(text)
    rest = match["rest"]
    return Decimal(_plain(match, text) + (f".{rest}" if rest else ""))


def parse_scaled(text: str) -> int:
    """Return a whole number that may be given in thousands, millions or billions, as in 235 ngàn or 1,5 triệu.

    Raises:
        NumberError: malformed, ambiguous, longer than 18 digits, or no whole number.

    >>> parse_scaled("235 ngàn"), parse_scaled("1,5 triệu"), parse_scaled("1.377")
    (235000, 1500000, 1377)
    """
    number, scale = cut_noun(nfc(strip_number(text)).casefold(), tuple(SCALES))
    if scale is None:
        return parse_int(text)
    value = Fraction(parse_decimal(number)) * 10 ** SCALES[scale]
    if value.denominator > 1 or abs(value) >= 10**MAX_DIGITS:
        raise NumberError(
            vi=f"{quote(text)} không phải số nguyên có tối đa {MAX_DIGITS} chữ số; hãy viết số đầy đủ, như 1.234.567",
            en=f"{quote(text)} is not a whole number of at most {MAX_DIGITS} digits; write it in full, like 1.234.567",
        )
    return int(value)


def parse_percent(text: str) -> int:
    """Return a percentage as the ten-thousandths in which rates are measured: 85,7% is 8570.

    Raises:
        NumberError: no percentage, malformed or ambiguous, or with more than two decimals, which no rate of dlxh has.

    >>> parse_percent("85,7%"), parse_percent("97,38 phần trăm")
    (8570, 9738)
    """
    number, sign = cut_noun(nfc(strip_number(text)).casefold(), _PERCENT)
    if sign is None:
        raise NumberError(
            vi=f"{quote(text)} không ghi phần trăm; viết như 85,7%",
            en=f"{quote(text)} does not say per cent; write it like 85,7%",
        )
    if _ONE_DOT.fullmatch(number):  # 1.234% may be 1,234% as well, which no thousand of per cent is
        raise _refusal(number)
    value = Fraction(parse_decimal(number)) * _HUNDREDTHS
    if value.denominator > 1:
        raise NumberError(
            vi=f"{quote(text)}: phần trăm có nhiều nhất hai chữ số thập phân, như 97,38%",
            en=f"{quote(text)}: a percentage has at most two decimals, as in 97,38%",
        )
    return int(value)


def cut_noun(words: str, nouns: Sequence[str]) -> tuple[str, str | None]:
    """Return the text before one of some nouns at its end, and the longest such noun.

    >>> cut_noun("386 lượt báo cáo", ("báo cáo", "lượt báo cáo")), cut_noun("386", ("báo cáo",))
    (('386', 'lượt báo cáo'), ('386', None))
    """
    for noun in sorted(nouns, key=len, reverse=True):
        number = words.removesuffix(noun)
        if number != words and (not noun[0].isalpha() or not number[-1:].isalpha()):
            return number.rstrip(), noun
    return words, None


def strip_number(text: str) -> str:
    """Return a text without the blanks around it.

    Raises:
        NumberError: it is longer than any number.

    >>> strip_number(" 1.377 ")
    '1.377'
    """
    need_text(text=text)
    if len(text) > NUMBER_LENGTH:
        raise NumberError(
            vi=f"{quote(text)} dài quá {NUMBER_LENGTH} ký tự; không số nào dài như vậy",
            en=f"{quote(text)} is longer than {NUMBER_LENGTH} characters; no number is",
        )
    return text.strip()


def _plain(match: re.Match[str], text: str) -> str:
    digits = match["whole"].replace(".", "")
    rest = match.groupdict().get("rest") or ""
    if max(len(digits), len(rest)) > MAX_DIGITS:
        raise NumberError(
            vi=f"{quote(text)} dài quá {MAX_DIGITS} chữ số; hãy kiểm tra lại",
            en=f"{quote(text)} has more than {MAX_DIGITS} digits; check it",
        )
    return ("-" if match["sign"] else "") + digits


def _refusal(text: str) -> NumberError:
    """Say why a text is not a Vietnamese number."""
    stripped = text.strip()
    if _ONE_DOT.fullmatch(stripped):
        comma = stripped.replace(".", ",")
        joined = stripped.replace(".", "")
        return NumberError(
            vi=f"{quote(text)} không rõ nghĩa: dấu chấm ngăn hàng nghìn, nên phải có đúng ba chữ số sau dấu chấm; "
            f"viết {comma} nếu là số thập phân, {joined} nếu là số nguyên",
            en=f"{quote(text)} is ambiguous: a dot parts thousands, so exactly three digits follow it; "
            f"write {comma} for decimals, {joined} for a whole number",
        )
    if "," in stripped and "." in stripped[stripped.index(",") :]:
        return NumberError(
            vi=f"{quote(text)} viết theo lối Anh; viết dấu chấm cho hàng nghìn và dấu phẩy cho phần thập phân, như 1.234,5",
            en=f"{quote(text)} is written the English way; write dots for thousands and a comma for decimals, as in 1.234,5",
        )
    return NumberError(
        vi=f"{quote(text)} không phải một số; viết như 1377, 1.377 hoặc 1.234.567,89",
        en=f"{quote(text)} is not one number; write it like 1377, 1.377 or 1.234.567,89",
    )


def format_int(value: int, lang: str) -> str:
    """Return a whole number with its thousands parted: by dots in `vi`, by commas in `en`.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> format_int(2530000, "vi"), format_int(2530000, "en")
    ('2.530.000', '2,530,000')
    """
    need(int, value=value)
    # Babel gives the same and takes ten times as long; a test holds them equal.
    text = f"{value:,}"
    return in_language(lang, vi=text.replace(",", "."), en=text)


def format_decimal(value: Decimal, lang: str) -> str:
    """Return a number with all its decimals, never in powers of ten.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> format_decimal(Decimal("13256.92"), "vi")
    '13.256,92'
    """
    need(Decimal, value=value)
    from babel.numbers import format_decimal as formatted  # noqa: PLC0415 - its locale data is loaded when a number is shown

    places = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return formatted(value, format=pattern, locale=in_language(lang, vi="vi", en="en"))
