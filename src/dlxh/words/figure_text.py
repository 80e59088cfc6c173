"""Viết con số: figures as words, in both languages."""

from typing import Final

from dlxh.words.bilingual import in_language
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.given import need, need_text
from dlxh.words.numbers import format_int

_LABELS: Final[dict[FigureUnit, tuple[str, str, str]]] = {  # vi, en for one, en for several
    FigureUnit.PERSON: ("người", "person", "people"),
    FigureUnit.PERSON_TIME: ("lượt người", "person-time", "person-times"),
    FigureUnit.MEMBERSHIP: ("tư cách", "membership", "memberships"),
    FigureUnit.REPORT: ("báo cáo", "report", "reports"),
    FigureUnit.REPORT_TIME: ("lượt báo cáo", "report submission", "report submissions"),
    FigureUnit.NEWS_ITEM: ("tin", "news item", "news items"),
    FigureUnit.OPINION: ("ý kiến", "opinion", "opinions"),
    FigureUnit.OPINION_TIME: ("lượt ý kiến", "voicing of opinion", "voicings of opinion"),
    FigureUnit.STREAM: ("luồng ý kiến", "opinion stream", "opinion streams"),
    FigureUnit.ISSUE: ("vấn đề", "issue", "issues"),
    FigureUnit.ISSUE_TIME: ("lượt vấn đề", "mention of an issue", "mentions of an issue"),
    FigureUnit.CONTENT: ("nội dung", "item", "items"),
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
    FigureUnit.UNIT_TIME: ("lượt đơn vị", "unit-time", "unit-times"),
    FigureUnit.TOPIC: ("lĩnh vực", "topic", "topics"),
    FigureUnit.FINDING: ("phát hiện", "finding", "findings"),
    FigureUnit.ROW: ("dòng", "row", "rows"),
    FigureUnit.DONG: ("đồng", "đồng", "đồng"),
}
_WORDS: Final[dict[Qualifier, tuple[str, str]]] = {
    Qualifier.EXACT: ("", ""),
    Qualifier.ABOUT: ("khoảng ", "about "),
    Qualifier.MORE_THAN: ("trên ", "more than "),
    Qualifier.AT_LEAST: ("ít nhất ", "at least "),
    Qualifier.AT_MOST: ("không quá ", "at most "),
    Qualifier.BELOW: ("dưới ", "less than "),
}
_COUNTERS: Final[dict[FigureUnit, str]] = {
    **dict.fromkeys(
        (
            FigureUnit.PERSON_TIME,
            FigureUnit.REPORT_TIME,
            FigureUnit.OPINION_TIME,
            FigureUnit.ISSUE_TIME,
            FigureUnit.UNIT_TIME,
        ),
        "lượt",
    ),
    **dict.fromkeys((FigureUnit.FORM_ISSUED, FigureUnit.FORM_RETURNED, FigureUnit.FORM_VALID), "phiếu"),
    FigureUnit.STREAM: "luồng",
}
"""The Vietnamese counting word of a figure whose noun is in the heading above it."""


def write(value: int | None, unit: FigureUnit, qualifier: Qualifier, lang: str, under: str = "") -> str:
    """Return a figure as words; `Figure.text` calls it.

    >>> write(1, FigureUnit.REPORT, Qualifier.AT_LEAST, "en")
    'at least 1 report'
    """
    need_text(under=under)
    vi, one, several = _LABELS[unit]
    if under.casefold() in {in_language(lang, vi=vi, en=one), in_language(lang, vi=vi, en=several)}:
        return _below_its_noun(value, unit, qualifier, lang)
    if value is None:
        money = unit is FigureUnit.DONG
        return in_language(
            lang,
            vi="chưa rõ số tiền" if money else f"chưa rõ số {vi}",
            en="unknown amount" if money else f"unknown number of {several}",
        )
    label = in_language(lang, vi=vi, en=one if value == 1 else several)
    return f"{write_number(value, qualifier, lang)} {label}"


def _below_its_noun(value: int | None, unit: FigureUnit, qualifier: Qualifier, lang: str) -> str:
    """Return a figure without the noun in the heading above it: a number, in Vietnamese with its counting word."""
    number = write_number(value, qualifier, lang)
    if value is None:
        return number
    return in_language(lang, vi=f"{number} {_COUNTERS.get(unit, '')}".rstrip(), en=number)


def write_number(value: int | None, qualifier: Qualifier, lang: str) -> str:
    """Return a figure without its unit, as a column shows it whose heading says what is counted.

    >>> write_number(1377, Qualifier.AT_LEAST, "vi"), write_number(None, Qualifier.UNKNOWN, "en")
    ('ít nhất 1.377', 'unknown')
    """
    if value is None:
        return in_language(lang, vi="chưa rõ", en="unknown")
    word_vi, word_en = _WORDS[qualifier]
    return in_language(lang, vi=word_vi, en=word_en) + format_int(value, lang)


def unit_label(unit: FigureUnit, lang: str) -> str:
    """Return what a unit is called, in English of several.

    >>> unit_label(FigureUnit.REPORT, "vi"), unit_label(FigureUnit.PERSON, "en")
    ('báo cáo', 'people')
    """
    need(FigureUnit, unit=unit)
    vi, _, several = _LABELS[unit]
    return in_language(lang, vi=vi, en=several)
