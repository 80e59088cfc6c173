"""U102, U103 and U108: codes of a list that was not in force, or that no province, district or commune has then."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh import Register, check
from dlxh.data.area_codes import AreaCodes, area_codes
from dlxh.data.province_facts import all_provinces
from dlxh.models.unit import OrgUnit
from dlxh.register import place_units
from tests.engines import Engine

OLD, NEW = area_codes()
BY_SCHEME = {"old": OLD, "new": NEW}
AS_OF = date(2026, 11, 28)
DIGITS = st.text("0123456789", min_size=5, max_size=5)


def unit(key: str, code: str, scheme: str, **more: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    """Return a commune that is a place, unless stated otherwise."""
    area = {"code": code, "scheme": BY_SCHEME[scheme].scheme}
    plain = {"id": key, "name": "Đơn vị Ví Dụ", "kind": "place", "level": "commune", "area": area}
    return OrgUnit.model_validate(plain | more)


CASES: list[tuple[str, str, dict[str, Any], str | None]] = [
    ("99999", "new", {}, "U108"),
    ("99999", "old", {}, "U108"),
    ("00004", "new", {}, None),
    ("00004", "old", {}, None),
    ("00001", "old", {"valid_to": "2025-06-30"}, None),
    ("00001", "new", {"valid_from": "2025-07-01"}, "U108"),  # ended with the older decision
    ("001", "old", {"level": "district", "valid_to": "2025-06-30"}, None),
    ("999", "old", {"level": "district", "valid_to": "2025-06-30"}, "U108"),
    ("001", "new", {"level": "district"}, "U108"),  # there are no districts
    ("001", "old", {}, "U108"),  # a commune with the code of a district
    ("00004", "old", {"level": "district"}, "U108"),  # and the other way round
    ("52", "new", {}, "U108"),  # a commune with the code of its province
    ("99", "new", {"level": "province"}, "U103"),
    ("00004", "new", {"level": "province"}, "U103"),
    ("52", "new", {"level": "province"}, None),
    ("99999", "new", {"kind": "party_committee"}, "U108"),  # a body has the code of its place
    ("99", "new", {"kind": "party_committee"}, "U103"),
    ("00004", "new", {"kind": "party_committee", "level": "province"}, None),
    # days on which nothing is known of the codes
    ("99999", "old", {"valid_to": "2025-06-29"}, None),
    ("99999", "old", {"valid_to": "2025-06-30"}, "U108"),
    ("28", "old", {"level": "province", "valid_to": "2008-07-31"}, None),  # Hà Tây
    ("99999", "new", {"valid_from": "2026-10-06"}, "U108"),
    ("99999", "new", {"valid_from": "2026-10-07"}, None),
    ("99999", "old", {"valid_from": "2025-07-01"}, None),  # U102 says so
    ("99999", "new", {"valid_to": "2025-06-30"}, None),
]


def test_a_code_that_there_is_not(on_engine: Engine) -> None:
    """Each code is looked up under the decision named, at the level of the place, on days on which the codes are known."""
    units = [unit(f"u{n}", code, scheme, **more) for n, (code, scheme, more, _) in enumerate(CASES)]
    findings = check(on_engine(Register(units, as_of=AS_OF)), only=["U103", "U108"])

    assert {finding.record: finding.code for finding in findings} == {
        f"u{n}": code for n, (*_, code) in enumerate(CASES) if code
    }


def test_a_register_older_than_what_is_known_accuses_nobody(on_engine: Engine) -> None:
    """A unit without a last day goes on until the day of the register: in 2024 nothing is known of its code."""
    for as_of, found in ((date(2024, 6, 30), {}), (date(2025, 6, 30), {"U108": 1})):
        register = Register([unit("u", "99999", "old")], as_of=as_of)
        assert check(on_engine(register), only=["U103", "U108"]).counts() == found


@given(st.data(), st.sampled_from(["old", "new"]))
def test_the_codes_of_the_list_are_found_right(data: st.DataObject, scheme: str) -> None:
    """A commune with a code is found exactly where the decision named does not hold it."""
    codes = data.draw(
        st.lists(st.one_of(DIGITS, st.sampled_from(sorted(BY_SCHEME[scheme].communes))), unique=True)
    )
    units = [unit(f"u{code}", code, scheme) for code in codes]
    findings = check(Register(units, as_of=AS_OF), only=["U108"])

    assert {finding.record for finding in findings} == {
        f"u{code}" for code in codes if code not in BY_SCHEME[scheme].communes
    }


def test_every_province_and_every_code_is_clean() -> None:
    """The whole country under both decisions is without a finding."""
    units = [
        unit(f"{scheme}{code}", code, scheme) for scheme in BY_SCHEME for code in BY_SCHEME[scheme].communes
    ]
    units += [unit(f"d{code}", code, "old", level="district") for code in OLD.districts]

    assert check(Register(units, as_of=AS_OF), only=["U103", "U108"]).counts() == {}


def test_nothing_is_left_open_of_places_whose_other_day_is_known(on_engine: Engine) -> None:
    """Former places have no first day and those of today no last one: the day that is known says that their list was in force."""
    places = check(on_engine(Register(place_units("75"), as_of=AS_OF)), only=["U102"])

    assert (places.counts(), places.unknown) == ({}, {})


@pytest.mark.parametrize(
    ("scheme", "days", "left_open"),
    [
        ("old", {"valid_to": "2025-06-30"}, {}),
        ("old", {"valid_to": "2025-07-01"}, {"U102": 1}),
        ("old", {}, {"U102": 1}),
        ("new", {"valid_from": "2025-07-01"}, {}),
        ("new", {"valid_from": "2025-06-30"}, {"U102": 1}),
    ],
)
def test_a_day_that_decides_nothing_leaves_the_list_open(
    scheme: str, days: dict[str, str], left_open: dict[str, int]
) -> None:
    """A unit that may have been there on either side of 2025-07-01 may have either code, and the check says that it does not know."""
    units = [unit("u", "00004", scheme, **days)]

    assert check(Register(units, as_of=AS_OF), only=["U102"]).unknown == left_open


def test_the_finding_says_where() -> None:
    """The finding has the unit, in both languages, with the decisions as source."""
    (finding,) = check(Register([unit("kbang", "99999", "new")], as_of=AS_OF), only=["U108"])

    assert finding.record == "kbang"
    assert finding.message("vi").startswith("Đơn vị Ví Dụ [kbang]: không có huyện, xã nào mang mã này")
    assert "no district or commune has this code" in finding.message("en")


@pytest.mark.parametrize(("codes", "districts", "communes"), [(OLD, 696, 10_035), (NEW, 0, 3_321)])
def test_the_codes_are_whole(codes: AreaCodes, districts: int, communes: int) -> None:
    """Each decision has as many codes as its source, of the right length, each in a province of its map."""
    provinces = {row.code for row in all_provinces() if row.scheme == codes.scheme}

    assert (len(codes.districts), len(codes.communes)) == (districts, communes)
    for listed, digits in ((codes.districts, 3), (codes.communes, 5)):
        assert all(code.isascii() and code.isdigit() and len(code) == digits for code in listed)
        assert set(listed.values()) == (provinces if listed else set())
    assert codes.source
