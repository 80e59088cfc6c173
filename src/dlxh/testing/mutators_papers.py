"""Sửa hỏng báo cáo, bước đột xuất và tổng hợp: one row each."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from dlxh.testing.mutators import Edit, Row, Rows, added, changed, mutator

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_PERIODIC = pl.col("kind") == "periodic"
_CORRECTION = pl.col("replaces").is_not_null()
_LATE = pl.col("received_at").dt.date() > date(2025, 9, 1)
_PROVINCE = pl.col("network") == "ML-00"


def _stage(number: int) -> pl.Expr:
    return pl.col("stage") == number


def _standing(rows: Rows) -> pl.Expr:
    """Tell which reports are periodic, correct nothing and are not corrected."""
    return (
        _PERIODIC
        & ~_CORRECTION
        & ~pl.col("id").is_in(rows.frame("reports")["replaces"].drop_nulls().implode())
    )


def _synthesis(rows: Rows, *where: pl.Expr) -> Row:
    """Return a link from a synthesis to a source."""
    return rows.first("report_sources", pl.col("report").str.starts_with("TH-"), *where)


@mutator("R101")
def reported_by_an_outsider(rows: Rows) -> Edit:
    """A report of the first years is written to somebody who came in mid-term."""
    came = rows.first("memberships", pl.col("id").str.ends_with(".1"), pl.col("start").dt.month() == 1)
    row = rows.first("reports", _stage(1), pl.col("network") == came["network"])
    return changed("reports", row, author=came["collaborator"])


@mutator("R102")
def sent_before_the_month_began(rows: Rows) -> Edit:
    """A monthly report came two weeks before its month began."""
    row = rows.first("reports", _standing(rows), pl.col("received_at").dt.date() > date(2024, 3, 1))
    return changed("reports", row, received_at=row["received_at"] - 46 * DAY)


@mutator("R103")
def received_tomorrow(rows: Rows) -> Edit:
    """A report came in after the day of the records."""
    row = rows.first("reports", _stage(3), _LATE)
    return changed("reports", row, received_at=row["received_at"].replace(year=2026, month=7, day=2))


@mutator("R104")
def not_erased(rows: Rows) -> Edit:
    """A report was to be erased half a year ago."""
    return changed(
        "reports", rows.first("reports", pl.col("erase_after").is_not_null()), erase_after=date(2026, 1, 1)
    )


@mutator("R201")
def sent_twice(rows: Rows) -> Edit:
    """A monthly report is sent again the next day."""
    row = rows.first("reports", _standing(rows))
    return added("reports", row, id=row["id"] + "b", received_at=row["received_at"] + DAY)


@mutator("R202")
def corrected_by_another_kind(rows: Rows) -> Edit:
    """A correction of a monthly report calls itself thematic."""
    return changed("reports", rows.first("reports", _CORRECTION), kind="thematic")


@mutator("R203")
def corrected_twice(rows: Rows) -> Edit:
    """A second correction names the first report again, and no period."""
    row = rows.first("reports", _CORRECTION)
    none: dict[str, Any] = dict.fromkeys(("period_kind", "period_start", "period_end", "period_convention"))
    return added("reports", row, id=row["id"] + "s", received_at=row["received_at"] + HOUR, **none)


@mutator("R204")
def corrected_before(rows: Rows) -> Edit:
    """A correction came an hour before what it corrects."""
    row = rows.first("reports", _CORRECTION)
    return changed("reports", row, received_at=rows.one("reports", row["replaces"])["received_at"] - HOUR)


@mutator("R205")
def number_of_last_month(rows: Rows) -> Edit:
    """A synthesis has the number of the one before."""
    first, second = (rows.one("reports", f"TH-0-{month}") for month in (0, 1))
    return changed("reports", second, number=first["number"])


@mutator("R301")
def second_of_nothing(rows: Rows) -> Edit:
    """A written report names no quick one before it."""
    return changed("reports", rows.first("reports", _stage(2)), previous_stage=None)


@mutator("R302")
def first_after_another(rows: Rows) -> Edit:
    """A quick report names an older quick report as the stage before."""
    older = rows.first("reports", _stage(1))
    row = rows.first(
        "reports",
        _stage(1),
        pl.col("network") == older["network"],
        pl.col("received_at") > older["received_at"],
    )
    return changed("reports", row, previous_stage=older["id"])


@mutator("R303")
def third_after_first(rows: Rows) -> Edit:
    """A conclusion follows the quick report directly."""
    row = rows.first("reports", _stage(3))
    return changed(
        "reports", row, previous_stage=rows.one("reports", row["previous_stage"])["previous_stage"]
    )


@mutator("R304")
def known_after_reported(rows: Rows) -> Edit:
    """A matter became known an hour after it was reported."""
    row = rows.first("reports", _stage(1))
    return changed("reports", row, event_at=row["received_at"] + HOUR)


@mutator("R305")
def second_before_first(rows: Rows) -> Edit:
    """The written report came half an hour before the quick one."""
    row = rows.first("reports", _stage(2))
    return changed(
        "reports", row, received_at=rows.one("reports", row["previous_stage"])["received_at"] - HOUR / 2
    )


@mutator("S101")
def last_months_report(rows: Rows) -> Edit:
    """A synthesis draws on a report of an earlier month."""
    first = pl.col("period_start") == pl.col("period_start").min()
    old = rows.first("reports", _standing(rows), first)
    link = _synthesis(
        rows,
        pl.col("network") == old["network"],
        pl.col("position") == 1,
        ~pl.col("source").str.ends_with("-0"),
    )
    return changed("report_sources", link, source=old["id"])


@mutator("S102")
def neighbours_report(rows: Rows) -> Edit:
    """A synthesis draws on a report that another network received for the same month."""
    link = _synthesis(rows, pl.col("source").str.starts_with("BC-"))
    month = rows.one("reports", link["source"])["period_start"]
    other = rows.first(
        "reports", _standing(rows), pl.col("network") != link["network"], pl.col("period_start") == month
    )
    return changed("report_sources", link, source=other["id"])


@mutator("S103")
def named_again(rows: Rows) -> Edit:
    """A synthesis names one source twice."""
    return added("report_sources", _synthesis(rows), position=999)


@mutator("S104")
def drawn_on_the_old_text(rows: Rows) -> Edit:
    """A synthesis draws on what had been corrected."""
    correction = rows.first("reports", _CORRECTION)
    link = _synthesis(rows, pl.col("source") == correction["id"])
    return changed("report_sources", link, source=correction["replaces"])


@mutator("S105")
def drawn_on_the_future(rows: Rows) -> Edit:
    """A report came an hour after the synthesis that draws on it."""
    link = _synthesis(rows, pl.col("source").str.starts_with("BC-"))
    row = rows.one("reports", link["source"])
    late = rows.one("reports", link["report"])["received_at"] + HOUR
    return changed(
        "reports", row, received_at=late, found_at=("report_sources", f"{link['report']}#{link['position']}")
    )


@mutator("S106")
def quick_report_with_sources(rows: Rows) -> Edit:
    """An ad hoc report names a source."""
    row = rows.first("reports", _stage(3), _LATE)
    known = rows.first(
        "reports",
        _standing(rows),
        pl.col("network") == row["network"],
        pl.col("received_at") < row["received_at"],
    )
    return added(
        "report_sources",
        rows.first("report_sources"),
        report=row["id"],
        network=row["network"],
        position=1,
        source=known["id"],
    )


@mutator("S107")
def drawn_on_two_ways(rows: Rows) -> Edit:
    """A thematic paper draws on a report that the synthesis of both draws on as well."""
    through = _synthesis(rows, pl.col("source").str.starts_with("CM-"))
    other = _synthesis(rows, pl.col("report") == through["report"], pl.col("source").str.starts_with("BC-"))
    place = ("report_sources", f"{other['report']}#{other['position']}")
    return added(
        "report_sources",
        through,
        report=through["source"],
        position=2,
        source=other["source"],
        found_at=place,
    )


def _first_marked(rows: Rows) -> Row:
    return rows.first("reports", pl.col("secrecy_level") == "confidential")


@mutator("K101")
def mark_ran_out(rows: Rows) -> Edit:
    """The protection of a paper ended half a year ago."""
    return changed("reports", _first_marked(rows), secrecy_expires=date(2026, 1, 1))


@mutator("K102")
def mark_for_ever(rows: Rows) -> Edit:
    """Nobody wrote when the protection of a paper ends."""
    return changed("reports", _first_marked(rows), secrecy_expires=None)


@mutator("K103")
def mark_beyond_the_law(rows: Rows) -> Edit:
    """A paper is protected one day longer than ten years."""
    row = _first_marked(rows)
    return changed("reports", row, secrecy_expires=row["secrecy_expires"] + DAY)


@mutator("H201")
def mark_by_a_later_law(rows: Rows) -> Edit:
    """A mark rests on the law that came after it."""
    return changed("reports", _first_marked(rows), secrecy_legal_basis="Luật 117/2025/QH15")


@mutator("K104")
def secret_in_a_case(rows: Rows) -> Edit:
    """An open case of the province rests on an item of a marked paper."""
    item = rows.first("items", pl.col("report") == _first_marked(rows)["id"])
    return changed("case_items", rows.first("case_items", _PROVINCE), item=item["id"])


@mutator("K105")
def secret_in_a_synthesis(rows: Rows) -> Edit:
    """The synthesis of a month draws on a marked paper of that month."""
    row = _first_marked(rows)
    received = row["received_at"].date()
    synthesis = rows.first(
        "reports",
        pl.col("kind") == "synthesis",
        _PROVINCE,
        pl.col("period_start") <= received,
        pl.col("period_end") >= received,
    )
    return added(
        "report_sources",
        rows.first("report_sources", _PROVINCE),
        report=synthesis["id"],
        position=997,
        source=row["id"],
    )


@mutator("K201")
def secret_handed_out(rows: Rows) -> Edit:
    """A report in a set that is to be handed out has a mark."""
    mark: dict[str, Any] = {
        "secrecy_level": "confidential",
        "secrecy_decided_by": "Trưởng ban",
        "secrecy_legal_basis": "29/2018/QH14",
    }
    days: dict[str, Any] = {"secrecy_decided_on": date(2024, 1, 2), "secrecy_expires": date(2034, 1, 2)}
    return changed("reports", rows.first("reports", _stage(1)), **mark, **days)
