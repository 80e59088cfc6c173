"""What is above units goes by its name of the day, where it was only renamed."""

from datetime import date
from typing import Any

from dlxh import OrgUnit, Tables
from dlxh.models import Succession
from dlxh.register.unit_book import read_units
from dlxh.register.units_by_day import AboveByDay, above_by_day

AS_OF = date(2026, 9, 30)


def place(key: str, level: str, *after: tuple[str, str, str], **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    """A place, with what followed it: successor, kind, day."""
    steps = [Succession(successor=unit, kind=kind, on=on) for unit, kind, on in after]
    return OrgUnit(**{"id": key, "name": key, "kind": "place", "level": level, "successors": steps, **fields})


def found(*units: OrgUnit, levels: tuple[str, ...] = ("province",)) -> AboveByDay:
    """What is above the units on days on which it had another name."""
    return above_by_day(read_units(Tables.of(units, as_of=AS_OF)), levels)


def test_each_name_has_its_days() -> None:
    """Through two renames a commune below the first, and one below the last, have on each day the name of that day."""
    above = found(
        place("a", "province", ("b", "rename", "2026-01-01")),
        place("b", "province", ("c", "rename", "2026-05-01")),
        place("c", "province"),
        place("x", "commune", parent="a"),
        place("y", "commune", parent="c"),
    )

    assert above.days == (date(2026, 1, 1), date(2026, 5, 1))
    assert sorted(above.rows.rows()) == [("x", 1, "b"), ("x", 2, "c"), ("y", 0, "a"), ("y", 1, "b")]


def test_a_unit_is_spoken_of_while_it_lived() -> None:
    """A commune that ended before the rename, or began with it, is as recorded."""
    above = found(
        place("a", "province", ("b", "rename", "2026-01-01")),
        place("b", "province"),
        place("old", "commune", parent="a", valid_to="2025-12-31"),
        place("new", "commune", parent="b", valid_from="2026-01-01"),
        place("longer", "commune", parent="a", valid_to="2026-01-01"),
    )

    assert above.rows.rows() == [("longer", 1, "b")]


def test_only_a_rename_of_one_to_one_goes_on() -> None:
    """After a merger, a split, or two that were renamed to one, nothing above is exchanged; nor where nothing is below."""
    merged = found(
        place("a", "province", ("c", "merge", "2026-01-01")),
        place("b", "province", ("c", "rename", "2026-01-01"), ("d", "split", "2026-01-01")),
        place("e", "province", ("c", "rename", "2026-01-01")),
        place("c", "province"),
        place("d", "province"),
        *(place(f"x{key}", "commune", parent=key) for key in "abe"),
    )
    alone = found(place("a", "province", ("b", "rename", "2026-01-01")), place("b", "province"))

    assert (merged.days, merged.rows.height) == ((), 0)
    assert (alone.days, alone.rows.height) == ((), 0)


def test_what_is_above_the_new_name_counts() -> None:
    """A body of a huyện that became a đặc khu is below the đặc khu, which has no district and another province."""
    above = found(
        place("bv", "province", valid_to="2025-06-30"),
        place("hcm", "province"),
        place("huyen", "district", ("dac-khu", "rename", "2025-07-01"), parent="bv"),
        place("dac-khu", "commune", parent="hcm", valid_from="2025-07-01"),
        place("tram", "commune", parent="huyen", kind="department"),
        place("to", "commune", parent="tram", kind="department"),
        levels=("province", "district", "commune"),
    )

    assert above.rows.rows() == [
        ("tram", 1, "hcm", None, "dac-khu"),
        ("to", 1, "hcm", None, "dac-khu"),
    ]


def test_without_levels_nothing_is_drawn() -> None:
    """A question by units alone has no use for what is above them."""
    units = [
        place("a", "province", ("b", "rename", "2026-01-01")),
        place("b", "province"),
        place("x", "commune", parent="a"),
    ]
    assert found(*units, levels=()).rows.height == 0
