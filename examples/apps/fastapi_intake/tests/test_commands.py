"""The commands: a database is prepared once, and the month is printed from it."""

import pytest
import sqlalchemy as sa
from fastapi_intake.__main__ import main
from fastapi_intake.book import connect, read_register


def test_the_month_of_an_invented_province(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One command fills an empty database and says who has not reported; a second one finds it filled."""
    assert main(["--database", url, "month", "2026-05"]) == 0
    said = capsys.readouterr().out
    assert "báo cáo không nộp: 1 báo cáo" in said
    assert "CTV-000002" in said
    assert main(["--database", url, "month", "2026-05", "--lang", "en"]) == 0
    assert "CTV-000002" in capsys.readouterr().out
    engine = connect(url)
    assert len(read_register(engine).collaborators) == 12
    engine.dispose()


@pytest.mark.usefixtures("engine")
def test_a_month_without_obligations(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing was owed the command ends with 2 and says so."""
    assert main(["--database", url, "month", "2019-05"]) == 2
    assert capsys.readouterr().err


def test_an_engine_shows_no_parameter(engine: sa.Engine) -> None:
    """What is written is in no error of SQLAlchemy."""
    assert engine.hide_parameters
