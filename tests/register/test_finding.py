"""A finding says what happened and where, in both languages, and never shows the row."""

import dataclasses
import json
from typing import Any

import pytest

from dlxh import Finding, Severity
from dlxh.register import Place
from dlxh.register.fault_codes import ROW_FAULTS, SOURCE_FAULTS
from dlxh.register.finding import refuse
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


def test_a_finding_is_its_sentence() -> None:
    """As a text a finding is its Vietnamese sentence, with the place in front where the row was read from a file."""
    read = refuse("missing", Place("reports.ndjson", 17), table="reports", field="channel")

    assert str(read) == (
        "reports.ndjson:17: bảng báo cáo, cột kênh gửi: thiếu trường bắt buộc; hãy điền trường này"
    )
    assert str(Finding("X", "vi", "en")) == "vi"
    assert str(refuse("file_missing", Place("a"), table="units")).startswith("a: bộ dữ liệu kê tệp này")
    assert refuse("json_invalid", Place("a", 3)).message("en").startswith("this is not valid JSON")


@pytest.mark.parametrize(
    ("given", "vi", "en"),
    [
        ({"record": "m1"}, "tư cách m1, —", "membership m1, —"),
        ({"row_number": 3}, "tư cách thứ 3, —", "membership no. 3, —"),
        ({"row_number": 3, "place": Place("m.csv", 17)}, "tư cách thứ 17, —", "membership no. 17, —"),
        ({}, "tư cách chưa rõ mã, —", "membership of unknown id, —"),
    ],
)
def test_a_row_without_an_id_is_told_by_its_number(given: dict[str, Any], vi: str, en: str) -> None:
    """Where the key is not an id, a sentence has the row's number, and nothing that is not there is shown as None."""
    finding = Finding(
        "T", "tư cách {record}, {x}", "membership {record}, {x}", parameters={"x": None}, **given
    )

    assert (finding.message("vi"), finding.message("en")) == (vi, en)


def test_what_to_do() -> None:
    """A cure is given, or follows from the code of what was refused; a finding made by hand may have none."""
    told = refuse("too_short", Place("a", 1), parameters={"min_length": 1})
    given = Finding("T201", "", "", cure_vi="sửa", cure_en="mend")

    assert (told.cure("vi"), told.cure("en")) == (
        "cần ít nhất 1, hãy thêm vào",
        "at least 1 are needed, add some",
    )
    assert (given.cure("vi"), given.cure("en")) == ("sửa", "mend")
    assert Finding("no_scheme", "thiếu; thêm {record}", "", record="m1").cure("vi") == "thêm m1"
    assert Finding("T201", "", "").cure("vi") == ""


@pytest.mark.parametrize("code", [*SOURCE_FAULTS, *ROW_FAULTS])
def test_few_faults_of_files_are_warnings(code: str) -> None:
    """What only asks to look is a warning; everything else that did not fit is an error."""
    is_warning = code in {"partial_unclear", "pack_unknown", "pack_field", "file_edited", "hash_missing"}
    is_warning |= code in {"stored_by_newer", "unknown_field", "value_dropped"}

    assert (refuse(code, Place("a")).severity is Severity.WARNING) == is_warning


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

    known = dataclasses.replace(
        finding, vi="{table}: {field}", table="other_allowances", field="collaborator"
    )

    assert known.message("vi") == "phụ cấp khác: cộng tác viên"
    assert finding.message("vi") == "vi r 1"
    assert finding.message("en") == "en f t {y}"
    with pytest.raises(LangError):
        finding.message("fr")  # type: ignore[arg-type] # the mistake that is tested


def test_a_finding_goes_into_json_without_its_row() -> None:
    """A finding as JSON has code, place and both messages, and not the row; neither has its repr."""
    finding = refuse(
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
        "row_number": None,
        "root": None,
        "pointer": None,
        "vi": "bảng t, dòng r, cột f: giá trị không có trong danh mục; dùng một trong: 'x' hoặc 'y'",
        "en": "table t, row r, column f: the value is not in the list; use one of 'x' or 'y'",
        "cure_vi": "dùng một trong: 'x' hoặc 'y'",
        "cure_en": "use one of 'x' or 'y'",
    }
    assert Finding("X", "", "").to_dict()["place"] is None
    assert "MARK" not in repr(finding)
    assert finding.row == "MARK"


def test_what_quotes_a_value_is_left_out() -> None:
    """The parts of pydantic's context that quote what was refused never enter a finding."""
    finding = refuse(
        "union_tag_invalid", Place("a"), parameters={"tag": "MARK", "error": "MARK", "expected_tags": "'x'"}
    )

    assert dict(finding.parameters) == {"expected_tags": "'x'"}
    assert "MARK" not in repr(finding) + finding.message("vi") + finding.message("en")


def test_braces_in_a_sentence_stay() -> None:
    """A pattern with braces is shown as it is."""
    finding = refuse("string_pattern_mismatch", Place("a"), parameters={"pattern": "^[0-9]{2}$"})

    assert "^[0-9]{2}$" in finding.message("vi")
    assert "^[0-9]{2}$" in finding.message("en")


@pytest.mark.parametrize("code", [*SOURCE_FAULTS, *ROW_FAULTS])
def test_every_fault_of_a_file_is_worded(code: str) -> None:
    """Each fault of a file has its own sentence in both languages, which says what to do."""
    numbers = dict.fromkeys(
        ("lines", "limit", "rows", "stated", "bytes", "stated_bytes", "count", "version", "ours", "to"), 386
    )
    finding = refuse(
        code,
        Place("a"),
        parameters={"name": "'x'", "known": "units", "format": "'csv'", "pack": "gl", **numbers},
    )

    assert finding.message("vi") != finding.message("en")
    assert ";" in finding.message("vi")
    assert not finding.message("en").startswith("the value is not valid")


def test_findings_can_be_collected() -> None:
    """Findings are compared by content and can be in a set."""
    assert (
        len(
            {
                refuse("missing", Place("a", 1)),
                refuse("missing", Place("a", 1)),
                refuse("missing", Place("a", 2)),
            }
        )
        == 2
    )
