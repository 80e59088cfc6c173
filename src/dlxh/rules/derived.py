"""Bảng suy ra: what was worked out from the records, laid beside them so that rules can read it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dlxh.casework.states import CaseStates
from dlxh.ledger.beside import beside
from dlxh.ledger.ledger import Ledger
from dlxh.payroll.lines import Lines
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

Derived: TypeAlias = Ledger | CaseStates | Lines
"""Sổ nghĩa vụ, tình trạng vụ việc, dòng phải chi: what `obligations`, `case_states` and `allowances` give."""

LEDGER: Final = "ledger"
CLOCKS: Final = "case_clocks"
DUE: Final = "lines_due"
_FRAMES: "Mapping[str, tuple[type[Any], Callable[[Any], pl.DataFrame]]]" = {
    LEDGER: (Ledger, lambda ledger: ledger.polars),
    CLOCKS: (CaseStates, lambda states: states.clocks),
    DUE: (Lines, lambda lines: lines.polars),
}
"""For each derived table: from what it comes, and how."""
NAMES: Final = tuple(_FRAMES)


def laid_beside(tables: Tables, derived: Iterable[Derived], wanted: Collection[str]) -> Tables:
    """Return tables with those derived tables that rules want, on their engine.

    Raises:
        TypeError: something else is among what was derived.

    >>> from datetime import date
    >>> laid_beside(Tables({}, as_of=date(2025, 7, 1)), [], ["ledger"]).derived
    {}
    """
    given = list(derived)
    kinds = tuple(kind for kind, _ in _FRAMES.values())
    for each in given:
        if not isinstance(each, kinds):
            msg = f"derived= takes what obligations, case_states and allowances return, not {type(each).__name__}"
            raise TypeError(msg)
    found: dict[str, nw.LazyFrame[Any]] = {}
    for name, (kind, frame) in _FRAMES.items():
        for each in given:
            if tables.names and name in wanted and isinstance(each, kind):
                found[name] = beside(tables[tables.names[0]], frame(each))
    return tables.beside(found) if found else tables
