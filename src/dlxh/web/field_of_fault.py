"""Trường có lỗi: the field and the model that a fault is at, what it is called, and how it is filled in."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from dlxh import models, words
from dlxh.data.form_texts import Entry
from dlxh.data.labels import field_label, name_field
from dlxh.models.code_fields import coding_of
from dlxh.register.places_in_words import arms_of
from dlxh.words.annotations import shape
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.ids import Names
from dlxh.words.record import Value

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class FieldOfFault:
    """The field that a fault is at.

    Attributes:
        model: The model that has the field; None: it is not known, or there is no such field.
        name: Name of the field; None: the fault is at the whole of a record.
        steps: The way to it from the record on, without the kinds of a union's arms.
    """

    model: type[BaseModel] | None
    name: str | None
    steps: Steps

    def label(self, lang: Lang) -> str:
        """Return what people call the field; where the fault is at the whole of a record, there is nothing to call."""
        if self.name is None:
            return in_language(lang, vi="mục này", en="field")
        if self.model is not None and self.name in self.model.model_fields:
            # a field of an embedder's own model has a label only if it was declared with one
            with contextlib.suppress(KeyError):
                return field_label(self.model, self.name).text(lang)
        return name_field(self.name, lang)

    @property
    def entry(self) -> Entry:
        """How it is filled in: a code, or the id of another record, is chosen."""
        field = None if self.model is None else self.model.model_fields.get(str(self.name))
        if field is None:
            return "typed"
        found = shape(field.annotation)
        if bool in found.arms:
            return "yes_no"
        refers = any(isinstance(mark, Names) for mark in (*field.metadata, *found.marks))
        coded = coding_of(found, tuple(field.metadata)) is not None
        return "choice" if coded or (refers and self.name != "id") else "typed"


def follow(model: type[BaseModel], place: Sequence[str | int], *, names_kinds: bool = True) -> FieldOfFault:
    """Return the field at a place in a model.

    Args:
        model: The model.
        place: The steps to it.
        names_kinds: Whether steps may name the kind of a value, as those of pydantic do; those of a JSON pointer never do, and
            the field `report` of a duty is called as its kind.

    >>> from dlxh.models.activity import Activity
    >>> follow(Activity, ("detail", "training", "classes", "value")).steps
    ('detail', 'classes', 'value')
    """
    models: tuple[type[BaseModel], ...] = (model,)
    owner: type[BaseModel] | None = None
    name: str | None = None
    steps: list[str | int] = []
    for step in place:
        is_kind = names_kinds and isinstance(step, str) and len(models) > 1
        if is_kind and (arms := arms_of(models, str(step))):
            models = arms
            continue
        steps.append(step)
        if isinstance(step, str):
            owner = next((each for each in models if step in each.model_fields), None)
            name = step
            models = () if owner is None else shape(owner.model_fields[step].annotation).models
    return FieldOfFault(owner, name, tuple(steps))


def model_called(title: str) -> type[Value] | None:
    """Return the model of ours of a name, which is all that pydantic keeps of a model in its errors.

    >>> model_called("Report").__name__, model_called("Form") is None
    ('Report', True)
    """
    for room in (models, words):
        found: Any = getattr(room, title, None)
        if isinstance(found, type) and issubclass(found, Value):
            return found
    return None
