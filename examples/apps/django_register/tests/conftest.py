"""One database for all tests, with the example in it; what a test stores is taken back."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_test_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()
setup_test_environment()
collect_ignore = ["urls_of_apis.py"]  # imports packages that not everybody has

from records.book import book  # noqa: E402 - models are imported once Django is set up
from records.loading import load_example  # noqa: E402 - likewise


@pytest.fixture(scope="session", name="database")
def fixture_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the database."""
    file = tmp_path_factory.mktemp("database") / "register.sqlite3"
    connection.settings_dict["NAME"] = str(file)
    call_command("migrate", verbosity=0)
    load_example()
    return file


@pytest.fixture(name="client")
def fixture_client(database: Path) -> Iterator[Client]:
    """A browser without scripts; the register is read anew for each test."""
    assert database.is_file()
    with transaction.atomic():
        yield Client()
        transaction.set_rollback(True)
    book.forget()
