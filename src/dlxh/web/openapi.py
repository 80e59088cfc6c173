"""OpenAPI: the document that a framework makes of an application, in the words of people and with its refusals as they are."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from dlxh.models.json_schema import CLASS, describe
from dlxh.web.field_of_fault import model_called
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.given import need, several
from dlxh.words.record import Value

_PROBLEM: Final = "Problem"
_FRAMEWORK: Final = ("HTTPValidationError", "ValidationError")
"""What FastAPI says that a refusal is; nothing refers to it once problems are in its place."""


def describe_openapi(
    document: Mapping[str, Any], lang: Lang, models: Iterable[type[Value]] = ()
) -> dict[str, Any]:
    """Return an OpenAPI document with labels and meanings of fields and codes, and with problems as its answers of status 422.

    Give it what the framework made: in FastAPI `app.openapi = lambda: describe_openapi(made, "vi")`, where `made` is what
    `app.openapi()` returned before.

    Args:
        document: An OpenAPI document of version 3.1, whose schemas pydantic made.
        lang: Of titles and descriptions.
        models: Own classes whose schemas are in it; ours are known by their names.

    Raises:
        ArgumentError: the document is not a mapping, or something else than classes of models.
        LangError: the language is neither `vi` nor `en`.

    >>> import dlxh
    >>> report = dlxh.Report.model_json_schema(ref_template="#/components/schemas/{model}")
    >>> made = {"paths": {}, "components": {"schemas": {"Report": report}}}
    >>> describe_openapi(made, "vi")["components"]["schemas"]["Report"]["properties"]["channel"]["title"]
    'Kênh gửi'
    """
    need(Mapping, document=document)
    made: dict[str, Any] = deepcopy(dict(document))
    refused = in_language(lang, vi="Dữ liệu chưa hợp lệ", en="The data is not valid")
    schemas: dict[str, Any] = made.get("components", {}).get("schemas", {})
    named = (schema.get(CLASS, schema.get("title", "")) for schema in schemas.values())
    ours = {known.__name__: known for title in named if (known := model_called(title)) is not None}
    own = {model.__name__: model for model in several("models", models, type)}
    describe(schemas, (ours | own).values(), lang)
    answers = [
        operation["responses"]
        for path in made.get("paths", {}).values()
        for operation in path.values()
        if isinstance(operation, dict) and "422" in operation.get("responses", {})
    ]
    for responses in answers:
        content = {"application/problem+json": {"schema": {"$ref": f"#/components/schemas/{_PROBLEM}"}}}
        responses["422"] = {"description": refused, "content": content}
    if answers:
        kept = {name: schema for name, schema in schemas.items() if name not in _FRAMEWORK}
        made["components"]["schemas"] = {**kept, _PROBLEM: _problem(lang)}
    return made


def _problem(lang: Lang) -> dict[str, Any]:
    """Return the schema of what `Faults.problem` returns."""
    text = {"type": "string"}
    fault = {
        "type": "object",
        "required": ["code", "detail"],
        "properties": {
            "code": text | {"description": _say(lang, "Mã lỗi.", "Code of the fault.")},
            "detail": text | {"description": _say(lang, "Phải làm gì.", "What to do.")},
            "pointer": text
            | {
                "description": _say(lang, "Chỗ sai trong nội dung gửi lên.", "Where it is in the body."),
                "examples": ["#/items/1/place"],
            },
            "parameter": text | {"description": _say(lang, "Tham số sai.", "The parameter that is wrong.")},
            "severity": {"const": "warning"},
        },
    }
    return {
        "title": _PROBLEM,
        "description": "RFC 9457",
        "type": "object",
        "required": ["type", "title", "status", "detail", "errors"],
        "properties": {
            **dict.fromkeys(("type", "title", "detail"), text),
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": fault},
        },
    }


def _say(lang: Lang, vi: str, en: str) -> str:
    return in_language(lang, vi=vi, en=en)
