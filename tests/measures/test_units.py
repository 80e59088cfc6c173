"""Figures on the map of 2025: Gia Lai and Lào Cai before and after 1 July, as they were, as they are, and on a day."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from dlxh import Collaborator, Network, OrgUnit, Period, Register, Tables, measure
from dlxh.errors import MeasureError
from dlxh.models import Succession
from dlxh.register import place_units
from dlxh.register.units_over_time import Units
from tests.engines import Engine
from tests.sample import item, membership, report

BEFORE = date(2025, 6, 30)
AS_OF = date(2026, 3, 20)
YEAR = Period.parse("2025")


def _after(*successors: str, kind: str = "merge") -> list[Succession]:
    return [Succession(successor=key, kind=kind, on="2025-07-01") for key in successors]


def _unit(key: str, parent: str, level: str = "district", **fields: Any) -> OrgUnit:  # noqa: ANN401
    return OrgUnit(**{"id": key, "name": key, "kind": "place", "level": level, "parent": parent, **fields})


UNITS = [
    *place_units(down_to="province"),
    _unit("chu-se", "T124-64", valid_to=BEFORE),
    _unit("quy-nhon", "T124-52", valid_to=BEFORE),
    _unit("xa-moi-1", "T19-52", "commune", valid_from="2025-07-01"),
    _unit("xa-moi-2", "T19-52", "commune", valid_from="2025-07-01"),
    _unit(
        "xa-cu", "chu-se", "commune", valid_to=BEFORE, successors=_after("xa-moi-1", "xa-moi-2", kind="split")
    ),
    _unit("bac-ha", "T124-10", valid_to=BEFORE),
    _unit("tran-yen", "T124-15", valid_to=BEFORE),
    OrgUnit(
        id="khoi", name="Đảng ủy Khối", kind="bloc_party_committee", level="non_territorial", parent="T124-10"
    ),
]
HOMES = {
    "G1": "chu-se",
    "G2": "quy-nhon",
    "G3": "xa-cu",
    "G4": "xa-moi-1",
    "L1": "bac-ha",
    "L2": "tran-yen",
    "L3": "khoi",
    "X1": "nowhere",
}


def _reports() -> list[Any]:
    found = []
    for who, home in HOMES.items():
        for place, day in enumerate(("2025-06-30", "2025-07-01")):
            items = [item(f"{who}-{place}", place=home)]
            found.append(
                report(f"{who}{place}", author=who, received_at=f"{day}T08:00:00+07:00", items=items)
            )
    return found


PEOPLE = [Collaborator(id=who, network="gl", organisation=home) for who, home in HOMES.items()]
MEMBERSHIPS = [membership(f"m-{who}", "2025-01-01", collaborator=who) for who in HOMES]


@cache
def both() -> Tables:
    """The two provinces of before, in one of today."""
    return Tables.of([*UNITS, *PEOPLE, *MEMBERSHIPS, *_reports()], as_of=AS_OF)


def _told(subject: Tables, codes: Any, **asked: Any) -> dict[Any, int]:  # noqa: ANN401
    """What was found under each key; zeros and what does not apply are left aside."""
    result = measure(subject, codes, period=YEAR, **asked)
    return {
        row[0] if len(result.by) == 1 else row[: len(result.by)]: row[-1]
        for row in result.polars.select(*result.by, "value").iter_rows()
        if row[-1]
    }


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (
            "as_was",
            {"T124-64": 4, "T124-52": 2, "T19-52": 2, "T124-10": 4, "T124-15": 2, None: 2},
        ),
        ("as_is", {"T19-52": 8, "T19-15": 6, None: 2}),
        (BEFORE, {"T124-64": 6, "T124-52": 2, "T124-10": 4, "T124-15": 2, None: 2}),
    ],
    ids=str,
)
def test_provinces_on_three_maps(on_engine: Engine, units: Units, expected: dict[Any, int]) -> None:
    """Every past is still true: reports of 2025 by province as it was, as it is, and on the last day of the 63."""
    assert _told(on_engine(both()), ["reports"], by=["province"], units=units) == expected


def test_a_split_is_not_guessed(on_engine: Engine) -> None:
    """What a split has divided is under `undivided`; its province is known all the same."""
    by_unit = _told(on_engine(both()), ["reports"], by=["unit"], units="as_is")

    assert by_unit["undivided"] == 2
    assert by_unit["xa-moi-1"] == 2
    assert _told(both(), ["reports"], by=["unit"], units=BEFORE) == {
        **dict.fromkeys(["chu-se", "quy-nhon", "bac-ha", "tran-yen", "khoi", "nowhere"], 2),
        "xa-cu": 4,
    }


def test_bodies_without_a_place_stand_beside(on_engine: Engine) -> None:
    """Asked by district, a Party committee of a bloc is listed with the districts, and a province has no district."""
    assert _told(on_engine(both()), ["reports"], by=["district"]) == {
        "chu-se": 4,
        "quy-nhon": 2,
        "bac-ha": 2,
        "tran-yen": 2,
        "khoi": 2,
        None: 4,
    }


def test_nothing_is_lost_on_any_map(on_engine: Engine) -> None:
    """Sums are equal on every map and at every level: each unit counts exactly once."""
    tables = on_engine(both())
    for units in ("as_was", "as_is", BEFORE, date(2026, 1, 1)):
        for level in ("unit", "central", "province", "district", "commune"):
            asked: Any = {"by": [level], "units": units}
            assert sum(_told(tables, ["reports"], **asked).values()) == 2 * len(HOMES)
            assert sum(_told(tables, ["items"], **asked).values()) == 2 * len(HOMES)


def test_people_count_once_in_a_province(on_engine: Engine) -> None:
    """A stock of persons is counted anew on the map asked for, and can be broken down further."""
    tables = on_engine(both())

    assert _told(tables, ["collaborators"], by=["province"], units="as_is") == {
        "T19-52": 4,
        "T19-15": 3,
        None: 1,
    }
    by_month = _told(tables, ["collaborators"], by=["half_year", "province"], units="as_is")
    assert by_month["2025-H1", "T19-52"] == by_month["2025-H2", "T19-52"] == 4


def test_a_level_is_a_condition_too(on_engine: Engine) -> None:
    """`where` takes a unit of a level, and with it all that is below."""
    tables = on_engine(both())
    asked: Any = {"where": {"province": "T19-52"}, "units": "as_is"}

    assert measure(tables, "reports", **asked).figure("reports").value == 8
    with pytest.raises(MeasureError, match="there is no province 'T19-99'"):
        measure(tables, "reports", where={"province": "T19-99"})


def test_what_stands_below_one_province_is_not_looked_for_in_others() -> None:
    """Districts of one province are those that were found there; networks have a row whatever else is asked."""
    rows = measure(both(), "reports", by=["district"], where={"province": "T124-64"}, period=YEAR).polars
    networks = [Network(id=key, name=key, owner="T19-52", level="province") for key in ("gl", "lc")]
    held = Tables.of([*networks, *_reports()], as_of=AS_OF)
    silent = measure(held, "reports", by=["network"], where={"channel": "zalo"}).polars

    assert rows.select("district", "value").rows() == [("chu-se", 4)]
    assert silent.select("network", "value").rows() == [("gl", 0), ("lc", 0)]


def test_every_unit_of_a_level_has_a_row() -> None:
    """A province that sent nothing stays as zero; one that had ended before the days asked for is not spoken of."""
    second_half = measure(both(), "reports", by=["province"], period="2025-H2").polars
    found = dict(second_half.select("province", "value").iter_rows())

    assert found["T19-01"] == 0
    assert "T124-01" not in found
    assert len([key for key in found if key is not None and key.startswith("T19-")]) == 34


def test_a_merged_unit_without_a_last_day_lives_no_longer(on_engine: Engine) -> None:
    """What was merged or renamed has ended on the day before, also where nobody wrote that down: no zero row lives on."""
    old = [
        OrgUnit(id=key, name=key, kind="place", level="province", successors=_after("moi", kind=kind))
        for key, kind in (("cu-1", "merge"), ("cu-2", "rename"), ("cu-3", "split"))
    ]
    new = OrgUnit(id="moi", name="Mới", kind="place", level="province", valid_from="2025-07-01")
    person = Collaborator(id="A", network="gl", organisation="cu-1")
    tables = on_engine(
        Tables.of(
            [*old, new, person, report(author="A", received_at="2025-06-30T08:00:00+07:00")], as_of=AS_OF
        )
    )

    def told(period: str, **asked: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - of the question
        rows = measure(tables, "reports", by=["province"], period=period, **asked).polars
        return rows.select("province", "value", "qualifier").rows()

    assert told("2025-H1") == [("cu-1", 1, "exact"), ("cu-2", 0, "exact"), ("cu-3", 0, "exact")]
    assert told("2025-H2") == [("cu-3", 0, "exact"), ("moi", 0, "exact")]
    assert told("2025", units="as_is") == [("cu-3", 0, "exact"), ("moi", 1, "exact")]
    by_half = measure(
        tables, "reports", by=["half_year", "unit"], period="2025", where={"unit": "cu-1"}
    ).polars
    assert by_half["qualifier"].to_list() == ["exact", "not_applicable"]


def test_a_unit_that_had_ended_is_not_zero(on_engine: Engine) -> None:
    """Before a unit began and after it ended there is no zero to report: it does not apply."""
    rows = measure(
        on_engine(both()),
        ["reports", "collaborators"],
        by=["quarter", "unit"],
        period=YEAR,
        where={"unit": ["xa-moi-2", "chu-se", "xa-moi-1"]},
    ).polars
    found = {
        (row[0], row[1], row[2]): row[3:]
        for row in rows.select("quarter", "unit", "measure", "value", "qualifier").iter_rows()
    }

    assert found["2025-Q1", "xa-moi-1", "reports"] == (None, "not_applicable")
    assert found["2025-Q4", "xa-moi-1", "reports"] == (0, "exact")
    assert found["2025-Q1", "chu-se", "reports"] == (0, "exact")
    assert found["2025-Q4", "chu-se", "reports"] == (None, "not_applicable")
    assert found["2025-Q3", "chu-se", "reports"] == (1, "exact")  # it is there, and a rule finds it


@pytest.mark.parametrize(
    ("people", "units", "expected"),
    [
        (["G1", "L1", "L2"], "as_was", (3, "exact")),
        (["G1", "L1", "L2"], "as_is", (3, "exact")),
        (["P1", "P2", "L1"], "as_was", (3, "exact")),
        (["P1", "P2", "L1"], "as_is", (2, "exact")),
        (["P1", "P2", "L1"], BEFORE, (3, "exact")),
        (["P1", "G3", "G4"], "as_was", (3, "exact")),
        (["P1", "G3", "G4"], "as_is", (2, "at_least")),
        (["G3"], "as_is", (1, "at_least")),
    ],
    ids=str,
)
def test_units_are_counted_on_the_map_asked_for(
    on_engine: Engine, people: list[str], units: Units, expected: tuple[int, str]
) -> None:
    """Two provinces that became one are one unit with collaborators on the new map; what a split divided is a lower bound."""
    homes = {**HOMES, "P1": "T124-52", "P2": "T124-64"}
    sent = [Collaborator(id=who, network="gl", organisation=homes[who]) for who in people]
    held = [membership(f"m-{who}", "2025-01-01", collaborator=who) for who in people]
    tables = on_engine(Tables.of([*UNITS, *sent, *held], as_of=AS_OF))
    asked: Any = {"units": units}
    alone = measure(tables, "units_with_collaborators", **asked).polars
    beside = measure(tables, ["collaborators", "units_with_collaborators"], **asked).polars

    assert alone.select("value", "qualifier").rows() == [expected]
    assert beside.select("value", "qualifier").rows() == [(len(people), "exact"), expected]


@pytest.mark.traced
def test_maps_need_units() -> None:
    """Without a table of units there is no level and no other map."""
    bare = Register(_reports(), as_of=AS_OF)
    for asked in (
        {"by": ["province"]},
        {"by": ["unit"], "units": "as_is"},
        {"where": {"district": "x"}},
        {"where": {"unit": "x"}, "units": "as_is"},
    ):
        given: Any = asked
        with pytest.raises(MeasureError, match="need the table units"):
            measure(bare, ["reports"], **given)
    assert measure(bare, ["reports"], units="as_is").figure("reports").value == 16
    with pytest.raises(MeasureError, match="need the table units"):
        measure(bare, ["units_with_collaborators"], units="as_is")


@cache
def renamed() -> Tables:
    """A commune and a body of Đồng Nai, which became a city on 30/4/2026; the body is recorded below the city alone."""
    units = [
        *place_units(down_to="province"),
        _unit("xa", "T19-75", "commune", valid_from="2025-07-01"),
        _unit("xa-im", "T19-75", "commune", valid_from="2025-07-01"),
        OrgUnit(id="ban", name="Ban", kind="propaganda_and_mass_board", level="province", parent="T19-75-2"),
    ]
    people = [Collaborator(id=f"N-{unit}", network="gl", organisation=unit) for unit in ("xa", "ban")]
    sent = [
        report(f"{each.id}-{day}", author=each.id, received_at=f"{day}T08:00:00+07:00")
        for each in people
        for day in ("2026-04-29", "2026-04-30", "2026-05-04")
    ]
    held = [membership(f"m-{each.id}", "2025-07-01", collaborator=each.id) for each in people]
    return Tables.of([*units, *people, *held, *sent], as_of=date(2026, 5, 31))


def test_what_is_above_goes_by_its_name_of_the_day(on_engine: Engine) -> None:
    """As it was, reports count under the province until 29/4/2026 and under the city since, whichever is recorded above."""
    tables = on_engine(renamed())
    found = {
        units: measure(tables, ["reports"], by=["province"], period="2026", units=units).polars
        for units in ("as_was", "as_is")
    }
    figures = {units: dict(rows.select("province", "value").iter_rows()) for units, rows in found.items()}

    assert (figures["as_was"]["T19-75"], figures["as_was"]["T19-75-2"]) == (2, 4)
    assert figures["as_is"]["T19-75-2"] == 6
    city: Any = {"where": {"province": "T19-75-2"}, "period": "2026"}
    assert measure(tables, ["reports"], **city).figure("reports").value == 4
    assert measure(tables, ["reports"], by=["unit"], **city).figure("reports", unit="xa").value == 2


def test_stocks_go_by_the_day_on_which_they_are_counted(on_engine: Engine) -> None:
    """Collaborators at the end of March are those of the province, at the end of April those of the city."""
    rows = measure(on_engine(renamed()), ["collaborators"], by=["month", "province"], period="2026").polars
    found = {row[:2]: row[2:] for row in rows.select("month", "province", "value", "qualifier").iter_rows()}

    assert found["2026-03", "T19-75"] == (2, "exact")
    assert found["2026-04", "T19-75-2"] == (2, "exact")
    assert found["2026-05", "T19-75"] == (None, "not_applicable")


@pytest.mark.traced
def test_a_silent_commune_has_a_row_under_each_name_of_what_is_above() -> None:
    """A commune that sent nothing is zero under the province until it became a city, and under the city since."""
    asked: Any = {"by": ["month", "province", "commune"], "period": "2026", "where": {"commune": "xa-im"}}
    rows = measure(renamed(), ["reports"], **asked).polars
    found = {row[:2]: row[2:] for row in rows.select("month", "province", "value", "qualifier").iter_rows()}

    assert found["2026-03", "T19-75"] == (0, "exact")
    assert found["2026-05", "T19-75-2"] == (0, "exact")
    assert found["2026-05", "T19-75"] == (None, "not_applicable")
    assert found["2026-03", "T19-75-2"] == (None, "not_applicable")


@pytest.mark.traced
def test_what_may_hold_a_part_of_a_divided_unit_is_a_lower_bound(on_engine: Engine) -> None:
    """Places that may hold parts of a divided commune say "at least", and where nothing was found "unknown", in periods in which it has rows; other units, other periods and levels at which it is known are exact."""
    tables = on_engine(both())
    rows = measure(tables, ["reports"], by=["quarter", "commune"], period="2025", units="as_is").polars
    found = {row[:2]: row[2:] for row in rows.select("quarter", "commune", "value", "qualifier").iter_rows()}

    assert found["2025-Q2", "xa-moi-2"] == (None, "unknown")
    assert found["2025-Q3", "xa-moi-1"] == (1, "at_least")
    assert found["2025-Q4", "xa-moi-2"] == (0, "exact")
    assert found["2025-Q2", "undivided"] == (1, "exact")
    asked: Any = {"units": "as_is", "period": YEAR}
    by_province = measure(tables, ["reports"], by=["province"], **asked).polars
    assert set(by_province["qualifier"]) == {"exact"}
    one = measure(tables, ["reports"], where={"commune": "xa-moi-2"}, **asked)
    assert (one.figure("reports").value, one.figure("reports").qualifier.value) == (None, "unknown")
    alone = measure(tables, ["reports"], where={"unit": "chu-se"}, **asked).figure("reports")
    assert (alone.value, alone.qualifier.value) == (2, "exact")


def test_a_rate_of_a_place_that_may_hold_a_part_is_unknown() -> None:
    """A stock is a lower bound as well; a rate may be either way, so nothing is said of it."""
    asked: Any = {"by": ["unit"], "units": "as_is", "period": YEAR, "where": {"unit": ["xa-moi-1", "chu-se"]}}
    rows = measure(both(), ["collaborators", "doubtful_rate"], **asked).polars
    found = {row[:2]: row[2] for row in rows.select("unit", "measure", "qualifier").iter_rows()}

    assert found["xa-moi-1", "collaborators"] == "at_least"
    assert found["chu-se", "collaborators"] == "exact"
    assert found["xa-moi-1", "doubtful_rate"] == "unknown"
