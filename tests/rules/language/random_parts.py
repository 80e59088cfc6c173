"""Random parts of rules, written as authors write them, so that whatever the face lets through is run by executors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import add, eq, floordiv, ge, gt, le, lt, mod, mul, ne, sub
from random import Random
from typing import Any, Final

from dlxh.register.columns import Kind
from dlxh.rules.language.declared import find_table
from dlxh.rules.language.functions import (
    AS_OF,
    all_horizontal,
    any_horizontal,
    coalesce,
    concat_str,
    max_horizontal,
    min_horizontal,
    when,
)
from dlxh.rules.language.operations import OF_DAY
from dlxh.rules.language.parts import Given, Part, given, part
from dlxh.rules.language.rows import Row, Rows, subject, those
from dlxh.rules.language.values import Value
from tests.rules.language.random_worlds import COLUMNS, VALUES

PATTERNS: Final = ("a", "^[ab]", "[ăâ]$", "^(?:đ|B)", "[^a]", "^$", "^[a-zà-ỹđ]+$")
COMPARED: Final = (Kind.TEXT, Kind.INTEGER, Kind.DAY, Kind.INSTANT)
_DEEPEST: Final = 2  # sets inside sets


@dataclass
class Author:
    """Writes random parts.

    Attributes:
        random: What chooses.
        table: The table whose rows are judged.
        rows: The rows that may be read where it writes.
        depth: How many sets it is in.
    """

    random: Random
    table: str
    rows: list[Row] = field(default_factory=list)
    depth: int = 0

    # --- parts -------------------------------------------------------------------------------------------------------

    def part(self) -> Part:
        """Return a part of a rule."""
        me = subject(self.table)
        self.rows = [me, me]
        chosen = self.random.random()
        if chosen < 0.2:
            return self._with_previous(me)
        self._refer(me)
        if chosen < 0.35:
            return part(me, self._maybe_given(lambda: self._members().each_one(evidence=self.told())))
        said = self._maybe_given(self.condition)
        evidence = self.told() if self.random.random() < 0.4 else None
        return part(me, said, evidence=evidence)

    def _with_previous(self, me: Row) -> Part:
        """Return a part that asks for the row before."""
        key = set(find_table(self.table).key)
        values: list[Value] = [self.column(me) for _ in range(self.random.randint(1, 2))]
        if self.random.random() < 0.3:
            values[0] = coalesce(values[0], self.column(me, values[0].kind))
        if self.random.random() < 0.2:
            values.append(self._total(Kind.TEXT))
        order = [*self.random.sample(COLUMNS[self.table], 1), *sorted(key)]
        among = self.condition() if self.random.random() < 0.7 else None
        order = list(dict.fromkeys(order))
        before = me.previous(by=values, order=order, among=among, greatest=self._greatest(me, order))
        self._refer(me)
        self.rows += [before, before]
        there = ~before[min(key)].is_null()
        fault = self.condition()
        said = self.random.choice([there & fault, there & fault, fault, given(there, fault)])
        evidence = self.random.choice([self.column(before, Kind.TEXT), self.told(), None])
        return part(me, said, evidence=evidence)

    def _greatest(self, me: Row, order: list[str]) -> Value | None:
        """Return by what the row before is chosen, of every other part; what is random after it stays what it was."""
        other = Author(Random(f"{self.table} {order}"), self.table, [me])  # noqa: S311 - a test repeats what it does
        kind = other.random.choice([Kind.DAY, Kind.INTEGER])
        return other.column(me, kind) if other.random.random() < 0.5 else None

    def _maybe_given(self, fault: Callable[[], Value]) -> Value | Given:
        return given(self.condition(), fault()) if self.random.random() < 0.3 else fault()

    def told(self) -> Value:
        """Return what may be evidence."""
        return self.column(self.random.choice(self.rows), Kind.TEXT)

    def _refer(self, row: Row) -> None:
        """Add rows to which a row refers."""
        for _ in range(2):
            table = row._node.table
            names = [name for name in COLUMNS[table] if find_table(table).column(name).references in COLUMNS]
            if names and self.random.random() < 0.4:
                other = row.ref(self.random.choice(names))
                self.rows.append(other)
                row = other

    # --- conditions --------------------------------------------------------------------------------------------------

    def condition(self, size: int = 2) -> Value:
        """Return a condition."""
        choices: list[Callable[[int], Value]] = [self._compared] * 4 + [self._of_one] * 4
        if size > 0:
            choices += [self._both, self._either, self._not, self._horizontal]
            choices += [self._existing] * 3 if self.depth < _DEEPEST else []
        return self.random.choice(choices)(size - 1)

    def _both(self, size: int) -> Value:
        return self.condition(size) & self.condition(size)

    def _either(self, size: int) -> Value:
        return self.condition(size) | self.condition(size)

    def _not(self, size: int) -> Value:
        return ~self.condition(size)

    def _horizontal(self, size: int) -> Value:
        made = self.random.choice([any_horizontal, all_horizontal, coalesce])
        return made(*(self.condition(size) for _ in range(self.random.randint(1, 3))))

    def _compared(self, size: int) -> Value:
        kind = self.random.choice(
            [kind for kind in COMPARED if kind is not Kind.INSTANT or self._with_instants()]
        )
        one, other = self.value(kind, size), self._other(kind, size)
        made: list[Callable[[Any, Any], Value]] = [lt, le, gt, ge, eq, ne]
        return self.random.choice(made)(one, other)

    def _other(self, kind: Kind, size: int) -> Any:  # noqa: ANN401 - a value of the language, or a plain one
        if kind is not Kind.INSTANT and self.random.random() < 0.4:
            return AS_OF if kind is Kind.DAY and self.random.random() < 0.5 else self._plain(kind)
        return self.value(kind, size)

    def _of_one(self, _: int) -> Value:
        value = self.column(self.random.choice(self.rows))
        chosen = self.random.random()
        if chosen < 0.35 or value.kind is Kind.INSTANT:
            return value.is_null()
        if value.kind is Kind.TEXT and chosen < 0.65:
            return value.str.contains(self.random.choice(PATTERNS))
        if value.kind is Kind.BOOLEAN:
            return value
        return value.is_in(self.random.sample(VALUES[value.kind or Kind.TEXT], self.random.randint(1, 3)))

    def _existing(self, _: int) -> Value:
        with self._aside():
            found = self._members().exists()
        return found if self.random.random() < 0.5 else ~found

    # --- values ------------------------------------------------------------------------------------------------------

    def column(self, row: Row | None = None, kind: Kind | None = None) -> Value:
        """Return a column of a row."""
        row = self.random.choice(self.rows) if row is None else row
        table = find_table(row._node.table)
        names = [name for name in COLUMNS[table.name] if kind in {None, table.column(name).kind}]
        if not names:
            return self._plain_value(kind, row)
        return row[self.random.choice(names)]

    def _plain_value(self, kind: Kind | None, row: Row) -> Value:
        """Return a value of a kind for which a row has no column: it reads the row all the same."""
        assert kind is not None
        key = row[find_table(row._node.table).key[0]]
        if kind is Kind.INSTANT:
            return self.column(self.random.choice(self._with_instants()), kind)
        return when(key.is_null()).then(self._plain(kind)).otherwise(self._plain(kind))

    def _with_instants(self) -> list[Row]:
        """Return the rows that have an instant: no instant may be in a rule as it is."""
        return [row for row in self.rows if row._node.table in {"reports", "events"}]

    def _plain(self, kind: Kind) -> Any:  # noqa: ANN401 - a plain value
        return self.random.choice(VALUES[kind])

    def value(self, kind: Kind, size: int = 2) -> Value:
        """Return a value of a kind."""
        choices: list[Callable[[], Value]] = [lambda: self.column(None, kind)] * 4
        if size > 0:
            choices += [lambda: self._chosen(kind, size - 1), lambda: self._extreme(kind, size - 1)]
            choices += [lambda: self._filled(kind, size - 1)]
            choices += [lambda: self._total(kind)] * 3 if self.depth < _DEEPEST else []
            if kind is Kind.TEXT:
                choices += [lambda: self._text(size - 1)] * 2
            if kind is Kind.INTEGER:
                choices += [lambda: self._number(size - 1)] * 4
        return self.random.choice(choices)()

    def _filled(self, kind: Kind, size: int) -> Value:
        value = self.value(kind, size)
        return value.fill_null(self._other(kind, size))

    def _chosen(self, kind: Kind, size: int) -> Value:
        made = when(self.condition(size)).then(self.value(kind, size))
        if self.random.random() < 0.3:
            made = made.when(self.condition(size)).then(self._other(kind, size))
        return made if self.random.random() < 0.3 else made.otherwise(self._other(kind, size))

    def _extreme(self, kind: Kind, size: int) -> Value:
        made = self.random.choice([min_horizontal, max_horizontal, coalesce])
        return made(self.value(kind, size), self._other(kind, size))

    def _text(self, size: int) -> Value:
        one = self.value(Kind.TEXT, size)
        chosen = self.random.randrange(3)
        if chosen == 0:
            return concat_str(
                one,
                self.random.choice([self.value(Kind.INTEGER, size), self._plain(Kind.TEXT)]),
                separator="-",
            )
        if chosen == 1:
            return one.str.replace_all(
                self.random.choice(["[ab]", "đ", "[^a]"]), self.random.choice(["", "x"])
            )
        table = {text: self._plain(Kind.TEXT) for text in self.random.sample(VALUES[Kind.TEXT], 2)}
        return one.replace_strict(table, default=self.random.choice([None, "a"]))

    def _number(self, size: int) -> Value:
        chosen = self.random.randrange(6)
        if chosen == 0:
            return self.value(Kind.TEXT, size).str.len_chars()
        if chosen == 1:
            day = self.value(Kind.DAY, size).dt
            asked: Callable[[], Value] = getattr(day, self.random.choice(OF_DAY))
            return asked()
        one = self.value(Kind.INTEGER, size)
        ways: list[Callable[[Any, Any], Value]] = [add, sub, mul]
        divided: list[Callable[[Any, Any], Value]] = [floordiv, mod]
        if chosen == 2:
            return self.random.choice(divided)(one, self.random.choice([2, 3]))
        if chosen == 3:
            return one.replace_strict({1: 2, -1: 0}, default=self.random.choice([None, 5]))
        return self.random.choice(ways)(one, self._other(Kind.INTEGER, size))

    # --- sets --------------------------------------------------------------------------------------------------------

    def _members(self) -> Rows:
        """Return a set with conditions; what is written after it may read its rows."""
        made = self._keyed()
        self._enter(made)
        conditions = [self.condition(1) for _ in range(self.random.randint(0, 2))]
        return made.where(*conditions) if conditions else made

    def _keyed(self) -> Rows:
        name = self.random.choice([*COLUMNS, self.table])
        on: dict[str, Any] = {}
        for _ in range(self.random.randint(1, 2)):
            column = self.random.choice(COLUMNS[name])
            kind = find_table(name).column(column).kind
            if kind is Kind.INSTANT and not self._with_instants():
                continue
            on[column] = self.column(None, kind)
        return those(name, **on) if on else self._keyed()

    def _enter(self, made: Rows) -> None:
        self.depth += 1
        self.rows = [*self.rows, made, made, made]
        self._refer(made)

    def _total(self, kind: Kind) -> Value:
        with self._aside():
            made = self._members()
            if kind is not Kind.INTEGER or self.random.random() < 0.3:
                return self.random.choice([made.min, made.max])(self.value(kind, 1))
            how = self.random.randrange(3)
            if how == 0:
                return made.count()
            return made.count(distinct=self.column()) if how == 1 else made.sum(self.value(Kind.INTEGER, 1))

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Let what is read inside a set be read there only."""
        rows, depth = self.rows, self.depth
        yield
        self.rows, self.depth = rows, depth


def parts(random: Random, number: int) -> list[Part]:
    """Return random parts."""
    return [Author(random, random.choice(list(COLUMNS))).part() for _ in range(number)]
