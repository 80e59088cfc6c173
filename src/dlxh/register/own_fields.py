"""Trường của gói không có: own fields of a document that no pack explains, set aside and counted, so that no record is lost."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.json_text import Twice, unknown_name
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
        found: dict[str, dict[str, str]] = {}
        for pack, tables in stated.items() if isinstance(stated, dict) else ():
            for name, fields in tables.items() if isinstance(tables, dict) else ():
                for each in fields if isinstance(fields, list) and name in known else ():
                    if isinstance(each, str) and each not in known.fields(name):
                        found.setdefault(name, {})[each] = unknown_name(pack)
        return cls(known, found)

    def take_out(self, name: str, rows: Any) -> Any:  # noqa: ANN401 - any JSON value
        """Return the rows of a table without these fields; what is not a row is left for others to refuse."""
        if not self.packs or not isinstance(rows, list):
            return rows
        return [self._row(name, row) for row in rows]

    def _row(self, name: str, row: Any) -> Any:  # noqa: ANN401 - any JSON value
        if not isinstance(row, dict) or isinstance(row, Twice):
            return row
        lost = self.packs.get(name, {})
        for each in lost:
            self._counts[name, each] += row.get(each) is not None
        kept = {key: value for key, value in row.items() if key not in lost}
        for child in self.known.children(name):
            if child.field in kept:
                kept[child.field] = self.take_out(child.name, kept[child.field])
        return kept

    def findings(self, file: str) -> Iterator[Finding]:
        """Yield one finding for each field that was set aside, with the number of records."""
        for (table, name), count in self._counts.items():
            if count:
                parameters = {
                    "name": quote(unknown_name(name)),
                    "pack": quote(self.packs[table][name]),
                    "count": count,
                }
                yield refuse("pack_field", Place(file), table=table, parameters=parameters)
