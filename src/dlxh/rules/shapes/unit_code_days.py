"""Ngày dùng của mã đơn vị: decisions on area codes and kinds of units, judged by the days of the unit."""

from collections.abc import Iterator
from typing import Final

from dlxh.data.province_facts import all_provinces
from dlxh.models.unit import AreaScheme, Level
from dlxh.register.units_over_time import ENDING
from dlxh.rules.language import Row, Value, given, part, subject, those
from dlxh.rules.language.declared import AREA_CODES
from dlxh.rules.language.parts import Part
from dlxh.rules.language.rows import Rows
from dlxh.rules.shapes.days_of_use import dated_codes, last_day, one_of, outside

KINDS: Final = (("kind", "unit_kind"), ("place_kind", "place_kind"))
"""The columns of units whose codes say what they are, with their lists."""
OLD, NEW = AreaScheme.DECISION_124_2004, AreaScheme.DECISION_19_2025
UNCHANGED: Final = sorted({row.code for row in all_provinces() if row.predecessors == (row.code,)})
"""Provinces that no merger touched: what began before 2025-07-01 goes on under the same code."""


def unit_codes() -> Iterator[Part]:
    """Judge decisions on area codes, and kinds; U101 reports districts that go on, U102 units that were never there under theirs.

    A unit that another one followed had ended the day before, also where it has no last day.
    """
    u = subject("units")
    codes = dated_codes("area_scheme", u.area_scheme)
    never = (u.valid_from > codes.last_day) | (u.valid_to < codes.first_day)
    same = those(AREA_CODES, code=u.area_code, unchanged=True).exists()
    is_same = (u.area_scheme == NEW) & (u.area_code.is_in(UNCHANGED) | same)
    yield from _of_unit(u, "area_scheme", codes, ~never.fill_null(False), ~is_same)
    for field, listed in KINDS:
        yield from _of_unit(u, field, dated_codes(listed, u[field]))


def _of_unit(u: Row, field: str, codes: Rows, *faults: Value) -> Iterator[Part]:
    """Judge a code of units by their own days, with and without what followed them."""
    beyond = (outside(codes, u.valid_from, last_day(u.valid_to)), *faults, u.level != Level.DISTRICT)
    steps = those("unit_successors", unit=u.id)
    in_time = steps.on.dt.day_number() - 1 <= codes.last_day.dt.day_number()
    followed = steps.where(steps.kind.is_in(ENDING), in_time).exists()
    has_code = ~u[field].is_null()
    yield part(u, given(has_code, one_of(codes, *beyond, ~followed)), field=field, optional=True)
    yield part(u, given(has_code, one_of(codes, *beyond)), field=field, without=("unit_successors",))
