"""Lines: columns, objects, traces and records; and the sheets that they add up to."""

from datetime import date
from unittest.mock import ANY

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlxh
from dlxh import Collaborator, Period, allowances
from dlxh.models import OtherAllowance, WorkEntry
from dlxh.models.allowance_line import TraceRule, TraceStep
from dlxh.payroll import sheet, trace_steps
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.lines import Lines
from dlxh.payroll.pay_tables import sheet_table
from dlxh.words.bilingual import ArgumentError
from dlxh.words.given import PlaceError
from dlxh.words.money import MAX_DONG
from dlxh.words.numbers import format_int
from tests.engines import engine
from tests.payroll.people import (
    NETWORK,
    bac_lieu,
    coefficient,
    contract,
    made,
    membership,
    months,
    owed,
    provision,
    register,
    scheme,
)

JULY = Period.parse("2024-07")
MEMBERSHIPS = (
    membership("m1"),
    membership("m2", collaborator="CTV-2", organisation="x2", start="2024-07-11"),
    membership("m3", collaborator="CTV-3", paid=False),
)
PEOPLE = (
    Collaborator(id="CTV-1", network=NETWORK, organisation="x1"),
    Collaborator(id="CTV-2", network=NETWORK, organisation="x1"),
)


def lines() -> Lines:
    """Return the lines of three people: one in full, one in part, one not paid."""
    found = scheme(coefficient("p", "0.3", proration="by_calendar_days"), payer="tinh-uy")
    return allowances(register(found, *MEMBERSHIPS, *PEOPLE), months("2024-06", "2024-07"))


@pytest.mark.traced
def test_a_line_is_an_object_when_asked_for() -> None:
    """A line object and its trace are built when asked for, from the columns."""
    line = lines()[1]

    assert (line.id, line.collaborator, line.month, line.amount) == (
        f"{NETWORK}~CTV-1~2024-07~p~1",
        "CTV-1",
        date(2024, 7, 1),
        702_000,
    )
    assert line.scheme is not None
    assert line.scheme.payer == "tinh-uy"
    assert repr(lines()).startswith("<Lines: 5, ")
    assert lines()[-1].collaborator == "CTV-3"


def test_each_step_has_its_rule_document_article_inputs_and_result() -> None:
    """Each step says its rule, document, article, inputs and result."""
    base, rate, part, rounding = lines()[2].steps

    assert [step.rule for step in (base, rate, part, rounding)] == [
        TraceRule.BASE_SALARY,
        TraceRule.RATE,
        TraceRule.PRORATION,
        TraceRule.ROUNDING,
    ]
    assert (str(base.document), base.article, base.result) == ("73/2024/NĐ-CP", None, 2_340_000)
    assert (str(rate.document), rate.article) == ("24/2020/NĐ-CP", "Điều 8 khoản 6")
    assert (rate.inputs, rate.result) == ("coefficient=0.3 base_salary=2340000", 702_000)
    assert (part.inputs, part.result) == ("days=21 of_days=31", None)
    assert (rounding.inputs, rounding.result) == ("rounding=half_up", 475_548)


def test_a_step_says_how_the_sum_was_rounded() -> None:
    """The last step shows the provision's own way of rounding."""
    (line,) = allowances(register(scheme(provision(rounding="up_thousand")), membership()), JULY)

    assert line.steps[-1].inputs == "rounding=up_thousand"


@pytest.mark.traced
def test_what_is_no_lines_answers_for_itself() -> None:
    """Compared with something else, lines leave the answer to it."""
    assert lines() == ANY


@pytest.mark.traced
def test_a_trace_of_every_kind_of_step() -> None:
    """Old names, caps, half days, conditions and products that are not whole have their step in both languages."""
    rates = [
        provision("p1", rate={"kind": "per_item", "amount": 500_000, "cap_per_period": 1}),
        provision("p2", rate={"kind": "per_day", "amount": 250_000, "half_day_below_hours": 4}),
        coefficient("p3", "0.3333", conditions=[{"event": "late", "times": 1, "share": "0.5"}]),
        provision("p4", rate={"kind": "fixed_monthly", "amount": 150_000}),
    ]
    work = [
        made(
            WorkEntry,
            id="w1",
            network=NETWORK,
            collaborator="CTV-1",
            day="2013-06-03",
            kind="item",
            quantity=2,
        ),
        made(
            WorkEntry,
            id="w2",
            network=NETWORK,
            collaborator="CTV-1",
            day="2013-06-03",
            kind="day",
            minutes=60,
        ),
    ]
    late = pl.DataFrame(owed(("CTV-1", "2013-06-30", "late")))
    found = allowances(register(scheme(*rates), membership(), *work), Period.parse("2013-06"), ledger=late)
    assert [line.row["counted"] for line in found] == [2, 1, None, None]
    for step in (step for line in found for step in line.steps):
        assert TraceStep(**dict(step)) == step  # what is built without a check would pass it
    told = "\n".join(line.trace("vi") for line in found)
    english = "\n".join(line.trace("en") for line in found)

    for text in (
        "Mức lương tối thiểu chung tháng 6/2013: 1.050.000 đồng",
        "được tính 2, chi tối đa 1",
        "250.000 đồng × 0, và 1 nửa ngày",
        "hệ số 0,3333 × 1.050.000 = 349.965 đồng",
        "× 0,5",
        "150.000 đồng/tháng",
    ):
        assert text in told
    for text in (
        "Common minimum wage of 2013-06",
        "2 counted, at most 1 paid",
        "and 1 half days",
        "By a condition of pay",
    ):
        assert text in english


def test_a_product_that_is_not_whole_has_no_result() -> None:
    """Before it is rounded, a sum that is not whole shows no result."""
    found = allowances(
        register(scheme(coefficient("p", "0.0003")), membership()), Period.parse("2023-06")
    )  # 447 exactly
    table = dlxh.payroll.SalaryTable(
        tuple(r for r in dlxh.payroll.salary_table().rows if r.amount == 1_490_000), date(2026, 1, 1)
    )
    odd = allowances(
        register(scheme(coefficient("p", "0.0003")), membership()),
        Period.parse("2023-06"),
        salaries=dlxh.payroll.SalaryTable((_odd(table),), table.known_to),
    )

    assert found[0].steps[1].result == 447
    assert odd[0].steps[1].result is None
    assert odd[0].amount == 447


def _odd(table: dlxh.payroll.SalaryTable) -> dlxh.data.BaseSalary:
    row = table.rows[0]
    return dlxh.data.BaseSalary(
        1_490_001, row.decree, row.applies_from, row.signed, row.confidence, row.source
    )


def test_records_keep_the_trace() -> None:
    """A line becomes the record that a register keeps, with its steps, and comes back from columns unchanged."""
    records = lines().records()
    found = register(*records)

    assert dlxh.Register.from_tables(found.tables).allowance_lines == records
    assert records[0].steps[0].inputs == "month=2024-06"
    assert lines().tables.names == ("allowance_lines",)


@given(st.integers(0, MAX_DONG))
def test_amounts_in_a_trace_are_written_as_everywhere(amount: int) -> None:
    """A trace writes amounts as `format_int` does."""
    assert trace_steps._vi(amount) == format_int(amount, "vi")
    assert trace_steps._en(amount) == format_int(amount, "en")


class TestSheets:
    """Sheets: per person, per unit, totals, and a year's summary per payer."""

    def test_the_sheet_is_the_sum_of_its_lines(self) -> None:
        """The sum of the lines is the sheet's total, and everybody with a line has a row."""
        found = sheet(lines())

        assert found.total == lines().total == 540_000 + 702_000 + 475_548
        assert found.polars.select("org_unit", "collaborator", "amount").rows() == [
            ("x1", "CTV-1", 540_000 + 702_000),
            ("x2", "CTV-2", 475_548),
            (None, "CTV-3", 0),
        ]
        assert found.in_words().endswith("đồng")

    @pytest.mark.parametrize(
        ("by", "rows"),
        [
            (["payer", "year"], [("tinh-uy", 2024, 1_717_548), (None, 2024, 0)]),
            (["org_unit"], [("x1", 1_242_000), ("x2", 475_548), (None, 0)]),
            ([], [(1_717_548,)]),
        ],
    )
    def test_by(self, by: list[str], rows: list[tuple[object, ...]]) -> None:
        """A sheet is drawn up by any keys of the lines; none gives the total alone."""
        assert sheet(lines(), by=by).polars.select(*by, "amount").rows() == rows

    def test_offsets_stand_apart(self) -> None:
        """What is to be recovered is in a column of its own and lowers the sum."""
        found = register(scheme(provision()), membership())
        paid = allowances(found, JULY)
        less = allowances(register(scheme(coefficient("p2", "0.1")), membership()), JULY, paid=paid)

        assert sheet(less, by=["collaborator"]).polars.rows() == [("CTV-1", 1, 2, 234_000, -150_000, 84_000)]

    def test_reading(self) -> None:
        """The text for reading has a line a row and the total, in words in Vietnamese."""
        text = sheet(lines(), by=["org_unit"]).to_text("vi")

        assert "1.717.548" in text
        assert text.endswith("Bằng chữ: một triệu bảy trăm mười bảy nghìn năm trăm bốn mươi tám đồng")

    @pytest.mark.traced
    def test_an_unknown_key(self) -> None:
        """A key that lines do not have is refused with those that there are."""
        with pytest.raises(PayrollError, match="bank; use network, payer"):
            sheet(lines(), by=["bank"])


@pytest.mark.traced
@pytest.mark.parametrize(
    ("name", "kind"),
    [("polars", "DataFrame"), ("duckdb", "DuckDBPyRelation"), ("pandas", "DataFrame"), ("pyarrow", "Table")],
)
def test_frames_go_back_as_the_callers_kind(name: str, kind: str) -> None:
    """Results leave as the caller's own kind of frame."""
    found = allowances(engine(name)(register(scheme(provision()), membership())), JULY)

    assert type(found.frame).__name__ == kind
    assert type(sheet(found).frame).__name__ == kind
    assert type(found.frame).__module__.startswith(("polars", "_duckdb", "duckdb", "pandas", "pyarrow"))


def test_no_name_or_contact_is_in_a_line() -> None:
    """Lines know people by their codes only."""
    named = Collaborator(id="CTV-1", network=NETWORK, name="Nguyễn Thị Dấu Vết")
    other = made(OtherAllowance, id="k", network=NETWORK, collaborator="CTV-1", name="x", start="2024-01-01")
    found = allowances(
        register(bac_lieu(), membership(), contract("e", "2024-01-01", "2024-12-31"), named, other), JULY
    )

    assert "Dấu Vết" not in str(found.polars.to_dicts()) + found[0].trace("vi")


def test_lines_have_all_that_is_derived() -> None:
    """Whatever a sum is calculated from is next to it, in the columns and in the order of the page."""
    lines = allowances(register(scheme(provision()), membership()), JULY)

    assert set(Lines.DERIVED) <= set(Lines.COLUMNS)
    assert lines.polars.columns == list(Lines.COLUMNS)


@pytest.mark.traced
def test_a_sheet_without_keys_names_its_line_in_one_column() -> None:
    """The one line of a sheet by nothing is named by its first column alone; the sums next to it are not names."""
    lines = allowances(register(scheme(provision()), membership()), JULY)

    assert sheet_table(sheet(lines, by=()), "vi", None).heads == 1


@pytest.mark.traced
def test_lines_are_a_sequence() -> None:
    """A slice gives lines; a place where there is none is refused as sequences refuse it, and as dlxh does."""
    found = lines()

    assert [line.id for line in found[:2]] == [line.id for line in found][:2]
    assert found[-2:][1] == found[-1]
    for place in (5, -6):
        with pytest.raises(PlaceError, match=f"there is nothing at place {place}; there are 5"):
            found[place]
    with pytest.raises(IndexError):
        found[999]
    with pytest.raises(ArgumentError, match="place= takes a whole number, not str"):
        found["1"]  # type: ignore[call-overload]
