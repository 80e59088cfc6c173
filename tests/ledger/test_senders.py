"""Which organisation sends a person on a day: the membership of the day says it, else the person's record."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Collaborator, Membership, Register, Tables, measure
from dlxh.ledger.senders import Senders, add_sender
from dlxh.register.engine import to_engine_of
from tests.engines import Engine
from tests.lengths import examples
from tests.sample import AS_OF, membership, report

RECORDS = [
    Collaborator(id="CTV-1", network="gl", organisation="now"),
    Collaborator(id="CTV-2", network="gl", organisation="now"),
    Collaborator(id="CTV-3", network="gl"),
    membership("a", "2021-01-01", "2023-06-30", organisation="once"),
    membership("b", "2023-08-01", organisation="now"),
    membership("c", "2021-01-01", collaborator="CTV-2"),
    membership("d", "2021-01-01", "2023-12-31", collaborator="CTV-3", organisation="first"),
    membership("e", "2023-03-01", "2023-03-31", collaborator="CTV-3", organisation="lent"),
    membership("f", "2022-01-01", "2022-12-31", collaborator="CTV-4", organisation="unlisted"),
]
ASKED = [
    ("CTV-1", "2023-06-30", "once"),
    ("CTV-1", "2023-07-01", "now"),  # in the gap the record says it
    ("CTV-1", "2020-12-31", "now"),
    ("CTV-1", None, "now"),
    ("CTV-2", "2022-01-01", "now"),
    ("CTV-3", "2023-02-28", "first"),
    ("CTV-3", "2023-03-31", "lent"),
    ("CTV-3", "2023-04-01", "first"),
    ("CTV-3", "2024-01-01", None),
    ("CTV-4", "2022-12-31", "unlisted"),
    ("CTV-4", "2023-01-01", None),
    ("nobody", "2023-01-01", None),
]


def _sent(tables: Tables, asked: list[tuple[str, str | None]]) -> list[str | None]:
    days = [None if day is None else date.fromisoformat(day) for _, day in asked]
    schema = {"n": pl.Int64, "author": pl.String, "day": pl.Date}
    rows = pl.DataFrame(
        {"n": range(len(asked)), "author": [who for who, _ in asked], "day": days}, schema=schema
    )
    anchor = next((tables[name] for name in tables), nw.from_native(rows.lazy()))
    found = (
        Senders.of(tables)
        .add_senders(to_engine_of(anchor, rows), "author", "day")
        .collect("polars")
        .to_native()
    )
    assert found.height == len(asked)  # nothing is lost and nothing doubled
    return list(found.sort("n")["org_unit"])


def test_the_membership_of_the_day_says_it(on_engine: Engine) -> None:
    """A person is sent by the organisation of the membership of the day, else by that of the record, on every engine."""
    tables = on_engine(Register(RECORDS, as_of=AS_OF))

    assert _sent(tables, [(who, day) for who, day, _ in ASKED]) == [unit for _, _, unit in ASKED]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(Collaborator, ["now", "now"]), (Membership, ["once", None]), (str, [None, None])],
    ids=str,
)
def test_one_of_the_two_tables(on_engine: Engine, kept: type, expected: list[str | None]) -> None:
    """Without memberships the record says it, without records the memberships do, without both nobody knows."""
    tables = on_engine(Register([each for each in RECORDS if isinstance(each, kept)], as_of=AS_OF))

    assert _sent(tables, [("CTV-1", "2023-06-30"), ("CTV-1", "2023-07-01")]) == expected


DAYS = st.dates(date(2023, 1, 1), date(2023, 1, 20))
SPANS = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        DAYS,
        st.one_of(st.none(), st.integers(0, 9)),
        st.sampled_from(["u", "v", "w", None]),
    ),
    max_size=6,
)


@settings(max_examples=examples(60))
@given(SPANS, st.sampled_from(["u", "home", None]))
def test_it_is_what_the_sentence_says_on_each_day(
    spans: list[tuple[str, date, int | None, str | None]], home: str | None
) -> None:
    """Of two memberships on one day the one that began later says it, where it has one; on every day of every person."""
    memberships = [
        membership(
            f"m{n}",
            f"{start}",
            None if length is None else f"{start + timedelta(days=length)}",
            collaborator=who,
            organisation=unit,
        )
        for n, (who, start, length, unit) in enumerate(spans)
    ]
    people = [Collaborator(id="A", network="gl", organisation=home)]
    tables = Tables.of([*people, *memberships], as_of=AS_OF)
    asked = [(who, f"{date(2022, 12, 31) + timedelta(days=n)}") for who in "AB" for n in range(33)]
    expected = []
    for who, told in asked:
        day = date.fromisoformat(told)
        held = [
            each
            for each in memberships
            if each.collaborator == who and each.start <= day <= (each.end or day)
        ]
        last = max(held, key=lambda each: (each.start, each.id), default=None)
        expected.append((last and last.organisation) or (home if who == "A" else None))

    assert _sent(tables, asked) == expected


def test_memberships_reports_and_obligations_stand_under_one_unit(on_engine: Engine) -> None:
    """Who was sent by another one once has membership and report of those days there; the record takes neither along."""
    sent = [report(day, received_at=f"{day}T08:00:00+07:00") for day in ("2023-06-30", "2023-08-01")]
    tables = on_engine(Register([*RECORDS, *sent], as_of=AS_OF))
    later = measure(tables, "reports", by=["month", "unit"], period="2023-Q3")
    june = measure(tables, ["reports", "collaborators"], by=["unit"], period="2023-06")
    assert june.figure("reports", unit="once").value == june.figure("collaborators", unit="once").value == 1
    assert june.figure("reports", unit="now").value == 0
    assert later.figure("reports", month="2023-08", unit="now").value == 1


def test_further_columns_of_the_record_come_along() -> None:
    """Memberships get what is asked for of the person's record; without records it is empty."""
    people = [Collaborator(id="CTV-1", network="gl", organisation="now", composition="youth")]
    for records, expected in (([*people], ["now", "youth"]), ([], [None, None])):
        tables = Tables.of([*records, membership("b", "2023-08-01")], as_of=AS_OF)
        found = add_sender(tables, tables["memberships"], "composition").select("org_unit", "composition")
        assert list(found.collect("polars").row(0)) == expected
