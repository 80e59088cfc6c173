"""Bước của một phần quy tắc: in which order what a part asks is worked out, alike for columns and for single rows.

An executor takes the rows that may be at fault and does one step after the other with them. What is cheap and leaves few
rows comes first: conditions on the row itself, then rows that it names, then sets. A set of which something is asked that
also reads the rows around it is asked for all rows with the same key at once; two rows with one key share its answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeGuard

from dlxh.rules.language.declared import declared
from dlxh.rules.language.nodes import (
    Call,
    Col,
    Each,
    EachOne,
    Exists,
    Lit,
    Node,
    Previous,
    Ref,
    Set,
    Subject,
    Total,
    walk,
)
from dlxh.rules.language.parts import Part
from dlxh.rules.language.scope import columns_read, conjuncts, reads_only, root, rows_read, sets_in

Keys: TypeAlias = tuple[Col, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep the rows of which all conditions are true."""

    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Bind:
    """Put beside each row each row that it refers to; a row that refers to nothing falls out."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Look:
    """Put beside each row the one before it.

    Attributes:
        previous: Which that is.
        among: What both have to be left by; a row that is not falls out.
        needed: Whether a row that has none falls out anyway.
    """

    previous: Previous
    among: tuple["Step", ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Members:
    """How the rows of a set are had.

    Attributes:
        each: The set.
        own: What is done with its rows alone.
        hints: What leaves fewer of them and changes no answer; worth it where many are looked at.
        mixed: What is done with its rows beside those around it.
        keep: By which columns the rows around it are told apart where there is something mixed.
    """

    each: Each
    own: tuple["Step", ...]
    hints: tuple["Step", ...]
    mixed: tuple["Step", ...]
    keep: Keys


@dataclass(frozen=True, slots=True)
class Meet:
    """Keep the rows whose set has more than some rows, or has not.

    Attributes:
        members: The set.
        negated: Whether the others are kept.
        over: How many rows are not enough.
    """

    members: Members
    negated: bool
    over: int = 0


@dataclass(frozen=True, slots=True)
class Reckon:
    """Put beside each row what its set comes to."""

    value: Exists | Total
    members: Members


@dataclass(frozen=True, slots=True)
class Pair:
    """Put beside each row each row of its set; a row with an empty set falls out."""

    members: Members


Step: TypeAlias = Filter | Bind | Look | Meet | Reckon | Pair


@dataclass(frozen=True, slots=True)
class Plan:
    """What a part asks, step by step.

    Attributes:
        table: The table whose rows are judged.
        steps: The steps.
        evidence: What names the other row.
        columns: The columns that are read of each row.
    """

    table: str
    steps: tuple[Step, ...]
    evidence: Node | None
    columns: dict[Node, frozenset[str]] = field(hash=False, compare=False)


def key_of(row: Node, table: str) -> Keys:
    """Return the columns that tell a row of a table from the others."""
    return tuple(Col(row, name) for name in declared(table).key)


def planned(part: Part, *, population: bool = False) -> Plan:
    """Return the steps of a part, or of the rows of which it asks.

    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.functions import AS_OF
    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("memberships")
    >>> [
    ...     type(step).__name__
    ...     for step in planned(part(m, m.end.is_null() & (m.ref("term").end < AS_OF))).steps
    ... ]
    ['Filter', 'Bind', 'Filter']
    """
    asked = [part.population] if population else [part.population, part.fault]
    conditions = [each for node in asked if node is not None for each in conjuncts(node)]
    evidence = None if population else part.evidence
    if isinstance(part.fault, EachOne) and not population:
        evidence = part.fault.evidence
    me = Subject(part.table)
    order = _Order({me}, key_of(me, part.table))
    steps = order.steps(
        conditions, () if evidence is None or isinstance(part.fault, EachOne) else (evidence,)
    )
    return Plan(part.table, steps, evidence, _columns(part, steps))


def _columns(part: Part, steps: Sequence[Step]) -> dict[Node, frozenset[str]]:
    """Return the columns that are read of each row, with those by which rows are told apart."""
    found = columns_read(*part.nodes)
    for members in all_members(steps):
        for column in members.keep if members.mixed else ():
            found.setdefault(column.row, set()).add(column.name)
        for row, names in columns_read(*_nodes(members.hints)).items():
            found.setdefault(row, set()).update(names)
    return {row: frozenset(names) for row, names in found.items()}


def _nodes(steps: Iterable[Step]) -> list[Node]:
    nodes: list[Node] = []
    for step in steps:
        if isinstance(step, Filter):
            nodes += step.conditions
        elif isinstance(step, Meet):
            nodes.append(step.members.each)
    return nodes


def all_members(steps: Iterable[Step]) -> list[Members]:
    """Return all sets that steps look at, those of sets included."""
    found: list[Members] = []
    for step in steps:
        if isinstance(step, Meet | Reckon | Pair):
            inside = (*step.members.own, *step.members.hints, *step.members.mixed)
            found += [step.members, *all_members(inside)]
        elif isinstance(step, Look):
            found += all_members(step.among)
    return found


@dataclass
class _Order:
    """Puts conditions in order, given the rows that are there and how they are told apart."""

    bound: set[Node]
    keep: Keys
    made: list[Step] = field(default_factory=list)

    def steps(self, conditions: Sequence[Node], told: Sequence[Node] = ()) -> tuple[Step, ...]:
        """Return the steps after which exactly the rows are left of which all conditions are true."""
        left = list(conditions)
        self._look(left)
        self._filter(left)
        for ref in _refs([*left, *told], self._reaches):
            self.made.append(Bind(ref))
            self.bound.add(ref)
            self._filter(left)
        for condition in list(left):
            meet = self._meet(condition)
            if meet is not None:
                self.made.append(meet)
                left.remove(condition)
        pairs = [each for each in left if isinstance(each, EachOne)]
        sets = dict.fromkeys(found for each in (*left, *told) for found in sets_in(each))
        for value in (each for each in sets if not isinstance(each, EachOne)):
            self.made.append(Reckon(value, self._members(value)))
        rest = tuple(each for each in left if not isinstance(each, EachOne))
        if rest:
            self.made.append(Filter(rest))
        self.made += [Pair(self._members(each)) for each in pairs]
        return tuple(self.made)

    def _reaches(self, ref: Ref) -> bool:
        return root(ref) in self.bound

    def _look(self, left: list[Node]) -> None:
        """Look for the row before first, because conditions on the row itself would take rows out of its group."""
        for previous in dict.fromkeys(
            node for each in left for node in walk(each) if isinstance(node, Previous)
        ):
            alone = _Order(set(self.bound), self.keep)
            among = alone.steps([] if previous.among is None else conjuncts(previous.among), previous.by)
            self.made.append(Look(previous, among, _is_needed(previous, left)))
            self.bound.add(previous)

    def _filter(self, left: list[Node]) -> None:
        ready = [
            each for each in left if not any(True for _ in sets_in(each)) and rows_read(each) <= self.bound
        ]
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
                return None if members.mixed or over < 0 else Meet(members, negated=False, over=over)
            case _:
                return None

    def _members(self, node: Set) -> Members:
        """Return how the rows of a set are had: what reads nothing around it is asked of it alone, once."""
        each = node.each
        told = [node.evidence] if isinstance(node, EachOne) else []
        told += [node.of] if isinstance(node, Total) and node.of is not None else []
        conditions = [condition for given in node.where for condition in conjuncts(given)]
        own = [condition for condition in conditions if reads_only(condition, each)]
        rest = [condition for condition in conditions if condition not in own]
        alone = _Order({each}, key_of(each, each.table))
        own_steps = alone.steps(own, [value for value in told if reads_only(value, each)])
        hints = tuple(step for condition in rest for step in _hint(condition, each))
        keep = (*self.keep, *key_of(each, each.table))
        around = _Order(self.bound | alone.bound, keep)
        mixed = around.steps(rest, told)
        if isinstance(node, Exists) and mixed and _is_one_of_many(mixed[-1]):
            mixed = (*mixed[:-1], Pair(mixed[-1].members))
        return Members(each, own_steps, hints, mixed, self.keep)


def _is_one_of_many(step: Step) -> TypeGuard[Meet]:
    """Say whether a step may leave a row as often as its set has one: where only that it is left matters, that is less work."""
    return isinstance(step, Meet) and bool(step.members.mixed) and not step.negated


def _refs(nodes: Iterable[Node], reaches: Callable[[Ref], bool]) -> list[Ref]:
    """Return the references that have to be followed here, each after the one that it starts from."""
    found: dict[Ref, None] = {}

    def add(row: Node) -> None:
        if isinstance(row, Ref) and reaches(row):
            add(row.row)
            found[row] = None

    for node in nodes:
        for row in sorted(rows_read(node), key=repr):
            add(row)
    return list(found)


def _is_needed(previous: Previous, conditions: Iterable[Node]) -> bool:
    return any(
        isinstance(each, Call)
        and each.name == "not"
        and isinstance(each.args[0], Call)
        and each.args[0].name == "is_null"
        and isinstance(each.args[0].args[0], Col)
        and each.args[0].args[0].row == previous
        for each in conditions
    )


def _hint(condition: Node, each: Each) -> Iterable[Step]:
    """Yield a set inside a set, asked beforehand by what of its key belongs to the outer set alone."""
    if isinstance(condition, Exists) and not condition.where:
        mine = tuple((name, value) for name, value in condition.each.on if reads_only(value, each))
        if mine and len(mine) < len(condition.each.on):
            inner = replace(condition.each, on=mine, number=-condition.each.number)
            yield Meet(Members(inner, (), (), (), ()), negated=False)
