"""Dòng theo thứ tự: rows with the same values in their order, each with the row before it."""

from collections.abc import Sequence
from typing import Any, Final

from dlxh.register.plain_rows import PlainRow
from dlxh.rules.language.to_closures import OnRow, There

ME: Final = 1
"""The place of the row itself in its list: after the day."""


class OrderedRows:
    """Rows with the same values, in their order, each with the one that is meant by the row before it.

    Rows that are alike in all that is read of them follow one another, and take their turns.
    """

    def __init__(self, rows: list[There], put: Sequence[str], greatest: OnRow | None) -> None:
        self._put = put
        self._before: dict[Any, list[PlainRow | None]] = {}
        last: There | None = None
        for there in sorted(rows, key=lambda there: _order(there[ME], put)):
            self._before.setdefault(_order(there[ME], put), []).append(None if last is None else last[ME])
            if last is None or greatest is None or _least(greatest(there)) >= _least(greatest(last)):
                last = there

    def before(self, row: PlainRow) -> PlainRow | None:
        """Return the row before one of these."""
        alike = self._before[_order(row, self._put)]
        return alike.pop(0) if len(alike) > 1 else alike[0]


def _order(row: PlainRow, names: Sequence[str]) -> tuple[tuple[bool, Any], ...]:
    """Return by what a row is put in order, nulls first."""
    return tuple((row[name] is not None, row[name]) for name in names)


def _least(value: object) -> tuple[bool, Any]:
    """Return by what a value is compared that may be null, which is least."""
    return value is not None, value
