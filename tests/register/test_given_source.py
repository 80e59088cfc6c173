"""A spreadsheet is answered with how to read it, whatever is in it and however it comes."""

import io
import zipfile
from pathlib import Path

import pytest

from dlxh.register.exchange import ReadError
from dlxh.register.given_source import given_source
from dlxh.register.limits import Limits
from dlxh.register.source import Archive


def workbook(member: str) -> bytes:
    """Return an archive with one member."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(member, "<x/>")
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
    """Bytes of a workbook are known by what every workbook holds; another archive is read as ever."""
    with pytest.raises(ReadError, match=r"data\.xlsx.*how-to-excel"):
        given_source(workbook("[Content_Types].xml"), Limits())
    assert isinstance(given_source(workbook("datapackage.json"), Limits()), Archive)
