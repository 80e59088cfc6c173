"""Bảng suy ra: what was worked out from the records, laid beside them so that rules can read it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from dlxh.casework import case_tables
from dlxh.casework.move_keys import MoveKeys, keys_of
from dlxh.ledger.engine import to_engine_of
from dlxh.register.tables import Tables
from dlxh.rules.engine.fact_tables import FACTS
from dlxh.rules.language.case_tables import WORKED_OUT_FROM
from dlxh.rules.language.declared import CLOCKS, DUE, LEDGER

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

    from dlxh.casework.states import CaseStates
    from dlxh.ledger.ledger import Ledger
    from dlxh.payroll.lines import Lines

Derived: TypeAlias = "Ledger | CaseStates | Lines"
"""Sổ nghĩa vụ, tình trạng vụ việc, dòng phải chi: what `obligations`, `case_states` and `allowances` give."""


_OF_CASES: "Mapping[str, Callable[[Tables, MoveKeys], nw.LazyFrame[Any]]]" = {
    "case_steps": case_tables.case_steps,
    "case_statuses": case_tables.case_statuses,
    "content_findings": case_tables.content_findings,
    "findings_due": case_tables.findings_due,
}


def attach_derived(tables: Tables, derived: Iterable[Derived], wanted: Collection[str]) -> Tables:
    """Return tables with those derived tables and facts that rules want, on their engine.

    What cases come to is worked out from the tables where those that it needs are there, when a rule asks for it.

    Raises:
        TypeError: something else is among what was derived.
        ValueError: two of one kind are given; rules would judge by one of them only.

    >>> from datetime import date
    >>> attach_derived(Tables({}, as_of=date(2025, 7, 1)), [], ["ledger"]).derived
    {}
    """
    given = [_named(each) for each in derived]
    frames = dict(FACTS) | dict(given)
    if len(given) > len(dict(given)):
        msg = "derived= takes one ledger, one of the case states and one of the lines; draw each up for all days at once"
        raise ValueError(msg)
    frames = {name: frame for name, frame in frames.items() if name in wanted}
    of_cases = _of_cases(tables, wanted)
    if not (frames or of_cases) or not tables.names:
        return tables
    anchor = tables[tables.names[0]]
    return tables.with_derived(
        {name: to_engine_of(anchor, frame()) for name, frame in frames.items()} | of_cases
    )


def _of_cases(tables: Tables, wanted: Collection[str]) -> "dict[str, nw.LazyFrame[Any]]":
    chosen = [
        name
        for name, needed in WORKED_OUT_FROM.items()
        if name in wanted and all(each in tables for each in needed)
    ]
    return {name: _OF_CASES[name](tables, keys_of(tables)) for name in chosen}


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
