"""Hàm: values that are made of several, or chosen between, called as narwhals calls them."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from dlxh.register.columns import Kind
from dlxh.rules.language.nodes import AsOf, Call, Case, Lit, Plain
from dlxh.rules.language.operations import one_kind
from dlxh.rules.language.values import Operand, Value, call, value_of
from dlxh.rules.language.values import condition as condition_of
from dlxh.words.given import need, several

AS_OF: Final = Value(AsOf(), Kind.DAY)
"""The as-of day of the records."""


def coalesce(*given: Operand) -> Value:
    """The first value that is not null.

    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> coalesce(m.end, AS_OF).kind.value
    'day'
    """
    return call("coalesce", *given)


def concat_str(*given: Operand, separator: str = "") -> Value:
    """Texts and numbers joined into one text; null if one of them is.

    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> concat_str(m.id, m.term, separator="/").kind.value
    'text'
    """
    value = call("concat_str", *given)
    args = value.node.args if isinstance(value.node, Call) else ()
    return Value(Call("concat_str", (Lit.of(separator), *args)), Kind.TEXT)


def any_horizontal(*given: Operand) -> Value:
    """Whether any of several conditions is true; null counts as false.

    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> any_horizontal(m.end < m.start, m.end > AS_OF).kind.value
    'boolean'
    """
    return call("any_horizontal", *given)


def all_horizontal(*given: Operand) -> Value:
    """Whether all of several conditions are true; null counts as true.

    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> all_horizontal(m.end >= m.start, m.end <= AS_OF).kind.value
    'boolean'
    """
    return call("all_horizontal", *given)


def min_horizontal(*given: Operand) -> Value:
    """The least of several values; nulls are ignored.

    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> min_horizontal(m.end, AS_OF).kind.value
    'day'
    """
    return call("min_horizontal", *given)


def max_horizontal(*given: Operand) -> Value:
    """The greatest of several values; nulls are ignored.

    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> max_horizontal(m.start, AS_OF).kind.value
    'day'
    """
    return call("max_horizontal", *given)


class When:
    """A condition that waits for its value where it is true.

    >>> from dlxh.rules.language.rows import subject
    >>> month = subject("allowance_lines").month.dt.month()
    >>> when(month <= 6).then("first").otherwise("second").kind.value
    'text'
    """

    def __init__(self, condition: Value, before: "tuple[tuple[Value, Value], ...]" = ()) -> None:
        self._condition, self._before = condition_of(condition), before

    def then(self, given: Operand) -> "Then":
        """The value where the condition is true."""
        return Then((*self._before, (self._condition, value_of(given))))


class Then(Value):
    """The value of the first condition that is true; null where none is."""

    __slots__ = ("_branches",)

    def __init__(self, branches: "tuple[tuple[Value, Value], ...]") -> None:
        self._branches = branches
        super().__init__(*_case(branches, value_of(None)))

    def when(self, condition: Value) -> When:
        """A further condition, for where none before it is true."""
        return When(condition, self._branches)

    def otherwise(self, given: Operand) -> Value:
        """The value where no condition is true."""
        return Value(*_case(self._branches, value_of(given)))


def _case(branches: "tuple[tuple[Value, Value], ...]", other: Value) -> tuple[Case, Kind | None]:
    kind = one_kind("when", [*(value.kind for _, value in branches), other.kind])
    nodes = tuple((condition.node, value.node) for condition, value in branches)
    return Case(nodes, other.node), kind


def when(condition: Value) -> When:
    """Begin a choice: `when(...).then(...).otherwise(...)`; for null, `otherwise` applies.

    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> when(m.end.is_null()).then(AS_OF).otherwise(m.end).kind.value
    'day'
    """
    return When(condition)


def in_force(day: Value, steps: Iterable[tuple[date, Plain]], *, known_to: date) -> Value:
    """Return what is in force on a day; null before the first step, and beyond what is known.

    Args:
        day: The day.
        steps: The values, each with its first day.
        known_to: The last day on which the value is known.

    >>> from dlxh.rules.language.rows import subject
    >>> month = subject("allowance_lines").month
    >>> in_force(month, [(date(2023, 7, 1), 1_800_000)], known_to=date(2024, 6, 30)).kind.value
    'integer'
    """
    need(Value, day=day)
    pairs = several("steps", steps, tuple)
    for first, _ in pairs:
        need(date, steps=first)
    found = when(day > known_to).then(None)
    for first, value in sorted(pairs, key=lambda step: step[0], reverse=True):
        found = found.when(day >= first).then(value)
    return found
