"""Rows from memory: whatever a database, an ORM or a column of JSON gives becomes the register that files would give."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import polars as pl
import pytest

import dlxh
from dlxh import Reading, read
from dlxh.errors import ArgumentError, ReadError
from dlxh.register import Limits
from dlxh.register.line_columns import FEW
from dlxh.register.table_error import TableError
from dlxh.register.writing import flat_files
from dlxh.words.figures import Qualifier
from dlxh.words.periods import Period
from tests.ledger.books import obligation, regulation
from tests.ledger.land import by_units
from tests.sample import AS_OF, item, register, report

REPORT = {
    "id": "bc1",
    "network": "gl",
    "author": "CTV-1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}
UNIT = {"id": "sl", "name": "Sơn La", "kind": "place", "level": "district"}


def take(rows: Mapping[str, Iterable[Any]], **options: Any) -> Reading:  # noqa: ANN401 - options of `read`
    """Read rows as of the day of the sample."""
    return read(rows, as_of=AS_OF, **options)


def codes(reading: Reading) -> list[tuple[str, str | None, str]]:
    """Code, field and place of each finding."""
    return [(finding.code, finding.field, str(finding.place)) for finding in reading.findings]


def flat_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the sample register, as its files have them."""
    files = flat_files(register().tables, {}, personal=True)
    del files["datapackage.json"]
    return {
        name.removesuffix(".ndjson"): [json.loads(line) for line in data.splitlines()]
        for name, data in files.items()
    }


def nested_rows() -> dict[str, list[dict[str, Any]]]:
    """The records of the sample register, as a column of JSON has them."""
    known = register()
    return {
        name: [record.stored() for record in known.all(model)]
        for name, model in known.schema.roots.items()
        if name in known.tables
    }


def without_rows(reading: Reading) -> dict[str, pl.DataFrame]:
    """The tables without the numbers of their rows."""
    tables = reading.register.tables
    return {name: tables.polars(name).drop("source_row") for name in sorted(tables)}


@pytest.mark.parametrize("many", [1, FEW])
@pytest.mark.parametrize("form", ["dicts", "texts", "bytes", "records", "texts of records"])
def test_every_form_gives_one_register(form: str, many: int) -> None:
    """Flat rows and whole records, as objects or as JSON texts, few or many, give the register that they were made of."""
    rows = nested_rows() if "records" in form else flat_rows()
    copies = [
        UNIT | {"id": f"x{nth}", "kind": "department", "level": "non_territorial"} for nth in range(2, many)
    ]
    rows["units"] = [*rows["units"], *copies]
    if form not in {"dicts", "records"}:
        texts: Any = {name: [json.dumps(row) for row in each] for name, each in rows.items()}
        rows = texts if form != "bytes" else {n: [row.encode() for row in each] for n, each in texts.items()}
    reading = take(rows)
    assert reading.ok, codes(reading)
    expected = {name: register().tables.polars(name).drop("source_row") for name in register().tables}
    found = without_rows(reading)
    assert found["units"].height == expected["units"].height + len(copies)
    del found["units"], expected["units"]
    assert set(found) == set(expected)
    assert all(found[name].equals(expected[name]) for name in expected)


def test_flat_rows_and_records_may_share_a_table() -> None:
    """Each row is what its own keys make it; one that may be either is what the others of its table are."""
    whole = report("bc2", items=[item("n2")], period=Period.month(2024, 7)).stored()
    flat = REPORT | {"period_kind": "month", "period_start": "2024-07-01", "period_end": "2024-07-31"}
    either = REPORT | {"id": "bc3"}
    reading = take({"reports": [flat, whole, either], "items": []})
    assert reading.ok, codes(reading)
    assert {each.id: len(each.items) for each in reading.register.reports} == {"bc1": 0, "bc2": 1, "bc3": 0}
    assert {each.id: each.period for each in reading.register.reports}["bc1"] == Period.month(2024, 7)


def test_places_are_tables_and_rows() -> None:
    """A finding says table and row; a check of the rows that were read says the same place."""
    reading = take({"reports": [REPORT, REPORT | {"channel": "zzz"}, REPORT | {"author": "CTV-9"}]})
    assert codes(reading) == [("enum", "channel", "reports:2")]
    twice = [*dlxh.check(reading.register, only=["X102"])]
    assert [str(finding.place) for finding in twice] == ["reports:1", "reports:3"]
    assert reading.register.tables.qualifier("reports", network="gl") is Qualifier.AT_LEAST


@pytest.mark.parametrize("rows", [[], (), pl.DataFrame([]), iter(())], ids=type)
def test_an_empty_table_is_an_empty_table(rows: Iterable[Any]) -> None:
    """Where nothing was recorded the figure is zero, also of what the records would own."""
    reading = take({"reports": rows, "memberships": [], "terms": [], "networks": []})
    assert reading.ok
    assert {"reports", "items", "item_topics"} <= set(reading.register.tables)
    assert dlxh.measure(reading.register, "items").polars["value"].to_list() == [0]
    assert "units" not in reading.register.tables


def test_an_empty_frame_is_an_empty_table() -> None:
    """An empty queryset, which has no columns, is a table too."""
    tables = dlxh.Tables({"reports": pl.DataFrame([])}, as_of=AS_OF)
    assert tables.polars("reports").height == 0
    assert "received_day" in tables.polars("reports").columns


def test_a_polars_frame_gives_rows() -> None:
    """A frame is an iterable of rows as well."""
    assert take({"units": pl.DataFrame([UNIT])}).register.unit("sl").name == "Sơn La"


class Row:
    """A row of a driver that has keys and is not a mapping."""

    def keys(self) -> list[str]:
        """Names of the columns."""
        return list(UNIT)

    def __getitem__(self, name: str) -> str:
        return UNIT[name]


def test_a_row_of_a_driver_is_a_row() -> None:
    """What has keys and cells is a row, as those of sqlite3 are; what has none is a finding."""
    reading = take({"units": [Row(), 5, None, "{", b"\xff", '{"id": 1, "id": 2}']})
    assert [unit.id for unit in reading.register.units] == ["sl"]
    assert codes(reading) == [
        ("model_type", None, "units:2"),
        ("model_type", None, "units:3"),
        ("json_invalid", None, "units:4"),
        ("wrong_encoding", None, "units:5"),
        ("key_twice", None, "units:6"),
    ]
    assert [finding.row for finding in reading.findings] == ["5", "null", "{", "ÿ", '{"id": 1, "id": 2}']


@pytest.mark.parametrize("many", [1, FEW])
def test_types_of_drivers(many: int) -> None:
    """Days, instants, ids and whole numbers may come as the types that a driver has for them."""
    key = UUID(int=7)
    received = datetime(2024, 7, 24, 1, tzinfo=timezone.utc)  # noqa: UP017 - as drivers write it
    rows: list[dict[str, Any]] = [
        {**REPORT, "id": key if nth == 0 else f"bc{nth}", "received_at": received, "stage": None}
        for nth in range(many)
    ]
    rows[-1]["received_at"] = received.isoformat()
    items = [
        {
            "report": str(key),
            "network": "gl",
            "position": Decimal(1),
            "id": "n1",
            "scope": "local",
            "summary": "x",
        }
    ]
    topics = [{"item": "n1", "network": "gl", "position": 1, "topic": "land"}]
    reading = take({"reports": rows, "items": items, "item_topics": topics})
    assert reading.ok, codes(reading)
    first = reading.register.reports[0]
    assert (first.id, first.received_at, len(first.items)) == (str(key), received, 1)


@pytest.mark.parametrize("many", [1, FEW])
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ({"received_at": datetime(2024, 7, 24)}, "instant_format"),  # noqa: DTZ001 - without an offset
        ({"received_at": "2024-07-24T08:00:00"}, "instant_format"),
        ({"received_at": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-7)))}, "instant_range"),
        ({"received_at": 5}, "instant_format"),
        ({"period_start": datetime(2024, 7, 1)}, "day_format"),  # noqa: DTZ001
        ({"period_start": "1/7/2024"}, "day_format"),
        ({"stage": True}, "int_type"),
        ({"stage": 2**70}, "less_than_equal"),
        ({"stage": 1.0}, "int_type"),
        ({"channel": "zzz"}, "enum"),
        ({"author": b"CTV-1"}, "string_type"),
        ({"author": "CTV\ud800"}, "string_unicode"),
        ({"nothing": 1}, "extra_forbidden"),
        ({5: 1}, "invalid_key"),
    ],
)
def test_a_fault_costs_its_row(cell: dict[Any, Any], code: str, many: int) -> None:
    """Each fault of a row is a finding with table, row and field, among few rows and among many; the others are read."""
    period = {"period_kind": "month", "period_start": "2024-07-01", "period_end": "2024-07-31"}
    rows = [REPORT | period | {"id": f"bc{nth}"} for nth in range(many)] + [REPORT | period | cell]
    reading = take({"reports": rows})
    assert [found for found, _, _ in codes(reading)][:1] == [code]
    assert {str(finding.place) for finding in reading.findings} == {f"reports:{many + 1}"}
    assert len(reading.register.tables.polars("reports")) == many
    assert reading.findings[0].row is not None


def test_a_record_too_deep_costs_itself() -> None:
    """A record that nests deeper than Python can follow is a finding, and the others are read."""
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"items": deep}
    reading = take({"reports": [REPORT | {"items": []}, REPORT | {"id": "bc2", "items": [deep]}]})
    assert [each.id for each in reading.register.reports] == ["bc1"]
    assert [finding.place for finding in reading.findings] == [dlxh.register.Place("reports", 2)]
    while deep:  # let go of level by level, or Python follows it once more
        deep = deep.pop("items")


def test_rows_are_bounded() -> None:
    """More rows than the limit are not read, and the table is absent; a bound holds also where rows never end."""

    def endless() -> Iterable[dict[str, Any]]:
        while True:
            yield UNIT

    reading = take({"units": endless(), "reports": []}, limits=Limits(lines=3))
    assert [finding.code for finding in reading.findings] == ["lines_too_many"]
    assert "units" not in reading.register.tables


@pytest.mark.parametrize(
    ("source", "error", "text"),
    [
        ({"report": []}, TableError, "near: reports"),
        ({"units": UNIT}, ArgumentError, "it takes rows"),
        ({"units": "[]"}, ArgumentError, "it takes rows"),
        ({"units": 5}, ArgumentError, "not int"),
        ({"units": pl.LazyFrame([UNIT])}, ArgumentError, "Register.from_frames"),
    ],
)
def test_other_sources_are_refused(source: Any, error: type[Exception], text: str) -> None:  # noqa: ANN401
    """An unknown table, and anything but a list of rows, are mistakes of the caller."""
    with pytest.raises(error, match=text):
        take(source)


def test_rows_do_not_say_their_day() -> None:
    """The day on which rows were true is the caller's to say."""
    with pytest.raises(ReadError, match="give as_of="):
        read({})


def test_a_kind_that_is_called_as_a_field_of_its_own() -> None:
    """A duty of kind `report` has a field `report`: a field that nobody knows is found where it is, and set aside alone."""
    stored = regulation(obligation(owed_by=by_units())).model_dump(mode="json")
    stored["provisions"][0]["duty"]["owed_by"]["zz"] = 1
    whole = take({"regulations": [stored]}, extra="keep")
    refused = take({"regulations": [stored]})

    assert [*whole.kept["regulations"].values()] == [{"/provisions/0/duty/owed_by/zz": 1}]
    assert len(whole.register.regulations) == 1
    assert [finding.pointer for finding in refused.findings] == ["/provisions/0/duty/owed_by/zz"]
