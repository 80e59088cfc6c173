"""Plain rows as one more engine: every row of a province judged by itself, what it reaches looked up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dlxh import Tables
from dlxh.register.plain_rows import PlainRow
from dlxh.rules.engine.row_index import RowIndex
from dlxh.rules.language.declared import declared, derived
from dlxh.rules.rule import Rule

Told = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""Code, table, record, field, evidence and network of a finding."""


def found_on_rows(rules: Sequence[Rule], tables: Tables) -> set[Told]:
    """Return what rules in the language find, and nothing of those that are functions of tables."""
    names = {name for rule in rules for name in rule.columns if name in derived() and name in tables.derived}
    own = {name: tables.polars(name).rows(named=True) for name in names}
    index = RowIndex(tables.layers, own, lambda name: frozenset(declared(name).names), tables.as_of)
    rows = {name: tables.polars(name).rows(named=True) for name in tables}
    found = {told for rule in rules for told in _of_rule(rule, tables, rows, index)}
    faults = {told[:3] for told in found}
    instead = {rule.code: rule.unless for rule in rules}
    return {told for told in found if not any((code, *told[1:3]) in faults for code in instead[told[0]])}


def _of_rule(
    rule: Rule, tables: Tables, rows: Mapping[str, Sequence[PlainRow]], index: RowIndex
) -> Iterator[Told]:
    if rule.missing(tables):
        return
    there = {part for part, _ in rule.parts_on(tables)}
    for part, made in rule.row_parts:
        if part not in there:
            continue
        key = declared(part.table).key
        groups: dict[Any, list[PlainRow]] = {}
        for nth, row in enumerate(rows[part.table]):
            values = tuple(row[name] for name in key)
            groups.setdefault(nth if None in values else values, []).append(row)
        for group in groups.values():
            for row, evidence in made.plan.judge(group, index):
                record = (
                    None
                    if any(row[name] is None for name in key)
                    else "#".join(str(row[name]) for name in key)
                )
                yield (
                    rule.code,
                    part.table,
                    record,
                    part.field or rule.field,
                    None if evidence is None else str(evidence),
                    row["id"] if part.table == "networks" else row.get("network"),
                )
