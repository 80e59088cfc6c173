"""dev.py: what it says to those who lack something, and that it does not prepare twice."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

import conftest
import dev

ROOT = Path(__file__).resolve().parents[2]


def test_an_old_python_can_read_the_message() -> None:
    """Python 3.8 can parse dev.py, so it reaches the sentence that asks for 3.11 before anything fails."""
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    names = [ast.unparse(node) for node in tree.body]
    asked = next(place for place, text in enumerate(names) if "sys.version_info" in text)
    assert "Python 3.11 or newer" in names[asked]
    assert names[1:asked] == ["from __future__ import annotations", "import sys"]


def test_a_python_without_venv_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Debian left ensurepip out, dev.py mentions the package instead of a traceback from below."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        dev.make_environment(tmp_path / "new", ())


def test_a_prepared_environment_is_left_alone(tmp_path: Path) -> None:
    """An environment whose stamp fits is used as it is: no interpreter in it is even looked for."""
    wanted = ("a-package-that-is-not-there",)
    (tmp_path / "made-from").write_text(dev.made_from(requirements=wanted), encoding="utf-8")
    dev.make_environment(tmp_path, wanted)
    assert [path.name for path in tmp_path.iterdir()] == ["made-from"]


def test_another_package_makes_an_environment_anew() -> None:
    """An environment is for the packages that it was made for: one more in the list, and it is made anew."""
    assert dev.made_from(requirements=("pytest",)) != dev.made_from(requirements=("pytest", "django"))


def test_every_application_is_found() -> None:
    """`dev.py test --apps` runs each folder of examples/apps that has a pytest.toml, and knows no other."""
    found = dev.find_apps()
    assert "nightly" in [home.name for home in found]
    assert [home for home in found if not (home / "tests").is_dir()] == []
    with pytest.raises(SystemExit, match=r"no application sledge; choose from: .*nightly"):
        dev.test_apps("sledge")


def test_constraints_are_the_lock_without_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each locked version becomes one constraint with its marker, and no hash is left."""
    monkeypatch.setattr(dev, "CACHE", tmp_path)
    lines = dev.constraints().read_text(encoding="utf-8").splitlines()
    locked = re.findall(r"^[a-z][^\n]*==", dev.LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == len(locked) > 20
    assert not any("hash" in line or line.endswith("\\") for line in lines)


@pytest.mark.parametrize(
    "command", ["bench", "check", "demo", "docs", "fix", "fuzz", "lock", "mutate casework", "test"]
)
def test_every_command_is_known(command: str) -> None:
    """Each command of the contributor's guide can be asked for."""
    assert callable(dev.command_line().parse_args(command.split()).act)


def test_paths_reach_pytest() -> None:
    """`dev.py test PATH` tests only that path."""
    assert dev.command_line().parse_args(["test", "tests/words"]).only == ["tests/words"]


def test_what_runs_without_the_trace_is_there() -> None:
    """Each file and folder that conftest.py lists as untraced is there under that name."""
    assert [place for place in conftest.UNTRACED if not (ROOT / place.split("::")[0]).exists()] == []
