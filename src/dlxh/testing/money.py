"""Quy chế và dòng chi của tỉnh giả định: what is owed and paid, and what was paid month by month."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import polars as pl

from dlxh.data.province_facts import MERGED
from dlxh.data.salary_steps import base_salary
from dlxh.testing.lands import LAST_OLD_DAY
from dlxh.testing.people import AS_OF, GROUPS, NETWORKS, Times, board_of, write_key

FIXED: Final = 800_000
_BEFORE: Final = (
    (date(2011, 5, 1), date(2011, 9, 14)),
    (date(2011, 9, 15), date(2012, 12, 31)),
)
"""Days of the fixed sums of long ago, before anybody of today was a member."""
_COEFFICIENTS: Final = (3000, 2000)
"""In ten-thousandths: 0.3 for the province, 0.2 for districts (Hướng dẫn 06-HD/TCTW-BTGTW)."""


def regulations(who: pl.DataFrame, times: Times) -> dict[str, pl.DataFrame]:
    """Return one regulation for each network: a monthly report, the size of the team, the moves of cases, and for some the basis of streams."""
    heads: list[dict[str, Any]] = []
    parts: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    named: list[dict[str, Any]] = []
    giving_way: list[dict[str, Any]] = []
    serving, manned = who.filter(pl.col("k") == 0), set(who["network"])
    for n in range(NETWORKS):
        key, network = f"QC-{n:02}", f"ML-{n:02}"
        days = {"valid_from": times.first, "valid_to": LAST_OLD_DAY if n else None}
        document = f"{100 + n}-QĐ/TU"
        own = n % 2 == 1  # one half cites the document with each provision
        heads.append(
            {"id": key, "network": network, "name": "Quy chế", "document": None if own else document, **days}
        )
        duties = _duties(n, serving, has_members=network in manned)
        last = f"{key}-{len(duties)}"
        own_move = {"kind": "closed", "part": "role", "value": "coordinator"}
        named += _units_named(n, key, duties)
        giving_way += _yields(network, key, duties)
        moves.append({"regulation_provision": last, "network": network, "position": 1, **own_move})
        parts += _provisions(n, key, {"document": document if own else None, **days}, duties)
    return {
        "regulations": pl.DataFrame(heads, infer_schema_length=None),
        "regulation_provisions": pl.DataFrame(parts, infer_schema_length=None),
        "regulation_units": pl.DataFrame(named),
        "regulation_moves": pl.DataFrame(moves),
        "regulation_yields": pl.DataFrame(giving_way),
    }


def _provisions(
    n: int, key: str, common: dict[str, Any], duties: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for place, duty in enumerate(duties, start=1):
        yield {
            "regulation": key,
            "network": f"ML-{n:02}",
            "position": place,
            "id": f"{key}-{place}",
            "article": f"Điều {place}",
            "text": "Quy định của tỉnh giả định.",
            "published": True,
            **common,
            **duty,
        }


def _units_named(n: int, key: str, duties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the board of a network as the unit by which some of its provisions are owed."""
    return [
        {
            "regulation_provision": f"{key}-{place}",
            "network": f"ML-{n:02}",
            "position": 1,
            "unit": board_of(n, AS_OF),
        }
        for place, duty in enumerate(duties, start=1)
        if duty.get("duty_owed_by_kind") == "units"
    ]


def _yields(network: str, key: str, duties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return that what a board owes by month gives way to what it owes by year."""
    by_period = {
        duty["duty_period_kind"]: f"{key}-{place}"
        for place, duty in enumerate(duties, start=1)
        if duty.get("duty_owed_by_kind") == "units"
    }
    if "year" not in by_period:
        return []
    named = {"regulation_provision": by_period["month"], "longer": by_period["year"]}
    return [{**named, "network": network, "position": 1}]


def _duties(n: int, serving: pl.DataFrame, *, has_members: bool) -> list[dict[str, Any]]:
    """Return the content of the provisions of one network; the last one has its moves."""
    duties: list[dict[str, Any]] = [_monthly() | ({} if n else {"duty_owed_by_role": "member"})]
    if n % 3 == 0:
        duties.append({"duty_kind": "stream_basis"})
    if has_members:  # a board sends a synthesis of what members reported
        duties.append(_upward())
    if n == 0:
        duties += [_OFF, _upward() | _YEARLY]
    if n:
        duties.append({"duty_kind": "composition", "duty_at_least": 1, "duty_at_most": 40})
    else:
        duties += _composition(serving)
    return [*duties, {"duty_kind": "moves", "duty_table": "standard"}]


def _monthly() -> dict[str, Any]:
    return {
        "duty_kind": "report",
        "duty_report": "periodic",
        "duty_period_kind": "month",
        "duty_convention": "calendar",
        "duty_due_kind": "after_period",
        "duty_due_days": 5,
        "duty_due_unit": "day",
        "duty_on_day_off": "stays",
        "duty_grace_days": 0,
        "duty_receipt": "first",
        "duty_undeclared": "period_of_receipt",
        "duty_least_days_served": 1,
        "duty_owed_by_kind": "members",
        "duty_owed_by_single_line": True,
        "duty_owed_by_needs_engagement": False,
        "duty_owed_by_ends_with_unit": True,
    }


_YEARLY: Final = {"duty_period_kind": "year", "valid_from": date(2026, 1, 1)}
"""What the province's board owes for the first time at the end of 2026; what is owed by month gives way to it."""
_OFF: Final = {
    "duty_kind": "excused_absence",
    "duty_absence": "study",
    "duty_least_days_absent": 1,
    "duty_effect": "not_owed",
}
"""For this reason nothing is owed; nobody of the province is away for it."""


def _upward() -> dict[str, Any]:
    """Return what the board owes as a unit, month after month; the units are named in `regulation_units`."""
    owing = {"kind": "units", "successor_owes": True}
    of_members = ("duty_owed_by_single_line", "duty_owed_by_needs_engagement", "duty_owed_by_ends_with_unit")
    monthly = {name: value for name, value in _monthly().items() if name not in of_members}
    return monthly | {
        "duty_report": "synthesis",
        "duty_due_days": 10,
        **{f"duty_owed_by_{name}": value for name, value in owing.items()},
    }


def _composition(serving: pl.DataFrame) -> list[dict[str, Any]]:
    """Return how many of each group, and of all, the province's team has; the regulation requires just that many."""
    counted = dict.fromkeys(range(GROUPS), 0)
    for number in serving["i"]:
        counted[number // 2 % GROUPS] += 1
    groups = [(f"co_cau_{group}", count) for group, count in counted.items() if count]
    composition = {"duty_kind": "composition"}
    return [
        {**composition, "duty_group": group, "duty_at_least": count, "duty_at_most": count + 1}
        for group, count in [(None, serving.height), *groups]
        if count
    ]


def schemes(times: Times) -> dict[str, pl.DataFrame]:
    """Return the pay of each network: a coefficient until the merger, in the province a fixed sum since.

    The province paid a fixed sum long before, too, under a decision that was renewed inside a month.
    """
    heads = [
        {
            "id": f"PC-{n:02}",
            "network": f"ML-{n:02}",
            "name": "Phụ cấp",
            "legal_basis": f"{200 + n}-QĐ/TU",
            "payer": board_of(n, AS_OF),
            "one_coefficient": False,
            "mid_month_change": "by_days",
        }
        for n in range(NETWORKS)
    ]
    common = {
        "document": "300-QĐ/TU",
        "article": "Điều 1",
        "basis": "engagement",
        "rounding": "half_up",
        "proration": "full",
    }
    rows: list[dict[str, Any]] = []
    for n in range(NETWORKS):
        own: dict[str, Any] = {"scheme": f"PC-{n:02}", "network": f"ML-{n:02}", **common}
        rate = {"rate_kind": "coefficient_monthly", "rate_coefficient": _COEFFICIENTS[min(n, 1)]}
        days = {"valid_from": times.first, "valid_to": LAST_OLD_DAY}
        rows.append({**own, **rate, **days, "position": 1, "id": f"PC-{n:02}-1"})
    fixed: dict[str, Any] = {"rate_kind": "fixed_monthly", "rate_amount": FIXED}
    province = {"scheme": "PC-00", "network": "ML-00", **common, **fixed}
    rows.append({**province, "position": 2, "id": "PC-00-2", "valid_from": MERGED, "valid_to": None})
    rows += _earlier(province)
    return {"schemes": pl.DataFrame(heads), "scheme_provisions": pl.DataFrame(rows, infer_schema_length=None)}


def _earlier(province: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the province paid long before; the second takes the place of the first inside a month."""
    return [
        {
            **province,
            "position": place,
            "id": f"PC-00-{place}",
            "entitlement": "phu_cap",
            "valid_from": first,
            "valid_to": last,
        }
        for place, (first, last) in enumerate(_BEFORE, start=3)
    ]


def lines(months: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return what was paid to each paid member for each month served."""
    steps = [(month, base_salary(month)) for month in times.months]
    wages = pl.DataFrame(
        [(month, row.amount, str(row.decree)) for month, row in steps],
        schema={"month": pl.Date, "base_salary": pl.Int64, "base_decree": pl.String},
        orient="row",
    )
    by_coefficient = pl.col("month") < MERGED
    coefficient = pl.when(pl.col("k") == 0).then(_COEFFICIENTS[0]).otherwise(_COEFFICIENTS[1]).cast(pl.Int64)
    number = pl.when(by_coefficient).then(pl.lit("1")).otherwise(pl.lit("2"))
    due = pl.when(by_coefficient).then(coefficient * pl.col("base_salary") // 10_000).otherwise(FIXED)
    paid = months.filter("paid").join(wages, on="month", how="inner", maintain_order="left")
    paid = paid.with_columns(write_key("PC-{}-{}", pl.col("network").str.slice(3), number).alias("provision"))
    written = pl.col("month").dt.to_string("%Y-%m")
    return paid.select(
        write_key("{}~{}~{}~{}~1", "network", "collaborator", written, "provision").alias("id"),
        "network",
        "collaborator",
        "month",
        write_key("PC-{}", pl.col("network").str.slice(3)).alias("scheme"),
        "provision",
        pl.lit(1, pl.Int64).alias("sequence"),
        due.alias("amount"),
        due.alias("due"),
        pl.lit("full").alias("outcome"),
        pl.when(by_coefficient).then(coefficient).alias("coefficient"),
        *(pl.when(by_coefficient).then(pl.col(name)).alias(name) for name in ("base_salary", "base_decree")),
    )


def work(months: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return a session of every member in each half-year, and what some draw elsewhere."""
    held = months.filter(pl.col("m") % 6 == 4).with_columns(pl.col("month").dt.offset_by("19d").alias("day"))  # noqa: PLR2004 - twice a year
    entries = held.select(
        write_key("CV-{}-{}", "i", "m").alias("id"),
        "network",
        "collaborator",
        "day",
        pl.lit("session").alias("kind"),
    )
    drawn = months.unique("i", keep="first", maintain_order=True).filter(pl.col("i") % 6 == 0)
    other = drawn.select(
        write_key("PCK-{}", "i").alias("id"),
        "network",
        "collaborator",
        pl.lit("Báo cáo viên").alias("name"),
        pl.col("month").alias("start"),
        pl.lit(2000, pl.Int64).alias("coefficient"),
    )
    return {"work_entries": entries, "other_allowances": other}
