"""Measures over PostgreSQL, attached to a DuckDB connection of the caller's own: `python3 dev.py test --postgres`."""

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest

from dlxh import Tables, measure
from dlxh.register.schema import SOURCE_ROW, schema
from tests.sample import register

pytestmark = pytest.mark.postgres
CODES = (
    "reports",
    "report_times",
    "item_topics",
    "streams",
    "collaborators",
    "classes",
    "trainees",
    "amount_paid",
)


def _program(name: str) -> str | None:
    """A program of the server, also where it is not on the path."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(home / name) for home in homes if (home / name).exists()), None)


def _extension() -> str:
    """What DuckDB has to load: the extension of a package, or the one that is installed."""
    found = importlib.util.find_spec("duckdb_extension_postgres_scanner")
    places = [] if found is None else list(found.submodule_search_locations or [])
    files = [str(file) for place in places for file in Path(place).rglob("*.duckdb_extension")]
    return f"'{files[0]}'" if files else "postgres"


@pytest.fixture(name="server", scope="module")
def fixture_server() -> Iterator[str]:
    """A server of its own in a temporary folder, reached by its socket only; it will not run as root."""
    programs = {name: _program(name) for name in ("initdb", "pg_ctl")}
    if None in programs.values():
        pytest.skip("no PostgreSQL server on this machine: install its package (initdb, pg_ctl)")
    # mkdtemp's folder is for its owner only; the server runs as another user where the tests run as root
    with TemporaryDirectory() as folder:
        other: dict[str, Any] = {"user": "nobody"} if os.geteuid() == 0 else {}
        if other:
            shutil.chown(folder, "nobody")
        home = f"{folder}/data"

        def run(*arguments: str) -> None:
            subprocess.run(arguments, check=True, capture_output=True, cwd=folder, **other)

        run(str(programs["initdb"]), "-D", home, "-U", "dlxh", "-A", "trust", "-E", "UTF8")
        run(
            str(programs["pg_ctl"]),
            "-D",
            home,
            "-o",
            f"-k {folder} -c listen_addresses=''",
            "-l",
            f"{folder}/log",
            "-w",
            "start",
        )
        try:
            yield f"host={folder} user=dlxh dbname=postgres"
        finally:
            run(str(programs["pg_ctl"]), "-D", home, "-m", "immediate", "stop")
            time.sleep(0.1)


@pytest.fixture(name="connection")
def fixture_connection() -> Iterator[Any]:
    """A connection with DuckDB's extension for PostgreSQL."""
    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    try:
        connection.execute(f"LOAD {_extension()}")
    except duckdb.Error as error:
        pytest.skip(
            f"DuckDB {duckdb.__version__} has no extension for PostgreSQL here: {type(error).__name__}"
        )
    connection.execute("SET TimeZone = 'UTC'")
    yield connection
    connection.close()


def test_a_province_in_postgresql(server: str, connection: Any) -> None:  # noqa: ANN401 - a connection
    """Measures over tables of a PostgreSQL database are those over the same tables in memory."""
    source = register().tables
    connection.execute(f"ATTACH '{server}' AS pg (TYPE postgres)")
    for name in source:
        stored = [column.name for column in schema()[name].columns if column.local_day_of is None]
        connection.register("rows_here", source.polars(name).select(*stored, SOURCE_ROW).to_arrow())
        connection.execute(f'CREATE TABLE pg.public."{name}" AS SELECT * FROM rows_here')  # noqa: S608 - our own names
    connection.execute("DETACH pg")
    connection.execute(f"ATTACH '{server}' AS pg (TYPE postgres, READ_ONLY)")
    relations = {name: connection.table(f'pg.public."{name}"') for name in source}
    tables = Tables(relations, as_of=source.as_of)

    assert tables.engine == "duckdb"
    for asked in ({}, {"by": ["month"], "period": "2024"}, {"by": ["network"]}):
        given: Any = asked
        assert measure(tables, CODES, **given).polars.equals(measure(source, CODES, **given).polars)
