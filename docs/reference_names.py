"""Tra cứu theo tên: what the reference shows of one public name, in the language of the page.

The docstrings come from mkdocstrings; the fields of a record and the codes of an enumeration come from their labels. On
a Vietnamese page the Vietnamese text comes first, and a docstring that has more follows in a frame that opens.
"""

import inspect
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from dlxh.data.code_lists import list_of
from dlxh.data.labels import table_label
from dlxh.models.code_fields import coding_of, list_of_coding
from dlxh.register.labels import label_of
from dlxh.words.annotations import shape
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.code_entries import UnknownCode
from dlxh.words.codes import CodeList
from dlxh.words.ids import Names
from dlxh.words.record import Value
from docs import reference_texts
from docs.code_list_pages import list_link
from docs.markdown import code, rows
from docs.public_names import PublicName, members, name_of

_LEAVES: Final[dict[type, tuple[str, str]]] = {
    bool: ("đúng/sai", "true or false"),
    int: ("số nguyên", "integer"),
    Decimal: ("số thập phân", "decimal"),
    datetime: ("thời điểm", "instant"),
    date: ("ngày", "day"),
    str: ("chữ", "text"),
}
_HEADS: Final = {
    "vi": ("trường", "tên gọi", "ý nghĩa", "kiểu", "bắt buộc"),
    "en": ("field", "label", "meaning", "type", "required"),
}


def entry(public: PublicName, lang: Lang) -> str:
    """Return all that the reference shows of one name: what it is, its fields or codes, and its methods."""
    thing = public.thing
    parts = [_heading(public.path, 2, public.path, lang)]
    text, *lists = reference_texts.about(public) if lang == "vi" else [""]
    parts += [text, _also(public, lang), *lists]
    if public.is_model:
        parts.append(_fields(thing, lang))
    elif inspect.isclass(thing) and issubclass(thing, Enum):
        parts.append(_codes(thing, lang))
    parts += _docstring(public.path, 2, thing) if lang == "vi" else []
    for name in members(thing) if inspect.isclass(thing) else ():
        path = f"{public.path}.{name}"
        parts.append(_heading(path, 3, name, lang))
        if lang == "vi":
            parts += reference_texts.about_member(public, name)
            parts += _docstring(path, 3, inspect.getattr_static(thing, name))
    return "\n\n".join(part for part in parts if part)


def _heading(path: str, level: int, heading: str, lang: Lang) -> str:
    """Return a name with its signature; on an English page its docstring comes with it."""
    bare = in_language(lang, vi=", extra: { without_docstring: true }", en="")
    return (
        f'::: {path}\n    options: {{ heading_level: {level}, heading: "{heading}", members: false{bare} }}'
    )


def _docstring(path: str, level: int, thing: object) -> list[str]:
    """Return the docstring alone, in a frame that opens, where it has more than the Vietnamese text."""
    options = (
        f"{{ heading_level: {level}, members: false, show_root_heading: false, show_root_toc_entry: false }}"
    )
    shown = [
        '<details lang="en" markdown="1">\n<summary lang="vi">Docstring (tiếng Anh)</summary>',
        f"::: {path}\n    options: {options}",
        "</details>",
    ]
    return shown if reference_texts.has_more(thing) else []


def _also(public: PublicName, lang: Lang) -> str:
    """Return the other places that a name is imported from, each with its anchor."""
    places = ", ".join(f"`{path}`{{ #{path} }}" for path in public.paths[1:])
    return in_language(lang, vi=f"Cũng có ở {places}.", en=f"Also at {places}.") if places else ""


def _fields(model: type[Value], lang: Lang) -> str:
    body = [
        (
            code(name),
            label_of(model, name).text(lang),
            label_of(model, name).meaning(lang),
            field_type(info, lang),
            in_language(lang, vi="có", en="yes") if info.is_required() else "",
        )
        for name, info in model.model_fields.items()
    ]
    return rows(_HEADS[lang], body) if body else ""


def field_type(info: FieldInfo, lang: Lang) -> str:
    """Return what a field of a model takes, in words, with a link to its code list or to the values that it holds.

    >>> from dlxh import Report
    >>> field_type(Report.model_fields["received_at"], "vi"), field_type(Report.model_fields["items"], "en")
    ('thời điểm', 'several [`ReportItem`][dlxh.ReportItem]')
    """
    found = shape(info.annotation)
    marks = (*info.metadata, *found.marks)
    if (codes := list_of_coding(coding_of(found, marks))) is not None:
        said = list_link(codes.name, lang)
    elif named := next((mark.table for mark in marks if isinstance(mark, Names)), None):
        said = in_language(lang, vi="mã: ", en="id: ") + table_label(named).text(lang)
    else:
        said = in_language(lang, vi=" hoặc ", en=" or ").join(
            dict.fromkeys(_arm(arm, lang) for arm in found.arms)
        )
    return in_language(lang, vi="nhiều ", en="several ") + said if found.many else said


def _arm(arm: Any, lang: Lang) -> str:  # noqa: ANN401 - any type of a field
    if get_origin(arm) is not None:
        return ", ".join(code(str(value)) for value in get_args(arm))
    if (public := name_of(arm.__module__, arm.__name__)) is not None:
        return f"[{code(public.name)}][{public.path}]"
    leaf = next((words for kind, words in _LEAVES.items() if issubclass(arm, kind)), None)
    return code(arm.__name__) if leaf is None else in_language(lang, vi=leaf[0], en=leaf[1])


def _codes(kind: type[Enum], lang: Lang) -> str:
    """Return the codes of an enumeration in one line, with their labels where they have any."""
    listed = _list_of(kind)
    if listed is None:
        return ", ".join(code(each.name) for each in kind)
    said = " · ".join(f"{code(each.key)} {each.label(lang)}" for each in listed)
    return f"{list_link(listed.name, lang)}: {said}"


def _list_of(kind: type[Enum]) -> CodeList | None:
    try:
        return list_of(kind) if issubclass(kind, StrEnum) else None
    except UnknownCode:
        return None
