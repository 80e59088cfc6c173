"""Đơn vị trước đó: what units that took the place of others report on these, and the others on what they left.

Days are ordinal numbers, inclusive; a line is a unit under all its names.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.ledger.service_spells import day_number
from dlxh.ledger.unit_lines import UnitLines
from dlxh.models.timeliness import NotOwedReason
from dlxh.register.engine import compute_once, compute_some


@dataclass(frozen=True, slots=True)
class Predecessors:
    """Lines that took the place of others, on the engine of the reports.

    Attributes:
        begun: The first day of each line that took the place of others: person, begun_ordinal.
        before: Those in whose place it came, through any number of them: person, before.
        handed_on: The units whose period a line that began in it owes: roll, org_unit, heir, begun_ordinal.
        last_begun: The last of those first days; the first of all days where there are none.
    """

    begun: nw.LazyFrame[Any]
    before: nw.LazyFrame[Any]
    handed_on: nw.LazyFrame[Any]
    last_begun: date


def lines_before(lines: UnitLines) -> pl.DataFrame:
    """Return which lines had ended when another began that took their place: person, before, begun_ordinal."""
    line_of = lines.units.select("unit", "line")
    first = _first_days(lines, "person")
    last = lines.units.group_by(before="line").agg(gone=pl.col("last_ordinal").max())
    steps = (
        lines.after.join(line_of.rename({"line": "before"}), on="unit")
        .join(line_of.rename({"unit": "successor", "line": "person"}), on="successor")
        .select("person", "before")
        .unique()
    )
    steps = steps.join(first, on="person").join(last, on="before")
    steps = steps.filter(pl.col("gone") < pl.col("begun_ordinal")).drop("gone")
    found, front = [steps], steps
    further = steps.select(before="person", beyond="before")
    while not front.is_empty():  # each step leads to an earlier day
        front = front.join(further, on="before").select("person", "begun_ordinal", before="beyond")
        found.append(front.select(steps.columns))
    return pl.concat(found).unique()


def units_handing_on(lines: UnitLines, spells: pl.DataFrame, rolls: Collection[int]) -> pl.DataFrame:
    """Return which units handed the period on in which they ended, and to which line: roll, org_unit, heir, begun_ordinal.

    Args:
        lines: The units.
        spells: Those on each list.
        rolls: The lists on which successors owe it.
    """
    listed = spells.filter(pl.col("roll").is_in(list(rolls)))
    final = listed.sort("first_ordinal", "org_unit").unique(["roll", "person"], keep="last")
    heirs = listed.select("roll", pl.col("org_unit").alias("successor"), heir="person")
    met = lines.after.join(final.select("roll", unit="org_unit"), on="unit")
    met = met.join(heirs, on=["roll", "successor"]).join(_first_days(lines, "heir"), on="heir")
    return met.select("roll", pl.col("unit").alias("org_unit"), "heir", "begun_ordinal").unique()


def _first_days(lines: UnitLines, line: str) -> pl.DataFrame:
    return lines.units.group_by(pl.col("line").alias(line)).agg(begun_ordinal=pl.col("first_ordinal").min())


def of_lines_before(known: nw.LazyFrame[Any], predecessors: Predecessors) -> nw.LazyFrame[Any] | None:
    """Return reports on periods that had ended when their sender began, as reports of each line in whose place it came."""
    columns = known.collect_schema().names()
    early = known.filter(
        nw.col("period_end") < predecessors.last_begun
    )  # few: that costs less than to join them all
    early = early.join(predecessors.begun, on="person", how="inner")
    early = early.filter(day_number(nw.col("period_end")) < nw.col("begun_ordinal"))
    met = compute_once(early).join(predecessors.before, on="person", how="inner")
    return compute_some(met.drop("person").rename({"before": "person"}).select(*columns))


def handed_on_receipts(
    rows: nw.LazyFrame[Any], came: nw.LazyFrame[Any], predecessors: Predecessors, windows: int
) -> nw.LazyFrame[Any] | None:
    """Return key, handed_report and handed_day: of whom owes a period that all those before it reported on; None: of nobody.

    Where one of those did not, its successor has not reported on the whole of its place. The report that came last is named.

    Args:
        rows: Units and windows, with `unbound` and `key`.
        came: The reports by `key`.
        predecessors: Who handed on what.
        windows: How many windows there are, from which the key is made.
    """
    gone = rows.filter(nw.col("unbound") == NotOwedReason.CONTINUED.value).select(
        "roll", "org_unit", "window", "key", "from_ordinal", "to_ordinal"
    )
    met = gone.join(predecessors.handed_on, on=["roll", "org_unit"], how="inner")
    begins = nw.col("begun_ordinal")
    met = met.filter((begins > nw.col("from_ordinal")) & (begins <= nw.col("to_ordinal")))
    handed_on = compute_some(met)
    if handed_on is None:
        return None
    met = compute_once(handed_on.join(came, on="key", how="left"))
    whose = ["heir", "window"]
    whole = met.group_by(*whose).agg(
        nw.len().alias("n"), nw.col("report").count().alias("sent"), nw.col("received_day").max().alias("day")
    )
    whole = whole.filter(nw.col("n") == nw.col("sent"))
    last = met.join(whole, on=whose, how="inner").filter(nw.col("received_day") == nw.col("day"))
    named = last.group_by(*whose, "day").agg(nw.col("report").min())
    key = nw.col("heir") * windows + nw.col("window")
    return named.select(
        key.alias("key"), nw.col("report").alias("handed_report"), nw.col("day").alias("handed_day")
    )
