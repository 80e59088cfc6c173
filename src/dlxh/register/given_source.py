"""Nguồn được đưa vào: a path, the bytes of a file, or a file that is open, as what a register is read from."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from dlxh.data.given_path import readable_path
from dlxh.register.exchange import ReadError
from dlxh.register.limits import Limits
from dlxh.register.source import Archive
from dlxh.words.bilingual import ArgumentError
from dlxh.words.numbers import format_int

_BYTES: Final = (bytes, bytearray, memoryview)
_ZIP: Final = b"PK"
"""What an archive begins with, and no JSON does."""
_SHEETS: Final = frozenset({".csv", ".ods", ".tsv", ".xls", ".xlsb", ".xlsm", ".xlsx"})
_PARTS_OF_WORKBOOKS: Final = (b"[Content_Types].xml", b"xl/workbook.")
"""Names of members that every Excel file has; a file of Word lacks the second."""


@dataclass(frozen=True, slots=True)
class Document:
    """A nested JSON document.

    Attributes:
        name: What it is called.
        data: Its bytes.
    """

    name: str
    data: bytes = field(repr=False)


def given_source(source: object, limits: Limits) -> Document | Archive | Path:
    r"""Return the bytes of a document or of an archive, or the path of a folder or of an archive.

    >>> given_source(b"{}", Limits())
    Document(name='data.json')

    Raises:
        ReadError: there is nothing, or it may not be read, or an open file holds more than may be unpacked.
        ArgumentError: it is a file that was opened as text.
    """
    if isinstance(source, _BYTES):
        return _of_bytes(bytes(source), None)
    if not isinstance(source, str | os.PathLike) and callable(getattr(source, "read", None)):
        return _of_bytes(_read(source, limits), getattr(source, "name", None))
    if not isinstance(source, str | os.PathLike):
        kind = type(source).__name__
        raise ReadError(
            vi=f"cần đường dẫn dạng str hoặc Path, hoặc các bảng theo tên như {{'reports': …}}, không phải {kind}",
            en=f"a path is a str or a Path, and tables are given by name, such as {{'reports': …}}; this is {kind}",
        )
    path = readable_path(source, _refuse, folder=True)
    if path.is_file():
        _refuse_sheet(path.name)
    if path.suffix.lower() != ".json" or not path.is_file():
        return path
    try:
        data: bytes | None = path.read_bytes()
    except OSError:
        data = None
    if data is None:  # raised here, where the error carries nothing of the file as its context
        raise ReadError(vi=f"không được phép đọc {path.name}", en=f"{path.name} may not be read")
    return Document(path.name, data)


def _refuse_sheet(name: str) -> None:
    """Refuse a file that is called as spreadsheets are, readable or not."""
    if Path(name).suffix.lower() in _SHEETS:
        raise _sheet_error(name)


def _sheet_error(name: str) -> ReadError:
    return ReadError(
        vi=f"{name} là tệp Excel hoặc CSV, dlxh.read không đọc trực tiếp; đọc bằng pandas hoặc Polars rồi đưa các cột vào "
        "dlxh.read: trang 'Đưa danh sách từ Excel, CSV vào' (how-to-excel)",
        en=f"{name} is an Excel or CSV file, which dlxh.read does not read itself; read it with pandas or Polars and give its "
        "columns to dlxh.read: see the page how-to-excel",
    )


def _refuse(vi: str, en: str) -> ReadError:
    return ReadError(vi=vi, en=en)


def _of_bytes(data: bytes, name: object) -> Document | Archive:
    called = Path(name).name if isinstance(name, str) else ""
    _refuse_sheet(called)
    if data.startswith(_ZIP) and all(part in data for part in _PARTS_OF_WORKBOOKS):
        raise _sheet_error(called or "data.xlsx")
    if data.startswith(_ZIP):
        return Archive(called or "data.zip", data)
    return Document(called or "data.json", data)


def _read(file: Any, limits: Limits) -> bytes:  # noqa: ANN401 - whatever can be read
    """Return what an open file holds, as far as that may be; a stream does not say its size beforehand."""
    opened: IO[bytes] = file
    data: object = opened.read(limits.unpacked + 1)
    if not isinstance(data, _BYTES):
        raise ArgumentError(
            vi="source= là tệp mở ở chế độ văn bản; hãy mở ở chế độ nhị phân, như open(path, 'rb')",
            en="source= is a file opened as text; open it in binary mode, as in open(path, 'rb')",
        )
    if len(data) > limits.unpacked:
        vi, en = (format_int(limits.unpacked, lang) for lang in ("vi", "en"))
        raise ReadError(
            vi=f"tệp dài hơn {vi} byte; nếu đúng là dữ liệu thật, hãy đưa limits=Limits(unpacked=...)",
            en=f"the file is longer than {en} bytes; if it is real, give limits=Limits(unpacked=...)",
        )
    return bytes(data)
