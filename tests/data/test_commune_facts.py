"""What a code of a commune means on a day, and what became of communes and districts."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest

import dlxh
from dlxh.data import commune, communes, districts
from dlxh.data.area_codes import area_codes
from dlxh.data.area_files import LAST_OLD_DAY, AreaError, AreaFile, area_facts, area_rows
from dlxh.data.commune_facts import former_communes, new_communes
from dlxh.data.commune_lineage import CommuneShare, lineage_from, lineage_to
from dlxh.data.place_kinds import PlaceKind
from dlxh.data.province_facts import MERGED, ProvinceError, province, successor

ZONES = ["11948", "19742", "20333", "21548", "26732"]
"""Bạch Long Vĩ, Cồn Cỏ, Hoàng Sa, Lý Sơn, Côn Đảo: huyện without communes that became special zones."""
KNOWN_TO = area_facts().known_to
MADE: dict[AreaFile, tuple[int, str]] = {
    "communes": (3_343, "0bf113e6c0b712962c9cc201c0f1f6853642cfeb7d9091bee440da95b2ffd6d6"),
    "former_communes": (10_035, "b103a8e9247a792d41ae03ce5bd4a06fa0faa44ac47af906c50fc815bec7780f"),
    "former_districts": (696, "21bb5157b2b033e3f688a96aaa17166287f179334b9f7ebb27169250c993a35c"),
    "lineage": (10_566, "e24eee3047ea222aa301d7083be61266b741f5bf25f0d3e70c4fa11df7ba7f2b"),
}
"""The rows of each file as it was made, and its SHA-256."""


@pytest.mark.parametrize("name", MADE)
def test_the_files_are_those_that_were_made(name: AreaFile) -> None:
    """Nothing of the directory is lost: each file is byte for byte as it was made, and its rows are its text again."""
    whole = files("dlxh.data").joinpath("areas", f"{name}.csv").read_bytes()
    rows = area_rows(name)
    head, _, body = whole.decode().partition("\n")

    assert (len(rows), sha256(whole).hexdigest()) == MADE[name]
    assert "".join(",".join(row) + "\n" for row in rows) == body
    assert {len(row) for row in rows} == {len(head.split(","))}
    assert '"' not in body
    assert area_facts().sources[name]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (LAST_OLD_DAY, {"commune": 7_692, "ward": 1_726, "township": 617}),
        (MERGED, {"commune": 2_621, "ward": 687, "special_zone": 13}),
        (date(2026, 4, 29), {"commune": 2_621, "ward": 687, "special_zone": 13}),
        (date(2026, 4, 30), {"commune": 2_611, "ward": 697, "special_zone": 13}),
        (date(2026, 9, 19), {"commune": 2_611, "ward": 697, "special_zone": 13}),
        (date(2026, 9, 20), {"commune": 2_599, "ward": 709, "special_zone": 13}),
    ],
)
def test_the_numbers_by_kind(day: date, kinds: dict[str, int]) -> None:
    """The numbers of each kind are those published: 3,321 in all, and more and more of them are wards."""
    rows = communes(on=day)

    assert Counter(row.kind.value for row in rows) == kinds
    assert [row.code for row in rows] == sorted({row.code for row in rows})


def test_a_commune_that_became_a_ward_has_two_rows() -> None:
    """22 codes have a second row: the same code and predecessors, another kind and name, without a day between."""
    twice = [each for each, rows in Counter(row.code for row in new_communes()).items() if rows > 1]

    assert len(twice) == 22
    for code in twice:
        first, second = (row for row in new_communes() if row.code == code)
        assert (first.kind, second.kind) == (PlaceKind.COMMUNE, PlaceKind.WARD)
        assert first.name.removeprefix("Xã") == second.name.removeprefix("Phường")
        assert first.valid_to is not None
        assert second.valid_from == first.valid_to + timedelta(days=1)
        assert commune(code, on=first.valid_to) == first
        assert commune(code, on=second.valid_from) == second
        assert first.predecessors == second.predecessors != ()


def test_communes_by_province() -> None:
    """A province is that of the day: 52 was Bình Định and is Gia Lai, 64 was Gia Lai and is nothing now."""
    assert len(communes(province="52", on=LAST_OLD_DAY)) == 155
    assert len(communes(province="64", on=LAST_OLD_DAY)) == 218
    assert len(communes(province="52", on=MERGED)) == 135
    with pytest.raises(ProvinceError, match="no province code '64' on 2025-07-01"):
        communes(province="64", on=MERGED)
    for day in (LAST_OLD_DAY, KNOWN_TO):
        of_provinces = [
            row for each in dlxh.data.provinces(on=day) for row in communes(province=each.code, on=day)
        ]
        assert sorted(row.code for row in of_provinces) == [row.code for row in communes(on=day)]


def test_districts_ended() -> None:
    """696 districts until 2025-06-30, by province and by kind; none since."""
    assert Counter(row.kind.value for row in districts(on=LAST_OLD_DAY)) == {
        "rural_district": 508,
        "provincial_city": 85,
        "municipal_city": 2,
        "town": 52,
        "urban_district": 49,
    }
    assert len(districts(province="64", on=LAST_OLD_DAY)) == 17
    assert districts(province="52", on=MERGED) == ()
    assert {row.valid_to for row in districts(on=LAST_OLD_DAY)} == {LAST_OLD_DAY}
    assert [row.successor for row in districts(on=LAST_OLD_DAY) if row.successor] == ZONES
    held = {row.code: row.province for row in districts(on=LAST_OLD_DAY)}
    assert all(held[row.district or ""] == row.province for row in former_communes())


def test_a_code_needs_its_day() -> None:
    """3,316 codes are in both systems; of these 132 mean the same area, and 2,104 have another name."""
    before = {row.code: row.name for row in former_communes()}
    both = [row for row in communes(on=MERGED) if row.code in before]
    same = {
        row.code for row in both for link in row.predecessors if link.change.value in {"unchanged", "renamed"}
    }

    assert len(both) == 3_316
    assert len(same) == 132
    with pytest.raises(AreaError) as refused:
        commune("25270")
    assert (
        "Thị trấn Lộc Ninh until 2025-06-30, Xã Lộc Ninh until 2026-04-29, Phường Lộc Ninh since"
        in refused.value.en
    )
    assert (
        "Thị trấn Lộc Ninh đến hết 30/6/2025, Xã Lộc Ninh đến hết 29/4/2026, Phường Lộc Ninh từ"
        in refused.value.vi
    )
    assert isinstance(refused.value, LookupError)
    with pytest.raises(AreaError, match="Phường Phúc Xá until 2025-06-30; pass"):
        commune("00001")
    with pytest.raises(AreaError, match="there is no commune code '99999'; list them"):
        commune("99999")


def test_a_code_that_nothing_has_on_that_day() -> None:
    """A code that ended, one that had not begun, and one that never was are refused with the day."""
    for code, day in (("00001", MERGED), ("26732", LAST_OLD_DAY), ("99999", MERGED)):
        with pytest.raises(AreaError, match=f"there is no commune code '{code}' on {day}"):
            commune(code, on=day)


@pytest.mark.parametrize(
    "ask",
    [
        communes,
        districts,
        partial(commune, "00004"),
    ],
)
def test_days_that_are_not_known_are_refused(ask: Callable[..., Any]) -> None:
    """Days before 2025-06-30 are never answered; those beyond `known_to` only on request."""
    assert ask(on=LAST_OLD_DAY) is not None
    with pytest.raises(AreaError) as early:
        ask(on=LAST_OLD_DAY - timedelta(days=1))
    assert "known from 2025-06-30, not for 2025-06-29" in early.value.en
    assert "ngày 30/6/2025, chưa có cho ngày 29/6/2025" in early.value.vi
    assert ask(on=KNOWN_TO) == ask(on=KNOWN_TO + timedelta(days=1), beyond="last_known")
    with pytest.raises(AreaError, match="beyond='last_known'"):
        ask(on=KNOWN_TO + timedelta(days=1))
    with pytest.raises(AreaError, match="beyond: there is no option"):
        ask(on=MERGED, beyond="guess")
    with pytest.raises(TypeError, match="local_day"):
        ask(on=datetime(2025, 7, 1, tzinfo=UTC))


@pytest.mark.parametrize("code", [4, None])
def test_a_number_is_not_a_code(code: object) -> None:
    """A number has lost its zeros, so it is refused."""
    with pytest.raises(TypeError, match="code="):
        commune(code, on=MERGED)  # type: ignore[call-overload] # the mistake that is tested


def test_lineage_is_whole() -> None:
    """Every former commune went somewhere, within its province; all but five of today's came from somewhere."""
    home = {row.code: row.province for row in communes(on=MERGED)}
    heirs = {
        each.code: successor(each.code, on_old=LAST_OLD_DAY, to=MERGED).code
        for each in dlxh.data.provinces(on=LAST_OLD_DAY)
    }
    onward = [(row.province, link) for row in former_communes() for link in row.successors]
    assert {link for _, link in onward} == {link for new in home for link in lineage_to(new)}
    assert len(onward) == 10_566
    assert {row.code for row in former_communes()} == {link.old for _, link in onward}
    assert all(home[link.new] == heirs[old] for old, link in onward)
    assert not any(row.predecessors for row in former_communes())
    assert [row.code for row in communes(on=MERGED) if not row.predecessors] == ZONES
    assert not any(row.successors for row in new_communes())


def test_what_was_divided() -> None:
    """441 former communes went into several units; of 60 all people are known to be in one, of 381 they are not."""
    divided = [row for row in former_communes() if len(row.successors) > 1]
    with_people = [sum(link.share.has_people for link in row.successors) for row in divided]

    assert (len(divided), with_people.count(1), sum(each > 1 for each in with_people)) == (441, 60, 381)
    assert all(
        (len(lineage_from(row.code)) == 1) == (row.successors[0].share is CommuneShare.WHOLE)
        for row in former_communes()
    )
    assert Counter(link.share.value for row in former_communes() for link in row.successors) == {
        "whole": 9_594, "part": 825, "area_only": 85, "all_people": 60, "people_only": 2,
    }  # fmt: skip


def test_every_row_has_its_source() -> None:
    """No row without source: a resolution for each of today's and for each step of lineage."""
    assert all(row.source.endswith(("QH15", "QH16")) for row in new_communes())
    assert {row.source for row in former_communes()} == {area_facts().sources["former_communes"]}
    assert {row.source for row in districts(on=LAST_OLD_DAY)} == {area_facts().sources["former_districts"]}
    assert all(link.source.endswith("/NQ-UBTVQH15") for row in former_communes() for link in row.successors)


def test_codes_by_decision_follow_from_the_directory() -> None:
    """The codes that rules look up are those of the directory, each in a province of its map."""
    old, new = area_codes()

    assert (len(old.districts), len(old.communes), len(new.districts), len(new.communes)) == (
        696,
        10_035,
        0,
        3_321,
    )
    assert all(province(each, on=LAST_OLD_DAY) for each in {*old.districts.values(), *old.communes.values()})
    assert all(province(each, on=MERGED) for each in {*new.communes.values()})


def test_the_directory_costs_nothing_until_it_is_wanted() -> None:
    """Neither the door, nor provinces, nor the look-ups themselves read a file before something is looked up."""
    program = (
        "import sys, dlxh, datetime\n"
        "dlxh.data.province('52', on=datetime.date(2025, 7, 1))\n"
        "assert 'dlxh.data.area_files' not in sys.modules\n"
        "dlxh.data.communes, dlxh.data.districts\n"
        "sys.exit(sys.modules['dlxh.data.area_files'].area_rows.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
