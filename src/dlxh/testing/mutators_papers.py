"""Sửa hỏng báo cáo, bước đột xuất và tổng hợp: one row each."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dlxh.testing.edits import Breaks, Edit, Row, Rows, add, add_row, change, change_row

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_CORRECTION = pl.col("replaces").is_not_null()
_STANDING = (
    (pl.col("kind") == "periodic")
    & ~_CORRECTION
    & ~pl.col("id").is_in(pl.col("replaces").drop_nulls().implode())
)
"""Reports that are periodic, correct nothing and are not corrected."""
_RECEIVED = pl.col("received_at")
_LATE = _RECEIVED.dt.date() > date(2025, 9, 1)
_MARKED = pl.col("secrecy_level") == "confidential"
_OF_TODAY: Final[Mapping[str, Any]] = {
    "secrecy_decided_on": date(2026, 5, 4),
    "secrecy_expires": date(2030, 5, 4),
    "secrecy_legal_basis": "117/2025/QH15",
}
_LISTED: Final[Mapping[str, Any]] = {"secrecy_listed_in": "culture_information_2026"}
_PROVINCE = pl.col("network") == "ML-00"
_FROM_MONTHLY = pl.col("source").str.starts_with("BC-")


def _is_stage(number: int) -> pl.Expr:
    return pl.col("stage") == number


def _synthesis(rows: Rows, *where: pl.Expr) -> Row:
    """Return a link from a synthesis to a source."""
    return rows.first("report_sources", pl.col("report").str.starts_with("TH-"), *where)


def _report_by_outsider(rows: Rows) -> Edit:
    came = rows.first("memberships", pl.col("id").str.ends_with(".1"), pl.col("start").dt.month() == 1)
    row = rows.first("reports", _is_stage(1), pl.col("network") == came["network"])
    return change_row("reports", row, author=came["collaborator"])


def _correct_before(rows: Rows) -> Edit:
    row = rows.first("reports", _CORRECTION)
    return change_row("reports", row, received_at=rows.one("reports", row["replaces"])["received_at"] - HOUR)


def _number_as_last_month(rows: Rows) -> Edit:
    first, second = (rows.one("reports", f"TH-0-{month}") for month in (0, 1))
    return change_row("reports", second, number=first["number"])


def _begin_after_another(rows: Rows) -> Edit:
    older = rows.first("reports", _is_stage(1))
    later = pl.col("network") == older["network"], older["received_at"] < _RECEIVED
    return change_row("reports", rows.first("reports", _is_stage(1), *later), previous_stage=older["id"])


def _conclude_after_first(rows: Rows) -> Edit:
    row = rows.first("reports", _is_stage(3))
    first = rows.one("reports", row["previous_stage"])["previous_stage"]
    return change_row("reports", row, previous_stage=first)


def _write_before_first(rows: Rows) -> Edit:
    row = rows.first("reports", _is_stage(2))
    first = rows.one("reports", row["previous_stage"])["received_at"]
    return change_row("reports", row, received_at=first - HOUR / 2)


def _draw_on_last_month(rows: Rows) -> Edit:
    old = rows.first("reports", _STANDING, pl.col("period_start") == pl.col("period_start").min())
    first = pl.col("position") == 1, ~pl.col("source").str.ends_with("-0")
    link = _synthesis(rows, pl.col("network") == old["network"], *first)
    return change_row("report_sources", link, source=old["id"])


def _draw_on_neighbour(rows: Rows) -> Edit:
    link = _synthesis(rows, _FROM_MONTHLY)
    same_month = pl.col("period_start") == rows.one("reports", link["source"])["period_start"]
    other = rows.first("reports", _STANDING, pl.col("network") != link["network"], same_month)
    return change_row("report_sources", link, source=other["id"])


def _draw_on_old_text(rows: Rows) -> Edit:
    correction = rows.first("reports", _CORRECTION)
    link = _synthesis(rows, pl.col("source") == correction["id"])
    return change_row("report_sources", link, source=correction["replaces"])


def _draw_on_future(rows: Rows) -> Edit:
    link = _synthesis(rows, _FROM_MONTHLY)
    late = rows.one("reports", link["report"])["received_at"] + HOUR
    place = ("report_sources", f"{link['report']}#{link['position']}")
    return change_row("reports", rows.one("reports", link["source"]), received_at=late, found_at=place)


def _draw_in_quick_report(rows: Rows) -> Edit:
    row = rows.first("reports", _is_stage(3), _LATE)
    before = pl.col("network") == row["network"], row["received_at"] > _RECEIVED
    own = {"report": row["id"], "network": row["network"], "position": 1}
    source = rows.first("reports", _STANDING, *before)["id"]
    return add_row("report_sources", rows.first("report_sources"), **own, source=source)


def _draw_on_two_ways(rows: Rows) -> Edit:
    through = _synthesis(rows, pl.col("source").str.starts_with("CM-"))
    other = _synthesis(rows, pl.col("report") == through["report"], _FROM_MONTHLY)
    place = ("report_sources", f"{other['report']}#{other['position']}")
    own = {"report": through["source"], "position": 2, "source": other["source"]}
    return add_row("report_sources", through, **own, found_at=place)


def _open_case_on_secret(rows: Rows) -> Edit:
    item = rows.first("items", pl.col("report") == rows.first("reports", _MARKED)["id"])
    return change_row("case_items", rows.first("case_items", _PROVINCE), item=item["id"])


def _draw_on_secret(rows: Rows) -> Edit:
    row = rows.first("reports", _MARKED)
    in_month = pl.lit(row["received_at"].date()).is_between("period_start", "period_end")
    synthesis = rows.first("reports", pl.col("kind") == "synthesis", _PROVINCE, in_month)
    own = {"report": synthesis["id"], "position": 997, "source": row["id"]}
    return add_row("report_sources", rows.first("report_sources", _PROVINCE), **own)


BREAKS: Final[Mapping[str, Breaks]] = {
    # A report of the first years is written to somebody who came in mid-term.
    "R101": _report_by_outsider,
    # A monthly report came two weeks before its month began.
    "R102": change(
        "reports",
        _STANDING,
        _RECEIVED.dt.date() > date(2024, 3, 1),
        received_at=_RECEIVED - 46 * DAY,
    ),
    # A report came in after the day of the records.
    "R103": change(
        "reports", _is_stage(3), _LATE, received_at=_RECEIVED.dt.replace(year=2026, month=7, day=2)
    ),
    # A report was to be erased half a year ago.
    "R104": change("reports", pl.col("erase_after").is_not_null(), erase_after=date(2026, 1, 1)),
    # A monthly report is sent again the next day.
    "R201": add("reports", _STANDING, id=pl.col("id") + "b", received_at=_RECEIVED + DAY),
    # A correction of a monthly report calls itself thematic.
    "R202": change("reports", _CORRECTION, kind="thematic"),
    # A second correction replaces the first report again, and has no period.
    "R203": add(
        "reports",
        _CORRECTION,
        id=pl.col("id") + "s",
        received_at=_RECEIVED + HOUR,
        period_kind=None,
        period_start=None,
        period_end=None,
        period_convention=None,
    ),
    # A correction came an hour before what it corrects.
    "R204": _correct_before,
    # A synthesis has the number of the one before.
    "R205": _number_as_last_month,
    # A written report has no quick one before it.
    "R301": change("reports", _is_stage(2), previous_stage=None),
    # A quick report has an older quick report as the stage before.
    "R302": _begin_after_another,
    # A conclusion follows the quick report directly.
    "R303": _conclude_after_first,
    # A matter became known an hour after it was reported.
    "R304": change("reports", _is_stage(1), event_at=_RECEIVED + HOUR),
    # The written report came half an hour before the quick one.
    "R305": _write_before_first,
    # A synthesis draws on a report of an earlier month.
    "S101": _draw_on_last_month,
    # A synthesis draws on a report that another network received for the same month.
    "S102": _draw_on_neighbour,
    # A synthesis has one source twice.
    "S103": add("report_sources", pl.col("report").str.starts_with("TH-"), position=999),
    # A synthesis draws on what had been corrected.
    "S104": _draw_on_old_text,
    # A report came an hour after the synthesis that draws on it.
    "S105": _draw_on_future,
    # An ad hoc report has a source.
    "S106": _draw_in_quick_report,
    # A thematic paper draws on a report that the synthesis of both draws on as well.
    "S107": _draw_on_two_ways,
    # The protection of a paper ended half a year ago.
    "K101": change(
        "reports", _MARKED, pl.col("secrecy_decided_on") < date(2026, 1, 1), secrecy_expires=date(2026, 1, 1)
    ),
    # Nobody wrote when the protection of a paper ends.
    "K102": change("reports", _MARKED, secrecy_expires=None),
    # A paper is protected one day longer than ten years.
    "K103": change("reports", _MARKED, secrecy_expires=pl.col("secrecy_expires") + DAY),
    # A mark of the law of today names no list of state secrets.
    "K106": change("reports", _MARKED, **_OF_TODAY),
    # A mark is higher than any item of the list that it names.
    "K107": change("reports", _MARKED, **_OF_TODAY, **_LISTED, secrecy_level="top_secret", secrecy_item="1"),
    # Nobody wrote under which item of the list a paper falls.
    "K108": change("reports", _MARKED, **_OF_TODAY, **_LISTED),
    # A mark rests on the law that came after it.
    "H201": change("reports", _MARKED, secrecy_legal_basis="Luật 117/2025/QH15"),
    # An open case of the province rests on an item of a marked paper.
    "K104": _open_case_on_secret,
    # The synthesis of a month draws on a marked paper of that month.
    "K105": _draw_on_secret,
    # A report in a set that is to be handed out has a mark.
    "K201": change(
        "reports",
        _is_stage(1),
        secrecy_level="confidential",
        secrecy_decided_by="Trưởng ban",
        secrecy_legal_basis="29/2018/QH14",
        secrecy_decided_on=date(2024, 1, 2),
        secrecy_expires=date(2034, 1, 2),
    ),
}
