"""Truy lĩnh: what is due against what was paid; paid lines are never changed, only followed by differences.

A difference is that of two rounded amounts. Computing twice gives nothing twice.

To the rows of a month come `due` (the whole sum), `amount` (what is left of it), `sequence` (the number of the line) and `change`; `LINE`
identifies a line, with the provision or "" in `line_of`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import narwhals as nw

from dlxh.models.allowance_line import PayChange, PayOutcome
from dlxh.payroll.limits import refuse_too_large, wide
from dlxh.payroll.lines import Lines
from dlxh.payroll.months import Month
from dlxh.payroll.service_days import Frame
from dlxh.register.tables import Tables

LINE = ("network", "collaborator", "month", "line_of")
"""What one sum is due for; `line_of` is the provision, or empty."""


def paid_lines(paid: Any, tables: Tables, months: tuple[Month, ...]) -> "Frame | None":  # noqa: ANN401 - lines in any form
    """Return the lines that were paid for the months, from lines, records, a frame, or the register's own table."""
    if paid is None:
        if "allowance_lines" not in tables:
            return None
        frame = tables["allowance_lines"]
    elif isinstance(paid, Lines):
        frame = paid.tables["allowance_lines"]
    elif isinstance(paid, Iterator | Sequence):
        frame = Tables.of(paid, as_of=tables.as_of, empty=["allowance_lines"])["allowance_lines"]
    else:
        frame = Tables({"allowance_lines": paid}, as_of=tables.as_of)["allowance_lines"]
    within = frame.filter(nw.col("month") >= months[0].first, nw.col("month") <= months[-1].last)
    return within.collect("polars").with_columns(nw.col("provision").fill_null("").alias("line_of"))


def against(due: Frame, paid: "Frame | None") -> Frame:
    """Return the lines that are still to be written: first lines, and differences where something changed."""
    no_text = nw.lit(None, nw.String())
    first = due.with_columns(
        nw.col("amount").alias("due"), nw.lit(1, nw.Int64()).alias("sequence"), no_text.alias("change")
    )
    if paid is None:
        return first
    so_far = paid.group_by(*LINE).agg(
        wide("amount").sum().alias("paid"), nw.col("sequence").max().alias("sequence")
    )
    refuse_too_large(so_far.with_columns(nw.col("line_of").alias("provision")), "paid")
    so_far = so_far.with_columns(nw.col("paid").cast(nw.Int64()))
    latest = _latest(paid)
    rows = due.join(so_far, on=list(LINE), how="left").join(latest, on=list(LINE), how="left")
    rows = rows.with_columns(nw.col("amount").alias("due"))
    fresh = nw.col("sequence").is_null()
    left = nw.col("due") - nw.col("paid").fill_null(0)
    kept = rows.filter(fresh | (left != 0)).with_columns(
        left.alias("amount"),
        nw.when(~fresh).then(_change()).otherwise(no_text).alias("change"),
        (nw.col("sequence").fill_null(0) + 1).alias("sequence"),
    )
    lines = nw.concat([kept.select(first.columns), _no_longer(due, so_far, paid, first)])
    refuse_too_large(lines, "amount")
    return lines.sort("network", "collaborator", "month", "line_of")


def _latest(paid: Frame) -> Frame:
    """Return what the last line of each sum was computed from."""
    inputs = ("base_salary", "coefficient", "rate", "outcome")
    last = paid.join(
        paid.group_by(*LINE).agg(nw.col("sequence").max().alias("sequence")),
        on=[*LINE, "sequence"],
        how="semi",
    )
    return last.group_by(*LINE).agg(*(nw.col(name).max().alias(f"old_{name}") for name in inputs))


def _change() -> nw.Expr:
    def differs(name: str) -> nw.Expr:
        return (nw.col(name) != nw.col(f"old_{name}")).fill_null(value=False)

    several = nw.col("outcome") == PayOutcome.SEVERAL_RATES.value
    before = nw.col("old_outcome") == PayOutcome.SEVERAL_RATES.value
    changed = differs("coefficient") | differs("rate") | (several != before)
    rate = nw.when(changed).then(nw.lit(PayChange.RATE.value))
    other = rate.otherwise(nw.lit(PayChange.CORRECTION.value))
    return nw.when(differs("base_salary")).then(nw.lit(PayChange.BASE_SALARY.value)).otherwise(other)


def _no_longer(due: Frame, so_far: Frame, paid: Frame, like: Frame) -> Frame:
    """Return a line that takes back each sum that was paid and is not due at all."""
    schemes = paid.group_by(*LINE).agg(nw.col("scheme").max())
    gone = so_far.join(due.select(*LINE).unique(), on=list(LINE), how="anti").filter(nw.col("paid") != 0)
    rows = gone.join(schemes, on=list(LINE), how="left").with_columns(
        (nw.lit(0, nw.Int64()) - nw.col("paid")).alias("amount"),
        nw.lit(0, nw.Int64()).alias("due"),
        (nw.col("sequence") + 1).alias("sequence"),
        nw.lit(PayChange.NO_LONGER_DUE.value).alias("change"),
        nw.lit(PayOutcome.NO_LONGER_DUE.value).alias("outcome"),
        nw.when(nw.col("line_of") != "")
        .then(nw.col("line_of"))
        .otherwise(nw.lit(None, nw.String()))
        .alias("provision"),
    )
    lacking = [
        nw.lit(None, kind).alias(name) for name, kind in like.schema.items() if name not in rows.columns
    ]
    return rows.with_columns(*lacking).select(like.columns)
