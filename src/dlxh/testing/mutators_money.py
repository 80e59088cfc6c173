"""Sửa hỏng dòng chi: one row each."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl

from dlxh.testing.edits import Breaks, Edit, Row, Rows, add, add_row, change, change_row, take_out

_LINES = "allowance_lines"
_BY_COEFFICIENT = pl.col("coefficient").is_not_null()


def _plain(row: Row, collaborator: Row, month: date) -> Row:
    """Return a line like another for somebody else, under no provision: only who and when can be wrong."""
    none = dict.fromkeys(("scheme", "provision", "coefficient", "base_salary", "base_decree"))
    who = {"network": collaborator["network"], "collaborator": collaborator["collaborator"]}
    return {**row, **none, **who, "id": f"{row['id']}~b", "month": month}


def _end_contract(rows: Rows) -> Edit:
    row = rows.first("engagements", pl.col("end") == date(2027, 7, 14))
    person = rows.one("memberships", row["membership"])["collaborator"]
    line = rows.first(_LINES, pl.col("collaborator") == person, pl.col("month") == date(2026, 5, 1))
    return change_row("engagements", row, end=date(2026, 4, 30), found_at=(_LINES, line["id"]))


def _pay_outsider(rows: Rows) -> Edit:
    left = rows.first("memberships", pl.col("network") != "ML-00", pl.col("paid"))
    return add_row(_LINES, _plain(rows.first(_LINES), left, date(2025, 10, 1)))


def _pay_unpaid(rows: Rows) -> Edit:
    membership = rows.first("memberships", ~pl.col("paid"))
    return add_row(_LINES, _plain(rows.first(_LINES), membership, membership["start"].replace(day=1)))


def _pay_without_rate(rows: Rows) -> Edit:
    row = rows.first(_LINES)
    return add_row(_LINES, _plain(row, row, row["month"]))


BREAKS: Final[Mapping[str, Breaks]] = {
    # A contract ends two months before the last month that was paid.
    "P101": _end_contract,
    # Who left with the districts is paid for a month after.
    "P102": _pay_outsider,
    # Who serves without pay is paid for a month.
    "P103": _pay_unpaid,
    # A month is paid twice.
    "P104": add(_LINES, id=pl.col("id") + "~b"),
    # A month is paid with a thousand đồng too much.
    "P105": change(_LINES, _BY_COEFFICIENT, amount=pl.col("amount") + 1000, due=pl.col("due") + 1000),
    # A line has a base salary of another month.
    "P106": change(_LINES, _BY_COEFFICIENT, base_salary=pl.col("base_salary") + 310_000),
    # A line states half where the provision says less.
    "P107": change(_LINES, _BY_COEFFICIENT, coefficient=5000),
    # A thousand đồng of what is due was not paid.
    "P108": change(_LINES, amount=pl.col("amount") - 1000),
    # A month of 2025 is paid by the coefficient that ended with the old province.
    "P109": change(
        _LINES,
        pl.col("provision") == "PC-00-2",
        amount=702_000,
        due=702_000,
        provision="PC-00-1",
        coefficient=3000,
        base_salary=2_340_000,
        base_decree="73/2024/NĐ-CP",
    ),
    # A month is written as its second day.
    "P110": change(_LINES, month=pl.col("month").dt.offset_by("1d")),
    # A sum that follows another inside a month does not say that it takes its place.
    "P203": change("scheme_provisions", pl.col("id") == "PC-00-4", entitlement=None),
    # A month that was served is not paid.
    "P301": take_out(_LINES, found_at=("collaborators", pl.col("collaborator"))),
    # Half of a month is paid to somebody who served all of it.
    "P302": change(_LINES, amount=pl.col("amount") // 2, due=pl.col("amount") // 2, share=5000),
    # A month is paid a second time, under no provision.
    "P303": _pay_without_rate,
}
