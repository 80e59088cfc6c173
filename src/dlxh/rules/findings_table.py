"""Bảng phát hiện: a `Grid` of findings: place, code, severity, what is at fault and what to do."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from dlxh.rules.engine.batch import Batch
from dlxh.rules.findings_text import count_in_words, first_findings, name_open, name_place, sentence_and_cure
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.table import Grid, GridCell, GridColumn, GridLine
from dlxh.words.table_parts import note_on_rest

if TYPE_CHECKING:
    from dlxh.rules.findings import Findings

_HEADS: Final = (
    ("chỗ", "place"),
    ("mã", "code"),
    ("mức độ", "severity"),
    ("phát hiện", "finding"),
    ("cách sửa", "cure"),
)


def findings_table(
    findings: "Findings", batches: Sequence[Batch], places: Mapping[str, str], lang: Lang, limit: int | None
) -> Grid:
    """Return the table of what a check found; `Findings.table` calls it.

    Args:
        findings: What was found.
        batches: Its findings, with their places.
        places: The file of each table.
        lang: `vi` or `en`.
        limit: The most findings that are listed; None: all are.
    """
    chosen = first_findings(batches, places, limit)
    lines = []
    for each in chosen:
        sentence, cure = sentence_and_cure(each, lang)
        texts = (name_place(each, lang), each.code, each.severity.label(lang), sentence, cure)
        lines.append(GridLine(tuple(GridCell(text) for text in texts)))
    columns = tuple(GridColumn(in_language(lang, vi=vi, en=en)) for vi, en in _HEADS)
    title = in_language(lang, vi="Kết quả kiểm tra", en="What was found")
    notes = (*note_on_rest(len(findings) - len(chosen), lang), *name_open(findings, lang))
    return Grid(f"{title}, {count_in_words(findings, lang)}", columns, tuple(lines), lang, notes, heads=2)
