"""Phần của quy tắc trên dòng mới: which rows a part is asked of when rows are new, and what it finds about these."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from dlxh.rules.language.declared import column_of, declared
from dlxh.rules.language.nodes import Call, Col, EachOne, Node, Subject
from dlxh.rules.language.on_rows import Found, Lookup, PlainRow, RowPlan, compiled
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import Look, Plan, all_members, planned
from dlxh.rules.language.scope import rows_read
from dlxh.rules.language.to_closures import Asked, closure

Own = Mapping[str, Sequence[PlainRow]]


@dataclass(frozen=True, slots=True)
class _Backward:
    """How rows are found that may name a new row as evidence.

    Attributes:
        table: The table of the new row.
        values: What is asked of the new row.
        lookup: By what rows are looked up that have these values.
    """

    table: str
    values: tuple[Asked, ...]
    lookup: Lookup


@dataclass(frozen=True, slots=True)
class RowPart:
    """A part of a rule, made ready to be asked of single rows.

    Attributes:
        table: The table whose rows are judged.
        plan: Its steps.
        is_open: Of a part that is answered from the row alone: whether it asks of the row, and an input is missing.
    """

    table: str
    plan: RowPlan
    is_open: Asked | None
    _looks_around: bool
    _backward: tuple[_Backward, ...]

    @classmethod
    def of(cls, part: Part, plan: Plan | None = None) -> Self:
        """Return a part made ready.

        >>> from datetime import date
        >>> from dlxh.rules.language.parts import part
        >>> from dlxh.rules.language.rows import subject
        >>> m = subject("terms")
        >>> RowPart.of(part(m, m.label == "2021")).is_open([date(2026, 6, 30), {"label": None}])
        True
        """
        steps = plan or planned(part)
        mixed = any(members.mixed for members in all_members(steps.steps))
        looks = [step for step in steps.steps if isinstance(step, Look)]
        backward = (*map(_of_previous, looks), *_of_evidence(part))
        return cls(part.table, compiled(steps), _open(part), mixed or bool(looks), backward)

    def judge(self, new: Sequence[PlainRow], own: Own, found: Found) -> Iterator[tuple[PlainRow, Any]]:
        """Yield what is found about new rows: these at fault, or others of which one is the evidence.

        Args:
            new: The new rows of the table.
            own: All new rows, by table.
            found: Where rows are found, the new ones among them.
        """
        keys = {_key(self.table, row) for row in new}
        ids = {"#".join(map(str, _key(name, row))) for name, rows in own.items() for row in rows}
        done = set()
        for row in (*new, *self._others(own, found)):
            key = _key(self.table, row)
            if self._looks_around and None not in key:
                if key in done:
                    continue
                done.add(key)
                rows = found.find(key_lookup(self.table), key)
            else:
                rows = [row]
            for fault, evidence in self.plan.judge(rows, found):
                if key in keys or str(evidence) in ids:
                    yield fault, evidence

    def _others(self, own: Own, found: Found) -> Iterator[PlainRow]:
        for backward in self._backward:
            for row in own.get(backward.table, ()):
                values = tuple(asked([found.as_of, row]) for asked in backward.values)
                if None not in values:
                    yield from found.find(backward.lookup, values)


def key_lookup(table: str) -> Lookup:
    """Return the look-up of the rows of a table by their key."""
    return table, tuple(Col(Subject(table), name) for name in declared(table).key)


def _key(table: str, row: PlainRow) -> tuple[Any, ...]:
    return tuple(row[name] for name in declared(table).key)


def _of_previous(look: Look) -> _Backward:
    """A row that comes after a new one has its values."""
    previous = look.previous
    places: dict[Node, int] = {Subject(previous.table): 1}
    values = tuple(closure(node, places) for node in previous.by)
    return _Backward(previous.table, values, (previous.table, previous.by))


def _of_evidence(part: Part) -> list[_Backward]:
    """Return how rows are found whose evidence is a new row: of a set by its key, else by the column that names it."""
    me = Subject(part.table)
    if isinstance(part.fault, EachOne):
        each = part.fault.each
        values = tuple(
            closure(Col(Subject(each.table), name), {Subject(each.table): 1}) for name, _ in each.on
        )
        return [_Backward(each.table, values, (part.table, tuple(value for _, value in each.on)))]
    evidence = part.evidence
    if not isinstance(evidence, Col) or evidence.row != me:
        return []
    named = column_of(part.table, evidence.name).references
    if named is None:
        return []
    row = Subject(named)
    return [_Backward(named, (closure(Col(row, "id"), {row: 1}),), (part.table, (evidence,)))]


def _open(part: Part) -> Asked | None:
    if not part.is_on_rows:
        return None
    lacks: Node = Call("is_null", (part.fault,))
    asked = lacks if part.population is None else Call("and", (part.population, lacks))
    found = closure(asked, dict.fromkeys((Subject(part.table), *rows_read(asked)), 1))
    return lambda there: found(there) is True
