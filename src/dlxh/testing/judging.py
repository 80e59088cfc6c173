"""Xét ví dụ: one rule, ours or an embedder's, on a few rows with only the cells that matter."""

from collections.abc import Mapping, Sequence
from typing import Any

from dlxh.rules.catalogue import explain
from dlxh.rules.engine.examples import judge_example
from dlxh.rules.findings import CheckFindings
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.examples import case
from dlxh.rules.rule import Rule
from dlxh.words.given import need


def judge(rule: str | Rule, **rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> CheckFindings:
    """Return what a rule finds in some rows; their other cells get ordinary values, with ids that match each other.

    Args:
        rule: The code of a rule of ours, or a rule of your own.
        rows: By table the cells of one row that matter, or those of several rows.

    Raises:
        RuleError: no rule has this code, or none of the rows is one that it judges.
        LanguageError: there is no such table or column, or a cell is not a value of a rule.

    >>> from datetime import date
    >>> found = judge("T203", memberships={"end": None}, terms={"end": date(2026, 6, 29)})
    >>> [finding.message("en") for finding in found]
    ['membership membership1 is still open although its term term1 has ended']
    """
    need((Rule, str), rule=rule)
    known = rule if isinstance(rule, Rule) else explain(rule).rule
    given: dict[str, Any] = dict(rows)
    own = tuple(given) if known.table is None else (known.table,)
    if not any(isinstance(given.get(name), Mapping) or given.get(name) for name in own):
        table = known.table or "reports"
        raise RuleError(
            vi=f"hãy đưa cho {known.code} ít nhất một dòng để xét, như {table}={{…}}",
            en=f"give {known.code} at least one row to judge, such as {table}={{…}}",
        )
    return judge_example(known, case(**given))
