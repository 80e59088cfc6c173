"""Nút: the content of a rule, as frozen values that are equal where they mean the same; `words` is how authors write them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import is_
from typing import TypeAlias

Plain: TypeAlias = bool | int | str | date | datetime | None
"""A value that may be written in a rule as it is."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a rule: a row that it reaches, or a value."""


@dataclass(frozen=True, slots=True)
class Subject(Node):
    """The row that is judged."""

    table: str


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """Each row of a table with the id in a column of another row."""

    row: Node
    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Each(Node):
    """Each row of a table whose columns equal some values.

    Attributes:
        table: The table.
        on: Columns with the values that they equal; a value that is null equals nothing.
        number: Distinguishes two sets that are reached alike.
    """

    table: str
    on: tuple[tuple[str, Node], ...]
    number: int


@dataclass(frozen=True, slots=True)
class Previous(Node):
    """The row before the subject, among those of its table that have the same values.

    Attributes:
        table: The table.
        by: The values that both have; where one of them is null there is no row before.
        order: The columns that say which comes first, nulls first; the last of them is of the key.
        among: Holds of both; None: of all rows.
        greatest: Of all rows before the one where this value is greatest, null least, and of several the last one; None:
            the last one.
    """

    table: str
    by: tuple[Node, ...]
    order: tuple[str, ...]
    among: Node | None
    greatest: Node | None = None


@dataclass(frozen=True, slots=True)
class Col(Node):
    """The value of a column in a row."""

    row: Node
    name: str


@dataclass(frozen=True, slots=True)
class Lit(Node):
    """A value written in the rule; its type keeps `True` apart from 1."""

    value: Plain
    kind: str

    @classmethod
    def of(cls, value: Plain) -> "Lit":
        """Return the node of a value.

        >>> Lit.of(1) == Lit.of(True)
        False
        """
        return cls(value, type(value).__name__)


@dataclass(frozen=True, slots=True)
class AsOf(Node):
    """The as-of day of the records."""


@dataclass(frozen=True, slots=True)
class Call(Node):
    """What is made of values: the operations of `operations`."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class In(Node):
    """Whether a value is one of some."""

    arg: Node
    values: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Match(Node):
    """Whether a text holds what a pattern describes."""

    arg: Node
    pattern: str


@dataclass(frozen=True, slots=True)
class Replace(Node):
    """A text with something else in place of whatever a pattern describes."""

    arg: Node
    pattern: str
    instead: str


@dataclass(frozen=True, slots=True)
class Map(Node):
    """The value that a mapping gives for a value; `other` for what is not listed."""

    arg: Node
    pairs: tuple[tuple[Plain, Plain], ...]
    other: Lit


@dataclass(frozen=True, slots=True)
class Case(Node):
    """The value of the first branch whose condition is true."""

    branches: tuple[tuple[Node, Node], ...]
    other: Node


@dataclass(frozen=True, slots=True)
class Exists(Node):
    """Whether a set has a row that meets the conditions."""

    each: Each
    where: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Total(Node):
    """What the rows of a set come to.

    Attributes:
        name: `count`, `distinct` (how many values there are), `min`, `max` or `sum`.
        each: The set.
        where: What is true of its rows.
        of: The value; None: the rows are counted.
    """

    name: str
    each: Each
    where: tuple[Node, ...]
    of: Node | None


@dataclass(frozen=True, slots=True)
class EachOne(Node):
    """One finding for each row of a set that meets the conditions, with its evidence."""

    each: Each
    where: tuple[Node, ...]
    evidence: Node


Set: TypeAlias = Exists | Total | EachOne
"""A node that looks at the rows of a set."""
SETS = (Exists, Total, EachOne)
ROWS = (Subject, Ref, Each, Previous)


def children(node: Node) -> list[Node]:
    """Return the nodes that a node is made of, in their order."""
    found: list[Node] = []
    _gather(_values_of(node), found)
    return found


def _values_of(node: Node) -> list[object]:
    """Return the values of its fields: every rule is walked when it is made, and `dataclasses.fields` takes three times as long."""
    names: tuple[str, ...] = node.__match_args__
    return [getattr(node, name) for name in names]


def _gather(values: Iterable[object], found: list[Node]) -> None:
    for value in values:
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, found)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all that it is made of, as it is written, each as often as it occurs.

    >>> [type(each).__name__ for each in walk(Call("eq", (Col(Subject("terms"), "start"), AsOf())))]
    ['Call', 'Col', 'Subject', 'AsOf']
    """
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(children(each)))


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a node in which every part, the smallest first, is what `change` makes of it."""

    def of(value: object) -> object:
        if isinstance(value, Node):
            return rebuilt(value, change)
        return _unless_same(value, tuple(map(of, value))) if isinstance(value, tuple) else value

    before = _values_of(node)
    after = list(map(of, before))
    return change(node if all(map(is_, before, after)) else type(node)(*after))


def _unless_same(before: tuple[object, ...], after: tuple[object, ...]) -> tuple[object, ...]:
    return before if all(map(is_, before, after)) else after


def renumber(*nodes: Node) -> tuple[Node, ...]:
    """Return nodes whose sets are numbered from 1 as they occur, so that a rule recorded twice is the same.

    >>> one, other = (Exists(Each("terms", (), number), ()) for number in (7, 9))
    >>> renumber(one) == renumber(other)
    True
    """
    numbers: dict[int, int] = {}

    def change(node: Node) -> Node:
        if not isinstance(node, Each):
            return node
        return replace(node, number=numbers.setdefault(node.number, len(numbers) + 1))

    return tuple(rebuilt(node, change) for node in nodes)
