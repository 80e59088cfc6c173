"""Báo cáo đã nhận: the report for each period of each person, and when it first came.

What comes out has `key` (person and window in one number), `report` (the one that counts) and `received_day`; inside, `first_day`
is when the first of a chain of corrections came.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

import narwhals as nw

from dlxh.ledger.gathered_receipts import Gathering, gathered_receipts
from dlxh.ledger.obligors import Obligors
from dlxh.ledger.predecessors import of_lines_before
from dlxh.ledger.service_spells import day_number
from dlxh.ledger.windows import number_pair
from dlxh.register.engine import compute_once
from dlxh.words.periods import PeriodKind

_LANE: Final = ("network", "kind")
_SPAN: Final = ("period_start", "period_end")
_PAIR: Final = ("key", "report", "day")


def receipts(  # noqa: PLR0913, PLR0917 - the frames that meet here
    reports: nw.LazyFrame[Any],
    obligors: Obligors,
    windows: nw.LazyFrame[Any],
    undeclared: nw.LazyFrame[Any],
    last_receipt: Collection[int],
    gathering: Gathering | None = None,
) -> nw.LazyFrame[Any]:
    """Return one row per person and window that a report came for: key, report, received_day.

    Args:
        reports: What `countable_reports` gives.
        obligors: Who serves.
        windows: The periods; those for which reports are gathered are left out.
        undeclared: The windows that a report without a period counts for, by day of receipt.
        last_receipt: Windows for which the receipt of the correction itself decides.
        gathering: What decides for periods with several reports, or a number of items; None: there are none.
    """
    hangs_on = [name for name in ("sender", *_LANE) if name in obligors.persons.collect_schema()]
    known = reports.join(obligors.persons, on=hangs_on, how="inner")
    if obligors.predecessors is not None:
        earlier = of_lines_before(known, obligors.predecessors)
        known = known if earlier is None else nw.concat([known, earlier])
    begun = nw.col("received_day") >= nw.col("period_start")
    begun_reports = known.filter(begun)  # one without a period is left out as well: nothing is begun then
    if gathering is not None:
        windows = windows.filter(~nw.col("window").is_in(gathering.windows))
    named = ["period_kind", *_SPAN]
    found = (
        begun_reports.join(windows.select(*_LANE, *named, "window"), on=[*_LANE, *named], how="inner"),
        _on_own_days(
            begun_reports.filter(nw.col("period_kind") == PeriodKind.CUSTOM.value), windows, obligors.spells
        ),
        known.filter(nw.col("period_start").is_null()).join(
            undeclared, on=[*_LANE, "received_day"], how="inner"
        ),
    )
    day = nw.col("first_day")
    if last_receipt:
        day = nw.when(nw.col("window").is_in(list(last_receipt))).then(nw.col("received_day")).otherwise(day)
    key = number_pair(len(obligors.schedule.windows))
    came = _earliest(nw.concat([frame.with_columns(day.alias("day"), key).select(*_PAIR) for frame in found]))
    if gathering is None:
        return came
    gathered = gathered_receipts(known, gathering, day).with_columns(key)
    return nw.concat([came, gathered.select("key", "report", "received_day")])


def _on_own_days(
    reports: nw.LazyFrame[Any], windows: nw.LazyFrame[Any], spells: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """Add to reports on days of no kind the period in which they cover all days that their author served.

    One that holds a whole neighbouring period as well is on something longer, and one that came before the period began
    is on days to come: both are for none.
    """
    days = ("from_ordinal", "to_ordinal", "before_ordinal", "after_ordinal")
    spans = compute_once(reports.select(*_LANE, *_SPAN).unique()).join(
        windows.select(*_LANE, "window", *days), on=list(_LANE), how="inner"
    )
    starts, ends = (day_number(nw.col(name)) for name in _SPAN)
    touching = (starts <= nw.col("to_ordinal")) & (ends >= nw.col("from_ordinal"))
    longer = (starts <= nw.col("before_ordinal")) | (ends >= nw.col("after_ordinal"))
    near = spans.filter(touching & ~longer).select(*_LANE, *_SPAN, "window", "from_ordinal", "to_ordinal")
    pairs = reports.join(near, on=[*_LANE, *_SPAN], how="inner")
    pairs = pairs.filter(day_number(nw.col("received_day")) >= nw.col("from_ordinal"))
    served = spells.select("person", "network", "spell_from_ordinal", "first_ordinal", "last_ordinal")
    covers = (starts <= nw.max_horizontal("from_ordinal", "spell_from_ordinal")) & (
        ends >= nw.min_horizontal("to_ordinal", "last_ordinal")
    )
    serves = (nw.col("first_ordinal") <= nw.col("to_ordinal")) & (
        nw.col("last_ordinal") >= nw.col("from_ordinal")
    )
    return pairs.join(served, on=["person", "network"], how="inner").filter(serves & covers)


def _earliest(pairs: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return for each key the report that came first; of two on one day the one with the lower id.

    Where one report came, and that is almost always, no ids are compared.
    """
    days = pairs.group_by("key").agg(nw.col("day").min(), nw.len().alias("n"))
    several = days.filter(nw.col("n") > 1).select("key", "day")
    single = pairs.join(several, on="key", how="anti").select(*_PAIR)
    first = pairs.join(several, on=["key", "day"], how="inner").group_by("key", "day")
    both = nw.concat([single, first.agg(nw.col("report").min()).select(*_PAIR)])
    return both.select("key", "report", nw.col("day").alias("received_day"))


def countable_reports(reports: nw.LazyFrame[Any], as_of: date, author: str) -> nw.LazyFrame[Any]:
    """Return the reports of collaborators, or of units, known on a day that no correction replaces, each with its `first_day`.

    That is the day on which the first report of a chain of corrections came, of those that came when the period that it
    declares had begun.
    """
    known = reports.filter(nw.col("received_day") <= as_of)
    mine = known.filter(~nw.col(author).is_null()).select(
        *_LANE, "period_kind", *_SPAN, "received_day",
        nw.col(author).alias("sender"), nw.col("id").alias("report"),
    )  # fmt: skip
    firsts = _first_days(known)
    replaced = known.filter(~nw.col("replaces").is_null()).select(nw.col("replaces").alias("report")).unique()
    standing = mine.join(compute_once(replaced), on="report", how="anti").join(
        firsts, on="report", how="left"
    )
    return standing.with_columns(nw.min_horizontal("received_day", "earlier").alias("first_day")).drop(
        "earlier"
    )


def _first_days(known: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return report and earlier: for each correction the first receipt in the chain of what it replaces."""
    links = known.filter(~nw.col("replaces").is_null()).select(
        nw.col("id").alias("report"), "replaces", nw.col("period_start").alias("begins")
    )
    hops = longest_chain(dict(links.select("report", "replaces").collect("polars").iter_rows()))
    days = known.select(nw.col("id").alias("replaces"), nw.col("received_day").alias("earlier"))
    step = compute_once(
        links.join(days, on="replaces", how="left").select("report", "replaces", "begins", "earlier")
    )
    back = step.select(
        nw.col("report").alias("replaces"),
        nw.col("replaces").alias("beyond"),
        nw.col("earlier").alias("sooner"),
    )
    chain = step.with_columns(_day_if_begun("earlier"))
    for _ in range(hops - 1):
        chain = chain.join(back, on="replaces", how="left").select(
            "report",
            nw.col("beyond").alias("replaces"),
            "begins",
            nw.min_horizontal("earlier", _day_if_begun("sooner")).alias("earlier"),
        )
    return chain.group_by("report").agg(nw.col("earlier").min())


def _day_if_begun(day: str) -> nw.Expr:
    """Return a day of receipt where the period declared had begun: nobody reports on days that are all still to come."""
    return (
        nw.when(nw.col("begins").is_null() | (nw.col(day) >= nw.col("begins"))).then(nw.col(day)).alias(day)
    )


def longest_chain(replaces: Mapping[str, str]) -> int:
    """Return over how many links the longest chain of corrections goes; a circle ends where it began.

    >>> longest_chain({"c": "b", "b": "a"})
    2
    """
    depths: dict[str, int] = {}
    for first in replaces:
        path: dict[str, None] = {}
        report = first
        while report in replaces and report not in depths and report not in path:
            path[report] = None
            report = replaces[report]
        known = depths.get(report, 0)
        depths |= {name: known + place for place, name in enumerate(reversed(path), start=1)}
    return max(depths.values(), default=0)
