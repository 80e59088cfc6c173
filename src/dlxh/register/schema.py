"""Lược đồ: the tables of a register, derived from the models in this one place."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dlxh.models.absence import Absence
from dlxh.models.activity import Activity
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.allowance_line import AllowanceLine
from dlxh.models.case import VerificationCase
from dlxh.models.code_fields import coding_of
from dlxh.models.collaborator import Collaborator, Engagement, Membership
from dlxh.models.matter import Matter
from dlxh.models.network import Network, Term
from dlxh.models.regulation import Regulation
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.models.work import OtherAllowance, WorkEntry
from dlxh.register.columns import Column, Kind, columns_of, has_few_values, kind_of
from dlxh.register.known_tables import Schema
from dlxh.words.annotations import shape
from dlxh.words.disclosure import Disclosure
from dlxh.words.documents import Document
from dlxh.words.ids import Names
from dlxh.words.record import Record
from dlxh.words.text import Composed

if TYPE_CHECKING:
    from dlxh.register.pack import Pack

ROOTS: dict[str, type[Record]] = {
    "units": OrgUnit,
    "networks": Network,
    "terms": Term,
    "collaborators": Collaborator,
    "memberships": Membership,
    "engagements": Engagement,
    "absences": Absence,
    "regulations": Regulation,
    "schemes": AllowanceScheme,
    "reports": Report,
    "matters": Matter,
    "cases": VerificationCase,
    "activities": Activity,
    "work_entries": WorkEntry,
    "other_allowances": OtherAllowance,
    "allowance_lines": AllowanceLine,
}
"""The table of each kind of record."""

CHILDREN: dict[tuple[str, str], tuple[str, str]] = {
    ("units", "successors"): ("unit_successors", "succession"),
    ("units", "identifiers"): ("unit_identifiers", "identifier"),
    ("networks", "combined_roles"): ("network_roles", "role"),
    ("terms", "regulations"): ("term_regulations", "regulation"),
    ("regulations", "provisions"): ("regulation_provisions", "provision"),
    ("regulation_provisions", "units"): ("regulation_units", "unit"),
    ("regulation_provisions", "yields_to"): ("regulation_yields", "longer"),
    ("regulation_provisions", "moves"): ("regulation_moves", "move"),
    ("schemes", "provisions"): ("scheme_provisions", "provision"),
    ("scheme_provisions", "conditions"): ("scheme_conditions", "condition"),
    ("reports", "sources"): ("report_sources", "source"),
    ("reports", "items"): ("items", "item"),
    ("items", "topics"): ("item_topics", "topic"),
    ("items", "streams"): ("streams", "stream"),
    ("streams", "expressions"): ("stream_expressions", "expression"),
    ("matters", "items"): ("matter_items", "item"),
    ("cases", "items"): ("case_items", "item"),
    ("cases", "matters"): ("case_matters", "matter"),
    ("cases", "contents"): ("contents", "content"),
    ("cases", "events"): ("events", "event"),
    ("events", "contents"): ("event_contents", "content"),
    ("activities", "documents"): ("activity_documents", "document"),
    ("activities", "watch_topics"): ("watch_topics", "watch_topic"),
    ("allowance_lines", "steps"): ("allowance_steps", "step"),
}
"""For each field with several values: its table, and what one row of it is called."""

SINGULAR = {
    "units": "unit",
    "networks": "network",
    "terms": "term",
    "collaborators": "collaborator",
    "memberships": "membership",
    "engagements": "engagement",
    "absences": "absence",
    "regulations": "regulation",
    "regulation_provisions": "regulation_provision",
    "schemes": "scheme",
    "scheme_provisions": "provision",
    "reports": "report",
    "matters": "matter",
    "cases": "case",
    "events": "event",
    "contents": "content",
    "activities": "activity",
    "work_entries": "work_entry",
    "other_allowances": "other_allowance",
    "allowance_lines": "line",
    "items": "item",
    "streams": "stream",
    "unit_successors": "succession",
    "unit_identifiers": "unit_identifier",
}
"""What a table calls one row in the key of what lies below it; packs add fields with several values anywhere."""

ASIDE = {"collaborators": (("contacts", ("name", "contact")), ("persons", ("person",)))}
"""What is personal is in tables of its own, which are written only when that is asked for: names and contacts, which no
rule and no measure reads, and which records are of one person, which only the number of people is counted by."""

SOURCE_ROW = "source_row"
"""The line, counted from 1, of a row in the file that it was read from."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One flat table; what is compiled of it is kept by the table itself, so each is made once.

    Attributes:
        name: Name of the table.
        model: The model whose fields are the columns; None where a row is one plain value.
        parent: The table whose rows own the rows of this one.
        field: The parent's field that holds the rows.
        key: The columns that identify a row.
        columns: All columns in order, without `source_row`.
        value: The column of the plain value, where `model` is None.
        link: The columns that identify the parent's row.
        pack: The pack whose own fields it holds.
        info: The declaration of the field, where `model` is None.
    """

    name: str
    model: type[BaseModel] | None
    parent: str | None
    field: str | None
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    value: str | None = None
    link: tuple[str, ...] = ()
    pack: str | None = None
    info: FieldInfo | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns that describe the row, besides those that identify it."""
        return tuple(
            column
            for column in self.columns
            if column.path or column.local_day_of is not None or column.name == self.value
        )

    @property
    def own_names(self) -> tuple[str, ...]:
        """The columns of own fields as `table.column`; of a table of ours none."""
        stated = self.columns if self.pack is not None else ()
        return tuple(f"{self.name}.{column.name}" for column in stated if column.path)

    def column(self, name: str) -> Column:
        """Return a column by name; raises KeyError."""
        return {column.name: column for column in self.columns}[name]


def _inherit(parent: Table) -> tuple[str, ...]:
    own = SINGULAR[parent.name]
    return (own,) if parent.key == ("id",) else (*parent.key[:-1], own)


def _root(name: str, model: type[Record]) -> Table:
    skip = frozenset(field for _, fields in ASIDE.get(name, ()) for field in fields)
    return Table(name, model, None, None, ("id",), columns_of(model, skip=skip))


def _aside(root: Table, name: str, fields: tuple[str, ...]) -> Table:
    model = ROOTS[root.name]
    kept = frozenset(model.model_fields) - frozenset(fields)
    own = columns_of(model, skip=kept)
    owner = Column(SINGULAR[root.name], Kind.TEXT, references=root.name)
    return Table(name, model, root.name, None, (owner.name,), (owner, _network(), *own), link=(owner.name,))


def _network() -> Column:
    return Column("network", Kind.TEXT, references="networks")


def _child(parent: Table, field: str, info: FieldInfo) -> Table:
    model = next(iter(shape(info.annotation).models), None)
    if model is None:
        return table_of_values(parent, field, info)
    link, keys = _keys_below(parent)
    own = columns_of(model)
    has_id = any(column.name == "id" for column in own)
    key = ("id",) if has_id else (*link, "position")
    name, _ = CHILDREN[parent.name, field]
    return Table(name, model, parent.name, field, key, (*keys, *own), None, link)


def table_of_values(parent: Table, field: str, info: FieldInfo, pack: str | None = None) -> Table:
    """Return the table of a field with several plain values: a row for each, by the key of its owner and its position.

    >>> sources = ROOTS["reports"].model_fields["sources"]
    >>> table_of_values(schema()["reports"], "sources", sources).names
    ('report', 'network', 'position', 'source')
    >>> table_of_values(schema()["reports"], "seen", sources, pack="gl").name
    'reports_gl_seen'
    """
    own = f"{parent.name}_{pack}_{field}", field
    name, value = CHILDREN[parent.name, field] if pack is None else own
    found = shape(info.annotation)
    link, keys = _keys_below(parent)
    column = Column(
        value,
        kind_of(found.arms[0]),
        references=next((mark.table for mark in found.marks if isinstance(mark, Names)), None),
        disclosure=next(mark for mark in info.metadata if isinstance(mark, Disclosure)),
        document=found.arms[0] is Document,
        closed=has_few_values(found, coding_of(found, ())),
        composed=any(isinstance(mark, Composed) for mark in found.marks),
        coding=coding_of(found, ()),
    )
    return Table(
        name, None, parent.name, field, (*link, "position"), (*keys, column), value, link, pack, info
    )


def _keys_below(parent: Table) -> tuple[tuple[str, ...], list[Column]]:
    """Return what leads from a row below a table to its owner, and the columns of its key and its network."""
    link = _inherit(parent)
    keys = [_link(parent, name) for name in link]
    if "network" in (*parent.names, *link) and "network" not in link:
        keys.append(_network())
    return link, [*keys, Column("position", Kind.INTEGER)]


def _link(parent: Table, name: str) -> Column:
    if name == SINGULAR[parent.name] and parent.key != ("id",):
        return Column(name, Kind.INTEGER)
    table = next(table for table, singular in SINGULAR.items() if singular == name)
    return Column(name, Kind.TEXT, references=table)


@cache
def schema() -> Schema:
    """Return our own tables, by name.

    >>> schema()["streams"].key
    ('item', 'position')
    >>> schema()["reports"].column("received_day").local_day_of
    'received_at'
    """
    tables: dict[str, Table] = {}
    for name, model in ROOTS.items():
        tables[name] = _root(name, model)
        for aside, fields in ASIDE.get(name, ()):
            tables[aside] = _aside(tables[name], aside, fields)
        _descend(tables, tables[name])
    return Schema(tables, ROOTS)


def schema_with(pack: "Pack | None") -> Schema:
    """Return our tables and those of a pack, where there is one.

    >>> schema_with(None) is schema()
    True
    """
    return schema() if pack is None else pack.schema


def _descend(tables: dict[str, Table], parent: Table) -> None:
    fields = parent.model.model_fields if parent.model is not None else {}
    for field, info in fields.items():
        if not shape(info.annotation).many:
            continue
        child = _child(parent, field, info)
        tables[child.name] = child
        _descend(tables, child)
