"""Measures over PostgreSQL, attached to a DuckDB connection of the caller's own: `python3 dev.py test --postgres`."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dlxh import Tables, measure
from dlxh.register.schema import SOURCE_ROW, schema
from tests.postgres import USER
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


def _extension() -> str:
    """What DuckDB has to load: the extension of a package, or the one that is installed."""
    found = importlib.util.find_spec("duckdb_extension_postgres_scanner")
    places = [] if found is None else list(found.submodule_search_locations or [])
    files = [str(file) for place in places for file in Path(place).rglob("*.duckdb_extension")]
    return f"'{files[0]}'" if files else "postgres"


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
    connection.execute(f"ATTACH 'host={server} user={USER} dbname=postgres' AS pg (TYPE postgres)")
    for name in source:
        stored = [column.name for column in schema()[name].columns if column.local_day_of is None]
        connection.register("rows_here", source.polars(name).select(*stored, SOURCE_ROW).to_arrow())
        connection.execute(f'CREATE TABLE pg.public."{name}" AS SELECT * FROM rows_here')  # noqa: S608 - our own names
    connection.execute("DETACH pg")
    connection.execute(f"ATTACH 'host={server} user={USER} dbname=postgres' AS pg (TYPE postgres, READ_ONLY)")
    relations = {name: connection.table(f'pg.public."{name}"') for name in source}
    tables = Tables(relations, as_of=source.as_of)

    assert tables.engine == "duckdb"
    for asked in ({}, {"by": ["month"], "period": "2024"}, {"by": ["network"]}):
        given: Any = asked
        assert measure(tables, CODES, **given).polars.equals(measure(source, CODES, **given).polars)
