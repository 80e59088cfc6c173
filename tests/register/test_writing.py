"""Writing: the same register gives the same bytes, and every engine writes the same rows."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dlxh import Collaborator, Register, measure, read
from dlxh.errors import WriteError
from dlxh.register.writing import flat_files
from tests.engines import Engine
from tests.sample import AS_OF, MARK, membership, register, unit


@pytest.mark.parametrize("name", ["so.zip", "so.json"])
def test_the_same_register_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Writing twice gives equal bytes, so that a register can be kept under version control."""
    one, two = (
        register().write(tmp_path / place / name, personal=True, classified=True) for place in ("a/b", "c")
    )

    assert one.read_bytes() == two.read_bytes()
    assert one.name == name


def test_a_folder_and_a_zip_hold_the_same_files(tmp_path: Path) -> None:
    """Folder and zip are one form: equal names, equal bytes, the description first, lines ended by one character."""
    folder = register().write(tmp_path / "a" / "so", personal=True, classified=True)
    with zipfile.ZipFile(register().write(tmp_path / "so.zip", personal=True, classified=True)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    assert held == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert next(iter(held)) == "datapackage.json"
    assert not any(b"\r" in data for data in held.values())


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    """Writing into a folder replaces the register's files and leaves the others."""
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    Register([unit(), unit("x2")], as_of=date(2024, 1, 1)).write(tmp_path, personal=True, classified=True)
    Register([unit()], as_of=date(2024, 1, 1)).write(tmp_path, personal=True, classified=True, overwrite=True)

    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "x"
    assert len(read(tmp_path).register.units) == 1


def test_every_engine_writes_the_same_rows(on_engine: Engine, tmp_path: Path) -> None:
    """Tables on any engine are written with the same rows, which are read back equal."""
    tables = on_engine(register())
    expected = {
        name: sorted(text.splitlines())
        for name, text in flat_files(register().tables, {}, personal=True).items()
    }

    assert {
        name: sorted(text.splitlines()) for name, text in flat_files(tables, {}, personal=True).items()
    } == expected
    again = read(Register.from_tables(tables).write(tmp_path / "so.zip", personal=True, classified=True))
    assert again.ok
    assert set(again.register.reports) == set(register().reports)


def test_what_is_not_known_is_written(tmp_path: Path) -> None:
    """An absent table stays absent, an empty one empty, a partial one partial for its networks, in both forms."""
    given = Register(
        [unit()], as_of=date(2024, 1, 1), empty=["reports"], partial={"units": ["*"], "reports": ["gl", "ha"]}
    )
    for name in ("so", "so.zip", "so.json"):
        again = read(given.write(tmp_path / name, personal=True, classified=True)).register.tables
        assert again.names == given.tables.names
        assert again.partial == given.partial
        assert again.as_of == date(2024, 1, 1)


def test_values_are_written_as_people_read_them() -> None:
    """Days and instants are written as ISO texts, instants with the Vietnamese offset; what is empty is left out."""
    rows = flat_files(register().tables, {}, personal=True)
    first = json.loads(rows["reports.ndjson"].splitlines()[0])

    assert first["received_at"] == "2024-07-24T08:00:00+07:00"
    assert first["period_start"] == "2024-06-01"
    assert "stage" not in first
    assert "received_day" not in first
    assert "Đền bù chậm." in rows["items.ndjson"].decode()


def test_names_are_in_one_file_only(tmp_path: Path) -> None:
    """Names and contacts are a file of their own, so that leaving that file out leaves no name behind."""
    holding = [
        name
        for name, text in flat_files(register().tables, {}, personal=True).items()
        if MARK.encode() in text
    ]

    assert holding == ["contacts.ndjson"]
    assert register().write(tmp_path / "so.json", personal=True).read_text("utf-8").count(MARK) == 1


@pytest.mark.parametrize("name", ["so", "so.zip", "so.json"])
def test_names_stay_at_home_unless_asked_for(tmp_path: Path, name: str) -> None:
    """Collaborators' names and contacts are not exported by default; whoever needs them says so."""
    plain = read(register().write(tmp_path / "a" / name)).register
    personal = read(register().write(tmp_path / "b" / name, personal=True)).register

    assert [person.name for person in plain.collaborators] == [None]
    assert [person.name for person in personal.collaborators] == [MARK]
    assert personal == register()


@pytest.mark.parametrize("name", ["so", "so.zip", "so.json"])
def test_which_records_are_of_one_person_goes_out_only_when_asked_for(tmp_path: Path, name: str) -> None:
    """Without it the number of people is unknown to whoever reads it: no two records of one person count as two people."""
    two = [Collaborator(id=f"CTV-{n}", network=f"m{n}", person="N-7") for n in (1, 2)]
    held = [
        membership(f"a{n}", "2023-01-01", network=f"m{n}", term=f"t{n}", collaborator=f"CTV-{n}")
        for n in (1, 2)
    ]
    given = Register([*two, *held], as_of=date(2024, 1, 1))

    kept = read(given.write(tmp_path / "a" / name, personal=True)).register
    bare = read(given.write(tmp_path / "b" / name)).register
    assert measure(kept, "people").figure("people").value == 1
    assert measure(bare, "people").figure("people").value is None
    assert {each.person for each in bare.collaborators} == {None}
    assert measure(read(bare.write(tmp_path / "c.json")).register, "people").figure("people").value is None


def test_whoever_states_no_person_loses_nothing(tmp_path: Path) -> None:
    """Where no record states a person, each is one, with what is personal and without."""
    given = Register([Collaborator(id="CTV-1", network="gl"), membership("a1", "2023-01-01")], as_of=AS_OF)

    assert measure(read(given.write(tmp_path / "so.json")).register, "people").figure("people").value == 1


def test_a_person_that_would_be_lost_is_named(tmp_path: Path) -> None:
    """Writing without what is personal over a document that holds it is refused, and says what would go."""
    given = Register([Collaborator(id="CTV-1", network="gl", person="N-7")], as_of=AS_OF)
    path = given.write(tmp_path / "so.json", personal=True)

    with pytest.raises(WriteError, match=r"mã người \(persons\): 1"):
        given.write(path)
