"""Trường riêng trong quy tắc: which own columns a rule reads, and its parts on the texts that a pack adds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from dlxh.register.columns import Kind
from dlxh.register.known_tables import Schema
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import Plan, plan_part

OnTexts: TypeAlias = Callable[[Mapping[str, Sequence[str]]], Iterable[Part]]
"""Returns the parts of a rule on some columns of text, by table."""


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


def plans_on_texts(on_texts: OnTexts | None, tables: Tables) -> tuple[tuple[Part, Plan], ...]:
    """Return the parts of a rule on the texts of own fields that are there, each with its steps.

    >>> from datetime import date
    >>> plans_on_texts(None, Tables({}, as_of=date(2024, 7, 1)))
    ()
    """
    if on_texts is None or tables.pack is None:
        return ()
    return tuple((part, plan) for own, part, plan in _plans(on_texts, tables.schema) if own in tables)


@cache
def _plans(on_texts: OnTexts, known: Schema) -> tuple[tuple[str, Part, Plan], ...]:
    texts = {
        table.name: (
            str(table.parent),
            [each.name for each in table.own if each.kind is Kind.TEXT and not each.closed],
        )
        for table in known.values()
        if table.pack is not None
    }
    return tuple(
        (own, part, plan_part(part))
        for own, (table, names) in texts.items()
        for part in on_texts({table: names})
    )
