"""What somebody entered lives no longer than what was read: no cache of the process keeps it."""

import gc
import json
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from typing import Any

import pytest

import dlxh
from tests.sample import AS_OF

ENTERED = "NGUYENVIDU0900000001"
NAMED = "Nguyễn Thị Ví Dụ 0900000001"
DEEP = 8
_HELD = ("_lru_list_elem", "_HashedSeq", "tuple", "list", "dict", "set", "frozenset")


def _caches() -> Iterator[Any]:
    """Yield each function of dlxh with a cache."""
    for name, module in [*sys.modules.items()]:
        if name.split(".")[0] == "dlxh":
            yield from (each for each in vars(module).values() if isinstance(each, _lru_cache_wrapper))


def _texts(held: object, depth: int, seen: set[int]) -> Iterator[str]:
    """Yield the texts that plain values hold."""
    if id(held) in seen or not depth:
        return
    seen.add(id(held))
    if isinstance(held, str):
        yield held
    elif isinstance(held, _lru_cache_wrapper) or type(held).__name__ in _HELD:
        for each in gc.get_referents(held):
            yield from _texts(each, depth - 1, seen)


def _kept() -> list[str]:
    """Return what caches hold of what the tests enter."""
    found = [(f.__name__, text) for f in _caches() for text in _texts(f, DEEP, set())]
    return sorted({name for name, text in found if ENTERED in text or NAMED in text})


@pytest.mark.parametrize("extra", ["refuse", "keep"])
def test_no_cache_keeps_what_was_entered(extra: Any) -> None:  # noqa: ANN401 - an option of `read`
    """A name or a telephone number as a code, a kind, a field or a name within a value is in no cache after its finding was made."""
    rows: dict[str, Any] = {
        "collaborators": [{"id": "c1", "network": "gl", NAMED: 1, ENTERED: 1, "name": {ENTERED: 1}}]
    }
    rows["activities"] = [{"id": "a1", "network": "gl", "detail_kind": NAMED, "detail": {"kind": ENTERED}}]
    rows["activities"] += [{"id": "a2", "network": "gl", "detail_kind": NAMED}]
    rows["units"] = [
        {"id": "u1", "network": "gl", "name": "Xã Ví Dụ", "kind": ENTERED, "place": {ENTERED: 1}}
    ]
    rows["reports"] = [
        {"id": "b1", "received_at": NAMED, "items": [{ENTERED: 1, "topics": [NAMED]}], "author": {NAMED: 1}}
    ]
    rows["cases"] = [{"id": "v1", "events": [{"kind": ENTERED, NAMED: 1}]}]
    findings = dlxh.read(rows, as_of=AS_OF, extra=extra).findings
    assert len({json.dumps(each.to_dict(), default=str) for each in findings}) > len(rows)
    document = {"as_of": AS_OF.isoformat(), NAMED: [], ENTERED: [1], "partial": {NAMED: True}}
    found = dlxh.read(json.dumps(document).encode())
    assert {each.code for each in found.findings} == {"unknown_table"}

    assert len({f.__name__ for f in _caches()} & {"_sentences_of_key", "_column_of", "_name_allowed"}) == 3
    assert _kept() == []
