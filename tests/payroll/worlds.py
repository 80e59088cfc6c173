"""Small generated worlds: a few invented people, contracts, provisions of every kind, reports, work and a ledger."""

import random
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl

from dlxh import AllowanceScheme, Collaborator, Engagement, Membership, Register, Report
from dlxh.models import OtherAllowance, WorkEntry
from dlxh.words.days import VIETNAM
from dlxh.words.work_calendars import SimpleCalendar
from tests.payroll.people import made

EMPTY = (
    *(
        "schemes",
        "memberships",
        "engagements",
        "reports",
        "work_entries",
        "other_allowances",
        "collaborators",
    ),
    "networks",
)
ROUNDINGS = ("half_up", "down", "up", "half_up_thousand", "down_thousand", "up_thousand")
RATES = (
    "coefficient_monthly",
    "fixed_monthly",
    "per_report",
    "per_form",
    "per_session",
    "per_item",
    "per_day",
)
LEDGER = {
    "network": pl.String,
    "collaborator": pl.String,
    "provision": pl.String,
    "period_end": pl.Date,
    "due_on": pl.Date,
    "status": pl.String,
}
CHANGES = ("first_day", "last_day", "by_days")
World = dict[str, list[Any]]


def world(seed: int, first: date, months: int, people: int = 3, *, said: bool = True) -> World:
    """Return one world; the same for the same seed.

    Args:
        seed: What the dice start from.
        first: First day of its first month.
        months: How many months.
        people: How many people.
        said: Whether the scheme says for every provision what it takes the place of, and how a month of change is paid.
    """
    dice = random.Random(seed)  # noqa: S311 - invented data, not a secret
    last = _month(first, months) - timedelta(days=1)
    return _World(dice, first, last, months, people, said=said).all()


def rate(seed: int, kind: str) -> dict[str, Any]:
    """Return one rate of a kind; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - invented data, not a secret
    return _World(dice, date(2024, 5, 1), date(2024, 7, 31), 3, 3, said=True).rate(kind)


def register(found: World) -> Register:
    """Return the world as a register, in which nothing is unknown."""
    records = [
        record for name, group in found.items() if name not in {"ledger", "holidays"} for record in group
    ]
    return Register(records, as_of=date(2026, 11, 22), empty=EMPTY)


def ledger(found: World) -> pl.DataFrame:
    """Return the rows of the ledger as a frame."""
    return pl.DataFrame(found["ledger"], schema=LEDGER)


def calendar(found: World) -> SimpleCalendar:
    """Return weekends and the world's holidays."""
    return SimpleCalendar(holidays=frozenset(found["holidays"]))


def _month(first: date, count: int) -> date:
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


class _World:
    def __init__(  # noqa: PLR0913 - what the dice must keep to
        self, dice: random.Random, first: date, last: date, months: int, people: int, *, said: bool
    ) -> None:
        self.said = said
        self.dice, self.first, self.last, self.months = dice, first, last, months
        self.people = [f"CTV-{n}" for n in range(people)]
        self.number = 0

    def all(self) -> World:
        memberships = [membership for person in self.people for membership in self.memberships(person)]
        return {
            "schemes": [self.scheme()],
            "collaborators": [Collaborator(id=person, network="n") for person in self.people],
            "memberships": memberships,
            "engagements": [c for membership in memberships for c in self.contracts(membership)],
            "reports": [self.report() for _ in range(self.dice.randint(0, 4 * len(self.people)))],
            "work_entries": [self.entry() for _ in range(self.dice.randint(0, 7 * len(self.people)))],
            "other_allowances": [self.other() for _ in range(self.dice.randint(0, len(self.people)))],
            "ledger": [row for person in self.people for row in self.owed(person)],
            "holidays": [self.day() for _ in range(self.dice.randint(0, 3))],
        }

    def key(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}{self.number}"

    def chance(self, percent: int) -> bool:
        return self.dice.randrange(100) < percent

    def day(self) -> date:
        return self.first + timedelta(days=self.dice.randint(-20, (self.last - self.first).days + 20))

    def span(self, whole: int) -> tuple[date, date]:
        if self.chance(whole):
            return self.first - timedelta(days=40), self.last + timedelta(days=40)
        one, other = sorted((self.day(), self.day()))
        return one, other

    def memberships(self, person: str) -> list[Membership]:
        found = []
        for _ in range(self.dice.choice((1, 1, 1, 2, 3))):
            start, end = self.span(45)
            found.append(
                made(
                    Membership,
                    id=self.key("m"),
                    network="n",
                    term="t",
                    collaborator=person,
                    start=start,
                    end=None if self.chance(30) else end,
                    role=self.dice.choice(("member", "member", "head")),
                    rank=self.dice.choice((None, None, "a", "b")),
                    paid=self.chance(90),
                )
            )
        return found

    def contracts(self, membership: Membership) -> list[Engagement]:
        found = []
        for _ in range(self.dice.choice((0, 1, 1, 1, 2, 3))):
            start, end = self.span(40)
            found.append(
                Engagement(id=self.key("e"), network="n", membership=membership.id, start=start, end=end)
            )
        return found

    def scheme(self) -> AllowanceScheme:
        provisions = [part for _ in range(self.dice.randint(1, 3)) for part in self.cut(self.provision())]
        return made(
            AllowanceScheme,
            id="pc",
            network="n",
            name="x",
            one_coefficient=self.chance(50),
            mid_month_change=self.dice.choice(CHANGES if self.said else (None, *CHANGES, *CHANGES, *CHANGES)),
            provisions=provisions,
        )

    def cut(self, provision: dict[str, Any]) -> list[dict[str, Any]]:
        """Return a provision, or two that take each other's place in time or by role, mostly under one code."""
        if self.chance(40):
            return [provision]
        other = {**self.provision(), "entitlement": provision["entitlement"]}
        if self.chance(50):
            other = {
                **other,
                **{name: provision[name] for name in ("basis", "rounding", "proration", "conditions")},
            }
        if self.chance(30):
            return [{**provision, "role": "member"}, {**other, "role": "head"}]
        day = self.day()
        before, after = (
            {**provision, "valid_to": day - timedelta(days=1)},
            {**other, "valid_from": day, "valid_to": None},
        )
        return [{**before, "valid_from": min(provision["valid_from"], day - timedelta(days=1))}, after]

    def provision(self) -> dict[str, Any]:
        start, end = self.span(60)
        return {
            "id": self.key("p"),
            "document": "78/QĐ-BTGTU",
            "article": "Điều 1",
            "entitlement": self.dice.choice(("a", "b", self.key("k"), None)[: 3 if self.said else 4]),
            "valid_from": start,
            "valid_to": None if self.chance(50) else end,
            "rate": self.rate(),
            "basis": self.dice.choice(("engagement", "membership")),
            "rounding": self.dice.choice(ROUNDINGS),
            "proration": self.dice.choice(("full", "by_calendar_days", "by_working_days_of_22", "none")),
            "role": self.dice.choice((*(None,) * 6, "member", "head")),
            "rank": self.dice.choice((*(None,) * 8, "a", "b")),
            "draws_other": self.dice.choice((*(None,) * 6, True, False)),
            "conditions": [self.condition() for _ in range(self.dice.randint(0, 3))],
        }

    def rate(self, kind: str | None = None) -> dict[str, Any]:
        kind = kind or self.dice.choice(RATES + RATES[:2])
        amount = self.dice.choice((150_000, 350_000, 500_000, 3_500_000, self.dice.randint(0, 10**9)))
        rate: dict[str, Any] = {"kind": kind, "amount": amount}
        if kind == "coefficient_monthly":
            tenths = self.dice.choice(("0.1", "0.2", "0.3", "0.5"))
            odd = f"{self.dice.randrange(10)}.{self.dice.randrange(10_000):04d}"
            return {"kind": kind, "coefficient": self.dice.choice((tenths, odd))}
        if kind == "per_report":
            rate["report_kind"] = self.dice.choice((None, "periodic", "ad_hoc"))
        if kind == "per_item":
            rate["cap_per_issue"] = self.dice.choice((None, 1, 3))
            rate["cap_per_period"] = self.dice.choice((None, 2, 5))
        if kind == "per_day":
            rate["days_in_month"] = self.dice.choice((None, 22, 26))
            rate["half_day_below_hours"] = self.dice.choice((None, 4))
        return rate

    def condition(self) -> dict[str, Any]:
        return {
            "event": self.dice.choice(("late", "missing", "missing_in_a_row", "engagement_gap")),
            "times": self.dice.randint(1, 3),
            "share": self.dice.choice(("0", "0.5", "0.3333", "1")),
        }

    def report(self) -> Report:
        at = datetime.combine(self.day(), time(self.dice.randrange(24), 30), VIETNAM)
        return made(
            Report,
            id=self.key("b"),
            network="n",
            author=self.dice.choice(self.people),
            kind=self.dice.choice(("periodic", "ad_hoc")),
            channel="written",
            received_at=at,
            replaces="b0" if self.chance(15) else None,
        )

    def entry(self) -> WorkEntry:
        kind = self.dice.choice(("form", "session", "day", "day", "item", "item"))
        return made(
            WorkEntry,
            id=self.key("w"),
            network="n",
            collaborator=self.dice.choice(self.people),
            day=self.day(),
            kind=kind,
            quantity=1 if kind == "day" else self.dice.randint(0, 6),
            minutes=self.dice.choice((None, 0, 120, 239, 240, 480)) if kind == "day" else None,
            issue=self.dice.choice((None, "dat_dai", "giao_thong")) if kind == "item" else None,
        )

    def other(self) -> OtherAllowance:
        start, end = self.span(30)
        return made(
            OtherAllowance,
            id=self.key("k"),
            network="n",
            collaborator=self.dice.choice(self.people),
            name="x",
            start=start,
            end=None if self.chance(30) else end,
            coefficient=self.dice.choice((None, "0.2", "0.5")),
        )

    def owed(self, person: str) -> list[dict[str, Any]]:
        rows = []
        for place in range(-3, self.months):
            month = _month(self.first, place)
            if self.chance(10):
                continue
            for provision in ("q1", "q2") if self.chance(20) else ("q1",):
                end = month.replace(day=monthrange(month.year, month.month)[1])
                if self.chance(10):
                    end = month.replace(day=14)
                status = self.dice.choice(
                    ("on_time", "on_time", "late", "missing", "missing", "excused", "not_owed", "not_due_yet")
                )
                rows.append(
                    {
                        "network": "n",
                        "collaborator": person,
                        "provision": provision,
                        "period_end": end,
                        "due_on": end + timedelta(days=5),
                        "status": status,
                    }
                )
        return rows
