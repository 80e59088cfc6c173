"""Lời từ chối: what is said of a refused field in Vietnamese and English, without the value that was refused."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeAlias, get_args

from dlxh.data.facts import read_facts
from dlxh.data.labels import name_field
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.codes import CodeList
from dlxh.words.numbers import format_int

GENERAL = "general"
"""The type whose sentence fits any error."""

_FIELDS = frozenset({"first", "last"})
ALLOWED = frozenset({"expected", "expected_tags"})
"""In what pydantic and our validators give: the names of fields, and the codes that are allowed."""
_BOUNDS = frozenset({"ge", "gt", "le", "lt"})
"""Bounds of a number: the field may hold years."""
_YEARS = range(1900, 2201)
"""Bounds that are shown as they are, whatever the field counts: an error says what the bound is, not what the field means.

Of the two faults the smaller is chosen: 2000 for a count is read without pause, 2.026 for a year is not.
"""
_QUOTED = re.compile(r"'([^']*)'")
_OR = re.compile(r"(?<=') or (?=')")


MADE_ONCE: Final = 512
"""How many sentences are kept, so that a file with one fault in each row has its sentence made once."""
_LONG: Final = 2_000
"""A text as long as this is not kept."""
_OF_MODELS: Final = ALLOWED | _FIELDS | frozenset({
    "actual_length", "class", "class_name", "count", "decimal_places", "discriminator", "field_type", "ge", "gt", "kind", "le",
    "codes", "limit", "lt", "max_digits", "max_length", "min_length", "multiple_of", "of", "pattern", "perhaps", "refers", "to",
    "whole_digits",
})  # fmt: skip
"""What models and limits say, and how many there are: only that is kept, and nothing that somebody wrote."""
ContextKey: TypeAlias = tuple[tuple[str, type, Any], ...]


def key_of_context(ctx: Mapping[str, Any]) -> ContextKey | None:
    """Return a context as what a cache can look up; None: it holds what somebody wrote, something long, or neither text nor number.

    >>> key_of_context({"le": 3}), key_of_context({"le": []}), key_of_context({"name": "Nguyễn Thị Ví Dụ"})
    ((('le', <class 'int'>, 3),), None, None)
    """
    if not _OF_MODELS.issuperset(ctx):
        return None
    found = []
    for name, value in ctx.items():
        kind: type = dict if isinstance(value, Mapping) else type(value)
        plain = tuple(value.items()) if kind is dict else value
        texts = plain if kind is dict else [(name, value)]
        if any(not isinstance(text, str | int | float) or len(str(text)) > _LONG for _, text in texts):
            return None
        found.append((name, kind, plain))
    return tuple(found)


def context_of_key(known: ContextKey) -> dict[str, Any]:
    """Return the context again.

    >>> context_of_key(key_of_context({"le": 3, "expected": {"en": "a"}}))
    {'le': 3, 'expected': {'en': 'a'}}
    """
    return {name: dict(value) if kind is dict else value for name, kind, value in known}


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return {kind: texts for kind, texts in read_facts("refusals.toml").items() if isinstance(texts, dict)}


@cache
def _of_patterns() -> dict[object, dict[str, str]]:
    """Return what is said instead of a pattern, which only programmers read, by pattern."""
    return {texts["pattern"]: texts for texts in read_facts("refusals.toml")["patterns"]}


@cache
def _cures() -> tuple[dict[str, str], ...]:
    """Return what to do where more is known of a field than that its text is odd; the first that fits counts."""
    return tuple(read_facts("refusals.toml")["cures"])


def refusal_types() -> tuple[str, ...]:
    """Return the types of error that have a sentence of their own, pydantic's and dlxh's.

    >>> "string_too_long" in refusal_types()
    True
    """
    return tuple(kind for kind in _sentences() if kind != GENERAL)


def refusal(kind: str, ctx: Mapping[str, Any] | None, lang: Lang, *, codes: CodeList | None = None) -> str:
    """Return the sentence for one line of `ValidationError.errors()`: its `type` and its `ctx`.

    A type without a sentence, or a context without what the sentence names, gets a general one: reading never
    stops because of a fault in the data.

    Args:
        kind: The `type` of the line.
        ctx: Its `ctx`.
        lang: The language.
        codes: The list of the field, as `dlxh.models.code_list_at` finds it: codes that are allowed have their labels then.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> refusal("less_than_equal", {"le": 3}, "en")
    'the number must be 3 or less; check it'
    """
    named = ctx if codes is None else name_codes(ctx or {}, codes)
    return "; ".join(refusal_parts(kind, named, lang))


def refusal_parts(kind: str, ctx: Mapping[str, Any] | None, lang: Lang) -> tuple[str, str]:
    """Return the two halves of the sentence: what is wrong, and what to do.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> refusal_parts("less_than_equal", {"le": 3}, "en")
    ('the number must be 3 or less', 'check it')
    """
    given = {} if ctx is None else translate_context(ctx, lang)
    texts = _of_patterns().get(given.get("pattern")) or _sentences().get(kind, _sentences()[GENERAL])
    fault, cure = in_language(lang, vi=texts["vi"], en=texts["en"]).split("; ", 1)
    cure = next((known[lang] for known in _cures() if known["given"] in given), cure)
    try:
        fault, cure = fault.format_map(given), cure.format_map(given)
    except KeyError:
        return refusal_parts(GENERAL, None, lang)
    return fault, cure


def name_codes(ctx: Mapping[str, Any], codes: CodeList | None) -> Mapping[str, Any]:
    """Return a context whose allowed codes have the labels of a list, which is that of the field; None: it is not known.

    >>> from dlxh.data.code_lists import code_list
    >>> name_codes({"expected": "'periodic' or 'ad_hoc'"}, code_list("report_kind"))["expected"]["en"]
    'periodic report (periodic), ad hoc report (ad_hoc)'
    """
    named = {}
    for name in ALLOWED & ctx.keys():
        keys = _QUOTED.findall(ctx[name])
        if codes is not None and all(key in codes for key in keys):
            named[name] = {lang: _list_codes(keys, codes, lang) for lang in get_args(Lang)}
    return {**ctx, **named}


def _list_codes(keys: list[str], codes: CodeList, lang: Lang) -> str:
    return ", ".join(f"{codes.label(key, lang)} ({key})" for key in keys)


def translate_context(ctx: Mapping[str, Any], lang: Lang) -> Mapping[str, Any]:
    """Return a context with the labels of the fields that it names, its numbers for reading, and what is given in both languages, in one.

    >>> translate_context({"last": "end", "count": 2998}, "vi")
    {'last': 'ngày kết thúc', 'count': '2.998'}
    """
    words = {name: name_field(ctx[name], lang) for name in _FIELDS & ctx.keys()}
    words |= {
        name: format_int(value, lang)
        for name, value in ctx.items()
        if type(value) is int and (name not in _BOUNDS or value not in _YEARS)
    }
    words |= {name: value[lang] for name, value in ctx.items() if isinstance(value, Mapping)}
    if lang == "vi":  # pydantic joins codes in English
        words |= {name: _OR.sub(" hoặc ", ctx[name]) for name in ALLOWED & ctx.keys() - words.keys()}
    return {**ctx, **words} if words else ctx
