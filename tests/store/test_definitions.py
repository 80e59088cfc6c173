"""The tables that a database is given, and what Alembic sees of them."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import pytest
from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Engine, MetaData, create_engine, insert
from sqlalchemy.exc import IntegrityError

import dlxh
from dlxh import Pack, store
from dlxh.errors import ArgumentError, TableError
from dlxh.register.schema import schema
from dlxh.store.checks import codes_of, orders_of
from dlxh.words import CodeEntry, CodeList, In, Internal
from dlxh.words.field_texts import own_field
from tests import province
from tests.own import TEXTS

BYNAME = ("alembic.autogenerate.*", "alembic.ext.checkconstraint_byname")


def differences(connection: Connection, target: MetaData) -> list[str]:
    """What Alembic would change, by its own words."""
    stated = {"autogenerate_plugins": list(BYNAME), "compare_server_default": True, "target_metadata": target}
    context = MigrationContext.configure(connection, opts=stated)
    return [
        f"{kind} {getattr(thing, 'name', thing)}" for kind, thing, *_ in compare_metadata(context, target)
    ]


def with_settlements(*keys: str) -> Pack:
    """A pack with one field, whose closed list has these codes."""
    entries = tuple(CodeEntry(key, vi=key, en=key) for key in keys)
    settlements = CodeList("gl_settlement", vi="Loại", en="Kind", open=False, source="ví dụ", entries=entries)

    class Report(dlxh.Report):
        """A report."""

        settlement: Internal[Annotated[str, In(settlements)] | None] = own_field(**TEXTS)

    return Pack("gl", models=(Report,))


def test_no_false_difference(engine: Engine) -> None:
    """Right after `create_all` Alembic has nothing to change, in types, keys, checks, defaults or comments."""
    made = store.metadata(checks=("orders", "codes"), pack=province.PACK)
    made.create_all(engine)
    with engine.connect() as connection:
        assert differences(connection, made) == []


def test_a_longer_code_list_is_seen(engine: Engine) -> None:
    """The check of codes changes its name with the codes, so Alembic proposes to replace it."""
    old, new = (
        store.metadata(
            only=["networks", "reports", "reports_gl"],
            checks=["codes"],
            pack=with_settlements(*keys),
            foreign_keys=None,
        )
        for keys in (("town", "village"), ("village", "town", "hamlet"))
    )
    old.create_all(engine)
    with engine.connect() as connection:
        same = store.metadata(
            only=["networks", "reports", "reports_gl"],
            checks=["codes"],
            pack=with_settlements("village", "town"),
            foreign_keys=None,
        )
        assert differences(connection, same) == []
        first, second = differences(connection, new)

    assert first.startswith("remove_constraint ck_reports_gl_settlement_codes_")
    assert second.startswith("add_constraint ck_reports_gl_settlement_codes_")
    assert first.rpartition("_")[2] != second.rpartition("_")[2]


def test_a_migration_runs() -> None:
    """What Alembic writes for an empty database names our type where `import dlxh.store` finds it."""
    made = store.metadata()
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": made})
        code = render_python_code(produce_migrations(context, made).upgrade_ops)  # type: ignore[arg-type]
    engine.dispose()

    assert "dlxh.store.InstantType()" in code
    compile(f"def upgrade():\n    {code}", "migration", "exec")


def names(target: MetaData, kind: type) -> set[str]:
    """The names of constraints of one kind."""
    return {
        str(each.name)
        for table in target.tables.values()
        for each in table.constraints
        if isinstance(each, kind)
    }


def test_checks_of_orders() -> None:
    """Each pair of days that a model keeps in order has a check, in nested values too; without `checks` there is none."""
    orders_of.cache_clear()  # what is remembered is not worked out here
    assert orders_of(schema()["reports"]) == (
        ("period_start", "period_end"),
        ("secrecy_decided_on", "secrecy_expires"),
    )
    assert orders_of(schema()["network_roles"]) == ()
    assert len(names(store.metadata(), CheckConstraint)) == sum(
        len(orders_of(each)) for each in schema().values()
    )
    assert names(store.metadata(checks=()), CheckConstraint) == set()


def test_checks_of_codes() -> None:
    """Closed lists are checked, also where each kind of a value has codes of its own; open ones are not."""
    assert "received" not in codes_of(schema()["reports"])
    assert {"scope", "urgency"} <= codes_of(schema()["items"]).keys()
    assert "topic" not in codes_of(schema()["item_topics"])
    assert {"coefficient_monthly", "per_item"} <= {*codes_of(schema()["scheme_provisions"])["rate_kind"]}
    assert codes_of(schema()["network_roles"])["role"]


def write_row(engine: Engine, target: MetaData, table: str, row: dict[str, object]) -> None:
    """Insert one row by hand."""
    with engine.begin() as connection:
        connection.execute(insert(target.tables[table]), [row])


def test_a_database_refuses(engine: Engine) -> None:
    """A last day before the first, a code of no list and a reference to nothing are refused; on either side they pass."""
    made = store.metadata(only=["networks", "terms"], checks=("orders", "codes"))
    made.create_all(engine)
    network: dict[str, object] = {"id": "gl", "name": "Mạng lưới", "owner": "x", "level": "province"}
    write_row(engine, made, "networks", network)
    right: dict[str, object] = {"id": "t1", "network": "gl", "label": "giai đoạn", "start": date(2024, 1, 1)}
    write_row(engine, made, "terms", {**right, "end": date(2024, 1, 1)})
    wrong: Iterable[tuple[str, dict[str, object]]] = (
        ("terms", {**right, "id": "t2", "end": date(2023, 12, 31)}),
        ("networks", {**network, "id": "g2", "level": "hamlet"}),
        ("terms", {**right, "id": "t3", "network": "nowhere"}),
    )
    for name, row in wrong:
        with pytest.raises(IntegrityError):
            write_row(engine, made, name, row)


def test_names_in_the_database(engine: Engine) -> None:
    """A prefix and a schema are in the names of tables and in what references lead to; long names are cut, and stay apart."""
    made = store.metadata(prefix="dlxh_", comments="en", pack=province.PACK)
    assert all(name.startswith("dlxh_") for name in made.tables)
    assert made.tables["dlxh_reports"].c["network"].foreign_keys
    made.create_all(engine)

    elsewhere = store.metadata(db_schema="opinion", comments=None)
    (key,) = elsewhere.tables["opinion.streams"].c["item"].foreign_keys
    assert key.target_fullname == "opinion.items.id"
    assert elsewhere.tables["opinion.streams"].comment is None


def test_defaults_of_columns() -> None:
    """A row of SQL may leave out what a model fills in, so that a column can be added to a table with rows."""
    tables = store.metadata().tables
    stated = {
        f"{name}.{column.name}": column.server_default
        for name, table in tables.items()
        for column in table.columns
        if column.server_default is not None
    }
    assert stated
    assert all(not tables[name.split(".")[0]].c[name.split(".")[1]].nullable for name in stated)


def test_options_that_there_are_not() -> None:
    """An unknown table, check or kind of reference is the caller's mistake."""
    with pytest.raises(TableError):
        store.metadata(only=["report"])
    with pytest.raises(ArgumentError):
        store.metadata(checks=["labels"])  # type: ignore[list-item]
    with pytest.raises(ArgumentError):
        store.metadata(foreign_keys="immediate")  # type: ignore[arg-type]
