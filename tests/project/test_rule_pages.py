"""What is around a rule on its page."""

import pytest

from dlxh.rules.catalogue import ALL_RULES
from dlxh.rules.rule import Rule
from docs.rule_pages import related

BY_CODE = {rule.code: rule for rule in ALL_RULES}


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_rules_that_are_read_together_name_each_other(rule: Rule) -> None:
    """A reader finds the way back: a rule is among those that it names."""
    assert rule not in related(rule)
    assert all(rule in related(other) for other in related(rule))


@pytest.mark.parametrize(
    ("code", "near", "far"),
    [
        ("T206", "T203", "T204"),  # T203 reads the organisation that T206 is about
        ("P303", "P101", "P201"),  # P101 is reported instead of P303
        ("S101", "S107", "R101"),  # both are about one column
    ],
)
def test_what_mending_one_may_make_speak_is_near(code: str, near: str, far: str) -> None:
    """Two rules of one table are related where one reads the other's field, or is reported instead."""
    assert BY_CODE[near] in related(BY_CODE[code])
    assert BY_CODE[far] not in related(BY_CODE[code])
