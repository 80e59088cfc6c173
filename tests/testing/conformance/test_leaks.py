"""Leaks: a canary is in every restricted field, and wherever one shows that is reported."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import StringConstraints

import dlxh
from dlxh import Pack, Register
from dlxh.testing.conformance.canaries import Canaries, set_canaries
from dlxh.testing.conformance.leaks import WAYS, find_leaks
from dlxh.words import Line, Restricted
from dlxh.words.field_texts import own_field
from tests import own, sample
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


@pytest.mark.traced
@pytest.mark.parametrize("way", ["texts", "errors", "files"])
def test_the_library_shows_none(canaries: Canaries, way: str, tmp_path: Path) -> None:
    """Of what dlxh itself prints, raises and writes nothing is reported, though there is much to look through."""
    assert found(canaries, way, tmp_path) == []
    assert len(list(WAYS[way](canaries, tmp_path / "again", None))) > 10


@pytest.mark.traced
def test_a_rule_that_names_somebody(canaries: Canaries, tmp_path: Path) -> None:
    """A function of tables that fills a placeholder with a name is reported, in the register and in its own wrong example."""
    assert found(canaries, "findings", tmp_path) == [
        "check(register) shows a value of the restricted field contacts.name",
        "check(register): GL14 shows a value of the restricted field contacts.name",
        "GL14 wrong[0] shows a value of the restricted field contacts.name",
        "GL14 wrong[0]: GL14 shows a value of the restricted field contacts.name",
    ]


@pytest.mark.traced
def test_an_answer_that_names_somebody(canaries: Canaries, tmp_path: Path) -> None:
    """What an application would answer with that finding is reported; refusals of records and what a reader may see are not."""
    assert found(canaries, "answers", tmp_path) == [
        "faults(own rules) shows a value of the restricted field contacts.name"
    ]


def test_a_measure_that_names_somebody(canaries: Canaries, tmp_path: Path) -> None:
    """A measure broken down by names is reported."""
    assert found(canaries, "figures", tmp_path) == [
        "measure('gl_named', by='name') shows a value of the restricted field contacts.name"
    ]


DOOR = Annotated[str, StringConstraints(strict=True, pattern="^[0-9]{4}$")]


class Report(dlxh.Report):
    """A report whose restricted fields take no canary of ours, or have several values."""

    door: Restricted[DOOR | None] = own_field(**own.TEXTS)
    helpers: Restricted[tuple[Line, ...]] = own_field(**own.TEXTS)


@pytest.mark.traced
def test_fields_that_take_no_canary() -> None:
    """A restricted field of a form of its own is listed as one that was not tried; of several values each is a canary."""
    register = Register(sample.register().reports, as_of=province.FROM, pack=Pack("cua", models=(Report,)))
    marked = set_canaries(
        register.put(register.all(Report)[0].replace(door="1234", helpers=("Ví Dụ",))).tables
    )
    assert "reports_cua.door" in marked.closed
    assert [each.helpers for each in marked.register.all(Report) if each.helpers] == [
        (marked.values["reports_cua_helpers.helpers"],)
    ]
