"""Bản tổng kết: what was tried, what fell and why, and what was not tried, for a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dlxh.words.bilingual import Lang, in_language

PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "register": ("sổ mang theo gói", "the register has its pack"),
    "rule": ("quy tắc riêng", "own rules"),
    "measure": ("chỉ tiêu riêng", "own measures"),
    "roundtrip": ("ghi rồi đọc lại", "written and read again"),
    "store": ("kho lưu của tỉnh", "the province's store"),
    "leak": ("giá trị hạn chế không lộ ra", "no restricted value shows"),
    "engine": ("mọi máy xử lý cùng kết quả", "engines agree"),
}
"""What the tests are about, in the order of the report."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test ended.

    Attributes:
        part: What it is about, one of `PARTS`.
        name: Its name, with its case in brackets.
        outcome: passed, failed or skipped.
        reason: Why it failed or was skipped, in the language of the run.
    """

    part: str
    name: str
    outcome: str
    reason: str = ""


def summarize(outcomes: Sequence[Outcome], lang: Lang) -> Iterator[str]:
    """Yield the lines of the report.

    >>> written = Outcome("roundtrip", "test_roundtrip_loses_nothing[zip]", "passed")
    >>> list(summarize([written, Outcome("store", "test_x", "skipped", "no store")], "en"))
    ['✓ written and read again: 1 of 1', "– the province's store: not tried: no store"]
    """
    for part, (vi, en) in PARTS.items():
        of_part = [each for each in outcomes if each.part == part]
        if of_part:
            label = in_language(lang, vi=vi, en=en)
            yield from _lines(label, of_part, lang)


def _lines(label: str, outcomes: Sequence[Outcome], lang: Lang) -> Iterator[str]:
    passed, failed, skipped = (
        [each for each in outcomes if each.outcome == name] for name in ("passed", "failed", "skipped")
    )
    tried = len(passed) + len(failed)
    if tried:
        mark = "✗" if failed else "✓"
        number = in_language(lang, vi=f"{len(passed)} trên {tried}", en=f"{len(passed)} of {tried}")
        yield f"{mark} {label}: {number}"
    for each in failed:
        yield f"    {each.name}"
        yield from (f"      {line}" for line in each.reason.splitlines())
    for reason in _unique(each.reason for each in skipped):
        none = in_language(lang, vi="không thử", en="not tried")
        yield f"    – {none}: {reason}" if tried else f"– {label}: {none}: {reason}"


def _unique(reasons: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(reasons))
