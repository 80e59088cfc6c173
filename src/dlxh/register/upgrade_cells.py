"""Ô của một dòng: the values that a step of an upgrade changes, in a flat row and in an object alike."""

from typing import Any, Protocol

from dlxh.register.json_text import Json


class Cells(Protocol):
    """The values of a row at dotted names, wherever the row keeps them."""

    def get(self, name: str) -> Json:
        """Return a value; None: there is none."""
        ...

    def take(self, name: str) -> dict[str, Any]:
        """Take out what is at a name and below it, by what follows the name; what says nothing is left out."""
        ...

    def put(self, name: str, value: Json) -> None:
        """Put a value at a name."""
        ...

    def pointer(self, name: str) -> str:
        """Return the JSON pointer to a name."""
        ...


class FlatCells:
    """The cells of a flat row, in which a value inside another has a name of several parts."""

    def __init__(self, row: dict[str, Any], path: tuple[str, ...]) -> None:
        self._row = row
        self._prefix = "".join(f"{step}_" for step in path)

    def _column(self, name: str) -> str:
        return self._prefix + name.replace(".", "_")

    def get(self, name: str) -> Json:
        """Return a cell."""
        return self._row.get(self._column(name))

    def take(self, name: str) -> dict[str, Any]:
        """Take out the columns of a value."""
        column = self._column(name)
        there = [each for each in self._row if each == column or each.startswith(f"{column}_")]
        found = {each[len(column) :]: self._row.pop(each) for each in there}
        return {rest: value for rest, value in found.items() if value is not None}

    def put(self, name: str, value: Json) -> None:
        """Put a cell."""
        self._row[self._column(name)] = value

    def pointer(self, name: str) -> str:
        """Return the column as a pointer."""
        return f"/{self._column(name)}"


class NestedCells:
    """The values of an object, some of which are objects."""

    def __init__(self, row: dict[str, Any], path: tuple[str, ...], above: str) -> None:
        for step in path:
            row[step] = row = dict(row[step])
        self._row = row
        self._above = "".join((above, *(f"/{step}" for step in path)))

    def get(self, name: str) -> Json:
        """Return a value."""
        found: Any = self._row
        for step in name.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def take(self, name: str) -> dict[str, Any]:
        """Take a value out, whole."""
        *steps, last = name.split(".")
        found: Any = self._row
        for step in steps:
            found = found.get(step) if isinstance(found, dict) else None
        value = found.pop(last, None) if isinstance(found, dict) else None
        return {} if value is None else {"": value}

    def put(self, name: str, value: Json) -> None:
        """Put a value, and the objects that it is inside."""
        *steps, last = name.split(".")
        row = self._row
        for step in steps:
            inner = row.get(step)
            row[step] = row = dict(inner) if isinstance(inner, dict) else {}
        row[last] = value

    def pointer(self, name: str) -> str:
        """Return the pointer to a value."""
        return f"{self._above}/{name.replace('.', '/')}"
