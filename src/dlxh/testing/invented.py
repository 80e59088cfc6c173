"""Tỉnh giả định: a clean, connected province that runs through the merger of 1/7/2025, as columns and as a register.

Everything in it fits together, so that a rule that speaks is wrong or has been given something wrong to speak of. The
map and the base salary are real; every person, paper and figure is invented.
"""

from collections.abc import Collection

import polars as pl

from dlxh.register.flatten import frames_of
from dlxh.register.register import Register
from dlxh.register.schema import ROOTS, schema
from dlxh.register.tables import Tables
from dlxh.testing import dealings, lands, money, papers, people, talk
from dlxh.testing.errors import InventionError
from dlxh.words.given import need, several

LEAST_YEARS = 2


def province(seed: int = 7, collaborators: int = 50, years: int = 5) -> Register:
    """Return a clean province as a register.

    Args:
        seed: Chooses the merger and what is said; the same seed gives the same province.
        collaborators: How many, half of them of the province and the others of its districts.
        years: How many up to 2026-06-30.

    Raises:
        InventionError: fewer than two years: the province has to see the merger.

    >>> register = province(collaborators=4, years=2)
    >>> register.as_of, len(register.collaborators)
    (datetime.date(2026, 6, 30), 4)
    """
    return Register.from_tables(province_tables(seed, collaborators, years))


def province_tables(
    seed: int = 7, collaborators: int = 50, years: int = 5, *, without: Collection[str] = ()
) -> Tables:
    """Return a clean province as tables; 90,000 collaborators over five years send five million reports.

    Args:
        seed: Chooses the merger and what is said.
        collaborators: How many.
        years: How many up to 2026-06-30.
        without: Tables to leave out, for less memory; then what was not recorded is unknown.

    Raises:
        InventionError: fewer than two years.

    >>> tables = province_tables(collaborators=4, years=2, without=["allowance_lines"])
    >>> tables.polars("memberships").height, "allowance_lines" in tables
    (6, False)
    """
    need(int, seed=seed, collaborators=collaborators, years=years)
    without = several("without", without, str)
    if years < LEAST_YEARS:
        raise InventionError(
            vi=f"years từ {LEAST_YEARS} trở lên: tỉnh được dựng qua mốc 1/7/2025",
            en=f"years is {LEAST_YEARS} or more: the province runs through 1/7/2025",
        )
    frames = {name: frame for root in ROOTS for name, frame in frames_of(root, [], schema()).items()}
    frames |= _fill(seed, collaborators, years, frozenset(without))
    return Tables({name: frame for name, frame in frames.items() if name not in without}, as_of=people.AS_OF)


def _together(first: dict[str, pl.DataFrame], second: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    both = {name: [frame, second[name]] if name in second else [frame] for name, frame in first.items()}
    return {name: pl.concat(frames, how="diagonal_relaxed") for name, frames in both.items()}


def _fill(seed: int, collaborators: int, years: int, without: frozenset[str]) -> dict[str, pl.DataFrame]:
    times = people.Times.of(years)
    home, who = lands.land(seed), people.people(collaborators)
    memberships = people.memberships(who, times)
    months = papers.person_months_served(memberships, times)
    sent, links = papers.reports(months, times, seed)
    items = talk.items(sent, seed)
    heard = talk.streams(items, seed)
    titled, linked = talk.matters(items, seed, until=len(times.months) - 4)
    frames = {
        "units": pl.DataFrame(home.units, infer_schema_length=None),
        "unit_successors": pl.DataFrame(home.successors),
        "unit_identifiers": pl.DataFrame(home.identifiers),
        **people.networks(times),
        **people.records(who, memberships, times),
        **money.regulations(who, times),
        **money.schemes(times),
        "reports": sent.drop("number", "k", "m").rename({"paper": "number"}),
        "report_sources": links,
        "items": items.drop("number", "asks", "kind", "m"),
        "item_topics": talk.topics(items, seed),
        "streams": heard,
        "matters": titled.drop("m"),
        "matter_items": linked,
        **_together(dealings.cases(titled, linked, times), dealings.marked_cases(sent)),
        "activities": dealings.activities(times),
        "watch_topics": dealings.watch_topics(times),
        **money.work(months),
    }
    if "stream_expressions" not in without:
        frames["stream_expressions"] = talk.moods(heard)
    if "allowance_lines" not in without:
        frames["allowance_lines"] = money.lines(months, times)
    return frames
