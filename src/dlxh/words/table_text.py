"""Bảng bằng chữ: a `Grid` as lines of text, for letters of one width.

Widths are those that a terminal shows: a Vietnamese letter with all its marks is one column wide, composed or not, and a
wide sign of East Asia two.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlxh.words.bilingual import quote
from dlxh.words.table_parts import (
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

NARROWEST: Final = 20
"""The least width that a table can be asked to keep."""
_GAP: Final = "  "
_INDENT: Final = "  "
_HEAD: Final = 16
"""A head is broken into lines of this width where the cells below it need less."""
_LONG: Final = 12
"""A longer word may be cut where a table is to be narrower."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell as it is shown: its text, and the marks that hang behind it, so that digits stay below digits."""

    text: str
    marks: str = ""


@dataclass(slots=True)
class _Room:
    """How wide a column is, and what of it is for marks."""

    text: int
    marks: int
    is_number: bool
    least: int
    """How narrow it may become: its longest word, as long as that is not a long word."""

    @property
    def whole(self) -> int:
        """The width of both."""
        return self.text + (self.marks + 1 if self.marks else 0)


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> import unicodedata
    >>> (
    ...     display_width("Đắk Lắk"),
    ...     display_width(unicodedata.normalize("NFD", "Đắk Lắk")),
    ...     display_width("ＧＬ"),
    ... )
    (7, 7, 4)
    """
    if text.isascii():
        return len(text)
    return sum(_width_of(sign) for sign in text)


def _width_of(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines no wider than this, broken between words; a word that is wider is cut.

    >>> wrap("chưa có hợp đồng", 9), wrap("GL-BC-0001", 6)
    (['chưa có', 'hợp đồng'], ['GL-BC-', '0001'])
    """
    lines: list[str] = []
    here = ""
    for word in text.split(" "):
        rest = word
        if here and display_width(here) + 1 + display_width(word) <= width:
            here = f"{here} {word}"
            continue
        if here:
            lines.append(here)
        while display_width(rest) > width:
            taken = _as_wide(rest, width)
            lines.append(rest[:taken])
            rest = rest[taken:]
        here = rest
    return [*lines, here] if here or not lines else lines


def _as_wide(text: str, width: int) -> int:
    """Return how many signs of a text fit; at least one."""
    taken = room = 0
    while taken < len(text) and room + _width_of(text[taken]) <= width:
        room += _width_of(text[taken])
        taken += 1
    return max(taken, 1)


def write_text(grid: "Grid", *, width: int | None, ascii_only: bool) -> str:
    """Return a grid as text; `Grid.to_text` calls it."""
    if not _is_width(width):
        raise GridError(
            vi=f"width cần là số nguyên từ {NARROWEST} trở lên, không phải {quote(width)}",
            en=f"width has to be a whole number from {NARROWEST} on, not {quote(width)}",
        )
    marks = marks_of(grid.columns, grid.lines)
    heads = [_text_with_notes(column.label, column.notes, marks) for column in grid.columns]
    body = [_cells(line, grid.columns, marks) for line in grid.lines]
    rooms = _rooms(grid, heads, body)
    if width is not None:
        _shrink(rooms, width)
    whole = sum(room.whole for room in rooms) + len(_GAP) * (len(rooms) - 1)
    rule = ("-" if ascii_only else "─") * whole
    caption = show_on_one_line(grid.caption)
    rows = [*(wrap(caption, width) if width else [caption]), rule]
    rows += [*_group_heads(grid.columns, rooms, rule), *_head_lines(heads, rooms), rule]
    for line, cells in zip(grid.lines, body, strict=True):
        rows += [rule] if line.kind is LineKind.TOTAL and rows[-1] != rule else []
        rows += wrap(cells[0].text, whole) if line.kind is LineKind.GROUP else _lines_of(cells, rooms)
    rows.append(rule)
    for note, mark in [*((note, mark) for note, mark in marks.items()), *((note, "") for note in grid.notes)]:
        rows += _hanging(mark, show_on_one_line(note), width)
    return "\n".join(line.rstrip() for line in rows)


def _is_width(width: object) -> bool:
    return width is None or (isinstance(width, int) and width >= NARROWEST)


def _text_with_notes(text: str, notes: Sequence[str], marks: dict[str, str]) -> _Shown:
    return _Shown(show_on_one_line(text), " ".join(marks[note] for note in notes))


def _cells(line: GridLine, columns: Sequence[GridColumn], marks: dict[str, str]) -> list[_Shown]:
    """Return the cells of a line; behind a text its marks are a part of it, and wrapped with it."""
    cells = [_text_with_notes(cell.text, cell.notes, marks) for cell in line.cells]
    cells[0] = _Shown(f"{_INDENT * line.level}{cells[0].text}", cells[0].marks)
    numbers = [column.kind.is_number and line.kind is not LineKind.GROUP for column in columns]
    return [
        cell if is_number else _Shown(f"{cell.text} {cell.marks}".rstrip())
        for cell, is_number in zip(cells, numbers, strict=False)
    ]


def _rooms(grid: "Grid", heads: Sequence[_Shown], body: Sequence[Sequence[_Shown]]) -> list[_Room]:
    """Return the width of each column: of its cells, of the longest word of its head, and of the head above it."""
    rooms = []
    filled = [cells for line, cells in zip(grid.lines, body, strict=True) if line.kind is not LineKind.GROUP]
    for place, (column, head) in enumerate(zip(grid.columns, heads, strict=True)):
        words = _longest_word(f"{head.text} {head.marks}")
        wanted = max(words, min(display_width(f"{head.text} {head.marks}".rstrip()), _HEAD))
        text = max((display_width(cells[place].text) for cells in filled), default=0)
        marks = max((display_width(cells[place].marks) for cells in filled), default=0)
        longest = max((_longest_word(cells[place].text) for cells in filled), default=0)
        room = _Room(text, marks, column.kind.is_number, max(words, min(longest, _LONG)))
        room.text += max(0, wanted - room.whole)
        rooms.append(room)
    place = 0
    for label, span in heads_of(grid.columns):
        inside = sum(room.whole for room in rooms[place : place + span]) + len(_GAP) * (span - 1)
        rooms[place + span - 1].text += max(0, _longest_word(label or "") - inside)
        place += span
    return rooms


def _longest_word(text: str) -> int:
    """Return the width of the longest word, with the blanks by which its text is indented."""
    bare = text.lstrip(" ")
    return len(text) - len(bare) + max(display_width(word) for word in bare.split(" "))


def _shrink(rooms: Sequence[_Room], width: int) -> None:
    """Narrow the widest texts until the table fits, or none is left to narrow; figures keep their width."""
    over = sum(room.whole for room in rooms) + len(_GAP) * (len(rooms) - 1) - width
    while over > 0 and (texts := [room for room in rooms if not room.is_number and room.text > room.least]):
        max(texts, key=lambda room: room.text).text -= 1
        over -= 1


def _group_heads(columns: Sequence[GridColumn], rooms: Sequence[_Room], rule: str) -> Iterator[str]:
    """Yield the heads that columns share, each above a rule; nothing where there are none."""
    if all(column.group is None for column in columns):
        return
    place, heads = 0, []
    for label, span in heads_of(columns):
        whole = sum(room.whole for room in rooms[place : place + span]) + len(_GAP) * (span - 1)
        heads.append((wrap(show_on_one_line(label or ""), whole), whole, label is not None))
        place += span
    tallest = max(len(lines) for lines, _, _ in heads)
    for row in range(tallest):
        yield _GAP.join(_center(lines, row - (tallest - len(lines)), whole) for lines, whole, _ in heads)
    yield _GAP.join((rule[0] if is_head else " ") * whole for _, whole, is_head in heads)


def _center(lines: Sequence[str], row: int, whole: int) -> str:
    text = lines[row] if row >= 0 else ""
    free = whole - display_width(text)
    return f"{' ' * (free // 2)}{text}{' ' * (free - free // 2)}"


def _head_lines(heads: Sequence[_Shown], rooms: Sequence[_Room]) -> Iterator[str]:
    """Yield the heads, which end right above the rule however many lines each needs."""
    wrapped = [
        wrap(f"{head.text} {head.marks}".rstrip(), room.whole)
        for head, room in zip(heads, rooms, strict=True)
    ]
    tallest = max(len(lines) for lines in wrapped)
    widest = [max(display_width(line) for line in lines) for lines in wrapped]
    for row in range(tallest):
        cells = []
        for lines, room, width in zip(wrapped, rooms, widest, strict=True):
            at = row - (tallest - len(lines))
            above = room.text if width <= room.text else room.whole  # right above the figures, if it fits
            text = _align(lines[at] if at >= 0 else "", above, is_number=room.is_number)
            cells.append(_align(text, room.whole, is_number=False))
        yield _GAP.join(cells)


def _lines_of(cells: Sequence[_Shown], rooms: Sequence[_Room]) -> Iterator[str]:
    """Yield a line of the table, in as many lines as its longest text needs; marks follow the first."""
    wrapped = [
        [cell.text] if room.is_number else _wrap(cell.text, room.text)
        for cell, room in zip(cells, rooms, strict=True)
    ]
    for row in range(max(len(lines) for lines in wrapped)):
        parts = []
        for cell, lines, room in zip(cells, wrapped, rooms, strict=True):
            text = _align(lines[row] if row < len(lines) else "", room.text, is_number=room.is_number)
            marks = (
                f" {_align(cell.marks if row == 0 else '', room.marks, is_number=False)}"
                if room.marks
                else ""
            )
            parts.append(text + marks)
        yield _GAP.join(parts)


def _wrap(text: str, width: int) -> list[str]:
    """Return a text in lines that are all indented as the first is."""
    bare = text.lstrip(" ")
    indent = text[: len(text) - len(bare)]
    return [indent + line for line in wrap(bare, max(1, width - len(indent)))]


def _align(text: str, width: int, *, is_number: bool) -> str:
    blanks = " " * (width - display_width(text))
    return blanks + text if is_number else text + blanks


def _hanging(mark: str, note: str, width: int | None) -> list[str]:
    """Return a note below the table, its further lines below its first word."""
    front = f"{mark} " if mark else ""
    lines = [note] if width is None else wrap(note, width - len(front))
    return [f"{front}{lines[0]}", *(" " * len(front) + line for line in lines[1:])]
