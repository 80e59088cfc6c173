"""Own rules: what does not fire, what fires too often, and what shows no boundary is reported in words."""

from dlxh.rules.catalogue import ALL_RULES
from dlxh.testing.conformance.changes import change_in_vietnamese
from dlxh.testing.conformance.own_rules import find_doubles, find_misfires, find_unnoticed
from dlxh.testing.mutants import mutants
from tests import own
from tests.testing.conformance import province


def test_good_rules_pass() -> None:
    """A rule that keeps its promises is not reported."""
    for rule in own.PACK.rules:
        assert [*find_misfires(rule), *find_doubles(rule, own.PACK.rules), *find_unnoticed(rule)] == []


def test_examples_on_the_wrong_side() -> None:
    """A right example that is reported and a wrong one that is not are each given by their place."""
    found = list(find_misfires(province.turned_round))
    assert [each.en for each in found] == [
        "GL11 reports its right example right[0]",
        "GL11 finds nothing in its wrong example wrong[0]",
    ]
    assert "chuyển ví dụ sang wrong=" in found[0].text("vi")


def test_a_placeholder_that_nothing_fills() -> None:
    """A message with a gap is shown as it is."""
    (found,) = find_misfires(province.on_polars_alone)
    assert found.en == "a message of GL15 has a placeholder that nothing fills: network1 {gap}"


def test_a_boundary_that_no_example_shows() -> None:
    """A comparison that could be turned or moved by a day is reported."""
    found = [each.en for each in find_unnoticed(province.without_boundary)]
    assert "GL12: no example notices the change «received_day ge 2026-02-01: gt»" not in found
    assert any("a day earlier" in each for each in found)
    assert any("sớm hơn một ngày" in each.vi for each in find_unnoticed(province.without_boundary))


def test_a_change_is_in_the_language_of_the_report() -> None:
    """Of all changes of all rules none is left in English: what is done has Vietnamese marks or the sign that it becomes."""
    changes = {text for rule in ALL_RULES for part in rule.parts for text, _ in mutants(part)}
    done = {change_in_vietnamese(text).rpartition(": ")[2] for text in changes}

    assert len(changes) > 1000
    assert [each for each in done if each.isascii()] == []


def test_two_rules_for_one_fault() -> None:
    """A rule that reports the row and field of another is reported with what to write; `unless` settles it."""
    first, second = own.without_hamlet, province.repeated
    (found,) = find_doubles(first, [first, second, province.naming_somebody, province.as_a_function])
    assert found.en.startswith("in the wrong example wrong[0] of GL01, GL13 reports the same row and field")
    assert 'unless=("GL01",)' in found.cure_en
