"""Lời khai của một chỉ tiêu: the code, the names and the definitions that every declaration begins with."""

from typing import Any, TypeAlias

InTwo: TypeAlias = tuple[str, str]
"""The same in Vietnamese and in English."""


def declare(code: str, names: InTwo, definitions: InTwo, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Return the fields of a declaration.

    >>> declare("visits", ("lượt thăm", "visits"), ("Số lượt.", "All visits."))["definition_en"]
    'All visits.'
    """
    vi, en = names
    return {
        "code": code,
        "vi": vi,
        "en": en,
        "definition_vi": definitions[0],
        "definition_en": definitions[1],
        **more,
    }
