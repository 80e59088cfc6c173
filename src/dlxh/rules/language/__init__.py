"""Ngôn ngữ của quy tắc: what rules are written in, and the order in which they are worked out.

>>> import dlxh
>>> m = dlxh.rules.language.subject("memberships")
>>> (m.end < m.start).kind.value
'boolean'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "rules.language.functions": "AS_OF all_horizontal any_horizontal coalesce concat_str max_horizontal min_horizontal when",
        "rules.language.parts": "Given given part",
        "rules.language.rows": "Row subject those",
        "rules.language.values": "Value",
    },
)
