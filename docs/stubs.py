"""Writes the stubs of the door and of its rooms, from the list that each of them opens with.

A room loads its names late, which a type checker cannot follow: it reads the stub instead, so that a name that is not
there is an error, and a name that is there has its type.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOMS = Path(__file__).resolve().parents[1] / "src" / "dlxh"
HEAD = "# made by `python -m docs.generate` from the list in the file beside it\n\n"
WIDTH = 110


def opened(source: str) -> tuple[dict[str, str], tuple[str, ...]] | None:
    """Return what a module hands to `open_room`: its names by their home, and the rooms within; None: it is not a room.

    >>> opened('__all__, g, d = open_room(__name__, {"words.periods": "Period"}, within=("data",))')
    ({'Period': 'dlxh.words.periods'}, ('data',))
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open_room":
            shown: Mapping[str, str] = ast.literal_eval(node.args[1])
            within: Sequence[str] = next(map(ast.literal_eval, (word.value for word in node.keywords)), ())
            homes = {name: f"dlxh.{home}" for home, names in shown.items() for name in names.split()}
            return homes, tuple(within)
    return None


def stub(room: str, homes: Mapping[str, str], within: Sequence[str]) -> str:
    """Return the stub of a room.

    >>> print(stub("dlxh", {"Period": "dlxh.words.periods"}, ["data"]).removeprefix(HEAD))
    from dlxh import data as data
    from dlxh.words.periods import Period
    <BLANKLINE>
    __all__ = ["Period"]
    <BLANKLINE>
    """
    by_home: dict[str, list[str]] = {}
    for name, home in homes.items():
        by_home.setdefault(home, []).append(name)
    lines = {room: [f"from {room} import {name} as {name}" for name in sorted(within)]}
    for home, of_home in by_home.items():
        lines.setdefault(home, []).append(
            _spread(f"from {home} import ", ("(", ")"), sorted(of_home, key=_order))
        )
    written = [line for home in sorted(lines) for line in lines[home]]
    names = [f'"{name}"' for name in sorted(homes, key=_order)]
    return HEAD + "\n".join(written) + "\n\n" + _spread("__all__ = ", ("[", "]"), names) + "\n"


def _order(name: str) -> tuple[int, str]:
    """Return where a name is in a sorted import: constants, classes, functions."""
    return (0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2), name


def _spread(start: str, brackets: tuple[str, str], names: Sequence[str]) -> str:
    """Return one line, or one for each name where they do not fit."""
    bare = brackets if brackets == ("[", "]") else ("", "")
    if len(line := start + bare[0] + ", ".join(names) + bare[1]) <= WIDTH:
        return line
    return "\n".join([start + brackets[0], *(f"    {name}," for name in names), brackets[1]])


def rooms() -> Iterator[tuple[Path, dict[str, str], tuple[str, ...]]]:
    """Yield the door and each room: its file, its names by their home, and the rooms within."""
    for module in (ROOMS / "__init__.py", ROOMS / "errors.py", *sorted(ROOMS.glob("*/**/__init__.py"))):
        if (room := opened(module.read_text(encoding="utf-8"))) is not None:
            yield module, *room


def room_name(module: Path) -> str:
    """Return the dotted name of a room.

    >>> room_name(ROOMS / "data" / "__init__.py")
    'dlxh.data'
    """
    parts = module.relative_to(ROOMS.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def stubs() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each stub."""
    for module, homes, within in rooms():
        yield module.with_suffix(".pyi"), stub(room_name(module), homes, within)
