"""One new report, and a hundred of them, against a register: tables built beforehand."""

import gc
from collections.abc import Iterator
from datetime import date
from statistics import quantiles
from time import perf_counter

import dlxh
from dlxh import Period, Register, Report, ReportItem
from dlxh.models import OpinionStream
from dlxh.testing import province_tables
from tests.bench.lines import Line

BAR = 0.0025
"""A fortieth of what it took before rules were recorded once."""
SLOW_BAR = 3.0
MANY = 100


def register(collaborators: int) -> Register:
    """Return a register with its tables in memory; 160 collaborators have sent 10,000 reports in five years."""
    tables = province_tables(collaborators=collaborators, years=5)
    return Register.from_tables(tables)


def new_reports(within: Register, count: int) -> list[Report]:
    """Return a number of reports that fit: for the last month, by those who hold a membership, each with two items."""
    memberships = within.tables.polars("memberships")
    held = (
        memberships.filter(memberships["end"].is_null() | (memberships["end"] >= within.as_of))
        .sort("id")
        .rows(named=True)
    )
    return [_report(number, held[number % len(held)], within.as_of) for number in range(count)]


def _report(number: int, membership: dict[str, str], as_of: date) -> Report:
    streams = (
        OpinionStream(
            group="farmers", stance="hesitant", breadth="many", basis="Ý kiến tại ba cuộc họp thôn."
        ),
        OpinionStream(
            group="business_people", stance="approving", breadth="some", basis="Ý kiến của tiểu thương."
        ),
    )
    items = tuple(
        ReportItem(
            id=f"MOI-{number}.{place}",
            scope="local",
            topics=("land",),
            summary="Người dân hỏi về tiến độ chi trả tiền đền bù của dự án đường liên xã.",
            basis="Phản ánh tại cuộc họp thôn.",
            streams=streams,
        )
        for place in (1, 2)
    )
    return Report(
        id=f"MOI-{number}",
        network=membership["network"],
        author=membership["collaborator"],
        kind="thematic",
        channel="app",
        period=Period.month(as_of.year, as_of.month),
        received_at=f"{as_of}T08:{number % 60:02}:00+07:00",
        items=items,
    )


def calls(within: Register, reports: list[Report]) -> list[float]:
    """Return the seconds of each report judged by itself, after a first one that is not counted."""
    dlxh.check(reports[0], within=within)
    gc.collect()
    taken = []
    for report in reports:
        began = perf_counter()
        dlxh.check(report, within=within)
        taken.append(perf_counter() - began)
    return taken


def together(within: Register, reports: list[Report], rounds: int) -> float:
    """Return the median seconds of all reports judged in one call."""
    taken = []
    for _ in range(rounds):
        began = perf_counter()
        dlxh.check(reports, within=within)
        taken.append(perf_counter() - began)
    return sorted(taken)[len(taken) // 2]


def joining(collaborators: int, count: int, rounds: int) -> Iterator[Line]:
    """Yield the median and the 99th percentile of one report, and a hundred in one call."""
    within = register(collaborators)
    size = f"{within.tables.polars('reports').height:,}"
    reports = new_reports(within, max(count, MANY))
    one = quantiles(calls(within, reports[:count]), n=100, method="inclusive")
    middle, slow = one[49], one[98]
    vi, en = f"một báo cáo mới trong sổ {size} báo cáo", f"one new report within {size} reports"
    yield Line(f"{vi}, trung vị", f"{en}, median", middle, "2.5 ms", BAR, 1.0)
    yield Line(f"{vi}, phân vị 99", f"{en}, 99th percentile", slow, "the median", middle, SLOW_BAR)
    names = (f"{MANY} báo cáo mới trong một lần gọi", f"{MANY} new reports in one call")
    yield Line(*names, together(within, reports[:MANY], rounds), "one by one", MANY * middle, 1.0)
