"""Eighteen rules on rows of reports, items and streams, and two across rows: what every peer is to find.

A column is required or not, has a pattern with a greatest length, or a closed list; three rules look at several columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

import dlxh
from dlxh.rules.catalogue import RULES as CATALOGUE
from dlxh.testing import province_tables
from dlxh.words.ids import CODE_PATTERN, ID_PATTERN
from dlxh.words.text import PROSE_PATTERN
from tests.bench.rules.by_hand import CHANNELS, KINDS

AS_OF = date(2026, 6, 30)
Frames = Mapping[str, pl.DataFrame]
Found = Mapping[str, pl.DataFrame]
"""By table and field, or code, a column `key` of the rows at fault."""


@dataclass(frozen=True)
class Cell:
    """What a column may hold."""

    needed: bool = False
    pattern: str | None = None
    most: int = 64
    among: tuple[str, ...] = ()


COLUMNS: Mapping[str, Mapping[str, Cell]] = {
    "reports": {
        "id": Cell(needed=True, pattern=ID_PATTERN),
        "network": Cell(needed=True, pattern=ID_PATTERN),
        "author": Cell(pattern=ID_PATTERN),
        "kind": Cell(needed=True, among=KINDS),
        "channel": Cell(needed=True, among=CHANNELS),
    },
    "items": {
        "id": Cell(needed=True, pattern=ID_PATTERN),
        "report": Cell(needed=True, pattern=ID_PATTERN),
        "scope": Cell(needed=True, among=("international", "national", "provincial", "local")),
        "summary": Cell(needed=True, pattern=PROSE_PATTERN, most=20_000),
        "urgency": Cell(among=("normal", "urgent", "complicated")),
    },
    "streams": {
        "item": Cell(needed=True, pattern=ID_PATTERN),
        "group": Cell(needed=True, pattern=CODE_PATTERN),
        "stance": Cell(needed=True, among=("approving", "opposed", "hesitant", "unclear")),
        "breadth": Cell(among=("overwhelming_majority", "large_majority", "majority", "many", "some", "few")),
        "intensity": Cell(among=("low", "medium", "high", "very_high")),
    },
}
RULES: Mapping[str, pl.Expr] = {
    "author_one": pl.col("author").is_null() != pl.col("author_unit").is_null(),
    "R103": pl.col("received_day") <= AS_OF,
    "R104": pl.col("erase_after") >= AS_OF,
}
"""What has to hold of a report."""
MORE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "reports": ("author_unit", "received_at", "received_day", "erase_after"),
    "items": ("network", "position"),
    "streams": ("network", "position"),
}
"""What distinguishes rows or is read by the rules, besides the columns that are judged."""
KEYS: Mapping[str, pl.Expr] = {
    "reports": pl.col("id").alias("key"),
    "items": pl.col("id").alias("key"),
    "streams": pl.concat_str("item", pl.lit("#"), "position").alias("key"),
}
ACROSS = ("X102", "T201")
WITHOUT = ("allowance_lines", "allowance_steps")


def spoilt(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Put a fault into every hundredth row, of another kind each time."""
    odd = pl.int_range(pl.len())
    wrong = {
        "reports": [("kind", pl.lit("Định kỳ")), ("channel", pl.lit(None)), ("author", pl.lit(None))],
        "items": [("scope", pl.lit("xã")), ("summary", pl.lit(" ")), ("urgency", pl.lit("gấp"))],
        "streams": [("group", pl.lit("Nông dân")), ("stance", pl.lit(None)), ("breadth", pl.lit("đa số"))],
    }[table]
    changed = [
        pl.when(odd % 300 == 100 * place).then(value).otherwise(name).alias(name)
        for place, (name, value) in enumerate(wrong)
    ]
    if table == "reports":
        late = pl.when(odd % 500 == 7).then(pl.lit(date(2026, 1, 1))).otherwise("erase_after")
        changed.append(late.alias("erase_after"))
    return frame.with_columns(*changed)


@cache
def rows(collaborators: int) -> Frames:
    """Return the needed columns of an invented province, one row in a hundred at fault."""
    tables = province_tables(collaborators=collaborators, years=5, without=WITHOUT)
    return {
        table: spoilt(tables.polars(table).select(*columns, *MORE_COLUMNS[table]), table).rechunk()
        for table, columns in COLUMNS.items()
    }


@cache
def across(collaborators: int) -> Frames:
    """Return reports, some of them twice, and memberships, some of them overlapping."""
    tables = province_tables(collaborators=collaborators, years=5, without=WITHOUT)
    reports, memberships = tables.polars("reports"), tables.polars("memberships")
    later = memberships.gather_every(50).with_columns(pl.concat_str("id", pl.lit("-again")).alias("id"))
    return {
        "reports": pl.concat([reports, reports.gather_every(1000)]),
        "memberships": pl.concat([memberships, later]),
    }


def ours(frames: Frames) -> Found:
    """Constraints of the models and two rules, as they are shipped."""
    chosen = [rule for rule in CATALOGUE if rule.code in RULES]
    wanted = {(table, name) for table, cells in COLUMNS.items() for name in cells}
    wanted |= {("reports", name) for name in RULES}
    return _by_name(dlxh.check(dlxh.Tables(frames, as_of=AS_OF), rules=chosen), wanted)


def ours_across(frames: Frames) -> Found:
    """Two rules across rows, as they are shipped."""
    wanted = {(table, code) for table in frames for code in ACROSS}
    return _by_name(dlxh.check(dlxh.Tables(frames, as_of=AS_OF), only=ACROSS), wanted)


def _by_name(findings: dlxh.Findings, wanted: set[tuple[str, str]]) -> Found:
    codes = [name for _, name in wanted]
    name = pl.when(pl.col("code").is_in(codes) | pl.col("field").is_null()).then("code").otherwise("field")
    named = findings.polars.select("table", name.alias("name"), pl.col("record").alias("key"))
    parts = named.partition_by("table", "name", as_dict=True, include_key=False)
    return {f"{table} {name}": rows for (table, name), rows in parts.items() if (table, name) in wanted}


def by_hand(frames: Frames) -> Found:
    """One filter in Polars for each rule, all collected together."""
    return collect_frames(frames, {table: conditions(table) for table in frames})


def by_hand_across(frames: Frames) -> Found:
    """The two rules across rows in Polars."""
    return collect_frames(frames, {table: ACROSS_ROWS[table] for table in frames})


def collect_frames(frames: Frames, conditions: Mapping[str, Mapping[str, pl.Expr]]) -> Found:
    """Return the keys of the rows for which conditions do not hold."""
    plans = {
        f"{table} {name}": frames[table]
        .lazy()
        .filter(~holds)
        .select(KEYS.get(table, pl.col("id").alias("key")))
        for table, each in conditions.items()
        for name, holds in each.items()
    }
    return dict(zip(plans, pl.collect_all(list(plans.values())), strict=True))


def conditions(table: str) -> dict[str, pl.Expr]:
    """Return what has to hold of each column of a table, and of its rows."""
    cells = {name: _holds(name, cell) for name, cell in COLUMNS[table].items()}
    rules = {name: holds.fill_null(value=True) for name, holds in RULES.items()}
    return cells | (rules if table == "reports" else {})


def _holds(name: str, cell: Cell) -> pl.Expr:
    column = pl.col(name)
    holds = column.is_in(cell.among) if cell.among else column.str.len_chars() <= cell.most
    holds = holds & column.str.contains(cell.pattern) if cell.pattern else holds
    return holds.fill_null(not cell.needed)


_LAST = pl.col("end").fill_null(pl.date(9999, 12, 31))
_BEFORE = _LAST.cum_max().shift(1).over("collaborator", order_by=["start", "id"])
ACROSS_ROWS: Mapping[str, Mapping[str, pl.Expr]] = {
    "reports": {"X102": ~pl.col("id").is_duplicated()},
    "memberships": {
        "X102": ~pl.col("id").is_duplicated(),
        "T201": (pl.col("start") > _BEFORE).fill_null(value=True),
    },
}
"""What has to hold of a row next to the others."""


def keys(found: Found) -> dict[str, frozenset[str]]:
    """Return the rows at fault, so that two answers can be compared."""
    return {name: frozenset(rows["key"]) for name, rows in found.items() if rows.height}
