"""Kiểm thử: invented registers, strategies and single defects, for our tests and for the embedders'.

>>> import dlxh
>>> dlxh.testing.province(seed=7, collaborators=4, years=2).as_of
datetime.date(2026, 6, 30)
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "rules.language.examples": "case",
        "testing.errors": "InventionError",
        "testing.invented": "province province_tables",
        "testing.judging": "judge",
        "testing.mutators": "Broken broken",
        "testing.survival": "survivors",
    },
    within=("strategies",),
)
