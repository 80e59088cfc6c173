"""What a rule may hand back besides an expression or a frame, and that findings stay columns until they are read."""

from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

import dlxh
from dlxh import Severity, Tables
from dlxh.rules import batch
from dlxh.rules.rule import Suspected, rule
from tests.engines import Engine

TEXTS = {"vi": "{record}", "en": "{record}", "cure_vi": "sửa", "cure_en": "mend", "source": "own"}


@rule("Z101", table="units", severity=Severity.WARNING, field="name", **TEXTS)  # type: ignore[arg-type] # all are texts
def short_or_long(tables: Tables) -> list[nw.LazyFrame[Any]]:
    """It hands back two frames."""
    length = nw.col("name").str.len_chars()
    units = tables["units"]
    return [units.filter(faulty).select(nw.col("id").alias("record")) for faulty in (length < 3, length > 8)]


@rule("Z102", table=None, severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
def exclaimed(tables: Tables) -> Any:  # noqa: ANN401, ARG001 - cells by table and field
    """It says where it is worth looking, which is more than where it holds."""
    holds = Suspected(nw.col("name").str.contains("!!"), sought=nw.col("name").str.contains("!"))
    return {"units": {"name": holds}}


def _units(*names: str) -> Tables:
    ids = [f"u{number}" for number in range(len(names))]
    frame = pl.DataFrame({"id": ids, "name": names, "kind": "place", "level": "commune"})
    return Tables({"units": frame}, as_of=date(2025, 7, 1))


def test_a_rule_may_give_several_frames(on_engine: Engine) -> None:
    """Their rows are findings of one rule; where the field that it reads is at fault itself, it is skipped."""
    found = dlxh.check(on_engine(_units("ab", "abcd", "abcdefghi", "x\n")), rules=[short_or_long])

    assert [finding.record for finding in found if finding.code == "Z101"] == ["u0", "u2"]
    assert found.skipped_rows == {"Z101": 1}


def test_a_suspected_cell_is_at_fault_only_where_it_is(on_engine: Engine) -> None:
    """What is sought may hold of more rows than are at fault; these are not told."""
    found = dlxh.check(on_engine(_units("một", "hai!", "ba!!")), rules=[exclaimed])

    assert [(finding.record, finding.field) for finding in found] == [("u2", "name")]


def test_findings_are_columns_until_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking, counting and the frame make no object for a finding, however many there are."""
    made: list[object] = []
    monkeypatch.setattr(batch, "Finding", lambda **parts: made.append(parts))
    found = dlxh.check(_units(*["!!" for _ in range(1000)]), rules=[short_or_long, exclaimed])

    assert (found.counts(), len(found), found.frame.height) == ({"Z101": 1000, "Z102": 1000}, 2000, 2000)
    assert not made
    next(iter(found))
    assert len(made) == 1
