"""Lịch báo cáo: which periods give way to longer ones that end in them, and which are exempt; worked out once per period.

A period is not owed where a provision that its own names in `yields_to` has a period whose last day lies in it and
which the same obligor owes. Only provisions on longer kinds of period count, so that there is no circle. The last day
decides and not the due day, which moves with days off, and the hole would move with it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple, TypeAlias, get_args

from dlxh.ledger.windows import Window, periods_ending
from dlxh.models.duties import ReportObligation
from dlxh.models.exempt_periods import ExemptPeriods
from dlxh.models.owed_by import OwedByMembers
from dlxh.models.regulation import Regulation, RegulationProvision, in_force
from dlxh.words.period_windows import TiledKind
from dlxh.words.periods import Period

LENGTHS: Final = {kind: place for place, kind in enumerate(get_args(TiledKind))}
"""The kinds of period from the shortest to the longest."""

Key: TypeAlias = tuple[str, str]
"""A network and a provision of it."""


class Yielding(NamedTuple):
    """A window, and one of a longer period that ends in it and that it yields to; both as places in the schedule."""

    window: int
    longer: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """What provisions say of each other's periods.

    Attributes:
        windows: The periods of the question, then those before it to which one of them may yield.
        wanted: How many of them are of the question.
        yieldings: Which window yields to which, in steps from the longest kind of period to the shortest.
        exempt: The windows that nobody owes.
    """

    windows: list[Window]
    wanted: int
    yieldings: list[list[Yielding]] = field(default_factory=list)
    exempt: list[int] = field(default_factory=list)


def schedule_of(regulations: Iterable[Regulation], windows: list[Window], period: Period) -> Schedule:
    """Return the schedule of some windows, all of which end in a period."""
    regulations = list(regulations)
    named = {key: longer for key, longer in _yields(regulations) if longer}
    drawn = [*windows, *_windows_before(regulations, named, windows, period)] if named else windows
    return Schedule(drawn, len(windows), _yieldings(named, drawn), _exempt(regulations, drawn))


def longer_named(provision: RegulationProvision, known: dict[str, ReportObligation]) -> tuple[str, ...]:
    """Return which of the provisions that one yields to are on longer kinds of period, and owed by the same kind of obligor."""
    duty = provision.duty
    if not isinstance(duty, ReportObligation):
        return ()
    own, by_members = LENGTHS[duty.period_kind], isinstance(duty.owed_by, OwedByMembers)
    return tuple(
        name
        for name in provision.yields_to
        if name in known
        and LENGTHS[known[name].period_kind] > own
        and isinstance(known[name].owed_by, OwedByMembers) is by_members
    )


def duties_by_id(regulations: Iterable[Regulation], network: str) -> dict[str, ReportObligation]:
    """Return the provisions on reports of a network, by their ids."""
    return {
        provision.id: provision.duty
        for regulation in regulations
        if regulation.network == network
        for provision in regulation.provisions
        if isinstance(provision.duty, ReportObligation)
    }


def _yields(regulations: list[Regulation]) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    for regulation in regulations:
        known: dict[str, ReportObligation] = {}
        if any(provision.yields_to for provision in regulation.provisions):
            known = duties_by_id(regulations, regulation.network)
        for provision in regulation.provisions:
            longer = longer_named(provision, known)
            yield (regulation.network, provision.id), tuple((regulation.network, name) for name in longer)


def _windows_before(
    regulations: list[Regulation], named: dict[Key, tuple[Key, ...]], windows: list[Window], period: Period
) -> Iterator[Window]:
    """Yield the periods that end before the days of the question, back to the first day of those that yield to them.

    From the shortest kind to the longest, since one of these may itself yield to a longer one that ends before it.
    """
    begins: dict[Key, date] = {}
    for window in windows:
        key = window.network, window.provision
        begins[key] = min(begins.get(key, period.start), window.period.start)
    needed: dict[Key, date] = {}
    for regulation, provision, duty in sorted(_obligations(regulations), key=_length):
        key = regulation.network, provision.id
        first, last = in_force(regulation, provision)
        first = max(first, needed.get(key, period.start))
        last = min(last, period.start - timedelta(days=1))
        for tile in periods_ending(duty, first, last) if first <= last else ():
            begins[key] = min(begins.get(key, tile.start), tile.start)
            yield Window(regulation.network, provision.id, duty, tile, tile.end, units=provision.units)
        for longer in named.get(key, ()):
            needed[longer] = min(needed.get(longer, period.start), begins.get(key, period.start))


_Obligation: TypeAlias = tuple[Regulation, RegulationProvision, ReportObligation]


def _obligations(regulations: list[Regulation]) -> Iterator[_Obligation]:
    for regulation in regulations:
        for provision in regulation.provisions:
            if isinstance(provision.duty, ReportObligation):
                yield regulation, provision, provision.duty


def _length(obligation: _Obligation) -> int:
    return LENGTHS[obligation[2].period_kind]


def _yieldings(named: dict[Key, tuple[Key, ...]], windows: list[Window]) -> list[list[Yielding]]:
    """Return which window yields to which, a list for each kind of period that yields, the longest first."""
    ends: dict[Key, list[tuple[date, int]]] = defaultdict(list)
    for place, window in enumerate(windows):
        if window.ordinal == 1:
            ends[window.network, window.provision].append((window.period.end, place))
    for several in ends.values():
        several.sort()
    steps: dict[int, list[Yielding]] = defaultdict(list)
    for place, window in enumerate(windows):
        for longer in named.get((window.network, window.provision), ()):
            known = ends[longer]
            first = bisect_left(known, (window.period.start, 0))
            last = bisect_right(known, (window.period.end, len(windows)))
            found = (Yielding(place, other) for _, other in known[first:last])
            steps[LENGTHS[window.duty.period_kind]].extend(found)
    return [steps[length] for length in sorted(steps, reverse=True) if steps[length]]


def _exempt(regulations: list[Regulation], windows: list[Window]) -> list[int]:
    """Return the windows that end while a provision exempts them."""
    exempt = [
        (regulation.network, provision.duty, in_force(regulation, provision))
        for regulation in regulations
        for provision in regulation.provisions
        if isinstance(provision.duty, ExemptPeriods)
    ]
    return [
        place
        for place, window in enumerate(windows)
        if any(
            network == window.network
            and duty.report == window.duty.report
            and duty.period_kind in {None, window.duty.period_kind}
            and first <= window.period.end <= last
            for network, duty, (first, last) in exempt
        )
    ]
