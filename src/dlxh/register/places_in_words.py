"""Chỗ trong bản ghi bằng lời: where in a nested record a fault is, as people call the fields on the way to it."""

import contextlib
import itertools
from collections.abc import Sequence
from functools import cache
from typing import Final, get_args

from pydantic import BaseModel

from dlxh.data.labels import field_label, record_label, row_label
from dlxh.register.finding import Phrase
from dlxh.register.labels import name_column
from dlxh.register.schema import schema
from dlxh.words.annotations import Shape, shape
from dlxh.words.bilingual import LANGS, Lang, in_language

_KIND: Final = "kind"
"""The field by which pydantic chooses an arm of a union; its value is a step in the place of a fault there."""
_DOT: Final = "."
_INSIDE, _NEXT = " – ", ", "
"""What separates a field from one inside it, and a row from a field of it."""


def name_place_in(table: str | None, field: str, lang: Lang) -> str:
    """Return the label of a column, or the place in a nested record that is written with dots, in words.

    >>> name_place_in("reports", "items.0.topics.0", "en"), name_place_in("reports", "channel", "en")
    ('item 1, topic 1', 'channel')
    """
    model = None if table is None or table not in schema() else schema()[table].model
    if model is None or _DOT not in field:
        return name_column(table, field, lang)
    return name_steps(model, _steps_of(field), lang)


def name_own_place(table: str, model: type[BaseModel], field: str) -> dict[str, Phrase]:
    """Return what fills `field` in a sentence on a record of a pack's class, where our class knows no such field; else nothing.

    >>> from dlxh.models.report import Report
    >>> name_own_place("reports", Report, "items.0.scope")
    {}
    """
    if model is schema()[table].model:
        return {}
    vi, en = (name_steps(model, _steps_of(field), lang) for lang in LANGS)
    ours = tuple(name_place_in(table, field, lang) for lang in LANGS)
    return {} if (vi, en) == ours else {"field": Phrase(vi, en)}


def _steps_of(field: str) -> list[str | int]:
    return [int(step) if step.isdecimal() else step for step in field.split(_DOT)]


def name_steps(model: type[BaseModel], steps: Sequence[str | int], lang: Lang) -> str:
    """Return a place in a record in words, from the place that pydantic gives; numbers are counted from 1.

    Any other name, which somebody made up, stays as it is.

    >>> from dlxh.models.report import Report
    >>> name_steps(Report, ("items", 0, "topics", 1), "vi"), name_steps(Report, ("items", 0, "scope"), "en")
    ('nội dung phản ánh thứ 1, lĩnh vực thứ 2', 'item 1, scope')
    >>> name_steps(Report, ("period", "start"), "vi")
    'kỳ báo cáo – ngày bắt đầu'
    """
    models: tuple[type[BaseModel], ...] = (model,)
    owner: type[BaseModel] | None = None
    names: list[str] = []
    between: list[str] = []
    for before, step in zip(("", *steps), steps, strict=False):
        if isinstance(step, int) and owner is not None and isinstance(before, str):
            names[-1], between[-1] = _name_row(owner, before, step + 1, lang), _NEXT
            continue
        if len(models) > 1 and (chosen := arms_of(models, str(step))):
            models = chosen
            continue
        owner = next((each for each in models if step in each.model_fields), None)
        models = () if owner is None else _shape_of(owner, str(step)).models
        names.append(str(step) if owner is None else _label(owner, str(step), lang))
        between.append(_INSIDE)
    return "".join(itertools.chain.from_iterable(zip(names, [*between[:-1], ""], strict=False)))


def arms_of(models: Sequence[type[BaseModel]], step: str) -> tuple[type[BaseModel], ...]:
    """Return the arms of a union that are of a kind.

    >>> from dlxh.models.activity import Survey, Training
    >>> [arm.__name__ for arm in arms_of((Training, Survey), "survey")]
    ['Survey']
    """
    kinds = (
        (model, get_args(_shape_of(model, _KIND).arms[0])) for model in models if _KIND in model.model_fields
    )
    return tuple(model for model, allowed in kinds if step in allowed)


@cache
def _shape_of(model: type[BaseModel], field: str) -> Shape:
    return shape(model.model_fields[field].annotation)


def _label(model: type[BaseModel], field: str, lang: Lang) -> str:
    """Return what a field is called; one of an embedder's own has a label only if it was declared with one."""
    with contextlib.suppress(KeyError):
        return field_label(model, field).text(lang)
    return field


def _name_row(model: type[BaseModel], field: str, number: int, lang: Lang) -> str:
    """Return what one of several values of a field is called, with its number."""
    inner = _shape_of(model, field).models
    row = record_label(inner[0]) if inner else None
    table = _tables_of_values().get((model.__name__, field))
    label = row_label(table) if table is not None else row
    name = _label(model, field, lang) if label is None else label.text(lang)
    return in_language(lang, vi=f"{name} thứ {number}", en=f"{name} {number}")


@cache
def _tables_of_values() -> dict[tuple[str, str], str]:
    """Return the tables of ours whose rows are values of a field, by the name of the model and of the field."""
    known = schema()
    parents = {table.name: known[table.parent].model for table in known.values() if table.parent is not None}
    return {
        (model.__name__, str(known[name].field)): name
        for name, model in parents.items()
        if model is not None and known[name].field is not None
    }
