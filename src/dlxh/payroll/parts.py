"""Phần của tháng: what each provision of an entitlement gives for its own days, added up and rounded once.

The line of such a month rests on the provision of its first paid day; its trace shows all of them.

From `add_up` come the columns of a slot, once per claim: `amount` and `outcome` of the whole, `days` of the claim. From `parts_of`
come `claim`, `who`, `term`, `provision`, `change`, `month` (its first day), `since` (first paid day, by number) and `FIGURES`.
"""

from typing import Final

import narwhals as nw

from dlxh.data.code_lists import code_list
from dlxh.models.allowance_line import PayOutcome
from dlxh.payroll.amounts import MONTHLY_KINDS, exact, round_claims
from dlxh.payroll.conditions import ALL
from dlxh.payroll.service_days import TERMS, Frame, Spells

PAID: Final = code_list("pay_outcome").having("paid")
"""Outcomes that are not a reason for nothing."""
FIGURES: Final = (
    *(
        "coefficient",
        "base_salary",
        "base_decree",
        "base_assumed",
        "rate",
        "counted",
        "quantity",
        "half_days",
    ),
    *("days", "of_days", "share"),
)
"""What a sum was computed from, as columns of a line."""
_UNITS: Final = ("counted", "paid_units", "half_days")


def add_up(rows: Frame) -> Frame:
    """Return one row for each claim, that of its first paid day with the sum of all.

    The greatest coefficient counts for all where one coefficient allowance competes with another.
    """
    whole, rest = exact()
    work = (~nw.col("kind").is_in(MONTHLY_KINDS)).cast(nw.Int64())
    paid = nw.col("outcome").is_in(PAID).cast(nw.Int64())
    parts = rows.with_columns(
        whole.alias("whole"), rest.alias("rest"), work.alias("work"), paid.alias("pays"),
        nw.col("overlapping").cast(nw.Int64()).alias("clashes"),
        *((nw.col(name) * work).alias(name) for name in _UNITS),
    )  # fmt: skip
    greatest = ("base_salary", "base_decree", "base_assumed", "coefficient", "work", "pays", "clashes")
    sums = parts.group_by("claim").agg(
        *(nw.col(name).sum() for name in ("whole", "rest", *_UNITS)),
        *(nw.col(name).max() for name in greatest),
    )
    first = parts.sort("claim", "since", "slot").unique(["claim"], keep="first")
    both = first.drop("whole", "rest", *_UNITS, *greatest).join(sums, on="claim", how="left")
    one = nw.lit(1, nw.Int64())
    figures_of_parts = both.with_columns(
        _outcome().alias("outcome"), round_claims().alias("amount"), nw.col("claim_days").alias("days"),
        one.alias("part"), one.alias("of_part"), nw.lit(ALL, nw.Int64()).alias("share"),
    )  # fmt: skip
    return figures_of_parts.select(rows.columns)


def _outcome() -> nw.Expr:
    clashes = nw.when(nw.col("clashes") > 0).then(nw.lit(PayOutcome.OVERLAPPING_PROVISIONS.value))
    pays = nw.when(nw.col("pays") > 0).then(nw.lit(PayOutcome.SEVERAL_RATES.value))
    return clashes.otherwise(pays.otherwise(nw.col("outcome")))


def figures(rows: Frame) -> Frame:
    """Return the rows with what they were computed from under the names of a line's columns."""
    whole, broken = nw.lit(None, nw.Int64()), nw.col("part") < nw.col("of_part")
    monthly = nw.col("kind").is_in(MONTHLY_KINDS)
    return rows.with_columns(
        nw.when(broken).then(nw.col("part")).otherwise(nw.col("days")).alias("days"),
        nw.when(broken).then(nw.col("of_part")).otherwise(whole).alias("of_days"),
        nw.col("paid_units").alias("quantity"),
        nw.when(monthly).then(whole).otherwise(nw.col("counted")).alias("counted"),
    )


def parts_of(rows: Frame, replaced: Frame, details: Frame, calendar: Frame, spells: Spells) -> Frame:
    """Return what each line with a change inside the month was put together from, in order of its days.

    Args:
        rows: The slots of claims with several that pay.
        replaced: `claim` and `term` of claims where one provision pays for the whole month.
        details: The terms.
        calendar: The months.
        spells: The people.
    """
    by_days = figures(rows).select("claim", "term", "since", *FIGURES)
    empty = [nw.lit(None, kind).alias(name) for name, kind in by_days.schema.items() if name in FIGURES]
    whole = replaced.with_columns(nw.lit(None, nw.Int64()).alias("since"), *empty)
    both = nw.concat([by_days, whole.select(by_days.columns)])
    terms = details.select("term", "provision", "change", nw.col("month").alias("number"), "p_from")
    months = calendar.select(nw.col("month").alias("number"), nw.col("first").alias("month"))
    named = both.join(terms, on="term", how="left").join(months, on="number", how="left")
    who = (nw.col("claim") // TERMS).alias("who")
    begun = nw.coalesce("since", "p_from").alias("since")
    placed = named.with_columns(who, begun).join(spells.people, on="who", how="left")
    return placed.sort("claim", "since", "term")
