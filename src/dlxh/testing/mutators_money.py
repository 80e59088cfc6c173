"""Sửa hỏng dòng chi: one row each."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from dlxh.testing.mutators import Edit, Row, Rows, added, changed, mutator

_BY_COEFFICIENT = pl.col("coefficient").is_not_null()


def _plain(row: Row, collaborator: Row, month: date) -> Row:
    """Return a line like another for somebody else, under no provision: only who and when can be wrong."""
    none = dict.fromkeys(("scheme", "provision", "coefficient", "base_salary", "base_decree"))
    who = {"network": collaborator["network"], "collaborator": collaborator["collaborator"]}
    return {**row, **none, **who, "id": f"{row['id']}~b", "month": month}


@mutator("P101")
def contract_ended(rows: Rows) -> Edit:
    """A contract ends two months before the last month that was paid."""
    row = rows.first("engagements", pl.col("end") == date(2027, 7, 14))
    membership = rows.one("memberships", row["membership"])
    line = rows.first(
        "allowance_lines",
        pl.col("collaborator") == membership["collaborator"],
        pl.col("month") == date(2026, 5, 1),
    )
    return changed("engagements", row, end=date(2026, 4, 30), found_at=("allowance_lines", line["id"]))


@mutator("P102")
def outsider_paid(rows: Rows) -> Edit:
    """Who left with the districts is paid for a month after."""
    left = rows.first("memberships", pl.col("network") != "ML-00", pl.col("paid"))
    return added("allowance_lines", _plain(rows.first("allowance_lines"), left, date(2025, 10, 1)))


@mutator("P103")
def unpaid_paid(rows: Rows) -> Edit:
    """Who serves without pay is paid for a month."""
    membership = rows.first("memberships", ~pl.col("paid"))
    return added(
        "allowance_lines",
        _plain(rows.first("allowance_lines"), membership, membership["start"].replace(day=1)),
    )


@mutator("P104")
def paid_again(rows: Rows) -> Edit:
    """A month is paid twice."""
    row = rows.first("allowance_lines")
    return added("allowance_lines", row, id=row["id"] + "~b")


@mutator("P105")
def more_than_the_rate(rows: Rows) -> Edit:
    """A month is paid with a thousand đồng too much."""
    row = rows.first("allowance_lines", _BY_COEFFICIENT)
    return changed("allowance_lines", row, amount=row["amount"] + 1000, due=row["due"] + 1000)


@mutator("P106")
def salary_of_later(rows: Rows) -> Edit:
    """A line names a base salary of another month."""
    row = rows.first("allowance_lines", _BY_COEFFICIENT)
    return changed("allowance_lines", row, base_salary=row["base_salary"] + 310_000)


@mutator("P107")
def coefficient_of_another_level(rows: Rows) -> Edit:
    """A line states half where the provision says less."""
    return changed("allowance_lines", rows.first("allowance_lines", _BY_COEFFICIENT), coefficient=5000)


@mutator("P108")
def paid_less_than_due(rows: Rows) -> Edit:
    """A thousand đồng of what is due was not paid."""
    row = rows.first("allowance_lines")
    return changed("allowance_lines", row, amount=row["amount"] - 1000)


@mutator("P109")
def rate_of_before(rows: Rows) -> Edit:
    """A month of 2025 is paid by the coefficient that ended with the old province."""
    row = rows.first("allowance_lines", pl.col("provision") == "PC-00-2")
    old: dict[str, Any] = {
        "provision": "PC-00-1",
        "coefficient": 3000,
        "base_salary": 2_340_000,
        "base_decree": "73/2024/NĐ-CP",
    }
    return changed("allowance_lines", row, amount=702_000, due=702_000, **old)


@mutator("P110")
def middle_of_the_month(rows: Rows) -> Edit:
    """A month is written as its second day."""
    row = rows.first("allowance_lines")
    return changed("allowance_lines", row, month=row["month"] + timedelta(days=1))


@mutator("P203")
def rate_of_no_entitlement(rows: Rows) -> Edit:
    """A sum that follows another inside a month does not say that it takes its place."""
    return changed("scheme_provisions", rows.one("scheme_provisions", "PC-00-4"), entitlement=None)


@mutator("P301")
def month_not_paid(rows: Rows) -> Edit:
    """A month that was served is not paid."""
    row = rows.first("allowance_lines")
    return Edit("allowance_lines", row, None, ("collaborators", row["collaborator"]))


@mutator("P302")
def half_a_month_paid(rows: Rows) -> Edit:
    """Half of a month is paid to somebody who served all of it."""
    row = rows.first("allowance_lines")
    half = row["amount"] // 2
    return changed("allowance_lines", row, amount=half, due=half, share=5000)


@mutator("P303")
def paid_without_a_rate(rows: Rows) -> Edit:
    """A month is paid a second time, under no provision."""
    row = rows.first("allowance_lines")
    return added("allowance_lines", _plain(row, row, row["month"]))
