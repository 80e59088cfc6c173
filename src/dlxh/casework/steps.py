"""Các bước của nhiều vụ việc: the fold of `models.case_fold` as expressions over the tables, on any engine.

Events are ordered by time, then by their number. "The last event that says something" is a forward fill over the
case, and so is every part of the state; no row is handed to Python.

Columns of a step: `case`, `n` (number in the case), `moment` (microseconds since 1970 by the clock of Viet Nam), `era` (which
table of moves holds), `move` (key of the move in its table), `before` and `status`, and `holder` (the unit that has the case).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import narwhals as nw

from dlxh.casework.instants import DAY, micros_of_day, number_of_day
from dlxh.casework.move_keys import MoveKeys
from dlxh.register.tables import Tables

Settle: TypeAlias = "Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]]"
Frames: TypeAlias = "Mapping[str, nw.LazyFrame[Any]]"

TIME = ["at", "sequence", "position"]
"""What puts the events of a case in order."""
ORDER = ["n"]
KEPT = (
    *("case", "position", "kind", "day", "by", "actor", "to", "task", "allowed_amount", "allowed_unit"),
    *("allowed_repeat_every", "finding", "outcome", "route"),
)
NEEDS = ("cases", "contents", "events", "event_contents")
"""The tables that a case is derived from."""


def as_it_is(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return a frame unchanged: nothing is computed before the whole."""
    return frame


def compute_on_polars(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return a frame computed once, on Polars: what reads it several times would else compute it each time."""
    return frame.collect("polars").lazy()


def parts_of(tables: Tables, settle: Settle = as_it_is) -> Frames:
    """Return the tables besides the events that `steps` and `content_results` read."""
    return {
        "contents": settle(tables["contents"].select("case", "id", "finding", "outcome")),
        "event_contents": settle(tables["event_contents"].select("case", "event", "content")),
    }


def steps(
    tables: Tables,
    keys: MoveKeys,
    *,
    until: int | None = None,
    parts: "Frames | None" = None,
    settle: Settle = as_it_is,
) -> nw.LazyFrame[Any]:
    """Return one row per event: its number, and the status of the case before it and after it.

    Args:
        tables: The tables of cases.
        keys: The tables of moves.
        until: Events after this moment are not looked at; None: all are.
        parts: What `parts_of` returns, where it is there already.
        settle: `compute_on_polars` computes each part once and goes on with Polars.

    Columns: those of the event; `n`, its place in the case; `moment`, microseconds since 1970 by the clock of Viet Nam;
    `era`, how often the case had ended before; `before`, `status`, `holder` (null: nobody), `open_agencies`.
    """
    known = parts or parts_of(tables, settle)
    frame = settle(number_events(tables, keys, until))
    frame = settle(_add_outstanding(frame, keys))
    frame = settle(_add_completion(frame, known, keys))
    frame = frame.with_columns(
        _status_led_to(keys).alias("led"),
        _overlay(keys).alias("overlay"),
        _holder_after(keys).alias("handed"),
    )
    filled = [_last("led"), _last("overlay"), _last("handed")]
    frame = settle(frame.with_columns(*filled))
    status = nw.when(nw.col("overlay")).then(nw.lit("suspended")).otherwise(nw.col("led")).alias("status")
    frame = frame.with_columns(status)
    held = nw.col("status").is_in(keys.open_statuses) & (nw.col("handed") != "")
    return frame.with_columns(
        nw.col("status").shift(1).over("case", order_by=ORDER).alias("before"),
        nw.when(held).then(nw.col("handed")).alias("holder"),
    ).drop("led", "overlay", "handed", "complete_at")


def after(tables: Tables, until: int) -> nw.LazyFrame[Any]:
    """Return what events after a moment say: case, position, finding, outcome, route."""
    late = add_instants(tables["events"]).filter(nw.col("moment") > until)
    return late.select("case", "position", "finding", "outcome", "route")


def add_instants(events: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add the moment of each event, in microseconds since 1970 by the clock of Viet Nam."""
    moment = number_of_day(nw.col("day")) * DAY + micros_of_day(events, "at")
    return events.with_columns(moment.alias("moment"))


def number_events(tables: Tables, keys: MoveKeys, until: int | None = None) -> nw.LazyFrame[Any]:
    """Return the events with their number `n` in the case, their moment, and the era that they belong to."""
    frame = add_instants(tables["events"])
    if until is not None:
        frame = frame.filter(nw.col("moment") <= until)
    frame = frame.with_columns(position_column(), keys.key().alias("move")).select(
        *KEPT, "move", "n", "moment"
    )
    return frame.with_columns(era(keys))


def position_column() -> nw.Expr:
    """The number `n` of an event in its case: by time, then by its own number, then by its row."""
    found = nw.col("position").cum_count().over("case", order_by=TIME)
    return found.cast(nw.Int64()).alias("n")


def era(keys: MoveKeys) -> nw.Expr:
    """How often the case had ended before an event, from its key and number."""
    ended = nw.col("move").is_in(keys.where(ends=True)).cast(nw.Int64())
    return (ended.cum_sum().over("case", order_by=ORDER).cast(nw.Int64()) - ended).alias("era")


def _last(name: str) -> nw.Expr:
    return nw.col(name).fill_null(strategy="forward").over("case", order_by=ORDER).alias(name)


def marks(frame: nw.LazyFrame[Any], keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Return one row per beginning (mark 1) or end (mark 0) of what an agency owes, ends first within an event."""

    def part(kinds: Iterable[str], unit: str, mark: int) -> nw.LazyFrame[Any]:
        return frame.filter(nw.col("move").is_in(list(kinds)), ~nw.col(unit).is_null()).select(
            "case", "era", "n", nw.col(unit).alias("agency"), nw.lit(mark, nw.Int64()).alias("mark")
        )

    closed, opened = keys.where(closes="by"), keys.where(opens="to")
    return nw.concat([part(closed, "by", 0), part(opened, "to", 1)])


def _add_outstanding(frame: nw.LazyFrame[Any], keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Add how many agencies have not answered yet, after each event; whatever ends the case ends them all."""
    agency, case = ["case", "era", "agency"], ["case", "era"]
    before = nw.col("mark").shift(1).over(*agency, order_by=["n", "mark"]).fill_null(0)
    changes = marks(frame, keys).with_columns((nw.col("mark") - before).alias("change"))
    changed = changes.group_by("case", "n").agg(nw.col("change").sum().cast(nw.Int64()))
    joined = frame.join(changed, on=["case", "n"], how="left").with_columns(nw.col("change").fill_null(0))
    still = nw.col("change").cum_sum().over(*case, order_by=ORDER).cast(nw.Int64())
    ended = nw.col("move").is_in(keys.where(ends=True))
    counted = joined.with_columns(still.alias("open_agencies")).drop("change")
    return counted.with_columns(
        nw.when(ended).then(nw.lit(0, nw.Int64())).otherwise(nw.col("open_agencies")).alias("open_agencies")
    )


def spread_over_contents(frame: nw.LazyFrame[Any], parts: Frames) -> nw.LazyFrame[Any]:
    """Return one row per event and content that it is about; an event without contents is about all of its case."""
    named = parts["event_contents"].select("case", nw.col("event").alias("position"), "content")
    own = parts["contents"].select("case", nw.col("id").alias("content"))
    some = frame.join(named, on=["case", "position"], how="inner").join(
        own, on=["case", "content"], how="semi"
    )
    whole = frame.join(named, on=["case", "position"], how="anti").join(own, on="case", how="inner")
    columns = [*frame.collect_schema().names(), "content"]
    return nw.concat([some.select(columns), whole.select(columns)])


def _add_completion(frame: nw.LazyFrame[Any], parts: Frames, keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Add the number of the event by which every content had been concluded; null: some never was."""
    kinds = keys.where(unless="contents_open")
    concluding = frame.filter(nw.col("move").is_in(kinds)).select("case", "position", "n")
    first = spread_over_contents(concluding, parts).group_by("case", "content").agg(nw.col("n").min())
    done = first.group_by("case").agg(nw.col("n").max().alias("complete_at"), nw.len().alias("done"))
    total = parts["contents"].group_by("case").agg(nw.len().alias("total"))
    complete = done.join(total, on="case", how="inner").filter(nw.col("done") == nw.col("total"))
    return frame.join(complete.select("case", "complete_at"), on="case", how="left")


def _status_led_to(keys: MoveKeys) -> nw.Expr:
    """The status that an event leads to; null: it sets none of its own."""
    plain = by_move({key: move.to for key, _, move in keys.moves() if move.sets_status})
    hindrances = {
        "contents_open": nw.coalesce(nw.col("n") < nw.col("complete_at"), nw.lit(True)),
        "assignments_open": nw.col("open_agencies") > 0,
    }
    for name, hindered in hindrances.items():
        others = {
            key: move.otherwise
            for key, _, move in keys.moves()
            if move.unless == name and not (move.pauses or move.resumes)
        }
        instead = by_move(others)
        plain = nw.when(nw.col("move").is_in(list(others)) & hindered).then(instead).otherwise(plain)
    return plain


def _overlay(keys: MoveKeys) -> nw.Expr:
    """True from a pause on, false from whatever ends it; null: the event does neither."""
    pausing, resuming = keys.where(pauses=True), keys.where(resumes=True)
    ended = nw.col("move").is_in(resuming) | ~_status_led_to(keys).is_null()
    return nw.when(nw.col("move").is_in(pausing)).then(nw.lit(True)).when(ended).then(nw.lit(False))


def _holder_after(keys: MoveKeys) -> nw.Expr:
    """The unit that holds the case from an event on, `""` for nobody; null: the holder stays."""
    kind = nw.col("move")
    return (
        nw.when(kind.is_in(keys.where(holder="by")))
        .then(nw.col("by"))
        .when(kind.is_in(keys.where(holder="to")))
        .then(nw.col("to"))
        .when(kind.is_in(keys.where(holder="nobody")))
        .then(nw.lit(""))
    )


def by_move(codes: Mapping[str, str | None]) -> nw.Expr:
    """Return what an event's move has, given by key; null where it has nothing."""
    known = {key: value for key, value in codes.items() if value is not None}
    if not known:
        return nw.lit(None, nw.String())
    return nw.col("move").replace_strict(
        list(known), list(known.values()), default=None, return_dtype=nw.String()
    )
