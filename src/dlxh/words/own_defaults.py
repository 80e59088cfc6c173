"""Mặc định của trường riêng: what an own field asks for by its type, which its declaration does not know."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from dlxh.words.annotations import shape
from dlxh.words.field_texts import LABEL, texts_of

_MOST: Final = 2**63 - 1  # columns hold numbers of 64 bits


def complete_own(model: type[BaseModel]) -> None:
    """Complete own fields by what their type asks for: `own_field` does not know it, and sets what is right for most.

    >>> from dlxh.words.field_texts import own_field
    >>> class Row(BaseModel):
    ...     seen: tuple[str, ...] = own_field(vi="Đã thấy", en="Seen", means_vi="–", means_en="–")
    >>> complete_own(Row)
    >>> Row().seen
    ()
    """
    own = [field for field in model.model_fields.values() if texts_of(field, LABEL)]
    changed = [_leave_several_out(field) or _keep_in_columns(field) for field in own]
    if any(changed):
        model.model_rebuild(force=True)


def _leave_several_out(field: FieldInfo) -> bool:
    """Let an own field of several values be empty where it is left out; return whether it is one and was not yet."""
    if field.default is not None or not shape(field.annotation).many:
        return False
    field.default = ()
    return True


def _keep_in_columns(field: FieldInfo) -> bool:
    """Bound an own number by what a column holds, where it has no bounds; return whether it had none."""
    found = shape(field.annotation)
    if found.arms != (int,) or found.many or not found.optional:
        return False
    inner = (mark.metadata if isinstance(mark, FieldInfo) else [mark] for mark in found.marks)
    marks = [*field.metadata, *(mark for each in inner for mark in each)]
    bounds = {"ge": ("gt", Field(ge=-_MOST - 1)), "le": ("lt", Field(le=_MOST))}
    lacking = [
        bound
        for name, (other, bound) in bounds.items()
        if not any(hasattr(mark, name) or hasattr(mark, other) for mark in marks)
    ]
    if lacking:
        bounded: Any = Annotated[(int, *found.marks, *lacking)]
        optional: Any = bounded | None
        field.annotation = optional
    return bool(lacking)
