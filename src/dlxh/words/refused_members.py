"""Phần tử bị từ chối: what pydantic says of a list because it took a refused member out of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

Line = TypeVar("Line", bound=Mapping[str, Any])

_TOO_FEW: Final = "too_short"


def without_consequences(lines: Iterable[Line]) -> list[Line]:
    """Return lines of `ValidationError.errors()` without those that only follow from others.

    A list whose members were refused is too short for pydantic, though enough were given.

    >>> fault = {"type": "string_type", "loc": ("topics", 0)}
    >>> few = {"type": "too_short", "loc": ("topics",), "ctx": {"min_length": 1, "actual_length": 0}}
    >>> [line["type"] for line in without_consequences([fault, few])]
    ['string_type']
    >>> [line["type"] for line in without_consequences([few])]
    ['too_short']
    """
    found = list(lines)
    if all(line["type"] != _TOO_FEW for line in found):
        return found
    places = [tuple(line["loc"]) for line in found]
    return [line for line in found if not _follows(line, places)]


def _follows(line: Mapping[str, Any], places: Sequence[tuple[int | str, ...]]) -> bool:
    if line["type"] != _TOO_FEW:
        return False
    place, context = tuple(line["loc"]), line.get("ctx") or {}
    refused = {
        other[len(place)] for other in places if len(other) > len(place) and other[: len(place)] == place
    }
    given = len(refused) + (context.get("actual_length") or 0)
    return bool(refused) and given >= context.get("min_length", 0)
