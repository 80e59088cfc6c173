"""What judges rules: each engine, and plain rows as one more, each of them judged with what it reaches looked up."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest

import dlxh
from dlxh import Tables
from dlxh.register.plain_rows import PlainRow
from dlxh.rules.engine.batch import KEY_PATTERN
from dlxh.rules.engine.derived_tables import attach_derived
from dlxh.rules.engine.row_index import RowIndex
from dlxh.rules.language.declared import derived_tables, find_table
from dlxh.rules.language.parts import Part
from dlxh.rules.language.row_part import RowPart
from dlxh.rules.rule import Rule
from dlxh.verbs.context import Context
from dlxh.words.patterns import python_pattern
from dlxh.words.work_calendars import WorkCalendar
from tests.engines import ENGINES, engine

EXECUTORS = [*ENGINES, "rows"]
"""On each of them every rule gives one answer."""
OTHERS = [name for name in EXECUTORS if name != "polars"]
"""Those whose answer is compared with that of Polars."""
ASIDE = [pytest.param(name, marks=pytest.mark.duckdb) if name == "duckdb_own" else name for name in OTHERS]
"""The same, with DuckDB in a run of its own: a check of all rules takes it fifteen seconds."""
_KEY = re.compile(python_pattern(KEY_PATTERN))
Told = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""Code, table, record, field, evidence and network of a finding."""


@dataclass(frozen=True)
class Answer:
    """What an executor says of tables.

    Attributes:
        `told`: Its findings.
        unknown: Of how many rows each rule lacks an input.
        skipped_rows: On how many rows each rule is skipped; nothing where rows are judged whose models have judged them.
    """

    told: frozenset[Told]
    unknown: Mapping[str, int]
    skipped_rows: Mapping[str, int]

    def of(self, rules: Collection[str]) -> "Answer":
        """Return what it says of some rules."""
        told = frozenset(each for each in self.told if each[0] in rules)
        unknown, skipped = (
            {code: number for code, number in counts.items() if code in rules}
            for counts in (self.unknown, self.skipped_rows)
        )
        return Answer(told, unknown, skipped)


def told(findings: dlxh.Findings) -> frozenset[Told]:
    """Code, table, record, field, evidence and network of each finding."""
    return frozenset(findings.polars.select("code", "table", "record", "field", "evidence", "network").rows())


def answer(
    executor: str, rules: Sequence[Rule], tables: Tables, calendar: WorkCalendar | None = None
) -> Answer:
    """Return what an executor says of tables; on plain rows only rules in the language are judged."""
    if executor == "rows":
        return _on_rows([rule for rule in rules if rule.parts], tables, calendar)
    carried = tables if executor == "polars" else engine(executor)(tables)
    carried.enforced = tables.enforced
    found = dlxh.check(carried, rules=rules, calendar=calendar)
    return Answer(told(found), found.unknown, found.skipped_rows)


def _on_rows(rules: Sequence[Rule], bare: Tables, calendar: WorkCalendar | None) -> Answer:
    tables, _ = attach_derived(bare, Context.of(bare, calendar=calendar), rules)
    names = {
        name for rule in rules for name in rule.columns if name in derived_tables() and name in tables.derived
    }
    own = {name: tables.polars(name).rows(named=True) for name in names}
    index = RowIndex(tables.layers, own, lambda name: frozenset(find_table(name).names), tables.as_of)
    rows = {name: tables.polars(name).rows(named=True) for name in tables}
    asked = {rule.code: rule.unless for rule in rules if not rule.missing(tables)}
    found = {each for rule in rules if rule.code in asked for each in _of_rule(rule, tables, rows, index)}
    faults = {each[:3] for each in found}
    left = {each for each in found if not any((code, *each[1:3]) in faults for code in asked[each[0]])}
    unknown = {rule.code: _unknown(rule, tables, rows) for rule in rules if rule.code in asked}
    return Answer(
        frozenset(map(_shown, left)), {code: number for code, number in unknown.items() if number}, {}
    )


def _shown(each: Told) -> Told:
    """Return what is reported with nothing in the place of a key that may be a name, as findings show it."""
    code, table, record, field, *others = each
    record, evidence, network = (
        text if text is not None and _KEY.search(text) else None for text in (record, *others)
    )
    return code, table, record, field, evidence, network


def _parts(rule: Rule, tables: Tables) -> Iterator[tuple[Part, RowPart]]:
    there = {part for part, _ in rule.parts_on(tables)}
    return ((part, made) for part, made in rule.row_parts if part in there)


def _unknown(rule: Rule, tables: Tables, rows: Mapping[str, Sequence[PlainRow]]) -> int:
    asked = [made.is_open for _, made in _parts(rule, tables) if rule.table is not None]
    there = rows[rule.table] if rule.table is not None else ()
    return sum(is_open([tables.as_of, row]) for is_open in asked if is_open is not None for row in there)


def _of_rule(
    rule: Rule, tables: Tables, rows: Mapping[str, Sequence[PlainRow]], index: RowIndex
) -> Iterator[Told]:
    for part, made in _parts(rule, tables):
        key = find_table(part.table).key
        for row, evidence in made.plan.judge(rows[part.table], index):
            values = [row[name] for name in key]
            yield (
                rule.code,
                part.table,
                None if None in values else "#".join(map(str, values)),
                part.field or rule.field,
                None if evidence is None else str(evidence),
                row["id"] if part.table == "networks" else row.get("network"),
            )
