"""A grid: what people read, held against its columns; its marks and its notes."""

import pytest

from dlxh.words.bilingual import Lang, LangError
from dlxh.words.table import CellKind, Grid, GridCell, GridColumn, GridError, GridLine, LineKind
from dlxh.words.table_parts import marks_of, note_on_rest, show_on_one_line

COLUMNS = (GridColumn("đơn vị"), GridColumn("báo cáo", CellKind.NUMBER))


def line(*texts: str, kind: LineKind = LineKind.LINE, level: int = 0) -> GridLine:
    """Return a line of plain cells."""
    return GridLine(tuple(GridCell(text) for text in texts), kind, level)


def grid(*lines: GridLine, lang: Lang = "vi", notes: tuple[str, ...] = ()) -> Grid:
    """Return a grid of two columns."""
    return Grid("Báo cáo theo đơn vị", COLUMNS, lines, lang, notes)


@pytest.mark.parametrize("wrong", [line("x1"), line("x1", "2", "3"), line("x1", "2", kind=LineKind.GROUP)])
def test_every_line_fits_its_columns(wrong: GridLine) -> None:
    """A line with a cell too many or too few is refused, and so is a group's head that is not one cell; the line is named."""
    with pytest.raises(GridError, match="line 2"):
        grid(line("x0", "1"), wrong)


def test_lines_are_named_by_columns_that_there_are() -> None:
    """More heads than columns, and none at all, are refused; so is a language that nobody speaks."""
    for heads in (0, 3):
        with pytest.raises(GridError, match=f"{heads}"):
            Grid("", COLUMNS, (), "vi", heads=heads)
    with pytest.raises(LangError):
        Grid("", COLUMNS, (), "fr")  # type: ignore[arg-type] # what a caller may still give


def test_a_note_has_one_mark_wherever_it_stands() -> None:
    """Marks are letters in the order in which they are met, columns first; a note at several cells is one note."""
    columns = (GridColumn("a", notes=("of the column",)),)
    lines = [GridLine((GridCell("", notes=(note,)),)) for note in ("of a cell", "of the column", "another")]

    assert marks_of(columns, lines) == {"of the column": "(a)", "of a cell": "(b)", "another": "(c)"}


def test_there_are_marks_for_any_number_of_notes() -> None:
    """After (z) comes (aa): no two notes share a mark."""
    lines = [GridLine((GridCell("", notes=tuple(str(number) for number in range(800))),))]
    marks = list(marks_of((), lines).values())

    assert (marks[25], marks[26], marks[51], marks[52]) == ("(z)", "(aa)", "(az)", "(ba)")
    assert len(set(marks)) == 800


def test_nothing_in_a_text_turns_hides_or_ends_a_line() -> None:
    """Breaks become blanks; signs that steer a terminal or turn the direction of reading go; letters are composed."""
    assert show_on_one_line("Đắk\r\nLắk\x1b[2J\u202e\u200b") == "Đắk  Lắk[2J"
    assert len(show_on_one_line("Đ\u0061\u0306\u0301k")) == 3


@pytest.mark.parametrize(("lang", "words"), [("vi", "1.200 dòng nữa"), ("en", "1,200 more lines")])
def test_what_is_not_shown_is_counted(lang: Lang, words: str) -> None:
    """The note on lines that are not shown says how many, and that sums count them where there are sums."""
    (plain,) = note_on_rest(1200, lang)
    (summed,) = note_on_rest(1200, lang, summed=True)

    assert words in plain
    assert summed.startswith(plain)
    assert summed != plain
