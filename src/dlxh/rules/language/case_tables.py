"""Bảng của vụ việc: the tables that cases come to, what they are worked out from, and on which columns of events they rest."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from dlxh.register.columns import Column, Kind
from dlxh.register.schema import Table

_FOLDED_FROM: Final = ("cases", "contents", "events", "event_contents")
WORKED_OUT_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "case_steps": ("events",),
    "case_statuses": _FOLDED_FROM,
    "content_findings": ("contents", "events", "event_contents"),
    "findings_due": _FOLDED_FROM,
}
"""The tables of records from which each is worked out."""
_TIME: Final = ("case", "at", "sequence", "position")
_MOVE: Final = ("kind", "network", "day")
_FOLD: Final = (*_TIME, *_MOVE, "by", "to", "task", "finding")
_STEPS: Final[Mapping[str, tuple[Kind, tuple[str, ...]]]] = {
    "case": (Kind.TEXT, ("case",)),
    "n": (Kind.INTEGER, _TIME),
    "position": (Kind.INTEGER, ("position",)),
    "kind": (Kind.TEXT, ("kind",)),
    "sequence": (Kind.INTEGER, ("sequence",)),
    "by": (Kind.TEXT, ("by",)),
    "sequence_before": (Kind.INTEGER, _TIME),
    "era": (Kind.INTEGER, (*_TIME, *_MOVE)),
    "role": (Kind.TEXT, _MOVE),
    "checks": (Kind.TEXT, _MOVE),
    "caused": (Kind.BOOLEAN, (*_TIME, *_MOVE)),
    "hand": (Kind.TEXT, ("by", "actor")),
    "apart_from": (Kind.TEXT, (*_TIME, *_MOVE, "by", "actor")),
}
"""The columns of `case_steps`, each with the columns of an event on which it rests."""
_STATUSES: Final = {
    **dict.fromkeys(("case", "before", "status", "holder"), Kind.TEXT),
    **dict.fromkeys(("n", "position"), Kind.INTEGER),
    **dict.fromkeys(("is_allowed", "is_last"), Kind.BOOLEAN),
}


@cache
def case_tables() -> dict[str, Table]:
    """Return the tables that cases come to.

    >>> case_tables()["case_steps"].key
    ('case', 'n')
    """
    text = {"case": Kind.TEXT, "content": Kind.TEXT}
    steps = {name: kind for name, (kind, _) in _STEPS.items()}
    made = (
        declare_table("case_steps", ("case", "n"), steps, case="cases"),
        declare_table("case_statuses", ("case", "n"), _STATUSES, case="cases"),
        declare_table(
            "content_findings", ("case", "content"), {**text, "finding": Kind.TEXT}, content="contents"
        ),
        declare_table("findings_due", ("case", "content"), text, content="contents"),
    )
    return {table.name: table for table in made}


def declare_table(name: str, key: tuple[str, ...], columns: Mapping[str, Kind], **references: str) -> Table:
    """Return a table besides those of records, from its columns and what they refer to."""
    made = (
        Column(each, kind, nullable=each not in key, references=references.get(each))
        for each, kind in columns.items()
    )
    return Table(name, None, None, None, key, tuple(made))


def columns_of_events(read: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return on which columns of an event rests what is read of these tables, by table and column.

    >>> sorted(columns_of_events({"case_steps": ["role"]}))
    ['day', 'kind', 'network']
    """
    found: set[str] = set()
    for table, names in read.items():
        if table == "case_steps":
            found.update(column for name in names for column in _STEPS[name][1])
        elif table in WORKED_OUT_FROM:
            found.update(_FOLD)
    return frozenset(found)
