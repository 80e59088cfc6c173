"""examples/apps/fastapi_intake: it runs on what the library is now; the rest of its tests run with `dev.py test --apps`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.postgres import USER

APPS = Path(__file__).resolve().parents[2] / "examples" / "apps"


def run_tests(apps: Path, chosen: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run some of the tests of the application as who copied it does."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more}
    return subprocess.run(
        [*command, "tests/test_intake.py"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=apps / "fastapi_intake",
        env=environment,
    )


def test_a_day_of_the_intake() -> None:
    """A wrong report is refused in Vietnamese, a right one is kept and edited, and the month changes."""
    done = run_tests(APPS, "wrongly or edited or month_shows")

    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


@pytest.mark.long
def test_its_tests_notice_that_nothing_is_checked(tmp_path: Path) -> None:
    """Without the call to `check` the tests of the application fail."""
    shutil.copytree(APPS / "fastapi_intake", tmp_path / "fastapi_intake")
    program = tmp_path / "fastapi_intake" / "book.py"
    written = program.read_text("utf-8")
    call = "return dlxh.check(report, within=self.register, replacing=replacing)"
    assert written.count(call) == 1
    program.write_text(written.replace(call, "return dlxh.Findings()"), "utf-8")
    done = run_tests(tmp_path, "wrongly or contradicts")

    assert done.returncode == 1, done.stdout
    assert "FAILED tests/test_intake.py::test_what_contradicts_the_register_is_refused" in done.stdout
    assert "1 failed, 1 passed" in done.stdout


@pytest.mark.postgres
def test_the_intake_on_postgresql(server: str) -> None:
    """On PostgreSQL it does the same, in a database of its own: others leave tables in theirs."""
    url = f"postgresql+psycopg://{USER}@/{{}}?host={server}"
    engine = create_engine(url.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE intake"))
    engine.dispose()
    done = run_tests(APPS, "not threads", INTAKE_DATABASE=url.format("intake"))

    assert done.returncode == 0, done.stdout
