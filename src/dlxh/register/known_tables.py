"""Các bảng đã biết: our tables, or ours and those that a pack adds to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dlxh.words.record import Record

if TYPE_CHECKING:
    from dlxh.register.schema import Table


def _children_of(name: str, tables: "Mapping[str, Table]") -> "tuple[Table, ...]":
    return tuple(table for table in tables.values() if table.parent == name)


def _some(tables: "tuple[Table, ...]", *, parts: bool) -> "tuple[Table, ...]":
    return tuple(table for table in tables if (table.field is None) is parts)


def _on_the_way(model: "type[Record]") -> "list[type[Record]]":
    """Return a kind of record, and those of ours that it derives from."""
    return [kind for kind in model.__mro__ if issubclass(kind, Record) and kind.model_fields]


class Schema(Mapping[str, "Table"]):
    """Tables by name, each after its parent.

    Attributes:
        roots: The kind of record of each table of records.
        names: The table of each kind of record; of own classes also that of those they derive from.
        coverable: What may be partial: each table, and each own column as `table.column`, which a file may lack alone.
    """

    __slots__ = (
        "_below",
        "_children",
        "_own_fields",
        "_parts",
        "_tables",
        "_wide",
        "coverable",
        "names",
        "roots",
    )

    def __init__(self, tables: "Mapping[str, Table]", roots: Mapping[str, type[Record]]) -> None:
        self._tables = dict(tables)
        self.roots = dict(roots)
        self.names = {kind: name for name, model in roots.items() for kind in _on_the_way(model)}
        self._below = {name: _children_of(name, tables) for name in tables}
        self._children = {name: _some(each, parts=False) for name, each in self._below.items()}
        self._wide: dict[str, Table] = {}
        self._parts = {name: _some(each, parts=True) for name, each in self._below.items()}
        self._own_fields = {name: self._list_own_fields(name) for name in tables}
        self.coverable = (*tables, *(each for table in tables.values() for each in table.own_names))

    def __getitem__(self, name: str) -> "Table":
        return self._tables[name]

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __hash__(self) -> int:
        return id(self)  # each is made once, and what is made of it is kept by it

    def __eq__(self, other: object) -> bool:
        return self is other

    def group(self, records: Iterable[Any]) -> dict[type, list[Any]]:
        """Return records by kind; those of a kind on the way to an own class become records of that class.

        What has no table is there under its type.

        >>> from dlxh.register.schema import schema
        >>> schema().group([5])
        {<class 'int'>: [5]}
        """
        groups: dict[type, list[Any]] = {}
        for record in records:
            groups.setdefault(type(record), []).append(record)
        for kind in [kind for kind in groups if kind in self.names]:
            own = self.roots[self.names[kind]]
            if kind is not own:
                taken = [own.model_validate(each, from_attributes=True) for each in groups.pop(kind)]
                groups.setdefault(own, []).extend(taken)
        return groups

    def children(self, name: str) -> "tuple[Table, ...]":
        """Return the tables whose rows are in a field of a table's rows.

        >>> from dlxh.register.schema import schema
        >>> [child.name for child in schema().children("items")]
        ['item_topics', 'streams']
        """
        return self._children[name]

    def parts(self, name: str) -> "tuple[Table, ...]":
        """Return the tables that hold some fields of the rows of a table, one row at most for each.

        >>> from dlxh.register.schema import schema
        >>> [part.name for part in schema().parts("collaborators")]
        ['contacts', 'persons']
        """
        return self._parts[name]

    def own(self, name: str) -> "tuple[Table, ...]":
        """Return the parts that hold own fields of the rows of a table.

        >>> from dlxh.register.schema import schema
        >>> schema().own("reports")
        ()
        """
        return tuple(part for part in self._parts[name] if part.pack is not None)

    def own_fields(self, name: str) -> "dict[str, Table]":
        """Return for each own field of the rows of a table the table that holds it; several values have one of their own.

        >>> from dlxh.register.schema import schema
        >>> schema().own_fields("reports")
        {}
        """
        return self._own_fields[name]

    def _list_own_fields(self, name: str) -> "dict[str, Table]":
        single = {column.path[0]: part for part in self.own(name) for column in part.own if column.path}
        return single | {str(each.field): each for each in self._children[name] if each.pack is not None}

    def fields(self, name: str) -> frozenset[str]:
        """Return the fields of the rows of a table that are ours.

        >>> from dlxh.register.schema import schema
        >>> "summary" in schema().fields("items")
        True
        """
        tables = (self._tables[name], *self._parts[name])
        models = (table.model for table in tables if table.pack is None and table.model is not None)
        return frozenset().union(*(model.model_fields for model in models))

    def wide(self, name: str) -> "Table":
        """Return a table with own fields as columns of it, as rules and measures see them.

        >>> from dlxh.register.schema import schema
        >>> schema().wide("reports") is schema()["reports"]
        True
        """
        if name not in self._wide:
            table = self._tables[name]
            more = [column for part in self.own(name) for column in part.own]
            self._wide[name] = replace(table, columns=(*table.columns, *more)) if more else table
        return self._wide[name]

    def root(self, name: str) -> str:
        """Return the table of the records that own the rows of a table.

        >>> from dlxh.register.schema import schema
        >>> schema().root("streams")
        'reports'
        """
        parent = self._tables[name].parent
        return name if parent is None else self.root(parent)

    def below(self, name: str) -> "tuple[Table, ...]":
        """Return the tables of what a row owns: its children and its parts.

        >>> from dlxh.register.schema import schema
        >>> len(schema().below("reports"))
        2
        """
        return self._below[name]
