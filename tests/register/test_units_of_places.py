"""Provinces, districts and communes as units: both maps in a register, without typing them."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

import dlxh
from dlxh import Error
from dlxh.data.commune_facts import Commune, former_communes, new_communes
from dlxh.data.district_facts import District, former_districts
from dlxh.data.province_facts import MERGED, ProvinceError, all_provinces, predecessors, provinces, successor
from dlxh.models.unit import Level
from dlxh.register.place_ids import place_unit_id
from dlxh.register.units_of_places import place_units
from dlxh.register.units_over_time import UNDIVIDED, lineage
from dlxh.words.bilingual import ArgumentError

LAST_OLD = date(2025, 6, 30)


def test_every_province_of_both_maps_is_a_unit() -> None:
    """Each row of the provinces is one unit, under an id of its own."""
    assert (
        len({unit.id for unit in place_units(down_to="province")})
        == len(place_units(down_to="province"))
        == len(all_provinces())
    )
    for unit, row in zip(place_units(down_to="province"), all_provinces(), strict=True):
        assert unit.area is not None
        assert (unit.area.code, unit.area.scheme.value) == (row.code, row.scheme)
        assert unit.place_kind is not None
        assert (unit.place_kind.value == "central_city") == (row.kind.value == "city")
        assert (unit.name.removeprefix("Tỉnh ").removeprefix("Thành phố "), unit.valid_to) == (
            row.name,
            row.valid_to,
        )


def test_no_rule_finds_anything_in_them() -> None:
    """A register of the provinces alone is clean."""
    register = dlxh.Register(place_units(down_to="province"), as_of=date(2026, 5, 4))
    assert [finding.code for finding in dlxh.check(register)] == []


@pytest.mark.parametrize("day", [LAST_OLD, MERGED, date(2026, 4, 29), date(2026, 4, 30)])
def test_the_lineage_of_units_is_that_of_the_provinces(day: date) -> None:
    """On every day the units lead where the provinces lead; what was merged cannot be taken apart."""
    tables = dlxh.Tables.of(place_units(down_to="province"), as_of=day)
    led = dict(lineage(tables, "as_is", ["province"]).select("unit", "province").rows())

    for row in all_provinces():
        if row.valid_from is None:
            heir = successor(row.code, on_old=LAST_OLD, to=day)
            assert led[place_unit_id(row)] == place_unit_id(heir)
    for row in provinces(on=MERGED):
        before = predecessors(row.code, on=MERGED)
        if day == LAST_OLD:
            expected = place_unit_id(before[0]) if len(before) == 1 else UNDIVIDED
            assert led[place_unit_id(row)] == expected


COUNTRY = {unit.id: unit for unit in place_units()}
GIA_LAI = {unit.id: unit for unit in place_units("52")}


def test_every_place_of_both_maps_is_a_unit() -> None:
    """100 rows of provinces, 696 districts, 10,035 former communes and 3,343 rows since; parents come first."""
    assert Counter(unit.level.value for unit in COUNTRY.values()) == {
        "province": 100,
        "district": 696,
        "commune": 13_378,
    }
    seen: set[str | None] = {None}
    for unit in COUNTRY.values():
        assert unit.parent in seen
        seen.add(unit.id)
    assert {succession.successor for unit in COUNTRY.values() for succession in unit.successors} <= seen
    assert place_units(down_to="district") == tuple(
        unit.replace(successors=()) if unit.level is Level.DISTRICT else unit
        for unit in COUNTRY.values()
        if unit.level is not Level.COMMUNE
    )


def test_the_units_are_the_directory() -> None:
    """Name, code, days and parent of each unit are those of the directory."""
    rows: tuple[District | Commune, ...] = (*former_districts(), *former_communes(), *new_communes())
    for row in rows:
        unit = COUNTRY[place_unit_id(row)]
        assert unit.area is not None
        assert (unit.name, unit.area.code, unit.area.scheme.value, unit.valid_to) == (
            row.name, row.code, row.scheme, row.valid_to,
        )  # fmt: skip
        assert unit.place_kind is row.kind
        if isinstance(row, Commune):
            assert unit.valid_from == row.valid_from
            above = COUNTRY[unit.parent or ""]
            assert above.area is not None
            assert above.area.code == (row.district or row.province)
    assert len({place_unit_id(row) for row in rows}) == len(rows)


def test_what_became_of_communes() -> None:
    """As the resolutions have it: 132 go on, 9,522 were merged, 381 were divided; parts without people are left out."""
    former = [COUNTRY[place_unit_id(row)] for row in former_communes()]
    kinds = Counter(tuple(sorted({each.kind.value for each in unit.successors})) for unit in former)

    assert kinds == {("merge",): 9_522, ("rename",): 132, ("split",): 381}
    assert all((len(unit.successors) > 1) == (unit.successors[0].kind.value == "split") for unit in former)
    for row in former_communes():
        went = [f"T19-{link.new}" for link in row.successors if link.share.has_people]
        assert [each.successor for each in COUNTRY[place_unit_id(row)].successors] == went


def test_a_second_row_is_a_second_unit() -> None:
    """A commune that became a ward goes on as a ward, under the province of that day, which had become a city."""
    first, second = COUNTRY["T19-25270"], COUNTRY["T19-25270-2"]
    (renamed,) = first.successors

    assert (renamed.successor, renamed.kind.value, renamed.on) == (second.id, "rename", date(2026, 4, 30))
    assert (first.parent, second.parent) == ("T19-75", "T19-75-2")
    assert second.successors == ()


def test_districts_without_communes_became_special_zones() -> None:
    """Five huyện go on as their đặc khu; the others ended and go on as nothing."""
    onward = {unit.id: unit.successors for unit in COUNTRY.values() if unit.level is Level.DISTRICT}
    met = {
        key: [(each.successor, each.kind.value) for each in after] for key, after in onward.items() if after
    }

    assert met == {
        "T124-318": [("T19-11948", "rename")],
        "T124-471": [("T19-19742", "rename")],
        "T124-498": [("T19-20333", "rename")],
        "T124-536": [("T19-21548", "rename")],
        "T124-755": [("T19-26732", "rename")],
    }


def test_the_places_of_one_province() -> None:
    """A province since 2025-07-01 comes with those it was merged from, and all that lies in them; no succession leads out."""
    assert set(GIA_LAI) < set(COUNTRY)
    assert all(COUNTRY[key] == unit for key, unit in GIA_LAI.items())
    assert [unit.id for unit in GIA_LAI.values()][:3] == ["T124-52", "T124-64", "T19-52"]
    assert len(GIA_LAI) == 3 + 28 + 155 + 218 + 135
    assert {each.successor for unit in GIA_LAI.values() for each in unit.successors} <= set(GIA_LAI)
    with pytest.raises(ProvinceError, match="64: Gia Lai until 2025-06-30"):
        place_units("64")


def test_ids_of_ones_own() -> None:
    """Own ids take the place of ours, in parents and successors too; a second row has -2 after it."""
    ids = {
        ("19/2025", "75"): "DNA",
        ("19/2025", "25270"): "LN",
        ("124/2004", "25270"): "LN-CU",
        ("124/2004", "692"): "H",
    }
    units = {unit.id: unit for unit in place_units("75", ids=ids)}

    assert (units["LN-CU"].parent, units["LN-CU"].successors[0].successor) == ("H", "LN")
    assert (units["LN"].parent, units["LN"].successors[0].successor) == ("DNA", "LN-2")
    assert (units["LN-2"].parent, units["DNA"].successors[0].successor) == ("DNA-2", "DNA-2")
    assert len(units) == len(place_units("75"))
    assert place_units(ids={}, down_to="province") == place_units(down_to="province")


def test_own_ids_that_fit() -> None:
    """The longest id, that of the library itself, and one of the library that is free since its place has another, fit."""
    longest = 62 * "a"
    ids = {
        ("19/2025", "75"): longest,
        ("19/2025", "25270"): "T19-25270",
        ("19/2025", "23575"): "T19-23584",
        ("19/2025", "23584"): 64 * "b",
    }
    units = {unit.id for unit in place_units(ids=ids)}

    assert {longest, f"{longest}-2", "T19-25270", "T19-25270-2", "T19-23584", 64 * "b"} <= units
    assert len(units) == len(COUNTRY)


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        ({("19/2025", "99999"): "a"}, "there is no place '19/2025' '99999'"),
        ({("19/2025", "001"): "a"}, "there is no place '19/2025' '001'"),
        ({("19/2025", "23575"): "a", ("124/2004", "23575"): "a"}, "two places would have the id 'a'"),
        (
            {("19/2025", "75"): "X", ("19/2025", "25270"): "X-2"},
            "the id 'X-2': 19/2025 75 (Đồng Nai), 19/2025 25270 (Xã Lộc Ninh)",
        ),
        ({("124/2004", "23575"): "T19-23575"}, "two places would have the id 'T19-23575'"),
        ({("19/2025", "23575"): "có dấu"}, "'có dấu' is not a valid id; an id begins with"),
        ({("19/2025", "23575"): "a\n"}, "is not a valid id"),
        ({("19/2025", "23575"): ""}, "'' is not a valid id"),
        ({("19/2025", "75"): 63 * "a"}, "1 to 64 characters, the -2 of a second row included"),
        ({("19/2025", "23575"): 65 * "a"}, "1 to 64 characters"),
        ({("19/2025", "23575"): "undivided"}, "'undivided' stands for what cannot be divided"),
        ({"23575": "a"}, "there is no place '23575'; each key is (decision, code)"),
        ({("19/2025", "23575"): 3}, "ids= takes text"),
        ([], "ids= takes a mapping"),
    ],
)
def test_ids_that_fit_no_place_are_refused(ids: Any, says: str) -> None:  # noqa: ANN401 - the mistakes that are tested
    """An id for a code that there is not would be silently unused; one for two places, those of the library and those with -2 included, would mix them."""
    with pytest.raises(Error) as refused:
        place_units("52", ids=ids)
    assert says in refused.value.en


def test_an_unknown_level_is_refused() -> None:
    """The lowest level is a province, a district or a commune."""
    with pytest.raises(ArgumentError, match="down_to: there is no option 'hamlet'"):
        place_units(down_to="hamlet")  # type: ignore[arg-type] # the mistake that is tested


def test_no_rule_finds_anything_in_the_places_of_a_province() -> None:
    """A register of the places of a province is clean."""
    register = dlxh.Register(GIA_LAI.values(), as_of=date(2026, 9, 30))
    assert dlxh.check(register).counts() == {}
