"""The door: what `import dlxh` costs and what it shows."""

import inspect
import json
import pkgutil
import subprocess
import sys
from enum import StrEnum
from importlib import import_module

import pytest

import dlxh
from dlxh.words.record import Value

HEAVY = {"babel", "duckdb", "narwhals", "pandas", "polars", "pyarrow", "pyspark", "sqlalchemy"}
LATE = HEAVY | {"dateutil"}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh process holds after running the code."""
    program = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def modules_of(package: str) -> list[str]:
    """The names of a package and all modules in it."""
    home = __import__(package, fromlist=["__path__"])
    return [package, *(found.name for found in pkgutil.walk_packages(home.__path__, f"{package}."))]


ROOMS = {
    name: import_module(f"dlxh.{name}")
    for name in (
        *("casework", "data", "errors", "ledger", "measures", "models"),
        *("payroll", "register", "rules", "rules.language", "store", "testing", "web", "words"),
    )
}
WIDE = {"models", "words"}
"""Rooms that hold as many names as there are records and values."""


def documented() -> list[tuple[str, object]]:
    """The public functions and classes of the door, and the functions of its rooms, by name."""
    door = [(name, getattr(dlxh, name)) for name in dlxh.__all__]
    shown = [(f"{room}.{name}", getattr(home, name)) for room, home in ROOMS.items() for name in home.__all__]
    return [
        *((name, thing) for name, thing in door if inspect.isclass(thing) or inspect.isroutine(thing)),
        *((name, thing) for name, thing in shown if inspect.isroutine(thing)),
    ]


def test_import_loads_no_dataframe_library_and_no_locale_data() -> None:
    """`import dlxh` loads no dataframe library and no Babel locale data."""
    assert loaded_by("import dlxh") & HEAVY == set()


@pytest.mark.parametrize("package", ["dlxh.words", "dlxh.models"])
def test_values_and_records_load_nothing_heavy(package: str) -> None:
    """All modules of words and models together load no dataframe library, no Babel and no dateutil."""
    names = modules_of(package)
    assert len(names) > 1
    assert loaded_by("\n".join(f"import {name}" for name in names)) & LATE == set()


def test_the_guard_sees_what_it_forbids() -> None:
    """The import guard would notice a dataframe library, so its silence means something."""
    assert "polars" in loaded_by("import polars")


def test_star_import_brings_exactly_the_public_names() -> None:
    """`from dlxh import *` brings the names of `__all__`, no more and no fewer."""
    names: dict[str, object] = {}
    exec("from dlxh import *", names)  # noqa: S102 - a star import is only legal at module level
    assert sorted(names.keys() - {"__builtins__"}) == sorted(dlxh.__all__)


def test_dir_shows_every_public_name() -> None:
    """`dir(dlxh)` shows each public name before it was loaded, in a fresh process too."""
    shown = "import dlxh, sys; sys.exit(set(dlxh.__all__) - set(dir(dlxh)) != set())"
    assert subprocess.run([sys.executable, "-c", shown], check=False).returncode == 0


def test_public_names_are_few_and_unique() -> None:
    """`__all__` has nothing twice; at most 45 names at the door, 15 in a room."""
    assert len(set(dlxh.__all__)) == len(dlxh.__all__) <= 45
    for name, room in ROOMS.items():
        assert 0 < len(set(room.__all__)) == len(room.__all__) <= (1000 if name in WIDE else 15), name


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_is_there_without_an_import_and_shows_what_it_names(name: str) -> None:
    """A room is an attribute of the door or of a room; each of its names is there, and `dir` shows it."""
    above, _, own = f"dlxh.{name}".rpartition(".")
    room = getattr(import_module(above), own)

    assert {*room.__all__} <= {*dir(room)}
    assert all(hasattr(room, each) for each in room.__all__)
    assert own in dir(import_module(above))


@pytest.mark.parametrize("name", ROOMS)
def test_no_module_hides_a_name_of_its_room(name: str) -> None:
    """A module that is imported becomes an attribute of its room: called like a function there, it would take its place."""
    modules = {module.name for module in pkgutil.iter_modules(getattr(ROOMS[name], "__path__", ()))}

    assert modules & {*ROOMS[name].__all__} == set()


def test_models_show_every_record_and_every_code() -> None:
    """Each model and each enumeration of the room is in its list."""
    found = {
        thing.__name__
        for module in pkgutil.iter_modules(dlxh.models.__path__, "dlxh.models.")
        for thing in vars(import_module(module.name)).values()
        if isinstance(thing, type) and issubclass(thing, StrEnum | Value) and thing.__module__ == module.name
    }

    assert found - {*dlxh.models.__all__} == set()


def test_every_refusal_belongs_to_a_family() -> None:
    """Whatever is refused on purpose is a `dlxh.Error`, and is below one of the families."""
    for module in pkgutil.walk_packages(dlxh.__path__, "dlxh."):
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, Exception) and thing.__module__ == module.name:
                assert issubclass(thing, dlxh.Error), thing
    families = tuple(getattr(dlxh.errors, name) for name in dlxh.errors.__all__ if name != "Error")
    below = [kind for kind in dlxh.Error.__subclasses__() if not issubclass(kind, families)]
    assert [kind for kind in below if kind.__module__.startswith("dlxh.")] == [dlxh.testing.InventionError]


def test_signatures_are_short() -> None:
    """What `help` and an editor show of a function fits on a screen: a default that lists every rule would fill it."""
    for name, thing in documented():
        if inspect.isroutine(thing):
            assert len(str(inspect.signature(thing))) < 1500, name


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that the door does not have is refused as Python does it, with the name in the message."""
    with pytest.raises(AttributeError, match="no_such_name") as error:
        _ = dlxh.no_such_name  # type: ignore[attr-defined] # and mypy sees it
    assert error.value.obj is dlxh  # by which Python says what is like it


@pytest.mark.parametrize(("name", "thing"), documented())
def test_public_thing_shows_an_example(name: str, thing: object) -> None:
    """Every public function and class says what it is and shows an example that is run."""
    assert ">>> " in (inspect.getdoc(thing) or ""), name


def test_rooms_are_reached_through_the_door() -> None:
    """A room that nobody imported is there all the same."""
    assert dlxh.__getattr__("rules") is sys.modules["dlxh.rules"]


def test_a_name_is_looked_up_once() -> None:
    """What was loaded is in its room, so that the next use is as quick as any attribute."""
    program = "import dlxh; dlxh.Period; dlxh.words.fold; assert 'Period' in vars(dlxh) and 'fold' in vars(dlxh.words)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
