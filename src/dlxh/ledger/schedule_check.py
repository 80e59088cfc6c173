"""Kiểm tra lịch báo cáo: what provisions say of the periods of others and cannot mean, and which of them make one schedule."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from dlxh.ledger.schedule import duties_by_id, longer_named
from dlxh.models.duties import ReportObligation
from dlxh.models.regulation import Regulation


def yields_at_fault(regulations: Iterable[Regulation]) -> Iterator[tuple[str, str, str]]:
    """Yield code, provision and the name in its `yields_to` that is at fault.

    G108: no provision on reports has that id in the network, or the one that yields is not on reports itself. G109: its
    periods are not longer, or members owe the one and units the other. Of provisions that yield to each other in a circle one yields to what is not longer.
    """
    regulations = list(regulations)
    for regulation in regulations:
        known = duties_by_id(regulations, regulation.network)
        for provision in regulation.provisions:
            longer = longer_named(provision, known)
            for name in provision.yields_to:
                if provision.id not in known or name not in known:
                    yield "G108", provision.id, name
                elif name not in longer:
                    yield "G109", provision.id, name


def pairs_of_schedules(regulations: Iterable[Regulation]) -> frozenset[frozenset[str]]:
    """Return the pairs of provisions that ask for different things within one schedule, and so may bind at once.

    One schedule are those that yield to each other, over whatever others; different things are reports on another kind
    of period, and several reports or items in place of one report.
    """
    regulations = list(regulations)
    schedules: dict[str, set[str]] = {}
    duties: dict[str, ReportObligation] = {}
    for regulation in regulations:
        known = duties_by_id(regulations, regulation.network)
        duties |= known
        for provision in regulation.provisions:
            for name in longer_named(provision, known):
                both = schedules.get(provision.id, {provision.id}) | schedules.get(name, {name})
                schedules |= dict.fromkeys(both, both)
    return frozenset(
        frozenset(pair)
        for schedule in schedules.values()
        for pair in combinations(sorted(schedule), 2)
        if len({(duties[name].period_kind, duties[name].gathers) for name in pair}) > 1
    )
