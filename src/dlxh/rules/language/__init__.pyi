# made by `python -m docs.generate` from the list in the file beside it

from dlxh.rules.language.functions import (
    AS_OF,
    all_horizontal,
    any_horizontal,
    coalesce,
    concat_str,
    max_horizontal,
    min_horizontal,
    when,
)
from dlxh.rules.language.parts import Given, given, part
from dlxh.rules.language.rows import Row, subject, those
from dlxh.rules.language.values import Value

__all__ = [
    "AS_OF",
    "Given",
    "Row",
    "Value",
    "all_horizontal",
    "any_horizontal",
    "coalesce",
    "concat_str",
    "given",
    "max_horizontal",
    "min_horizontal",
    "part",
    "subject",
    "those",
    "when",
]
