"""Các phòng: what a room shows, loaded on first use, so that opening one loads no more than is used."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

Opened = tuple[list[str], Callable[[str], object], Callable[[], list[str]]]


def open_room(room: str, shown: Mapping[str, str], within: Iterable[str] = ()) -> Opened:
    """Return `__all__`, `__getattr__` and `__dir__` of a room; a type checker reads the stub next to it.

    Args:
        room: The package, as its `__name__` says.
        shown: Names by the module that holds them, several with blanks between; modules are named from `dlxh`.
        within: Rooms that are reached through this one.

    >>> names, load, _ = open_room("dlxh.words", {"words.periods": "Period TermLabel"})
    >>> names, load("Period").parse("2024").label("en")
    (['Period', 'TermLabel'], '2024')
    """
    homes = {name: f"dlxh.{home}" for home, names in shown.items() for name in names.split()}
    rooms = frozenset(within)

    def load(name: str) -> object:
        if name in rooms:
            return import_module(f"{room}.{name}")
        if name not in homes:
            raise AttributeError(
                f"module {room!r} has no attribute {name!r}", name=name, obj=import_module(room)
            )
        value = getattr(import_module(homes[name]), name)
        setattr(import_module(room), name, value)  # the next use finds it without us
        return value

    names = sorted(homes)
    return names, load, lambda: sorted({*names, *rooms})
