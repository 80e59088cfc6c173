"""Trường mã: which code list a field of a model uses."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin

from pydantic import BaseModel

from dlxh.data.code_lists import list_of
from dlxh.data.labels import row_label, table_label
from dlxh.data.refusals import ALLOWED, MADE_ONCE, name_codes
from dlxh.words.annotations import Shape, shape
from dlxh.words.bilingual import with_name
from dlxh.words.code_entries import CodeListError, UnknownCode
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.given import several
from dlxh.words.ids import CODE_PATTERN, ID_PATTERN, Names
from dlxh.words.record import field_of

Coding: TypeAlias = CodeList | type[StrEnum]
"""What a field takes its codes from: a list, or an enumeration that has one."""
_KIND: Final = "kind"
"""The field that says which arm of a union a value is."""
_ID: Final = "id"
"""The field with the id of the record itself."""
_NAMED: Final = frozenset({"networks", "terms", "units"})
"""The tables whose records people call by a name."""
_OF_FIELD: Final = ALLOWED | {"pattern"}
"""What in a context is more than its field says: codes that are allowed, or how a code or an id is written."""


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


def code_list_at(model: type[BaseModel], place: Sequence[int | str]) -> CodeList | None:
    """Return the list of the codes of a field in a model, at the place that pydantic gives; None: it holds none of a list.

    Of a value that may be of several kinds it is the list of the kinds.

    Raises:
        ArgumentError: the place is not a list of names and numbers.

    >>> from dlxh.models.report import Report
    >>> code_list_at(Report, ("items", 0, "scope")).name, code_list_at(Report, ())
    ('scope', None)
    """
    found = field_at(model, several("place", place, (str, int)))
    return None if found is None else code_list_of(*found)


def field_at(model: type[BaseModel], place: Sequence[int | str]) -> tuple[type[BaseModel], str] | None:
    """Return the model and the field that say what codes there are at a place; None: there is no such field.

    >>> from dlxh.models.report import Report
    >>> field_at(Report, ("items", 0, "scope"))[1]
    'scope'
    """
    models: tuple[type[BaseModel], ...] = (model,)
    owner = field = None
    for step in place:
        if isinstance(step, int):
            continue
        if len(models) > 1:  # pydantic puts the kind of a union's arm before the field
            models = tuple(arm for arm in models if step in _values(arm, _KIND))
            continue
        owner, field = next(iter(models), None), step
        if owner is None or field not in owner.model_fields:
            return None
        models = _shape_of(owner, field).models
    if owner is None or field is None:
        return None
    return (models[0], _KIND) if len(models) > 1 else (owner, field)


@lru_cache(maxsize=MADE_ONCE)
def _shape_of(model: type[BaseModel], field: str) -> Shape:
    return shape(model.model_fields[field].annotation)


def _values(model: type[BaseModel], field: str) -> tuple[Any, ...]:
    return get_args(_shape_of(model, field).arms[0])


def name_allowed(
    context: Mapping[str, Any], model: type[BaseModel], place: Sequence[int | str]
) -> Mapping[str, Any]:
    """Return the context of a refusal, with what its field takes: the codes, as its list calls them, or ids of a table.

    >>> from dlxh.models.report import Report
    >>> name_allowed({"expected": "'local'"}, Report, ("items", 0, "scope"))["expected"]["en"]
    'local (local)'
    >>> name_allowed({"pattern": ID_PATTERN}, Report, ("author",))["refers"]["en"]
    'collaborators'
    """
    # a file may have one wrong code in each of its rows: of it nothing is kept, only what its field allows
    allowed = tuple((name, context[name]) for name in context if name in _OF_FIELD)
    found = field_at(model, place) if allowed else None
    return context if found is None else {**context, **_name_allowed(*found, allowed)}


@lru_cache(maxsize=MADE_ONCE)
def _name_allowed(
    model: type[BaseModel], field: str, allowed: tuple[tuple[str, str], ...]
) -> Mapping[str, Any]:
    context, codes = dict(allowed), code_list_of(model, field)
    if context.get("pattern") == CODE_PATTERN and codes is not None:
        return {"codes": {"vi": with_name(codes.vi, codes.name), "en": with_name(codes.en, codes.name)}}
    if context.get("pattern") == ID_PATTERN:
        return _name_table(_table_of(model, field))
    return name_codes(context, codes)


def _table_of(model: type[BaseModel], field: str) -> str | None:
    """Return the table of the record that a field refers to; None: it holds no id, or that of its own record."""
    known = model.model_fields[field]
    marks = (*known.metadata, *_shape_of(model, field).marks)
    return next((mark.table for mark in marks if isinstance(mark, Names) and field != _ID), None)


def _name_table(table: str | None) -> Mapping[str, Any]:
    """Return what people call a table that an id has to be in, and the table itself where its records have names."""
    if table is None:
        return {}
    row, rows = row_label(table), table_label(table)
    named = {"of": table} if table in _NAMED else {}
    return {"refers": {"vi": row.vi, "en": rows.en}, **named}


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
        CodeListError: there is no such other field, it has several values, or it does not take its codes from the base of the list.

    >>> from dlxh.models.report import Report
    >>> refinements_of(Report)
    ()
    """
    found = []
    for name, field in model.model_fields.items():
        for mark in (*field.metadata, *shape(field.annotation).marks):
            if isinstance(mark, In) and mark.refines is not None:
                ours = model.model_fields.get(mark.refines)
                is_many = ours is not None and shape(ours.annotation).many
                if ours is None or is_many or code_list_of(model, mark.refines) != mark.codes.base:
                    raise CodeListError(
                        vi=f"{model.__name__}.{name}: refines={mark.refines!r} phải là trường một giá trị, lấy mã trong danh mục gốc của {mark.codes.name!r}",
                        en=f"{model.__name__}.{name}: refines={mark.refines!r} must be a field with one value that takes its codes from the base of {mark.codes.name!r}",
                    )
                found.append((name, mark.refines, mark.codes))
    return tuple(found)
