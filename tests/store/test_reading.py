"""Reading what others filled: faults of the data are findings, and what the database does not say is not made up."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Engine, Text, create_engine, text
from sqlalchemy.dialects import postgresql

import dlxh
from dlxh import Register, check, store
from dlxh.errors import ReadError, TableError
from dlxh.register.schema import schema
from dlxh.store.home import Home
from dlxh.store.postgres_rows import can_copy, copy_rows
from dlxh.store.raw_rows import fetch_rows
from tests.sample import AS_OF, MARK, membership, register, report

TABLES = ("networks", "reports", "items", "item_topics")


def with_rows(engine: Engine, **tables: list[dict[str, Any]]) -> None:
    """Make tables of texts and numbers, as others may have made them, with these rows."""
    with engine.begin() as connection:
        for name, rows in tables.items():
            columns = {column: type(value) for row in rows for column, value in row.items()}
            kinds = {str: "text", int: "bigint", bool: "boolean", float: "double precision", bytes: "text"}
            made = ", ".join(f'"{column}" {kinds.get(kind, "text")}' for column, kind in columns.items())
            connection.execute(text(f'CREATE TABLE "{name}" ({made})'))
            for row in rows:
                cells = ", ".join(f":{column}" for column in row)
                names = ", ".join(f'"{column}"' for column in row)
                connection.execute(text(f'INSERT INTO "{name}" ({names}) VALUES ({cells})'), row)  # noqa: S608 - our own names


def stored_report(key: str, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of any type
    """A row of the table of reports, as a text database holds it."""
    row = {"id": key, "network": "gl", "author": "CTV-1", "kind": "periodic", "channel": "written"}
    return {**row, "received_at": "2024-07-24 08:00:00+07", **cells}


def test_texts_of_others(engine: Engine) -> None:
    """Days, instants and numbers that are stored as texts come out typed; columns that are not there are empty."""
    with_rows(
        engine,
        reports=[
            stored_report(
                "bc1", period_kind="month", period_start="2024-06-01", period_end="2024-06-30", stage="1"
            )
        ],
    )
    with engine.begin() as connection:
        frame = store.read_tables(connection, as_of=AS_OF).polars("reports")
        row = frame.row(0, named=True)

    assert row["period_start"] == date(2024, 6, 1)
    assert row["received_at"].isoformat() == "2024-07-24T01:00:00+00:00"
    assert (row["received_day"], row["stage"]) == (date(2024, 7, 24), 1)
    assert (row["period_convention"], row["number"]) == ("calendar", None)


FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "code": ({"kind": "quarterly"}, "kind", "enum"),
    "day": (
        {"period_kind": "day", "period_start": "24/7/2024", "period_end": "2024-07-24"},
        "period_start",
        "day_format",
    ),
    "instant": ({"received_at": "2024-07-24 08:00:00"}, "received_at", "instant_format"),
    "number": ({"stage": "first"}, "stage", "int_type"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_findings(engine: Engine, fault: str) -> None:
    """A row that no model can hold is set aside with its reason and costs no other row; its table is partial."""
    cells, column, code = FAULTS[fault]
    right = dict.fromkeys(cells)
    kept = stored_report("bc2") | ({} if "stage" not in cells else {"stage": None})
    with_rows(engine, reports=[stored_report("bc1", **cells), {**right, **kept}])
    with engine.begin() as connection:
        reading = store.read(connection, as_of=AS_OF)
        tables = store.read_tables(connection, as_of=AS_OF)

    finding = next(each for each in reading.findings if each.code == code)
    assert (finding.table, finding.record, finding.field) == ("reports", "bc1", column)
    assert finding.row is not None
    assert str(next(iter(cells.values()))) not in finding.message("vi")
    assert [each.id for each in reading.register.reports] == ["bc2"]
    assert reading.register.partial == {"reports": frozenset({"gl"})}
    assert check(tables, only=[code]).counts() == {code: 1}


def test_few_rows_are_judged_as_many_are(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows go to their model one by one, many only where columns leave a doubt: findings and records are the same.

    A row at fault has one finding for its fault, and none for what is right in it.
    """
    bad = [stored_report(f"bc{place}", **cells) for place, (cells, _, _) in enumerate(FAULTS.values())]
    long = stored_report("bc8", author="x" * 200)
    sound = stored_report("bc9", source_note="Huye\u0323\u0302n A", stage=None, period_kind=None)
    empty = dict.fromkeys(name for row in (*bad, sound) for name in row)
    with_rows(engine, reports=[{**empty, **row} for row in (sound, *bad, long)])
    readings = []
    for few in (500, 0):
        monkeypatch.setattr("dlxh.store.reading.FEW", few)
        with engine.begin() as connection:
            readings.append(store.read(connection, as_of=AS_OF))

    few_rows, many_rows = readings
    assert [*few_rows.findings] == [*many_rows.findings]
    assert few_rows.findings.counts() == dict.fromkeys(
        ("string_too_long", *(code for *_, code in FAULTS.values())), 1
    )
    assert few_rows.register == many_rows.register
    assert [each.id for each in few_rows.register.reports] == ["bc9"]


def test_what_is_missing(engine: Engine) -> None:
    """An item without a topic is set aside; one whose report is not there stays, and rule X101 reports it."""
    item = {"network": "gl", "scope": "local", "summary": "Đền bù chậm."}
    with_rows(
        engine,
        reports=[stored_report("bc1")],
        items=[
            {"id": "n1", "report": "bc1", "position": 1, **item},
            {"id": "n2", "report": "bc9", "position": 1, **item},
        ],
        item_topics=[{"item": "n2", "network": "gl", "position": 1, "topic": "land"}],
    )
    with engine.begin() as connection:
        reading = store.read(connection, as_of=AS_OF)
        alone = store.read_tables(connection, as_of=AS_OF, only=["items"])

    (finding,) = reading.findings
    assert (finding.record, finding.field, finding.code) == ("n1", "topics", "too_short")
    assert reading.register.reports[0].items == ()
    assert check(reading.register, only=["X101"]).counts() == {"X101": 1}
    assert alone.polars("items")["id"].to_list() == ["n1", "n2"]


def test_keys_that_are_names(engine: Engine) -> None:
    """A key that is not an id is shown nowhere, and what is beyond the limits is counted."""
    rows = [stored_report(f"{MARK} {number}") for number in range(3)]
    with_rows(engine, reports=rows)
    with engine.begin() as connection:
        reading = store.read(connection, as_of=AS_OF, limits=dlxh.register.Limits(file_findings=1))

    assert [finding.code for finding in reading.findings] == ["string_pattern_mismatch", "rows_unlisted"]
    assert reading.findings[0].record is None
    assert MARK not in reading.findings.to_text("vi")


def test_texts_are_composed(engine: Engine) -> None:
    """Letters and marks become one letter; a text that is too long is for its model to judge."""
    decomposed = "Huye\u0323\u0302n A"
    units = [
        {"id": key, "name": name, "kind": "place", "level": "district"}
        for key, name in (("a", decomposed), ("b", "e\u0301" * 3000))
    ]
    with_rows(engine, units=units)
    with engine.begin() as connection:
        tables = store.read_tables(connection, as_of=AS_OF)
        reading = store.read(connection, as_of=AS_OF)

    assert tables.polars("units")["name"].to_list() == ["Huyện A"]
    assert [finding.code for finding in tables.refused] == ["string_too_long"]
    assert [unit.name for unit in reading.register.units] == ["Huyện A"]


def test_the_day_has_to_be_known(engine: Engine) -> None:
    """A database that others filled does not say on which day its rows were true; the caller says it, and a date it is."""
    with_rows(engine, reports=[stored_report("bc1")])
    with engine.begin() as connection:
        with pytest.raises(ReadError, match="as_of="):
            store.read(connection)
        with pytest.raises(dlxh.errors.ArgumentError):
            store.read(connection, as_of="2024-07-24")  # type: ignore[arg-type]
        with pytest.raises(TableError):
            store.read(connection, as_of=AS_OF, only=["report"])


def test_a_column_that_must_be_there(engine: Engine) -> None:
    """A table without a column that every row needs is not the table that it is called."""
    with_rows(engine, units=[{"id": "x1", "name": "Huyện A", "kind": "place"}])
    with engine.begin() as connection, pytest.raises(TableError, match="level"):
        store.read_tables(connection, as_of=AS_OF)


def test_a_column_that_is_gone(engine: Engine) -> None:
    """A table that we have written and that lacks a column is not read as if the column were empty."""
    store.metadata(foreign_keys=None).create_all(engine)
    with engine.begin() as connection:
        store.write(connection, register())
        connection.execute(text("ALTER TABLE units DROP COLUMN display_order"))
        with pytest.raises(TableError, match="display_order"):
            store.read(connection)


def test_what_a_record_needs(engine: Engine) -> None:
    """Cases come with their contents, without which no case is one."""
    store.metadata().create_all(engine)
    with engine.begin() as connection:
        store.write(connection, register())
        assert store.read(connection, only=["cases"]).register.cases[0].contents[0].id == "nd1"
        assert "contents" not in store.read_tables(connection, only=["cases"])


def test_some_networks_and_tables(engine: Engine) -> None:
    """Rows of other networks stay where they are; what belongs to none is read whole. A prefix is kept apart from other tables."""
    known = (
        register()
        .add(dlxh.Network(id="kt", name="CTV Kon Tum", owner="btg", level="province"))
        .add(report("bk1", network="kt"))
    )
    store.metadata(prefix="dlxh_", foreign_keys=None).create_all(engine)
    with engine.begin() as connection:
        store.write(connection, known, prefix="dlxh_")
        one = store.read(connection, networks=["kt"], prefix="dlxh_").register
        none = store.read_tables(connection, networks=[], only=["networks", "units"], prefix="dlxh_")
        with pytest.raises(ReadError, match="create_all"):
            store.read_tables(connection, as_of=AS_OF)

    assert [network.id for network in one.networks] == ["kt"]
    assert [each.id for each in one.reports] == ["bk1"]
    assert len(one.units) == len(known.units)
    assert (none.names, none.polars("networks").height) == (("units", "networks"), 0)


def test_facts_that_cannot_be_understood(engine: Engine) -> None:
    """What is written of a table and says nothing promises nothing: it is partial."""
    store.metadata().create_all(engine)
    with engine.begin() as connection:
        store.write(connection, register())
        for name, value in (("reports", "?"), ("items", '"yes"')):
            connection.execute(
                text("UPDATE register_facts SET value = :value WHERE name = :name"),
                {"name": f"table {name}", "value": value},
            )
        found = store.read_tables(connection).partial

    assert found == {"reports": frozenset({"*"}), "items": frozenset({"*"})}


def test_types_of_sqlite() -> None:
    """SQLite holds any value in any column: a number among texts, a text among numbers, bytes; each costs its row only."""
    engine = create_engine("sqlite://")
    cells: list[dict[str, Any]] = [
        {},
        {"number": 7},
        {"stage": "x"},
        {"period_start": b"1"},
        {"kind": "ad_hoc", "stage": 1},
    ]
    empty = {"number": None, "stage": None, "period_start": None}
    rows = [{**empty, **stored_report(f"bc{place}", **each)} for place, each in enumerate(cells)]
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE reports ({', '.join(rows[0])})"))
        places = ", ".join(f":{name}" for name in rows[0])
        connection.execute(text(f"INSERT INTO reports VALUES ({places})"), rows)  # noqa: S608 - our own names
        reading = store.read(connection, as_of=AS_OF)
        tables = store.read_tables(connection, as_of=AS_OF)
    engine.dispose()

    assert [each.id for each in reading.register.reports] == ["bc0", "bc4"]
    found = {(finding.record, finding.field) for finding in reading.findings}
    assert found >= {("bc1", "number"), ("bc2", "stage"), ("bc3", "period_start")}
    assert tables.polars("reports")["id"].to_list() == ["bc0", "bc4"]


def test_a_foreign_cell_where_all_else_is_right() -> None:
    """A number among telephones costs its row where the table has no text to turn into anything else, and nothing is raised."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        store.metadata().create_all(connection)
        store.write(connection, dlxh.read(dlxh.example("gia-lai")).register)
        whole = store.read(connection)
        connection.execute(text("UPDATE items SET summary = x'41' WHERE rowid = 2"))
        connection.execute(text("ALTER TABLE contacts RENAME TO old"))
        cells = "collaborator, network, name, 900000001 AS contact_phone, contact_email"
        connection.execute(text(f"CREATE TABLE contacts AS SELECT {cells} FROM old"))  # noqa: S608 - our own names
        reading = store.read(connection)
    engine.dispose()

    people = len(whole.register.tables.polars("contacts"))
    found = [(each.table, each.code, each.field) for each in reading.findings]
    assert found.count(("contacts", "string_type", "contact_phone")) == people > 0
    assert found.count(("items", "string_type", "summary")) == 1
    assert len(found) == people + 1
    items = [len(each.register.tables.polars("items")) for each in (whole, reading)]
    assert items[1] == items[0] - 1


def test_truths_of_sqlite() -> None:
    """SQLite holds 0 and 1 for false and true; another number is neither."""
    engine = create_engine("sqlite://")
    store.metadata(only=["memberships"]).create_all(engine)
    with engine.begin() as connection:
        store.write(
            connection,
            Register([membership("m1", "2024-01-01"), membership("m2", "2024-01-01")], as_of=AS_OF),
        )
        connection.execute(text("UPDATE memberships SET paid = 7 WHERE id = 'm2'"))
        reading = store.read(connection)
    engine.dispose()

    assert [(each.id, each.paid) for each in reading.register.memberships] == [("m1", True)]
    assert [(finding.record, finding.code) for finding in reading.findings] == [("m2", "bool_type")]


def rows_of_driver(*cells: Any) -> SimpleNamespace:  # noqa: ANN401 - cells of any type
    """A connection whose driver gives these instants."""
    found = SimpleNamespace(all=lambda: [(cell,) for cell in cells])
    return SimpleNamespace(execute=lambda _: found)


def test_instants_of_drivers() -> None:
    """A driver may give instants as such; one without an offset is odd."""
    there = {"received_at": DateTime(timezone=True)}
    noon = pl.Series(["2024-07-24T12:00:00+07:00"]).str.to_datetime(time_zone="UTC")[0]
    connection: Any = rows_of_driver(noon, noon.replace(tzinfo=None), None)
    raw = fetch_rows(connection, Home("", None), schema()["reports"], there, None)

    assert raw.frame["received_at"].to_list() == [noon, None, None]
    assert raw.odd == {1: {"received_at": noon.replace(tzinfo=None)}}


class Protocol:
    """As much of libpq as is called: it answers with rows of CSV, and at the end with what is set."""

    def __init__(self, rows: list[bytes], first: int = 3, last: int = 1) -> None:
        self.rows, self.first, self.last = rows, first, last
        self.queries: list[str] = []
        self.results = [SimpleNamespace(status=last)]

    def exec_(self, query: bytes) -> SimpleNamespace:
        """Take a query."""
        self.queries.append(query.decode())
        return SimpleNamespace(status=self.first)

    def get_copy_data(self, _: int) -> tuple[int, memoryview]:
        """Give a row."""
        row = self.rows.pop(0) if self.rows else b""
        return len(row) or -1, memoryview(row)

    def get_result(self) -> SimpleNamespace | None:
        """Give what comes at the end."""
        return self.results.pop(0) if self.results else None


def copying(protocol: Protocol) -> Any:  # noqa: ANN401 - a connection
    """A connection of psycopg 3 over it."""
    errors = SimpleNamespace(error_from_result=lambda _: PermissionError("no"))
    dialect = SimpleNamespace(name="postgresql", driver="psycopg", dbapi=SimpleNamespace(errors=errors))
    pool: Any = SimpleNamespace(driver_connection=SimpleNamespace(pgconn=protocol))
    return SimpleNamespace(dialect=dialect, connection=pool)


TYPES: Mapping[str, Any] = {
    "id": Text(),
    "stage": BigInteger(),
    "number": postgresql.UUID(),
    "period_start": Date(),
    "received_at": DateTime(timezone=True),
}
"""Columns of reports in the order of their declaration."""


def test_rows_by_copy() -> None:
    """An empty text is not nothing, quotes and lines are kept; days and instants come as numbers, other types as texts."""
    protocol = Protocol([b'"a ""b""\nc",1,"",19917,1721797200000001\n', b"d,,,,\n"])
    raw = copy_rows(copying(protocol), Home("p_", "s"), schema()["reports"], TYPES, ["gl"])

    (query,) = protocol.queries
    assert " ".join(query.split()) == (
        "COPY (SELECT id, stage, CAST(number AS TEXT) AS number, "
        "CASE WHEN (period_start < date '0001-01-01') THEN -719163 WHEN (period_start > date '9999-12-31') THEN 2932897 "
        "ELSE period_start - date '1970-01-01' END AS anon_1, "
        "CASE WHEN (received_at < timestamptz '0001-01-01 00:00+00') THEN -62135596800000001 "
        "WHEN (received_at > timestamptz '9999-12-31 23:59:59.999999+00') THEN 253402300800000000 "
        "ELSE CAST(EXTRACT(epoch FROM received_at) * 1000000 AS BIGINT) END AS anon_2 "
        "FROM s.p_reports WHERE network IN ('gl')) TO STDOUT (FORMAT csv, ENCODING 'UTF8')"
    )
    at = datetime.fromisoformat("2024-07-24T12:00:00.000001+07:00")
    assert raw.frame.rows() == [
        ('a "b"\nc', 1, "", date(2024, 7, 13), at.astimezone(UTC)),
        ("d", None, None, None, None),
    ]
    assert raw.odd == {}


def test_truths_by_copy() -> None:
    """Truths come as words."""
    protocol = Protocol([b"m1,true\n", b"m2,false\n"])
    raw = copy_rows(
        copying(protocol), Home("", None), schema()["memberships"], {"id": Text(), "paid": Boolean()}, None
    )

    assert raw.frame["paid"].to_list() == [True, False]
    assert copy_rows(
        copying(Protocol([])), Home("", None), schema()["terms"], {"id": Text()}, None
    ).frame.is_empty()


def test_numbers_that_are_no_days() -> None:
    """Infinity and years before Christ, which PostgreSQL has and Python has not, are noted and left out."""
    there = {name: TYPES[name] for name in ("id", "period_start", "received_at")}
    protocol = Protocol([b"a,,253402300800000000\n", b"b,-719163,\n", b"c,0,0\n"])
    raw = copy_rows(copying(protocol), Home("", None), schema()["reports"], there, None)

    assert raw.odd == {0: {"received_at": ">9999-12-31"}, 1: {"period_start": "<0001-01-01"}}
    assert raw.frame["period_start"].to_list() == [None, None, date(1970, 1, 1)]


@pytest.mark.parametrize(
    "protocol", [Protocol([], first=7), Protocol([b"a\n"], last=7)], ids=["first", "last"]
)
def test_a_query_that_fails(protocol: Protocol) -> None:
    """The error of the driver comes, also when rows came before it: part of a table is not taken for the whole."""
    with pytest.raises(PermissionError):
        copy_rows(copying(protocol), Home("", None), schema()["units"], {"id": Text()}, None)


def test_who_copies() -> None:
    """Psycopg 3 on PostgreSQL does; others give their rows."""
    assert can_copy(copying(Protocol([])))
    with create_engine("sqlite://").connect() as connection:
        assert not can_copy(connection)


@pytest.mark.postgres
def test_infinity(server: str) -> None:
    """An infinite day or instant is a finding on PostgreSQL, and the other rows are read."""
    engine = create_engine(f"postgresql+psycopg://dlxh@/postgres?host={server}")
    store.metadata(prefix="inf_", foreign_keys=None, checks=()).create_all(engine)
    with engine.begin() as connection:
        store.write(connection, Register([report("bc1"), report("bc2")], as_of=AS_OF), prefix="inf_")
        connection.execute(text("SET DateStyle = 'German'"))
        connection.execute(text("UPDATE inf_reports SET received_at = 'infinity' WHERE id = 'bc1'"))
        reading = store.read(connection, prefix="inf_")
    engine.dispose()

    assert [(finding.record, finding.code) for finding in reading.findings] == [("bc1", "instant_format")]
    assert [each.id for each in reading.register.reports] == ["bc2"]
