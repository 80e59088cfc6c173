"""Các dòng của tệp: the lines of a flat file with their numbers."""

import io
from collections.abc import Collection, Iterator

BOM = b"\xef\xbb\xbf"


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    r"""Yield each line with its number, counted from 1; blank lines say nothing, and are none.

    A byte order mark is not part of the line that follows: files that were joined have it in their midst.

    >>> list(lines_of(b"{}\n\n[]"))
    [(1, b'{}'), (3, b'[]')]
    """
    for number, line in enumerate(io.BytesIO(data), start=1):
        plain = line.removeprefix(BOM)
        if plain.strip():
            yield number, plain.rstrip(b"\r\n")


def lines_at(data: bytes, numbers: Collection[int]) -> Iterator[tuple[int, bytes]]:
    r"""Yield the lines of some numbers; where there are none, as in most files, no line is looked at.

    >>> list(lines_at(b"{}\n[]", {2}))
    [(2, b'[]')]
    """
    return ((number, line) for number, line in lines_of(data) if number in numbers) if numbers else iter(())
