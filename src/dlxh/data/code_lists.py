"""Danh mục dùng chung: the code lists that come with the library, one TOML file each."""

import re
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

from dlxh.data.facts import read_facts
from dlxh.data.given_path import readable_path
from dlxh.data.toml_file import read_toml
from dlxh.words.annotations import shape
from dlxh.words.bilingual import Lang, quote
from dlxh.words.code_entries import CodeEntry, CodeListError, CodeTrait, UnknownCode
from dlxh.words.codes import CodeList
from dlxh.words.given import need

_KINDS = {
    str: ("văn bản trong dấu nháy", "text in quotes"),
    bool: ("true hoặc false", "true or false"),
    date: ("ngày, như 2025-07-01", "a day, such as 2025-07-01"),
    dict: ("bảng { … }", "tables { … }"),
}
"""What a field takes, in words."""
_LONGEST = 60
_PATH = re.compile(r"[/\\]|\.toml\Z")
_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


@cache
def _lists() -> CodeList:
    found = (file.name for file in files("dlxh.data").joinpath("codes").iterdir())
    names = sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))
    entries = tuple(CodeEntry(name, vi=name, en=name) for name in names)
    return CodeList("code_lists", vi="Danh mục", en="Code lists", open=False, source="dlxh", entries=entries)


def code_list_names() -> tuple[str, ...]:
    """Return the names of all lists, in the order of the alphabet.

    >>> "topics" in code_list_names()
    True
    """
    return _lists().keys()


def code_list(given: str | Path) -> CodeList:
    """Return one of the lists that come with the library, by its name, or a list of one's own, from a TOML file.

    A file of one's own looks like those of the library, and may name one of them as its `base`. It holds data: what is
    in it is compared and shown, never run, and no file is read but the one that is given.

    Args:
        given: The name of a list; or the path of a file, a `Path`.

    Raises:
        UnknownCode: there is no list of this name.
        CodeListError: a file that cannot be read, or whose list contradicts itself.

    >>> code_list("stance").label("hesitant", "vi")
    'băn khoăn, lưỡng lự'
    """
    need((str, PurePath), given=given)
    return (
        _read_own(readable_path(given, CodeListError))
        if isinstance(given, PurePath)
        else _library_list(given)
    )


@cache
def _library_list(name: str) -> CodeList:
    if name not in _lists() and _PATH.search(name):
        raise UnknownCode(
            vi=f"code_list nhận tên một danh mục của dlxh; {quote(name)} là đường dẫn: viết code_list(Path({quote(name)}))",
            en=f"code_list takes the name of a code list of dlxh; {quote(name)} is a path: write code_list(Path({quote(name)}))",
        )
    return _make(read_facts("codes", f"{_lists()[name].key}.toml"), None)


def _make(facts: dict[str, Any], base: CodeList | None) -> CodeList:
    """Return a list from what a file says of it."""
    traits = tuple(CodeTrait(**trait) for trait in facts.get("traits", ()))
    entries = tuple(CodeEntry(**_with_tuples(entry)) for entry in facts["entries"])
    return CodeList(**{**facts, "traits": traits, "entries": entries, "base": base})


def _with_tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _read_own(path: Path) -> CodeList:
    facts = read_toml(path, CodeListError)
    named = facts.pop("base", None)
    if named is not None and named not in _lists():
        listed = ", ".join(code_list_names())
        vi, en = (
            f"cần tên một danh mục của dlxh: {listed}",
            f"takes the name of a code list of dlxh: {listed}",
        )
        raise _refuse(path, "base", vi, en)
    _check_kinds(path, "", facts, CodeList)
    for part, kind in (("traits", CodeTrait), ("entries", CodeEntry)):
        for number, each in enumerate(facts.get(part, ()), start=1):
            key = each.get("key")
            named_key = f" ({key[:_LONGEST]})" if isinstance(key, str) else ""
            _check_kinds(path, f"{part} {number}{named_key}", each, kind)
    try:
        return _make(facts, None if named is None else _library_list(named))
    except CodeListError as error:
        raise CodeListError(vi=f"{path.name}: {error.vi}", en=f"{path.name}: {error.en}") from None


def _refuse(path: Path, place: str, vi: str, en: str) -> CodeListError:
    where = f"{path.name}, {place}" if place else path.name
    return CodeListError(vi=f"{where}: {vi}", en=f"{where}: {en}")


def _check_kinds(path: Path, place: str, facts: dict[str, Any], kind: type) -> None:
    """Refuse what lacks a field, has one that is not known, or a value of another kind."""
    known = {each.name: each for each in fields(kind) if each.init and each.name != "base"}
    allowed = ", ".join((*known, *(("base",) if kind is CodeList else ())))
    if strange := [name for name in facts if name not in known]:
        vi, en = f"không có trường {quote(strange[0])}", f"there is no field {quote(strange[0])}"
        raise _refuse(path, place, f"{vi}; được có: {allowed}", f"{en}; choose from: {allowed}")
    if lacking := [name for name, each in known.items() if each.default is MISSING and name not in facts]:
        vi, en = f"thiếu {', '.join(lacking)}", f"lacks {', '.join(lacking)}"
        raise _refuse(path, place, f"{vi}; được có: {allowed}", f"{en}; it may have: {allowed}")
    for name, value in facts.items():
        found = shape(known[name].type)
        leaf = dict if is_dataclass(found.arms[0]) else found.arms[0]
        values = value if found.many and isinstance(value, list) else [value]
        if (found.many and not isinstance(value, list)) or any(type(each) is not leaf for each in values):
            vi, en = _KINDS[leaf]
            vi, en = (f"danh sách [ … ] {vi}", f"a list [ … ] of {en}") if found.many else (vi, en)
            raise _refuse(path, ", ".join(filter(None, (place, name))), f"cần {vi}", f"takes {en}")


def list_of(enum: type[StrEnum]) -> CodeList:
    """Return the list with the labels of an enumeration: that of `ReportKind` is `report_kind`.

    Raises:
        UnknownCode: it has no list.

    >>> from dlxh.data.province_facts import ProvinceKind
    >>> list_of(ProvinceKind).keys()
    ('province', 'city')
    """
    return code_list(_WORD_START.sub("_", enum.__name__).lower())


def label(member: StrEnum, lang: Lang) -> str:
    """Return the label of an enumeration's value.

    Raises:
        LangError: the language is neither `vi` nor `en`.
        UnknownCode: the enumeration is not one of the library's.

    >>> from dlxh.data.province_facts import ProvinceKind
    >>> label(ProvinceKind.CITY, "vi")
    'thành phố'
    """
    need(StrEnum, member=member)
    return list_of(type(member)).label(member.value, lang)
