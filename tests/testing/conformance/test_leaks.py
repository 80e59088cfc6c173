"""Leaks: a canary is in every restricted field, and wherever one shows that is reported."""

from pathlib import Path

import pytest

from dlxh.testing.conformance.canaries import Canaries, set_canaries
from dlxh.testing.conformance.leaks import WAYS, find_leaks
from tests import own
from tests.testing.conformance import province

FIELDS = {
    *("contacts.name", "contacts.contact_phone", "contacts.contact_email"),
    *("persons.person", "reports_gl.interpreter", "networks_gl.cipher"),
}


@pytest.fixture(scope="module", name="canaries")
def fixture_canaries() -> Canaries:
    """The register of the province with canaries."""
    return set_canaries(province.register().tables)


def test_canaries_are_everywhere(canaries: Canaries) -> None:
    """Each restricted field of text has a canary of its own in every row, own fields and empty cells included."""
    assert set(canaries.values) == FIELDS
    assert len(set(canaries.values.values())) == len(FIELDS)
    assert set(canaries.closed) == {"reports.author"}
    reports = canaries.register.all(own.Report)
    assert {each.interpreter for each in reports} == {canaries.values["reports_gl.interpreter"]}
    assert canaries.register.collaborators[0].name == canaries.values["contacts.name"]


def found(canaries: Canaries, way: str, folder: Path) -> list[str]:
    """What is reported."""
    return [each.en for each in find_leaks(canaries, way, folder)]


@pytest.mark.parametrize("way", ["texts", "errors", "files"])
def test_the_library_shows_none(canaries: Canaries, way: str, tmp_path: Path) -> None:
    """Of what dlxh itself prints, raises and writes nothing is reported, though there is much to look through."""
    assert found(canaries, way, tmp_path) == []
    assert len(list(WAYS[way](canaries, tmp_path / "again", None))) > 10


def test_a_rule_that_names_somebody(canaries: Canaries, tmp_path: Path) -> None:
    """A function of tables that fills a placeholder with a name is reported, in the register and in its own wrong example."""
    assert found(canaries, "findings", tmp_path) == [
        "check(register) shows a value of the restricted field contacts.name",
        "check(register): GL14 shows a value of the restricted field contacts.name",
        "GL14 wrong[0] shows a value of the restricted field contacts.name",
        "GL14 wrong[0]: GL14 shows a value of the restricted field contacts.name",
    ]


def test_a_measure_that_names_somebody(canaries: Canaries, tmp_path: Path) -> None:
    """A measure broken down by names is reported."""
    assert found(canaries, "figures", tmp_path) == [
        "measure('gl_named', by='name') shows a value of the restricted field contacts.name"
    ]
