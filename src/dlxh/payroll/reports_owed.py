"""Báo cáo làm căn cứ chi: what each person owed, and what the units owed that send them, as conditions of pay read it.

Rows have `who` (a person, or a unit in a network), `month`, `pm` (both in one number), `provision`, `period_end`, `due_on` and `status`.
"""

from dataclasses import dataclass, field, replace
from typing import Final

import narwhals as nw
import polars as pl

from dlxh.ledger.unit_lines import UnitLines
from dlxh.models.duties import PayWhose
from dlxh.payroll.service_days import Frame, Spells, number_rows, person_month
from dlxh.register.coverage import Partial
from dlxh.register.tables import Tables

NOT_DUE: Final = "not_due_yet"


@dataclass(frozen=True, slots=True)
class ReportsOwed:
    """The ledger as conditions of pay read it.

    Attributes:
        own: What persons owed.
        of_units: What units owed; None: no condition looks at it.
        sent: Which unit sends whom in which month: `unit_pm`, `pm`.
        partial: The tables under the ledger that do not hold every row, with their networks.
    """

    own: Frame
    of_units: "Frame | None" = None
    sent: "Frame | None" = None
    partial: Partial = field(default_factory=dict)

    def rows(self, whose: PayWhose) -> Frame:
        """Return the rows of persons, or of units."""
        return self.own if whose is PayWhose.OWN or self.of_units is None else self.of_units

    def of_persons(self, counts: Frame, whose: PayWhose) -> Frame:
        """Return what was counted for each `pm` of persons; what is of a unit is of all whom it sends."""
        if whose is PayWhose.OWN or self.sent is None:
            return counts
        return self.sent.join(counts.rename({"pm": "unit_pm"}), on="unit_pm", how="inner").drop("unit_pm")

    def find_waiting(self, whose: PayWhose, paid: Frame) -> Frame:
        """Return the reports not due yet on which pay depends: persons' own, or those of the units that send them.

        Args:
            whose: Whose reports.
            paid: `pm` and `term`, each pair once: who is paid in which month under a provision that looks at such reports.

        Returns:
            `whose`, `report` (a number) and `term`, each once.
        """
        if whose is PayWhose.UNIT and self.sent is not None:
            sent = self.sent.join(paid, on="pm", how="inner")
            paid = sent.select(nw.col("unit_pm").alias("pm"), "term").unique()
        waiting = self.rows(whose).filter(nw.col("status") == NOT_DUE).with_row_index("report")
        met = waiting.join(paid, on="pm", how="inner")
        return met.select(nw.lit(whose.value).alias("whose"), "report", "term")

    def drop_waiting(self) -> "ReportsOwed":
        """Return it without what is not due yet: that counts against nobody."""
        due = nw.col("status") != NOT_DUE
        of_units = None if self.of_units is None else self.of_units.filter(due)
        return replace(self, own=self.own.filter(due), of_units=of_units)


def reports_owed(rows: Frame, spells: Spells, tables: Tables, *, of_units: bool) -> ReportsOwed:
    """Return rows of the ledger as conditions of pay read them.

    Args:
        rows: With network, collaborator, month, and org_unit where units count.
        spells: Who is a member in which month.
        tables: What says which unit a body belongs to.
        of_units: Whether those that units owe count.
    """
    own = number_rows(rows.filter(~nw.col("collaborator").is_null()), spells.people)
    if not of_units:
        return ReportsOwed(own)
    owed: pl.DataFrame = rows.filter(nw.col("collaborator").is_null()).to_native()
    lines = UnitLines.of(tables)
    owing = lines.units.select("line", org_unit="unit").join(owed.select("org_unit").unique(), on="org_unit")
    owed = owed.drop("collaborator").join(owing, on="org_unit")
    units = (
        owed.select("network", "line")
        .unique()
        .with_row_index("who")
        .with_columns(pl.col("who").cast(pl.Int64))
    )
    senders = lines.nearest(owing["line"].unique().to_list()).rename({"person": "line"})
    found = nw.from_native(owed.join(units, on=["network", "line"]), eager_only=True)
    sent = nw.from_native(_senders_by_month(spells, senders.join(units, on="line")), eager_only=True)
    unit_pm = person_month().alias("unit_pm")
    return ReportsOwed(own, found.with_columns(person_month()), sent.select(unit_pm, "pm"))


def _senders_by_month(spells: Spells, units: pl.DataFrame) -> pl.DataFrame:
    """Return the unit, as `who`, that sends each person on the person's last day of a month: who, month, pm."""
    months: pl.DataFrame = spells.months.select("network", "spell", "month", "pm", "m_to").to_native()
    senders: pl.DataFrame = spells.units.to_native()
    last = months.join(senders, on="spell").sort("m_to", "spell").unique("pm", keep="last")
    met = last.join(units, left_on=["network", "org_unit"], right_on=["network", "sender"])
    return met.select("who", "month", "pm")
