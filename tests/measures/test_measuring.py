"""What each measure counts, on small registers made by hand, equal on every engine."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Figure, OrgUnit, Period, Register, Tables, compare, measure
from dlxh.errors import MeasureError
from dlxh.measures.catalogue import MEASURES, find_measure
from dlxh.measures.own_dimensions import add_own_dimensions
from dlxh.models.activity import Activity, Commendation, Meeting, Survey
from dlxh.models.case import VerificationCase
from dlxh.models.case_event import CaseContent, CaseEvent
from dlxh.models.collaborator import Collaborator
from dlxh.models.network import Network
from dlxh.models.opinion import OpinionStream
from dlxh.verbs.context import Context
from dlxh.words.record import Record
from tests.engines import Engine
from tests.lengths import examples
from tests.own import PACK
from tests.sample import AS_OF, item, membership, report, training, unit


def _event(number: int, day: str) -> CaseEvent:
    return CaseEvent(sequence=number, at=f"{day}T08:00:00+07:00", kind="directed")


def _case(key: str, contents: list[CaseContent], *days: str) -> VerificationCase:
    events = [_event(number, day) for number, day in enumerate(days, 1)]
    return VerificationCase(
        id=key, network="gl", title="Đền bù", contents=contents, events=events, route="direct"
    )


def _activity(key: str, day: str, detail: Any) -> Activity:  # noqa: ANN401 - any kind of detail
    return Activity(id=key, network="gl", title="x", start=day, end=day, detail=detail)


def _at(key: str, day: str, **fields: Any) -> Record:  # noqa: ANN401 - fields of the report
    return report(key, received_at=f"{day}T08:00:00+07:00", **fields)


STREAMS = [
    OpinionStream(group="farmers", stance="hesitant"),
    OpinionStream(group="teachers", stance="approving"),
]
RECORDS: list[Record] = [
    Network(id="gl", name="Gia Lai", owner="btg", level="province"),
    Collaborator(id="CTV-1", network="gl", organisation="x1"),
    Collaborator(id="CTV-2", network="gl", organisation="x2"),
    membership("m1", "2021-05-04", "2023-12-31"),
    membership("m2", "2024-01-01", role="head"),
    membership("m3", "2021-05-04", collaborator="CTV-2", organisation="x3"),
    _at("r1", "2024-06-30", items=[item("n1", topics=["land", "schools"], streams=STREAMS)]),
    _at("r2", "2024-07-01", author="CTV-2", channel="zalo"),
    _at("r3", "2024-07-03", replaces="r2", author="CTV-2", items=[item("n2", place="x9")]),
    _at("r4", "2024-07-24", author_unit="btg", kind="synthesis", items=[item("n3", urgency="urgent")]),
    _at(
        "r5", "2024-07-24", author_unit="btg", kind="synthesis", replaces="r4", items=[item("n4"), item("n5")]
    ),
    _case(
        "c1",
        [CaseContent(id="k1", text="x", finding="correct"), CaseContent(id="k2", text="y")],
        "2024-03-05",
        "2023-12-30",
    ),
    _case("c2", [CaseContent(id="k3", text="z", outcome="explained")]),
    training("a1", "2023-05-04", Figure(1, "class_"), Figure(120, "person")),
    training("a2", "2024-05-04", Figure(2, "class_"), Figure(240, "person", "more_than")),
    training("a3", "2024-05-05", Figure.unknown("class_"), Figure(9, "person_time")),
    _activity(
        "s1",
        "2020-01-01",
        Survey(people_surveyed=Figure(180, "person"), forms_issued=Figure(200, "form_issued")),
    ),
    _activity(
        "s2",
        "2022-01-01",
        Survey(forms_returned=Figure(5, "form_returned"), forms_valid=Figure(4, "form_valid")),
    ),
    _activity(
        "k1", "2022-01-01", Commendation(award="merit_certificate", awards=Figure(2, "merit_certificate"))
    ),
    _activity(
        "k2",
        "2022-01-01",
        Commendation(award="certificate_of_commendation", awards=Figure(7, "certificate_of_commendation")),
    ),
    _activity("g1", "2022-01-01", Meeting(attended=Figure(99, "person"))),
]
REGISTER = Register(RECORDS, as_of=AS_OF)

EXPECTED: dict[str, tuple[Figure, int]] = {
    "collaborators": (Figure(2, "person"), 0),
    "report_times": (Figure(3, "report_time"), 0),
    "reports": (Figure(2, "report"), 0),
    "unit_reports": (Figure(1, "report"), 0),
    "items": (Figure(2, "content"), 0),
    "item_topics": (Figure(3, "content"), 0),
    "streams": (Figure(2, "stream"), 0),
    "contents": (Figure(3, "content"), 0),
    "classes": (Figure(3, "class_", "at_least"), 1),
    "trainees": (Figure(360, "person", "more_than"), 1),
    "surveyed": (Figure(180, "person", "at_least"), 1),
    "forms_issued": (Figure(200, "form_issued", "at_least"), 1),
    "forms_returned": (Figure(5, "form_returned", "at_least"), 1),
    "forms_valid": (Figure(4, "form_valid", "at_least"), 1),
    "awards": (Figure(2, "merit_certificate"), 0),
}


CLOSED = {"channel", "urgency", "stance", "finding", "role"}
"""Dimensions with a closed code list: each of its codes has a row."""


def _told(register: Any, codes: Iterable[str], **asked: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    result = measure(register, codes, **asked)
    return result.polars.select(*result.by, "value", "qualifier", "left_out").rows()


def test_every_measure_counts_what_it_says(on_frames: Engine) -> None:
    """Each measure gives the count made by hand, with its unit and qualifier and what it left out, on every engine."""
    result = measure(on_frames(REGISTER), EXPECTED)

    assert {row.measure: (row.figure, row.left_out) for row in result.rows} == EXPECTED


@pytest.mark.traced
@pytest.mark.parametrize(
    ("codes", "asked", "expected"),
    [
        (["reports"], {"by": ["month"]}, [("2024-06", 1, "exact", 0), ("2024-07", 1, "exact", 0)]),
        (
            ["report_times"],
            {"by": ["day"], "period": Period.custom(date(2024, 6, 30), date(2024, 7, 3))},
            [
                ("2024-06-30", 1, "exact", 0),
                ("2024-07-01", 1, "exact", 0),
                ("2024-07-02", 0, "exact", 0),
                ("2024-07-03", 1, "exact", 0),
            ],
        ),
        (["report_times"], {"by": ["week"]}, [("2024-W26", 1, "exact", 0), ("2024-W27", 2, "exact", 0)]),
        (["report_times"], {"by": ["month"], "convention": "15_to_14"}, [("2024-07", 3, "exact", 0)]),
        (
            ["report_times"],
            {"by": ["month"], "convention": "2_to_1"},
            [("2024-07", 2, "exact", 0), ("2024-08", 1, "exact", 0)],
        ),
        (
            ["report_times"],
            {"by": ["two_months"]},
            [("2024-M05-06", 1, "exact", 0), ("2024-M07-08", 2, "exact", 0)],
        ),
        (["report_times"], {"by": ["quarter"]}, [("2024-Q2", 1, "exact", 0), ("2024-Q3", 2, "exact", 0)]),
        (["report_times"], {"by": ["half_year"]}, [("2024-H1", 1, "exact", 0), ("2024-H2", 2, "exact", 0)]),
        (
            ["report_times"],
            {"by": ["unit"]},
            [("x1", 1, "exact", 0), ("x2", 0, "exact", 0), ("x3", 2, "exact", 0)],
        ),
        (
            ["report_times"],
            {"by": ["channel", "month"]},
            [
                ("written", "2024-06", 1, "exact", 0),
                ("written", "2024-07", 1, "exact", 0),
                ("zalo", "2024-06", 0, "exact", 0),
                ("zalo", "2024-07", 1, "exact", 0),
            ],
        ),
        (
            ["report_times"],
            {"by": ["month", "unit"], "where": {"unit": "x3"}},
            [("2024-07", "x3", 2, "exact", 0)],
        ),
        (["report_times"], {"where": {"channel": "portal"}}, [(0, "exact", 0)]),
        (["unit_reports"], {"by": ["unit"]}, [("btg", 1, "exact", 0)]),
        (["items"], {"by": ["unit"]}, [("x9", 1, "exact", 0), (None, 1, "exact", 0)]),
        (["items"], {"by": ["urgency"]}, [("normal", 2, "exact", 0)]),
        (["item_topics"], {"by": ["topic"]}, [("land", 2, "exact", 0), ("schools", 1, "exact", 0)]),
        (["streams"], {"by": ["stance"], "where": {"group": "farmers"}}, [("hesitant", 1, "exact", 0)]),
        (["contents"], {"by": ["finding"]}, [("correct", 1, "exact", 0), (None, 2, "exact", 0)]),
        (["contents"], {"by": ["year"]}, [("2023", 2, "exact", 0), (None, 1, "exact", 0)]),
        (["contents"], {"by": ["year"], "period": Period.year(2023)}, [("2023", 2, "exact", 0)]),
        (["collaborators"], {"period": Period.year(2020)}, [(0, "exact", 0)]),
        (["collaborators"], {"period": Period.day(date(2021, 5, 4))}, [(2, "exact", 0)]),
        (["collaborators"], {"period": Period.day(date(2021, 5, 3))}, [(0, "exact", 0)]),
        (
            ["collaborators"],
            {"by": ["unit"]},
            [("x1", 1, "exact", 0), ("x2", 0, "exact", 0), ("x3", 1, "exact", 0)],
        ),
        (
            ["collaborators"],
            {"by": ["role", "year"], "period": Period.custom(date(2023, 1, 1), date(2025, 12, 31))},
            [
                ("member", "2023", 2, "exact", 0),
                ("member", "2024", 1, "exact", 0),
                ("member", "2025", None, "unknown", 0),
                ("head", "2023", 0, "exact", 0),
                ("head", "2024", 1, "exact", 0),
                ("head", "2025", None, "unknown", 0),
            ],
        ),
        (["classes"], {"by": ["year"]}, [("2023", 1, "exact", 0), ("2024", 2, "at_least", 1)]),
        (["classes"], {"by": ["unit"], "period": Period.year(2023)}, [("x1", 1, "exact", 0)]),
        (["reports", "items"], {"by": ["network"]}, [("gl", 2, "exact", 0), ("gl", 2, "exact", 0)]),
    ],
    ids=str,
)
def test_breaking_down(
    on_engine: Engine, codes: list[str], asked: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    """Figures by periods and other dimensions, alone and together, are those counted by hand, on every engine."""
    found = _told(on_engine(REGISTER), codes, **asked)

    assert [row for row in found if row in expected] == expected
    assert all(row[-3] in {0, None} for row in found if row not in expected)
    if not CLOSED & set(asked.get("by", ())):
        assert found == expected


def test_a_correction_counts_on_its_own_day(on_engine: Engine) -> None:
    """A report of March that is corrected in April counts in the second quarter, with its items, and not in the first."""
    records = [
        _at("r1", "2024-03-30", items=[item("n1"), item("n2")]),
        _at("r2", "2024-04-02", replaces="r1", items=[item("n3")]),
    ]
    tables = on_engine(Register(records, as_of=AS_OF))
    found = measure(tables, ["report_times", "reports", "items"], by=["quarter"], period="2024-H1").polars

    assert found["value"].to_list() == [1, 1, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2024-06-30", "2024-07-03", 3),
        ("2024-07-01", "2024-07-03", 2),
        ("2024-06-30", "2024-07-02", 2),
        ("2024-07-02", "2024-07-02", 0),
    ],
)
def test_both_ends_of_a_period_count(on_engine: Engine, first: str, last: str, count: int) -> None:
    """The first and the last day of a period belong to it."""
    period = Period.custom(date.fromisoformat(first), date.fromisoformat(last))

    assert measure(on_engine(REGISTER), ["report_times"], period=period).figure("report_times").value == count


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2024-06-30T16:59:59Z", "2024-06-30"),
        ("2024-06-30T17:00:00Z", "2024-07-01"),
        ("2024-06-30T23:30:00Z", "2024-07-01"),
    ],
)
def test_a_report_counts_on_its_day_in_viet_nam(on_engine: Engine, instant: str, day: str) -> None:
    """What was received at 23:30 UTC counts on the next Vietnamese day."""
    tables = on_engine(Register([report(received_at=instant)], as_of=AS_OF))

    assert _told(tables, ["reports"], by=["day"]) == [(day, 1, "exact", 0)]


@pytest.mark.traced
def test_a_period_brings_its_own_convention(on_engine: Engine) -> None:
    """Months of a quarter that is cut from the 15th to the 14th are cut so too; what is said with it must not contradict it."""
    quarter = Period.quarter(2024, 3, convention="15_to_14")
    tables = on_engine(REGISTER)
    own = _told(tables, ["reports"], by=["month"], period=quarter)

    assert own == _told(tables, ["reports"], by=["month"], period=quarter, convention="15_to_14")
    assert own == [
        ("2024-07", 2, "exact", 0),
        ("2024-08", 0, "exact", 0),
        ("2024-09", None, "unknown", 0),
    ]
    for said in ("calendar", "10_to_9"):
        with pytest.raises(MeasureError, match="is cut by 15_to_14, and convention="):
            measure(REGISTER, ["reports"], by=["month"], period=quarter, convention=said)
    earlier = compare(REGISTER, ["reports"], by=["month"], period=quarter, against="previous").polars
    assert earlier["days_before"].to_list()[:2] == [31, 30]


def test_empty_periods_stay(on_engine: Engine) -> None:
    """Periods without rows stay as zero, up to the day of the register; of later ones nothing is known."""
    tables = on_engine(Register([_at("r1", "2024-02-01")], as_of=date(2024, 3, 31)))
    told = _told(tables, ["reports"], by=["month"], period=Period.parse("2024-H1"))

    assert told == [
        ("2024-01", 0, "exact", 0),
        ("2024-02", 1, "exact", 0),
        ("2024-03", 0, "exact", 0),
        *((f"2024-0{month}", None, "unknown", 0) for month in (4, 5, 6)),
    ]
    assert _told(tables, ["reports"], period=Period.year(2025)) == [(None, "unknown", 0)]


def test_what_lies_after_the_day_of_the_register_is_a_lower_bound(on_engine: Engine) -> None:
    """A row dated after the register's own day is counted and not lost, but it claims no whole."""
    tables = on_engine(Register([_at("r1", "2024-08-01")], as_of=AS_OF))

    assert _told(tables, ["reports"], by=["month"]) == [("2024-08", 1, "at_least", 0)]


def test_days_of_a_period_after_the_register_are_not_known() -> None:
    """A period that begins within a month but after the register's day is unknown, though the month has begun."""
    late = Period.custom(date(2024, 7, 25), date(2024, 7, 31))

    assert (
        _told(REGISTER, ["reports", "collaborators"], by=["month"], period=late)
        == [("2024-07", None, "unknown", 0)] * 2
    )


def test_an_absent_table_is_unknown_and_an_empty_one_zero(on_engine: Engine) -> None:
    """Missing is not zero: every measure is unknown without its tables, and zero on empty ones."""
    counted = [each for each in MEASURES if each.code in EXPECTED]
    empty = {name for each in counted for name in each.reads}
    absent = measure(on_engine(Register(as_of=AS_OF, empty=["networks"])), EXPECTED)
    zero = measure(on_engine(Register(as_of=AS_OF, empty=[*empty, "collaborators"])), EXPECTED)

    assert set(absent.polars["qualifier"]) == {"unknown"}
    assert set(zero.polars.select("value", "qualifier").rows()) == {(0, "exact")}
    assert dict(absent.polars.select("measure", "counted_in").rows()) == {
        each.code: each.unit for each in counted
    }


def test_a_partial_table_gives_lower_bounds(on_engine: Engine) -> None:
    """On a partial table a count is a lower bound, and none at all is unknown."""
    tables = on_engine(Register(RECORDS, as_of=AS_OF, partial=["reports", "memberships"]))

    assert _told(
        tables, ["reports"], by=["year"], period=Period.custom(date(2023, 1, 1), date(2024, 7, 24))
    ) == [
        ("2023", None, "unknown", 0),
        ("2024", 2, "at_least", 0),
    ]
    assert _told(tables, ["collaborators", "items", "classes"]) == [
        (2, "at_least", 0),
        (2, "at_least", 0),
        (3, "at_least", 1),
    ]


def test_each_network_has_its_own_gaps(on_engine: Engine) -> None:
    """What is partial for one network leaves another's figures exact; a network without rows stays in the answer."""
    networks = [Network(id=key, name=key, owner="btg", level="province") for key in ("lc", "sl")]
    register = Register([*RECORDS, *networks], as_of=AS_OF, partial={"reports": ["sl"]})
    tables = on_engine(register)

    assert _told(tables, ["reports"], by=["network"]) == [
        ("gl", 2, "exact", 0),
        ("lc", 0, "exact", 0),
        ("sl", None, "unknown", 0),
    ]
    assert _told(tables, ["reports"]) == [(2, "at_least", 0)]
    assert _told(tables, ["reports"], by=["network"], where={"network": "gl"}) == [("gl", 2, "exact", 0)]
    assert _told(
        tables, ["reports"], by=["year", "network"], where={"network": "sl"}, period=Period.year(2024)
    ) == [("2024", "sl", None, "unknown", 0)]


def test_without_collaborators_their_units_are_unknown(on_engine: Engine) -> None:
    """Where collaborators were not shared, a unit is known only where a membership has one."""
    records = [record for record in RECORDS if not isinstance(record, Collaborator)]
    tables = on_engine(Register(records, as_of=AS_OF))

    assert _told(tables, ["reports"], by=["unit"]) == [("x3", 1, "at_least", 0), (None, 1, "exact", 0)]
    assert _told(tables, ["collaborators"], by=["unit"]) == [("x3", 1, "at_least", 0), (None, 1, "exact", 0)]


def test_groups_that_another_table_knows_are_known_in_part() -> None:
    """Without collaborators nobody knows which unit sent how many: a unit's count is unknown, never exactly nought."""
    unit = OrgUnit(id="p1", name="Sơn La", kind="place", level="province")
    tables = Register([unit, report("r1")], as_of=AS_OF).tables
    rows = measure(tables, "reports", by=["province"]).polars

    assert rows.select("province", "value", "qualifier").rows() == [
        ("p1", None, "unknown"),
        (None, 1, "exact"),
    ]
    there = measure(tables, "reports", where={"unit": "p1"}).polars
    assert there.select("value", "qualifier").rows() == [(None, "unknown")]


def test_a_person_with_two_memberships_counts_once() -> None:
    """A person is one collaborator, however many memberships run on the day."""
    memberships = [membership("a", "2021-01-01"), membership("b", "2022-01-01", role="head")]
    register = Register(memberships, as_of=AS_OF)

    assert _told(register, ["collaborators"]) == [(1, "exact", 0)]
    assert _told(register, ["collaborators"], by=["role"]) == [
        ("member", 1, "exact", 0),
        ("head", 1, "exact", 0),
        ("deputy_head", 0, "exact", 0),
        ("secretary", 0, "exact", 0),
    ]


DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))
FIGURES = st.lists(st.tuples(DAYS, st.sampled_from(["written", "zalo"]), st.booleans()), max_size=15)


@settings(max_examples=examples(20))
@given(
    FIGURES,
    st.sampled_from(["day", "week", "month", "two_months", "quarter", "half_year"]),
    st.sampled_from(["calendar", "15_to_14", "28_to_27"]),
)
def test_parts_add_up_to_the_whole(rows: list[tuple[date, str, bool]], kind: str, convention: str) -> None:
    """Counts over months sum to the counts over the year, under every convention and with any other dimension."""
    reports = [_at(f"r{number}", f"{day}", channel=channel) for number, (day, channel, _) in enumerate(rows)]
    trainings = [
        training(f"a{number}", f"{day}", Figure(number, "class_"), Figure(1, "person"))
        for number, (day, _, counted) in enumerate(rows)
        if counted
    ]
    register = Register([*reports, *trainings], as_of=date(2025, 12, 31), empty=["reports", "activities"])
    year = Period.year(2024, convention="calendar" if kind in {"day", "week"} else convention)
    codes = ["reports", "classes"]
    whole = measure(register, codes, period=year, convention=convention)
    parts = measure(register, codes, by=[kind], period=year, convention=convention)
    mixed = measure(register, ["reports"], by=["channel", kind], period=year, convention=convention)

    for code in codes:
        assert Figure.sum(
            [row.figure for row in parts.rows if row.measure == code and row.figure is not None],
            unit=whole.figure(code).unit,
        ) == whole.figure(code)
    assert mixed.polars["value"].sum() == whole.figure("reports").value
    inside = [day for day, _, _ in rows if year.start <= day <= year.end]
    assert whole.figure("reports").value == len(inside)


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(DAYS, st.integers(0, 400), st.sampled_from(["CTV-1", "CTV-2"])), max_size=6), DAYS)
def test_a_stock_is_counted_on_one_day(spans: list[tuple[date, int, str]], day: date) -> None:
    """Collaborators are those who hold a membership on the last day of the period; each counts once."""
    memberships = [
        membership(f"m{number}", f"{start}", f"{start + timedelta(days=length)}", collaborator=who)
        for number, (start, length, who) in enumerate(spans)
    ]
    register = Register(memberships, as_of=date(2026, 12, 31), empty=["memberships"])
    held = {
        membership.collaborator
        for membership in memberships
        if membership.start <= day <= (membership.end or day)
    }

    assert measure(register, ["collaborators"], period=Period.custom(date(2022, 1, 1), day)).figure(
        "collaborators"
    ).value == len(held)


def test_a_unit_is_counted_whatever_its_map() -> None:
    """The sample speaks of units by their ids alone: no measure needs the table of units."""
    assert "units" not in REGISTER.tables
    assert _told(Register([*RECORDS, unit("x1")], as_of=AS_OF), ["reports"], by=["unit"]) == _told(
        REGISTER, ["reports"], by=["unit"]
    )


def test_nothing_to_break_down() -> None:
    """An empty table without a period asked for has no years: the answer has no row, and raises nothing."""
    nothing = Register(as_of=date(2024, 7, 24), empty=["reports"])

    assert measure(nothing, ["reports"], by=["year"]).rows == ()
    assert measure(nothing, ["reports"], by=["year"], period="2024").figure("reports", year=2024).value == 0


def test_what_has_no_time_is_left_out_and_told() -> None:
    """Of two ad hoc reports the one without the time of its event is in no median, and is reported as left out."""
    told: Any = {"kind": "ad_hoc", "stage": 1}
    dated = report("d", **told, event_at="2024-07-24T05:00:00+07:00")
    rows = measure(Register([dated, report("u", **told)], as_of=AS_OF), "ad_hoc_hours_median").polars

    assert rows.select("value", "left_out").rows() == [(30_000, 1)]


def test_a_sum_of_figures_of_ones_own() -> None:
    """A measure of one's own sums figures, whose values are in a column of another name, as ours does."""
    own = replace(find_measure("trainees"), code="gl_trainees")
    register = Register(
        [training(key, "2024-03-01", Figure(1, "class_"), Figure(12, "person")) for key in "ab"], as_of=AS_OF
    )

    assert (
        measure(register, own).figure("gl_trainees").value
        == measure(register, "trainees").figure("trainees").value
    )


@pytest.mark.traced
def test_rows_that_are_absent_have_no_own_field() -> None:
    """Where there is nothing to count an own field adds nothing, as of obligations without a ledger."""
    counted = find_measure("reports")
    none = replace(counted, rows=replace(counted.rows, frame=lambda _, __: None))
    rows = add_own_dimensions(none, {"hamlet"}, PACK.schema).rows

    context = Context(Tables({}, as_of=AS_OF, pack=PACK))
    assert [rows.frame(context, wanted) for wanted in (frozenset(), frozenset(rows.own))] == [None, None]
