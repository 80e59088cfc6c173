"""Điều được đưa vào: arguments of another kind than a function takes are refused before anything is asked of them.

Each takes arguments by their names, as the caller wrote them: `need_text(text=text)`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, NoReturn, TypeVar

from dlxh.words.bilingual import ArgumentError

T = TypeVar("T")
_CALLED: Final[Mapping[type, tuple[str, str]]] = {
    str: ("văn bản", "text"),
    int: ("số nguyên", "a whole number"),
    date: ("ngày (datetime.date)", "a day (datetime.date)"),
    datetime: ("thời điểm (datetime.datetime)", "an instant (datetime.datetime)"),
    Mapping: ("bảng tra (dict)", "a mapping (dict)"),
}


def need(kind: type | tuple[type, ...], **given: object) -> None:
    """Refuse arguments that are of none of some kinds; a datetime is no day, and true is no number.

    >>> need(int, year=2024)
    >>> try:
    ...     need(int, year="2024")
    ... except ArgumentError as error:
    ...     print(error.en)
    year= takes a whole number, not str
    """
    for name, value in given.items():
        is_odd = (kind is int and isinstance(value, bool)) or (kind is date and isinstance(value, datetime))
        if is_odd or not isinstance(value, kind):
            _refuse(name, kind, value)


def need_text(**given: object) -> None:
    """Refuse arguments that are no text.

    >>> need_text(text="quý III/2018")
    """
    for name, value in given.items():
        if not isinstance(value, str):
            _refuse(name, str, value)


def several(name: str, given: Iterable[T], kind: type | tuple[type, ...] = object) -> tuple[T, ...]:
    """Return what a list holds; refuse what is no list, or holds something of another kind. A text is no list.

    >>> several("empty", ["reports"], str)
    ('reports',)
    >>> try:
    ...     several("empty", "reports")
    ... except ArgumentError as error:
    ...     print(error.en)
    empty= takes a list, not str
    """
    whole: Any = given
    if isinstance(whole, str | bytes) or not isinstance(whole, Iterable):
        raise ArgumentError(
            vi=f"{name}= nhận một danh sách, không nhận {type(whole).__name__}",
            en=f"{name}= takes a list, not {type(whole).__name__}",
        )
    found = tuple(given)
    for each in found:
        if not isinstance(each, kind):
            _refuse(name, kind, each)
    return found


def _refuse(name: str, kind: type | tuple[type, ...], value: object) -> NoReturn:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    called = [_CALLED.get(each, (each.__name__, each.__name__)) for each in kinds]
    vi, en = (" hoặc ".join(each[0] for each in called), " or ".join(each[1] for each in called))
    raise ArgumentError(
        vi=f"{name}= nhận {vi}, không nhận {type(value).__name__}",
        en=f"{name}= takes {en}, not {type(value).__name__}",
    )
