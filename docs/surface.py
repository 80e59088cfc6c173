"""Makes one file of the whole public surface, for assistants and reviewers: signature, first sentence, example of each name.

The file is text and a doctest at once: `python -X utf8 -m doctest -o ELLIPSIS -o NORMALIZE_WHITESPACE dlxh-surface.txt` runs every
example. An example in a docstring finds what its module has imported; here each begins with the imports it needs.
"""

import ast
import builtins
import doctest
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final, cast

from pydantic import BaseModel

import dlxh
from docs.public_names import members as member_names
from docs.stubs import room_name, rooms

HEAD: Final = """# dlxh {version}: every public name, with its example

One entry for each name of `dlxh` and of its rooms: how it is called, what it is, an example. Vietnamese terms are in brackets.
Names that are in several rooms are listed once, where they are first. All examples of this file are run by the tests; those of
`dlxh.store` need the extra `dlxh[sql]`:

    python -m pip install "dlxh[sql]"
    python -X utf8 -m doctest -o ELLIPSIS -o NORMALIZE_WHITESPACE dlxh-surface.txt

Pages: en/llms.txt (English), vi/llms.txt (Vietnamese).
"""


@cache
def surface() -> str:
    """Return the file.

    >>> "### `dlxh.Period" in surface()
    True
    """
    parts = [HEAD.format(version=dlxh.__version__)]
    seen: set[str] = set()
    for module, shown, _ in rooms():
        room = room_name(module)
        fresh = {name: home for name, home in sorted(shown.items()) if f"{home}.{name}" not in seen}
        seen |= {f"{home}.{name}" for name, home in fresh.items()}
        parts.append(f"## {room}\n")
        parts += [entry(room, name, import_module(home)) for name, home in fresh.items()]
    return "\n".join(parts)


def entry(room: str, name: str, home: ModuleType) -> str:
    """Return what is said of one name.

    >>> print(entry("dlxh.words", "Period", import_module("dlxh.words.periods")).splitlines()[0])
    ### `dlxh.words.Period(*, ...)`
    """
    thing = getattr(home, name)
    is_called = callable(thing) and (inspect.isclass(thing) or inspect.isroutine(thing))
    lines = [f"### `{room}.{name}{signature(thing) if is_called else ''}`", ""]
    if is_called:
        lines += [sentence(thing), *example(thing, home)]
    if inspect.isclass(thing):
        lines += list(members(thing, home))
    return "\n".join([*lines, ""])


def members(kind: type, home: ModuleType) -> Iterator[str]:
    """Yield the fields of a model, then the methods and properties of a class, those too that a class without entry gives it."""
    if issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield f"- field `{name}`{'' if field.is_required() else ' (optional)'}: {field.description or ''}".rstrip(
                ": "
            )
    for name in member_names(kind):
        function, is_called = _function(inspect.getattr_static(kind, name))
        shown = f"{name}{signature(function)}" if is_called else name
        yield f"- `.{shown}`: {sentence(function)}"
        yield from example(function, sys.modules.get(function.__module__, home))


def _function(member: object) -> tuple[Callable[..., object], bool]:
    """Return what a member runs, and whether it is called."""
    if isinstance(member, property):
        return cast("Callable[..., object]", member.fget), False
    if isinstance(member, cached_property):
        return member.func, False
    called = member.__func__ if isinstance(member, (classmethod, staticmethod)) else member
    return cast("Callable[..., object]", called), True


def signature(thing: object) -> str:
    """Return the parameters as they are written, without types, or a mark where Python knows none."""
    if isinstance(thing, type) and issubclass(thing, BaseModel):
        return "(*, ...)"
    try:
        given = inspect.signature(cast("type", thing)).parameters.values()
    except (TypeError, ValueError):
        return "(...)"
    bare = (
        each.replace(annotation=inspect.Parameter.empty) for each in given if each.name not in {"self", "cls"}
    )
    return re.sub(r" at 0x[0-9a-f]+|<class '([\w.]+)'>", r"\1", str(inspect.Signature(list(bare))))


def sentence(thing: object) -> str:
    """Return the first sentence of a docstring in one line."""
    first = (inspect.getdoc(thing) or "").split("\n\n")[0]
    return " ".join(first.split())


def example(thing: object, home: ModuleType) -> Iterator[str]:
    """Yield the example of a docstring, with the imports that it needs in front."""
    text = inspect.cleandoc(cast("type", thing).__doc__ or "")
    shown = doctest.DocTestParser().get_examples(text)
    if not shown:
        return
    yield ""
    code = "\n".join(each.source for each in shown)
    yield from (f"    >>> {line}" for line in imports(code, home))
    for each in shown:
        first, *more = each.source.rstrip("\n").split("\n")
        yield f"    >>> {first}"
        yield from (f"    ... {line}".rstrip() for line in more)
        said = each.want or (f"Traceback (most recent call last):\n{each.exc_msg}" if each.exc_msg else "")
        yield from (f"    {line}".rstrip() for line in said.rstrip("\n").split("\n") if said)
    yield ""


def imports(code: str, home: ModuleType) -> list[str]:
    """Return the imports of what an example uses and does not make.

    >>> imports("Period.parse('2024-07')", import_module("dlxh.words.periods"))
    ['from dlxh import Period']
    """
    tree = ast.parse(code)
    made = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    made |= {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    made |= {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    made |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - made - set(vars(builtins))
    return [_import(name, home) for name in sorted(used) if name in vars(home)]


def _import(name: str, home: ModuleType) -> str:
    thing = vars(home)[name]
    if isinstance(thing, ModuleType):
        return f"import {thing.__name__}" + ("" if thing.__name__ == name else f" as {name}")
    known = public().get(name)
    if known is not None and getattr(import_module(known), name) is thing:
        return f"from {known} import {name}"
    place = getattr(thing, "__module__", None)
    is_there = place in sys.modules and getattr(sys.modules[place], name, None) is thing
    return f"from {place if is_there else home.__name__} import {name}"


@cache
def public() -> Mapping[str, str]:
    """Return the room from which each public name is had."""
    found: dict[str, str] = {}
    for module, shown, _ in rooms():
        for name in shown:
            found.setdefault(name, room_name(module))
    return found


def main() -> None:
    """Write the file where it is asked for."""
    Path(sys.argv[1]).write_text(surface(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
