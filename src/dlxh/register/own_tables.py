"""Bảng riêng: the tables that a pack adds to ours, derived from the fields that its classes add to our records."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo

from dlxh.models.code_fields import refinements_of
from dlxh.register.class_lines import error_of_two, refuse_alike, refuse_lines
from dlxh.register.columns import Kind, columns_of, day_column
from dlxh.register.known_tables import Schema
from dlxh.register.pack_error import PackError
from dlxh.register.schema import Table, schema, table_of_values
from dlxh.register.taken_names import is_taken
from dlxh.words.annotations import Shape, shape
from dlxh.words.bilingual import ArgumentError
from dlxh.words.code_marks import In
from dlxh.words.days import Day, Instant
from dlxh.words.disclosure import Disclosure, Internal
from dlxh.words.documents import Document
from dlxh.words.field_texts import LABEL, texts_of
from dlxh.words.money import Coefficient
from dlxh.words.record import Record, Value

FIXED: Final = frozenset({"regulations", "schemes", "allowance_lines", "events"})
"""Tables that law or moves make up; a field of one's own has no place there."""
_STRICT: Final = {"Instant": Instant, "Day": Day, "Coefficient": Coefficient}
"""Types of ours for what Python has types for as well."""
_NAME: Final = re.compile(r"(?!.*__)[a-z][a-z0-9_]*\Z")
_DECORATIONS: Final = (
    *("validators", "field_validators", "root_validators", "field_serializers"),
    *("model_serializers", "model_validators", "computed_fields"),
)


@cache
def _plain_names() -> frozenset[str]:
    """Return the names of what every class holds, whatever is written in it."""

    class Plain(Value):
        """A class with a field."""

        field: Internal[str | None] = None

    return frozenset(vars(Plain))


def extend(known: Schema, pack: str, models: Sequence[type[Record]]) -> Schema:
    """Return a schema in which own classes replace ours, and what they add to the tables that are known is in other tables.

    Raises:
        PackError: a class or a field is not one that a pack may have.
    """
    tables, roots = dict(known), dict(known.roots)
    for model in models:
        name = next((name for name, ours in known.roots.items() if issubclass(model, ours)), None)
        if name is None and (row := _row_of(known, model)) is not None:
            raise PackError(
                vi=f"{model.__name__} là dòng của một bản ghi, không phải bản ghi; ghi ở lớp của bản ghi rồi đưa lớp đó vào models=: {row}",
                en=f"{model.__name__} is a row of a record; name it in the class of that record, and give this class in models=: {row}",
            )
        if name is None or model is known.roots[name]:
            raise PackError(
                vi=f"{model.__name__} không kế thừa loại bản ghi nào của dlxh; viết class Report(dlxh.Report)",
                en=f"{model.__name__} derives from no kind of record of dlxh; write class Report(dlxh.Report)",
            )
        if roots[name] is not known.roots[name]:
            raise error_of_two(name, model, roots[name])
        roots[name] = model
        for table in _walk(known, known[name], model, pack):
            tables[table.name] = table
    made = Schema(tables, roots)
    for name in roots:
        refuse_alike(made, name)
    return made


def _row_of(known: Schema, model: type[BaseModel]) -> str | None:
    """Return how a class of rows is written in that of what owns them; None: it does not derive from rows of ours."""
    table = next((each for each in known.values() if each.field and each.model in model.__mro__), None)
    if table is None:
        return None
    owner = str(getattr(known[str(table.parent)].model, "__name__", None))
    return f"class {owner}(dlxh.{owner}): {table.field}: Internal[tuple[{model.__name__}, ...]] = ()"


def _walk(known: Schema, table: Table, own: type[BaseModel], pack: str) -> Iterator[Table]:
    """Yield the tables of what a class adds to the rows of a table, and of what lies below them."""
    ours: Any = table.model
    _refuse_changes(known, table, ours, own)
    there = (*ours.model_fields, *known.own_fields(table.name))
    fields = {name: field for name, field in own.model_fields.items() if name not in there}
    for name, field in fields.items():
        _refuse_field(table, own, name, field)
    children = [child for child in known.children(table.name) if child.pack is None]
    refuse_lines(own, ours, children)
    refinements_of(own)
    single = {name: field for name, field in fields.items() if not shape(field.annotation).many}
    if single:
        yield _table_of(table, single, pack)
    for name, field in fields.items():
        if name not in single:
            yield table_of_values(table, name, field, pack)
    for child in children:
        models = shape(own.model_fields[str(child.field)].annotation).models
        if models and models[0] is not child.model:
            yield from _walk(known, child, models[0], pack)


def _refuse_changes(known: Schema, table: Table, ours: type[Value], own: type[BaseModel]) -> None:
    """Refuse a class that changes what is ours."""
    if table.name in FIXED:
        raise PackError(
            vi=f"{own.__name__}: bảng {table.name} theo văn bản hoặc bước xử lý, không nhận trường riêng",
            en=f"{own.__name__}: the table {table.name} follows law or moves and takes no field of your own",
        )
    narrowed = {child.field: child.model for child in known.children(table.name) if child.model is not None}
    for name, field in ours.model_fields.items():
        if not _is_kept(field, own.model_fields[name], narrowed.get(name)):
            raise PackError(
                vi=f"{own.__name__}.{name} là trường của dlxh; gói không đổi trường có sẵn, chỉ được nêu lớp riêng cho các dòng và giữ nguyên mặc định, giới hạn",
                en=f"{own.__name__}.{name} is a field of dlxh; a pack cannot change it, and may only give a class of its own for the rows, with default and limits as they are",
            )
    more = _checks_of(own, ours)
    if more or own.model_config != ours.model_config:
        raise PackError(
            vi=f"{own.__name__}: lớp của gói không có hàm kiểm tra hay cấu hình ({', '.join(more) or 'model_config'}); hãy viết quy tắc",
            en=f"{own.__name__}: a class of a pack has no validators and no configuration ({', '.join(more) or 'model_config'}); write a rule",
        )


def _is_kept(ours: FieldInfo, own: FieldInfo, row: type[BaseModel] | None) -> bool:
    """Return whether a field is as it was; one with rows of its own may name a class of a pack for them."""
    traits = [
        (sorted(map(repr, each.metadata)), each.default, each.default_factory, each.alias)
        for each in (ours, own)
    ]
    if row is None or ours.annotation == own.annotation:
        return traits[0] == traits[1] and ours.annotation == own.annotation
    before, now = shape(ours.annotation), shape(own.annotation)
    is_alike = (before.many, before.optional, before.marks) == (now.many, now.optional, now.marks)
    is_row = len(now.arms) == len(now.models) == 1 and issubclass(now.models[0], row)
    return traits[0] == traits[1] and is_alike and is_row


def _checks_of(own: type[BaseModel], ours: type[Value]) -> list[str]:
    """Return the names of validators of a class, and of what it writes over that ours has."""
    known, marks = ours.__pydantic_decorators__, own.__pydantic_decorators__
    plain = _plain_names() | ours.model_fields.keys()
    written = [name for base in own.__mro__[: own.__mro__.index(ours)] for name in vars(base)]
    over = [name for name in written if name not in plain and hasattr(ours, name)]
    more = [
        name for kind in _DECORATIONS for name in getattr(marks, kind) if name not in getattr(known, kind)
    ]
    return list(dict.fromkeys((*more, *over)))


def _refuse_field(table: Table, own: type[BaseModel], name: str, field: FieldInfo) -> None:
    found = shape(field.annotation)
    if not texts_of(field, LABEL):
        raise PackError(
            vi=f"{own.__name__}.{name} chưa có nhãn và ý nghĩa; viết {name}: … = own_field(vi=…, en=…, means_vi=…, means_en=…)",
            en=f"{own.__name__}.{name} has no label and meaning; write {name}: … = own_field(vi=…, en=…, means_vi=…, means_en=…)",
        )
    if any(_is_check(mark) for mark in (*field.metadata, *found.marks)):
        raise PackError(
            vi=f"{own.__name__}.{name}: trường riêng không có hàm kiểm tra; hãy viết quy tắc",
            en=f"{own.__name__}.{name}: an own field has no validators; write a rule",
        )
    is_one = found.optional and not found.many and field.default is None and len(found.arms) == 1
    if found.models or field.alias is not None or not (is_one or holds_values(field)):
        raise PackError(
            vi=f"{own.__name__}.{name}: trường riêng là một giá trị có thể để trống (… | None = own_field(…)), hoặc nhiều mã, nhiều "
            "dòng chữ không giới hạn số lượng (tuple[…, ...] = own_field(…))",
            en=f"{own.__name__}.{name}: an own field is one value that may be left out (… | None = own_field(…)), or several codes, "
            "ids or lines, however many (tuple[…, ...] = own_field(…))",
        )
    if (strict := _strict_type(found, field)) is not None:
        raise PackError(
            vi=f"{own.__name__}.{name}: {found.arms[0].__name__} đọc giá trị không chặt; dùng {strict} của dlxh.words",
            en=f"{own.__name__}.{name}: {found.arms[0].__name__} does not read values strictly; use {strict} of dlxh.words",
        )
    if not _NAME.match(name):
        raise PackError(
            vi=f"{own.__name__}.{name}: tên trường chỉ gồm chữ thường không dấu, số và _, bắt đầu bằng chữ, không có __, như hamlet_name; tên gọi có dấu ghi ở vi=",
            en=f"{own.__name__}.{name}: the name of a field is lower-case ASCII letters, digits and _, a letter first and no __, such as hamlet_name; what people call it is in vi=",
        )
    if is_taken(schema(), table, name) or hasattr(table.model, name) or day_column(name) in own.model_fields:
        raise PackError(
            vi=f"{own.__name__}.{name}: tên này đã dùng cho cột, chiều, kết quả hoặc phương thức của bản ghi; đặt tên khác, như own_{name}",
            en=f"{own.__name__}.{name}: the name is taken by a column, a dimension, a result or a method of records; choose another name, such as own_{name}",
        )


def _strict_type(found: Shape, field: FieldInfo) -> str | None:
    """Return the type of ours that has to be in the place of one that pydantic reads loosely; None: it is fine.

    A moment without its offset is another instant in each form of a register; no column holds a fifth decimal.
    """
    for name, ours in _STRICT.items():
        loose, mark = get_args(ours)[:2]
        if isinstance(found.arms[0], type) and issubclass(found.arms[0], loose):
            return None if mark in (*field.metadata, *found.marks) else name
    return None


def holds_values(field: FieldInfo) -> bool:
    """Return whether an own field is a tuple of any number of texts, each a plain value; how many there are is for a rule to say.

    >>> holds_values(schema().roots["reports"].model_fields["sources"])
    True
    """
    if get_origin(field.annotation) is not tuple or get_args(field.annotation)[1:] != (...,):
        return False
    element = shape(get_args(field.annotation)[0])
    arm = element.arms[0]
    is_text = isinstance(arm, type) and issubclass(arm, str | Document)
    is_text = is_text or (get_origin(arm) is Literal and all(isinstance(each, str) for each in get_args(arm)))
    is_plain = is_text and not element.many and not element.optional and len(element.arms) == 1
    finer = any(isinstance(mark, In) and mark.refines is not None for mark in element.marks)
    bounded = any(not isinstance(mark, Disclosure) for mark in field.metadata)
    return is_plain and not finer and not bounded and field.default == ()


def _is_check(mark: object) -> bool:
    """Return whether a mark of an annotation is a function that looks at values, and is not one of our own types."""
    function: object = getattr(mark, "func", mark if hasattr(mark, "__get_pydantic_core_schema__") else None)
    home = getattr(function, "__module__", None) or ""  # those of built-in types have none
    return function is not None and home.split(".")[0] not in {"dlxh", "pydantic"}


def _table_of(table: Table, fields: dict[str, FieldInfo], pack: str) -> Table:
    """Return the table of own fields: the key of ours, its network, and a column for each."""
    made: dict[str, Any] = {name: (field.rebuild_annotation(), field) for name, field in fields.items()}
    model = create_model(f"{table.name}_{pack}", __base__=Value, **made)
    try:
        own = columns_of(model)
    except ArgumentError as error:
        raise PackError(vi=f"{pack}: {error.vi}", en=f"{pack}: {error.en}") from None
    keys = table_of_keys(table, pack)
    return replace(keys, model=model, columns=(*keys.columns, *own))


def table_of_keys(table: Table, pack: str) -> Table:
    """Return the table of own fields that a pack has for one of ours, with its key and its network only.

    >>> table_of_keys(schema()["streams"], "gl").names
    ('item', 'position', 'network')
    """
    keys = [replace(table.column(name), path=(), nullable=False, default=None) for name in table.key]
    if table.key == ("id",):
        keys = [replace(keys[0], kind=Kind.TEXT, references=table.name)]
    network = [replace(table.column("network"), path=())] if "network" in table.names else []
    fixed = (*keys, *network)
    return Table(f"{table.name}_{pack}", None, table.name, None, table.key, fixed, link=table.key, pack=pack)


def parse_own(name: str) -> tuple[str, str, str] | None:
    """Return of the name of a table of own fields that of our table, the pack, and the field with several values, or nothing.

    >>> parse_own("reports_gl"), parse_own("reports_gl_hazards"), parse_own("report_sources")
    (('reports', 'gl', ''), ('reports', 'gl', 'hazards'), None)
    """
    for table in schema():
        pack, _, field = name.removeprefix(table).removeprefix("_").partition("_")
        if name.startswith(f"{table}_") and pack.isalnum():
            return table, pack, field
    return None
