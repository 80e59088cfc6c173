"""Bảng có tên cột: the columns of every table that a rule may name, those of records and those that are worked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from typing import Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dlxh.register.columns import Column, Kind, columns_of
from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import holds_values, parse_own, table_of_keys
from dlxh.register.schema import Table, schema, table_of_values
from dlxh.rules.language.case_tables import case_tables, declare_table
from dlxh.rules.language.errors import LanguageError
from dlxh.words.bilingual import ArgumentError, quote
from dlxh.words.given import find_near, need_text

LEDGER: Final = "ledger"
CLOCKS: Final = "case_clocks"
DUE: Final = "lines_due"
GIVEN: Final = (LEDGER, CLOCKS, DUE)
"""Tables that a caller of `check` gives, worked out from the same records."""
AREA_CODES: Final = "area_codes"
"""The codes of districts and communes under each decision, with the province, the name without its kind, and whether code, name and area went on in 2025: a table of facts."""
CODE_DAYS: Final = "code_days"
"""The codes of lists that may be used on some days only, with these days; a table of facts."""
OPEN_CODES: Final = "open_codes"
"""The codes of open lists: a table of facts."""
DOCUMENT_DAYS: Final = "document_days"
"""The documents whose days in force are known; a table of facts."""
FACT_TABLES: Final = (AREA_CODES, CODE_DAYS, DOCUMENT_DAYS, OPEN_CODES)
"""Tables that are the same whatever the records are."""


_MEANT: Final[ContextVar[Schema | None]] = ContextVar("meant", default=None)


def _columns_of_ledger() -> dict[str, Kind]:
    text, number, day = Kind.TEXT, Kind.INTEGER, Kind.DAY
    return {
        **dict.fromkeys(("network", "collaborator", "membership", "term", "org_unit", "provision"), text),
        **dict.fromkeys(("report_kind", "period_kind", "report", "status", "reason"), text),
        **dict.fromkeys(("owed_by", "continued_by"), text),
        **dict.fromkeys(("period_start", "period_end", "due_on", "received_day"), day),
        **dict.fromkeys(("ordinal", "days_late", "working_days_late"), number),
    }


@cache
def derived_tables() -> dict[str, Table]:
    """Return the tables besides those of records: what is worked out from the records, and facts.

    >>> sorted(derived_tables())
    ['area_codes', 'case_clocks', 'case_statuses', 'case_steps', 'code_days', 'content_findings', 'document_days', 'findings_due', 'ledger', 'lines_due', 'open_codes']
    """
    text, number, day, truth = Kind.TEXT, Kind.INTEGER, Kind.DAY, Kind.BOOLEAN
    ledger = _columns_of_ledger()
    clocks = {
        **dict.fromkeys(("case", "agency", "unit"), text),
        "opened_day": day,
        **dict.fromkeys(("running", "overdue"), truth),
    }
    due = {
        **dict.fromkeys(("id", "network", "org_unit", "collaborator", "scheme", "provision", "change"), text),
        "month": day,
        **dict.fromkeys(("sequence", "amount", "due"), number),
    }
    days = {"first_day": day, "last_day": day, "replaced_by": text}
    tables = (
        declare_table(
            LEDGER,
            ("membership", "provision", "period_start", "ordinal"),
            ledger,
            report="reports",
            org_unit="units",
        ),
        declare_table(CLOCKS, ("case", "agency", "opened_day"), clocks, case="cases"),
        declare_table(DUE, ("id",), due, collaborator="collaborators"),
        declare_table(
            AREA_CODES,
            ("scheme", "level", "code"),
            dict.fromkeys(("scheme", "level", "code", "province", "district", "name"), text)
            | {"unchanged": truth},
        ),
        declare_table(OPEN_CODES, ("id",), dict.fromkeys(("id", "list", "code"), text)),
        declare_table(CODE_DAYS, ("id",), dict.fromkeys(("id", "list", "code"), text) | days),
        declare_table(
            DOCUMENT_DAYS, ("id",), dict.fromkeys(("id", "document"), text) | days | {"base_salary": number}
        ),
    )
    return {table.name: table for table in (*tables, *case_tables().values())}


def find_table(name: str) -> Table:
    """Return a table that a rule names.

    Raises:
        LanguageError: there is none of this name.
    """
    need_text(table=name)
    records = _MEANT.get() or schema()
    if (found := records.get(name) or derived_tables().get(name) or _own_values(name)) is not None:
        return found
    there = {**records, **derived_tables()}
    near = ", ".join(find_near(name, there)) or ", ".join(there)
    ours = next((each for each in there if name.startswith(f"{each}_")), None)
    vi, en = (
        ("", "")
        if ours is None
        else (f"; trường riêng là cột của {ours}", f"; own fields are columns of {ours}")
    )
    raise LanguageError(
        vi=f"không có bảng {quote(name)}; gần giống: {near}{vi}",
        en=f"there is no table {quote(name)}; near: {near}{en}",
    )


def find_wide(name: str, known: Schema) -> Table:
    """Return a table that a rule names, with own fields as columns of it.

    >>> find_wide("reports", schema()) is schema()["reports"]
    True
    """
    return known.wide(name) if name in known else find_table(name)


def _own_values(name: str) -> Table | None:
    """Return the table of an own field with several values, as the class made last declares it: packs come later than rules."""
    if (meant := _MEANT.get()) is not None:
        return meant.get(name)
    table, pack, field = parse_own(name) or ("", "", "")
    models = [schema()[table].model] if field else []
    found: list[FieldInfo] = []
    for model in filter(None, models):
        models += _classes_of_packs(model)
        info = model.model_fields.get(field)
        found += [info] if info is not None and holds_values(info) else []
    if not found:
        return None
    return table_of_values(schema()[table], field, found[-1], pack)


def _classes_of_packs(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return the classes that derive from a model, without those of the library's own examples: nobody's rule means their fields."""
    return [each for each in model.__subclasses__() if not each.__module__.startswith("dlxh.")]


@contextmanager
def take_own_from(known: Schema) -> Iterator[None]:
    """Let own fields and their tables be those of the pack that has a schema, whichever classes there are besides.

    >>> with take_own_from(schema()):
    ...     own_columns_of(schema()["reports"], "hamlet")
    ()
    """
    token = _MEANT.set(known)
    try:
        yield
    finally:
        _MEANT.reset(token)


def own_columns_of(table: Table, name: str) -> tuple[Column, ...]:
    """Return the columns of own fields of one name, as the classes that derive from the model of a table declare them.

    A class that is written again, as in a notebook, takes the place of the former; the last one is that made last. Where the
    schema of a pack is given by `take_own_from`, its classes alone declare them.
    """
    found: dict[tuple[str, str], Column] = {}
    for written, column in _own_columns(table):
        if column.name == name:
            found.pop(written, None)
            found[written] = column
    return tuple(found.values())


def _own_columns(table: Table) -> Iterator[tuple[tuple[str, str], Column]]:
    """Yield the columns of own fields of a table, each with where its class is written."""
    if (known := _MEANT.get()) is not None:
        wide = known.wide(table.name).columns if table.name in known else ()
        yield from ((("", ""), column) for column in wide if column.name not in table.names)
        return
    models = [table.model] if table.model is not None else []
    for model in models:
        models += _classes_of_packs(model)
        try:
            columns = columns_of(model, skip=frozenset(table.model.model_fields)) if table.model else ()
        except ArgumentError:  # no class of a pack: no column can hold it
            continue
        yield from (((model.__module__, model.__qualname__), column) for column in columns)


def table_of_example(name: str) -> Table:
    """Return a table that an example names; one of own fields has all columns that classes declare, before there is a pack.

    Raises:
        LanguageError: there is none of this name.

    >>> table_of_example("reports") is schema()["reports"]
    True
    """
    ours, pack, field = parse_own(name) or ("", "", "")
    if not ours or field or name in (_MEANT.get() or schema()):
        return find_table(name)
    own = {column.name: column for _, column in _own_columns(schema()[ours])}
    keys = table_of_keys(schema()[ours], pack)
    return replace(keys, columns=(*keys.columns, *own.values())) if own else find_table(name)


def column_of(table: str, name: str) -> Column:
    """Return a column that a rule names; of an own one, which classes may declare differently, that of the class made last.

    Raises:
        LanguageError: the table has none of this name.
    """
    need_text(column=name)
    found = find_table(table)
    for column in found.columns:
        if column.name == name:
            return column
    if own := own_columns_of(found, name):
        return own[-1]
    own_names = [column.name for _, column in _own_columns(found)]
    near = ", ".join(find_near(name, (*found.names, *own_names))) or ", ".join(found.names)
    raise LanguageError(
        vi=f"bảng {table} không có cột {quote(name)}; gần giống: {near}",
        en=f"{table} has no column {quote(name)}; near: {near}",
    )
