"""The table of a result: a line for each key, a column for each measure, sums that state no more than their parts."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dlxh import Period, Register, compare, measure
from dlxh.data import code_list
from dlxh.measures.result import Result
from dlxh.measures.text.render import render_decimal
from dlxh.words.bilingual import ArgumentError, Lang
from dlxh.words.money import MAX_DONG
from dlxh.words.table import CellKind, Grid, LineKind
from tests.sample import AS_OF, item, register, report


def texts(grid: Grid, kind: LineKind = LineKind.LINE) -> list[list[str]]:
    """Return the texts of the lines of a kind."""
    return [[cell.text for cell in line.cells] for line in grid.lines if line.kind is kind]


def by_unit(*values: tuple[int | None, str]) -> Result:
    """Return reports by unit, with these values and qualifiers."""
    result = measure(Register([report("r")], as_of=AS_OF), ["reports"], by=["unit"])
    row = result.polars.row(0, named=True)
    rows = [
        row | {"unit": f"x{place}", "value": value, "qualifier": qualifier}
        for place, (value, qualifier) in enumerate(values)
    ]
    return replace(result, polars=pl.DataFrame(rows, schema=result.polars.schema))


@pytest.mark.traced
def test_without_dimensions_each_measure_has_a_line() -> None:
    """What is counted as a whole is in lines, each with its unit, in the language asked for."""
    result = measure(register(), ["reports", "doubtful_rate", "reports_per_member", "ad_hoc_hours_median"])

    assert texts(result.table("en")) == [
        ["reports", "reports", "2"],
        ["share of doubtful information", "%", "—"],
        ["reports per member", "reports / people", "2"],
        ["hours to ad hoc report, median", "hours", "—"],
    ]
    assert result.table("vi").caption == "4 chỉ tiêu"
    assert result.table("en", limit=1) == result.table("en")


@pytest.mark.traced
def test_a_limit_is_a_number_of_lines() -> None:
    """What does not say how many lines are shown is refused, by tables of results and of comparisons."""
    result = measure(register(), "reports", by="kind")
    both = compare(register(), "reports", by="kind", period="2024", against="last_year")
    for table in (result.table, both.table):
        with pytest.raises(ArgumentError, match="limit="):
            table("en", limit="2")  # type: ignore[arg-type] # what a caller may do


@pytest.mark.traced
def test_each_key_has_a_line_and_each_measure_a_column() -> None:
    """Keys are named by their labels; a column says what is counted in which unit, and what its values mean."""
    result = measure(register(), ["report_times", "items", "doubtful_rate"], by=["channel"])
    grid = result.table("vi")

    assert grid.caption.startswith("Lượt báo cáo, ")  # three are named, of four there is the number
    assert [column.label for column in grid.columns][:2] == ["kênh gửi", "lượt báo cáo"]
    assert [column.kind for column in grid.columns[1:]] == [CellKind.NUMBER, CellKind.NUMBER, CellKind.RATE]
    assert len(texts(grid)) == len(code_list("channel").keys())
    assert texts(grid)[0][:2] == ["văn bản", "2"]
    assert result._repr_html_() == result.table("vi", limit=100).to_html()


def test_a_caption_says_by_what_once() -> None:
    """A measure whose name says by what it counts is not said to be by that again."""
    found = measure(register(), "item_topics", by="topic", period="2024")

    assert found.table("vi").caption == "Nội dung theo lĩnh vực"
    assert found.table("en").caption == "Items by topic"


@pytest.mark.traced
def test_sums_have_a_cell_for_each_column() -> None:
    """Broken down by three dimensions, the first heading groups, each sum is below its figures."""
    grid = measure(register(), "report_times", by=["year", "channel", "kind"]).table("en")
    sums = [line for line in grid.lines if line.kind in {LineKind.SUBTOTAL, LineKind.TOTAL}]

    assert [len(line.cells) for line in sums] == [len(grid.columns)] * 2
    assert [line.cells[-1].text for line in sums] == ["2", "2"]


def test_the_first_dimension_heads_groups() -> None:
    """Each value of the first dimension heads its lines; a period by its name alone, another with its dimension."""
    both = measure(register(), "report_times", by=["year", "channel"])
    turned = measure(register(), "report_times", by=["channel", "year"])

    assert texts(both.table("en"), LineKind.GROUP) == [["2024"]]
    assert texts(turned.table("en"), LineKind.GROUP)[0] == ["channel: written"]
    assert {line.level for line in both.table("en").lines if line.kind is LineKind.LINE} == {1}


@pytest.mark.parametrize(
    ("lang", "names"), [("vi", ["Cộng năm 2024", "Tổng cộng"]), ("en", ["Subtotal 2024", "Total"])]
)
def test_what_adds_is_added(lang: Lang, names: list[str]) -> None:
    """Groups and the whole have sums of the measures that add, and a note at those that do not."""
    result = measure(register(), ["report_times", "reporting_members"], by=["year", "channel"])
    grid = result.table(lang)
    sums = [line for line in grid.lines if line.kind in {LineKind.SUBTOTAL, LineKind.TOTAL}]

    assert [[cell.text for cell in line.cells] for line in sums] == [[name, "2", "—"] for name in names]
    assert sums[0].cells[1].value == 2
    assert sums[0].cells[2].notes


@pytest.mark.parametrize("by", [["unit"], ["year"]])
def test_what_does_not_add_has_no_sum(by: list[str]) -> None:
    """Where no measure adds over the dimension, there is no total: persons may be in several lines, stocks in all."""
    result = measure(register(), "collaborators", by=by, period=Period.custom(date(2023, 1, 1), AS_OF))

    assert not texts(result.table("vi"), LineKind.TOTAL)


def test_what_is_held_does_not_add_over_time() -> None:
    """Targets of networks may be added up; those of years may not, since the last one is that of the whole."""
    period = Period.custom(date(2023, 1, 1), AS_OF)
    grid = measure(register(), "target", by="year", period=period).table("vi")

    assert len(texts(grid)) == 2
    assert not texts(grid, LineKind.TOTAL)


def test_a_group_of_one_line_has_no_sum_of_its_own() -> None:
    """Its line says it already."""
    grid = measure(register(), "report_times", by=["channel", "year"]).table("vi")

    assert len(texts(grid, LineKind.GROUP)) > 1
    assert not texts(grid, LineKind.SUBTOTAL)
    assert texts(grid, LineKind.TOTAL)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("values", "total"),
    [
        ([(3, "exact"), (4, "exact")], "7"),
        ([(3, "exact"), (None, "unknown")], "at least 3"),
        ([(3, "at_least"), (4, "exact")], "at least 7"),
        ([(None, "unknown"), (None, "unknown")], "unknown"),
        ([(3, "exact"), (None, "not_applicable")], "3"),
        ([(None, "not_applicable"), (None, "not_applicable")], "—"),
        ([(MAX_DONG, "exact"), (1, "exact")], "unknown"),
    ],
)
def test_a_sum_claims_no_more_than_its_parts(values: list[tuple[int | None, str]], total: str) -> None:
    """A missing part leaves a lower bound; of nothing but unknown parts nothing is known, and of too much neither."""
    grid = by_unit(*values).table("en")

    assert texts(grid, LineKind.TOTAL) == [["Total", total]]
    assert bool(grid.lines[-1].cells[1].notes) == (not total.isdigit())


def test_one_line_is_not_added_up() -> None:
    """A table of one line has no total."""
    assert not texts(by_unit((3, "exact")).table("en"), LineKind.TOTAL)


@pytest.mark.parametrize(
    ("value", "qualifier", "text", "has_note"),
    [
        (None, "unknown", "chưa rõ", True),
        (None, "not_applicable", "—", True),
        (33, "at_least", "ít nhất 33", True),
        (33, "about", "khoảng 33", False),
        (1233, "exact", "1.233", False),
    ],
)
def test_a_figure_says_how_it_is_to_be_taken(
    *, value: int | None, qualifier: str, text: str, has_note: bool
) -> None:
    """Unknown, partial and not applicable have a note; the value behind the text is that of the frame."""
    (cell,) = by_unit((value, qualifier)).table("vi").lines[0].cells[1:]

    assert (cell.text, cell.value, bool(cell.notes)) == (text, value, has_note)


def test_rates_and_quotients_that_are_unknown() -> None:
    """A rate and a quotient of tables that are not there are unknown, with the note that says why."""
    grid = measure(Register(as_of=AS_OF), ["doubtful_rate", "reports_per_member"]).table("en")

    assert [line.cells[2].text for line in grid.lines] == ["unknown", "unknown"]
    assert all(line.cells[2].notes for line in grid.lines)


def test_what_a_rate_leaves_out_is_noted() -> None:
    """The head of a rate has a note on the rows that are in neither part, by the reasons of its policy."""
    given = report("r1", items=(item("n1", grade="confirmed"), item("n2")))
    sent = report("r2", channel="phone", items=(item("n3", grade="rumour"),))
    result = measure(Register([given, sent], as_of=AS_OF), "doubtful_rate", by="channel")

    assert result.table("en").columns[1].notes == ("not in the rate: 1 (pending)",)
    whole = measure(Register([given], as_of=AS_OF), "doubtful_rate").table("vi")
    assert whole.lines[0].cells[0].notes == ("không tính vào tỷ lệ: 1 (chưa xong)",)
    odd = replace(result, left_out=result.left_out.with_columns(reason=pl.lit("of_its_own")))
    assert odd.table("en").columns[1].notes == ("not in the rate: 1 (unknown)",)


def test_a_key_that_is_not_stated_is_noted() -> None:
    """A line whose key is not known has a dash, and a note says what is not stated."""
    result = by_unit((3, "exact"), (4, "exact"))
    odd = replace(result, polars=result.polars.with_columns(unit=pl.lit(None, pl.String)))
    cell = odd.table("en").lines[0].cells[0]

    assert (cell.text, cell.notes) == ("—", ("not stated: unit",))


def test_a_long_answer_is_cut_and_says_so() -> None:
    """Only `limit` keys are shown; the rest is counted, and the sum is that of all."""
    days = measure(
        register(), ["reports"], by=["day"], period=Period.custom(date(2022, 1, 1), date(2024, 7, 24))
    )
    grid = days.table("en", limit=100)

    assert len(texts(grid)) == 100
    assert grid.notes == ("836 more lines are not shown here; sums count them too",)
    assert texts(grid, LineKind.TOTAL) == [["Total", "2"]]
    assert len(texts(days.table("en"))) == 936


def test_decimals_are_rounded_half_up() -> None:
    """Half a hundredth counts as a whole one, and less as none."""
    assert [render_decimal(value, "en") for value in (12_349, 12_350)] == ["1.23", "1.24"]
