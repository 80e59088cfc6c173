"""The app over a database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from fastapi_intake.app import create_app
from fastapi_intake.book import Book, connect, prepare
from fastapi_intake.tests.sample import TODAY, small_register

import dlxh


@pytest.fixture(name="url")
def fixture_url(tmp_path: Path) -> str:
    """The address of an empty database: SQLite, unless the environment names another."""
    return os.environ.get("INTAKE_DATABASE") or f"sqlite:///{tmp_path / 'intake.db'}"


@pytest.fixture(name="engine")
def fixture_engine(url: str) -> Iterator[sa.Engine]:
    """A database with the small register."""
    engine = connect(url)
    prepare(engine, small_register)
    yield engine
    dlxh.store.metadata().drop_all(engine)
    engine.dispose()


@pytest.fixture(name="client")
def fixture_client(engine: sa.Engine) -> Iterator[TestClient]:
    """A client of the app, on 20 June 2026."""
    with TestClient(create_app(engine, lambda over: Book(over, lambda: TODAY))) as client:
        yield client
