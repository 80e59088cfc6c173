"""What is given to a method or an operator is taken, or refused in both languages, as the functions at the door refuse it."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import polars as pl
import pytest

import dlxh
from dlxh import Period, check
from dlxh.rules.language.rows import subject
from dlxh.words.bilingual import ArgumentError
from tests.sample import register

SAMPLE: Final = register()
FOUND: Final = check(SAMPLE)
LINES: Final = dlxh.allowances(dlxh.read("examples/gia-lai").register, "2024-06")
M: Final = subject("memberships")
ANSWER: Final = dlxh.measure(SAMPLE, "reports")
CHANGE: Final = dlxh.compare(SAMPLE, "reports", period="2024-07", against="2024-06")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: FOUND.valid(None), "takes a Register or Tables, not NoneType"),  # type: ignore[arg-type]
        (lambda: FOUND.quarantine("a"), "takes a Register or Tables, not str"),  # type: ignore[arg-type]
        (lambda: FOUND.valid(SAMPLE, closed="no"), "closed= takes True or False, not str"),  # type: ignore[arg-type]
        (lambda: FOUND.quarantine(SAMPLE, personal=None), "personal= takes True or False, not NoneType"),  # type: ignore[arg-type]
        (lambda: FOUND.regrade([1], None), "grades= takes Grade, not int"),  # type: ignore[list-item]
        (lambda: FOUND.regrade([], 3), "stage= takes text or None, not int"),  # type: ignore[arg-type]
        (lambda: FOUND.table("vi", limit="3"), "limit= takes a whole number or None, not str"),  # type: ignore[arg-type]
        (lambda: LINES.table("vi", limit="3"), "limit= takes a whole number or None, not str"),  # type: ignore[arg-type]
        (lambda: ANSWER.table("vi", limit="3"), "limit= takes a whole number or None, not str"),  # type: ignore[arg-type]
        (
            lambda: FOUND.to_text("en", limit=-1),
            "limit= takes a number from 0 upwards, or None for all, not -1",
        ),
        (lambda: CHANGE.table("en", limit=-1), "limit= takes a number from 0 upwards"),
        (lambda: LINES.table("vi", limit=True), "limit= takes a whole number or None, not bool"),
        (lambda: "2024-01-01" in Period.parse("2024"), "day= takes a day"),  # type: ignore[operator]
        (lambda: M.previous(by=M.collaborator, order=["id"]), "by= takes a list, not Value"),  # type: ignore[arg-type]
        (lambda: M.previous(by=[M.collaborator], order="id"), "order= takes a list, not str"),
        (lambda: dlxh.register.lineage(None, "as_is"), "takes a Register or Tables, not NoneType"),  # type: ignore[arg-type]
    ],
    ids=[
        *(
            "valid",
            "quarantine",
            "closed",
            "personal",
            "regrade_grades",
            "regrade_stage",
            "findings_limit",
            "lines_limit",
        ),
        *(
            "result_limit",
            "negative_limit",
            "negative_limit_of_change",
            "true_limit",
            "in_period",
            "previous_by",
            "previous_order",
            "lineage",
        ),
    ],
)
def test_a_method_refuses_what_does_not_fit(call: Callable[[], Any], said: str) -> None:
    """Nothing of what lies below shows."""
    with pytest.raises(ArgumentError, match=said):
        call()


def test_a_register_does_where_tables_do() -> None:
    """Both hold the same records."""
    tables = SAMPLE.tables
    assert FOUND.valid(SAMPLE).tables == FOUND.valid(tables).tables
    assert FOUND.quarantine(SAMPLE).keys() == FOUND.quarantine(tables).keys()
    assert dlxh.register.lineage(SAMPLE, "as_is").equals(dlxh.register.lineage(tables, "as_is"))


@pytest.mark.parametrize("given", [date(2024, 1, 1), None])
def test_what_a_period_is_set_against_is_refused_by_its_name(given: Any) -> None:  # noqa: ANN401 - what is tested
    """The argument is named, not `period`."""
    with pytest.raises(ArgumentError, match="against= does not take"):
        dlxh.compare(SAMPLE, "reports", period="2024-06", against=given)


@pytest.mark.parametrize("frame", [pl.DataFrame({"id": ["a"]}), {"id": ["a"]}])
def test_a_frame_is_refused_as_a_frame(frame: Any) -> None:  # noqa: ANN401 - what is tested
    """What was given is named, not what it holds; in a list it is what the list holds."""
    with pytest.raises(ArgumentError, match=f"not {type(frame).__name__}"):
        check(frame, within=SAMPLE)
    with pytest.raises(ArgumentError, match="not str"):
        check(["a"], within=SAMPLE)  # type: ignore[list-item]
