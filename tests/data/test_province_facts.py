"""What a province code means on a day, and what became of the provinces."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.data.facts import read_facts
from dlxh.data.province_facts import (
    MERGED,
    Province,
    ProvinceError,
    ProvinceKind,
    all_provinces,
    predecessors,
    province,
    provinces,
    successor,
)
from dlxh.words.days import write_day

LAST_OLD = date(2025, 6, 30)
KNOWN_TO = read_facts("provinces.toml")["known_to"]
DAYS = st.dates(date(2004, 1, 1), KNOWN_TO)


def _reused_codes() -> tuple[str, ...]:
    """Return the codes of another province since 2025-07-01 than before."""
    before = {row.code: row.name for row in provinces(on=LAST_OLD)}
    return tuple(row.code for row in provinces(on=MERGED) if row.name != before[row.code])


def _faults(row: Province) -> set[str]:
    """Return what is missing or malformed in one row."""
    faults = {name for name in ("name", "source") if not getattr(row, name).strip()}
    if not (len(row.code) == 2 and row.code.isascii() and row.code.isdigit()):
        faults.add("code")
    if (row.scheme == "19/2025") != bool(row.predecessors):
        faults.add("predecessors")
    return faults


def test_the_code_of_the_design() -> None:
    """52 is Bình Định on 2025-06-30 and Gia Lai on 2025-07-01."""
    assert province("52", on=LAST_OLD).name == "Bình Định"
    assert province("52", on=MERGED).name == "Gia Lai"
    assert province("64", on=LAST_OLD).name == "Gia Lai"


@given(DAYS)
def test_a_day_has_63_or_34(day: date) -> None:
    """Every past is still true: a day before 2025-07-01 has 63 provinces, later ones 34, each code once."""
    rows = provinces(on=day)

    assert len(rows) == (63 if day < MERGED else 34)
    assert len({row.code for row in rows}) == len(rows)
    assert [row.code for row in rows] == sorted(row.code for row in rows)


@pytest.mark.parametrize(
    ("day", "cities"),
    [
        (LAST_OLD, 6),
        (MERGED, 6),
        (date(2026, 4, 29), 6),
        (date(2026, 4, 30), 7),
        (date(2026, 8, 31), 7),
        (date(2026, 9, 1), 8),
        (date(2026, 9, 19), 8),
        (date(2026, 9, 20), 9),
        (KNOWN_TO, 9),
    ],
)
def test_the_number_of_cities(day: date, cities: int) -> None:
    """Of the 34, 6 are cities at first, 7 since 30/4/2026, 8 since 1/9/2026 and 9 since 20/9/2026."""
    assert Counter(row.kind for row in provinces(on=day))[ProvinceKind.CITY] == cities


@pytest.mark.parametrize(
    ("code", "name", "first", "act", "held"),
    [
        ("75", "Đồng Nai", date(2026, 4, 30), "30/2026/QH16", ("70", "75")),
        ("22", "Quảng Ninh", date(2026, 9, 1), "36/2026/QH16", ("22",)),
        ("24", "Bắc Ninh", date(2026, 9, 20), "39/2026/QH16", ("24", "27")),
    ],
)
def test_provinces_that_became_cities(
    code: str, name: str, first: date, act: str, held: tuple[str, ...]
) -> None:
    """Code, name and area stay; the kind changes on the first day of a resolution of its own."""
    before, after = province(code, on=date.fromordinal(first.toordinal() - 1)), province(code, on=first)

    assert (before.name, before.kind) == (name, ProvinceKind.PROVINCE)
    assert (after.name, after.kind) == (name, ProvinceKind.CITY)
    assert act in after.source
    assert before.predecessors == after.predecessors == held
    assert successor(code, on_old=MERGED, to=first) == after


@given(
    st.dates(date.fromordinal(KNOWN_TO.toordinal() + 1), date(9999, 12, 31)), st.sampled_from(all_provinces())
)
def test_a_day_beyond_what_is_known_is_refused(day: date, row: Province) -> None:
    """A map is not carried on in silence: beyond `known_to` every look-up refuses, or takes the last known map on request."""
    asked: list[Callable[..., object]] = [
        lambda **policy: provinces(on=day, **policy),
        lambda **policy: province(row.code, on=day, **policy),
        lambda **policy: successor("01", on_old=KNOWN_TO, to=day, **policy),
        lambda **policy: predecessors("01", on=day, **policy),
    ]
    for ask in asked:
        with pytest.raises(ProvinceError) as refused:
            ask()
        assert write_day(KNOWN_TO, "vi") in refused.value.vi
        assert "beyond='last_known'" in refused.value.en
    assert provinces(on=day, beyond="last_known") == provinces(on=KNOWN_TO)
    assert predecessors("01", on=day, beyond="last_known") == predecessors("01", on=KNOWN_TO)
    assert successor("01", on_old=day, to=day, beyond="last_known") == province("01", on=KNOWN_TO)


def test_the_last_known_day_is_answered() -> None:
    """`known_to` is inclusive, each row carries it, and a policy that there is not is refused."""
    assert province("22", on=KNOWN_TO).known_to == KNOWN_TO
    with pytest.raises(ProvinceError, match="beyond: there is no option"):
        provinces(on=KNOWN_TO, beyond="guess")  # type: ignore[arg-type] # the mistake that is tested


def test_the_codes_that_changed_meaning() -> None:
    """Exactly seven codes name another province than before."""
    assert _reused_codes() == ("15", "24", "44", "52", "80", "82", "91")


def test_names_that_moved_to_another_code() -> None:
    """The name of each reused code had another code before, as Lào Cai under 10."""
    before = {row.name: row.code for row in provinces(on=LAST_OLD)}
    moved = {
        province(code, on=MERGED).name: before[province(code, on=MERGED).name] for code in _reused_codes()
    }

    assert moved == {
        "Lào Cai": "10",
        "Bắc Ninh": "27",
        "Quảng Trị": "45",
        "Gia Lai": "64",
        "Tây Ninh": "72",
        "Đồng Tháp": "87",
        "An Giang": "89",
    }


def test_each_old_province_has_one_successor() -> None:
    """The 63 are the predecessors of the 34, each of exactly one."""
    used = Counter(code for row in provinces(on=MERGED) for code in row.predecessors)

    assert used == Counter(row.code for row in provinces(on=LAST_OLD))
    assert set(used.values()) == {1}


def test_a_merged_province_keeps_the_code_of_one_predecessor() -> None:
    """Every new code is the code of one of the provinces that it was merged from."""
    assert all(row.code in row.predecessors for row in provinces(on=MERGED))


@given(st.sampled_from(provinces(on=LAST_OLD)), st.dates(MERGED, KNOWN_TO))
def test_successor_and_predecessors_are_inverse(old: Province, day: date) -> None:
    """A province that is merged into another is among the predecessors of that one, on any later day."""
    new = successor(old.code, on_old=LAST_OLD, to=day)

    assert new.valid(day)
    assert old in predecessors(new.code, on=day)


def test_published_mergers() -> None:
    """Hà Nam went into Ninh Bình, Lào Cai and Yên Bái into code 15, Gia Lai and Bình Định into code 52."""
    assert successor("35", on_old=LAST_OLD, to=MERGED).name == "Ninh Bình"
    assert successor("10", on_old=LAST_OLD, to=MERGED).code == "15"
    assert [row.name for row in predecessors("52", on=MERGED)] == ["Bình Định", "Gia Lai"]
    assert [row.name for row in predecessors("37", on=MERGED)] == ["Hà Nam", "Nam Định", "Ninh Bình"]


def test_a_successor_within_one_map_is_the_same_code() -> None:
    """Between two days of one map a code stays what it is, in its row of the later day."""
    assert successor("52", on_old=date(2020, 1, 1), to=LAST_OLD).name == "Bình Định"
    assert successor("75", on_old=MERGED, to=date(2026, 4, 30)).kind is ProvinceKind.CITY
    assert predecessors("52", on=LAST_OLD) == ()


def test_a_successor_does_not_lie_in_the_past() -> None:
    """Going back is what predecessors() does, and the error says so."""
    with pytest.raises(ProvinceError, match=r"predecessors\(\)"):
        successor("52", on_old=MERGED, to=LAST_OLD)


def test_a_code_without_a_day_names_the_candidates() -> None:
    """The error without a day lists what the code meant and means, in both languages."""
    with pytest.raises(ProvinceError) as refused:
        province("52")

    assert "52: Bình Định until 2025-06-30, Gia Lai since 2025-07-01" in refused.value.en
    assert "52: Bình Định đến hết 30/6/2025, Gia Lai từ 1/7/2025" in refused.value.vi
    assert isinstance(refused.value, LookupError)


def test_a_change_of_kind_does_not_make_two_candidates() -> None:
    """Đồng Nai is one candidate since 2025-07-01, though it has two rows; so is a code of one map only."""
    with pytest.raises(ProvinceError, match="75: Đồng Nai until 2025-06-30, Đồng Nai since 2025-07-01;"):
        province("75")
    with pytest.raises(ProvinceError, match="64: Gia Lai until 2025-06-30;"):
        province("64")


def test_an_unknown_code_names_what_is_allowed() -> None:
    """A code of no map is refused with the codes that there are, with a day and without."""
    with pytest.raises(ProvinceError) as with_day:
        province("03", on=MERGED)
    with pytest.raises(ProvinceError) as without:
        province("03")

    assert "91 92 96" in with_day.value.en
    assert "64" not in with_day.value.en
    assert "62 64 66" in without.value.vi


def test_a_code_of_another_day_says_when_it_held() -> None:
    """A code that ended is refused with its own days."""
    with pytest.raises(ProvinceError, match="on 2025-07-01; allowed: 64: Gia Lai until 2025-06-30"):
        province("64", on=MERGED)


@pytest.mark.parametrize(
    ("ask", "days"),
    [
        (lambda: province("75"), ("30/6/2025", "1/7/2025")),
        (lambda: province("64", on=MERGED), ("1/7/2025", "30/6/2025")),
        (lambda: province("03", on=LAST_OLD), ("30/6/2025",)),
        (lambda: successor("52", on_old=MERGED, to=LAST_OLD), ("30/6/2025", "1/7/2025")),
        (lambda: provinces(on=KNOWN_TO + timedelta(days=1)), (write_day(KNOWN_TO, "vi"),)),
    ],
)
def test_days_as_sentences_write_them(ask: Callable[[], object], days: tuple[str, ...]) -> None:
    """A Vietnamese sentence writes 30/6/2025, an English one 2025-06-30."""
    with pytest.raises(ProvinceError) as refused:
        ask()
    assert all(day in refused.value.vi for day in days)
    assert not re.search("[0-9]{4}-[0-9]{2}", refused.value.vi)
    assert not re.search("[0-9]/[0-9]", refused.value.en)


@pytest.mark.parametrize("code", [1, 52, None, 1.0])
def test_a_number_is_no_code(code: object) -> None:
    """A number has lost its leading zero, so it is refused with the way to write it."""
    with pytest.raises(ProvinceError, match="'01', not 1"):
        province(code, on=MERGED)  # type: ignore[call-overload] # the mistake that is tested


def test_an_instant_is_no_day() -> None:
    """A datetime is refused: its day depends on an offset."""
    with pytest.raises(TypeError, match="local_day"):
        province("52", on=datetime(2025, 7, 1, tzinfo=UTC))
    with pytest.raises(TypeError, match="local_day"):
        provinces(on=datetime(2025, 7, 1, tzinfo=UTC))


def test_every_row_is_whole() -> None:
    """No number without its source: each row has a code of two digits, a name, a source, and its lineage."""
    assert [(row.code, _faults(row)) for row in all_provinces() if _faults(row)] == []


@pytest.mark.parametrize("name", ["source", "name", "code"])
def test_an_altered_row_is_found(name: str) -> None:
    """A row with a blank source, name or code is a fault."""
    row = all_provinces()[0]
    values: dict[str, Any] = {field: getattr(row, field) for field in Province.__slots__}

    assert _faults(Province(**{**values, name: " "})) == {name}
    assert _faults(Province(**{**values, "predecessors": ("02",)})) == {"predecessors"}


def test_a_scheme_without_source_cannot_be_read() -> None:
    """A map without its decision is not read at all."""
    from dlxh.data.province_facts import _of_scheme

    scheme = read_facts("provinces.toml")["schemes"][0]
    del scheme["source"]

    with pytest.raises(TypeError, match="source"):
        _of_scheme(scheme, KNOWN_TO)


def test_the_first_day_of_the_old_map_is_unknown() -> None:
    """No first day is held for the 63, and their last day is 2025-06-30."""
    assert {(row.valid_from, row.valid_to) for row in provinces(on=LAST_OLD)} == {(None, LAST_OLD)}
    assert province("46", on=LAST_OLD).name == "Huế"


@pytest.mark.parametrize("name", ["Sơn La", "Tỉnh Sơn La", "son la"])
def test_the_name_of_a_province_is_answered_with_its_code(name: str) -> None:
    """Whoever writes a name instead of a code learns the code from the error."""
    with pytest.raises(ProvinceError, match=r"cần mã tỉnh, không phải tên .*; hãy ghi '14' / .*; write '14'"):
        province(name, on=MERGED)


def test_a_name_of_another_day_is_answered_with_the_codes_of_the_day() -> None:
    """Bình Định ended on 2025-06-30, so its name gets no code of its own on a later day."""
    with pytest.raises(ProvinceError, match=r"không có mã tỉnh 'Bình Định'; dùng được: 01 04 "):
        province("Bình Định", on=MERGED)
