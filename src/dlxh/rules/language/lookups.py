"""Tra cứu: what single rows are judged with: the day, and where other rows are found."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol, TypeAlias

from dlxh.register.plain_rows import PlainRow
from dlxh.rules.language.nodes import Node

Lookup: TypeAlias = tuple[str, tuple[Node, ...]]
"""A table, and by which values of its rows they are looked up."""
FindRows: TypeAlias = Callable[[tuple[Any, ...]], Sequence[PlainRow]]
"""What finds rows by some values, none of them null."""


class Found(Protocol):
    """Where rows are found."""

    @property
    def as_of(self) -> date:
        """The as-of day of the records."""
        ...

    def look_by(self, lookup: Lookup) -> FindRows:
        """Return what finds the rows of a table that have some values."""
        ...
