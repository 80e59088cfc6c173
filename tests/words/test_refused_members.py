"""A list is not too short because members of it were refused: one fault is found once."""

from typing import Any

import pytest
from pydantic import ValidationError

from dlxh.models.report import Report
from dlxh.words.refused_members import without_consequences

REPORT = {
    "id": "b1",
    "network": "gl",
    "author": "c1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}


def few(*place: int | str, given: int, least: int) -> dict[str, Any]:
    """Return what pydantic says of a list that is too short."""
    return {"type": "too_short", "loc": place, "ctx": {"actual_length": given, "min_length": least}}


def fault(*place: int | str) -> dict[str, Any]:
    """Return what pydantic says of a value."""
    return {"type": "string_type", "loc": place}


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([fault("a", 0), few("a", given=0, least=1)], [0]),
        ([fault("a", 0, "x"), fault("a", 0, "y"), few("a", given=0, least=1)], [0, 1]),
        ([fault("a", 0), few("a", given=0, least=2)], [0, 1]),
        ([fault("a", 0), few("a", given=1, least=2)], [0]),
        ([fault("b", 0), few("a", given=0, least=1)], [0, 1]),
        ([few("a", 0, "x", given=0, least=1), few("a", given=0, least=1)], [0]),
        ([few("a", given=0, least=1)], [0]),
        ([{"type": "too_short", "loc": ["a"]}, fault("a", 0)], [1]),
        (
            [
                {"type": "too_short", "loc": ["a"], "ctx": {"min_length": 1, "actual_length": None}},
                fault("a", 0),
            ],
            [1],
        ),
        ([], []),
    ],
)
def test_what_follows_is_left_out(lines: list[dict[str, Any]], kept: list[int]) -> None:
    """Too few is said where too few were given, and not where the refused members would be enough."""
    assert without_consequences(lines) == [lines[place] for place in kept]


@pytest.mark.parametrize(
    ("topics", "codes"), [(["Đất đai"], ["string_pattern_mismatch"]), ([], ["too_short"])]
)
def test_of_a_model(topics: list[str], codes: list[str]) -> None:
    """A model refuses one wrong topic with one error, and none at all with another."""
    item = {"id": "n1", "scope": "local", "summary": "…", "topics": topics}
    with pytest.raises(ValidationError) as caught:
        Report.model_validate({**REPORT, "items": [item]})

    assert [line["type"] for line in caught.value.errors()] == codes
