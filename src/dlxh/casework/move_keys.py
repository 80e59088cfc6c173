"""Khóa của bước: which move an event of a table of events is, where several tables of moves hold at once.

A key is the kind of the event, and behind it, where the table of its network and day is not the first one, the number of
that table. So what a move leads to is looked up by one column, whatever table it is in, and where all go by one
table the column is the kind itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from dlxh.data.case_moves import Move, MoveTable, kinds_where, moves
from dlxh.data.dated_moves import NamedMoves, dated_moves
from dlxh.models.moves_of import moves_named, no_moves
from dlxh.models.regulation import Regulation
from dlxh.register.register import Register
from dlxh.register.tables import Tables
from dlxh.words.days import OPEN_END

_PROVISIONS, _OWN = "regulation_provisions", "regulation_moves"


@dataclass(frozen=True, slots=True)
class _Rule:
    """By which table the events of some networks go from a day to a day."""

    first: date
    last: date
    networks: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class MoveKeys:
    """The tables of moves behind a table of events, the standard one first, and which networks use another one when.

    >>> MoveKeys.of(moves()).where(ends=True)
    ('closed', 'merged', 'routed_out')
    """

    tables: tuple[MoveTable, ...]
    rules: tuple[_Rule, ...] = ()

    @classmethod
    def of(cls, table: MoveTable) -> "MoveKeys":
        """Return the keys where all events go by one table."""
        return cls((table,))

    @classmethod
    def of_named(cls, named: Iterable[NamedMoves]) -> "MoveKeys":
        """Return the keys where networks name their tables; raises MoveTableError."""
        own: dict[str, list[NamedMoves]] = {}
        for each in named:
            own.setdefault(each.network, []).append(each)
        if not own:
            return cls.of(moves())
        numbers = {moves(): 0}
        groups: dict[tuple[date, date, int], list[str]] = {}
        for network, several in own.items():
            for span in dated_moves(several).in_turn:
                number = numbers.setdefault(span.table, len(numbers))
                if number:
                    groups.setdefault((span.first, span.last, number), []).append(network)
        rules = (_Rule(first, last, tuple(who), number) for (first, last, number), who in groups.items())
        return cls(tuple(numbers), tuple(rules))

    def key(self) -> nw.Expr:
        """Return the key of an event, from its columns kind, network and day."""
        found = kind = nw.col("kind")
        for rule in self.rules:
            own = nw.concat_str([kind, nw.lit(f"@{rule.number}")])
            bound = nw.col("network").is_in(list(rule.networks))
            found = (
                nw.when(bound & nw.col("day").is_between(rule.first, rule.last)).then(own).otherwise(found)
            )
        return found

    def moves(self) -> Iterator[tuple[str, MoveTable, Move]]:
        """Yield every move with its key and its table."""
        for number, table in enumerate(self.tables):
            for move in table.moves:
                yield _key(move.kind, number), table, move

    def where(self, **parts: object) -> tuple[str, ...]:
        """Return the keys of the moves whose parts have these values."""
        return tuple(
            _key(kind, number)
            for number, table in enumerate(self.tables)
            for kind in kinds_where(table, **parts)
        )

    @property
    def open_statuses(self) -> tuple[str, ...]:
        """The statuses in which work is left."""
        return tuple(dict.fromkeys(key for table in self.tables for key in table.open_statuses))


def _key(kind: str, number: int) -> str:
    return kind if number == 0 else f"{kind}@{number}"


def keys_of(tables: Tables) -> MoveKeys:
    """Return the keys of the events of tables: by the tables of moves that their regulations name.

    A provision whose rows make no table is passed over; a rule reports it.

    >>> from datetime import date
    >>> keys_of(Tables({}, as_of=date(2025, 7, 1))).tables == (moves(),)
    True
    """
    found: MoveKeys = tables.once(
        "move_keys",
        lambda: MoveKeys.of_named(each for each in named_moves_of(tables) if each.why_impossible is None),
    )
    return found


def keys_given(tables: Tables, given: Iterable[Regulation]) -> MoveKeys:
    """Return the keys of the events of tables where regulations take the place of the recorded ones of their networks.

    Raises:
        MoveTableError: the rows of a provision that was given make no table.

    >>> from datetime import date
    >>> keys_given(Tables({}, as_of=date(2025, 7, 1)), []).tables == (moves(),)
    True
    """
    mine = tuple(given)
    bound = {regulation.network for regulation in mine}
    others = [
        each for each in named_moves_of(tables) if each.network not in bound and each.why_impossible is None
    ]
    return MoveKeys.of_named((*moves_named(mine), *others))


def keys_for(tables: Tables, table: MoveTable | Register | MoveKeys | None) -> MoveKeys:
    """Return the keys by a table, by what the regulations of a register name, or by those of the tables themselves.

    Raises:
        MoveTableError: what was passed is neither a table nor a register, nor keys.

    >>> from datetime import date
    >>> keys_for(Tables({}, as_of=date(2025, 7, 1)), moves("hotline_1022")).tables == (moves("hotline_1022"),)
    True
    """
    if table is None or isinstance(table, Register):
        return keys_of(tables if table is None else table.tables)
    if isinstance(table, MoveKeys):
        return table
    if not isinstance(table, MoveTable):
        raise no_moves(table)
    return MoveKeys.of(table)


def named_moves_of(tables: Tables) -> tuple[NamedMoves, ...]:
    """Return what the provisions of regulations in tables say on moves; they are read once."""
    found: tuple[NamedMoves, ...] = tables.once("named_moves", lambda: tuple(_find_named(tables)))
    return found


def _find_named(tables: Tables) -> Iterator[NamedMoves]:
    if _PROVISIONS not in tables:
        return
    names = ("id", "regulation", "network", "valid_from", "valid_to", "duty_table")
    chosen_rows = tables[_PROVISIONS].filter(nw.col("duty_kind") == "moves").select(*names)
    provisions = _rows(chosen_rows.filter(_is_there("id", "network", "valid_from", "duty_table")))
    if not provisions:
        return
    chosen = [row["id"] for row in provisions]
    days = _regulation_days(tables, [row["regulation"] for row in provisions])
    own: dict[str, list[tuple[int, tuple[str, str, str | None]]]] = {}
    if _OWN in tables:
        parts = tables[_OWN].filter(nw.col("regulation_provision").is_in(chosen))
        for row in _rows(parts.filter(_is_there("position", "kind", "part"))):
            part = (row["position"], (row["kind"], row["part"], row["value"]))
            own.setdefault(row["regulation_provision"], []).append(part)
    for row in provisions:
        first, last = days.get(row["regulation"], (row["valid_from"], OPEN_END))
        yield NamedMoves(
            max(first, row["valid_from"]),
            row["id"],
            row["network"],
            min(last, row["valid_to"] or OPEN_END),
            row["duty_table"],
            tuple(part for _, part in sorted(own.get(row["id"], ()), key=lambda part: part[0])),
        )


def _regulation_days(tables: Tables, chosen: list[str]) -> dict[str, tuple[date, date]]:
    if "regulations" not in tables:
        return {}
    rows = _rows(
        tables["regulations"]
        .filter(nw.col("id").is_in(chosen), _is_there("valid_from"))
        .select("id", "valid_from", "valid_to")
    )
    return {row["id"]: (row["valid_from"], row["valid_to"] or OPEN_END) for row in rows}


def _is_there(*names: str) -> nw.Expr:
    """Return which rows have what their model asks for; the others are findings already, and say nothing of moves."""
    return ~nw.any_horizontal(*(nw.col(name).is_null() for name in names), ignore_nulls=False)


def _rows(frame: nw.LazyFrame[Any]) -> list[Mapping[str, Any]]:
    return list(frame.collect("polars").iter_rows(named=True))
