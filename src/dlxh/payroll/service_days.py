"""Ngày phục vụ: the days of each month that a person served, and those that each provision pays.

The engine of the tables filters and narrows; what is left, some rows per person and month, is computed on Polars.
People, spells and provisions are numbers there, since numbers join and group several times faster than texts:
`who` is a person of a network, `pm` a person in a month, `slot` a person under one provision in one month, `claim` a
person under one entitlement in one month.

Spans have `claim`, `slot`, `pm`, `term`, `spell`, `begin` and `end` (days of the month, by number) and `signed` (whether there ever was
a contract); a slot has `days`, `worked_days` and `since`, its first paid day.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

from dlxh.ledger.senders import add_sender
from dlxh.models.allowance import PayBasis
from dlxh.payroll.months import Month
from dlxh.register.tables import Tables
from dlxh.words.days import OPEN_END

MONTHS = 1 << 17
"""More than there are months until the year 9999."""
TERMS = 1 << 20
"""More than there are provisions times months."""
Frame: TypeAlias = "nw.DataFrame[Any]"


@dataclass(frozen=True, slots=True)
class Spells:
    """Memberships of the period.

    Attributes:
        people: who, network, collaborator; in order of network and collaborator.
        units: spell, org_unit.
        months: who, pm, spell, network, month, role, rank, paid, m_from, m_to: each membership in each month.
        contracts: membership, spell.
    """

    people: Frame
    units: Frame
    months: Frame
    contracts: Frame


def month_frame(months: tuple[Month, ...]) -> Frame:
    """Return the months with their first and last day."""
    rows = [(month.number, month.first, month.last, month.days) for month in months]
    schema = {"month": pl.Int64, "first": pl.Date, "last": pl.Date, "month_days": pl.Int64}
    return nw.from_native(pl.DataFrame(rows, schema=schema, orient="row"))


def by_month(spans: Frame, months: Frame, prefix: str) -> Frame:
    """Return one row per span and month that it touches, with its first and last day of the month as numbers.

    The columns `start` and `end` of the spans become `<prefix>_from` and `<prefix>_to`.
    """
    begins, ends = nw.col("start"), nw.col("end")
    met = spans.join(months, how="cross").filter(begins <= nw.col("last"), ends >= nw.col("first"))
    first, last = nw.max_horizontal(begins, nw.col("first")), nw.min_horizontal(ends, nw.col("last"))
    return met.with_columns(
        first.dt.day().cast(nw.Int64()).alias(f"{prefix}_from"),
        last.dt.day().cast(nw.Int64()).alias(f"{prefix}_to"),
    ).drop("start", "end", "first", "last", "month_days")


def person_month() -> nw.Expr:
    """Return the number of a person in a month."""
    return (nw.col("who") * MONTHS + nw.col("month")).alias("pm")


def number_rows(frame: Frame, people: Frame) -> Frame:
    """Return the rows of known people with `who` and `pm` for network, collaborator and month."""
    keys = ["network", "collaborator"]
    return frame.join(people, on=keys, how="inner").drop(*keys).with_columns(person_month())


def service_spells(tables: Tables, months: tuple[Month, ...], calendar: Frame) -> Spells:
    """Return every membership in every month that it touches."""
    found = add_sender(tables, tables["memberships"]).select(
        *("network", "collaborator", "role", "rank", "paid", "org_unit", "start"),
        nw.col("id").alias("membership"),
        nw.col("end").fill_null(OPEN_END).alias("end"),
    )
    within = found.filter(nw.col("start") <= months[-1].last, nw.col("end") >= months[0].first)
    rows = within.collect("polars").sort("network", "collaborator", "start", "membership")
    people = (
        rows.select("network", "collaborator").unique().sort("network", "collaborator").with_row_index("who")
    )
    whole = nw.col("who").cast(nw.Int64())
    people = people.with_columns(whole)
    known = rows.join(people, on=["network", "collaborator"], how="left").with_row_index("spell")
    known = known.with_columns(nw.col("spell").cast(nw.Int64()))
    spread = by_month(known.drop("collaborator", "org_unit", "membership"), calendar, "m")
    return Spells(
        people,
        known.select("spell", "org_unit"),
        spread.with_columns(person_month()),
        known.select("membership", "spell"),
    )


def contracts(
    tables: Tables, months: tuple[Month, ...], calendar: Frame, spells: Spells
) -> tuple[Frame, Frame]:
    """Return every contract in every month that it touches, and which memberships ever had one.

    Raises:
        TableError: contracts were not given, so whether one runs is unknown.
    """
    found = tables["engagements"].select("membership", "start", "end")
    signed = found.collect("polars").join(spells.contracts, on="membership", how="inner").drop("membership")
    within = signed.filter(nw.col("start") <= months[-1].last, nw.col("end") >= months[0].first)
    running = by_month(within, calendar, "e").with_columns(
        (nw.col("spell") * MONTHS + nw.col("month")).alias("spell_month")
    )
    return running.drop("spell", "month"), signed.select("spell").unique()


def match_terms(spells: Spells, terms: Frame) -> Frame:
    """Return each paid membership-month with each term that covers it, from the first to the last common day."""
    chosen = ("role", "rank", "draws_other")
    narrow = terms.select(
        *("term", "network", "month", "basis", "p_from", "p_to", "entitlement"),
        *(nw.col(name).alias(f"only_{name}") for name in chosen),
    )
    fits = [nw.col(f"only_{name}").is_null() | (nw.col(f"only_{name}") == nw.col(name)) for name in chosen]
    paid = spells.months.filter(nw.col("paid"))
    met = paid.join(narrow, on=["network", "month"], how="inner").filter(*fits)
    both = met.with_columns(
        nw.max_horizontal("m_from", "p_from").alias("m_from"),
        nw.min_horizontal("m_to", "p_to").alias("m_to"),
        (nw.col("who") * TERMS + nw.col("term")).alias("slot"),
        (nw.col("who") * TERMS + nw.col("entitlement")).alias("claim"),
    ).filter(nw.col("m_from") <= nw.col("m_to"))
    return both.select("slot", "claim", "pm", "term", "month", "spell", "basis", "m_from", "m_to")


def spans(met: Frame, signed: "tuple[Frame, Frame] | None") -> Frame:
    """Return the days that are paid: those of the membership, and under contract where the provision requires one.

    A person without a contract keeps a row without days, so that nobody is left out.
    """
    free = met.filter(nw.col("basis") == PayBasis.MEMBERSHIP.value).with_columns(
        nw.col("m_from").alias("begin"), nw.col("m_to").alias("end"), nw.lit(True).alias("signed")
    )
    bare = ["basis", "m_from", "m_to", "month"]
    if signed is None:
        return free.drop(*bare)
    running, ever = signed
    bound = met.filter(nw.col("basis") == PayBasis.ENGAGEMENT.value).with_columns(
        (nw.col("spell") * MONTHS + nw.col("month")).alias("spell_month")
    )
    bound = bound.join(running, on="spell_month", how="left")
    bound = bound.join(ever.with_columns(nw.lit(True).alias("signed")), on="spell", how="left")
    idle = nw.col("e_from").is_null()
    begin = nw.when(~idle).then(nw.max_horizontal("m_from", "e_from")).otherwise(nw.lit(1, nw.Int64()))
    end = nw.when(~idle).then(nw.min_horizontal("m_to", "e_to")).otherwise(nw.lit(0, nw.Int64()))
    bounded = bound.with_columns(
        begin.alias("begin"), end.alias("end"), nw.col("signed").fill_null(value=False)
    )
    return nw.concat([free, bounded.select(free.columns)]).drop(*bare)


def apart(found: Frame) -> Frame:
    """Split the spans of a claim that has several, so that none begins before all earlier ones have ended.

    So days that two spans share count once: for the span that begins first, then for the provision that is stated first.
    """
    several = found.filter(nw.col("claim").is_duplicated())
    if several.shape[0] == 0:
        return found
    alone = found.filter(~nw.col("claim").is_duplicated())
    ranked = several.with_row_index("place")
    order = ["begin", "term", "place"]
    reached = ranked.with_columns(nw.col("end").cum_max().over("claim", order_by=order).alias("reached"))
    before = nw.col("reached").shift(1).over("claim", order_by=order).fill_null(0)
    later = reached.with_columns(before.alias("before"))
    parted = later.with_columns(nw.max_horizontal(nw.col("begin"), nw.col("before") + 1).alias("begin"))
    return nw.concat([alone, parted.select(alone.columns)])


def days_of_spells(met: Frame) -> Frame:
    """Return per claim on how many days the person was a member, with a contract or without."""
    spans = met.select("claim", "term", nw.col("m_from").alias("begin"), nw.col("m_to").alias("end"))
    spells = apart(spans)
    days = (nw.col("end") - nw.col("begin") + 1).clip(0).alias("spell_days")
    return spells.with_columns(days).group_by("claim").agg(nw.col("spell_days").sum())


def days_paid(found: Frame, terms: Frame, *, working: bool) -> Frame:
    """Return per slot: days and the first of them, working days, whether there ever was a contract, and the last spell."""
    days = (nw.col("end") - nw.col("begin") + 1).clip(0)
    rows = found.with_columns(days.alias("days"), nw.col("signed").cast(nw.Int64()).alias("signed"))
    worked = nw.lit(0, nw.Int64())
    if working:
        rows = rows.join(terms.select("term", "worked"), on="term", how="left")
        worked = _count_worked_days()
    rows = rows.with_columns(worked.alias("worked_days")).select(
        *("slot", "claim", "pm", "term", "spell", "days", "worked_days", "signed"),
        nw.when(days > 0).then(nw.col("begin")).alias("since"),
    )
    twice = nw.col("slot").is_duplicated()
    several = rows.filter(twice)
    if several.shape[0]:
        summed = several.group_by("slot").agg(
            *(nw.col(name).max() for name in ("claim", "pm", "term", "spell", "signed")),
            nw.col("since").min(),
            *(nw.col(name).sum() for name in ("days", "worked_days")),
        )
        rows = nw.concat([rows.filter(~twice), summed.select(rows.columns)])
    return rows


def _count_worked_days() -> nw.Expr:
    """Count the working days from `begin` to `end`: the month's days are the bits of `worked`."""
    counted = nw.lit(0, nw.Int64())
    for day in range(1, 32):
        inside = (nw.col("begin") <= day) & (nw.col("end") >= day)
        bit = nw.col("worked") // (1 << (day - 1)) % 2
        counted = counted + nw.when(inside).then(bit).otherwise(nw.lit(0, nw.Int64()))
    return counted
