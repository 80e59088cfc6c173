"""The package of Frictionless itself finds nothing wrong with what we write, and finds what somebody changed in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dlxh import read

EXAMPLES = sorted(path.parent for path in Path("examples").glob("*/datapackage.json"))
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


@pytest.mark.no_cover
def test_frictionless_validates_what_we_write(tmp_path: Path) -> None:
    """Each example, as folder and as zip, with and without names, is a valid package to the last cell."""
    written = [folder / "datapackage.json" for folder in EXAMPLES]
    for folder in EXAMPLES:
        register = read(folder).register
        for personal in (False, True):
            place = tmp_path / folder.name / str(personal)
            written.append(register.write(place / "so.zip", personal=personal))
            if not personal:
                written.append(register.write(place / "so", personal=personal) / "datapackage.json")

    assert len(written) == 20
    assert {path: found for path, found in errors(*written).items() if found} == {}


@pytest.mark.no_cover
def test_frictionless_finds_what_was_changed(tmp_path: Path) -> None:
    """A row that is cut off and a reference that leads nowhere are found by Frictionless as by us."""
    path = read("examples/tp-son-la").register.write(tmp_path / "so", personal=True)
    reports = path / "reports.ndjson"
    reports.write_bytes(b"".join(reports.read_bytes().splitlines(keepends=True)[:-1]))
    (found,) = errors(path / "datapackage.json").values()

    assert {"row-count", "byte-count", "hash-count"} & {kind for kind, _ in found}
    assert [finding.code for finding in read(path).findings] == ["file_short"]
