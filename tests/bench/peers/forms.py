"""The same rules in each peer, as its own docs would have them written.

Each form gives, by table and field or code, a frame with the keys of the rows at fault. What `dev.py bench --peers` runs.
"""

from typing import Any

import dataframely as dy
import pandera.polars as pa
import pointblank as pb
import polars as pl

from tests.bench.peers.shape import ACROSS_ROWS, COLUMNS, KEYS, RULES, Cell, Found, Frames, conditions

MOST = 10_000_000
"""How many rows pointblank may hand back; it stops at 500 otherwise."""
ID = pl.col("id").alias("key")


# --- dataframely ------------------------------------------------------------------------------------------------


def _dataframely_column(cell: Cell) -> dy.String:
    if cell.among:
        return dy.String(nullable=not cell.needed, check=lambda column: column.is_in(cell.among))
    return dy.String(nullable=not cell.needed, regex=cell.pattern, max_length=cell.most)


def _dataframely_rule(holds: pl.Expr) -> Any:  # noqa: ANN401 - a rule of dataframely
    return dy.rule()(lambda cls: holds)  # noqa: ARG005 - it is handed the schema


def _dataframely_schema(table: str) -> type[dy.Schema]:
    body: dict[str, Any] = {name: _dataframely_column(cell) for name, cell in COLUMNS[table].items()}
    if table == "reports":
        body |= {name: _dataframely_rule(holds.fill_null(value=True)) for name, holds in RULES.items()}
        body |= {
            "author_unit": dy.String(nullable=True),
            "received_day": dy.Date(),
            "erase_after": dy.Date(nullable=True),
        }
    if table == "streams":
        body["position"] = dy.Int64(nullable=False)
    return type(table, (dy.Schema,), body)


SCHEMAS = {table: _dataframely_schema(table) for table in COLUMNS}


def with_dataframely(frames: Frames) -> Found:
    """`filter` of each schema, and from what failed the rows of each column or rule."""
    found: dict[str, pl.DataFrame] = {}
    for table, schema in SCHEMAS.items():
        failed = schema.filter(frames[table]).failure
        details, rules = failed.details(), failed.counts()
        for name in conditions(table):
            flags = [rule for rule in rules if rule.partition("|")[0] == name]
            if flags:
                bad = pl.any_horizontal(pl.col(flag) == "invalid" for flag in flags)
                found[f"{table} {name}"] = details.filter(bad).select(KEYS[table])
    return found


# --- pandera ----------------------------------------------------------------------------------------------------


def _pandera_column(cell: Cell) -> pa.Column:
    if cell.among:
        return pa.Column(str, pa.Check.isin(cell.among), nullable=not cell.needed)
    checks = [pa.Check.str_matches(cell.pattern or ""), pa.Check.str_length(max_value=cell.most)]
    return pa.Column(str, checks, nullable=not cell.needed)


def _pandera_rule(name: str, holds: pl.Expr) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(holds), name=name)


def _pandera_schema(table: str) -> pa.DataFrameSchema:
    rules = RULES.items() if table == "reports" else ()
    return pa.DataFrameSchema(
        {name: _pandera_column(cell) for name, cell in COLUMNS[table].items()},
        checks=[_pandera_rule(name, holds.fill_null(value=True)) for name, holds in rules],
    )


def _pandera_found(table: str, schema: pa.DataFrameSchema, frame: pl.DataFrame, key: pl.Expr) -> Found:
    """Return the rows that a schema refuses: the failure cases name them by number."""
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        name = pl.when(pl.col("schema_context") == "Column").then("column").otherwise("check").alias("name")
        cases = error.failure_cases.select(name, "index").unique()
        parts = cases.partition_by("name", as_dict=True, include_key=False)
        rows = frame.select(key)
        return {f"{table} {name}": rows[places["index"].to_list()] for (name,), places in parts.items()}
    return {}


PANDERA = {table: _pandera_schema(table) for table in COLUMNS}


def with_pandera(frames: Frames) -> Found:
    """Lazy validation of each table."""
    found: dict[str, pl.DataFrame] = {}
    for table, schema in PANDERA.items():
        found |= _pandera_found(table, schema, frames[table], KEYS[table])
    return found


# --- pointblank ---------------------------------------------------------------------------------------------------


def with_pointblank(frames: Frames) -> Found:
    """One plan of steps a table; the extract of each step holds the rows."""
    found: dict[str, list[pl.DataFrame]] = {}
    for table, frame in frames.items():
        plan = pb.Validate(frame)
        names: list[str] = []
        for name, cell in COLUMNS[table].items():
            if cell.needed:
                plan, names = plan.col_vals_not_null(name), [*names, name]
            if cell.among:
                plan = plan.col_vals_in_set(name, [*cell.among, None])
            else:
                plan = plan.col_vals_regex(name, cell.pattern or "", na_pass=True)
            names.append(name)
        if table == "reports":
            for name, holds in RULES.items():
                plan, names = plan.col_vals_expr(holds.fill_null(value=True)), [*names, name]
        done = plan.interrogate(extract_limit=MOST)
        for step, name in enumerate(names, start=1):
            rows = done.get_data_extracts(step, frame=True)
            if rows is not None and len(rows):
                found.setdefault(f"{table} {name}", []).append(rows.select(KEYS[table]))
    return {name: pl.concat(parts).unique() for name, parts in found.items()}


# --- across rows ------------------------------------------------------------------------------------------------


def _dataframely_across(table: str) -> type[dy.Schema]:
    rules = {name: _dataframely_rule(holds) for name, holds in ACROSS_ROWS[table].items()}
    body = {"id": dy.String(nullable=False), **rules}
    if table == "memberships":
        body |= {"collaborator": dy.String(), "start": dy.Date(), "end": dy.Date(nullable=True)}
    return type(table, (dy.Schema,), body)


def dataframely_across(frames: Frames) -> Found:
    """Rules of a schema, because a primary key replaces neither of the two."""
    found = {}
    for table, frame in frames.items():
        details = _dataframely_across(table).filter(frame).failure.details()
        for name in ACROSS_ROWS[table]:
            found[f"{table} {name}"] = details.filter(pl.col(name) == "invalid").select(ID)
    return found


def pandera_across(frames: Frames) -> Found:
    """Checks of whole frames."""
    found: dict[str, pl.DataFrame] = {}
    for table, frame in frames.items():
        checks = [_pandera_rule(name, holds) for name, holds in ACROSS_ROWS[table].items()]
        found |= _pandera_found(table, pa.DataFrameSchema(checks=checks), frame, ID)
    return found


def pointblank_across(frames: Frames) -> Found:
    """A step for each."""
    found: dict[str, pl.DataFrame] = {}
    for table, frame in frames.items():
        plan = pb.Validate(frame)
        for holds in ACROSS_ROWS[table].values():
            plan = plan.col_vals_expr(holds)
        done = plan.interrogate(extract_limit=MOST)
        for step, name in enumerate(ACROSS_ROWS[table], start=1):
            rows = done.get_data_extracts(step, frame=True)
            if rows is not None and len(rows):
                found[f"{table} {name}"] = rows.select(ID)
    return found
