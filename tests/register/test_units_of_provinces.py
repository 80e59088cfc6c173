"""The provinces as units: both maps in a register, without typing them."""

from datetime import date

import pytest

import dlxh
from dlxh.data.province_facts import MERGED, all_provinces, predecessors, provinces, successor
from dlxh.register.units_of_provinces import province_unit_id, province_units
from dlxh.register.units_over_time import UNDIVIDED, lineage

LAST_OLD = date(2025, 6, 30)


def test_every_province_of_both_maps_is_a_unit() -> None:
    """Each row of the provinces is one unit, under an id of its own."""
    assert len({unit.id for unit in province_units()}) == len(province_units()) == len(all_provinces())
    for unit, row in zip(province_units(), all_provinces(), strict=True):
        assert unit.area is not None
        assert (unit.area.code, unit.area.scheme.value) == (row.code, row.scheme)
        assert (unit.name.removeprefix("Tỉnh ").removeprefix("Thành phố "), unit.valid_to) == (
            row.name,
            row.valid_to,
        )


def test_no_rule_finds_anything_in_them() -> None:
    """A register of the provinces alone is clean."""
    register = dlxh.Register(province_units(), as_of=date(2026, 5, 4))
    assert [finding.code for finding in dlxh.check(register)] == []


@pytest.mark.parametrize("day", [LAST_OLD, MERGED, date(2026, 4, 29), date(2026, 4, 30)])
def test_the_lineage_of_units_is_that_of_the_provinces(day: date) -> None:
    """On every day the units lead where the provinces lead; what was merged cannot be taken apart."""
    tables = dlxh.Tables.of(province_units(), as_of=day)
    led = dict(lineage(tables, "as_is", ["province"]).select("unit", "province").rows())

    for row in all_provinces():
        if row.valid_from is None:
            heir = successor(row.code, on_old=LAST_OLD, to=day)
            assert led[province_unit_id(row)] == province_unit_id(heir)
    for row in provinces(on=MERGED):
        before = predecessors(row.code, on=MERGED)
        if day == LAST_OLD:
            expected = province_unit_id(before[0]) if len(before) == 1 else UNDIVIDED
            assert led[province_unit_id(row)] == expected
