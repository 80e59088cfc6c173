"""Đột biến sống sót: changes of a rule that none of its examples notices, so that nothing shows where it begins."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from dlxh.rules.engine.examples import rows_of_example, seeing_specimen
from dlxh.rules.engine.fact_tables import FACTS
from dlxh.rules.engine.row_index import RowIndex
from dlxh.rules.language.case_tables import WORKED_OUT_FROM
from dlxh.rules.language.examples import DAY, Example
from dlxh.rules.language.nodes import Call, walk
from dlxh.rules.language.on_rows import RowPlan, compile_plan
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import plan_part
from dlxh.rules.language.row_part import NewRows, RowPart
from dlxh.rules.rule import Rule
from dlxh.testing.mutants import mutants
from dlxh.words.given import need

Verdict: TypeAlias = tuple[frozenset[tuple[Any, ...]], bool]
"""What is found, and whether the first row is judged."""


def survivors(rule: Rule) -> list[str]:
    """Return the small changes to a rule that none of its examples catches, after any examples that fail already.

    >>> from dlxh.register.finding import Severity
    >>> from dlxh.rules.language.examples import case
    >>> from dlxh.rules.declaration import rule
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
    need(Rule, rule=rule)
    with seeing_specimen(rule):  # a function of tables says nothing that could be changed
        return list(_survivors(rule.in_examples)) if not rule.is_function else []


def _survivors(rule: Rule) -> Iterator[str]:
    before = [(example, verdict(rule, rule.parts, example)) for example in (*rule.right, *rule.wrong)]
    yield from _find_misplaced(rule)
    groups = _alike(rule)
    for places in groups:
        for changes in zip(*(mutants(rule.parts[place]) for place in places), strict=True):
            changed = dict(zip(places, (other for _, other in changes), strict=True))
            parts = [changed.get(place, part) for place, part in enumerate(rule.parts)]
            if all(verdict(rule, parts, example) == outcome for example, outcome in before):
                text = changes[0][0]
                yield text if len(groups) == 1 else f"{places[0] + 1}: {text}"


def _find_misplaced(rule: Rule) -> Iterator[str]:
    """Yield the examples on the wrong side: changes would be noticed there too."""
    for side, examples, wanted in (("right", rule.right, "nothing"), ("wrong", rule.wrong, "a fault")):
        for number, example in enumerate(examples):
            found = "a fault" if verdict(rule, rule.parts, example)[0] else "nothing"
            if found != wanted:
                yield f"{side}[{number}]: {found} is found"


def _alike(rule: Rule) -> list[list[int]]:
    """Return the places of parts that are changed together: what is said once of several tables is changed in all of them."""
    if rule.table is not None:
        return [[place] for place in range(len(rule.parts))]
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, part in enumerate(rule.parts):
        nodes = (node for each in part.nodes for node in walk(each))
        shape = tuple(node.name if isinstance(node, Call) else type(node) for node in nodes)
        groups.setdefault(shape, []).append(place)
    return list(groups.values())


def verdict(rule: Rule, parts: Sequence[Part], example: Example) -> Verdict:
    """Return the answer of parts of a rule on an example, or of parts in their place."""
    rows = rows_of_example(rule, example)
    there = frozenset((*rows, *rule.needs, *FACTS, *WORKED_OUT_FROM))
    index, new = RowIndex((), rows, frozenset, DAY), NewRows(rows)
    found, is_judged = set(), False
    for part in parts:
        if part.table not in rows:
            continue
        made, row_part = _ready(part)
        if not made.applies_to(there):
            continue
        for row, evidence in made.judge(new, index):
            found.add((part.table, tuple(row.items()), part.field, evidence))
        is_judged |= any(True for _ in row_part.judge(rows[part.table][:1], index))
    return frozenset(found), is_judged


@lru_cache(maxsize=512)
def _ready(part: Part) -> tuple[RowPart, RowPlan]:
    """Return a part made ready, and the rows that it judges; it judges one example after another."""
    return RowPart.of(part), compile_plan(plan_part(part, population=True))
