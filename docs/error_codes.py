"""Mã lỗi: the codes that a finding of a reading, a form or an API carries, each with its message and its anchor."""

from dlxh.data.facts import read_facts
from dlxh.data.refusals import refusal_types
from dlxh.register.fault_codes import ROW_WARNINGS, SOURCE_FAULTS, SOURCE_WARNINGS
from dlxh.words.bilingual import Lang, in_language
from docs.markdown import PLACEHOLDER, filterable, rows


def error_codes(lang: Lang) -> str:
    """Return every code with its message, where it may occur, and its severity.

    >>> error_codes("en").count("{ #error.missing }")
    1
    """
    heads = {"vi": ("mã", "thông báo", "ở đâu", "mức độ"), "en": ("code", "message", "where", "severity")}
    texts = read_facts("refusals.toml")
    body = [
        (
            f"`{kind}`{{ #error.{kind} }}",
            PLACEHOLDER.sub(r"`\1`", texts[kind][lang]).replace("\n", " "),
            _place(kind, lang),
            _severity(kind, lang),
        )
        for kind in refusal_types()
    ]
    return filterable(rows(heads[lang], body))


def _place(kind: str, lang: Lang) -> str:
    if kind in SOURCE_FAULTS:
        return in_language(lang, vi="tệp", en="file")
    return in_language(lang, vi="trường", en="field")


def _severity(kind: str, lang: Lang) -> str:
    if kind in SOURCE_WARNINGS | ROW_WARNINGS:
        return in_language(lang, vi="cảnh báo", en="warning")
    return in_language(lang, vi="lỗi", en="error")
