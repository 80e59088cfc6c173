"""Sửa hỏng hoạt động và vụ việc: one row each."""

import polars as pl

from dlxh.testing.mutators import Edit, Row, Rows, added, changed, mutator


def _activity(rows: Rows, kind: str) -> Row:
    return rows.first("activities", pl.col("detail_kind") == kind)


@mutator("A101")
def more_than_invited(rows: Rows) -> Edit:
    """A training has more trainees than were invited."""
    return changed("activities", _activity(rows, "training"), detail_trainees_value=99)


@mutator("A102")
def twenty_one_of_twenty(rows: Rows) -> Edit:
    """A meeting of twenty was attended by twenty-one."""
    return changed("activities", _activity(rows, "meeting"), detail_attended_value=21)


@mutator("A103")
def returned_more(rows: Rows) -> Edit:
    """More forms came back than went out."""
    return changed("activities", _activity(rows, "survey"), detail_forms_returned_value=200)


@mutator("A104")
def valid_more(rows: Rows) -> Edit:
    """More forms are valid than came back."""
    return changed("activities", _activity(rows, "survey"), detail_forms_valid_value=175)


@mutator("A105")
def classes_as_persons(rows: Rows) -> Edit:
    """Classes are counted in persons."""
    return changed("activities", _activity(rows, "training"), detail_classes_unit="person")


@mutator("A106")
def held_by_the_old_board(rows: Rows) -> Edit:
    """A meeting of 2026 was held by the board that ended in 2025."""
    row = rows.first("activities", pl.col("organiser") == "BTGDV-2")
    return changed("activities", row, organiser="BTGDV")


def _event(rows: Rows, kind: str, *where: pl.Expr) -> Row:
    return rows.first("events", pl.col("kind") == kind, *where)


def _done(rows: Rows, kind: str) -> Row:
    """Return the first event of a kind in a case that was closed."""
    closed = rows.frame("events").filter(pl.col("kind") == "closed")["case"].implode()
    return _event(rows, kind, pl.col("case").is_in(closed))


def _running(rows: Rows) -> Row:
    """Return the acceptance of a case that is still being verified."""
    return _event(rows, "accepted", pl.col("case") == _event(rows, "reminded")["case"])


@mutator("V101")
def no_reply(rows: Rows) -> Edit:
    """The reply of a closed case is gone."""
    row = _done(rows, "replied")
    return Edit("events", row, None, ("events", f"{row['case']}#{row['position'] + 1}"))


@mutator("V102")
def content_forgotten(rows: Rows) -> Edit:
    """A case that was answered has a content that nobody concluded, so its later steps are not allowed either."""
    case = _done(rows, "replied")["case"]
    row = rows.first("contents", pl.col("case") == case)
    return added("contents", row, id=f"{case}.3", position=3, finding=None, outcome=None, also=("V107",))


@mutator("V103")
def author_verifies(rows: Rows) -> Edit:
    """The office of the collaborator who reported accepts to verify."""
    row = _running(rows)
    item = rows.one("items", rows.first("case_items", pl.col("case") == row["case"])["item"])
    author = rows.one("reports", item["report"])["author"]
    return changed("events", row, by=rows.one("collaborators", author)["organisation"])


@mutator("V104")
def own_proposal(rows: Rows) -> Edit:
    """Who proposed directs too."""
    return changed("events", _event(rows, "directed"), by="MT")


@mutator("V105")
def never_submitted(rows: Rows) -> Edit:
    """A case was directed that nobody had submitted, which the table of moves does not allow either."""
    row = _event(rows, "submitted")
    return Edit("events", row, None, ("events", f"{row['case']}#{row['position'] + 1}"), ("V107",))


@mutator("V106")
def number_twice(rows: Rows) -> Edit:
    """Two steps have the number one."""
    return changed("events", _event(rows, "submitted"), sequence=1)


@mutator("V107")
def submitted_again(rows: Rows) -> Edit:
    """A case is submitted that is already assigned."""
    return changed("events", _event(rows, "reminded"), kind="submitted", to="TT")


@mutator("V108")
def stored_otherwise(rows: Rows) -> Edit:
    """A content says partly correct, and its last event says correct."""
    return changed(
        "contents", rows.first("contents", pl.col("finding") == "correct"), finding="partly_correct"
    )


@mutator("V109")
def held_by_nobody(rows: Rows) -> Edit:
    """Nobody wrote who drafted a case."""
    row = _event(rows, "drafted", pl.len().over("case") == 1)
    return changed("events", row, by=None, found_at=("cases", row["case"]))


@mutator("V201")
def reminder_not_sent(rows: Rows) -> Edit:
    """The only reminder of a case that is overdue is gone."""
    row = _event(rows, "reminded")
    return Edit("events", row, None, ("cases", row["case"]))


@mutator("V202")
def deadline_not_stated(rows: Rows) -> Edit:
    """A case that is being verified was assigned without a deadline."""
    row = _event(rows, "assigned", pl.col("case") == _event(rows, "reminded")["case"])
    none = dict.fromkeys(("within_amount", "within_unit", "within_start_event"))
    return changed("events", row, found_at=("cases", row["case"]), **none)
