"""Reports into the same Polars tables as `Register.tables`, written by hand: the baselines of flattening.

Two forms: a comprehension per column over the objects with their owners, and C-level getters of whole rows.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import polars as pl

Frames = dict[str, pl.DataFrame]
TYPES: dict[str, type[pl.DataType] | pl.DataType] = {
    "stage": pl.Int64,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "event_at": pl.Datetime("us", "UTC"),
    "received_at": pl.Datetime("us", "UTC"),
    "secrecy_decided_on": pl.Date,
    "secrecy_expires": pl.Date,
    "erase_after": pl.Date,
    "position": pl.Int64,
    "stream": pl.Int64,
    "prominent": pl.Boolean,
}
"""Types of columns; all others are texts."""


def frame_of(columns: dict[str, Sequence[Any]]) -> pl.DataFrame:
    """Return a frame with the declared types, and no line numbers because nothing was read from a file."""
    series = [pl.Series(name, values, dtype=TYPES.get(name, pl.String)) for name, values in columns.items()]
    return pl.DataFrame(series).with_columns(pl.lit(None, pl.Int64).alias("source_row"))


def with_days(reports: pl.DataFrame) -> pl.DataFrame:
    """Put the Vietnamese day behind each instant."""
    days = [
        pl.col(instant).dt.offset_by("7h").dt.date().alias(day)
        for instant, day in (("event_at", "event_day"), ("received_at", "received_day"))
    ]
    names = list(reports.columns)
    names.insert(names.index("event_at") + 1, "event_day")
    names.insert(names.index("received_at") + 1, "received_day")
    return reports.with_columns(days).select(names)


def comprehensions(reports: Sequence[Any]) -> Frames:
    """One list comprehension per column; no tuple is made on the way, which the garbage collector would notice."""
    items = [i for r in reports for i in r.items]
    streams = [s for i in items for s in i.streams]
    return {
        "reports": with_days(
            frame_of(
                {
                    "id": [r.id for r in reports],
                    "network": [r.network for r in reports],
                    "author": [r.author for r in reports],
                    "author_unit": [r.author_unit for r in reports],
                    "kind": [r.kind for r in reports],
                    "stage": [r.stage for r in reports],
                    "previous_stage": [r.previous_stage for r in reports],
                    "event_at": [r.event_at for r in reports],
                    "number": [None if r.number is None else str(r.number) for r in reports],
                    "period_kind": [None if r.period is None else r.period.kind for r in reports],
                    "period_start": [None if r.period is None else r.period.start for r in reports],
                    "period_end": [None if r.period is None else r.period.end for r in reports],
                    "period_convention": [None if r.period is None else r.period.convention for r in reports],
                    "received_at": [r.received_at for r in reports],
                    "channel": [r.channel for r in reports],
                    "replaces": [r.replaces for r in reports],
                    "secrecy_level": [None if r.secrecy is None else r.secrecy.level for r in reports],
                    "secrecy_decided_by": [
                        None if r.secrecy is None else r.secrecy.decided_by for r in reports
                    ],
                    "secrecy_decided_on": [
                        None if r.secrecy is None else r.secrecy.decided_on for r in reports
                    ],
                    "secrecy_legal_basis": [
                        None if r.secrecy is None else str(r.secrecy.legal_basis) for r in reports
                    ],
                    "secrecy_listed_in": [
                        None if r.secrecy is None else r.secrecy.listed_in for r in reports
                    ],
                    "secrecy_item": [None if r.secrecy is None else r.secrecy.item for r in reports],
                    "secrecy_expires": [None if r.secrecy is None else r.secrecy.expires for r in reports],
                    "circulation": [r.circulation for r in reports],
                    "erase_after": [r.erase_after for r in reports],
                }
            )
        ),
        "report_sources": frame_of(
            {
                "report": [r.id for r in reports for _ in r.sources],
                "network": [r.network for r in reports for _ in r.sources],
                "position": [n for r in reports for n in range(1, len(r.sources) + 1)],
                "source": [source for r in reports for source in r.sources],
            }
        ),
        "items": frame_of(
            {
                "report": [r.id for r in reports for _ in r.items],
                "network": [r.network for r in reports for _ in r.items],
                "position": [n for r in reports for n in range(1, len(r.items) + 1)],
                "id": [i.id for i in items],
                "scope": [i.scope for i in items],
                "place": [i.place for i in items],
                "local_topic": [i.local_topic for i in items],
                "summary": [i.summary for i in items],
                "basis": [i.basis for i in items],
                "cause": [i.cause for i in items],
                "forecast": [i.forecast for i in items],
                "proposal": [i.proposal for i in items],
                "urgency": [i.urgency for i in items],
                "prominent": [i.prominent for i in items],
                "grade": [i.grade for i in items],
            }
        ),
        "item_topics": frame_of(
            {
                "item": [i.id for i in items for _ in i.topics],
                "network": [r.network for r in reports for i in r.items for _ in i.topics],
                "position": [n for i in items for n in range(1, len(i.topics) + 1)],
                "topic": [topic for i in items for topic in i.topics],
            }
        ),
        "streams": frame_of(
            {
                "item": [i.id for i in items for _ in i.streams],
                "network": [r.network for r in reports for i in r.items for _ in i.streams],
                "position": [n for i in items for n in range(1, len(i.streams) + 1)],
                "group": [s.group for s in streams],
                "stance": [s.stance for s in streams],
                "breadth": [s.breadth for s in streams],
                "intensity": [s.intensity for s in streams],
                "basis": [s.basis for s in streams],
            }
        ),
        "stream_expressions": frame_of(
            {
                "item": [i.id for i in items for s in i.streams for _ in s.expressions],
                "stream": [n for i in items for n, s in enumerate(i.streams, 1) for _ in s.expressions],
                "network": [
                    r.network for r in reports for i in r.items for s in i.streams for _ in s.expressions
                ],
                "position": [n for s in streams for n in range(1, len(s.expressions) + 1)],
                "expression": [word for s in streams for word in s.expressions],
            }
        ),
    }


REPORT = (
    *("id", "network", "author", "author_unit", "kind", "stage", "previous_stage", "event_at", "number"),
    "period",
    *("received_at", "channel", "replaces", "sources", "items", "secrecy", "circulation", "erase_after"),
)
PERIOD = ("kind", "start", "end", "convention")
SECRECY = ("level", "decided_by", "decided_on", "legal_basis", "listed_in", "item", "expires")
ITEM = (
    *("id", "scope", "place", "topics", "local_topic", "summary", "basis", "cause", "forecast", "proposal"),
    *("urgency", "prominent", "grade", "streams"),
)
STREAM = ("group", "stance", "breadth", "intensity", "expressions", "basis")


def getters(reports: Sequence[Any]) -> Frames:
    """One C-level getter per object reads its whole row; keys of owners are gathered by row number."""
    report = _rows(reports, REPORT)
    sources, items, number, legal = (
        report.pop("sources"),
        report.pop("items"),
        report["number"],
        "secrecy_legal_basis",
    )
    period, secrecy = (
        _inner(report.pop("period"), PERIOD, "period"),
        _inner(report.pop("secrecy"), SECRECY, "secrecy"),
    )
    report["number"] = _texts(number)
    secrecy[legal] = _texts(secrecy[legal])
    order = (*REPORT[:9], *period, *REPORT[10:13], *secrecy, *REPORT[16:])
    columns = {**report, **period, **secrecy}
    item = _rows(_flat(items), ITEM)
    topics, streams = item.pop("topics"), item.pop("streams")
    stream = _rows(_flat(streams), STREAM)
    words = stream.pop("expressions")
    frames = {"reports": with_days(frame_of({name: columns[name] for name in order}))}
    owner = frames["reports"].select(pl.col("id").alias("report"), "network")
    frames["report_sources"] = _owned(owner, sources, {"source": _flat(sources)})
    frames["items"] = _owned(owner, items, item)
    owner = frames["items"].select(pl.col("id").alias("item"), "network")
    frames["item_topics"] = _owned(owner, topics, {"topic": _flat(topics)})
    frames["streams"] = _owned(owner, streams, stream)
    owner = frames["streams"].select("item", pl.col("position").alias("stream"), "network")
    frames["stream_expressions"] = _owned(owner, words, {"expression": _flat(words)})
    return frames


def _rows(objects: Sequence[Any], names: tuple[str, ...]) -> dict[str, Sequence[Any]]:
    found = list(zip(*map(attrgetter(*names), objects), strict=True))
    return dict(zip(names, found or [()] * len(names), strict=True))


def _inner(objects: Sequence[Any], names: tuple[str, ...], prefix: str) -> dict[str, Sequence[Any]]:
    get, none = attrgetter(*names), (None,) * len(names)
    rows = [none if value is None else get(value) for value in objects]
    found = list(zip(*rows, strict=True)) or [()] * len(names)
    return dict(zip((f"{prefix}_{name}" for name in names), found, strict=True))


def _texts(values: Iterable[Any]) -> list[str | None]:
    return [None if value is None else str(value) for value in values]


def _flat(groups: Iterable[Sequence[Any]]) -> list[Any]:
    return [value for group in groups for value in group]


def _owned(
    owner: pl.DataFrame, groups: Sequence[Sequence[Any]], columns: dict[str, Sequence[Any]]
) -> pl.DataFrame:
    rows = pl.Series([row for row, group in enumerate(groups) for _ in group], dtype=pl.UInt32)
    places = [place for group in groups for place in range(1, len(group) + 1)]
    frame = frame_of({"position": places, **columns})
    return pl.concat([owner.select(pl.all().gather(rows)), frame], how="horizontal")
