"""Giữ lại và để riêng: the rows without an error, and the others with their reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.register.columns import Kind
from dlxh.register.finding import Severity
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.rules.engine.batch import KEY_PATTERN, Batch
from dlxh.rules.language.errors import RuleError
from dlxh.rules.rule import Rule
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import need


@dataclass(frozen=True, slots=True)
class ValidRows:
    """The rows that were kept.

    Attributes:
        tables: The tables without what fell out, in memory.
        errors: How many rows fell out of each table for an error of their own.
        orphans: How many fell out of each because a row that they name fell out.
    """

    tables: Tables
    errors: Mapping[str, int]
    orphans: Mapping[str, int]


def errors_about_rows(batches: Iterable[Batch], *, were_pickled: bool) -> list[Batch]:
    """Return the errors on rows that are there, which are found by their keys.

    Raises:
        RuleError: they were pickled, and a key is not there: it was none, or was left behind because it may be a name.
    """
    errors = (batch for batch in batches if batch.severity is Severity.ERROR)
    found = [batch for batch in errors if isinstance(batch.law, Rule) or not batch.law.kept_out]
    if were_pickled and any(batch.rows["record"].has_nulls() for batch in found):
        raise RuleError(
            vi="phát hiện đã qua pickle không giữ những khóa không phải mã; hãy kiểm tra lại các bảng",
            en="findings that were pickled left out keys that are not ids; check the tables again",
        )
    return found


def keep(tables: Tables, errors: Sequence[Batch], *, closed: bool) -> ValidRows:
    """Return the rows of the tables without those that the findings are about."""
    need(bool, closed=closed)
    wrong = reasons(errors)
    frames = {name: tables.polars(name) for name in tables}
    whole = {name: frame.height for name, frame in frames.items()}
    for name, why in wrong.items():
        if name in frames:
            frames[name] = _split(tables.schema[name], frames[name], why.select("record"), how="anti")
    fallen = {
        name: whole[name] - frame.height for name, frame in frames.items() if whole[name] > frame.height
    }
    after = {name: frame.height for name, frame in frames.items()}
    if closed:
        _close(frames, {name: tables.polars(name) for name in tables}, tables.schema)
    orphans = {
        name: after[name] - frame.height for name, frame in frames.items() if after[name] > frame.height
    }
    lazy: Any = {name: _lazy(frame) for name, frame in frames.items()}
    return ValidRows(_rebuilt(tables, lazy), fallen, orphans)


def _lazy(frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a frame of narwhals
    return nw.from_native(frame.lazy())


def _rebuilt(tables: Tables, frames: Any) -> Tables:  # noqa: ANN401 - frames of narwhals
    """Return the tables with frames in memory, whatever engine they came from."""
    stated = ("as_of", "partial", "places", "enforced", "pack")
    bare = Tables({}, **{name: getattr(tables, name) for name in stated})
    return bare.replace_frames(frames)


def quarantine(tables: Tables, errors: Sequence[Batch], *, personal: bool) -> dict[str, pl.DataFrame]:
    """Return the rows that the findings are about, with their reasons."""
    need(bool, personal=personal)
    found = {}
    for name, why in reasons(errors).items():
        if name in tables:
            rows = _split(tables.schema[name], tables.polars(name), why, how="inner")
            if not personal:
                rows = _without_other_keys(tables.schema[name], rows)
            shown = [
                each.name
                for each in tables.schema[name].columns
                if personal or each.disclosure < Disclosure.RESTRICTED
            ]
            found[name] = rows.select(*shown, "source_row", "reasons")
    return found


def _without_other_keys(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows without values of a key or a reference that are not ids: they may be somebody's name."""
    keys = [
        column.name
        for column in table.columns
        if column.kind is Kind.TEXT and (column.references is not None or column.name in table.key)
    ]
    return rows.with_columns(
        pl.when(pl.col(name).str.contains(KEY_PATTERN)).then(pl.col(name)).alias(name) for name in keys
    )


def reasons(errors: Sequence[Batch]) -> dict[str, pl.DataFrame]:
    """Return for each table the keys of rows with errors, and for each the codes and fields, joined by `; `."""
    parts = [
        batch.rows.select(
            _or(batch, "table"),
            "record",
            pl.concat_str([pl.lit(batch.code), _or(batch, "field")], separator=" ", ignore_nulls=True).alias(
                "reasons"
            ),
        )
        for batch in errors
    ]
    if not parts:
        return {}
    joined = (
        pl.concat(parts).group_by("table", "record").agg(pl.col("reasons").unique().sort().str.join("; "))
    )
    return {
        str(name): part.drop("table") for (name,), part in joined.partition_by("table", as_dict=True).items()
    }


def _or(batch: Batch, name: str) -> pl.Expr:
    if name in batch.rows.columns:
        return pl.col(name)
    fixed = batch.law.table if name == "table" else batch.law.field
    return pl.lit(fixed, pl.String).alias(name)


def _split(table: Table, rows: pl.DataFrame, why: pl.DataFrame, *, how: Any) -> pl.DataFrame:  # noqa: ANN401
    """Join rows with what is known of their keys; missing keys are equal to each other here."""
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in table.key], separator="#").alias("record")
    found = rows.with_columns(key).join(why, on="record", how=how, nulls_equal=True, maintain_order="left")
    return found.drop("record")


def _close(frames: dict[str, pl.DataFrame], before: Mapping[str, pl.DataFrame], known: Schema) -> None:
    """Drop rows that refer to a row which fell out, until nothing more falls out."""
    changed = True
    while changed:
        changed = False
        for name in list(frames):
            for column in known[name].columns:
                named = column.references
                if named is None or named not in frames or frames[named].height == before[named].height:
                    continue
                gone = before[named].select(pl.col("id")).join(frames[named], on="id", how="anti")
                kept = frames[name].join(
                    gone, left_on=column.name, right_on="id", how="anti", maintain_order="left"
                )
                if kept.height < frames[name].height:
                    frames[name], changed = kept, True
