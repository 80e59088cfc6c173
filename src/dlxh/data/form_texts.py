"""Lời nhắc trên biểu mẫu: what a person reads under a field that was refused, without the value that was refused."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from dlxh.data.facts import read_facts
from dlxh.data.refusals import translate_context
from dlxh.words.bilingual import Lang, in_language


@cache
def _texts() -> dict[str, dict[str, str]]:
    return {kind: texts for kind, texts in read_facts("form_texts.toml").items() if isinstance(texts, dict)}


def form_text(
    kind: str, ctx: Mapping[str, Any], lang: Lang, *, field: str, is_choice: bool = False
) -> str | None:
    """Return what is written under a field; None: the type of refusal has no text of its own for forms.

    Args:
        kind: The `type` of a line of `ValidationError.errors()`.
        ctx: Its `ctx`.
        lang: The language.
        field: What the field is called.
        is_choice: Whether it is filled by choosing.

    >>> form_text("missing", {}, "vi", field="kênh gửi", is_choice=True)
    'chọn kênh gửi'
    >>> form_text("frozen_field", {}, "vi", field="kênh gửi") is None
    True
    """
    texts = _texts().get(kind)
    if texts is None:
        return None
    plain = in_language(lang, vi=texts["vi"], en=texts["en"])
    template = texts.get(f"choice_{lang}", plain) if is_choice else plain
    try:
        return template.format_map({**translate_context(ctx, lang), "field": field})
    except KeyError:
        return None
