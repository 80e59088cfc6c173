"""Phạm vi: which rows a part of a rule reads, and which of them it reaches by itself."""

from collections.abc import Iterator

from dlxh.rules.language.nodes import (
    SETS,
    Call,
    Col,
    Each,
    EachOne,
    Node,
    Previous,
    Ref,
    Set,
    Subject,
    Total,
    children,
    walk,
)
from dlxh.rules.language.operations import OF_DAY

Reached = Subject | Ref | Each | Previous
"""A row of a rule."""


def conjuncts(node: Node) -> list[Node]:
    """Return the conditions that a condition joins by `&`, so that all have to be true.

    >>> one = Call("is_null", (Col(Subject("terms"), "end"),))
    >>> len(conjuncts(Call("and", (one, Call("and", (one, one))))))
    3
    """
    if isinstance(node, Call) and node.name == "and":
        return [each for arg in node.args for each in conjuncts(arg)]
    return [node]


def root(row: Node) -> Node:
    """Return the row from which references lead to a row: the subject, a row of a set, or the row before."""
    while isinstance(row, Ref):
        row = row.row
    return row


def sets_in(node: Node) -> Iterator[Set]:
    """Yield the sets that a value looks at, without those that they, or what finds its rows, look at themselves."""
    if isinstance(node, SETS):
        yield node
    elif not isinstance(node, Col):  # what leads to a row is read where the row is reached
        for child in children(node):
            yield from sets_in(child)


def _output(node: Set) -> list[Node]:
    """Return the value that is taken of each row of a set, where one is."""
    output = node.evidence if isinstance(node, EachOne) else node.of if isinstance(node, Total) else None
    return [] if output is None else [output]


def nodes_of_set(node: Set) -> list[Node]:
    """Return the conditions on each row of a set."""
    return [*node.where, *_output(node)]


def columns_shown(node: Node) -> Iterator[Col]:
    """Yield the columns whose values a value is made of; what only finds rows or counts them is not shown.

    >>> one = Col(Subject("reports"), "author")
    >>> [
    ...     each.name
    ...     for each in columns_shown(
    ...         Call("concat", (one, Total("count", Each("terms", (), 1), (one,), None)))
    ...     )
    ... ]
    ['author']
    """
    if isinstance(node, Col):
        yield node
        return
    for child in _output(node) if isinstance(node, SETS) else children(node):
        yield from columns_shown(child)


def rows_read(node: Node) -> set[Node]:
    """Return the rows that have to be there before a value can be computed; what a set reaches it reaches by itself."""
    if isinstance(node, SETS):
        own = {row for part in nodes_of_set(node) for row in rows_read(part) if root(row) != node.each}
        return own.union(*(rows_read(value) for _, value in node.each.on))
    if isinstance(node, Col):
        return {node.row}
    return set[Node]().union(*map(rows_read, children(node)))


def reads_only(node: Node, each: Each) -> bool:
    """Return whether a condition reads rows of a set and what these refer to, and nothing around it."""
    return all(root(row) == each for row in rows_read(node))


def columns_read(*nodes: Node | None) -> dict[Node, set[str]]:
    """Return for each row the columns that are read of it, those by which other rows are found among them."""
    found: dict[Node, set[str]] = {}
    for node in (each for part in nodes if part is not None for each in walk(part)):
        if isinstance(node, Col):
            found.setdefault(node.row, set()).add(node.name)
            if isinstance(node.row, Previous):
                found.setdefault(Subject(node.row.table), set()).add(node.name)
        elif isinstance(node, Ref):
            found.setdefault(node.row, set()).add(node.column)
            found.setdefault(node, set()).add("id")
        elif isinstance(node, Each):
            found.setdefault(node, set()).update(name for name, _ in node.on)
        elif isinstance(node, Previous):
            found.setdefault(node, set())
            found.setdefault(Subject(node.table), set()).update(node.order)
    return found


def tables_read(*nodes: Node | None) -> frozenset[str]:
    """Return the tables that rows come from, without that of the subject unless it is read again."""
    rows = (each for part in nodes if part is not None for each in walk(part))
    return frozenset(row.table for row in rows if isinstance(row, Ref | Each | Previous))


def day_parts(node: Node) -> Iterator[Node]:
    """Yield the largest values within a condition that are made of years, months or days of one row.

    >>> term = Subject("term_regulations")
    >>> years = [
    ...     Call("year", (Col(Ref(term, name, f"{name}s"), day),))
    ...     for name, day in (("term", "start"), ("regulation", "valid_to"))
    ... ]
    >>> list(day_parts(Call("lt", tuple(years)))) == years
    True
    """
    inside = [each for each in walk(node) if isinstance(each, Call) and each.name in OF_DAY]
    if not inside or isinstance(node, SETS):
        return
    if isinstance(node, Call) and len(rows_read(node)) == 1:
        yield node
        return
    for child in children(node):
        yield from day_parts(child)
