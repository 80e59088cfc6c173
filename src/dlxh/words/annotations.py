"""Chú giải kiểu: the annotation of a field, taken apart."""

from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Shape:
    """The content of an annotation once `Annotated`, `None` and the arms of a union are separated."""

    arms: tuple[Any, ...]
    optional: bool
    marks: tuple[Any, ...]
    many: bool = False

    @property
    def models(self) -> tuple[type[BaseModel], ...]:
        """The arms that are values with fields of their own."""
        return tuple(arm for arm in self.arms if isinstance(arm, type) and issubclass(arm, BaseModel))


def shape(annotation: object) -> Shape:
    """Take an annotation apart.

    >>> shape(Annotated[int, "mark"] | None)
    Shape(arms=(<class 'int'>,), optional=True, marks=('mark',), many=False)
    >>> shape(tuple[str, ...]).many
    True
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        found = shape(inner)
        return Shape(found.arms, found.optional, (*marks, *found.marks), found.many)
    if origin in {Union, UnionType}:
        parts = [shape(arm) for arm in get_args(annotation)]
        arms = tuple(arm for part in parts for arm in part.arms if arm is not NoneType)
        optional = any(NoneType in part.arms or part.optional for part in parts)
        joined = tuple(mark for part in parts for mark in part.marks)
        return Shape(arms, optional, joined, any(part.many for part in parts))
    if origin is tuple:
        element = shape(get_args(annotation)[0])
        return Shape(element.arms, optional=False, marks=element.marks, many=True)
    return Shape((annotation,), optional=False, marks=())
