"""Bước nâng phiên bản: what changed in the tables from one version of the stored form to the next, as data.

A step acts on one row, whether it is flat or inside a nested record; what was stored is never rewritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias

from dlxh.data.facts import read_facts
from dlxh.words.record import SCHEMA_VERSION

Codes: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""By old code the new one: none where it is empty, and not decided where there are several."""
_NONE: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Step:
    """Bước nâng: what changed in the rows of one table, on the way to one version.

    Attributes:
        to: The version that the rows have afterwards.
        table: The table of the rows.
        path: The field of the row that holds what changes; empty: the row itself.
        when: Only where these fields of it hold these values.
        rename: New name by old name, with points where it is inside another field.
        drop: Fields that are gone.
        add: Values of fields that were not there.
        codes: By field new codes by old ones.
        is_new: Whether the version before did not have the table.

    >>> next(step.rename for step in upgrade_steps() if step.table == "events")
    {'within': 'allowed'}
    """

    to: int
    table: str
    path: tuple[str, ...] = ()
    when: Mapping[str, Any] = field(default_factory=dict, hash=False)
    rename: Mapping[str, str] = field(default_factory=dict, hash=False)
    drop: tuple[str, ...] = ()
    add: Mapping[str, Any] = field(default_factory=dict, hash=False)
    codes: Mapping[str, Codes] = field(default_factory=dict, hash=False)
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Lần nâng: what a step changed in the rows of one table that were read.

    Attributes:
        table: The table of the rows.
        version: The version in which they were stored.
        change: The field that changed, such as `within -> allowed`.
        count: In how many rows it did.

    >>> Upgrade("events", 1, "within -> allowed", 109).count
    109
    """

    table: str
    version: int
    change: str
    count: int


def name_inside(step: Step, inner: str) -> str:
    """Return the name of a field with the path to it, as people read it.

    >>> name_inside(upgrade_steps()[1], "asked")
    'detail.asked'
    """
    return ".".join((*step.path, inner))


@cache
def upgrade_steps() -> tuple[Step, ...]:
    """Return the changes between versions of the stored form, in the order in which they are applied.

    >>> {step.to for step in upgrade_steps()}
    {2}
    """
    return tuple(sorted(map(_step, read_facts("upgrades.toml")["steps"]), key=lambda step: step.to))


def _step(entry: Mapping[str, Any]) -> Step:
    codes = {
        name: {old: tuple(new) if isinstance(new, list) else new for old, new in each.items()}
        for name, each in entry.get("codes", _NONE).items()
    }
    return Step(
        entry["to"],
        entry["table"],
        tuple(filter(None, entry.get("path", "").split("."))),
        entry.get("when", _NONE),
        entry.get("rename", _NONE),
        tuple(entry.get("drop", ())),
        entry.get("add", _NONE),
        codes,
        entry.get("new", False),
    )


def steps_from(version: int, table: str) -> tuple[Step, ...]:
    """Return the steps that rows of a table go through which are stored in a version.

    >>> len(steps_from(1, "events")), len(steps_from(2, "events"))
    (1, 0)
    """
    if version >= SCHEMA_VERSION:
        return ()
    return tuple(step for step in upgrade_steps() if step.to > version and step.table == table)


def new_tables(version: int) -> frozenset[str]:
    """Return the tables that a version did not have.

    >>> sorted(new_tables(1))[:2], new_tables(2)
    (['persons', 'regulation_moves'], frozenset())
    """
    return frozenset(step.table for step in upgrade_steps() if step.is_new and step.to > version)
