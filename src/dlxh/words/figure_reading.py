"""Đọc con số: figures as Vietnamese papers write them, with the nouns and the qualifiers that they use.

A noun that counts another unit, and words that are not understood, are refused: nothing that was written is dropped.
"""

from typing import Final

from dlxh.words.bilingual import WordError, quote
from dlxh.words.figure_text import unit_label, write
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.money import CURRENCY
from dlxh.words.numbers import SCALES, cut_noun, parse_scaled, strip_number
from dlxh.words.text import nfc


class FigureError(WordError):
    """A text that is not one figure of the expected unit."""


_PEOPLE: Final = (
    "người", "đồng chí", "đ/c", "đại biểu", "cán bộ", "công chức", "viên chức", "đảng viên", "hội viên", "đoàn viên",
    "học viên", "cộng tác viên", "ctv", "báo cáo viên", "tuyên truyền viên", "thành viên", "cử tri", "người dân",
)  # fmt: skip
_FORMS: Final = (
    "phiếu", "phiếu khảo sát", "phiếu điều tra", "phiếu hỏi", "phiếu thăm dò", "phiếu xin ý kiến", "phiếu trưng cầu ý kiến",
)  # fmt: skip
_OPINIONS: Final = ("ý kiến", "kiến nghị", "ý kiến, kiến nghị")
_NOUNS: Final[dict[FigureUnit, tuple[str, ...]]] = {  # next to the label of the unit itself
    FigureUnit.PERSON: _PEOPLE,
    FigureUnit.PERSON_TIME: ("lượt", *(f"lượt {noun}" for noun in _PEOPLE)),
    FigureUnit.REPORT_TIME: ("lượt",),
    FigureUnit.OPINION: _OPINIONS,
    FigureUnit.OPINION_TIME: ("lượt", *(f"lượt {noun}" for noun in _OPINIONS)),
    FigureUnit.STREAM: ("luồng", "luồng dư luận"),
    FigureUnit.ISSUE_TIME: ("lượt",),
    FigureUnit.UNIT_TIME: ("lượt",),
    FigureUnit.CASE: ("vụ", "vụ, việc"),
    FigureUnit.MEETING: ("cuộc họp", "cuộc giao ban", "hội nghị"),
    FigureUnit.CLASS: ("lớp tập huấn", "lớp bồi dưỡng"),
    FigureUnit.FORM_ISSUED: _FORMS,
    FigureUnit.FORM_RETURNED: _FORMS,
    FigureUnit.FORM_VALID: _FORMS,
    FigureUnit.TOPIC: ("lĩnh vực",),
    FigureUnit.DONG: CURRENCY,
}
_BEFORE: Final = (  # the longer before what it begins with
    ("trên dưới", Qualifier.ABOUT),
    ("khoảng", Qualifier.ABOUT),
    ("chừng", Qualifier.ABOUT),
    ("ước tính", Qualifier.ABOUT),
    ("ước khoảng", Qualifier.ABOUT),
    ("ước", Qualifier.ABOUT),
    ("xấp xỉ", Qualifier.ABOUT),
    ("trên", Qualifier.MORE_THAN),
    ("hơn", Qualifier.MORE_THAN),
    ("nhiều hơn", Qualifier.MORE_THAN),
    ("ít nhất", Qualifier.AT_LEAST),
    ("tối thiểu", Qualifier.AT_LEAST),
    ("không dưới", Qualifier.AT_LEAST),
    ("không ít hơn", Qualifier.AT_LEAST),
    ("tối đa", Qualifier.AT_MOST),
    ("nhiều nhất", Qualifier.AT_MOST),
    ("không quá", Qualifier.AT_MOST),
    ("không vượt quá", Qualifier.AT_MOST),
    ("không nhiều hơn", Qualifier.AT_MOST),
    ("không trên", Qualifier.AT_MOST),
    ("dưới", Qualifier.BELOW),
    ("gần", Qualifier.BELOW),
    ("ít hơn", Qualifier.BELOW),
    ("chưa đến", Qualifier.BELOW),
    ("chưa tới", Qualifier.BELOW),
    ("chưa đầy", Qualifier.BELOW),
    ("không đến", Qualifier.BELOW),
    ("không tới", Qualifier.BELOW),
)
_AFTER: Final = ((" trở lên", Qualifier.AT_LEAST), (" trở xuống", Qualifier.AT_MOST))
_UNKNOWN: Final = ("chưa rõ", "không rõ")


def read(text: str, unit: FigureUnit) -> tuple[int | None, Qualifier]:
    """Return the value and the qualifier of a Vietnamese text; `Figure.parse` calls it.

    Raises:
        FigureError: other words next to the number, or another unit.
        NumberError: the number is malformed or ambiguous.

    >>> read("hơn 1.377 người", FigureUnit.PERSON), read("gần 170 đại biểu", FigureUnit.PERSON)
    ((1377, <Qualifier.MORE_THAN: 'more_than'>), (170, <Qualifier.BELOW: 'below'>))
    """
    words = " ".join(nfc(strip_number(text)).casefold().split())
    if words in _UNKNOWN or words == write(None, unit, Qualifier.UNKNOWN, "vi"):
        return None, Qualifier.UNKNOWN
    words, qualifier = _cut_qualifier(words)
    label = unit_label(unit, "vi")
    number, _ = cut_noun(words, (label, *_NOUNS.get(unit, ())))
    digits, _ = cut_noun(number, tuple(SCALES))
    if any(letter.isalpha() for letter in digits):
        raise FigureError(
            vi=f"{quote(text)} không phải một con số tính bằng {label}; viết như 180, trên 180, khoảng 180, "
            f"ít nhất 180, dưới 180, không quá 180 {label}, hoặc chưa rõ",
            en=f"{quote(text)} is not one figure in {unit.value}; write it like 180, trên 180, khoảng 180, "
            f"ít nhất 180, dưới 180, không quá 180 {label}, or chưa rõ",
        )
    return parse_scaled(number), qualifier


def _cut_qualifier(words: str) -> tuple[str, Qualifier]:
    """Return the words without their qualifier, and the qualifier."""
    for word, meaning in _AFTER:
        if words.endswith(word):
            return words.removesuffix(word).removeprefix("từ "), meaning
    for word, meaning in _BEFORE:
        if words.startswith(f"{word} "):
            return words.removeprefix(word).strip(), meaning
    return words, Qualifier.EXACT
