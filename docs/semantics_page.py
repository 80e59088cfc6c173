"""Trang nghĩa của ngôn ngữ: the lines of `semantics` as small tables in both languages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from dlxh.words.bilingual import Lang, in_language
from docs.semantics import LINES, SILENT, Line

_TITLES: Final = {
    "nulls": ("Ô trống", "Null"),
    "truths": ("Đúng, sai, trống", "True, false, null"),
    "choices": ("Chọn giá trị", "Choices"),
    "texts": ("Chữ", "Texts"),
    "numbers": ("Số nguyên", "Whole numbers"),
    "days": ("Ngày và thời điểm", "Days and instants"),
    "references": ("Dòng được tham chiếu", "References"),
    "sets": ("Tập dòng", "Sets of rows"),
    "previous": ("Dòng trước", "The row before"),
    "findings": ("Phát hiện", "Findings"),
}


def semantics(lang: Lang) -> str:
    """Return every line with the rows that show it, by its subject.

    >>> "### Null {#means-nulls}" in semantics("en")
    True
    """
    parts = []
    for name, lines in LINES.items():
        vi, en = _TITLES[name]
        parts += [
            f"### {in_language(lang, vi=vi, en=en)} {{#means-{name}}}",
            *(_shown(line, lang) for line in lines),
        ]
    return "\n\n".join(parts) + "\n"


def _shown(line: Line, lang: Lang) -> str:
    named = "".join(f"`{name} = {written}`; " for name, written in line.sets.items())
    answers = [_cell(answer, lang) for answer in line.answers]
    first, *others = line.rows
    parts = [
        f"{in_language(lang, vi=line.vi, en=line.en)} {named}`{line.written}`",
        _table(line.rows[first], answers, first, lang),
    ]
    parts += [_table(line.rows[name], None, name, lang) for name in others]
    return "\n\n".join(parts)


def _table(rows: Sequence[Mapping[str, Any]], answers: Sequence[str] | None, name: str, lang: Lang) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    head = [f"{name}.{column}" for column in columns]
    body = [[_cell(row.get(column), lang) for column in columns] for row in rows]
    if answers is not None:
        head.append(in_language(lang, vi="trả lời", en="answer"))
        body = [[*cells, answer] for cells, answer in zip(body, answers, strict=True)]
    return "\n".join([_row(head), "|" + "---|" * len(head), *map(_row, body)])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cell(value: object, lang: Lang) -> str:
    if value is SILENT:
        return in_language(lang, vi="không kết luận", en="undecided")
    if value is None:
        return in_language(lang, vi="(trống)", en="(null)")
    if isinstance(value, bool):
        return in_language(lang, vi="đúng" if value else "sai", en=str(value).lower())
    if isinstance(value, tuple):
        none = in_language(lang, vi="không có phát hiện", en="no finding")
        return ", ".join(f"`{evidence}`" for evidence in value) or none
    if isinstance(value, str):
        return f"`{value!r}`"
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else str(value)
