"""Topics to watch: what was reported on them in their days, and which units reported nothing."""

from datetime import date
from typing import Any

import pytest

from dlxh import Collaborator, Figure, Pack, Register, Tables, measure, obligations
from dlxh.data import code_list
from dlxh.models.activity import Activity, Meeting, WatchTopic
from dlxh.words import CodeEntry, CodeList
from tests.engines import Engine
from tests.ledger.books import member, obligation, regulation, report
from tests.ledger.land import BOARD, COMMITTEE, HEAD, OWNER, by_units
from tests.ledger.land import unit as commune
from tests.sample import item

AS_OF = date(2024, 9, 10)
JULY = {"start": "2024-07-01", "end": "2024-07-31"}
AUGUST = {"start": "2024-08-01", "end": "2024-08-31"}
OWN = CodeList(
    "gl_topics",
    vi="Lĩnh vực của Gia Lai",
    en="Topics of Gia Lai",
    open=True,
    source="giả định",
    base=code_list("topics"),
    entries=(CodeEntry("pepper_land", vi="đất trồng tiêu", en="pepper land", counts_as="land"),),
)
PACK = Pack("gl", codes=(OWN,))


def _meeting(key: str, *topics: WatchTopic, network: str = "gl") -> Activity:
    return Activity(
        id=key,
        network=network,
        title="Giao ban",
        start="2024-06-28",
        end="2024-06-28",
        detail=Meeting(attended=Figure(3, "person")),
        watch_topics=topics,
    )


def _report(key: str, received: str, author: str | None, *topics: tuple[str, ...], **fields: Any) -> Any:  # noqa: ANN401 - fields of the model
    items = tuple(item(f"{key}.{n}", topics=each) for n, each in enumerate(topics))
    return report(key, received, author=author, items=items, **fields)


PEOPLE = [Collaborator(id=f"c{n}", network="gl", organisation=f"x{n}") for n in (1, 2, 3)]
RECORDS = [
    *PEOPLE,
    *(member(f"m{n}", f"c{n}") for n in (1, 2, 3)),
    regulation(obligation(due={"kind": "day_of_month", "day": 5, "months_after": 1})),
    _meeting("g1", WatchTopic(topic="land", **JULY), WatchTopic(topic="health", **AUGUST)),
    _meeting("g2", WatchTopic(topic="land", **JULY)),
    _meeting("g3", WatchTopic(topic="land", start="2024-07-01", end="2024-07-31"), network="other"),
    # the report of July comes in August and counts for July; one item on two topics that are the same one counts once
    _report("b1", "2024-08-03", "c1", ("land", "pepper_land"), ("roads",), period="2024-07"),
    _report("b2", "2024-08-04", "c2", ("roads",), period="2024-07"),
    _report("b3", "2024-07-31", "c3", ("pepper_land",), kind="ad_hoc"),
    _report("b4", "2024-08-01", "c3", ("land",), kind="ad_hoc"),
    _report("b5", "2024-08-20", None, ("health",), author_unit="x2", kind="synthesis"),
]


@pytest.fixture(scope="module")
def known() -> Register:
    """Two collaborators of three speak of land in July; nobody but the unit of another speaks of health in August."""
    return Register(RECORDS, as_of=AS_OF, pack=PACK, empty=["absences", "engagements"])


def _rows(subject: Any, codes: Any, **asked: Any) -> dict[Any, Any]:  # noqa: ANN401 - of any measure
    result = measure(subject, codes, **asked)
    rows = result.polars.iter_rows(named=True)
    return {tuple(row[name] for name in (*result.by, "measure")): row["value"] for row in rows}


@pytest.mark.traced
def test_topics_set(on_engine: Engine, known: Register) -> None:
    """Each time that a topic is set counts, in the month in which the watching begins."""
    rows = _rows(on_engine(known), "watch_topics", by=["network", "topic"], period="2024-07")

    assert rows == {("gl", "land", "watch_topics"): 2, ("other", "land", "watch_topics"): 1}


def test_what_was_reported(on_engine: Engine, known: Register) -> None:
    """Items on a topic in its days count once, by the days reported on, under the sender; own codes with what they count as."""
    tables = on_engine(known)

    assert _rows(tables, "watched_items", by=["topic", "unit"], period="2024-07") == {
        ("land", "x1", "watched_items"): 1,
        ("land", "x3", "watched_items"): 1,
    }
    assert _rows(tables, "watched_items", period="2024-08") == {("watched_items",): 0}
    assert (
        _rows(tables, "watched_items", by="channel", where={"scope": "local"})["written", "watched_items"]
        == 2
    )


@pytest.mark.traced
def test_who_was_silent(on_engine: Engine, known: Register) -> None:
    """A unit that owed a report and had no item on the topic is silent on it; any report of the unit is an answer."""
    tables = on_engine(known)
    july = _rows(tables, "watch_silences", by=["topic", "unit"], period="2024-07")
    august = _rows(tables, "watch_silences", by="unit", period="2024-08", where={"topic": "health"})

    assert july == {("land", "x2", "watch_silences"): 2}  # set at both meetings
    assert august == {("x1", "watch_silences"): 1, ("x3", "watch_silences"): 1}
    assert _rows(tables, "watch_silences") == {("watch_silences",): 4}
    rate = measure(tables, "watch_answer_rate", period="2024-08").rate("watch_answer_rate")
    assert (rate.numerator, rate.denominator) == (1, 3)


def test_what_is_not_due_is_not_silent() -> None:
    """Until the report of the last days is due, nobody is silent: the rate leaves the unit out."""
    there = [each for each in RECORDS if getattr(each, "id", "") not in {"b1", "b2", "b4", "b5"}]
    early = Register(there, as_of=date(2024, 8, 2), pack=PACK, empty=["absences", "engagements"])
    rate = measure(early, "watch_answer_rate", period="2024-07").rate("watch_answer_rate")

    assert measure(early, "watch_silences", period="2024-07").figure("watch_silences").value == 0
    assert (rate.numerator, rate.denominator, sum(rate.left_out.values())) == (2, 2, 4)


SHORT = [
    *PEOPLE[:2],
    *(member(f"m{n}", f"c{n}") for n in (1, 2)),
    # the yearly report is not asked for in July; the unit `far` of another network owes nothing
    regulation(
        obligation(due={"kind": "day_of_month", "day": 5, "months_after": 1}), obligation(period_kind="year")
    ),
    _report("s1", "2024-08-03", "c1", ("land",), period="2024-07"),
    _report("s2", "2024-08-04", "c2", ("roads",), period="2024-07"),
    _report("s3", "2024-09-03", "c2", ("land",), period="2024-08"),
    _report("s4", "2024-07-26", "c2", ("land",), kind="ad_hoc"),
]
"""x1 speaks of land in its report on July, x2 in that on August and, without a period, on 26 July."""


@pytest.mark.parametrize(
    ("days", "items", "silent", "asked"),
    [
        (("2024-07-05", "2024-07-25"), 1, 1, 2),  # within July: its report; x2 spoke a day too late
        (("2024-07-05", "2024-07-26"), 2, 0, 2),  # the day on which x2 spoke
        (("2024-07-31", "2024-07-31"), 1, 1, 2),  # the last day of July
        (("2024-08-01", "2024-08-01"), 1, 1, 2),  # the first day of August: only its report
        (("2024-07-27", "2024-08-01"), 2, 0, 2),  # both months
        (("2024-06-20", "2024-06-30"), 0, 2, 2),  # before either
        (("2024-06-20", "2024-07-01"), 1, 1, 2),  # a day of July
    ],
)
def test_a_watch_that_no_period_ends_in(
    on_engine: Engine, days: tuple[str, str], items: int, silent: int, asked: int
) -> None:
    """A report on a period that shares a day with the watch is an answer, and those who owe it are asked."""
    topic = WatchTopic.model_validate({"topic": "land", "start": days[0], "end": days[1]})
    far = WatchTopic.model_validate({"topic": "land", "start": days[0], "end": days[1]})
    records = [*SHORT, _meeting("g1", topic), _meeting("g2", far, network="other")]
    tables = on_engine(Register(records, as_of=AS_OF, empty=["absences", "engagements"]))
    rate = measure(tables, "watch_answer_rate").rate("watch_answer_rate")

    assert _rows(tables, "watched_items") == {("watched_items",): items}
    assert _rows(tables, "watch_silences") == {("watch_silences",): silent}
    assert (rate.numerator, rate.denominator) == (asked - silent, asked)


def test_a_watch_in_the_middle_of_a_period_is_not_due_yet() -> None:
    """While the month runs, the rate says that the units' reports are not due, and does not leave them unsaid."""
    topic = WatchTopic.model_validate({"topic": "land", "start": "2024-07-05", "end": "2024-07-25"})
    records = [each for each in SHORT if not str(getattr(each, "id", "")).startswith("s")]
    early = Register(
        [*records, _meeting("g1", topic)],
        as_of=date(2024, 7, 28),
        empty=["reports", "absences", "engagements", "items", "item_topics"],
    )
    rate = measure(early, "watch_answer_rate", period="2024-07").rate("watch_answer_rate")

    assert (rate.numerator, rate.denominator, sum(rate.left_out.values())) == (0, 0, 2)


def test_a_ledger_of_the_callers_says_who_was_asked() -> None:
    """Where the ledger is given, its periods say which one ends first after the watch."""
    topic = WatchTopic.model_validate({"topic": "land", "start": "2024-07-05", "end": "2024-07-25"})
    register = Register([*SHORT, _meeting("g1", topic)], as_of=AS_OF, empty=["absences", "engagements"])
    july = obligations(register, "2024-07")
    answer = measure(register, "watch_silences", period="2024-07", ledger=july)

    assert answer.figure("watch_silences").value == 1


def test_where_units_owe_memberships_are_not_asked_for(on_engine: Engine) -> None:
    """Who was silent is known without a table of memberships where only units owe; without a regulation it says so."""
    topic = WatchTopic.model_validate({"topic": "land", **JULY})
    law = regulation(
        obligation(owed_by=by_units(), due={"kind": "day_of_month", "day": 5, "months_after": 1})
    )
    sent = _report("u1", "2024-08-03", None, ("land",), period="2024-07", author_unit="x1")
    records = [HEAD, COMMITTEE, BOARD, OWNER, commune("x1"), commune("x2"), _meeting("g1", topic), sent]
    tables = on_engine(Register([*records, law], as_of=AS_OF, empty=["absences"]))
    lawless = measure(Register(records, as_of=AS_OF), "watch_silences", period="2024-07")

    assert "memberships" not in tables
    assert _rows(tables, ["watch_silences"], by="unit", period="2024-07") == {("x2", "watch_silences"): 1}
    assert lawless.lacking == {"watch_silences": ("regulation=",)}


@pytest.mark.traced
def test_nothing_watched_and_nobody_who_owes(on_engine: Engine, known: Register) -> None:
    """Without a topic in the period nobody is silent; without a regulation, or the table, that is unknown."""
    without = [each for each in RECORDS if not hasattr(each, "provisions")]
    lawless = on_engine(Register(without, as_of=AS_OF, pack=PACK))
    tables = known.tables
    blind = Tables(
        {name: tables.polars(name) for name in tables if name != "watch_topics"}, as_of=AS_OF, pack=PACK
    )

    assert _rows(on_engine(known), "watch_silences", period="2024-01") == {("watch_silences",): 0}
    assert _rows(lawless, "watch_silences", period="2024-07") == {("watch_silences",): None}
    assert _rows(blind, ["watch_topics", "watched_items"], period="2024-07") == {
        ("watch_topics",): None,
        ("watched_items",): None,
    }
