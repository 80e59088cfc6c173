"""Record rules on reports, items and streams, written by hand: two forms in Polars, two in DuckDB's SQL.

They say for each row which field or rule is at fault, and no more: not which of a field's constraints, no masks for what
is unknown, no network. So they do a little less than `dlxh.check`, and as fast as they can be written.
"""

from datetime import date
from functools import reduce
from operator import add

import duckdb
import polars as pl

from dlxh.rules.families.items import COMPLAINT
from dlxh.words.ids import CODE_PATTERN, ID_PATTERN
from dlxh.words.text import LINE_PATTERN, PROSE_PATTERN

Check = tuple[str, pl.Expr, str]
"""Field or code, in Polars, in SQL."""
KINDS = ("periodic", "ad_hoc", "thematic", "synthesis", "response", "yearly")
CHANNELS = (
    "written",
    "email",
    "phone",
    "in_person",
    "meeting",
    "app",
    "zalo",
    "facebook_group",
    "portal",
    "other",
)
CONVENTIONS = "^(calendar|" + "|".join(f"{day}_to_{day - 1}" for day in range(2, 29)) + ")$"
WHITE = "[^\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"


def _text(name: str, pattern: str, most: int, *, needed: bool = False) -> Check:
    cell = pl.col(name)
    fault = ~cell.str.contains(pattern) | (cell.str.len_chars() > most)
    sql = f'NOT regexp_matches("{name}", \'{pattern}\') OR length("{name}") > {most}'
    return (name, cell.is_null() | fault, f'"{name}" IS NULL OR {sql}') if needed else (name, fault, sql)


def _id(name: str, *, needed: bool = False) -> Check:
    return _text(name, ID_PATTERN, 64, needed=needed)


def _one_of(name: str, allowed: tuple[str, ...], *, needed: bool = False) -> Check:
    cell, listed = pl.col(name), ", ".join(f"'{each}'" for each in allowed)
    fault, sql = ~cell.is_in(allowed), f'"{name}" NOT IN ({listed})'
    return (name, cell.is_null() | fault, f'"{name}" IS NULL OR {sql}') if needed else (name, fault, sql)


def _position() -> Check:
    cell = pl.col("position")
    return (
        "position",
        cell.is_null() | (cell < 1) | (cell > 1_000_000),
        "position IS NULL OR position < 1 OR position > 1000000",
    )


def _months() -> Check:
    """Every period of the data is a month of the calendar or custom; other kinds are written in no line here."""
    start, end = pl.col("period_start"), pl.col("period_end")
    month = (start == start.dt.month_start()) & (end == start.dt.month_end())
    return (
        "period_kind",
        (pl.col("period_kind") == "month") & ~month,
        "period_kind = 'month' AND NOT (day(period_start) = 1 AND period_end = last_day(period_start))",
    )


def reports(as_of: date) -> list[Check]:
    """Checks of reports."""
    stage, previous, event = (pl.col(name).is_not_null() for name in ("stage", "previous_stage", "event_at"))
    other = pl.col("kind") != "ad_hoc"
    later = (pl.col("kind") == "ad_hoc") & (pl.col("stage") > 1)
    return [
        _id("id", needed=True),
        _id("network", needed=True),
        _id("author"),
        _id("author_unit"),
        _one_of("kind", KINDS, needed=True),
        ("stage", (pl.col("stage") < 1) | (pl.col("stage") > 3), "stage < 1 OR stage > 3"),
        _id("previous_stage"),
        _text("number", WHITE, 300),
        _text("period_convention", CONVENTIONS, 20),
        _months(),
        ("received_at", pl.col("received_at").is_null(), "received_at IS NULL"),
        _one_of("channel", CHANNELS, needed=True),
        _id("replaces"),
        _text("secrecy_decided_by", LINE_PATTERN, 300),
        _text("secrecy_legal_basis", WHITE, 300),
        _text("circulation", LINE_PATTERN, 300),
        (
            "author_one",
            pl.col("author").is_null() == pl.col("author_unit").is_null(),
            "(author IS NULL) = (author_unit IS NULL)",
        ),
        (
            "stage_kind",
            other & (stage | previous | event),
            "kind <> 'ad_hoc' AND (stage IS NOT NULL OR previous_stage IS NOT NULL OR event_at IS NOT NULL)",
        ),
        ("R102", pl.col("period_start") > pl.col("received_day"), "period_start > received_day"),
        ("R103", pl.col("received_day") > as_of, f"received_day > DATE '{as_of}'"),
        ("R104", pl.col("erase_after") < as_of, f"erase_after < DATE '{as_of}'"),
        ("R301", later & ~previous, "kind = 'ad_hoc' AND stage > 1 AND previous_stage IS NULL"),
        ("R304", pl.col("event_at") > pl.col("received_at"), "event_at > received_at"),
    ]


def items(_: date) -> list[Check]:
    """Checks of items."""
    prose = [_text(name, PROSE_PATTERN, 20_000) for name in ("basis", "cause", "forecast", "proposal")]
    return [
        _id("id", needed=True),
        _id("report", needed=True),
        _id("network", needed=True),
        _position(),
        _one_of("scope", ("international", "national", "provincial", "local"), needed=True),
        _id("place"),
        _text("local_topic", LINE_PATTERN, 300),
        _text("summary", PROSE_PATTERN, 20_000, needed=True),
        *prose,
        _one_of("urgency", ("normal", "urgent", "complicated")),
        _one_of("grade", ("confirmed", "unverified", "suspected_false", "rumour")),
        ("I103", pl.col("summary").str.contains(COMPLAINT), f"regexp_matches(summary, '{COMPLAINT}')"),
    ]


def streams(_: date) -> list[Check]:
    """Checks of streams."""
    breadths = ("overwhelming_majority", "large_majority", "majority", "many", "some", "few")
    return [
        _id("item", needed=True),
        _id("network", needed=True),
        _position(),
        _text("group", CODE_PATTERN, 64, needed=True),
        _one_of("stance", ("approving", "opposed", "hesitant", "unclear"), needed=True),
        _one_of("breadth", breadths),
        _one_of("intensity", ("low", "medium", "high", "very_high")),
        _text("basis", PROSE_PATTERN, 20_000),
    ]


TABLES = {"reports": reports, "items": items, "streams": streams}
KEYS = {"reports": ("id",), "items": ("id",), "streams": ("item", "position")}
Answer = dict[str, pl.DataFrame]


def polars_by_filter(frames: dict[str, pl.DataFrame], as_of: date) -> Answer:
    """One filter for each check, all collected together."""
    plans = []
    for name, frame in frames.items():
        lazy = frame.lazy()
        plans.append(
            pl.concat(
                lazy.filter(fault).select(*KEYS[name], pl.lit(code).alias("code"))
                for code, fault, _ in TABLES[name](as_of)
            )
        )
    return dict(zip(frames, pl.collect_all(plans), strict=True))


def polars_by_flags(frames: dict[str, pl.DataFrame], as_of: date) -> Answer:
    """All checks in one pass, the rows with any of them, then long."""
    plans = []
    for name, frame in frames.items():
        checks = TABLES[name](as_of)
        flags = [fault.alias(f"c_{code}") for code, fault, _ in checks]
        names = [f"c_{code}" for code, _, _ in checks]
        plans.append(
            frame.lazy()
            .select(*KEYS[name], *flags)
            .filter(pl.any_horizontal(names))
            .unpivot(names, index=KEYS[name], variable_name="code")
            .filter("value")
            .select(*KEYS[name], pl.col("code").str.slice(2))
        )
    return dict(zip(frames, pl.collect_all(plans), strict=True))


def sql_by_union(relations: dict[str, duckdb.DuckDBPyRelation], as_of: date) -> Answer:
    """One select for each check, all in one union."""
    found = {}
    for name, relation in relations.items():
        keys = ", ".join(KEYS[name])
        parts = [
            f"SELECT {keys}, '{code}' AS code FROM t WHERE {sql}" for code, _, sql in TABLES[name](as_of)
        ]
        found[name] = rows_of(relation, " UNION ALL ".join(parts))
    return found


def rows_of(relation: duckdb.DuckDBPyRelation, sql: str) -> pl.DataFrame:
    """Run a query over a relation that it knows as `t`."""
    answer = relation.query("t", sql)
    assert answer is not None
    return pl.DataFrame(answer.pl())


def sql_by_mask(relations: dict[str, duckdb.DuckDBPyRelation], as_of: date) -> Answer:
    """Rows with any fault, their faults as bits, decoded after they are here."""
    found = {}
    for name, relation in relations.items():
        checks, keys = TABLES[name](as_of), ", ".join(KEYS[name])
        any_ = " OR ".join(f"({sql})" for _, _, sql in checks)
        bits = " + ".join(
            f"CASE WHEN {sql} THEN {1 << place} ELSE 0 END" for place, (_, _, sql) in enumerate(checks)
        )
        rows = rows_of(relation, f"SELECT {keys}, ({bits})::BIGINT AS mask FROM t WHERE {any_}")
        parts = [
            rows.filter((pl.col("mask") & (1 << place)) != 0).select(*KEYS[name], pl.lit(code).alias("code"))
            for place, (code, _, _) in enumerate(checks)
        ]
        found[name] = pl.concat(parts)
    return found


def total(answer: Answer) -> int:
    """Return how many pairs of row and fault there are."""
    return reduce(add, (frame.height for frame in answer.values()))
