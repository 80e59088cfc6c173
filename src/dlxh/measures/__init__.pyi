# made by `python -m docs.generate` from the list in the file beside it

from dlxh.measures.context import Context
from dlxh.measures.measure import Count, Distinct, Quantile, Share, Stock, Total
from dlxh.measures.pairs import Ratio, Shortfall
from dlxh.measures.policy import Policy, WhyOpen
from dlxh.measures.rate import Rate
from dlxh.measures.row_source import RowSource
from dlxh.measures.sets import MeasureSet
from dlxh.measures.text.explain import explain_measure

__all__ = [
    "Context",
    "Count",
    "Distinct",
    "MeasureSet",
    "Policy",
    "Quantile",
    "Rate",
    "Ratio",
    "RowSource",
    "Share",
    "Shortfall",
    "Stock",
    "Total",
    "WhyOpen",
    "explain_measure",
]
