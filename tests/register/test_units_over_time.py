"""Units across time: which unit each unit counts under, as it was, as it is, or on a day."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import OrgUnit, Tables
from dlxh.data.province_facts import MERGED, all_provinces, successor
from dlxh.errors import MissingInputError
from dlxh.models import Succession
from dlxh.register.units_over_time import LEVELS, UNDIVIDED, LineageError, Units, lineage
from tests.engines import Engine
from tests.lengths import examples
from tests.sample import unit

AS_OF = date(2026, 3, 20)
BEFORE = date(2025, 6, 30)


def follows(*steps: tuple[str, str, str] | str) -> list[Succession]:
    """Successions by (successor, kind, day); a bare id was merged on 1/7/2025."""
    full = ((step, "merge", "2025-07-01") if isinstance(step, str) else step for step in steps)
    return [Succession(successor=key, kind=kind, on=on) for key, kind, on in full]


def old(key: str, *steps: tuple[str, str, str] | str, **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    """A unit that ended on 30/6/2025."""
    return unit(key, **{"valid_to": "2025-06-30", "successors": follows(*steps), **fields})


def new(key: str, **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    """A unit that began on 1/7/2025."""
    return unit(key, **{"valid_from": "2025-07-01", **fields})


def tables(*units: OrgUnit, as_of: date = AS_OF) -> Tables:
    """Tables of units only."""
    return Tables.of(units, as_of=as_of)


def found(held: Tables, units: Units, *levels: str) -> dict[str, Any]:
    """What each unit counts under, with what is above it if levels are asked."""
    frame = lineage(held, units, levels)
    assert frame.columns == ["unit", "org_unit", *levels]
    return {row[0]: row[1] if not levels else row[1:] for row in frame.rows()}


def highlands() -> Tables:
    """Gia Lai and Bình Định until 30/6/2025, Gia Lai since; a district, its communes, one of them split."""
    province, commune = {"level": "province"}, {"level": "commune"}
    return tables(
        old("P52", "N52", name="Tỉnh Bình Định", area={"code": "52", "scheme": "124/2004"}, **province),
        old("P64", "N52", name="Tỉnh Gia Lai", area={"code": "64", "scheme": "124/2004"}, **province),
        new("N52", name="Tỉnh Gia Lai", area={"code": "52", "scheme": "19/2025"}, **province),
        old("H1", name="Huyện Ví Dụ", parent="P64"),
        old("C1", "D1", parent="H1", **commune),
        old("C2", "D1", parent="H1", **commune),
        old("C3", ("D1", "split", "2025-07-01"), ("D2", "split", "2025-07-01"), parent="H1", **commune),
        new("D1", parent="N52", **commune),
        new("D2", parent="N52", **commune),
    )


def north() -> Tables:
    """Lào Cai and Yên Bái until 30/6/2025, Lào Cai since, with the boards of both."""
    province = {"level": "province"}
    board = {**province, "kind": "propaganda_board"}
    return tables(
        old("P10", "N15", name="Tỉnh Lào Cai", area={"code": "10", "scheme": "124/2004"}, **province),
        old("P15", "N15", name="Tỉnh Yên Bái", area={"code": "15", "scheme": "124/2004"}, **province),
        new("N15", name="Tỉnh Lào Cai", area={"code": "15", "scheme": "19/2025"}, **province),
        old("TG", ("DV", "rename", "2025-03-01"), parent="P10", **{**board, "valid_to": "2025-02-28"}),
        old("DV", "M", valid_from="2025-03-01", parent="P10", **board),
        old("YB", "M", parent="P15", **board),
        new("M", parent="N15", **board),
    )


def test_gia_lai_in_2025(on_engine: Engine) -> None:
    """Gia Lai in 2025: two provinces before 1 July, one after; the code 52 is not a guide, the lineage is."""
    held = on_engine(highlands())

    as_was = found(held, "as_was", "province", "district", "commune")
    assert as_was["C1"] == ("C1", "P64", "H1", "C1")
    assert as_was["H1"] == ("H1", "P64", "H1", None)
    assert as_was["D1"] == ("D1", "N52", None, "D1")
    as_is = found(held, "as_is", "province", "district", "commune")
    assert [as_is[key][1] for key in ("P52", "P64", "N52", "H1", "C1", "C2", "D1")] == ["N52"] * 7
    assert as_is["C1"] == ("D1", "N52", None, "D1")
    assert as_is["H1"] == ("H1", "N52", "H1", None)
    before = found(held, BEFORE, "province", "commune")
    assert [before[key][1] for key in ("P52", "P64", "H1", "C3")] == ["P52", "P64", "P64", "P64"]
    assert before["N52"] == (UNDIVIDED, UNDIVIDED, None)
    assert before["D1"] == (UNDIVIDED, "P64", UNDIVIDED)
    assert before["D2"] == ("C3", "P64", "C3")
    assert found(held, MERGED) == found(held, "as_is")


def test_a_split_within_one_province_is_undivided_only_below_it(on_engine: Engine) -> None:
    """A split commune counts under no commune, but under the province that holds all its parts."""
    held = on_engine(highlands())

    assert found(held, "as_is", "province", "commune")["C3"] == (UNDIVIDED, "N52", UNDIVIDED)


def test_lao_cai_in_2025(on_engine: Engine) -> None:
    """Lào Cai in 2025: three names of one board in five months end in one, and go back to two provinces."""
    held = on_engine(north())

    as_is = found(held, "as_is", "province")
    assert as_is["TG"] == as_is["DV"] == as_is["YB"] == as_is["M"] == ("M", "N15")
    assert found(held, date(2025, 2, 28))["DV"] == "TG"
    spring = found(held, date(2025, 3, 1), "province")
    assert spring["TG"] == ("DV", "P10")
    assert spring["YB"] == ("YB", "P15")
    assert spring["M"] == (UNDIVIDED, UNDIVIDED)
    assert found(held, "as_was", "province")["TG"] == ("TG", "P10")


def test_as_is_is_the_map_of_the_day_of_the_tables() -> None:
    """`as_is` follows `as_of`: in June 2025 the new Gia Lai is not there yet."""
    held = tables(old("a", "b"), new("b"), as_of=BEFORE)

    assert found(held, "as_is") == found(held, BEFORE) == {"a": "a", "b": "a"}


def test_unknown_days_are_open() -> None:
    """A unit whose first or last day is not known is valid before or after all that is known."""
    held = tables(unit("a"), unit("b", valid_to="2020-12-31"), unit("c", valid_from="2020-12-31"))

    for day in (date(1980, 1, 1), date(2020, 12, 31), date(2100, 1, 1)):
        assert found(held, day) == {"a": "a", "b": "b", "c": "c"}


@pytest.mark.parametrize("kind", ["merge", "rename", "split"])
def test_without_a_last_day_a_merger_or_new_name_ends_a_unit_and_a_split_does_not(kind: str) -> None:
    """What took its place is known, so the day is; only of a split the old unit may go on."""
    held = tables(unit("a", successors=follows(("b", kind, "2025-07-01"))), new("b"))

    assert found(held, BEFORE)["a"] == "a"
    assert found(held, MERGED)["a"] == ("a" if kind == "split" else "b")


def test_a_last_day_that_is_known_is_not_replaced() -> None:
    """A unit with a last day of its own counts as itself until that day."""
    held = tables(unit("a", valid_to="2025-12-31", successors=follows("b")), new("b"))

    assert found(held, date(2025, 12, 31))["a"] == "a"
    assert found(held, date(2026, 1, 1))["a"] == "b"


def test_a_unit_whose_line_ends_stays_itself() -> None:
    """A unit that ended with nothing after it, or began with nothing before it, is not lost."""
    held = tables(old("a"), new("b"))

    assert found(held, AS_OF) == found(held, BEFORE) == {"a": "a", "b": "b"}


def test_between_two_units_the_older_one_stands() -> None:
    """In the days between the end of one and the beginning of the next, both count under the one that ended."""
    late = ("b", "rename", "2025-09-01")
    held = tables(old("a", late), unit("b", valid_from="2025-09-01"), old("c", late))

    assert found(held, date(2025, 8, 1)) == {"a": "a", "b": UNDIVIDED, "c": "c"}
    assert found(held, date(2025, 9, 1)) == {"a": "b", "b": "b", "c": "b"}


def test_a_successor_counts_from_the_day_of_the_succession() -> None:
    """A unit that took in another in 2025 was there before, but did not follow it yet."""
    held = tables(old("a", ("b", "merge", "2025-09-01")), unit("b"))

    assert found(held, date(2025, 8, 31)) == {"a": "a", "b": "b"}
    assert found(held, date(2025, 9, 1)) == {"a": "b", "b": "b"}


def test_a_successor_that_has_not_begun_yet_takes_nothing_over() -> None:
    """Where succession and first day of the successor disagree, the later one holds."""
    held = tables(old("a", "b"), unit("b", valid_from="2025-09-01"))

    assert found(held, date(2025, 8, 1)) == {"a": "a", "b": "a"}
    assert found(held, date(2025, 9, 1)) == {"a": "b", "b": "b"}


def test_of_several_days_the_first_one_ends_a_unit() -> None:
    """A unit without a last day ended when the first of its successors took over, on the first day that is stated."""
    steps = [("b", "rename", "2025-07-01"), ("b", "rename", "2025-10-01"), ("c", "merge", "2026-01-01")]
    for turned in (steps, steps[::-1]):
        held = tables(unit("a", successors=follows(*turned)), new("b"), unit("c", valid_from="2026-01-01"))

        assert found(held, BEFORE)["a"] == "a"
        assert found(held, MERGED)["a"] == "b"
        assert found(held, date(2026, 1, 1))["a"] == UNDIVIDED


def test_several_ways_to_one_unit_are_one() -> None:
    """A unit that was split and merged again is undivided in between, and whole before and after."""
    split = [("b", "split", "2021-01-01"), ("c", "split", "2021-01-01")]
    middle = {"valid_from": "2021-01-01"}
    held = tables(
        old("a", *split, valid_to="2020-12-31"), old("b", "d", **middle), old("c", "d", **middle), new("d")
    )

    assert found(held, AS_OF) == dict.fromkeys("abcd", "d")
    assert found(held, date(2020, 1, 1)) == dict.fromkeys("abcd", "a")
    assert found(held, date(2022, 1, 1)) == {"a": UNDIVIDED, "b": "b", "c": "c", "d": UNDIVIDED}


def test_going_back_a_unit_that_was_gone_by_then_goes_forward() -> None:
    """What began later is followed back to what it came from, wherever that was on the day."""
    held = tables(
        unit("a", valid_to="2020-12-31", successors=follows(("b", "merge", "2021-01-01"), "c")),
        unit("b", valid_from="2021-01-01"),
        new("c"),
    )

    assert found(held, date(2022, 1, 1))["c"] == "b"


def test_a_board_rolls_up_into_its_province() -> None:
    """A level is the highest ancestor of that level: a department of the province is in the province."""
    board = {"kind": "propaganda_board", "level": "province"}
    held = tables(unit("t", level="province"), unit("b", parent="t", **board), unit("p", parent="b", **board))

    assert found(held, "as_is", "province", "district") == {
        "t": ("t", "t", None),
        "b": ("b", "t", None),
        "p": ("p", "t", None),
    }


def test_non_territorial_bodies_stand_beside_places(on_engine: Engine) -> None:
    """Đảng ủy Khối is next to the districts, and in its province where provinces are asked."""
    bloc = {"kind": "bloc_party_committee", "level": "non_territorial"}
    held = on_engine(
        tables(
            unit("t", level="province"),
            unit("h", parent="t"),
            unit("k", parent="t", **bloc),
            unit("k1", parent="k", **bloc),
            unit("s", parent="k1", kind="department", level="province"),
            unit("alone", **bloc),
        )
    )

    assert found(held, "as_was", "district", "province", "central") == {
        "t": ("t", None, "t", None),
        "h": ("h", "h", "t", None),
        "k": ("k", "k", "t", "k"),
        "k1": ("k1", "k", "t", "k"),
        "s": ("s", "k", "t", "k"),
        "alone": ("alone", "alone", "alone", "alone"),
    }


def test_parents_that_were_split_share_what_is_above_them() -> None:
    """The parent is moved to the map too; if it cannot be divided, that level is not, and the next one may be."""
    split = [("h1", "split", "2025-07-01"), ("h2", "split", "2025-07-01")]
    held = tables(
        unit("t", level="province"),
        old("h", *split, parent="t"),
        new("h1", parent="t"),
        new("h2", parent="t"),
        unit("x", level="commune", parent="h"),
    )

    assert found(held, "as_is", "province", "district", "commune")["x"] == ("x", "t", UNDIVIDED, "x")


def test_where_one_part_has_a_level_and_the_other_none_it_is_not_known() -> None:
    """Half in a province and half in none is not in that province."""
    split = [("a", "split", "2025-07-01"), ("b", "split", "2025-07-01")]
    held = tables(
        unit("t", level="province"),
        old("x", *split, level="commune"),
        new("a", level="commune", parent="t"),
        new("b", level="commune"),
    )

    assert found(held, "as_is", "province")["x"] == (UNDIVIDED, UNDIVIDED)


def test_a_district_that_became_a_commune_is_above_none() -> None:
    """An island district went on as one commune; the communes that still name it are in the province."""
    held = tables(
        old("p", "n", level="province"),
        new("n", level="province"),
        old("h", "dk", parent="p"),
        new("dk", level="commune", parent="n"),
        unit("x", level="commune", parent="h"),
        old("top", "y", level="district"),
        new("y", level="commune", parent="top"),
    )

    as_is = found(held, "as_is", "province", "district", "commune")
    assert as_is["x"] == ("x", "n", None, "x")
    assert as_is["h"] == ("dk", "n", None, "dk")
    assert as_is["y"] == as_is["top"] == ("y", None, None, "y")


def test_what_is_not_in_the_table_ends_the_line() -> None:
    """A parent or a successor that is not there is a finding of the rules, not an error here."""
    held = tables(old("a", "nowhere", "b", parent="nobody"), new("b", parent="nobody"))
    frames = {name: held.polars(name) for name in held}
    strange = pl.DataFrame(
        {"unit": ["ghost"], "position": [1], "successor": ["b"], "kind": ["merge"], "on": [MERGED]}
    )
    more = pl.concat([frames["unit_successors"].select(strange.columns), strange], how="vertical_relaxed")
    held = Tables({**frames, "unit_successors": more}, as_of=AS_OF)

    assert found(held, "as_is", "province") == {"a": ("b", None), "b": ("b", None)}
    assert found(held, BEFORE) == {"a": "a", "b": "a"}


def test_without_successions_nothing_follows_anything() -> None:
    """Where the successions were not collected, each unit is itself on every map; levels still roll up."""
    frame = tables(unit("t", level="province"), old("h", parent="t")).polars("units")
    held = Tables({"units": frame}, as_of=AS_OF)

    assert found(held, "as_is", "province") == {"h": ("h", "t"), "t": ("t", "t")}


def test_without_units_there_is_no_lineage() -> None:
    """An absent table of units is an error; an empty one has no units."""
    with pytest.raises(MissingInputError, match="units"):
        lineage(Tables({}, as_of=AS_OF), "as_is")
    assert lineage(Tables.of([], as_of=AS_OF, empty=["units"]), "as_is", LEVELS).schema == dict.fromkeys(
        ("unit", "org_unit", *LEVELS), pl.String
    )


def test_faulty_rows_count_once_at_most() -> None:
    """A row without id counts nowhere, an id that appears twice once, a succession without day from the start."""
    units = pl.DataFrame(
        {
            "id": ["b", None, "a", "a"],
            "name": ["x"] * 4,
            "kind": ["place"] * 4,
            "level": [None, "province", "province", "district"],
            "valid_to": [None, None, BEFORE, BEFORE],
        },
        schema_overrides={"valid_to": pl.Date},
    )
    steps = pl.DataFrame(
        {"unit": ["a"], "position": [1], "successor": ["b"], "kind": ["merge"], "on": [None]},
        schema_overrides={"on": pl.Date},
    )
    for turned in (units, units.reverse()):
        held = Tables({"units": turned, "unit_successors": steps}, as_of=AS_OF)
        assert found(held, "as_is", "province") == {"a": ("b", None), "b": ("b", None)}
        assert found(held, "as_was", "district") == {"a": ("a", "a"), "b": ("b", None)}


@pytest.mark.parametrize("units", ["as_was", "as_is", BEFORE])
def test_nothing_is_above_units_in_a_circle(units: Units) -> None:
    """Of units that are above each other none is known to be above; what hangs on the circle keeps its own parent."""
    held = tables(unit("c", parent="a", level="commune"), unit("a", parent="b"), unit("b", parent="a"))

    assert found(held, units, "district", "province") == {
        "a": ("a", "a", None),
        "b": ("b", "b", None),
        "c": ("c", "a", None),
    }


@pytest.mark.parametrize("units", ["as_was", "as_is", BEFORE])
def test_units_that_follow_each_other_stay_themselves(units: Units) -> None:
    """Of units that follow each other none is the last, so each stays itself; what leads into the circle goes that far."""
    held = tables(old("a", "b"), old("b", "a"), unit("c"), old("d", "c"))
    ended = "c" if units == "as_is" else "d"

    assert found(held, units) == {"a": "a", "b": "b", "c": "c", "d": ended}


def test_a_unit_that_is_its_own_parent_has_none() -> None:
    """The shortest circle has one unit."""
    assert found(tables(unit("a", parent="a")), "as_was", "district", "province") == {"a": ("a", "a", None)}


def test_a_circle_that_went_on_lower_down_comes_to_an_end() -> None:
    """Districts that are above each other and went on as one commune are above nothing on the new map."""
    held = tables(old("a", "x", parent="b"), old("b", "x", parent="a"), new("x", level="commune"))

    assert found(held, "as_is", "commune", "district") == dict.fromkeys("abx", ("x", "x", None))


def test_a_parent_that_became_its_own_child_has_none_on_the_new_map() -> None:
    """No circle as recorded, but on the new map the unit would be above itself."""
    held = tables(old("a", "b"), new("b", parent="a"))

    assert found(held, "as_was", "district", "province")["b"] == ("b", "a", None)
    assert found(held, "as_is", "district", "province")["b"] == ("b", "b", None)


def test_long_lines_and_long_circles_come_to_an_end() -> None:
    """A line of thousands is followed to its end, and so is a circle of thousands."""
    keys = [f"u{number:04}" for number in range(2000)]
    chain = [unit(key, parent=keys[place - 1] if place else None) for place, key in enumerate(keys)]
    assert found(tables(*chain), "as_is", "district")["u1999"] == ("u1999", "u0000")
    ring = [*chain[1:], unit("u0000", parent="u1999")]
    assert found(tables(*ring), "as_is", "province")["u1999"] == ("u1999", None)


def test_what_is_asked_wrongly_is_refused() -> None:
    """An unknown map or level names those that are; a datetime is not a day; the library's word is not an id."""
    held = tables(unit("a"))
    with pytest.raises(LineageError, match="as_was"):
        lineage(held, "as_wos")  # type: ignore[arg-type] # the error is the point
    with pytest.raises(LineageError, match="central, province, district, commune"):
        lineage(held, "as_is", ["non_territorial"])
    with pytest.raises(TypeError, match="datetime"):
        lineage(held, datetime(2025, 7, 1))  # noqa: DTZ001 - the error is the point
    with pytest.raises(LineageError, match="undivided"):
        lineage(tables(unit(UNDIVIDED)), "as_is")
    assert lineage(held, "as_is", ["district", "district"]).columns == ["unit", "org_unit", "district"]


@st.composite
def histories(draw: st.DrawFn, *, splits: bool = True) -> list[OrgUnit]:
    """Units in generations; each that ends goes on in units of the next one, or in none."""
    days = [date(2020, 1, 1) + timedelta(days=400 * place) for place in range(4)]
    generations = [
        [f"g{age}-{number}" for number in range(draw(st.integers(1, 4)))] for age in range(len(days))
    ]
    units = []
    for age, keys in enumerate(generations):
        later = generations[age + 1] if age + 1 < len(days) else []
        for key in keys:
            most = 2 if splits else 1
            next_ones = draw(st.lists(st.sampled_from(later), max_size=most, unique=True)) if later else []
            steps = [
                (after, "split" if len(next_ones) > 1 else "merge", str(days[age + 1])) for after in next_ones
            ]
            above = draw(st.none() | st.sampled_from([f"g{age}-{number}" for number in range(4)]))
            parent = above if above is not None and above < key and above in keys else None
            units.append(
                unit(
                    key,
                    level=draw(st.sampled_from([*LEVELS, "non_territorial"])),
                    parent=parent,
                    valid_from=draw(st.sampled_from([None, str(days[age])])),
                    valid_to=str(days[age + 1] - timedelta(days=1)) if later else None,
                    successors=follows(*steps),
                )
            )
    return units


def around() -> st.SearchStrategy[date]:
    """Days before, between and after the generations."""
    return st.dates(date(2019, 1, 1), date(2025, 1, 1))


@settings(max_examples=examples(50))
@given(histories(), around())
def test_every_unit_counts_once_on_every_map(units: list[OrgUnit], day: date) -> None:
    """Roll-ups say which map they used, and on each map every recorded unit counts exactly once."""
    held = tables(*units)
    for asked in ("as_was", "as_is", day):
        frame = lineage(held, asked, LEVELS)
        assert frame["unit"].to_list() == sorted(each.id for each in units)
        assert frame["org_unit"].null_count() == 0
        assert frame.group_by("org_unit").len()["len"].sum() == len(units)


@settings(max_examples=examples(50))
@given(histories(), around())
def test_moving_twice_is_moving_once(units: list[OrgUnit], day: date) -> None:
    """What a unit counts under counts under itself on the same map."""
    on_map = found(tables(*units), day)
    counted = set(on_map.values()) - {UNDIVIDED}
    assert {place: on_map[place] for place in counted} == {place: place for place in counted}


@settings(max_examples=examples(50))
@given(histories(splits=False))
def test_mergers_alone_never_divide(units: list[OrgUnit]) -> None:
    """Forward, only a split can be undivided: mergers and new names lead to one unit."""
    frame = lineage(tables(*units), date(2030, 1, 1), LEVELS)
    assert not frame.select(pl.any_horizontal((pl.all() == UNDIVIDED).any())).item()


@settings(max_examples=examples(50))
@given(histories(), around(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(units: list[OrgUnit], day: date, chance: random.Random) -> None:
    """The same units in another order give the same frame."""
    turned = list(units)
    chance.shuffle(turned)
    assert lineage(tables(*turned), day, LEVELS).equals(lineage(tables(*units), day, LEVELS))


def country() -> Iterable[OrgUnit]:
    """63 and 34 provinces, 700 districts, 10,035 communes, a tenth of them split, into 3,321, some of them merging again."""
    for row in all_provinces():
        if row.valid_from is None:
            heir = f"N{successor(row.code, on_old=BEFORE, to=MERGED).code}"
            yield old(f"P{row.code}", heir, level="province")
    codes = sorted({row.code for row in all_provinces() if row.valid_from is None})
    heirs = [f"N{successor(code, on_old=BEFORE, to=MERGED).code}" for code in codes]
    for key in sorted(set(heirs)):
        yield new(key, level="province")
    for number in range(700):
        yield old(f"H{number}", parent=f"P{codes[number % 63]}")
    for number in range(10035):
        split = (number % 700 % 63, number % 10 == 0)
        near = [
            each for each in (split[0] + 63 * (number % 52), split[0] + 63 * (number % 51)) if each < 3321
        ]
        parts = sorted(set(near[: 1 + split[1]]))
        steps = [(f"D{part}", "split" if len(parts) > 1 else "merge", "2025-07-01") for part in parts]
        yield old(f"C{number}", *steps, level="commune", parent=f"H{number % 700}")
    for number in range(3321):
        again = [("D0", "merge", "2026-01-01")] if number and number % 100 == 0 else []
        end = "2025-12-31" if again else None
        yield new(
            f"D{number}", level="commune", parent=heirs[number % 63], valid_to=end, successors=follows(*again)
        )


def test_a_whole_country_is_followed_in_a_moment() -> None:
    """The 63 and 34 provinces, 700 districts and 13,356 communes take half a second, and never minutes."""
    held = tables(*country())
    started = perf_counter()
    frame = lineage(held, "as_is", LEVELS)
    taken = perf_counter() - started

    assert frame.height == 63 + 34 + 700 + 10035 + 3321
    communes = frame.filter(pl.col("unit").str.starts_with("C"))
    assert 500 < (communes["org_unit"] == UNDIVIDED).sum() < 1100
    assert taken < 10, taken  # 0.5 s where nothing else runs; far more if it grew with the square
