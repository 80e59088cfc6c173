"""Giới hạn: sums that no amount may hold are refused before they are multiplied, so that none comes back wrapped."""

import narwhals as nw

from dlxh.payroll.errors import PayrollError
from dlxh.payroll.service_days import Frame
from dlxh.words.money import MAX_DONG


def refuse_too_often(rows: Frame) -> None:
    """Refuse a rate that was done more often than an amount can hold.

    Raises:
        PayrollError: with the provision.
    """
    units = nw.col("paid_units") + nw.col("half_days")
    most = nw.lit(MAX_DONG, nw.Int64()) // nw.max_horizontal(nw.col("rate"), nw.lit(1, nw.Int64()))
    found = rows.filter(units > most)
    if found.shape[0]:
        raise PayrollError.too_large(found["provision"].unique().to_list())


def refuse_too_large(rows: Frame, amount: str) -> None:
    """Refuse amounts that no amount may be.

    Raises:
        PayrollError: with the provisions.
    """
    beyond = (nw.col(amount) > MAX_DONG) | (nw.col(amount) < -MAX_DONG)
    found = rows.filter(beyond)
    if found.shape[0]:
        raise PayrollError.too_large(found["provision"].unique().to_list())


def wide(amount: str) -> nw.Expr:
    """Return an amount to be added up: 9,223 of the largest fit 64 bits, and any number of them 128."""
    return nw.col(amount).cast(nw.Int128())
