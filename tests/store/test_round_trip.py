"""What is written comes back: the same rows, findings and figures."""

import pytest
from sqlalchemy import Engine

import dlxh
from dlxh import Register, check, measure, store
from tests.examples.test_registers import pack_of
from tests.sample import register, report
from tests.store.rows import same_rows

KEYS = ("gia-lai", "ha-nam", "lam-van", "lang-son-khoi", "lao-cai", "tp-son-la", "tuyen-quang")
CODES = ("reports", "report_times", "item_topics", "streams", "collaborators", "classes", "amount_paid")


@pytest.mark.parametrize("key", KEYS)
def test_examples(engine: Engine, key: str) -> None:
    """Each example comes back with the rows, the day and the coverage that it had."""
    known = dlxh.read(dlxh.example(key), pack=pack_of(key)).register
    store.metadata(pack=known.pack).create_all(engine)

    with engine.begin() as connection:
        store.write(connection, known)
    with engine.begin() as connection:
        reading = store.read(connection, pack=known.pack)
        tables = store.read_tables(connection, pack=known.pack)

    assert reading.ok
    same_rows(reading.register.tables, known.tables)
    same_rows(tables, known.tables)


def test_findings_and_figures(engine: Engine) -> None:
    """Rules find and measures count the same in a register that comes from a database."""
    known = register().add(report("bc9", author="CTV-9", period=None))
    store.metadata(foreign_keys=None).create_all(engine)
    with engine.begin() as connection:
        store.write(connection, known)
        stored = store.read_tables(connection)

    assert check(stored).counts() == check(known).counts() != {}
    for by in ([], ["month"], ["network"]):
        assert measure(stored, CODES, by=by, period="2024").polars.equals(
            measure(known, CODES, by=by, period="2024").polars
        )
    assert Register.from_tables(stored).report("bc9") == known.report("bc9")
