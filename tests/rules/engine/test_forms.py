"""What a rule may hand back besides an expression or a frame, and that findings stay columns until they are read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

import dlxh
from dlxh import Register, Severity, Tables
from dlxh.register.constraints import compiled as constraints
from dlxh.register.constraints.compiled import constraints_of
from dlxh.register.schema import schema
from dlxh.rules.catalogue import ALL_RULES
from dlxh.rules.declaration import rule
from dlxh.rules.engine import batch
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.parts import Part, part
from dlxh.rules.language.rows import Row, subject
from dlxh.rules.language.values import Value
from tests.engines import Engine
from tests.sample import register, unit

AS_OF = date(2025, 7, 1)
TEXTS = {"vi": "{record}", "en": "{record}", "cure_vi": "sửa", "cure_en": "mend", "source": "own"}


@rule("Z101", table="units", needs=(), severity=Severity.WARNING, field="name", **TEXTS)  # type: ignore[arg-type] # all are texts
def short_or_long(tables: Tables) -> list[nw.LazyFrame[Any]]:
    """It hands back two frames."""
    length = nw.col("name").str.len_chars()
    units = tables["units"]
    return [units.filter(faulty).select(nw.col("id").alias("record")) for faulty in (length < 3, length > 8)]


@rule("Z102", table=None, severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
def exclaimed() -> Iterator[Part]:
    """It says where it is worth looking, which is more than where it holds."""
    row = subject("units")
    loud, worth_looking = row.name.str.contains("!!"), row.name.str.contains("!")
    yield part(row, loud, field="name", prefilter=worth_looking)


def _units(*names: str) -> Tables:
    ids = [f"u{number}" for number in range(len(names))]
    frame = pl.DataFrame({"id": ids, "name": names, "kind": "place", "level": "commune"})
    return Tables({"units": frame}, as_of=date(2025, 7, 1))


@pytest.mark.traced
def test_a_rule_may_give_several_frames(on_engine: Engine) -> None:
    """Their rows are findings of one rule; where the field that it reads is at fault itself, it is skipped."""
    found = dlxh.check(
        on_engine(_units("ab", "abcd", "abcdefghi", "x\n", "ab cd ef gh\n")), rules=[short_or_long]
    )

    assert [finding.record for finding in found if finding.code == "Z101"] == ["u0", "u2"]
    assert found.skipped_rows == {"Z101": 2}


@pytest.mark.traced
def test_of_several_frames_one_may_be_passed_over() -> None:
    """Where all rows of one frame are at fault in what the rule reads, the other frame is still reported."""
    found = dlxh.check(_units("x\n", "abcdefghi"), rules=[short_or_long])

    assert [finding.record for finding in found if finding.code == "Z101"] == ["u1"]
    assert found.skipped_rows == {"Z101": 1}


def test_a_suspected_cell_is_at_fault_only_where_it_is(on_engine: Engine) -> None:
    """What is looked for may hold of more rows than are at fault; these are neither reported nor held."""
    found = dlxh.check(on_engine(_units("một", "hai!", "ba!!")), rules=[exclaimed])

    assert [(finding.record, finding.field) for finding in found] == [("u2", "name")]
    held = found._account.passes[0]._rows  # type: ignore[attr-defined] # a pass over a table of columns
    assert held is not None
    assert held["id"].to_list() == ["u2"]


def test_findings_are_columns_until_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking, counting and the frame make no object for a finding, however many there are."""
    made: list[object] = []
    monkeypatch.setattr(batch, "Finding", lambda **parts: made.append(parts))
    found = dlxh.check(_units(*["!!" for _ in range(1000)]), rules=[short_or_long, exclaimed])

    assert (found.counts(), len(found), found.polars.height) == ({"Z101": 1000, "Z102": 1000}, 2000, 2000)
    assert not made
    next(iter(found))
    assert len(made) == 1


@rule("Z103", table="units", needs=(), severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
def either(tables: Tables) -> list[nw.LazyFrame[Any]]:
    """Its frames have different columns."""
    key = nw.col("id").alias("record")
    return [tables["units"].select(key), tables["units"].select(key, nw.col("id").alias("evidence"))]


def test_frames_of_different_columns_stand_together(on_engine: Engine) -> None:
    """Which columns a frame has besides `record` is its own affair, in bulk and for one new record."""
    assert dlxh.check(on_engine(_units("ab")), rules=[either]).counts() == {"Z103": 2}
    assert dlxh.check(unit("new"), within=register(), rules=[either]).counts() == {"Z103": 2}


@pytest.mark.traced
@pytest.mark.parametrize("handed", [iter(()), None, pl.LazyFrame()], ids=["generator", "nothing", "native"])
def test_what_is_no_answer_is_the_rules_mistake(handed: object) -> None:
    """Something else than an expression or frames raises, with the code of the rule."""

    @rule("Z104", table="units", needs=(), severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
    def odd(tables: Tables) -> Any:  # noqa: ANN401, ARG001 - no answer at all
        """It answers nothing."""
        return handed

    with pytest.raises(RuleError, match="Z104"):
        dlxh.check(_units("ab"), rules=[odd])


def test_what_is_skipped_is_not_open(on_engine: Engine) -> None:
    """A row on which a rule is skipped, because an input is at fault, is not counted as lacking that input."""

    @rule("Z106", table="units", severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
    def old(u: Row) -> Value:
        """Two columns of a row."""
        return u.name == u.parent

    frame = _units("ab", "cd", "ef").polars("units").with_columns(pl.Series("name", [None, "cd", "ef"]))
    found = dlxh.check(on_engine(Tables({"units": frame}, as_of=date(2025, 7, 1))), rules=[old])
    assert (found.skipped_rows, found.unknown) == ({"Z106": 1}, {"Z106": 2})


def test_a_row_that_two_parts_leave_open_is_counted_once(on_engine: Engine) -> None:
    """A rule in two parts lacks an input of a row where either does, in bulk and for new records."""

    @rule("Z107", table="units", severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
    def old(u: Row) -> list[Part]:
        """Two parts, each with an input of its own that may be missing."""
        return [part(u, u.name == u.area_code), part(u, u.name == u.parent)]

    new = [unit(key, parent=parent) for key, parent in (("n1", "x1"), ("n2", None))]
    in_bulk = dlxh.check(on_engine(Register(new, as_of=date(2025, 7, 1))), rules=[old])
    assert in_bulk.unknown == dlxh.check(new, within=register(), rules=[old]).unknown == {"Z107": 2}


def test_a_row_on_which_two_parts_are_skipped_is_counted_once(on_engine: Engine) -> None:
    """A rule in several parts, on the row alone and on others, is skipped on a row once."""

    @rule("Z108", table="units", severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
    def named_twice(u: Row) -> list[Part]:
        """Two parts on the row alone, two on the unit above."""
        beyond = part(u, u.name == u.ref("parent").name, evidence=u.parent)
        return [part(u, u.name == u.id), part(u, u.id == u.name), beyond, beyond]

    @rule("Z109", table="units", severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
    def named_above(u: Row) -> list[Part]:
        """Two parts on the unit above."""
        beyond = part(u, u.name == u.ref("parent").name, evidence=u.parent)
        return [beyond, beyond]

    names = ["x\n", "x\n", "x\n"]
    frame = _units(*names).polars("units").with_columns(parent=pl.lit("u1"))
    found = dlxh.check(on_engine(Tables({"units": frame}, as_of=AS_OF)), rules=[named_twice, named_above])
    assert found.skipped_rows == {"Z108": 3, "Z109": 3}


def test_one_row_that_a_function_finds_twice_is_one_finding(on_engine: Engine) -> None:
    """What a function adds for itself to a frame makes no second finding of one row, and each has the number of its row."""

    @rule("Z110", table="units", needs=(), severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
    def twice(tables: Tables) -> nw.LazyFrame[Any]:
        """It finds each row twice, for two reasons of its own."""
        units = tables["units"].select(nw.col("id").alias("record"))
        return nw.concat([units.with_columns(why=nw.lit(reason)) for reason in ("a", "b")])

    found = dlxh.check(on_engine(_units("ab", "cd")), rules=[twice])
    assert [finding.record for finding in found] == ["u0", "u1"]


@pytest.mark.traced
def test_what_a_rule_reads_of_its_row() -> None:
    """Which columns have to be right is in the text of a rule: those of the row that is judged, not those of rows next to it."""
    read = {
        (known.code, column.name)
        for known in ALL_RULES
        if known.table is not None
        for column in schema()[known.table].columns
        if column.name in known.read_in(known.table)
    }

    assert {
        ("R102", "received_day"),
        ("V105", "at"),
        ("V107", "at"),
        ("I205", "stance"),
        ("U109", "parent"),
    } <= read
    assert not {("R102", "author"), ("I205", "basis")} & read


def test_constraints_are_compiled_alike_each_time() -> None:
    """What is compiled once for a process hangs on the models alone: after all that ran before it comes out the same."""
    before = {name: [(each.field, each.code) for each in constraints_of(schema()[name])] for name in schema()}
    constraints._compile.cache_clear()

    assert {
        name: [(each.field, each.code) for each in constraints_of(schema()[name])] for name in schema()
    } == before
    assert ("detail_trainees_value", "figure_negative") in before["activities"]
