"""Measures on verification cases: nothing is received that is not carried on, concluded or sent away."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import CaseContent, Deadline, Period, Register, VerificationCase, measure
from dlxh.casework import moves
from dlxh.errors import MeasureError, MissingInputError
from dlxh.measures.sources.cases import PHASES
from dlxh.models import CaseEvent
from dlxh.models.case_kinds import CaseStatus
from dlxh.words.work_calendars import SimpleCalendar
from tests.casework.invented import AS_OF, cases, standing
from tests.engines import Engine
from tests.lengths import examples

CAME = ("cases_received", "cases_reopened", "cases_carried_in")
WENT = (
    "cases_concluded",
    "cases_rejected",
    "cases_transferred",
    "cases_merged",
    "cases_routed_out",
    "cases_dropped",
    "cases_pending",
)
YEAR = Period.custom(date(2024, 8, 1), AS_OF)


def _event(
    number: int,
    day: str,
    kind: str,
    by: str = "TT",
    to: str | None = None,
    **fields: Any,  # noqa: ANN401
) -> CaseEvent:
    return CaseEvent(sequence=number, at=f"{day}T08:00:00+07:00", kind=kind, by=by, to=to, **fields)


def _case(key: str, *events: Any, contents: int = 1, **fields: Any) -> VerificationCase:  # noqa: ANN401
    told = [
        event if isinstance(event, CaseEvent) else _event(number, *event)
        for number, event in enumerate(events, 1)
    ]
    inside = [CaseContent(id=f"{key}.{place}", text="x") for place in range(1, contents + 1)]
    return VerificationCase(id=key, network="lc", title="Đền bù", contents=inside, events=told, **fields)


WEEK = Deadline(5, "day")
RECORDS = [
    _case(
        "a",  # concluded after 20 days, replied after 24, taken up again and concluded after 5 more
        ("2024-01-10", "drafted", "BTG"),
        ("2024-01-11", "submitted", "BTG", "TT"),
        ("2024-01-12", "directed", "TT", "S1"),
        ("2024-01-12", "assigned", "TT", "S1"),
        _event(5, "2024-01-31", "concluded", "S1", finding="correct", contents=["a.1"]),
        ("2024-02-04", "replied", "S1", "BTG"),
        ("2024-03-01", "reopened", "TT", "S1"),
        ("2024-03-01", "directed", "TT", "S1"),
        ("2024-03-02", "assigned", "TT", "S1"),
        _event(10, "2024-03-06", "concluded", "S1", finding="partly_correct", contents=["a.1"]),
        route="direct",
    ),
    _case(
        "b",  # still in work, past its due day from 9 February on
        ("2024-02-01", "submitted", "BTG", "TT"),
        ("2024-02-02", "directed", "TT", "S2"),
        _event(3, "2024-02-03", "assigned", "TT", "S2", allowed=WEEK),
        route="government_party_body",
    ),
    _case(
        "c",
        ("2024-02-01", "submitted", "BTG", "TT"),
        ("2024-02-01", "routed_out", "TT", "TTr"),
        route="direct",
    ),
    _case("d", ("2024-02-20", "drafted", "BTG"), route="direct"),
]
REGISTER = Register(RECORDS, as_of=date(2024, 7, 24))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2024-01", {"cases_received": 1, "cases_concluded": 1}),
        (
            "2024-02",
            {
                "cases_received": 2,
                "cases_routed_out": 1,
                "cases_pending": 1,
                "cases_overdue": 1,
                "cases_replied": 1,
            },
        ),
        (
            "2024-03",
            {
                "cases_reopened": 1,
                "cases_carried_in": 1,
                "cases_concluded": 1,
                "cases_pending": 1,
                "cases_overdue": 1,
                "contents_concluded": 1,
            },
        ),
        (
            "2024-Q1",
            {
                "cases_received": 3,
                "cases_reopened": 1,
                "cases_concluded": 2,
                "cases_routed_out": 1,
                "cases_pending": 1,
                "cases_overdue": 1,
                "cases_replied": 1,
                "contents": 4,
                "contents_concluded": 1,
            },
        ),
    ],
)
def test_each_count(on_engine: Engine, period: str, expected: dict[str, int]) -> None:
    """Cases by month are those counted by hand, on every engine: a draft is not received, a reopened one comes again."""
    codes = [*CAME, *WENT, "cases_overdue", "cases_resolved", "cases_replied", "contents_concluded"]
    result = measure(on_engine(REGISTER), [*codes, *({"contents"} & set(expected))], period=period)

    found = dict(result.polars.select("measure", "value").iter_rows())
    assert found == {**dict.fromkeys(codes, 0), **expected}


def test_how_long_it_took(on_engine: Engine) -> None:
    """Days run from reception or reopening; quantiles lie between the two nearest, and none of nothing applies."""
    codes = ["case_days_median", "case_days_p90", "reply_days_median"]
    tables = on_engine(REGISTER)
    quarter = measure(tables, codes, period="2024-Q1").polars

    assert quarter["value"].to_list() == [125_000, 185_000, 240_000]
    assert set(quarter["counted_in"]) == {"day_ten_thousandth"}
    assert set(measure(tables, codes, period="2024-05").polars["qualifier"]) == {"not_applicable"}


def test_rates_say_what_they_leave_out(on_engine: Engine) -> None:
    """One still open counts against the rate, as does one concluded anew and not replied to; one routed out is left out."""
    result = measure(on_engine(REGISTER), ["answered_rate", "correct_rate"], period="2024-Q1")
    answered, correct = result.rate("answered_rate"), result.rate("correct_rate")

    assert (answered.numerator, answered.denominator, answered.left_out) == (0, 2, {"routed_out": 1})
    assert (correct.numerator, correct.denominator, correct.left_out) == (1, 1, {"unknown": 3})


def test_by_route_and_agency(on_engine: Engine) -> None:
    """A case is under its route and the unit that held it last; what ran over its time under its agency."""
    rows = measure(
        on_engine(REGISTER), ["cases_pending", "cases_overdue"], by=["unit"], period="2024-Q1"
    ).polars
    found = {(row[0], row[1]): row[2] for row in rows.select("unit", "measure", "value").iter_rows()}

    assert found["S2", "cases_pending"] == found["S2", "cases_overdue"] == 1
    by_route = measure(REGISTER, "cases_received", by=["route"], period="2024-Q1")
    assert by_route.figure("cases_received", route="direct").value == 2


def test_a_case_of_the_last_day_is_there() -> None:
    """Cases are as they were at the end of the day of the register, with what was done on it."""
    case = _case("d", ("2024-07-24", "submitted", "BTG", "TT"), route="direct")
    result = measure(Register([case], as_of=date(2024, 7, 24)), "cases_pending", period="2024-07")

    assert result.figure("cases_pending").value == 1


@pytest.mark.traced
def test_working_days_need_a_calendar() -> None:
    """A due day in working days is not guessed: without a calendar the question is refused, with what to pass."""
    case = _case(
        "w",
        ("2024-02-01", "submitted", "BTG", "TT"),
        _event(2, "2024-02-01", "assigned", "TT", "S1", allowed=Deadline(5, "working_day")),
        route="direct",
    )
    register = Register([case], as_of=date(2024, 7, 24))
    with pytest.raises(MissingInputError, match="pass calendar="):
        measure(register, "cases_overdue", period="2024-02")

    asked: Any = {"period": "2024-02", "by": ["day"], "calendar": SimpleCalendar()}
    days = measure(register, "cases_overdue", **asked).polars.filter(pl.col("value") == 1)["day"]
    assert days[0] == "2024-02-09"
    assert measure(register, "cases_pending", period="2024-02").figure("cases_pending").value == 1


ASKED = ((), ("month",), ("week",), ("month", "route"), ("month", "unit"))
FOUND = st.integers(1, 3).flatmap(lambda count: st.tuples(*(cases(n) for n in range(1, count + 1))))


@settings(max_examples=examples(40), deadline=None)
@given(FOUND, st.sampled_from(ASKED))
def test_nothing_is_lost(found: tuple[VerificationCase, ...], by: tuple[str, ...]) -> None:
    """Received + carried in = concluded + rejected + transferred + pending, in every period and every breakdown."""
    rows = measure(Register(found, as_of=AS_OF), [*CAME, *WENT], period=YEAR, by=by).polars
    signed = pl.when(pl.col("measure").is_in(CAME)).then("value").otherwise(-pl.col("value"))
    keys = list(by)
    sums = rows.group_by([pl.lit(0).alias("all_rows"), *keys]).agg(signed.sum().alias("signed"))

    assert set(sums["signed"]) == {0}


def test_what_is_pending_is_what_the_states_say() -> None:
    """On the day of the register as many cases are pending as are in a status of work."""
    from dlxh.verbs.context import Context

    states = Context(REGISTER.tables).cases
    in_work = [status for status in states.frame["status"] if PHASES[status] == "in_work"]

    assert measure(REGISTER, "cases_pending").figure("cases_pending").value == len(in_work)


def test_every_status_is_in_work_or_not() -> None:
    """Each status of the table of moves has a phase."""
    assert (
        set(PHASES) == {status.value for status in CaseStatus} == {status.key for status in moves().statuses}
    )


def test_sixteen_contents() -> None:
    """Sixteen contents are five correct, two partly, seven incorrect and two without sufficient grounds."""
    told = ["correct"] * 5 + ["partly_correct"] * 2 + ["incorrect"] * 7 + ["insufficient_grounds"] * 2
    events = [
        _event(place, "2021-06-15", "concluded", "S1", finding=finding, contents=[f"q.{place}"])
        for place, finding in enumerate(told, 1)
    ]
    case = _case("q", *events, contents=16, route="direct")
    register = Register([case], as_of=date(2021, 6, 18))
    rows = measure(register, "contents_concluded", by=["finding"], period="2021-06").polars

    assert dict(rows.select("finding", "value").iter_rows()) == {
        "correct": 5,
        "partly_correct": 2,
        "incorrect": 7,
        "insufficient_grounds": 2,
    }
    assert measure(register, "correct_rate").rate("correct_rate").share == 4375


def test_without_the_tables_of_cases() -> None:
    """Without a table of cases nobody knows anything of them."""
    codes = [*CAME, *WENT, "cases_overdue", "answered_rate", "contents"]
    rows = measure(Register(as_of=AS_OF), codes, period=YEAR).polars

    assert set(rows["qualifier"]) == {"unknown"}


def _steps(key: str, *events: Any) -> Register:  # noqa: ANN401 - steps
    return Register([_case(key, *events, route="direct")], as_of=AS_OF)


def _counted(register: Register, *codes: str) -> dict[str, int | None]:
    rows = measure(register, list(codes), period=Period.custom(date(2024, 1, 1), AS_OF)).polars
    return dict(rows.select("measure", "value").iter_rows())


def test_a_pause_after_the_conclusion_reopens_nothing() -> None:
    """A concluded case that is paused and goes on was not in work meanwhile: it is concluded once, and never reopened."""
    register = _steps(
        "p",
        ("2024-02-01", "submitted", "MT", "TT"),
        ("2024-02-02", "directed", "TT", "UB"),
        ("2024-02-03", "assigned", "UB", "SO"),
        ("2024-02-20", "concluded", "SO"),
        ("2024-03-01", "paused", "UB"),
        ("2024-03-05", "resumed", "UB"),
    )

    assert _counted(register, "cases_concluded", "cases_reopened") == {
        "cases_concluded": 1,
        "cases_reopened": 0,
    }


def test_closed_without_a_conclusion_is_not_concluded() -> None:
    """A case closed before anything was found left the work by a way of its own, and counts as not answered."""
    register = _steps("c", ("2024-02-01", "submitted", "MT", "TT"), ("2024-02-09", "closed", "TT"))
    found = _counted(register, "cases_concluded", "cases_dropped", "cases_pending")
    answered = measure(register, "answered_rate", period="2024-02").rate("answered_rate")

    assert found == {"cases_concluded": 0, "cases_dropped": 1, "cases_pending": 0}
    assert (answered.numerator, answered.denominator) == (0, 1)


def test_a_closed_case_that_was_answered_stays_answered() -> None:
    """Closing the file of a concluded case moves nothing."""
    register = _steps(
        "a",
        ("2024-02-01", "submitted", "MT", "TT"),
        ("2024-02-03", "assigned", "TT", "SO"),
        ("2024-02-20", "concluded", "SO"),
        ("2024-02-25", "replied", "SO", "MT"),
        ("2024-02-28", "closed", "MT"),
    )

    assert _counted(register, "cases_concluded", "cases_dropped", "cases_replied") == {
        "cases_concluded": 1,
        "cases_dropped": 0,
        "cases_replied": 1,
    }


@pytest.mark.traced
def test_the_start_of_no_period_is_no_day() -> None:
    """What was there at the start is asked with the days that it is the start of."""
    with pytest.raises(MeasureError, match="counted at the start of a period"):
        measure(REGISTER, "cases_carried_in")


def test_the_route_is_the_one_that_an_event_chose() -> None:
    """A case is counted on the route on which it was sent last, not on the one that was written down at first."""
    sent = _event(2, "2024-02-02", "directed", "TT", "UB", route="government_party_body")
    case = _case("r", _event(1, "2024-02-01", "submitted", "MT", "TT"), sent, route="direct")
    rows = measure(Register([case], as_of=AS_OF), "cases_received", by=["route"], period="2024-02").polars

    assert dict(rows.filter(value=1).select("route", "value").iter_rows()) == {"government_party_body": 1}


def test_hours_are_over_on_their_day() -> None:
    """Three hours from eight in the morning are over at eleven, so at the end of that day the case is overdue."""
    hours = _event(3, "2024-02-05", "assigned", "UB", "SO", allowed=Deadline(3, "hour"), task="verify")
    came = [("2024-02-05", "submitted", "MT", "TT"), ("2024-02-05", "directed", "TT", "UB")]
    register = _steps("h", *came, hours)
    rows = measure(register, "cases_overdue", by=["day"], period="2024-02").polars.filter(value=1)

    assert rows["day"][0] == "2024-02-05"


def test_one_reply_of_two_is_no_answer_yet() -> None:
    """Where two agencies were asked and one has replied, the case is not replied to, and the rate says the same."""
    register = _steps(
        "t",
        ("2024-02-01", "submitted", "MT", "TT"),
        ("2024-02-02", "directed", "TT", "UB"),
        ("2024-02-03", "assigned", "UB", "SO-1"),
        ("2024-02-03", "assigned", "UB", "SO-2"),
        ("2024-02-20", "concluded", "SO-1"),
        ("2024-02-21", "replied", "SO-1", "MT"),
    )
    answered = measure(register, "answered_rate", period="2024-02").rate("answered_rate")

    assert _counted(register, "cases_replied") == {"cases_replied": 0}
    assert (answered.numerator, answered.denominator) == (0, 1)


REPLIED = (
    ("2024-02-01", "submitted", "MT", "TT"),
    ("2024-02-02", "directed", "TT", "UB"),
    ("2024-02-03", "assigned", "UB", "SO"),
    ("2024-02-20", "replied", "SO", "MT"),
)
REOPENED = (("2024-02-22", "closed", "MT"), ("2024-02-24", "reopened", "MT", "TT"))
ANEW = (("2024-02-24", "directed", "TT", "UB"), ("2024-02-25", "assigned", "UB", "SO"))
STANDS: list[tuple[tuple[tuple[str, ...], ...], tuple[int, int], int]] = [
    ((), (1, 1), 0),
    (REOPENED[:1], (1, 1), 0),
    (REOPENED, (0, 1), 1),
    ((*REOPENED, ("2024-02-26", "closed", "MT")), (0, 1), 0),
    ((*REOPENED, *ANEW), (0, 1), 1),
    ((*REOPENED, *ANEW, ("2024-02-28", "concluded", "SO")), (0, 1), 0),
    ((*REOPENED, *ANEW, ("2024-02-28", "replied", "SO", "MT")), (1, 1), 0),
    ((*REOPENED, *ANEW, ("2024-02-28", "rejected", "SO")), (0, 0), 0),
    ((*REOPENED, *ANEW, ("2024-02-28", "transferred", "SO", "CA")), (0, 0), 0),
    ((*REOPENED, *ANEW, ("2024-02-28", "merged", "UB")), (0, 0), 0),
    ((*REOPENED, ("2024-02-28", "routed_out", "TT")), (0, 0), 0),
    ((("2024-02-28", "rejected", "UB"),), (0, 0), 0),
    ((("2024-02-28", "paused", "UB"),), (1, 1), 0),
    ((("2024-02-28", "assigned", "UB", "SO"), ("2024-02-28", "measure_proposed", "SO")), (0, 1), 0),
]


@pytest.mark.parametrize(("later", "answered", "pending"), STANDS, ids=range(len(STANDS)))
def test_an_answer_stands_until_the_case_is_taken_up_again(
    on_engine: Engine, later: tuple[tuple[str, ...], ...], answered: tuple[int, int], pending: int
) -> None:
    """The rate asks where a case is now, not what ever happened to it; the counts of replies count every one."""
    tables = on_engine(_steps("n", *REPLIED, *later))
    rate = measure(tables, "answered_rate", period="2024-02").rate("answered_rate")
    rows = measure(tables, ["cases_pending", "cases_replied"], period="2024-02").polars
    replies = sum(event[1] == "replied" for event in (*REPLIED, *later))

    assert (rate.numerator, rate.denominator) == answered
    assert dict(rows.select("measure", "value").iter_rows()) == {
        "cases_pending": pending,
        "cases_replied": replies,
    }


@settings(max_examples=examples(30), deadline=None)
@given(FOUND)
def test_what_is_measured_now_is_a_replay(found: tuple[VerificationCase, ...]) -> None:
    """Whatever happened in whatever order, the rate and the stock are those of each case replayed by itself."""
    register = Register(found, as_of=AS_OF)
    stands = [stand for stand in map(standing, found) if stand is not None]
    rate = measure(register, "answered_rate").rate("answered_rate")

    assert rate.numerator == stands.count("replied")
    assert rate.denominator == sum(
        stand in {"replied", "in_work", "concluded", "dropped"} for stand in stands
    )
    assert measure(register, "cases_pending").figure("cases_pending").value == stands.count("in_work")


def test_a_case_is_received_once(on_engine: Engine) -> None:
    """A draft that follows a step out of the work brings the case back, and is not a second reception."""
    register = _steps("e", ("2024-02-01", "routed_out", "TT", "TTr"), ("2024-02-02", "drafted", "BTG"))
    codes = ["cases_received", "cases_reopened", "cases_routed_out", "cases_pending"]
    rows = measure(on_engine(register), codes, period="2024-02").polars

    assert dict(rows.select("measure", "value").iter_rows()) == dict.fromkeys(codes, 1)
    assert measure(register, "answered_rate").rate("answered_rate").denominator == 1


def test_four_counts_by_status(on_engine: Engine) -> None:
    """On iHanoi until 8/8/2024, one case for a hundred: handled, refused, in work and waiting are one measure by status.

    2.350 reflections = 1.654 handled + 180 refused + 272 in work + 244 waiting.
    """
    came = ("2024-08-01", "submitted", "MT", "TT")
    directed = (came, ("2024-08-02", "directed", "TT", "UB"), ("2024-08-02", "assigned", "UB", "SO"))
    ways = {
        "replied": (*directed, ("2024-08-05", "replied", "SO", "MT")),
        "rejected": (came, ("2024-08-03", "rejected", "TT")),
        "verifying": (*directed, ("2024-08-05", "accepted", "SO")),
        "submitted": (came,),
    }
    counts = {"replied": 17, "rejected": 2, "verifying": 3, "submitted": 2}
    register = Register(
        [
            _case(f"{status}-{number}", *ways[status], route="direct")
            for status, count in counts.items()
            for number in range(count)
        ],
        as_of=date(2024, 8, 8),
    )
    rows = measure(on_engine(register), "cases_received", by=["status"], period="2024-08").polars

    assert dict(rows.filter(pl.col("value") > 0).select("status", "value").iter_rows()) == counts
    assert (
        measure(register, "cases_received", where={"status": "rejected"}).figure("cases_received").value == 2
    )


@pytest.mark.parametrize(
    ("end", "overdue"),
    [
        ((), 24),
        (("2024-02-20", "closed", "TT"), 14),
        (("2024-02-20", "replied", "SO", "MT"), 14),
    ],
    ids=str,
)
def test_a_conclusion_is_no_answer_yet(on_engine: Engine, end: tuple[str, ...], overdue: int) -> None:
    """Concluded in time, a case is not in work any more; its agency is overdue until it replies, or the case is closed."""
    case = _case(
        "k",
        ("2024-01-29", "submitted", "MT", "TT"),
        ("2024-01-30", "directed", "TT", "UB"),
        _event(3, "2024-01-31", "assigned", "UB", "SO", allowed=WEEK, task="reply"),
        _event(4, "2024-02-01", "concluded", "SO", finding="correct", contents=["k.1"]),
        *([_event(5, *end)] if end else []),
        route="direct",
    )
    tables = on_engine(Register([case], as_of=AS_OF))
    rows = measure(tables, ["cases_pending", "cases_overdue"], by=["day"], period="2024-02").polars
    days = rows.filter(value=1).group_by("measure").len()

    assert dict(days.iter_rows()) == {"cases_overdue": overdue}
