"""One record within a register: what is said of it is what a check of all rows says of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest

import dlxh
from dlxh import Register
from dlxh.register.plain_rows import rows_of
from dlxh.register.schema import ROOTS
from dlxh.rules.catalogue import RULES
from dlxh.rules.engine import new_records
from dlxh.rules.language.declared import GIVEN
from tests.rules.plain import Told, told
from tests.rules.test_conformance import SPOILT
from tests.sample import AS_OF, membership

pytestmark = pytest.mark.no_cover  # every line is reached by the tests of the room

SAMPLE = 100
"""The number of records judged at once."""
MOST = 4
"""The number of records of each kind that are taken out and judged."""


@cache
def _register(group: int) -> Register:
    """Return a spoilt province as objects give it: their rows are numbered anew."""
    spoilt = Register.from_tables(SPOILT[group])
    records = [record for model in ROOTS.values() for record in spoilt.all(model)]
    return Register(records, as_of=spoilt.as_of, empty=SPOILT[group].names, pack=spoilt.pack)


@cache
def _all(group: int) -> frozenset[Told]:
    """What is found in all rows, but by rules on what is worked out: of new records these are not asked."""
    return told(dlxh.check(_register(group), rules=[rule for rule in RULES if rule.reads.isdisjoint(GIVEN)]))


def _rows(group: int, record: Any) -> tuple[set[str], set[tuple[str, str]]]:  # noqa: ANN401 - any record
    """Return the tables in which a record has rows, and the keys of its rows."""
    rows = {name: each for name, each in rows_of(record, SPOILT[group].schema).items() if each}
    keys = {
        (name, "#".join(str(row[part]) for part in SPOILT[group].schema[name].key))
        for name, each in rows.items()
        for row in each
    }
    return set(rows), keys


@pytest.mark.parametrize("table", ROOTS)
@pytest.mark.parametrize("group", range(len(SPOILT)))
def test_an_edit_is_told_what_all_are_told(group: int, table: str) -> None:
    """'check(record, within=register, replacing=True)' says of a record that is there what a check of the register says."""
    register = _register(group)
    of_table = {rule.code: rule.table for rule in RULES}
    every: Sequence[Any] = register.all(ROOTS[table])  # type: ignore[type-var] # every root is a record
    stands = Counter(record.id for record in every)
    records = [record for record in every if stands[record.id] == 1]  # an edit replaces all that have its id
    step = max(1, len(records) // MOST)
    for record in records[group % step :: step]:  # in each province others
        tables, keys = _rows(group, record)
        ids = {key for _, key in keys}
        expected = {
            each
            for each in _all(group)
            if (each[1], each[2]) in keys or each[4] in ids
            if of_table[each[0]] in tables or of_table[each[0]] is None
        }
        assert told(dlxh.check(record, within=register, replacing=True)) == expected


@pytest.mark.parametrize("replacing", [False, True])
def test_many_are_told_the_same_either_way(*, replacing: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where new records reach the number from which they are judged as columns, nothing else changes."""
    register, by_size = _register(0), new_records.is_for_columns
    every: list[Any] = [record for model in ROOTS.values() for record in register.all(model)]
    if replacing:  # else each is at fault, because its id is there
        faults = {each[1:3] for each in _all(0)}
        every = [record for record in every if _rows(0, record)[1] & faults]
    every = every[:: max(1, len(every) // SAMPLE)]
    if not replacing:
        every[0] = register.collaborators[0]  # who has contacts, which are not judged
    records = [*every[::2], *every[1::2]]
    most = len(every[::2])  # this number is still judged by themselves
    rows = sum(len(each) for record in records[:most] for each in rows_of(record, SPOILT[0].schema).values())
    known = sum(layer.rows or 0 for layer in register.tables.layers)
    monkeypatch.setattr(new_records, "PLANNING", rows - (rows + known) * new_records.SHARE)

    for count, as_columns in ((most, False), (most + 1, True)):
        found = []
        for turned in (False, True):
            ways: list[bool] = []
            monkeypatch.setattr(new_records, "is_for_columns", _way(by_size, ways, turned=turned))
            found.append(dlxh.check(records[:count], within=register, replacing=replacing))
            assert ways == [as_columns is not turned]
        one, other = found
        assert told(one) == told(other)
        assert (one.unknown, one.skipped) == (other.unknown, other.skipped)
        assert len(one) > MOST


def test_an_id_in_other_networks_is_told_of_the_new_record_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is at fault with records of other networks that have its id is not about the new one, either way."""
    others = [membership("m1", "2021-05-04", network=network) for network in ("N1", "N2")]
    within = Register(others, as_of=AS_OF, empty=["networks"])
    found = []
    for as_columns in (False, True):
        monkeypatch.setattr(new_records, "is_for_columns", lambda *_, way=as_columns: way)
        told_of = dlxh.check(membership("m1", "2023-01-01", network="N3"), within=within, only=["X"])
        found.append(sorted((each.code, each.field, each.network) for each in told_of))

    assert found == [[("X101", "network", "N3"), ("X102", "id", "N3")]] * 2


def _way(by_size: Callable[..., bool], ways: list[bool], *, turned: bool) -> Callable[..., bool]:
    """Return what chooses the way by size, or the other one, and writes it down."""

    def choose(*given: Any) -> bool:  # noqa: ANN401 - new rows and layers
        ways.append(by_size(*given) is not turned)
        return ways[-1]

    return choose
