"""Tra cứu bằng tiếng Việt: what the Vietnamese reference says of a public name, from `reference.vi.toml`.

Which arguments and errors a name has is read from its signature and its docstring: a text that is missing stops the build.
A record that is the row of a table has its text in the data dictionary.
"""

import inspect
import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from dlxh.register.labels import label_of
from dlxh.register.schema import schema
from docs.markdown import code
from docs.public_names import PublicName, public_names

_FILE: Final = Path(__file__).resolve().parent / "reference.vi.toml"
SHARED: Final = ("arguments", "raises", "members")
"""The sections of what holds for every name that says nothing else."""
_SECTION: Final = re.compile(
    r"^(Args|Attributes|Raises):\n((?:[ ]{4}.*(?:\n|$)|\n(?=[ ]{4}))+)", re.MULTILINE
)
_ENTRY: Final = re.compile(r"^ {4}([\w.]+): ", re.MULTILINE)


@cache
def texts() -> Mapping[str, Any]:
    """Return the file: the shared sections, and one section for each public name."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def table_of(public: PublicName) -> str | None:
    """Return the table whose row a record is; None: it is not a record of a table."""
    return next((table.name for table in schema().values() if table.model is public.thing), None)


def sentences(public: PublicName) -> str:
    """Return what a name gives, in one or two sentences.

    Raises:
        KeyError: nobody has written it.
    """
    if table_of(public) is not None:
        return label_of(public.thing).means_vi
    if "text" not in texts().get(public.path, {}):
        raise KeyError(f"reference.vi.toml: {public.path}")
    return str(texts()[public.path]["text"])


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, without marks of code.

    >>> first_sentence("Đọc `read`. Rồi kiểm tra.")
    'Đọc read.'
    """
    return re.split(r"(?<=\.) ", " ".join(text.split("\n\n", maxsplit=1)[0].split()))[0].replace("`", "")


def about(public: PublicName) -> list[str]:
    """Return the Markdown of what a name gives, its arguments or attributes, and the errors that it raises."""
    thing, own = public.thing, texts().get(public.path, {})
    names = list(inspect.signature(thing).parameters) if inspect.isroutine(thing) else []
    head = "Thuộc tính" if inspect.isclass(thing) and "Args" not in documented(thing) else "Đối số"
    return [sentences(public), *_lists(thing, own, head, names)]


def about_member(public: PublicName, name: str) -> list[str]:
    """Return the same of a method or property of a class.

    Raises:
        KeyError: nobody has written it.
    """
    own = texts().get(public.path, {}).get("members", {}).get(name) or texts()["members"].get(name)
    if own is None:
        raise KeyError(f"reference.vi.toml: {public.path}, members.{name}")
    own = {"text": own} if isinstance(own, str) else own
    return [own["text"], *_lists(inspect.getattr_static(public.thing, name), own, "Đối số", [])]


def _lists(thing: object, own: Mapping[str, Any], head: str, names: list[str]) -> list[str]:
    known, raised, given = documented(thing), own.get("raises", {}), own.get("arguments", {})
    names = list(dict.fromkeys([*names, *known.get("Args", ()), *known.get("Attributes", ()), *given]))
    errors = known.get("Raises", ())
    return [
        *_list(head, {code(name): given.get(name) or texts()["arguments"][name] for name in names}),
        *_list("Lỗi", {_error(name): raised.get(name) or texts()["raises"][name] for name in errors}),
    ]


def _list(head: str, lines: Mapping[str, str]) -> list[str]:
    listed = "\n".join(f"- {name}: {text}" for name, text in lines.items())
    return [f"**{head}:**", listed] if lines else []


def _error(name: str) -> str:
    """Return an error with a link to its place, where it is a public name."""
    paths = {each.name: each.path for each in public_names() if inspect.isclass(each.thing)}
    return f"[{code(name)}][{paths[name]}]" if name in paths else code(name)


def documented(thing: object) -> dict[str, tuple[str, ...]]:
    """Return what the sections of a docstring explain: Args, Attributes, Raises.

    >>> documented(sentences)
    {'Raises': ('KeyError',)}
    """
    return {found[1]: tuple(_ENTRY.findall(found[2])) for found in _SECTION.finditer(docstring(thing))}


def has_more(thing: object) -> bool:
    """Return whether a docstring has more than its first paragraph and what the Vietnamese lists hold, such as examples."""
    first, _, rest = docstring(thing).partition("\n\n")
    return bool(first) and bool(_SECTION.sub("", rest).strip())


def docstring(thing: object) -> str:
    """Return the docstring that a class or a function has itself; a value has none."""
    if isinstance(thing, property | classmethod | staticmethod | cached_property):
        return inspect.cleandoc(thing.__doc__ or "")
    return inspect.cleandoc(thing.__doc__ or "") if inspect.isclass(thing) or inspect.isroutine(thing) else ""
