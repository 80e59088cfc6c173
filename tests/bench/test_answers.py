"""The benchmarks compare like with like: ours and every baseline give the same answer."""

import json
import re
from datetime import date, datetime
from typing import Any

import msgspec
import polars as pl
import pytest

import dlxh
from dlxh import Period
from dlxh.models.report import Report
from dlxh.register.schema import SOURCE_ROW
from dlxh.testing import province_tables
from tests.bench import figures, queries, run
from tests.bench.lines import OURS, Line, Sizes, line
from tests.bench.measures import by_hand, questions
from tests.bench.province import province
from tests.bench.reports import invented, texts
from tests.bench.rules.one_record import joining
from tests.bench.rules.row_rules import row_rules
from tests.bench.rules.scale import scaling
from tests.bench.rules.to_findings import finding
from tests.bench.stopwatch import fresh_medians, medians
from tests.bench.store import sqlite
from tests.bench.units import owing as of_communes
from tests.bench.units import owing_data
from tests.bench.units.owing import owing

TINY = Sizes(
    single=20,
    columns=30,
    nested=20,
    flat=20,
    queried=400,
    country=10,
    rowwise=4,
    judged=4,
    within=4,
    calls=3,
    scale=(4,),
    map_of="75",
    rounds=1,
)
ROWS = invented(120)


def as_json(report: Any) -> object:  # noqa: ANN401 - a report of any library
    """What a report says, as JSON says it."""
    if isinstance(report, msgspec.Struct):
        return json.loads(msgspec.json.encode(report))
    return report.model_dump(mode="json")


def test_reports_are_the_same_in_every_run() -> None:
    """The invented reports are the same ones every time, about 2.2 kB each, and each is a report."""
    sizes = [len(text) for text in texts(ROWS)]
    assert invented(120) == ROWS
    assert 2_000 <= sum(sizes) / len(sizes) <= 2_500


@pytest.mark.parametrize("name", [name for name in figures.PARSERS if name != OURS])
def test_parsers_read_the_same_report(name: str) -> None:
    """Each library reads from a JSON text what ours reads, in every field."""
    for text in texts(ROWS):
        assert as_json(figures.PARSERS[name](text)) == as_json(Report.model_validate_json(text))


@pytest.mark.long
def test_every_program_runs_in_a_fresh_process() -> None:
    """The programs whose start is timed run, and say how long they took."""
    for name, seconds in fresh_medians(figures.starting_codes(), 1).items():
        assert 0 < seconds < 60, name


@pytest.mark.parametrize("name", ["comprehensions", "getters, collector paused"])
def test_columns_are_the_same(name: str) -> None:
    """The hand-written columns are the tables of reports: same tables, columns, types and rows."""
    forms = figures.flatteners([Report.model_validate(row) for row in ROWS])
    ours, theirs = forms[OURS](), forms[name]()
    assert isinstance(ours, dict)
    assert isinstance(theirs, dict)
    assert list(ours) == list(theirs)
    for table, frame in ours.items():
        assert frame.height > 0
        assert frame.schema == theirs[table].schema
        assert frame.equals(theirs[table])


def test_nested_reports_are_the_same() -> None:
    """With and without the collector the same objects are read, and none is refused."""
    with figures.nested_file(ROWS) as path:
        found = [form() for form in figures.nested_readers(path).values()]
    assert found[0] == tuple(Report.model_validate(row) for row in ROWS)
    assert all(reports == found[0] for reports in found)


def test_flat_rows_are_the_same() -> None:
    """What ours judged row by row is what the bare readers read, apart from days and line numbers."""
    with figures.flat_folder([Report.model_validate(row) for row in ROWS]) as folder:
        ours, *others = (form() for form in figures.flat_readers(folder).values())
    assert isinstance(ours, dict)
    for theirs in others:
        assert isinstance(theirs, dict)
        assert sorted(theirs) == sorted(ours)
        for table, frame in theirs.items():
            shared = [name for name in frame.columns if ours[table].schema[name] in {pl.String, pl.Int64}]
            assert SOURCE_ROW not in shared
            assert frame.height > 0
            assert frame.select(shared).equals(ours[table].select(shared))


def test_stored_rows_are_the_same() -> None:
    """Out of a database both readers have the same rows of each table; ours has them typed, and in the order of their keys."""
    tables = province_tables(7, collaborators=4, years=2)
    with sqlite.stored(tables) as connection:
        forms = sqlite.readers(connection, tables)
        ours, by_hand = (forms[name]() for name in (OURS, "Polars"))
    assert isinstance(ours, dlxh.Tables)
    assert isinstance(by_hand, dict)
    assert {name: ours.polars(name).height for name in ours} == {
        name: frame.height for name, frame in by_hand.items()
    }
    assert sorted(ours.polars("reports")["id"]) == sorted(by_hand["reports"]["id"])
    assert ours.polars("reports")["received_at"].dtype == pl.Datetime("us", "UTC")


def test_rules_find_the_same() -> None:
    """Each of the four rules finds something, and the same records in Polars and in SQL."""
    given = province(invented(4_000))
    ours = dlxh.check(given.tables, only=queries.RULES).polars
    by_hand = queries.check_polars(given.frames), queries.check_duckdb(given.duck)
    for code in queries.RULES:
        names = ["record", "evidence"] if code == "T201" else ["record"]
        wanted = ours.filter(code=code).select(names).sort("record").rows()
        assert wanted
        assert [found[code].select(names).rows() for found in by_hand] == [wanted, wanted]


def test_measures_count_the_same() -> None:
    """Reports by month and unit are the same numbers in Polars and in SQL; ours holds the empty months besides."""
    given = province(invented(4_000))
    frame = dlxh.measure(given.tables, ["reports"], by=["month", "unit"]).frame
    names = ["month", "unit", "value"]
    wanted = sorted(row for row in frame.select(names).rows() if row[2])
    assert sum(row[2] for row in wanted) > 3_000
    for found in (queries.measure_polars(given.frames), queries.measure_duckdb(given.duck)):
        assert sorted(found.select("month", "org_unit", "value").rows()) == wanted


def test_ledgers_of_communes_are_the_same() -> None:
    """What communes owe is the same by hand, row by row, those among them that were renamed in between."""
    forms = of_communes.forms("75", 14)
    ours, theirs = forms[OURS](), forms["Polars"]()
    assert isinstance(ours, pl.DataFrame)
    assert isinstance(theirs, pl.DataFrame)
    expected = ours.select(theirs.columns)
    assert {*expected["status"]} == {"on_time", "late", "missing", "not_owed"}
    assert {*expected["reason"].drop_nulls()} == {"continued"}
    assert theirs.equals(expected)


def test_the_monthly_return_counts_what_was_sent() -> None:
    """The return of a month has a line for each commune, and what they sent in it."""
    _, form = of_communes.monthly_return("75")
    answer = form()
    made = owing_data.frames("75", of_communes.RETURNED)["reports"]
    march = made.filter(pl.col("received_at").dt.offset_by("7h").dt.strftime("%Y-%m") == "2026-03")
    assert answer.filter(measure="unit_reports")["value"].sum() == march.height
    assert answer.filter(measure="owed")["value"].sum() == 95


def test_forms_run_in_turn() -> None:
    """Each form runs once a round, in turn, so that what slows the machine slows all."""
    order: list[str] = []
    seconds = medians({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 3)
    assert order == ["a", "b"] * 3
    assert min(seconds.values()) >= 0


def test_the_best_baseline_counts() -> None:
    """A figure is held against the fastest hand-written form, and its bar against that ratio."""
    found = line("vi", "en", {OURS: 3.0, "slow": 4.0, "fast": 2.0}, bar=1.4)
    assert (found.baseline, found.ratio, found.reached) == ("fast", 1.5, False)
    assert line("vi", "en", {OURS: 3.0, "slow": 4.0}).reached is None


@pytest.mark.long  # the figures of `dev.py bench --quick`
def test_every_figure_can_be_measured() -> None:
    """All figures are measured, those of the issue with their bars, and each has a row in both languages."""
    found = [
        *figures.validating(TINY),
        figures.flattening(TINY, 1),
        figures.reading_nested(TINY, 1),
        figures.reading_flat(TINY, 1),
        *figures.asking(TINY, 1),
        *row_rules(TINY.rowwise, 1),
        *finding(TINY.judged, 1),
        *joining(TINY.within, TINY.calls, 1),
        *owing(TINY.map_of, 1),
        sqlite.reading_stored(TINY.within, 1),
        *scaling(TINY.scale),
    ]
    rows, read, lines, columns = [1.3, 1.4] * 2, [None] * 4, [0.5, 0.25, None, None], [None, 0.1, None, None]
    of_rules = [*rows, *read, *lines, *columns, None, 1.0, None, 3.0, 1.5, 1.0, 1.0, None, 1.0, None]
    assert [each.bar for each in found] == [1.6, None, 1.1, 1.3, None, None, None, *of_rules]
    for language in ("vi", "en"):
        assert run.table(found, language).count("\n") == len(found) + 2
    english = re.compile(r"\b(?:the|by|with|in|and|one|limit|itself|filters|flags|literals|enums)\b")
    assert [name for each in found if english.search(name := run.baseline(each, "vi"))] == []


def test_memory_is_no_time() -> None:
    """Memory is shown in gibibytes and held to its limit as a ratio."""
    row = run.row_of(Line("bộ nhớ", "memory", 3.0, "limit", 4.0, 1.0, unit="GiB"), "vi")
    assert row == ("bộ nhớ", "3,00 GiB", "giới hạn", "4,00 GiB", "0,75", "≤ 1,0", "có")


def test_numbers_are_written_as_the_language_does() -> None:
    """Times have three digits and a unit; Vietnamese takes the comma for decimals and the point for thousands."""
    row = run.row_of(Line("40,000 báo cáo", "40,000 reports", 0.01234, "Polars", 0.02, 1.1), "vi")
    assert row == ("40.000 báo cáo", "12,3 ms", "Polars", "20,0 ms", "0,62", "≤ 1,1", "có")


@pytest.fixture(name="country", scope="module")
def fixture_country() -> tuple[dict[str, pl.DataFrame], Any]:
    """A small invented country, as frames and in DuckDB."""
    frames = questions.rows(40)
    return frames, by_hand.loaded(frames)


def _named(frame: pl.DataFrame, question: str) -> set[tuple[Any, ...]]:
    """Rows with the periods' first days as the codes that answers have; both engines give days in a type of their own."""
    kind = "month" if question in {"q1", "q6"} else "quarter"

    def cell(value: Any) -> Any:  # noqa: ANN401 - a key or a count
        day = value.date() if isinstance(value, datetime) else value
        return Period.of(kind, day).code if isinstance(day, date) else value

    return {tuple(cell(value) for value in row) for row in frame.iter_rows()}


@pytest.mark.parametrize("question", questions.ASKED)
def test_measures_by_hand_give_the_same(country: tuple[dict[str, pl.DataFrame], Any], question: str) -> None:
    """The six questions written by hand, in Polars and in SQL, give what dlxh gives on both engines."""
    frames, connection = country
    lazy = {name: frame.lazy() for name, frame in frames.items()}
    answers = [
        _named(by_hand.POLARS[question](lazy), question),
        _named(by_hand.sql(connection, question), question),
    ]
    relations = {name: connection.table(name) for name in frames}
    figures = ("numerator", "denominator", "left_out") if question == "q5" else ("value",)
    for tables in (frames, relations):
        result = questions.ASKED[question](dlxh.Tables(tables, as_of=questions.AS_OF))
        rows = result.polars.filter(pl.any_horizontal(pl.col(*figures) > 0))
        answers.append(set(rows.select(*result.by, *figures).iter_rows()))

    assert answers[0]
    assert answers == answers[:1] * 4


def test_each_page_calls_baselines_in_its_language() -> None:
    """Both pages have the same figures; what they are compared with is called as the list says."""
    cells = {
        language: [
            row.split(" | ")[2] for row in page.read_text("utf-8").splitlines() if row.count(" | ") == 6
        ]
        for language, page in run.PAGES.items()
    }
    vi, en = (cells[language][2:] for language in ("vi", "en"))

    assert len(en) > 40
    assert vi == [run.baseline(Line("", "", 1.0, name, 1.0), "vi") for name in en]
