"""What leaves a register: no names or contacts, and nothing with a secrecy mark, unless the caller says so."""

from datetime import date
from pathlib import Path

import pytest

from dlxh.models.collaborator import Collaborator, Contact
from dlxh.models.secrecy import SecrecyLevel, SecrecyMark
from dlxh.register.reading import read
from dlxh.register.register import Register
from dlxh.register.writing import WriteError
from dlxh.words.documents import Document
from tests.register.test_put import report

DAY = date(2024, 7, 24)
PERSON = Collaborator(id="CTV-1", network="gl", name="Nguyễn Thị Ví Dụ", contact=Contact(phone="0903000000"))
MARK = SecrecyMark(
    level=SecrecyLevel.CONFIDENTIAL,
    decided_by="Trưởng ban",
    decided_on=DAY,
    legal_basis=Document.parse("29/2018/QH14"),
)
FORMS = ["so", "so.zip", "so.json"]


@pytest.mark.parametrize("form", FORMS)
def test_names_stay_at_home(tmp_path: Path, form: str) -> None:
    """A collaborator's name and contact are never exported by default."""
    path = Register([PERSON], as_of=DAY).write(tmp_path / form)

    assert read(path).register.collaborator("CTV-1") == PERSON.replace(name=None, contact=None)


@pytest.mark.parametrize("form", FORMS)
def test_names_go_out_when_asked_for(tmp_path: Path, form: str) -> None:
    """With `personal` the register comes back whole."""
    path = Register([PERSON], as_of=DAY).write(tmp_path / form, personal=True)

    assert read(path).register.collaborator("CTV-1") == PERSON


def test_an_earlier_writing_leaves_no_names(tmp_path: Path) -> None:
    """Writing without names takes away the file of names that an earlier writing left, and what failed next to it."""
    register = Register([PERSON], as_of=DAY)
    register.write(tmp_path, personal=True)
    (tmp_path / "contacts.ndjson.new").write_text(PERSON.name or "", encoding="utf-8")
    register.write(tmp_path, overwrite=True)
    assert not (tmp_path / "contacts.ndjson.new").exists()

    assert not (tmp_path / "contacts.ndjson").exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_secrecy_mark_stops_the_writing(tmp_path: Path, form: str) -> None:
    """Export refuses classified records by default, says how many and what to do, and writes nothing."""
    register = Register([report("b1", 0).replace(secrecy=MARK), report("b2", 0)], as_of=DAY)

    with pytest.raises(WriteError, match="table reports has 1 records with a secrecy mark") as caught:
        register.write(tmp_path / form)

    assert "classified=True" in caught.value.vi
    assert not (tmp_path / form).exists()
    assert read(register.write(tmp_path / form, classified=True)).register.report("b1").secrecy == MARK
