"""The table of findings: the work in its order, each with place and cure; below it what could not be judged."""

import pytest

from dlxh import Grade, Register, Tables, check
from dlxh.rules.catalogue import ALL_RULES
from dlxh.words.bilingual import Lang
from tests.rules.test_engine_findings import OWN, _frame
from tests.rules.test_findings_text import EARLY, _tables
from tests.sample import AS_OF, MARK

RULES = (*OWN, *(rule for rule in ALL_RULES if rule.code in {"R101", "T203", "O101", "P303"}))
FOUND = check(_tables(), rules=RULES, grades=[Grade("GL02", None, "đợi kết luận")])


def test_each_finding_says_where_it_is_and_what_to_do() -> None:
    """By file and line each finding has its code, how grave it is, its sentence without the cure, and the cure."""
    grid = FOUND.table("vi")

    assert [[cell.text for cell in line.cells] for line in grid.lines] == [
        ["m.csv:8", "missing", "lỗi", "bảng tư cách cộng tác viên, dòng thứ 8, cột mã: thiếu trường bắt buộc", "hãy điền trường này"],
        ["m.csv:9", "dates_order", "lỗi", "bảng tư cách cộng tác viên, dòng m1: ngày kết thúc không được trước ngày bắt đầu", "hãy đổi lại hoặc bỏ trống một trường"],
        ["m.csv:40", "GL01", "cảnh báo", "m0 từ 4/5/2021", "sửa"],
    ]  # fmt: skip
    assert FOUND._repr_html_() == FOUND.table("vi", limit=100).to_html()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_table_says_what_its_text_says(lang: Lang) -> None:
    """Counts are in the caption, and what is open in the notes, in the words of the text for people."""
    counted, *lines = FOUND.to_text(lang).split("\n\n")[0].split("\n")
    grid = FOUND.table(lang)

    assert grid.caption.endswith(counted)
    assert list(grid.notes) == lines


def test_a_long_list_is_cut_and_says_so() -> None:
    """Only `limit` findings are listed, and the others are counted first below the table."""
    grid = FOUND.table("en", limit=1)

    assert len(grid.lines) == 1
    assert grid.notes[0] == "2 more lines are not shown here"


def test_nothing_found_is_a_table_too() -> None:
    """Without findings the caption says so."""
    assert "nothing found" in check(Register(as_of=AS_OF)).table("en").to_text()


def test_no_name_stands_on_the_table() -> None:
    """A name where an id belongs is not shown: its row is named by its number."""
    found = check(Tables({"memberships": _frame(id=[MARK], end=[EARLY])}, as_of=AS_OF), rules=OWN)
    grid = found.table("vi")

    assert "dòng thứ 1" in grid.lines[0].cells[0].text
    assert MARK not in grid.to_html() + grid.to_text()
