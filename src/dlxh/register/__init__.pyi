# made by `python -m docs.generate` from the list in the file beside it

from dlxh.data.labels import Label
from dlxh.register.finding import Place
from dlxh.register.labels import dictionary, label_of
from dlxh.register.limits import LimitError, Limits
from dlxh.register.pack_error import PackError
from dlxh.register.place_ids import place_unit_id
from dlxh.register.unit_book import LineageError
from dlxh.register.units_of_places import place_units
from dlxh.register.units_over_time import lineage
from dlxh.register.upgrade_step import Step, Upgrade, upgrade_steps
from dlxh.words.record import SCHEMA_VERSION

__all__ = [
    "SCHEMA_VERSION",
    "Label",
    "LimitError",
    "Limits",
    "LineageError",
    "PackError",
    "Place",
    "Step",
    "Upgrade",
    "dictionary",
    "label_of",
    "lineage",
    "place_unit_id",
    "place_units",
    "upgrade_steps",
]
