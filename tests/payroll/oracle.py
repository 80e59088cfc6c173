"""What is due, row by row in fractions, written from the articles and importing nothing from payroll.

Articles: allowance = coefficient × base salary of the month served (Thông tư 13/2026/TT-BNV art. 3; a concrete sum does
not move); base salaries as in Nghị định 22/2011 … 161/2026; a day of half pay below a number of hours; a month's wage / 22
(Thông tư 109/2016/TT-BTC); caps per issue and per period (Thông tư 81/2017); pay only for days under contract. Where
provisions of one entitlement take turns inside a month, the scheme says which holds, or that each holds for its own days.
"""

import math
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

BASE = (  # typed from the decrees, apart from the shipped file
    (date(2011, 5, 1), 830_000),
    (date(2012, 5, 1), 1_050_000),
    (date(2013, 7, 1), 1_150_000),
    (date(2016, 5, 1), 1_210_000),
    (date(2017, 7, 1), 1_300_000),
    (date(2018, 7, 1), 1_390_000),
    (date(2019, 7, 1), 1_490_000),
    (date(2023, 7, 1), 1_800_000),
    (date(2024, 7, 1), 2_340_000),
    (date(2026, 7, 1), 2_530_000),
)
FAR = date(9999, 12, 31)
Record = Any


class Unsaid(Exception):  # noqa: N818 - what a scheme leaves open is not an error of the oracle
    """Two provisions would pay one person in one month, and it is not stated how."""


@dataclass
class Turn:
    """A provision with the days of one month on which it could pay one person.

    Attributes:
        provision: The provision.
        order: Its place among all provisions.
        membership_days: Days of a membership that it is for.
        spans: Those of them that are paid, for each membership and contract.
        days: Those that it pays, since no other of its entitlement began before it.
    """

    provision: Record
    order: int
    membership_days: set[date]
    spans: list[set[date]]
    days: set[date] = field(default_factory=set)


def base_of(month: date) -> Fraction:
    """Return the base salary in force on the first day of a month."""
    return Fraction([amount for first, amount in BASE if first <= month][-1])


def rounded(exact: Fraction, how: str) -> int:
    """Return whole đồng, or whole thousands."""
    step = 1000 if how.endswith("thousand") else 1
    units = exact / step
    if how.startswith("half_up"):
        return math.floor(units + Fraction(1, 2)) * step
    return (math.floor(units) if how.startswith("down") else math.ceil(units)) * step


def due(world: dict[str, list[Record]], months: list[date]) -> dict[tuple[str, date, str], int]:
    """Return what each person is due for each month under each provision that covers the person on some day.

    Provisions of one entitlement that take turns give one sum, under the first of them or the one that holds. The world
    holds schemes, memberships, engagements, reports, work_entries, other_allowances and a ledger of rows.

    Raises:
        Unsaid: two of them take turns, and it is not stated how they pay.
    """
    found: dict[tuple[str, date, str], int] = {}
    for person in sorted({membership.collaborator for membership in world["memberships"]}):
        own = _own(world, person)
        for month in months:
            found |= {(person, month, key): sum_ for key, sum_ in _of_month(own, person, month).items()}
    return found


def _own(world: dict[str, list[Record]], person: str) -> dict[str, list[Record]]:
    """Return the part of the world that is about one person, only to be quicker."""
    own = dict(world)
    for name in ("memberships", "work_entries", "other_allowances"):
        own[name] = [record for record in world[name] if record.collaborator == person]
    memberships = {membership.id for membership in own["memberships"]}
    own["engagements"] = [contract for contract in world["engagements"] if contract.membership in memberships]
    own["reports"] = [report for report in world["reports"] if report.author == person]
    own["ledger"] = [row for row in world["ledger"] if row["collaborator"] == person]
    return own


def _of_month(world: dict[str, list[Record]], person: str, month: date) -> dict[str, int]:
    sums: dict[str, int] = {}
    limited: dict[str, tuple[int, Decimal, int]] = {}
    for scheme in world["schemes"]:
        turns = list(_turns(world, scheme, person, month))
        _refuse_what_is_unsaid(scheme, turns)
        claims: dict[str, list[Turn]] = defaultdict(list)
        for turn in turns:
            claims[turn.provision.entitlement or f"~{turn.provision.id}"].append(turn)
        for claim in claims.values():
            own, gap = _shared_out(scheme, claim)
            amount = rounded(_exact(world, person, month, own, gap), own[0].provision.rounding)
            if any(_pays_twice(scheme, turn.provision) for turn in own):
                amount = 0
            sums[own[0].provision.id] = amount
            rates = [turn.provision.rate for turn in own]
            factors = [rate.coefficient for rate in rates if rate.kind == "coefficient_monthly"]
            if scheme.one_coefficient and factors and amount > 0:
                limited[own[0].provision.id] = (amount, max(factors), -own[0].order)
    if limited:
        best = max(limited, key=lambda key: limited[key])
        elsewhere = [o.coefficient for o in _others(world, person, month) if o.coefficient is not None]
        for key, (_, coefficient, _) in limited.items():
            if key != best or (elsewhere and coefficient <= max(elsewhere)):
                sums[key] = 0
    return sums


def _turns(world: dict[str, list[Record]], scheme: Record, person: str, month: date) -> Iterator[Turn]:
    """Return the provisions that cover a day of a paid membership of the person, with the days."""
    for order, provision in enumerate(scheme.provisions):
        membership_days = _membership_days(world, provision, scheme.network, person, month)
        spans = list(membership_days.values())
        if provision.basis == "engagement":
            spans = [
                {day for day in days if contract.start <= day <= contract.end}
                for membership, days in membership_days.items()
                for contract in world["engagements"]
                if contract.membership == membership
            ]
        if membership_days:
            paid = [span for span in spans if span]
            yield Turn(provision, order, set().union(*membership_days.values()), paid)


def _refuse_what_is_unsaid(scheme: Record, turns: list[Turn]) -> None:
    paid = [turn.provision for turn in turns if turn.spans]
    for one, other in combinations(paid, 2):
        if one.entitlement is not None and other.entitlement is not None:
            if (
                one.entitlement == other.entitlement
                and scheme.mid_month_change is None
                and not _at_once(one, other)
            ):
                raise Unsaid
        elif _for_the_same(one.rate, other.rate) and not _at_once(one, other):
            raise Unsaid


def _pays_twice(scheme: Record, provision: Record) -> bool:
    """Whether another provision pays the same for the same day, so that the scheme needs mending."""
    for other in scheme.provisions:
        if other.id == provision.id or not _at_once(provision, other):
            continue
        if provision.entitlement is not None and other.entitlement is not None:
            twice = provision.entitlement == other.entitlement
        else:
            competing = scheme.one_coefficient and provision.rate.kind == "coefficient_monthly"
            same = provision.rate.kind == other.rate.kind and _for_the_same(provision.rate, other.rate)
            twice = same and not competing
        if twice:
            return True
    return False


def _for_the_same(one: Record, other: Record) -> bool:
    monthly = {"coefficient_monthly", "fixed_monthly"}
    if one.kind == other.kind == "per_report":
        return None in {one.report_kind, other.report_kind} or bool(one.report_kind == other.report_kind)
    return bool(one.kind == other.kind) or {one.kind, other.kind} <= monthly


def _at_once(one: Record, other: Record) -> bool:
    """Whether both may pay one membership for one day."""
    for name in ("role", "rank", "draws_other"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None and theirs is not None and mine != theirs:
            return False
    return bool(max(one.valid_from, other.valid_from) <= min(one.valid_to or FAR, other.valid_to or FAR))


def _shared_out(scheme: Record, claim: list[Turn]) -> tuple[list[Turn], int]:
    """Return who pays which days of an entitlement, the first first, and how many days of membership nobody pays."""
    spans = sorted((min(span), turn.order, span) for turn in claim for span in turn.spans)
    taken: set[date] = set()
    for _, order, span in spans:
        turn = next(turn for turn in claim if turn.order == order)
        turn.days |= span - taken
        taken |= span
    gap = len(set().union(*(turn.membership_days for turn in claim))) - len(taken)
    able = [turn for turn in claim if turn.spans]
    if len(able) > 1 and scheme.mid_month_change in {"first_day", "last_day"}:
        first = min(able, key=lambda turn: (min(min(span) for span in turn.spans), turn.order))
        last = min(able, key=lambda turn: (-max(max(span) for span in turn.spans).toordinal(), turn.order))
        holds = first if scheme.mid_month_change == "first_day" else last
        holds.days = taken
        return [holds], gap
    paying = sorted((turn for turn in claim if turn.days), key=lambda turn: min(turn.days))
    return paying or claim[:1], gap


def _days(month: date) -> list[date]:
    return [month + timedelta(days=n) for n in range(monthrange(month.year, month.month)[1])]


def _others(world: dict[str, list[Record]], person: str, month: date) -> list[Record]:
    last = _days(month)[-1]
    return [
        other
        for other in world["other_allowances"]
        if other.collaborator == person and other.start <= last and (other.end or FAR) >= month
    ]


def _membership_days(
    world: dict[str, list[Record]], provision: Record, network: str, person: str, month: date
) -> dict[str, set[date]]:
    """Return the days on which each paid membership of the right role and rank meets the provision."""
    draws = bool(_others(world, person, month))
    if provision.draws_other is not None and provision.draws_other != draws:
        return {}
    found: dict[str, set[date]] = defaultdict(set)
    for membership in world["memberships"]:
        if membership.collaborator != person or membership.network != network or not membership.paid:
            continue
        if provision.role is not None and membership.role != provision.role:
            continue
        if provision.rank is not None and membership.rank != provision.rank:
            continue
        for day in _days(month):
            inside = membership.start <= day <= (membership.end or FAR)
            if inside and provision.valid_from <= day <= (provision.valid_to or FAR):
                found[membership.id].add(day)
    return found


def _exact(world: dict[str, list[Record]], person: str, month: date, turns: list[Turn], gap: int) -> Fraction:
    """Return what an entitlement comes to before it is rounded, each provision for its own days."""
    paid_days = set().union(*(turn.days for turn in turns))
    done: dict[str, int] = defaultdict(int)
    total = Fraction(0)
    for turn in turns:
        if not turn.days:
            continue
        rate = turn.provision.rate
        if rate.kind in {"coefficient_monthly", "fixed_monthly"}:
            coefficient = rate.kind == "coefficient_monthly"
            whole = Fraction(rate.coefficient) * base_of(month) if coefficient else Fraction(rate.amount)
            whole *= _part(world, turn.provision, month, paid_days)
            whole *= _own_part(world, turn.provision, turn.days, paid_days)
        else:
            whole = _for_work(world, rate, turn.provision.rounding, person, turn.days, done)
        total += whole * Fraction(_share(world, turn.provision, person, month, gap))
    return total


def _for_work(  # noqa: PLR0913, PLR0917 - what pay for work rests on
    world: dict[str, list[Record]],
    rate: Record,
    rounding: str,
    person: str,
    paid_days: set[date],
    before: dict[str, int],
) -> Fraction:
    """Return what was done on the days; `before` holds how many items an earlier rate of the month has paid."""
    if rate.kind == "per_report":
        wanted = rate.report_kind
        count = sum(
            1
            for report in world["reports"]
            if report.author == person
            and report.replaces is None
            and (wanted is None or report.kind == wanted)
            and report.received_at.date() in paid_days
        )
        return Fraction(rate.amount) * count
    done = [w for w in world["work_entries"] if w.collaborator == person and w.day in paid_days]
    if rate.kind == "per_day":
        return _by_day(rate, rounding, [w for w in done if w.kind == "day"])
    if rate.kind == "per_item":
        return Fraction(rate.amount) * _items(rate, [w for w in done if w.kind == "item"], before)
    kind = {"per_form": "form", "per_session": "session"}[rate.kind]
    total: int = sum(entry.quantity for entry in done if entry.kind == kind)
    return Fraction(rate.amount) * total


def _items(rate: Record, entries: list[Record], before: dict[str, int]) -> int:
    """Return how many items the caps leave, after those that earlier rates of the month have paid."""
    issues: dict[str, int] = defaultdict(int)
    for entry in entries:
        issues[entry.issue or f"~{entry.id}"] += entry.quantity
    within = 0
    for issue, count in issues.items():
        left = count if rate.cap_per_issue is None else max(0, rate.cap_per_issue - before[issue])
        before[issue] += min(count, left)
        within += min(count, left)
    left = within if rate.cap_per_period is None else max(0, rate.cap_per_period - before[""])
    before[""] += min(within, left)
    return min(within, left)


def _by_day(rate: Record, rounding: str, entries: list[Record]) -> Fraction:
    full = rounded(Fraction(rate.amount, rate.days_in_month or 1), rounding)
    half = rounded(Fraction(full, 2), rounding)
    minutes: dict[date, int] = defaultdict(int)
    for entry in entries:
        if entry.quantity:
            minutes[entry.day] += 24 * 60 if entry.minutes is None else entry.minutes
    total = Fraction(0)
    for worked in minutes.values():
        if worked:
            short = rate.half_day_below_hours is not None and worked < rate.half_day_below_hours * 60
            total += half if short else full
    return total


def _part(world: dict[str, list[Record]], provision: Record, month: date, paid_days: set[date]) -> Fraction:
    """Return what part of a month's sum the paid days of an entitlement come to."""
    days = _days(month)
    if provision.proration == "full" or len(paid_days) == len(days):
        return Fraction(1)
    if provision.proration == "by_calendar_days":
        return Fraction(len(paid_days), len(days))
    if provision.proration == "by_working_days_of_22":
        return Fraction(min(len(_worked(world, paid_days)), 22), 22)
    return Fraction(0)


def _own_part(
    world: dict[str, list[Record]], provision: Record, own: set[date], paid_days: set[date]
) -> Fraction:
    """Return what part of an entitlement's days, or working days, is a provision's own."""
    worked = _worked(world, paid_days)
    if provision.proration == "by_working_days_of_22" and worked:
        return Fraction(len(worked & own), len(worked))
    return Fraction(len(own), len(paid_days))


def _worked(world: dict[str, list[Record]], paid_days: set[date]) -> set[date]:
    off = set(world["holidays"])
    return {day for day in paid_days if day.weekday() < 5 and day not in off}


def _share(world: dict[str, list[Record]], provision: Record, person: str, month: date, gap: int) -> Decimal:
    last = _days(month)[-1]
    rows = [
        r
        for r in world["ledger"]
        if r["collaborator"] == person and r["status"] in {"on_time", "late", "missing"}
    ]
    here = [r for r in rows if month <= r["period_end"] <= last]
    counts = {
        "late": sum(1 for r in here if r["status"] == "late"),
        "missing": sum(1 for r in here if r["status"] == "missing"),
        "missing_in_a_row": _run(rows, month, last),
        "engagement_gap": gap,
    }
    share = Decimal(1)
    for condition in provision.conditions:
        if counts[condition.event] >= condition.times:
            share = min(share, condition.share)
    return share


def _run(rows: list[dict[str, Any]], month: date, last: date) -> int:
    """Return the longest run of missing reports, under one provision, that is at some row of the month or goes on into it."""
    longest = 0
    for provision in {r["provision"] for r in rows}:
        ordered = sorted(
            (r for r in rows if r["provision"] == provision), key=lambda r: (r["period_end"], r["due_on"])
        )
        run, carried = 0, 0
        seen_here = False
        for row in ordered:
            if row["period_end"] > last:
                break
            run = run + 1 if row["status"] == "missing" else 0
            if row["period_end"] >= month:
                seen_here = True
                longest = max(longest, run)
            else:
                carried = run
        if not seen_here:
            longest = max(longest, carried)
    return longest
