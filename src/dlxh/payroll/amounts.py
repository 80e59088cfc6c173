"""Số tiền: from rate, quantity, days and share to whole đồng, with integers only.

What is due is `money / scale × part / of_part × share / 10,000`, rounded once, as the provision says; where provisions
of one entitlement take turns inside the month, their exact sums are added up before that.
"""

import narwhals as nw

from dlxh.models.duties import ProrationMethod
from dlxh.payroll.conditions import ALL

WORKING_MONTH = 22
"""Working days by which a month's sum is divided, where a scheme divides by 22."""

MONTHLY_KINDS = ("coefficient_monthly", "fixed_monthly")
"""Kinds of rate that pay for a month; the others pay for work."""
_THOUSANDS = ("half_up_thousand", "down_thousand", "up_thousand")


def money() -> nw.Expr:
    """Return the sum of a whole month in units of 1 / `scale` đồng."""
    units = nw.col("rate") * nw.col("paid_units") + nw.col("half_rate") * nw.col("half_days")
    by_coefficient = nw.col("coefficient") * nw.col("base_salary")
    return nw.when(nw.col("coefficient").is_null()).then(units).otherwise(by_coefficient)


def scale() -> nw.Expr:
    """Return by what `money` is divided: ten thousand for a coefficient."""
    return (
        nw.when(nw.col("coefficient").is_null())
        .then(nw.lit(1, nw.Int64()))
        .otherwise(nw.lit(ALL, nw.Int64()))
    )


def part_of_month() -> tuple[nw.Expr, nw.Expr]:
    """Return the days that pay is computed by, and of how many; a whole month is 1 of 1."""
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


def part_of_claim() -> tuple[nw.Expr, nw.Expr]:
    """Return the same for a slot that shares its claim with others: their sum is divided by their days.

    Days are working days where the provision counts those. Work is paid on its own day, and nothing of it is divided.
    """
    one, zero, method = nw.lit(1, nw.Int64()), nw.lit(0, nw.Int64()), nw.col("proration")
    work = ~nw.col("kind").is_in(MONTHLY_KINDS)
    whole = (nw.col("claim_days") >= nw.col("month_days")) | (method == ProrationMethod.FULL.value)
    idle = (nw.col("claim_worked") == 0) & whole
    by_work = (method == ProrationMethod.BY_WORKING_DAYS_OF_22.value) & ~idle
    own = nw.when(by_work).then(nw.col("worked_days")).otherwise(nw.col("days"))
    unpaid = (method == ProrationMethod.NONE.value) & ~whole
    all_of_claim = nw.when(by_work).then(nw.col("claim_worked")).otherwise(nw.col("claim_days"))
    longest = nw.max_horizontal(nw.col("claim_worked"), nw.lit(WORKING_MONTH, nw.Int64()))
    broken = nw.when(by_work).then(longest).otherwise(nw.col("month_days"))
    part = nw.when(unpaid).then(zero).otherwise(own)
    of = nw.when(whole).then(all_of_claim).otherwise(broken)
    return nw.when(work).then(one).otherwise(part), nw.when(work).then(one).otherwise(of)


def round_amounts() -> nw.Expr:
    """Return whole đồng from the columns `money`, `scale`, `part`, `of_part`, `share` and `rounding`.

    The quotient is taken apart so that no step leaves 64 bits: only the remainder is multiplied.
    """
    times = nw.col("part") * nw.col("share")
    below = nw.col("scale") * nw.col("of_part") * ALL * _step()
    return _round(nw.col("money") // below * times, nw.col("money") % below * times, below)


def exact() -> tuple[nw.Expr, nw.Expr]:
    """Return a sum before it is rounded: whole đồng, and the rest in the parts of a đồng that the claim has in common."""
    times, below = nw.col("part") * nw.col("share"), nw.col("scale") * nw.col("of_part") * ALL
    over = nw.col("money") % below * times
    return nw.col("money") // below * times + over // below, over % below * (_common() // below)


def round_claims() -> nw.Expr:
    """Return whole đồng from `whole` and `rest`, added up over the slots of a claim, and `rounding`."""
    whole, rest = nw.col("whole") + nw.col("rest") // _common(), nw.col("rest") % _common()
    return _round(whole // _step(), whole % _step() * _common() + rest, _common() * _step())


def _common() -> nw.Expr:
    """Return into how many parts a đồng is divided so that the sums of a claim's slots are whole in them."""
    worked = nw.max_horizontal(nw.col("claim_worked"), nw.lit(1, nw.Int64()))
    return nw.col("claim_days") * nw.col("month_days") * worked * (WORKING_MONTH * ALL * ALL)


def _step() -> nw.Expr:
    thousand = nw.col("rounding").is_in(list(_THOUSANDS))
    return nw.when(thousand).then(nw.lit(1000, nw.Int64())).otherwise(nw.lit(1, nw.Int64()))


def _round(whole: nw.Expr, rest: nw.Expr, below: nw.Expr) -> nw.Expr:
    """Return `whole` steps and `rest / below` of one, rounded to a step, in đồng."""
    up = -((-rest) // below)
    half = (rest * 2 + below) // (below * 2)
    mode = nw.col("rounding")
    more = nw.when(mode.is_in(["down", "down_thousand"])).then(rest // below)
    return (
        whole + more.otherwise(nw.when(mode.is_in(["up", "up_thousand"])).then(up).otherwise(half))
    ) * _step()
