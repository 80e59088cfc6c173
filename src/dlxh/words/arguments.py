"""Đối số: what one name means at every call: a period, and one thing or several."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias, TypeVar

from dlxh.words.bilingual import ArgumentError, quote
from dlxh.words.days import plain_day
from dlxh.words.period_windows import CALENDAR
from dlxh.words.periods import Period

T = TypeVar("T")

PeriodLike: TypeAlias = Period | str | tuple[date, date]
"""A period, its code or Vietnamese name, or its first and last day."""
_TWO_DAYS = 2


def period_of(given: PeriodLike, *, convention: str = CALENDAR, name: str = "period") -> Period:
    """Return the period that an argument means.

    Args:
        given: A period, a text such as `2023-Q4` or `quý III/2018`, or the first and the last day.
        convention: How the months of a text are cut.
        name: The name of the argument.

    Raises:
        PeriodError: the text is not a period, or the days run backwards.
        ArgumentError: it is something else.

    >>> period_of("quý III/2018").code, period_of((date(2024, 7, 1), date(2024, 7, 9))).code
    ('2018-Q3', '2024-07-01/2024-07-09')
    """
    if isinstance(given, Period):
        return given
    if isinstance(given, str):
        return Period.parse(given, convention=convention)
    days: object = given
    if isinstance(days, tuple) and len(days) == _TWO_DAYS:
        return Period.custom(*map(plain_day, days))
    raise ArgumentError(
        vi=f"{name}= không nhận {quote(given)}; đưa một kỳ, một tên kỳ như '2024-Q1', hoặc hai ngày (ngày đầu, ngày cuối)",
        en=f"{name}= does not take {quote(given)}; give a period, its name such as '2024-Q1', or two days (first, last)",
    )


def one_or_several(name: str, given: T | Iterable[T] | None, kind: type[T]) -> tuple[T, ...]:
    """Return what was given as one thing, as several or not at all.

    Args:
        name: The name of the argument.
        given: What was given.
        kind: What each of them is.

    Raises:
        ArgumentError: something else is among them.

    >>> (
    ...     one_or_several("schemes", None, str),
    ...     one_or_several("schemes", ["a", "b"], str),
    ...     one_or_several("schemes", "a", str),
    ... )
    ((), ('a', 'b'), ('a',))
    """
    if given is None:
        return ()
    found = (given,) if isinstance(given, kind) or not isinstance(given, Iterable) else tuple(given)
    for each in found:
        if not isinstance(each, kind):
            raise ArgumentError(
                vi=f"{name}= nhận {kind.__name__}, một hay nhiều, không nhận {type(each).__name__}",
                en=f"{name}= takes {kind.__name__}, one or several, not {type(each).__name__}",
            )
    return found
