"""Đường dẫn được đưa vào: what a caller names as a file or folder, refused before anything of it is opened.

A text that is not a path is never repeated: it may be the very document, with names and telephone numbers in it.
"""

import os
from collections.abc import Callable
from pathlib import Path

from dlxh.words.bilingual import Error

Refuse = Callable[[str, str], Error]
"""Makes the error of the reader that was called, from a Vietnamese and an English text."""

_LONGEST_NAME = 255
"""Bytes that a name may have on the common file systems."""


def readable_path(given: object, refuse: Refuse, *, folder: bool = False) -> Path:
    """Return the path of a regular file, or of a folder where one is allowed.

    Raises what `refuse` makes: it is not a path, there is nothing, or a pipe, a device or another thing without an end.
    """
    path = _as_path(given, refuse)
    try:
        is_there, is_fit = path.exists(), path.is_file() or (folder and path.is_dir())
    except (
        OSError,
        ValueError,
    ):  # a name that the system cannot hold, or a folder that may not be looked into
        is_there = is_fit = False
    if is_fit:
        return path
    if is_there:
        raise refuse(
            f"{path.name} không phải tệp thường; hãy đưa đường dẫn tới tệp{' hoặc thư mục' if folder else ''}",
            f"{path.name} is not a regular file; give the path of a file{' or folder' if folder else ''}",
        )
    name = path.name
    if (
        len(name.encode(errors="surrogatepass")) > _LONGEST_NAME
        or "{" in str(path)
        or "}" in str(path)
        or not name.isprintable()
    ):
        raise refuse(
            "đây không phải đường dẫn tới một tệp có sẵn; nếu đây là nội dung, hãy ghi ra tệp rồi đưa đường dẫn của tệp",
            "this is not the path of an existing file; if it is the content itself, write it to a file and give its path",
        )
    raise refuse(f"không có {name}; kiểm tra lại đường dẫn", f"{name} does not exist; check the path")


def _as_path(given: object, refuse: Refuse) -> Path:
    if isinstance(given, str | os.PathLike) and isinstance(os.fspath(given), str) and os.fspath(given):
        return Path(given)
    kind = type(given).__name__
    raise refuse(
        f"cần đường dẫn dạng str hoặc Path, không phải {kind} và không để trống",
        f"a path is a str or a Path and not blank; this is {kind}",
    )
