"""Properties of schedules: random ones of two to four provisions, for members who come and go."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Period, Register, Regulation, obligations
from dlxh.models.duties import ReportObligation
from tests.engines import engine
from tests.ledger.books import member, members, obligation, provision, register, regulation, report
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
    """Return a schedule of two to four provisions and a few members with reports, the same for a seed."""
    dice = Random(seed)  # noqa: S311 - invented people, nothing secret
    kinds = sorted((dice.choice(KINDS) for _ in range(dice.randint(2, 4))), key=KINDS.index)
    provisions = []
    for place, kind in enumerate(kinds):
        longer = [f"p{other}" for other in range(place + 1, len(kinds)) if dice.random() < 0.7]
        amount = dice.choice(({}, {}, {"count": 2}, {"least_items": 1}))
        duty = obligation(
            period_kind=kind,
            convention=dice.choice(("calendar", "calendar", "15_to_14")),
            due=dice.choice(DUES),
            on_day_off=dice.choice(("stays", "monday_after_weekend")),
            least_days_served=dice.choice((1, 10, 366)),
            owed_by=members(role=dice.choice((None, None, "head"))),
            **amount,
        )
        first = START + timedelta(days=dice.choice((-900, 250)))
        provisions.append(provision(f"p{place}", duty, first).replace(yields_to=tuple(longer)))
    if dice.random() < 0.5:
        begin = START + timedelta(days=dice.randint(200, 500))
        free = {"kind": "exempt", "report": "periodic", "period_kind": dice.choice((None, *kinds))}
        provisions.append(provision("free", free, begin, begin + timedelta(days=dice.randint(0, 60))))
    rules = regulation(*provisions)
    records = [each for n in range(3) for each in _of_one(dice, f"c{n}", kinds)]
    return register(rules, *records, as_of=END), rules


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
    return line["membership"], line["provision"], line["period_start"], line["ordinal"]


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
    """'One row and one status per key'; an absorbed period holds the last day of a longer one that the same person owes."""
    book, rules = schedule(seed)
    found = lines(book, rules)
    before = lines(
        book, rules, Period.custom(date(2023, 1, 1), YEAR.end)
    )  # longer ones may end before the year
    yields = {key: set(names) for key, names in named_longer(rules)}
    owed: dict[tuple[str, str], set[date]] = defaultdict(set)
    for line in before:
        if line["status"] != "not_owed":
            owed[line["collaborator"], line["provision"]].add(line["period_end"])

    assert max(Counter(map(key_of, found)).values(), default=1) == 1
    for line in found:
        ends = {
            end
            for name in yields[line["provision"]]
            for end in owed[line["collaborator"], name]
            if line["period_start"] <= end <= line["period_end"]
        }
        if line["reason"] == "absorbed":
            assert ends, "every absorbed period holds the last day of a longer one that the same person owes"
        if line["status"] != "not_owed":
            assert not ends, "no owed period holds the last day of an owed one that it yields to"


@pytest.mark.no_cover
@settings(max_examples=examples(12) if LONG else 1)
@given(SEEDS)
def test_months_add_up_to_the_year(seed: int) -> None:
    """'Months add up to the year, row for row', also where a period yields to one that ended in the month before."""
    book, rules = schedule(seed)
    parts = [
        line for month in Period.tile("month", YEAR.start, YEAR.end) for line in lines(book, rules, month)
    ]

    assert sorted(parts, key=key_of) == sorted(lines(book, rules), key=key_of)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", [pytest.param("duckdb", marks=pytest.mark.duckdb), "duckdb_own"])
@settings(max_examples=examples(8) if LONG else 1)
@given(SEEDS)
def test_engines_give_the_same_schedule(name: str, seed: int) -> None:
    """'Polars and DuckDB equal': the same rows, column by column."""
    book, rules = schedule(seed)

    assert sorted(lines(engine(name)(book), rules), key=key_of) == sorted(lines(book, rules), key=key_of)
