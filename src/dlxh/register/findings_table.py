"""Bảng phát hiện: a `Grid` of findings: place, code, severity, what is at fault and what to do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dlxh.register.finding import Finding
from dlxh.register.findings_text import count_in_words, name_place, sentence_and_cure
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.table import Grid, GridCell, GridColumn, GridLine
from dlxh.words.table_parts import note_on_rest

if TYPE_CHECKING:
    from dlxh.register.findings import Findings

_HEADS: Final = (
    ("chỗ", "place"),
    ("mã", "code"),
    ("mức độ", "severity"),
    ("phát hiện", "finding"),
    ("cách sửa", "cure"),
)


def findings_table(findings: "Findings", chosen: Sequence[Finding], lang: Lang) -> Grid:
    """Return the table of what was found; `Findings.table` calls it.

    Args:
        findings: What was found.
        chosen: Those of them that are listed.
        lang: `vi` or `en`.
    """
    lines = []
    for each in chosen:
        sentence, cure = sentence_and_cure(each, lang)
        texts = (name_place(each, lang), each.code, each.severity.label(lang), sentence, cure)
        lines.append(GridLine(tuple(GridCell(text) for text in texts)))
    columns = tuple(GridColumn(in_language(lang, vi=vi, en=en)) for vi, en in _HEADS)
    title = in_language(lang, vi=findings.TITLE[0], en=findings.TITLE[1])
    notes = (*note_on_rest(len(findings) - len(chosen), lang), *findings.name_open(lang))
    return Grid(f"{title}, {count_in_words(findings, lang)}", columns, tuple(lines), lang, notes, heads=2)
