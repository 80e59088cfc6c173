"""Phần của bảng để đọc: cells, columns and lines of a `Grid`, and the marks that tie its notes to them.

A note goes with the cell or the column that it explains. Its mark is a small letter in brackets: `(1)` numbers a column
on Vietnamese forms and is a negative sum in accounts, `(*)` and `¹` are left out by screen readers.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from dlxh.words.bilingual import Lang, WordError, in_language
from dlxh.words.numbers import format_int
from dlxh.words.text import nfc

NOTHING: Final = "—"
"""Shown where there is nothing to show; a note says why."""
SHOWN: Final = 100
"""The lines of a table that a notebook shows; the rest is counted below them."""
_LETTERS: Final = 26
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})


class GridError(WordError):
    """A grid whose lines do not fit its columns, or a width or prefix that no writer can take."""


class CellKind(StrEnum):
    """Loại ô: how a cell is aligned, and what its value means to a spreadsheet or a chart.

    >>> CellKind("rate").is_number, CellKind("day").is_number
    (True, False)
    """

    TEXT = "text"
    NUMBER = "number"
    """A whole number."""
    DECIMAL = "decimal"
    """Ten-thousandths."""
    RATE = "rate"
    """Ten-thousandths of a whole, shown as a percentage."""
    MONEY = "money"
    """Whole đồng."""
    DAY = "day"

    @property
    def is_number(self) -> bool:
        """Whether cells are set to the right, so that digits of one weight are aligned."""
        return self not in {CellKind.TEXT, CellKind.DAY}


class LineKind(StrEnum):
    """Loại dòng: the part that a line plays in a table.

    >>> LineKind("total") is LineKind.TOTAL
    True
    """

    LINE = "line"
    GROUP = "group"
    """The head of a group: one cell across all columns, above its lines."""
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class GridCell:
    """The content of one place in a grid.

    Attributes:
        text: As it is read, in the language of the grid.
        value: The same for computing, as the kind says; None: there is nothing to compute with.
        notes: What has to be known of it; the same note at several cells is printed once.
        kind: Where it is another than that of its column.

    >>> GridCell("chưa rõ", notes=("sổ chưa có bảng báo cáo",)).value is None
    True
    """

    text: str
    value: int | date | None = None
    notes: tuple[str, ...] = ()
    kind: CellKind | None = None


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its head, what its cells hold, and the head above it that it shares with its neighbours.

    >>> GridColumn("thu hồi", CellKind.MONEY, group="số tiền").kind.is_number
    True
    """

    label: str
    kind: CellKind = CellKind.TEXT
    group: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line: one cell for each column, or one cell alone where it is the head of a group.

    Attributes:
        cells: Its cells.
        kind: What it is.
        level: How deep it lies below other lines; it is indented so far.

    >>> GridLine((GridCell("quý I/2024"),), LineKind.GROUP).level
    0
    """

    cells: tuple[GridCell, ...]
    kind: LineKind = LineKind.LINE
    level: int = 0


def marks_of(columns: Sequence[GridColumn], lines: Sequence[GridLine]) -> dict[str, str]:
    """Return the mark of each note, in the order in which a reader meets them.

    >>> marks_of([GridColumn("a", notes=("x",))], [GridLine((GridCell("1", notes=("y", "x")),))])
    {'x': '(a)', 'y': '(b)'}
    """
    marks: dict[str, str] = {}
    of_cells = (cell.notes for line in lines for cell in line.cells)
    for notes in (*(column.notes for column in columns), *of_cells):
        for note in notes:
            marks.setdefault(note, f"({_letters(len(marks))})")
    return marks


def _letters(place: int) -> str:
    """Return the letters a, b … z, then aa, ab and so on."""
    above, last = divmod(place, _LETTERS)
    return (_letters(above - 1) if above else "") + chr(ord("a") + last)


def heads_of(columns: Sequence[GridColumn]) -> list[tuple[str | None, int]]:
    """Return the heads above the columns, each with how many neighbours share it.

    >>> heads_of([GridColumn("a"), GridColumn("b", group="x"), GridColumn("c", group="x")])
    [(None, 1), ('x', 2)]
    """
    heads: list[tuple[str | None, int]] = []
    for column in columns:
        if heads and column.group is not None and heads[-1][0] == column.group:
            heads[-1] = (column.group, heads[-1][1] + 1)
        else:
            heads.append((column.group, 1))
    return heads


def show_on_one_line(text: str) -> str:
    r"""Return a text as one line: composed, line breaks as blanks, and without signs that turn or hide what is read.

    >>> show_on_one_line("Huyện\nA\x1b[31m\u202e")
    'Huyện A[31m'
    """
    if text.isprintable():
        return nfc(text)
    blanks = "".join(" " if sign in "\n\r\t\u2028\u2029" else sign for sign in nfc(text))
    return "".join(sign for sign in blanks if unicodedata.category(sign) not in _UNSEEN)


def note_on_rest(rest: int, lang: Lang, *, summed: bool = False) -> tuple[str, ...]:
    """Return the note that some lines are not shown; none where all are.

    Args:
        rest: How many lines are not shown.
        lang: The language.
        summed: Whether the table has sums, which are those of all lines.

    >>> note_on_rest(436, "vi"), note_on_rest(0, "vi")
    (('còn 436 dòng nữa không hiện ở đây',), ())
    """
    if rest <= 0:
        return ()
    number = format_int(rest, lang)
    note = in_language(
        lang, vi=f"còn {number} dòng nữa không hiện ở đây", en=f"{number} more lines are not shown here"
    )
    sums = in_language(lang, vi="; các dòng cộng tính cả các dòng ấy", en="; sums count them too")
    return (note + sums if summed else note,)


def capitalize(words: str) -> str:
    """Return words with a capital in front, as captions begin; the others stay as they are.

    >>> capitalize("báo cáo theo quý"), capitalize("")
    ('Báo cáo theo quý', '')
    """
    return words[:1].upper() + words[1:]


def join_words(words: Iterable[str], lang: Lang) -> str:
    """Return words as a list in a sentence.

    >>> join_words(["quý", "đơn vị", "kênh"], "vi"), join_words(["quarter", "unit"], "en")
    ('quý, đơn vị và kênh', 'quarter and unit')
    """
    *first, last = words
    link = in_language(lang, vi=" và ", en=" and ")
    return f"{', '.join(first)}{link}{last}" if first else last
