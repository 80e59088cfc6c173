"""Bảng suy ra: what is worked out from the records, added to them so that rules can read it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

import narwhals as nw
import polars as pl

from dlxh.casework import case_tables
from dlxh.casework.move_keys import MoveKeys, keys_of
from dlxh.register.engine import compute_once, to_engine_of
from dlxh.register.tables import Tables
from dlxh.rules.engine.fact_tables import FACTS, own_facts
from dlxh.rules.language.case_tables import WORKED_OUT_FROM
from dlxh.rules.language.declared import GIVEN
from dlxh.rules.rule import Rule
from dlxh.words.missing_input import MissingInputError


class Derived(Protocol):
    """What works out the ledger, the clocks of cases and the lines due, when a rule reads them."""

    @property
    def move_keys(self) -> MoveKeys:
        """By which tables of moves the events go."""
        ...

    def frame(self, name: str) -> pl.DataFrame | MissingInputError:
        """Return a table of `dlxh.rules.language.declared.GIVEN`, or what is missing for it."""
        ...


_OF_CASES: Mapping[str, Callable[[Tables, MoveKeys], nw.LazyFrame[Any]]] = {
    "case_steps": case_tables.case_steps,
    "case_statuses": case_tables.case_statuses,
    "content_findings": case_tables.content_findings,
    "findings_due": case_tables.findings_due,
}


def attach_derived(
    tables: Tables, derived: Derived | None, rules: Sequence[Rule]
) -> tuple[Tables, dict[str, MissingInputError]]:
    """Return tables with those derived tables and facts that rules read, on their engine, and what others lack.

    What cases come to is worked out from the tables where those that it needs are there; so is what `derived` gives, and
    nothing of it for rules that lack records.

    >>> from datetime import date
    >>> tables, lacking = attach_derived(Tables({}, as_of=date(2025, 7, 1)), None, [])
    >>> tables.derived, lacking
    ({}, {})
    """
    if not tables.names:
        return tables, {}
    wanted = frozenset[str]().union(*(rule.reads for rule in rules)) - tables.derived.keys()
    own = own_facts(tables.pack)
    frames = {name: frame() for name, frame in {**FACTS, **own}.items() if name in wanted}
    lacking: dict[str, MissingInputError] = {}
    if derived is not None:
        there = frozenset((*tables.names, *FACTS, *GIVEN))
        able = frozenset[str]().union(*(rule.reads for rule in rules if not rule.missing_from(there)))
        for name in filter(
            able.__contains__, reversed(GIVEN)
        ):  # what is due first: its ledger holds the other's days
            found = derived.frame(name)
            if isinstance(found, MissingInputError):
                lacking[name] = found
            else:
                frames[name] = found
    of_cases = _of_cases(tables, wanted, derived)
    anchor = tables[tables.names[0]]
    derived_frames = {name: to_engine_of(anchor, frame) for name, frame in frames.items()}
    worked_out = derived_frames | of_cases
    return tables.with_derived({**tables.derived, **worked_out}) if worked_out else tables, lacking


def _of_cases(
    tables: Tables, wanted: Collection[str], derived: Derived | None
) -> dict[str, nw.LazyFrame[Any]]:
    chosen = [
        name
        for name, needed in WORKED_OUT_FROM.items()
        if name in wanted and all(each in tables for each in needed)
    ]
    if not chosen:
        return {}
    keys = keys_of(tables) if derived is None else derived.move_keys
    frames = {name: _OF_CASES[name](tables, keys) for name in chosen}
    # Several rules read each; DuckDB and Spark keep their rows to themselves.
    return {
        name: compute_once(each) if each.implementation.is_polars() else each for name, each in frames.items()
    }
