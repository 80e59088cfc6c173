"""Thay đổi trong tháng: how a month is paid in which provisions of one entitlement take turns with a person.

A claim (`claim`) is a person's entitlement in a month; under each of its provisions the person has a slot.

To a slot come `several` (whether others of its claim pay too) and, under `claim_`, the days of all of them.
"""

import narwhals as nw
import polars as pl

from dlxh.models.allowance import MidMonthChange
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.service_days import Frame
from dlxh.payroll.terms import PayTerm, terms_in_doubt

_WHOLE_MONTH = (MidMonthChange.FIRST_DAY.value, MidMonthChange.LAST_DAY.value)


def refuse_doubts(spans: Frame, terms: list[PayTerm]) -> None:
    """Refuse paid days of a person in one month under two provisions, if nothing says how they pay together.

    Raises:
        PayrollError: with the provisions and the month.
    """
    pairs = terms_in_doubt(terms)
    if not pairs:
        return
    schema = {"term": pl.Int64, "other": pl.Int64}
    table = nw.from_native(pl.DataFrame(pairs, schema=schema, orient="row"))
    here = _add_days(spans).select("pm", "term").unique()
    both = here.join(table, on="term", how="inner").join(
        here.select("pm", nw.col("term").alias("other")), on=["pm", "other"], how="inner"
    )
    found = both.select("term", "other").unique().sort("term", "other").rows()
    if found:
        raise PayrollError.mid_month_change(
            (terms[one].provision.id, terms[other].provision.id, terms[one].month.first)
            for one, other in found
        )


def whole_months(spans: Frame, details: Frame) -> tuple[Frame, Frame]:
    """Return the spans, and of each claim where one provision pays for the others' days too: `claim`, its `term`s.

    The scheme states whether that is the provision of the first day that is paid, or of the last.
    """
    changes = details.filter(nw.col("change").is_in(_WHOLE_MONTH)).select("term", "change")
    rows = _add_days(spans).join(changes, on="term", how="inner")
    terms = rows.select("claim", "term").unique()
    several = terms.filter(nw.col("claim").is_duplicated())
    if several.shape[0] == 0:
        return spans, several
    from_end = nw.when(nw.col("change") == MidMonthChange.FIRST_DAY.value).then(nw.col("begin"))
    order = rows.with_columns(from_end.otherwise(-nw.col("end")).alias("order")).sort(
        "claim", "order", "term"
    )
    chosen = order.unique(["claim"], keep="first")
    chosen = chosen.join(several.select("claim").unique(), on="claim", how="semi")
    joined = spans.join(chosen.select("claim", "term", "slot"), on="claim", how="left", suffix="_chosen")
    settled = joined.with_columns(
        nw.coalesce(f"{name}_chosen", name).alias(name) for name in ("term", "slot")
    )
    return settled.select(spans.columns), several


def add_claims(served: Frame, *, shared: bool) -> Frame:
    """Return the slots with the days of their whole claim, and whether several of them pay (`several`).

    A slot without a day falls out if another has days; of slots without any the first remains, to say why.

    Args:
        served: One row per slot.
        shared: Whether any entitlement has two provisions in one month.
    """
    if not shared:
        return served.with_columns(
            nw.col("days").alias("claim_days"),
            nw.col("worked_days").alias("claim_worked"),
            nw.lit(False).alias("several"),
        )
    whole = served.with_columns(
        nw.col("days").sum().over("claim").alias("claim_days"),
        nw.col("worked_days").sum().over("claim").alias("claim_worked"),
        nw.col("signed").max().over("claim").alias("signed"),
        nw.col("slot").min().over("claim").alias("first_slot"),
    )
    first = (nw.col("claim_days") == 0) & (nw.col("slot") == nw.col("first_slot"))
    kept = whole.filter((nw.col("days") > 0) | first).drop("first_slot")
    return kept.with_columns(nw.col("claim").is_duplicated().alias("several"))


def _add_days(spans: Frame) -> Frame:
    return spans.filter(nw.col("begin") <= nw.col("end"))
