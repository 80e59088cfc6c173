"""examples/apps/nightly: it runs on what the library is now; its own tests run with `dev.py test --apps`."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2] / "examples" / "apps" / "nightly"
QUICK = ("--demo", "--collect", "--only", "reports", "--month", "2026-06")


def test_the_night_runs(tmp_path: Path) -> None:
    """One command checks an invented register, counts its month and writes four files."""
    command = [sys.executable, str(HOME / "nightly.py"), *QUICK, "--out", str(tmp_path / "night")]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert sorted(path.name for path in (tmp_path / "night").iterdir()) == [
        "figures.csv",
        "findings.ndjson",
        "night.html",
        "not_reported.csv",
    ]


@pytest.mark.long
def test_its_tests_notice_that_nothing_is_checked(tmp_path: Path) -> None:
    """Without the call to `check` the tests of the application fail."""
    home = tmp_path / "nightly"
    shutil.copytree(HOME, home)
    program = home / "nightly.py"
    text = program.read_text("utf-8")
    call = "findings = dlxh.check(tables, calendar=calendar, only=options.only or ())"
    assert text.count(call) == 1
    program.write_text(text.replace(call, "findings = dlxh.Findings()"), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "test_a_night"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=home)

    assert done.returncode == 1, done.stdout
    assert "FAILED tests/test_nightly.py::test_a_night_with_an_error" in done.stdout
    assert "1 failed, 1 passed" in done.stdout
