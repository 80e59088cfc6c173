"""What is due, row by row in Decimal, written from the articles and importing nothing from payroll.

Articles: allowance = coefficient × base salary of the month served (Thông tư 13/2026/TT-BNV art. 3; a concrete sum does
not move); base salaries as in Nghị định 22/2011 … 161/2026; a day of half pay below so many hours; a month's wage / 22
(Thông tư 109/2016/TT-BTC); caps per issue and per period (Thông tư 81/2017); pay only for days under contract.
"""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Decimal, localcontext
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


def base_of(month: date) -> Decimal:
    """Return the base salary in force on the first day of a month."""
    return Decimal([amount for first, amount in BASE if first <= month][-1])


def rounded(exact: Decimal, how: str) -> int:
    """Return whole đồng, or whole thousands."""
    step = Decimal(1000) if how.endswith("thousand") else Decimal(1)
    units = exact / step
    if how.startswith("half_up"):
        whole = (units + Decimal("0.5")).to_integral_value(rounding=ROUND_FLOOR)
    elif how.startswith("down"):
        whole = units.to_integral_value(rounding=ROUND_DOWN)
    else:
        whole = units.to_integral_value(rounding=ROUND_CEILING)
    return int(whole * step)


def due(world: dict[str, list[Record]], months: list[date]) -> dict[tuple[str, date, str], int]:
    """Return what each person is due for each month under each provision that covers the person on some day.

    The world holds schemes, memberships, engagements, reports, work_entries, other_allowances and a ledger of rows.
    """
    with localcontext() as context:
        context.prec = 60
        found: dict[tuple[str, date, str], int] = {}
        for person in sorted({seat.collaborator for seat in world["memberships"]}):
            own = _own(world, person)
            for month in months:
                found |= {(person, month, key): sum_ for key, sum_ in _of_month(own, person, month).items()}
        return found


def _own(world: dict[str, list[Record]], person: str) -> dict[str, list[Record]]:
    """Return the part of the world that is about one person, only to be quicker."""
    own = dict(world)
    for name in ("memberships", "work_entries", "other_allowances"):
        own[name] = [record for record in world[name] if record.collaborator == person]
    seats = {seat.id for seat in own["memberships"]}
    own["engagements"] = [contract for contract in world["engagements"] if contract.membership in seats]
    own["reports"] = [report for report in world["reports"] if report.author == person]
    own["ledger"] = [row for row in world["ledger"] if row["collaborator"] == person]
    return own


def _of_month(world: dict[str, list[Record]], person: str, month: date) -> dict[str, int]:
    sums: dict[str, int] = {}
    limited: dict[str, tuple[int, Decimal, int]] = {}
    order = 0
    for scheme in world["schemes"]:
        for provision in scheme.provisions:
            order += 1
            seat_days = _seat_days(world, provision, scheme.network, person, month)
            if not seat_days:
                continue
            amount = _amount(world, provision, person, month, seat_days)
            sums[provision.id] = amount
            if scheme.one_coefficient and provision.rate.kind == "coefficient_monthly" and amount > 0:
                limited[provision.id] = (amount, provision.rate.coefficient, -order)
    if limited:
        best = max(limited, key=lambda key: limited[key])
        elsewhere = [o.coefficient for o in _others(world, person, month) if o.coefficient is not None]
        for key, (_, coefficient, _) in limited.items():
            if key != best or (elsewhere and coefficient <= max(elsewhere)):
                sums[key] = 0
    return sums


def _days(month: date) -> list[date]:
    return [month + timedelta(days=n) for n in range(monthrange(month.year, month.month)[1])]


def _others(world: dict[str, list[Record]], person: str, month: date) -> list[Record]:
    last = _days(month)[-1]
    return [
        other
        for other in world["other_allowances"]
        if other.collaborator == person and other.start <= last and (other.end or FAR) >= month
    ]


def _seat_days(
    world: dict[str, list[Record]], provision: Record, network: str, person: str, month: date
) -> dict[date, list[str]]:
    """Return the days on which a paid membership of the right role and rank meets the provision, with the seats."""
    draws = bool(_others(world, person, month))
    if provision.draws_other is not None and provision.draws_other != draws:
        return {}
    found: dict[date, list[str]] = defaultdict(list)
    for seat in world["memberships"]:
        if seat.collaborator != person or seat.network != network or not seat.paid:
            continue
        if provision.role is not None and seat.role != provision.role:
            continue
        if provision.rank is not None and seat.rank != provision.rank:
            continue
        for day in _days(month):
            inside = seat.start <= day <= (seat.end or FAR)
            if inside and provision.valid_from <= day <= (provision.valid_to or FAR):
                found[day].append(seat.id)
    return found


def _amount(
    world: dict[str, list[Record]],
    provision: Record,
    person: str,
    month: date,
    seat_days: dict[date, list[str]],
) -> int:
    paid_days = set(seat_days)
    signed = True
    if provision.basis == "engagement":
        seats = {seat for found in seat_days.values() for seat in found}
        signed = any(contract.membership in seats for contract in world["engagements"])
        paid_days = {
            day
            for day, seats_of_day in seat_days.items()
            for contract in world["engagements"]
            if contract.membership in seats_of_day and contract.start <= day <= contract.end
        }
    if not signed or not paid_days:
        return 0
    whole, part, of = _before_share(world, provision, person, month, paid_days)
    gap = len(seat_days) - len(paid_days)
    share = _share(world, provision, person, month, gap)
    return rounded(whole * part * share / of, provision.rounding)  # divided last: a half stays a half


def _before_share(
    world: dict[str, list[Record]], provision: Record, person: str, month: date, paid_days: set[date]
) -> tuple[Decimal, int, int]:
    rate = provision.rate
    if rate.kind in {"coefficient_monthly", "fixed_monthly"}:
        whole = (
            rate.coefficient * base_of(month) if rate.kind == "coefficient_monthly" else Decimal(rate.amount)
        )
        return whole, *_part(world, provision, month, paid_days)
    return _for_work(world, rate, provision.rounding, person, paid_days), 1, 1


def _for_work(
    world: dict[str, list[Record]], rate: Record, rounding: str, person: str, paid_days: set[date]
) -> Decimal:
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
        return Decimal(rate.amount) * count
    done = [w for w in world["work_entries"] if w.collaborator == person and w.day in paid_days]
    if rate.kind == "per_day":
        return _by_day(rate, rounding, [w for w in done if w.kind == "day"])
    if rate.kind == "per_item":
        issues: dict[str, int] = defaultdict(int)
        for entry in done:
            if entry.kind == "item":
                issues[entry.issue or f"~{entry.id}"] += entry.quantity
        count = sum(min(n, rate.cap_per_issue or n) for n in issues.values())
        return Decimal(rate.amount) * min(count, rate.cap_per_period or count)
    kind = {"per_form": "form", "per_session": "session"}[rate.kind]
    total: int = sum(entry.quantity for entry in done if entry.kind == kind)
    return Decimal(rate.amount) * total


def _by_day(rate: Record, rounding: str, entries: list[Record]) -> Decimal:
    full = rounded(Decimal(rate.amount) / Decimal(rate.days_in_month or 1), rounding)
    half = rounded(Decimal(full) / 2, rounding)
    minutes: dict[date, int] = defaultdict(int)
    for entry in entries:
        if entry.quantity:
            minutes[entry.day] += 24 * 60 if entry.minutes is None else entry.minutes
    total = Decimal(0)
    for worked in minutes.values():
        if worked:
            short = rate.half_day_below_hours is not None and worked < rate.half_day_below_hours * 60
            total += half if short else full
    return total


def _part(
    world: dict[str, list[Record]], provision: Record, month: date, paid_days: set[date]
) -> tuple[int, int]:
    days = _days(month)
    if provision.proration == "full" or len(paid_days) == len(days):
        return 1, 1
    if provision.proration == "by_calendar_days":
        return len(paid_days), len(days)
    if provision.proration == "by_working_days_of_22":
        off = set(world["holidays"])
        worked = sum(1 for day in paid_days if day.weekday() < 5 and day not in off)
        return min(worked, 22), 22
    return 0, 1


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
        "engagement_gap": gap if provision.basis == "engagement" else 0,
    }
    share = Decimal(1)
    for condition in provision.conditions:
        if counts[condition.event] >= condition.times:
            share = min(share, condition.share)
    return share


def _run(rows: list[dict[str, Any]], month: date, last: date) -> int:
    """Return the longest run of missing reports, under one provision, that stands at some row of the month or goes on into it."""
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
