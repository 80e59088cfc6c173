"""Danh mục dùng chung: the code lists that come with the library, one TOML file each."""

import re
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

from dlxh.data.facts import read_facts
from dlxh.data.given_path import readable_path
from dlxh.data.toml_file import read_toml
from dlxh.words.annotations import shape
from dlxh.words.bilingual import Lang
from dlxh.words.code_entries import CodeEntry, CodeListError, CodeTrait
from dlxh.words.codes import CodeList
from dlxh.words.given import need

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
    base = None if named is None else _library_list(_text(path, "base", named))
    _check_kinds(path, "", facts, CodeList)
    for part, kind in (("traits", CodeTrait), ("entries", CodeEntry)):
        for number, each in enumerate(facts.get(part, ()), start=1):
            _check_kinds(path, f"{part} {number}, ", each, kind)
    return _make(facts, base)


def _text(path: Path, name: str, given: object) -> str:
    if isinstance(given, str):
        return given
    raise CodeListError(
        vi=f"{path.name}, {name}: cần tên một danh mục",
        en=f"{path.name}, {name}: the name of a list is needed",
    )


def _check_kinds(path: Path, place: str, facts: object, kind: type) -> None:
    """Refuse what is not a table, lacks a field, has one that is not known, or a value of another kind."""
    known = {each.name: each for each in fields(kind) if each.init and each.name != "base"}
    needed = [name for name, each in known.items() if each.default is MISSING]
    if not isinstance(facts, dict) or set(facts) - set(known) or set(needed) - set(facts):
        raise CodeListError(
            vi=f"{path.name}, {place or 'danh mục'}: cần {', '.join(needed)}; được có: {', '.join(known)}",
            en=f"{path.name}, {place or 'the list'}: {', '.join(needed)} are needed; there may be: {', '.join(known)}",
        )
    for name, value in facts.items():
        found = shape(known[name].type)
        leaf = dict if is_dataclass(found.arms[0]) else found.arms[0]
        values = value if found.many and isinstance(value, list) else [value]
        if (found.many and not isinstance(value, list)) or any(type(each) is not leaf for each in values):
            raise CodeListError(
                vi=f"{path.name}, {place}{name}: giá trị không đúng kiểu",
                en=f"{path.name}, {place}{name}: a value of another kind is needed",
            )


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
    """Return how people call a value of an enumeration.

    Raises:
        LangError: the language is neither `vi` nor `en`.
        UnknownCode: the enumeration is not one of the library's.

    >>> from dlxh.data.province_facts import ProvinceKind
    >>> label(ProvinceKind.CITY, "vi")
    'thành phố'
    """
    return list_of(type(member)).label(member.value, lang)
