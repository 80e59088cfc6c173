"""Bảng suy ra: what was worked out from the records, laid beside them so that rules can read it."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Final, TypeAlias

from dlxh.ledger.beside import beside
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import polars as pl

    from dlxh.casework.states import CaseStates
    from dlxh.ledger.ledger import Ledger
    from dlxh.payroll.lines import Lines

Derived: TypeAlias = "Ledger | CaseStates | Lines"
"""Sổ nghĩa vụ, tình trạng vụ việc, dòng phải chi: what `obligations`, `case_states` and `allowances` give."""

LEDGER: Final = "ledger"
CLOCKS: Final = "case_clocks"
DUE: Final = "lines_due"
NAMES: Final = (LEDGER, CLOCKS, DUE)


def laid_beside(tables: Tables, derived: Iterable[Derived], wanted: Collection[str]) -> Tables:
    """Return tables with those derived tables that rules want, on their engine.

    Raises:
        TypeError: something else is among what was derived.
        ValueError: two of one kind are given; rules would judge by one of them only.

    >>> from datetime import date
    >>> laid_beside(Tables({}, as_of=date(2025, 7, 1)), [], ["ledger"]).derived
    {}
    """
    given = [_named(each) for each in derived]
    frames = dict(given)
    if len(frames) < len(given):
        msg = "derived= takes one ledger, one of the case states and one of the lines; draw each up for all days at once"
        raise ValueError(msg)
    if not frames or not tables.names:
        return tables
    anchor = tables[tables.names[0]]
    return tables.with_derived(
        {name: beside(anchor, frame()) for name, frame in frames.items() if name in wanted}
    )


def _named(each: Derived) -> "tuple[str, Callable[[], pl.DataFrame]]":
    """Return the name under which rules read it, and how its frame is had."""
    from dlxh.casework.states import CaseStates  # noqa: PLC0415 - most checks are given nothing derived,
    from dlxh.ledger.ledger import Ledger  # noqa: PLC0415 - and need not load
    from dlxh.payroll.lines import Lines  # noqa: PLC0415 - all three

    if isinstance(each, Ledger):
        return LEDGER, lambda: each.polars
    if isinstance(each, CaseStates):
        return CLOCKS, lambda: each.clocks
    if isinstance(each, Lines):
        return DUE, lambda: each.polars
    msg = f"derived= takes what obligations, case_states and allowances return, not {type(each).__name__}"
    raise TypeError(msg)
