"""The contract that every measure keeps."""

import pytest

from dlxh import measure
from dlxh.measures.catalogue import MEASURES
from dlxh.measures.measure import Adds, Measure, Share
from dlxh.register.schema import schema
from tests.engines import Engine
from tests.sample import register


def test_codes_are_unique() -> None:
    """No two measures share a code or a name."""
    for names in ([m.code for m in MEASURES], [m.vi for m in MEASURES], [m.en for m in MEASURES]):
        assert len(set(names)) == len(MEASURES)


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.code)
def test_every_measure_is_whole(each: Measure) -> None:
    """A measure has a name and a definition in both languages, a unit, a source, and reads tables that there are."""
    assert each.code.isidentifier()
    assert each.name("vi") != each.name("en")
    assert each.definition("vi") != each.definition("en")
    assert all(text.endswith(".") for text in (each.definition("vi"), each.definition("en")))
    assert each.source
    assert set(each.reads) <= set(schema())
    assert "network" in each.dimensions
    assert len(set(each.dimensions)) == len(each.dimensions)


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.code)
def test_every_dimension_can_be_asked_for(each: Measure) -> None:
    """Each measure can be broken down by each of its dimensions without losing a row."""
    whole = measure(register(), [each]).polars
    for name in each.dimensions:
        parts = measure(register(), [each], by=[name]).polars
        if each.over_units is Adds.SUM or isinstance(each, Share):
            column = "numerator" if isinstance(each, Share) else "value"
            assert parts[column].sum() == whole[column].sum()


def test_all_dimensions_together(on_engine: Engine) -> None:
    """Each measure can be broken down by all of its dimensions at once, with one answer on every engine."""
    tables = on_engine(register())
    for each in MEASURES:
        expected = measure(register(), [each], by=each.dimensions).rows
        assert measure(tables, [each], by=each.dimensions).rows == expected
