# made by `python -m docs.generate` from the list in the file beside it

from dlxh.rules.catalogue import EXPORT_RULES
from dlxh.rules.explanation import Explanation
from dlxh.rules.language.functions import (
    AS_OF,
    all_horizontal,
    any_horizontal,
    coalesce,
    concat_str,
    in_force,
    max_horizontal,
    min_horizontal,
    when,
)
from dlxh.rules.language.parts import given, part
from dlxh.rules.language.rows import subject, those

__all__ = [
    "AS_OF",
    "EXPORT_RULES",
    "Explanation",
    "all_horizontal",
    "any_horizontal",
    "coalesce",
    "concat_str",
    "given",
    "in_force",
    "max_horizontal",
    "min_horizontal",
    "part",
    "subject",
    "those",
    "when",
]
