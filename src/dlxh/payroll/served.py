"""Ngày phục vụ: who served on which days of which month, and which of them each provision pays.

The engine of the tables filters and narrows; what is left, some rows per person and month, is reckoned on Polars.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from dlxh.models.allowance import PayBasis
from dlxh.payroll.months import Month
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import narwhals as nw

FAR = date(9999, 12, 31)
PERSON = ("network", "collaborator", "month")
Frame: TypeAlias = "nw.DataFrame[Any]"


def month_frame(months: tuple[Month, ...]) -> Frame:
    """Return the months with their first and last day."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = [(month.number, month.first, month.last, month.days) for month in months]
    schema = {"month": pl.Int64, "first": pl.Date, "last": pl.Date, "month_days": pl.Int64}
    return nw.from_native(pl.DataFrame(rows, schema=schema, orient="row"), eager_only=True)


def by_month(spans: Frame, months: Frame, prefix: str) -> Frame:
    """Return one row per span and month that it touches, with its first and last day of the month as numbers.

    The columns `start` and `end` of the spans become `<prefix>_from` and `<prefix>_to`.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    met = spans.join(months, how="cross").filter(nw.col("start") <= nw.col("last"), nw.col("end") >= nw.col("first"))
    begins, ends = nw.col("start"), nw.col("end")
    return met.with_columns(
        nw.when(begins > nw.col("first"))
        .then(begins.dt.day().cast(nw.Int64()))
        .otherwise(nw.lit(1, nw.Int64()))
        .alias(f"{prefix}_from"),
        nw.when(ends < nw.col("last"))
        .then(ends.dt.day().cast(nw.Int64()))
        .otherwise(nw.col("month_days"))
        .alias(f"{prefix}_to"),
    ).drop("start", "end", "first", "last", "month_days")


def seats(tables: Tables, months: tuple[Month, ...], calendar: Frame) -> Frame:
    """Return every membership in every month that it touches, with the sending organisation."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    end = nw.col("end").fill_null(FAR).alias("end")
    found = tables["memberships"].select(
        *("network", "collaborator", "role", "rank", "paid", "organisation", "start"),
        nw.col("id").alias("membership"),
        end,
    )
    within = found.filter(nw.col("start") <= months[-1].last, nw.col("end") >= months[0].first)
    rows = within.collect("polars")
    if "collaborators" in tables:
        homes = tables["collaborators"].select(nw.col("id").alias("collaborator"), nw.col("organisation").alias("home"))
        rows = rows.join(homes.collect("polars"), on="collaborator", how="left").with_columns(
            nw.coalesce("organisation", "home").alias("organisation")
        )
        rows = rows.drop("home")
    return by_month(rows.rename({"organisation": "org_unit"}), calendar, "m")


def contracts(tables: Tables, months: tuple[Month, ...], calendar: Frame) -> tuple[Frame, Frame]:
    """Return every contract in every month that it touches, and which memberships ever had one.

    Raises:
        TableError: contracts were not given, so whether one runs is unknown.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    found = tables["engagements"].select("membership", "start", "end")
    within = found.filter(nw.col("start") <= months[-1].last, nw.col("end") >= months[0].first)
    ever = tables["engagements"].select("membership").unique().collect("polars")
    return by_month(within.collect("polars"), calendar, "e"), ever


def matched(rows: Frame, terms: Frame) -> Frame:
    """Return each paid membership-month with each term that covers it, from the first to the last common day."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    narrow = terms.select(
        *("term", "network", "month", "basis", "p_from", "p_to"),
        *(nw.col(name).alias(f"only_{name}") for name in ("role", "rank", "draws_other")),
    )
    paid = rows.filter(nw.col("paid"))
    fits = [
        nw.col(f"only_{name}").is_null() | (nw.col(f"only_{name}") == nw.col(name)).fill_null(value=False)
        for name in ("role", "rank", "draws_other")
    ]
    met = paid.join(narrow, on=["network", "month"], how="inner").filter(*fits)
    both = met.with_columns(
        nw.max_horizontal("m_from", "p_from").alias("m_from"), nw.min_horizontal("m_to", "p_to").alias("m_to")
    ).filter(nw.col("m_from") <= nw.col("m_to"))
    return both.select("network", "collaborator", "month", "term", "membership", "org_unit", "basis", "m_from", "m_to")


def spans(met: Frame, signed: "tuple[Frame, Frame] | None") -> Frame:
    """Return the days that are paid: those of the membership, and under contract where the provision asks for one.

    A person without a contract keeps a row without days, so that nobody is left out. Days that two spans share
    count once: each span begins after all earlier ones.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    bare = ["basis", "m_from", "m_to", "membership"]
    served = (nw.col("m_to") - nw.col("m_from") + 1).alias("seat_days")
    free = met.filter(nw.col("basis") == PayBasis.MEMBERSHIP.value).with_columns(
        nw.col("m_from").alias("begin"), nw.col("m_to").alias("end"), nw.lit(True).alias("signed"), served
    )
    if signed is None:
        return _apart(free.drop(*bare))
    running, ever = signed
    bound = met.filter(nw.col("basis") == PayBasis.ENGAGEMENT.value).join(running, on=["membership", "month"], how="left")
    idle = nw.col("e_from").is_null()
    none, first = nw.lit(0, nw.Int64()), nw.lit(1, nw.Int64())
    bounded = bound.join(ever.with_columns(nw.lit(True).alias("signed")), on="membership", how="left").with_columns(
        nw.when(idle).then(first).otherwise(nw.max_horizontal("m_from", "e_from")).alias("begin"),
        nw.when(idle).then(none).otherwise(nw.min_horizontal("m_to", "e_to")).alias("end"),
        nw.col("signed").fill_null(value=False),
        served,
    )
    return _apart(nw.concat([free, bounded.select(free.columns)]).drop(*bare))


def _apart(found: Frame) -> Frame:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    keys = ["network", "collaborator", "term"]
    numbered = found.with_row_index("place", order_by=None)
    counted = numbered.group_by(*keys).agg(nw.len().alias("n"))
    if counted.shape[0] == numbered.shape[0]:
        return numbered.drop("place")
    reached = nw.col("end").cum_max().over(*keys, order_by=["begin", "place"])
    before = nw.col("reached").shift(1).over(*keys, order_by=["begin", "place"])
    later = numbered.with_columns(reached.alias("reached")).with_columns(before.fill_null(0).alias("before"))
    return later.with_columns(nw.max_horizontal(nw.col("begin"), nw.col("before") + 1).alias("begin")).drop(
        "place", "reached", "before"
    )


def days_paid(found: Frame, terms: Frame, *, working: bool) -> Frame:
    """Return per person and term: days, working days, days without a contract, and whether there ever was one."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    days = (nw.col("end") - nw.col("begin") + 1).clip(0)
    rows = found.with_columns(days.alias("days"), nw.col("signed").cast(nw.Int64()).alias("signed"))
    worked = nw.lit(0, nw.Int64())
    if working:
        rows = rows.join(terms.select("term", "worked"), on="term", how="left")
        worked = _worked_days()
    rows = rows.with_columns(worked.alias("worked_days"))
    total = rows.group_by("network", "collaborator", "month", "term").agg(
        *(nw.col(name).sum() for name in ("days", "worked_days")),
        *(nw.col(name).max() for name in ("signed", "seat_days")),
        nw.col("org_unit").min(),
    )
    gap = (nw.col("seat_days") - nw.col("days")).clip(0).alias("gap_days")
    return total.with_columns(gap).drop("seat_days")


def _worked_days() -> "nw.Expr":
    """Count the working days from `begin` to `end`: the month's days are the bits of `worked`."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    counted = nw.lit(0, nw.Int64())
    for day in range(1, 32):
        inside = (nw.col("begin") <= day) & (nw.col("end") >= day)
        bit = nw.col("worked") // (1 << (day - 1)) % 2
        counted = counted + nw.when(inside).then(bit).otherwise(nw.lit(0, nw.Int64()))
    return counted
