"""Chỗ không đạt: what a test of the kit found, in words and in both languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from dlxh.words.bilingual import Lang, in_language


@dataclass(frozen=True, slots=True)
class Failure:
    """What does not hold, and what to do.

    Attributes:
        vi: What does not hold, in Vietnamese, without a value of the register.
        en: The same in English.
        cure_vi: What to do.
        cure_en: The same in English.

    >>> print(
    ...     Failure("sổ thiếu 1 bản ghi", "the register lacks 1 record", "tìm lại", "look for it").text("en")
    ... )
    the register lacks 1 record
      → look for it
    """

    vi: str
    en: str
    cure_vi: str
    cure_en: str

    def text(self, lang: Lang) -> str:
        """Return both on a line each."""
        return "\n".join((self.sentence(lang), self.cure(lang)))

    def sentence(self, lang: Lang) -> str:
        """Return what does not hold, in one language."""
        return in_language(lang, vi=self.vi, en=self.en)

    def cure(self, lang: Lang) -> str:
        """Return what to do, in one language, behind an arrow."""
        return f"  → {in_language(lang, vi=self.cure_vi, en=self.cure_en)}"


def list_failures(failures: Iterable[Failure], lang: Lang) -> str:
    """Return what does not hold, a line each, and what to do after those that have one cure.

    >>> lost = [Failure(name, name, "tìm lại", "look for it") for name in ("a is lost", "b is lost")]
    >>> print(list_failures(lost, "en"))
    a is lost
    b is lost
      → look for it
    """
    lines: list[str] = []
    for cure, some in groupby(failures, key=lambda each: each.cure(lang)):
        lines += [*(each.sentence(lang) for each in some), cure]
    return "\n".join(lines)
