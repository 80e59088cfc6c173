"""The door: what `import dlxh` costs and what it shows."""

import inspect
import json
import pkgutil
import subprocess
import sys

import pytest

import dlxh

HEAVY = {"babel", "duckdb", "narwhals", "pandas", "polars", "pyarrow", "pyspark"}
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


def documented() -> list[str]:
    """The public functions and classes of the door, by name."""
    return [
        name
        for name in dlxh.__all__
        if inspect.isclass(thing := getattr(dlxh, name)) or inspect.isroutine(thing)
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


def test_public_names_are_unique() -> None:
    """`__all__` names nothing twice; ruff keeps it sorted."""
    assert len(set(dlxh.__all__)) == len(dlxh.__all__) > 0


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that the door does not have is refused as Python does it, with the name in the message."""
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = dlxh.no_such_name


@pytest.mark.parametrize("name", documented())
def test_public_thing_shows_an_example(name: str) -> None:
    """Every public function and class says what it is and shows an example that is run."""
    assert ">>> " in (inspect.getdoc(getattr(dlxh, name)) or "")
