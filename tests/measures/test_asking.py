"""What may be asked of the measures, and how a mistake is answered."""

from datetime import date
from typing import Any

import pytest

from dlxh import MeasureError, Period, Register, measure
from dlxh.measures.asking import asked
from dlxh.measures.catalogue import MEASURES
from dlxh.words.periods import PeriodError
from tests.sample import register

NONE = Register(as_of=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"measures": ["report"]}, "no measure 'report'; there are: collaborators, collaborators_at_start, "),
        ({"by": ["topic"]}, "reports has no dimension 'topic'; there are: month, "),
        ({"by": ["org"]}, "reports has no dimension 'org'; there are: "),
        ({"by": ["nine_months"]}, "reports has no dimension 'nine_months'"),
        ({"where": {"author": "CTV-1"}}, "reports has no dimension 'author'"),
        ({"by": ["month", "year"]}, "one kind of period at a time"),
        ({"by": ["channel", "channel"]}, "each dimension is named once"),
        ({"by": ["unit", "org_unit"]}, "each dimension is named once"),
        ({"measures": ["collaborators"], "by": ["year"]}, "give period= when broken down by year"),
        ({"measures": ["reports", "trainees"], "by": ["channel"]}, "trainees has no dimension 'channel'"),
    ],
    ids=str,
)
def test_a_mistake_is_answered_with_what_there_is(given: dict[str, Any], said: str) -> None:
    """An unknown measure or dimension raises, whatever the register holds, and names what may be asked."""
    codes = given.pop("measures", ["reports"])
    for subject in (NONE, register(), register().tables):
        with pytest.raises(MeasureError) as refused:
            measure(subject, codes, **given)
        assert said in refused.value.en
        assert refused.value.vi != refused.value.en


@pytest.mark.parametrize("convention", ["", "lunar", "1_to_31", "29_to_28", "15_to_15", "15_TO_14"])
def test_an_unknown_convention(convention: str) -> None:
    """A convention that there is not raises, with and without a breakdown by periods."""
    for by in ([], ["month"], ["channel"]):
        with pytest.raises(PeriodError, match="there is no convention"):
            measure(register(), ["reports"], by=by, convention=convention)


def test_a_question_is_one_value() -> None:
    """A question keeps the order of its dimensions, calls the unit by the name of its column, and knows its kind of period."""
    period = Period.year(2024)
    question = asked(iter(["reports"]), iter(["unit", "month"]), period, "calendar", {"unit": "x1"})

    assert (question.by, question.keys, question.kind) == (("org_unit", "month"), ("org_unit",), "month")
    assert (question.where, question.period) == ({"org_unit": ("x1",)}, period)


def test_a_measure_of_ones_own() -> None:
    """A measure that the embedder declares is asked for as itself."""
    own = next(each for each in MEASURES if each.code == "reports")

    assert measure(register(), [own]).rows == measure(register(), ["reports"]).rows


@pytest.mark.parametrize(
    ("where", "known"),
    [
        ({"network": "nowhere"}, "there is no network 'nowhere'; there are:"),
        ({"unit": "nowhere"}, "there is no org_unit 'nowhere'; there are:"),
        ({"channel": "zal"}, "there is no channel 'zal'; there are: written"),
    ],
)
def test_a_value_that_nothing_has(where: dict[str, str], known: str) -> None:
    """A slip in `where` is the caller's mistake; counted, it would give an exact zero that nobody meant."""
    with pytest.raises(MeasureError, match=known):
        measure(register(), ["reports"], where=where)


def test_an_open_list_takes_local_codes() -> None:
    """A list that is open may hold a province's own codes: no error, and nothing is counted."""
    found = measure(register(), ["item_topics"], where={"topic": "own_code"})

    assert found.polars["value"].to_list() == [0]


def test_one_name_and_a_period_as_text() -> None:
    """One measure, one dimension and a period's code may be given as they are."""
    found = measure(register(), "reports", by="year", period="2024")

    assert [row.keys["year"] for row in found.rows] == ["2024"]
    assert found.figure("reports", year=2024) == found.rows[0].figure
