"""Phát hiện để đọc: findings as a text for people, and as rows of text for a file of a spreadsheet."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dlxh.register.finding import Finding
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.numbers import format_int

if TYPE_CHECKING:
    from dlxh.register.findings import Findings

_HEADS: Final = (
    *(
        ("mã", "code"),
        ("mức độ", "severity"),
        ("bảng", "table"),
        ("bản ghi", "record"),
        ("mạng lưới", "network"),
    ),
    *(("trường", "field"), ("chỗ", "place"), ("dòng thứ", "row_number"), ("bằng chứng", "evidence")),
    *(("lý do mức độ", "reason"), ("phát hiện", "message"), ("cách sửa", "cure")),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet begins a formula with, also in its wide letters; a line break in front may be left out by one."""


def csv_rows(findings: "Findings", lang: Lang) -> Iterator[tuple[str, ...]]:
    """Yield the head, and a row of text for each finding."""
    yield tuple(in_language(lang, vi=vi, en=en) for vi, en in _HEADS)
    for each in findings:
        place, number = ("" if given is None else str(given) for given in (each.place, each.row_number))
        texts = (each.code, each.severity.label(lang), each.table, each.record, each.network, each.field)
        lines = (each.reason, *sentence_and_cure(each, lang))
        yield tuple(_as_text(text or "") for text in (*texts, place, number, " ".join(each.evidence), *lines))


def _as_text(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute: a file may be called as a formula is written."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def text_of(findings: "Findings", chosen: Sequence[Finding], lang: Lang) -> str:
    """Return what was found for reading, with what could not be judged in front.

    Args:
        findings: What was found.
        chosen: Those of them that are listed, in order.
        lang: `vi` or `en`.
    """
    lines = [count_in_words(findings, lang), *findings.name_open(lang)]
    for place, group in groupby(chosen, key=lambda each: name_place(each, lang)):
        lines += ["", place]
        for each in group:
            sentence, cure = sentence_and_cure(each, lang)
            lines.append(f"  {each.code} ({each.severity.label(lang)}): {sentence}")
            if cure:
                lines.append(in_language(lang, vi=f"    cách sửa: {cure}", en=f"    cure: {cure}"))
    if rest := len(findings) - len(chosen):
        more = in_language(
            lang,
            vi=f"… và {format_int(rest, 'vi')} phát hiện nữa",
            en=f"… and {plural(rest, 'more finding')}",
        )
        lines += ["", more]
    return "\n".join(lines)


def sentence_and_cure(finding: Finding, lang: Lang) -> tuple[str, str]:
    """Return what is at fault and what to do, each by itself; the second may be empty."""
    cure = finding.cure(lang)
    return finding.message(lang).removesuffix(f"; {cure}"), cure


def count_in_words(findings: "Findings", lang: Lang) -> str:
    """Return the day of the records and how many errors and warnings there are."""
    counts = findings.counts("severity")
    errors, warnings = counts.get("error", 0), counts.get("warning", 0)
    vi = ", ".join(
        f"{format_int(number, 'vi')} {noun}"
        for number, noun in ((errors, "lỗi"), (warnings, "cảnh báo"))
        if number
    )
    en = ", ".join(
        plural(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number
    )
    found = in_language(lang, vi=vi or "không có phát hiện", en=en or "nothing found")
    if findings.as_of is None:
        return found
    day = write_day(findings.as_of, lang)
    return in_language(lang, vi=f"số liệu đến ngày {day}: {found}", en=f"as of {day}: {found}")


def plural(number: int, noun: str) -> str:
    """Return an English noun with its number.

    >>> plural(1, "row"), plural(2998, "row")
    ('1 row', '2,998 rows')
    """
    return f"{format_int(number, 'en')} {noun}{'' if number == 1 else 's'}"


def name_place(finding: Finding, lang: Lang) -> str:
    """Return where a fault is: file and line, or table and row, or record and pointer."""
    if finding.place is not None:
        return str(finding.place)
    table, _ = finding.name_place(lang)
    if finding.row_number is not None:
        number = finding.row_number
        return in_language(lang, vi=f"bảng {table}, dòng thứ {number}", en=f"table {table}, row no. {number}")
    if finding.root is not None and finding.pointer is not None:
        named = f"{finding.root} {finding.pointer}".rstrip()
        return in_language(lang, vi=f"bản ghi {named}", en=f"record {named}")
    return in_language(lang, vi=f"bảng {table}", en=f"table {table}")
