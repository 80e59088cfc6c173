"""What is given wrong: an example of each sentence, besides the walk over all arguments in test_refusals.py."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import dlxh
from dlxh import Error, Period, Register, Report
from dlxh.models.json_schema import schema_of
from dlxh.testing import broken, province_tables
from dlxh.words.arguments import period_of
from dlxh.words.bilingual import in_language
from dlxh.words.given import need, need_text, several
from dlxh.words.record import disclosure_of
from tests.sample import AS_OF, membership

EMPTY = Register(as_of=AS_OF)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: in_language(3, vi="a", en="b"), "use 'vi' or 'en'"),  # type: ignore[arg-type]
        (lambda: need(int, year="2024"), "year= takes a whole number, not str"),
        (lambda: need_text(text=3), "text="),
        (lambda: dlxh.data.label("app", "vi"), "member= takes a member of an enumeration"),  # type: ignore[arg-type]
        (lambda: several("empty", "reports"), "takes a list, not str"),
        (lambda: several("empty", [3], str), "empty="),
        (lambda: schema_of(int), "schema_of takes"),  # type: ignore[type-var]
        (lambda: disclosure_of(Report, "nothing"), "the name of a field"),
        (lambda: dlxh.casework.move_table({}), "missing or wrong: 'moves'"),
        (lambda: dlxh.compare(EMPTY, "reports", period="2024", against="never"), "against"),
        (
            lambda: broken(province_tables(collaborators=4, years=2), "ZZ99"),
            "there is no change for the rule",
        ),
    ],
)
def test_what_is_given_wrong_is_said(call: Callable[[], Any], says: str) -> None:
    """Each is an error of dlxh with the argument or what is allowed, in both languages."""
    with pytest.raises(Error) as refused:
        call()
    assert says in refused.value.en
    assert refused.value.vi != refused.value.en


def test_a_period_is_taken_as_it_is() -> None:
    """A period, its name and its two days are one thing."""
    whole = Period.parse("2024-07")
    given: list[Any] = [whole, "2024-07", (date(2024, 7, 1), date(2024, 7, 31))]
    assert [period_of(each).days for each in given] == [whole.days] * 3


def test_of_a_new_record_the_text_says_where_to_look() -> None:
    """Rules on what is worked out are not run on a new record: the text says to check the whole register."""
    within = Register(as_of=AS_OF, empty=("memberships", "reports", "units"))
    found = dlxh.check(membership("m1", "2023-01-01"), within=within)
    assert "check the whole register" in found.to_text("en")
