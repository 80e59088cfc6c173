"""Properties of the ledger, held against one that is drawn up by hand, row by row."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Membership, Period, Register, Regulation, Report, obligations
from dlxh.ledger.due_days import due_day
from dlxh.models.duties import ExcusedAbsence, ReportObligation
from dlxh.models.owed_by import OwedByMembers
from tests.engines import engine
from tests.ledger.books import (
    CALENDAR,
    absence,
    contract,
    excuse,
    member,
    members,
    obligation,
    register,
    regulation,
    report,
)
from tests.lengths import LONG, examples

YEAR = Period.parse("2024")
RANK = ("not_owed", "missing", "not_due_yet", "late", "excused", "on_time")
"""From worst to best; what was not owed stays so."""

DUES = (
    {"kind": "day_of_month", "day": 20, "months_after": 0},
    {"kind": "day_of_month", "day": 5, "months_after": 1},
    {"kind": "after_period", "days": 3, "unit": "working_day"},
    {"kind": "weekday", "weekday": 5, "weeks_after": 0},
)
DAYS = st.dates(date(2023, 11, 1), date(2025, 2, 1))


def duties() -> st.SearchStrategy[dict[str, Any]]:
    """Return what a provision may say, every part of it varied."""
    return st.fixed_dictionaries(
        {
            "period_kind": st.sampled_from(("week", "month", "two_months", "quarter")),
            "convention": st.sampled_from(("calendar", "15_to_14")),
            "due": st.sampled_from(DUES),
            "on_day_off": st.sampled_from(("stays", "next_working_day", "previous_working_day")),
            "grace_days": st.sampled_from((0, 3)),
            "receipt": st.sampled_from(("first", "last")),
            "undeclared": st.sampled_from(("period_of_receipt", "next_due_day", "not_counted")),
            "least_days_served": st.sampled_from((1, 10, 366)),
            "owed_by": st.builds(members, single_line=st.booleans(), needs_engagement=st.booleans()),
        }
    ).map(lambda changes: obligation(**changes))


@st.composite
def books(draw: st.DrawFn) -> tuple[Register, Regulation]:
    """Return a small register of one year with its regulation."""
    rules = regulation(
        draw(duties()),
        excuse(draw(st.sampled_from(("excused", "not_owed"))), draw(st.sampled_from((1, 10, 366)))),
    )
    records: list[Any] = [rules]
    for person in range(1, draw(st.integers(1, 3)) + 1):
        records += draw(_of_person(f"c{person}", rules))
    return register(*records, as_of=draw(st.sampled_from((date(2024, 7, 20), date(2024, 12, 31))))), rules


@st.composite
def _of_person(draw: st.DrawFn, person: str, rules: Regulation) -> list[Any]:
    cuts = sorted(draw(st.lists(DAYS, min_size=2, max_size=4, unique=True)))
    records: list[Any] = []
    for place, (first, last) in enumerate(pairwise(cuts)):
        membership = f"{person}-m{place}"
        final = last - timedelta(days=1)  # memberships of one person do not overlap: that is a finding
        begin = first if place == 0 or draw(st.booleans()) else min(first + timedelta(days=4), final)
        end = None if place == len(cuts) - 2 and draw(st.booleans()) else str(final)
        records.append(member(membership, person, str(begin), end, single_line=draw(st.booleans())))
        if draw(st.booleans()):
            records.append(
                contract(
                    f"{membership}-h", str(begin), str(max(begin, last - timedelta(days=20))), membership
                )
            )
    for place, (first, last) in enumerate(pairwise(sorted(draw(st.lists(DAYS, max_size=3))))):
        if place == 0:
            records.append(absence(f"{person}-v", str(first), str(last), person))
    return records + draw(_reports(person, rules))


@st.composite
def _reports(draw: st.DrawFn, person: str, rules: Regulation) -> list[Report]:
    duty = rules.provisions[0].duty
    assert isinstance(duty, ReportObligation)
    found: list[Report] = []
    for place in range(draw(st.integers(0, 6))):
        day = draw(DAYS)
        own = Period.of(duty.period_kind, day, duty.convention)
        free = Period.custom(day, day + timedelta(days=draw(st.integers(0, 60))))
        tile = Period.custom(own.start, own.end)
        two = Period.custom(own.start, own.next().end)
        span = draw(st.sampled_from((own, own, None, free, tile, two, Period.of("quarter", day))))
        received = day + timedelta(days=draw(st.integers(-20, 50)))
        replaces = draw(st.sampled_from((None, None, *(each.id for each in found))))
        found.append(report(f"{person}-r{place}", str(received), span, person, replaces=replaces))
    return found


def crowd(seed: int, people: int = 30) -> tuple[Register, Regulation]:
    """Return a book of many people under one regulation, the same for a seed: what meets seldom among three meets here."""
    dice = Random(seed)  # noqa: S311 - invented people, nothing secret
    duty = obligation(
        period_kind=("month", "week", "two_months", "quarter")[seed % 4],
        convention=dice.choice(("calendar", "15_to_14")),
        due=dice.choice(DUES),
        on_day_off=dice.choice(("stays", "next_working_day", "previous_working_day")),
        grace_days=dice.choice((0, 3)),
        receipt=dice.choice(("first", "last")),
        undeclared=dice.choice(("period_of_receipt", "next_due_day", "not_counted")),
        least_days_served=dice.choice((1, 10, 366)),
        owed_by=members(single_line=dice.random() < 0.5, needs_engagement=dice.random() < 0.5),
    )
    rules = regulation(duty, excuse(dice.choice(("excused", "not_owed")), dice.choice((1, 10, 366))))
    records = [each for n in range(1, people + 1) for each in _of_one(dice, f"c{n}", rules)]
    return register(rules, *records, as_of=dice.choice((date(2024, 7, 20), date(2024, 12, 31)))), rules


def _day(dice: Random) -> date:
    return date(2023, 11, 1) + timedelta(days=dice.randint(0, 458))


def _of_one(dice: Random, person: str, rules: Regulation) -> Iterator[Any]:
    cuts = sorted({_day(dice) for _ in range(dice.randint(3, 4))})
    for place, (first, last) in enumerate(pairwise(cuts)):
        final, membership = last - timedelta(days=1), f"{person}-m{place}"
        begin = min(first + timedelta(days=dice.choice((0, 0, 1, 4))), final) if place else first
        is_open = place == len(cuts) - 2 and dice.random() < 0.5
        yield member(
            membership, person, str(begin), None if is_open else str(final), single_line=dice.random() < 0.3
        )
        if dice.random() < 0.5:
            yield contract(
                f"{membership}-h", str(begin), str(max(begin, last - timedelta(days=20))), membership
            )
    if dice.random() < 0.5:
        first, last = sorted((_day(dice), _day(dice)))
        yield absence(f"{person}-v", str(first), str(last), person)
    duty = rules.provisions[0].duty
    found: list[str] = []
    assert isinstance(duty, ReportObligation)
    for place in range(dice.randint(0, 9)):
        day = _day(dice)
        own = Period.of(duty.period_kind, day, duty.convention)
        free = Period.custom(day, day + timedelta(days=dice.randint(0, 60)))
        whole, two = Period.custom(own.start, own.end), Period.custom(own.start, own.next().end)
        span = dice.choice((own, own, own, None, None, free, whole, two, Period.of("quarter", day)))
        received = day + timedelta(days=dice.randint(-20, 50))
        replaces = dice.choice((None, None, *found))
        found.append(f"{person}-r{place}")
        yield report(found[-1], str(received), span, person, replaces=replaces)


Key = tuple[str, date]


def by_hand(book: Register, rules: Regulation, period: Period) -> dict[Key, tuple[str, str | None]]:
    """Return status and reason by membership and period, by looking at each row and each report."""
    duty, leave = (provision.duty for provision in rules.provisions)
    assert isinstance(duty, ReportObligation)
    assert isinstance(leave, ExcusedAbsence)
    found: dict[Key, tuple[str, str | None]] = {}
    for tile in Period.tile(duty.period_kind, period.start, period.end, duty.convention):
        if tile.end not in period:
            continue
        for membership in book.memberships:
            if membership.start <= tile.end and (membership.end or date.max) >= tile.start:
                found[membership.id, tile.start] = _judge(book, duty, leave, membership, tile)
    return found


def _judge(
    book: Register, duty: ReportObligation, leave: ExcusedAbsence, membership: Membership, tile: Period
) -> tuple[str, str | None]:
    served = _days(max(membership.start, tile.start), min(membership.end or date.max, tile.end))
    away = {
        day
        for each in book.absences
        if each.collaborator == membership.collaborator and each.reason == leave.absence
        for day in _days(max(each.start, tile.start), min(each.end or date.max, tile.end))
    } & set(served)
    excused = bool(away) and len(away) >= min(leave.least_days_absent, len(served))
    reason = _reason(book, duty, membership, tile, served)
    if reason is None and excused and leave.effect == "not_owed":
        reason = "leave"
    if reason is not None:
        return "not_owed", reason
    until = due_day(duty, tile.end, CALENDAR) + timedelta(days=duty.grace_days)
    came = [
        _receipt(book, duty, each) for each in _standing(book) if _answers(book, duty, membership, tile, each)
    ]
    if came and min(came) <= until:
        return "on_time", None
    if excused:
        return "excused", "leave"
    if came:
        return "late", None
    return ("not_due_yet" if book.as_of <= until else "missing"), None


def _reason(
    book: Register, duty: ReportObligation, membership: Membership, tile: Period, served: list[date]
) -> str | None:
    mine = sorted(
        (each for each in book.memberships if each.collaborator == membership.collaborator),
        key=lambda each: each.start,
    )
    whose = duty.owed_by
    assert isinstance(whose, OwedByMembers)
    if membership.single_line and not whose.single_line:
        return "single_line"
    if any(membership.start < each.start <= tile.end for each in mine):
        return "continued"
    first = membership.start
    for each in reversed([each for each in mine if each.start < membership.start]):
        if each.end is None or each.end + timedelta(days=1) < first:
            break
        first = each.start
    days = _days(max(first, tile.start), min(membership.end or date.max, tile.end))
    if len(days) < min(duty.least_days_served, tile.days):
        return "left" if (membership.end or date.max) < tile.end else "joined_later"
    covered = {
        day
        for each in book.engagements
        if each.membership == membership.id
        for day in _days(each.start, each.end)
    }
    if whose.needs_engagement and not covered & set(served):
        return "engagement_gap"
    return None


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def _known(book: Register) -> list[Report]:
    return [each for each in book.reports if each.received_at.date() <= book.as_of]


def _standing(book: Register) -> list[Report]:
    replaced = {each.replaces for each in _known(book)}
    return [each for each in _known(book) if each.id not in replaced]


def _receipt(book: Register, duty: ReportObligation, first: Report) -> date:
    each = first
    if duty.receipt == "last":
        return each.received_at.date()
    known = {known.id: known for known in _known(book)}
    days = [each.received_at.date()]
    while each.replaces in known:
        each = known[each.replaces]
        days.append(each.received_at.date())
    return min(day for day in days if first.period is None or day >= first.period.start)


def _answers(
    book: Register, duty: ReportObligation, membership: Membership, tile: Period, each: Report
) -> bool:
    day = each.received_at.date()
    if each.author != membership.collaborator or (each.period is not None and day < each.period.start):
        return False
    if each.period is None and duty.undeclared == "period_of_receipt":
        return day in tile
    if each.period is None:
        ends = (
            due_day(duty, end, CALENDAR) + timedelta(days=duty.grace_days)
            for end in (tile.previous().end, tile.end)
        )
        before, until = ends
        return duty.undeclared == "next_due_day" and before < day <= until
    if each.period.kind != "custom":
        return (each.period.kind, each.period.start, each.period.end) == (tile.kind, tile.start, tile.end)
    longer = any(
        each.period.start <= beside.start and each.period.end >= beside.end
        for beside in (tile.previous(), tile.next())
    )
    return (not longer and day >= tile.start) and any(
        _covers(book, each.period, other, tile)
        for other in book.memberships
        if other.collaborator == membership.collaborator
    )


def _covers(book: Register, declared: Period, membership: Membership, tile: Period) -> bool:
    """Say whether a period holds all that was served of a tile, from the first day of the unbroken service."""
    if membership.start > tile.end or (membership.end or date.max) < tile.start:
        return False
    first = membership.start
    mine = [
        each
        for each in book.memberships
        if each.collaborator == membership.collaborator and each.start < membership.start
    ]
    for each in sorted(mine, key=lambda each: each.start, reverse=True):
        if each.end is None or each.end + timedelta(days=1) < first:
            break
        first = each.start
    return declared.start <= max(first, tile.start) and declared.end >= min(
        membership.end or date.max, tile.end
    )


def told(book: Any, rules: Regulation, period: Period = YEAR) -> dict[Key, tuple[str, str | None]]:  # noqa: ANN401 - register or tables
    """Return status and reason by membership and period from the ledger; every key appears once."""
    ledger = obligations(book, period, regulation=rules, calendar=CALENDAR)
    rows = ledger.polars.select("membership", "period_start", "status", "reason").rows()
    found = {(membership, start): (status, reason) for membership, start, status, reason in rows}
    assert len(found) == len(rows)
    return found


@settings(max_examples=examples(60))
@given(books())
def test_the_ledger_is_the_one_by_hand(drawn: tuple[Register, Regulation]) -> None:
    """'Every owed (member, provision, period) has exactly one status': the one that looking at each row by hand gives."""
    book, rules = drawn

    assert told(book, rules) == by_hand(book, rules, YEAR)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(12))
def test_the_ledger_of_many_people_is_the_one_by_hand(seed: int) -> None:
    """Thirty people at a time, under each kind of period and what a provision may say: every row as looking at it gives."""
    book, rules = crowd(seed)

    assert told(book, rules) == by_hand(book, rules, YEAR)


@pytest.mark.parametrize(
    "name", [pytest.param("duckdb", marks=pytest.mark.duckdb), "duckdb_own", "pandas", "pyarrow"]
)
@settings(max_examples=examples(4))
@given(books())
def test_each_engine_gives_the_same_ledger(name: str, drawn: tuple[Register, Regulation]) -> None:
    """'Written once, run anywhere': running on each engine gives the same ledger, column by column."""
    book, rules = drawn
    here, there = (
        obligations(subject, YEAR, regulation=rules, calendar=CALENDAR).polars.sort(
            "membership", "period_start"
        )
        for subject in (book, engine(name)(book))
    )

    assert there.schema == here.schema
    assert there.equals(here)


@settings(max_examples=examples(12) if LONG else 2)
@given(books())
def test_parts_of_a_year_are_the_year(drawn: tuple[Register, Regulation]) -> None:
    """'The sum over the months, quarters or weeks of a year is the year': the same rows, none twice."""
    book, rules = drawn
    whole = told(book, rules)
    for kind in ("month", "quarter"):
        parts = [told(book, rules, part) for part in Period.tile(kind, YEAR.start, YEAR.end)]
        assert Counter(key for part in parts for key in part) == Counter(list(whole))
        assert {key: row for part in parts for key, row in part.items()} == whole


@settings(max_examples=examples(4) if LONG else 1)
@given(books())
def test_weeks_of_a_year_are_the_year(drawn: tuple[Register, Regulation]) -> None:
    """The weeks of an ISO year hold the same obligations as its days taken together."""
    book, rules = drawn
    weeks = list(Period.tile("week", date(2024, 1, 1), date(2024, 6 if LONG else 3, 30)))
    whole = told(book, rules, Period.custom(weeks[0].start, weeks[-1].end))
    parts = [told(book, rules, week) for week in weeks]

    assert {key: row for part in parts for key, row in part.items()} == whole
    assert sum(map(len, parts)) == len(whole)


@settings(max_examples=examples(25))
@given(books(), st.data())
def test_adding_a_report_never_makes_a_status_worse(
    drawn: tuple[Register, Regulation], data: st.DataObject
) -> None:
    """Adding a report that replaces nothing never makes a status worse, for anyone and any period."""
    book, rules = drawn
    day = data.draw(DAYS)
    span = data.draw(
        st.sampled_from((None, Period.of("month", day), Period.of("quarter", day), Period.year(2024)))
    )
    more = book.add(report("new", str(data.draw(DAYS)), span, "c1"))
    before, after = told(book, rules), told(more, rules)

    assert before.keys() == after.keys()
    assert all(RANK.index(after[key][0]) >= RANK.index(before[key][0]) for key in before)


@settings(max_examples=examples(15))
@given(books(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(drawn: tuple[Register, Regulation], random: Any) -> None:  # noqa: ANN401 - a generator
    """The order of rows does not matter."""
    book, rules = drawn
    records: list[Any] = [*book.memberships, *book.reports, *book.absences, *book.engagements]
    random.shuffle(records)

    assert told(register(rules, *records, as_of=book.as_of), rules) == told(book, rules)
