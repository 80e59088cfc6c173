"""Câu cho biểu mẫu: the sentence of a rule for whoever has the record in front of them: without its table, its id and words of code."""

import re
from dataclasses import replace
from typing import Any, Final

from dlxh.register.finding import Finding
from dlxh.register.findings_text import sentence_and_cure
from dlxh.words.bilingual import Lang
from dlxh.words.table_parts import capitalize

_PLACE: Final = re.compile(r"(?:bảng|table) \{table\}(?:, (?:từ )?(?:dòng|row) \{record\}(?: first)?)?: ")
"""How sentences begin that give the place of a row."""
_COLUMN: Final = re.compile(r"^cột \{field\} (?:ghi |dẫn )|^column (?=\{field\})")
"""How sentences name a column, which on a form is the field in front of the reader."""
_CODE: Final = re.compile(r" \([a-z][a-z_.]*=?\)")
"""A name for programmers, which is in brackets behind what people call it."""
_ASIDE: Final = re.compile(r" \(\{record\}\)")
_SEVERAL: Final = re.compile(r"^[a-z]+s \{record\}")
_FIRST: Final = re.compile(r"^(?!an? |the )((?:[a-z-]+ ){0,2}[a-z]+) \(?\{record\}\)?")
_LATER: Final = re.compile(r"([a-z]+) \{record\}")


def form_sentence(finding: Finding, lang: Lang, *, is_own: bool) -> str:
    """Return what is wrong and what to do, in one language.

    Args:
        finding: What a rule found.
        lang: `vi` or `en`.
        is_own: Whether it is about the record in front of the reader, who may never have seen its id.

    >>> found = Finding(
    ...     "R104",
    ...     "báo cáo {record} đã quá ngày cuối lưu giữ",
    ...     "report {record} is past its retention date",
    ...     record="b",
    ... )
    >>> form_sentence(found, "vi", is_own=True), form_sentence(found, "en", is_own=True)
    ('Báo cáo này đã quá ngày cuối lưu giữ', 'This report is past its retention date')
    >>> form_sentence(found, "en", is_own=False)
    'Report b is past its retention date'
    """
    vi, en = (_PLACE.sub("", text, count=1) for text in (finding.vi, finding.en))
    vi, en = _COLUMN.sub("{field}: ", vi), _COLUMN.sub("", en)
    if is_own:
        vi = _ASIDE.sub("", vi).replace(" {record}", " này")
        en = _FIRST.sub(r"this \1", _SEVERAL.sub("this one", en))
        en = _LATER.sub(r"this \1", _ASIDE.sub("", en))
    cures: dict[str, Any] = {
        name: _CODE.sub("", text) for name in ("cure_vi", "cure_en") if (text := getattr(finding, name))
    }
    plain = replace(finding, vi=_CODE.sub("", vi), en=_CODE.sub("", en), **cures)
    sentence, cure = sentence_and_cure(plain, lang)
    return capitalize(sentence) + (f". {capitalize(cure)}" if cure else "")
