"""Giá trị ngầm định bên trong: what a nested value means by a part that it leaves out, such as "exact" of a figure.

A model fills such a part when it reads the value, so a table has to hold it too: figures from columns and figures from
objects are the same.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

import narwhals as nw
from pydantic import BaseModel

from dlxh.register.columns import plain_default
from dlxh.register.schema import Table
from dlxh.words.annotations import shape


@dataclass(frozen=True, slots=True)
class InnerDefault:
    """The default of one part of a nested value.

    Attributes:
        column: The column of the part.
        value: Its value if it is left out and the nested value is there.
        parts: The columns of the other parts, one of which shows that the value is there.
        kind: For a value of several kinds what the column `parts[0]` holds where it is the kind that has this part.
    """

    column: str
    value: str | bool | int
    parts: tuple[str, ...]
    kind: str | None = None

    def lacks(self, there: Container[str]) -> nw.Expr | None:
        """Return which rows leave the part out of a value that is there, going by the columns that there are."""
        parts = [nw.col(part) for part in self.parts if part in there]
        if not parts:
            return None
        held = nw.any_horizontal(*(~part.is_null() for part in parts), ignore_nulls=False)
        if self.kind is not None:
            held = parts[0] == self.kind
        return held & nw.col(self.column).is_null() if self.column in there else held


@cache
def inner_defaults(table: Table) -> tuple[InnerDefault, ...]:
    """Return the defaults of all parts of nested values in one table.

    >>> from dlxh.register.schema import schema
    >>> [(each.column, each.value, each.parts[0]) for each in inner_defaults(schema()["reports"])]
    [('period_convention', 'calendar', 'period_kind')]
    """
    found = _walk(table.model, (), table) if table.model is not None else ()
    return tuple(dict.fromkeys(found))  # several kinds of a value may share a part


def _walk(model: type[BaseModel], path: tuple[str, ...], table: Table) -> Iterator[InnerDefault]:
    for name, field in model.model_fields.items():
        found = shape(field.annotation)
        here = (*path, name)
        if found.many or not any(column.path[: len(here)] == here for column in table.columns):
            continue
        for arm in found.models:
            yield from _of_value(arm, here, table, is_one_of_many=len(found.models) > 1)


def _of_value(
    model: type[BaseModel], path: tuple[str, ...], table: Table, *, is_one_of_many: bool
) -> Iterator[InnerDefault]:
    inside = [column for column in table.columns if column.path[: len(path)] == path]
    for column in inside:
        field = model.model_fields.get(column.path[-1]) if len(column.path) == len(path) + 1 else None
        default = None if field is None else plain_default(field.default)
        if default is None or (is_one_of_many and column.path[-1] == "kind"):
            continue
        if is_one_of_many:
            kind = str(model.model_fields["kind"].default)
            yield InnerDefault(column.name, default, ("_".join((*path, "kind")),), kind)
        else:
            others = tuple(other.name for other in inside if other is not column)
            yield InnerDefault(column.name, default, others)
    yield from _walk(model, path, table)
