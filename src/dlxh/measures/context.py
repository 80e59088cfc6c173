"""Điều đã biết: what measures count from; `dlxh.verbs.context` works each part out on first use."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

import polars as pl

from dlxh.casework.state_frames import StateFrames
from dlxh.ledger.ledger import Ledger
from dlxh.ledger.senders import Senders
from dlxh.models.regulation import Regulation
from dlxh.register.tables import Tables
from dlxh.register.units_by_day import AboveByDay
from dlxh.register.units_over_time import UnitMap, Units
from dlxh.words.periods import Period

if TYPE_CHECKING:
    from dlxh.rules.findings import CheckFindings


class Context(Protocol):
    """Ngữ cảnh: what measures count from in one call."""

    @property
    def tables(self) -> Tables:
        """The records."""
        ...

    @property
    def period(self) -> Period | None:
        """The days of the question; None: all."""
        ...

    @property
    def as_of(self) -> date:
        """The day up to which is known."""
        ...

    @property
    def ledger(self) -> Ledger | None:
        """The ledger of these days; None: no table says what was owed, or what came."""
        ...

    @property
    def regulations(self) -> list[Regulation]:
        """The regulations that bind."""
        ...

    @property
    def senders(self) -> Senders:
        """Which organisation sent each person on which days."""
        ...

    @property
    def lives(self) -> "pl.DataFrame":
        """First and last day of each unit."""
        ...

    @property
    def cases(self) -> StateFrames:
        """The state of the cases at the end of the day of the records."""
        ...

    @property
    def findings(self) -> "CheckFindings":
        """What the rules find in the records."""
        ...

    def on_map(self, units: Units, levels: Sequence[str]) -> UnitMap:
        """Return where units are on a map, and what is above them there."""
        ...

    def above_by_day(self, levels: Sequence[str]) -> "AboveByDay":
        """Return what is above units on days on which it had another name than recorded."""
        ...

    def at(self, period: Period) -> "Context":
        """Return what is known of other days; what does not hang on days is worked out once for both."""
        ...
