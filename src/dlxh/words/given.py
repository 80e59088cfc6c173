"""Điều được đưa vào: arguments of a kind that a function does not take are refused before they are used.

Each takes arguments by their names, as the caller wrote them: `need_text(text=text)`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final, NoReturn, TypeVar

from dlxh.words.bilingual import ArgumentError, WordError, quote

T = TypeVar("T")


class PlaceError(WordError, IndexError):
    """There is no entry at this place.

    >>> import dlxh
    >>> lines = dlxh.allowances(dlxh.read(dlxh.example("gia-lai")).register, "2024-06")
    >>> try:
    ...     lines[len(lines)]
    ... except IndexError as error:
    ...     print(error.en.split(";")[0])
    there is nothing at place 35
    """

    @classmethod
    def none_at(cls, place: int, number: int) -> "PlaceError":
        """There are fewer."""
        return cls(
            vi=f"không có gì ở chỗ {place}; có {number}, đánh số từ 0",
            en=f"there is nothing at place {place}; there are {number}, counted from 0",
        )


_CALLED: Final[Mapping[type, tuple[str, str]]] = {
    str: ("văn bản", "text"),
    int: ("số nguyên", "a whole number"),
    bool: ("True hoặc False", "True or False"),
    date: ("ngày (datetime.date)", "a day (datetime.date)"),
    datetime: ("thời điểm (datetime.datetime)", "an instant (datetime.datetime)"),
    type(None): ("None", "None"),
    StrEnum: ("giá trị của lớp mã, như Channel.APP", "a member of an enumeration, such as Channel.APP"),
    Mapping: ("bảng tra (dict)", "a mapping (dict)"),
}


def need(kind: type | tuple[type, ...], /, **given: object) -> None:
    """Refuse arguments that are of none of some kinds; a datetime is not a day, and true is not a number.

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
    """Refuse arguments that are not text.

    >>> need_text(text="quý III/2018")
    """
    for name, value in given.items():
        if not isinstance(value, str):
            _refuse(name, str, value)


def need_limit(limit: object) -> None:
    """Refuse what does not say how many lines of a table are shown: None says all of them.

    >>> need_limit(None)
    >>> try:
    ...     need_limit(-1)
    ... except ArgumentError as error:
    ...     print(error.en)
    limit= takes a number from 0 upwards, or None for all, not -1
    """
    if isinstance(limit, bool) or not isinstance(limit, int | None):
        _refuse("limit", (int, type(None)), limit)
    if limit is not None and limit < 0:
        raise ArgumentError(
            vi=f"limit= nhận số từ 0 trở lên, hoặc None để nêu hết, không nhận {limit}",
            en=f"limit= takes a number from 0 upwards, or None for all, not {limit}",
        )


def several(
    name: str, given: Iterable[T], kind: type | tuple[type, ...] = object, *, or_one: bool = False
) -> tuple[T, ...]:
    """Return the items of a list; refuse what is not a list or has an item of another kind. A text is not a list.

    Args:
        name: The name of the argument.
        given: What was given.
        kind: What each of them is.
        or_one: Whether the argument takes one alone as well, which the refusal then says.

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
        if or_one:
            _refuse(name, kind, whole, (", một hay nhiều", ", one or several"))
        raise ArgumentError(
            vi=f"{name}= nhận một danh sách, không nhận {type(whole).__name__}",
            en=f"{name}= takes a list, not {type(whole).__name__}",
        )
    found = tuple(given)
    for each in found:
        if not isinstance(each, kind):
            _refuse(name, kind, each)
    return found


def find_near(name: str, known: Iterable[str], *, likeness: float = 0.6) -> list[str]:
    """Return the names, three at most, that one which is not known may have been meant for; case does not matter.

    Args:
        name: The name that is not known.
        known: Those that are.
        likeness: How much of the two has to be alike, between 0 and 1.

    >>> find_near("r101", ["R101", "R102", "topics"])
    ['R101', 'R102']
    """
    folded = {each.casefold(): each for each in known}
    return [folded[each] for each in get_close_matches(name.casefold()[:64], folded, cutoff=likeness)]


def refuse_other(name: str, given: object, *members: str) -> None:
    """Raise ArgumentError for something that is not what an argument takes.

    Args:
        name: The name of the argument.
        given: What was given; None fits.
        members: What such a thing has: anything that has them will do.

    >>> try:
    ...     refuse_other("calendar", 2024, "is_working_day")
    ... except ArgumentError as error:
    ...     print(error.en)
    calendar= does not take (int): it has no is_working_day
    """
    if given is None:
        return
    for member in members:
        if isinstance(given, type) or not hasattr(given, member):
            raise ArgumentError(
                vi=f"{name}= không nhận {quote(given)}: không có {member}",
                en=f"{name}= does not take {quote(given)}: it has no {member}",
            )


def refuse_no_calendar(given: object) -> None:
    """Raise ArgumentError for a `calendar=` that lacks a member of a calendar; without hours it has them empty.

    >>> from dlxh.words.work_calendars import SimpleCalendar
    >>> refuse_no_calendar(SimpleCalendar())
    """
    try:
        refuse_other("calendar", given, "is_working_day", "hours")
    except ArgumentError as error:
        like = "dlxh.data.vietnam_calendar(2025, 2027)"
        raise ArgumentError(
            vi=f"{error.vi}; đưa lịch như {like}", en=f"{error.en}; pass one such as {like}"
        ) from None


def _refuse(
    name: str, kind: type | tuple[type, ...], value: object, more: tuple[str, str] = ("", "")
) -> NoReturn:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    called = [_CALLED.get(each, (each.__name__, each.__name__)) for each in kinds]
    vi, en = (" hoặc ".join(each[0] for each in called), " or ".join(each[1] for each in called))
    raise ArgumentError(
        vi=f"{name}= nhận {vi}{more[0]}, không nhận {type(value).__name__}",
        en=f"{name}= takes {en}{more[1]}, not {type(value).__name__}",
    )
