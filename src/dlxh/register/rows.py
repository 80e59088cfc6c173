"""Đọc từng dòng: one flat row checked by the very model whose columns it fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError, create_model

from dlxh.register.columns import Column, Kind, shape
from dlxh.register.nest import nested
from dlxh.register.schema import Table, schema
from dlxh.words.ids import CollaboratorId
from dlxh.words.record import Value

POSITION_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row did not fit: the column, pydantic's type of error, and what fills its sentence."""

    field: str | None
    code: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Checks rows of one table."""

    table: Table
    model: type[BaseModel]
    stand_ins: dict[str, Any]
    known: frozenset[str]

    def read(self, row: Any) -> "BaseModel | tuple[Refusal, ...]":  # noqa: ANN401 - any JSON value
        """Return the row as a shallow record, or the reasons why it is none."""
        if not isinstance(row, dict):
            return (Refusal(None, "model_type", {}),)
        if unknown := [name for name in row if name not in self.known]:
            return tuple(Refusal(name, "extra_forbidden", {}) for name in unknown)
        fields = nested(self.table.columns, row) | self.stand_ins
        fields |= {
            column.name: row[column.name] for column in _keys(self.table) if row.get(column.name) is not None
        }
        try:
            return self.model.model_validate(fields)
        except ValidationError as error:
            return tuple(
                Refusal(_column_at(self.table.columns, line["loc"]), line["type"], dict(line.get("ctx", {})))
                for line in error.errors(include_url=False, include_input=False)
            )


def _keys(table: Table) -> list[Column]:
    return [column for column in table.columns if not column.path and column.local_day_of is None]


def _column_at(columns: Sequence[Column], location: tuple[int | str, ...]) -> str | None:
    steps = [step for step in location if isinstance(step, str)]
    for column in columns:
        rest = iter(steps)
        if column.path and len(column.path) > 1 and all(step in rest for step in column.path):
            return column.name
    return steps[0] if steps else None


@cache
def row_reader(name: str) -> RowReader:
    """Return the reader of one table, built when it is first needed."""
    table = schema()[name]
    base = table.model or Value
    keys: dict[str, Any] = {}
    for column in _keys(table):
        if column.name not in base.model_fields or table.parent is not None:
            keys[column.name] = (_key_type(table, column), Field(description=column.name))
    model = create_model(f"{name} row", __base__=base, **keys)
    known = frozenset(column.name for column in table.columns if column.local_day_of is None)
    return RowReader(table, model, _stand_ins(table), known)


def _key_type(table: Table, column: Column) -> Any:  # noqa: ANN401 - an annotation
    if column.name == table.value and table.parent is not None and table.field is not None:
        owner = schema()[table.parent].model or Value
        element = owner.model_fields[table.field].annotation
        return Annotated[_element(element), column.disclosure]
    if column.kind is Kind.INTEGER:
        return Annotated[int, Field(strict=True, ge=1, le=POSITION_LIMIT), column.disclosure]
    return Annotated[CollaboratorId, column.disclosure]  # every id has the same pattern


def _element(annotation: Any) -> Any:  # noqa: ANN401 - an annotation
    return annotation.__args__[0]


def _stand_ins(table: Table) -> dict[str, Any]:
    """Fill what other tables hold, so that the model can judge the row alone."""
    found: dict[str, Any] = {}
    for field, info in (table.model.model_fields if table.model else {}).items():
        parts = shape(info.annotation)
        if parts.many and info.is_required():
            found[field] = tuple(part.model_construct() for part in parts.models) or ("stand_in",)
    if table.parent is not None and table.field is None:
        found["id"] = "stand_in"
    return found
