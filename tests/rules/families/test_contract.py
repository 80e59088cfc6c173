"""What every rule of the catalogue keeps, whichever family it is of."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import dlxh
import dlxh.rules.families
from dlxh.register.finding import Severity
from dlxh.rules.catalogue import ALL_RULES, EXPORT_RULES, FAMILIES, RULES
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import OWN_CHOICE
from docs.rule_pages import page_name

DOCS = Path(__file__).resolve().parents[3] / "docs"
BY_ID = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)


def test_no_rule_is_forgotten() -> None:
    """Every rule that a module of the package holds is in the catalogue, and `check` runs all but those on a set to be handed out."""
    written = {
        value.code
        for module in iter_modules(dlxh.rules.families.__path__)
        for value in vars(import_module(f"dlxh.rules.families.{module.name}")).values()
        if isinstance(value, Rule)
    }

    assert written == {rule.code for rule in ALL_RULES}
    assert {rule.code for rule in RULES} == written - {rule.code for rule in EXPORT_RULES}
    assert len(RULES) >= 50


def test_no_code_or_name_is_used_twice() -> None:
    """Codes and names are each of one rule."""
    assert len({rule.code for rule in ALL_RULES}) == len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


def test_promised_codes_are_there() -> None:
    """Codes that were given out stay."""
    assert {"X101", "X102", "U101", "T201", "R101", "R102", "R305"} <= {rule.code for rule in RULES}


@BY_ID
def test_reasons_are_in_both_languages(rule: Rule) -> None:
    """A rule says why in Vietnamese and in English, and the two are not the same text."""
    assert rule.why
    assert rule.why_vi
    assert rule.why != rule.why_vi
    assert len(rule.why.split("\n\n")) == len(rule.why_vi.split("\n\n"))


@BY_ID
def test_a_source_can_be_looked_up(rule: Rule) -> None:
    """A source is a document that readers can find, or says that the rule is dlxh's own."""
    assert ".md" not in rule.source
    assert (
        rule.source == OWN_CHOICE or any(digit in rule.source for digit in "0123456789") or "(" in rule.source
    )
    assert not rule.source.startswith("dlxh") or rule.source == OWN_CHOICE


def test_suspicions_are_warnings() -> None:
    """Where a pattern suspects and a person decides, or the law is unclear, the severity is warning."""
    suspecting = [
        rule for rule in ALL_RULES if rule.code[0] == "D" or rule.code in {"R101", "I103", "S102", "U101"}
    ]

    assert {rule.severity for rule in suspecting} == {Severity.WARNING}


@BY_ID
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_says_what_explain_says(rule: Rule, lang: dlxh.words.bilingual.Lang) -> None:
    """`dlxh.explain` gives the same text as the page of the rule's family, below an anchor of its own."""
    family = next(family for family in FAMILIES if rule in family.rules)
    page = (DOCS / lang / page_name(family)).read_text(encoding="utf-8")
    head = f"## {rule.code} `{rule.name}` {{#{rule.code.lower()}}}"

    assert f"{head}\n\n{dlxh.explain(rule.code).for_page(lang)}\n- " in page
    assert OWN_CHOICE not in page or lang == "en"
