"""Cơ quan cử: which organisation sends a collaborator on a day.

That of the membership of the day (its sending organisation "during these days"); where that has none, or no membership runs on
the day, that of the collaborator's record. So someone who moved to another one in July does not take what was sent, owed and
paid in June along. The day of a report is that of its receipt: one for June that comes in July counts under the unit of
July, while its obligation counts under that of June.

Rows get `org_unit`, and the columns of the person's record that are wanted.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.register.engine import to_engine_of
from dlxh.register.tables import Tables
from dlxh.words.days import OPEN_END


def add_sender(tables: Tables, spells: nw.LazyFrame[Any], *more: str) -> nw.LazyFrame[Any]:
    """Add to memberships the organisation that sends their holder, as `org_unit`, and columns of the person's record."""
    own = nw.col("organisation").alias("org_unit")
    if "collaborators" not in tables:
        return spells.with_columns(own, *(nw.lit(None, nw.String()).alias(name) for name in more))
    record = tables["collaborators"].select(
        nw.col("id").alias("collaborator"), nw.col("organisation").alias("home"), *more
    )
    joined = spells.with_columns(own).join(record, on="collaborator", how="left")
    return joined.with_columns(nw.coalesce("org_unit", "home").alias("org_unit")).drop("home")


@dataclass(frozen=True)
class Senders:
    """Who sends whom, as memberships and records say it.

    Attributes:
        spells: Memberships: network, person, membership, start, last, own (their organisation).
        homes: Records: network, person, home (their organisation), one row each.
    """

    spells: pl.DataFrame = field(repr=False)
    homes: pl.DataFrame = field(repr=False)

    @classmethod
    def of(cls, tables: Tables) -> "Senders":
        """Return what the tables say; without a table nothing is said by it."""
        return cls(_memberships(tables), _homes(tables))

    @cached_property
    def units(self) -> pl.DataFrame:
        """Each network with each unit that sends somebody to it, by a membership or by a person's record."""
        sent = self.spells.join(self.homes.select("person", "home"), on="person", how="left")
        pairs = [
            sent.select("network", pl.coalesce("own", "home").alias("org_unit")),
            self.homes.select("network", pl.col("home").alias("org_unit")),
        ]
        return pl.concat(pairs).drop_nulls().unique()

    @cached_property
    def turns(self) -> pl.DataFrame:
        """Who sends each person from when to when, a person a row, so that it can be joined without doubling a row.

        `person`, then for each turn the unit and its last day: `unit_0`, `until_0`, `unit_1` and so on; the last day of a
        person's last turn is null. Of two memberships on one day the one that began later counts.
        """
        spans = _spans(self.spells, self.homes)
        row, first = pl.int_range(pl.len()), pl.col("person").ne_missing(pl.col("person").shift(1))
        spans = spans.with_columns(
            (row - pl.when(first).then(row).forward_fill()).alias("turn"),
            pl.when(~first.shift(-1)).then(pl.col("since").shift(-1).dt.offset_by("-1d")).alias("until"),
        )
        # turns of a person lie one below the other, so that the row of number n, n rows down, is still that person's
        several = range(int(spans.select(pl.col("turn").max().fill_null(0) + 1).item()))
        columns = (
            pl.when(pl.col("turn").shift(-turn) == turn)
            .then(pl.col(name).shift(-turn))
            .alias(f"{name}_{turn}")
            for turn in several
            for name in ("unit", "until")
        )
        return spans.select("person", *columns, "turn").filter(turn=0).drop("turn")

    def add_senders(self, rows: nw.LazyFrame[Any], person: str, day: str) -> nw.LazyFrame[Any]:
        """Add to rows the unit that sends their person on their day, as `org_unit`; without a day that of the last turn."""
        turns = self.turns
        last = turns.width // 2 - 1
        small = to_engine_of(rows, turns.rename({name: f"dlxh_{name}" for name in turns.columns}))
        joined = rows.join(small, left_on=person, right_on="dlxh_person", how="left")
        unit = nw.col(f"dlxh_unit_{last}")
        for turn in reversed(range(last)):
            until = nw.col(f"dlxh_until_{turn}")
            unit = (
                nw.when(until.is_null() | (nw.col(day) <= until))
                .then(nw.col(f"dlxh_unit_{turn}"))
                .otherwise(unit)
            )
        return joined.with_columns(unit.alias("org_unit"))


def _spans(spells: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each turn of a person: since when which unit, the first of them since ever.

    Persons and memberships go by numbers here, which are joined and put in order in a fraction of the time of texts.
    """
    spells = spells.sort("start", "membership").with_row_index("spell")
    people = pl.concat([spells.select("person"), homes.select("person")]).drop_nulls().unique()
    people = people.with_row_index("who").join(homes.select("person", "home"), on="person", how="left")
    held = spells.join(people.select("who", "person"), on="person").select("who", "spell", "start", "last")
    over = held.filter(pl.col("last") < OPEN_END)
    days = [
        people.select("who", pl.lit(date.min).alias("since")),
        held.select("who", pl.col("start").alias("since")),
        over.select("who", pl.col("last").dt.offset_by("1d").alias("since")),
    ]
    turns = pl.concat(days).drop_nulls().unique()
    ran = turns.join(held, on="who").filter(pl.col("since").is_between("start", "last"))
    latest = ran.group_by("who", "since").agg(pl.col("spell").max())
    named = turns.join(latest, on=["who", "since"], how="left").join(people, on="who", how="left")
    named = named.join(spells.select("spell", "own"), on="spell", how="left").sort("who", "since")
    named = named.select("who", "person", "since", pl.coalesce("own", "home").alias("unit"))
    first = pl.col("who").is_first_distinct()
    return named.filter(first | pl.col("unit").ne_missing(pl.col("unit").shift(1))).drop("who")


def _memberships(tables: Tables) -> pl.DataFrame:
    if "memberships" not in tables:
        schema = {
            "network": pl.String,
            "person": pl.String,
            "membership": pl.String,
            "start": pl.Date,
            "last": pl.Date,
            "own": pl.String,
        }
        return pl.DataFrame(schema=schema)
    rows = tables["memberships"].select(
        "network",
        nw.col("collaborator").alias("person"),
        nw.col("id").alias("membership"),
        "start",
        nw.col("end").fill_null(OPEN_END).alias("last"),
        nw.col("organisation").alias("own"),
    )
    found: pl.DataFrame = rows.collect("polars").to_native()
    return found


def _homes(tables: Tables) -> pl.DataFrame:
    if "collaborators" not in tables:
        return pl.DataFrame(schema={"network": pl.String, "person": pl.String, "home": pl.String})
    rows = tables["collaborators"].select(
        "network", nw.col("id").alias("person"), nw.col("organisation").alias("home")
    )
    found: pl.DataFrame = rows.collect("polars").to_native()
    return found.unique("person", keep="first", maintain_order=True)
