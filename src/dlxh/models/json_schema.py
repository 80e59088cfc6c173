"""Lược đồ JSON: the published JSON Schema (2020-12) of each model, with what a schema cannot express added.

What a model accepts as strict JSON, its schema accepts. What the schema accepts and the model refuses, the model refuses
with one of the codes in `x-dlxh-rules`; their sentences in both languages are in `dlxh.data.refusals`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from dlxh.data.labels import field_label, record_label
from dlxh.models.case_event import CaseEvent
from dlxh.models.code_fields import code_list_of, list_of_coding
from dlxh.models.collaborator import Contact
from dlxh.models.duties import ReportObligation
from dlxh.models.report import Report
from dlxh.words.annotations import shape
from dlxh.words.bilingual import ArgumentError, Lang, in_language
from dlxh.words.code_entries import CodeEntry
from dlxh.words.codes import CodeList
from dlxh.words.documents import Document
from dlxh.words.field_texts import LABEL, MEANING
from dlxh.words.figures import Figure
from dlxh.words.given import need
from dlxh.words.period_shape import PeriodShape
from dlxh.words.periods import Period
from dlxh.words.published_schema import nodes_of
from dlxh.words.record import DISCLOSURE, Value, is_arm
from dlxh.words.table_parts import capitalize

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

CLASS: Final = "x-dlxh-class"
"""By which class a schema was made: its title is for people."""
_TEXTS: Final = ("title", "description", DISCLOSURE, LABEL)
"""What a schema says of a field besides which values it takes."""
_OF_LEAVES: Final[dict[type, tuple[str, ...]]] = {
    # JSON Schema calls the number 1.0 an integer, and a text with half a surrogate pair a string.
    int: ("int_type",),
    str: ("json_invalid",),
    date: ("date_from_datetime_parsing", "date_parsing"),
    datetime: ("datetime_from_date_parsing", "instant_range"),
    Document: ("document_blank", "json_invalid"),
}
_OF_MODELS: Final[dict[type[Value], tuple[str, ...]]] = {
    CaseEvent: ("extension_event",),
    Contact: ("contact_empty",),
    Figure: ("figure_negative", "figure_unknown"),
    Period: ("json_invalid", "period_text"),
    PeriodShape: ("period_convention", "period_window"),
    Report: ("stage_kind",),
    ReportObligation: ("reports_or_items",),
}


def models_in(model: type[Value]) -> tuple[type[Value], ...]:
    """Return a model and all that its fields are made of, each once.

    >>> [found.__name__ for found in models_in(Report)]
    ['Report', 'Period', 'ReportItem', 'OpinionStream', 'SecrecyMark']
    """
    found: dict[type[Value], None] = {model: None}
    for leaf in _leaves_of(model):
        if issubclass(leaf, Value):
            found |= dict.fromkeys(models_in(leaf))
    return tuple(found)


def rules_of(model: type[Value]) -> tuple[str, ...]:
    """Return the codes with which Python may refuse what the schema accepts.

    >>> rules_of(Figure)
    ('figure_negative', 'figure_unknown', 'int_type')
    """
    codes: set[str] = set()
    for part in models_in(model):
        if part.ordered:
            codes.add("dates_order")
        for kind in part.__mro__:
            codes.update(_OF_MODELS.get(kind, ()))
        for leaf in _leaves_of(part):
            codes.update(_OF_LEAVES.get(leaf, ()))
    return tuple(sorted(codes))


def schema_of(model: type[Value], lang: Lang = "en") -> dict[str, Any]:
    """Return the JSON Schema of a model, complete in itself, with titles and descriptions for people in one language.

    Besides the standard keywords it has `x-dlxh-rules`, the codes of what only Python checks, and on each field
    `x-dlxh-disclosure` (public, internal, restricted or secret) and `x-dlxh-label`, its label in both languages. Each code
    of a closed list is in `oneOf` with its label, as forms want it.

    >>> author = schema_of(Report, "vi")["properties"]["author"]
    >>> author["x-dlxh-disclosure"], author["title"], author["x-dlxh-label"]["en"]
    ('restricted', 'Cộng tác viên gửi', 'author')
    >>> schema_of(Report)["$defs"]["ReportKind"]["oneOf"][0]["title"]
    'periodic report'
    >>> schema_of(Contact, "vi")["title"]
    'Liên hệ'
    """
    need(type, model=model)
    if not issubclass(model, Value):
        raise ArgumentError(
            vi="schema_of nhận lớp của một mô hình, như dlxh.Report",
            en="schema_of takes the class of a model, such as dlxh.Report",
        )
    schema = model.model_json_schema(mode="validation")
    describe(schema, [model], lang)
    if is_arm(model):  # by itself it takes its kind by default
        schema["required"] = [name for name in schema["required"] if name != "kind"]
    return {
        "$schema": DIALECT,
        "$id": f"{model.__name__}.schema.json",
        **schema,
        "x-dlxh-rules": list(rules_of(model)),
    }


def describe(document: dict[str, Any], models: Iterable[type[Value]], lang: Lang) -> None:
    """Change a document with schemas that pydantic made, such as an OpenAPI: titles and descriptions for people.

    Schemas of models are known by their titles, which are their names; what is described already keeps the name apart, so that
    it can be described anew in another language. A schema of another's making that is called as a model of ours is left alone.

    >>> from pydantic.json_schema import models_json_schema
    >>> _, document = models_json_schema([(Report, "serialization")])
    >>> describe(document, [Report], "vi")
    >>> document["$defs"]["Report"]["properties"]["channel"]["title"]
    'Kênh gửi'
    """
    parts = {part.__name__: part for model in models for part in models_in(model)}
    leaves = (leaf for part in parts.values() for leaf in _leaves_of(part))
    enums = {leaf.__name__: leaf for leaf in leaves if issubclass(leaf, StrEnum)}
    for node in [*nodes_of(document)]:
        name = str(node.get(CLASS, node.get("title")))
        if name in parts and _is_of(node, parts[name]):
            _mark(node, parts[name], lang)
        elif isinstance(node.get("enum"), list) and (CLASS in node or "oneOf" not in node):
            _name_codes(node, list_of_coding(enums.get(name)), lang)
        elif isinstance(node.get(MEANING), dict):
            node["description"] = node[MEANING][lang]


def _is_of(schema: Mapping[str, Any], model: type[Value]) -> bool:
    """Return whether a schema that is called as a model is that of the model."""
    return "properties" in schema and schema["properties"].keys() <= model.model_fields.keys()


def _mark(schema: dict[str, Any], model: type[Value], lang: Lang) -> None:
    for name, field in schema["properties"].items():
        label = field_label(model, name)
        field["title"] = capitalize(label.text(lang))
        field["description"] = label.meaning(lang)
        field[LABEL] = {"vi": label.vi, "en": label.en}
        codes = code_list_of(model, name)
        if codes is not None and not codes.open:
            for node in [*nodes_of(field)]:
                _name_codes(node, codes, lang)
    _mark_arms(schema, model, lang)
    whole = record_label(model)
    schema[CLASS] = model.__name__
    if whole is not None:
        schema["title"] = capitalize(whole.text(lang))
        schema["description"] = whole.meaning(lang)


def _mark_arms(schema: dict[str, Any], model: type[Value], lang: Lang) -> None:
    """Call the arms of a schema, in each of which one field is filled, as that field is called."""
    for arm in schema.get("oneOf", ()):
        arm["title"] = capitalize(field_label(model, arm["required"][0]).text(lang))
        for name, each in arm["properties"].items():
            each.update({key: schema["properties"][name][key] for key in _TEXTS})


def _name_codes(node: dict[str, Any], codes: CodeList | None, lang: Lang) -> None:
    """Put the labels of a closed list next to its codes, and its title for the name of the enumeration."""
    keys = node.get("enum", [node["const"]] if "const" in node and codes and len(codes) == 1 else ())
    if codes is None or not keys:
        return
    node["oneOf"] = [_code(codes[key], lang) for key in keys]
    if LABEL not in node:
        if "title" in node:
            node.setdefault(CLASS, node["title"])
        node["title"] = in_language(lang, vi=codes.vi, en=codes.en)
        node.pop("description", None)


def _code(entry: CodeEntry, lang: Lang) -> dict[str, Any]:
    meaning = entry.meaning(lang)
    described = {} if meaning is None else {"description": meaning}
    return {
        "const": entry.key,
        "title": entry.label(lang),
        **described,
        LABEL: {"vi": entry.vi, "en": entry.en},
    }


def _leaves_of(model: type[BaseModel]) -> tuple[type, ...]:
    leaves = (leaf for field in model.model_fields.values() for leaf in shape(field.annotation).arms)
    return tuple(leaf for leaf in leaves if isinstance(leaf, type))
