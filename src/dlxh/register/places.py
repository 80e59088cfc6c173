"""Chỗ của dòng: where rows lie in a layer that have some values, and where all that a record owns lies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from dlxh.register.conform import in_utc
from dlxh.register.layers import Gone, Layer
from dlxh.register.schema import Table, schema

if TYPE_CHECKING:
    import polars as pl

Places: TypeAlias = "Mapping[Any, int | list[int]]"
"""Places by the values of columns: one value, or several as a tuple."""


def places(layer: Layer, table: str, columns: tuple[str, ...], values: tuple[Any, ...]) -> Sequence[int]:
    """Return the places of the rows of a table that have some values, also of those that are gone; null is no value."""
    if table not in layer.frames:
        return ()
    known: Places = layer.once((table, columns), lambda: by_values(_columns(layer, table, columns)))
    return at(known, values)


def at(known: Places, values: tuple[Any, ...]) -> Sequence[int]:
    """Return the places of some values.

    >>> at({"b1": 3}, ("b1",)), at({"b1": [3, 4]}, ("b1",)), at({}, ("b1",))
    ((3,), [3, 4], ())
    """
    found = known.get(values if len(values) > 1 else next(iter(values)), ())
    return (found,) if isinstance(found, int) else found


def by_values(frame: "pl.DataFrame") -> Places:
    """Return the places of the rows of a frame by their values; rows with a null are left out.

    >>> import polars as pl
    >>> by_values(pl.DataFrame({"report": ["b1", None, "b1", "b2"]}))
    {'b1': [0, 2], 'b2': 3}
    """
    single = frame.width == 1
    keys = frame.to_series().to_list() if single else frame.rows()
    found: dict[Any, int | list[int]] = {}
    for place, key in enumerate(keys):
        if key is None or (not single and None in key):
            continue
        known = found.setdefault(key, place)
        if known == place:
            continue
        if isinstance(known, int):
            found[key] = [known, place]
        else:
            known.append(place)
    return found


def holds(layers: Iterable[Layer], table: str, key: str) -> bool:
    """Tell whether a record is there by its id."""
    return any(
        not layer.is_gone(table, place) for layer in layers for place in places(layer, table, ("id",), (key,))
    )


def owned_places(layer: Layer, table: str, ids: Iterable[str]) -> Gone:
    """Return the places of some records of a root table, and of all that they own."""
    found: dict[str, set[int]] = {}
    for key in ids:
        for name, place in _owned(layer, schema()[table], ("id",), (key,)):
            if not layer.is_gone(name, place):
                found.setdefault(name, set()).add(place)
    return {name: frozenset(each) for name, each in found.items()}


def _owned(
    layer: Layer, table: Table, by: tuple[str, ...], values: tuple[Any, ...]
) -> Iterator[tuple[str, int]]:
    """Yield table and place of the rows that have some values, and of all that they own."""
    for place in places(layer, table.name, by, values):
        yield table.name, place
        children = [child for child in schema().values() if child.parent == table.name]
        key = _key(layer, table, place) if children else ()
        for child in children:
            yield from _owned(layer, child, child.link, key)


def _key(layer: Layer, table: Table, place: int) -> tuple[Any, ...]:
    """Return the key of a row at a place."""
    found: tuple[Any, ...] = layer.once(
        (table.name, "keys"), lambda: _columns(layer, table.name, table.key)
    ).row(place)
    return found


def _columns(layer: Layer, table: str, columns: Sequence[str]) -> "pl.DataFrame":
    return in_utc(layer.frames[table].select(*columns).collect("polars").to_native())
