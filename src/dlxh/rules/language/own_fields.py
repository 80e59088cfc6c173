"""Trường riêng trong quy tắc: which own columns a rule reads, and its parts on the columns that a pack adds."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache, reduce
from typing import TypeAlias

from dlxh.register.columns import Kind
from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import parse_own
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.register.tables import Tables
from dlxh.rules.language.declared import column_of, take_own_from
from dlxh.rules.language.nodes import Call, Col, EachOne, Node, Subject
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import Plan, plan_part
from dlxh.rules.language.row_part import RowPart
from dlxh.rules.language.scope import root

OnOwn: TypeAlias = Callable[[Table], Iterable[Part]]
"""Returns the parts of a rule on a table that a pack adds."""


def own_columns(read: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return which columns are those of own fields, as `table.column`.

    Args:
        read: By table the names of columns.

    >>> own_columns({"reports": ["hamlet", "kind"], "ledger": ["status"]})
    frozenset({'reports.hamlet'})
    """
    known = schema()
    pairs = ((table, name) for table, names in read.items() if table in known for name in names)
    return frozenset(
        f"{table}.{name}" for table, name in pairs if name not in (*known[table].names, SOURCE_ROW)
    )


def own_of_part(part: Part) -> frozenset[str]:
    """Return the columns of own fields that a part reads, as `table.column`.

    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.rows import subject
    >>> r = subject("reports")
    >>> own_of_part(part(r, r.kind.is_null()))
    frozenset()
    """
    return _own_of(part.reads.items())


def _own_of(read: Iterable[tuple[Node, frozenset[str]]]) -> frozenset[str]:
    return frozenset().union(*(own_columns({row.table: names}) for row, names in read))  # type: ignore[attr-defined] # every row is of a table


def own_values(read: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return which columns are the values of own fields with several, as `table.column`.

    >>> sorted(own_values({"reports_gl_hazards": ["report", "hazards"], "reports": ["hamlet"]}))
    ['reports_gl_hazards.hazards']
    """
    fields = {table: own[2] for table in read if (own := parse_own(table)) is not None}
    return frozenset(f"{table}.{field}" for table, field in fields.items() if field in read[table])


def kinds_of(columns: Iterable[str]) -> dict[str, tuple[Kind, str | None]]:
    """Return the kind of each of some columns, named as `table.column`, with the table whose ids it holds.

    >>> kinds_of(["reports.author"])["reports.author"][1]
    'collaborators'
    """
    found = {named: column_of(*named.split(".")) for named in columns}
    return {named: (column.kind, column.references) for named, column in found.items()}


def missing_own(columns: Iterable[str], tables: Tables) -> tuple[str, ...]:
    """Return the tables of own columns that are absent; the column itself where no pack brings it.

    >>> from datetime import date
    >>> missing_own(["reports.hamlet"], Tables({}, as_of=date(2024, 7, 1)))
    ('reports.hamlet',)
    """
    found = []
    for named in sorted(columns):
        table, _, column = named.partition(".")
        parts = (part.name for part in tables.schema.own(table) if column in part.names)
        found.append(next(parts, named))
    return tuple(name for name in dict.fromkeys(found) if name not in tables)


def plans_on_own(on_own: OnOwn | None, tables: Tables) -> tuple[tuple[Part, Plan], ...]:
    """Return the parts of a rule on the own fields that are there, each with its steps.

    >>> from datetime import date
    >>> plans_on_own(None, Tables({}, as_of=date(2024, 7, 1)))
    ()
    """
    if on_own is None or tables.pack is None:
        return ()
    return tuple(
        (part, plan)
        for own, read, (part, plan) in _plans_on_columns(on_own, tables.schema)
        if own in tables and part.applies_to(tables) and not missing_own(read, tables)
    )


def known_name(column: str) -> str:
    """Return the name of the column that states whether a cell of an own column is known.

    >>> known_name("hamlet")
    'known__hamlet'
    """
    return f"known__{column}"


def with_known(part: Part) -> Part:
    """Return a part that is open where an own cell that it reads, of its row or of one referred to, is not known.

    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.rows import subject
    >>> r = subject("reports")
    >>> with_known(part(r, r.kind.is_null())).columns
    frozenset({'kind'})
    """
    known = [
        Col(row, known_name(named.partition(".")[2]))
        for row, names in part.reads.items()
        if root(row) == Subject(part.table)
        for named in sorted(own_columns({row.table: names}))  # type: ignore[attr-defined] # every row is of a table
    ]
    return add_known(part, known)


def add_known(part: Part, known: Collection[Col]) -> Part:
    """Return a part that is open where one of some columns, which say what is known, is null.

    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.rows import subject
    >>> r = subject("reports")
    >>> len(add_known(part(r, r.kind.is_null()), [Col(Subject("reports"), "known__hamlet")]).columns)
    2
    """
    if not known:
        return part
    if isinstance(part.fault, EachOne):
        conditions = (*known, *(() if part.population is None else (part.population,)))
        return replace(part, population=reduce(_join, conditions))
    return replace(part, fault=reduce(_join, (*known, part.fault)))


def open_plans(plans: Iterable[tuple[Part, Plan]]) -> tuple[tuple[Part, Plan], ...]:
    """Return parts with their steps, those that read own cells open where these are not known.

    >>> open_plans(())
    ()
    """
    found = ((part, with_known(part), plan) for part, plan in plans)
    return tuple((known, plan if known is part else plan_part(known)) for part, known, plan in found)


def _join(one: Node, other: Node) -> Node:
    return Call("and", (one, other))


def parts_on_own(on_own: OnOwn | None, known: Schema) -> tuple[Part, ...]:
    """Return the parts of a rule on own fields, whether these are there or not.

    >>> parts_on_own(None, schema())
    ()
    """
    return () if on_own is None else tuple(part for _, (part, _) in _plans(on_own, known))


def row_parts_on_own(on_own: OnOwn | None, known: Schema) -> tuple[tuple[Part, RowPart], ...]:
    """Return the parts of a rule on own fields that judge single rows, which state them, made ready for that.

    >>> row_parts_on_own(None, schema())
    ()
    """
    among_all = places_among_all(on_own, known)
    return tuple(
        each for each in _row_parts(on_own, known) if (each[0].table, each[0].field) not in among_all
    )


@cache
def places_among_all(on_own: OnOwn | None, known: Schema) -> frozenset[tuple[str, str | None]]:
    """Return table and field of the parts on own fields that have to see all rows: those that read older ones.

    >>> places_among_all(None, schema())
    frozenset()
    """
    return frozenset(
        (part.table, part.field) for part in parts_on_own(on_own, known) if reads_own_of_others(part)
    )


@cache
def _row_parts(on_own: OnOwn | None, known: Schema) -> tuple[tuple[Part, RowPart], ...]:
    every = () if on_own is None else _plans(on_own, known)
    with take_own_from(known):
        return tuple((part, RowPart.of(part, plan).on_new_rows()) for _, (part, plan) in every)


def reads_own_of_others(part: Part) -> bool:
    """Return whether a part reads own fields of rows besides the one that is judged.

    >>> from dlxh.rules.language.rows import subject
    >>> from dlxh.rules.language.parts import part
    >>> r = subject("reports")
    >>> reads_own_of_others(part(r, r.kind.is_null()))
    False
    """
    return bool(own_of_others(part))


def own_of_others(part: Part) -> frozenset[str]:
    """Return the own columns, as `table.column`, that a part reads of rows besides the one that is judged.

    >>> from dlxh.rules.language.rows import subject
    >>> from dlxh.rules.language.parts import part
    >>> r = subject("reports")
    >>> own_of_others(part(r, r.kind.is_null()))
    frozenset()
    """
    return _own_of((row, names) for row, names in part.reads.items() if row != Subject(part.table))


@cache
def _plans(on_own: OnOwn, known: Schema) -> tuple[tuple[str, tuple[Part, Plan]], ...]:
    with take_own_from(known):
        return tuple(
            (table.name, (part, plan_part(part)))
            for table in known.values()
            if table.pack is not None
            for part in on_own(table)
        )


@cache
def _plans_on_columns(
    on_own: OnOwn, known: Schema
) -> tuple[tuple[str, frozenset[str], tuple[Part, Plan]], ...]:
    """Return the parts with their steps as tables are judged, and the own columns that each reads.

    One that compares own cells is open where these are not known.
    """
    found = [(own, own_of_part(made[0]), made) for own, made in _plans(on_own, known)]
    with take_own_from(known):
        return tuple(
            (own, read, open_plans([made])[0] if len(read) > 1 else made) for own, read, made in found
        )
