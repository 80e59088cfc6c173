# made by `python -m docs.generate` from the list in the file beside it

from dlxh.register.finding import Place
from dlxh.register.limits import LimitError, Limits
from dlxh.register.schema import dictionary
from dlxh.register.units_of_provinces import province_unit_id, province_units
from dlxh.register.units_over_time import LineageError, lineage

__all__ = [
    "LimitError",
    "Limits",
    "LineageError",
    "Place",
    "dictionary",
    "lineage",
    "province_unit_id",
    "province_units",
]
