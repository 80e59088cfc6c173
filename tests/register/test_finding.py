"""A finding says what happened and where, in both languages, and never shows the row."""

import json

import pytest

from dlxh import Finding, Place, Severity
from dlxh.register.finding import SOURCE_FAULTS, refused
from dlxh.words.bilingual import LangError


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("a.ndjson", 3), "a.ndjson:3"),
        (Place("a.ndjson"), "a.ndjson"),
        (Place("a.json", pointer="/reports/0"), "a.json/reports/0"),
    ],
)
def test_places(place: Place, text: str) -> None:
    """A place is a file and its line, a whole file, or a file and a pointer into it."""
    assert str(place) == text


def test_the_message_is_filled_late() -> None:
    """A message is filled with the finding's own words and parameters; what is not given stays visible."""
    finding = Finding(
        "T201",
        "vi {record} {x}",
        "en {field} {table} {y}",
        table="t",
        record="r",
        field="f",
        parameters={"x": 1},
    )

    assert finding.message("vi") == "vi r 1"
    assert finding.message("en") == "en f t {y}"
    with pytest.raises(LangError):
        finding.message("fr")  # type: ignore[arg-type] # the mistake that is tested


def test_a_finding_goes_into_json_without_its_row() -> None:
    """A finding as JSON has code, place and both messages, and not the row; neither has its repr."""
    finding = refused(
        "enum",
        Place("a", 1),
        row="MARK",
        table="t",
        record="r",
        field="f",
        parameters={"expected": "'x' or 'y'"},
    )

    assert finding.severity is Severity.ERROR
    assert json.loads(json.dumps(finding.to_dict())) == {
        "code": "enum",
        "severity": "error",
        "table": "t",
        "record": "r",
        "field": "f",
        "place": "a:1",
        "evidence": [],
        "vi": "giá trị không có trong danh mục; dùng một trong: 'x' hoặc 'y'",
        "en": "the value is not in the list; use one of 'x' or 'y'",
    }
    assert Finding("X", "", "").to_dict()["place"] is None
    assert "MARK" not in repr(finding)
    assert finding.row == "MARK"


def test_what_quotes_a_value_is_left_out() -> None:
    """The parts of pydantic's context that quote what was refused never enter a finding."""
    finding = refused(
        "union_tag_invalid", Place("a"), parameters={"tag": "MARK", "error": "MARK", "expected_tags": "'x'"}
    )

    assert dict(finding.parameters) == {"expected_tags": "'x'"}
    assert "MARK" not in repr(finding) + finding.message("vi") + finding.message("en")


def test_braces_in_a_sentence_stay() -> None:
    """A pattern with braces is told as it is."""
    finding = refused("string_pattern_mismatch", Place("a"), parameters={"pattern": "^[0-9]{2}$"})

    assert "^[0-9]{2}$" in finding.message("vi")
    assert "^[0-9]{2}$" in finding.message("en")


@pytest.mark.parametrize("code", SOURCE_FAULTS)
def test_every_fault_of_a_file_is_worded(code: str) -> None:
    """Each fault of a file has its own sentence in both languages, which says what to do."""
    numbers = dict.fromkeys(("lines", "limit", "rows", "stated", "bytes", "stated_bytes", "count"), 386)
    finding = refused(
        code, Place("a"), parameters={"name": "'x'", "known": "units", "format": "'csv'", **numbers}
    )

    assert finding.message("vi") != finding.message("en")
    assert ";" in finding.message("vi")
    assert not finding.message("en").startswith("the value is not valid")


def test_findings_can_be_collected() -> None:
    """Findings are compared by content and can stand in a set."""
    assert (
        len(
            {
                refused("missing", Place("a", 1)),
                refused("missing", Place("a", 1)),
                refused("missing", Place("a", 2)),
            }
        )
        == 2
    )
