"""Own measures: a declaration that the rows do not keep is reported in words."""

import pytest

import dlxh
from dlxh.testing.conformance.own_measures import ask, find_miscounts
from tests.testing.conformance.province import MEASURES, register

TABLES = register().tables


@pytest.mark.parametrize("name", ["good", "total", "rate", "ranked", "distinct"])
def test_good_measures_pass(name: str) -> None:
    """A count, a sum and a rate that keep their declaration are not reported, and they count something."""
    assert list(find_miscounts(TABLES, MEASURES[name])) == []
    assert ask(TABLES, MEASURES[name]).polars["value"].sum() > 0


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("without a column", ["gl_column: its rows reports declare the column weather and do not have it"]),
        (
            "undeclared outcome",
            ["gl_outcome: the column out has values that outcomes does not declare: written"],
        ),
        (
            "doubled",
            [
                "gl_doubled: dlxh counts 3, counting row by row gives 9",
                "gl_doubled: the parts by other add up to 9, the whole is 3",
            ],
        ),
        ("without an outcome", ["gl_gone: its rows reports declare the column gone and do not have it"]),
        (
            "undeclared table, in silence",
            ["gl_silence reads a table that reads= does not list: with only reports the answer differs (…)"],
        ),
        (
            "undeclared table",
            ["gl_table reads a table that reads= does not list: with only reports the answer differs"],
        ),
    ],
)
def test_a_declaration_that_is_not_kept(name: str, sentences: list[str]) -> None:
    """Each is reported with what is wrong."""
    found = [each.en for each in find_miscounts(TABLES, MEASURES[name])]
    assert len(found) == len(sentences)
    assert all(each.startswith(sentence) for each, sentence in zip(found, sentences, strict=True))


def test_an_absent_table_is_no_fault() -> None:
    """A figure that is unknown, because its table is not there, is not counted by hand."""
    few = TABLES.select(["networks", "units"])
    assert list(find_miscounts(few, MEASURES["total"])) == []


@pytest.mark.parametrize(
    "code", ["reports_per_member", "collaborators_at_start", "new_topics", "vacancies", "rows_held"]
)
def test_every_kind_of_ours_passes(code: str) -> None:
    """Quotients, stocks at the start, trends, shortfalls and undated rows are asked as they have to be."""
    measure = next(each for each in dlxh.MEASURES if each.code == code)
    assert list(find_miscounts(TABLES, measure)) == []
