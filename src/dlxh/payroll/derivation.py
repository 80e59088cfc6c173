"""Khoản phải chi: what each person is due in each month under each provision, or why nothing.

A row has the columns of its slot and of its term, and: `counted`, `paid_units` and `half_days` (work done), `share` (what conditions
leave, in ten-thousandths), `money` and `scale`, `part` of `of_part` (of the month), `amount` in đồng and `outcome`. Person-months
without a provision have `pm`, `network`, `month`, `spell`, `outcome` and `amount` 0.
"""

import narwhals as nw

from dlxh.models.allowance_line import PayOutcome
from dlxh.payroll.amounts import MONTHLY_KINDS, money, part_of_claim, part_of_month, round_amounts, scale
from dlxh.payroll.conditions import ALL, shares
from dlxh.payroll.limits import refuse_too_large, refuse_too_often
from dlxh.payroll.parts import PAID, add_up
from dlxh.payroll.reports_owed import ReportsOwed
from dlxh.payroll.service_days import Frame, Spells
from dlxh.payroll.terms import PayTerm


def derive_amounts(  # noqa: PLR0913 - each part of the computing is a table
    served: Frame,
    work: "Frame | None",
    others: "Frame | None",
    ledger: ReportsOwed | None,
    *,
    months: Frame,
    terms: list[PayTerm],
    details: Frame,
) -> tuple[Frame, Frame]:
    """Return one row per claim with its amount and outcome; and the slots of claims with several that pay."""
    rows = _add_quantity(served.join(details.drop(*_OF_THE_MATCH), on="term", how="left"), work)
    refuse_too_often(rows)
    rows = shares(rows, ledger, months, terms).with_columns(money().alias("money"), scale().alias("scale"))
    slots = _amounts(rows.filter(nw.col("several")), *part_of_claim())
    if slots.shape[0]:
        alone = _amounts(rows.filter(~nw.col("several")), *part_of_month())
        rows = nw.concat([alone, add_up(slots)])
    else:
        rows = _amounts(rows, *part_of_month())
    refuse_too_large(rows, "amount")
    paid = nw.col("outcome").is_in([*PAID, PayOutcome.SEVERAL_RATES.value])
    zero = nw.lit(0, nw.Int64())
    rows = rows.with_columns(nw.when(paid).then(nw.col("amount")).otherwise(zero).alias("amount"))
    return _one_coefficient(rows, others), slots


_OF_THE_MATCH = ("p_from", "p_to", "role", "rank", "worked", "entitlement", "change")
"""Columns of a term that say whom it pays on which days."""


def _add_quantity(rows: Frame, work: "Frame | None") -> Frame:
    """Return the rows with what was done; a month counts as one."""
    if work is None:
        zero = nw.lit(0, nw.Int64())
        rows = rows.with_columns(*(zero.alias(name) for name in ("counted", "paid_units", "half_days")))
    else:
        rows = rows.join(work, on="slot", how="left")
    month = nw.when(nw.col("kind").is_in(MONTHLY_KINDS)).then(nw.lit(1, nw.Int64()))
    return rows.with_columns(
        *(month.otherwise(nw.col(name).fill_null(0)).alias(name) for name in ("counted", "paid_units")),
        nw.col("half_days").fill_null(0).alias("half_days"),
    )


def _amounts(rows: Frame, part: nw.Expr, of_part: nw.Expr) -> Frame:
    parted = rows.with_columns(part.alias("part"), of_part.alias("of_part"))
    return parted.with_columns(round_amounts().alias("amount")).with_columns(_outcome().alias("outcome"))


def _outcome() -> nw.Expr:
    """Return the first reason that holds; a sum without one is full."""

    def outcome_column(outcome: PayOutcome) -> nw.Expr:
        return nw.lit(outcome.value)

    part, of_part = nw.col("part"), nw.col("of_part")
    work = ~nw.col("kind").is_in(MONTHLY_KINDS)
    idle = work & (nw.col("paid_units") + nw.col("half_days") == 0)
    found = outcome_column(PayOutcome.FULL)
    for holds, outcome in (
        (nw.col("paid_units") + nw.col("half_days") < nw.col("counted"), PayOutcome.CAPPED),
        (part < of_part, PayOutcome.PRORATED),
        (nw.col("share") < ALL, PayOutcome.REDUCED),
        (nw.col("share") == 0, PayOutcome.CONDITION),
        (idle, PayOutcome.NO_WORK),
        (part == 0, PayOutcome.INCOMPLETE_MONTH),
        (nw.col("days") == 0, PayOutcome.ENGAGEMENT_GAP),
        (nw.col("signed") == 0, PayOutcome.NO_ENGAGEMENT),
        (nw.col("overlapping"), PayOutcome.OVERLAPPING_PROVISIONS),
    ):
        found = nw.when(holds).then(outcome_column(outcome)).otherwise(found)
    return found


def _one_coefficient(rows: Frame, others: "Frame | None") -> Frame:
    """Keep the highest coefficient allowance of a person and month, where the scheme allows one only.

    One that is drawn elsewhere competes by its coefficient, and wins a tie: it is paid already.
    """
    limited = nw.col("one_coefficient") & ~nw.col("coefficient").is_null() & (nw.col("amount") > 0)
    rivals = rows.filter(limited).select("slot", "pm", "term", "amount", "coefficient")
    if rivals.shape[0] == 0:
        return rows
    ranked = rivals.sort("amount", "coefficient", "term", descending=[True, True, False]).with_row_index(
        "place"
    )
    best = nw.col("place").min().over("pm")
    beaten = nw.col("place") > best
    if others is not None:
        ranked = ranked.join(others, on="pm", how="left")
        beaten = beaten | (nw.col("coefficient") <= nw.col("other_coefficient")).fill_null(value=False)
    losers = ranked.filter(beaten).select("slot", nw.lit(True).alias("loses"))
    joined = rows.join(losers, on="slot", how="left")
    loses = nw.col("loses").fill_null(value=False)
    return joined.with_columns(
        nw.when(loses).then(nw.lit(0, nw.Int64())).otherwise(nw.col("amount")).alias("amount"),
        nw.when(loses)
        .then(nw.lit(PayOutcome.HIGHER_ALLOWANCE.value))
        .otherwise(nw.col("outcome"))
        .alias("outcome"),
    ).drop("loses")


def unpaid_months(spells: Spells, rows: Frame) -> Frame:
    """Return the person-months for which no provision gave a row, with the reason."""
    rest = spells.months.join(rows.select("pm").unique(), on="pm", how="anti")
    paid = nw.col("paid").cast(nw.Int64()).alias("paid")
    people = (
        rest.with_columns(paid)
        .group_by("pm", "network", "month")
        .agg(nw.col("paid").max(), nw.col("spell").max())
    )
    unpaid = nw.when(nw.col("paid") == 0).then(nw.lit(PayOutcome.UNPAID_MEMBERSHIP.value))
    reason = unpaid.otherwise(nw.lit(PayOutcome.NO_PROVISION.value)).alias("outcome")
    return people.with_columns(reason, nw.lit(0, nw.Int64()).alias("amount")).drop("paid")
