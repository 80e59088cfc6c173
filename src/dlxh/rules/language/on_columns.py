"""Trên cột: the steps of a part done with frames, on any engine.

The frame of the rows that may be at fault has the columns of each row under a prefix: none for the subject,
`r1__` for the first row joined to it, and so on. Columns beginning with `t__` are intermediate results.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.register.engine import to_engine_of
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.language.collect import in_parts
from dlxh.rules.language.declared import find_wide
from dlxh.rules.language.greatest import add_greatest_before
from dlxh.rules.language.nodes import Col, Each, Exists, Node, Subject, Total
from dlxh.rules.language.plan import Plan
from dlxh.rules.language.scope import day_parts, rows_read
from dlxh.rules.language.steps import Bind, Compute, Filter, Look, Meet, Members, Pair, Step
from dlxh.rules.language.to_narwhals import Expressions

Frame = nw.LazyFrame[Any]
_NETWORK: Final = "network"


def violations(
    plan: Plan,
    tables: Tables,
    *,
    field: str | None = None,
    evidence: Iterable[str] = (),
    with_places: bool = False,
) -> pl.DataFrame:
    """Return one row for each finding: record, field, network, evidence, source_row, and what else is reported of the row.

    Where nothing is found, nothing more is computed, and the frame has no columns.

    Args:
        plan: The steps.
        tables: The tables.
        field: The column at fault.
        evidence: Further columns of the row, which fill placeholders.
        with_places: Whether rows have their table too, and no network where the table has none.

    >>> import polars as pl
    >>> from datetime import date
    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.plan import plan_part
    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("terms")
    >>> frame = pl.DataFrame({"id": ["a", "b"], "network": ["gl", "gl"], "label": ["2021", "2022"]})
    >>> tables = Tables({"terms": frame}, as_of=date(2026, 6, 30))
    >>> violations(plan_part(part(m, m.label == "2021")), tables)["record"].to_list()
    ['a']
    """
    work = _Work(plan, tables, tuple(evidence))
    left = in_parts(work.done(work.subjects(), plan.steps))
    if left.is_empty():
        return left.select()
    table = find_wide(plan.table, tables.schema)
    names = table.names
    key = nw.concat_str([nw.col(name).cast(nw.String()) for name in table.key], separator="#")
    more = [nw.lit(plan.table).alias("table")] if with_places else []
    if plan.evidence is not None:
        more.append(work.expressions.of(plan.evidence).cast(nw.String()).alias("evidence"))
    if plan.table == "networks":
        more.append(nw.col("id").alias(_NETWORK))  # a network's own is its id
    elif with_places and _NETWORK not in names:
        more.append(nw.lit(None, nw.String()).alias(_NETWORK))
    found = nw.from_native(left, eager_only=True).select(
        key.alias("record"),
        nw.lit(field, nw.String()).alias("field"),
        *([_NETWORK] if _NETWORK in names else []),
        *more,
        *(name for name in evidence if name in names),
        SOURCE_ROW,
    )
    # A row that meets a repeated id is at fault once; two rows with one key are two.
    with_table = with_places and any(isinstance(step, Bind | Pair) for step in plan.steps)
    return (found.unique() if with_table else found).to_native()


def rows_left(plan: Plan, tables: Tables) -> Frame:
    """Return the rows that the steps of a plan leave: those that are judged, where it is that of a population."""
    work = _Work(plan, tables, ())
    return work.done(work.subjects(), plan.steps)


@dataclass
class _Work:
    """The steps of one plan on some tables.

    Attributes:
        plan: The steps.
        tables: The tables.
        evidence: Further columns of the subject that are needed in the end.
        prefixes: The prefix of the columns of each row that is there.
        totals: The columns in which sets, and values that take long, have been computed.
    """

    plan: Plan
    tables: Tables
    evidence: tuple[str, ...]
    prefixes: dict[Node, str] = field(default_factory=dict)
    totals: dict[Node, str] = field(default_factory=dict)
    made: int = 0

    @property
    def expressions(self) -> Expressions:
        """What makes expressions of values."""
        return Expressions(self.tables.as_of, self._name, self.totals)

    def subjects(self) -> Frame:
        """Return the rows that may be at fault, with the columns that are read of them."""
        me, table = Subject(self.plan.table), find_wide(self.plan.table, self.tables.schema)
        self.prefixes[me] = ""
        end = [*table.key, *(name for name in (_NETWORK, *self.evidence) if name in table.names), SOURCE_ROW]
        return self.tables[table.name].select(*dict.fromkeys([*sorted(self.plan.columns.get(me, ())), *end]))

    def done(self, frame: Frame, steps: Sequence[Step]) -> Frame:
        """Return what is left of a frame after some steps."""
        for step in steps:
            frame = _DOERS[type(step)](self, frame, step)
        return frame

    def _name(self, column: Col) -> str:
        return f"{self.prefixes[column.row]}{column.name}"

    def _fresh(self, what: str) -> str:
        self.made += 1
        return f"t__{what}{self.made}"

    def _prefix(self, row: Node) -> str:
        return self.prefixes.setdefault(row, f"r{len(self.prefixes)}__")

    def filter(self, frame: Frame, step: Filter) -> Frame:
        return frame.filter(*map(self.expressions.of, step.conditions))

    def bind(self, frame: Frame, step: Bind) -> Frame:
        ref = step.ref
        on, prefix = self._name(Col(ref.row, ref.column)), self._prefix(ref)
        names = sorted(self.plan.columns.get(ref, frozenset()) - {"id"})
        other = self.tables[ref.table].select(
            nw.col("id").alias(on), *(nw.col(name).alias(prefix + name) for name in names)
        )
        joined = frame.join(other, on=on, how="inner")
        return joined.with_columns(nw.col(on).alias(f"{prefix}id"))

    def look(self, frame: Frame, step: Look) -> Frame:
        previous = step.previous
        frame, by = self._as_columns(self.done(frame, step.among), previous.by)
        whole = ~reduce(or_, (nw.col(name).is_null() for name in by))
        if step.needed:
            rows = frame.filter(whole)
            several = _several(rows, by, 1)
            frame = rows.head(0) if several is None else rows.join(several, on=by, how="semi")
        prefix = self._prefix(previous)
        order = self.plan.order_of(previous)
        if previous.greatest is not None:
            names = {name: prefix + name for name in sorted(self.plan.columns[previous])}
            frame, (value,) = self._as_columns(frame, [previous.greatest])
            return add_greatest_before(frame, value, by=by, order=order, names=names)
        return frame.with_columns(
            nw.when(whole).then(nw.col(name).shift(1).over(*by, order_by=order)).alias(prefix + name)
            for name in sorted(self.plan.columns[previous])
        )

    def meet(self, frame: Frame, step: Meet) -> Frame:
        members = step.members
        how: Any = "anti" if step.negated else "semi"
        if members.is_joined:
            hit = self._pairs(frame, members)
            names = [self._name(column) for column in members.keep]
            return frame.join(hit.select(*names).unique(), on=names, how=how)
        inner = self._alone(members)
        right = self._keys(members.each)
        if step.over:
            several = _several(inner, right, step.over)
            if several is None:
                return frame.head(0)
            inner = several
        frame, left = self._as_columns(frame, [value for _, value in members.each.on])
        found = inner.select(*(nw.col(one).alias(f"t__on{place}") for place, one in enumerate(right)))
        keys = [f"t__on{place}" for place in range(len(left))]
        return frame.join(found.drop_nulls(keys), left_on=left, right_on=keys, how=how)

    def compute(self, frame: Frame, step: Compute) -> Frame:
        value, members = step.value, step.members
        name = self._fresh("total")
        if members.is_joined:
            rows, by = self._pairs(frame, members), [self._name(column) for column in members.keep]
        else:
            rows = self._alone(members)
            frame, by = self._as_columns(frame, [each for _, each in members.each.on])
            right = self._keys(members.each)
            rows = rows.with_columns(nw.col(one).alias(left) for one, left in zip(right, by, strict=True))
        found = self._aggregate(rows, by, value, name)
        self.totals[value] = name
        joined = frame.join(found, on=by, how="left")
        if isinstance(value, Exists):
            return joined.with_columns((nw.col(name).fill_null(0) > 0).alias(name))
        return joined if value.name in {"min", "max"} else joined.with_columns(nw.col(name).fill_null(0))

    def _aggregate(self, rows: Frame, by: list[str], value: Exists | Total, name: str) -> Frame:
        if isinstance(value, Exists) or value.of is None:
            return rows.group_by(*by).agg(nw.len().cast(nw.Int64()).alias(name))
        rows = rows.with_columns(self.expressions.of(value.of).alias(name))
        if value.name == "distinct":
            rows = rows.filter(~nw.col(name).is_null()).select(*by, name).unique()
            return rows.group_by(*by).agg(nw.len().cast(nw.Int64()).alias(name))
        made = getattr(nw.col(name), value.name)()
        found = rows.group_by(*by).agg(made)
        return found.with_columns(nw.col(name).cast(nw.Int64())) if value.name == "sum" else found

    def pair(self, frame: Frame, step: Pair) -> Frame:
        return self._pairs(frame, step.members)

    def _alone(self, members: Members) -> Frame:
        """Return the rows of a set, those of all rows around it together."""
        each, prefix = members.each, self._prefix(members.each)
        names = sorted(self.plan.columns[each])
        frame = self.tables[each.table].select(*(nw.col(name).alias(prefix + name) for name in names))
        return self.done(frame, (*members.own, *members.hints))

    def _pairs(self, frame: Frame, members: Members) -> Frame:
        """Return each row with each row of its set."""
        inner = self._alone(members)
        frame, left = self._as_columns(frame, [value for _, value in members.each.on])
        right = [f"t__on{self.made}_{place}" for place in range(len(left))]
        # The columns of the key keep their own names, which a join on them would take away.
        copies = [nw.col(one).alias(on) for one, on in zip(self._keys(members.each), right, strict=True)]
        frame, inner, once = self._compute_once(frame, inner, members)
        pairs = frame.join(inner.with_columns(*copies), left_on=left, right_on=right, how="inner")
        left_over = self.done(pairs, members.mixed)
        for value in once:
            del self.totals[value]
        return left_over

    def _compute_once(self, frame: Frame, inner: Frame, members: Members) -> tuple[Frame, Frame, list[Node]]:
        """Return both sides of pairs with what takes long of one row, which is else worked out anew for each pair."""
        once: list[Node] = []
        conditions = [each for step in members.mixed if isinstance(step, Filter) for each in step.conditions]
        sides = {Subject(self.plan.table): frame, members.each: inner}
        for value in dict.fromkeys(found for each in conditions for found in day_parts(each)):
            (row,) = rows_read(value)
            if row in sides and value not in self.totals:
                name = self._fresh("once")
                sides[row] = sides[row].with_columns(self.expressions.of(value).alias(name))
                self.totals[value] = name
                once.append(value)
        return sides[Subject(self.plan.table)], sides[members.each], once

    def _keys(self, each: Each) -> list[str]:
        return [f"{self.prefixes[each]}{name}" for name, _ in each.on]

    def _as_columns(self, frame: Frame, values: Sequence[Node]) -> tuple[Frame, list[str]]:
        """Return a frame in which each value has a column, and what these are called."""
        names, more = [], []
        for value in values:
            if isinstance(value, Col) and value not in self.totals and self._name(value) not in names:
                names.append(self._name(value))
            else:
                names.append(self._fresh("key"))
                more.append(self.expressions.of(value).alias(names[-1]))
        return frame.with_columns(*more) if more else frame, names


def _several(frame: Frame, by: list[str], over: int) -> Frame | None:
    """Return the values that occur on more than `over` rows; None: there are none.

    They are counted at once and by themselves: mostly there are none, and then nothing more has to be done; next to the join
    that looks for their rows, counting would take twice the memory.
    """
    counted = frame.group_by(*by).agg(nw.len().alias("t__rows")).filter(nw.col("t__rows") > over)
    found = in_parts(counted.select(*by))
    return None if found.is_empty() else to_engine_of(frame, found)


_DOERS: Final[dict[type[Any], Any]] = {
    Filter: _Work.filter,
    Bind: _Work.bind,
    Look: _Work.look,
    Meet: _Work.meet,
    Compute: _Work.compute,
    Pair: _Work.pair,
}
