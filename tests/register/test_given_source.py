"""A spreadsheet is answered with how to read it, whatever is in it and however it comes."""

import io
import zipfile
from pathlib import Path

import pytest

from dlxh.register.exchange import ReadError
from dlxh.register.given_source import given_source
from dlxh.register.limits import Limits
from dlxh.register.source import Archive


def workbook(*members: str, text: str = "<x/>") -> bytes:
    """Return an archive with these members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for member in members:
            archive.writestr(member, text)
    return data.getvalue()


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX", "a.csv", "a.xls", "a.ods"])
def test_a_spreadsheet_by_its_name(tmp_path: Path, name: str) -> None:
    """A path, and an open file of such a name, broken ones too."""
    (tmp_path / name).write_bytes(b"Zq7")
    with pytest.raises(ReadError, match=r"pandas hoặc Polars.*how-to-excel.*pandas or Polars.*how-to-excel"):
        given_source(tmp_path / name, Limits())
    with (tmp_path / name).open("rb") as opened, pytest.raises(ReadError, match="how-to-excel"):
        given_source(opened, Limits())


def test_a_workbook_as_bytes() -> None:
    """Bytes of a workbook are known by what every workbook holds; another archive is read as ever, a file of Word too."""
    for main in ("xl/workbook.xml", "xl/workbook.bin"):
        with pytest.raises(ReadError, match=r"data\.xlsx.*how-to-excel"):
            given_source(workbook("[Content_Types].xml", main), Limits())
    for others in (["datapackage.json"], ["[Content_Types].xml", "word/document.xml"]):
        assert isinstance(given_source(workbook(*others), Limits()), Archive)


def test_a_register_that_mentions_a_workbook() -> None:
    """A record that has the name of a member in its text makes no workbook of an archive that is not compressed."""
    register = workbook("datapackage.json", text='{"name": "[Content_Types].xml"}')
    assert isinstance(given_source(register, Limits()), Archive)
