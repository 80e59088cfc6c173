"""Sang narwhals: what a rule makes of values, as expressions over columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import add, and_, eq, floordiv, ge, gt, le, lt, mod, mul, ne, or_, sub
from typing import Any, Final

import narwhals as nw

from dlxh.rules.language.nodes import (
    AsOf,
    Call,
    Case,
    Col,
    Exists,
    In,
    Lit,
    Map,
    Match,
    Node,
    Plain,
    Replace,
    Total,
)
from dlxh.rules.language.operations import OF_DAY

_PAIRS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "eq": eq, "ne": ne, "lt": lt, "le": le, "gt": gt, "ge": ge, "and": and_, "or": or_,
    "add": add, "sub": sub, "mul": mul, "floordiv": floordiv, "mod": mod,
}  # fmt: skip
_TYPES: Final = {"int": nw.Int64(), "str": nw.String(), "bool": nw.Boolean(), "date": nw.Date()}


@dataclass(frozen=True, slots=True)
class Expressions:
    """Makes expressions of values.

    Attributes:
        as_of: The as-of day of the records.
        name: What the column of a row is called in the frame.
        totals: What the column is called in which a set, or another value, has been computed.
    """

    as_of: date
    name: Callable[[Col], str]
    totals: Mapping[Node, str]

    def of(self, node: Node) -> nw.Expr:  # noqa: C901, PLR0911 - a case for each kind of node
        """Return the expression of a value.

        >>> import polars as pl
        >>> from dlxh.rules.language.rows import subject
        >>> made = Expressions(date(2026, 6, 30), lambda column: column.name, {})
        >>> frame = nw.from_native(pl.DataFrame({"label": ["2021", None]}))
        >>> frame.select(made.of(subject("terms").label.is_null().node))["label"].to_list()
        [False, True]
        """
        match node:
            case Col():
                return nw.col(self.name(node))
            case Lit(value, kind):
                return nw.lit(value, _TYPES.get(kind))
            case AsOf():
                return nw.lit(self.as_of)
            case Exists() | Total() | Call() if self.totals and node in self.totals:
                return nw.col(self.totals[node])
            case In(arg, values):
                return self.of(arg).is_in(list(values))
            case Match(arg, pattern):
                return self.of(arg).str.contains(pattern)
            case Replace(arg, pattern, instead):
                return self.of(arg).str.replace_all(pattern, instead)
            case Map():
                return self._map(node)
            case Case():
                return self._case(node)
            case Call(name, args):
                return self._call(name, args)
            case _:
                pass
        msg = f"{type(node).__name__} is a row, and no value"
        raise TypeError(msg)

    def _map(self, node: Map) -> nw.Expr:
        old, new = [pair[0] for pair in node.pairs], [pair[1] for pair in node.pairs]
        kind = _TYPES[type(new[0]).__name__]
        return self.of(node.arg).replace_strict(old, new, default=node.other.value, return_dtype=kind)

    def _case(self, node: Case) -> nw.Expr:
        typed = next((_type_of(value) for _, value in node.branches if _type_of(value) is not None), None)
        made = self._branch(node.other, typed)
        for condition, value in reversed(node.branches):
            made = nw.when(self.of(condition)).then(self._branch(value, typed)).otherwise(made)
        return made

    def _branch(self, node: Node, typed: "nw.dtypes.DType | None") -> nw.Expr:
        """Return a value of a choice; a null among them has a type only here."""
        return nw.lit(None, typed) if isinstance(node, Lit) and node.value is None else self.of(node)

    def _call(self, name: str, args: tuple[Node, ...]) -> nw.Expr:
        if name == "concat_str":
            return self._concat(args)
        given = [self.of(each) for each in args]
        if name in _PAIRS:
            made: nw.Expr = _PAIRS[name](given[0], given[1])
            return made
        if name in OF_DAY:
            return _of_day(name, given[0])
        return _OTHERS[name](given)

    def _concat(self, args: tuple[Node, ...]) -> nw.Expr:
        separator: Plain = args[0].value if isinstance(args[0], Lit) else ""
        texts = [self.of(each).cast(nw.String()) for each in args[1:]]
        return nw.concat_str(texts, separator=str(separator))


def _of_day(name: str, day: nw.Expr) -> nw.Expr:
    """Return a property of a day; its number is computed, because engines subtract days in different ways."""
    if name == "month_number":
        return _of_day("year", day) * 12 + _of_day("month", day)
    if name == "day_number":
        year = _of_day("year", day) - 1
        return year * 365 + year // 4 - year // 100 + year // 400 + _of_day("ordinal_day", day)
    part: nw.Expr = getattr(day.dt, name)()
    return part.cast(nw.Int64())


def _type_of(node: Node) -> "nw.dtypes.DType | None":
    return _TYPES.get(node.kind) if isinstance(node, Lit) else None


_OTHERS: Final[Mapping[str, Callable[[list[nw.Expr]], nw.Expr]]] = {
    "not": lambda given: ~given[0],
    "is_null": lambda given: given[0].is_null(),
    "coalesce": nw.coalesce,
    "any_horizontal": lambda given: nw.any_horizontal(*given, ignore_nulls=True),
    "all_horizontal": lambda given: nw.all_horizontal(*given, ignore_nulls=True),
    "min_horizontal": nw.min_horizontal,
    "max_horizontal": nw.max_horizontal,
    "len_chars": lambda given: given[0].str.len_chars().cast(nw.Int64()),
}
