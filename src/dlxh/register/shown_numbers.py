"""Số trong câu: whole numbers of rows that sentences show for reading, and that are as they were to whoever computes with them."""

from dlxh.words.bilingual import Lang
from dlxh.words.money import from_ten_thousandths
from dlxh.words.numbers import format_decimal, format_int


class Count(int):
    """A number that says how many or how much, not which: a sentence parts its thousands.

    >>> Count(702000) == 702000, Count(702000).text("vi"), Count(702000).text("en")
    (True, '702.000', '702,000')
    """

    __slots__ = ()

    def text(self, lang: Lang) -> str:
        """Return it as a sentence shows it."""
        return format_int(self, lang)


class TenThousandths(Count):
    """A coefficient or a share, as its column holds it: a sentence shows what it is.

    >>> TenThousandths(3000) == 3000, TenThousandths(3000).text("vi")
    (True, '0,3')
    """

    __slots__ = ()

    def text(self, lang: Lang) -> str:
        """Return it as a sentence shows it."""
        return format_decimal(from_ten_thousandths(self), lang)
