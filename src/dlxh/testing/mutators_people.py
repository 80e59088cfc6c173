"""Sửa hỏng đơn vị, nhiệm kỳ, tư cách, hợp đồng, quy chế: one row each."""

from datetime import date, timedelta

import polars as pl

from dlxh.testing.lands import LAST_OLD_DAY
from dlxh.testing.mutators import Edit, Rows, added, changed, mutator
from dlxh.testing.people import SECOND_TERM

DAY = timedelta(days=1)
_FIRST_MEMBERSHIP = pl.col("end").is_not_null() & (pl.col("end_reason") != "transfer")
_OPEN_MEMBERSHIP = pl.col("end").is_null()
_OF_DISTRICT = pl.col("network") != "ML-00"


@mutator("X101")
def lost_reference(rows: Rows) -> Edit:
    """An allowance drawn elsewhere names nobody."""
    return changed("other_allowances", rows.first("other_allowances"), collaborator="CTV-x")


@mutator("X102")
def same_key(rows: Rows) -> Edit:
    """An entry is there twice."""
    return added("other_allowances", rows.first("other_allowances"))


@mutator("X103")
def other_network(rows: Rows) -> Edit:
    """An entry is put to a network whose collaborator it is not."""
    row = rows.first("other_allowances", ~_OF_DISTRICT)
    return changed("other_allowances", row, network="ML-01")


@mutator("U101")
def district_goes_on(rows: Rows) -> Edit:
    """A district has no last day."""
    return changed("units", rows.one("units", "H-00"), valid_to=None)


@mutator("U102")
def old_scheme(rows: Rows) -> Edit:
    """The code of a new commune is read by the old decision."""
    return changed("units", rows.one("units", "XM-00"), area_scheme="124/2004")


@mutator("U103")
def code_of_nothing(rows: Rows) -> Edit:
    """A province has a code that there is not."""
    row = rows.first("units", pl.col("id").str.starts_with("T124-"))
    return changed("units", row, name="Tỉnh Ví Dụ", area_code="99")


@mutator("U104")
def code_of_the_neighbour(rows: Rows) -> Edit:
    """Bình Định gets the code of Gia Lai."""
    return changed("units", rows.one("units", "T124-52"), area_code="64")


@mutator("U105")
def old_parent(rows: Rows) -> Edit:
    """A new commune stands below an old district."""
    return changed("units", rows.one("units", "XM-00"), parent="H-00")


@mutator("U106")
def both_at_once(rows: Rows) -> Edit:
    """An old commune is still there on the first day of the new one."""
    row = rows.one("units", "XC-00")
    return changed("units", row, valid_to=LAST_OLD_DAY + DAY, found_at=("unit_successors", "XC-00#1"))


@mutator("U107")
def ended_successor(rows: Rows) -> Edit:
    """A commune is followed by a district that ended the day before."""
    return changed(
        "unit_successors", rows.first("unit_successors", pl.col("unit") == "XC-00"), successor="H-01"
    )


@mutator("U108")
def code_of_no_commune(rows: Rows) -> Edit:
    """A new commune has a code that there is not."""
    return changed("units", rows.one("units", "XM-00"), area_code="99999")


@mutator("U109")
def below_itself(rows: Rows) -> Edit:
    """A commune is written below itself."""
    return changed("units", rows.one("units", "XM-00"), parent="XM-00")


@mutator("U110")
def followed_by_itself(rows: Rows) -> Edit:
    """A commune is followed by itself: split, so that it may go on."""
    row = rows.first("unit_successors", pl.col("unit") == "XC-00")
    return changed("unit_successors", row, successor="XC-00", kind="split", on=LAST_OLD_DAY)


@mutator("H101")
def old_code_goes_on(rows: Rows) -> Edit:
    """An office that is still there has its place by the decision that ended."""
    return changed("units", rows.one("units", "SO-1"), area_code="64", area_scheme="124/2004")


@mutator("T101")
def terms_meet(rows: Rows) -> Edit:
    """The second term begins on the last day of the first."""
    return changed("terms", rows.one("terms", "NK-00-2"), start=LAST_OLD_DAY)


@mutator("T102")
def regulation_ends_early(rows: Rows) -> Edit:
    """The regulation ends between the terms, and the second one still names it."""
    row = rows.one("regulations", "QC-00")
    return changed("regulations", row, valid_to=SECOND_TERM - DAY, found_at=("term_regulations", "NK-00-2#1"))


@mutator("T201")
def two_memberships(rows: Rows) -> Edit:
    """Somebody who serves is appointed again."""
    row = rows.first("memberships", _OPEN_MEMBERSHIP)
    return added("memberships", row, id=row["id"] + "b", start=date(2025, 8, 1))


@mutator("T202")
def before_the_term(rows: Rows) -> Edit:
    """A membership begins before its term."""
    row = rows.first("memberships", _FIRST_MEMBERSHIP)
    return changed("memberships", row, start=rows.one("terms", row["term"])["start"] - 5 * DAY)


@mutator("T203")
def membership_of_an_old_term(rows: Rows) -> Edit:
    """Who serves is still written to the term that ended."""
    return changed("memberships", rows.first("memberships", _OPEN_MEMBERSHIP), term="NK-00-1")


@mutator("T204")
def left_without_reason(rows: Rows) -> Edit:
    """Nobody wrote why the membership ended."""
    return changed("memberships", rows.first("memberships", _FIRST_MEMBERSHIP), end_reason=None)


@mutator("T205")
def reason_of_no_end(rows: Rows) -> Edit:
    """Somebody was transferred, and nobody wrote when."""
    return changed("memberships", rows.first("memberships", _OPEN_MEMBERSHIP), end_reason="transfer")


@mutator("T206")
def sent_by_nobody(rows: Rows) -> Edit:
    """The office that sends somebody was merged away before."""
    return changed("memberships", rows.first("memberships", _OPEN_MEMBERSHIP), organisation="CQ-00")


@mutator("T207")
def sent_from_the_future(rows: Rows) -> Edit:
    """An office of 2025 sends somebody in 2021."""
    return changed("memberships", rows.first("memberships", _FIRST_MEMBERSHIP), organisation="CQM-00")


@mutator("E101")
def contract_before_membership(rows: Rows) -> Edit:
    """A contract begins the day before the membership."""
    row = rows.first("engagements", pl.col("id").str.ends_with(".h1"))
    return changed("engagements", row, start=row["start"] - DAY)


@mutator("E102")
def contracts_meet(rows: Rows) -> Edit:
    """A contract begins on the last day of the one before."""
    later = pl.col("start").rank("ordinal").over("membership") > 1
    row = rows.first("engagements", later)
    return changed("engagements", row, start=row["start"] - DAY)


@mutator("E201")
def absent_twice(rows: Rows) -> Edit:
    """A leave is written down twice."""
    row = rows.first("absences")
    return added("absences", row, id=row["id"] + "b")


@mutator("E202")
def absent_before_serving(rows: Rows) -> Edit:
    """The year of a leave is wrong."""
    return changed("absences", rows.first("absences"), start=date(2010, 8, 19), end=date(2010, 8, 22))


@mutator("C101")
def listed_without_membership(rows: Rows) -> Edit:
    """Somebody is on the list and was never appointed."""
    return added("collaborators", rows.first("collaborators"), id="CTV-x")


@mutator("C102")
def listed_with_old_office(rows: Rows) -> Edit:
    """The list still names the office of before the merger."""
    return changed("collaborators", rows.first("collaborators", ~_OF_DISTRICT), organisation="CQ-00")


@mutator("G101")
def provision_too_early(rows: Rows) -> Edit:
    """A provision is in force before its regulation."""
    row = rows.first("regulation_provisions", pl.col("duty_kind") == "stream_basis")
    return changed("regulation_provisions", row, valid_from=row["valid_from"] - DAY)


@mutator("G102")
def owed_twice(rows: Rows) -> Edit:
    """A second provision asks for the same monthly report."""
    row = rows.first("regulation_provisions", pl.col("duty_kind") == "report")
    return added("regulation_provisions", row, id=row["id"] + "b", position=99)


@mutator("G103")
def published_nowhere(rows: Rows) -> Edit:
    """The document of a provision is not named any more."""
    return changed(
        "regulation_provisions",
        rows.first("regulation_provisions", pl.col("document").is_not_null()),
        document=None,
    )


@mutator("G104")
def no_team_fits(rows: Rows) -> Edit:
    """At least fifty and at most forty."""
    row = rows.first(
        "regulation_provisions", pl.col("duty_kind") == "composition", pl.col("valid_to").is_not_null()
    )
    return changed("regulation_provisions", row, duty_at_least=50, duty_at_most=40)


@mutator("G105")
def team_too_small(rows: Rows) -> Edit:
    """Ten more are asked for than there are."""
    whole = pl.col("duty_kind") == "composition", pl.col("duty_group").is_null(), pl.col("valid_to").is_null()
    row = rows.first("regulation_provisions", *whole)
    return changed(
        "regulation_provisions",
        row,
        duty_at_least=row["duty_at_least"] + 10,
        duty_at_most=row["duty_at_most"] + 10,
    )


@mutator("G106")
def moves_named_twice(rows: Rows) -> Edit:
    """From the next day on a second provision names the moves of the same network, and the first one goes on."""
    row = rows.first("regulation_provisions", pl.col("duty_kind") == "moves")
    return added(
        "regulation_provisions", row, id=row["id"] + "b", position=99, valid_from=row["valid_from"] + DAY
    )


@mutator("G107")
def moved_by_nobody(rows: Rows) -> Edit:
    """A move of the network's own is made in a role that nobody has."""
    row = rows.first("regulation_moves")
    place = ("regulation_provisions", row["regulation_provision"])
    return changed("regulation_moves", row, value="nobody", found_at=place)


@mutator("P201")
def rate_twice(rows: Rows) -> Edit:
    """A second sum per month for the same people."""
    return added("scheme_provisions", rows.one("scheme_provisions", "PC-00-2"), id="PC-00-9", position=9)


@mutator("P202")
def work_of_an_outsider(rows: Rows) -> Edit:
    """Work is confirmed for a day long before."""
    return changed("work_entries", rows.first("work_entries"), day=date(2010, 1, 4))


@mutator("O101")
def secretary_reports(rows: Rows) -> Edit:
    """A member who reports becomes the secretary, who by the regulation owes none."""
    row = rows.first("memberships", ~_OF_DISTRICT, _OPEN_MEMBERSHIP)
    return changed("memberships", row, role="secretary")


@mutator("O102")
def listed_and_silent(rows: Rows) -> Edit:
    """Somebody who came in mid-term is on the list for four months before, too."""
    first: date = rows.first("terms", pl.col("network") == "ML-00")["start"]
    came = rows.first("memberships", ~_OF_DISTRICT, pl.col("start") > first, ~_OPEN_MEMBERSHIP)
    days = {"start": first, "end": first + timedelta(days=120)}
    return added("memberships", {**came, "paid": False, **days}, id=f"{came['id']}.b")
