"""Trên dòng: the steps of a part done in plain Python, for single rows and what they reach.

Where frames have columns, here is a list for each row that may be at fault: the day, then that row, the rows joined to it and
what sets have come to, each in its place. The steps are those of the plan, so that both come to one answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from dlxh.register.plain_rows import PlainRow
from dlxh.rules.language.declared import find_table
from dlxh.rules.language.lookups import Found
from dlxh.rules.language.nodes import Col, Exists, Node, Subject, Total
from dlxh.rules.language.ordered_rows import ME, OrderedRows
from dlxh.rules.language.plan import Plan, key_of
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
from dlxh.rules.language.to_closures import OnRow, There, closure

Doer: TypeAlias = "Callable[[Found, list[There]], list[There]]"
RowsOf: TypeAlias = Callable[[There], list[There]]
"""What gives the rows of a set for one of the rows around it."""
RowsBy: TypeAlias = "Callable[[Found, list[There]], RowsOf]"


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A plan as functions.

    Attributes:
        table: The table whose rows are judged.
    """

    table: str
    _doers: tuple[Doer, ...]
    _evidence: OnRow | None
    _size: int

    def judge(self, rows: Sequence[PlainRow], found: Found) -> Iterator[tuple[PlainRow, Any]]:
        """Yield each row at fault, with its evidence, once for each.

        Args:
            rows: The rows by key: mostly one, else all of them.
            found: Where other rows are found.
        """
        there: list[There] = [[found.as_of, row, *[None] * (self._size - 2)] for row in rows]
        for doer in self._doers:
            if not there:
                return
            there = doer(found, there)
        for each in there:
            yield each[ME], None if self._evidence is None else self._evidence(each)


def compile_plan(plan: Plan) -> RowPlan:
    """Return a plan as functions, made once and used for any rows.

    >>> from datetime import date
    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.plan import plan_part
    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("terms")
    >>> made = compile_plan(plan_part(part(m, m.label == "2021")))
    >>> class Nowhere:
    ...     as_of = date(2026, 6, 30)
    >>> [row["id"] for row, _ in made.judge([{"id": "a", "label": "2021"}], Nowhere())]
    ['a']
    """
    maker = _Maker(plan, {Subject(plan.table): ME})
    doers = maker.doers(plan.steps)
    evidence = None if plan.evidence is None else closure(plan.evidence, maker.places)
    return RowPlan(plan.table, doers, evidence, maker.size)


@dataclass
class _Maker:
    """Makes functions of steps.

    Attributes:
        plan: The plan.
        places: The place of each row and total.
    """

    plan: Plan
    places: dict[Node, int]

    @property
    def size(self) -> int:
        """How many places there are, that of the day among them."""
        return len(self.places) + 1

    def doers(self, steps: Sequence[Step]) -> tuple[Doer, ...]:
        return tuple(_MAKERS[type(step)](self, step) for step in steps)

    def _place(self, node: Node) -> int:
        return self.places.setdefault(node, self.size)

    def _ask(self, node: Node) -> OnRow:
        return closure(node, self.places)

    def filter(self, step: Filter) -> Doer:
        conditions = [self._ask(node) for node in step.conditions]

        def do(_: Found, rows: list[There]) -> list[There]:
            for condition in conditions:
                rows = [there for there in rows if condition(there) is True]
            return rows

        return do

    def bind(self, step: Bind) -> Doer:
        named = self._ask(Col(step.ref.row, step.ref.column))
        lookup = step.ref.table, (Col(Subject(step.ref.table), "id"),)
        place = self._place(step.ref)

        def do(found: Found, rows: list[There]) -> list[There]:
            find, made = found.look_by(lookup), []
            for there in rows:
                value = named(there)
                others = () if value is None else find((value,))
                made += [_with(there, place, other) for other in others]
            return made

        return do

    def meet(self, step: Meet) -> Doer:
        rows_by, wanted, over = self._rows_by(step.members), not step.negated, step.over

        def do(found: Found, rows: list[There]) -> list[There]:
            rows_of = rows_by(found, rows)
            return [there for there in rows if (len(rows_of(there)) > over) is wanted]

        return do

    def compute(self, step: Compute) -> Doer:
        rows_by, place = self._rows_by(step.members), self._place(step.value)
        total = self._total(step.value)

        def do(found: Found, rows: list[There]) -> list[There]:
            rows_of = rows_by(found, rows)
            return [_with(there, place, total(rows_of(there))) for there in rows]

        return do

    def pair(self, step: Pair) -> Doer:
        return self._members(step.members)

    def look(self, step: Look) -> Doer:
        """Rows that are alike in all that puts them in order have one key, so all of them are here.

        Others are looked up by what is read of a row alone, and what sets come to is compared then. Those with the same values
        are put in order once, however many of them need the row before.
        """
        previous = step.previous
        put = self.plan.order_of(previous)
        among, left_by = self.doers(step.among), self._rows_left(step.among, previous.table, ME)
        greatest = None if previous.greatest is None else self._ask(previous.greatest)
        place, values = self._place(previous), self._values(previous.by)
        lookup, looked_up = (previous.table, step.by_row), self._values(step.by_row)

        def do(found: Found, rows: list[There]) -> list[There]:
            made, lines = [], dict[Any, OrderedRows]()
            find = found.look_by(lookup)
            for there in _done(among, found, rows):
                key, before = values(there), None
                if key is not None:
                    if key not in lines:
                        others = [_with(there, ME, other) for other in find(looked_up(there) or ())]
                        line = [each for each in left_by(found, others) if values(each) == key]
                        lines[key] = OrderedRows(line, put, greatest)
                    before = lines[key].before(there[ME])
                made.append(_with(there, place, before))
            return made

        return do

    def _rows_by(self, members: Members) -> RowsBy:
        """Return what gives for each row the rows of its set; rows with one key share them."""
        pairs = self._members(members)
        keep = members.keep if members.is_joined else tuple(value for _, value in members.each.on)
        key_of_row = self._values(keep)

        def together(found: Found, rows: list[There]) -> RowsOf:
            groups: dict[Any, list[There]] = {}
            for there in pairs(found, rows):
                groups.setdefault(key_of_row(there), []).append(there)
            groups.pop(None, None)
            return lambda there: groups.get(key_of_row(there), [])

        def alone(found: Found, rows: list[There]) -> RowsOf:
            first = {key: there for there in rows if (key := key_of_row(there)) is not None}
            return together(found, list(first.values()))

        return together if members.is_joined else alone

    def _members(self, members: Members) -> Doer:
        """Return what joins to each row each row of its set."""
        each = members.each
        values = self._values(tuple(value for _, value in each.on))
        lookup = each.table, tuple(Col(Subject(each.table), name) for name, _ in each.on)
        place = self._place(each)
        left_by = self._rows_left(members.own, each.table, place)
        mixed = self.doers(members.mixed)

        def do(found: Found, rows: list[There]) -> list[There]:
            find = found.look_by(lookup)
            pairs = [
                _with(there, place, other)
                for there in rows
                if (key := values(there)) is not None
                for other in find(key)
            ]
            return _done(mixed, found, left_by(found, pairs))

        return do

    def _rows_left(self, steps: Sequence[Step], table: str, place: int) -> Doer:
        """Return what leaves of rows those that steps leave.

        Rows with one key share the answer on them and the rows of a set; so those with the same keys are evaluated too.
        """
        doers = self.doers(steps)
        if not any(members.is_joined for members in all_members(steps)):
            return lambda found, rows: _done(doers, found, rows)
        names = find_table(table).key
        lookup = table, key_of(Subject(table), table)

        def do(found: Found, rows: list[There]) -> list[There]:
            find, around = found.look_by(lookup), [there[place] for there in rows]
            wanted = set(map(id, around))
            keys = dict.fromkeys(tuple([row[name] for name in names]) for row in around)
            alike = [row for key in keys if None not in key for row in find(key) if id(row) not in wanted]
            others = [_with(rows[0], place, row) for row in alike]
            return [there for there in _done(doers, found, [*rows, *others]) if id(there[place]) in wanted]

        return do

    def _values(self, nodes: "Keys | tuple[Node, ...]") -> Callable[[There], tuple[Any, ...] | None]:
        """Return what gives the values of a key; None where one of them is null: it equals nothing."""
        answers = [self._ask(node) for node in nodes]

        def values(there: There) -> tuple[Any, ...] | None:
            found = tuple([each(there) for each in answers])
            return None if None in found else found

        return values

    def _total(self, value: Exists | Total) -> Callable[[list[There]], Any]:
        if isinstance(value, Exists):
            return bool
        if value.of is None:
            return len
        of, made = self._ask(value.of), _TOTALS[value.name]
        return lambda rows: made([known for there in rows if (known := of(there)) is not None])


def _with(there: There, place: int, what: object) -> There:
    made = there.copy()
    made[place] = what
    return made


def _done(doers: Sequence[Doer], found: Found, rows: list[There]) -> list[There]:
    for doer in doers:
        if not rows:
            return rows
        rows = doer(found, rows)
    return rows


_TOTALS: Final[Mapping[str, Callable[[list[Any]], Any]]] = {
    "distinct": lambda values: len(set(values)),
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
    "sum": sum,
}
_MAKERS: Final[Mapping[type[Any], Callable[[_Maker, Any], Doer]]] = {
    Filter: _Maker.filter,
    Bind: _Maker.bind,
    Look: _Maker.look,
    Meet: _Maker.meet,
    Compute: _Maker.compute,
    Pair: _Maker.pair,
}
