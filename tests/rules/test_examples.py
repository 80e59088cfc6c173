"""Every rule carries its boundary: rows on either side, the same answer on every executor, and no change of it unnoticed."""

from functools import cache

import pytest

import dlxh
from dlxh import Tables
from dlxh.register.engine import to_engine_of
from dlxh.register.schema import schema
from dlxh.rules.catalogue import ALL_RULES
from dlxh.rules.engine.examples import judge_example, seeing_specimen, tables_of
from dlxh.rules.engine.run import run_rules
from dlxh.rules.language.examples import Example
from dlxh.rules.rule import Rule
from dlxh.testing.mutants import mutants
from dlxh.testing.survival import survivors, verdict
from tests.engines import Engine

REACHING = {
    "C101", "H103", "I201", "K103", "M101", "O101", "O102", "P101", "P108", "P301", "P303", "R205", "S103", "S107", "T201", "U101", "U104", "U108", "U109", "X103",
}  # fmt: skip
"""Rules that reach each line of what changes rules and judges examples: the others run without the trace of coverage."""


def _marks(rule: Rule) -> list[pytest.MarkDecorator]:
    return [] if rule.code in REACHING else [pytest.mark.no_cover]


RULES = [pytest.param(rule, id=rule.code, marks=_marks(rule)) for rule in ALL_RULES]
CHANGED = [pytest.param(rule, id=rule.code, marks=_marks(rule)) for rule in ALL_RULES if not rule.is_function]
CASES = [
    pytest.param(
        rule,
        example,
        is_wrong,
        id=f"{rule.code}-{'wrong' if is_wrong else 'right'}-{place}",
        marks=pytest.mark.no_cover,
    )
    for rule in ALL_RULES
    for is_wrong, examples in ((False, rule.right), (True, rule.wrong))
    for place, example in enumerate(examples)
]
WHY: dict[tuple[str, str], str] = {
    # a report has either a person or a unit as its author
    ("R201", "1: coalesce(author, author_unit): sides changed"): "unreachable",
    ("R201", "2: coalesce(author, author_unit): sides changed"): "unreachable",
    ("R202", "coalesce(author, author_unit): sides changed"): "unreachable",
    ("R202", "coalesce(replaces.author, replaces.author_unit): sides changed"): "unreachable",
    ("R205", "1: coalesce(author_unit, author): sides changed"): "unreachable",
    ("R205", "2: coalesce(author_unit, author): sides changed"): "unreachable",
    # of two reports with one number both have one; asked first because most have none
    (
        "R205",
        "1: previous: match(replace(replace(replace(replace(replace(number)))))) and not(exists(reports)): without part 1",
    ): "equivalent",
    (
        "R205",
        "2: previous: match(replace(replace(replace(replace(replace(number)))))) and not(exists(reports)): without part 1",
    ): "equivalent",
    # the step that closes a case is not a reply
    ("V101", "case_steps.n le case_steps.n: lt"): "unreachable",
    # a unit whose other day is known is left open instead of being right, which test_area_codes notices
    ("U102", "1: : without branch 1"): "equivalent",
    ("U102", "1: valid_to le 2025-06-30: lt"): "equivalent",
    ("U102", "1: 2025-06-30: a day later"): "equivalent",
    ("U102", "1: 2025-06-30: a day earlier"): "equivalent",
    # a line judged by the basis of its provision has one
    ("P101", "coalesce(allowance_lines.provision, ): without part 2"): "equivalent",
    ("P101", "coalesce(provision, ): without part 2"): "equivalent",
    # a report that no line owes is owed by none of its own; asked first because these are few
    ("O101", "total(ledger): without condition 1"): "equivalent",
}
"""Changes that no example can notice: `equivalent`, or `unreachable` by the models; at most 3 % of all."""


@cache
def _alive(code: str) -> tuple[str, ...]:
    """The changes of a rule that none of its examples notices."""
    return tuple(survivors(next(rule for rule in ALL_RULES if rule.code == code)))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_shows_both_sides(rule: Rule) -> None:
    """Every rule has rows that it reports, and rows that it does not."""
    assert rule.right
    assert rule.wrong


@pytest.mark.parametrize(("rule", "example", "is_wrong"), CASES)
def test_an_example_is_right_or_wrong(rule: Rule, example: Example, is_wrong: bool) -> None:  # noqa: FBT001 - a case of the test
    """Of a right example a rule says nothing, of a wrong one one thing of its first row, on plain rows; and it judges those that it says it judges."""
    found = [each.record for each in judge_example(rule, example)]
    if len(found) > 1 and rule.table is not None:
        first = example.plain_rows()[rule.table][0]
        found = [
            each for each in found if each == "#".join(str(first[name]) for name in schema()[rule.table].key)
        ]
    assert len(found) == is_wrong
    seen = rule.in_examples
    with seeing_specimen(rule):
        assert rule.is_function or verdict(seen, seen.parts, example)[1] is example.is_judged


def _told(findings: dlxh.Findings) -> list[tuple[object, ...]]:
    """Return what is reported, each thing once: rows with one key are reported one by one only where many are judged."""
    told = findings.polars.select("table", "record", "field", "evidence", "network").unique().rows()
    return sorted(told, key=repr)


def _carried(tables: Tables, carry: Engine) -> Tables:
    """Return tables on an engine, with what is worked out as the example says it: `check` would work it out anew."""
    carried = carry(tables)
    anchor = carried[carried.names[0]]
    worked_out = {name: frame.collect("polars").to_native() for name, frame in tables.derived.items()}
    return carried.with_derived({name: to_engine_of(anchor, frame) for name, frame in worked_out.items()})


@pytest.mark.traced
@pytest.mark.parametrize("rule", RULES)
def test_examples_on_engines(rule: Rule, on_engine: Engine) -> None:
    """What is said of an example is said on every engine, with the same record, field and evidence."""
    for example in (*rule.right, *rule.wrong):
        tables = tables_of(rule, example)
        found = run_rules(_carried(tables, on_engine), [rule], {})
        assert _told(found) == _told(judge_example(rule, example))


@pytest.mark.traced
@pytest.mark.parametrize("rule", CHANGED)
def test_no_change_goes_unnoticed(rule: Rule) -> None:
    """Each comparison turned, each condition dropped, each day moved: an example of the rule notices, or it is said why not."""
    unknown = [text for text in _alive(rule.code) if (rule.code, text) not in WHY]

    assert unknown == []


@pytest.mark.no_cover
def test_reasons_are_few_and_needed() -> None:
    """A reason is given only for a change that goes unnoticed, and for at most three of a hundred."""
    number = sum(1 for rule in ALL_RULES for part in rule.in_examples.parts for _ in mutants(part))
    alive = {(rule.code, text) for rule in ALL_RULES if not rule.is_function for text in _alive(rule.code)}

    assert set(WHY) <= alive
    assert len(WHY) <= 0.03 * number
    assert set(WHY.values()) <= {"equivalent", "unreachable"}
