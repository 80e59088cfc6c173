"""The ledger: statuses, reasons and lateness, each on every engine."""
# pyright: reportArgumentType=false, reportCallIssue=false

import re
from datetime import date
from typing import Any

import pytest

from dlxh import (
    Collaborator,
    Membership,
    Network,
    OrgUnit,
    Period,
    Register,
    Regulation,
    Tables,
    check,
    measure,
    obligations,
)
from dlxh.errors import ObligationError
from dlxh.ledger.ledger import Ledger
from dlxh.words.missing_input import MissingInputError
from tests.engines import Engine
from tests.ledger.books import (
    CALENDAR,
    absence,
    contract,
    excuse,
    member,
    members,
    obligation,
    provision,
    register,
    regulation,
    report,
    told,
)

JULY = Period.parse("2024-07")


def drawn(book: Any, rules: Regulation, period: str = "2024-07", **options: Any) -> Ledger:  # noqa: ANN401 - register or tables
    """Return the ledger of a period."""
    return obligations(book, Period.parse(period), regulation=rules, calendar=CALENDAR, **options)


def test_the_five_statuses_of_what_is_owed(on_engine: Engine) -> None:
    """A report is on time, late, missing, not due yet or excused."""
    rules = regulation(obligation(), excuse())
    people = [member(f"m{n}", f"c{n}") for n in range(1, 5)]
    came = [
        report("r1", "2024-07-20", "2024-07", "c1"),
        report("r2", "2024-07-23", "2024-07", "c2"),
        report("r8", "2024-08-15", "2024-08", "c1"),
    ]
    book = register(
        rules, *people, *came, absence("v1", "2024-07-10", "2024-07-12", "c4"), as_of=date(2024, 8, 20)
    )
    ledger = drawn(on_engine(book), rules, "2024-Q3")

    assert told(ledger) == {
        ("m1", "2024-07"): ("on_time", None),
        ("m2", "2024-07"): ("late", None),
        ("m3", "2024-07"): ("missing", None),
        ("m4", "2024-07"): ("excused", "leave"),
        ("m1", "2024-08"): ("on_time", None),
        **{(f"m{n}", "2024-08"): ("not_due_yet", None) for n in (2, 3, 4)},
        **{(f"m{n}", "2024-09"): ("not_due_yet", None) for n in (1, 2, 3, 4)},
    }
    assert ledger.counts() == {
        "on_time": 2,
        "late": 1,
        "missing": 1,
        "not_due_yet": 7,
        "excused": 1,
        "not_owed": 0,
    }


def test_lateness_in_days_and_in_working_days(on_engine: Engine) -> None:
    """Lateness is in days and in working days, after the due day and not after the grace; others have none."""
    rules = regulation(obligation(due={"kind": "day_of_month", "day": 19, "months_after": 0}, grace_days=2))
    came = [
        report("r1", "2024-07-21", "2024-07", "c1"),
        report("r2", "2024-07-22", "2024-07", "c2"),
    ]
    book = register(rules, member("m1", "c1"), member("m2", "c2"), *came)
    rows = {row["membership"]: row for row in drawn(on_engine(book), rules).polars.iter_rows(named=True)}

    assert (rows["m1"]["status"], rows["m1"]["days_late"], rows["m1"]["working_days_late"]) == (
        "on_time",
        None,
        None,
    )
    assert (rows["m2"]["status"], rows["m2"]["days_late"], rows["m2"]["working_days_late"]) == ("late", 3, 1)
    assert rows["m2"]["due_on"] == date(2024, 7, 19)


def test_without_a_calendar_lateness_in_working_days_is_unknown() -> None:
    """Where no due day depends on working days no calendar is needed, and lateness in working days is unknown."""
    rules = regulation(obligation())
    book = register(rules, member(), report("r1", "2024-07-25", "2024-07"))
    row = obligations(book, JULY).polars.row(0, named=True)

    assert (row["status"], row["days_late"], row["working_days_late"]) == ("late", 5, None)


def unit(last: str | None, **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    """Return the sending organisation u1, which ends on a day."""
    known = {"id": "u1", "name": "Huyện A", "kind": "place", "level": "district", "valid_to": last}
    return OrgUnit.model_validate({**known, **fields})


NOT_OWED: dict[str, tuple[dict[str, Any], list[Any], str]] = {
    "role": ({"owed_by": members(role="head")}, [member()], "other_role"),
    "single_line": ({}, [member(single_line=True)], "single_line"),
    "joined": ({"least_days_served": 15}, [member(start="2024-07-20")], "joined_later"),
    "left": ({"least_days_served": 15}, [member(end="2024-07-10")], "left"),
    "left_where_units_do_not_matter": (
        {"least_days_served": 15, "owed_by": members(ends_with_unit=False)},
        [member(end="2024-07-10")],
        "left",
    ),
    "unit": (
        {"least_days_served": 15},
        [
            member(organisation="u1"),
            unit("2024-07-05"),
        ],
        "unit_ended",
    ),
    "unit_merged": (
        {"least_days_served": 15},
        [
            member(organisation="u1"),
            unit(None, successors=({"successor": "u2", "kind": "merge", "on": "2024-07-15"},)),
        ],
        "unit_ended",
    ),
    "unit_ended_before_it_was_merged": (
        {"least_days_served": 15},
        [
            member(organisation="u1"),
            unit("2024-07-05", successors=({"successor": "u2", "kind": "merge", "on": "2024-07-20"},)),
        ],
        "unit_ended",
    ),
    "gap": (
        {"owed_by": members(needs_engagement=True)},
        [member(), contract("h1", "2024-01-01", "2024-06-30")],
        "engagement_gap",
    ),
    "gap_of_exactly_the_month": (
        {"owed_by": members(needs_engagement=True)},
        [member(), contract("h1", "2024-01-01", "2024-06-30"), contract("h2", "2024-08-01", "2024-12-31")],
        "engagement_gap",
    ),
    "gap_on_the_only_day_served": (
        {"owed_by": members(needs_engagement=True)},
        [member(start="2024-07-31"), contract("h1", "2024-08-01", "2024-12-31")],
        "engagement_gap",
    ),
    "never": ({"owed_by": members(needs_engagement=True)}, [member()], "engagement_gap"),
}


@pytest.mark.parametrize("case", NOT_OWED)
def test_each_reason_why_nothing_is_owed(case: str, on_engine: Engine) -> None:
    """A report that is not owed says why: role, single line, joined later, left, unit ended, gap between contracts."""
    changes, records, reason = NOT_OWED[case]
    rules = regulation(obligation(**changes))
    book = register(rules, *records)

    assert told(drawn(on_engine(book), rules)) == {("m1", "2024-07"): ("not_owed", reason)}


OWED: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "role": ({"owed_by": members(role="head")}, [member(role="head")]),
    "single_line": ({"owed_by": members(single_line=True)}, [member(single_line=True)]),
    "joined_on_the_20th": ({"least_days_served": 12}, [member(start="2024-07-20")]),
    "whole_month": ({"least_days_served": 366}, [member()]),
    "unit_goes_on": (
        {"owed_by": members(ends_with_unit=False)},
        [member(organisation="u1"), unit("2024-06-05")],
    ),
    "unit_merged_later": (
        {"least_days_served": 15},
        [
            member(organisation="u1"),
            unit(None, successors=({"successor": "u2", "kind": "merge", "on": "2024-07-16"},)),
        ],
    ),
    "unit_split": (
        {},
        [
            member(organisation="u1"),
            unit(None, successors=({"successor": "u2", "kind": "split", "on": "2024-06-06"},)),
        ],
    ),
    "unit_renamed": (
        {},
        [
            member(organisation="u1"),
            unit("2024-06-05", successors=({"successor": "u2", "kind": "rename", "on": "2024-06-06"},)),
        ],
    ),
    "contract_runs_one_day": (
        {"owed_by": members(needs_engagement=True)},
        [member(), contract("h1", "2024-01-01", "2024-07-01"), contract("h2", "2024-02-01", "2024-03-01")],
    ),
    "gap_ends": (
        {"owed_by": members(needs_engagement=True)},
        [member(), contract("h1", "2024-01-01", "2024-06-30"), contract("h2", "2024-07-31", "2024-12-31")],
    ),
}


@pytest.mark.parametrize("case", OWED)
def test_the_same_report_where_it_is_owed(case: str, on_engine: Engine) -> None:
    """What the provision says decides: the same circumstances under another provision owe the report."""
    changes, records = OWED[case]
    rules = regulation(obligation(**changes))
    book = register(rules, *records)

    assert told(drawn(on_engine(book), rules)) == {("m1", "2024-07"): ("missing", None)}


def test_the_unit_of_the_collaborator_counts_where_the_membership_names_none() -> None:
    """The sending organisation is that of the membership, else that of the collaborator."""
    rules = regulation(obligation())
    ended = unit("2024-06-05")
    person = Collaborator(id="c1", network="gl", organisation="u1")
    ledger = drawn(register(rules, member(), person, ended), rules)

    assert ledger.polars["org_unit"].to_list() == ["u1"]
    assert told(ledger) == {("m1", "2024-07"): ("not_owed", "unit_ended")}


def test_leave_may_excuse_or_release(on_engine: Engine) -> None:
    """The provision says which leave excuses, from how many days on, and whether the report was owed at all."""
    rules = regulation(obligation(), excuse("excused", 10), excuse("not_owed", 366, "maternity_leave"))
    people = [member(f"m{n}", f"c{n}") for n in range(1, 6)]
    away = [
        absence("v1", "2024-07-01", "2024-07-09", "c1"),
        absence("v2", "2024-07-01", "2024-07-04", "c2"),
        absence("v3", "2024-07-20", "2024-07-25", "c2"),
        absence("v4", "2024-05-01", None, "c3", "maternity_leave"),
        absence("v5", "2024-07-02", None, "c4", "maternity_leave"),
        absence("v6", "2024-05-01", None, "c5", "study"),
    ]
    book = register(
        rules,
        *people,
        *away,
        report("r1", "2024-07-19", "2024-07", "c2"),
        report("r2", "2024-07-30", "2024-07", "c3"),
    )

    assert told(drawn(on_engine(book), rules)) == {
        ("m1", "2024-07"): ("missing", None),
        ("m2", "2024-07"): ("on_time", None),
        ("m3", "2024-07"): ("not_owed", "leave"),
        ("m4", "2024-07"): ("missing", None),
        ("m5", "2024-07"): ("missing", None),
    }


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("2024-07-31", "2024-07-31", "excused"),
        ("2024-08-01", None, "missing"),
        ("2020-01-01", "2024-07-30", "missing"),
    ],
)
def test_an_excuse_is_in_force_on_the_last_day_of_the_period_or_not_at_all(
    first: str, last: str | None, status: str
) -> None:
    """The period goes by the provisions of its last day, as for what is owed: one day of force is enough, a day off is not."""
    leave = provision(
        "p2", excuse(), date.fromisoformat(first), None if last is None else date.fromisoformat(last)
    )
    book = register(member(), absence("v1", "2024-07-01", "2024-07-31"))

    assert told(drawn(book, regulation(obligation(), leave))) == {
        ("m1", "2024-07"): (status, "leave" if status == "excused" else None)
    }


@pytest.mark.parametrize("day", ["2024-07-01", "2024-07-31"])
def test_one_day_of_leave_at_either_end_of_the_period_excuses(day: str) -> None:
    """A leave of one day lies in the period, be it on its first day or on its last."""
    book = register(member(), absence("v1", day, day))

    assert told(drawn(book, regulation(obligation(), excuse("excused", 1)))) == {
        ("m1", "2024-07"): ("excused", "leave")
    }


def test_an_excuse_is_for_its_own_network() -> None:
    """What one network excuses, another may not."""
    strict, mild = regulation(obligation()), regulation(obligation(), excuse(), network="ml", id="qc2")
    people = [member(), member("m2", "c2", network="ml")]
    away = [absence("v1", "2024-07-01", None), absence("v2", "2024-07-01", None, "c2").replace(network="ml")]
    found = obligations(register(*people, *away), JULY, regulation=[strict, mild])

    assert told(found) == {("m1", "2024-07"): ("missing", None), ("m2", "2024-07"): ("excused", "leave")}


def test_a_late_report_of_who_was_excused_is_excused() -> None:
    """Who was excused and reports too late is still excused, and the report is in the row."""
    rules = regulation(obligation(), excuse())
    book = register(
        rules, member(), absence("v1", "2024-07-19", "2024-07-21"), report("r1", "2024-07-25", "2024-07")
    )
    row = drawn(book, rules).polars.row(0, named=True)

    assert (row["status"], row["report"], row["days_late"]) == ("excused", "r1", None)


def test_who_goes_on_under_a_later_membership_owes_once(on_engine: Engine) -> None:
    """Kiện toàn in the middle of a month leaves one obligation: the later membership owes it, days before count."""
    rules = regulation(obligation(least_days_served=25))
    memberships = [
        member("m1", end="2024-07-15"),
        member("m2", start="2024-07-16"),
        member("m3", "c2", end="2024-07-15"),
    ]
    late_start = member("m4", "c3", start="2024-07-20")

    assert told(drawn(on_engine(register(rules, *memberships, late_start)), rules)) == {
        ("m1", "2024-07"): ("not_owed", "continued"),
        ("m2", "2024-07"): ("missing", None),
        ("m3", "2024-07"): ("not_owed", "left"),
        ("m4", "2024-07"): ("not_owed", "joined_later"),
    }


def test_who_had_a_second_membership_for_a_while_owes_under_the_first() -> None:
    """A membership that began later and ended before the period takes nothing over from one that goes on."""
    people = member(start="2020-01-01"), member("m2", start="2021-01-01", end="2022-12-31")

    assert told(drawn(register(*people), regulation(obligation()))) == {("m1", "2024-07"): ("missing", None)}


def test_service_without_a_gap_begins_with_its_first_membership(on_engine: Engine) -> None:
    """Days before the first membership are not served, also for who goes on under a second one."""
    rules = regulation(obligation(least_days_served=20))
    memberships = [member("m1", start="2024-07-14", end="2024-07-20"), member("m2", start="2024-07-21")]

    assert told(drawn(on_engine(register(rules, *memberships)), rules)) == {
        ("m1", "2024-07"): ("not_owed", "continued"),
        ("m2", "2024-07"): ("not_owed", "joined_later"),
    }


def test_a_change_in_the_middle_of_a_term_splits_at_its_date(on_engine: Engine) -> None:
    """An obligation belongs to the provision in force on the last day of its period: monthly until May, then quarterly."""
    rules = regulation(
        provision("monthly", obligation(), date(2020, 1, 1), date(2024, 6, 14)),
        provision("quarterly", obligation(period_kind="quarter"), date(2024, 6, 15)),
        provision("duty_of_secrecy", None),
    )
    rows = drawn(on_engine(register(rules, member())), rules, "2024").polars.sort("period_end")

    assert rows.select("provision", "period_start").rows() == [
        *(("monthly", date(2024, month, 1)) for month in range(1, 6)),
        *(("quarterly", date(2024, month, 1)) for month in (4, 7, 10)),
    ]


def test_windows_of_the_fifteenth(on_engine: Engine) -> None:
    """Under the convention 15_to_14 July is 15 June to 14 July, and a report must declare those days."""
    rules = regulation(obligation(convention="15_to_14"))
    mine = Period.parse("2024-07", convention="15_to_14")
    book = register(
        rules,
        member("m1", "c1"),
        member("m2", "c2"),
        report("r1", "2024-07-14", mine, "c1"),
        report("r2", "2024-07-31", "2024-07", "c2"),
    )
    ledger = drawn(on_engine(book), rules)

    assert told(ledger) == {("m1", "2024-06"): ("on_time", None), ("m2", "2024-06"): ("missing", None)}


def test_regulations_of_the_register_and_of_the_caller() -> None:
    """A regulation that is given takes the place of those of the same network in the register."""
    strict = regulation(obligation(grace_days=0))
    kind = regulation(obligation(grace_days=10), id="qc2")
    book = register(strict, member(), report("r1", "2024-07-25", "2024-07"))

    assert obligations(book, JULY).counts()["late"] == 1
    assert obligations(book, JULY, regulation=kind).counts()["on_time"] == 1
    assert obligations(book, JULY, regulation=[kind]).counts()["on_time"] == 1


def test_an_earlier_day_sees_what_was_known_then() -> None:
    """With an earlier as_of the ledger is what it was on that day."""
    rules = regulation(obligation())
    book = register(rules, member(), report("r1", "2024-07-25", "2024-07"))

    found = [drawn(book, rules, as_of=date(2024, 7, day)).counts() for day in (20, 21, 25)]
    assert [[name for name, count in counts.items() if count] for counts in found] == [
        ["not_due_yet"],
        ["missing"],
        ["late"],
    ]


@pytest.mark.parametrize(
    ("duties", "absent", "match"),
    [
        ([], "reports", "no regulation says that a report is owed .* gl"),
        ([obligation()], "memberships", "table memberships is absent"),
        ([obligation()], "reports", "empty=\\['reports'\\]"),
        ([obligation(owed_by=members(needs_engagement=True))], "engagements", "only while a contract runs"),
        ([obligation(), excuse()], "absences", "absences excuse"),
    ],
)
def test_what_is_absent_is_asked_for(duties: list[dict[str, Any]], absent: str, match: str) -> None:
    """A table that is absent is unknown: the ledger refuses to take it for empty, and says what to do."""
    empty = {"memberships", "reports", "absences", "engagements"} - {absent}
    book = Register([regulation(*duties)], as_of=date(2024, 7, 31), empty=empty)

    with pytest.raises(MissingInputError) as refused:
        obligations(book, JULY)
    assert re.search(match, refused.value.en)


def test_a_due_day_that_needs_a_calendar_asks_for_it() -> None:
    """Nothing implicit: without a calendar a provision that depends on working days is refused by its id."""
    book = register(regulation(obligation(on_day_off="next_working_day")), member())

    with pytest.raises(
        MissingInputError, match="provision p1 needs a calendar of working days; pass calendar="
    ):
        obligations(book, JULY)


def test_a_register_without_regulations_says_so() -> None:
    """Without any regulation nothing is owed, and that is refused, not answered by an empty ledger."""
    with pytest.raises(MissingInputError, match="networks with a regulation: —"):
        obligations(register(member()), JULY)


@pytest.mark.traced
def test_the_frame_is_of_the_callers_kind(on_frames: Engine) -> None:
    """Results leave as the caller's kind of frame, with the same rows."""
    import narwhals as nw

    rules = regulation(obligation())
    tables = on_frames(register(rules, member(), report("r1", "2024-07-25", "2024-07")))
    ledger = drawn(tables, rules)
    frame = nw.from_native(ledger.frame)

    assert str(frame.implementation.value) == tables.kind
    assert ledger.polars["status"].to_list() == ["late"]


def test_the_text_says_due_day_and_counts() -> None:
    """For reading: provision, period, due day and how many, in both languages; a window without members has a dash."""
    rules = regulation(obligation(), provision("p2", obligation(), date(2024, 8, 1)))
    book = register(rules, member(end="2024-07-31"), report("r1", "2024-07-20", "2024-07"))
    ledger = drawn(book, rules, "2024-Q3")

    assert ledger.to_text("vi").splitlines()[0] == "p1, tháng 7/2024 (hạn 20/7/2024): đúng hạn 1"
    assert ledger.to_text("en").splitlines()[-1] == "p2, September 2024 (due 2024-09-20): —"


def test_without_absences_nobody_was_asked_for_leave() -> None:
    """Where no provision excuses an absence, the table of absences may be absent."""
    rules = regulation(obligation())
    book = Register([rules, member(), report("r1", "2024-07-20", "2024-07")], as_of=date(2024, 12, 31))

    assert "absences" not in book.tables
    assert told(drawn(book, rules)) == {("m1", "2024-07"): ("on_time", None)}


@pytest.mark.traced
def test_units_without_a_table_of_successors() -> None:
    """A unit that ended is ended where nothing is recorded about successors."""
    rules = regulation(obligation())
    whole = register(rules, member(organisation="u1"), unit("2024-06-05")).tables
    frames = {name: whole.polars(name) for name in whole if name != "unit_successors"}
    book = Tables(frames, as_of=whole.as_of)

    assert told(drawn(book, rules)) == {("m1", "2024-07"): ("not_owed", "unit_ended")}


UNKNOWN_NETWORK = {
    "one that is given": ([regulation(obligation(), network="other")], False),
    "one of several that are given": (
        [regulation(obligation()), regulation(obligation(), id="qc2", network="other")],
        False,
    ),
    "all that are recorded": ([regulation(obligation(), network="other")], True),
}


@pytest.mark.traced
@pytest.mark.parametrize("case", UNKNOWN_NETWORK)
def test_a_regulation_of_another_network_is_refused(case: str, on_engine: Engine) -> None:
    """A regulation of a network that the records do not know would owe nothing in silence; the error names those there."""
    rules, recorded = UNKNOWN_NETWORK[case]
    book = on_engine(register(*(rules if recorded else ()), member(), report("r1", "2024-07-10", "2024-07")))
    with pytest.raises(ObligationError, match=r"network other .*there: gl\)") as caught:
        obligations(book, JULY, regulation=None if recorded else rules)

    assert "mạng lưới other" in caught.value.vi


def test_a_network_without_members_owes_nothing(on_engine: Engine) -> None:
    """A network that is there and has no members, or records that say that there were none, is not a mistake."""
    network = Network(id="gl", name="Mạng lưới", owner="u1", level="province")
    other = Membership(id="m9", network="ml", term="t", collaborator="c9", start="2020-01-01", paid=True)
    rules = regulation(obligation())

    assert obligations(on_engine(register(network, other)), JULY, regulation=rules).polars.is_empty()
    assert obligations(on_engine(register()), JULY, regulation=rules).polars.is_empty()


@pytest.mark.traced
@pytest.mark.parametrize("asked", ["2019", "2025"])
def test_days_for_which_nothing_is_owed_are_refused(asked: str) -> None:
    """Days before or after the regulation would give an empty ledger in silence."""
    rules = regulation(obligation(), valid_to="2024-12-31")
    with pytest.raises(ObligationError) as caught:
        obligations(register(member()), Period.parse(asked), regulation=rules)

    assert "in force: 2020-01-01 – 2024-12-31;" in caught.value.en
    assert "có hiệu lực: 1/1/2020 – 31/12/2024;" in caught.value.vi
    assert f"trong thời gian đã hỏi ({Period.parse(asked).label('vi')});" in caught.value.vi


def test_days_on_which_no_period_ends_are_an_empty_ledger(on_engine: Engine) -> None:
    """Within a period nothing falls due: the ledger is empty, has its columns, and says so."""
    rules = regulation(obligation(period_kind="quarter"), excuse())
    ledger = drawn(on_engine(register(rules, member(), absence("v1", "2024-01-01", None))), rules, "2024-08")

    assert ledger.polars.is_empty()
    assert "working_days_late" in ledger.polars.columns
    assert ledger.to_text("vi") == "không có kỳ báo cáo nào kết thúc trong thời gian đã hỏi (tháng 8/2024)"
    assert ledger.to_text("en") == "no reporting period ends in the time asked for (August 2024)"


def test_what_is_still_in_force_is_shown_as_open() -> None:
    """The days of a provision without an end are shown open; one in force on no day of its regulation, or on no report, is not."""
    dead = provision("p2", obligation(), date(2010, 1, 1), date(2011, 1, 1))
    with pytest.raises(ObligationError, match=r"in force: 2020-01-01 – …; ask"):
        obligations(register(member()), Period.parse("2019"), regulation=regulation(obligation(), dead))
    with pytest.raises(ObligationError, match=r"in force: —; ask"):
        obligations(register(member()), Period.parse("2019"), regulation=regulation(dead, excuse()))


def test_many_networks_are_not_all_named() -> None:
    """Of many networks the error names ten."""
    many = [member(f"m{n}", f"c{n}", network=f"n{n:02}") for n in range(12)]
    with pytest.raises(ObligationError, match=r"there: n00, .*n09, …\)"):
        obligations(register(*many), JULY, regulation=regulation(obligation()))


@pytest.mark.traced
def test_a_measure_outside_the_regulation_is_zero_of_zero(on_engine: Engine) -> None:
    """Who measures every year from a register asks also for years before the regulation: nothing was owed then."""
    book = on_engine(
        register(regulation(obligation(), excuse()), member(), absence("v1", "2019-01-01", None))
    )

    assert measure(book, ["on_time_rate"], period="2019").rate("on_time_rate").denominator == 0


@pytest.mark.traced
def test_ledgers_are_equal_by_what_they_say() -> None:
    """The order of rows does not matter; another day on which it was known, or another kind of thing, does."""
    rules, people = regulation(obligation()), [member(), member("m2", "c2")]
    one, other = (obligations(register(rules, *each), JULY) for each in (people, reversed(people)))

    assert one == other
    assert one != obligations(register(rules, *people), JULY, as_of=date(2024, 7, 31))
    assert one != obligations(register(rules, people[0]), JULY)
    assert (one == 1) is False


def test_a_period_is_owed_on_its_last_day_alone() -> None:
    """Whoever asks for one day gets the periods that end on it, and of no other."""
    rules = regulation(obligation())
    book = register(rules, member())
    found = {day: obligations(book, Period.custom(day, day)).polars.height for day in LAST_DAYS}

    assert found == {date(2024, 1, 30): 0, date(2024, 1, 31): 1, date(2024, 2, 1): 0}


LAST_DAYS = (date(2024, 1, 30), date(2024, 1, 31), date(2024, 2, 1))


def test_the_ledger_is_worked_out_once(on_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a ledger is used for, and however often, its rows are worked out once, also for measures and rules."""
    book = register(regulation(obligation()), member(), report("r1", "2024-07-10", "2024-07"))
    tables = on_engine(book)
    ledger = obligations(tables, JULY)
    worked: list[Any] = []
    plan = type(ledger.plan)
    collect = plan.collect

    def watched(self: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as narwhals has it
        worked.extend([1] if self is ledger.plan else [])
        return collect(self, *args, **options)

    monkeypatch.setattr(plan, "collect", watched)
    for _ in range(2):
        measure(tables, ["owed", "on_time_rate"], by=["month"], ledger=ledger)
        check(tables, only=["O"], ledger=ledger)
        assert ledger.counts()["on_time"] == 1
        assert ledger.rows.collect("polars").to_native().equals(ledger.polars)

    assert len(worked) == 1
