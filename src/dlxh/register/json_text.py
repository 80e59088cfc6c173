"""JSON, đọc chặt: a text of JSON read so that nothing in it is lost, guessed or unprintable."""

import json
import re
from collections.abc import Callable
from typing import Any, Final, NoReturn, TypeAlias

_LONGEST_FIELD: Final = 100
_LONGEST_NAME: Final = 40
_LIKE_A_FIELD: Final = re.compile("[A-Za-z_][A-Za-z0-9_]*")


class Twice(dict[str, Any]):
    """A JSON object with a name twice; `pairs` keeps what a dict cannot."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


Json: TypeAlias = Any
"""Any JSON value."""


def parse(text: str) -> Json:
    """Return the value of a JSON text; an object with a name twice becomes a `Twice`.

    Raises:
        ValueError: no JSON; NaN and Infinity, which Python would take, are none.
        RecursionError: nested deeper than Python can follow.

    >>> parse('{"a": 1, "a": 2}').pairs
    [('a', 1), ('a', 2)]
    """
    return _DECODER.decode(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Twice(pairs)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_refuse
)  # `loads` would make one each time


def holds_twice(value: object) -> bool:
    """Return whether an object anywhere in a value has a name twice.

    >>> holds_twice([{"a": Twice([("b", 1), ("b", 2)])}])
    True
    """
    if isinstance(value, dict):
        return isinstance(value, Twice) or any(map(holds_twice, value.values()))
    return isinstance(value, list) and any(map(holds_twice, value))


def printable(text: str) -> str:
    r"""Return a text that any file can hold: half a character is written as its JSON escape.

    >>> print(printable("a\ud800"))
    a\ud800
    """
    return text.encode("utf-8", "backslashreplace").decode()


def visible(text: str) -> str:
    r"""Return a text with every character that does not show, such as a byte order mark, written as its escape.

    >>> print(visible("\ufeffid"))
    \ufeffid
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def field_name(text: str) -> str:
    """Return the name of an unknown field so that it can be shown: visible, and cut where no field's name goes on.

    >>> len(field_name("x" * 5000))
    101
    """
    return visible(text if len(text) <= _LONGEST_FIELD else text[:_LONGEST_FIELD] + "…")


def unknown_name(text: str) -> str:
    r"""Return a name that nothing has, as it is shown: one that is written as no field is may be somebody's, and is `…`.

    >>> [unknown_name(text) for text in ("chanel", "Nguyễn Thị Ví Dụ", "\ufeffid", "x" * 41)]
    ['chanel', '…', '\\ufeffid', '…']
    """
    bare = "".join(filter(str.isprintable, text))
    return visible(text) if _LIKE_A_FIELD.fullmatch(bare or "_") and len(text) <= _LONGEST_NAME else "…"


def text_of(value: object) -> str:
    """Return the JSON text of a parsed value, with every repeated name.

    >>> text_of(parse('{"a": 1, "a": [true]}'))
    '{"a": 1, "a": [true]}'
    """
    parts: list[str] = []
    _write(value, parts.append)
    return "".join(parts)


def _write(value: object, put: Callable[[str], None]) -> None:
    """Put the pieces of a text one after the other: joined at each level, they would be copied once for each."""
    if isinstance(value, dict):
        between = "{"
        for name, each in value.pairs if isinstance(value, Twice) else value.items():
            put(between + _scalar(name) + ": ")
            _write(each, put)
            between = ", "
        put("}" if value else "{}")
    elif isinstance(value, list):
        between = "["
        for each in value:
            put(between)
            _write(each, put)
            between = ", "
        put("]" if value else "[]")
    else:
        put(_scalar(value))


def _scalar(value: object) -> str:
    return printable(json.dumps(value, ensure_ascii=False))
