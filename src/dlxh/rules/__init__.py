"""Quy tắc: what a rule of your own is written with, beside `rule`, `Rule` and `RULES`.

>>> import dlxh
>>> m = dlxh.rules.subject("memberships")
>>> (m.end < m.start).kind.value
'boolean'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "rules.catalogue": "EXPORT_RULES",
        "rules.language.functions": "AS_OF all_horizontal any_horizontal coalesce concat_str max_horizontal min_horizontal when",
        "rules.language.parts": "given part",
        "rules.language.rows": "Row subject those",
        "rules.language.values": "Value",
    },
)
