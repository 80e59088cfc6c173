"""Properties of the ledger of units, on random provinces whose communes are renamed, merged and divided."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest

from dlxh import Register, obligations
from dlxh.ledger.unit_lines import UnitLines
from tests.engines import ENGINES, engine
from tests.ledger.books import excuse, obligation, regulation, report
from tests.ledger.land import away, by_units, land, unit
from tests.lengths import examples

SEEDS = range(examples(24))
KEY = ["org_unit", "provision", "period_start", "ordinal"]


class Map:
    """Communes that come and go: what each became, and when each began and ended."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.first: dict[str, date | None] = {f"x{n}": None for n in range(8)}
        self.last: dict[str, date] = {}
        self.into: dict[str, list[str]] = {}
        for day in sorted(date(2023, 11, 1) + timedelta(days=dice.randrange(450)) for _ in range(7)):
            self.change(day)

    def change(self, day: date) -> None:
        """Rename, merge, divide or end some of those that live on the day before."""
        eve = day - timedelta(days=1)
        living = [
            key
            for key, first in self.first.items()
            if key not in self.last and (first is None or first < eve)
        ]
        kind, number = self.dice.choice(("rename", "merge", "merge", "split", "end")), len(self.first)
        gone = self.dice.sample(living, min(len(living), 2 if kind == "merge" else 1))
        fresh = [f"x{number + n}" for n in range({"split": 2, "end": 0}.get(kind, 1))]
        if kind == "merge" and len(living) > 2 and self.dice.random() < 0.3:
            fresh = [next(key for key in living if key not in gone)]
        self.first |= {key: day for key in fresh if key not in self.first}
        for key in gone:
            self.last[key] = eve
            self.into[key] = [f"{kind} {other} {day}" for other in fresh]

    def units(self) -> Iterator[Any]:
        """Yield the communes, each with its party committee."""
        for key, first in self.first.items():
            stated = {"valid_to": self.last[key]} if key in self.last and self.dice.random() < 0.7 else {}
            if key in self.last and not self.into[key]:
                stated = {"valid_to": self.last[key]}
            yield unit(key, into=",".join(self.into.get(key, [])), valid_from=first, **stated)
            yield unit(f"d{key}", key, kind="party_committee")


def country(seed: int, **choices: Any) -> Register:  # noqa: ANN401 - fields of the obligation
    """Return a register of one year in which communes owe a monthly report, and some other one."""
    dice = Random(seed)  # noqa: S311 - invented units
    land_map = Map(dice)
    least = choices.pop("least", dice.choice((1, 10, 366)))
    owes = choices.pop("owes", dice.random() < 0.6)
    duties = [
        obligation(
            period_kind=kind, report=sort, least_days_served=least, owed_by=by_units(successor_owes=owes),
            undeclared=dice.choice(("period_of_receipt", "next_due_day", "not_counted")), grace_days=dice.choice((0, 3)),
        )
        for kind, sort in (("month", "periodic"), (dice.choice(("week", "quarter", "year")), "thematic"))
    ]  # fmt: skip
    records: list[Any] = [
        regulation(*duties, excuse(dice.choice(("excused", "not_owed")), 20)),
        *land_map.units(),
    ]
    for place in range(60):
        sender = dice.choice(("", "d")) + dice.choice(list(land_map.first))
        day = date(2023, 12, 1) + timedelta(days=dice.randrange(420))
        span = dice.choice((f"{day:%Y-%m}", f"{day:%Y-%m}", None, f"{day:%Y}"))
        sort = dice.choice(("periodic", "periodic", "thematic"))
        came = day + timedelta(days=dice.randrange(-10, 40))
        records.append(report(f"r{place}", str(came), span, None, author_unit=sender, kind=sort))
    for key in dice.sample(list(land_map.first), 2):
        start = date(2024, 1, 1) + timedelta(days=dice.randrange(300))
        records.append(away(key, str(start), str(start + timedelta(days=dice.randrange(60)))))
    return land(*records, as_of=dice.choice((date(2024, 7, 20), date(2024, 12, 31))))


def drawn(book: Any, period: str = "2024") -> pl.DataFrame:  # noqa: ANN401 - a register or tables
    """Return the rows of the ledger in order."""
    return obligations(book, period).polars.sort(*KEY)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_row_and_one_status(seed: int) -> None:
    """One row per unit, provision, period and ordinal, with one status, and a reason just where nothing was owed or it was excused."""
    rows = drawn(country(seed))
    reasons = rows.filter(pl.col("reason").is_not_null())["status"].unique().to_list()
    free = rows.filter(pl.col("status").is_in(["not_owed", "excused"]))

    assert rows.height > 50
    assert not rows.select(KEY).is_duplicated().any()
    assert rows["status"].null_count() == 0
    assert set(reasons) <= {"not_owed", "excused"}
    assert free["reason"].null_count() == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_months_add_up_to_the_year(seed: int) -> None:
    """The year holds just what its months hold, row for row."""
    book = country(seed)
    months = pl.concat([drawn(book, f"2024-{month:02}") for month in range(1, 13)]).sort(*KEY)

    assert drawn(book).equals(months)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_record_of_a_line_owes_a_period(seed: int) -> None:
    """A unit that was renamed owes a period once, under one of its names."""
    book = country(seed)
    lines = UnitLines.of(book.tables).units.select("line", org_unit="unit")
    owed = drawn(book).filter(pl.col("status") != "not_owed").join(lines, on="org_unit")

    assert not owed.select("line", *KEY[1:]).is_duplicated().any()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_day_of_a_merged_place_lacks_who_owes(seed: int) -> None:
    """Where successors owe, a unit either owes a period or goes on as one that is in it."""
    book = country(seed, least=1, owes=True)
    rows = drawn(book)
    places = set(rows.select(KEY).iter_rows())
    after = {each.id: [step.successor for step in each.successors] for each in book.units}

    assert set(rows["reason"].unique()) <= {None, "continued", "leave"}
    for unit_, provision, start, ordinal, by in (
        rows.filter(reason="continued").select(*KEY, "continued_by").iter_rows()
    ):
        others = [by] if by is not None else after[unit_]
        assert any((other, provision, start, ordinal) in places for other in others)


RANK = ("not_owed", "missing", "not_due_yet", "late", "excused", "on_time")
"""From worst to best; what was not owed stays so."""


@pytest.mark.parametrize("seed", SEEDS[:8])
def test_adding_a_report_never_makes_a_status_worse(seed: int) -> None:
    """Adding a report that replaces nothing never makes a status worse, for any unit and any period."""
    book = country(seed)
    dice = Random(seed)  # noqa: S311 - invented units
    day = date(2023, 12, 1) + timedelta(days=dice.randrange(400))
    sender = dice.choice([each.id for each in book.units if each.level == "commune"])
    more = book.add(report("new", str(day + timedelta(days=3)), f"{day:%Y-%m}", None, author_unit=sender))
    before, after = (drawn(each).select(*KEY, "status").rows() for each in (book, more))

    assert [row[:-1] for row in before] == [row[:-1] for row in after]
    assert all(RANK.index(new[-1]) >= RANK.index(old[-1]) for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("name", ENGINES[1:])
@pytest.mark.parametrize("seed", SEEDS[:3])
def test_each_engine_gives_the_same_ledger(name: str, seed: int) -> None:
    """DuckDB and Spark answer as Polars does."""
    book = country(seed)
    assert drawn(engine(name)(book)).equals(drawn(book))
