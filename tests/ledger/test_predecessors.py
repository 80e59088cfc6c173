"""Who sends the last period of a unit that ended, and whose report counts for the period of a merger."""

from datetime import date
from typing import Any

import pytest

from dlxh import obligations
from tests.engines import Engine
from tests.ledger.books import obligation, provision, regulation
from tests.ledger.land import by_units, land, states, unit
from tests.ledger.test_units_owing import sent

NEXT_MONTH = {"kind": "day_of_month", "day": 4, "months_after": 1}
MONTH = obligation(owed_by=by_units(), due=NEXT_MONTH, undeclared="not_counted")
"""Due on the 4th of the month after, when those that ended on the last day are gone."""


def merged(day: str, *gone: str, into: str = "z", kind: str = "merge") -> tuple[Any, ...]:
    """Return communes that became one on a day, and that one."""
    return (*(unit(key, into=f"{kind} {into} {day}") for key in gone), unit(into, valid_from=day))


LAST = merged("2024-02-01", "x", "y")
JANUARY: dict[str, tuple[tuple[Any, ...], dict[str, str]]] = {
    "nobody": ((*LAST,), {"x": "missing", "y": "missing"}),
    "the successor": ((*LAST, sent("r1", "z", "2024-02-03")), {"x": "on_time", "y": "on_time"}),
    "the successor, too late": ((*LAST, sent("r1", "z", "2024-02-05")), {"x": "late", "y": "late"}),
    "the successor, on its own month": (
        (*LAST, sent("r1", "z", "2024-02-03", "2024-02")),
        {"x": "missing", "y": "missing"},
    ),
    "the successor, on no stated period": (
        (*LAST, sent("r1", "z", "2024-02-03", None)),
        {"x": "missing", "y": "missing"},
    ),
    "one of them, under its old name": (
        (*LAST, sent("r1", "x", "2024-02-03")),
        {"x": "on_time", "y": "missing"},
    ),
    "one of them itself, and the successor": (
        (*LAST, sent("r1", "x", "2024-01-31"), sent("r2", "z", "2024-02-05")),
        {"x": "on_time", "y": "late"},
    ),
    "a body of the successor": (
        (*LAST, unit("dz", "z", kind="party_committee"), sent("r1", "dz", "2024-02-03")),
        {"x": "on_time", "y": "on_time"},
    ),
    "a commune that took nothing over": (
        (*LAST, unit("w", valid_from="2024-02-01"), sent("r1", "w", "2024-02-03")),
        {"x": "missing", "y": "missing"},
    ),
    "what the successor became": (
        (
            *merged("2024-02-01", "x", "y", into="v"),
            unit("z", valid_from="2024-02-03"),
            sent("r1", "z", "2024-02-04"),
        ),
        {"x": "missing", "y": "missing"},
    ),
    "what the successor became in turn": (
        (
            *merged("2024-02-01", "x", "y", into="v")[:-1],
            unit("v", valid_from="2024-02-01", into="merge z 2024-02-03"),
            unit("z", valid_from="2024-02-03"),
            sent("r1", "z", "2024-02-04"),
        ),
        {"x": "on_time", "y": "on_time"},
    ),
    "the successor under its new name": (
        (
            *merged("2024-02-01", "x", "y")[:-1],
            unit("z", valid_from="2024-02-01", into="rename u 2024-02-02"),
            unit("u"),
            sent("r1", "u", "2024-02-03"),
        ),
        {"x": "on_time", "y": "on_time"},
    ),
    "a part of what was divided": (
        (
            unit("x", valid_to="2024-01-31", into="split z 2024-02-01, split v 2024-02-01"),
            *(unit(key, valid_from="2024-02-01") for key in "zv"),
            sent("r1", "z", "2024-02-03"),
        ),
        {"x": "on_time"},
    ),
    "a part that was taken off": (
        (
            unit("x", into="split z 2024-02-01"),
            unit("z", valid_from="2024-02-01"),
            sent("r1", "z", "2024-02-03"),
        ),
        {"x": "missing"},
    ),
    "a successor that was there already": (
        (unit("x", into="merge z 2024-02-01"), unit("z"), sent("r1", "z", "2024-02-03")),
        {"x": "missing", "z": "on_time"},
    ),
}


@pytest.mark.parametrize("case", JANUARY)
def test_who_sends_the_last_month_of_a_unit_that_ended(case: str, on_engine: Engine) -> None:
    """A report on a period that had ended when its sender began counts for all in whose place the sender came."""
    records, expected = JANUARY[case]
    ledger = obligations(on_engine(land(regulation(MONTH), *records)), "2024-01")
    assert {key: status for (key, _), (status, _) in states(ledger).items()} == expected


@pytest.mark.parametrize(("day", "status"), [("2024-01-31", "missing"), ("2024-02-01", "on_time")])
def test_a_successor_that_was_there_on_the_last_day_reports_for_itself(day: str, status: str) -> None:
    """On a period whose last day the successor saw its report is its own; on one that had ended the day before, theirs."""
    duty = regulation(obligation(owed_by=by_units(successor_owes=False), due=NEXT_MONTH))
    found = states(obligations(land(duty, *merged(day, "x", "y"), sent("r1", "z", "2024-02-03")), "2024-01"))
    assert {found[key, "2024-01"][0] for key in ("x", "y")} == {status}


def test_of_several_reports_each_fills_its_row() -> None:
    """Where two reports are owed for a month, those of the unit itself and of its successor are counted together."""
    two = obligation(owed_by=by_units(), due=NEXT_MONTH, count=2, undeclared="not_counted")
    book = land(regulation(two), *LAST, sent("r1", "x", "2024-01-20"), sent("r2", "z", "2024-02-03"))
    rows = obligations(book, "2024-01").polars.sort("org_unit", "ordinal")
    assert rows.select("org_unit", "ordinal", "report", "status").rows() == [
        ("x", 1, "r1", "on_time"),
        ("x", 2, "r2", "on_time"),
        ("y", 1, "r2", "on_time"),
        ("y", 2, None, "missing"),
    ]


@pytest.mark.traced
def test_a_successor_need_not_owe_reports_itself(on_engine: Engine) -> None:
    """Where a provision names those that ended, their successor sends their last month whatever it owes from then on."""
    old = provision("p1", MONTH).replace(units=("x", "y"))
    new = provision("p2", MONTH | {"least_days_served": 2}, date(2024, 2, 1)).replace(units=("z",))
    book = on_engine(land(regulation(old, new), *LAST, sent("r1", "z", "2024-02-03")))
    month, year = (
        obligations(book, period).polars.filter(provision="p1").sort("org_unit")
        for period in ("2024-01", "2024")
    )
    assert month["status"].to_list() == ["on_time", "on_time"]
    assert month.equals(year.filter(period_start=month["period_start"][0]))


BROKEN: dict[str, tuple[tuple[Any, ...], tuple[str, str | None]]] = {
    "nobody": (merged("2024-01-25", "x", "y"), ("missing", None)),
    "both that ended": (
        (*merged("2024-01-25", "x", "y"), sent("r1", "x", "2024-01-20"), sent("r2", "y", "2024-01-24")),
        ("on_time", "r2"),
    ),
    "both on one day": (
        (*merged("2024-01-25", "x", "y"), sent("r2", "x", "2024-01-20"), sent("r1", "y", "2024-01-20")),
        ("on_time", "r1"),
    ),
    "one of two": (
        (*merged("2024-01-25", "x", "y"), sent("r1", "x", "2024-01-20")),
        ("missing", None),
    ),
    "both, and the successor later": (
        (
            *merged("2024-01-25", "x", "y"), sent("r1", "x", "2024-01-20"), sent("r2", "y", "2024-01-24"),
            sent("r3", "z", "2024-02-10"),
        ),
        ("on_time", "r2"),
    ),
    "the successor, and both later": (
        (
            *merged("2024-01-25", "x", "y"), sent("r1", "x", "2024-02-20"), sent("r2", "y", "2024-02-24"),
            sent("r3", "z", "2024-02-10"),
        ),
        ("late", "r3"),
    ),
    "under a name before the last": (
        (
            unit("x0", into="rename x 2024-01-10"), *merged("2024-01-25", "x", "y"), sent("r1", "x0", "2024-01-08"),
            sent("r2", "y", "2024-01-24"),
        ),
        ("on_time", "r2"),
    ),
    "a whole that was divided": (
        (
            unit("x", valid_to="2024-01-24", into="split z 2024-01-25, split v 2024-01-25"),
            *(unit(key, valid_from="2024-01-25") for key in "zv"), sent("r1", "x", "2024-01-20"),
        ),
        ("on_time", "r1"),
    ),
    "one that was merged into what was there": (
        (unit("x", into="merge z 2024-01-25"), unit("z"), sent("r1", "x", "2024-01-20")),
        ("missing", None),
    ),
    "the first day of the period": (
        (*merged("2024-01-01", "x", "y"), sent("r1", "x", "2024-01-20"), sent("r2", "y", "2024-01-20")),
        ("missing", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_whose_report_counts_in_the_month_of_a_merger(case: str, on_engine: Engine) -> None:
    """A successor that owes the broken period has reported where all in whose place it came have: a part is not the whole."""
    records, (status, report) = BROKEN[case]
    rows = obligations(on_engine(land(regulation(MONTH), *records)), "2024-01").polars
    assert rows.filter(org_unit="z").select("status", "report").rows() == [(status, report)]


@pytest.mark.traced
def test_where_successors_do_not_owe_nothing_is_handed_on() -> None:
    """A successor that answers for its own days has to report on them itself."""
    duty = MONTH | {"owed_by": by_units(successor_owes=False)}
    book = land(
        regulation(duty),
        *merged("2024-01-25", "x", "y"),
        sent("r1", "x", "2024-01-20"),
        sent("r2", "y", "2024-01-20"),
    )
    assert {key: status for (key, _), (status, _) in states(obligations(book, "2024-01")).items()} == {
        "x": "on_time",
        "y": "on_time",
        "z": "missing",
    }
