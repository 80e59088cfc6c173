"""Dirty files: as columns or line by line, by `read` or by `read_tables`, they give the same rows and the same findings."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dlxh import Finding, Reading, Tables, check, read, read_tables
from dlxh.register import Limits, line_columns
from dlxh.register.rows import row_reader
from dlxh.register.schema import SOURCE_ROW, schema
from tests.lengths import examples
from tests.register.test_reading import LINES, _spoilt
from tests.register.test_reading_flat import REPORT
from tests.sample import package

CELLS: Final[tuple[object, ...]] = (
    *("", " ", "x\n", "y" * 301, "5", "true", "BC-1", "exact", "NaN", '":null', '": "', "👪", "\u00a0\u200b"),
    *("\u2126", "e\u0301", "\u0958" * 300, unicodedata.normalize("NFD", "ế") * 200),
    *(None, True, 7, -1, 2.0, 1e3, 10**18, 2**63 - 1, 2**63, -(2**63), 10**30, [], ["a"], {"kind": None}),
    *("2024-07-24", "2024-02-30", "2024-7-1", "0000-01-01", "9999-12-31"),
    *("2024-07-24T08:00:00Z", "2024-07-24 08:00:00+07:00", "2024-07-24T08:00:60Z", "2024-07-24T24:00:00Z"),
    *("2024-07-24T08:00:00+23:59", "2024-07-24T08:00:00+07", "2024-07-24T08:00:00", "1899-12-31T16:59:59Z"),
    *("2024-07-24T08:00:00.123456Z", "2024-07-24T08:00:00.1234567Z", "2200-12-31T17:00:00Z"),
)
"""What models change, take in several ways or refuse, and what Polars would take for something else."""
LAYOUTS: Final[tuple[Callable[[bytes], bytes], ...]] = (
    lambda line: b"\xef\xbb\xbf" + line,
    lambda line: b"  " + line + b" \r",
    lambda line: line.replace(b'"id"', b'"\\u0069d"', 1),
    lambda line: line.replace(b'": ', b'" :\t', 1),
    lambda line: line.replace(b", ", b",").replace(b": ", b":"),
    lambda line: unicodedata.normalize("NFD", line.decode()).encode(),
    lambda line: line[:-1] + b", " + line[1:],
    lambda line: line[: len(line) // 2],
    lambda line: line + line,
    lambda line: line.replace(b"a", b"\xe1", 1),
)
"""Other ways to write a line, and what machines and people do to lines."""


def _otherwise(line: bytes) -> st.SearchStrategy[bytes]:
    """Return a line as others write it."""
    return st.sampled_from(LAYOUTS).map(lambda change: change(line))


@st.composite
def _dirty_lines(draw: st.DrawFn, name: str) -> list[bytes]:
    """Return good lines among odd ones."""
    names = [column.name for column in schema()[name].columns if column.local_day_of is None]
    made = []
    for _ in range(draw(st.integers(1, 6))):
        line = draw(st.sampled_from(LINES[name]))
        cells = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(CELLS), max_size=2))
        changed = json.dumps(json.loads(line) | cells, ensure_ascii=draw(st.booleans())).encode()
        spoilt = _spoilt(line)
        made.append(
            draw(
                st.one_of(
                    st.just(line.encode()), st.just(changed), _otherwise(changed), spoilt, st.just(b" ")
                )
            )
        )
    return made


FILES = st.sets(st.sampled_from(sorted(LINES)), min_size=1, max_size=2).flatmap(
    lambda names: st.fixed_dictionaries({name: _dirty_lines(name).map(b"\n".join) for name in names})
)


def _read_both(path: Path, few: int, limits: Limits) -> tuple[Reading, Tables]:
    """Read in both ways; files of fewer lines are judged line by line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_columns, "FEW", few)
        return read(path, limits=limits), read_tables(path, limits=limits)


def _same_tables(first: Tables, second: Tables) -> bool:
    schemas = [{name: tables.polars(name).schema for name in tables} for tables in (first, second)]
    return first == second and schemas[0] == schemas[1]


def _faults(findings: tuple[Finding, ...]) -> set[tuple[object, ...]]:
    """Return where faults are, without rows that lack what is in another table: of absent tables a check says nothing."""
    return {
        (each.code, each.table, each.field, str(each.place))
        for each in findings
        if each.field not in row_reader(schema()[str(each.table)]).stand_ins
    }


@settings(max_examples=examples(120))
@given(FILES, st.sampled_from([Limits(), Limits(row_findings=1, file_findings=2)]))
@example({"allowance_steps": LINES["allowance_steps"][0].encode() + b"\n{"}, Limits())  # has a column `line`
def test_every_way_in_is_one(files: dict[str, bytes], limits: Limits) -> None:
    """Columns give what lines give, in order and with their places; `read_tables` and `check` report what `read` reports."""
    with TemporaryDirectory() as folder:
        path = package(Path(folder), files)
        reading, tables = _read_both(path, 0, limits)
        by_line, lines = _read_both(path, 10**9, limits)

    assert reading.findings == by_line.findings
    assert _same_tables(reading.register.tables, by_line.register.tables)
    assert tables.refused == lines.refused
    assert _same_tables(tables, lines)
    if limits == Limits():
        _hold_together(reading, tables)


def _hold_together(reading: Reading, tables: Tables) -> None:
    found = tuple(each for each in check(tables) if each.code.islower())
    assert _faults(found) == _faults(reading.findings)
    wrong = {(each.table, each.place.line) for each in found if each.place is not None}
    for name in tables:
        if not row_reader(schema()[name]).stand_ins:
            lines = [line for table, line in wrong if table == name]
            kept = tables.polars(name).filter(~pl.col(SOURCE_ROW).is_in(lines))
            assert kept.equals(reading.register.tables.polars(name))


@pytest.mark.parametrize("lines", [line_columns.FEW - 1, line_columns.FEW, line_columns.FEW + 1])
def test_around_the_switch_nothing_changes(tmp_path: Path, lines: int) -> None:
    """One line more or fewer, and files are read as columns instead: the same findings, rows and line numbers."""
    rows = [json.dumps({**REPORT, "id": f"bc{number}"}) for number in range(lines)]
    rows[7], rows[8], rows[9] = "{", json.dumps({**REPORT, "channel": "fax"}), '{"luong": 5}'
    path = package(tmp_path, {"reports": rows})
    reading, tables = read(path), read_tables(path)

    assert [(each.code, str(each.place)) for each in reading.findings[:2]] == [
        ("json_invalid", "reports.ndjson:8"),
        ("enum", "reports.ndjson:9"),
    ]
    assert {str(each.place) for each in tables.refused} == {"reports.ndjson:8", "reports.ndjson:10"}
    kept = reading.register.tables.polars("reports")[SOURCE_ROW].to_list()
    assert kept == [number for number in range(1, lines + 1) if number not in {8, 9, 10}]
    assert tables.polars("reports")[SOURCE_ROW].to_list() == sorted([*kept, 9])


def test_rows_that_were_read_have_passed_their_models(tmp_path: Path) -> None:
    """What `read` keeps has passed, so that `check` need not ask again; what `read_tables` keeps has not."""
    rows = [
        json.dumps({**REPORT, "id": f"bc{number}", "channel": "fax"}) for number in range(line_columns.FEW)
    ]
    path = package(tmp_path, {"reports": rows})

    kept, tables = read(path).register.tables, read_tables(path)
    assert (kept.enforced, kept.polars("reports").height) == (True, 0)
    assert (tables.enforced, check(tables, only=["enum"]).counts()) == (False, {"enum": line_columns.FEW})


def test_a_line_is_told_with_its_own_file(tmp_path: Path) -> None:
    """How many lines are not listed is reported with the file, as by `read`; of joined tables each line has its own."""
    first = package(tmp_path / "first", {"reports": ["{", "{", "{"]})
    second = package(tmp_path / "second", {"reports": ["{"]})
    (second / "reports.ndjson").rename(second / "more.ndjson")
    described = second / "datapackage.json"
    described.write_text(described.read_text("utf-8").replace("reports.ndjson", "more.ndjson"), "utf-8")
    bound = Limits(file_findings=1)

    found = check(read_tables(first, limits=bound).append(read_tables(second)))
    told = {
        (each.code, str(each.place)) for each in (*read(first, limits=bound).findings, *read(second).findings)
    }
    assert {(each.code, str(each.place)) for each in found} == told
    assert ("rows_unlisted", "reports.ndjson") in told
