"""Every model and enumeration of dlxh, found by walking its packages."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from types import ModuleType

import dlxh.models
import dlxh.words
from dlxh.words.disclosure import Disclosure
from dlxh.words.record import Record, Value, disclosure_of


def _modules() -> Iterator[ModuleType]:
    for package in (dlxh.words, dlxh.models):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(info.name)


def _own(kind: type) -> list[type]:
    return [
        found
        for module in _modules()
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, kind) and found.__module__ == module.__name__
    ]


MODELS: list[type[Value]] = [model for model in _own(Value) if model not in {Value, Record}]
ENUMS: list[type[Enum]] = _own(Enum)
FIELDS = [(model, name) for model in MODELS for name in model.model_fields]
FIELD_IDS = [f"{model.__name__}.{name}" for model, name in FIELDS]
PERSONAL = [(model, name) for model, name in FIELDS if disclosure_of(model, name) >= Disclosure.RESTRICTED]
