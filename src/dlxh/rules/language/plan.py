"""Bước của một phần quy tắc: the order in which a part is worked out, alike for columns and for single rows.

An executor takes the rows that may be at fault and does one step after the other with them. What is cheap and leaves few
rows comes first: conditions on the row itself, then rows that it refers to, then sets. A set with a condition that
also reads the rows around it is computed for all rows with the same key at once; two rows with one key share its answer.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from dlxh.rules.language.declared import find_table
from dlxh.rules.language.nodes import (
    Call,
    Col,
    EachOne,
    Exists,
    Lit,
    Node,
    Previous,
    Ref,
    Set,
    Subject,
    Total,
)
from dlxh.rules.language.parts import Part
from dlxh.rules.language.scope import (
    columns_read,
    conjuncts,
    nodes_of_set,
    reads_only,
    root,
    rows_read,
    sets_in,
)
from dlxh.rules.language.steps import (
    Bind,
    Compute,
    Filter,
    Keys,
    Look,
    Meet,
    Members,
    Pair,
    Step,
    all_members,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of a part, step by step.

    Attributes:
        table: The table whose rows are judged.
        steps: The steps.
        evidence: The value that refers to the other row.
        columns: The columns that are read of each row.
    """

    table: str
    steps: tuple[Step, ...]
    evidence: Node | None
    columns: dict[Node, frozenset[str]] = field(hash=False, compare=False)

    def order_of(self, previous: Previous) -> tuple[str, ...]:
        """Return by which columns rows are put in order: those that are given, then all that is read of them.

        Two rows with one key are alike in those that are given; they have one order on every engine all the same.
        """
        return (*previous.order, *sorted(self.columns[Subject(self.table)] - set(previous.order)))


def key_of(row: Node, table: str) -> Keys:
    """Return the columns that identify a row of a table."""
    return tuple(Col(row, name) for name in find_table(table).key)


def plan_part(part: Part, *, population: bool = False) -> Plan:
    """Return the steps of a part, or of the rows that it judges.

    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.functions import AS_OF
    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> [
    ...     type(step).__name__
    ...     for step in plan_part(part(m, m.end.is_null() & (m.ref("term").end < AS_OF))).steps
    ... ]
    ['Filter', 'Bind', 'Filter']
    """
    sooner = None if part.is_on_rows else part.prefilter
    inner_sets = [part.population] if population else [part.population, sooner, part.fault]
    conditions: list[Node] = []
    for each in (each for node in inner_sets if node is not None for each in conjuncts(node)):
        if not any(_implies(other, each) for other in conditions):
            conditions = [*(other for other in conditions if not _implies(each, other)), each]
    evidence = None if population else part.evidence
    if isinstance(part.fault, EachOne) and not population:
        evidence = part.fault.evidence
    me = Subject(part.table)
    order = _Order({me}, key_of(me, part.table))
    steps = order.steps(
        conditions, () if evidence is None or isinstance(part.fault, EachOne) else (evidence,)
    )
    return Plan(part.table, steps, evidence, _columns(part, steps))


def _implies(one: Node, other: Node) -> bool:
    """Return whether another condition requires more of the same set, so that this one need not be evaluated."""
    if not (isinstance(one, Exists) and isinstance(other, Exists)):
        return one == other
    if one.each == other.each:
        return all(any(_implies(each, less) for each in one.where) for less in other.where)
    is_wider = one.each.table == other.each.table and set(one.each.on) >= set(other.each.on)
    return is_wider and not other.where


def _columns(part: Part, steps: Sequence[Step]) -> dict[Node, frozenset[str]]:
    """Return the columns that are read of each row, with those that identify it."""
    found = {row: set(names) for row, names in part.reads.items()}
    for members in all_members(steps):
        for column in members.keep if members.is_joined else ():
            found.setdefault(column.row, set()).add(column.name)
        for row, names in columns_read(*(step.members.each for step in members.hints)).items():
            found.setdefault(row, set()).update(names)
    return {row: frozenset(names) for row, names in found.items()}


@dataclass
class _Order:
    """Puts conditions in order, given the rows and totals that are there and what identifies the rows."""

    bound: set[Node]
    keep: Keys
    made: list[Step] = field(default_factory=list)

    def steps(self, conditions: Sequence[Node], outputs: Sequence[Node] = ()) -> tuple[Step, ...]:
        """Return the steps after which exactly the rows are left that meet all conditions, with what is reported."""
        left = list(conditions)
        self._look([*left, *outputs], left)
        self._filter(left)
        for ref in _refs([*left, *outputs], self.bound):
            self.made.append(Bind(ref))
            self.bound.add(ref)
            self._filter(left)
        for condition in list(left):
            meet = self._meet(condition)
            if meet is not None:
                self.made.append(meet)
                left.remove(condition)
        self._plan_values([*left, *outputs])
        rest = tuple(each for each in left if not isinstance(each, EachOne))
        if rest:
            self.made.append(Filter(rest))
        self.made += [Pair(self._members(each)) for each in left if isinstance(each, EachOne)]
        return tuple(self.made)

    def _look(self, nodes: Iterable[Node], left: list[Node]) -> None:
        """Look for the row before first, because conditions on the row itself would take rows out of its group.

        What holds for both rows need not be evaluated again.
        """
        read = (row for each in nodes for row in sorted(rows_read(each), key=repr))
        previous_rows = dict.fromkeys(row for row in read if isinstance(row, Previous))
        for previous in (each for each in previous_rows if each not in self.bound):
            alone = _Order(set(self.bound), self.keep)
            held = [] if previous.among is None else conjuncts(previous.among)
            among = alone.steps(held, previous.by)
            # Where a condition is true only where there is a row before, a row that has none falls out.
            self.made.append(Look(previous, among, any(_needs(each, previous) for each in left)))
            self.bound.add(previous)
            left[:] = [each for each in left if each not in held]

    def _filter(self, left: list[Node]) -> None:
        ready = [each for each in left if rows_read(each) <= self.bound and set(sets_in(each)) <= self.bound]
        if ready:
            self.made.append(Filter(tuple(ready)))
            left[:] = [each for each in left if each not in ready]

    def _meet(self, condition: Node) -> Meet | None:
        """Return the step of a condition that is answered by how many rows there are for each key; None: it is another."""
        match condition:
            case Exists():
                return Meet(self._members(condition), negated=False)
            case Call("not", (Exists() as found,)):
                return Meet(self._members(found), negated=True)
            case Call("gt" | "ge" as name, (Total("count", of=None) as counted, Lit(int() as bound))):
                members, over = self._members(counted), bound if name == "gt" else bound - 1
                return None if members.is_joined or over < 0 else Meet(members, negated=False, over=over)
            case _:
                return None

    def _plan_values(self, nodes: Iterable[Node]) -> None:
        """Compute the sets that values look at; a set's own key may look at others."""
        for value in dict.fromkeys(found for each in nodes for found in sets_in(each)):
            if not isinstance(value, EachOne) and value not in self.bound:
                members = self._members(value)
                self.made.append(Compute(value, members))
                self.bound.add(value)

    def _members(self, node: Set) -> Members:
        """Return how the rows of a set are found: what reads nothing around it is evaluated on it alone, once."""
        each = node.each
        self._plan_values(value for _, value in each.on)
        outputs = nodes_of_set(node)[len(node.where) :]
        conditions = [condition for given in node.where for condition in conjuncts(given)]
        own = [condition for condition in conditions if reads_only(condition, each)]
        rest = [condition for condition in conditions if condition not in own]
        alone = _Order({each}, key_of(each, each.table))
        own_steps = alone.steps(own, [value for value in outputs if reads_only(value, each)])
        keep = (*self.keep, *key_of(each, each.table))
        around = _Order(self.bound | alone.bound, keep)
        mixed = around.steps(rest, outputs)
        if isinstance(node, Exists) and mixed and _is_one_of_many(mixed[-1]):
            mixed = (*mixed[:-1], Pair(mixed[-1].members))
        is_joined = bool(rest) or not all(reads_only(value, each) for value in outputs)
        return Members(each, own_steps, _hints(node, rest), mixed, self.keep, is_joined)


def _is_one_of_many(step: Step) -> TypeGuard[Meet]:
    """Return whether a step may leave a row as often as its set has one: where only that it is left matters, that is less work."""
    return isinstance(step, Meet) and step.members.is_joined and not step.negated


def _refs(nodes: Iterable[Node], bound: Collection[Node]) -> list[Ref]:
    """Return the references that have to be followed here, each after the one that it starts from."""
    found: dict[Ref, None] = {}

    def add(row: Node) -> None:
        if isinstance(row, Ref) and root(row) in bound and row not in bound:
            add(row.row)
            found[row] = None

    for node in nodes:
        for row in sorted(rows_read(node), key=repr):
            add(row)
    return list(found)


def _needs(condition: Node, previous: Previous) -> bool:
    """Return whether a condition is true only where there is a row before: it reads a column of it, or compares one."""
    match condition:
        case Call("or", others):
            return all(_needs(each, previous) for each in others)
        case Call("not", (Call("is_null", values),)) | Call("eq" | "ne" | "lt" | "le" | "gt" | "ge", values):
            return any(isinstance(each, Col) and each.row == previous for each in values)
        case _:
            return False


def _hints(node: Set, rest: Sequence[Node]) -> tuple[Meet, ...]:
    """Return a set inside a set, found beforehand by the part of its key that belongs to the outer set alone.

    Only where it is the one set: two rows of the outer set with one key may share the answer of another, and
    one of them that is passed by here would have nothing to share.
    """
    outputs = nodes_of_set(node)[len(node.where) :]
    inner_sets = [found for each in (*rest, *outputs) for found in sets_in(each)]
    if len(inner_sets) != 1 or inner_sets[0] not in rest or inner_sets[0].where:
        return ()
    inner = inner_sets[0].each
    mine = tuple(
        (name, value)
        for name, value in inner.on
        if rows_read(value) <= {node.each} and not any(sets_in(value))
    )
    if not mine or len(mine) == len(inner.on):
        return ()
    beforehand = Members(replace(inner, on=mine, number=-inner.number), (), (), (), (), is_joined=False)
    return (Meet(beforehand, negated=False),)
