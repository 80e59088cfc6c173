"""Tỷ lệ: a numerator, its denominator, and what was left out of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dlxh.words.bilingual import Lang, in_language

WHOLE: Final = 10_000
"""A share is kept in ten-thousandths, as coefficients are."""


def percent(share: int, lang: Lang) -> str:
    """Return ten-thousandths as a percentage with one digit, half up.

    >>> percent(7014, "vi"), percent(-5, "en")
    ('70,1 %', '0.0%')
    """
    tenths = (share + 5) // 10
    sign, tenths = ("-", -tenths) if tenths < 0 else ("", tenths)
    return in_language(
        lang, vi=f"{sign}{tenths // 10},{tenths % 10} %", en=f"{sign}{tenths // 10}.{tenths % 10}%"
    )


@dataclass(frozen=True, slots=True)
class Rate:
    """Tỷ lệ: a numerator, its denominator, and what was left out of both, by reason.

    >>> rate = Rate(101, 144, {"excused": 3})
    >>> rate.share, rate.text("vi")
    (7014, '101 trên 144 (70,1 %)')
    """

    numerator: int | None
    """None: not known."""
    denominator: int | None
    left_out: Mapping[str, int]
    """Rows that are neither, by the value of the column that tells how they came out."""

    @property
    def share(self) -> int | None:
        """The share in ten-thousandths, half up; None where it is not known or there was nothing to rate."""
        if self.numerator is None or not self.denominator:
            return None
        return (2 * WHOLE * self.numerator + self.denominator) // (2 * self.denominator)

    def text(self, lang: Lang) -> str:
        """Return the rate for reading; raises LangError."""
        if self.numerator is None:
            return in_language(lang, vi="chưa rõ", en="unknown")
        if self.share is None:
            return in_language(lang, vi="không có gì để tính tỷ lệ", en="nothing to rate")
        between = in_language(lang, vi="trên", en="of")
        return f"{self.numerator} {between} {self.denominator} ({percent(self.share, lang)})"
