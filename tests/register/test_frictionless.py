"""The package of Frictionless itself finds nothing wrong with what we write, and finds what somebody changed in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dlxh import read
from tests.lengths import LONG

EXAMPLES = sorted(path.parent for path in Path("examples").glob("*/datapackage.json"))
TRIED = EXAMPLES if LONG else [Path("examples/tp-son-la")]
"""The smallest in the gate, all with `--long`."""
SCRIPT = """
import json, sys
from frictionless import system, validate
with system.use_context(trusted=True):
    found = {path: validate(path).flatten(["type", "message"]) for path in sys.argv[1:]}
print(json.dumps(found))
"""


def errors(*paths: Path) -> dict[Path, list[list[str]]]:
    """Return what Frictionless finds wrong with packages, in a process of its own: it warns, and loads much."""
    command = [sys.executable, "-c", SCRIPT, *map(str, paths)]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    return {Path(path): found for path, found in json.loads(said).items()}


@pytest.fixture(name="changed", scope="module")
def fixture_changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that lacks a row which it says that it has."""
    path = read("examples/tp-son-la").register.write(tmp_path_factory.mktemp("changed") / "so", personal=True)
    reports = path / "reports.ndjson"
    reports.write_bytes(b"".join(reports.read_bytes().splitlines(keepends=True)[:-1]))
    return path / "datapackage.json"


@pytest.fixture(name="found", scope="module")
def fixture_found(tmp_path_factory: pytest.TempPathFactory, changed: Path) -> dict[Path, list[list[str]]]:
    """What Frictionless says of the changed package and of each example, as folder and as zip, with and without names."""
    written = [changed, *(folder / "datapackage.json" for folder in TRIED)]
    for folder in TRIED:
        register = read(folder).register
        for personal in (False, True):
            place = tmp_path_factory.mktemp(folder.name)
            written.append(register.write(place / "so.zip", personal=personal))
            if not personal:
                written.append(register.write(place / "so", personal=personal) / "datapackage.json")
    return errors(*written)


@pytest.mark.no_cover
def test_frictionless_validates_what_we_write(changed: Path, found: dict[Path, list[list[str]]]) -> None:
    """What we write is a valid package to the last cell."""
    assert len(found) == 1 + 4 * len(TRIED)
    assert {path for path, told in found.items() if told} == {changed}


@pytest.mark.no_cover
def test_frictionless_finds_what_was_changed(changed: Path, found: dict[Path, list[list[str]]]) -> None:
    """A row that is cut off is found by Frictionless as by us."""
    assert {"row-count", "byte-count", "hash-count"} & {kind for kind, _ in found[changed]}
    assert [finding.code for finding in read(changed.parent).findings] == ["file_short"]
