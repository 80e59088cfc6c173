"""Đơn vị của con số: what the values of a measure are given in."""

from dlxh.measures.measure import Measure, Quantile, Share, Total
from dlxh.measures.pairs import Ratio
from dlxh.words.figures import FigureUnit


def is_money(each: Measure) -> bool:
    """Whether a measure is a sum of money: what may have been recovered makes it smaller, so that part of it says nothing."""
    return isinstance(each, Total) and not each.figure and each.unit is FigureUnit.DONG


def unit_of(each: Measure) -> str:
    """Return what a value of a measure is given in.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> {each.code: unit_of(each) for each in MEASURES}["on_time_rate"]
    'ten_thousandth'
    """
    if isinstance(each, Share | Ratio):
        return "ten_thousandth"
    if isinstance(each, Quantile):
        return f"{each.in_unit}_ten_thousandth"
    return each.unit.value
