"""The table of a comparison: both figures, and what lies between them where anything can be compared."""

from datetime import date

import pytest

from dlxh import Figure, Period, Register, Report, compare
from dlxh.models import Activity, Meeting
from dlxh.words.bilingual import Lang
from dlxh.words.table import Grid, LineKind
from tests.measures.text.test_result_table import texts
from tests.sample import item, report

AS_OF = date(2024, 12, 31)


def at(key: str, month: str, grade: str | None = None) -> Report:
    """Return a report received on the first day of a month, with one item."""
    return report(key, received_at=f"{month}-01T08:00:00+07:00", items=(item(grade=grade),))


REGISTER = Register(
    [
        at("a", "2024-02", "rumour"),
        at("b", "2024-02", "confirmed"),
        at("c", "2024-02", "confirmed"),
        at("d", "2023-02", "rumour"),
        at("e", "2023-02", "confirmed"),
    ],
    as_of=AS_OF,
)


def notes(grid: Grid) -> set[str]:
    """Return all notes of cells and columns."""
    of_cells = {note for line in grid.lines for cell in line.cells for note in cell.notes}
    return of_cells | {note for column in grid.columns for note in column.notes}


def test_both_figures_stand_beside_each_other() -> None:
    """Each measure has a line with its figures below their periods, the difference with its sign, and the percentage."""
    found = compare(
        REGISTER, ["reports", "doubtful_rate", "case_days_median"], period="2024-02", against="last_year"
    )
    grid = found.table("vi")

    assert [column.label for column in grid.columns] == [
        *("chỉ tiêu", "đơn vị tính", "tháng 2/2024", "tháng 2/2023", "số lượng", "%"),
    ]
    assert [column.group for column in grid.columns][-2:] == ["tăng, giảm", "tăng, giảm"]
    assert [row[2:] for row in texts(grid)] == [
        ["3", "2", "+1", "+50,0%"],
        ["33,3%", "50,0%", "−16,67 điểm %", "—"],
        ["—", "—", "—", "—"],
    ]
    assert found._repr_html_() == found.table("vi", limit=100).to_html()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ["29 ngày so với 28 ngày", "điểm phần trăm", "không so sánh được"]),
        ("en", ["29 days against 28", "percentage points", "not to be compared"]),
    ],
)
def test_notes_say_what_cannot_be_compared(lang: Lang, words: list[str]) -> None:
    """Unlike lengths, rates and figures that are not known are explained; nothing else is."""
    found = compare(REGISTER, ["doubtful_rate", "cases_received"], period="2024-02", against="last_year")

    assert len(notes(found.table(lang))) == len(words)
    assert all(any(word in note for note in notes(found.table(lang))) for word in words)


def test_nothing_has_no_percentage() -> None:
    """Against nothing there is a difference and no percentage; what did not change is said without a sign."""
    found = compare(REGISTER, ["reports", "report_times"], period="2024-02", against="previous")
    same = compare(REGISTER, "reports", period="2024-04", against="previous")

    assert [row[2:] for row in texts(found.table("en"))] == [["3", "0", "+3", "—"]] * 2
    assert [row[2:] for row in texts(same.table("en"))] == [["0", "0", "0", "—"]]
    assert "no percentage, because the earlier figure is 0" in notes(same.table("en"))


def test_quotients_differ_in_ten_thousandths() -> None:
    """A quotient's difference is read as the quotient is, and its value is that of the frame."""
    found = compare(REGISTER, "reports_per_member", period="2024-02", against="last_year")

    assert found.table("en").lines[0].cells[4].value == found.polars["difference"][0]


def test_quotients_in_per_cent_differ_in_points() -> None:
    """One count for each hundred of another is compared by percentage points, as a rate is."""
    held = [
        Activity(
            id=f"m{month}",
            network="gl",
            title="Giao ban",
            start=f"2024-0{month}-04",
            end=f"2024-0{month}-04",
            organiser="x1",
            detail=Meeting(attended=Figure(attended, "person"), invited=Figure(20, "person")),
        )
        for month, attended in ((5, 15), (6, 20))
    ]
    found = compare(Register(held, as_of=AS_OF), "attendance", period="2024-06", against="previous")

    assert texts(found.table("en"))[0][2:] == ["100.0%", "75.0%", "+25 points", "—"]


def test_broken_down_each_measure_heads_its_lines() -> None:
    """Measures head groups of keys; by periods each line has the one it is compared with."""
    found = compare(REGISTER, ["reports", "items"], by=["month"], period="2024-Q1", against="last_year")
    grid = found.table("en")

    assert texts(grid, LineKind.GROUP) == [["reports"], ["items reported"]]
    assert texts(grid)[1] == ["February 2024", "February 2023", "3", "2", "+1", "+50.0%"]
    assert [column.label for column in grid.columns][:4] == ["month", "against", "period", "earlier"]
    by_channel = compare(REGISTER, "reports", by="channel", period="2024-02", against="last_year")
    assert [column.label for column in by_channel.table("en").columns][1:3] == [
        "February 2024",
        "February 2023",
    ]


def test_the_caption_says_what_is_compared_with() -> None:
    """The period before, the same one last year, or the one that was given, by its name."""
    ways: tuple[str | Period, ...] = ("previous", "last_year", Period.parse("2023-02"), "2023-02")
    tables = [compare(REGISTER, "reports", period="2024-02", against=way).table("vi") for way in ways]

    assert [table.caption.partition(", ")[2] for table in tables] == [
        "so với kỳ trước",
        "so với cùng kỳ năm trước",
        *["so với tháng 2/2023"] * 2,
    ]


def test_a_day_without_a_fellow_is_noted() -> None:
    """29 February has no day to be set against, and a note says so."""
    found = compare(REGISTER, "reports", by="day", period="2024-02", against="last_year")

    assert "the year before has no such period" in notes(found.table("en"))


def test_a_long_comparison_is_cut_and_says_so() -> None:
    """Only `limit` lines are shown and the others counted."""
    found = compare(REGISTER, "reports", by="channel", period="2024-02", against="last_year")

    assert len(texts(found.table("en", limit=2))) == 2
    assert found.table("en", limit=2).notes == (f"{found.polars.height - 2} more lines are not shown here",)
