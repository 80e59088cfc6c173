"""Tiền tố: the ids of one register written with a prefix, so that it can be joined with another that has the same ids."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias, cast

import narwhals as nw
import polars as pl

from dlxh.register.coverage import EVERY, Partial
from dlxh.register.finding import Finding
from dlxh.register.known_tables import Schema
from dlxh.register.labels import call_table
from dlxh.register.pack import join_packs
from dlxh.register.register import Register
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.register.views import RegisterError, Views
from dlxh.words.given import need_text
from dlxh.words.ids import ID_PATTERN, LONGEST_ID, LONGEST_LINE_ID

Ids: TypeAlias = Mapping[str, Collection[str]]
"""By table the ids of some of its rows."""
_ROOT: Final = "\0root"
"""The id of the record that owns a row; no column of a table is called so."""
_LINES: Final = "allowance_lines"
_PARTS: Final = {"network": "networks", "collaborator": "collaborators", "provision": "scheme_provisions"}
"""The columns whose ids are parts of the id of a line, with the tables of these."""
_PLACES: Final = (0, 1, 3)
"""The place of each of them in the id."""
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
    to it are kept. A reference to a record that is not there gets the prefix too, so that it finds none of the other. The id of
    an allowance line is made of the new ids, as a calculation over the new register makes it. What is wrong with lines of files
    that are not rows has the new ids of its rows too; the text of such a line stays as it was read.

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
    ids = _Ids(prefix, kept, _lines(rows.get(_LINES), prefix, kept))
    frames = {}
    for name, frame in rows.items():
        is_shared = pl.col(_ROOT).is_in(list(kept.get(known.root(name), ())))
        own = frame.filter(~is_shared.fill_null(value=False)).drop(_ROOT)
        named = {each.name: each.references for each in known[name].columns if each.references is not None}
        named |= {"id": name} if known[name].key == ("id",) else {}
        own = own.with_columns(ids.write(column, of) for column, of in named.items())
        for column, of in named.items():
            _refuse_long(own[column], known[name], of)
        frames[name] = nw.from_native(own.lazy())
    networks = {
        name: [each if each == EVERY else ids.new(each, "networks") for each in found]
        for name, found in partial.items()
    }
    made = tables.replace_frames(frames).with_metadata(as_of=tables.as_of, partial=networks)
    made.refused = tuple(_rename(each, known, ids) for each in tables.refused)
    return made


@dataclass(frozen=True, slots=True)
class _Ids:
    """How ids are written.

    Attributes:
        prefix: What those of rows that are not shared begin with.
        kept: By table the ids that stay as they are.
        lines: The new ids of allowance lines by the old ones.
    """

    prefix: str
    kept: Ids
    lines: Mapping[str, str]

    def new(self, key: str, table: str) -> str:
        """Return the new id of a row of a table."""
        if key in self.kept.get(table, ()):
            return key
        return self.lines.get(key, self.prefix + key) if table == _LINES else self.prefix + key

    def write(self, column: str, table: str) -> pl.Expr:
        """Return a column of ids of a table as the new ids."""
        keys = pl.col(column)
        made = pl.lit(self.prefix) + keys
        if table == _LINES:
            made = keys.replace_strict(self.lines, default=made, return_dtype=pl.String)
        return pl.when(keys.is_in(list(self.kept.get(table, ())))).then(keys).otherwise(made).alias(column)


def _lines(frame: pl.DataFrame | None, prefix: str, kept: Ids) -> dict[str, str]:
    """Return the new ids of allowance lines: of the new ids that they are made of, or else with the prefix."""
    ids, found = _Ids(prefix, kept, {}), {}
    for key, *parts in () if frame is None else frame.drop_nulls("id").select("id", *_PARTS).iter_rows():
        words = key.split("~")
        if len(words) == len(_PARTS) + 2:  # with a month and a number
            for place, (of, old) in zip(_PLACES, zip(_PARTS.values(), parts, strict=True), strict=True):
                words[place] = ids.new(old, of) if words[place] == old else words[place]
        made = "~".join(words)
        found[key] = prefix + key if made == key else made
    return found


def _rename(finding: Finding, known: Schema, ids: _Ids) -> Finding:
    """Return what is wrong with a line of a file with the new ids of its row, of its record and of its network."""
    table = known.get(str(finding.table))
    if table is None:
        return finding
    of = table.column(table.key[0]).references or table.name
    record, root, network = finding.record, finding.root, finding.network
    if record is not None:
        key, mark, place = record.partition("#")
        record = ids.new(key, of) + mark + place
    return replace(
        finding,
        record=record,
        root=None if root is None else ids.new(root, known.root(table.name)),
        network=None if network is None else ids.new(network, "networks"),
    )


def _refuse_long(ids: pl.Series, table: Table, of: str) -> None:
    longest, most = ids.drop_nulls().str.len_chars().max(), LONGEST_LINE_ID if of == _LINES else LONGEST_ID
    if isinstance(longest, int) and longest > most:
        raise RegisterError(
            vi=f"prefix= làm mã trong bảng {call_table(table, 'vi')} dài {longest} ký tự; mã dài nhiều nhất {most}, hãy dùng tiền tố ngắn hơn",
            en=f"prefix= makes an id of table {call_table(table, 'en')} {longest} characters long; at most {most} are allowed, take a shorter one",
        )


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
        table, top = known[name], pl.lit(known.root(name))
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
        name: set(frame.filter(pl.col(_ROOT).is_in(list(shared.get(known.root(name), ()))))["id"])
        for name, frame in rows.items()
        if known[name].key == ("id",)
    }
