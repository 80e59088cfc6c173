"""Khối lượng được chi: what was done inside the paid days, counted for each provision, with its caps.

Per `slot`: `counted` (all that was done), `paid_units` (paid in full) and `half_days`.
"""

from typing import Any

import narwhals as nw

from dlxh.models.work import WorkKind
from dlxh.payroll.months import Month
from dlxh.payroll.service_days import Frame, number_rows
from dlxh.register.tables import Tables

PER_REPORT = "per_report"
PAID_FOR = {
    PER_REPORT: "report",
    "per_form": WorkKind.FORM.value,
    "per_session": WorkKind.SESSION.value,
    "per_day": WorkKind.DAY.value,
    "per_item": WorkKind.ITEM.value,
}
"""What each kind of rate pays for."""

COLUMNS = ("network", "collaborator", "day", "what", "report_kind", "quantity", "minutes", "issue")


def work_done(tables: Tables, months: tuple[Month, ...], kinds: frozenset[str], people: Frame) -> Frame:
    """Return what was done in the months, as far as a provision pays for it; raises TableError for an absent table."""
    first, last = months[0].first, months[-1].last
    found = []
    if PER_REPORT in kinds:
        found.append(_reports(tables).filter(nw.col("day") >= first, nw.col("day") <= last).collect("polars"))
    if kinds - {PER_REPORT}:
        entries = tables["work_entries"].select(
            *("network", "collaborator", "day", nw.col("kind").alias("what")),
            nw.lit(None, nw.String()).alias("report_kind"),
            *("quantity", "minutes", nw.coalesce("issue", nw.concat_str(nw.lit("~"), "id")).alias("issue")),
        )
        found.append(entries.filter(nw.col("day") >= first, nw.col("day") <= last).collect("polars"))
    rows = nw.concat([each.select(*COLUMNS) for each in found])
    month = nw.col("day").dt.year().cast(nw.Int64()) * 12 + nw.col("day").dt.month().cast(nw.Int64()) - 1
    dated = rows.with_columns(
        month.alias("month"), nw.col("day").dt.day().cast(nw.Int64()).alias("day_number")
    )
    return number_rows(dated, people)


def _reports(tables: Tables) -> nw.LazyFrame[Any]:
    """Reports of collaborators on the day of receipt; a correction was paid for with the report that it replaces."""
    first = tables["reports"].filter(nw.col("replaces").is_null(), ~nw.col("author").is_null())
    return first.select(
        *("network", nw.col("author").alias("collaborator"), nw.col("received_day").alias("day")),
        *(nw.lit("report").alias("what"), nw.col("kind").alias("report_kind")),
        *(nw.lit(1, nw.Int64()).alias("quantity"), nw.lit(None, nw.Int64()).alias("minutes")),
        nw.lit(None, nw.String()).alias("issue"),
    )


def quantities(found: Frame, done: Frame, terms: Frame) -> Frame:
    """Return per slot how many were counted, are paid in full, and by half; a cap is one for the whole claim."""
    what = nw.col("kind").replace_strict(PAID_FOR, return_dtype=nw.String())
    paying = terms.filter(nw.col("kind").is_in(list(PAID_FOR))).select(
        *("term", "kind", "half_below", "cap_per_issue", "cap_per_period"),
        what.alias("what"),
        nw.col("report_kind").alias("only_kind"),
    )
    spans = found.filter(nw.col("begin") <= nw.col("end")).select(
        *("slot", "claim", "pm", "term", "begin", "end"),
        nw.col("begin").min().over("slot").alias("since"),
    )
    rows = (
        spans.join(paying, on="term", how="inner")
        .join(done, on=["pm", "what"], how="inner")
        .filter(
            nw.col("day_number") >= nw.col("begin"),
            nw.col("day_number") <= nw.col("end"),
            nw.col("only_kind").is_null() | (nw.col("only_kind") == nw.col("report_kind")),
        )
    )
    return nw.concat([_cap(rows.filter(nw.col("kind") == "per_item")), _days(rows), _plain(rows)])


def _plain(rows: Frame) -> Frame:
    simple = rows.filter(~nw.col("kind").is_in(["per_item", "per_day"]))
    total = simple.group_by("slot").agg(nw.col("quantity").sum())
    return _shape(total, nw.col("quantity"), nw.col("quantity"), nw.lit(0, nw.Int64()))


def _days(rows: Frame) -> Frame:
    """A day is one day, however often it is entered: its minutes add up."""
    whole = nw.lit(24 * 60, nw.Int64())
    entered = rows.filter(nw.col("kind") == "per_day", nw.col("quantity") > 0)
    daily = entered.with_columns(nw.coalesce(nw.col("minutes"), whole).alias("minutes"))
    summed = daily.group_by("slot", "day_number").agg(nw.col("minutes").sum(), nw.col("half_below").max())
    limit = nw.col("half_below").fill_null(0) * 60
    within_bounds = summed.filter(nw.col("minutes") > 0).with_columns(
        (nw.col("minutes") >= limit).cast(nw.Int64()).alias("full"),
        (nw.col("minutes") < limit).cast(nw.Int64()).alias("half"),
    )
    total = within_bounds.group_by("slot").agg(nw.col("full").sum(), nw.col("half").sum())
    return _shape(total, nw.col("full") + nw.col("half"), nw.col("full"), nw.col("half"))


def _cap(rows: Frame) -> Frame:
    first, cap = nw.col("since").min(), nw.col("cap_per_period").max()
    by_issue = rows.group_by("slot", "claim", "issue").agg(
        nw.col("quantity").sum(), nw.col("cap_per_issue").max(), cap, first
    )
    paid = _within(by_issue, "quantity", "cap_per_issue", "claim", "issue")
    total = paid.group_by("slot", "claim").agg(nw.col("quantity").sum(), nw.col("paid").sum(), cap, first)
    capped = _within(total, "paid", "cap_per_period", "claim")
    return _shape(capped, nw.col("quantity"), nw.col("paid"), nw.lit(0, nw.Int64()))


def _within(rows: Frame, what: str, cap: str, *keys: str) -> Frame:
    """Return the rows with `paid`: what a cap leaves of each, after the slots of its claim that come before it."""
    order = ["since", "slot"]
    summed = rows.with_columns(nw.col(what).cum_sum().over(*keys, order_by=order).alias("so_far"))
    most = nw.min_horizontal(nw.col("so_far"), nw.coalesce(nw.col(cap), nw.col("so_far")))
    reached = summed.with_columns(most.alias("most")).with_columns(
        nw.col("most").cum_max().over(*keys, order_by=order).alias("reached")
    )
    before = nw.col("reached").shift(1).over(*keys, order_by=order).fill_null(0)
    return reached.with_columns((nw.col("reached") - before).alias("paid")).drop("so_far", "most", "reached")


def _shape(total: Frame, counted: nw.Expr, paid: nw.Expr, half: nw.Expr) -> Frame:
    return total.select("slot", counted.alias("counted"), paid.alias("paid_units"), half.alias("half_days"))
