"""Tables of DuckDB are joined, cut and chosen from as those in memory are."""

import duckdb
import polars as pl

from dlxh import Tables
from tests.engines import engine
from tests.sample import register


def _frames(tables: Tables) -> dict[str, pl.DataFrame]:
    return {name: tables.polars(name).sort(pl.all()) for name in tables}


def test_relations_are_cut_as_frames_are() -> None:
    """Without a report its items, topics and streams are gone too, on either engine."""
    tables = register().tables
    ids = tables.polars("reports")["id"].to_list()[:1]
    relations = engine("duckdb_own")(tables).without("reports", ids)

    assert {name: frame.height for name, frame in _frames(relations).items()} == {
        name: frame.height for name, frame in _frames(tables.without("reports", ids)).items()
    }
    assert relations.select(["reports", "items"]).names == ("reports", "items")


def test_relations_stand_below_one_another() -> None:
    """Two sets of relations of one connection are appended; each row is there as often as it was given."""
    connection = duckdb.connect()
    frame = register().tables.polars("units").drop("source_row")
    one, other = (
        Tables({"units": connection.from_arrow(frame.to_arrow())}, as_of=register().as_of) for _ in range(2)
    )

    assert one.append(other).polars("units").height == 2 * frame.height


def test_what_is_looked_up_is_read_once() -> None:
    """What changes in the database after a look-up is seen by new tables."""
    frame = register().tables.polars("units").drop("source_row")
    connection = duckdb.connect()
    connection.from_arrow(frame.to_arrow()).create("units")

    def tables() -> Tables:
        return Tables({"units": connection.table("units")}, as_of=register().as_of)

    known, first = tables(), frame["id"][0]
    assert known.holds("units", first)
    connection.execute("DELETE FROM units")
    assert known.holds("units", first)
    assert not tables().holds("units", first)
