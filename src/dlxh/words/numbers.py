"""Số: Vietnamese numbers, read strictly. Thousands are parted by dots, decimals follow a comma.

A number that is malformed, or that two habits would read differently, raises and says why: `85.7` may be
85,7 written the English way or a slip for 857.
"""

import re
from decimal import Decimal
from typing import Final

from dlxh.words.bilingual import BilingualError, in_language, shown

MAX_DIGITS: Final = 18
"""Digits before the comma, and after it; whole numbers so fit into 64 bits."""

_WHOLE = r"(?P<sign>[-−]?)(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)"
_INT = re.compile(_WHOLE)
_DECIMAL = re.compile(_WHOLE + r"(?:,(?P<rest>[0-9]+))?")
_ONE_DOT = re.compile(r"[-−]?[0-9]+\.[0-9]+")


class NumberError(BilingualError):
    """A text is not one number by Vietnamese habit."""


def parse_int(text: str) -> int:
    """Return a whole number; zeros in front are usual in Vietnamese papers ("05 lượt").

    Inverse of `format_int(..., "vi")`.

    Raises:
        NumberError: malformed, ambiguous, with decimals, or longer than 18 digits.

    >>> parse_int("1.377"), parse_int("1377"), parse_int("05")
    (1377, 1377, 5)
    """
    match = _INT.fullmatch(text.strip())
    if match is None:
        if "," in text and _DECIMAL.fullmatch(text.strip()):
            raise NumberError(
                vi=f"{shown(text)} có phần thập phân; ở đây cần số nguyên như 1.377",
                en=f"{shown(text)} has decimals after its comma; a whole number such as 1.377 is needed here",
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
    match = _DECIMAL.fullmatch(text.strip())
    if match is None:
        raise _refusal(text)
    rest = match["rest"]
    return Decimal(_plain(match, text) + (f".{rest}" if rest else ""))


def _plain(match: re.Match[str], text: str) -> str:
    digits = match["whole"].replace(".", "")
    rest = match.groupdict().get("rest") or ""
    if max(len(digits), len(rest)) > MAX_DIGITS:
        raise NumberError(
            vi=f"{shown(text)} dài quá {MAX_DIGITS} chữ số; hãy kiểm tra lại",
            en=f"{shown(text)} has more than {MAX_DIGITS} digits; check it",
        )
    return ("-" if match["sign"] else "") + digits


def _refusal(text: str) -> NumberError:
    """Say why a text is no Vietnamese number."""
    stripped = text.strip()
    if _ONE_DOT.fullmatch(stripped):
        comma = stripped.replace(".", ",")
        joined = stripped.replace(".", "")
        return NumberError(
            vi=f"{shown(text)} không rõ nghĩa: dấu chấm ngăn hàng nghìn, nên phải có đúng ba chữ số sau dấu chấm; "
            f"viết {comma} nếu là số thập phân, {joined} nếu là số nguyên",
            en=f"{shown(text)} is ambiguous: a dot parts thousands, so exactly three digits follow it; "
            f"write {comma} for decimals, {joined} for a whole number",
        )
    if "," in stripped and "." in stripped[stripped.index(",") :]:
        return NumberError(
            vi=f"{shown(text)} viết theo lối Anh; viết dấu chấm cho hàng nghìn và dấu phẩy cho phần thập phân, như 1.234,5",
            en=f"{shown(text)} is written the English way; write dots for thousands and a comma for decimals, as in 1.234,5",
        )
    return NumberError(
        vi=f"{shown(text)} không phải một số; viết như 1377, 1.377 hoặc 1.234.567,89",
        en=f"{shown(text)} is not one number; write it like 1377, 1.377 or 1.234.567,89",
    )


def format_int(value: int, lang: str) -> str:
    """Return a whole number with its thousands parted: by dots in `vi`, by commas in `en`.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> format_int(2530000, "vi"), format_int(2530000, "en")
    ('2.530.000', '2,530,000')
    """
    return format_decimal(Decimal(value), lang)


def format_decimal(value: Decimal, lang: str) -> str:
    """Return a number with all its decimals, never in powers of ten.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> format_decimal(Decimal("13256.92"), "vi")
    '13.256,92'
    """
    from babel.numbers import format_decimal as formatted  # noqa: PLC0415 - its locale data is loaded when a number is shown

    places = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return formatted(value, format=pattern, locale=in_language(lang, vi="vi", en="en"))
