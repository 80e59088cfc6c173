"""Tên công khai: what users import, each once, under the name that the door or else a room gives it."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from itertools import pairwise
from typing import Any

from dlxh.words.record import Value
from docs.stubs import room_name, rooms

_METHODS = (classmethod, staticmethod, property, cached_property)


@dataclass(frozen=True)
class PublicName:
    """One thing that users import.

    Attributes:
        paths: Where it is imported from: first the place that the reference gives it, then any other.
        home: The module that holds it, from `dlxh` down.
    """

    paths: tuple[str, ...]
    home: str

    @property
    def path(self) -> str:
        """The place that the reference gives it."""
        return self.paths[0]

    @property
    def name(self) -> str:
        """Its own name, without the place."""
        return self.path.rpartition(".")[2]

    @property
    def thing(self) -> Any:  # noqa: ANN401 - a class, a function or a value
        """What is imported."""
        return getattr(import_module(f"dlxh.{self.home}"), self.name)

    @property
    def is_model(self) -> bool:
        """Whether it is a record or a value whose fields have labels."""
        return inspect.isclass(self.thing) and issubclass(self.thing, Value)


@cache
def public_names() -> tuple[PublicName, ...]:
    """Return every public name, the door's first.

    >>> next(each.paths for each in public_names() if each.name == "Report")
    ('dlxh.Report', 'dlxh.models.Report')
    """
    found: dict[tuple[str, str], list[str]] = {}
    for module, homes, _ in rooms():
        for name, home in sorted(homes.items()):
            found.setdefault((home, name), []).append(f"{room_name(module)}.{name}")
    return tuple(PublicName(tuple(paths), home.removeprefix("dlxh.")) for (home, _), paths in found.items())


@cache
def name_of(home: str, name: str) -> PublicName | None:
    """Return the public name of what a module holds; None: it has none.

    >>> name_of("dlxh.models.report", "Report").path, name_of("dlxh.models.report", "STAGED")
    ('dlxh.Report', None)
    """
    listed = {(f"dlxh.{each.home}", each.name): each for each in public_names()}
    return listed.get((home, name))


def docstring_of(public: PublicName) -> str:
    """Return the docstring of a name; that of a value is the text below it in its module.

    >>> docstring_of(next(each for each in public_names() if each.name == "RULES"))
    'The rules that `check` runs.'
    """
    if inspect.isclass(public.thing) or inspect.isroutine(public.thing):
        return inspect.getdoc(public.thing) or ""
    body = ast.parse(inspect.getsource(import_module(f"dlxh.{public.home}"))).body
    for line, below in pairwise(body):
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        is_made = any(isinstance(each, ast.Name) and each.id == public.name for each in targets)
        if is_made and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            return inspect.cleandoc(str(below.value.value))
    return ""


def members(thing: type) -> Iterator[str]:
    """Yield the public methods and properties of a class, without those that another public class explains.

    The methods that make an error are left out: its readers need its fields.

    >>> [
    ...     name
    ...     for name in members(next(each.thing for each in public_names() if each.name == "WorkCalendar"))
    ... ][:2]
    ['hours', 'is_working_day']
    """
    shown: set[str] = set()
    for base in thing.__mro__:
        if not base.__module__.startswith("dlxh.") or (
            base is not thing and name_of(base.__module__, base.__name__) is not None
        ):
            continue
        for name, value in vars(base).items():
            if name.startswith("_") or name in shown:
                continue
            if not (inspect.isfunction(value) or isinstance(value, _METHODS)):
                continue
            if issubclass(thing, Exception) and isinstance(value, classmethod | staticmethod):
                continue
            shown.add(name)
            yield name
