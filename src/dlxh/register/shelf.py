"""Kệ bản ghi: the records of one kind in layers, so that one more costs what it is itself."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from dlxh.register.piles import push


class _Layer:
    """A pile of records, with the places of their ids."""

    def __init__(self, records: Sequence[Any]) -> None:
        self.records = tuple(records)

    @cached_property
    def by_id(self) -> Mapping[str, Any]:
        """Each record by its id, the first one where an id is repeated."""
        return {record.id: record for record in reversed(self.records)}


class Shelf:
    """The records of one kind; those that are put on it replace those of the same id.

    >>> from dlxh.models.unit import OrgUnit
    >>> unit = OrgUnit(id="sl", name="Sơn La", kind="place", level="district")
    >>> shelf = Shelf([unit]).put([unit.replace(name="Thành phố Sơn La")])
    >>> shelf.get("sl").name, len(shelf.all)
    ('Thành phố Sơn La', 1)
    """

    def __init__(self, records: Iterable[Any] = ()) -> None:
        found = tuple(records)
        self._layers: tuple[_Layer, ...] = (_Layer(found),) if found else ()

    def put(self, records: Iterable[Any]) -> "Shelf":
        """Return a shelf with more records; those of the same id that are there are left out."""
        more = Shelf(records)
        if not more._layers:
            return self
        more._layers = push(self._layers, more._layers, _size, _join)
        return more

    def get(self, key: str) -> Any | None:  # noqa: ANN401 - a record
        """Return the record of an id, if there is one."""
        for layer in reversed(self._layers):
            if key in layer.by_id:
                return layer.by_id[key]
        return None

    @cached_property
    def all(self) -> tuple[Any, ...]:
        """The records in their order; what was put comes last."""
        if len(self._layers) == 1:
            return self._layers[0].records
        found: list[Any] = []
        later: set[str] = set()
        for layer in reversed(self._layers):
            found += (record for record in reversed(layer.records) if record.id not in later)
            later.update(layer.by_id)
        return tuple(reversed(found))

    def __reduce__(self) -> tuple[type["Shelf"], tuple[tuple[Any, ...]]]:
        return Shelf, (self.all,)


def _size(layer: _Layer) -> int:
    return len(layer.records)


def _join(lower: _Layer, upper: _Layer) -> _Layer:
    return _Layer([*(record for record in lower.records if record.id not in upper.by_id), *upper.records])
