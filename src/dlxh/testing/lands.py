"""Đơn vị của tỉnh giả định: the real map of provinces around an invented one, with its bodies before and after 1/7/2025."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dlxh.data.area_codes import area_codes
from dlxh.data.province_facts import MERGED, Province, all_provinces
from dlxh.register.flatten import frames_of
from dlxh.register.place_ids import place_unit_id
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.units_of_places import place_units

Row = dict[str, Any]

LAST_OLD_DAY: Final = date(2025, 6, 30)
BOARD_RENAMED: Final = date(2025, 3, 1)
"""Ban Tuyên giáo and Ban Dân vận became one board; the day differs by province, this one is Bắc Giang's."""
DISTRICTS: Final = 24
COMMUNES: Final = 48
NEW_COMMUNES: Final = 24
OFFICES: Final = 20
AGENCIES: Final = ("TT", "UB", "SO-1", "SO-2", "CA", "MT")


@dataclass(frozen=True)
class Land:
    """The units of an invented province.

    Attributes:
        old: The province in which the network worked until 2025-06-30.
        new: The one that holds its area since.
        units: Rows of the table of units.
        successors: Rows of the table of successions.
        identifiers: Rows of the table of identifiers.
    """

    old: Province
    new: Province
    units: list[Row]
    successors: list[Row]
    identifiers: list[Row]


def land(seed: int) -> Land:
    """Return the units; the seed chooses which merger of two provinces is theirs.

    >>> home = land(7)
    >>> home.old.code in home.new.predecessors, len(home.units) > 150
    (True, True)
    """
    since_merger = [row for row in all_provinces() if row.valid_from == MERGED and row.valid_to is None]
    pairs = [row for row in since_merger if len(row.predecessors) == 2]  # noqa: PLR2004 - a merger of two
    new = pairs[seed % len(pairs)]
    old = next(row for row in all_provinces() if row.valid_from is None and row.code == new.predecessors[0])
    home = Land(old, new, [], [], [])
    _map(home)
    _districts(home)
    _bodies(home)
    return home


def _unit(key: str, name: str, kind: str, level: str, **more: object) -> Row:
    empty = dict.fromkeys(
        ("place_kind", "parent", "area_code", "area_scheme", "valid_from", "valid_to", "display_order")
    )
    return {"id": key, "name": name, "kind": kind, "level": level, **empty, **more}


def _follow(home: Land, unit: str, successor: str, kind: str, on: date = MERGED) -> None:
    """Note that one unit follows another; a unit has one successor here."""
    home.successors.append({"unit": unit, "position": 1, "successor": successor, "kind": kind, "on": on})


def _map(home: Land) -> None:
    """Put the 63 and the 34 provinces down, with what became of each."""
    frames = frames_of("units", place_units(down_to="province"), schema())
    home.units.extend(frames["units"].drop(SOURCE_ROW).to_dicts())
    home.successors.extend(frames["unit_successors"].drop(SOURCE_ROW).to_dicts())


def _commune_codes(home: Land) -> tuple[list[str], list[str]]:
    """Return codes of communes of the provinces that were merged, and of the one that they became."""
    before, after = area_codes()
    old = [code for code, place in before.communes.items() if place in home.new.predecessors]
    return old, [code for code, place in after.communes.items() if place == home.new.code]


def _districts(home: Land) -> None:
    """Put down districts, the communes in them, and the communes that followed under their real names, each with one thôn."""
    old, new = place_unit_id(home.old), place_unit_id(home.new)
    old_codes, new_codes = _commune_codes(home)
    for number in range(DISTRICTS):
        key = f"H-{number:02}"
        place = {"place_kind": "rural_district", "parent": old, "valid_to": LAST_OLD_DAY}
        home.units.append(_unit(key, f"Huyện Ví Dụ {number + 1}", "place", "district", **place))
    for number in range(NEW_COMMUNES):
        area = {"place_kind": "commune", "area_code": new_codes[number], "area_scheme": "19/2025"}
        key = f"XM-{number:02}"
        name = f"Xã {area_codes()[1].names[new_codes[number]]}"
        home.units.append(_unit(key, name, "place", "commune", parent=new, valid_from=MERGED, **area))
        part = {"place_kind": "thon", "parent": key, "valid_from": MERGED}
        home.units.append(_unit(f"T-{number:02}", f"Thôn Ví Dụ {number + 1}", "place", "commune", **part))
    for number in range(COMMUNES):
        area = {"place_kind": "commune", "area_code": old_codes[number], "area_scheme": "124/2004"}
        key, parent = f"XC-{number:02}", f"H-{number % DISTRICTS:02}"
        home.units.append(
            _unit(
                key, f"Xã Cũ {number + 1}", "place", "commune", parent=parent, valid_to=LAST_OLD_DAY, **area
            )
        )
        _follow(home, key, f"XM-{number % NEW_COMMUNES:02}", "merge")


def _bodies(home: Land) -> None:
    """Put down the boards that run the networks, the offices that send people, and the agencies that verify.

    Boards and offices have the level of their place and are below it: at province level they are not provinces.
    """
    _boards(home)
    of_old, of_new = place_unit_id(home.old), place_unit_id(home.new)
    for number in range(OFFICES):
        kind = ("department", "association", "enterprise", "party_committee")[number % 4]
        old, new = f"CQ-{number:02}", f"CQM-{number:02}"
        before = {"parent": of_old, "valid_to": LAST_OLD_DAY}
        after = {"parent": of_new, "valid_from": MERGED}
        home.units.append(_unit(old, f"Cơ quan Ví Dụ {number + 1}", kind, "province", **before))
        home.units.append(_unit(new, f"Cơ quan Mới {number + 1}", kind, "province", **after))
        _follow(home, old, new, "merge")
        for position, unit, scheme, value in (
            (1, old, "tax_code", f"{home.new.code}{number:08}"),
            (1, new, "tax_code", f"{home.new.code}{number:08}"),  # kept by the office that followed
            (2, new, "electronic_identifier", f"H{home.new.code}.{number:02}"),
        ):
            of_unit = {"unit": unit, "position": position, "valid_from": None, "valid_to": None}
            home.identifiers.append({**of_unit, "scheme": scheme, "value": value})
    for key in AGENCIES:
        home.units.append(_unit(key, f"Cơ quan phối hợp {key}", "department", "non_territorial"))


def _boards(home: Land) -> None:
    """Put down the board of the province under its three names, and one for each district."""
    board, renamed = "propaganda_board", "propaganda_and_mass_board"
    of_old, of_new = place_unit_id(home.old), place_unit_id(home.new)
    first = {"parent": of_old, "valid_to": date.fromordinal(BOARD_RENAMED.toordinal() - 1)}
    second = {"parent": of_old, "valid_from": BOARD_RENAMED, "valid_to": LAST_OLD_DAY}
    third = {"parent": of_new, "valid_from": MERGED}
    name = "Ban Tuyên giáo và Dân vận Tỉnh ủy"
    home.units.extend(
        [
            _unit("BTG", f"Ban Tuyên giáo Tỉnh ủy {home.old.name}", board, "province", **first),
            _unit("BTGDV", f"{name} {home.old.name}", renamed, "province", **second),
            _unit("BTGDV-2", f"{name} {home.new.name}", renamed, "province", **third),
        ]
    )
    _follow(home, "BTG", "BTGDV", "rename", BOARD_RENAMED)
    _follow(home, "BTGDV", "BTGDV-2", "merge")
    for number in range(DISTRICTS):
        own = {"parent": f"H-{number:02}", "valid_to": LAST_OLD_DAY}
        home.units.append(
            _unit(
                f"BTG-H-{number:02}", f"Ban Tuyên giáo Huyện ủy Ví Dụ {number + 1}", board, "district", **own
            )
        )
