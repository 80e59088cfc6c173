"""Từ điển dữ liệu: every table and every column, a page for each group of tables, and one table of all tables."""

from functools import cache
from typing import Final

import dlxh
from dlxh.register.columns import Column
from dlxh.register.exchange import describe_table
from dlxh.register.labels import label_of
from dlxh.register.schema import Table, schema
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.table_parts import capitalize
from docs.code_list_pages import list_link
from docs.markdown import anchor, code, filterable, rows
from docs.public_names import name_of

LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
_PAGES: Final = {
    "people": ("đơn vị và cộng tác viên", "units and collaborators", "units"),
    "regulation": ("quy chế và chế độ chi", "regulations and schemes", "regulations"),
    "reports": ("báo cáo và nội dung", "reports and items", "reports"),
    "cases": ("vụ việc xác minh", "verification cases", "cases"),
    "work": ("hoạt động và khoản chi", "activities and pay", "activities"),
}
"""Each page with its title, and the first of its tables in the order of the schema."""
_KINDS: Final = {
    "text": ("chữ", "text"),
    "integer": ("số nguyên", "integer"),
    "boolean": ("đúng/sai", "true or false"),
    "day": ("ngày", "day"),
    "instant": ("thời điểm", "instant"),
}
_HEADS: Final = {
    "vi": ("cột", "tên gọi", "ý nghĩa", "kiểu", "bắt buộc", "ai được xem"),
    "en": ("column", "label", "meaning", "type", "required", "who may see it"),
}


@cache
def page_of(table: str) -> str:
    """Return the page of a table, below the folder of its language; raises KeyError for a table that no page has.

    >>> page_of("items")
    'dictionary/reports'
    """
    starts = {first: page for page, (_, _, first) in _PAGES.items()}
    page = ""
    found = {name: (page := starts.get(name, page)) for name in schema()}
    return f"dictionary/{found[table]}"


def address(table: str, column: str | None = None) -> str:
    """Return the page and the anchor of a table or of one of its columns.

    >>> address("items"), address("items", "report")
    ('dictionary/reports.md#table-items', 'dictionary/reports.md#items.report')
    """
    place = f"table-{table.replace('_', '-')}" if column is None else f"{table}.{column}"
    return f"{page_of(table)}.md#{place}"


def overview(lang: Lang) -> str:
    """Return one table of all tables, with a link to each."""
    heads = {"vi": ("bảng", "tên", "ý nghĩa", "số cột"), "en": ("table", "name", "meaning", "columns")}[lang]
    body = [
        (
            f"[{label_of(table.name).text(lang)}]({address(table.name)})",
            code(table.name),
            label_of(table.name).meaning(lang),
            str(len(table.columns)),
        )
        for table in schema().values()
    ]
    return filterable(rows(heads, body))


def _section(table: Table, lang: Lang) -> str:
    """Return the label and the meaning of a table, and of each of its columns."""
    key = ", ".join(map(code, table.key))
    model = code(table.model.__name__) if table.model else in_language(lang, vi="một giá trị", en="one value")
    if table.model and (public := name_of(table.model.__module__, table.model.__name__)) is not None:
        model = f"[{model}][{public.path}]"
    about = in_language(lang, vi=f"Một dòng: {model}. Khóa: {key}.", en=f"One row: {model}. Key: {key}.")
    label = label_of(table.name)
    title = f"## {capitalize(label.text(lang))}: {code(table.name)} {anchor('table', table.name)}"
    fields = describe_table(table, within=schema(), partial={})["schema"]["fields"]
    needed = {field["name"] for field in fields if field["constraints"]["required"]}
    body = [_row(column, table, lang, "x" if column.name in needed else "") for column in table.columns]
    return f"{title}\n\n{label.meaning(lang)} {about}\n\n{filterable(rows(_HEADS[lang], body))}"


def _row(column: Column, table: Table, lang: Lang, needed: str) -> tuple[str, ...]:
    label = label_of(table.name, column.name)
    return (
        f"`{column.name}`{{ #{table.name}.{column.name} }}",
        label.text(lang),
        label.meaning(lang),
        _type(column, lang),
        in_language(lang, vi="có", en="yes") if needed else "",
        dlxh.data.label(column.disclosure, lang),
    )


def _type(column: Column, lang: Lang) -> str:
    """Return the type of a column: a code of a list, an id of a table, or a kind of value."""
    if (codes := column.codes) is not None:
        return in_language(lang, vi="mã: ", en="code: ") + list_link(codes.name, lang)
    if column.references is not None:
        to = label_of(column.references).text(lang)
        link = f"[{to}](../{address(column.references)})"
        return in_language(lang, vi="mã bản ghi: ", en="id: ") + link
    vi, en = _KINDS[column.kind.value]
    return in_language(lang, vi=vi, en=en)


def page(name: str, lang: Lang) -> str:
    """Return the page of a group of tables."""
    vi, en, _ = _PAGES[name]
    title = in_language(lang, vi=f"Từ điển dữ liệu: {vi}", en=f"Data dictionary: {en}")
    about = in_language(
        lang,
        vi="Trang này được sinh từ mã nguồn. Các bảng khác: [Từ điển dữ liệu](../dictionary.md).",
        en="This page is generated from the code. The other tables: [Data dictionary](../dictionary.md).",
    )
    listed = [table for table in schema().values() if page_of(table.name) == f"dictionary/{name}"]
    return "\n".join(
        [f"# {title} {{#dictionary-{name}}}", "", about, "", *(_section(table, lang) for table in listed)]
    )


def pages() -> dict[str, str]:
    """Return every page by its path below docs/."""
    return {f"{lang}/dictionary/{name}.md": page(name, lang) for lang in LANGUAGES for name in _PAGES}
