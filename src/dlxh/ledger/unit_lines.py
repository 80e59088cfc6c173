"""Đơn vị qua các tên: the records of units, those that were only renamed joined to one line, which owes as one.

Columns of `units`: `unit`, `kind`, `level`, `parent`, `line` (a number), `first_ordinal` and `last_ordinal` (its life,
inclusive; without end on a side that is not known). Columns of `after`: `unit`, `successor`, `on_ordinal`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import polars as pl

from dlxh.models.unit import SuccessionKind, UnitKind
from dlxh.register.cycles import find_cycles
from dlxh.register.tables import Tables
from dlxh.register.units_over_time import ENDING
from dlxh.words.days import OPEN_END

FAR_ORDINAL: Final = OPEN_END.toordinal()
_EPOCH: Final = 719_163
"""The number of 1970-01-01, from which Polars counts days."""
_DEEPEST: Final = 50
"""No unit has more above it; a circle of parents ends here."""


@dataclass(frozen=True, slots=True)
class UnitLines:
    """The records of units with their lines.

    Attributes:
        units: One row per record.
        after: What took the place of what, besides mere renames.
    """

    units: pl.DataFrame
    after: pl.DataFrame

    @classmethod
    def of(cls, tables: Tables) -> "UnitLines":
        """Return the lines of the units in the tables."""
        named = ("id", "kind", "level", "parent", "valid_from", "valid_to")
        frame: pl.DataFrame = tables["units"].select(*named).collect("polars").to_native()
        frame = frame.drop_nulls("id").sort(named).unique("id", keep="first", maintain_order=True)
        steps = _steps(tables, frame["id"])
        renames = _one_to_one(steps)
        ends = steps.filter(pl.col("kind").is_in(ENDING)).group_by("unit").agg(ended=pl.col("on").min() - 1)
        begun = renames.select(pl.col("successor").alias("unit"), begun="on")
        units = (
            frame.with_row_index("line")
            .rename({"id": "unit"})
            .join(ends, on="unit", how="left")
            .join(begun, on="unit", how="left")
            .join(_heads(renames), on="unit", how="left")
        )
        number = units.select("unit", "line").rename({"unit": "head", "line": "of_head"})
        units = units.join(number, on="head", how="left").select(
            "unit", "kind", "level", "parent",
            pl.coalesce("of_head", "line").cast(pl.Int64).alias("line"),
            pl.coalesce(_ordinal("valid_from"), "begun", 1).alias("first_ordinal"),
            pl.coalesce(_ordinal("valid_to"), "ended", FAR_ORDINAL).alias("last_ordinal"),
        )  # fmt: skip
        after = steps.join(renames, on=["unit", "successor"], how="anti")
        return cls(units, after.select("unit", "successor", on_ordinal="on").unique(["unit", "successor"]))

    def lines_of(self, units: Collection[str]) -> list[int]:
        """Return the lines to which some records belong."""
        return self.units.filter(pl.col("unit").is_in(list(units)))["line"].unique().to_list()

    def place_of(self, unit: str) -> str:
        """Return the topmost unit of its own level above a unit, itself where there is none."""
        rows = {row[0]: row[1:] for row in self.units.select("unit", "level", "parent").iter_rows()}
        found = unit
        for _ in range(_DEEPEST):
            above = rows.get(found, (None, None))[1]
            if above not in rows or rows[above][0] != rows[found][0]:
                break
            found = above
        return found

    def topmost_below(self, lines: Collection[int], fits: pl.Expr) -> pl.DataFrame:
        """Return the units below some lines that fit, but not what is below one that fits."""
        children = self.units.rename({"parent": "above"})
        front = self.units.filter(pl.col("line").is_in(list(lines))).select("unit")
        found, seen = [], front
        while not front.is_empty():
            reached = children.join(front, left_on="above", right_on="unit", how="semi")
            reached = reached.join(seen, on="unit", how="anti")
            seen = pl.concat([seen, reached.select("unit")])
            found.append(reached.filter(fits.fill_null(value=False)))
            front = reached.filter(~fits.fill_null(value=False)).select("unit")
        return pl.concat(found) if found else children.clear()

    def topmost_of(self, fits: pl.Expr) -> pl.DataFrame:
        """Return the units that fit, but none that is below another one of them."""
        chosen = self.units.filter(fits)
        above = self.units.select("parent", at="unit")
        rest, lower = chosen.select("unit", at="parent"), chosen.select("unit").clear()
        for _ in range(_DEEPEST):
            rest = rest.join(above, on="at")
            if rest.is_empty():
                break
            is_chosen = pl.col("at").is_in(chosen["unit"].implode())
            lower = pl.concat(
                [lower, rest.filter(is_chosen & (pl.col("at") != pl.col("unit"))).select("unit")]
            )
            rest = rest.filter(~is_chosen).select("unit", at="parent")
        return chosen.join(lower, on="unit", how="anti")

    def nearest(self, lines: Collection[int]) -> pl.DataFrame:
        """Return for each unit the line that its reports are of: its own, or for a body the nearest above it of its level.

        Columns: `sender`, `person`. A place sends for itself alone: a hamlet is not a body of its commune.
        """
        known = self.units.with_columns(owes=pl.col("line").is_in(list(lines)))
        found = [known.filter("owes").select(sender="unit", person="line")]
        above = known.select("level", "line", "owes", pl.col("unit").alias("at"), further="parent")
        rest = known.filter(~pl.col("owes") & (pl.col("kind") != UnitKind.PLACE.value))
        rest = rest.select("level", pl.col("unit").alias("sender"), at="parent")
        for _ in range(_DEEPEST):
            rest = rest.join(above, on=["level", "at"], how="inner")
            if rest.is_empty():
                break
            found.append(rest.filter("owes").select("sender", person="line"))
            rest = rest.filter(~pl.col("owes")).select("level", "sender", at="further")
        return pl.concat(found)


def _ordinal(day: str) -> pl.Expr:
    return pl.col(day).cast(pl.Int32).cast(pl.Int64) + _EPOCH


def _steps(tables: Tables, known: pl.Series) -> pl.DataFrame:
    """Return what follows what: unit, successor, kind, on; what leads round in a circle leads nowhere."""
    if "unit_successors" not in tables:
        schema = {"unit": pl.String, "successor": pl.String, "kind": pl.String, "on": pl.Int64}
        return pl.DataFrame(schema=schema)
    frame: pl.DataFrame = (
        tables["unit_successors"].select("unit", "successor", "kind", "on").collect("polars").to_native()
    )
    frame = (
        frame.drop_nulls()
        .filter(pl.all_horizontal(pl.col("unit", "successor").is_in(known.implode())))
        .with_columns(_ordinal("on"))
    )
    knots = find_cycles(frame.select("unit", "successor").iter_rows())
    same = pl.col("unit").replace_strict(knots, default=None) == pl.col("successor").replace_strict(
        knots, default=None
    )
    return frame.filter(~same.fill_null(value=False)) if knots else frame


def _one_to_one(steps: pl.DataFrame) -> pl.DataFrame:
    """Return the renames in which one unit has one new name, and the new one had one name before."""
    renames = steps.filter(pl.col("kind") == SuccessionKind.RENAME.value)
    alone = (pl.len().over("unit") == 1) & (pl.len().over("successor") == 1)
    return renames.filter(alone)


def _heads(renames: pl.DataFrame) -> pl.DataFrame:
    """Return for each unit that was a new name the first record of its line: unit, head."""
    before = dict(renames.select("successor", "unit").iter_rows())
    heads: dict[str, str] = {}
    for unit in before:
        head = unit
        while head in before:
            head = before[head]
        heads[unit] = head
    return pl.DataFrame(
        {"unit": list(heads), "head": list(heads.values())},
        schema_overrides=dict.fromkeys(("unit", "head"), pl.String),
    )
