"""Danh mục dùng chung: the code lists that come with the library, one TOML file each."""

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files

from dlxh.data.facts import read_facts
from dlxh.words.bilingual import Lang
from dlxh.words.code_entries import CodeEntry
from dlxh.words.codes import CodeList

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


@cache
def code_list(name: str) -> CodeList:
    """Return one list, read once.

    Raises:
        UnknownCode: there is no list of this name.

    >>> code_list("stance").label("hesitant", "vi")
    'băn khoăn, lưỡng lự'
    """
    facts = read_facts("codes", f"{_lists()[name].key}.toml")
    return CodeList(**{**facts, "entries": tuple(CodeEntry(**entry) for entry in facts["entries"])})


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
