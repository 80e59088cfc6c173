"""What a pack, its lists and its frames may not be is refused where it is written, with what to do."""
# pyright: reportArgumentType=false, reportCallIssue=false

from pathlib import Path
from typing import Annotated, Any

import polars as pl
import pytest
from pydantic import Field, ValidationError

import dlxh
from dlxh import MEASURES, Pack, Tables, measure
from dlxh.data.code_lists import code_list
from dlxh.measures import Distinct, Total
from dlxh.measures.errors import MeasureError
from dlxh.register import PackError
from dlxh.register.pack_measures import WORKED_OUT
from dlxh.register.schema import schema
from dlxh.register.table_error import TableError
from dlxh.words import CodeEntry, CodeList, FigureUnit
from dlxh.words.code_entries import CodeListError
from dlxh.words.disclosure import Disclosure
from tests.engines import CARRIERS
from tests.own import PACK
from tests.register.test_pack import AS_OF, PLAIN, REGISTER, own

ROWS = next(each.rows for each in MEASURES if each.code == "reports")
TEXTS: Any = {
    "vi": "a",
    "en": "b",
    "definition_vi": "c",
    "definition_en": "d",
    "source": "ví dụ",
    "rows": ROWS,
}
NUMBER: Any = Annotated[int | None, Disclosure.INTERNAL]
COUNTED = own("heads", NUMBER)
BIG = 2**63


def _distinct(of: str) -> Distinct:
    return Distinct(code="gl_some", unit=FigureUnit.UNIT, of=of, **TEXTS)


def test_a_mistyped_field_of_a_measure() -> None:
    """A measure of a pack that counts what is nearly called like an own field is refused; what rows have by themselves is not."""
    with pytest.raises(PackError, match="the measure gl_some: hamlt is not a column; near: hamlet"):
        Pack("gl", models=PACK.models, measures=(_distinct("hamlt"),))
    hour = own("hourss", NUMBER)
    for of in ("hours", "author", "something_else"):
        assert Pack("gl", models=(hour,), measures=(_distinct(of),)).measures


def test_columns_that_rows_have_by_themselves() -> None:
    """What measures of ours count and no table has is known, so that no own field is taken for what was meant."""
    every = {column for table in schema().values() for column in table.names}
    parts = [
        each
        for known in MEASURES
        for each in (known, *known.inner, *(i for part in known.inner for i in part.inner))
    ]
    names = {
        name for each in parts for name in (*each.counted, *each.where) if name not in each.rows.dimensions
    }
    assert {name for name in names if every.isdisjoint((name, f"{name}_value"))} == WORKED_OUT


def test_why_no_dimension() -> None:
    """A dimension that a measure does not have is refused with the reason and with those that there are."""
    for by, measured, why in (
        ("interpreter", "reports", "has no dimension 'interpreter': is restricted; choose from: "),
        (
            "dialect",
            "reports",
            "'dialect': is a field of items, not of the rows that are counted; choose from: ",
        ),
        ("topic", "reports", "'topic': it is one of other rows, as in item_topics"),
        ("nothing", "reports", "has no dimension 'nothing'; choose from: "),
    ):
        with pytest.raises(MeasureError, match=why):
            measure(REGISTER, measured, by=by)
    counted = dlxh.Register(
        [COUNTED(**PLAIN, id="b1", heads=1)], as_of=AS_OF, pack=Pack("gl", models=(COUNTED,))
    )
    with pytest.raises(MeasureError, match="'heads': is not a code, a flag, a day or a line; only these"):
        measure(counted, "reports", by="heads")
    with pytest.raises(MeasureError, match="'topic': it is one of other rows"):
        measure(dlxh.Register(as_of=AS_OF), "reports", by="topic")


def test_numbers_beyond_columns(tmp_path: Path) -> None:
    """An own number without bounds takes what a column holds; beyond it is refused, and in a file it is a finding, the report is read."""
    pack = Pack("gl", models=(COUNTED,))
    for number in (BIG, -BIG - 1, 2**70):
        with pytest.raises(ValidationError):
            COUNTED(**PLAIN, id="b1", heads=number)
    held = dlxh.Register([COUNTED(**PLAIN, id="b1", heads=BIG - 1)], as_of=AS_OF, pack=pack)
    assert held.tables.polars("reports_gl")["heads"].to_list() == [BIG - 1]
    for place in (tmp_path / "one.json", tmp_path / "folder"):
        held.write(place, personal=True)
        file = place if place.is_file() else place / "reports_gl.ndjson"
        file.write_text(file.read_text(encoding="utf-8").replace(str(BIG - 1), str(2**70)), encoding="utf-8")
        reading = dlxh.read(place, pack=pack)
        assert [each.code for each in reading.findings if each.code != "file_edited"] == ["less_than_equal"]
        assert len(reading.register.reports) == 1
    few = own("heads", Annotated[Annotated[int, Field(ge=0)] | None, Disclosure.INTERNAL])
    bounded = own("heads", Annotated[Annotated[int, Field(gt=0, lt=9)] | None, Disclosure.INTERNAL])
    schemas = [each.model_json_schema()["properties"]["heads"]["anyOf"][0] for each in (few, bounded)]
    assert schemas == [
        {"minimum": 0, "maximum": BIG - 1, "type": "integer"},
        {"exclusiveMinimum": 0, "exclusiveMaximum": 9, "type": "integer"},
    ]


def test_codes_that_no_field_takes() -> None:
    """A code in capitals is refused where it is added to an open list: it could be written nowhere."""
    with pytest.raises(CodeListError, match="'Tea' must be lower-case ASCII letters"):
        CodeList(
            "gl_topics",
            vi="Lĩnh vực",
            en="Topics",
            open=True,
            source="ví dụ",
            base=code_list("topics"),
            entries=(CodeEntry("Tea", "chè", "tea", counts_as="land"),),
        )


def test_taken_names() -> None:
    """A field with a name of ours is refused with another one."""
    with pytest.raises(PackError, match="choose another name, such as own_month"):
        Pack("gl", models=(own("month"),))


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_several_values_in_our_table(name: str) -> None:
    """Several values that are given as a column of our table are refused with the table that is theirs."""
    many = own("gl_marks", Annotated[tuple[str, ...], Disclosure.INTERNAL])
    pack = Pack("gl", models=(many,))
    reports = REGISTER.tables.polars("reports").with_columns(gl_marks=pl.lit("x"))
    with pytest.raises(
        TableError,
        match=r"each value is a row of .*\(reports_gl_gl_marks\), with the columns report, network, position, gl_marks",
    ):
        Tables({"reports": CARRIERS[name]()(reports)}, as_of=AS_OF, pack=pack)


def test_totals_of_what_is_not_known() -> None:
    """A number that is missing leaves the whole unknown, and the last line of a table too: it may be below zero, so the rest bounds nothing."""
    heads = Total(code="gl_heads", unit=FigureUnit.UNIT, of="heads", **TEXTS)
    pack = Pack("gl", models=(COUNTED,), measures=(heads,))
    days = (("b1", 1, 10), ("b2", 1, None), ("b3", 2, 9))
    records = [
        COUNTED(**PLAIN | {"received_at": f"2024-0{month}-03T08:00:00+07:00"}, id=key, heads=number)
        for key, month, number in days
    ]
    register = dlxh.Register(records, as_of=AS_OF, pack=pack)
    assert measure(register, "gl_heads").figure("gl_heads").value is None
    by_month = measure(register, ["gl_heads", "reports"], by="month", period="2024-Q1").table("en").to_text()
    (total,) = [line for line in by_month.splitlines() if line.startswith("Total")]
    assert "unknown" in total
    assert total.split()[-1] == "3"
