"""Số tiền: from rate, quantity, days and share to whole đồng, with integers only.

What is due is `money / scale × days / of_days × share / 10,000`, rounded once, as the provision says.
"""

from typing import TYPE_CHECKING

from dlxh.models.duties import ProrationMethod
from dlxh.payroll.conditions import ALL

if TYPE_CHECKING:
    import narwhals as nw

WORKING_MONTH = 22
"""Working days by which a month's sum is divided (domain.md section 3, scheme 11)."""

_THOUSANDS = ("half_up_thousand", "down_thousand", "up_thousand")


def money() -> "nw.Expr":
    """Return the sum of a whole month in units of 1 / `scale` đồng."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    units = nw.col("rate") * nw.col("paid_units") + nw.col("half_rate") * nw.col("half_days")
    by_coefficient = nw.col("coefficient") * nw.col("base_salary")
    return nw.when(nw.col("coefficient").is_null()).then(units).otherwise(by_coefficient)


def scale() -> "nw.Expr":
    """Return by what `money` is divided: ten thousand for a coefficient."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return (
        nw.when(nw.col("coefficient").is_null())
        .then(nw.lit(1, nw.Int64()))
        .otherwise(nw.lit(ALL, nw.Int64()))
    )


def part_of_month() -> "tuple[nw.Expr, nw.Expr]":
    """Return the days that pay is reckoned by, and of how many; a whole month is 1 of 1."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    one, zero = nw.lit(1, nw.Int64()), nw.lit(0, nw.Int64())
    full = nw.col("days") >= nw.col("month_days")
    method = nw.col("proration")
    whole = full | (method == ProrationMethod.FULL.value)
    by_work = method == ProrationMethod.BY_WORKING_DAYS_OF_22.value
    by_days = method == ProrationMethod.BY_CALENDAR_DAYS.value
    worked = nw.min_horizontal(nw.col("worked_days"), nw.lit(WORKING_MONTH, nw.Int64()))
    served = nw.when(by_days).then(nw.col("days")).otherwise(nw.when(by_work).then(worked).otherwise(zero))
    of = nw.when(by_days).then(nw.col("month_days")).otherwise(nw.lit(WORKING_MONTH, nw.Int64()))
    return nw.when(whole).then(one).otherwise(served), nw.when(whole | ~(by_days | by_work)).then(
        one
    ).otherwise(of)


def rounded() -> "nw.Expr":
    """Return whole đồng from the columns `money`, `scale`, `part`, `of_part`, `share` and `rounding`.

    The quotient is taken apart so that no step leaves 64 bits: only the remainder is multiplied.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    thousand = nw.col("rounding").is_in(list(_THOUSANDS))
    step = nw.when(thousand).then(nw.lit(1000, nw.Int64())).otherwise(nw.lit(1, nw.Int64()))
    times = nw.col("part") * nw.col("share")
    below = nw.col("scale") * nw.col("of_part") * ALL * step
    whole, rest = nw.col("money") // below * times, nw.col("money") % below * times
    up = -((-rest) // below)
    half = (rest * 2 + below) // (below * 2)
    mode = nw.col("rounding")
    more = nw.when(mode.is_in(["down", "down_thousand"])).then(rest // below)
    return (
        whole + more.otherwise(nw.when(mode.is_in(["up", "up_thousand"])).then(up).otherwise(half))
    ) * step
