r"""Lược đồ được công bố: what the JSON Schema of a model says beyond what pydantic makes, so that frameworks publish it too.

Patterns are written as JavaScript takes them, in ASCII: with the flag `u`, as JSON Schema asks, and with `v`, as the forms of
browsers do. Rust and Python read them alike.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

_CLASS: Final = re.compile(r"\[\^?((?:\\.|[^\]\\])*)\]")
_ODD: Final = re.compile("[^\x20-\x7e]")


def published_pattern(pattern: str) -> str:
    r"""Return a pattern of ours in ASCII, with a hyphen or a slash in brackets escaped where it means itself.

    >>> published_pattern("^[a-z0-9._/-]+$"), published_pattern("[^\u2028]")
    ('^[a-z0-9._\\/\\-]+$', '[^\\u2028]')
    """
    escaped = _CLASS.sub(_escape_class, pattern)
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def _escape_class(found: re.Match[str]) -> str:
    inside = re.sub(r"(?<!\\)/", r"\\/", found[1])
    inside = re.sub(r"(?<!\\)-\Z", r"\\-", inside)
    return found[0].replace(found[1], inside)


def publish(schema: dict[str, Any], one_of: tuple[str, ...]) -> None:
    """Change the schema of a model: patterns as browsers take them, and the ids exactly one of which is filled.

    Args:
        schema: The schema of an object.
        one_of: Names of fields that hold ids; none: there are no such fields.

    >>> schema = {"properties": {"author": {}, "author_unit": {}}}
    >>> publish(schema, ("author", "author_unit"))
    >>> schema["oneOf"][0]["properties"]
    {'author': {'type': 'string'}, 'author_unit': {'type': 'null'}}
    """
    for node in nodes_of(schema):
        if isinstance(node.get("pattern"), str):
            node["pattern"] = published_pattern(node["pattern"])
    if one_of:
        schema["oneOf"] = [_only(name, one_of) for name in one_of]


def _only(name: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the part of a schema that asks for one of some ids, and for none of the others."""
    others = {other: {"type": "null"} for other in names if other != name}
    return {"title": name, "required": [name], "properties": {name: {"type": "string"}, **others}}


def nodes_of(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any part of a schema
    """Yield every object in a schema.

    >>> [*nodes_of({"anyOf": [{"type": "null"}]})]
    [{'anyOf': [{'type': 'null'}]}, {'type': 'null'}]
    """
    if isinstance(schema, dict):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from nodes_of(part)
