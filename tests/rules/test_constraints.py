"""Constraints compiled to columns, held against pydantic itself: for each row the same field and the same code."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Tables
from dlxh.register.columns import Column, Kind
from dlxh.register.constraints import across as constraints_across
from dlxh.register.constraints import compiled as compiler
from dlxh.register.constraints import values as constraints_of_values
from dlxh.register.constraints.compiled import constraints_of
from dlxh.register.constraints.values import VALUES
from dlxh.register.flatten import dtype
from dlxh.register.rows import Refusals, row_reader
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.rules.engine.run import run_rules
from dlxh.testing.invented import province_tables
from dlxh.words.days import FIRST_INSTANT, LAST_INSTANT
from dlxh.words.figure_units import Qualifier
from dlxh.words.money import MAX_DONG
from dlxh.words.period_windows import CONVENTIONS, PeriodError, PeriodKind, Place, window
from tests.ledger.books import obligation, register, regulation
from tests.lengths import examples
from tests.models.every_model import MODELS

Told = set[tuple[int, str | None, str]]
AS_OF = date(2024, 7, 24)

TEXTS = (
    "",
    " ",
    "\u00a0\u200b",
    "\x85",
    "a\n",
    "a\r",
    "BC-1\n",
    "land\n",
    "52\n",
    "0903000000\n",
    "a\x00b",
    "e\u0323\u0302",
    "Huyện A",
    "Huy\u1ec7n",
    "\u0301",
    "٣٤",
    "५२",
    "５２",
    "𠮷",
    "𝔸-1",
    "👪",
    "Ab",
    "_x",
    "0",
    "52",
    "52001",
    "a" * 64,
    "a" * 65,
    "𠮷" * 300,
    "𠮷" * 301,
    "y" * 20_001,
    "land",
    "BC-1",
    "calendar",
    "15_to_14",
    "29_to_28",
    "0903 000 000",
    "a@b.vn",
    "a@b",
    "training",
    "unknown",
    "dong",
    "ad_hoc",
)
"""Null, empty, blank, a final line break, combining marks, digits that are not ASCII, beyond the first plane."""
NUMBERS = (-1, 0, 1, 3, 4, 12, 13, 31, 32, 52, 53, 366, 367, 100_000, 100_001, 1_000_000, 1_000_001)
EXTREMES = (MAX_DONG, MAX_DONG + 1, -MAX_DONG - 1, 99_999_999, 100_000_000)
DAYS = tuple(
    date.fromisoformat(day)
    for day in [
        "1899-12-31",
        "1900-01-01",
        "2024-01-01",
        "2024-01-31",
        "2024-02-29",
        "2024-06-15",
        "2024-07-14",
        "2024-12-31",
        "2200-12-31",
    ]
)
INSTANTS = (
    FIRST_INSTANT,
    FIRST_INSTANT - timedelta(microseconds=1),
    LAST_INSTANT,
    LAST_INSTANT + timedelta(microseconds=1),
    datetime(2024, 7, 24, 1, tzinfo=UTC),
)


def _stored(name: str) -> list[Column]:
    return [column for column in schema()[name].columns if column.local_day_of is None]


def _allowed(name: str, column: str) -> list[str]:
    """The codes that a column may hold, as its refusals name them."""
    quoted = [
        str(each.parameters[key])
        for each in constraints_of(schema()[name])
        for key in ("expected", "expected_tags")
        if each.field == column and key in each.parameters
    ]
    return [code for text in quoted for code in re.findall(r"'([^']*)'", text)]


def _cells(name: str, column: Column) -> st.SearchStrategy[Any]:
    """Cells of one column: half of the time what fits it, else anything that its type can hold."""
    pools: dict[Kind, tuple[Any, ...]] = {
        Kind.TEXT: TEXTS,
        Kind.INTEGER: (*NUMBERS, *EXTREMES),
        Kind.BOOLEAN: (True, False),
        Kind.DAY: DAYS,
        Kind.INSTANT: INSTANTS,
    }
    pool = pools[column.kind]
    likely = _allowed(name, column.name) or ["BC-1", "land", "Huyện A", "15_to_14"]
    fitting: tuple[Any, ...] = tuple(likely) if column.kind is Kind.TEXT else pool[1:4]
    loose = st.text(max_size=5) if column.kind is Kind.TEXT else st.sampled_from(pool)
    return st.one_of(
        st.none(), st.sampled_from(fitting), st.sampled_from(fitting), st.sampled_from(pool), loose
    )


def _told_by_rows(name: str, rows: list[dict[str, Any]]) -> Told:
    told: Told = set()
    for number, row in enumerate(rows, start=1):
        found = row_reader(schema()[name]).read(row, len(row) + 10)  # room for every reason
        if isinstance(found, Refusals):
            told |= {(number, refusal.field, refusal.code) for refusal in found.first}
    return told


def _tables(name: str, rows: list[dict[str, Any]], carry: Callable[[pl.DataFrame], Any]) -> Tables:
    types = {column.name: dtype(column.kind) for column in _stored(name)}
    numbers = pl.Series(SOURCE_ROW, range(1, len(rows) + 1), dtype=pl.Int64)
    return Tables({name: carry(pl.DataFrame(rows, schema=types).with_columns(numbers))}, as_of=AS_OF)


def _told_by_columns(tables: Tables) -> Told:
    (name,) = tables.names
    frame = run_rules(tables, (), {name: constraints_of(schema()[name])}).frame
    return set(frame.select(SOURCE_ROW, "field", "code").iter_rows())


def _same(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


def _on_duckdb(frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a relation
    duckdb.execute("SET TimeZone = 'UTC'")
    return duckdb.from_arrow(frame.to_arrow())


CARRIED = pytest.mark.parametrize(
    "carry",
    [pytest.param(_same, id="polars"), pytest.param(_on_duckdb, id="duckdb", marks=pytest.mark.no_cover)],
)


@pytest.mark.no_cover  # a property
@pytest.mark.parametrize(("carry", "examples"), [(_same, 150), (_on_duckdb, 25)], ids=["polars", "duckdb"])
def test_columns_are_refused_as_rows_are(carry: Callable[[pl.DataFrame], Any], examples: int) -> None:
    """A bulk load gives the same field and code as pydantic's first error for that field."""
    settings(max_examples=examples)(given(st.data())(lambda data: _hold_together(carry, data)))()


def _hold_together(carry: Callable[[pl.DataFrame], Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(schema())))
    row = st.fixed_dictionaries({column.name: _cells(name, column) for column in _stored(name)})
    rows = data.draw(st.lists(st.one_of(_nearly_good(name), row), min_size=1, max_size=12))

    assert _told_by_columns(_tables(name, rows, carry)) == _told_by_rows(name, rows)


@cache
def _good_rows(name: str) -> list[dict[str, Any]]:
    frame = province_tables(collaborators=4, years=2).polars(name)
    return (
        frame.select(column.name for column in _stored(name)).unique(maintain_order=True).head(30).to_dicts()
    )


def _nearly_good(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Rows of an invented province with a few cells made odd, so that fields are judged against each other too."""
    good = _good_rows(name)
    cells = [st.tuples(st.just(column.name), _cells(name, column)) for column in _stored(name)]
    days = [column.name for column in _stored(name) if column.kind is Kind.DAY]
    odd = st.lists(st.one_of(cells), max_size=2).map(dict)
    one_day = st.sampled_from(DAYS).map(lambda day: dict.fromkeys(days, day))
    changes = st.one_of(odd, one_day, st.fixed_dictionaries({day: st.sampled_from(DAYS) for day in days}))
    whole = dict.fromkeys(column.name for column in _stored(name))
    return st.builds(lambda row, change: whole | row | change, st.sampled_from(good or [whole]), changes)


@CARRIED
@pytest.mark.parametrize("name", schema())
def test_every_cell_of_every_column(name: str, carry: Callable[[pl.DataFrame], Any]) -> None:
    """Each field alone, with null and with everything odd that its type can hold, is refused as pydantic refuses it."""
    good: dict[str, Any] = {}
    rows = []
    for column in _stored(name):
        pool = {Kind.TEXT: TEXTS, Kind.INTEGER: (*NUMBERS, *EXTREMES), Kind.DAY: DAYS, Kind.INSTANT: INSTANTS}
        rows += [{**good, column.name: cell} for cell in (None, *pool.get(column.kind, (True, False)))]
    whole = [dict.fromkeys(column.name for column in _stored(name)) | row for row in rows]

    assert _told_by_columns(_tables(name, whole, carry)) == _told_by_rows(name, whole)


def _period_rows() -> st.SearchStrategy[dict[str, Any]]:
    """Windows of every kind and convention, some moved by days at either end."""

    def row(  # noqa: PLR0913, PLR0917 - what is drawn
        kind: PeriodKind, convention: str, year: int, number: int, first: int, last: int
    ) -> dict[str, Any]:
        cut = 1 if convention == "calendar" else int(convention.split("_", 1)[0])
        try:
            start, end = window(Place(kind, year, number), cut)
        except (PeriodError, ValueError, ZeroDivisionError):
            start, end = date(year, 1, 1), date(year, 12, 31)
        moved = start + timedelta(days=first), end + timedelta(days=last)
        return {"kind": kind.value, "start": moved[0], "end": moved[1], "convention": convention}

    moves = st.sampled_from([0, 0, 0, 0, 1, -1, 7])
    years = st.one_of(st.sampled_from([1899, 1900, 2023, 2024, 2100, 2200]), st.integers(1899, 2201))
    windows = [
        kind for kind in PeriodKind if kind not in {PeriodKind.DAY, PeriodKind.TERM, PeriodKind.CUSTOM}
    ]
    kinds = st.sampled_from([*windows, *windows, *PeriodKind])
    conventions = st.one_of(st.just("calendar"), st.sampled_from(CONVENTIONS))
    return st.builds(row, kinds, conventions, years, st.integers(1, 12), moves, moves)


@CARRIED
@settings(max_examples=examples(8))
@given(periods=st.lists(_period_rows(), min_size=20, max_size=120))
def test_windows_by_integers(carry: Callable[[pl.DataFrame], Any], periods: list[dict[str, Any]]) -> None:
    """Periods of a kind tile the year: integers find on columns the same windows as the calendar finds for a model."""
    fixed = {
        "id": "BC-1",
        "network": "gl",
        "author": "CTV-1",
        "kind": "periodic",
        "channel": "app",
        "received_at": datetime(2024, 7, 24, 1, tzinfo=UTC),
    }
    rows = [fixed | {f"period_{name}": value for name, value in period.items()} for period in periods]

    assert _told_by_columns(_tables("reports", rows, carry)) == _told_by_rows("reports", rows)


@CARRIED
def test_fields_of_a_report_against_each_other(carry: Callable[[pl.DataFrame], Any]) -> None:
    """One sender, and stages for ad hoc reports only: each field that breaks it alone is reported, and each good way is not."""
    received = datetime(2024, 7, 24, 1, tzinfo=UTC)
    fixed = {"id": "BC-1", "network": "gl", "author": "CTV-1", "channel": "app", "received_at": received}
    extras: list[dict[str, Any]] = [{}, {"stage": 1}, {"previous_stage": "BC-0"}, {"event_at": received}]
    extras += [{"author": None}, {"author_unit": "u"}, {"author": None, "author_unit": "u"}]
    rows = [fixed | {"kind": kind} | extra for kind in ("periodic", "ad_hoc") for extra in extras]
    told = _told_by_columns(_tables("reports", rows, carry))

    assert told == _told_by_rows("reports", rows)
    assert {(number, code) for number, _, code in told} == {
        *((number, "stage_kind") for number in (2, 3, 4)),
        *((number, "author_one") for number in (5, 6, 12, 13)),
    }


@CARRIED
def test_an_obligation_counts_reports_or_items(carry: Callable[[pl.DataFrame], Any]) -> None:
    """Several reports and a number of items in one obligation are reported, on columns as in a model; either alone is not."""
    fixed = register(regulation(obligation())).tables.polars("regulation_provisions").row(0, named=True)
    fixed = {name: value for name, value in fixed.items() if value is not None}
    extras: list[dict[str, Any]] = [{}, {"count": 2}, {"least_items": 3}]
    extras += [{"count": 1, "least_items": 3}, {"count": 2, "least_items": 3}]
    rows = [
        fixed | {"id": f"d{place}"} | {f"duty_{name}": value for name, value in extra.items()}
        for place, extra in enumerate(extras)
    ]
    told = _told_by_columns(_tables("regulation_provisions", rows, carry))

    assert told == _told_by_rows("regulation_provisions", rows)
    assert {(number, code) for number, _, code in told} == {(5, "reports_or_items")}


@CARRIED
def test_two_months_from_every_month(carry: Callable[[pl.DataFrame], Any]) -> None:
    """Two months begin in any month, also in December; a day more or less is not such a period."""
    fixed: dict[str, Any] = {
        "id": "BC-1",
        "network": "gl",
        "author": "CTV-1",
        "kind": "periodic",
        "channel": "app",
    }
    fixed |= {"received_at": datetime(2024, 7, 24, 1, tzinfo=UTC), "period_kind": "two_months"}
    rows = []
    for month, convention, cut in product(range(1, 13), ("calendar", "15_to_14"), (1, 15)):
        start, end = window(Place(PeriodKind.TWO_MONTHS, 2024, month), cut)
        for moved in (end, end + timedelta(days=1)):
            days = {"period_start": start, "period_end": moved, "period_convention": convention}
            rows.append(fixed | days)
    told = _told_by_columns(_tables("reports", rows, carry))

    assert told == _told_by_rows("reports", rows)
    good = set(range(1, len(rows) + 1)) - {number for number, _, _ in told}
    assert len(good) == 24


@CARRIED
def test_parts_of_a_figure_against_each_other(carry: Callable[[pl.DataFrame], Any]) -> None:
    """Every value with every unit and qualifier: only đồng are negative, no count is below 0, and unknown has no value."""
    fixed = {
        "id": "a",
        "network": "gl",
        "title": "x",
        "start": DAYS[1],
        "end": DAYS[1],
        "detail_kind": "training",
    }
    fixed |= {"detail_trainees_value": 1, "detail_trainees_unit": "person"}
    parts = list(product((None, -1, 0, 1), ("class_", "dong"), (None, *Qualifier)))
    rows = [
        fixed
        | {"detail_classes_value": value, "detail_classes_unit": unit, "detail_classes_qualifier": qualifier}
        for value, unit, qualifier in parts
    ]
    told = _told_by_columns(_tables("activities", rows, carry))

    assert told == _told_by_rows("activities", rows)
    negative = {number for number, _, code in told if code == "figure_negative"}
    assert negative == {
        number
        for number, (value, unit, qualifier) in enumerate(parts, start=1)
        if value is not None
        and unit == "class_"
        and value < (qualifier == "below")
        and qualifier != "unknown"
    }


def test_every_validator_is_compiled_or_listed() -> None:
    """A validator of a model is an expression, or is listed with the reason why no row can break it; no name is stale."""
    written = {
        decorator.func.__qualname__
        for model in MODELS
        for decorator in model.__pydantic_decorators__.model_validators.values()
    }

    assert written == set(constraints_across.ACROSS) | set(constraints_across.NOT_IN_COLUMNS)
    assert set(constraints_of_values.NOT_IN_COLUMNS) <= set(VALUES)


def test_a_contact_that_says_nothing_is_no_contact() -> None:
    """What is listed as not in columns cannot be broken there: without phone and e-mail there is no contact at all."""
    rows = [{"collaborator": "CTV-1", "network": "gl", "contact_phone": None, "contact_email": None}]

    assert _told_by_rows("contacts", rows) == _told_by_columns(_tables("contacts", rows, _same)) == set()


def test_a_text_that_grows_in_nfc_is_the_known_difference() -> None:
    """The one listed difference is a real one: a foreign letter that is two in NFC makes a full line too long."""
    rows = [{"id": "t1", "network": "gl", "label": "\u0958" * 300}]

    assert _told_by_rows("terms", rows) == {(1, "label", "string_too_long")}
    assert _told_by_columns(_tables("terms", rows, _same)) == set()


@pytest.mark.traced
def test_a_validator_without_expression_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not understood is refused, never passed over."""
    monkeypatch.setattr(compiler, "ACROSS", {})
    with pytest.raises(TypeError, match=r"_check is not compiled"):
        compiler._compile.__wrapped__(schema()["reports"])
    monkeypatch.undo()
    monkeypatch.setattr(compiler, "VALUES", {})
    with pytest.raises(TypeError, match="units: str is not compiled"):
        compiler._compile.__wrapped__(schema()["units"])


@pytest.mark.parametrize("name", schema())
def test_every_constraint_has_its_sentence(name: str) -> None:
    """Each constraint has a table and columns that there are, and a code with what its sentence needs."""
    for each in constraints_of(schema()[name]):
        assert each.table == name
        assert each.columns <= set(schema()[name].names)
        assert each.field is None or each.field in schema()[name].names
