"""Để riêng: what rows that were read hold and no field of ours does, given back and reported once for each field."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.json_text import unknown_name
from dlxh.register.upgrade_step import Upgrade
from dlxh.words.bilingual import quote
from dlxh.words.record import SCHEMA_VERSION

Kept: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""By table and key of the row what was set aside, by the JSON pointer to where it was.

Of a second row with the same key the key is followed by its number: `sl (2)`.
"""


@dataclass(slots=True)
class Notes:
    """What became of one row on the way to its model; it counts once the row is part of the register.

    Attributes:
        version: The version in which the row was stored.
        aside: Code of the finding, JSON pointer and value of what was set aside.
        made: Table and change, one for each upgrade that changed something.
    """

    version: int
    aside: list[tuple[str, str, Any]] = field(default_factory=list)
    made: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Met:
    """Where a field was set aside first, and in how many rows."""

    place: Place
    record: str | None
    pointer: str
    count: int = 0


_Taken: TypeAlias = tuple[str | None, Place, Notes]
"""Key, place and notes of a row."""


class Aside:
    """What was set aside of one source.

    >>> aside = Aside()
    >>> aside.take("units", "sl", Place("units", 1), Notes(2, [("unknown_field", "/mayor", "…")]))
    >>> aside.kept, [finding.code for finding in aside.findings("units")]
    ({'units': {'sl': {'/mayor': '…'}}}, ['unknown_field'])
    """

    def __init__(self, version: int = SCHEMA_VERSION) -> None:
        """Take the version that the source itself states: what its rows need not say again."""
        self.version = max(version, SCHEMA_VERSION)
        self.kept: dict[str, dict[str, dict[str, Any]]] = {}
        self._met: dict[tuple[str, str, str], _Met] = {}
        self._made: dict[tuple[str, int, str], int] = {}
        self._newer: dict[str, _Met] = {}
        self._times: dict[tuple[str, str], int] = {}
        self._waiting: dict[str, list[_Taken]] = {}

    def wait(self, table: str) -> None:
        """Wait with the rows of a table until it is settled which of them are part of the register."""
        self._waiting.setdefault(table, [])

    def settle(self, gone: Mapping[str, Container[int | None]]) -> None:
        """Take what waits, but for rows that were taken out again, given by table and number."""
        waiting, self._waiting = self._waiting, {}
        for table, rows in waiting.items():
            for key, place, notes in rows:
                if place.line not in gone.get(table, ()):
                    self.take(table, key, place, notes)

    def take(self, table: str, key: str | None, place: Place, notes: Notes) -> None:
        """Take what was set aside of a row that became part of the register."""
        if table in self._waiting:
            self._waiting[table].append((key, place, notes))
            for below, change in notes.made:  # in the order in which it was met
                self._made.setdefault((below, notes.version, change), 0)
            return
        if notes.version > self.version:
            met = self._newer.setdefault(table, _Met(place, key, str(notes.version)))
            met.count += 1
        for below, change in notes.made:
            made = below, notes.version, change
            self._made[made] = self._made.get(made, 0) + 1
        if not notes.aside:
            return
        kept = self.kept.setdefault(table, {})
        kept[self._free_key(table, str(key))] = {pointer: value for _, pointer, value in notes.aside}
        for code, pointer, _ in notes.aside:
            met = self._met.setdefault((code, table, _name(pointer)), _Met(place, key, pointer))
            met.count += 1

    def _free_key(self, table: str, key: str) -> str:
        """Return a key under which nothing is kept yet: of rows with one key none takes the place of another."""
        self._times[table, key] = times = self._times.get((table, key), 0) + 1
        return key if times == 1 else f"{key} ({times})"

    @property
    def upgraded(self) -> tuple[Upgrade, ...]:
        """What was upgraded, in the order in which it was met."""
        return tuple(
            Upgrade(table, version, change, count)
            for (table, version, change), count in self._made.items()
            if count
        )

    def findings(self, table: str) -> Iterator[Finding]:
        """Yield one finding for each field of the rows of a table that was set aside."""
        if (newer := self._newer.get(table)) is not None:
            parameters: dict[str, Any] = {"version": newer.pointer, "ours": SCHEMA_VERSION}
            yield refuse(
                "stored_by_newer",
                newer.place,
                table=table,
                record=newer.record,
                parameters=parameters | {"count": newer.count},
            )
        for (code, of, name), met in self._met.items():
            if of == table:
                yield refuse(
                    code,
                    met.place,
                    table=table,
                    record=met.record,
                    root=met.record,
                    field=name,
                    pointer=_show(met.pointer),
                    parameters={"name": quote(name), "count": met.count},
                )


def _name(pointer: str) -> str:
    """Return the names of a pointer without places in lists, as a field is called: one that is none may be anything."""
    return ".".join(unknown_name(step) for step in pointer.split("/")[1:] if not step.isdecimal())


def _show(pointer: str) -> str:
    return "".join(f"/{step if step.isdecimal() else unknown_name(step)}" for step in pointer.split("/")[1:])
