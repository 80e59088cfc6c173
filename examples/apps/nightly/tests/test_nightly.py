"""The night as a program: what it writes, how it ends, and what it leaves alone."""

import csv
import json
from pathlib import Path
from unittest.mock import Mock

import polars as pl
import pytest
from demo import write_parquet
from nightly import main
from sqlalchemy import create_engine, text

import dlxh

REGISTER = dlxh.read(dlxh.example("tuyen-quang")).register
LATE = next(each for each in REGISTER.reports if each.author is not None).replace(
    id="TQ-SAU", received_at="2026-08-03T08:00:00+07:00", items=()
)
FAULTY = REGISTER.add(LATE)
AS_OF = ["--as-of", "2026-07-31", "--month", "2026-06"]
QUICK = [*AS_OF, "--collect", "--only", "reports", "--only", "cases"]


@pytest.fixture(scope="session", name="data")
def fixture_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register as partitioned Parquet."""
    return write_parquet(REGISTER, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session", name="faulty")
def fixture_faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a report that came in after the day of the register."""
    return write_parquet(FAULTY, tmp_path_factory.mktemp("faulty"))


def lines_of(folder: Path) -> list[dict[str, str]]:
    """What was found, as a program reads it."""
    return [json.loads(line) for line in (folder / "findings.ndjson").read_text("utf-8").splitlines()]


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_night_without_errors(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A register without errors ends with 0, and its files hold the month's figures and who has not reported."""
    assert main([str(data), *QUICK, "--only", "P301", "--out", str(tmp_path / "night")]) == 0
    figures = {
        (row["unit_label"], row["measure"]): row["value"]
        for row in rows_of(tmp_path / "night" / "figures.csv")
    }
    silent = {row["unit_name"] for row in rows_of(tmp_path / "night" / "not_reported.csv")}

    assert figures["Xã Lâm Bình", "missing"] == "1"
    assert {"Xã Lâm Bình", "Xã Ngọc Long", "Xã Sơn Vĩ", "Xã Tân Quang"} <= silent
    assert lines_of(tmp_path / "night") == []
    console = capsys.readouterr().err
    assert "kiểm tra: 0 lỗi" in console
    assert "chưa xét 1 quy tắc: P301" in console


def test_a_night_with_an_error(faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding of severity error ends with 1, and a line of JSON says which record and what to do."""
    assert main([str(faulty), *QUICK, "--lang", "en", "--out", str(tmp_path / "night")]) == 1
    found = [each for each in lines_of(tmp_path / "night") if each["record"] == "TQ-SAU"]

    assert {each["severity"] for each in found} >= {"error"}
    assert all(each["vi"] and each["en"] for each in found)
    assert "TQ-SAU" in (tmp_path / "night" / "night.html").read_text("utf-8")
    assert "errors" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-folder", *AS_OF],
        ["no-such-register.zip", *AS_OF],
        ["data"],
        ["nothing-here://", *AS_OF],
        ["sqlite:///nothing-here.db", *AS_OF],
    ],
)
def test_what_cannot_be_read(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source that is not there ends with 2 and a sentence, and the files of the night before stay as they are."""
    before = tmp_path / "night" / "figures.csv"
    before.parent.mkdir()
    before.write_text("yesterday", "utf-8")

    assert main([*arguments, "--out", str(tmp_path / "night")]) == 2
    assert before.read_text("utf-8") == "yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["night"]
    assert "Traceback" not in capsys.readouterr().err
    assert not Path("nothing-here.db").exists()


def test_a_failure_of_the_program_ends_with_2(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a finding ends with 1: what nobody foresaw ends with 2, and so does a library that is missing."""
    for failure in (KeyError("x"), ModuleNotFoundError("no", name="pyarrow")):
        monkeypatch.setattr(dlxh, "check", Mock(side_effect=failure))
        assert main([str(data), *QUICK, "--out", str(tmp_path / "night")]) == 2
    assert "thiếu thư viện pyarrow; python -m pip install pyarrow" in capsys.readouterr().err


def test_who_may_have_reported(tmp_path: Path) -> None:
    """Where not every report is known, each who seems silent is marked."""
    address = f"sqlite:///{tmp_path / 'register.db'}"
    with create_engine(address).begin() as connection:
        dlxh.store.metadata().create_all(connection)
        dlxh.store.write(connection, REGISTER)
        connection.execute(text("UPDATE register_facts SET value = 'true' WHERE name = 'table reports'"))
    read_only = f"sqlite:///file:{tmp_path / 'register.db'}?mode=ro&uri=true"
    assert main([address, *QUICK, "--out", str(tmp_path / "night")]) == 0
    assert main([read_only, *QUICK, "--out", str(tmp_path / "night")]) == 0
    silent = rows_of(tmp_path / "night" / "not_reported.csv")
    assert {row["may_have_come"] for row in silent} == {"true"}


def test_a_broken_file_ends_with_2(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a file that is no Parquet DuckDB's own sentence is shown."""
    (tmp_path / "data" / "reports").mkdir(parents=True)
    (tmp_path / "data" / "reports" / "0.parquet").write_bytes(b"not Parquet")

    assert main([str(tmp_path / "data"), *AS_OF, "--out", str(tmp_path / "night")]) == 2
    assert "parquet" in capsys.readouterr().err.lower()
    assert data.is_dir()


def test_nobody_is_named(faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No name, telephone number or address of a collaborator is in any file or line."""
    main([str(faulty), *AS_OF, "--collect", "--out", str(tmp_path / "night")])
    shown = capsys.readouterr().err + "".join(
        path.read_text("utf-8") for path in (tmp_path / "night").iterdir()
    )
    people = [each.name for each in REGISTER.collaborators]
    contacts = [each.contact for each in REGISTER.collaborators if each.contact is not None]

    assert people
    assert [name for name in people if name and name in shown] == []
    assert [each for each in contacts if (each.phone or "?") in shown or (each.email or "?") in shown] == []


def test_duckdb_and_memory_agree(faulty: Path, tmp_path: Path) -> None:
    """What is computed by DuckDB over the files is what is computed in memory."""
    few = [*AS_OF, "--only", "R103", "--only", "R201"]
    ends = [
        main([str(faulty), *few, *more, "--out", str(tmp_path / name)])
        for name, more in (("duckdb", []), ("memory", ["--collect"]))
    ]
    first, second = tmp_path / "duckdb", tmp_path / "memory"

    assert ends == [1, 1]
    assert sorted(each["record"] for each in lines_of(first)) == sorted(
        each["record"] for each in lines_of(second)
    )
    for name in ("figures.csv", "not_reported.csv"):
        assert pl.read_csv(first / name).equals(pl.read_csv(second / name))


def test_a_database_gives_the_same(faulty: Path, tmp_path: Path) -> None:
    """Tables that `dlxh.store` wrote give the findings and figures of the files, and know their day themselves."""
    address = f"sqlite:///{tmp_path / 'register.db'}"
    with create_engine(address).begin() as connection:
        dlxh.store.metadata().create_all(connection)
        dlxh.store.write(connection, FAULTY)
    ends = [
        main([source, *few, "--collect", "--only", "reports", "--out", str(tmp_path / name)])
        for name, source, few in (("files", str(faulty), AS_OF), ("database", address, AS_OF[2:]))
    ]
    first, second = tmp_path / "files", tmp_path / "database"

    assert ends == [1, 1]
    assert [each["record"] for each in lines_of(first)] == [each["record"] for each in lines_of(second)]
    assert rows_of(first / "figures.csv") == rows_of(second / "figures.csv")


@pytest.mark.parametrize("name", ["register", "register.zip"])
def test_a_register_that_was_written_gives_the_same(faulty: Path, tmp_path: Path, name: str) -> None:
    """A folder or zip of `register.write` gives the findings and figures of Parquet, and knows its day itself."""
    written = FAULTY.write(tmp_path / name, personal=True)
    ends = [
        main([str(source), *few, "--collect", "--only", "reports", "--out", str(tmp_path / out)])
        for out, source, few in (("parquet", faulty, AS_OF), ("written", written, AS_OF[2:]))
    ]
    first, second = tmp_path / "parquet", tmp_path / "written"

    assert ends == [1, 1]
    assert [each["record"] for each in lines_of(first)] == [each["record"] for each in lines_of(second)]
    assert rows_of(first / "figures.csv") == rows_of(second / "figures.csv")
    assert rows_of(first / "not_reported.csv") == rows_of(second / "not_reported.csv")


@pytest.mark.spark
def test_spark_agrees(faulty: Path, tmp_path: Path) -> None:
    """Spark gives the same findings and figures as DuckDB."""
    pytest.importorskip("pyspark")
    few = [*AS_OF, "--only", "R103", "--only", "R201"]
    ends = [
        main([str(faulty), *few, *more, "--out", str(tmp_path / name)])
        for name, more in (("duckdb", []), ("spark", ["--spark"]))
    ]

    assert ends == [1, 1]
    assert lines_of(tmp_path / "duckdb") == lines_of(tmp_path / "spark")
    assert rows_of(tmp_path / "duckdb" / "figures.csv") == rows_of(tmp_path / "spark" / "figures.csv")
