"""Reading flat files as columns: what is read is what the file says; a line that no column can hold is reported with its place."""

import json
import pickle
import re
import unicodedata
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlxh
from dlxh import check, read, read_tables
from dlxh.errors import ReadError, TableError
from dlxh.register import line_columns
from dlxh.register.columns import Kind
from dlxh.register.json_text import Twice, parse
from dlxh.register.line_columns import Lines, in_columns
from dlxh.register.rows import row_reader
from dlxh.register.schema import SOURCE_ROW, schema
from tests.lengths import examples
from tests.register.test_reading import LINES, _spoilt
from tests.register.test_reading_flat import MEMBER, REPORT, _line
from tests.sample import package

EXAMPLES = sorted(path.parent for path in Path("examples").glob("*/datapackage.json"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_it_reads_what_read_reads(folder: Path) -> None:
    """Of files without a fault the tables are those of `read`, down to the number of each line."""
    tables, expected = read_tables(folder), read(folder).register.tables

    assert (tables.names, tables.as_of, tables.partial) == (expected.names, expected.as_of, expected.partial)
    assert tables.places == expected.places
    for name in tables:
        assert tables.polars(name).equals(expected.polars(name))
    assert not tables.enforced


@settings(max_examples=examples(60))
@given(st.data())
def test_a_letter_and_its_marks_are_one_letter_as_for_read(data: st.DataObject) -> None:
    """Files from systems that part letters and marks, with or without escapes, give the tables that `read` gives."""
    example = data.draw(st.sampled_from(EXAMPLES))
    table = data.draw(
        st.sampled_from([name for name in read_tables(example) if not row_reader(schema()[name]).stand_ins])
    )
    lines = (example / f"{table}.ndjson").read_text("utf-8").splitlines()[:5]
    form, escaped = data.draw(st.sampled_from(["NFC", "NFD"])), data.draw(st.booleans())
    rows = [json.loads(unicodedata.normalize(form, line)) for line in lines]
    written = [json.dumps(row, ensure_ascii=escaped) for row in rows]
    with TemporaryDirectory() as folder:
        path = package(Path(folder) / "p", {table: written})
        reading = read(path)
        assert read_tables(path).polars(table).equals(reading.register.tables.polars(table))
        assert reading.ok == read(package(Path(folder) / "q", {table: lines})).ok


def test_letters_and_marks_that_are_written_apart(tmp_path: Path) -> None:
    """A name that a system wrote as letters and marks is the name that a keyboard gives; a number of a paper stays as it is."""
    apart = unicodedata.normalize("NFD", "Huyện Đắk Đoa")
    row = {"id": "x1", "name": apart, "kind": "place", "level": "district"}
    plain = read_tables(package(tmp_path / "plain", {"units": [json.dumps(row, ensure_ascii=False)]}))
    escaped = read_tables(package(tmp_path / "escaped", {"units": [json.dumps(row)]}))
    assert plain.polars("units")["name"].to_list() == ["Huyện Đắk Đoa"]
    assert escaped.polars("units").equals(plain.polars("units"))
    number = unicodedata.normalize("NFD", "5/BC-UBND quận")
    paper = json.dumps({**REPORT, "id": "bc1", "number": number}, ensure_ascii=False)
    read_so = read_tables(package(tmp_path / "paper", {"reports": [paper]}))
    assert read_so.polars("reports")["number"].to_list() == [number]


@pytest.mark.traced
@pytest.mark.parametrize("few", [line_columns.FEW, 0])
def test_a_text_that_is_too_long_in_one_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """A name is counted before and after its normal form, as models count it; one sign may be another one in that form."""
    monkeypatch.setattr(line_columns, "FEW", few)
    names = [unicodedata.normalize("NFD", "ế") * 200, "\u0958" * 300, "Núi \u212a", "Núi Ω", "Núi"]
    rows = [
        {"id": f"x{n}", "name": name, "kind": "place", "level": "district"} for n, name in enumerate(names)
    ]
    folder = package(tmp_path, {"units": map(json.dumps, rows)})
    reading, tables = read(folder), read_tables(folder)

    assert [(each.code, str(each.place)) for each in tables.refused] == [
        ("string_too_long", "units.ndjson:1"),
        ("string_too_long", "units.ndjson:2"),
    ]
    assert tables.refused == tuple(reading.findings)
    assert tables.polars("units")["name"].to_list() == ["Núi K", "Núi Ω", "Núi"]
    assert tables.polars("units").equals(reading.register.tables.polars("units"))


@pytest.mark.traced
@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
def test_nulls_and_layouts_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, separators: tuple[str, str]
) -> None:
    """A null that is written out is an empty cell, in whichever layout; a name that appears twice next to it is refused."""
    monkeypatch.setattr(line_columns, "FEW", 0)
    row = {"id": "x1", "name": "Huyện A", "kind": "place", "level": "district", "valid_to": None}
    text = json.dumps(row, ensure_ascii=False, separators=separators)
    twice = text.replace('"valid_to"', '"parent"')[:-1] + f', "parent"{separators[1]}null}}'
    good, odd = (
        package(tmp_path / name, {"units": lines}) for name, lines in (("g", [text]), ("o", [twice]))
    )

    assert read_tables(good).polars("units")["valid_to"].to_list() == [None]
    assert read_tables(good).refused == ()
    assert [each.code for each in read_tables(odd).refused] == ["key_twice"]


def test_every_text_that_a_model_composes_is_composed_in_columns() -> None:
    """Names and prose are marked in the schema; ids, codes and the numbers of papers stay as they are written."""
    marked = {f"{table}.{c.name}" for table, each in schema().items() for c in each.columns if c.composed}
    assert {"units.name", "items.summary", "items.local_topic", "contacts.name", "events.note"} <= marked
    assert not marked & {"units.id", "reports.number", "reports.channel", "item_topics.topic"}


LAYOUTS = {
    "compact": lambda rows: "\n".join(json.dumps(row, separators=(",", ":")) for row in rows),
    "wide": lambda rows: "\n".join(json.dumps(row, separators=(" , ", " : ")) for row in rows),
    "escaped": lambda rows: "\n".join(json.dumps(row, ensure_ascii=True) for row in rows) + "\n",
    "windows": lambda rows: "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\r\n",
    "marked": lambda rows: "\ufeff" + "\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
    "nulls": lambda rows: "\n".join(json.dumps({"replaces": None, **row}) for row in rows),
    "compact nulls": lambda rows: "\n".join(
        json.dumps({"replaces": None, **row}, separators=(",", ":")) for row in rows
    ),
    "blank lines": lambda rows: "\n\n \t\n".join(json.dumps(row) for row in rows),
}


@pytest.mark.traced
@pytest.mark.parametrize("layout", LAYOUTS)
def test_how_a_file_is_laid_out_changes_nothing(tmp_path: Path, layout: str) -> None:
    """Spaces, escapes, line ends, a byte order mark, nulls and blank lines are not faults, and lines keep their numbers."""
    rows = [{**REPORT, "id": "bc1", "circulation": 'Nói: "có": null'}, {**REPORT, "id": "bc2"}]
    tables = read_tables(package(tmp_path, {"reports": LAYOUTS[layout](rows).encode()}))

    found = tables.polars("reports").select("id", "circulation", SOURCE_ROW).rows()
    assert found == [("bc1", 'Nói: "có": null', 1), ("bc2", None, 4 if layout == "blank lines" else 2)]


@pytest.mark.traced
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"7", "reports.ndjson:2: "),
        (b"{", "reports.ndjson:2: "),
        (b"[" * 100_000, "reports.ndjson:2: "),
        (b'{"id": "\xe1"}', "reports.ndjson:2: "),
        (b'{"id": "bc1", "id": "bc2"}', "reports.ndjson:2: "),
        (b'{"id": "bc1", "id": null}', "reports.ndjson:2: "),
        (b'{"id": null, "id": "bc1"}', "reports.ndjson:2: "),
        (b'{"id": null, "\\u0069d": "bc1"}', "reports.ndjson:2: "),
        (b'{"replaces": null, "replaces": null}', "reports.ndjson:2: "),
        (b'{"luong": null}', "reports.ndjson:2, luong: "),
        (b'{"id": "bc2", "luong": 5}', "reports.ndjson:2, luong: "),
        (b'{"id": "bc2", "luong": "5"}', "reports.ndjson:2, luong: "),
        (b'{"id": 7}', "reports.ndjson:2, id: "),
        (b'{"id": ["bc2"]}', "reports.ndjson:2, id: "),
        (b'{"id": true}', "reports.ndjson:2, id: "),
        (b'{"id": "\\ud800"}', "reports.ndjson:2, id: "),
        (b'{"stage": "2"}', "reports.ndjson:2, stage: "),
        (b'{"stage": 2.0}', "reports.ndjson:2, stage: "),
        (b'{"stage": true}', "reports.ndjson:2, stage: "),
        (b'{"stage": 99999999999999999999}', "reports.ndjson:2, stage: "),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_would_be_lost_is_told_with_its_line(tmp_path: Path, raw: bytes, said: str) -> None:
    """A line with an unknown field, a name twice, or a value that the column cannot hold is reported as by `read`."""
    good = _line("reports", {}).encode()
    folder = package(tmp_path, {"reports": b"\n".join([good, raw, good])})
    tables, expected = read_tables(folder), read(folder)

    assert tables.refused == tuple(expected.findings)
    assert {str(finding.place) for finding in tables.refused} == {"reports.ndjson:2"}
    assert said in {
        f"{finding.place}, {finding.field}: " if finding.field else f"{finding.place}: "
        for finding in tables.refused
    }
    assert tables.polars("reports").equals(expected.register.tables.polars("reports"))
    assert tables.polars("reports")[SOURCE_ROW].to_list() == [1, 3]
    assert tables.partial == expected.register.tables.partial == {"reports": {"*"}}


@pytest.mark.traced
def test_a_refusal_shows_no_value(tmp_path: Path) -> None:
    """Values of personal fields never appear in a finding; the line itself is in it, and is not shown."""
    row = {"id": "CTV-1", "network": "gl", "name": 987654321}
    tables = read_tables(package(tmp_path, {"collaborators": [json.dumps(row)]}))
    (finding,) = {each for each in tables.refused if each.field == "name"}

    shown = (
        repr(tables),
        repr(finding),
        finding.message("vi"),
        str(finding.to_dict()),
        str(check(tables).to_dict()),
    )
    assert not any("987654321" in text for text in shown)
    assert "987654321" in str(finding.row)


@pytest.mark.traced
def test_a_line_that_is_no_row_stays_with_its_tables(tmp_path: Path) -> None:
    """What was refused goes where its table goes: into some of the tables, both together, another process, another day."""
    files = {"reports": [_line("reports", {}), "{"], "memberships": [json.dumps(MEMBER), "7"]}
    tables = read_tables(package(tmp_path, files))
    told = {each.table: each for each in tables.refused}

    assert list(told) == ["reports", "memberships"]
    assert tables.select(["memberships"]).refused == (told["memberships"],)
    assert tables.select(["reports"]).append(tables.select(["memberships"])).refused == tables.refused
    same = (
        tables.collect(),
        tables.without("reports", ["bc1"]),
        tables.with_metadata(as_of=date(2030, 1, 1), partial={}),
    )
    for each in (*same, pickle.loads(pickle.dumps(tables))):  # noqa: S301 - our own
        assert each.refused == tables.refused


def test_check_tells_what_was_refused(tmp_path: Path) -> None:
    """`check` counts such a line among its findings; a row with the same key is neither wrong for it nor put aside."""
    lines = [
        _line("reports", {}),
        _line("reports", {"luong": 1}),
        _line("reports", {"channel": "fax"}),
        "{",
        "[",
    ]
    tables = read_tables(package(tmp_path, {"reports": lines}))
    found = check(tables, only=["extra_forbidden", "json_invalid", "enum"])

    assert found.counts() == {"extra_forbidden": 1, "json_invalid": 2, "enum": 1}
    assert [str(each.place) for each in found] == [f"reports.ndjson:{line}" for line in (2, 4, 5, 3)]
    assert check(tables, only=["json_invalid"]).counts() == {"json_invalid": 2}
    assert check(tables, only=["X101"]).counts() == {}
    assert found.quarantine(tables)["reports"]["reasons"].unique().to_list() == ["enum channel"]
    lost = check(tables, only=["json_invalid"])
    assert lost.valid(tables).tables.polars("reports").height == 2
    assert not lost.ok


@pytest.mark.traced
@pytest.mark.parametrize(
    ("described", "said"),
    [
        ({"name": "report", "path": "reports.ndjson"}, "reports.ndjson: "),
        ({"name": "reports", "path": "none.ndjson"}, "none.ndjson: "),
        ({"name": "reports", "path": "../x"}, "../x: "),
        ("reports", "so: "),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, described: Any, said: str) -> None:  # noqa: ANN401
    """A package with a file missing or unknown is not read in part; what `read` makes of it is said as it is."""
    good = {"name": "memberships", "path": "memberships.ndjson"}
    rows = {"reports": [_line("reports", {})], "memberships": [json.dumps(MEMBER)]}
    folder = package(tmp_path / "so", rows, resources=[described, good])
    with pytest.raises(ReadError) as caught:
        read_tables(folder)

    assert caught.value.en.startswith(said)
    assert caught.value.en.endswith("; dlxh.read reads the other files and lists every fault of the package")
    assert len(read(folder).register.memberships) == 1


@pytest.mark.traced
def test_some_tables_alone(tmp_path: Path) -> None:
    """What is not asked for is not opened, and what does not fit there is no hindrance."""
    folder = package(tmp_path, {"memberships": [json.dumps(MEMBER)], "reports": b"{"})
    tables = read_tables(folder, only=["memberships"], as_of=date(2030, 1, 1))

    assert (tables.names, tables.as_of) == (("memberships",), date(2030, 1, 1))
    assert [each.code for each in read_tables(folder).refused] == ["json_invalid"]
    with pytest.raises(TableError):
        read_tables(folder, only=["membership"])
    with pytest.raises(TableError, match=r"write only=\['memberships'\]"):
        read_tables(folder, only="memberships")


@pytest.mark.parametrize("described", [{"name": ["memberships"]}, {"name": {}}, ["memberships"], None, 7])
def test_an_entry_without_a_name_is_not_wanted(tmp_path: Path, described: object) -> None:
    """What names no table is passed over where some tables are asked for, whatever it is."""
    good = {"name": "memberships", "path": "memberships.ndjson"}
    folder = package(tmp_path, {"memberships": [json.dumps(MEMBER)]}, resources=[described, good])

    assert read_tables(folder, only=["memberships"]).names == ("memberships",)
    assert len(read(folder).findings) == 1


@pytest.mark.traced
def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    """A path that leads nowhere is refused."""
    with pytest.raises(ReadError):
        read_tables(tmp_path / "none")


def test_an_empty_file_is_an_empty_table(tmp_path: Path) -> None:
    """A file without a line is a table without a row, which is not the same as no table."""
    tables = read_tables(package(tmp_path, {"reports": b"", "memberships": b"\n\n"}))

    assert [tables.polars(name).height for name in ("reports", "memberships")] == [0, 0]
    assert dlxh.measure(tables, "report_times").figure("report_times").value == 0


def test_a_zip_and_what_is_partial(tmp_path: Path) -> None:
    """A zip is read as a folder is, and tables that are there in part stay so."""
    register = read("examples/gia-lai").register
    register.write(tmp_path / "so.zip", personal=True)
    assert read_tables(tmp_path / "so.zip").names == register.tables.names

    entry = {"name": "reports", "path": "reports.ndjson", "dlxh:partial": ["gl"]}
    folder = package(tmp_path / "so", {"reports": [_line("reports", {})]}, resources=[entry])
    assert read_tables(folder).partial == {"reports": {"gl"}}


def test_constraints_are_judged_by_check_with_their_place(tmp_path: Path) -> None:
    """`check` finds what `read` would have refused, under the same code, field, file and line."""
    lines = [_line("reports", {}), _line("reports", {"id": "bc2", "channel": "fax"})]
    folder = package(tmp_path, {"reports": lines})
    (refused,) = read(folder).findings
    found = [each for each in check(read_tables(folder)) if each.field == "channel"]

    assert [(each.code, str(each.place)) for each in found] == [(refused.code, str(refused.place))]
    assert str(refused.place) == "reports.ndjson:2"


@pytest.mark.parametrize("day", ["4/5/2021", "2021-02-30", "0000-01-01", ""])
def test_a_day_that_is_none_is_told_with_its_line(tmp_path: Path, day: str) -> None:
    """A day is a text in the file; a line with one that is not a day is reported as by `read`, and the others are read."""
    rows = [{**MEMBER, "id": key, "start": start} for key, start in (("m1", "2021-05-04"), ("m2", day))]
    folder = package(tmp_path, {"memberships": map(json.dumps, rows)})
    tables = read_tables(folder)

    assert tables.refused == tuple(read(folder).findings)
    assert [(each.field, str(each.place)) for each in tables.refused] == [("start", "memberships.ndjson:2")]
    assert tables.polars("memberships")["id"].to_list() == ["m1"]


INSTANTS = {
    "2024-07-24T08:00:00+07": False,
    "2024-07-24T08:00:00+0700": False,
    "2024-07-24T08:00:00.1234567Z": False,
    "2024-07-24T08:00:00+23:59": True,
    "2024-07-24 08:00:00-12:00": True,
    "2024-07-24T08:00:00.123456Z": True,
}
"""Texts of instants, and whether models take them; frames take some more, as databases write them."""


@pytest.mark.traced
@pytest.mark.parametrize("few", [line_columns.FEW, 0])
def test_an_instant_in_a_file_is_what_its_model_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Offsets without minutes and parts of a microsecond are refused by both readers, and the others are one instant."""
    monkeypatch.setattr(line_columns, "FEW", few)
    rows = [{**REPORT, "id": f"bc{n}", "received_at": text} for n, text in enumerate(INSTANTS)]
    folder = package(tmp_path, {"reports": map(json.dumps, rows)})
    reading, tables = read(folder), read_tables(folder)

    assert [each.place and each.place.line for each in tables.refused] == [1, 2, 3]
    assert tables.refused == tuple(reading.findings)
    assert tables.polars("reports").equals(reading.register.tables.polars("reports"))
    assert tables.polars("reports").height == sum(INSTANTS.values())


ODD = st.text(st.sampled_from('":, nul\\{}[]7é\n'), max_size=12)
LAYOUT = st.sampled_from([(", ", ": "), (",", ":"), (" ,\t", " :  ")])


@st.composite
def _lines(draw: st.DrawFn) -> tuple[str, list[bytes]]:
    """Return lines of a table, some spoilt, with texts that look like JSON, arranged in several ways."""
    name = draw(st.sampled_from(["memberships", "items", "item_topics", "reports"]))
    columns = [column for column in schema()[name].columns if column.local_day_of is None]
    value = {
        Kind.INTEGER: st.integers(0, 9),
        Kind.BOOLEAN: st.booleans(),
    }
    spoilt = st.one_of(
        ODD, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none(), st.just(["a"])
    )
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        chosen = draw(st.lists(st.sampled_from(columns), max_size=5, unique_by=lambda column: column.name))
        row = {column.name: draw(st.none() | value.get(column.kind, ODD)) for column in chosen}
        if chosen and draw(st.integers(0, 5)) == 0:
            row[draw(st.sampled_from([chosen[0].name, "x", ""]))] = draw(spoilt)
        text = json.dumps(row, separators=draw(LAYOUT), ensure_ascii=draw(st.booleans()))
        if row and draw(st.integers(0, 9)) == 0:
            text = (
                text[:-1] + ", " + draw(st.sampled_from([text, re.sub(r":.*", ": null}", text)]))[1:]
            )  # names twice
        lines.append(text.encode())
    return name, lines


@st.composite
def _known_lines(draw: st.DrawFn) -> tuple[str, list[bytes]]:
    name = draw(st.sampled_from(sorted(LINES)))
    lines = [line.encode() for line in LINES[name]]
    for place in draw(st.sets(st.integers(0, len(lines) - 1), max_size=1)):
        lines[place] = draw(_spoilt(lines[place].decode()))
    return name, lines


def _said(line: bytes) -> list[tuple[str, Any]] | None:
    """Return what a line says, a name and a value each; None: it is not an object, or not JSON."""
    try:
        row = parse(line.decode())
    except (ValueError, RecursionError):
        return None
    pairs = row.pairs if isinstance(row, Twice) else row.items() if isinstance(row, dict) else None
    return None if pairs is None else list(pairs)


def _fits(name: str, line: bytes) -> bool:
    """Judge a line by itself: an object of known names, each once, with values that the columns can hold."""
    types = {Kind.INTEGER: int, Kind.BOOLEAN: bool}
    columns = {c.name: types.get(c.kind, str) for c in schema()[name].columns if c.local_day_of is None}
    said = _said(line)
    if said is None or len(dict(said)) < len(said):
        return False
    for key, value in said:
        if key not in columns:
            return False
        if value is None:
            continue
        if type(value) is not columns[key]:
            return False
        if isinstance(value, int) and abs(value) >= 2**63:
            return False
        if isinstance(value, str) and value.encode(errors="replace").decode() != value:
            return False
    return True


def _columns(name: str, lines: list[bytes]) -> Lines:
    """Return what becomes columns, however few lines there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_columns, "FEW", 0)
        return in_columns(schema()[name], b"\n".join(lines))


@settings(max_examples=examples(300))
@given(_lines() | _known_lines())
def test_what_becomes_columns_is_what_the_line_says(given_lines: tuple[str, list[bytes]]) -> None:
    """Each line is a row that holds cell by cell what Python's own JSON reads, or it is left to be looked at."""
    name, lines = given_lines
    found = _columns(name, lines)
    written = {number: line for number, line in enumerate(lines, 1) if line.strip()}

    days = [
        c.name for c in schema()[name].columns if c.kind in {Kind.DAY, Kind.INSTANT} and not c.local_day_of
    ]
    rows = found.frame.drop(days).rows_by_key(SOURCE_ROW, named=True, unique=True)
    assert sorted([*rows, *found.odd]) == list(written)
    assert found.written == len(written)
    for number, row in rows.items():
        assert _fits(name, written[number])
        said = {key: value for key, value in json.loads(written[number]).items() if key not in days}
        cells = {key: value for key, value in row.items() if value is not None}
        assert cells == {key: value for key, value in said.items() if value is not None}


@pytest.mark.traced
def test_most_lines_are_columns() -> None:
    """Of lines with some odd in every way, the others become columns, and only these are looked at one by one."""
    good = [_line("reports", {"id": f"bc{number}", "replaces": None}).encode() for number in range(12)]
    odd = [
        b"{",
        b"7",
        b'{"id": 7}',
        b'{"id": "a", "id": null}',
        b'{"id": "\\ud800"}',
        b'{"x": 1}',
        b'{"x": null}',
        b'{"id": null, "\\u0069d": "a"}',
        b'{"id": "a\x01b"}',
        b"{'id': 1}",
        '{"id": "é"}'.encode("latin-1"),
    ]
    lines = [line for pair in zip(good, [*odd, *odd], strict=False) for line in pair]
    found = _columns("reports", lines)

    assert found.frame["id"].to_list() == [f"bc{number}" for number in range(12)]
    assert list(found.odd) == list(range(2, 25, 2))


@pytest.mark.traced
def test_what_polars_refuses_is_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should Polars refuse lines that Python reads, they are left to the models, and no line is lost."""
    monkeypatch.setattr(line_columns, "_rows", lambda *_: None)
    found = _columns("reports", [b'{"id": "a"}', b"{"])

    assert (found.frame.height, list(found.odd)) == (0, [1, 2])


@pytest.mark.traced
def test_the_first_lines_of_a_file_do_not_hide_what_comes_later(tmp_path: Path) -> None:
    """A fault in the thousandth line is seen as one in the first: nothing is taken from the first lines alone."""
    rows = [json.dumps({**REPORT, "id": f"bc{number}"}) for number in range(1000)]
    tables = read_tables(package(tmp_path, {"reports": [*rows, json.dumps({**REPORT, "luong": 1})]}))

    assert [(str(each.place), each.field) for each in tables.refused] == [("reports.ndjson:1001", "luong")]
    assert tables.polars("reports").height == 1000


def test_a_file_without_odd_lines_is_not_walked_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Polars reads at once costs no loop of Python over its lines."""
    monkeypatch.setattr("dlxh.register.lines.io", None)
    rows = [json.dumps({**REPORT, "id": f"bc{number}"}) for number in range(1000)]

    assert read_tables(package(tmp_path, {"reports": rows})).polars("reports").height == 1000
