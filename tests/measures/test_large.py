"""Amounts and figures as large as the models let them be: counted as Python counts, equal on every engine, or unknown."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Figure, Register, Tables, compare, measure
from dlxh.measures.measure import Quantile, Total
from dlxh.measures.sources.pay import LINES
from dlxh.measures.values import MOST, MOST_SCALED
from dlxh.models.activity import Activity, Meeting, Survey
from dlxh.words import FigureUnit
from tests.engines import Engine, engine
from tests.lengths import examples
from tests.sample import AS_OF, register

Told = tuple[int | None, str]
UNKNOWN: Final[Told] = (None, "unknown")
NONE: Final[Told] = (None, "not_applicable")
ON: Final = ("polars", "duckdb_own")


def _lines(amounts: Sequence[tuple[str, int]], month: date = date(2024, 7, 1)) -> pl.DataFrame:
    line = register().tables.polars("allowance_lines")
    rows = [
        line.with_columns(id=pl.lit(f"l{n}"), collaborator=pl.lit(who), month=pl.lit(month))
        for n, (who, _) in enumerate(amounts)
    ]
    return pl.concat([line.clear(), *rows]).with_columns(
        amount=pl.Series([amount for _, amount in amounts], dtype=pl.Int64)
    )


def _told(tables: Tables, *codes: Any, **asked: Any) -> dict[str, Told]:  # noqa: ANN401 - codes, measures and a question
    rows = measure(tables, codes, **asked).polars.select("measure", "value", "qualifier").iter_rows()
    return {code: (value, qualifier) for code, value, qualifier in rows}


def _held(total: int) -> Told:
    """What a sum says: beyond what a figure holds it is unknown."""
    return (total, "exact") if abs(total) <= MOST else UNKNOWN


def _quotient(above: Told, below: Told, times: int = 1) -> Told:
    """A quotient in ten-thousandths, half up, by Python's integers."""
    if above[0] is None or below[0] is None:
        return UNKNOWN
    if not below[0]:
        return NONE
    value = (20_000 * times * above[0] + below[0]) // (2 * below[0])
    return (value, "exact") if abs(value) <= MOST_SCALED else UNKNOWN


AMOUNTS: Final = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.one_of(st.integers(-MOST, MOST), st.sampled_from([MOST, -MOST, 10**9, -1])),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=examples(30))
@given(AMOUNTS)
def test_money_is_summed_as_python_sums(amounts: list[tuple[str, int]]) -> None:
    """The sum, the average and the parts are those of Python's integers, or unknown, on Polars as on DuckDB."""
    total = _held(sum(amount for _, amount in amounts))
    people = (len({who for who, amount in amounts if amount > 0}), "exact")
    expected = {"amount_paid": total, "people_paid": people, "amount_per_person": _quotient(total, people)}
    tables = Tables({"allowance_lines": _lines(amounts)}, as_of=AS_OF)
    for on_engine in map(engine, ON):
        assert _told(on_engine(tables), *expected) == expected


@pytest.mark.parametrize("rows", [1, 3, 9_300, 18_447])
def test_many_large_amounts(on_engine: Engine, rows: int) -> None:
    """This number of the largest amounts overflows 64 bits: no figure any more, and no average; less gives one."""
    most = (
        _lines([("a", MOST)])
        .select(pl.all().repeat_by(rows).explode())
        .with_columns(id=pl.int_range(rows).cast(pl.String))
    )
    tables = on_engine(Tables({"allowance_lines": most}, as_of=AS_OF))
    back = on_engine(
        Tables({"allowance_lines": pl.concat([most, most.with_columns(-pl.col("amount"))])}, as_of=AS_OF)
    )

    assert _told(tables, "amount_paid", "people_paid") == {
        "amount_paid": _held(rows * MOST),
        "people_paid": (1, "exact"),
    }
    assert _told(tables, "amount_per_person")["amount_per_person"] == UNKNOWN
    assert _told(back, "amount_paid", "amount_per_person") == {
        "amount_paid": (0, "exact"),
        "amount_per_person": (0, "exact"),
    }


FIGURES: Final = st.lists(
    st.tuples(*[st.one_of(st.integers(0, MOST), st.sampled_from([0, 1, MOST]))] * 2), min_size=1, max_size=5
)


@settings(max_examples=examples(30))
@given(FIGURES)
def test_figures_are_summed_as_python_sums(pairs: list[tuple[int, int]]) -> None:
    """Attendance and the return of forms are those of Python's integers, or unknown, on Polars as on DuckDB."""
    days = {"network": "gl", "title": "Họp", "start": "2024-05-04", "end": "2024-05-04", "organiser": "x1"}
    records = [
        made
        for n, (some, every) in enumerate(pairs)
        for made in (
            Activity(
                id=f"m{n}",
                detail=Meeting(attended=Figure(some, "person"), invited=Figure(every, "person")),
                **days,
            ),
            Activity(
                id=f"s{n}",
                detail=Survey(
                    forms_returned=Figure(some, "form_returned"), forms_issued=Figure(every, "form_issued")
                ),
                **days,
            ),
        )
    ]
    above, below = (_held(sum(pair[side] for pair in pairs)) for side in (0, 1))
    ratio = _quotient(above, below, 100)
    expected = {
        "meeting_attended": above,
        "meeting_invited": below,
        "attendance": ratio,
        "forms_returned": above,
        "form_return": ratio,
    }
    tables = Register(records, as_of=AS_OF).tables
    for on_engine in map(engine, ON):
        assert _told(on_engine(tables), *expected) == expected


@settings(max_examples=examples(30))
@given(st.integers(-MOST, MOST), st.integers(-MOST, MOST))
def test_large_amounts_are_compared_as_python_compares(now: int, then: int) -> None:
    """Difference and change are those of Python's integers; what no column holds is left out."""
    frames = [_lines([("a", now)]), _lines([("a", then)], date(2024, 6, 1)).with_columns(id=pl.lit("then"))]
    tables = Tables({"allowance_lines": pl.concat(frames)}, as_of=AS_OF)
    change = (20_000 * (now - then) + abs(then)) // (2 * abs(then)) if then else None
    for on_engine in map(engine, ON):
        asked: dict[str, Any] = {"period": "2024-07", "against": "previous"}
        row = compare(on_engine(tables), "amount_paid", **asked).polars.row(0, named=True)
        assert (row["difference"], row["qualifier"]) == (now - then, "exact")
        assert row["change"] == (change if change is not None and abs(change) <= MOST_SCALED else None)


@pytest.mark.parametrize("amount", [MOST + 1, 2**63 - 1, -(2**63), None])
def test_what_no_model_allows_is_not_summed(on_engine: Engine, amount: int | None) -> None:
    """A frame may hold what no record could: it is left out as an amount that is missing is, and the sum is unknown."""
    lines = _lines([("a", 5), ("b", 7)]).with_columns(amount=pl.Series([5, amount], dtype=pl.Int64))
    row = measure(on_engine(Tables({"allowance_lines": lines}, as_of=AS_OF)), "amount_paid").polars.row(
        0, named=True
    )

    assert (row["value"], row["left_out"], row["qualifier"]) == (None, 1, "unknown")


def test_a_quantile_that_no_column_holds(on_engine: Engine) -> None:
    """A quantile of one's own over large numbers is given as far as a column holds it, else it is unknown."""
    names: dict[str, Any] = {
        "vi": "x",
        "en": "x",
        "definition_vi": "x.",
        "definition_en": "x.",
        "source": "x",
        "rows": LINES,
    }
    median = Quantile(code="median", unit=FigureUnit.DONG, of="amount", percent=50, in_unit="day", **names)
    sums = Total(code="own", unit=FigureUnit.ROW, of="amount", **names)
    for amount, told in ((10**14, (10**18, "exact")), (MOST, UNKNOWN)):
        tables = on_engine(Tables({"allowance_lines": _lines([("a", amount)])}, as_of=AS_OF))
        assert _told(tables, median, sums) == {"median": told, "own": (amount, "exact")}
