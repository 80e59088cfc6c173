"""A register of 10,000 reports in PostgreSQL and back, against Polars and SQLAlchemy by hand, without any part of dlxh.

    .venv-postgres/bin/python -m pip install adbc-driver-postgresql    (once, after `dev.py test --postgres`)
    .venv-postgres/bin/python tests/bench/store/postgres.py

The seconds are those of the processor, of this process and of the server's together: on a machine that does other work too
they say more than a clock. What is read by hand is read by each way that Polars has: ADBC, which is the fastest, is the mark.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, cast

import polars as pl
from sqlalchemy import Connection, create_engine, text

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dlxh import Register, Tables, store  # noqa: E402 - the path comes first
from dlxh.store.definitions import stored_columns  # noqa: E402
from dlxh.testing import province_tables  # noqa: E402
from tests.postgres import USER, server  # noqa: E402

COLLABORATORS, YEARS, ROUNDS = 160, 5, 7
READ_BAR, WRITE_BAR = 1.5, 2.0


class Processors:
    """The seconds that this process and some of the server's have used."""

    def __init__(self, *servers: int) -> None:
        self.servers = servers

    def seconds(self) -> float:
        """Return them; those of the server are counted in hundredths."""
        return process_time() + sum(map(self._of_server, self.servers))

    @staticmethod
    def _of_server(process: int) -> float:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def medians(self, forms: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
        """Return the seconds of each form, in turn."""
        taken: dict[str, list[float]] = {name: [] for name in forms}
        for turn in range(rounds + 1):
            for name, form in forms.items():
                began = self.seconds()
                form()
                if turn:  # the first turn compiles and fills caches
                    taken[name].append(self.seconds() - began)
        return {name: median(seconds) for name, seconds in taken.items()}


def queries(tables: Tables) -> dict[str, str]:
    """Return for each table the query of its stored columns."""
    found = {}
    for name in tables:
        columns = ", ".join(f'"{each.name}"' for each in stored_columns(tables.schema[name]))
        found[name] = f'SELECT {columns} FROM "{name}"'
    return found


def rows_by_hand(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Return the rows as SQLAlchemy takes them."""
    return {
        name: tables.polars(name).select(each.name for each in stored_columns(tables.schema[name])).to_dicts()
        for name in tables
    }


def read_forms(
    connection: Connection, tables: Tables, folder: str
) -> tuple[dict[str, Callable[[], object]], list[int]]:
    """Return the ways to read, and the processes of the server that answer them."""
    import psycopg
    from adbc_driver_postgresql import dbapi

    adbc = dbapi.connect(f"postgresql://{USER}@/postgres?host={folder}")
    plain = psycopg.connect(f"host={folder} user={USER} dbname=postgres")
    asked = queries(tables)
    with adbc.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = cast("tuple[int]", cursor.fetchone())[0]
    forms: dict[str, Callable[[], object]] = {
        "dlxh, tables": lambda: Register.from_tables(store.read_tables(connection)),
        "dlxh, each row judged": lambda: store.read(connection),
        "Polars, ADBC": lambda: {name: pl.read_database(query, adbc) for name, query in asked.items()},
        "Polars, psycopg": lambda: {
            name: pl.read_database(query, plain, infer_schema_length=None) for name, query in asked.items()
        },
    }
    return forms, [process, plain.info.backend_pid]


def write_forms(connection: Connection, tables: Tables) -> dict[str, Callable[[], object]]:
    """Return the ways to write, each of which is taken back."""
    target = store.metadata(foreign_keys=None)
    rows = rows_by_hand(tables)

    def by_hand() -> None:
        for name, part in rows.items():
            if part:
                connection.execute(target.tables[name].insert(), part)
        connection.rollback()

    def ours() -> None:
        store.write(connection, tables)
        connection.rollback()

    return {"dlxh": ours, "SQLAlchemy": by_hand}


def report(what: str, seconds: Mapping[str, float], ours: str, bar: float) -> None:
    """Print the seconds and the ratio to the best by hand."""
    best = min((name for name in seconds if not name.startswith("dlxh")), key=seconds.__getitem__)
    shown = ", ".join(f"{name} {taken:.3f} s" for name, taken in seconds.items())
    print(f"{what}: {shown}; {ours}: {seconds[ours] / seconds[best]:.2f} × {best} (bar {bar})", flush=True)


def main() -> None:
    """Write and read, and print the medians."""
    tables = province_tables(7, collaborators=COLLABORATORS, years=YEARS)
    total = sum(tables.polars(name).height for name in tables)
    with server() as folder:
        engine = create_engine(f"postgresql+psycopg://{USER}@/postgres?host={folder}")
        store.metadata(foreign_keys=None).create_all(engine)
        with engine.connect() as connection:
            own: int = connection.scalar(text("SELECT pg_backend_pid()")) or 0
            print(
                f"{tables.polars('reports').height:,} reports, {total:,} rows, seconds of processors, medians of {ROUNDS}"
            )
            writing = Processors(own).medians(write_forms(connection, tables), 3)
            report("write", writing, "dlxh", WRITE_BAR)
            store.write(connection, tables)
            connection.commit()
            forms, others = read_forms(connection, tables, folder)
            reading = Processors(own, *others).medians(forms, ROUNDS)
            report("read", reading, "dlxh, tables", READ_BAR)
            report("read", reading, "dlxh, each row judged", READ_BAR)
        engine.dispose()


if __name__ == "__main__":
    main()
