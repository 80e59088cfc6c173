"""Trường riêng: a field that a province adds to a record of ours, declared with its label and its meaning."""

from typing import Any, Final

from pydantic import Field
from pydantic.fields import FieldInfo

from dlxh.words.bilingual import ArgumentError
from dlxh.words.given import need_text

LABEL: Final = "x-dlxh-label"
"""Under this name a field keeps its labels, in JSON Schema too."""
MEANING: Final = "x-dlxh-meaning"
"""Under this name an own field keeps what it means."""


def own_field(*, vi: str, en: str, means_vi: str, means_en: str) -> Any:  # noqa: ANN401 - what a field is set to
    """Declare a field that a subclass adds to one of the library's records.

    It may always be left out: that it must be filled is a rule with a day. One of several values, `tuple[…, ...]`, is
    `()` then. Declare none for who voiced an opinion, nor for anything that leads to them, restricted or not: nothing can check it.

    Args:
        vi: Label.
        en: Label.
        means_vi: What is written there, and what is not.
        means_en: The same.

    Raises:
        ArgumentError: a text is empty.

    >>> import dlxh
    >>> from dlxh.words import Internal, Line
    >>> class Report(dlxh.Report):
    ...     hamlet: Internal[Line | None] = own_field(
    ...         vi="Thôn, làng",
    ...         en="Hamlet",
    ...         means_vi="Nơi nghe ý kiến; không ghi số nhà.",
    ...         means_en="Where it was heard; no house number.",
    ...     )
    >>> Report.model_fields["hamlet"].description
    'Where it was heard; no house number.'
    """
    need_text(vi=vi, en=en, means_vi=means_vi, means_en=means_en)
    for name, text in (("vi", vi), ("en", en), ("means_vi", means_vi), ("means_en", means_en)):
        if not text.strip():
            raise ArgumentError(
                vi=f"own_field cần {name}=, không để trống",
                en=f"own_field needs {name}=, and not an empty text",
            )
    texts: dict[str, Any] = {LABEL: {"vi": vi, "en": en}, MEANING: {"vi": means_vi, "en": means_en}}
    return Field(default=None, description=means_en, json_schema_extra=texts)


def texts_of(field: FieldInfo, name: str) -> dict[str, str]:
    """Return the labels or the meaning of an own field in each language; nothing of another.

    >>> texts_of(own_field(vi="Thôn", en="Hamlet", means_vi="Nơi nghe.", means_en="Where."), LABEL)
    {'vi': 'Thôn', 'en': 'Hamlet'}
    """
    extra = field.json_schema_extra
    found = extra.get(name) if isinstance(extra, dict) else None
    return dict(found) if isinstance(found, dict) else {}  # type: ignore[arg-type] # ours holds texts
