"""Round trips: what is lost, gained or changed on the way is reported by keys and columns, without a value."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dlxh import Register, Tables
from dlxh.testing.conformance.round_trips import FORMS, find_differences, find_losses
from tests import own, sample
from tests.testing.conformance.province import register

REGISTER = register()


def with_frames(**frames: pl.DataFrame | None) -> Register:
    """Return the register with other frames; None: without the table."""
    tables = REGISTER.tables
    kept = {name: tables.polars(name) for name in tables if name not in frames}
    given = {name: frame for name, frame in frames.items() if frame is not None}
    return Register.from_tables(
        Tables({**kept, **given}, as_of=tables.as_of, partial=tables.partial, pack=tables.pack, enforced=True)
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_library_loses_nothing(form: str, tmp_path: Path) -> None:
    """A folder, a zip and a JSON file give back every row and own field."""
    assert list(find_losses(REGISTER, form, tmp_path)) == []


def test_a_row_that_no_model_takes(tmp_path: Path) -> None:
    """A register that holds such a row cannot be read again whole, and that is reported by code."""
    bad = with_frames(terms=REGISTER.tables.polars("terms").with_columns(label=pl.lit(" ")))
    found = [each.en for each in find_losses(bad, "folder", tmp_path)]
    assert found[0].startswith("folder: reading it again finds 1 faults (")
    assert found[1] == "folder: terms loses 1 rows: t1"


Change = Callable[[], Register]
REPORTS = REGISTER.tables.polars("reports")


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (
            lambda: with_frames(reports=REPORTS.filter(pl.col("id") != "bc0")),
            ["store: reports loses 1 rows: bc0"],
        ),
        (
            lambda: with_frames(reports=pl.concat([REPORTS, REPORTS.head(1)])),
            ["store: reports gains 1 rows"],
        ),
        (
            lambda: with_frames(reports=REPORTS.with_columns(pl.lit("x").alias("number"))),
            ["store: reports comes back with other cells in number, of 3 rows: bc0, bc1, bc2"],
        ),
        (lambda: with_frames(reports_gl=None), ["store: the whole table reports_gl is lost, 1 rows"]),
        (lambda: with_frames(persons=None), ["store: the empty table persons comes back as absent"]),
        (
            lambda: Register.from_tables(
                REGISTER.tables.with_metadata(as_of=REGISTER.as_of + timedelta(1), partial={})
            ),
            ["store: the as-of date, or which tables are partial, is not kept"],
        ),
    ],
)
def test_what_a_store_loses(change: Change, sentences: list[str]) -> None:
    """Rows, cells, own tables, empty tables, the day: each is reported, and a cure with it."""
    found = list(find_differences(REGISTER, change(), "store"))
    assert len(found) == len(sentences)
    assert all(each.en.startswith(text) for each, text in zip(found, sentences, strict=True))
    assert all(each.cure_vi and sample.MARK not in each.text("vi") for each in found)


def test_a_table_from_nowhere() -> None:
    """A table that was absent and comes back, if only empty, is reported: absent means unknown."""
    first = Register(
        [each for each in REGISTER.reports if not each.items], as_of=REGISTER.as_of, pack=own.PACK
    )
    found = [each.en for each in find_differences(first, REGISTER, "store")]
    assert "store: the table terms was absent and comes back" in found
