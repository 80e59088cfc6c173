"""Trường mã: which code list a field of a model uses."""

from enum import StrEnum
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic import BaseModel

from dlxh.data.code_lists import list_of
from dlxh.words.annotations import Shape, shape
from dlxh.words.code_entries import CodeListError, UnknownCode
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.record import field_of

Coding: TypeAlias = CodeList | type[StrEnum]
"""What a field takes its codes from: a list, or an enumeration that has one."""


def coding_of(found: Shape, marks: tuple[Any, ...]) -> Coding | None:
    """Return what an annotation takes its codes from: a marked list, or an enumeration, whose list is read on first use.

    >>> from dlxh.models.case_kinds import Route
    >>> coding_of(shape(Route | None), ())
    <enum 'Route'>
    """
    for mark in (*marks, *found.marks):
        if isinstance(mark, In):
            return mark.codes
    arm = found.arms[0]
    kind = type(get_args(arm)[0]) if get_origin(arm) is Literal else arm
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def code_list_of(model: type[BaseModel], field: str) -> CodeList | None:
    """Return the list from which a field takes its codes; None: it holds no codes of a list.

    Raises:
        ArgumentError: it is not a model, or has no such field.

    >>> from dlxh.models.report import Report
    >>> code_list_of(Report, "kind").name, code_list_of(Report, "circulation")
    ('report_kind', None)
    """
    known = field_of(model, field)
    return list_of_coding(coding_of(shape(known.annotation), tuple(known.metadata)))


def list_of_coding(given: Coding | None) -> CodeList | None:
    """Return a list, or that of an enumeration; None where there is none, as for an enumeration of an embedder.

    >>> list_of_coding(StrEnum("Colour", "RED")) is None
    True
    """
    if given is None or isinstance(given, CodeList):
        return given
    try:
        listed = list_of(given)
    except UnknownCode:
        return None
    return listed if listed.keys() == tuple(given) else None


def refinements_of(model: type[BaseModel]) -> tuple[tuple[str, str, CodeList], ...]:
    """Return the fields whose codes make those of another field finer, with that field and their list.

    Raises:
        CodeListError: there is no such other field, or it does not take its codes from the base of the list.

    >>> from dlxh.models.report import Report
    >>> refinements_of(Report)
    ()
    """
    found = []
    for name, field in model.model_fields.items():
        for mark in (*field.metadata, *shape(field.annotation).marks):
            if isinstance(mark, In) and mark.refines is not None:
                if (
                    mark.refines not in model.model_fields
                    or code_list_of(model, mark.refines) != mark.codes.base
                ):
                    raise CodeListError(
                        vi=f"{model.__name__}.{name}: refines={mark.refines!r} phải là trường lấy mã trong danh mục gốc của {mark.codes.name!r}",
                        en=f"{model.__name__}.{name}: refines={mark.refines!r} must be a field that takes its codes from the base of {mark.codes.name!r}",
                    )
                found.append((name, mark.refines, mark.codes))
    return tuple(found)
