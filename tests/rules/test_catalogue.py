"""The contract that every rule keeps."""

import re
from dataclasses import replace
from itertools import combinations
from string import Formatter

import pytest

import dlxh
from dlxh.data.code_lists import code_list_names
from dlxh.register.schema import schema
from dlxh.rules.catalogue import ALL_RULES, RULES, explain
from dlxh.rules.explanation import Explanation
from dlxh.rules.families import across, memberships, reports, units
from dlxh.rules.language.declared import derived_tables
from dlxh.rules.language.errors import RuleError
from dlxh.rules.rule import Rule
from dlxh.testing import judge
from tests.own import PACK

FAMILIES = (across, memberships, reports, units)
FILLED = {"table", "record", "field", "evidence"}
"""What a finding fills; no value of a row is among it."""


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_codes_and_names_are_unique() -> None:
    """No two rules share a code or a name."""
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_rule_that_is_written_is_in_the_tuple() -> None:
    """A rule that somebody wrote and forgot to list does not exist."""
    written = {
        value.code for family in FAMILIES for value in vars(family).values() if isinstance(value, Rule)
    }

    assert written <= {rule.code for rule in RULES}
    assert len(written) >= 6


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_whole(rule: Rule) -> None:
    """A rule has both languages with equal placeholders, a source, a reason, a cure, and the name of its fault."""
    assert rule.code[0].isupper()
    assert rule.code[1:].isdigit()
    assert _holes(rule.vi) == _holes(rule.en) <= FILLED
    assert "record" in _holes(rule.vi)
    assert rule.vi != rule.en
    assert rule.cure_vi != rule.cure_en
    assert all(text.strip() for text in (rule.vi, rule.en, rule.cure_vi, rule.cure_en, rule.source, rule.why))
    assert rule.name.isidentifier()
    assert "_" in rule.name
    assert rule.table is None or rule.table in schema()
    assert all(name in schema() or name in derived_tables() for name in rule.needs)


def test_names_in_cures_exist() -> None:
    """What a cure gives in brackets is a column, a field, a part of one, a code, or an argument that users know."""
    columns = [row["column"].split("_") for row in dlxh.register.dictionary()]
    parts = {
        "_".join(words[at:end]) for words in columns for at, end in combinations(range(len(words) + 1), 2)
    }
    fields = {name for kind in schema().values() if kind.model for name in kind.model.model_fields}
    codes = set[str]().union(*(dlxh.data.code_list(name).keys() for name in code_list_names()))
    known = parts | fields | codes | {"as_of", "merged_with", "counts_as"}
    cures = [(rule.code, text) for rule in ALL_RULES for text in (rule.cure_vi, rule.cure_en)]

    assert [
        (code, name)
        for code, text in cures
        for name in re.findall(r"\(([a-z_]+)\)", text)
        if name not in known
    ] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """An explanation says what, why, on which source and what to do, in both languages."""
    told = dlxh.explain(rule.code)

    assert (told.code, told.severity, told.why, told.source) == (
        rule.code,
        rule.severity,
        rule.why,
        rule.source,
    )
    assert (told.what("vi"), told.what("en")) == (rule.vi, rule.en)
    assert (told.cure("vi"), told.cure("en")) == (rule.cure_vi, rule.cure_en)


def test_rules_of_a_pack_are_explained() -> None:
    """With the pack its codes are known as ours are; without it they are not."""
    found = explain("GL01", pack=PACK)

    assert (found.rule, found.cure("en")) == (PACK.rules[0], "write the hamlet")
    assert explain("T201", pack=PACK) == explain("T201")
    with pytest.raises(RuleError, match="GL01"):
        explain("GL01")


def test_the_text_of_a_rule_is_its_page() -> None:
    """Its name, what it reads, and its examples with the sentence of the check; a rule without examples has no table."""
    own = PACK.rules[0]
    lines = explain(own.code, pack=PACK).to_text("en").splitlines()
    (found,) = judge(own, **own.wrong[0].rows)
    bare = Explanation.of_rule(replace(own, right=(), wrong=())).to_text("en").splitlines()

    assert lines[0] == f"{own.code} {own.name}"
    assert "- Reads: `reports`" in lines
    assert lines[-1].endswith(f" | {found.message('en')} |")
    assert bare == lines[: lines.index("| rows | what the check says |") - 1]
    assert "- Reads: all tables" in explain("X101").to_text("en").splitlines()


def test_an_unknown_code_names_those_that_there_are() -> None:
    """Asking for a code that no rule has is answered with all codes, in both languages."""
    with pytest.raises(RuleError, match=r"T999.*X101.*R102") as refused:
        explain("T999")

    assert "không có mã 'T999'" in refused.value.vi
    with pytest.raises(RuleError, match=r"no finding has the code 'r101'; near: R101, "):
        explain("r101")
