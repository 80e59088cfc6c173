"""Con trỏ: where a cell of a flat table is in the record that owns its row, as a JSON pointer."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from dlxh.register.json_text import Json
from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import parse_own
from dlxh.register.schema import Table


class Owners(Protocol):
    """What knows where rows are."""

    def __call__(self, table: Table, keys: Sequence[str], /) -> Mapping[str, tuple[str, int]]:
        """Return by key the key of the row that owns it, and its place among those, counted from 0."""
        ...


def pointers(table: str, keys: Iterable[str], owners: Owners, tables: Schema) -> dict[str, tuple[str, str]]:
    """Return for rows of a table, by key, the id of the record that owns each, and the JSON pointer to it from there.

    A row has none whose owner `owners` does not find.

    >>> from dlxh.register.schema import schema
    >>> pointers("items", ["n1"], lambda table, keys: {"n1": ("b1", 2)}, schema())
    {'n1': ('b1', '/items/2')}
    """
    known = tables[table]
    if known.parent is None:
        return {key: (key, "") for key in keys}
    if known.field is None:  # a part of the row that its key names
        return pointers(known.parent, keys, owners, tables)
    placed = owners(known, list(keys))
    above = pointers(known.parent, {owner for owner, _ in placed.values()}, owners, tables)
    return {
        key: (above[owner][0], f"{above[owner][1]}/{known.field}/{place}")
        for key, (owner, place) in placed.items()
        if owner in above
    }


@lru_cache(2048)
def pointer_of(table: str, field: str | None, tables: Schema) -> str:
    """Return the pointer to a field from the value that is a row; to the value itself, where it has no such field.

    >>> from dlxh.register.schema import schema
    >>> [
    ...     pointer_of(table, field, schema())
    ...     for table, field in (("reports", "period_start"), ("items", "topics"), ("item_topics", "topic"))
    ... ]
    ['/period/start', '/topics', '']
    """
    if table not in tables:
        own = parse_own(table)
        is_value = own is not None and own[2]
        return "" if field is None or is_value else f"/{field}"
    known = tables.wide(table)
    columns = {column.name: column for column in known.columns}
    column = columns.get(str(field))
    if column is not None and column.local_day_of is not None:
        column = columns[column.local_day_of]
    if column is not None:
        return "".join(f"/{step}" for step in column.path)
    fields = known.model.model_fields if known.model is not None else ()
    return f"/{field}" if field in fields else ""


def pointer_into(
    record: Json,
    steps: Sequence[str | int],
) -> tuple[str | int, ...]:
    """Return the place of a fault in a record, from the place that pydantic gives: without the kinds of a union's arms.

    The kind of an arm may have the name of one of its fields: it comes before the field. An arm without a kind is named by its class.

    >>> pointer_into({"detail": {"kind": "training"}}, ("detail", "training", "classes"))
    ('detail', 'classes')
    >>> pointer_into({"duty": {"kind": "report", "report": "x"}}, ("duty", "report", "report"))
    ('duty', 'report')
    >>> pointer_into({"amount": {"value": 1}}, ("amount", "Figure", "unit"))
    ('amount', 'unit')
    """
    found: list[str | int] = []
    is_inside = True  # behind the kind of an arm, and in a record, which has none in front
    for nth, step in enumerate(steps, 1):
        if isinstance(record, dict) and not is_inside and step == record.get("kind"):
            is_inside = True
            continue
        is_there = step in record if isinstance(record, dict) else isinstance(step, int)
        if is_there and isinstance(record, dict | list):
            record, is_inside = record[step], False  # type: ignore[index] # a list is gone into by numbers only
        elif nth < len(steps):
            continue
        found.append(step)
    return tuple(found)
