"""Bảng quy trình theo thời gian: which table of moves a network has on which day, as its regulations say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from dlxh.data.case_moves import MoveTable, MoveTableError, Status, moves
from dlxh.data.own_moves import Row, own_moves
from dlxh.words.days import OPEN_END


class NamedMoves(NamedTuple):
    """The content of one provision: by which table cases go from a first day to a last, both inclusive.

    Attributes:
        first: The first day.
        provision: Id of the provision.
        network: The network that it binds.
        last: The last day.
        name: The table that comes with the library.
        rows: How the network's own differs from it.
    """

    first: date
    provision: str
    network: str
    last: date
    name: str
    rows: tuple[Row, ...] = ()

    @property
    def table(self) -> MoveTable:
        """The table; raises MoveTableError with the id of the provision."""
        try:
            return _table(self.name, self.rows)
        except MoveTableError as error:
            raise MoveTableError(
                vi=f"điều khoản {self.provision}: {error.vi}", en=f"provision {self.provision}: {error.en}"
            ) from error

    @property
    def why_impossible(self) -> MoveTableError | None:
        """Why the rows make no table; None: they do."""
        try:
            _ = self.table
        except MoveTableError as error:
            return error
        return None


@lru_cache(maxsize=512)
def _table(name: str, rows: tuple[Row, ...]) -> MoveTable:
    return own_moves(moves(name), rows)


class MoveSpan(NamedTuple):
    """A table of moves with the first and the last day on which it holds."""

    first: date
    last: date
    table: MoveTable


@dataclass(frozen=True, slots=True)
class DatedMoves:
    """Các bảng quy trình của một mạng lưới: the tables by the days on which they hold.

    Where two hold on one day the one that begins later counts, which rule G106 reports; on a day for which none is
    named the standard table holds.

    >>> from datetime import date, timedelta
    >>> hotline = MoveSpan(date(2025, 7, 1), date(9999, 12, 31), moves("hotline_1022"))
    >>> dated = DatedMoves((hotline,))
    >>> dated.on(date(2025, 6, 30)).next_moves(None), dated.on(date(2025, 7, 1)).next_moves(None)
    (('drafted',), ('submitted',))
    """

    spans: tuple[MoveSpan, ...] = ()

    def on(self, day: date) -> MoveTable:
        """Return the table that holds on a day."""
        held = [span.table for span in self.spans if span.first <= day <= span.last]
        return held[-1] if held else moves()

    @property
    def in_turn(self) -> tuple[MoveSpan, ...]:
        """The same tables one after the other: on every day at most one, that of `on`."""
        begins = {span.first for span in self.spans}
        after = {span.last + timedelta(days=1) for span in self.spans if span.last < OPEN_END}
        cuts = sorted(begins | after)
        ends = [*(day - timedelta(days=1) for day in cuts[1:]), OPEN_END]
        return tuple(
            MoveSpan(first, last, self.on(first))
            for first, last in zip(cuts, ends[: len(cuts)], strict=True)
            if any(span.first <= first <= span.last for span in self.spans)
        )

    def status(self, key: str) -> Status:
        """Return a status, which means the same in every table that comes with the library; raises MoveTableError."""
        return moves().status(key)


def dated_moves(named: Iterable[NamedMoves]) -> DatedMoves:
    """Return the tables that provisions on one network name, in the order in which they begin; raises MoveTableError.

    >>> dated_moves([]).on(date(2025, 7, 1)) is moves()
    True
    """
    own = sorted(named, key=attrgetter("first", "provision"))
    return DatedMoves(tuple(MoveSpan(each.first, each.last, each.table) for each in own))
