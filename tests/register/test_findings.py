"""Findings: what reading, a regulation and pay found is of one type, and says the same in text, table, frame and JSON."""

import pickle

import polars as pl
import pytest

import dlxh
from dlxh import Findings, Severity, Tables, check
from dlxh.register.finding import Finding, Place
from dlxh.words.bilingual import ArgumentError
from dlxh.words.given import PlaceError
from tests.engines import engine
from tests.rules.test_engine_findings import OWN
from tests.rules.test_findings_text import _tables
from tests.sample import AS_OF

FAULTS = (
    Finding("T9", "sai {record}", "wrong {record}", table="terms", record="t1", place=Place("t.csv", 12)),
    Finding("T1", "sai", "wrong", Severity.WARNING, table="terms", place=Place("t.csv", 2), evidence=("a", "b")),
    Finding("P1", "sai", "wrong", table="engagements", record="CTV-1", network="gl"),
)  # fmt: skip
FOUND = Findings(FAULTS, as_of=AS_OF)


@pytest.mark.traced
def test_all_of_it_is_said_alike() -> None:
    """Counts, text, table, rows, frame and JSON speak of the same findings, in the order of work where people read."""
    assert (FOUND.ok, len(FOUND), FOUND.counts("severity")) == (False, 3, {"error": 2, "warning": 1})
    assert FOUND.counts("network") == {"": 2, "gl": 1}
    assert FOUND.to_text("en", limit=2).splitlines() == [
        *("as of 2024-07-24: 2 errors, 1 warning", "", "t.csv:2", "  T1 (warning): wrong"),
        *("", "t.csv:12", "  T9 (error): wrong t1", "", "… and 1 more finding"),
    ]
    assert [line.cells[1].text for line in FOUND.table("vi").lines] == ["T1", "T9", "P1"]
    assert FOUND.table("vi").caption == "Phát hiện, số liệu đến ngày 24/7/2024: 2 lỗi, 1 cảnh báo"
    assert FOUND._repr_html_() == FOUND.table("vi", limit=100).to_html()
    assert [row[0] for row in FOUND.rows("en")] == ["code", "T9", "T1", "P1"]
    assert FOUND.polars.row(1, named=True) == {
        "code": "T1",
        "severity": "warning",
        "table": "terms",
        "record": None,
        "field": None,
        "evidence": "a b",
        "source_row": 2,
        "network": None,
        "row_number": None,
        "reason": None,
    }
    assert FOUND.to_dict().keys() == check(_tables(), rules=OWN).to_dict().keys()
    assert Findings().to_text("vi") == "không có phát hiện"
    assert '"as_of": null' in Findings().to_json()
    assert repr(FOUND) == "<Findings {'T9': 1, 'T1': 1, 'P1': 1}>"


@pytest.mark.traced
def test_they_are_a_sequence() -> None:
    """Each has a place; they are equal by content, and pickled."""
    assert (FOUND[0], FOUND[-1], FOUND[1:]) == (FAULTS[0], FAULTS[2], FAULTS[1:])
    assert Findings(FAULTS) == FOUND
    assert list(FAULTS) != FOUND
    assert pickle.loads(pickle.dumps(FOUND)) == FOUND  # noqa: S301 - our own
    with pytest.raises(PlaceError, match="there is nothing at place 3; there are 3"):
        FOUND[3]
    with pytest.raises(ArgumentError, match="place= takes a whole number"):
        FOUND["T9"]  # type: ignore[call-overload]
    with pytest.raises(ArgumentError, match="found= takes Finding, not str"):
        Findings(["T9"])  # type: ignore[list-item]


@pytest.mark.traced
def test_a_check_orders_and_frames_them_alike() -> None:
    """A check that makes single findings late says what they say when they are at hand."""
    late = check(_tables(), rules=OWN)
    made = Findings(late, as_of=late.as_of)

    assert made._first() == late._first()
    assert made._first(2) == late._first(2)
    assert made.polars.equals(late.polars)
    assert late[1:] == tuple(late)[1:]
    placed = Findings(Finding("A1", "sai", "wrong", root="r", pointer=f"/items/{each}") for each in (10, 9))
    assert [each.pointer for each in placed._first()] == ["/items/9", "/items/10"]
    assert late == made


def test_faults_of_a_row_stand_together() -> None:
    """Made early or late, they are in one order, in which what is found in one row is sorted by its code."""
    reports = dlxh.read(dlxh.example("gia-lai")).register.tables.polars("reports").head(2)
    wrong = reports.with_columns(channel=pl.lit("pigeon"), author=pl.lit("x y"))
    late = check(Tables({"reports": wrong}, as_of=AS_OF))
    first = [each for each in late._first() if each.record == reports["id"][0]]

    assert Findings(late)._first() == late._first()
    assert [each.code for each in first] == sorted(each.code for each in first)
    assert {each.field for each in first} >= {"channel", "author"}


@pytest.mark.parametrize("name", ["pandas", "duckdb"])
def test_frames_are_of_the_callers_own_kind(name: str) -> None:
    """What was given comes back, wherever findings do."""
    tables = engine(name)(dlxh.read("examples/gia-lai").register)
    lines = dlxh.allowances(tables, "2024-07")
    for each in (check(tables, only=["T201"]), lines.findings):
        assert type(each.frame) is type(lines.frame)
        assert type(each.frame).__module__.startswith((name, f"_{name}"))
