"""Quy tắc: what the door's `rule`, `Rule` and `RULES` leave out; the language that rules are written in is `dlxh.rules.language`.

>>> import dlxh
>>> [rule.code for rule in dlxh.rules.EXPORT_RULES]
['K201']
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "rules.catalogue": "EXPORT_RULES",
        "rules.explanation": "Explanation",
        "rules.findings": "CheckFindings",
    },
    within=("language",),
)
