"""Ràng buộc của một giá trị: what pydantic refuses in one value of a column, for each kind of core schema.

A column is typed, so that what is not text or not a number at all has been reported by the reader. A condition on a column may be
evaluated on several at once.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final, TypeAlias

import narwhals as nw

from dlxh.words.patterns import mismatch

Faults: TypeAlias = list[tuple[str, Mapping[str, Any], nw.Expr]]
Schema = Mapping[str, Any]

_WHITE: Final = "\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Python strips from a text."""
_COEFFICIENTS: Final = 100_000_000
"""Ten thousand in ten-thousandths."""


def _text(core: Schema, column: nw.Expr) -> Faults:
    found: Faults = []
    length = column.str.len_chars()
    if (least := core.get("min_length")) is not None:
        found.append(("string_too_short", {"min_length": least}, length < least))
    if (most := core.get("max_length")) is not None:
        found.append(("string_too_long", {"max_length": most}, length > most))
    if (pattern := core.get("pattern")) is not None:
        found.append(("string_pattern_mismatch", {"pattern": pattern}, mismatch(column, pattern)))
    return found


def refuses_empty(codes: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether one of the faults of a text holds for an empty one, whatever its length.

    >>> (
    ...     refuses_empty({"string_pattern_mismatch": {"pattern": "^[0-9]*$"}}),
    ...     refuses_empty({"document_blank": {}}),
    ... )
    (False, True)
    """
    pattern = codes.get("string_pattern_mismatch", {}).get("pattern", "")
    return "document_blank" in codes or re.search(pattern, "") is None


def _number(core: Schema, column: nw.Expr) -> Faults:
    bounds = (
        ("ge", "greater_than_equal", column.__lt__),
        ("gt", "greater_than", column.__le__),
        ("le", "less_than_equal", column.__gt__),
        ("lt", "less_than", column.__ge__),
    )
    return [
        (code, {key: core[key]}, beyond(core[key]))
        for key, code, beyond in bounds
        if core.get(key) is not None
    ]


def _one_of(code: str, values: list[Any], column: nw.Expr) -> Faults:
    allowed = [each.value if isinstance(each, Enum) else each for each in values]
    quoted = [repr(each) for each in allowed]
    expected = " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
    return [(code, {"expected": expected}, ~column.is_in(allowed))]


def _enum(core: Schema, column: nw.Expr) -> Faults:
    return _one_of("enum", core["members"], column)


def _literal(core: Schema, column: nw.Expr) -> Faults:
    return _one_of("literal_error", core["expected"], column)


def _document(_: Schema, column: nw.Expr) -> Faults:
    return [("document_blank", {}, mismatch(column, f"[^{_WHITE}]"))]


def _coefficient(_: Schema, column: nw.Expr) -> Faults:
    return [("coefficient_range", {}, _either(column < 0, column >= _COEFFICIENTS))]


def _day(_: Schema, column: nw.Expr) -> Faults:
    """Return the days that no calendar of Python has: engines hold years before Christ, year 0 and infinity too."""
    # A text, because PySpark writes the year of a Python day without its zeros, and Java refuses 1-01-01.
    first = nw.lit(date.min.isoformat()).str.to_date(format="%Y-%m-%d")
    return [("date_parsing", {}, _either(column < first, column > date.max))]


def _either(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    """Return where one or the other holds; of several columns, in any of them."""
    return nw.any_horizontal(one, other, ignore_nulls=False)


def _nothing(_: Schema, __: nw.Expr) -> Faults:
    return []


VALUES: Final[Mapping[str, Callable[[Schema, nw.Expr], Faults]]] = {
    "str": _text,
    "int": _number,
    "enum": _enum,
    "literal": _literal,
    "bool": _nothing,
    "date": _day,
    "datetime": _number,
    "decimal": _nothing,
    "function-after dlxh.words.text": _nothing,
    "function-after dlxh.words.documents": _document,
    "function-wrap dlxh.words.documents": _nothing,
    "function-before dlxh.words.days": _nothing,
    "function-before dlxh.words.money": _coefficient,
}
"""What is refused, by the type of the core schema and the module of the function that it calls."""

NOT_IN_COLUMNS: Final[Mapping[str, str]] = dict.fromkeys(
    ("function-after dlxh.words.text",),
    "no engine composes: a text that fits, and no longer fits in NFC for some foreign letters, passes as a column",
)
"""What pydantic refuses and columns do not, each with the reason."""
