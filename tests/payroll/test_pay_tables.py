"""The tables of lines due and of sheets: people by their ids, sums in whole đồng, and the total of all."""

from datetime import date

import pytest

import dlxh
from dlxh import Engagement, Period, allowances
from dlxh.payroll import sheet
from dlxh.payroll.lines import Lines
from dlxh.words.table import Grid, LineKind
from tests.payroll.people import coefficient, membership, provision, register, scheme
from tests.payroll.test_lines import lines
from tests.sample import unit

KEYS = ("network", "org_unit", "collaborator")


def texts(grid: Grid, kind: LineKind = LineKind.LINE) -> list[list[str]]:
    """Return the texts of the lines of a kind."""
    return [[cell.text for cell in line.cells] for line in grid.lines if line.kind is kind]


def offset() -> Lines:
    """Return lines of a month that was paid by a higher rate."""
    paid = allowances(register(scheme(provision()), membership()), Period.parse("2024-07"))
    lower = register(scheme(coefficient("p2", "0.1")), membership())
    return allowances(lower, Period.parse("2024-07"), paid=paid)


@pytest.mark.traced
def test_lines_say_for_what_and_how_much() -> None:
    """Person, month and provision name a line, which has what it came to and the sum; the total is that of the lines."""
    grid = lines().table("vi")

    assert grid.heads == 3
    assert texts(grid)[0] == ["CTV-1", "tháng 6/2024", "p", "chi đủ", "540.000"]
    assert texts(grid, LineKind.TOTAL) == [["Tổng cộng", "", "", "", "1.717.548"]]
    assert grid.lines[0].cells[4].value == 540_000
    assert texts(lines().table("en"))[-1][2] == "—"
    assert lines()._repr_html_() == lines().table("vi", limit=100).to_html()


@pytest.mark.traced
def test_sheets_name_units_and_networks() -> None:
    """Units, payers and networks come out by name, people by id; the frame keeps all ids."""
    records = (
        dlxh.Network(id="BL-ML", name="Mạng lưới Ví Dụ", owner="du1", level="province"),
        dlxh.Collaborator(id="CTV-1", network="BL-ML", organisation="du1", name="Không Được Thấy"),
        unit("du1", name="Đảng ủy Một"),
    )
    found = sheet(allowances(register(scheme(provision()), membership(), *records), "2024-07"), by=KEYS)

    assert texts(found.table("vi"))[0][:3] == ["Mạng lưới Ví Dụ", "Đảng ủy Một", "CTV-1"]
    assert found.polars.select(KEYS).row(0) == ("BL-ML", "du1", "CTV-1")


@pytest.mark.traced
def test_units_are_in_the_order_of_their_list() -> None:
    """Units with numbers in the official list come first, in its order, then the others by their ids."""
    orders = {"du1": None, "du2": 2, "du3": 1, "du0": None}
    spells = [membership(f"m-{key}", collaborator=f"CTV-{key}", organisation=key) for key in orders]
    units = [unit(key, name=f"Đảng ủy {key}", display_order=order) for key, order in orders.items()]
    found = allowances(register(scheme(provision()), *spells, *units), "2024-07")

    assert sheet(found).polars["org_unit"].to_list() == ["du3", "du2", "du0", "du1"]
    assert sheet(found, by=["org_unit"]).polars["org_unit"].to_list() == ["du3", "du2", "du0", "du1"]


@pytest.mark.traced
def test_sums_to_be_offset_are_noted() -> None:
    """A negative sum has a minus that is read out, the reason of the difference, and a note."""
    (first, _) = [line for line in offset().table("en").lines if line.kind is LineKind.LINE]

    assert (first.cells[4].text, first.cells[4].value) == ("−150,000", -150_000)
    assert first.cells[3].text == "nothing is due any longer"
    assert first.cells[4].notes == ("a negative sum is to be recovered",)


def test_an_assumed_base_salary_is_noted() -> None:
    """Where the base salary of a month is not known and was assumed, the line says so."""
    signed = Engagement(id="e9", network="n", membership="m1", start="2029-01-01", end="2029-12-31")
    later = register(scheme(coefficient("p", "0.3")), membership("m1"), signed)
    found = allowances(later, Period.parse("2029-01"), beyond="last_known")

    assert any(
        "last decree known" in note for line in found.table("en").lines for note in line.cells[3].notes
    )


@pytest.mark.parametrize("limit", [1, 2])
def test_the_total_counts_what_is_not_shown(limit: int) -> None:
    """Only `limit` lines are shown; the total stays that of all, and the note says so."""
    for grid in (lines().table("en", limit=limit), sheet(lines()).table("en", limit=limit)):
        assert len(texts(grid)) == limit
        assert texts(grid, LineKind.TOTAL)[0][-1] == "1,717,548"
        assert grid.notes[-1].endswith("sums count them too")


@pytest.mark.traced
def test_a_sheet_by_person() -> None:
    """Each person has a row with sums to pay, to offset and in all; the total is in words in Vietnamese."""
    drawn = sheet(lines(), by=["collaborator"])
    grid = drawn.table("vi")

    assert texts(grid)[0] == ["CTV-1", "2", "1.242.000", "0", "1.242.000"]
    assert {column.group for column in grid.columns[2:]} == {"số tiền (đồng)"}
    assert grid.notes == (f"Bằng chữ: {drawn.in_words()}",)
    assert sheet(lines(), by=["collaborator"]).table("en").notes == ()
    assert drawn._repr_html_() == drawn.table("vi", limit=100).to_html()


def test_people_are_not_added_up() -> None:
    """Somebody may be in several rows: the total has a note there, but of a sheet of one row the number."""
    by_month = sheet(lines(), by=["month", "year"]).table("en")
    whole = sheet(lines(), by=[]).table("en")

    assert texts(by_month)[0][:4] == ["June 2024", "2024", "2", "2"]
    assert by_month.lines[0].cells[0].value == date(2024, 6, 1)
    assert texts(by_month, LineKind.TOTAL)[0][:4] == ["Total", "", "—", "5"]
    assert by_month.lines[-1].cells[2].notes == ("a person may be in several rows",)
    assert texts(whole, LineKind.TOTAL) == [["Total", "3", "5", "1,717,548", "0", "1,717,548"]]
    assert texts(whole) == []


def test_names_stand_on_no_table() -> None:
    """A collaborator's name is on no table, whatever the register knows."""
    named = dlxh.Collaborator(id="CTV-1", network="n", organisation="x1", name="Nguyễn Thị Dấu Vết")
    found = allowances(register(scheme(provision()), membership(), named), Period.parse("2024-07"))

    for grid in (found.table("vi"), sheet(found).table("vi")):
        assert "Dấu Vết" not in grid.to_html() + grid.to_text()
