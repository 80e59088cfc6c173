"""A101 to A106: figures that contradict each other, as far as they are known."""

import pytest

import dlxh
from dlxh import Figure, Register
from dlxh.models import Activity, Survey
from tests.engines import Engine
from tests.sample import AS_OF

CASES = [
    (Figure(180, "form_issued"), Figure(181, "form_returned"), True),
    (Figure(180, "form_issued"), Figure(180, "form_returned"), False),
    (Figure(180, "form_issued"), Figure(181, "form_returned", "at_least"), True),
    (Figure(180, "form_issued"), Figure(181, "form_returned", "about"), False),
    (Figure(180, "form_issued", "about"), Figure(181, "form_returned"), False),
    (Figure(180, "form_issued", "at_least"), Figure(181, "form_returned"), False),
    (Figure(180, "form_issued", "at_most"), Figure(181, "form_returned"), True),
    (Figure(180, "form_issued", "at_most"), Figure(180, "form_returned"), False),
    (Figure(180, "form_issued", "below"), Figure(180, "form_returned"), True),
    (Figure(180, "form_issued", "below"), Figure(179, "form_returned"), False),
    (Figure(180, "form_issued"), Figure(180, "form_returned", "more_than"), True),
    (Figure(180, "form_issued"), Figure(179, "form_returned", "more_than"), False),
    (Figure(180, "form_issued", "at_most"), Figure(181, "form_returned", "at_least"), True),
    (Figure(180, "form_issued"), Figure(181, "form_returned", "at_most"), False),
    (Figure(180, "form_issued"), Figure(181, "form_returned", "below"), False),
    (Figure.unknown("form_issued"), Figure(181, "form_returned"), False),
    (None, Figure(181, "form_returned"), False),
]


@pytest.mark.parametrize(("issued", "returned", "wrong"), CASES)
def test_more_than_the_whole(
    on_engine: Engine, issued: Figure | None, returned: Figure, *, wrong: bool
) -> None:
    """A part is more than its whole only where both are known well enough; "about" and "unknown" accuse nobody."""
    survey = Survey(forms_issued=issued, forms_returned=returned)
    days = {"start": "2024-01-02", "end": "2024-01-02"}
    given = {"id": "a", "network": "gl", "title": "Điều tra", "detail": survey}
    record = Activity.model_validate({**given, **days})
    findings = dlxh.check(on_engine(Register([record], as_of=AS_OF)), only=["A"])

    assert findings.counts() == ({"A103": 1} if wrong else {})
