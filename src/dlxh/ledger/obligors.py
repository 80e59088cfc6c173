"""Ai phải báo cáo: those who answer to windows, with what joins them to these, to reports and to absences."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.ledger.predecessors import Predecessors, lines_before, units_handing_on
from dlxh.ledger.rolls import Roll, owners_of, senders_of, spells_of_units
from dlxh.ledger.schedule import Schedule
from dlxh.ledger.service_spells import service_spells
from dlxh.ledger.unit_lines import UnitLines
from dlxh.register.engine import compute_once, to_engine_of
from dlxh.register.tables import Tables


@dataclass(frozen=True)
class Obligors:
    """Who answers to some windows.

    Attributes:
        schedule: The windows.
        spells: One row per membership or record of a unit.
        windows_by: The column on which they meet windows: all windows of a network, or those of a list of units.
        author: The column of a report that says who sent it.
        persons: Whose a report is: `sender`, `person`, and where that hangs on them `network` and `kind`.
        absences: Who is away: the columns of absences, with those of `absent_by`; None: no table says so.
        absent_by: The columns on which absences meet spells.
        are_units: Whether they are units.
        predecessors: Of units, those that took the place of others; None: there are none.
    """

    schedule: Schedule
    spells: nw.LazyFrame[Any]
    windows_by: str
    author: str
    persons: nw.LazyFrame[Any]
    absences: "nw.LazyFrame[Any] | None"
    absent_by: tuple[str, ...]
    are_units: bool
    predecessors: Predecessors | None = None


def members_of(tables: Tables, schedule: Schedule) -> Obligors:
    """Return the members of all networks, who answer to some windows."""
    spells = compute_once(service_spells(tables))
    return Obligors(
        schedule=schedule,
        spells=spells,
        windows_by="network",
        author="author",
        persons=spells.select(nw.col("collaborator").alias("sender"), "person").unique(),
        absences=_absences(tables),
        absent_by=("network", "collaborator"),
        are_units=False,
    )


def units_of(tables: Tables, schedule: Schedule) -> Obligors:
    """Return the units that answer to some windows.

    Raises:
        ObligationError: no unit answers to a provision.
    """
    provisions: dict[Roll, dict[str, None]] = {}
    kinds: dict[Roll, dict[str, None]] = {}
    for window in schedule.windows:
        provisions.setdefault(window.roll, {})[window.provision] = None
        kinds.setdefault(window.roll, {})[window.duty.report.value] = None
    lines = UnitLines.of(tables)
    named = {roll: list(several) for roll, several in provisions.items()}
    spells = spells_of_units(lines, named, owners_of(tables))
    anchor = tables["reports"]
    before = lines_before(lines)
    senders = senders_of(lines, spells, dict(enumerate(kinds.values())), before)
    heirs_owe = [number for number, roll in enumerate(named) if roll.owed_by.successor_owes]
    handed_on = units_handing_on(lines, spells, heirs_owe)
    absences = _absences(tables)
    if absences is not None:
        persons = to_engine_of(anchor, lines.units.select("unit", person="line"))
        absences = absences.join(persons, on="unit", how="inner")
    return Obligors(
        schedule=schedule,
        spells=to_engine_of(anchor, spells),
        windows_by="roll",
        author="author_unit",
        persons=to_engine_of(anchor, senders),
        absences=absences,
        absent_by=("network", "person"),
        are_units=True,
        predecessors=None if lines.after.is_empty() else _predecessors(anchor, before, handed_on),
    )


def _predecessors(anchor: nw.LazyFrame[Any], before: pl.DataFrame, handed_on: pl.DataFrame) -> Predecessors:
    begun = before.select("person", "begun_ordinal").unique()
    last: Any = begun["begun_ordinal"].max()
    last_begun = date.min if last is None else date.fromordinal(last)
    return Predecessors(
        begun=to_engine_of(anchor, begun),
        before=to_engine_of(anchor, before.select("person", "before")),
        handed_on=to_engine_of(anchor, handed_on),
        last_begun=last_begun,
    )


def _absences(tables: Tables) -> "nw.LazyFrame[Any] | None":
    if "absences" not in tables:
        return None
    return tables["absences"]
