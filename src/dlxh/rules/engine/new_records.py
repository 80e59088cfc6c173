"""Xét bản ghi mới: what is wrong with records that would join a register, and nothing about the others.

Rules in the language judge the new rows alone, and rows that may have a new one as evidence; what these reach is
looked up by key. A rule that is a function of tables sees all rows, as it does in bulk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Final, TypeAlias

import polars as pl

from dlxh.register.findings import ROW_NUMBER
from dlxh.register.flatten import dtype
from dlxh.register.known_tables import Schema
from dlxh.register.layers import Layer
from dlxh.register.places import without
from dlxh.register.plain_rows import PlainRow, rows_of
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.account import Asks, every_part, with_pointers
from dlxh.rules.engine.batch import Batch
from dlxh.rules.engine.fact_tables import FACTS, own_facts
from dlxh.rules.engine.new_cases import rows_of_cases
from dlxh.rules.engine.new_columns import judge_as_columns, leave_out
from dlxh.rules.engine.own_records import (
    as_tables,
    find_missing,
    make_own,
    on_own_of_others,
    on_those,
    part_by_rows,
    sees_all_rows,
    stated_tables,
)
from dlxh.rules.engine.row_index import RowIndex
from dlxh.rules.engine.run import in_order
from dlxh.rules.findings import CheckFindings
from dlxh.rules.language.on_rows import RowPlan, compile_plan
from dlxh.rules.language.own_fields import parts_on_own, row_parts_on_own
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import plan_part
from dlxh.rules.language.row_part import NewRows, RowPart
from dlxh.rules.rule import Rule
from dlxh.words.record import Record

Own: TypeAlias = Mapping[str, list[PlainRow]]
"""New rows by table."""
PLANNING: Final = 6000
"""Planning all rules on columns takes as long as judging this many rows by themselves."""
SHARE: Final = 1 / 200
"""What a row costs among many as columns, of what one costs that is judged by itself."""
_TAKEN: Final = "X102"
"""The rule on ids of more than one row."""
_TEXTS: Final = ("record", "table", "field", "network", "evidence")


def check_new(
    records: Sequence[Record],
    within: Tables,
    rules: Sequence[Rule],
    *,
    replacing: bool = False,
    asks: Asks = every_part,
) -> CheckFindings:
    """Return what the rules find about new records among those of tables; their models have enforced the constraints.

    Rules on their tables run, and what they find comes back where a new row is at fault or is the evidence. Where new rows
    are so numerous that looking at all rows is quicker, they join the others and are judged as columns.

    Args:
        records: The records.
        within: The tables that they would join.
        rules: The rules.
        replacing: Whether they replace the records that have their ids.
        asks: Which parts of the rules are run.
    """
    stated = stated_tables(records, within)
    records = make_own(records, within)
    rows = _rows(records, within.schema)
    own = {name: each for name, each in rows.items() if each}
    ids = {name: [row["id"] for row in own[name]] for name in own if within.schema[name].parent is None}
    of_cases = rows_of_cases(records, within)
    there = frozenset((*within.names, *rows, *FACTS, *of_cases))
    near = [rule for rule in rules if _concerns(rule, own, within.schema)]
    skipped = {rule.code: lacks for rule in near if (lacks := find_missing(rule, there, within, stated))}
    applied = [rule for rule in near if rule.code not in skipped]
    layers = without(within.layers, ids, within.schema) if replacing else within.layers
    facts = {name: make().rows(named=True) for name, make in own_facts(within.pack).items()}
    index = RowIndex(
        layers, {**own, **of_cases, **facts}, partial(_columns, applied, within.schema), within.as_of
    )
    work = RowWork(index, NewRows(own), there, asks, within.schema)
    as_columns = is_for_columns(own, layers)
    alone, others = ((), applied) if as_columns else part_by_rows(applied)
    batches = [batch for rule in alone for batch in work.batches(rule)]
    for some, wanted in (
        (others, asks),
        (on_own_of_others(alone, own, within.schema), on_those(asks, within.schema)),
    ):
        if some:
            made = as_tables(records, within, rows)  # names and contacts are not judged here
            batches += judge_as_columns(made, leave_out(within, ids) if replacing else within, some, wanted)
    named, ordered = (
        {rule.code: rule for rule in near},
        in_order(_without_parts_of_taken(batches, within.schema), near, bool),
    )
    return CheckFindings(within, ordered, named, skipped, {}, RecordsAccount(work, applied))


def _without_parts_of_taken(batches: Iterable[Batch], known: Schema) -> Iterator[Batch]:
    """Yield what was found, without the parts of a row whose id is taken: they were looked at together with the other's."""
    batches = list(batches)
    keys: dict[str, set[str]] = {}
    for batch in (each for each in batches if each.code == _TAKEN):
        for owner, key in batch.rows.select("table", "record").iter_rows():
            for part in _parts_below(owner, known):
                keys.setdefault(part, set()).add(key)
    first = pl.col("record").str.split("#").list.first()
    for batch in batches:
        named = pl.col("table") if batch.law.table is None else pl.lit(batch.law.table)
        below = [(named == name) & first.is_in(sorted(ids)) for name, ids in keys.items()]
        yield batch.with_rows(batch.rows.filter(~pl.any_horizontal(below))) if below else batch


def _parts_below(name: str, known: Schema) -> Iterator[str]:
    """Yield the tables of what a row owns, however deep, whose keys begin with its own."""
    for part in known.below(name):
        if part.key != ("id",):
            yield part.name
            yield from _parts_below(part.name, known)


def is_for_columns(own: Own, layers: Sequence[Layer]) -> bool:
    """Return whether new rows are so numerous, compared with those that are there, that columns judge them sooner.

    As rows each costs the same; as columns all rows cost a little, and planning much. What is in files or with another
    engine would have to be read as a whole.

    >>> is_for_columns({"reports": [{}] * 100}, ())
    False
    """
    if any(layer.rows is None for layer in layers):
        return False
    new, known = sum(map(len, own.values())), sum(layer.rows or 0 for layer in layers)
    return new > PLANNING + (new + known) * SHARE


def _rows(records: Iterable[Record], known: Schema) -> dict[str, list[PlainRow]]:
    found: dict[str, list[PlainRow]] = {}
    for name, rows in (each for record in records for each in rows_of(record, known).items()):
        found.setdefault(name, []).extend(rows)
    return found


def _concerns(rule: Rule, own: Own, known: Schema) -> bool:
    """Return whether a rule may find something about new rows; what older rows of other tables say of them is not new."""
    if rule.table is not None:
        return rule.table in own
    parts = (*rule.parts, *parts_on_own(rule.on_own, known))
    return bool(own) and (rule.is_function or any(part.table in own for part in parts))


def _columns(rules: Sequence[Rule], known: Schema, table: str) -> frozenset[str]:
    """Return the columns of a table that rules read, with its key."""
    found = frozenset(("network", *known[table].key)) if table in known else frozenset[str]()
    return found.union(*(rule.columns[table] for rule in rules if table in rule.columns))


@dataclass(frozen=True, slots=True)
class RowWork:
    """New rows among those of a register.

    Attributes:
        index: Where rows are found.
        new: The new rows.
        there: The tables that are there.
        asks: Which parts of rules are run.
        known: The tables that there may be.
    """

    index: RowIndex
    new: NewRows
    there: frozenset[str]
    asks: Asks = every_part
    known: Schema = field(default_factory=schema)

    def parts(self, rule: Rule) -> Iterator[tuple[Part, RowPart]]:
        """Yield the parts of a rule that judge the new rows."""
        asks = None if self.asks is every_part else self.asks
        for part, made in (*rule.row_parts, *row_parts_on_own(rule.on_own, self.known)):
            if (
                made.table in self.new.rows
                and made.applies_to(self.there)
                and (asks is None or asks(rule, part))
            ):
                yield part, made

    def batches(self, rule: Rule) -> Iterator[Batch]:
        """Yield what a rule finds, each part by itself."""
        for part, made in self.parts(rule):
            found = {}
            for row, evidence in made.judge(self.new, self.index):
                details = _evidence_of(rule, part, row, evidence, self.known)
                found[tuple(details.values())] = details | {SOURCE_ROW: row[SOURCE_ROW]}
            if found:
                yield Batch(rule, _frame(rule, list(found.values())), rule.severity)

    def count_judged(self, rule: Rule) -> int:
        """Return how many new rows a rule judges."""
        if sees_all_rows(rule):
            return sum(len(each) for name, each in self.new.rows.items() if rule.table in {None, name})
        applied = ((part.table, _population(part)) for part, _ in self.parts(rule))
        return sum(1 for table, plan in applied for _ in plan.judge(self.new.rows[table], self.index))

    def unknown(self, rule: Rule) -> int:
        """Return of how many new rows a rule lacks an input."""
        parts = (made.is_open for part, made in self.parts(rule) if rule.table is not None)
        applied = [is_open for is_open in parts if is_open is not None]
        rows = self.new.rows.get(str(rule.table), [])
        return sum(any(is_open([self.index.as_of, row]) for is_open in applied) for row in rows)


@cache
def _population(part: Part) -> RowPlan:
    """Return what finds the rows that a part judges."""
    return compile_plan(plan_part(part, population=True))


def _evidence_of(rule: Rule, part: Part, row: PlainRow, evidence: object, known: Schema) -> dict[str, Any]:
    """Return what a finding holds about its row."""
    key = _join_names(row, known[part.table].key)
    network = row["id"] if part.table == "networks" else row.get("network")
    details = {"record": key, "field": part.field or rule.field, "network": network}
    if rule.table is None:
        details["table"] = part.table
    if evidence is not None:
        details["evidence"] = str(evidence)
    return details | {name: row[name] for name in rule.placeholders if name in row and rule.table is not None}


def _frame(rule: Rule, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return what was found as columns; what fills placeholders has its declared type, however many rows lack it."""
    columns = () if rule.table is None else schema()[rule.table].columns
    kinds = {column.name: dtype(column.kind) for column in columns if column.name in rule.placeholders}
    kinds |= {SOURCE_ROW: pl.Int64()} | {name: pl.String() for name in _TEXTS}
    return pl.DataFrame(
        rows,
        schema_overrides={name: kind for name, kind in kinds.items() if name in rows[0]},
        infer_schema_length=None,
    )


@dataclass(frozen=True, slots=True)
class RecordsAccount:
    """What is known of a check of new records.

    Attributes:
        work: The new rows among those of the register.
        applied: The rules that judged.
    """

    work: RowWork
    applied: Sequence[Rule]

    def unknown(self) -> dict[str, int]:
        """Return by rule the number of rows with a missing input."""
        return {rule.code: self.work.unknown(rule) for rule in self.applied if not rule.is_function}

    def rows_judged(self) -> dict[str, int]:
        """Return by rule the number of new rows that it judged; what sees all rows judges all."""
        return {rule.code: self.work.count_judged(rule) for rule in self.applied}

    def add_numbers(self, batch: Batch) -> Batch:
        """Return findings without numbers: new records are not rows of a table yet."""
        return batch.with_rows(batch.rows.drop(ROW_NUMBER, strict=False))

    def add_places(self, batch: Batch) -> Batch:
        """Return findings with their places in the new records."""
        rows = self.work.new.rows

        def owners(table: Table, _: Sequence[str]) -> dict[str, tuple[str, int]]:
            of_table = (
                (_join_names(row, table.key), row, row["position"] - 1) for row in rows.get(table.name, ())
            )
            return {key: (_join_names(row, table.link), place) for key, row, place in of_table}

        return with_pointers(
            batch, owners, lambda top, key: self.work.new.holds(top, (key,)), known=self.work.known
        )


def _join_names(row: PlainRow, names: Sequence[str]) -> str:
    return "#".join(str(row[name]) for name in names)
