"""Phần của quy tắc trên dòng mới: which rows a part judges when rows are new, and what it finds about these."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self

from dlxh.register.plain_rows import PlainRow
from dlxh.rules.language.declared import column_of, find_table
from dlxh.rules.language.lookups import Found, Lookup
from dlxh.rules.language.nodes import Call, Col, Each, EachOne, Node, Subject, Total
from dlxh.rules.language.on_rows import RowPlan, compile_plan
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import Plan, plan_part
from dlxh.rules.language.scope import rows_read
from dlxh.rules.language.steps import Look, all_members
from dlxh.rules.language.to_closures import OnRow, closure


class NewRows:
    """New rows by table, with their keys.

    Attributes:
        rows: The rows of each table that has some.
        ids: What findings call them.
    """

    def __init__(self, rows: Mapping[str, Sequence[PlainRow]]) -> None:
        self.rows = rows
        self._keys = {name: {key_of(name, row) for row in each} for name, each in rows.items()}
        self.ids = frozenset("#".join(map(str, key)) for keys in self._keys.values() for key in keys)

    def keys(self, table: str) -> set[tuple[Any, ...]]:
        """Return the keys of the rows of a table that has some."""
        return self._keys[table]

    def holds(self, table: str, key: tuple[Any, ...]) -> bool:
        """Return whether a row of some key is among them."""
        return key in self._keys.get(table, ())


def key_of(table: str, row: PlainRow) -> tuple[Any, ...]:
    """Return the key of a row.

    >>> key_of("streams", {"item": "n1", "position": 2})
    ('n1', 2)
    """
    return tuple([row[name] for name in _key_of(table)])


@cache
def _key_of(table: str) -> tuple[str, ...]:
    return find_table(table).key


@dataclass(frozen=True, slots=True)
class _Backward:
    """How rows are found that may name a new row as evidence.

    Attributes:
        table: The table of the new row.
        values: The values that it reads of the new row.
        lookup: By what rows are looked up that have these values.
    """

    table: str
    values: tuple[OnRow, ...]
    lookup: Lookup


@dataclass(frozen=True, slots=True)
class RowPart:
    """A part of a rule, made ready to judge single rows.

    Attributes:
        table: The table whose rows are judged.
        tables: The tables that it reads besides it.
        without: Tables, one of which has to be absent; none: it does not matter.
        plan: Its steps.
        is_open: For a part that is answered from the row alone: whether it judges the row, and an input is missing.
    """

    table: str
    tables: frozenset[str]
    without: frozenset[str]
    plan: RowPlan
    is_open: OnRow | None
    _lookup: Lookup
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
        steps = plan or plan_part(part)
        mixed = any(members.is_joined for members in all_members(steps.steps))
        looks = [step for step in steps.steps if isinstance(step, Look)]
        backward = (*map(_of_previous, looks), *_of_evidence(part))
        by_key = (part.table, tuple(Col(Subject(part.table), name) for name in find_table(part.table).key))
        looks_around = mixed or bool(looks)
        return cls(
            part.table,
            part.tables,
            frozenset(part.without),
            compile_plan(steps),
            _open(part),
            by_key,
            looks_around,
            backward,
        )

    @property
    def meets_others(self) -> bool:
        """Whether it also judges rows that are not new: those next to a new one, or with it as their evidence."""
        return self._looks_around or bool(self._backward)

    def on_new_rows(self) -> Self:
        """Return the part for the new rows alone, without older ones that have a key of theirs and state no own field."""
        return replace(self, _looks_around=False)

    def applies_to(self, there: AbstractSet[str]) -> bool:
        """Return whether it is run where some tables are there."""
        return self.tables <= there and not (self.without and self.without <= there)

    def judge(self, new: NewRows, found: Found) -> Iterator[tuple[PlainRow, Any]]:
        """Yield what is found about new rows: these at fault, or others that have one as evidence.

        Args:
            new: The new rows.
            found: Where rows are found, the new ones among them.
        """
        keys = new.keys(self.table)
        for fault, evidence in self.plan.judge(self._rows_judged(new, found), found):
            if key_of(self.table, fault) in keys or str(evidence) in new.ids:
                yield fault, evidence

    def _rows_judged(self, new: NewRows, found: Found) -> Sequence[PlainRow]:
        """Return the rows that are judged: where the rows around them matter, all that have a key of one of them."""
        rows = [*new.rows[self.table], *self._others(new, found)]
        if not self._looks_around:
            return rows
        find = found.look_by(self._lookup)
        by_key = {key_of(self.table, row): row for row in rows}
        return [each for key, row in by_key.items() for each in ([row] if None in key else find(key))]

    def _others(self, new: NewRows, found: Found) -> Iterator[PlainRow]:
        for backward in self._backward:
            rows = new.rows.get(backward.table, ())
            find = found.look_by(backward.lookup) if rows else None
            for row in rows:
                values = tuple([question([found.as_of, row]) for question in backward.values])
                if find is not None and None not in values:
                    yield from find(values)


def _of_previous(look: Look) -> _Backward:
    """A row that comes after a new one has its values."""
    previous = look.previous
    places: dict[Node, int] = {Subject(previous.table): 1}
    values = tuple(closure(node, places) for node in look.by_row)
    return _Backward(previous.table, values, (previous.table, look.by_row))


def _of_evidence(part: Part) -> list[_Backward]:
    """Return how rows are found whose evidence is a new row: of a set by its key, else by the column that refers to it."""
    me = Subject(part.table)
    if isinstance(part.fault, EachOne):
        return [_of_set(part, part.fault.each)]
    evidence = part.evidence
    if isinstance(evidence, Total) and evidence.each.table == part.table:
        return [_of_set(part, evidence.each)]
    if not isinstance(evidence, Col) or evidence.row != me:
        return []
    named = column_of(part.table, evidence.name).references
    if named is None:
        return []
    row = Subject(named)
    return [_Backward(named, (closure(Col(row, "id"), {row: 1}),), (part.table, (evidence,)))]


def _of_set(part: Part, each: Each) -> _Backward:
    """A row whose set holds a new one has the values by which the set is made."""
    values = tuple(closure(Col(Subject(each.table), name), {Subject(each.table): 1}) for name, _ in each.on)
    return _Backward(each.table, values, (part.table, tuple(value for _, value in each.on)))


def _open(part: Part) -> OnRow | None:
    if not part.is_on_rows:
        return None
    lacks: Node = Call("is_null", (part.fault,))
    question = lacks if part.population is None else Call("and", (part.population, lacks))
    found = closure(question, dict.fromkeys((Subject(part.table), *rows_read(question)), 1))
    return lambda there: found(there) is True
