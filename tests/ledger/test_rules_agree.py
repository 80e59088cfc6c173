"""A regulation and the rules never contradict each other: what the ledger calls on time gets no finding about its days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Period, Register, Report, check, obligations
from dlxh.ledger.ledger import Ledger
from tests.engines import engine
from tests.ledger.books import CALENDAR, member, members, obligation, register, regulation, report
from tests.lengths import LONG, examples

DAYS = st.dates(date(2023, 12, 1), date(2025, 1, 31))
ABOUT_DAYS = ("R", "S", "O")
"""Rules on reports, stages and syntheses, and on who reports."""
KINDS = ("day", "week", "month", "two_months", "quarter", "half_year", "year")


def dues() -> st.SearchStrategy[dict[str, Any]]:
    """Return by when a report may be due: a day of the month, days after the period, a weekday."""
    return st.one_of(
        st.fixed_dictionaries(
            {"kind": st.just("day_of_month"), "day": st.integers(1, 31), "months_after": st.integers(0, 2)}
        ),
        st.fixed_dictionaries(
            {
                "kind": st.just("after_period"),
                "days": st.integers(1, 30),
                "unit": st.sampled_from(("day", "working_day")),
            }
        ),
        st.fixed_dictionaries(
            {"kind": st.just("weekday"), "weekday": st.integers(1, 7), "weeks_after": st.integers(-1, 3)}
        ),
    )


def duties() -> st.SearchStrategy[dict[str, Any]]:
    """Return what an invented regulation may ask for."""
    return st.fixed_dictionaries(
        {
            "report": st.sampled_from(("periodic", "yearly", "synthesis")),
            "period_kind": st.sampled_from(KINDS),
            "convention": st.sampled_from(("calendar", "15_to_14", "21_to_20")),
            "due": dues(),
            "on_day_off": st.sampled_from(("stays", "next_working_day", "previous_working_day")),
            "grace_days": st.sampled_from((0, 5)),
            "receipt": st.sampled_from(("first", "last")),
            "undeclared": st.sampled_from(("period_of_receipt", "next_due_day", "not_counted")),
            "owed_by": st.builds(members, role=st.sampled_from((None, "member", "head"))),
        }
    ).map(lambda changes: obligation(**changes))


@st.composite
def books(draw: st.DrawFn) -> Register:
    """Return a register with its regulation: few members who come and go, and what they sent for one period each."""
    duty = draw(duties())
    rules = regulation(duty, draw(duties()), valid_from=date(2024, 1, 1))
    records: list[Any] = [rules]
    for person in ("c1", "c2"):
        cuts = sorted(draw(st.lists(DAYS, min_size=2, max_size=3, unique=True)))
        for place, first in enumerate(cuts[:-1]):
            last = str(cuts[place + 1] - timedelta(days=1))
            records.append(member(f"{person}-m{place}", person, str(first), last))
        records += draw(_reports(person, duty))
    return Register(records, as_of=date(2025, 6, 30))


@st.composite
def _reports(draw: st.DrawFn, person: str, duty: dict[str, Any]) -> list[Report]:
    found: dict[Any, Report] = {}
    for place in range(draw(st.integers(1, 6))):
        day, key = draw(DAYS), f"{person}-{place}"
        received = day + timedelta(days=draw(st.integers(-40, 40)))
        span = draw(st.sampled_from(_spans(draw, duty, day)))
        if span and (span.start, span.end) in found and draw(st.booleans()):
            last = found[span.start, span.end]
            received = max(received, last.received_at.date() + timedelta(days=1))
            found[key] = last  # stays, and is not counted
            found[span.start, span.end] = report(
                key, str(received), span, person, kind=duty["report"], replaces=last.id
            )
        given = report(key, str(received), span, person, kind=duty["report"])
        found.setdefault((span.start, span.end) if span else received, given)  # two for one period are R201
    return list(found.values())


def _spans(draw: st.DrawFn, duty: dict[str, Any], day: date) -> list[Period | None]:
    """Return what a report may declare: the period asked for, days around it, another kind of period, nothing."""
    own = Period.of(duty["period_kind"], day, duty["convention"])
    first = own.start + timedelta(days=draw(st.integers(-2, 2)))
    around = Period.custom(first, max(first, own.end + timedelta(days=draw(st.integers(-1, 3)))))
    return [own, own, None, around, Period.of("month", day), Period.of("quarter", day)]


def _syntheses(ledger: Ledger) -> list[Report]:
    """Return for each report on time a synthesis of the period that it is for, which draws on it."""
    rows = ledger.polars.filter(status="on_time").unique("report").sort("report")
    return [
        report(
            f"s{place}",
            "2025-06-01",
            Period.custom(row["period_start"], row["period_end"]),
            None,
            author_unit="u1",
            kind="synthesis",
            sources=(row["report"],),
        )
        for place, row in enumerate(rows.iter_rows(named=True))
    ]


@pytest.mark.parametrize("name", ["polars", pytest.param("duckdb_own", marks=pytest.mark.duckdb)])
def test_what_is_on_time_gets_no_finding_about_its_days(name: str) -> None:
    """Whatever a regulation says, a report that the ledger calls on time is named by no rule on its days."""
    carry = engine(name)

    @settings(max_examples=examples(40) if name == "polars" else (8 if LONG else 2))
    @given(books())
    def holds(book: Register) -> None:
        ledger = obligations(carry(book), "2024", calendar=CALENDAR)
        on_time = set(ledger.polars.filter(status="on_time")["report"])
        whole = book.add(*_syntheses(ledger)) if on_time else book
        found = check(carry(whole), only=ABOUT_DAYS, ledger=ledger)

        assert [each for each in found if on_time & {each.record, *each.evidence}] == []

    holds()


def _sent_in_july(*rules: Any, people: list[Any]) -> Any:  # noqa: ANN401 - findings
    book = register(regulation(*rules), *people, report("r1", "2024-07-25"))
    return check(book, only=["O101"], ledger=obligations(book, "2024-07", calendar=CALENDAR))


def test_who_goes_on_in_a_new_term_owed_the_report() -> None:
    """One report under two memberships of a month is owed once: the row that says so accuses nobody."""
    terms = [member("m1", end="2024-07-10"), member("m2", start="2024-07-11")]

    assert _sent_in_july(obligation(), people=terms).counts() == {}
    assert _sent_in_july(obligation(owed_by=members(role="head")), people=terms).counts() == {"O101": 2}


def test_a_report_owed_under_another_provision_was_owed() -> None:
    """A provision on the head of the team alone accuses no member of a report that another provision asks for."""
    of_head = obligation(owed_by=members(role="head"), report="periodic", period_kind="quarter")
    of_all = obligation(due={"kind": "day_of_month", "day": 31, "months_after": 0})

    assert _sent_in_july(of_head, of_all, people=[member()]).counts() == {}


@pytest.mark.parametrize(
    ("undeclared", "received", "found"),
    [
        ("next_due_day", "2024-08-03", 0),
        ("not_counted", "2024-08-03", 1),
        ("next_due_day", "2025-08-03", 1),
        ("next_due_day", "2023-07-03", 1),
    ],
)
def test_a_synthesis_draws_on_reports_without_a_period(undeclared: str, received: str, found: int) -> None:
    """A report without a period that came soon after the month may be on it, where the regulation counts it for one."""
    due = {"kind": "day_of_month", "day": 5, "months_after": 1}
    rules = regulation(obligation(due=due, undeclared=undeclared))
    drawn = report("s1", "2025-12-01", "2024-07", None, author_unit="u1", kind="synthesis", sources=("r1",))

    assert len(check(register(rules, report("r1", received), drawn), only=["S101"])) == found
