"""Việc của tỉnh giả định: verification cases from draft to close, and activities with their figures."""

from datetime import timedelta
from typing import Any, Final

import polars as pl

from dlxh.testing.papers import at, calendar
from dlxh.testing.people import Times, board_of, month_end, write_key
from dlxh.testing.talk import TOPICS

_STEPS: Final = (
    # kind, days after the month, by, to, task, finding, outcome, the content meant
    ("drafted", 14, "MT", None, None, None, None, None),
    ("submitted", 15, "MT", "TT", None, None, None, None),
    ("directed", 16, "TT", "UB", None, None, None, None),
    ("assigned", 17, "UB", "SO-1", "verify", None, None, None),
    ("accepted", 18, "SO-1", None, None, None, None, None),
    ("concluded", 24, "SO-1", None, None, "correct", None, 1),
    ("concluded", 25, "SO-1", None, None, "incorrect", None, 2),
    ("resolved", 28, "SO-1", None, None, None, "explained", None),
    ("replied", 30, "SO-1", "MT", None, None, None, None),
    ("closed", 31, "MT", None, None, None, None, None),
)

_ACCEPTED: Final = 5
_DRAFTED: Final = 1
"""How many steps a case has that an agency has accepted, or that is only a draft."""


def cases(titled: pl.DataFrame, linked: pl.DataFrame, times: Times) -> dict[str, pl.DataFrame]:
    """Return one case of two contents for each matter, with all that it owns; one in four is still being verified."""
    heads = _heads(titled, times)
    events = heads.join(_steps(), how="cross").filter(pl.col("position") <= pl.col("taken"))
    events = pl.concat([events, _reminders(heads)], how="diagonal_relaxed")
    content = write_key("{}.{}", "case", "meant")
    return {
        "cases": heads.select(
            pl.col("case").alias("id"), "network", "title", pl.lit("direct").alias("route")
        ),
        "case_matters": heads.select(
            "case", "network", pl.lit(1).alias("position"), pl.col("id").alias("matter")
        ),
        "case_items": linked.select(
            write_key("XM-{}", pl.col("matter").str.slice(3)).alias("case"),
            "network",
            "position",
            "item",
        ),
        "contents": _contents(heads),
        "events": _events(events),
        "event_contents": events.filter(pl.col("meant").is_not_null()).select(
            "case",
            pl.col("position").alias("event"),
            "network",
            pl.lit(1).alias("position"),
            content.alias("content"),
        ),
    }


def marked_cases(reports: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return for each marked paper a draft of a case with the same mark, on the first item of the paper."""
    papers = reports.filter(pl.col("secrecy_level").is_not_null(), pl.col("kind") == "thematic")
    case = write_key("XD-{}", pl.col("id").str.slice(3))
    one = pl.lit(1, pl.Int64).alias("position")
    marks = [name for name in papers.columns if name.startswith("secrecy_")]
    return {
        "cases": papers.select(
            case.alias("id"),
            "network",
            pl.lit("Việc được nêu trong văn bản mật").alias("title"),
            pl.lit("direct").alias("route"),
            *marks,
        ),
        "case_items": papers.select(
            case.alias("case"), "network", one, write_key("{}.1", "id").alias("item")
        ),
        "contents": papers.select(
            case.alias("case"),
            "network",
            one,
            write_key("{}.1", case).alias("id"),
            pl.lit("Nội dung cần làm rõ").alias("text"),
        ),
        "events": papers.select(
            case.alias("case"),
            "network",
            one,
            one.alias("sequence"),
            (pl.col("received_at") + pl.duration(days=2)).alias("at"),
            pl.lit("drafted").alias("kind"),
            pl.lit("MT").alias("by"),
        ),
    }


def _heads(titled: pl.DataFrame, times: Times) -> pl.DataFrame:
    """One row per case: its month, and how many of the steps it has taken."""
    key = write_key("XM-{}", pl.col("id").str.slice(3))
    months = calendar(times).drop("month_end")
    heads = titled.join(months, on="m", how="inner", maintain_order="left").with_columns(key.alias("case"))
    nth = pl.int_range(pl.len()) % 8
    taken = pl.when(nth == 3).then(_ACCEPTED).when(nth == 7).then(_DRAFTED).otherwise(len(_STEPS))  # noqa: PLR2004 - one in eight each
    running = pl.col("taken") < len(_STEPS)
    return heads.with_columns(taken.alias("taken")).with_columns(running.alias("running"))


def _steps() -> pl.DataFrame:
    names = ("position", "kind", "days", "by", "to", "task", "finding", "outcome", "meant")
    return pl.DataFrame([dict(zip(names, (n, *step), strict=True)) for n, step in enumerate(_STEPS, start=1)])


def _reminders(heads: pl.DataFrame) -> pl.DataFrame:
    """Return a reminder for each case that an agency has accepted and not brought to an end within its days."""
    sent = {"position": _ACCEPTED + 1, "kind": "reminded", "days": 45, "by": "MT", "to": "SO-1"}
    return heads.filter(pl.col("taken") == _ACCEPTED).join(pl.DataFrame([sent]), how="cross")


def _contents(heads: pl.DataFrame) -> pl.DataFrame:
    two = pl.DataFrame({"position": [1, 2], "found": ["correct", "incorrect"]})
    done = pl.when(~pl.col("running"))
    return heads.join(two, how="cross").select(
        "case",
        "network",
        "position",
        write_key("{}.{}", "case", "position").alias("id"),
        pl.lit("Nội dung cần làm rõ").alias("text"),
        done.then(pl.col("found")).alias("finding"),
        done.then(pl.lit("explained")).alias("outcome"),
    )


def _events(events: pl.DataFrame) -> pl.DataFrame:
    assigned = pl.col("kind") == "assigned"
    return events.select(
        "case",
        "network",
        "position",
        pl.col("position").alias("sequence"),
        (at(pl.col("month").dt.offset_by("1mo"), 8) + pl.duration(days=pl.col("days"))).alias("at"),
        *("kind", "by", "to", "task", "finding", "outcome"),
        pl.when(assigned).then(10).cast(pl.Int64).alias("allowed_amount"),
        pl.when(assigned).then(pl.lit("working_day")).alias("allowed_unit"),
        pl.when(assigned).then(pl.lit("assigned")).alias("allowed_start_event"),
        pl.when(pl.col("kind") == "directed").then(pl.lit("direct")).alias("route"),
    )


def activities(times: Times) -> pl.DataFrame:
    """Return a training, a meeting, a survey and a conference for each month of the province's network."""
    details: dict[str, dict[str, Any]] = {
        "training": {
            **_figure("classes", 2, "class_"),
            **_figure("trainees", 60, "person"),
            **_figure("invited", 64, "person"),
        },
        "meeting": {**_figure("attended", 20, "person"), **_figure("invited", 20, "person")},
        "survey": {
            **_figure("people_surveyed", 180, "person"),
            **_figure("forms_issued", 180, "form_issued"),
            **_figure("forms_returned", 172, "form_returned"),
            **_figure("forms_valid", 170, "form_valid"),
        },
        "conference": _figure("attended", 45, "person"),
    }
    rows = [
        {
            "id": f"HD-{kind}-{m}",
            "network": "ML-00",
            "title": "Hoạt động của mạng lưới",
            "start": month.replace(day=12),
            "end": month.replace(day=13),
            "organiser": board_of(0, month),
            "detail_kind": kind,
            **figures,
        }
        for m, month in enumerate(times.months)
        for kind, figures in details.items()
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def watch_topics(times: Times) -> pl.DataFrame:
    """Return two topics that each meeting sets for the month after it."""
    rows = [
        {
            "activity": f"HD-meeting-{m}",
            "network": "ML-00",
            "position": position,
            "topic": TOPICS[(m + position) % len(TOPICS)],
            "start": month_end(month) + timedelta(days=1),
            "end": month_end(month_end(month) + timedelta(days=1)),
        }
        for m, month in enumerate(times.months)
        for position in (1, 2)
    ]
    return pl.DataFrame(rows)


def _figure(name: str, value: int, unit: str) -> dict[str, Any]:
    return {f"detail_{name}_value": value, f"detail_{name}_unit": unit, f"detail_{name}_qualifier": "exact"}
