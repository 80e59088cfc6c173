"""Tên trong cơ sở dữ liệu: what tables, keys and checks are called there, within what a database allows."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

_LONGEST: Final = 63
"""Bytes of a name in PostgreSQL, which cuts what is longer without a word."""
_HASH: Final = 6
FACTS: Final = "register_facts"
"""The table that holds what is known of the rows as a whole."""


def name_constraint(kind: str, *parts: str) -> str:
    """Return the name of a key, an index or a check; one that is too long is cut, and ends in a hash of the whole.

    >>> name_constraint("ck", "reports", "end_after_start")
    'ck_reports_end_after_start'
    >>> name_constraint("fk", "a" * 40, "b" * 40)[-9:], len(name_constraint("fk", "a" * 40, "b" * 40))
    ('bb_d3b563', 63)
    """
    whole = "_".join((kind, *parts))
    if len(whole) <= _LONGEST:
        return whole
    return f"{whole[: _LONGEST - _HASH - 1]}_{hash_texts([whole])}"


def hash_texts(texts: Iterable[str]) -> str:
    """Return a short mark of some texts, whatever their order.

    >>> hash_texts(["email", "phone"]) == hash_texts(["phone", "email"])
    True
    """
    return sha256("\n".join(sorted(texts)).encode()).hexdigest()[:_HASH]
