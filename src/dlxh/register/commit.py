"""Ghi trọn: files are written so that a reader finds the old ones or the new ones, and never half of them.

New files are written next to the old ones. One step counts: `datapackage.json`, which lists rows, bytes and hash of each
file, takes the place of the old one. Until then the old package is whole; from then on the new one is, because a reader
takes a file that is written and not yet in its place by its hash. Files that were in use are put in their places by the
next writing. One process writes at a time.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from dlxh.register.descriptor import Stated, descriptor_of, digest
from dlxh.register.exchange import PACKAGE, PENDING, ReadError
from dlxh.register.source import is_inside, open_source

_NEW: Final = 0o666
"""What a new file may be used for before the system's own mask is taken off."""


def write_file(path: Path, data: bytes) -> None:
    """Write one file: it is there whole, or the old one stays. Of a link the link is replaced, not what it leads to."""
    pending = _pending(path)
    with _remove_on_failure([pending]):
        _write_new(path, data)
        pending.replace(path)
    _settle(path.parent)


def write_folder(folder: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    """Write the files of a package in one step.

    Args:
        folder: It is there.
        files: Their bytes by name, `datapackage.json` among them.
        stale: Names of files of an earlier writing that go, once the new package is there.
    """
    _finish_earlier(folder)
    names = [name for name in files if name != PACKAGE]
    old = [*names, *stale]
    for name in old:
        _pending(folder / name).unlink(missing_ok=True)
    with _remove_on_failure([_pending(folder / name) for name in (*names, PACKAGE)]):
        for name in (*names, PACKAGE):
            _write_new(folder / name, files[name])
        _settle(folder)
        _pending(folder / PACKAGE).replace(folder / PACKAGE)
    for name in names:
        _pending(folder / name).replace(folder / name)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    _settle(folder)


def _pending(path: Path) -> Path:
    return path.with_name(path.name + PENDING)


def _write_new(path: Path, data: bytes) -> None:
    """Write the file that will take the place of another, for the eyes of the same people."""
    pending = _pending(path)
    pending.unlink(missing_ok=True)  # a rest of a writing that failed, or a link that leads elsewhere
    mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else None
    handle = os.open(pending, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW if mode is None else mode)
    with os.fdopen(handle, "wb") as file:
        if mode is not None:
            pending.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _remove_on_failure(paths: Iterable[Path]) -> Iterator[None]:
    """Remove the new files when the writing fails: they may hold names."""
    try:
        yield
    except BaseException:
        for path in paths:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """Write the names in a folder to the disk, where the system allows it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _finish_earlier(folder: Path) -> None:
    """Put in their places the files of a package that was written and could not be put there, such as files in use."""
    with open_source(folder) as source:
        try:
            described = descriptor_of(source)["resources"]
        except ReadError:
            return
        for each in described:
            file = each.get("path") if isinstance(each, dict) else None
            if not isinstance(file, str) or not is_inside(file):
                continue
            data, mark = source.open(file + PENDING), Stated.of(each).mark
            if isinstance(data, bytes) and digest(data) == mark:
                _pending(folder / file).replace(folder / file)
