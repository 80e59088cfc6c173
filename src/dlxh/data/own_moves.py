"""Quy trình riêng: a table of moves as a network's own, from rows that say how it differs from one that comes with the library.

A row has a move, one part of it and a value, so that a part with several values has several rows. The rows of a part
replace the part as the table has it; a part with a single row without a value is empty, and a move that may
come from no status is not in the table.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, TypeAlias

from dlxh.data.case_moves import START, Move, MoveTable, moves, wrong_table

Row: TypeAlias = tuple[str, str, str | None]
"""The kind of a move, a part of it, and one value of that part."""

SEVERAL: Final = ("from", "needs", "after", "checks")
"""The parts that may have several values."""
SINGLE: Final = ("to", "unless", "otherwise", "holder", "opens", "closes", "ends", "role")
"""The parts that have one value, or none."""
TRUE: Final = "true"


def own_moves(table: MoveTable, rows: Iterable[Row]) -> MoveTable:
    """Return a table with parts of its moves set by rows; what no row speaks of stays as it is.

    No network changes what a status means: all of the library's are there, and open where they are.

    Raises:
        MoveTableError: a part that is not known or has two values, moves that do not fit together, or no move by which a
            case begins.

    >>> rows = [("assigned", "from", "draft"), ("assigned", "after", "drafted"), ("submitted", "from", None)]
    >>> own_moves(moves(), rows).next_moves("draft")
    ('assigned', 'merged', 'split', 'routed_out')
    """
    parts: dict[str, dict[str, list[str]]] = {}
    for kind, part, value in rows:
        values = parts.setdefault(kind, {}).setdefault(part, [])
        values += [] if value is None else [value]
    if not parts:
        return table
    known = {move.kind: move for move in table.moves}
    found = {
        kind: _change_move(known.get(kind, Move(kind, (), "")), parts.get(kind, {}))
        for kind in (*known, *parts)
    }
    kept = {kind: move for kind, move in found.items() if move.sources}
    rest = [  # without causes that are in the table no more
        move
        if "after" in parts.get(move.kind, {})
        else replace(move, after=tuple(kind for kind in move.after if kind in kept))
        for move in kept.values()
    ]
    if not any(START in move.sources for move in rest):
        raise wrong_table("không bước nào mở đầu (from start)", "no move begins a case (from start)")
    return MoveTable(moves().statuses, tuple(rest), table.apart, table.source)


def _change_move(move: Move, parts: dict[str, list[str]]) -> Move:
    fields: dict[str, Any] = {}
    for part, values in parts.items():
        if part in SEVERAL:
            fields["sources" if part == "from" else part] = tuple(dict.fromkeys(values))
            continue
        if part not in SINGLE:
            listed = ", ".join((*SEVERAL, *SINGLE))
            raise wrong_table(
                f"{move.kind}: không có phần {part!r}; có: {listed}",
                f"{move.kind}: there is no part {part!r}; choose from: {listed}",
            )
        if len(values) > 1:
            raise wrong_table(f"{move.kind}: {part} chỉ có một giá trị", f"{move.kind}: {part} has one value")
        if part == "ends" and set(values) - {TRUE}:
            raise wrong_table(f"{move.kind}: ends chỉ nhận true", f"{move.kind}: ends takes true only")
        value = values[0] if values else None
        fields[part] = bool(value) if part == "ends" else value
    return replace(move, **{**fields, "role": fields.get("role", move.role) or ""})
