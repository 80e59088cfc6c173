"""Đọc từng dòng: one flat row checked by the very model whose columns it fills."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import NoneType
from typing import Annotated, Any, ClassVar, TypeVar, get_args

from pydantic import BaseModel, Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from dlxh.data.refusals import MADE_ONCE
from dlxh.models.code_fields import name_allowed
from dlxh.models.near_codes import with_near_code
from dlxh.register.columns import Column, Kind
from dlxh.register.json_text import Json, unknown_name
from dlxh.register.nest import nest_row
from dlxh.register.schema import Table
from dlxh.words.annotations import shape
from dlxh.words.ids import ID_PATTERN, LineId, id_in
from dlxh.words.record import Value

T = TypeVar("T")

POSITION_LIMIT = 1_000_000
_UNKNOWN_STEP = "…"
_ID = re.compile(ID_PATTERN.replace("$", r"\Z"))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row did not fit: the column, pydantic's type of error, and what fills its sentence."""

    field: str | None
    code: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusals:
    """Why a row did not fit: the first reasons, and how many there are beyond."""

    first: tuple[Refusal, ...]
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class RowReader:
    """Checks rows of one table."""

    table: Table
    model: type[BaseModel]
    stand_ins: dict[str, Any]
    known: frozenset[str]
    scaled: tuple[str, ...]
    flat: bool
    """Whether each column is a field of the model as it is, so that nothing has to be put together."""
    steps: frozenset[str]
    """Names of fields that lead to its columns."""

    def read(self, row: Json, room: int) -> "BaseModel | Refusals":
        """Return the row as a shallow record, or the reasons why it is none, as many as there is room for."""
        if not isinstance(row, dict):
            return self.refuse_other()
        if unknown := [name for name in row if name not in self.known]:
            return _refusals(unknown, room, lambda name: Refusal(unknown_name(name), "extra_forbidden", {}))
        if wrong := [name for name in self.scaled if type(row.get(name)) not in {int, NoneType}]:
            return _refusals(wrong, room, lambda name: Refusal(name, "int_type", {}))
        try:
            return self.model.model_validate(self._fields(row))
        except ValidationError as error:
            if not room:
                return Refusals((), error.error_count())
            lines = error.errors(include_url=False, include_input=False)
            return _refusals(lines, room, lambda line: self._refusal(line, row))

    def refuse_other(self) -> Refusals:
        """Return why something other than an object cannot be a row."""
        return Refusals((Refusal(None, "model_type", {"class_name": self.table.name}),))

    def _refusal(self, line: ErrorDetails, row: dict[str, Any]) -> Refusal:
        column = _column_of(self.table, tuple(map(self._known_step, line["loc"])))
        context = name_allowed(line.get("ctx", {}), self.model, line["loc"])
        written = None if column is None else row.get(column)
        return Refusal(
            column, line["type"], with_near_code(context, line["type"], self.model, line["loc"], written)
        )

    def _known_step(self, step: int | str) -> int | str:
        """Return a step as a cache may keep it: any that leads to none of the columns may be what somebody wrote."""
        return step if isinstance(step, int) or step in self.steps else _UNKNOWN_STEP

    def _fields(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return what the model is to judge: the row, and values that only other tables could give."""
        filled = {name: value for name, value in row.items() if value is not None}
        if self.flat:
            return filled | self.stand_ins
        keys = {column.name: filled[column.name] for column in _keys(self.table) if column.name in filled}
        return nest_row(self.table.columns, row) | self.stand_ins | keys


def _refusals(faults: Sequence[T], room: int, refusal: Callable[[T], Refusal]) -> Refusals:
    return Refusals(tuple(map(refusal, faults[:room])), max(0, len(faults) - room))


def is_key(part: object) -> bool:
    """Return whether a value can be part of a key: an id or a number, so that it may be shown.

    >>> is_key("BC-1"), is_key("Nguyễn Thị Ví Dụ"), is_key(3)
    (True, False, True)
    """
    return isinstance(part, int) or (isinstance(part, str) and _ID.match(part) is not None)


def _keys(table: Table) -> list[Column]:
    return [column for column in table.columns if not column.path and column.local_day_of is None]


@lru_cache(maxsize=MADE_ONCE)
def _column_of(table: Table, location: tuple[int | str, ...]) -> str | None:
    return column_at(table.columns, location)


def column_at(columns: Sequence[Column], location: tuple[int | str, ...]) -> str | None:
    """Return the column of a refused field, or the first of the columns that make up a refused value."""
    steps = tuple(step for step in location if isinstance(step, str))
    nested_columns = [column for column in columns if len(column.path) > 1]
    whole = [column.name for column in nested_columns if _runs_through(column.path, steps)]
    parts = [column.name for column in nested_columns if _begins(column.path, steps)]
    return next(iter((*whole, *parts, *steps[:1])), None)


def _runs_through(path: tuple[str, ...], steps: tuple[str, ...]) -> bool:
    """Return whether all of a column's path is in the steps, between which pydantic puts the kind of a union's arm."""
    rest = iter(steps)
    return all(step in rest for step in path)


def _begins(path: tuple[str, ...], steps: tuple[str, ...]) -> bool:
    """Return whether a column's path begins with the refused value: its first step, and its last if that is a field."""
    return bool(steps) and path[0] == steps[0] and (len(steps) == 1 or steps[-1] in path)


class _Row(Value):
    """A row is judged here alone, and of its faults only place and type are taken: it needs no guard of its values."""

    guarded: ClassVar[bool] = False


@cache
def row_reader(table: Table) -> RowReader:
    """Return the reader of one table, built when it is first needed."""
    base = table.model or Value
    keys: dict[str, Any] = {
        column.name: (_key_type(table, column), Field(description=column.name)) for column in _keys(table)
    }
    model = create_model(f"{table.name} row", __base__=(_Row, base), **keys)
    known = frozenset(column.name for column in table.columns if column.local_day_of is None)
    scaled = tuple(column.name for column in table.columns if column.scaled)
    flat = all(column.path in {(), (column.name,)} and not column.scaled for column in table.columns)
    steps = frozenset(model.model_fields).union(*(column.path for column in table.columns))
    return RowReader(table, model, _stand_ins(table), known, scaled, flat, steps)


def _key_type(table: Table, column: Column) -> Any:  # noqa: ANN401 - an annotation
    if column.name == table.value and table.info is not None:
        return Annotated[get_args(table.info.annotation)[0], column.disclosure]
    if column.kind is Kind.INTEGER:
        return Annotated[int, Field(strict=True, ge=1, le=POSITION_LIMIT), column.disclosure]
    if column.references == "allowance_lines":
        return Annotated[LineId, column.disclosure]
    return Annotated[id_in(column.references or table.name), column.disclosure]


def _stand_ins(table: Table) -> dict[str, Any]:
    """Fill what other tables hold, so that the model can judge the row alone."""
    found: dict[str, Any] = {}
    for field, info in (table.model.model_fields if table.model else {}).items():
        parts = shape(info.annotation)
        if parts.many and info.is_required():
            found[field] = tuple(part.model_construct() for part in parts.models) or ("stand_in",)
    if table.parent is not None and table.field is None and table.pack is None:
        found["id"] = "stand_in"
    return found
