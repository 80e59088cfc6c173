"""Trường của gói không có: own fields of a document that no pack explains, set aside and counted, so that no record is lost."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.json_text import Json, Twice, unknown_name
from dlxh.register.known_tables import Schema
from dlxh.words.bilingual import quote


@dataclass
class OwnFields:
    """The own fields that a document states and nobody knows.

    Attributes:
        known: The tables that there are.
        packs: By table and field the pack that it belongs to.
    """

    known: Schema
    packs: Mapping[str, Mapping[str, str]]
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, stated: object, known: Schema) -> "OwnFields":
        """Return the packs that a document lists; what is not understood is none.

        >>> from dlxh.register.schema import schema
        >>> OwnFields.of({"gl": {"reports": ["hamlet", "kind"], "none": ["x"]}}, schema()).packs
        {'reports': {'hamlet': 'gl'}}
        """
        found = {
            name: {each: pack for each, pack in fields.items() if not _is_known(known, name, each, pack)}
            for name, fields in packs_of_fields(stated, known).items()
        }
        return cls(known, {name: fields for name, fields in found.items() if fields})

    @property
    def tables(self) -> frozenset[str]:
        """The tables that would hold them."""
        own = [
            (f"{name}_{pack}", each) for name, fields in self.packs.items() for each, pack in fields.items()
        ]
        return frozenset((*(table for table, _ in own), *(f"{table}_{each}" for table, each in own)))

    def take_out(self, name: str, rows: Json) -> Json:
        """Return the rows of a table without these fields; what is not a row is left for others to refuse."""
        if not self.packs or not isinstance(rows, list):
            return rows
        return [self._row(name, row) for row in rows]

    def _row(self, name: str, row: Json) -> Json:
        if not isinstance(row, dict) or isinstance(row, Twice):
            return row
        lost = self.packs.get(name, {})
        for each in lost:
            if row.get(each) not in (None, []):
                self._counts[name, each] += 1
        kept = {key: value for key, value in row.items() if key not in lost}
        children = ((child.name, child.field) for child in self.known.children(name))
        return kept | {field: self.take_out(child, kept[field]) for child, field in children if field in kept}

    def findings(self, file: str) -> Iterator[Finding]:
        """Yield one finding for each field that was set aside, with the number of records."""
        for (table, name), count in self._counts.items():
            yield field_set_aside(file, table, name, self.packs[table][name], count)


def field_set_aside(file: str, table: str, name: str, pack: str, count: int) -> Finding:
    """Return the finding for an own field that is not known, which was filled in some rows of a table.

    >>> field_set_aside("a.json", "reports", "hamlet", "gl", 2).code
    'pack_field'
    """
    parameters = {"name": quote(unknown_name(name)), "pack": quote(pack), "count": count}
    return refuse("pack_field", Place(file), table=table, parameters=parameters)


def packs_of_fields(stated: object, known: Schema) -> dict[str, dict[str, str]]:
    """Return by table and field which pack an own field of a document is of: as it states, or else as the tables do.

    >>> from dlxh.register.schema import schema
    >>> packs_of_fields({"gl": {"reports": ["hamlet", "kind"], "none": ["x"]}}, schema())
    {'reports': {'hamlet': 'gl'}}
    """
    found = {name: {each: str(own.pack) for each, own in known.own_fields(name).items()} for name in known}
    entries = [
        (name, each, unknown_name(pack))
        for pack, tables in (stated.items() if isinstance(stated, dict) else ())
        for name, fields in (tables.items() if isinstance(tables, dict) else ())
        for each in (fields if isinstance(fields, list) and name in known else ())
        if isinstance(each, str) and each not in known.fields(name)
    ]
    ours = {(name, each) for name, each, pack in entries if _is_known(known, name, each, pack)}
    for name, each, pack in entries:
        if (name, each) not in ours:
            found[name][each] = pack
    return {name: fields for name, fields in found.items() if fields}


def _is_known(known: Schema, name: str, field: str, pack: str) -> bool:
    own = known.own_fields(name).get(field)
    return own is not None and own.pack == pack


def own_rows(
    document: Mapping[str, Any], packs: Mapping[str, Mapping[str, str]], known: Schema
) -> Iterator[tuple[str, tuple[str, ...], dict[str, Json]]]:
    """Yield of a document the rows that own tables would have: the table, a key, and the cells that are filled.

    Of several values each is a row of its own.

    >>> from dlxh.register.schema import schema
    >>> document = {"reports": [{"id": "b1", "hamlet": "Ví Dụ"}, {"id": "b2"}]}
    >>> list(own_rows(document, {"reports": {"hamlet": "gl"}}, schema()))
    [('reports_gl', ('b1',), {'hamlet': 'Ví Dụ'})]
    """
    for name in known.roots if packs else ():
        yield from _own_rows_of(name, document.get(name), packs, known, ())


def _own_rows_of(
    name: str, rows: object, packs: Mapping[str, Mapping[str, str]], known: Schema, above: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], dict[str, Json]]]:
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        key = (str(row["id"]),) if "id" in row else (*above, str(place))
        cells: dict[str, dict[str, Json]] = {}
        for each, pack in packs.get(name, {}).items():
            value = row.get(each)
            if isinstance(value, list):
                own = f"{name}_{pack}_{each}"
                yield from ((own, (*key, str(nth)), {each: one}) for nth, one in enumerate(value))
            elif value is not None:
                cells.setdefault(f"{name}_{pack}", {})[each] = value
        for table, filled in cells.items():
            yield table, key, filled
        for child in known.children(name):
            yield from _own_rows_of(child.name, row.get(str(child.field)), packs, known, key)
