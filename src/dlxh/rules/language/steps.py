"""Bước: what an executor does one after the other with the rows that may be at fault."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from dlxh.rules.language.nodes import Col, Each, Exists, Node, Previous, Ref, Total
from dlxh.rules.language.scope import sets_in

Keys: TypeAlias = tuple[Col, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep the rows that meet all conditions."""

    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Bind:
    """Join to each row each row that it refers to; a row that refers to nothing falls out."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Look:
    """Join to each row the one before it.

    Attributes:
        previous: Which that is.
        among: What both have to be left by; a row that is not falls out.
        needed: Whether a row that has none falls out anyway.
    """

    previous: Previous
    among: tuple["Step", ...]
    needed: bool

    @property
    def by_row(self) -> tuple[Node, ...]:
        """What of that which both have is read of a row alone, so that others can be looked up by it."""
        return tuple(value for value in self.previous.by if not any(True for _ in sets_in(value)))


@dataclass(frozen=True, slots=True)
class Members:
    """How the rows of a set are had.

    Attributes:
        each: The set.
        own: What is done with its rows alone.
        hints: What leaves fewer of them and changes no answer; worth it where many are looked at.
        mixed: What is done with its rows joined to those around it.
        keep: The columns that identify the rows around it where it is joined to them.
        is_joined: Whether a condition on its rows also reads those around it, so that each pair is evaluated.
    """

    each: Each
    own: tuple["Step", ...]
    hints: tuple["Meet", ...]
    mixed: tuple["Step", ...]
    keep: Keys
    is_joined: bool


@dataclass(frozen=True, slots=True)
class Meet:
    """Keep the rows whose set has more than some rows, or has not.

    Attributes:
        members: The set.
        negated: Whether the others are kept.
        over: How many rows are not enough.
    """

    members: Members
    negated: bool
    over: int = 0


@dataclass(frozen=True, slots=True)
class Compute:
    """Add to each row the total of its set."""

    value: Exists | Total
    members: Members


@dataclass(frozen=True, slots=True)
class Pair:
    """Join to each row each row of its set; a row with an empty set falls out."""

    members: Members


Step: TypeAlias = Filter | Bind | Look | Meet | Compute | Pair


def all_members(steps: Iterable[Step]) -> list[Members]:
    """Return all sets that steps look at, those of sets included."""
    found: list[Members] = []
    for step in steps:
        if isinstance(step, Meet | Compute | Pair):
            inside = (*step.members.own, *step.members.hints, *step.members.mixed)
            found += [step.members, *all_members(inside)]
        elif isinstance(step, Look):
            found += all_members(step.among)
    return found
