"""Own fields break down the measures that count their rows; what is prose or restricted does not."""

import pickle

import pytest

import dlxh
from dlxh import Pack, Tables, measure
from dlxh.measures.catalogue import find_measure
from dlxh.measures.errors import MeasureError
from dlxh.measures.own_dimensions import add_own_dimensions
from dlxh.words.text import Prose
from tests.own import PACK
from tests.register.test_pack import AS_OF, BARE, FILLED, REGISTER, own

COUNTED = REGISTER.put(FILLED, BARE)


def numbers(result: dlxh.Result) -> list[tuple[object, ...]]:
    """Return keys and values of an answer, with what they claim."""
    return result.polars.select(*result.by, "value", "qualifier").rows()


def test_by_own_fields() -> None:
    """A closed list shows its zeros, a line what was found; of an item also what its report says."""
    by_code = measure(COUNTED, "reports", by="settlement")

    assert numbers(by_code) == [("village", 1, "exact"), ("town", 0, "exact"), (None, 1, "exact")]
    assert pickle.loads(pickle.dumps(by_code)).polars.equals(by_code.polars)  # noqa: S301 - our own
    assert numbers(measure(COUNTED, "reports", by="hamlet")) == [("Làng Ốp", 1, "exact"), (None, 1, "exact")]
    assert numbers(measure(COUNTED, "items", by=["dialect", "settlement"])) == [
        ("Ba Na", "village", 1, "exact"),
        ("Ba Na", "town", 0, "exact"),
    ]
    assert numbers(measure(COUNTED, "reports", where={"settlement": "village"})) == [(1, "exact")]
    with pytest.raises(MeasureError, match="settlement"):
        measure(COUNTED, "reports", where={"settlement": "city"})


def test_uncollected() -> None:
    """Where own fields were not collected, or in part, those without a value are not known either; the whole is."""
    reports, beside = (COUNTED.tables.polars(name) for name in ("reports", "reports_gl"))
    tables = Tables({"reports": reports}, as_of=AS_OF, pack=PACK)
    some = Tables(
        {"reports": reports, "reports_gl": beside}, as_of=AS_OF, pack=PACK, partial={"reports_gl": ["gl"]}
    )
    other = Tables(
        {"reports": reports, "reports_gl": beside}, as_of=AS_OF, pack=PACK, partial={"reports_gl": ["x"]}
    )

    assert numbers(measure(tables, "reports", by="settlement")) == [
        ("village", None, "unknown"),
        ("town", None, "unknown"),
        (None, None, "unknown"),
    ]
    assert numbers(measure(tables, "reports")) == [(2, "exact")]
    assert numbers(measure(some, "reports", by="settlement")) == [
        ("village", 1, "at_least"),
        ("town", None, "unknown"),
        (None, None, "unknown"),
    ]
    assert numbers(measure(some, "reports", where={"hamlet": "Làng Ốp"})) == [(1, "at_least")]
    assert numbers(measure(other, "reports", by=["network", "hamlet"])) == [
        ("gl", "Làng Ốp", 1, "exact"),
        ("gl", None, 1, "exact"),
    ]


def test_not_by_these() -> None:
    """Nothing restricted, no instant, no prose and no field of another table breaks down a measure."""
    for name in ("interpreter", "heard_at", "dialect"):
        with pytest.raises(MeasureError, match="has no dimension"):
            measure(COUNTED, "reports", by=name)
    prose = Pack("gl", models=(own("story", dlxh.words.Internal[Prose | None]),))  # type: ignore[misc]
    reports = find_measure("reports")
    assert add_own_dimensions(reports, ["story"], prose.schema) is reports
    rate = find_measure("reports_per_member")
    assert add_own_dimensions(rate, ["settlement"], PACK.schema).dimensions == rate.dimensions


def test_own_measures() -> None:
    """A measure of the pack is found by its code."""
    from dataclasses import replace

    mine = replace(find_measure("reports"), code="gl_reports")
    pack = Pack("gl", models=PACK.models, measures=(mine,))
    register = dlxh.Register(COUNTED.all(PACK.models[0]), as_of=AS_OF, pack=pack)

    assert numbers(measure(register, "gl_reports")) == [(2, "exact")]
    with pytest.raises(MeasureError, match="there is no measure 'gl_reports'"):
        measure(COUNTED, "gl_reports")
