"""Bảng để đọc: one neutral table for people, which writers turn into text and HTML, and later into office files.

In code it is a `Grid`: `Tables` are records in columns, a `Sheet` is a sum of lines of pay, and neither is meant here. It
holds texts of one language with the values behind them, knows no frame and no register, and is filled by what it shows:
results, comparisons, findings, ledgers and lines of pay each have `.table(lang)`.
"""

from dataclasses import dataclass

from dlxh.words.bilingual import Lang, in_language
from dlxh.words.given import need, need_text, several
from dlxh.words.table_html import write_html
from dlxh.words.table_parts import CellKind, GridCell, GridColumn, GridError, GridLine, LineKind
from dlxh.words.table_text import write_text

__all__ = ["CellKind", "Grid", "GridCell", "GridColumn", "GridError", "GridLine", "LineKind"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Bảng để đọc: a caption, columns, lines and notes.

    Attributes:
        caption: What the table shows; it is read out before it.
        columns: The columns.
        lines: The lines, in the order in which they are read.
        lang: The language of all its texts.
        notes: What has to be known of the table as a whole. What explains one figure goes with its cell.
        heads: How many columns in front identify a line; the others describe it.

    Raises:
        GridError: a line has more or fewer cells than there are columns; the head of a group has not one cell; there are
            fewer columns than heads.

    >>> unknown = GridCell("chưa rõ", notes=("sổ chưa có báo cáo của tháng này",))
    >>> grid = Grid(
    ...     "Báo cáo theo tháng",
    ...     (GridColumn("tháng"), GridColumn("báo cáo", CellKind.NUMBER)),
    ...     (
    ...         GridLine((GridCell("tháng 6/2024"), GridCell("29", 29))),
    ...         GridLine((GridCell("tháng 7/2024"), unknown)),
    ...     ),
    ...     "vi",
    ... )
    >>> print(grid.to_text())
    Báo cáo theo tháng
    ─────────────────────────
    tháng         báo cáo
    ─────────────────────────
    tháng 6/2024       29
    tháng 7/2024  chưa rõ (a)
    ─────────────────────────
    (a) sổ chưa có báo cáo của tháng này
    """

    caption: str
    columns: tuple[GridColumn, ...]
    lines: tuple[GridLine, ...]
    lang: Lang
    notes: tuple[str, ...] = ()
    heads: int = 1

    def __post_init__(self) -> None:
        """Hold every line against the columns, so that no writer has to guess where a figure belongs."""
        need_text(caption=self.caption)
        in_language(self.lang, vi="", en="")
        need(int, heads=self.heads)
        for name, kind in (("columns", GridColumn), ("lines", GridLine), ("notes", str)):
            object.__setattr__(self, name, several(name, getattr(self, name), kind))
        if not 1 <= self.heads <= len(self.columns):
            raise GridError(
                vi=f"bảng có {len(self.columns)} cột, không thể lấy {self.heads} cột đầu làm tên dòng",
                en=f"the table has {len(self.columns)} columns, and {self.heads} of them cannot be line names",
            )
        for place, line in enumerate(self.lines, start=1):
            wanted = 1 if line.kind is LineKind.GROUP else len(self.columns)
            if len(line.cells) != wanted:
                raise GridError(
                    vi=f"dòng {place} ({line.kind}) có {len(line.cells)} ô, cần {wanted}",
                    en=f"line {place} ({line.kind}) has {len(line.cells)} cells and needs {wanted}",
                )

    def to_text(self, *, width: int | None = None, ascii_only: bool = False) -> str:
        """Return the table for a terminal, a log or a letter in letters of one width.

        Args:
            width: Wrap texts so that no line is wider, as far as figures, which are never cut, leave room; None: only
                heads are wrapped.
            ascii_only: Draw rules by hyphens, for what cannot show others.

        Raises:
            GridError: the width is not a number from 20 on.
        """
        need(bool, ascii_only=ascii_only)
        return write_text(self, width=width, ascii_only=ascii_only)

    def to_html(self, *, prefix: str | None = None, css: bool = True) -> str:
        """Return the table for a page: no script, nothing from outside, every text escaped.

        Colours are those of the page around it, so that it reads in light and dark. Heads of columns, groups and lines
        are marked as what they are, and each mark leads to its note.

        Args:
            prefix: What ids begin with; None: made from the content, so that only equal tables have equal ids.
            css: Whether the few styles are put in front; a page with its own styles for `.dlxh-grid` leaves them out.

        Raises:
            GridError: the prefix is not an id.
        """
        need(bool, css=css)
        return write_html(self, prefix=prefix, css=css)

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        return self.to_html()
