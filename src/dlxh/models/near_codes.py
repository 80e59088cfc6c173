"""Mã gần giống: the code that somebody may have meant who wrote the label of one, or nearly so."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final, get_args

from pydantic import BaseModel

from dlxh.data.refusals import MADE_ONCE
from dlxh.models.code_fields import code_list_of, field_at
from dlxh.words.bilingual import Lang, with_name
from dlxh.words.disclosure import Disclosure
from dlxh.words.record import disclosure_of
from dlxh.words.text import fold

_REFUSALS: Final = frozenset({"enum", "literal_error", "string_pattern_mismatch"})
"""How pydantic refuses what is not a code."""
_LONGEST: Final = 80
"""No label is longer, and what is compared with all of them should not be."""
_LIKENESS: Final = 0.85


def with_near_code(
    context: Mapping[str, Any], kind: str, model: type[BaseModel], place: Sequence[int | str], value: object
) -> Mapping[str, Any]:
    """Return the context of a refusal with the code whose label somebody wrote, where it is nearly one.

    Only what lists of codes hold is added, never what was written; nothing of a field that not everybody may see.

    Args:
        context: What fills the sentence.
        kind: The type of the refusal.
        model: The model that refused.
        place: Where, as pydantic gives it.
        value: What was written there.

    >>> from dlxh.models.report import Report
    >>> kind, place = "string_pattern_mismatch", ("items", 0, "topics", 0)
    >>> with_near_code({}, kind, Report, place, "NUOC SINH HOAT")["perhaps"]["vi"]
    'water_supply (nước sinh hoạt)'
    >>> with_near_code({}, kind, Report, place, "Nguyễn Thị Ví Dụ")
    {}
    """
    if kind not in _REFUSALS or not isinstance(value, str) or len(value) > _LONGEST:
        return context
    found = field_at(model, place)
    if found is None or disclosure_of(*found) >= Disclosure.RESTRICTED:
        return context
    known = _keys_by_label(*found)
    near = get_close_matches(fold(value.replace("_", " ")), known, 1, _LIKENESS)
    codes = code_list_of(*found)
    if codes is None or not near:
        return context
    key = known[near[0]]
    return {
        **context,
        "perhaps": {lang: with_name(key, codes.label(key, lang)) for lang in get_args(Lang)},
    }


@lru_cache(maxsize=MADE_ONCE)
def _keys_by_label(model: type[BaseModel], field: str) -> Mapping[str, str]:
    """Return the codes of a field by what they are called, as it is compared."""
    codes = code_list_of(model, field)
    if codes is None:
        return {}
    keys: tuple[str, ...] = codes.keys()
    labels = {fold(codes.label(key, lang)): key for lang in get_args(Lang) for key in keys}
    return {key.replace("_", " "): key for key in keys} | labels
