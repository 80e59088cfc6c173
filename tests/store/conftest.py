"""Each test of the room runs on SQLite in memory and, with `dev.py test --postgres`, on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, event, text

from tests.postgres import USER

DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(name="engine", params=DATABASES)
def fixture_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database without tables; SQLite looks at foreign keys as PostgreSQL does."""
    if request.param == "sqlite":
        engine = create_engine("sqlite://")
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    else:
        folder = request.getfixturevalue("server")
        engine = create_engine(f"postgresql+psycopg://{USER}@/postgres?host={folder}")
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield engine
    engine.dispose()
