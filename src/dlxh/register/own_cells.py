"""Ô của trường riêng: own fields in rows from memory, as columns of flat rows or as fields of whole records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dlxh.register.given_rows import NumberedRow
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table


def theirs(ours: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    """Return names of ours with those that rows have for them.

    >>> sorted(theirs({"hamlet"}, {"thon": "hamlet", "ngay": "received_at"}))
    ['hamlet', 'thon']
    """
    wanted = frozenset(ours)
    return wanted | {each for each, our in names.items() if our in wanted}


def own_columns(part: Table) -> frozenset[str]:
    """Return the names of the own fields in a table of them.

    >>> from dlxh.register.schema import schema
    >>> sorted(own_columns(schema()["contacts"]))
    ['contact_email', 'contact_phone', 'name']
    """
    return frozenset(column.name for column in part.own if column.path)


def split_own_cells(
    table: Table, parts: Sequence[Table], rows: Iterable[NumberedRow], names: Mapping[str, str]
) -> tuple[list[NumberedRow], dict[str, list[NumberedRow]], frozenset[str]]:
    """Return flat rows without own cells, for each table of own fields the rows that these are, and the fields that are there.

    >>> from dlxh.register.schema import schema
    >>> split_own_cells(schema()["units"], (), [(1, {"id": "sl"}, None)], {})
    ([(1, {'id': 'sl'}, None)], {}, frozenset())
    """
    kept: list[NumberedRow] = []
    found: dict[str, list[NumberedRow]] = {part.name: [] for part in parts}
    seen: set[str] = set()
    known = frozenset[str]().union(*(theirs(own_columns(part), names) for part in parts))
    for number, row, fault in rows:
        if fault is not None or not isinstance(row, dict) or known.isdisjoint(row):
            kept.append((number, row, fault))
            continue
        kept.append((number, {name: cell for name, cell in row.items() if name not in known}, fault))
        ours = {names.get(name, name): cell for name, cell in row.items()}
        for part in parts:
            own = {name: ours[name] for name in own_columns(part) if name in ours}
            seen.update(f"{part.name}.{name}" for name in own)
            if any(cell is not None for cell in own.values()):
                keys = dict(zip(part.link, (ours.get(key) for key in table.key), strict=True))
                keys |= {"network": ours.get("network")} if "network" in part.names else {}
                found[part.name].append((number, keys | own, None))
    return kept, found, frozenset(seen)


def packs_in_records(
    known: Schema, name: str, rows: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, list[str]]]:
    """Return by pack and table the own fields that whole records have, as a document lists those that were written.

    Where there is no row that could have one, it is there.

    >>> from dlxh.register.schema import schema
    >>> packs_in_records(schema(), "reports", [{"id": "b1"}])
    {}
    """
    found: dict[str, dict[str, list[str]]] = {}
    for table, objects in _objects(known, name, [*rows]):
        for field, own in known.own_fields(table).items():
            if not objects or any(field in each for each in objects):
                found.setdefault(str(own.pack), {}).setdefault(table, []).append(field)
    return found


def _objects(
    known: Schema, name: str, rows: list[Mapping[str, Any]]
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield a table and those below it, each with the objects that are its rows."""
    yield name, rows
    for child in known.children(name):
        if child.value is None:
            lists = (row.get(str(child.field)) for row in rows)
            inner = [each for found in lists if isinstance(found, list | tuple) for each in found]
            yield from _objects(known, child.name, [each for each in inner if isinstance(each, Mapping)])
