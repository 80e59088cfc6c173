"""Own fields do not go in silence, whichever form they are written in, and go where it is meant."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import create_model

import dlxh
from dlxh import Pack
from dlxh.register import writing
from dlxh.register.finding import Finding
from dlxh.register.known_tables import Schema
from dlxh.register.own_output import hidden_columns
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import own_field
from dlxh.words.figures import Qualifier
from tests.own import PACK, TEXTS, Report
from tests.register.test_pack import AS_OF, BARE, FILLED, ITEM, PLAIN, REGISTER, own, plain

FORMS = ["gl", "gl.json"]
OTHER = Pack("kt", models=(own("hamlet"),))
OLDER = Pack("gl", models=(own("hamlet"),))
LAW: Any = {"severity": dlxh.Severity.WARNING, "cure_vi": "sửa", "cure_en": "mend", "source": "ví dụ"}
NO_INTERPRETER = dlxh.rule("GL09", table="reports", vi="{record}", en="{record}", **LAW)(
    lambda r: r.interpreter.is_null()
)


@pytest.mark.parametrize("form", FORMS)
def test_hidden_cells_do_not_go_in_silence(tmp_path: Path, form: str) -> None:
    """Restricted and secret own cells are not written over without the words that let them out."""
    path = REGISTER.write(tmp_path / form, personal=True, classified=True)

    with pytest.raises(
        dlxh.Error, match=r"\(networks – own fields of gl \(networks_gl\): 1, .*\(reports_gl\): 2\)"
    ):
        REGISTER.write(path)
    with pytest.raises(dlxh.Error, match=r"\(networks – own fields of gl \(networks_gl\): 1\)"):
        REGISTER.write(path, personal=True)
    assert dlxh.read(REGISTER.write(path, personal=True, classified=True), pack=PACK).register == REGISTER
    REGISTER.write(path, overwrite=True)
    assert dlxh.read(REGISTER.write(path), pack=PACK).ok


@pytest.mark.parametrize("form", FORMS)
def test_what_is_left_out_is_worked_out_once(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes out and what would be lost follow from one answer; taking out nothing makes no other tables."""
    seen: list[bool] = []

    def count(known: Schema, *, personal: bool, classified: bool) -> dict[str, frozenset[str]]:
        seen.append(personal)
        return hidden_columns(known, personal=personal, classified=classified)

    monkeypatch.setattr(writing, "hidden_columns", count)
    REGISTER.write(tmp_path / form)
    assert seen == [False]
    assert REGISTER.tables.without("reports", ()) is REGISTER.tables


@pytest.mark.parametrize("pack", [None, OTHER, OLDER], ids=str)
@pytest.mark.parametrize("form", FORMS)
def test_cells_of_an_absent_pack_do_not_go_in_silence(tmp_path: Path, form: str, pack: Pack | None) -> None:
    """Who lacks the pack, has another with the same field or an older one, writes over own cells only with the word."""
    path = REGISTER.write(tmp_path / form, personal=True, classified=True)
    reading = dlxh.read(path, pack=pack)

    with pytest.raises(dlxh.Error, match=r"reports_gl\)?: 2"):
        reading.register.write(path, personal=True, classified=True)
    assert dlxh.read(path, pack=PACK).register == REGISTER
    reading.register.write(path, personal=True, classified=True, overwrite=True)
    assert dlxh.read(path, pack=PACK).register != REGISTER


def test_records_of_ours_do_not_replace_own_ones(tmp_path: Path) -> None:
    """A pack that is given only after the reading brings back no own cell; edited ones are written."""
    path = REGISTER.write(tmp_path / "gl.json", personal=True, classified=True)
    later = dlxh.Register([plain(FILLED), plain(BARE), *REGISTER.networks], as_of=AS_OF, pack=PACK)

    with pytest.raises(dlxh.Error, match=r"\(items_gl\): 1, .*\(reports_gl\): 2, .*\(streams_gl\): 1\)"):
        later.write(path, personal=True, classified=True)
    edited = REGISTER.put(FILLED.replace(hamlet="Làng Kép"))
    assert dlxh.read(edited.write(path, personal=True, classified=True), pack=PACK).register == edited


def test_a_field_is_of_the_pack_that_it_is_said_to_be_of(tmp_path: Path) -> None:
    """A field of the same name in another pack is another field; where no pack is stated, it is that of ours."""
    path = REGISTER.write(tmp_path / "gl.json")
    reading = dlxh.read(path, pack=OTHER)

    assert [record.hamlet for record in reading.register.all(OTHER.models[0])] == [None, None]  # type: ignore[attr-defined]
    texts = [finding.message("en") for finding in reading.findings]
    assert any(
        "the field 'hamlet' belongs to the pack 'gl' and was set aside in 1 records" in text for text in texts
    )
    document = json.loads(path.read_text("utf-8"))
    both = {"kt": {"reports": ["hamlet"]}, **document["packs"]}
    for packs in (both, dict(reversed(both.items())), {}):
        path.write_text(json.dumps(document | {"packs": packs}), "utf-8")
        kept = dlxh.read(path, pack=PACK)
        assert not kept.findings
        assert kept.register.reports[0] == REGISTER.reports[0].replace(interpreter=None)
    path.write_text(json.dumps(document | {"reports": [5, {"id": "b1"}]}), "utf-8")
    with pytest.raises(dlxh.Error, match=r"\(reports: 1\)"):
        REGISTER.write(path)


@pytest.mark.traced
def test_only_files_of_own_tables_go(tmp_path: Path) -> None:
    """Of a folder that is written over go the files of its own tables, and no other that its package names as one."""
    folder = REGISTER.write(tmp_path / "gl", personal=True)
    (folder / "notes.txt").write_text("x", "utf-8")
    (folder / "reports_old.ndjson").write_text("", "utf-8")
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    entries = {each["name"]: each for each in described["resources"]}
    entries["reports_gl"]["path"] = "notes.txt"
    odd = [
        ("reports_old", "gl"),
        ("notes_gl", "gl"),
        (7, "gl"),
        ("items_gl", 7),
        ("../x_gl", "gl"),
        ("reports_gl_../x", "gl"),
        ("reports_", ""),
    ]
    entries |= {str(name): {"name": name, "path": "notes.txt", "dlxh:pack": pack} for name, pack in odd[:3]}
    described["resources"] = [
        *entries.values(),
        *({"name": name, "dlxh:pack": pack} for name, pack in odd[3:]),
    ]
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    without = dlxh.Register([plain(FILLED), plain(BARE)], as_of=AS_OF)

    (folder / "reports_gl.ndjson").rename(folder / "kept")
    (folder / "reports_gl.ndjson").mkdir()
    with pytest.raises(dlxh.Error, match="not a regular file"):
        without.write(folder, overwrite=True)
    (folder / "reports_gl.ndjson").rmdir()
    (folder / "kept").rename(folder / "reports_gl.ndjson")
    without.write(folder, overwrite=True)
    assert {each.name for each in folder.iterdir()} >= {"notes.txt", "reports_old.ndjson"}
    assert not list(folder.glob("*_gl.ndjson"))
    assert dlxh.read(folder).register == without


@pytest.mark.traced
@pytest.mark.parametrize("form", FORMS)
def test_a_newer_file_under_an_older_pack(tmp_path: Path, form: str) -> None:
    """A field that the pack does not have yet is lost and reported once with its number, and the row is kept."""
    path = REGISTER.write(tmp_path / form, personal=True, classified=True)
    reading = dlxh.read(path, pack=OLDER)

    assert reading.ok
    assert not reading.register.partial
    assert [record.hamlet for record in reading.register.all(OLDER.models[0])] == ["Làng Ốp", None]  # type: ignore[attr-defined]
    assert reading.register.tables.polars("reports_gl")["id"].to_list() == ["b1"]
    texts = [finding.message("en") for finding in reading.findings if finding.table == "reports"]
    assert len(texts) == 3
    assert any(
        "'interpreter' belongs to the pack 'gl' and was set aside in 2 records" in text for text in texts
    )
    if form == "gl":
        tables = dlxh.read_tables(path, pack=OLDER)
        assert tables.polars("reports_gl")["hamlet"].to_list() == ["Làng Ốp"]
        assert [finding.table for finding in tables.refused if finding.code == "pack_field"] == [
            "reports"
        ] * 3


@pytest.mark.parametrize("form", FORMS)
def test_own_fields_of_older_files_are_unknown(tmp_path: Path, form: str) -> None:
    """What was written without the pack says nothing of its fields, in neither form; what was written with it says all."""
    bare = dlxh.Register([plain(BARE)], as_of=AS_OF)
    before = dlxh.read(bare.write(tmp_path / form), pack=PACK).register
    kept = dlxh.Register([BARE.replace(interpreter=None)], as_of=AS_OF, pack=PACK)
    since = dlxh.read(kept.write(tmp_path / f"since-{form}"), pack=PACK).register

    assert not dlxh.check(before, only=["GL01"])
    assert before.tables.qualifier("reports_gl") is not Qualifier.EXACT
    again = dlxh.read(before.write(tmp_path / f"again-{form}"), pack=PACK).register
    assert not dlxh.check(again, only=["GL01"])
    later = before.add(FILLED)
    assert dlxh.check(later, only=["GL01"]).counts() == {}
    assert later.partial["reports_gl"] == {"*"}
    assert dlxh.check(since, only=["GL01"]).counts() == {"GL01": 1}
    assert since.tables.qualifier("reports_gl") is Qualifier.EXACT
    assert since.tables.qualifier("reports_gl.interpreter") is Qualifier.AT_LEAST


@pytest.mark.traced
@pytest.mark.parametrize("form", FORMS)
def test_what_was_not_written_is_unknown(tmp_path: Path, form: str) -> None:
    """Of a restricted column that was left out nothing is known when it is read, nor after another cell is filled."""
    first = dlxh.read(REGISTER.write(tmp_path / form), pack=PACK).register
    hidden = {"reports_gl.interpreter": {"*"}, "networks_gl": {"*"}}
    second = first.put(FILLED.replace(id="b3"))
    again = second.write(tmp_path / f"all-{form}", personal=True, classified=True)

    assert first.partial == hidden
    assert dlxh.read(again, pack=PACK).register.partial == hidden
    for register in (first, second, dlxh.read(again, pack=PACK).register):
        found = dlxh.check(register, rules=[NO_INTERPRETER, *PACK.rules])
        assert (found.counts(), found.unknown["GL09"]) == ({"GL01": 1}, 2)
    for pack in (None, OLDER):
        assert {each.code for each in dlxh.read(again, pack=pack).findings} <= {"pack_unknown", "pack_field"}
    whole = dlxh.read(REGISTER.write(tmp_path / f"whole-{form}", personal=True, classified=True), pack=PACK)
    assert not whole.register.partial


@pytest.mark.parametrize("form", FORMS)
def test_a_field_that_an_older_pack_lacked_is_unknown(tmp_path: Path, form: str) -> None:
    """A file of the pack as it was says nothing of a field that is new, and all of those that it had."""
    older = dlxh.Register(
        [plain(BARE), OLDER.models[0].model_validate(PLAIN | {"id": "b1", "hamlet": "Ốp"})],
        as_of=AS_OF,
        pack=OLDER,
    )
    register = dlxh.read(older.write(tmp_path / form), pack=PACK).register
    by = dlxh.measure(register, "reports", by="settlement").polars

    assert by.select("value", "qualifier").rows() == [(None, "unknown")] * 3
    assert dlxh.measure(register, "reports", by="hamlet").polars["qualifier"].to_list() == ["exact"] * 2
    assert dlxh.check(register, only=["GL01"]).counts() == {"GL01": 1}


@pytest.mark.parametrize("form", FORMS)
def test_own_fields_of_what_a_record_owns(tmp_path: Path, form: str) -> None:
    """An item or a stream with own fields that is taken out goes with the word only, as a record does; one without is edited."""
    path = dlxh.Register([FILLED], as_of=AS_OF, pack=PACK).write(tmp_path / form, personal=True)
    fewer = dlxh.Register([FILLED.replace(items=())], as_of=AS_OF, pack=PACK)
    calm = FILLED.replace(items=[ITEM.replace(streams=[])])

    with pytest.raises(dlxh.Error, match=r"\(items_gl\): 1, .*\(streams_gl\): 1\)"):
        fewer.write(path, personal=True)
    with pytest.raises(dlxh.Error, match=r"\(streams_gl\): 1\)"):
        dlxh.Register([calm], as_of=AS_OF, pack=PACK).write(path, personal=True)
    bare = FILLED.replace(items=[ITEM.replace(dialect=None, streams=[])])
    path = dlxh.Register([bare], as_of=AS_OF, pack=PACK).write(path, personal=True, overwrite=True)
    assert dlxh.read(fewer.write(path, personal=True), pack=PACK).register == fewer


@pytest.mark.parametrize("stated", [None, 7, {"fields": 7}, {"fields": [7, {"name": 7}]}, {"fields": []}])
def test_what_a_package_says_of_columns(tmp_path: Path, stated: object) -> None:
    """A package that lists no columns holds all; what is said of a column and not understood promises nothing."""
    path = REGISTER.write(tmp_path / "gl", personal=True, classified=True)
    described = json.loads((path / "datapackage.json").read_text("utf-8"))
    entry = next(each for each in described["resources"] if each["name"] == "streams_gl")
    entry["schema"] = stated
    (path / "datapackage.json").write_text(json.dumps(described), "utf-8")
    listed = isinstance(stated, dict) and isinstance(stated["fields"], list)
    expected = {"streams_gl.tone": {"*"}} if listed else {}

    assert dlxh.read(path, pack=PACK).register.partial == expected
    assert dlxh.read_tables(path, pack=PACK).partial == expected
    for said, networks in (("some", {"*"}), (["gl"], {"gl"}), (False, set())):
        entry["schema"] = {"fields": [{"name": "tone", "dlxh:partial": said}]}
        (path / "datapackage.json").write_text(json.dumps(described), "utf-8")
        found = dlxh.read(path, pack=PACK).register.partial
        assert found == ({"streams_gl.tone": networks} if networks else {})


def _spoil(path: Path, table: str, steps: list[str | int], **cells: object) -> None:
    """Change cells of one own row, in the file of its table or in the document."""
    if path.is_dir():
        file = path / f"{table}.ndjson"
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        rows[0] |= cells
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return
    document = json.loads(path.read_text("utf-8"))
    row = document
    for step in steps:
        row = row[step]
    row |= cells
    path.write_text(json.dumps(document), "utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_a_fault_in_an_own_field_costs_the_own_row(tmp_path: Path, form: str) -> None:
    """The report is read, without the own fields of the row at fault, and the findings are of the own tables."""
    path = REGISTER.write(tmp_path / form, personal=True, classified=True)
    _spoil(path, "reports_gl", ["reports", 0], settlement="moon", hamlet=7)
    _spoil(path, "streams_gl", ["reports", 0, "items", 0, "streams", 0], tone=5)
    reading = dlxh.read(path, pack=PACK)

    assert not reading.ok
    found = {(each.table, each.record, each.field) for each in reading.findings if each.code != "file_edited"}
    assert found == {
        ("reports_gl", "b1", "hamlet"),
        ("reports_gl", "b1", "settlement"),
        ("streams_gl", "n1#1", "tone"),
    }
    moon = next(each for each in reading.findings if each.field == "settlement")
    assert moon.message("vi") == (
        "bảng báo cáo – trường riêng của gl, dòng b1, cột Nhãn: giá trị không có trong danh mục; "
        "dùng một trong: làng (village), phố (town)"
    )
    assert all("5" not in str(each) for each in reading.findings if each.table == "streams_gl")
    rows = {str(each.table): json.loads(str(each.row)) for each in reading.findings if each.row is not None}
    assert rows["streams_gl"] == {"item": "n1", "position": 1, "network": "gl", "tone": 5}
    assert rows["reports_gl"]["interpreter"] == "X"
    report = reading.register.get(Report, "b1")
    assert (report.hamlet, report.interpreter, report.items[0].dialect) == (None, None, "Ba Na")
    assert reading.register.partial == {"reports_gl": {"gl"}, "streams_gl": {"gl"}}
    with pytest.raises(dlxh.Error, match=r"\(reports_gl\): 1, .*\(streams_gl\): 1"):
        reading.register.write(path, personal=True, classified=True)


@pytest.mark.traced
def test_a_fault_in_a_field_of_ours_costs_the_record(tmp_path: Path) -> None:
    """Where fields of ours are at fault as well, or only then seen to be, everything about the record is reported."""
    path = REGISTER.write(tmp_path / "gl.json", personal=True)
    _spoil(path, "reports_gl", ["reports", 0], settlement="moon", period={"kind": "year"})
    _spoil(path, "reports_gl", ["reports", 1], settlement="moon", id="Nguyễn Thị Ví Dụ")
    found = [(each.table, each.record, each.field) for each in dlxh.read(path, pack=PACK).findings]

    assert ("reports", "b1", "settlement") in found
    assert ("reports", None, "id") in found
    assert {table for table, _, _ in found} == {"reports"}


@pytest.mark.traced
def test_own_rows_beyond_the_limit_are_counted(tmp_path: Path) -> None:
    """An own row for whose findings there is no room is lost with a count, and its record is kept."""
    path = REGISTER.write(tmp_path / "gl.json", personal=True)
    _spoil(path, "reports_gl", ["reports", 0], settlement="moon", hamlet=7)
    _spoil(path, "reports_gl", ["reports", 1], settlement="moon")
    few = dlxh.read(path, pack=PACK, limits=dlxh.register.Limits(file_findings=1, row_findings=1))

    assert [each.code for each in few.findings][1:] == ["faults_unlisted", "rows_unlisted"]
    assert len(few.register.reports) == 2


@pytest.mark.traced
def test_a_fault_in_an_own_field_of_a_network(tmp_path: Path) -> None:
    """A network belongs to no network; its own row is lost alone as well."""
    path = REGISTER.write(tmp_path / "gl.json", personal=True, classified=True)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["networks"][0]["cipher"] = 5
    path.write_text(json.dumps(document), encoding="utf-8")
    reading = dlxh.read(path, pack=PACK)

    assert [(each.table, each.code) for each in reading.findings if each.field == "cipher"] == [
        ("networks_gl", "string_type")
    ]
    assert len(reading.register.networks) == len(REGISTER.networks)


@pytest.mark.traced
def test_hidden_cells_of_items_stay_at_home(tmp_path: Path) -> None:
    """What a record owns lets its restricted own fields out only with the word, in one document too."""
    note: Any = create_model(
        "Item",
        __base__=dlxh.ReportItem,
        note=(Annotated[str | None, Disclosure.RESTRICTED], own_field(**TEXTS)),
    )
    report: Any = create_model(
        "Report",
        __base__=dlxh.Report,
        items=(Annotated[tuple[note, ...], Disclosure.INTERNAL], ()),  # pyright: ignore[reportInvalidTypeForm]
    )
    item = note.model_validate({**ITEM.model_dump(exclude={"dialect", "streams"}), "note": "PD-1"})
    kept = report(**PLAIN, id="b9", items=(item,))
    register = dlxh.Register([kept], as_of=AS_OF, pack=Pack("nt", models=(report,)))

    assert "PD-1" not in register.write(tmp_path / "a.json").read_text(encoding="utf-8")
    assert "PD-1" in register.write(tmp_path / "b.json", personal=True).read_text(encoding="utf-8")


def _listed(findings: Iterable[Finding]) -> list[tuple[object, ...]]:
    return sorted((each.code, str(each.place), str(each.table), each.severity) for each in findings)


@pytest.mark.parametrize("pack", [None, OLDER, PACK], ids=["none", "older", "ours"])
def test_both_ways_of_reading_find_the_same_of_files(tmp_path: Path, pack: Pack | None) -> None:
    """What is a warning when a folder is read is one when it is read as columns, of a file of none of our tables too."""
    path = REGISTER.write(tmp_path / "gl", personal=True, classified=True)
    with (path / "networks.ndjson").open("ab") as file:
        file.write((path / "networks.ndjson").read_bytes())
    described = json.loads((path / "datapackage.json").read_text("utf-8"))
    next(each for each in described["resources"] if each["name"] == "streams")["dlxh:partial"] = "some"
    (path / "datapackage.json").write_text(json.dumps(described), "utf-8")
    known = dlxh.read(path, pack=pack).findings
    tables = dlxh.read_tables(path, pack=pack)
    found = dlxh.check(tables, rules=())

    assert known.ok
    assert {"partial_unclear", "file_edited"} < {each.code for each in known} or pack is PACK
    assert _listed(tables.refused) == _listed(known)
    assert _listed(each for each in found if each.severity is dlxh.Severity.WARNING) == _listed(known)
    assert found.polars.height == len(found)
    assert len(json.loads(found.to_json())["findings"]) == len(found)
    assert {each.pointer for each in found if each.table is None} <= {None}
    few = dlxh.read_tables(path, pack=pack, only=["reports_gl" if pack else "networks"])
    assert "None" not in dlxh.check(few).to_text("vi")
