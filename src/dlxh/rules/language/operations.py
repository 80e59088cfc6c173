"""Phép tính: the operations on values, by kind of operand, with the kind of the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from dlxh.register.columns import KINDS_VI, Kind
from dlxh.rules.language.errors import LanguageError

Kinds: TypeAlias = Sequence[Kind | None]
"""The kinds of arguments; None: the value null, which has every kind."""
OF_DAY: Final = ("year", "month", "day", "ordinal_day", "weekday", "month_number", "day_number")
"""The properties of a day."""
_COUNTING: Final = ("add", "sub", "mul", "floordiv", "mod")
_DAYS: Final = (
    "; với ngày thì tính trên số thứ tự: a.dt.day_number() - b.dt.day_number()",
    "; with days, use their numbers: a.dt.day_number() - b.dt.day_number()",
)
"""What to write in place of arithmetic on days."""
_SIGNS: Final = {
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "and": "&", "or": "|", "not": "~",
    "add": "+", "sub": "-", "mul": "*", "floordiv": "//", "mod": "%",
}  # fmt: skip
"""How operations are written that have a sign."""
_DAY_AS_TEXT: Final = (
    "; ngày viết date(2026, 1, 1), không viết thành chữ",
    "; a day is written date(2026, 1, 1), not as text",
)
_ORDERED: Final = (Kind.TEXT, Kind.INTEGER, Kind.DAY, Kind.INSTANT)


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done to values.

    Attributes:
        allowed: The kinds that arguments may have.
        result: The kind of what comes of it; None: that of the arguments.
        alike: Whether all arguments have one kind.
    """

    allowed: tuple[Kind, ...]
    result: Kind | None
    alike: bool = True


def _operations() -> dict[str, Operation]:
    every, number, truth, text = tuple(Kind), (Kind.INTEGER,), (Kind.BOOLEAN,), (Kind.TEXT,)
    compared = Operation(_ORDERED, Kind.BOOLEAN)
    operation = Operation(number, Kind.INTEGER)
    of_day = Operation((Kind.DAY,), Kind.INTEGER)
    joined = Operation(truth, Kind.BOOLEAN)
    chosen = Operation(_ORDERED, None)
    return {
        **dict.fromkeys(("eq", "ne"), Operation(every, Kind.BOOLEAN)),
        **dict.fromkeys(("lt", "le", "gt", "ge"), compared),
        **dict.fromkeys(_COUNTING, operation),
        **dict.fromkeys(("and", "or", "not", "any_horizontal", "all_horizontal"), joined),
        "is_null": Operation(every, Kind.BOOLEAN),
        "coalesce": Operation(every, None),
        **dict.fromkeys(("min_horizontal", "max_horizontal"), chosen),
        "concat_str": Operation((*text, *number), Kind.TEXT, alike=False),
        "len_chars": Operation(text, Kind.INTEGER),
        **dict.fromkeys(OF_DAY, of_day),
    }


OPERATIONS: Final = _operations()
"""Every operation by its name, which is that of narwhals where it has one."""


def kind_after(name: str, kinds: Kinds) -> Kind | None:
    """Return the kind of what an operation makes of values of some kinds.

    Raises:
        LanguageError: it is not made of values of these kinds.

    >>> kind_after("add", [Kind.INTEGER, Kind.INTEGER]).value
    'integer'
    >>> kind_after("lt", [Kind.DAY, Kind.TEXT])
    Traceback (most recent call last):
    dlxh.rules.language.errors.LanguageError: không dùng < cho ngày, chữ; ngày viết date(2026, 1, 1), ... / < does not take day, text; a day ...
    """
    operation = OPERATIONS[name]
    known = {kind for kind in kinds if kind is not None}
    if not known <= set(operation.allowed) or (operation.alike and len(known) > 1):
        raise unlike(name, kinds)
    return operation.result or next(iter(known), None)


def one_kind(what: str, kinds: Kinds) -> Kind | None:
    """Return the kind that values have in common; null has every kind.

    Raises:
        LanguageError: they have several.
    """
    known = {kind for kind in kinds if kind is not None}
    if len(known) > 1:
        raise unlike(what, kinds)
    return next(iter(known), None)


def unlike(what: str, kinds: Kinds) -> LanguageError:
    """Return the refusal of values of some kinds."""
    written = as_written(what)
    given_vi = ", ".join("trống" if kind is None else KINDS_VI[kind] for kind in kinds)
    given_en = ", ".join("null" if kind is None else kind.value for kind in kinds)
    vi, en = "", ""
    if what in _COUNTING and Kind.DAY in kinds:
        vi, en = _DAYS
    elif {Kind.DAY, Kind.TEXT} <= set(kinds):
        vi, en = _DAY_AS_TEXT
    return LanguageError(
        vi=f"không dùng {written} cho {given_vi}{vi}", en=f"{written} does not take {given_en}{en}"
    )


def as_written(name: str) -> str:
    """Return an operation as a rule writes it.

    >>> as_written("eq"), as_written("coalesce")
    ('==', 'coalesce')
    """
    return _SIGNS.get(name, name)
