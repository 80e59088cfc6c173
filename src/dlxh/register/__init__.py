"""Sổ: what the door's `Register`, `Tables` and `read` leave out: bounds of reading, places, and units across time.

>>> import dlxh
>>> len(dlxh.register.place_units(down_to="province"))
100
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "data.labels": "Label",
        "register.finding": "Place",
        "register.labels": "dictionary label_of",
        "register.limits": "LimitError Limits",
        "register.pack_error": "PackError",
        "register.place_ids": "place_unit_id",
        "register.units_of_places": "place_units",
        "register.unit_book": "LineageError",
        "register.units_over_time": "lineage",
        "register.upgrade_step": "Step Upgrade upgrade_steps",
        "words.record": "SCHEMA_VERSION",
    },
)
