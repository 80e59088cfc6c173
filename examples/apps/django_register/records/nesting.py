"""Tên ô và trường: `items__0__scope` in a form is `items.0.scope` of a record."""

from collections.abc import Mapping
from typing import Any


def nest(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a form as JSON has them.

    >>> nest({"id": "BC-1", "items__0__scope": "local", "items__0__topics": ["land"]})
    {'id': 'BC-1', 'items': [{'scope': 'local', 'topics': ['land']}]}
    """
    groups: dict[str, dict[str, Any]] = {}
    for name, value in flat.items():
        first, _, rest = name.partition("__")
        groups.setdefault(first, {})[rest] = value
    nested = {name: parts[""] if "" in parts else nest(parts) for name, parts in groups.items()}
    return {name: _listed(value) for name, value in nested.items()}


def _listed(value: Any) -> Any:  # noqa: ANN401 - of any kind
    if isinstance(value, dict) and all(name.isdecimal() for name in value):
        return [value[name] for name in sorted(value, key=int)]
    return value


def find_field(path: str | None, fields: Mapping[str, object]) -> str | None:
    """Return the field of a form for a path of a fault, or the one that it is a part of; None: the form has none.

    >>> find_field("period.end", {"period": ...}), find_field("stage", {"period": ...})
    ('period', None)
    """
    name = (path or "").replace(".", "__")
    while name and name not in fields:
        name = name.rpartition("__")[0]
    return name or None
