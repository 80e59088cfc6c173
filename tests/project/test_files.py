"""The tracked files: no address of a machine or a registry, one version, one lock."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Written so that this file does not hold what it looks for.
HOSTS = re.compile(
    r"(?i)\b(?:pypi|npmjs|yarnpkg|anaconda|debian)[.](?:org|com)\b|pythonhosted[.]org|\bcrates[.]io\b"
)
PLACES = re.compile(r"(?<![\w.~-])/(?:work|tmp|root|opt|home|Users)/\w|(?i:\b[a-z]:\\+users\\)")


def tracked() -> list[Path]:
    """The files that git tracks, or will."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git is on the path
        cwd=ROOT, capture_output=True, check=False, text=True,
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


def test_no_file_names_a_registry() -> None:
    """No tracked file names a package registry's host: everyone has their own way to packages."""
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
    wanted = map(Requirement, PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
    missing = [str(need) for need in wanted if not need.specifier.contains(locked.get(need.name, "0"))]
    assert missing == [], "run `python3 dev.py lock`"
