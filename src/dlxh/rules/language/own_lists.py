"""Trường nhiều giá trị trong quy tắc: parts that look for values of own fields are open where it is not known whether there are any."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.rules.language.nodes import Col, Each, Node, Ref, Subject, walk
from dlxh.rules.language.own_fields import add_known, known_name
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import Plan, plan_part
from dlxh.rules.language.scope import root

Lists: TypeAlias = Mapping[str, Table]
"""Tables of own fields with several values, by name."""


def partial_lists(tables: Tables) -> Lists:
    """Return the tables of own fields with several values that are there in part.

    >>> from datetime import date
    >>> partial_lists(Tables({}, as_of=date(2024, 7, 1)))
    {}
    """
    found = {name: tables.schema[name] for name in tables.partial if name in tables}
    return {
        name: table for name, table in found.items() if table.pack is not None and table.field is not None
    }


def open_where_partial(plans: Iterable[tuple[Part, Plan]], lists: Lists) -> tuple[tuple[Part, Plan], ...]:
    """Return parts with their steps, those that look for values in some lists open where their row has none that is known.

    >>> open_where_partial((), {})
    ()
    """
    found = (
        (part, add_known(part, dict.fromkeys(_columns_known(part, lists))), plan) for part, plan in plans
    )
    return tuple((known, plan if known is part else plan_part(known)) for part, known, plan in found)


def _columns_known(part: Part, lists: Lists) -> Iterator[Col]:
    """Yield the columns that say whether the values are known for which a part looks."""
    for node in (each for part_of in part.nodes for each in walk(part_of)):
        if isinstance(node, Each) and node.table in lists:
            table = lists[node.table]
            owner = _owner(dict(node.on), table)
            if owner is not None and root(owner) == Subject(part.table):
                yield Col(owner, known_name(str(table.field)))


def _owner(on: Mapping[str, Node], table: Table) -> Node | None:
    """Return the row whose values are looked for; None: they are looked for by something else."""
    values = [on.get(name) for name in table.link]
    first = values[0]
    if not isinstance(first, Col):
        return None
    if len(values) == 1 and first.name != "id":
        return Ref(first.row, first.name, str(table.parent))
    return first.row
