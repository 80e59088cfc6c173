"""The tracked files: no address of a machine or a registry, one version, one lock."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from dlxh.register.source import is_device

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = SETTINGS["project"]

# Written so that this file does not hold what it looks for.
HOSTS = re.compile(
    r"(?i)\b(?:pypi|npmjs|yarnpkg|anaconda|debian)[.](?:org|com)\b|pythonhosted[.]org|\bcrates[.]io\b"
)
OPENS = {"open", "read_text", "write_text"}
CALLS = re.compile(r"open\(|_text\(|fork|get_context|start_method|Pool")
PLACES = re.compile(r"(?<![\w.~-])/(?:work|tmp|root|opt|home|Users)/\w|(?i:\b[a-z]:\\+users\\)")


def tracked() -> list[Path]:
    """The files that git tracks, or will."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git is on the path
        cwd=ROOT, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Each tracked line that the pattern is found in, with its place."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]


def calls(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield line and name of each call that opens a text or forks, and whether it states the encoding, or spawns."""
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            named = {each.arg for each in call.keywords}
            if name in OPENS and isinstance(call.func, ast.Attribute) == (name != "open"):
                is_binary = any("b" in str(getattr(each, "value", "")) for each in call.args[1:])
                yield call.lineno, name, is_binary or "encoding" in named or "utf-8" in ast.unparse(call)
            elif name in {"fork", "get_context", "set_start_method"}:
                yield call.lineno, name, "spawn" in ast.unparse(call)
            elif name in {"ProcessPoolExecutor", "Pool"}:
                yield call.lineno, name, "mp_context" in named


def test_every_system_reads_the_same_letters_and_nothing_forks() -> None:
    """Texts are opened as UTF-8 whatever the system's own letters are; new processes are spawned, as Windows does."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in tracked()
        if path.suffix == ".py" and CALLS.search(text := path.read_text(encoding="utf-8"))
        for line, name, is_right in calls(text)
        if not is_right
    ]
    assert [each for each in found if not each.startswith("tests/mutation/trials.py")] == []


def test_the_guard_of_letters_sees_what_it_forbids() -> None:
    """The guard finds what opens in the system's letters and what forks, so its silence means something."""
    wrong = ["open('x')", "p.read_text()", "p.write_text(x)", "os.fork()", "get_context('fork')", "Pool(2)"]
    right = [
        "open('x', 'rb')",
        "p.read_text('utf-8')",
        "p.write_text(x, encoding='utf-8')",
        "get_context('spawn')",
    ]

    assert [is_right for each in wrong for _, _, is_right in calls(each)] == [False] * len(wrong)
    assert [is_right for each in right for _, _, is_right in calls(each)] == [True] * len(right)


def test_every_system_can_hold_the_files() -> None:
    """No file bears a name that Windows keeps for a device or refuses, and no two differ in capitals alone."""
    names = [path.relative_to(ROOT) for path in tracked()]

    assert [
        each for each in names if any(map(is_device, each.parts)) or set('<>:"|?*\\') & set(str(each))
    ] == []
    assert len({str(each).casefold() for each in names}) == len(names)


def test_no_file_names_a_registry() -> None:
    """No tracked file mentions a package registry's host: everyone has their own way to packages."""
    assert lines_with(HOSTS) == []


def test_no_file_names_a_place_on_a_machine() -> None:
    """No tracked file holds a path that exists on one machine only."""
    assert lines_with(PLACES) == []


@pytest.mark.parametrize("folder", ["work", "tmp", "home"])
def test_the_path_guard_sees_what_it_forbids(folder: str) -> None:
    """The pattern for machine paths finds them, so its silence means something."""
    assert PLACES.search(f"open('/{folder}/someone')")
    assert not PLACES.search(f"open('docs/{folder}/someone')")


def test_the_host_guard_sees_what_it_forbids() -> None:
    """The pattern for registries finds them, so its silence means something."""
    assert HOSTS.search("https://" + "files.pythonhosted" + ".org")


def test_the_changelog_begins_with_this_version() -> None:
    """The newest entry of the changelog is the version of the project."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## ([0-9.]+)", text, re.MULTILINE)[0] == PROJECT["version"]


def test_the_lock_fits_the_project() -> None:
    """Each dependency, of the library and of its development, is locked at a version that the project allows."""
    lock = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]*\])?==([^\s;]+)", lock, re.MULTILINE))
    wanted = map(Requirement, PROJECT["dependencies"] + SETTINGS["dependency-groups"]["dev"])
    missing = [str(need) for need in wanted if not need.specifier.contains(locked.get(need.name, "0"))]
    assert missing == [], "run `python3 dev.py lock`"
