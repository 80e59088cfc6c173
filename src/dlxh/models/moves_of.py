"""Bảng quy trình của một vụ việc: the one that was given, or those that regulations name for its network."""

from collections.abc import Iterable
from typing import Protocol, TypeAlias

from dlxh.data.case_moves import MoveTable, MoveTableError, moves
from dlxh.data.dated_moves import DatedMoves, NamedMoves, dated_moves
from dlxh.models.own_moves import CaseMoves
from dlxh.models.regulation import Regulation, in_force


class HoldsRegulations(Protocol):
    """What has regulations, such as a register."""

    @property
    def regulations(self) -> tuple[Regulation, ...]:
        """The regulations."""
        ...


MovesFrom: TypeAlias = "MoveTable | DatedMoves | HoldsRegulations | None"
"""Where the table of moves is taken from; None: the one that comes with the library."""


def moves_of(network: str, within: MovesFrom) -> MoveTable | DatedMoves:
    """Return by which tables a case of a network is judged.

    Args:
        network: The network of the case.
        within: The register of the case, whose regulations name a table for each day, or a table; None: the standard table.

    Raises:
        MoveTableError: a provision whose rows make no table, or what is neither a table nor a register.

    >>> moves_of("gl", None) is moves()
    True
    """
    if within is None:
        return moves()
    if isinstance(within, MoveTable | DatedMoves):
        return within
    regulations = getattr(within, "regulations", None)
    if regulations is None:
        raise no_moves(within)
    return dated_moves(each for each in moves_named(regulations) if each.network == network)


def no_moves(given: object) -> MoveTableError:
    """Return the error of a table of moves that is none."""
    kind = type(given).__name__
    return MoveTableError(
        vi=f"không lấy được bảng quy trình từ {kind}; truyền một bảng quy trình (dlxh.casework.moves(...)) hoặc sổ có quy chế (dlxh.Register)",
        en=f"no table of moves can be taken from {kind}; pass a table of moves (dlxh.casework.moves(...)) or a register with its regulations (dlxh.Register)",
    )


def moves_named(regulations: Iterable[Regulation]) -> list[NamedMoves]:
    """Return what the provisions of regulations say on moves.

    >>> moves_named([])
    []
    """
    return [
        NamedMoves(first, provision.id, regulation.network, last, provision.duty.table.value, rows)
        for regulation in regulations
        for provision in regulation.provisions
        if isinstance(provision.duty, CaseMoves)
        for first, last in [in_force(regulation, provision)]
        for rows in [tuple((row.kind.value, row.part.value, row.value) for row in provision.moves)]
    ]
