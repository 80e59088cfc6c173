"""Chỉ tiêu: what a measure of your own needs besides the door's `Measure` and `MEASURES`.

>>> import dlxh
>>> dlxh.measures.explain_measure("trainees", "en").splitlines()[0]
'trainees: trainees'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "measures.context": "Context",
        "measures.measure": "Count Distinct Quantile Share Stock Total",
        "measures.pairs": "Ratio Shortfall",
        "measures.policy": "Policy WhyOpen",
        "measures.rate": "Rate",
        "measures.row_source": "RowSource",
        "measures.sets": "MeasureSet",
        "measures.text.explain": "explain_measure",
    },
)
