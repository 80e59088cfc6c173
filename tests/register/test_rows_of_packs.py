"""Rows from memory with a province's own fields: columns of flat rows, or fields of whole records."""

from typing import Any

import dlxh
from dlxh import Reading, read
from dlxh.words.figures import Qualifier
from tests.own import PACK
from tests.sample import AS_OF, item, report

FLAT = {
    "id": "bc1",
    "network": "gl",
    "author": "CTV-1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}
ITEM = {"report": "bc1", "network": "gl", "position": 1, "id": "n1", "scope": "local", "summary": "x"}
TOPIC = {"item": "n1", "network": "gl", "position": 1, "topic": "land"}


def take(rows: dict[str, Any], **options: Any) -> Reading:  # noqa: ANN401 - options of `read`
    """Read rows with the pack."""
    return read(rows, as_of=AS_OF, pack=PACK, **options)


def codes(reading: Reading) -> list[tuple[str, str | None, str | None, str]]:
    """Code, table, field and place of each finding."""
    return [(each.code, each.table, each.field, str(each.place)) for each in reading.findings]


def test_own_columns_of_flat_rows() -> None:
    """Own fields may be columns of our rows; what no row has is unknown, and not empty."""
    rows = [FLAT | {"hamlet": "Làng Ốp", "settlement": "village"}, FLAT | {"id": "bc2", "hamlet": None}]
    reading = take({"reports": rows, "items": [ITEM | {"dialect": "Ba Na"}], "item_topics": [TOPIC]})
    assert reading.ok, codes(reading)
    found: Any = reading.register.reports
    assert [(each.hamlet, each.settlement) for each in found] == [("Làng Ốp", "village"), (None, None)]
    assert found[0].items[0].dialect == "Ba Na"
    tables = reading.register.tables
    assert tables.qualifier("reports_gl.hamlet") is Qualifier.EXACT
    assert tables.qualifier("reports_gl.interpreter") is Qualifier.AT_LEAST
    assert "streams_gl" not in tables


def test_own_names_and_zones() -> None:
    """Names, blanks and zones are for own fields too."""
    rows = [FLAT | {"thon": "Làng Ốp", "settlement": "", "heard_at": "2024-07-23T08:00:00"}]
    options: dict[str, Any] = {"renames": {"reports": {"thon": "hamlet"}}, "blank_is_none": True}
    flat = take({"reports": rows}, zone="Asia/Ho_Chi_Minh", **options)
    whole = take({"reports": [rows[0] | {"items": []}]}, zone="Asia/Ho_Chi_Minh", **options)
    for reading in (flat, whole):
        assert reading.ok, codes(reading)
        found: Any = reading.register.reports[0]
        assert (found.hamlet, found.settlement) == ("Làng Ốp", None)
        assert found.heard_at.isoformat() == "2024-07-23T08:00:00+07:00"
    assert whole.register.tables.qualifier("reports_gl.hamlet") is Qualifier.EXACT
    assert whole.register.tables.qualifier("reports_gl.interpreter") is Qualifier.AT_LEAST


def test_an_own_cell_at_fault_costs_its_row() -> None:
    """An own cell that does not fit costs the own row alone; with the row of ours its own cells go."""
    rows = [FLAT | {"settlement": "thought"}, FLAT | {"id": "bc2", "kind": "thought", "hamlet": "Ốp"}]
    reading = take({"reports": rows})
    assert codes(reading) == [
        ("enum", "reports", "kind", "reports:2"),
        ("literal_error", "reports_gl", "settlement", "reports:1"),
    ]
    assert [each.id for each in reading.register.reports] == ["bc1"]
    assert reading.register.tables.polars("reports_gl").height == 0


def test_an_own_table_that_is_given_is_taken() -> None:
    """Where the own table has rows of its own, its fields are not columns of ours."""
    own = [{"id": "bc1", "network": "gl", "hamlet": "Làng Ốp"}]
    reading = take({"reports": [FLAT], "reports_gl": own})
    found: Any = reading.register.reports[0]
    assert (reading.ok, found.hamlet) == (True, "Làng Ốp")
    twice = take({"reports": [FLAT | {"hamlet": "Làng Ốp"}], "reports_gl": own})
    assert codes(twice) == [("extra_forbidden", "reports", "hamlet", "reports:1")]


def test_records_of_the_pack_are_stored_and_read() -> None:
    """A stored record of an own class is read as that; one of ours leaves own fields unknown."""
    kind = PACK.schema.roots["reports"]
    whole = kind.model_validate(report(items=[item()]).model_dump() | {"hamlet": "Làng Ốp"})
    reading = take({"reports": [whole.stored()]})
    assert reading.ok
    assert reading.register.reports[0] == whole
    assert reading.register.tables.partial == {}
    ours = take({"reports": [report(items=[item()]).stored()]})
    assert ours.ok
    assert ours.register.tables.qualifier("reports_gl") is Qualifier.UNKNOWN
    mixed = take({"reports": [report("bc2", items=[item()]).stored(), FLAT | {"period_kind": None}]})
    assert mixed.ok
    assert len(mixed.register.reports) == 2
    assert mixed.register.tables.qualifier("reports_gl") is Qualifier.UNKNOWN


def test_without_the_pack_own_fields_are_kept() -> None:
    """A reader without the pack may keep what it does not know, and gives it back."""
    kind = PACK.schema.roots["reports"]
    whole = kind.model_validate(report(items=[item()]).model_dump() | {"hamlet": "Làng Ốp"})
    reading = read({"reports": [whole.stored()]}, as_of=AS_OF, extra="keep")
    assert reading.kept["reports"]["bc1"]["/hamlet"] == "Làng Ốp"
    assert reading.register.reports == (report(items=[item()]),)
    assert dlxh.check(reading.register, only=["X102"]).ok
