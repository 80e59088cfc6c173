"""Danh mục có thể lọc: every rule, measure and public name in one table each, with a link to its place."""

import inspect
from enum import Enum
from typing import Final

import dlxh
from dlxh.measures.catalogue import FAMILIES as MEASURE_FAMILIES
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import heading
from dlxh.measures.text.figure_cells import unit_in_words
from dlxh.rules.catalogue import FAMILIES
from dlxh.words.bilingual import Lang, in_language
from docs import measure_pages, rule_pages
from docs.markdown import PLACEHOLDER, code, filterable, rows
from docs.public_names import PublicName, docstring_of, public_names
from docs.reference_pages import page_of
from docs.reference_texts import first_sentence, sentences

_KINDS: Final = {
    "record": ("bản ghi, giá trị", "record or value"),
    "codes": ("danh mục mã", "codes"),
    "error": ("lỗi", "error"),
    "class": ("lớp", "class"),
    "function": ("hàm", "function"),
    "constant": ("hằng, kiểu", "constant or type"),
}


def rules(lang: Lang) -> str:
    """Return the rules in force, each with a link to its place and to the page of its family."""
    heads = {"vi": ("mã", "phát hiện gì", "mức độ", "nhóm"), "en": ("code", "finds", "severity", "family")}
    body = [
        (
            f"[{rule.code}](../{rule_pages.page_name(family)}#{rule.code.lower()})",
            PLACEHOLDER.sub(r"`\1`", dlxh.explain(rule.code).what(lang)),
            dlxh.explain(rule.code).gravity(lang),
            f"[{in_language(lang, vi=family.vi, en=family.en)}](../{rule_pages.page_name(family)})",
        )
        for family in FAMILIES
        for rule in family.rules
    ]
    return filterable(rows(heads[lang], body))


def measures(lang: Lang) -> str:
    """Return the measures, each with its unit, what it can be broken down by, and links to its place and its family."""
    heads = {
        "vi": ("mã", "tên", "đơn vị tính", "chia theo", "nhóm"),
        "en": ("key", "label", "unit", "broken down by", "family"),
    }
    body = [
        (
            f"[`{each.code}`](../{measure_pages.page_name(family)}#{measure_pages.anchor(each)})",
            each.name(lang),
            unit_in_words(each, lang),
            ", ".join(heading(name, lang, KeyNames()) for name in each.dimensions),
            f"[{in_language(lang, vi=family.vi, en=family.en)}](../{measure_pages.page_name(family)})",
        )
        for family in MEASURE_FAMILIES
        for each in family.measures
    ]
    return filterable(rows(heads[lang], body))


def names(lang: Lang) -> str:
    """Return every public name with what it gives, what kind of thing it is, and where it is imported from."""
    heads = {"vi": ("tên", "nghĩa", "là gì", "ở đâu"), "en": ("name", "meaning", "kind", "imported from")}
    body = [
        (
            f"[{code(public.name)}]({page_of(public).removeprefix('reference/')})",
            first_sentence(in_language(lang, vi=sentences(public), en=docstring_of(public))),
            in_language(lang, vi=_KINDS[_kind(public)][0], en=_KINDS[_kind(public)][1]),
            ", ".join(path.rpartition(".")[0] for path in public.paths),
        )
        for public in sorted(public_names(), key=lambda each: each.name.casefold())
    ]
    return filterable(rows(heads[lang], body))


def _kind(public: PublicName) -> str:
    thing = public.thing
    if inspect.isclass(thing):
        kinds = (
            ("error", issubclass(thing, Exception)),
            ("codes", issubclass(thing, Enum)),
            ("record", public.is_model),
        )
        return next((kind for kind, holds in kinds if holds), "class")
    return "function" if inspect.isroutine(thing) else "constant"
