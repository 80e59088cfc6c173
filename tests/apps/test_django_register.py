"""examples/apps/django_register: it runs on what the library is now; its own tests run with `dev.py test --apps`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2] / "examples" / "apps" / "django_register"
FORM = "test_a_report_is_stored_and_counted or test_what_the_check_finds_is_at_its_field"


def run_tests(home: Path, only: str) -> "subprocess.CompletedProcess[str]":
    """Run tests of the application in a process of their own: Django is set up once for each."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_form.py",
        "-k",
        only,
    ]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))
    }
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", cwd=home, env=environment
    )


def test_a_report_is_taken_in() -> None:
    """The form refuses what the check finds, at its field, and a report that is right changes the month's figures."""
    done = run_tests(HOME, FORM)

    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


@pytest.mark.long
def test_its_tests_notice_that_nothing_is_checked(tmp_path: Path) -> None:
    """Without the call to `check` a test of the application fails."""
    home = tmp_path / "django_register"
    shutil.copytree(HOME, home)
    program = home / "records" / "record_form.py"
    text = program.read_text("utf-8")
    call = "dlxh.check(self.record, within=book.register, replacing=self.replacing)"
    assert text.count(call) == 1
    program.write_text(text.replace(call, "dlxh.Findings()"), "utf-8")
    done = run_tests(home, FORM)

    assert done.returncode == 1, done.stdout
    assert "FAILED tests/test_form.py::test_what_the_check_finds_is_at_its_field" in done.stdout
    assert "1 failed, 1 passed" in done.stdout
