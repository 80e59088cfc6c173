"""Bảng của vụ việc: what many cases come to, as frames that rules read; `case_rows` is the same for one case."""

from typing import Any

import narwhals as nw

from dlxh.casework.clocks_of_tables import assignments
from dlxh.casework.move_keys import MoveKeys
from dlxh.casework.results import last_on_contents
from dlxh.casework.steps import (
    ORDER,
    TIME,
    by_move,
    era,
    number_events,
    parts_of,
    position_column,
    spread_over_contents,
    steps,
)
from dlxh.data.case_moves import START
from dlxh.models.case_kinds import AssignmentTask
from dlxh.register.tables import Tables

FINDING_OWED = tuple(task.value for task in AssignmentTask if task.owes_finding)
"""The tasks after which an agency owes a finding."""


def case_steps(tables: Tables, keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Return one row per event, with what the table of moves of its network and day has on it.

    Columns: case, n (its place by time), position, kind, sequence, by; `sequence_before`, the greatest number of those
    before it; `era`, how often the case had ended before; `role` and `checks` of its move, null where the table has none of
    its kind; `caused`, whether one of its causes comes before it, null where it needs none; `hand`, unit and office that
    acted; `apart_from`, the hand that last acted in a role that the table keeps apart from that of this step.
    """
    hand = nw.concat_str([nw.coalesce("by", nw.lit("")), nw.coalesce("actor", nw.lit(""))], separator="#")
    highest = nw.col("sequence").cum_max().over("case", order_by=TIME)
    frame = tables["events"].with_columns(
        position_column(), keys.key().alias("move"), hand.alias("hand"), highest.alias("highest")
    )
    before = nw.col("highest").shift(1).over("case", order_by=TIME)
    role = by_move({key: move.role for key, _, move in keys.moves()})
    checks = by_move({key: " ".join(move.checks) for key, _, move in keys.moves()})
    frame = frame.with_columns(
        era(keys), before.alias("sequence_before"), role.alias("role"), checks.alias("checks")
    )
    frame = _add_apart(frame.with_columns(_caused_moves(keys)), keys)
    columns = ("case", "n", "position", "kind", "sequence", "by", "sequence_before", "era", "role", "checks")
    return frame.select(*columns, "caused", "hand", "apart_from")


def _caused_moves(keys: MoveKeys) -> nw.Expr:
    caused: dict[tuple[str, ...], list[str]] = {}
    for key, _, move in keys.moves():
        if move.after:
            caused.setdefault(move.after, []).append(key)
    met = nw.lit(None, nw.Boolean())
    for causes, moves in caused.items():
        first = nw.when(nw.col("kind").is_in(list(causes))).then(nw.col("n")).min().over("case")
        earlier = (first < nw.col("n")).fill_null(value=False)
        met = nw.when(nw.col("move").is_in(moves)).then(earlier).otherwise(met)
    return met.alias("caused")


def _add_apart(frame: nw.LazyFrame[Any], keys: MoveKeys) -> nw.LazyFrame[Any]:
    bound: dict[tuple[str, ...], list[str]] = {}
    for key, table, move in keys.moves():
        firsts = tuple(sorted(first for first, second in table.apart if second == move.role))
        if firsts:
            bound.setdefault(firsts, []).append(key)
    found = nw.lit(None, nw.String())
    for number, (roles, moves) in enumerate(bound.items()):
        name = f"hand_{number}"
        acted = nw.when(nw.col("role").is_in(list(roles))).then(nw.col("hand"))
        last = nw.col(name).fill_null(strategy="forward").over("case", order_by=ORDER)
        frame = frame.with_columns(acted.alias(name)).with_columns(last.alias(name))
        found = nw.when(nw.col("move").is_in(moves)).then(nw.col(name)).otherwise(found)
    return frame.with_columns(found.alias("apart_from"))


def case_statuses(tables: Tables, keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Return one row per event, with the state of its case.

    Columns: case, n, position; `before` and `status`, its status before the event and after it; `holder` after it, null:
    nobody; `is_allowed`, whether the table of moves of its network and day allows the step from there; `is_last`, whether no
    event follows.
    """
    pairs = [f"{status}>{key}" for key, _, move in keys.moves() for status in move.sources]
    pair = nw.concat_str([nw.coalesce("before", nw.lit(START)), nw.col("move")], separator=">")
    is_last = nw.col("n") == nw.col("n").max().over("case")
    frame = steps(tables, keys).with_columns(pair.is_in(pairs).alias("is_allowed"), is_last.alias("is_last"))
    return frame.select("case", "n", "position", "before", "status", "holder", "is_allowed", "is_last")


def content_findings(tables: Tables, keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Return one row per content on which an event gives a finding: case, content, and the last one as `finding`."""
    last_findings = last_on_contents(number_events(tables, keys), parts_of(tables), "finding")
    return last_findings.rename({"last_finding": "finding"})


def findings_due(tables: Tables, keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Return the contents on which a finding is due, by moves that keep V102: case, content.

    The agency that was to verify one has replied, or an event concludes it.
    """
    frame = number_events(tables, keys)
    replied, concluded = (
        frame.filter(
            nw.col("move").is_in([key for key, _, m in keys.moves() if m.kind == kind and "V102" in m.checks])
        )
        for kind in ("replied", "concluded")
    )
    owing = assignments(frame, keys).filter(nw.col("task").is_in(FINDING_OWED))
    ended = replied.select("case", nw.col("n").alias("closed_n"), nw.col("by").alias("agency"))
    answered = owing.join(ended, on=["case", "closed_n", "agency"], how="semi")
    due = nw.concat([each.select("case", "position") for each in (answered, concluded)])
    return spread_over_contents(due, parts_of(tables)).select("case", "content").unique()
