"""A register that grows says what one built at once says, and what is added costs what it is itself."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlxh
from dlxh import Register, Report, Tables
from dlxh.register import layers
from dlxh.register.layers import Layer
from dlxh.register.piles import LIKE, push
from dlxh.register.schema import ROOTS
from dlxh.register.views import RegisterError
from tests.lengths import examples
from tests.register.generated import GENERATED
from tests.register.test_limits import work
from tests.sample import item, membership, report, unit

DAY = date(2024, 7, 24)
FEW = 10
"""This number of layers is small."""
_BESIDE = (unit(), unit("x2", parent="x1"), membership("m1", "2021-01-01"))


def numbered(number: int, edit: int = 0, author: int = 1) -> Report:
    """Return a report with as many matters as its number says, and what an edit says."""
    key = f"b{number}"
    items = [item(f"{key}.{n}", topics=("land", "environment")[: n + 1]) for n in range((number + edit) % 4)]
    received = f"2024-07-{1 + edit % 28:02}T08:00:00+07:00"
    return report(key, items=items, received_at=received, author=f"CTV-{author}")


def by_objects(records: Sequence[Any]) -> Register:
    """Return a register of objects that has no columns yet."""
    return Register(records, as_of=DAY, empty=["units", "memberships", "reports"])


def by_columns(records: Sequence[Any]) -> Register:
    """Return a register of columns in memory that has no objects yet."""
    return Register.from_tables(by_objects(records).tables)


def by_plans(records: Sequence[Any]) -> Register:
    """Return a register of columns that are read anew whenever they are asked, as those of files are."""
    tables = by_objects(records).tables
    frames = {name: tables.polars(name).lazy() for name in tables}
    return Register.from_tables(Tables(frames, as_of=DAY, enforced=True))


MAKERS: list[Callable[[Sequence[Any]], Register]] = [by_objects, by_columns, by_plans]
STEPS = st.tuples(
    st.sampled_from(["add", "put", "plus"]),
    st.lists(st.integers(0, 30), min_size=1, max_size=6, unique=True),
    st.sampled_from(["tables", "objects", "check", "nothing", "frames"]),
)


def _use(register: Register, how: str) -> None:
    """Ask a register for something, so that it is made and kept."""
    if how == "tables":
        assert register.tables.names
    elif how == "objects":
        assert register.all(Report) is register.reports
    elif how == "check":
        dlxh.check(numbered(0), within=register, only=["X102", "R201", "U101"])
    elif how == "frames":
        assert register.tables.polars("reports").height == len(register.reports)


@pytest.mark.no_cover
@pytest.mark.parametrize("make", MAKERS)
@given(size=st.sampled_from([0, 1, 3, 25]), steps=st.lists(STEPS, max_size=8), author=st.integers(1, 2))
@settings(GENERATED, max_examples=examples(20))
def test_any_growth_is_the_register_built_at_once(
    make: Callable[[Sequence[Any]], Register], size: int, steps: list[Any], author: int
) -> None:
    """Whatever is added, put and joined in whatever order: records, look-ups, tables and findings are those of all at once."""
    expected = {f"b{number}": numbered(number) for number in range(size)}
    register = make([*_BESIDE, *expected.values()])
    for edit, (step, numbers, use) in enumerate(steps, start=1):
        fresh = [number for number in numbers if f"b{number}" not in expected]
        if step == "put":
            records = [numbered(number, edit, author) for number in numbers]
            register = register.put(*records)
            for record in records:
                expected.pop(record.id, None)
        else:
            records = [numbered(number) for number in fresh]
            register = register.add(*records) if step == "add" else register + by_columns(records)
        expected |= {record.id: record for record in records}
        _use(register, use)
    _compare(register, by_objects([*_BESIDE, *expected.values()]))


def _compare(grown: Register, at_once: Register) -> None:
    assert grown == at_once
    for name, model in ROOTS.items():
        assert grown.all(model) == at_once.all(model), name  # type: ignore[type-var] # every root is a record
    assert grown.tables == at_once.tables
    for number in range(31):
        for register in (grown, at_once):
            assert register.tables.holds("reports", f"b{number}") == any(
                known.id == f"b{number}" for known in at_once.reports
            )
        if at_once.tables.holds("reports", f"b{number}"):
            assert grown.report(f"b{number}") == at_once.report(f"b{number}")
    new = numbered(3, edit=50)
    for replacing in (False, True):
        found, told = (list(dlxh.check(new, within=each, replacing=replacing)) for each in (grown, at_once))
        assert found == told


@pytest.mark.traced
@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("asked", [True, False])
def test_few_layers(make: Callable[[Sequence[Any]], Register], asked: bool) -> None:  # noqa: FBT001 - a case of the test
    """However often a record is added or put, there are few layers, and the large first one stays as it is."""
    register = make([*_BESIDE, *map(numbered, range(400))])
    first = register.tables.layers[0]
    for number in range(400, 430):
        register = register.add(numbered(number)).put(numbered(number - 400, edit=1))
        if asked:
            assert register.tables.polars("reports").height == number + 1
        assert len(register.tables.layers) <= FEW
        assert register.tables.layers[0].frames is first.frames
    assert len(register.reports) == 430


def test_what_is_half_gone_is_written_anew() -> None:
    """Rows that others replace are given up once they are more than half of their layer."""
    register = by_columns([*_BESIDE, *map(numbered, range(40))])
    for edit in range(1, 4):
        for number in range(40):
            register = register.put(numbered(number, edit))
    rows = [layer.rows or 0 for layer in register.tables.layers]

    assert sum(layer.lost for layer in register.tables.layers) <= sum(rows) / 2
    assert sum(rows) <= 2 * sum(register.tables.polars(name).height for name in register.tables)


@pytest.mark.no_cover
@pytest.mark.parametrize("make", MAKERS)
def test_work_does_not_grow(make: Callable[[Sequence[Any]], Register]) -> None:
    """Adding, putting and checking one record take the same work in a register that has grown by four hundred."""
    one = numbered(9999)

    def costs(register: Register) -> list[int]:
        dlxh.check(one, within=register)
        return [
            work(lambda: register.add(one)),
            work(lambda: register.put(one)),
            work(lambda: dlxh.check(one, within=register)),
        ]

    register = make([*_BESIDE, *map(numbered, range(50))])
    register = register.add(numbered(50))
    costs(register)  # what is made once, such as the steps of rules, is made
    before = costs(register)
    for number in range(51, 450):
        register = register.add(numbered(number))
    after = costs(register)

    assert all(late <= 1.3 * early for early, late in zip(before, after, strict=True)), (before, after)


@pytest.mark.no_cover
def test_all_additions_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is moved few times, whatever is added after it, and what lies in memory is what a register built at once holds."""
    moved = 0
    merge = layers.merge_layers

    def count(*parts: Layer) -> Layer:
        nonlocal moved
        made = merge(*parts)
        moved += made.rows or 0
        return made

    monkeypatch.setattr(layers, "merge_layers", count)
    register = by_columns(_BESIDE)
    for number in range(600):
        register = register.add(numbered(number))
    at_once = by_objects([*_BESIDE, *map(numbered, range(600))])
    rows = sum(at_once.tables.polars(name).height for name in at_once.tables)

    assert moved < 20 * rows
    assert _bytes(register.tables) <= 1.3 * _bytes(at_once.tables)


def _bytes(tables: Tables) -> int:
    frames = [frame for layer in tables.layers for frame in layer.frames.values()]
    return sum(frame.collect("polars").to_native().estimated_size() for frame in frames)


@given(st.lists(st.integers(1, 500), max_size=200))
def test_a_pile_is_low(sizes: list[int]) -> None:
    """What is pushed stays in its order, and each layer is much larger than the next, so that there are few."""
    pile: tuple[tuple[int, ...], ...] = ()
    for size in sizes:
        pile = push(pile, [(size,)], sum, tuple.__add__)

    assert [size for layer in pile for size in layer] == sizes
    assert all(sum(lower) > LIKE * sum(upper) for lower, upper in pairwise(pile))


@pytest.mark.traced
@pytest.mark.parametrize("make", MAKERS)
def test_adding_to_columns_builds_no_objects(
    make: Callable[[Sequence[Any]], Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether an id is there is seen from the columns."""
    register = make([*_BESIDE, numbered(1)])
    assert register.tables.names
    if make is not by_objects:
        monkeypatch.setattr("dlxh.register.views.records_of", lambda *_: pytest.fail("objects were built"))
    grown = register.add(numbered(2)).put(numbered(1, edit=1))
    for record in (numbered(1), numbered(2)):
        with pytest.raises(RegisterError, match=f"already has report '{record.id}'"):
            grown.add(record)
    with pytest.raises(RegisterError, match="already has report 'b3'"):
        grown.put(numbered(3), numbered(3, edit=1))


@pytest.mark.traced
def test_only_some_tables_of_a_grown_register() -> None:
    """What is gone stays gone in part of the tables."""
    grown = by_columns([*_BESIDE, *map(numbered, range(9))]).put(numbered(1, edit=1)).tables
    some = grown.select(["reports", "units"])

    assert some.names == ("units", "reports")
    for name in some:
        assert some.polars(name).equals(grown.polars(name))


@pytest.mark.traced
def test_a_table_that_no_layer_has_is_not_there() -> None:
    """Layers are a mapping: what none of them holds is a KeyError, also where they were put together."""
    with pytest.raises(KeyError, match="reports"):
        layers.Stack(())["reports"]
