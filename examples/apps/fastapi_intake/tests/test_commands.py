"""The commands: a database is prepared once, and the month is printed from it."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi_intake.__main__ import main
from fastapi_intake.book import connect, read_register
from fastapi_intake.tests.sample import small_register

import dlxh


def test_the_month_of_an_invented_province(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One command fills a new database and says who has not reported; a second one finds it filled."""
    assert main(["--database", url, "month", "2026-05"]) == 0
    said = capsys.readouterr().out
    assert "báo cáo không nộp: 1 báo cáo" in said
    assert "CTV-000002" in said
    assert main(["--database", url, "month", "2026-05", "--lang", "en"]) == 0
    assert "CTV-000002" in capsys.readouterr().out
    engine = connect(url)
    assert len(read_register(engine).collaborators) == 12
    engine.dispose()


def test_tables_of_others_are_no_register(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A database in which another application has its tables is a new one."""
    engine = connect(url)
    others = sa.MetaData()
    sa.Table("others", others, sa.Column("id", sa.Integer))
    others.create_all(engine)
    assert main(["--database", url, "month", "2026-05"]) == 0
    assert "CTV-000002" in capsys.readouterr().out
    others.drop_all(engine)
    dlxh.store.metadata().drop_all(engine)
    engine.dispose()


def test_tables_without_rows_wait_for_a_register(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing invented is written into tables that somebody made; the answer says how a register gets there."""
    engine = connect(url)
    dlxh.store.metadata().create_all(engine)
    assert main(["--database", url, "month", "2026-05"]) == 2
    assert "fastapi_intake load" in capsys.readouterr().err
    dlxh.store.metadata().drop_all(engine)
    engine.dispose()


@pytest.mark.usefixtures("engine")
def test_a_month_without_obligations(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing was owed the command ends with 2 and says so."""
    assert main(["--database", url, "month", "2019-05"]) == 2
    assert capsys.readouterr().err


def test_a_register_is_loaded_once(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A real register goes into a database without rows; a wrong path leaves no tables, a second register is refused."""
    small_register().write(tmp_path / "register", personal=True)
    engine = connect(url)
    assert main(["--database", url, "load", str(tmp_path / "nothing")]) == 2
    assert sa.inspect(engine).get_table_names() == []
    assert main(["--database", url, "load", str(tmp_path / "register")]) == 0
    assert "đã ghi / written:" in capsys.readouterr().err
    assert main(["--database", url, "load", str(tmp_path / "register")]) == 2
    assert "không ghi gì" in capsys.readouterr().err
    assert len(read_register(engine).collaborators) == 2
    dlxh.store.metadata().drop_all(engine)
    engine.dispose()


def test_a_faulty_register_is_not_loaded(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A register with a row that cannot be read is named row by row, and not written."""
    folder = small_register().write(tmp_path / "register", personal=True)
    file = folder / "units.ndjson"
    file.write_text(file.read_text("utf-8").replace('"commune"', '"hamlet?"'), "utf-8")
    assert main(["--database", url, "load", str(folder)]) == 2
    assert "không ghi gì" in capsys.readouterr().err
    engine = connect(url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_an_engine_shows_no_parameter(engine: sa.Engine) -> None:
    """What is written is in no error of SQLAlchemy."""
    assert engine.hide_parameters
