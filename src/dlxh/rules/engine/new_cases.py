"""Vụ việc mới: what new cases come to, as rows that rules read, by the tables of moves of their networks."""

from collections.abc import Iterable, Sequence
from typing import Any

from dlxh.casework.case_rows import case_rows
from dlxh.casework.move_keys import named_moves_of
from dlxh.data.dated_moves import DatedMoves, NamedMoves, dated_moves
from dlxh.models.case import VerificationCase
from dlxh.models.moves_of import moves_named
from dlxh.models.regulation import Regulation
from dlxh.register.tables import Tables
from dlxh.words.record import Record


def rows_of_cases(records: Sequence[Record], tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Return what the cases among new records come to, by table; nothing where there are none.

    Args:
        records: The new records; regulations among them name tables of moves too.
        tables: The tables that they would join.

    >>> from datetime import date
    >>> rows_of_cases([], Tables({}, as_of=date(2026, 6, 30)))
    {}
    """
    cases = [record for record in records if isinstance(record, VerificationCase)]
    if not cases:
        return {}
    made = moves_named(record for record in records if isinstance(record, Regulation))
    named = {each.provision: each for each in (*named_moves_of(tables), *made)}
    tables_of = {network: _moves_of(network, named.values()) for network in {case.network for case in cases}}
    found: dict[str, list[dict[str, Any]]] = {}
    for case in cases:
        for name, rows in case_rows(case, tables_of[case.network])._asdict().items():
            found.setdefault(name, []).extend(rows)
    return found


def _moves_of(network: str, named: Iterable[NamedMoves]) -> DatedMoves:
    """Return the tables of moves of a network; a provision whose rows make no table is passed over: a rule reports it."""
    return dated_moves(each for each in named if each.network == network and each.why_impossible is None)
