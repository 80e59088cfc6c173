"""Bảng trên trang: a `Grid` as HTML that a screen reader can walk through, in light and in dark.

Colours come from the page: lines and shades are a grey that shows on white and on black, and letters keep the page's own.
"""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

from dlxh.words.bilingual import in_language, quote
from dlxh.words.table_parts import (
    CellKind,
    GridColumn,
    GridError,
    GridLine,
    LineKind,
    heads_of,
    marks_of,
    show_on_one_line,
)

if TYPE_CHECKING:
    from dlxh.words.table import Grid

_PREFIX: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}\Z")
_CSS: Final = """\
.dlxh-grid{overflow-x:auto;color:inherit;font-variant-numeric:tabular-nums lining-nums}
.dlxh-grid.dlxh-grid table{border-collapse:collapse;margin:0;color:inherit;background:none}
.dlxh-grid.dlxh-grid table caption{text-align:left;font-weight:bold;padding:.3em .5em;color:inherit;caption-side:top}
.dlxh-grid.dlxh-grid table th,.dlxh-grid.dlxh-grid table td{border:1px solid rgba(128,128,128,.55);padding:.25em .6em;\
text-align:left;vertical-align:top;color:inherit;background:none;max-width:40em;white-space:normal}
.dlxh-grid.dlxh-grid table thead th{vertical-align:bottom;background:rgba(128,128,128,.16)}
.dlxh-grid.dlxh-grid table th[scope=colgroup]{text-align:center}
.dlxh-grid.dlxh-grid table tr:not([class]) th[scope=row]{font-weight:normal}
.dlxh-grid.dlxh-grid table .n{text-align:right}
.dlxh-grid.dlxh-grid table td.n{white-space:nowrap}
.dlxh-grid.dlxh-grid table tr.group th,.dlxh-grid.dlxh-grid table tr.subtotal>*,.dlxh-grid.dlxh-grid table tr.total>*{font-weight:bold;\
background:rgba(128,128,128,.1)}
.dlxh-grid.dlxh-grid table tr.total>*{border-top-width:2px}
.dlxh-grid sup{font-size:.8em;line-height:0}
.dlxh-grid a{color:inherit}
.dlxh-grid p{margin:.3em .5em;font-size:.9em;max-width:60em}
"""
"""The class is given twice so that a selector is stronger than what notebooks say of every table."""


def write_html(grid: "Grid", *, prefix: str | None, css: bool) -> str:
    """Return a grid as HTML; `Grid.to_html` calls it."""
    if not _is_prefix(prefix):
        raise GridError(
            vi=f"prefix cần bắt đầu bằng chữ cái, chỉ gồm chữ không dấu, số, - và _, không phải {quote(prefix)}",
            en=f"prefix has to begin with a letter and contain only ASCII letters, digits, - and _, not {quote(prefix)}",
        )
    name = prefix or f"dlxh-{sha256(repr(grid).encode()).hexdigest()[:12]}"
    marks = _Marks(grid, name)
    styles = f"<style>\n{_CSS}</style>\n" if css else ""
    caption = f'<caption id="{name}-caption">{_text(grid.caption)}</caption>\n'
    columns = "".join(f'<colgroup span="{span}"></colgroup>' for _, span in heads_of(grid.columns))
    body = "".join(_bodies(grid, marks))
    return (
        f'<div class="dlxh-grid" lang="{grid.lang}" role="region" aria-labelledby="{name}-caption" tabindex="0">\n'
        f"{styles}<table>\n{caption}{columns}\n<thead>\n{_head(grid.columns, marks)}</thead>\n{body}</table>\n"
        f"{''.join(marks.notes())}</div>"
    )


def _is_prefix(prefix: object) -> bool:
    return prefix is None or (isinstance(prefix, str) and _PREFIX.match(prefix) is not None)


class _Marks:
    """The notes of a grid, each with its mark and the id by which the mark leads to it."""

    def __init__(self, grid: "Grid", name: str) -> None:
        self._marks = marks_of(grid.columns, grid.lines)
        self._ids = {note: f"{name}-{mark[1:-1]}" for note, mark in self._marks.items()}
        self._more = grid.notes
        self._lang = grid.lang

    def links_to(self, notes: Sequence[str]) -> str:
        """Return links for the marks behind a text; read out, each says the note that it leads to."""
        links = " ".join(
            f'<a href="#{self._ids[note]}" role="doc-noteref" aria-describedby="{self._ids[note]}">'
            f"{self._marks[note]}</a>"
            for note in notes
        )
        return f" <sup>{links}</sup>" if links else ""

    def notes(self) -> Iterator[str]:
        """Yield the notes below the table."""
        heading = in_language(self._lang, vi="Ghi chú", en="Notes")
        if self._marks or self._more:
            yield f'<div role="note" aria-label="{heading}">\n'
            for note, mark in self._marks.items():
                yield f'<p>{mark} <span id="{self._ids[note]}">{_text(note)}</span></p>\n'
            for note in self._more:
                yield f"<p>{_text(note)}</p>\n"
            yield "</div>\n"


def _text(text: str) -> str:
    return escape(show_on_one_line(text))


def _number(kind: CellKind) -> str:
    return ' class="n"' if kind.is_number else ""


def _head(columns: Sequence[GridColumn], marks: _Marks) -> str:
    """Return the heads: one row, or two where columns share a head, which then spans them."""
    if all(column.group is None for column in columns):
        return f"<tr>{''.join(_column(column, marks) for column in columns)}</tr>\n"
    above, below = [], []
    rest = iter(columns)
    for label, span in heads_of(columns):
        inside = list(islice(rest, span))
        if label is None:
            above.append(_column(inside[0], marks, ' rowspan="2"'))
        else:
            above.append(f'<th scope="colgroup" colspan="{span}">{_text(label)}</th>')
            below += [_column(column, marks) for column in inside]
    return f"<tr>{''.join(above)}</tr>\n<tr>{''.join(below)}</tr>\n"


def _column(column: GridColumn, marks: _Marks, more: str = "") -> str:
    text = f"{_text(column.label)}{marks.links_to(column.notes)}"
    return f'<th scope="col"{more}{_number(column.kind)}>{text}</th>'


def _bodies(grid: "Grid", marks: _Marks) -> Iterator[str]:
    """Yield the lines; each group and the total have a `tbody`.

    The total is not a `tfoot`: browsers print that on every page, and a page would then end in the sum of all pages.
    """
    opened = False
    for line in grid.lines:
        if not opened or line.kind in {LineKind.GROUP, LineKind.TOTAL}:
            yield "</tbody>\n<tbody>\n" if opened else "<tbody>\n"
            opened = True
        yield (
            _group(line, len(grid.columns), marks)
            if line.kind is LineKind.GROUP
            else _line(grid, line, marks)
        )
    yield "</tbody>\n" if opened else ""


def _group(line: GridLine, span: int, marks: _Marks) -> str:
    cell = line.cells[0]
    text = f"{_text(cell.text)}{marks.links_to(cell.notes)}"
    return f'<tr class="group"><th scope="rowgroup" colspan="{span}"{_indent(line)}>{text}</th></tr>\n'


def _line(grid: "Grid", line: GridLine, marks: _Marks) -> str:
    cells = []
    for place, (column, cell) in enumerate(zip(grid.columns, line.cells, strict=True)):
        text = f"{_text(cell.text)}{marks.links_to(cell.notes)}"
        indent = "" if place else _indent(line)
        kind = _number(cell.kind or column.kind)
        is_head = place < grid.heads
        cells.append(f'<th scope="row"{kind}{indent}>{text}</th>' if is_head else f"<td{kind}>{text}</td>")
    name = "" if line.kind is LineKind.LINE else f' class="{line.kind}"'
    return f"<tr{name}>{''.join(cells)}</tr>\n"


def _indent(line: GridLine) -> str:
    return f' style="padding-left:{line.level * 1.5 + 0.6:.1f}em"' if line.level else ""
