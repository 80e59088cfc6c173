"""Dữ liệu về một cộng tác viên: all rows about one person, and the same tables without what identifies that person.

Law 91/2025/QH15 on personal data gives a person the right to see what is held and to have it erased. A person is the
collaborator of an id, with all records that state the same `person`.
"""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from dlxh.models.collaborator import Collaborator
from dlxh.register.columns import Column
from dlxh.register.conform import in_utc
from dlxh.register.finding import Finding
from dlxh.register.known_tables import Schema
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.views import RegisterError
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import need_text

if TYPE_CHECKING:
    from dlxh.register.tables import Tables

Lazy = nw.LazyFrame[Any]
_PEOPLE: Final = "collaborators"
_LEADING: Final = (_PEOPLE, "memberships")
"""The tables whose ids lead to one person."""
_FORGOTTEN: Final = "forgotten:"
"""How the code begins by which records of one forgotten person are still counted as one."""


def ids_of_person(tables: "Tables", collaborator: str) -> tuple[str, ...]:
    """Return the ids of the records of a person, as far as the tables say that they are of one.

    Raises:
        RegisterError: there is no collaborator of this id.
    """
    need_text(collaborator=collaborator)
    if not tables.holds(_PEOPLE, collaborator):
        raise RegisterError.missing(Collaborator, collaborator)
    if "persons" not in tables:
        return (collaborator,)
    persons = tables["persons"]
    codes = _values(persons.filter(nw.col("collaborator") == collaborator), "person")
    same = _values(persons.filter(nw.col("person").is_in(codes)), "collaborator")
    return tuple(dict.fromkeys([collaborator, *sorted(same)]))


def _values(frame: Lazy, column: str) -> list[str]:
    """Return the values of a column that are there."""
    found: list[str | None] = frame.select(column).collect("polars")[column].to_list()
    return [each for each in found if each is not None]


def _rows_of_person(tables: "Tables", ids: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the ids of the rows about a person, and of what these hold, by table; tables without ids are not among them."""
    known, found = tables.schema, {_PEOPLE: list(ids)}
    for name, table in known.items():
        if name in tables and name != _PEOPLE and table.key == ("id",) and table.pack is None:
            leads = [each for each in table.columns if each.references in found and _leads(table, each)]
            if leads:
                found[name] = _values(tables[name].filter(_any_in(leads, found)), "id")
    return found


def _leads(table: Table, column: Column) -> bool:
    """Return whether a column says whose a row is: the person, or what the row is a part of."""
    return column.name in table.link or (table.parent is None and column.references in _LEADING)


def _any_in(columns: list[Column], found: dict[str, list[str]]) -> nw.Expr:
    masks = (nw.col(each.name).is_in(found[str(each.references)]).fill_null(value=False) for each in columns)
    return nw.any_horizontal(*masks, ignore_nulls=True)


def _owner(table: Table) -> str:
    """Return the table that the first link of a row leads to."""
    return str(table.column(table.link[0]).references)


def rows_about(tables: "Tables", collaborator: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows about a person by table; what `Register.about` returns.

    Raises:
        RegisterError: there is no collaborator of this id.
    """
    found = _rows_of_person(tables, ids_of_person(tables, collaborator))
    about: dict[str, list[dict[str, Any]]] = {}
    for name, table in tables.schema.items():
        own = table.name if table.parent is None else _owner(table)
        is_matter = tables.schema.root(name) == "reports" and (table.field is not None or own != "reports")
        if name not in tables or own not in found or is_matter:
            continue
        key = "id" if table.parent is None else table.link[0]
        rows = in_utc(tables[name].filter(nw.col(key).is_in(found[own])).collect("polars").to_native())
        shown = [_without_others(row, table, found) for row in rows.to_dicts()]
        if shown:
            about[name] = shown
    return about


def _without_others(row: dict[str, Any], table: Table, found: dict[str, list[str]]) -> dict[str, Any]:
    """Return a row without its place in a file, and without the ids of other people in own fields."""
    others = {
        column.name
        for column in table.columns
        if column.references in _LEADING and row[column.name] not in found.get(column.references, ())
    }
    return {name: None if name in others else value for name, value in row.items() if name != SOURCE_ROW}


def forget_in(tables: "Tables", collaborator: str) -> "Tables":
    """Return tables without what identifies a person; what `Register.forget` is made from.

    Raises:
        RegisterError: there is no collaborator of this id.
    """
    ids = ids_of_person(tables, collaborator)
    found, frames = _rows_of_person(tables, ids), {}
    people = tables[_PEOPLE]
    frames[_PEOPLE] = people.with_columns(_empty("position", nw.col("id").is_in(ids)))
    if "contacts" in tables:
        frames["contacts"] = tables["contacts"].filter(~nw.col("collaborator").is_in(ids))
    if "persons" in tables:
        frames["persons"] = _without_code(tables["persons"], ids)
    for name, table in tables.schema.items():
        if table.pack is not None and name in tables and _owner(table) in found:
            frames[name] = _without_restricted(tables[name], table, found[_owner(table)])
    same = tables.replace_frames(frames)
    same.refused = _without_texts(tables, found)
    return same.collect() if tables.is_in_memory else same


def _without_texts(tables: "Tables", found: dict[str, list[str]]) -> tuple[Finding, ...]:
    """Return what was refused without the text of each line about a person, and of each line whose owner nobody knows.

    A line that was refused may own others that were: a membership that did not become a row is known by its text.
    """
    keys = {key for of_table in found.values() for key in of_table}
    named = {key for name in _LEADING for key in found.get(name, ())}
    gone: set[int] = set()
    while more := {
        place
        for place, each in enumerate(tables.refused)
        if place not in gone and _is_about(each, keys, named, tables.schema)
    }:
        gone |= more
        own = {record for place in more if (record := tables.refused[place].record) is not None}
        keys, named = keys | own, named | own
    return tuple(
        replace(each, row=None) if place in gone else each for place, each in enumerate(tables.refused)
    )


def _is_about(finding: Finding, keys: set[str], named: set[str], known: Schema) -> bool:
    """Return whether a line that was refused is about a person, or may be: a name without an id that says whose it is."""
    if finding.row is None:
        return False
    owners = {finding.root, finding.record, (finding.record or "").partition("#")[0]}
    if owners & keys or any(f'"{key}"' in finding.row for key in named):
        return True
    return finding.record is None and finding.table in known and known.root(str(finding.table)) == _PEOPLE


def _empty(column: str, gone: nw.Expr) -> nw.Expr:
    """Return a column that is empty where rows are of a person."""
    return nw.when(~gone).then(nw.col(column)).alias(column)


def _without_code(persons: Lazy, ids: tuple[str, ...]) -> Lazy:
    """Return persons with another code for one, by which the person is still counted once.

    It is made from the code alone, so that services that each hold one network of the person give the same.
    """
    theirs = nw.col("collaborator").is_in(ids)
    codes = {*_values(persons.filter(theirs), "person")}
    made = nw.col("person")
    for code in codes:
        made = nw.when(theirs & (nw.col("person") == code)).then(nw.lit(_forgotten(code))).otherwise(made)
    return persons.with_columns(made.alias("person"))


def _forgotten(code: str) -> str:
    """Return the code that takes the place of that of a person; of one that was forgotten already the same."""
    if code.startswith(_FORGOTTEN):
        return code
    return _FORGOTTEN + hashlib.sha256(code.encode()).hexdigest()[:32]


def _without_restricted(frame: Lazy, table: Table, ids: list[str]) -> Lazy:
    """Return own rows without what is restricted in the rows of a person."""
    theirs = nw.col(table.link[0]).is_in(ids)
    hidden = [each.name for each in table.own if each.disclosure >= Disclosure.RESTRICTED]
    if not hidden:
        return frame
    if table.field is not None:
        return frame.filter(~theirs)
    emptied = frame.with_columns(_empty(name, theirs) for name in hidden)
    return emptied.filter(
        nw.any_horizontal(*(~nw.col(each.name).is_null() for each in table.own), ignore_nulls=True)
    )
