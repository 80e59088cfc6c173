"""A register in SQLite, read by `store.read`, next to the same tables read with Polars and SQLAlchemy alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
from sqlalchemy import Connection, create_engine

from dlxh import Tables, store
from dlxh.testing import province_tables
from tests.bench.lines import OURS, Line, line
from tests.bench.stopwatch import Forms, medians
from tests.bench.store.postgres import queries

YEARS = 5


@contextmanager
def stored(tables: Tables) -> Iterator[Connection]:
    """Hold tables in a database in memory."""
    engine = create_engine("sqlite://")
    store.metadata(foreign_keys=None).create_all(engine)
    with engine.connect() as connection:
        store.write(connection, tables)
        yield connection
    engine.dispose()


def readers(connection: Connection, tables: Tables) -> Forms:
    """Tables of a database into columns: ours types and judges every row, the baseline takes texts as they are."""
    asked = queries(tables)

    def by_hand() -> dict[str, pl.DataFrame]:
        return {
            name: pl.read_database(query, connection, infer_schema_length=None)
            for name, query in asked.items()
        }

    return {OURS: lambda: store.read(connection).register.tables, "Polars": by_hand}


def reading_stored(collaborators: int, rounds: int) -> Line:
    """A register out of a database."""
    tables = province_tables(7, collaborators=collaborators, years=YEARS)
    rows = sum(tables.polars(name).height for name in tables)
    with stored(tables) as connection:
        seconds = medians(readers(connection, tables), rounds)
    names = (
        f"`store.read`, SQLite, {rows:,} dòng, kiểm tra từng dòng",
        f"`store.read`, SQLite, {rows:,} rows, each judged",
    )
    return line(*names, seconds, each=rows)
