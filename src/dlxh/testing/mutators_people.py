"""Sửa hỏng đơn vị, nhiệm kỳ, tư cách, hợp đồng, quy chế: one row each."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import polars as pl

from dlxh.testing.edits import Breaks, Edit, Rows, add, add_row, change, change_row
from dlxh.testing.lands import LAST_OLD_DAY
from dlxh.testing.people import AS_OF, SECOND_TERM, board_of

DAY = timedelta(days=1)
_FIRST_MEMBERSHIP = pl.col("end").is_not_null() & (pl.col("end_reason") != "transfer")
_OPEN_MEMBERSHIP = pl.col("end").is_null()
_OF_PROVINCE = pl.col("network") == "ML-00"
_OLD_COMMUNE = pl.col("unit") == "XC-00"


def _has_id(key: str) -> pl.Expr:
    return pl.col("id") == key


def _has_duty(kind: str) -> pl.Expr:
    return pl.col("duty_kind") == kind


def _begin_before_term(rows: Rows) -> Edit:
    row = rows.first("memberships", _FIRST_MEMBERSHIP)
    return change_row("memberships", row, start=rows.one("terms", row["term"])["start"] - 5 * DAY)


def _list_before_serving(rows: Rows) -> Edit:
    first: date = rows.first("terms", _OF_PROVINCE)["start"]
    came = rows.first("memberships", _OF_PROVINCE, pl.col("start") > first, ~_OPEN_MEMBERSHIP)
    days = {"start": first, "end": first + timedelta(days=120)}
    return add_row("memberships", {**came, "paid": False, **days}, id=f"{came['id']}.b")


def _take_month_off(rows: Rows) -> Edit:
    row, board = rows.first("absences", _OF_PROVINCE), board_of(0, AS_OF)
    october = {"start": date(2025, 10, 1), "end": date(2025, 10, 31)}
    whose = {"id": "V-x", "collaborator": None, "unit": board, "reason": "study"}
    return add_row("absences", {**row, **whose, **october}, found_at=("units", board))


def _name_silent_unit(rows: Rows) -> Edit:
    row = rows.first("regulation_units")
    return add_row("regulation_units", row, found_at=("units", "CA"), position=2, unit="CA")


BREAKS: Final[Mapping[str, Breaks]] = {
    # An allowance drawn elsewhere names nobody.
    "X101": change("other_allowances", collaborator="CTV-x"),
    # An entry is there twice.
    "X102": add("other_allowances"),
    # An entry is put to a network whose collaborator it is not.
    "X103": change("other_allowances", _OF_PROVINCE, network="ML-01"),
    # What is known of somebody was to be erased half a year ago.
    "X104": change("collaborators", _OF_PROVINCE, erase_after=date(2026, 1, 1)),
    # A district has no last day.
    "U101": change("units", _has_id("H-00"), valid_to=None),
    # The code of a new commune is read by the old decision.
    "U102": change("units", _has_id("XM-00"), area_scheme="124/2004"),
    # A province has a code that there is not.
    "U103": change("units", pl.col("id").str.starts_with("T124-"), name="Tỉnh Ví Dụ", area_code="99"),
    # Bình Định gets the code of Gia Lai.
    "U104": change("units", _has_id("T124-52"), area_code="64"),
    # A new commune is below an old district.
    "U105": change("units", _has_id("XM-00"), parent="H-00"),
    # An old commune is still there on the first day of the new one.
    "U106": change(
        "units",
        _has_id("XC-00"),
        valid_to=LAST_OLD_DAY + DAY,
        found_at=("unit_successors", pl.lit("XC-00#1")),
    ),
    # A commune is followed by a district that ended the day before.
    "U107": change("unit_successors", _OLD_COMMUNE, successor="H-01"),
    # A new commune has a code that there is not.
    "U108": change("units", _has_id("XM-00"), area_code="99999"),
    # A commune is written below itself.
    "U109": change("units", _has_id("XM-00"), parent="XM-00"),
    # A commune is followed by itself: split, so that it may go on.
    "U110": change("unit_successors", _OLD_COMMUNE, successor="XC-00", kind="split", on=LAST_OLD_DAY),
    # A new commune has the name of another one.
    "U111": change("units", _has_id("XM-00"), name="Phường Ba Đình"),
    # A new commune is below another province.
    "U112": change(
        "units",
        _has_id("XM-01"),
        parent=pl.lit("T19-01"),
    ),
    # A commune is called a district of a city.
    "U115": change("units", _has_id("XM-00"), place_kind="central_city"),
    # A hamlet is right below the province.
    "U116": change("units", _has_id("XM-00"), place_kind="thon"),
    # An office has the tax code of another one.
    "U113": change(
        "unit_identifiers",
        pl.col("unit") == "CQM-01",
        pl.col("scheme") == "tax_code",
        value=pl.col("value").str.head(9) + "0",
    ),
    # Somebody typed an electronic identifier in small letters.
    "U114": change("unit_identifiers", pl.col("scheme") == "electronic_identifier", value="h99.00"),
    # An office that is still there has its place by the decision that ended.
    "H101": change("units", _has_id("SO-1"), area_code="64", area_scheme="124/2004"),
    # The second term begins on the last day of the first.
    "T101": change("terms", _has_id("NK-00-2"), start=LAST_OLD_DAY),
    # The regulation ends between the terms, and the second one still refers to it.
    "T102": change(
        "regulations",
        _has_id("QC-00"),
        valid_to=SECOND_TERM - DAY,
        found_at=("term_regulations", pl.lit("NK-00-2#1")),
    ),
    # Somebody who serves is appointed again.
    "T201": add("memberships", _OPEN_MEMBERSHIP, id=pl.col("id") + "b", start=date(2025, 8, 1)),
    # A membership begins before its term.
    "T202": _begin_before_term,
    # Who serves is still written to the term that ended.
    "T203": change("memberships", _OPEN_MEMBERSHIP, term="NK-00-1"),
    # Nobody wrote why the membership ended.
    "T204": change("memberships", _FIRST_MEMBERSHIP, end_reason=None),
    # Somebody was transferred, and nobody wrote when.
    "T205": change("memberships", _OPEN_MEMBERSHIP, end_reason="transfer"),
    # The office that sends somebody was merged away before.
    "T206": change("memberships", _OPEN_MEMBERSHIP, organisation="CQ-00"),
    # An office of 2025 sends somebody in 2021.
    "T207": change("memberships", _FIRST_MEMBERSHIP, organisation="CQM-00"),
    # Two of the province have one person code.
    "T208": change("persons", pl.col("collaborator") == "CTV-000002", person="N-CTV-000000"),
    # A contract begins the day before the membership.
    "E101": change("engagements", pl.col("id").str.ends_with(".h1"), start=pl.col("start") - DAY),
    # A contract begins on the last day of the one before.
    "E102": change(
        "engagements",
        pl.col("start").rank("ordinal").over("membership") > 1,
        start=pl.col("start") - DAY,
    ),
    # A leave is written down twice.
    "E201": add("absences", id=pl.col("id") + "b"),
    # The year of a leave is wrong.
    "E202": change("absences", start=date(2010, 8, 19), end=date(2010, 8, 22)),
    # Somebody is on the list and was never appointed.
    "C101": add("collaborators", id="CTV-x"),
    # The list still has the office of before the merger.
    "C102": change("collaborators", _OF_PROVINCE, organisation="CQ-00"),
    # A provision is in force before its regulation.
    "G101": change("regulation_provisions", _has_duty("stream_basis"), valid_from=pl.col("valid_from") - DAY),
    # A second provision asks for the same monthly report.
    "G102": add("regulation_provisions", _has_duty("report"), id=pl.col("id") + "b", position=99),
    # The document of a provision is not named any more.
    "G103": change("regulation_provisions", pl.col("document").is_not_null(), document=None),
    # At least fifty and at most forty.
    "G104": change(
        "regulation_provisions",
        _has_duty("composition"),
        pl.col("valid_to").is_not_null(),
        duty_at_least=50,
        duty_at_most=40,
    ),
    # Ten more are asked for than there are.
    "G105": change(
        "regulation_provisions",
        _has_duty("composition"),
        pl.col("duty_group").is_null(),
        pl.col("valid_to").is_null(),
        duty_at_least=pl.col("duty_at_least") + 10,
        duty_at_most=pl.col("duty_at_most") + 10,
    ),
    # From the next day on a second provision has moves of the same network, and the first one goes on.
    "G106": add(
        "regulation_provisions",
        _has_duty("moves"),
        id=pl.col("id") + "b",
        position=99,
        valid_from=pl.col("valid_from") + DAY,
    ),
    # A move of the network's own is made in a role that nobody has.
    "G107": change(
        "regulation_moves",
        value="nobody",
        found_at=("regulation_provisions", pl.col("regulation_provision")),
    ),
    # A second sum per month for the same people.
    "P201": add("scheme_provisions", _has_id("PC-00-2"), id="PC-00-9", position=9),
    # Work is confirmed for a day long before.
    "P202": change("work_entries", day=date(2010, 1, 4)),
    # A member who reports becomes the secretary, who by the regulation owes none.
    "O101": change("memberships", _OF_PROVINCE, _OPEN_MEMBERSHIP, role="secretary"),
    # Somebody who came in mid-term is on the list for four months before, too.
    "O102": _list_before_serving,
    # A month is taken off the board, which sent its synthesis all the same.
    "O103": _take_month_off,
    # A body that sends no synthesis is named among those that owe one.
    "O104": _name_silent_unit,
}
