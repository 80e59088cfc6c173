"""The day in Viet Nam and every figure are the same whatever zone a DuckDB session is in, and whenever it was set."""

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

import dlxh
from dlxh import Register, Tables
from dlxh.errors import TableError
from dlxh.register import conform
from dlxh.register.schema import SOURCE_ROW, schema

AS_OF = date(2024, 8, 31)
ZONES = (
    "UTC",
    "Etc/UTC",
    "GMT",
    "Asia/Ho_Chi_Minh",
    "Asia/Saigon",
    "Asia/Bangkok",
    "Asia/Tokyo",
    "Europe/Paris",
    "America/New_York",
)
MOMENTS = [
    datetime(2024, 6, 30, 16, 59, 59, 999_999, tzinfo=UTC),
    datetime(2024, 6, 30, 17, 0, tzinfo=UTC),
    datetime(2024, 7, 1, 10, 30, tzinfo=UTC),
    datetime(2024, 7, 31, 16, 30, tzinfo=UTC),
    datetime(2024, 7, 31, 23, 30, tzinfo=UTC),
]
DAYS = [date(2024, 6, 30), date(2024, 7, 1), date(2024, 7, 1), date(2024, 7, 31), date(2024, 8, 1)]
"""The days in Viet Nam of the moments."""
REPORTS = pl.DataFrame({
    "id": [f"b{number}" for number in range(5)],
    "network": "gl",
    "author": "c1",
    "kind": "ad_hoc",
    "stage": 1,
    "channel": "zalo",
    "received_at": MOMENTS,
    "event_at": [MOMENTS[0], None, MOMENTS[0], MOMENTS[4], MOMENTS[3]],
})  # fmt: skip
CASES = {"cases": pl.DataFrame({"id": ["x"], "network": "gl", "title": "Vụ việc"}),
         "contents": pl.DataFrame({"case": ["x"], "network": "gl", "position": 1, "id": "x.1", "text": "Nội dung"}),
         "events": pl.DataFrame({"case": "x", "network": "gl", "position": [1, 2, 3], "sequence": 1, "at": MOMENTS[1:4],
                                 "kind": ["drafted", "submitted", "directed"], "by": ["a", "a", "b"], "to": ["", "b", "c"]})
         .with_columns(pl.col("to").replace("", None)),
         "event_contents": pl.DataFrame({"case": ["x"], "event": 1, "network": "gl", "position": 1, "content": "x.1"})}  # fmt: skip


def carried(connection: Any, zone: str, *, without: tuple[str, ...] = ()) -> Tables:  # noqa: ANN401 - the module is one too
    """Return the tables on DuckDB, made in one zone; afterwards the session has another."""
    frames = {"reports": REPORTS.drop(without), **CASES}
    connection.execute(f"SET TimeZone = '{zone}'")
    relations = {name: connection.from_arrow(frame.to_arrow()) for name, frame in frames.items()}
    tables = Tables(relations, as_of=AS_OF)
    connection.execute("SET TimeZone = 'Asia/Tokyo'")
    return tables


@pytest.fixture(params=["default", "own"])
def connection(request: pytest.FixtureRequest) -> Any:  # noqa: ANN401
    """Return the default connection of DuckDB, and one of the caller's own."""
    if request.param == "own":
        yield duckdb.connect()
        return
    yield duckdb
    duckdb.execute("SET TimeZone = 'UTC'")


@pytest.mark.parametrize("without", [(), ("event_at",)])
@pytest.mark.parametrize("zone", ZONES)
def test_a_session_in_any_zone(connection: Any, zone: str, without: tuple[str, ...]) -> None:  # noqa: ANN401
    """Instants, days and the way back are those of Polars, with and without the optional instant."""
    given = carried(connection, zone, without=without)
    plain = Tables({"reports": REPORTS.drop(without), **CASES}, as_of=AS_OF)

    assert given.engine == "duckdb"
    assert given.polars("reports")["received_day"].to_list() == DAYS
    for name in plain:
        assert given.polars(name).equals(plain.polars(name))


@pytest.mark.no_cover
@pytest.mark.parametrize("zone", ["Etc/UTC", "Asia/Ho_Chi_Minh", "Europe/Paris"])
def test_findings_and_figures_in_any_zone(zone: str) -> None:
    """Findings, figures by month, hours between instants and records are those of Polars."""
    given = carried(duckdb.connect(), zone)
    plain = Tables({"reports": REPORTS, **CASES}, as_of=AS_OF)

    found = [dlxh.check(each, only=["R", "instant_range"]).counts() for each in (given, plain)]
    assert found[0] == found[1]
    for asked in ("reports", "ad_hoc_hours_median"):
        figures = [dlxh.measure(each, [asked], by=["month"]).polars for each in (given, plain)]
        assert figures[0].equals(figures[1])
    assert Register.from_tables(given) == Register.from_tables(plain)


@pytest.mark.parametrize("type_", ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"])
def test_an_instant_without_a_zone_is_refused(type_: str) -> None:
    """A TIMESTAMP does not say its zone: nothing guesses one, and the column is named."""
    relation = duckdb.from_arrow(REPORTS.to_arrow()).project(
        f"* REPLACE (received_at::TIMESTAMP::{type_} AS received_at)"
    )

    with pytest.raises(
        TableError,
        match=r"table reports, column time of receipt \(received_at\): the instant has no time zone",
    ):
        Tables({"reports": relation}, as_of=AS_OF)


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Paris"])
@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("lazy", [False, True])
def test_polars_columns_of_any_zone_and_unit(zone: str, unit: Any, lazy: bool) -> None:  # noqa: ANN401, FBT001
    """On Polars an instant of any zone and unit becomes the declared one."""
    frame = REPORTS.with_columns(
        pl.col("received_at").dt.truncate("1s").dt.convert_time_zone(zone).dt.cast_time_unit(unit)
    )
    tables = Tables({"reports": frame.lazy() if lazy else frame}, as_of=AS_OF)

    assert tables.polars("reports").schema["received_at"] == pl.Datetime("us", "UTC")
    assert tables.polars("reports")["received_day"].to_list() == DAYS


def test_every_optional_instant_may_be_left_out() -> None:
    """Whatever instant may be empty can be left out on DuckDB; the test above leaves out the only one there is."""
    optional = {
        (table.name, c.name)
        for table in schema().values()
        for c in table.columns
        if c.kind == "instant" and c.nullable
    }

    assert optional == {("reports", "event_at")}
    assert SOURCE_ROW not in REPORTS.columns


def test_a_session_of_spark_has_to_be_in_utc_or_vietnamese_time() -> None:
    """Spark shows an instant in the zone of its session, and where that is another one the column and the cure are named."""
    column = schema()["reports"].column("received_day")

    with pytest.raises(
        TableError,
        match=r"reports, column time of receipt \(received_at\): the session's time zone is Europe/Paris; open the session",
    ):
        conform._local_day(schema()["reports"], column, nw.Datetime("us", "Europe/Paris"))
    assert conform._local_day(schema()["reports"], column, nw.Datetime("us", "Asia/Ho_Chi_Minh")) is not None
