"""Units that owe reports: which of them, for how long, whose reports count, and as whom they go on."""

from datetime import date
from typing import Any

import pytest

from dlxh import Network, Tables, obligations
from dlxh.errors import MissingInputError, ObligationError
from dlxh.ledger.windows import windows_of
from dlxh.words import Period
from dlxh.words.code_entries import UnknownCode
from tests.engines import Engine
from tests.ledger.books import (
    NETWORK,
    excuse,
    member,
    obligation,
    provision,
    register,
    regulation,
    report,
)
from tests.ledger.land import BOARD, COMMITTEE, HEAD, OWNER, away, by_units, land, states, unit

MONTH = obligation(owed_by=by_units())
TWO = (unit("x"), unit("y"))


def sent(key: str, sender: str, received: str, period: str | None = "2024-01", **fields: Any) -> Any:  # noqa: ANN401 - fields of the model
    """Return a report of a unit."""
    return report(key, received, period, None, author_unit=sender, **fields)


def owing(duty: dict[str, Any], *units: Any, named: tuple[str, ...] = ()) -> set[str]:  # noqa: ANN401 - records
    """Return which units owe a report for January 2024."""
    said = provision("p1", duty).replace(units=named)
    return set(obligations(land(regulation(said), *units), "2024-01").polars["org_unit"])


def test_a_unit_owes_as_a_member_does(on_engine: Engine) -> None:
    """Each commune owes one report a month; its row names it as the unit, and no person."""
    book = land(regulation(MONTH), *TWO, sent("r1", "x", "2024-01-20"), sent("r2", "y", "2024-01-22"))
    rows = obligations(on_engine(book), "2024-01").polars.sort("org_unit")

    assert rows.select("org_unit", "owed_by", "status", "report", "days_late").rows() == [
        ("x", "unit", "on_time", "r1", None),
        ("y", "unit", "late", "r2", 2),
    ]
    assert rows.select("collaborator", "membership", "term", "reason", "continued_by").unique().rows() == [
        (None,) * 5
    ]


def test_rows_of_units_are_always_in_one_order(on_engine: Engine) -> None:
    """Units come in the order of their ids, and each by period, whatever the order of the records."""
    units = [unit(f"x{n}") for n in (3, 1, 2)]
    sends = [sent(f"r{n}", f"x{n}", "2024-01-10") for n in (2, 3, 1)]
    rows = obligations(on_engine(land(regulation(MONTH), *units, *sends)), "2024-Q1").polars
    found = rows.select("org_unit", "period_start").rows()

    assert len(found) == 9
    assert found == sorted(found)


def test_members_and_units_owe_next_to_each_other(on_engine: Engine) -> None:
    """One ledger holds both; a report of a person is never that of a unit, and the other way about."""
    book = land(
        regulation(obligation(), MONTH), *TWO, member(organisation="x"),
        report("r1", "2024-01-10", "2024-01"), sent("r2", "y", "2024-01-11"),
    )  # fmt: skip
    rows = obligations(on_engine(book), "2024-01").polars.sort("owed_by", "org_unit")

    assert rows.select("provision", "owed_by", "collaborator", "org_unit", "report").rows() == [
        ("p1", "member", "c1", "x", "r1"),
        ("p2", "unit", None, "x", None),
        ("p2", "unit", None, "y", "r2"),
    ]


CHOICES: dict[str, tuple[dict[str, Any], tuple[str, ...], set[str]]] = {
    "level": ({"unit_kind": None}, (), {"x", "y", "tt"}),
    "kind": ({"unit_kind": "political_centre"}, (), {"tt"}),
    "below": ({"below": "x", "unit_kind": None}, (), {"dx", "hx"}),
    "list": ({"unit_kind": None}, ("y", "tt"), {"y", "tt"}),
    "list and kind": ({}, ("y", "tt"), {"y"}),
    "list of places elsewhere": ({}, ("z",), {"z"}),
    "list below": ({"below": "T", "unit_kind": None, "level": None}, ("z", "y", "hx"), {"y", "hx"}),
    "list of a place and what is in it": ({}, ("x", "hx"), {"x"}),
    "any": ({"unit_kind": None, "level": None}, (), {"TU", "x", "y", "tt"}),
}
MANY = (
    *TWO, unit("hx", "x"), unit("dx", "x", kind="party_committee"), unit("tt", kind="political_centre"),
    unit("S", None, level="province"), unit("z", "S"),
)  # fmt: skip


@pytest.mark.parametrize("case", CHOICES)
def test_which_units_owe(case: str) -> None:
    """Level, kind, place and list narrow each other; a hamlet in a commune that owes does not owe besides."""
    changes, named, expected = CHOICES[case]
    assert owing(obligation(owed_by=by_units(**changes)), *MANY, named=named) == expected


@pytest.mark.traced
def test_the_owner_alone_may_owe() -> None:
    """A provision may bind the unit that runs the network, under each of its names."""
    old = unit("B0", "TU", level="province", kind="propaganda_board", into="rename B 2024-01-15")
    duty = obligation(owed_by={"kind": "owner", "successor_owes": True})
    ledger = obligations(land(regulation(duty), old, *TWO, sent("r1", "B", "2024-01-16")), "2024-01")

    assert states(ledger) == {
        ("B0", "2024-01"): ("not_owed", "continued"),
        ("B", "2024-01"): ("on_time", None),
    }


@pytest.mark.traced
def test_a_selection_without_units_is_refused() -> None:
    """Where no unit answers to a provision the ledger would be empty and nobody would see why."""
    with pytest.raises(ObligationError, match="p1"):
        owing(obligation(owed_by=by_units(level="district")), *TWO)
    with pytest.raises(ObligationError, match="p1"):  # nothing says who runs the network
        obligations(
            Tables.of([*TWO, HEAD, regulation(MONTH)], as_of=date(2024, 12, 31), empty=["reports"]), "2024-01"
        )
    unknown = Network(id=NETWORK, name="Mạng lưới", owner="nobody", level="province")
    with pytest.raises(ObligationError, match="p1"):
        obligations(register(*TWO, HEAD, unknown, regulation(MONTH)), "2024-01")


def test_below_goes_by_lines() -> None:
    """Below a province are those below it under any of its names, and under the name of the day."""
    old = unit("T0", None, level="province", into="rename T 2024-02-01")
    units = (old, unit("a", "T0"), unit("b", "T"))
    assert owing(obligation(owed_by=by_units(below="T0")), *units) == {"a", "b"}
    assert owing(obligation(owed_by=by_units()), *units) == {"a", "b"}


SENDERS = {
    "itself": ("x", "on_time"),
    "under its old name": ("x0", "on_time"),
    "a body of it": ("dx", "on_time"),
    "a body of its body": ("cx", "on_time"),
    "a hamlet in it": ("hx", "missing"),
    "its province": ("T", "missing"),
    "a body of a higher level": ("B", "missing"),
    "one that owes itself": ("tt", "missing"),
}


@pytest.mark.parametrize("case", SENDERS)
def test_whose_a_report_is(case: str, on_engine: Engine) -> None:
    """A report is that of the nearest unit that owes: the sender under any name, or the place of a body of the same level."""
    sender, expected = SENDERS[case]
    centre = obligation(owed_by=by_units(unit_kind="political_centre"))
    book = land(
        regulation(MONTH, centre), unit("x0", into="rename x 2023-05-01"), unit("x"), unit("dx", "x", kind="party_committee"),
        unit("cx", "dx", kind="party_building_board"), unit("hx", "x"), unit("tt", "x", kind="political_centre"),
        sent("r1", sender, "2024-01-15"),
    )  # fmt: skip
    assert states(obligations(on_engine(book), "2024-01"))["x", "2024-01"] == (expected, None)


def test_a_body_sends_for_its_place_what_it_does_not_owe_itself() -> None:
    """The party committee owes the yearly report itself; the monthly one that it sends is that of its commune."""
    yearly = obligation(report="yearly", owed_by=by_units(unit_kind="party_committee"))
    book = land(
        regulation(MONTH, yearly), unit("x"), unit("dx", "x", kind="party_committee"),
        sent("r1", "dx", "2024-01-15"), sent("r2", "dx", "2024-01-15", kind="yearly"),
    )  # fmt: skip
    rows = obligations(book, "2024-01").polars.sort("org_unit").select("org_unit", "report").rows()
    assert rows == [("dx", "r2"), ("x", "r1")]


LIVES: dict[str, tuple[tuple[Any, ...], dict[str, tuple[str, str | None]]]] = {
    "ended in time": ((unit("x", valid_to="2024-01-09"),), {"x": ("not_owed", "unit_ended")}),
    "ended too late": ((unit("x", valid_to="2024-01-10"),), {"x": ("missing", None)}),
    "founded too late": ((unit("x", valid_from="2024-01-23"),), {"x": ("not_owed", "founded_later")}),
    "founded in time": ((unit("x", valid_from="2024-01-22"),), {"x": ("missing", None)}),
    "renamed": (
        (unit("x", into="rename y 2024-01-30"), unit("y")),
        {"x": ("not_owed", "continued"), "y": ("missing", None)},
    ),
    "renamed, with days": (
        (unit("x", valid_to="2024-01-29", into="rename y 2024-01-30"), unit("y", valid_from="2024-01-30")),
        {"x": ("not_owed", "continued"), "y": ("missing", None)},
    ),
    "merged": (
        (unit("x", into="merge z 2024-01-25"), unit("y", into="merge z 2024-01-25"), unit("z", valid_from="2024-01-25")),
        {"x": ("not_owed", "continued"), "y": ("not_owed", "continued"), "z": ("missing", None)},
    ),
    "merged into one that was there": (
        (unit("x", into="merge z 2024-01-25"), unit("z")),
        {"x": ("not_owed", "continued"), "z": ("missing", None)},
    ),
    "divided": (
        (unit("x", valid_to="2024-01-24", into="split y 2024-01-25, split z 2024-01-25"), unit("y", valid_from="2024-01-25"), unit("z", valid_from="2024-01-25")),
        {"x": ("not_owed", "continued"), "y": ("missing", None), "z": ("missing", None)},
    ),
    "a part taken off": (
        (unit("x", into="split y 2024-01-25"), unit("y", valid_from="2024-01-25")),
        {"x": ("missing", None), "y": ("not_owed", "founded_later")},
    ),
    "merged, then renamed": (
        (unit("x", into="merge y 2024-01-25"), unit("y", valid_from="2024-01-25", into="rename z 2024-01-28"), unit("z")),
        {"x": ("not_owed", "continued"), "y": ("not_owed", "continued"), "z": ("missing", None)},
    ),
    "merged into what does not owe": (
        (unit("x", into="merge T 2024-01-05"), unit("y")), {"x": ("not_owed", "unit_ended"), "y": ("missing", None)},
    ),
    "merged after a gap": (
        (unit("x", valid_to="2024-01-09", into="merge y 2024-01-25"), unit("y", valid_from="2024-01-25")),
        {"x": ("not_owed", "continued"), "y": ("not_owed", "founded_later")},
    ),
    "merged, then renamed after a gap": (
        (
            unit("w", into="merge x 2024-01-02"),
            unit("x", valid_from="2024-01-02", valid_to="2024-01-12", into="rename y 2024-01-25"),
            unit("y", valid_from="2024-01-25"),
        ),
        {"w": ("not_owed", "continued"), "x": ("not_owed", "continued"), "y": ("not_owed", "founded_later")},
    ),
    "two renamed to one": (
        (unit("x", into="rename z 2024-01-25"), unit("y", into="rename z 2024-01-25"), unit("z", valid_from="2024-01-25")),
        {"x": ("not_owed", "continued"), "y": ("not_owed", "continued"), "z": ("missing", None)},
    ),
    "round in a circle": ((unit("x", into="rename y 2024-01-05"), unit("y", into="rename x 2024-01-20")), {"x": ("missing", None), "y": ("missing", None)}),
}  # fmt: skip


@pytest.mark.traced
@pytest.mark.parametrize("case", LIVES)
def test_how_long_a_unit_owes(case: str, on_engine: Engine) -> None:
    """Enough days of the period, its own and those of what it took the place of; what goes on as another one owes nothing itself."""
    units, expected = LIVES[case]
    duty = obligation(owed_by=by_units(), least_days_served=10)
    ledger = obligations(on_engine(land(regulation(duty), *units)), "2024-01")
    assert {key: state for (key, _), state in states(ledger).items()} == expected


def test_without_a_successor_that_owes_each_answers_for_its_own_days() -> None:
    """A provision may leave the broken period to nobody; a new name goes on all the same."""
    duty = obligation(owed_by=by_units(successor_owes=False), least_days_served=16)
    merged = (
        unit("x", into="merge z 2024-01-16"),
        unit("y", into="rename w 2024-01-16"),
        unit("w"),
        unit("z", valid_from="2024-01-16"),
    )
    ledger = obligations(land(regulation(duty), *merged), "2024-01")
    assert {key: state for (key, _), state in states(ledger).items()} == {
        "x": ("not_owed", "unit_ended"), "y": ("not_owed", "continued"), "w": ("missing", None), "z": ("missing", None),
    }  # fmt: skip


def test_who_goes_on_is_named_where_it_is_one() -> None:
    """`continued_by` is the membership or the unit that owes instead; of a divided unit, which several follow, it is empty."""
    divided = unit("d", valid_to="2024-01-24", into="split e 2024-01-25, split f 2024-01-25")
    parts = [unit(key, valid_from="2024-01-25") for key in "ef"]
    book = land(
        regulation(obligation(), MONTH), unit("x", into="rename y 2024-01-30"), unit("y"), divided, *parts,
        member("m1", end="2024-01-09"), member("m2", start="2024-01-10"),
    )  # fmt: skip
    rows = obligations(book, "2024-01").polars.filter(reason="continued")
    assert set(rows.select("membership", "org_unit", "continued_by").rows()) == {
        ("m1", None, "m2"), (None, "x", "y"), (None, "d", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("effect", "expected"), [("excused", ("excused", "leave")), ("not_owed", ("not_owed", "leave"))]
)
def test_a_unit_may_be_excused(effect: str, expected: tuple[str, str], on_engine: Engine) -> None:
    """An absence of a unit excuses it under whatever name, and no other unit."""
    renamed = (unit("x", into="rename w 2023-06-01"), unit("w", valid_from="2023-06-01"))
    book = land(
        regulation(MONTH, excuse(effect, 20)),
        *renamed,
        unit("y"),
        away("x", "2024-01-01", "2024-01-25"),
        away("y", "2024-01-01", "2024-01-05"),
    )
    assert states(obligations(on_engine(book), "2024-01")) == {
        ("w", "2024-01"): expected,
        ("y", "2024-01"): ("missing", None),
    }


def test_what_is_needed_to_know_which_units_owe() -> None:
    """Units are needed and memberships are not; nothing falls due where no period ends."""
    book = land(regulation(MONTH), *TWO)
    with pytest.raises(MissingInputError, match="units"):
        obligations(
            Tables.of([regulation(MONTH), OWNER], as_of=date(2024, 12, 31), empty=["reports"]), "2024-01"
        )

    assert obligations(book, (date(2024, 1, 2), date(2024, 1, 5))).polars.is_empty()
    assert obligations(
        land(regulation(MONTH, valid_from=date(2024, 1, 1)), *TWO), "2023-12-31/2024-01-15"
    ).polars.is_empty()


@pytest.mark.traced
def test_a_window_of_members_is_of_no_list() -> None:
    """Only what units owe has a list of units."""
    (window,) = windows_of([regulation(obligation())], Period.parse("2024-01"), None)
    with pytest.raises(TypeError):
        _ = window.roll


@pytest.mark.traced
def test_units_that_are_in_a_circle_end_somewhere() -> None:
    """Parents that lead round in a circle are above nothing, and every walk ends."""
    duty = obligation(owed_by=by_units(unit_kind=None, level=None))
    circle = (unit("a", "b", kind="party_committee"), unit("b", "a", kind="party_committee"), *TWO)
    assert owing(duty, *circle) == {"TU", "x", "y"}
    assert owing(duty, *circle, named=("a", "x")) == {"a", "x"}
    assert owing(
        MONTH, BOARD.replace(id="B2", parent="B3"), COMMITTEE.replace(id="B3", parent="B2"), *TWO
    ) == {"x", "y"}


@pytest.mark.traced
def test_a_circle_above_the_owner_or_a_list_is_left() -> None:
    """Where the units above the owner, or above what a list names, go round in a circle, the walk stops there."""
    circle = [unit("T1", "T2", level="province"), unit("T2", "T1", level="province"), unit("x", "T1")]
    network = OWNER.replace(owner="T1")
    book = register(*circle, network, regulation(MONTH), as_of=date(2024, 12, 31))
    named = regulation(provision("p1", MONTH).replace(units=("x",)))

    assert set(obligations(book, "2024-01").polars["org_unit"]) == {"x"}
    assert set(obligations(book, "2024-01", regulation=named).polars["org_unit"]) == {"x"}


@pytest.mark.traced
def test_without_a_table_of_what_became_of_units_each_is_itself() -> None:
    """Where nobody shared which unit follows which, none is known to follow another."""
    book = land(regulation(MONTH), unit("x", into="rename y 2024-01-10"), unit("y")).tables
    rest = book.select([name for name in book if name != "unit_successors"])

    assert states(obligations(rest, "2024-01")) == dict.fromkeys(
        (("x", "2024-01"), ("y", "2024-01")), ("missing", None)
    )


@pytest.mark.traced
def test_who_has_not_reported() -> None:
    """The table may hold only what came out in some way; of units alone it has no column of people."""
    book = land(regulation(MONTH), *TWO, sent("r1", "x", "2024-01-15"))
    ledger = obligations(book, "2024-01")
    both = obligations(land(regulation(obligation(), MONTH), *TWO, member()), "2024-01")

    assert [line.cells[0].text for line in ledger.table("vi", status="missing").lines] == [
        "p1, tháng 1/2024, hạn 20/1/2024: đúng hạn 1, không nộp 1",
        "Xã y",
    ]
    assert len(ledger.table("en", status=["missing", "on_time"]).lines) == 3
    assert ledger.table("en", status="late").lines == ()
    assert [column.label for column in ledger.table("en").columns][:2] == ["unit that owes", "status"]
    assert [column.label for column in both.table("en").columns][:2] == [
        "collaborator",
        "sending organisation",
    ]
    with pytest.raises(UnknownCode, match="someday"):
        ledger.table("en", status="someday")
