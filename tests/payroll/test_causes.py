"""Which condition reduced a sum: the report and its period are named, and doubtful where not every report is known."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

import dlxh
from dlxh import Ledger, Period, Register, allowances
from dlxh.models.duties import PayEvent, PayWhose
from dlxh.payroll import sheet
from dlxh.payroll.causes import Cause, in_doubt
from dlxh.payroll.lines import Lines
from dlxh.words.bilingual import Lang
from tests.payroll.people import contract, membership, provision, register, scheme

QUARTER = Period.parse("2023-Q4")
MISSING = {"event": "missing", "times": 1, "share": "0"}
LATE = {"event": "late", "times": 1, "share": "0.5"}


@pytest.fixture(scope="module")
def quarter() -> tuple[Register, Ledger]:
    """Return the Gia Lai example with its ledger."""
    found = dlxh.read("examples/gia-lai").register
    rules = dlxh.ledger.read_regulation("examples/gia-lai/regulation.toml")
    return found, dlxh.obligations(found, QUARTER, regulation=rules)


def drawn(quarter: tuple[Register, object], *conditions: dict[str, object], partial: str = "") -> Lines:
    """Return the lines of the quarter, by a ledger that is partial for a network if one is named."""
    found, ledger = quarter
    if isinstance(ledger, Ledger) and partial:
        ledger = replace(ledger, partial={"reports": (partial,)})
    paid = scheme(provision(conditions=list(conditions)), network="GL-ML")
    return allowances(found, QUARTER, ledger=ledger, schemes=[paid])


def step(lines: Lines, amount: int, lang: Lang) -> str:
    """Return the step on the condition of the first line of December with that amount."""
    return next(
        line.trace(lang).splitlines()[1] for line in lines if line.month.month == 12 and line.amount == amount
    )


def test_the_report_and_its_period_are_named(quarter: tuple[Register, Ledger]) -> None:
    """Whoever gets less reads which report was late or missing, by period and provision."""
    lines = drawn(quarter, MISSING, LATE)

    assert step(lines, 0, "vi") == "2. Theo điều kiện chi, không nộp báo cáo quý IV/2023 (GL-QC-2): × 0"
    assert step(lines, 0, "en") == "2. By a condition of pay, no report for quarter 4 of 2023 (GL-QC-2): × 0"
    assert step(lines, 75_000, "vi") == "2. Theo điều kiện chi, nộp trễ báo cáo quý IV/2023 (GL-QC-2): × 0,5"
    assert "late report for quarter 4 of 2023 (GL-QC-2): × 0.5" in step(lines, 75_000, "en")
    assert lines.in_doubt == frozenset()


@pytest.mark.traced
@pytest.mark.parametrize("partial", ["*", "GL-ML"])
def test_what_may_have_come_is_noted_wherever_the_sum_is_read(
    quarter: tuple[Register, Ledger], partial: str
) -> None:
    """Where not every report is known, the trace, the table and the sheet say so; a late report is certain."""
    lines = drawn(quarter, MISSING, LATE, partial=partial)
    noted = {line.cells[3].text for line in lines.table("vi").lines if line.cells[3].notes}

    assert step(lines, 0, "vi").endswith("× 0; bảng báo cáo chưa đủ dòng nên có thể đã nộp")
    assert step(lines, 0, "en").endswith("× 0; not every report is known, so it may have come")
    assert "chưa đủ" not in step(lines, 75_000, "vi")
    assert len(lines.in_doubt) == 3
    assert noted == {"không đạt điều kiện chi"}
    assert "Chưa chắc chắn 3 dòng" in sheet(lines, by=["month"]).to_text("vi")
    assert "Not certain: 3 lines, " in lines.table("en", limit=0).to_text()


def test_reports_of_another_network_leave_no_doubt(quarter: tuple[Register, Ledger]) -> None:
    """Only the network whose reports are partial is in doubt."""
    assert drawn(quarter, MISSING, partial="BL-ML").in_doubt == frozenset()


@pytest.mark.traced
def test_a_run_is_counted(quarter: tuple[Register, Ledger]) -> None:
    """Reports missing in a row are counted."""
    lines = drawn(quarter, {"event": "missing_in_a_row", "times": 1, "share": "0"}, partial="*")

    assert "không nộp 1 báo cáo liên tiếp: × 0; " in step(lines, 0, "vi")
    assert "reports missing in a row: 1: × 0; " in step(lines, 0, "en")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["period_kind"], "kỳ đến ngày 31/12/2023"),
        (["period_start"], "kỳ đến ngày 31/12/2023"),
        ([], "quý IV/2023"),
    ],
)
def test_a_ledger_of_ones_own(quarter: tuple[Register, Ledger], columns: list[str], said: str) -> None:
    """A frame that does not state the kind or the first day of a period is named by its last day."""
    own = quarter[1].polars.drop(columns)

    assert said in step(drawn((quarter[0], own), MISSING), 0, "vi")


@pytest.mark.traced
def test_months_that_begin_on_another_day(quarter: tuple[Register, Ledger]) -> None:
    """A period that is not one of the calendar is named by its days."""
    own = quarter[1].polars.with_columns(period_start=pl.lit(date(2023, 9, 15)))

    assert "từ 15/9/2023 đến 31/12/2023" in step(drawn((quarter[0], own), MISSING), 0, "vi")


@pytest.mark.traced
def test_days_without_a_contract() -> None:
    """A condition on gaps states the days, and needs no ledger."""
    gap = provision(basis="engagement", conditions=[{"event": "engagement_gap", "times": 1, "share": "0.5"}])
    found = register(scheme(gap), membership(), contract("e", "2024-01-01", "2024-07-20"))
    (line,) = allowances(found, "2024-07")

    assert "11 ngày không có hợp đồng: × 0,5" in line.trace("vi")
    assert "11 days without a contract: × 0.5" in line.trace("en")


@pytest.mark.traced
def test_the_reports_of_units() -> None:
    """What the sending organisation did not send is said to be its own."""
    cause = Cause(PayEvent.MISSING_IN_A_ROW, PayWhose.UNIT, 3, in_doubt=False)

    assert cause.text("vi") == "cơ quan cử không nộp 3 báo cáo liên tiếp"
    assert cause.text("en") == "reports missing in a row: 3, of the sending organisation"


@pytest.mark.traced
def test_provisions_that_take_turns_are_in_doubt_together() -> None:
    """A line of several provisions is in doubt where one of them is."""
    doubtful = {("p",): Cause(PayEvent.MISSING, PayWhose.OWN, 1, in_doubt=True)}

    assert in_doubt(doubtful, [[("p",), ("q",)], [("r",)]]) == {("p",), ("q",)}


@pytest.mark.traced
def test_what_is_taken_back_is_not_netted() -> None:
    """A sheet states what to pay and what to recover apart, in words too: their difference is not what is paid out."""
    before = register(scheme(provision()), membership(), membership("m2", collaborator="CTV-2"))
    paid = allowances(before, "2024-07")
    after = register(
        scheme(provision()), membership(), membership("m2", end="2024-06-30", collaborator="CTV-2")
    )
    drawn_up = sheet(allowances(after, "2024-07-01/2024-08-31", paid=paid), by=["collaborator"])

    words = "một trăm năm mươi nghìn đồng"
    assert drawn_up.total == 0
    assert drawn_up.in_words() == f"phải chi {words}; phải thu hồi {words}"
    assert f"Bằng chữ: phải chi {words}; phải thu hồi {words}" in drawn_up.to_text("vi")
    assert "To pay out: 150,000 đồng; to recover: 150,000 đồng" in drawn_up.to_text("en")
    assert [column.label for column in drawn_up.table("vi").columns][-1] == "sau bù trừ"


@pytest.mark.traced
def test_the_text_of_a_partial_ledger(quarter: tuple[Register, Ledger]) -> None:
    """The text of a ledger has the note of its table; where all reports are known it has none."""
    partial = replace(quarter[1], partial={"reports": frozenset({"*"})})

    assert partial.to_text("vi").endswith(
        "không nộp: bảng báo cáo của mạng lưới chưa đủ dòng: báo cáo có thể đã nộp"
    )
    assert "the report may have come" in partial.to_text("en")
    assert "may have come" not in quarter[1].to_text("en")
