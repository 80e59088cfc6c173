"""A grid as text: widths that a terminal shows, figures below figures, notes below the table."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.table import CellKind, Grid, GridCell, GridColumn, GridError, GridLine, LineKind
from dlxh.words.table_text import display_width, wrap
from tests.words.test_table import grid, line

WORDS = st.text("aắđ Ｗ-", max_size=40)


@given(WORDS)
def test_a_width_is_what_is_seen(text: str) -> None:
    """Composed and decomposed letters are equally wide, wide signs twice as wide, and what is not seen adds nothing."""
    plain = sum(2 if sign == "Ｗ" else 1 for sign in text)

    assert display_width(text) == display_width(unicodedata.normalize("NFD", text)) == plain
    assert display_width(f"{text}\u200b") == plain


def test_marks_on_letters_take_no_room() -> None:
    """Each sign of a decomposed name is not wider than the letter that it is a part of."""
    assert display_width("Đa\u0306\u0301k") == 3


@given(WORDS, st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    """Whatever is wrapped keeps every letter in order, and no line is wider than asked for."""
    lines = wrap(text, width)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(each) <= width for each in lines)


@given(st.lists(st.tuples(WORDS, st.integers(-(10**9), 10**9)), min_size=1, max_size=8))
def test_figures_end_below_each_other(rows: list[tuple[str, int]]) -> None:
    """Whatever the names are, the last digit of each figure is in one column of the terminal."""
    text = grid(*(line(f"x{name}", str(number)) for name, number in rows)).to_text()
    body = text.split("\n")[4:-1]

    assert len({display_width(each) for each in body}) == 1
    assert [int(each.split()[-1]) for each in body] == [number for _, number in rows]


def test_a_mark_does_not_push_a_figure_aside() -> None:
    """Figures with and without marks have their digits below each other; the mark hangs behind, and its note is below."""
    partial = GridCell("ít nhất 33", notes=("còn thiếu",))
    text = grid(GridLine((GridCell("x1"), partial)), line("x2", "1.233")).to_text()
    first, second = text.split("\n")[4:6]

    assert first.endswith("33 (a)")
    assert first.index("33") + 2 == len(second)
    assert text.endswith("(a) còn thiếu")


def test_heads_that_columns_share_stand_above_them() -> None:
    """A head of several columns is centred above a rule as wide as they are; other columns have none."""
    money = (
        GridColumn("phải chi", CellKind.MONEY, "số tiền"),
        GridColumn("thu hồi", CellKind.MONEY, "số tiền"),
    )
    text = Grid("", (GridColumn("người"), *money), (line("CTV-1", "702.000", "−150.000"),), "vi").to_text()
    above, rule, heads = text.split("\n")[2:5]

    assert above.strip() == "số tiền"
    assert (rule.index("─"), len(rule)) == (heads.index("phải"), len(heads))


def test_a_shared_head_wider_than_its_columns_makes_room() -> None:
    """No word of a shared head is cut: the columns below it grow."""
    columns = (GridColumn("n", group="trách nhiệm"), GridColumn("m", group="trách nhiệm"))

    assert "nhiệm" in Grid("", columns, (), "vi").to_text()


def test_lines_of_groups_are_indented_and_sums_are_set_off() -> None:
    """Below the head of a group its lines are indented; a rule is above the total and only there."""
    text = grid(
        line("quý I", kind=LineKind.GROUP),
        line("x1", "1", level=1),
        line("Cộng", "1", kind=LineKind.SUBTOTAL),
        line("Tổng", "1", kind=LineKind.TOTAL),
    ).to_text()
    body = text.split("\n")[4:]

    assert [each.split("  ")[0] for each in body[:3]] == ["quý I", "", "Cộng"]
    assert body[1].startswith("  x1")
    assert set(body[3]) == set(body[5]) == {"─"}


def test_a_total_alone_has_no_second_rule() -> None:
    """A table of nothing but a total has one rule above it."""
    lines = grid(line("Tổng", "1", kind=LineKind.TOTAL)).to_text().split("\n")

    assert not any(first == second for first, second in pairwise(lines))


def test_a_width_wraps_texts_and_cuts_no_figure() -> None:
    """Asked for a width, names, captions and notes are wrapped to it; a line that goes on is indented like its first."""
    name = "Sở Nông nghiệp và Phát triển nông thôn"
    text = grid(line(name, "1.234.567", level=1), notes=("một ghi chú " * 6,)).to_text(width=30)

    assert max(display_width(each) for each in text.split("\n")) <= 30
    assert "1.234.567" in text
    assert "\n  thôn\n" in text


def test_an_id_is_not_cut_where_it_has_room_below_its_heading() -> None:
    """Narrowed, an indented id keeps its letters together; the mark of a figure appears once, in the first line."""
    partial = GridCell("33", notes=("còn thiếu",))
    columns = (GridColumn("người"), GridColumn("báo cáo", CellKind.NUMBER), GridColumn("lý do"))
    lines = (GridLine((GridCell("GL-CTV-01"), partial, GridCell("một lý do khá dài " * 4)), level=1),)
    text = Grid("", columns, lines, "vi").to_text(width=20)

    assert "  GL-CTV-01 " in text
    assert text.count("(a)") == 2


def test_a_table_of_figures_may_be_wider_than_asked() -> None:
    """Where no text is left to narrow, figures keep their width."""
    columns = (GridColumn("a", CellKind.NUMBER), GridColumn("b", CellKind.NUMBER))
    wide = Grid("", columns, (line("1" * 20, "2" * 20),), "vi").to_text(width=20)

    assert f"{'1' * 20}  {'2' * 20}" in wide
    assert f"{'x' * 12}\n" in grid(line("x" * 30, "1" * 20)).to_text(width=20).replace(" ", "").replace(
        "1", ""
    )


def test_plain_rules() -> None:
    """For what shows no other signs rules are hyphens."""
    assert "─" not in grid(line("x1", "1")).to_text(ascii_only=True)


@pytest.mark.parametrize("width", [19, -1, True, "80"])
def test_a_width_that_is_none(width: object) -> None:
    """A width below 20, or that is not a number, is refused in both languages."""
    with pytest.raises(GridError, match="width") as refused:
        grid().to_text(width=width)  # type: ignore[arg-type] # what a caller may still give
    assert refused.value.vi.startswith("width cần")
