"""Tiền tố: the ids of one register written with a prefix, so that it can be joined with another that has the same ids."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias, cast

import narwhals as nw
import polars as pl

from dlxh.register.coverage import EVERY, Partial
from dlxh.register.known_tables import Schema
from dlxh.register.pack import join_packs
from dlxh.register.register import Register
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.register.views import RegisterError, Views
from dlxh.words.given import need_text
from dlxh.words.ids import ID_PATTERN, LONGEST_ID

Ids: TypeAlias = Mapping[str, Collection[str]]
"""By table the ids of some of its rows."""
_ROOT: Final = "\0root"
"""The id of the record that owns a row; no column of a table is called so."""
_BEGINS: Final = re.compile(ID_PATTERN.replace("$", r"\Z"))


def refuse_prefix(prefix: object) -> None:
    """Refuse what no id may begin with.

    Raises:
        ArgumentError: it is not a text.
        RegisterError: it is empty, or holds something that ids do not.

    >>> refuse_prefix("HY-")
    """
    need_text(prefix=prefix)
    if not _BEGINS.fullmatch(str(prefix)):
        raise RegisterError(
            vi="prefix= bắt đầu bằng chữ cái không dấu hoặc chữ số, sau đó có thể có . _ : / -, ví dụ HY-",
            en="prefix= begins with an unaccented letter or a digit, then takes . _ : / - as well, such as HY-",
        )


def alike(first: Views, other: Views) -> dict[str, list[str]]:
    """Return by root table the ids of records that two registers hold with the same content.

    Records of a network that is not alike are not: they are not even built to be compared.
    """
    found: dict[str, list[str]] = {}
    for name, model in other.schema.roots.items():
        records = cast("list[Any]", other.all(model))
        if name != "networks":
            strange = {each.id for each in other.networks} - set(found.get("networks", ()))
            records = [each for each in records if getattr(each, "network", None) not in strange]
        there = cast("list[Any]", first.all(first.schema.roots[name])) if records else []
        held = {each.id: each for each in there}
        found[name] = [each.id for each in records if held.get(each.id) == each]
    return found


def lend_packs(first: Register, other: Register) -> tuple[Register, Register]:
    """Return two registers with the pack that one of them has, so that own fields are compared too."""
    pack = join_packs(first.pack, other.pack)
    nothing = Tables({}, as_of=min(first.as_of, other.as_of), pack=pack)
    lent, lent_other = (Register.from_tables(each.tables.append(nothing)) for each in (first, other))
    return lent, lent_other


def with_prefix(tables: Tables, prefix: str, alike: Ids, partial: Partial) -> Tables:
    """Return tables in which ids and references begin with a prefix, without the records that are shared.

    A record is shared if the other register holds it with the same content, and shares what it refers to: the references
    to it are kept. A reference to a record that is not there gets the prefix too, so that it finds none of the other.

    Args:
        tables: The tables; they are read into memory.
        prefix: What ids begin with.
        alike: By root table the ids of the records that the other holds with the same content.
        partial: What is partial, by network.

    Raises:
        RegisterError: an id gets too long.

    >>> from datetime import date
    >>> with_prefix(Tables({}, as_of=date(2024, 7, 1)), "HY-", {}, {}).names
    ()
    """
    refuse_prefix(prefix)
    tables = tables.collect()
    known = tables.schema
    rows = {name: _with_roots(tables, known[name]) for name in tables}
    kept = _shared_ids(rows, _shared_roots(rows, alike, known), known)
    frames = {}
    for name, frame in rows.items():
        table = known[name]
        is_shared = pl.col(_ROOT).is_in(list(kept.get(_root(table, known).name, ())))
        own = frame.filter(~is_shared.fill_null(value=False)).drop(_ROOT)
        named = {each.name: each.references for each in table.columns if each.references is not None}
        named |= {"id": name} if table.key == ("id",) else {}
        own = own.with_columns(_write(column, prefix, kept.get(of, ())) for column, of in named.items())
        if "id" in named:
            _refuse_long(own["id"], table)
        frames[name] = nw.from_native(own.lazy())
    networks = {
        name: [each if each == EVERY or each in kept.get("networks", ()) else prefix + each for each in found]
        for name, found in partial.items()
    }
    return tables.replace_frames(frames).with_metadata(as_of=tables.as_of, partial=networks)


def _write(column: str, prefix: str, kept: Collection[str]) -> pl.Expr:

    of_column = pl.col(column)
    return pl.when(of_column.is_in(list(kept))).then(of_column).otherwise(pl.lit(prefix) + of_column)


def _refuse_long(ids: pl.Series, table: Table) -> None:
    longest = ids.drop_nulls().str.len_chars().max()
    if table.name != "allowance_lines" and isinstance(longest, int) and longest > LONGEST_ID:
        raise RegisterError(
            vi=f"prefix= làm mã trong bảng {table.name} dài {longest} ký tự; mã dài nhiều nhất {LONGEST_ID}, hãy dùng tiền tố ngắn hơn",
            en=f"prefix= makes an id of table {table.name} {longest} characters long; at most {LONGEST_ID} are allowed, take a shorter one",
        )


def _root(table: Table, known: Schema) -> Table:
    return table if table.parent is None else _root(known[table.parent], known)


def _with_roots(tables: Tables, table: Table) -> pl.DataFrame:
    """Return the rows of a table with the id of the record that owns each; none is known where an owner is absent."""
    frame = tables.polars(table.name)
    if table.parent is None:
        return frame.with_columns(pl.col("id").alias(_ROOT))
    link, parent = table.link[0], tables.schema[table.parent]
    if parent.parent is None:
        return frame.with_columns(pl.col(link).alias(_ROOT))
    if parent.name not in tables:
        return frame.with_columns(pl.lit(None, pl.String).alias(_ROOT))
    owners = _with_roots(tables, parent).select(pl.col(parent.key[0]).alias(link), _ROOT)
    return frame.join(owners.unique(link), on=link, how="left", maintain_order="left")


def _shared_roots(rows: Mapping[str, pl.DataFrame], alike: Ids, known: Schema) -> dict[str, set[str]]:
    """Return by root table the records that are alike in both and refer to no record that is not."""
    shared = {name: {key for key, times in Counter(ids).items() if times == 1} for name, ids in alike.items()}
    changed = True
    edges = list(_references(rows, known).iter_rows())
    while changed:
        changed = False
        for of, start, to, end in edges:
            if start in shared.get(of, ()) and end not in shared.get(to, ()):
                shared[of].discard(start)
                changed = True
    return shared


def _references(rows: Mapping[str, pl.DataFrame], known: Schema) -> pl.DataFrame:
    """Return which record refers to which other that is there: root table and id of both."""
    named, held = [], []
    for name, frame in rows.items():
        table, top = known[name], pl.lit(_root(known[name], known).name)
        if table.key == ("id",):
            held.append(
                frame.select(
                    pl.lit(name).alias("in"),
                    pl.col("id").alias("at"),
                    top.alias("to"),
                    pl.col(_ROOT).alias("end"),
                )
            )
        for each in table.columns:
            if each.references is not None:
                at = (pl.lit(each.references).alias("in"), pl.col(each.name).alias("at"))
                named.append(frame.select(top.alias("of"), pl.col(_ROOT).alias("start"), *at))
    if not named or not held:
        return pl.DataFrame()
    both = pl.concat(named).unique().join(pl.concat(held), on=["in", "at"])
    return both.select("of", "start", "to", "end").unique()


def _shared_ids(rows: Mapping[str, pl.DataFrame], shared: Ids, known: Schema) -> dict[str, set[str]]:
    """Return by table the ids of the rows that shared records own."""
    return {
        name: set(
            frame.filter(pl.col(_ROOT).is_in(list(shared.get(_root(known[name], known).name, ()))))["id"]
        )
        for name, frame in rows.items()
        if known[name].key == ("id",)
    }
