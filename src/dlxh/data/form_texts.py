"""Lời nhắc trên biểu mẫu: what a person reads under a field that was refused, without the value that was refused."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeAlias

from dlxh.data.facts import read_facts
from dlxh.data.refusals import translate_context
from dlxh.words.bilingual import Lang, in_language

Entry: TypeAlias = Literal["typed", "choice", "yes_no"]
"""How a field of a form is filled in: by typing, by choosing one of a list, by yes or no."""


@cache
def _texts() -> dict[str, dict[str, str]]:
    return {kind: texts for kind, texts in read_facts("form_texts.toml").items() if isinstance(texts, dict)}


def form_text(
    kind: str, ctx: Mapping[str, Any], lang: Lang, *, field: str, entry: Entry = "typed"
) -> str | None:
    """Return what is written under a field; None: the type of refusal has no text of its own for forms.

    Args:
        kind: The `type` of a line of `ValidationError.errors()`.
        ctx: Its `ctx`.
        lang: The language.
        field: What the field is called.
        entry: How it is filled in.

    >>> form_text("missing", {}, "vi", field="kênh gửi", entry="choice")
    'chọn kênh gửi'
    >>> form_text("missing", {}, "vi", field="hưởng phụ cấp", entry="yes_no")
    'hưởng phụ cấp: chọn Có hoặc Không'
    >>> form_text("string_pattern_mismatch", {"pattern": "…"}, "vi", field="cơ quan cử", entry="choice")
    'chọn cơ quan cử trong danh sách'
    >>> form_text("frozen_field", {}, "vi", field="kênh gửi") is None
    True
    """
    texts = _texts().get(kind)
    if texts is None:
        return None
    plain = in_language(lang, vi=texts.get("vi", ""), en=texts.get("en", ""))
    way = "near" if "perhaps" in ctx else entry
    template = texts.get(f"{way}_{lang}") or texts.get(f"{entry}_{lang}") or plain
    if not template:
        return None
    try:
        return template.format_map({**translate_context(ctx, lang), "field": field})
    except KeyError:
        return None
