"""The tables of a register, derived from the models in one place."""

from itertools import pairwise

import pytest

from dlxh.models.collaborator import Contact
from dlxh.models.json_schema import models_in
from dlxh.register.columns import Kind
from dlxh.register.labels import dictionary
from dlxh.register.schema import ASIDE, CHILDREN, ROOTS, SOURCE_ROW, Table, schema
from dlxh.words.annotations import shape
from dlxh.words.disclosure import Disclosure
from dlxh.words.record import Record, Value, disclosure_of

TABLES = schema().values()
DESIGN = (
    "units, networks, terms, collaborators, contacts, memberships, engagements, reports, report_sources, items, "
    "item_topics, streams, cases, case_items, contents, events, activities"
)


def test_design() -> None:
    """`Tables` holds the flat tables that the design names."""
    assert set(DESIGN.split(", ")) <= set(schema())


def test_every_record() -> None:
    """Every record has a table, named once, and every value of a record with several rows has one too."""
    models = {part for model in ROOTS.values() for part in models_in(model)}

    assert {model for model in models if issubclass(model, Record)} == set(ROOTS.values())
    assert {name for name, table in schema().items() if table.parent is None} == set(ROOTS)
    named = [name for name, _ in CHILDREN.values()]
    assert len(set(named)) == len(named)
    assert set(named) | set(ROOTS) | {name for aside in ASIDE.values() for name, _ in aside} == set(schema())


@pytest.mark.parametrize("table", TABLES, ids=list(schema()))
class TestTable:
    """What holds for each table."""

    def test_columns(self, table: Table) -> None:
        """Names of columns are lower-case ASCII and each appears once; `source_row` is not a column of the model."""
        assert len(set(table.names)) == len(table.names)
        assert all(name.isascii() and name.islower() for name in table.names)
        assert SOURCE_ROW not in table.names

    def test_key(self, table: Table) -> None:
        """The key is made of columns that are never empty."""
        assert table.key
        assert not any(table.column(name).nullable for name in table.key)

    def test_link(self, table: Table) -> None:
        """A table of another's rows names them by the key of the owner, of the same kinds of column."""
        if table.parent is None:
            assert table.link == ()
            return
        owner = schema()[table.parent]
        assert list(schema()).index(owner.name) < list(schema()).index(table.name)
        assert [table.column(name).kind for name in table.link] == [
            owner.column(name).kind for name in owner.key
        ]

    def test_references(self, table: Table) -> None:
        """A column that refers to a record refers to a table with an id."""
        for column in table.columns:
            if column.references is not None:
                assert column.kind is Kind.TEXT
                assert "id" in schema()[column.references].names

    def test_network(self, table: Table) -> None:
        """Each row of a network's own records says which network, without a join."""
        root = table
        while root.parent is not None:
            root = schema()[root.parent]
        if "network" in root.names:
            assert "network" in table.names

    def test_local_days(self, table: Table) -> None:
        """Each instant has its day right behind it."""
        for column, after in pairwise((*table.columns, table.columns[0])):
            if column.kind is Kind.INSTANT:
                assert after.local_day_of == column.name

    def test_shared_columns(self, table: Table) -> None:
        """Arms of a union share a column only where it means the same in each."""
        model = table.model
        for part in models_in(model) if model is not None and issubclass(model, Value) else ():
            for info in part.model_fields.values():
                arms = shape(info.annotation).models
                names = [name for arm in arms for name in arm.model_fields]
                for name in set(names):
                    found = {
                        repr(shape(arm.model_fields[name].annotation).arms)
                        for arm in arms
                        if name in arm.model_fields
                    }
                    assert name == "kind" or len(found) == 1, (part, name, found)


def test_disclosed_columns() -> None:
    """No column is shown to more people than its field."""
    for table in TABLES:
        for column in table.columns:
            if len(column.path) == 1 and table.model is not None:
                assert column.disclosure is disclosure_of(table.model, column.path[0])


def test_names_aside() -> None:
    """Names and contacts are a table of their own: restricted columns are there, and the report's author."""
    restricted = {(row["table"], row["column"]) for row in dictionary(Disclosure.RESTRICTED)}

    assert restricted == {
        ("contacts", "name"),
        *(("contacts", f"contact_{field}") for field in Contact.model_fields),
        ("persons", "person"),
        ("reports", "author"),
    }
    assert "name" not in schema()["collaborators"].names


def test_dictionary() -> None:
    """The dictionary has a row per column, all of them from public upwards."""
    assert len(dictionary()) == sum(len(table.columns) for table in TABLES)
    assert {row["kind"] for row in dictionary()} == {kind.value for kind in Kind}


def test_unknown_column() -> None:
    """A column is asked for by its name."""
    with pytest.raises(KeyError):
        schema()["units"].column("size")


def test_a_schema_is_itself_only() -> None:
    """What is made of a schema is kept by it, so no other is equal to it, of the same tables neither."""
    ours = schema()
    assert ours == schema()
    assert ours != type(ours)(dict(ours), ours.roots)
    assert len({ours, schema()}) == 1
