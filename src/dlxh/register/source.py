"""Nguồn: a folder or zip as named files, each given out as bytes or as the reason why it cannot be."""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dlxh.register.exchange import ReadError
from dlxh.register.limits import DEFAULT_LIMITS, Limits
from dlxh.words.numbers import format_int

_DAMAGED = (
    OSError,
    ValueError,
    EOFError,
    RuntimeError,  # encrypted, a loop of links, or a compression that Python does not know
    zipfile.BadZipFile,
    zlib.error,
)
_CHUNK = 2**16
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that Python unpacks piece by piece. Of bzip2 and LZMA it unpacks all that a piece of the archive holds,
and 800 bytes may hold 600 megabytes."""
_DEVICES = frozenset(
    (
        "CON",
        "PRN",
        "AUX",
        "NUL",
        *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"),
    )
)
"""Names that lead to a device on Windows, in every folder and with every ending."""


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or zip.

    Attributes:
        name: Its name, without the way to it.
        open: Returns the bytes of a file in it, or the code of the fault that keeps them from being read.
        outside: Names of entries that would lie outside of it; they are never read.
        twice: Names of files that a zip holds more than once: which of them holds is not guessed.
    """

    name: str
    open: Callable[[str], bytes | str]
    outside: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip in memory.

    Attributes:
        name: What it is called.
        data: Its bytes.
    """

    name: str
    data: bytes = field(repr=False)


def is_inside(path: str) -> bool:
    """Return whether a path of a package stays inside the package, on every operating system.

    >>> (
    ...     is_inside("reports.ndjson"),
    ...     is_inside("../reports.ndjson"),
    ...     is_inside("C:/x"),
    ...     is_inside("nul.ndjson"),
    ... )
    (True, False, False, False)
    """
    pure = PurePosixPath(path)
    return (
        bool(path)
        and "\\" not in path
        and ":" not in path
        and not pure.is_absolute()
        and ".." not in pure.parts
        and not any(map(is_device, pure.parts))
    )


def is_device(name: str) -> bool:
    """Return whether a name of a file or folder leads to a device on Windows, where files then cannot be copied to.

    >>> is_device("Aux.json"), is_device("auxiliary.json")
    (True, False)
    """
    return name.partition(".")[0].rstrip(" ").upper() in _DEVICES


@contextmanager
def open_source(path: Path | Archive, limits: Limits = DEFAULT_LIMITS) -> Iterator[Source]:
    """Open a folder or a zip; raises ReadError when it is neither."""
    if isinstance(path, Path) and path.is_dir():
        yield Source(path.name, lambda name: _from_folder(path, name))
        return
    try:
        archive = zipfile.ZipFile(path if isinstance(path, Path) else io.BytesIO(path.data))
    except _DAMAGED:
        archive = None
    if archive is None:  # raised here, where the error carries nothing of the file as its context
        raise ReadError(
            vi=f"{path.name} không phải thư mục, tệp .zip hay tệp .json đọc được",
            en=f"{path.name} is not a folder, a readable .zip or a .json",
        )
    with archive:
        # not is_dir(): of a member without a name it asks for the last letter
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        _refuse_bomb(path.name, sum(entry.file_size for entry in entries), limits.unpacked)
        times = Counter(entry.filename for entry in entries)
        outside = tuple(name for name in times if not is_inside(name))
        twice = tuple(name for name, count in times.items() if count > 1)
        yield Source(path.name, lambda name: _from_zip(archive, name, times[name]), outside, twice)


def _refuse_bomb(name: str, size: int, largest: int) -> None:
    if size > largest:
        (size_vi, largest_vi), (size_en, largest_en) = (
            [format_int(number, lang) for number in (size, largest)] for lang in ("vi", "en")
        )
        raise ReadError(
            vi=f"{name} giải nén ra {size_vi} byte, nhiều nhất {largest_vi}; nếu đúng là dữ liệu thật, hãy giải nén "
            "thành thư mục rồi đọc thư mục, hoặc đưa limits=Limits(unpacked=...)",
            en=f"{name} unpacks to {size_en} bytes, at most {largest_en} are read; if it is real, unpack it into a "
            "folder and read that, or give limits=Limits(unpacked=...)",
        )


def _from_zip(archive: zipfile.ZipFile, name: str, times: int) -> bytes | str:
    """Return a member, unpacked piece by piece and never beyond the size that it declares."""
    if times > 1:
        return "member_twice"
    try:
        entry = archive.getinfo(name)
        if entry.compress_type not in _BOUNDED:
            return "packing_unknown"
        with archive.open(entry) as member:
            data = b"".join(iter(lambda: member.read(_CHUNK), b""))
    except KeyError:
        return "file_missing"
    except _DAMAGED:
        return "file_unreadable"
    return data if len(data) == entry.file_size else "file_unreadable"


def _from_folder(folder: Path, name: str) -> bytes | str:
    try:
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            return "path_outside"
        if target.is_file():
            return target.read_bytes()
        # a pipe, a device, or a loop of links, which Python 3.13 does not raise
        is_endless = target.is_symlink() or (target.exists() and not target.is_dir())
    except _DAMAGED:  # a name that the system cannot hold, a loop of links, a file that may not be read
        return "file_unreadable"
    return "file_unreadable" if is_endless else "file_missing"
