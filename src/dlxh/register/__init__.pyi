# made by `python -m docs.generate` from the list in the file beside it

from dlxh.data.labels import Label
from dlxh.register.finding import Place
from dlxh.register.labels import dictionary, label_of
from dlxh.register.limits import LimitError, Limits
from dlxh.register.pack_error import PackError
from dlxh.register.units_of_provinces import province_unit_id, province_units
from dlxh.register.units_over_time import LineageError, lineage

__all__ = [
    "Label",
    "LimitError",
    "Limits",
    "LineageError",
    "PackError",
    "Place",
    "dictionary",
    "label_of",
    "lineage",
    "province_unit_id",
    "province_units",
]
