"""What a nested value means by a part that it leaves out is the same in objects, in columns, and in every reader."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Tables, check, measure, read, read_tables
from dlxh.errors import ReadError, TableError
from dlxh.register.inner_defaults import inner_defaults
from dlxh.register.schema import schema
from tests.engines import CARRIERS, FRAMES
from tests.lengths import examples
from tests.register.test_reading import LINES
from tests.sample import AS_OF, package, register

DEFAULTS = [(name, each) for name in schema() for each in inner_defaults(schema()[name])]


def _duty() -> dict[str, Any]:
    return {
        "regulation": "qc",
        "network": "gl",
        "position": 1,
        "id": "d1",
        "article": "Điều 1",
        "text": "Báo cáo tháng.",
        "published": True,
        "valid_from": "2021-01-01",
        "duty_kind": "report",
        "duty_report": "periodic",
        "duty_period_kind": "month",
        "duty_due_kind": "day_of_month",
        "duty_due_day": 20,
        "duty_due_months_after": 0,
        "duty_convention": "calendar",
        "duty_on_day_off": "stays",
        "duty_grace_days": 0,
        "duty_undeclared": "period_of_receipt",
        "duty_least_days_served": 1,
        "duty_owed_by_kind": "members",
        "duty_owed_by_single_line": True,
        "duty_owed_by_needs_engagement": False,
        "duty_owed_by_ends_with_unit": True,
    }


def test_every_part_with_a_default_is_known() -> None:
    """Qualifiers of figures, the convention of a period, receipt and count of an obligation are all that a value may leave out."""
    found = {(name, each.column, each.value) for name, each in DEFAULTS}

    assert {
        ("reports", "period_convention", "calendar"),
        ("regulation_provisions", "duty_receipt", "first"),
        ("regulation_provisions", "duty_count", 1),
    } <= found
    assert all(
        column.endswith("_qualifier") and value == "exact"
        for name, column, value in found
        if name == "activities"
    )
    assert len(found) >= 10


def _bare(name: str, line: str) -> dict[str, Any]:
    """Return a row without any part that may be left out."""
    row: dict[str, Any] = json.loads(line)
    for each in inner_defaults(schema()[name]):
        row.pop(each.column, None)
    return row


ROWS = {
    "reports": [_bare("reports", line) for line in LINES["reports"]],
    "activities": [_bare("activities", line) for line in LINES["activities"]],
    "regulation_provisions": [
        _duty(),
        {name: value for name, value in _duty().items() if not name.startswith("duty_")}
        | {"id": "d2", "position": 2},
    ],
}


@pytest.mark.parametrize("kind", FRAMES)
@pytest.mark.parametrize("name", ROWS)
def test_readers_and_frames_fill_what_a_model_fills(tmp_path: Path, name: str, kind: str) -> None:
    """`read`, `read_tables` and frames of every kind give one table, where each value means what its model says."""
    folder = package(tmp_path, {name: map(json.dumps, ROWS[name])})
    whole = read(folder)
    expected = whole.register.tables.polars(name)
    carry = CARRIERS[kind]()

    assert whole.ok
    assert read_tables(folder).polars(name).equals(expected)
    left_out = [each.column for each in inner_defaults(schema()[name])]
    bare = expected.with_columns(pl.lit(None, expected.schema[column]).alias(column) for column in left_out)
    for frame in (bare, expected.drop(left_out)):
        tables = Tables({name: carry(frame)}, as_of=AS_OF)
        assert tables.polars(name).sort("id").equals(expected.sort("id"))


@pytest.mark.parametrize("kind", FRAMES)
def test_a_figure_without_its_qualifier_is_counted_as_its_object(kind: str) -> None:
    """361 trainees without a qualifier are 361, and not at least 361, on every engine."""
    frame = register().tables.polars("activities").drop("detail_trainees_qualifier")
    given = Tables({"activities": CARRIERS[kind]()(frame)}, as_of=AS_OF)

    assert measure(given, ["trainees"]).to_text("en") == measure(register(), ["trainees"]).to_text("en")


SPOILT = st.sampled_from([None, "", 7, "exact", "calendar", "about", "x", True, -1, "2024-07-24", 10**30])


@st.composite
def _files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return lines of a table with cells left out, null, spoilt or doubled."""
    name = draw(st.sampled_from(sorted(LINES)))
    lines = []
    for line in LINES[name]:
        row = json.loads(line)
        for key in draw(st.sets(st.sampled_from(sorted(row)), max_size=2)):
            if draw(st.booleans()):
                del row[key]
            else:
                row[key] = draw(SPOILT)
        text = json.dumps(row)
        if draw(st.integers(0, 5)) == 0:
            key = draw(st.sampled_from([column.name for column in schema()[name].columns]))
            text = f'{{"{key}": {json.dumps(draw(SPOILT))}, ' + text[1:]
        lines.append(text)
    return name, lines


@settings(max_examples=examples(80))
@given(_files())
def test_both_readers_agree(given_file: tuple[str, list[str]]) -> None:
    """Of any file `read_tables` gives what `read` gives, or both say that something is wrong with it."""
    name, lines = given_file
    with TemporaryDirectory() as folder:
        path = package(Path(folder), {name: lines})
        reading = read(path)
        own = [
            finding for finding in reading.findings if finding.code != "too_short" or finding.field is None
        ]
        try:
            tables = read_tables(path)
        except (ReadError, TableError):
            assert not reading.ok
            return
        if reading.ok:
            assert tables.polars(name).equals(reading.register.tables.polars(name))
        elif own:
            assert not check(tables).ok
