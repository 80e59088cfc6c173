"""Số tiền bằng chữ: an amount in Vietnamese words, as it is written below a sum.

The usage differs between regions and offices, so both readings of a zero (lẻ, linh) and of a four (tư, bốn) can be had.
"""

from typing import Final, Literal

from dlxh.words.bilingual import check_option
from dlxh.words.given import need_text
from dlxh.words.money import MAX_DONG, MoneyError
from dlxh.words.numbers import format_int

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION: Final = 10**9
_MILLION: Final = 10**6
_THOUSAND: Final = 10**3


def amount_words(
    amount: int,
    *,
    zero: Literal["lẻ", "linh"] = "lẻ",
    four: Literal["tư", "bốn"] = "tư",
    thousand: Literal["nghìn", "ngàn"] = "nghìn",
    unit: str = "đồng",
) -> str:
    """Return an amount in words, in lower case; a negative one begins with âm.

    Args:
        amount: Whole đồng.
        zero: What a zero in the tens is called: một trăm lẻ hai, or một trăm linh hai.
        four: What a four after twenty, thirty and so on is called: hai mươi tư, or hai mươi bốn.
        thousand: What a thousand is called: nghìn, or ngàn as in the south.
        unit: What follows the number; empty for the number alone.

    Raises:
        MoneyError: the amount is not whole, or larger than any that dlxh holds; or an option is none of those above.

    >>> amount_words(702_000)
    'bảy trăm lẻ hai nghìn đồng'
    >>> amount_words(1_005_024, zero="linh", four="bốn")
    'một triệu không trăm linh năm nghìn không trăm hai mươi bốn đồng'
    """
    if type(amount) is not int or abs(amount) > MAX_DONG:
        limit_vi, limit_en = format_int(MAX_DONG, "vi"), format_int(MAX_DONG, "en")
        raise MoneyError(
            vi=f"chỉ đọc được số đồng nguyên, tối đa {limit_vi}; hãy kiểm tra lại số tiền",
            en=f"only whole đồng up to {limit_en} can be put into words; check the amount",
        )
    need_text(unit=unit)
    for name, given, allowed in (
        ("zero", zero, ("lẻ", "linh")),
        ("four", four, ("tư", "bốn")),
        ("thousand", thousand, ("nghìn", "ngàn")),
    ):
        check_option(name, given, allowed, MoneyError)
    spoken = _Reader(zero, four, thousand).number(abs(amount))
    return " ".join((["âm"] if amount < 0 else []) + spoken + ([unit] if unit else []))


class _Reader:
    """Reads numbers under one usage."""

    def __init__(self, zero: str, four: str, thousand: str) -> None:
        self.zero = zero
        self.four = four
        self.thousand = thousand

    def number(self, value: int) -> list[str]:
        if value == 0:
            return [_DIGITS[0]]
        billions, rest = divmod(value, _BILLION)
        spoken = [*self.number(billions), "tỷ"] if billions else []
        for size, name in ((_MILLION, "triệu"), (_THOUSAND, self.thousand)):
            group, rest = divmod(rest, size)
            if group:
                spoken += [*self.group(group, full=bool(spoken)), name]
        if rest:
            spoken += self.group(rest, full=bool(spoken))
        return spoken

    def group(self, value: int, *, full: bool) -> list[str]:
        """Read 1 to 999; `full` says the hundreds also where there are none, since larger groups went before."""
        hundreds, rest = divmod(value, 100)
        spoken = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
        tens, ones = divmod(rest, 10)
        if tens == 0:
            if ones:
                spoken += [self.zero, _DIGITS[ones]] if spoken else [_DIGITS[ones]]
            return spoken
        spoken += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
        return spoken + self.ones(tens, ones)

    def ones(self, tens: int, ones: int) -> list[str]:
        if ones == 0:
            return []
        if ones == 5:  # noqa: PLR2004 - năm becomes lăm after any ten
            return ["lăm"]
        if tens > 1 and ones == 1:
            return ["mốt"]
        if tens > 1 and ones == 4:  # noqa: PLR2004 - the digit itself
            return [self.four]
        return [_DIGITS[ones]]
