"""Đột biến sống sót: changes of a rule that none of its examples notices, so that nothing shows where it begins."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

from dlxh.register.tables import Tables
from dlxh.rules.engine.derived_tables import FACTS
from dlxh.rules.engine.row_index import RowIndex
from dlxh.rules.language.case_tables import WORKED_OUT_FROM
from dlxh.rules.language.examples import DAY, Example
from dlxh.rules.language.on_rows import compiled
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import planned
from dlxh.rules.language.row_part import NewRows, RowPart
from dlxh.rules.rule import Rule
from dlxh.testing.mutants import mutants

Verdict: TypeAlias = tuple[frozenset[tuple[Any, ...]], bool]
"""What is found, and whether the first row is judged."""


def survivors(rule: Rule) -> list[str]:
    """Return the changes of a rule that leave what it says of each of its examples as it was.

    >>> from dlxh.register.finding import Severity
    >>> from dlxh.rules.language.examples import case
    >>> from dlxh.rules.rule import rule
    >>> texts = {name: name for name in ("en", "cure_vi", "cure_en", "source")}
    >>> @rule(
    ...     "Z001",
    ...     table="terms",
    ...     severity=Severity.WARNING,
    ...     vi="vi",
    ...     **texts,
    ...     wrong=[case(terms={"label": "x"})],
    ... )
    ... def nameless(t):
    ...     return (t.label == "x") | (t.label == "y")
    >>> survivors(nameless)
    ['label eq x or label eq y: without part 2', 'label eq y: ne']
    """
    return list(_survivors(rule))


def _survivors(rule: Rule) -> Iterator[str]:
    said = partial(_verdicts, rule)
    before = said(rule.parts)
    for place, part in enumerate(rule.parts):
        for text, other in mutants(part):
            parts = (*rule.parts[:place], other, *rule.parts[place + 1 :])
            if said(parts) == before:
                yield text if len(rule.parts) == 1 else f"{place + 1}: {text}"


def _verdicts(rule: Rule, parts: Sequence[Part]) -> list[Verdict]:
    return [verdict(rule, parts, example) for example in (*rule.right, *rule.wrong)]


def verdict(rule: Rule, parts: Sequence[Part], example: Example) -> Verdict:
    """Return what parts of a rule say of an example, or parts that stand for them."""
    rows = {name: each for name, each in example.plain_rows().items() if each}
    there = frozenset((*rows, *rule.needs, *FACTS, *WORKED_OUT_FROM))
    index, new = RowIndex(Tables({}, as_of=DAY), rows, {}), NewRows(rows)
    found, is_judged = set(), False
    for part in parts:
        made = RowPart.of(part)
        if part.table not in rows or not made.is_asked(there):
            continue
        for row, evidence in made.judge(new, index):
            found.add((part.table, tuple(row.items()), part.field, evidence))
        asked = compiled(planned(part, population=True))
        is_judged |= any(True for _ in asked.judge(rows[part.table][:1], index))
    return frozenset(found), is_judged
