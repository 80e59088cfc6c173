"""Shrinking: the smallest input with the same fault, found by taking away file after file, line after line, byte after byte."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.fuzz.inputs import Input

TRIES = 2000
"""How many smaller inputs are tried at the most."""

Fails = Callable[[Input], bool]


def smallest(given: Input, fails: Fails) -> Input:
    """Return the smallest input found for which `fails` still holds.

    >>> given = Input("text", {"text": b"thang 13/2024", "beside": b""})
    >>> dict(smallest(given, lambda other: b"13" in other.files["text"]).files)
    {'text': b'13'}
    """
    left = TRIES

    def holds(smaller: Input) -> bool:
        nonlocal left
        left -= 1
        try:
            return left >= 0 and fails(smaller)
        except KeyError:  # a file without which there is nothing to read
            return False

    for name in list(given.files):
        fewer = replace(given, files={other: data for other, data in given.files.items() if other != name})
        given = fewer if fewer.files and holds(fewer) else given
    for name in given.files:
        for split in (lambda data: data.splitlines(keepends=True), _bytes):
            given = _shorter(given, name, split(given.files[name]), holds)
    return given


def _bytes(data: bytes) -> list[bytes]:
    return [data[at : at + 1] for at in range(len(data))]


def _shorter(given: Input, name: str, parts: Sequence[bytes], holds: Fails) -> Input:
    """Take stretches of parts away, half of them at first and one by one in the end."""
    size = max(1, len(parts) // 2)
    while size:
        start = 0
        while start < len(parts):
            fewer = [*parts[:start], *parts[start + size :]]
            smaller = replace(given, files={**given.files, name: b"".join(fewer)})
            if holds(smaller):
                given, parts = smaller, fewer
            else:
                start += size
        size //= 2
    return given
