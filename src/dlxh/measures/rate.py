"""Tỷ lệ: a numerator, its denominator, and what was left out of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dlxh.words.bilingual import Lang, in_language
from dlxh.words.numbers import format_decimal, format_int

TEN_THOUSAND: Final = 10_000
"""A share is kept in ten-thousandths, as coefficients are."""


def percent(part: int, whole: int, lang: Lang) -> str:
    """Return how much a part is of a whole, as a percentage with one digit behind the comma, half up.

    It has more digits only where fewer would say 0 or 100 and it is neither: so 100% means all, and 0% none.

    >>> percent(101, 144, "vi"), percent(1999, 2000, "vi"), percent(1, 30_000, "en"), percent(20, 20, "vi")
    ('70,1%', '99,95%', '0.003%', '100,0%')
    """
    digits, exact = 1, part in {0, whole}
    while True:
        scale = 10 ** (digits + 2)
        number = (2 * scale * abs(part) + whole) // (2 * whole)
        if exact or number not in {0, scale}:
            break
        digits += 1
    value = Decimal(number if part >= 0 else -number).scaleb(-digits)
    return f"{format_decimal(value, lang)}%"


def share_out(counts: Sequence[int]) -> list[int]:
    """Return the share that each count has of their sum, in ten-thousandths, rounded to tenths of a percent that sum to exactly 100%.

    Each is rounded down, and the tenths that are left go to those with the largest remainder, of equal ones to the larger
    count, then to the first. Of nothing there are no shares.

    >>> share_out([1654, 180, 272, 244]), sum(share_out([1, 1, 1])), share_out([0, 0])
    ([7040, 760, 1160, 1040], 10000, [])
    """
    whole, tenths = sum(counts), TEN_THOUSAND // 10
    if not whole:
        return []
    shares = [count * tenths // whole for count in counts]
    order = sorted(range(len(counts)), key=lambda n: (-(counts[n] * tenths % whole), -counts[n], n))
    for place in order[: tenths - sum(shares)]:
        shares[place] += 1
    return [share * 10 for share in shares]


@dataclass(frozen=True, slots=True)
class Rate:
    """Tỷ lệ: a numerator, its denominator, and what was left out, by reason.

    >>> rate = Rate(9174, 9245, {"excused": 3})
    >>> rate.share, rate.text("vi")
    (9923, '9.174 trên 9.245 (99,2%)')
    """

    numerator: int | None
    """None: not known."""
    denominator: int | None
    left_out: Mapping[str, int]
    """Rows that are neither, by the value of the outcome column."""

    @property
    def share(self) -> int | None:
        """The share in ten-thousandths, half up; None if it is unknown or the denominator is zero."""
        if self.numerator is None or not self.denominator:
            return None
        return (2 * TEN_THOUSAND * self.numerator + self.denominator) // (2 * self.denominator)

    def text(self, lang: Lang) -> str:
        """Return the rate for reading; raises LangError."""
        if self.numerator is None:
            return in_language(lang, vi="chưa rõ", en="unknown")
        if not self.denominator:
            return in_language(lang, vi="không có gì để tính tỷ lệ", en="nothing to rate")
        between = in_language(lang, vi="trên", en="of")
        part, whole = format_int(self.numerator, lang), format_int(self.denominator, lang)
        return f"{part} {between} {whole} ({percent(self.numerator, self.denominator, lang)})"
