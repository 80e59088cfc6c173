"""The table of a ledger: who owed what by when, and how it came out; never which report is whose."""

import pickle
from dataclasses import replace

import narwhals as nw
import pytest

import dlxh
from dlxh import Collaborator, OrgUnit, Period
from dlxh.ledger.ledger import Ledger
from dlxh.words.table import Grid, LineKind
from tests.engines import Engine
from tests.ledger.books import NETWORK, member, obligation, register, regulation, report
from tests.ledger.land import by_units, land, unit


def example(period: str, *, with_calendar: bool = False) -> Ledger:
    """Return the ledger of Gia Lai."""
    rules = dlxh.ledger.read_regulation("examples/gia-lai/regulation.toml")
    days = dlxh.data.vietnam_calendar(2021, 2025) if with_calendar else None
    register = dlxh.read("examples/gia-lai").register
    return dlxh.obligations(register, Period.parse(period), regulation=rules, calendar=days)


def rows(grid: Grid) -> list[list[str]]:
    """Return the texts of its lines."""
    return [[cell.text for cell in line.cells] for line in grid.lines if line.kind is LineKind.LINE]


def heads(grid: Grid) -> list[str]:
    """Return the heads of its groups."""
    return [line.cells[0].text for line in grid.lines if line.kind is LineKind.GROUP]


@pytest.mark.traced
def test_each_window_heads_those_who_owed() -> None:
    """Each provision and period heads its lines with the due day and the counts; each line says how it came out."""
    ledger = example("2023-H2", with_calendar=True)
    grid = ledger.table("vi")

    assert heads(grid) == [
        "GL-QC-2, quý III/2023, hạn 10/10/2023: đúng hạn 22, trễ hạn 4, không nộp 9",
        "GL-QC-2, quý IV/2023, hạn 10/1/2024: đúng hạn 22, trễ hạn 8, không nộp 5",
    ]
    assert rows(grid)[5] == ["GL-CTV-06", "Huyện ủy Chư Pưh", "trễ hạn", "12/10/2023", "2", "2", ""]
    assert len(rows(grid)) == ledger.polars.height
    assert grid.notes == ("đúng hạn 44, trễ hạn 12, không nộp 14",)
    assert repr(ledger) == "<Ledger of 2023-H2 as of 2025-07-01: 2 windows>"
    assert ledger._repr_html_() == ledger.table("vi", limit=100).to_html()


def test_names_of_units_go_with_a_pickled_ledger() -> None:
    """Names are worked out with the rows and pickled with them; a ledger drawn for others has ids."""
    ledger = example("2023-Q4")
    copied: Ledger = pickle.loads(pickle.dumps(ledger))  # noqa: S301 - our own

    assert copied.table("vi") == ledger.table("vi")
    assert rows(replace(ledger, naming=None).table("vi"))[0][1] == "GL-PLEIKU-CU"


def test_no_line_says_which_report_is_whose() -> None:
    """The id of a report appears in no table: whose it is, is not for every reader."""
    ledger = example("2023-Q4")
    page = ledger.table("en").to_html()

    assert not any(report in page for report in ledger.polars["report"].drop_nulls())


def test_lateness_in_working_days_takes_a_calendar() -> None:
    """Without a calendar there is a dash, and the note has the argument."""
    late = next(
        line for line in example("2023-Q4").table("en").lines if len(line.cells) > 1 and line.cells[4].text
    )

    assert late.cells[5].text == "—"
    assert "calendar=" in late.cells[5].notes[0]


@pytest.mark.traced
def test_what_is_not_all_known_may_have_come() -> None:
    """Where the table of reports is partial, what is missing has a note; elsewhere it has none."""
    ledger = example("2023-Q4")
    partial = replace(ledger, partial={"reports": ("GL-ML",)})

    def noted(each: Ledger) -> set[str]:
        return {
            line.cells[2].text
            for line in each.table("en").lines
            if len(line.cells) > 1 and line.cells[2].notes
        }

    assert (noted(ledger), noted(partial)) == (set(), {"missing"})


def test_a_long_ledger_is_cut_and_says_so() -> None:
    """Only `limit` lines are shown, with the heads that they need; the others are counted."""
    grid = example("2023-H2").table("en", limit=3)

    assert (len(rows(grid)), len(heads(grid))) == (3, 1)
    assert grid.notes[1] == "67 more lines are not shown here"


def test_who_did_not_owe_has_the_reason_in_words() -> None:
    """What is not owed is there with the reason, in the reader's language; who was sent by no unit has an empty cell."""
    rules = regulation(obligation())
    ledger = dlxh.obligations(register(rules, member(single_line=True)), Period.parse("2024-07"))

    assert rows(ledger.table("vi"))[0][-1] == "cộng tác viên đơn tuyến"
    assert rows(ledger.table("vi"))[0][1] == ""
    assert rows(ledger.table("en"))[0][-1] == "single-line collaborator"


@pytest.mark.traced
def test_several_reports_on_a_period_are_numbered() -> None:
    """Where several reports are owed a period has one head, and a column says which of them a line is."""
    rules = regulation(obligation(count=2))
    book = register(rules, member(), report("a", "2024-07-10", "2024-W27"))
    ledger = dlxh.obligations(book, Period.parse("2024-07"))
    grid = ledger.table("vi")

    assert grid.columns[2].label == "báo cáo thứ"
    assert [cells[2:4] for cells in rows(grid)] == [["1", "đúng hạn"], ["2", "không nộp"]]
    assert heads(grid) == ["p1, tháng 7/2024, hạn 20/7/2024: đúng hạn 1, không nộp 1"]
    assert ledger.to_text("vi") == "p1, tháng 7/2024 (hạn 20/7/2024): đúng hạn 1, không nộp 1"


def test_a_window_in_which_nobody_owed() -> None:
    """A period in which no report was owed has its head, which says so."""
    ledger = example("2023-Q4")
    nobody = replace(ledger, plan=ledger.plan.filter(nw.col("network") == "of nobody"))

    assert heads(nobody.table("en")) == ["GL-QC-2, quarter 4 of 2023, due 2024-01-10: no report was owed"]


@pytest.mark.traced
def test_units_are_listed_in_the_official_order(on_engine: Engine) -> None:
    """Units that owe come by their numbers in the list, those without one behind them; also once the ledger was pickled."""
    order = {"a": None, "b": 2, "c": 1, "d": None}
    rules = regulation(obligation(owed_by=by_units()))
    register = land(rules, *(unit(key, display_order=number) for key, number in order.items()))
    months = Period.parse("2024-07")
    ledger = dlxh.obligations(on_engine(register), months)
    copied: Ledger = pickle.loads(pickle.dumps(dlxh.obligations(register, months)))  # noqa: S301 - our own

    listed = ["Xã c", "Xã b", "Xã a", "Xã d"]
    assert [cells[0] for cells in rows(ledger.table("vi"))] == listed
    assert [cells[0] for cells in rows(copied.table("vi"))] == listed


def test_people_are_listed_by_the_number_of_their_unit() -> None:
    """Members come in the order of the units that sent them; without numbers, by their own ids."""
    units = [unit("a"), unit("b", display_order=7)]
    sent = {"x1": "a", "x2": "b", "x3": "a"}
    people = [
        each
        for key, home in sent.items()
        for each in (Collaborator(id=key, network=NETWORK, organisation=home), member(f"m-{key}", key))
    ]
    rules = regulation(obligation())

    def listed(*places: OrgUnit) -> list[str]:
        ledger = dlxh.obligations(land(rules, *places, *people), Period.parse("2024-07"))
        return [cells[0] for cells in rows(ledger.table("vi"))]

    assert listed(*units) == ["x2", "x1", "x3"]
    assert listed(units[0], units[1].replace(display_order=None)) == ["x1", "x2", "x3"]
