"""JSON, đọc chặt: a text of JSON read so that nothing in it is lost, guessed or unprintable."""

import json
from typing import Any, NoReturn


class Twice(dict[str, Any]):
    """A JSON object in which a name stands twice; `pairs` keeps what a dict cannot."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def parsed(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a JSON text; an object with a name twice becomes a `Twice`.

    Raises:
        ValueError: no JSON; NaN and Infinity, which Python would take, are none.
        RecursionError: nested deeper than Python can follow.

    >>> parsed('{"a": 1, "a": 2}').pairs
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
    """Tell whether an object anywhere in a value has a name twice.

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


def text_of(value: object) -> str:
    """Return the JSON text of a parsed value, with every name that stands twice.

    >>> text_of(parsed('{"a": 1, "a": [true]}'))
    '{"a": 1, "a": [true]}'
    """
    if isinstance(value, dict):
        pairs = value.pairs if isinstance(value, Twice) else value.items()
        return "{" + ", ".join(f"{text_of(name)}: {text_of(each)}" for name, each in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text_of, value)) + "]"
    return printable(json.dumps(value, ensure_ascii=False))
