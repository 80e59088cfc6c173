"""Sửa hỏng hoạt động và vụ việc: one row each."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from dlxh.testing.edits import Breaks, Edit, Row, Rows, add_row, change, change_row, take_out

_DETAIL = pl.col("detail_kind")
_CASE = "cases", pl.col("case")
_NEXT_STEP = "events", pl.format("{}#{}", "case", pl.col("position") + 1)


def _is(kind: str) -> pl.Expr:
    """Return which events are of a kind."""
    return pl.col("kind") == kind


def _of_case(kind: str) -> pl.Expr:
    """Return which events are of a case that has an event of a kind."""
    return _is(kind).any().over("case")


def _forget_content(rows: Rows) -> Edit:
    case = rows.first("events", _is("replied"), _of_case("closed"))["case"]
    row = rows.first("contents", pl.col("case") == case)
    return add_row("contents", row, id=f"{case}.3", position=3, finding=None, outcome=None, also=("V107",))


def _verify_own_report(rows: Rows) -> Edit:
    row: Row = rows.first("events", _is("accepted"), _of_case("reminded"))
    item = rows.one("items", rows.first("case_items", pl.col("case") == row["case"])["item"])
    author = rows.one("reports", item["report"])["author"]
    return change_row("events", row, by=rows.one("collaborators", author)["organisation"])


BREAKS: Final[Mapping[str, Breaks]] = {
    # A training has more trainees than were invited.
    "A101": change("activities", _DETAIL == "training", detail_trainees_value=99),
    # A meeting of twenty was attended by twenty-one.
    "A102": change("activities", _DETAIL == "meeting", detail_attended_value=21),
    # More forms came back than went out.
    "A103": change("activities", _DETAIL == "survey", detail_forms_returned_value=200),
    # More forms are valid than came back.
    "A104": change("activities", _DETAIL == "survey", detail_forms_valid_value=175),
    # Classes are counted in persons.
    "A105": change("activities", _DETAIL == "training", detail_classes_unit="person"),
    # A meeting of 2026 was held by the board that ended in 2025.
    "A106": change("activities", pl.col("organiser") == "BTGDV-2", organiser="BTGDV"),
    # The reply of a closed case is gone.
    "V101": take_out("events", _is("replied"), _of_case("closed"), found_at=_NEXT_STEP),
    # A case that was answered has a content that nobody concluded, so its later steps are not allowed either.
    "V102": _forget_content,
    # The office of the collaborator who reported accepts to verify.
    "V103": _verify_own_report,
    # Who proposed directs too.
    "V104": change("events", _is("directed"), by="MT"),
    # A case was directed that nobody had submitted, which the table of moves does not allow either.
    "V105": take_out("events", _is("submitted"), found_at=_NEXT_STEP, also=("V107",)),
    # Two steps have the number one.
    "V106": change("events", _is("submitted"), sequence=1),
    # A case is submitted that is already assigned.
    "V107": change("events", _is("reminded"), kind="submitted", to="TT"),
    # A content says partly correct, and its last event says correct.
    "V108": change("contents", pl.col("finding") == "correct", finding="partly_correct"),
    # Nobody wrote who drafted a case.
    "V109": change("events", _is("drafted"), pl.len().over("case") == 1, by=None, found_at=_CASE),
    # The only reminder of a case that is overdue is gone.
    "V201": take_out("events", _is("reminded"), found_at=_CASE),
    # A case that is being verified was assigned without a deadline.
    "V202": change(
        "events",
        _is("assigned"),
        _of_case("reminded"),
        found_at=_CASE,
        allowed_amount=None,
        allowed_unit=None,
        allowed_start_event=None,
    ),
}
