"""What is written comes back: the same rows, findings and figures."""

import lam_van
import polars as pl
import pytest
from hypothesis import given, settings
from sqlalchemy import Engine

import dlxh
from dlxh import Register, Tables, check, measure, store
from dlxh.testing.strategies import registers
from tests.examples.test_registers import pack_of
from tests.lengths import examples
from tests.register.generated import GENERATED
from tests.sample import register, report
from tests.store.rows import same_rows

KEYS = (
    *("lam-van", "tuyen-quang"),
    *(
        pytest.param(key, marks=pytest.mark.long)
        for key in ("gia-lai", "ha-nam", "lang-son-khoi", "lao-cai", "tp-son-la")
    ),
)
"""Examples; in the gate one with a pack, and one with rows in most tables."""
CODES = ("reports", "report_times", "item_topics", "streams", "collaborators", "classes", "amount_paid")


@pytest.mark.no_cover
@pytest.mark.parametrize("key", KEYS)
def test_examples(engine: Engine, key: str) -> None:
    """Each example comes back with the rows, the day and the coverage that it had."""
    pack = lam_van.PACK if key == "lam-van" else pack_of(key)
    known = dlxh.read(dlxh.example(key), pack=pack).register
    store.metadata(pack=known.pack).create_all(engine)

    with engine.begin() as connection:
        store.write(connection, known)
    with engine.begin() as connection:
        reading = store.read(connection, pack=known.pack)
        tables = store.read_tables(connection, pack=known.pack)

    assert reading.ok
    same_rows(reading.register.tables, known.tables)
    same_rows(tables, known.tables)


@pytest.mark.no_cover
def test_findings_and_figures(engine: Engine) -> None:
    """Rules find and measures count the same in a register that comes from a database."""
    known = register().add(report("bc9", author="CTV-9", period=None))
    store.metadata(foreign_keys=None).create_all(engine)
    with engine.begin() as connection:
        store.write(connection, known)
        stored = store.read_tables(connection)

    assert check(stored).counts() == check(known).counts() != {}
    for by in (["month"], ["network"]):
        assert measure(stored, CODES, by=by, period="2024").polars.equals(
            measure(known, CODES, by=by, period="2024").polars
        )
    assert Register.from_tables(stored).report("bc9") == known.report("bc9")


def holds_zero(tables: Tables) -> bool:
    """Whether a text has the character 0, which no text of PostgreSQL has."""
    texts = (tables.polars(name).select(pl.col(pl.String)) for name in tables)
    return any("\0" in (cell or "") for frame in texts for row in frame.iter_rows() for cell in row)


@pytest.mark.no_cover
def test_invented_registers(engine: Engine) -> None:
    """Whatever a register holds comes back, in one transaction with those that are not committed."""
    store.metadata(foreign_keys=None).create_all(engine)

    @settings(GENERATED, max_examples=examples(12))
    @given(registers(max_records=1))
    def hold(known: Register) -> None:
        with engine.connect() as connection:
            try:
                store.write(connection, known)
            except store.StoreError:
                assert holds_zero(known.tables) or not check(known, only=["X102"]).ok
                return
            reading = store.read(connection)
            connection.rollback()
        assert reading.ok
        same_rows(reading.register.tables, known.tables)

    hold()
