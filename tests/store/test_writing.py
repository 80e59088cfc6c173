"""Writing: records are replaced whole or refused, and nothing of a row shows in an error."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from sqlalchemy import Dialect, Engine, create_engine, select, text
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.exc import IntegrityError

import dlxh
from dlxh import Register, Tables, store
from dlxh.errors import ReadError
from dlxh.store.errors import StoreError
from dlxh.store.statements import refuse_other_databases
from tests import own
from tests.sample import AS_OF, MARK, item, register, report, unit
from tests.store.rows import same_rows


def stored(
    engine: Engine, *parts: Register | Tables, foreign_keys: bool = True, pack: dlxh.Pack | None = None
) -> Register:
    """What comes back after these were written, each in a transaction."""
    store.metadata(foreign_keys="deferred" if foreign_keys else None, pack=pack).create_all(engine)
    for part in parts:
        with engine.begin() as connection:
            store.write(connection, part)
    with engine.begin() as connection:
        return store.read(connection, pack=pack).register


def test_a_record_that_is_put_replaces_all_of_itself(engine: Engine) -> None:
    """An item, a topic or a stream that a report no longer has is gone; other reports are as they were."""
    known = register()
    edited = known.report("bc1").replace(items=[item("n1", topics=["schools"]), item("n2")])
    bare = known.report("bc0").replace(items=[])
    found = stored(engine, known, Register([edited, bare], as_of=AS_OF))

    assert found.report("bc1") == edited
    assert found.report("bc0") == bare
    same_rows(found.tables, known.put(edited, bare).tables)


def test_before_the_tables_are_made(engine: Engine) -> None:
    """Writing and reading say that there are no tables, and how to make them; tables of another prefix are not ours."""
    made = r"store.metadata\(\).create_all"
    store.metadata(prefix="inf_").create_all(engine)
    with engine.begin() as connection:
        with pytest.raises(StoreError, match=made) as refused:
            store.write(connection, register())
        for read in (store.read, store.read_tables):
            with pytest.raises(ReadError, match=made) as unread:
                read(connection)
            assert (unread.value.vi, unread.value.en) == (refused.value.vi, refused.value.en)
    assert "chưa có bảng của dlxh" in refused.value.vi
    assert "has no tables of dlxh" in refused.value.en


def test_what_is_forgotten_is_gone(engine: Engine) -> None:
    """Name and contact of a collaborator who is written without them leave the database."""
    person = register().collaborators[0]
    with engine.begin() as connection:
        store.metadata().create_all(connection)
        store.write(connection, register())
        assert connection.scalar(text("SELECT count(*) FROM contacts")) == 1
        store.write(connection, Register([person.replace(name=None, contact=None)], as_of=AS_OF))
        assert connection.scalar(text("SELECT count(*) FROM contacts")) == 0


def test_a_table_that_is_absent_is_left_alone(engine: Engine) -> None:
    """Tables without names and contacts, as they are read from a package without them, take none away."""
    known = register()
    without = known.tables.select([name for name in known.tables if name != "contacts"])

    assert stored(engine, known, without).collaborators[0].name == MARK


def test_only_children(engine: Engine) -> None:
    """A table of children without their owners is refused: nobody could say which old rows go."""
    tables = register().tables.select(["item_topics"])
    with pytest.raises(StoreError, match="items"):
        stored(engine, register(), tables)


def test_rows_of_another_pack(engine: Engine) -> None:
    """Who writes without the pack, or without tables below what is replaced, would leave rows to another owner: refused."""
    item_of = own.Item(id="n1", scope="local", topics=["land"], summary="Đền bù chậm.", dialect="Jrai")
    known = own.Report(**report("bc1").model_dump(exclude={"items"}), items=[item_of], hamlet="Làng Ốp")
    whole = Register([known], as_of=AS_OF, pack=own.PACK)
    assert stored(engine, whole, foreign_keys=False, pack=own.PACK).report("bc1") == known
    for part in (Register([report("bc1", items=[])], as_of=AS_OF), whole.tables.select(["reports", "items"])):
        with engine.begin() as connection, pytest.raises(StoreError, match=r"items_gl|item_topics"):
            store.write(connection, part)
    bare = Register([known.replace(items=())], as_of=AS_OF, pack=own.PACK)
    assert stored(engine, bare, foreign_keys=False, pack=own.PACK).report("bc1").items == ()


def test_a_table_that_the_database_lacks(engine: Engine) -> None:
    """It is an error of ours when rows would go into it, also where a record is replaced."""
    stored(engine, Register([report("bc1")], as_of=AS_OF), foreign_keys=False)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE items"))
    with engine.connect() as connection, pytest.raises(StoreError, match="items"):
        store.write(connection, Register([report("bc1", items=[item("n1")])], as_of=AS_OF))


def test_a_network_that_comes_later(engine: Engine) -> None:
    """What was collected of one network and not of another is partial, in either order, as where two registers are joined."""
    networks = [dlxh.Network(id=key, name="Mạng lưới", owner="x1", level="province") for key in ("gl", "kt")]
    first = Register(networks[:1], as_of=AS_OF, empty=["absences"])
    second = Register(networks[1:], as_of=AS_OF, empty=["matters"])
    found = stored(engine, first, second, foreign_keys=False)

    expected = first + second
    assert found.partial == expected.partial
    assert found.partial["absences"] == frozenset({"kt"})


def test_what_is_whole_again(engine: Engine) -> None:
    """With `coverage="replace"` the tables and networks that are written are as whole as the register says."""
    known = register()
    partial = Register(
        [*known.networks, *known.units], as_of=AS_OF, partial={"units": ["gl"], "networks": ["*"]}
    )
    assert stored(engine, known, partial).partial["units"] == frozenset({"gl"})
    with engine.begin() as connection:
        store.write(connection, Register([*known.units], as_of=AS_OF), coverage="replace")
        assert store.read(connection).register.partial["units"] == frozenset({"gl"})
        store.write(connection, known, coverage="replace")
        assert store.read(connection).register.partial == {}


def test_tables_of_another_version(engine: Engine) -> None:
    """They are neither read nor written: what was renamed would be lost without a word."""
    stored(engine, register())
    with engine.begin() as connection:
        connection.execute(text("UPDATE register_facts SET value = '1' WHERE name = 'schema_version'"))
        with pytest.raises(dlxh.errors.ReadError, match="version 1"):
            store.read(connection)
        with pytest.raises(StoreError, match="version 1"):
            store.write(connection, register())


def test_an_id_that_is_there_is_refused(engine: Engine) -> None:
    """`on_conflict="raise"` lists the ids that are there and writes nothing; new ids are written."""
    known = register()
    stored(engine, known)
    again = Register([report("bc1"), report("bc7")], as_of=AS_OF)
    with engine.begin() as connection, pytest.raises(StoreError) as caught:
        store.write(connection, again, on_conflict="raise")
    assert "bc1" in caught.value.en
    assert "bc7" not in caught.value.en

    with engine.begin() as connection:
        store.write(connection, Register([report("bc7")], as_of=AS_OF), on_conflict="raise")
        assert store.read(connection).register.report("bc7").id == "bc7"


def test_two_rows_of_one_key() -> None:
    """A key that is there twice is refused before anything is written; one that is not an id is not shown."""
    frame = register().tables.polars("units").with_columns(pl.lit(MARK).alias("id"))
    engine = create_engine("sqlite://")
    with engine.begin() as connection, pytest.raises(StoreError) as caught:
        store.write(connection, Tables({"units": frame}, as_of=AS_OF))
    engine.dispose()

    assert "…" in caught.value.en
    assert MARK not in str(caught.value)


def test_many_keys_are_cut() -> None:
    """An error lists twenty keys."""
    units = Register([unit(f"x{number}") for number in range(30)], as_of=AS_OF)
    engine = create_engine("sqlite://")
    store.metadata().create_all(engine)
    with engine.begin() as connection:
        store.write(connection, units)
        with pytest.raises(StoreError, match=r"x26, …"):
            store.write(connection, units, on_conflict="raise")
    engine.dispose()


def test_what_the_database_refuses_shows_no_value(engine: Engine) -> None:
    """An item of another report or a broken check is an error without a value of a row."""
    known = register()
    stored(engine, known)
    stolen = Register([report("bc8", items=[item("n1", summary=MARK)])], as_of=AS_OF)
    with engine.connect() as connection, pytest.raises(StoreError) as caught:
        store.write(connection, stolen)
    assert "IntegrityError" in str(caught.value) or "UniqueViolation" in str(caught.value)
    assert MARK not in str(caught.value)
    assert caught.value.__context__ is caught.value.__cause__ is None

    backwards = known.tables.polars("memberships").with_columns(end=pl.lit(date(2020, 1, 1)))
    with (
        engine.connect() as connection,
        pytest.raises(StoreError, match="ck_memberships_end_not_before_start"),
    ):
        store.write(connection, Tables({"memberships": backwards}, as_of=AS_OF))


def test_references_are_looked_at_on_commit(engine: Engine) -> None:
    """In any order within one transaction; what leads nowhere then is refused, and without foreign keys it is not."""
    store.metadata().create_all(engine)
    with engine.connect() as connection:
        store.write(connection, Register([report("bc1")], as_of=AS_OF))
        with pytest.raises(IntegrityError):
            connection.commit()
        connection.rollback()
        store.write(connection, Register([report("bc1")], as_of=AS_OF))
        store.write(connection, register())
        connection.commit()


def test_the_later_day_counts(engine: Engine) -> None:
    """The day of the records and what is partial are joined with what the database knows, as `append` joins them."""
    known = register()
    later = Register([report("bc5")], as_of=date(2024, 8, 1), partial={"reports": ["gl"]})
    earlier = Register([unit("x9")], as_of=date(2023, 1, 1), empty=["absences"])
    found = stored(engine, known, later, earlier)

    assert found.as_of == date(2024, 8, 1)
    assert found.partial == {"reports": frozenset({"gl"})}
    assert "absences" in found.tables
    assert "matters" not in found.tables


def test_own_fields_that_come_later(engine: Engine) -> None:
    """What a pack adds is not known of records that were written without it."""
    pack = own.PACK
    old = Register([report("bc1")], as_of=AS_OF)
    new = Register([report("bc2")], as_of=AS_OF, pack=pack)
    found = stored(engine, old, new, foreign_keys=False, pack=pack)

    assert found.partial["reports_gl"] == frozenset({"*"})


def test_an_instant_without_its_offset(engine: Engine) -> None:
    """It is refused without being shown; with any offset it comes back as the same instant in UTC."""
    events = store.metadata(only=["events"], foreign_keys=None)
    events.create_all(engine)
    there = events.tables["events"]
    row = {"case": "xm1", "network": "gl", "position": 1, "sequence": 1, "kind": "directed", "by": "btg"}
    noon = datetime.fromisoformat("2024-07-24T12:00:00+07:00")
    with engine.begin() as connection:
        with pytest.raises(StoreError) as caught:
            connection.execute(there.insert(), [{**row, "at": datetime(2024, 7, 24, 12)}])  # noqa: DTZ001 - this is the mistake
        assert "2024" not in str(caught.value)
        connection.execute(there.insert(), [{**row, "at": noon}])
        found = connection.scalar(select(there.c["at"]))
    assert found == noon
    assert found.tzinfo is UTC


@pytest.mark.parametrize("dialect", [SQLiteDialect, PGDialect], ids=["sqlite", "postgresql"])
def test_an_instant_on_each_database(dialect: type[Dialect]) -> None:
    """It is a text in UTC where there is no type for it; nothing stays nothing."""
    kind = store.InstantType()
    noon, database = datetime.fromisoformat("2024-07-24T12:00:00+07:00"), dialect()
    written = kind.process_bind_param(noon, database)

    assert written == (noon if database.name == "postgresql" else "2024-07-24T05:00:00.000000Z")
    assert kind.process_result_value(written, database) == noon
    assert kind.process_bind_param(None, database) is kind.process_result_value(None, database) is None


def test_other_databases() -> None:
    """A database on which nobody tried it is refused before anything is written."""

    class Elsewhere:
        """As much of a connection as is looked at."""

        dialect = MySQLDialect()

    with pytest.raises(StoreError, match="mysql"):
        refuse_other_databases(Elsewhere())  # type: ignore[arg-type]


def test_the_day_is_not_written_again(engine: Engine) -> None:
    """A record of the same day leaves the table of facts alone: writers do not wait for each other's rows."""
    stored(engine, register())
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM register_facts WHERE name = 'schema_version'"))
        connection.execute(text("UPDATE register_facts SET value = 'x' WHERE name = 'as_of'"))
    with engine.begin() as connection, pytest.raises(dlxh.errors.ReadError):
        store.read(connection)
    same_rows(stored(engine, register()).tables, register().tables)
