"""Tên gọi của bảng và cột: a column takes the labels of the fields on the way to it."""

import dataclasses
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel

from dlxh.data.labels import Label, field_label, key_label, own_label, row_label, table_label
from dlxh.register.columns import Column
from dlxh.register.finding import Phrase
from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import parse_own
from dlxh.register.pack import Pack
from dlxh.register.schema import SINGULAR, SOURCE_ROW, Table, schema, schema_with
from dlxh.register.table_error import TableError
from dlxh.words.annotations import shape
from dlxh.words.bilingual import Lang, in_language, with_name
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import need
from dlxh.words.record import Record, Value

_STEP = " – "


def label_of(of: str | type[Value], name: str | None = None, *, pack: Pack | None = None) -> Label:
    """Return the label and meaning of a table, one of its columns, a record, or a field of any model.

    A column that comes from a value inside the record joins the labels on the way to it. An own field is called what it
    was declared with.

    Args:
        of: Name of a table, or class of a model.
        name: Name of a column of the table, or of a field of the model; None: the table, or one record.
        pack: A pack whose own columns and tables are known too.

    Raises:
        TableError: there is no such table, column or field, or the model has no table of its own and no field was given.

    >>> from dlxh.models.report import Report
    >>> label_of("reports", "period_start").vi, label_of(Report, "kind").vi
    ('kỳ báo cáo – ngày bắt đầu', 'loại báo cáo')
    >>> label_of("items").en, label_of(Report).en, label_of("items", "report").means_en
    ('items of reports', 'report', 'Id of the report that the row belongs to.')
    """
    need((str, type), of=of)
    need((str, type(None)), name=name)
    need((Pack, type(None)), pack=pack)
    known = schema_with(pack)
    if isinstance(of, str):
        if of not in known:
            raise TableError.unknown_table(of, known)
        if name is None:
            return _label_of_own(known[of]) if known[of].pack is not None else table_label(of)
        if name not in (*known.wide(of).names, SOURCE_ROW):
            raise TableError.columns(known.wide(of), unknown=(name,))
        return _label_in(known, of, name)
    return _label_of_model(of, name)


def dictionary(minimum: Disclosure = Disclosure.PUBLIC, *, pack: Pack | None = None) -> list[dict[str, str]]:
    """Return one row per column, from a disclosure level upwards: table, kind, disclosure, and label and meaning of each.

    With a pack its own fields are there too, in tables of their own.

    >>> row = dictionary(Disclosure.RESTRICTED)[0]
    >>> row["table"], row["column"], row["kind"], row["disclosure"], row["vi"], row["en"]
    ('contacts', 'name', 'text', 'restricted', 'họ và tên', 'name')
    """
    need(Disclosure, minimum=minimum)
    need((Pack, type(None)), pack=pack)
    known = schema_with(pack)
    return [
        {
            "table": table.name,
            "column": column.name,
            "kind": column.kind.value,
            "disclosure": column.disclosure.value,
            **dataclasses.asdict(_label_in(known, table.name, column.name)),
        }
        for table in known.values()
        for column in table.columns
        if column.disclosure >= minimum
    ]


def name_table(table: str, lang: Lang) -> str:
    """Return the label of a table, of own fields too, in one language; a name of no table unchanged.

    >>> name_table("other_allowances", "vi"), name_table("own", "vi")
    ('phụ cấp khác', 'own')
    """
    if table in schema():
        return table_label(table).text(lang)
    if (own := parse_own(table)) is None:
        return table
    rows, pack, field = own
    named = table_label(rows).text(lang)
    return in_language(
        lang,
        vi=f"{named} – {field or 'trường riêng'} của {pack}",
        en=f"{named} – {field or 'own fields'} of {pack}",
    )


def name_column(table: str | None, column: str, lang: Lang) -> str:
    """Return the label of a column, or of a field with several values; a name of neither unchanged.

    >>> (
    ...     name_column("reports", "author", "vi"),
    ...     name_column("items", "topics", "en"),
    ...     name_column("items", "own", "en"),
    ... )
    ('cộng tác viên gửi', 'topics', 'own')
    """
    if table in schema():
        return _names_in(table, lang).get(column, column)
    own = parse_own(table or "")
    return column if own is None else name_column(own[0], column, lang)


@cache
def _names_in(table: str, lang: Lang) -> dict[str, str]:
    """Return what the columns and the fields of a table are called: of a name that somebody made up nothing is kept."""
    known = schema()[table]
    fields = {} if known.model is None else known.model.model_fields
    named = {field: field_label(known.model or Value, field).text(lang) for field in fields}
    return named | {column: _label_of_column(known, column).text(lang) for column in known.names}


def name_own(known: Schema, table: str | None, column: str | None) -> dict[str, Phrase]:
    """Return what fills `table` and `field` in a sentence on an own table, or on an own column of ours; nothing else.

    >>> name_own(schema(), "reports", "author")
    {}
    """
    there = known.get(table or "")
    if there is None:
        return {}
    if there.pack is not None:
        return name_in_own(there, column)
    label = next((found for part in known.own(there.name) if (found := _own_label(part, column))), None)
    return {} if label is None else {"field": Phrase(label.vi, label.en)}


def name_in_own(table: Table, column: str | None) -> dict[str, Phrase]:
    """Return what fills `table` and `field` in a sentence on a table of own fields; nothing for a table of ours.

    >>> name_in_own(schema()["reports"], "author")
    {}
    """
    if table.pack is None:
        return {}
    labels = {"table": _label_of_own(table)}
    if column in table.names:
        labels["field"] = _label_in_table(table, str(column))
    return {name: Phrase(label.vi, label.en) for name, label in labels.items()}


def call_table(table: Table, lang: Lang) -> str:
    """Return what people call a table, with its name.

    >>> call_table(schema()["other_allowances"], "vi")
    'phụ cấp khác (other_allowances)'
    """
    label = name_table(table.name, lang) if table.pack is None else _label_of_own(table).text(lang)
    return with_name(label, table.name)


def call_tables(names: Iterable[str], known: Schema, lang: Lang) -> str:
    """Return what people call some tables, each with its name; a name of no table unchanged.

    >>> call_tables(["cases", "own"], schema(), "vi")
    'vụ việc xác minh (cases), own'
    """
    return ", ".join(
        call_table(known[name], lang) if name in known else with_name(name_table(name, lang), name)
        for name in names
    )


def call_column(table: Table, column: str, lang: Lang) -> str:
    """Return what people call a column, with its name; a name of none unchanged.

    >>> call_column(schema()["reports"], "author", "vi"), call_column(schema()["reports"], "own", "vi")
    ('cộng tác viên gửi (author)', 'own')
    """
    if table.pack is None or column not in table.names:
        return with_name(name_column(table.name, column, lang), column)
    return with_name(_label_in_table(table, column).text(lang), column)


def _own_label(part: Table, column: str | None) -> Label | None:
    """Return the label of an own field in the table that holds it; None: it is none of that."""
    each = next((each for each in part.own if each.name == column), None)
    if each is None:
        return None
    if part.model is None:
        return _label_of_column(part, each.name)
    if each.local_day_of is None:
        return _label_of_path((part.model,), each.path)
    instant = _label_of_path((part.model,), part.column(each.local_day_of).path)
    return Label(
        f"{instant.vi}{_STEP}ngày",
        f"{instant.en}{_STEP}day",
        f"Theo giờ Việt Nam; tính từ {instant.vi}, không nhập.",
        f"In Vietnamese time; worked out from {instant.en}, never entered.",
    )


def _label_in(known: Schema, table: str, name: str) -> Label:
    """Return the label of a column of one of some tables, an own one among them."""
    there = known[table]
    if there.pack is not None:
        return _label_in_table(there, name)
    label = next((found for part in known.own(table) if (found := _own_label(part, name))), None)
    return label or _label_of_column(there, name)


def _label_in_table(own: Table, name: str) -> Label:
    """Return the label of a column of a table of own fields, those of its key among them."""
    return _own_label(own, name) or _label_of_column(
        schema()[str(own.parent)] if own.field is None else own, name
    )


def _label_of_own(table: Table) -> Label:
    """Return the label of a table of own fields: that of the rows to which they belong, and the pack."""
    rows = table_label(str(table.parent))
    if table.info is not None:
        label = own_label(table.info)
        vi, en = f"{rows.vi} – {label.vi} của {table.pack}", f"{rows.en} – {label.en} of {table.pack}"
        return Label(vi, en, "Mỗi giá trị là một dòng.", "A row for each value.")
    return Label(
        f"{rows.vi} – trường riêng của {table.pack}",
        f"{rows.en} – own fields of {table.pack}",
        "Dòng nào có ghi trường riêng thì có một dòng ở đây.",
        "A row for each row that fills some own field.",
    )


def _label_of_model(model: type[Value], field: str | None) -> Label:
    if field is not None and field in getattr(model, "model_fields", ()):
        return field_label(model, field)
    table = next((table.name for table in schema().values() if table.model in model.__mro__), None)
    if field is None and table is not None:
        return row_label(table)
    raise TableError.no_record(model.__name__ if field is None else f"{model.__name__}.{field}")


@cache
def _label_of_column(known: Table, name: str) -> Label:
    if name == SOURCE_ROW:
        return key_label(name)
    column = known.column(name)
    if known.model is not None and column.path:
        return _label_of_path((known.model,), column.path)
    if name == known.value:
        return _label_of_value(known)
    if name in known.link or (known.parent is not None and column.references == known.parent):
        return _label_of_owner(column)
    return key_label(name)


def _label_of_path(models: tuple[type[BaseModel], ...], path: tuple[str, ...]) -> Label:
    """Return the label of a field inside others; where the arms of a union differ, all that they mean."""
    step, *rest = path
    having = [model for model in models if step in model.model_fields]
    labels = list(dict.fromkeys(field_label(model, step) for model in having))
    first = labels[0]
    if not rest:
        meanings = ([label.means_vi for label in labels], [label.means_en for label in labels])
        return Label(first.vi, first.en, *(" ".join(dict.fromkeys(each)) for each in meanings))
    arms = (arm for model in having for arm in shape(model.model_fields[step].annotation).models)
    inside = tuple(dict.fromkeys(arms))
    last = _label_of_path(inside, tuple(rest))
    if len(inside) > 1:  # a label of one of several values needs no word for all of them
        return last
    return Label(f"{first.vi}{_STEP}{last.vi}", f"{first.en}{_STEP}{last.en}", last.means_vi, last.means_en)


def _label_of_value(table: Table) -> Label:
    """Return the label of a plain value that is a row: what one row is called, with the meaning of the field that holds it."""
    if table.pack is not None and table.info is not None:
        return own_label(table.info)
    row = row_label(table.name)
    parent = schema()[str(table.parent)]
    field = field_label(parent.model or Record, str(table.field))
    return Label(row.vi, row.en, field.means_vi, field.means_en)


def _label_of_owner(column: Column) -> Label:
    """Return the label of a key that refers to the row which this one belongs to."""
    above = column.references or next(name for name, one in SINGULAR.items() if one == column.name)
    row = row_label(above)
    what_vi, what_en = ("Mã", "Id") if column.references else ("Số thứ tự", "Position")
    means_vi = f"{what_vi} của {row.vi} mà dòng này thuộc về."
    return Label(row.vi, row.en, means_vi, f"{what_en} of the {row.en} that the row belongs to.")
