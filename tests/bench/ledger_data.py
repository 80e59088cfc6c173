"""Invented tables for the ledger: five years, three provisions, leave, reports over two months, corrections."""

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from dlxh import Period, Regulation
from dlxh.models.regulation import RegulationProvision
from dlxh.words import SimpleCalendar

FIRST, LAST = date(2020, 1, 1), date(2024, 12, 31)
SPAN = Period.custom(FIRST, LAST)
CALENDAR = SimpleCalendar()
UNITS, LEAVE, TWO_MONTHS, CORRECTED = 500, 0.05, 0.03, 0.01


def regulation() -> Regulation:
    """Return a monthly, a quarterly and a yearly obligation, and sick leave that excuses."""
    month = {"kind": "day_of_month", "day": 20, "months_after": 0}
    quarter = {"kind": "after_period", "days": 5, "unit": "working_day"}
    year = {"kind": "day_of_month", "day": 10, "months_after": 1}
    sick = {"kind": "excused_absence", "absence": "sick_leave", "least_days_absent": 15, "effect": "excused"}
    duties = {
        "month": _duty("periodic", "month", month),
        "quarter": _duty("thematic", "quarter", quarter),
        "year": _duty("yearly", "year", year),
        "sick": sick,
    }
    said = {"article": "Điều 1", "text": "Ví dụ.", "published": False, "valid_from": FIRST}
    provisions = [
        RegulationProvision.model_validate({"id": key, "duty": duty, **said}) for key, duty in duties.items()
    ]
    known = {"id": "qc", "network": "n", "name": "Quy chế", "valid_from": FIRST}
    return Regulation.model_validate({**known, "provisions": provisions})


def _duty(kind: str, period: str, due: dict[str, Any]) -> dict[str, Any]:
    fixed = {"kind": "report", "convention": "calendar", "grace_days": 0, "least_days_served": 15}
    choices = {
        "owed_by": {
            "kind": "members",
            "single_line": False,
            "needs_engagement": False,
            "ends_with_unit": True,
        }
    }
    shifts = {"on_day_off": "next_working_day", "undeclared": "period_of_receipt"}
    return {**fixed, **choices, **shifts, "report": kind, "period_kind": period, "due": due}


def frames(members: int, seed: int = 7) -> dict[str, pl.DataFrame]:
    """Return the tables of a network."""
    dice = Random(seed)  # noqa: S311 - invented data
    people = pl.DataFrame({"number": pl.int_range(0, members, eager=True)}).with_columns(
        _name("C", "number").alias("collaborator"),
        (pl.lit("U") + (pl.col("number") % UNITS).cast(pl.String)).alias("organisation"),
        pl.Series("joined", [0 if dice.random() < 0.8 else dice.randrange(1500) for _ in range(members)]),
        pl.Series(
            "served", [None if dice.random() < 0.85 else dice.randrange(60, 1500) for _ in range(members)]
        ),
    )
    start = pl.lit(FIRST) + pl.duration(days="joined")
    memberships = people.select(
        _name("M", "number").alias("id"), "collaborator", "organisation",
        start.alias("start"), (start + pl.duration(days="served")).alias("end"),
        network=pl.lit("n"), term=pl.lit("t"), paid=pl.lit(True),
    )  # fmt: skip
    collaborators = people.select(pl.col("collaborator").alias("id"), "organisation", network=pl.lit("n"))
    ended = [date(2023, 6, 30) if place % 50 == 0 else None for place in range(UNITS)]
    units = pl.DataFrame(
        {"id": [f"U{n}" for n in range(UNITS)], "valid_to": ended}, schema_overrides={"valid_to": pl.Date}
    ).with_columns(name=pl.lit("Huyện"), kind=pl.lit("place"), level=pl.lit("district"))
    return {
        "memberships": memberships,
        "collaborators": collaborators,
        "units": units,
        "absences": _absences(members, dice),
        "reports": _reports(people["collaborator"], dice.randrange(2**31)),
    }


def _name(letter: str, number: str) -> pl.Expr:
    return pl.lit(letter) + pl.col(number).cast(pl.String).str.zfill(6)


def _absences(members: int, dice: Random) -> pl.DataFrame:
    many = int(members * LEAVE * 5)
    starts = [FIRST + timedelta(days=dice.randrange(1700)) for _ in range(many)]
    ends = [start + timedelta(days=dice.randrange(5, 180)) for start in starts]
    whose = [f"C{dice.randrange(members):06}" for _ in range(many)]
    rows = {"id": [f"A{n}" for n in range(many)], "collaborator": whose, "start": starts, "end": ends}
    return pl.DataFrame(rows).with_columns(network=pl.lit("n"), reason=pl.lit("sick_leave"))


def _reports(people: pl.Series, seed: int) -> pl.DataFrame:
    """Return a report of most people for most periods, in no order."""
    plan = (
        ("month", "periodic", 0.86, -4, 14),
        ("quarter", "thematic", 0.8, -3, 15),
        ("year", "yearly", 0.9, 1, 30),
    )
    parts = []
    for place, (kind, report, share, early, late) in enumerate(plan):
        for turn, tile in enumerate(Period.tile(kind, FIRST, LAST)):
            mine = people.sample(fraction=share, seed=seed + 100 * place + turn)
            due = tile.end - timedelta(days=10 if kind == "month" else 0)
            two = tile.next().end if kind == "month" and tile.end.month != 12 else tile.end
            salt = pl.int_range(pl.len()).hash(seed + turn)
            doubled = (salt % 100 < TWO_MONTHS * 100) & pl.lit(two != tile.end)
            came = pl.lit(due) + pl.duration(days=(salt // 128 % (late - early)).cast(pl.Int64) + early)
            parts.append(
                mine.to_frame("author").select(
                    "author",
                    came.alias("day"),
                    pl.lit(tile.start).alias("period_start"),
                    pl.when(doubled).then(pl.lit(two)).otherwise(pl.lit(tile.end)).alias("period_end"),
                    pl.when(doubled).then(pl.lit("two_months")).otherwise(pl.lit(kind)).alias("period_kind"),
                    kind=pl.lit(report),
                )
            )
    whole = pl.concat(parts).with_columns(id=pl.lit("R") + pl.int_range(pl.len()).cast(pl.String))
    better = whole.sample(fraction=CORRECTED, seed=seed).with_columns(
        replaces="id", id=pl.lit("K") + pl.col("id"), day=pl.col("day") + pl.duration(days=3)
    )
    both = pl.concat([whole, better], how="diagonal").sample(fraction=1, shuffle=True, seed=seed)
    received = pl.col("day").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    fixed = {"network": pl.lit("n"), "channel": pl.lit("written"), "period_convention": pl.lit("calendar")}
    return both.with_columns(received_at=received, **fixed).drop("day")
