"""Dòng được đưa vào: rows from memory as they were given, and their texts where a finding keeps them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeAlias
from uuid import UUID

from dlxh.register.json_text import Json, Twice, parse, printable, text_of
from dlxh.register.lines import BOM
from dlxh.register.rows import Refusal, Refusals

WRONG_ENCODING, JSON_INVALID, KEY_TWICE = (
    Refusals((Refusal(None, code, {}),)) for code in ("wrong_encoding", "json_invalid", "key_twice")
)
NumberedRow: TypeAlias = tuple[int, Any, Refusals | None]
"""The number of a row, its value, and why it has none."""
TextOf: TypeAlias = Callable[[int], str]
"""Returns the text of a row by its number."""

_BYTES: Final = (bytes, bytearray, memoryview)


def row_of(line: bytes) -> tuple[Any, Refusals | None]:
    """Return the value of a line, or why it has none.

    >>> row_of(b'{"id": "n1"}')[0]
    {'id': 'n1'}
    """
    try:
        row = parse(line.decode())
    except UnicodeDecodeError:
        return None, WRONG_ENCODING
    except (ValueError, RecursionError):
        return None, JSON_INVALID
    if isinstance(row, Twice):
        return None, KEY_TWICE
    return row, None


def text_of_line(line: bytes) -> str:
    """Return a line as text; of what is not UTF-8 each byte becomes the character of its number, so none is lost.

    >>> text_of_line(b"{}")
    '{}'
    """
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def numbered_rows(given: Iterable[object]) -> Iterator[NumberedRow]:
    """Yield rows from memory with their numbers, counted from 1: mappings, and JSON texts of one record each.

    >>> list(numbered_rows([{"id": "n1"}, '{"id": "n2"}', b"{"]))[:2]
    [(1, {'id': 'n1'}, None), (2, {'id': 'n2'}, None)]
    """
    for number, row in enumerate(given, 1):
        if type(row) is dict:
            yield number, row, None
        elif isinstance(row, str):
            yield (number, *row_of(row.encode("utf-8", "surrogatepass").removeprefix(BOM)))
        elif isinstance(row, _BYTES):
            yield (number, *row_of(bytes(row).removeprefix(BOM)))
        else:
            yield number, _as_dict(row), None


def _as_dict(row: object) -> object:
    """Return a row of a database driver as a dict, also one that has keys and is not a mapping, as those of sqlite3."""
    mapping: Any = row
    if isinstance(row, Mapping) or (hasattr(row, "keys") and hasattr(row, "__getitem__")):
        return dict(mapping)
    return row


def text_of_row(given: object) -> str:
    """Return what was given as text: a JSON text as it is, anything else as JSON; what no text can show is `…`.

    >>> from datetime import date
    >>> text_of_row({"start": date(2024, 7, 1)})
    '{"start": "2024-07-01"}'
    """
    if isinstance(given, str):
        return printable(given)
    if isinstance(given, _BYTES):
        return text_of_line(bytes(given))
    try:
        return text_of(as_json(_as_dict(given)))
    except RecursionError:
        return "…"


def as_json(value: object) -> Json:
    """Return a value of Python as JSON has it; of what JSON has not, only its type.

    >>> as_json({"at": [Decimal("0.5")], 5: {1}})
    {'at': ['0.5'], '5': 'set'}
    """
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(name): as_json(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else type(value).__name__
