"""Properties of schedules: random ones of two to four provisions, for members who come and go and for units that are merged."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Period, Register, Regulation, obligations
from dlxh.ledger.unit_lines import UnitLines
from dlxh.models.duties import ReportObligation
from tests.engines import engine
from tests.ledger.books import member, members, obligation, provision, register, regulation, report
from tests.ledger.land import by_units, land
from tests.ledger.test_units_properties import Map
from tests.lengths import LONG, examples

YEAR = Period.parse("2024")
KINDS = ("week", "month", "two_months", "quarter", "half_year", "year")
DUES = (
    {"kind": "day_of_month", "day": 4, "months_after": 1},
    {"kind": "after_period", "days": 10, "unit": "day"},
    {"kind": "weekday", "weekday": 5, "weeks_after": -1},
)
START, END = date(2023, 6, 1), date(2025, 6, 30)

Line = dict[str, Any]


def schedule(seed: int) -> tuple[Register, Regulation]:
    """Return a schedule of two to four provisions and a few members with reports, or units, the same for a seed."""
    dice = Random(seed)  # noqa: S311 - invented people, nothing secret
    if seed % 2:
        return _schedule_of_units(dice)
    kinds = _kinds(dice)
    rules = _rules(dice, kinds, lambda: (members(role=dice.choice((None, None, "head"))), ()))
    records = [each for n in range(3) for each in _of_one(dice, f"c{n}", kinds)]
    return register(rules, *records, as_of=END), rules


def _schedule_of_units(dice: Random) -> tuple[Register, Regulation]:
    """Return a schedule of provisions that bind units by level and kind, by a list, or below one of them."""
    kinds, land_map = _kinds(dice), Map(dice)
    places = list(land_map.first)

    def owed_by() -> tuple[dict[str, Any], tuple[str, ...]]:
        owes = dice.random() < 0.6
        bodies = {"unit_kind": "party_committee", "below": dice.choice((None, dice.choice(places)))}
        narrower, named = dice.choice((({}, ()), ({}, ()), ({}, tuple(dice.sample(places, 3))), (bodies, ())))
        return by_units(successor_owes=owes, **narrower), named

    rules = _rules(dice, kinds, owed_by)
    records: list[Any] = list(land_map.units())
    for place in range(40):
        day = START + timedelta(days=dice.randint(0, 700))
        period = dice.choice((None, Period.of(dice.choice(kinds), day)))
        received = day + timedelta(days=dice.randint(0, 60))
        sender = dice.choice(("", "d")) + dice.choice(places)
        records.append(report(f"r{place}", str(received), period, None, author_unit=sender))
    return land(rules, *records, as_of=END), rules


def _kinds(dice: Random) -> list[str]:
    return sorted((dice.choice(KINDS) for _ in range(dice.randint(2, 4))), key=KINDS.index)


def _rules(
    dice: Random, kinds: list[str], owed_by: Callable[[], tuple[dict[str, Any], tuple[str, ...]]]
) -> Regulation:
    """Return a provision for each kind of period, some of which yield to longer ones, and perhaps an exemption."""
    provisions = []
    for place, kind in enumerate(kinds):
        longer = [f"p{other}" for other in range(place + 1, len(kinds)) if dice.random() < 0.7]
        amount = dice.choice(({}, {}, {"count": 2}, {"least_items": 1}))
        whose, named = owed_by()
        duty = obligation(
            period_kind=kind,
            convention=dice.choice(("calendar", "calendar", "15_to_14")),
            due=dice.choice(DUES),
            on_day_off=dice.choice(("stays", "monday_after_weekend")),
            least_days_served=dice.choice((1, 10, 366)),
            owed_by=whose,
            **amount,
        )
        first = START + timedelta(days=dice.choice((-900, 250)))
        one = provision(f"p{place}", duty, first).replace(yields_to=tuple(longer), units=named)
        provisions.append(one)
    if dice.random() < 0.5:
        begin = START + timedelta(days=dice.randint(200, 500))
        free = {"kind": "exempt", "report": "periodic", "period_kind": dice.choice((None, *kinds))}
        provisions.append(provision("free", free, begin, begin + timedelta(days=dice.randint(0, 60))))
    return regulation(*provisions)


def _of_one(dice: Random, person: str, kinds: list[str]) -> Iterable[Any]:
    days = sorted(START + timedelta(days=dice.randint(0, 600)) for _ in range(dice.randint(1, 2)))
    for place, day in enumerate(days):
        last = days[place + 1] - timedelta(days=1) if place + 1 < len(days) else None
        role = dice.choice(("member", "head"))
        yield member(
            f"{person}-{place}", person, str(day), None if last is None else str(max(last, day)), role=role
        )
    for place in range(dice.randint(0, 8)):
        day = START + timedelta(days=dice.randint(0, 700))
        period = dice.choice((None, Period.of(dice.choice(kinds), day)))
        received = day + timedelta(days=dice.randint(0, 60))
        yield report(f"{person}-r{place}", str(received), period, person)


def lines(book: Any, rules: Regulation, period: Period = YEAR) -> list[Line]:  # noqa: ANN401 - register or tables
    """Return the rows of a ledger."""
    return obligations(book, period, regulation=rules).polars.to_dicts()


def key_of(line: Line) -> tuple[Any, ...]:
    """Return what one row is about."""
    whose = line["membership"] or line["org_unit"]
    return whose, line["provision"], line["period_start"], line["ordinal"]


def obligor_of(book: Register) -> Callable[[Line], object]:
    """Return who owes the period of a row: the person, or the unit under all its names."""
    number = dict(UnitLines.of(book.tables).units.select("unit", "line").iter_rows()) if book.units else {}
    return lambda line: line["collaborator"] or number[line["org_unit"]]


def named_longer(rules: Regulation) -> Iterable[tuple[str, list[str]]]:
    """Return the provisions on longer periods to which each provision on reports yields."""
    kinds = {
        each.id: each.duty.period_kind for each in rules.provisions if isinstance(each.duty, ReportObligation)
    }
    for each in rules.provisions:
        if each.id in kinds:
            own = KINDS.index(kinds[each.id])
            yield each.id, [name for name in each.yields_to if KINDS.index(kinds[name]) > own]


SEEDS = st.integers(0, 100_000)


@pytest.mark.no_cover
@settings(max_examples=examples(24))
@given(SEEDS)
def test_every_key_has_one_row_and_every_hole_a_reason(seed: int) -> None:
    """'One row and one status per key'; an absorbed period holds the last day of a longer one that the same person or unit owes."""
    book, rules = schedule(seed)
    obligor = obligor_of(book)
    found = lines(book, rules)
    before = lines(
        book, rules, Period.custom(date(2023, 1, 1), YEAR.end)
    )  # longer ones may end before the year
    yields = {key: set(names) for key, names in named_longer(rules)}
    owed: dict[tuple[object, str], set[date]] = defaultdict(set)
    for line in before:
        if line["status"] != "not_owed":
            owed[obligor(line), line["provision"]].add(line["period_end"])

    assert max(Counter(map(key_of, found)).values(), default=1) == 1
    for line in found:
        ends = {
            end
            for name in yields[line["provision"]]
            for end in owed[obligor(line), name]
            if line["period_start"] <= end <= line["period_end"]
        }
        if line["reason"] == "absorbed":
            assert ends, "every absorbed period holds the last day of a longer one that the same one owes"
        if line["status"] != "not_owed":
            assert not ends, "no owed period holds the last day of an owed one that it yields to"


@pytest.mark.no_cover
@settings(max_examples=examples(12) if LONG else 1)
@given(SEEDS)
def test_months_add_up_to_the_year(seed: int) -> None:
    """'Months add up to the year, row for row', also where a period yields to one that ended in the month before."""
    for book, rules in (schedule(seed), schedule(seed ^ 1)):  # members and units
        months = Period.tile("month", YEAR.start, YEAR.end)
        parts = [line for month in months for line in lines(book, rules, month)]

        assert sorted(parts, key=key_of) == sorted(lines(book, rules), key=key_of)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", [pytest.param("duckdb", marks=pytest.mark.duckdb), "duckdb_own"])
@settings(max_examples=examples(8) if LONG else 1)
@given(SEEDS)
def test_engines_give_the_same_schedule(name: str, seed: int) -> None:
    """'Polars and DuckDB equal': the same rows, column by column."""
    for book, rules in (schedule(seed), schedule(seed ^ 1)):
        found = lines(engine(name)(book), rules)
        assert sorted(found, key=key_of) == sorted(lines(book, rules), key=key_of)
