"""Viết và đọc con số: figures as words, in both languages, and read back from Vietnamese."""

from typing import Final

from dlxh.words.bilingual import BilingualError, in_language, shown
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.numbers import format_int, parse_int
from dlxh.words.text import nfc


class FigureError(BilingualError):
    """A text that is not one figure of the unit asked for."""


_LABELS: Final[dict[FigureUnit, tuple[str, str, str]]] = {  # vi, en for one, en for several
    FigureUnit.PERSON: ("người", "person", "people"),
    FigureUnit.PERSON_TIME: ("lượt người", "person-time", "person-times"),
    FigureUnit.REPORT: ("báo cáo", "report", "reports"),
    FigureUnit.REPORT_TIME: ("lượt báo cáo", "report submission", "report submissions"),
    FigureUnit.NEWS_ITEM: ("tin", "news item", "news items"),
    FigureUnit.OPINION: ("ý kiến", "opinion", "opinions"),
    FigureUnit.OPINION_TIME: ("lượt ý kiến", "voicing of opinion", "voicings of opinion"),
    FigureUnit.STREAM: ("luồng ý kiến", "opinion stream", "opinion streams"),
    FigureUnit.ISSUE: ("vấn đề", "issue", "issues"),
    FigureUnit.CONTENT: ("nội dung", "content", "contents"),
    FigureUnit.CASE: ("vụ việc", "case", "cases"),
    FigureUnit.MEETING: ("cuộc", "meeting", "meetings"),
    FigureUnit.CLASS: ("lớp", "class", "classes"),
    FigureUnit.FORM_ISSUED: ("phiếu phát ra", "form issued", "forms issued"),
    FigureUnit.FORM_RETURNED: ("phiếu thu về", "form returned", "forms returned"),
    FigureUnit.FORM_VALID: ("phiếu hợp lệ", "valid form", "valid forms"),
    FigureUnit.MERIT_CERTIFICATE: ("giấy khen", "merit certificate", "merit certificates"),
    FigureUnit.CERTIFICATE_OF_COMMENDATION: (
        "bằng khen",
        "certificate of commendation",
        "certificates of commendation",
    ),
    FigureUnit.UNIT: ("đơn vị", "unit", "units"),
    FigureUnit.TOPIC: ("chủ đề", "topic", "topics"),
    FigureUnit.FINDING: ("phát hiện", "finding", "findings"),
    FigureUnit.ROW: ("dòng", "row", "rows"),
    FigureUnit.DONG: ("đồng", "đồng", "đồng"),
}
_WORDS: Final[dict[Qualifier, tuple[str, str]]] = {
    Qualifier.EXACT: ("", ""),
    Qualifier.ABOUT: ("khoảng ", "about "),
    Qualifier.MORE_THAN: ("trên ", "more than "),
    Qualifier.AT_LEAST: ("ít nhất ", "at least "),
}
_READ: Final = (
    ("khoảng", Qualifier.ABOUT),
    ("trên", Qualifier.MORE_THAN),
    ("hơn", Qualifier.MORE_THAN),
    ("ít nhất", Qualifier.AT_LEAST),
)
_UNKNOWN: Final = ("chưa rõ", "không rõ")


def write(value: int | None, unit: FigureUnit, qualifier: Qualifier, lang: str) -> str:
    """Return a figure as words; `Figure.text` calls it.

    >>> write(1, FigureUnit.REPORT, Qualifier.AT_LEAST, "en")
    'at least 1 report'
    """
    vi, one, several = _LABELS[unit]
    if value is None:
        money = unit is FigureUnit.DONG
        return in_language(
            lang,
            vi="chưa rõ số tiền" if money else f"chưa rõ số {vi}",
            en="unknown amount" if money else f"unknown number of {several}",
        )
    word_vi, word_en = _WORDS[qualifier]
    label = in_language(lang, vi=vi, en=one if value == 1 else several)
    return in_language(lang, vi=word_vi, en=word_en) + f"{format_int(value, lang)} {label}"


def unit_label(unit: FigureUnit, lang: str) -> str:
    """Return what a unit is called, in English of several.

    >>> unit_label(FigureUnit.REPORT, "vi"), unit_label(FigureUnit.PERSON, "en")
    ('báo cáo', 'people')
    """
    vi, _, several = _LABELS[unit]
    return in_language(lang, vi=vi, en=several)


def read(text: str, unit: FigureUnit) -> tuple[int | None, Qualifier]:
    """Return the value and the qualifier of a Vietnamese text; `Figure.parse` calls it.

    Raises:
        FigureError: other words beside the number, or another unit.
        NumberError: the number is malformed or ambiguous.

    >>> read("hơn 1.377 người", FigureUnit.PERSON)
    (1377, <Qualifier.MORE_THAN: 'more_than'>)
    """
    label = _LABELS[unit][0]
    words = " ".join(nfc(text).casefold().split())
    if words in _UNKNOWN or words == write(None, unit, Qualifier.UNKNOWN, "vi"):
        return None, Qualifier.UNKNOWN
    number = words.removesuffix(label).strip()
    qualifier = Qualifier.EXACT
    for word, meaning in _READ:
        if number.startswith(f"{word} "):
            number, qualifier = number.removeprefix(word).strip(), meaning
            break
    if any(letter.isalpha() for letter in number):
        raise FigureError(
            vi=f"{shown(text)} không phải một con số tính bằng {label}; "
            f"viết như 180, trên 180, khoảng 180, ít nhất 180 {label}, hoặc chưa rõ",
            en=f"{shown(text)} is not one figure in {unit.value}; "
            f"write it like 180, trên 180, khoảng 180, ít nhất 180 {label}, or chưa rõ",
        )
    return parse_int(number), qualifier
