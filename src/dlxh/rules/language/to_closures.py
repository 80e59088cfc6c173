"""Sang Python: what a rule makes of values, as functions of the rows that are there.

A function takes a list: the as-of day of the records, then the rows that are there, each a mapping by column in
a place of its own, and what sets have come to. Null is None; comparing or computing with it is null, `&` and `|` are those
of three values, exactly as engines have it.
"""

import re
from collections.abc import Callable, Mapping
from operator import add, eq, floordiv, ge, gt, le, lt, mod, mul, ne, sub
from typing import Any, Final, TypeAlias

from dlxh.rules.language.nodes import (
    AsOf,
    Call,
    Case,
    Col,
    Exists,
    In,
    Lit,
    Map,
    Match,
    Node,
    Replace,
    Total,
)
from dlxh.words.patterns import python_pattern

There: TypeAlias = list[Any]
"""The day, and the rows and totals that are there."""
OnRow: TypeAlias = Callable[[There], Any]
AS_OF: Final = 0
"""The place of the day."""
_PAIRS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "eq": eq, "ne": ne, "lt": lt, "le": le, "gt": gt, "ge": ge,
    "add": add, "sub": sub, "mul": mul, "floordiv": floordiv, "mod": mod,
}  # fmt: skip
_OF_DAY: Final[Mapping[str, Callable[[Any], int]]] = {
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "ordinal_day": lambda day: day.timetuple().tm_yday,
    "weekday": lambda day: day.isoweekday(),
    "month_number": lambda day: day.year * 12 + day.month,
    "day_number": lambda day: day.toordinal(),
    "len_chars": len,
}


def closure(node: Node, places: Mapping[Node, int]) -> OnRow:  # noqa: C901, PLR0911 - a case for each kind of node
    """Return the function of a value.

    Args:
        node: The value.
        places: The place of each row and each set's total.

    >>> from dlxh.rules.language.nodes import Subject
    >>> from dlxh.rules.language.rows import subject
    >>> branch_closures = closure((subject("terms").label == "2021").node, {Subject("terms"): 1})
    >>> branch_closures([None, {"label": "2021"}]), branch_closures([None, {"label": None}])
    (True, None)
    """
    match node:
        case Col(row, name):
            return _column(places[row], name)
        case Lit(value):
            return lambda _: value
        case AsOf():
            return lambda there: there[AS_OF]
        case Exists() | Total():
            place = places[node]
            return lambda there: there[place]
        case Case(branches, other):
            branch_closures = [(closure(one, places), closure(value, places)) for one, value in branches]
            return _choice(branch_closures, closure(other, places))
        case Map(arg, pairs, otherwise):
            return _map(closure(arg, places), dict(pairs), otherwise.value)
        case In(arg, values):
            return _pass_null(closure(arg, places), frozenset(values).__contains__)
        case Match(arg, pattern):
            search = re.compile(python_pattern(pattern)).search
            return _pass_null(closure(arg, places), lambda text: search(text) is not None)
        case Replace(arg, pattern, instead):
            replace = re.compile(python_pattern(pattern)).sub
            return _pass_null(closure(arg, places), lambda text: replace(lambda _: instead, text))
        case Call(name, args):
            return _call(name, [closure(each, places) for each in args])
        case _:
            pass
    msg = f"{type(node).__name__} is a row, and no value"
    raise TypeError(msg)


def _column(place: int, name: str) -> OnRow:
    def evaluate(there: There) -> object:
        row = there[place]
        return None if row is None else row[name]

    return evaluate


def _pass_null(value: OnRow, made: Callable[[Any], Any]) -> OnRow:
    """Return what is made of a value, and null of null."""

    def evaluate(there: There) -> object:
        found = value(there)
        return None if found is None else made(found)

    return evaluate


def _map(value: OnRow, table: Mapping[Any, Any], default: Any) -> OnRow:  # noqa: ANN401 - plain values
    return lambda there: table.get(value(there), default)


def _choice(branches: list[tuple[OnRow, OnRow]], other: OnRow) -> OnRow:
    def evaluate(there: There) -> object:
        for condition, value in branches:
            if condition(there) is True:
                return value(there)
        return other(there)

    return evaluate


def _call(name: str, args: list[OnRow]) -> OnRow:
    if name in _PAIRS:
        return _pair(_PAIRS[name], *args)
    if name in _OF_DAY:
        return _pass_null(args[0], _OF_DAY[name])
    return _OTHERS[name](args)


def _pair(made: Callable[[Any, Any], Any], one: OnRow, other: OnRow) -> OnRow:
    def evaluate(there: There) -> object:
        first = one(there)
        if first is None:
            return None
        second = other(there)
        return None if second is None else made(first, second)

    return evaluate


def _join(args: list[OnRow], deciding: bool) -> OnRow:  # noqa: FBT001 - the value that decides
    """Return `&` of three values where false decides, and `|` where true does."""
    one, other = args

    def evaluate(there: There) -> object:
        first = one(there)
        if first is deciding:
            return deciding
        second = other(there)
        if second is deciding:
            return deciding
        return None if first is None or second is None else not deciding

    return evaluate


def _coalesce(args: list[OnRow]) -> OnRow:
    def evaluate(there: There) -> object:
        return next((found for arg in args if (found := arg(there)) is not None), None)

    return evaluate


def _text(args: list[OnRow]) -> OnRow:
    separator, *parts = args

    def evaluate(there: There) -> str | None:
        found = [part(there) for part in parts]
        return None if None in found else str(separator(there)).join(map(str, found))

    return evaluate


def _extreme(args: list[OnRow], chosen: Callable[[list[Any]], Any]) -> OnRow:
    def evaluate(there: There) -> object:
        found = [value for arg in args if (value := arg(there)) is not None]
        return chosen(found) if found else None

    return evaluate


_OTHERS: Final[Mapping[str, Callable[[list[OnRow]], OnRow]]] = {
    "and": lambda args: _join(args, deciding=False),
    "or": lambda args: _join(args, deciding=True),
    "not": lambda args: _pass_null(args[0], lambda truth: not truth),
    "is_null": lambda args: lambda there: args[0](there) is None,
    "coalesce": _coalesce,
    "concat_str": _text,
    "any_horizontal": lambda args: lambda there: any(arg(there) is True for arg in args),
    "all_horizontal": lambda args: lambda there: all(arg(there) is not False for arg in args),
    "min_horizontal": lambda args: _extreme(args, min),
    "max_horizontal": lambda args: _extreme(args, max),
}
