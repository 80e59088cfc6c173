"""Mã: one code with its labels, and the days on which it may be used."""

import re
from dataclasses import dataclass
from datetime import date
from types import NoneType

from dlxh.words.bilingual import Lang, WordError, in_language, quote
from dlxh.words.given import need, need_text, several

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*\Z")


class CodeListError(WordError):
    """A code list that contradicts itself, or an incomplete entry."""


class UnknownCode(WordError, KeyError):  # noqa: N818 - reads as what it is, next to KeyError
    """A key that is not in the list, or not known to be in it on that day; the text says what to do."""


@dataclass(frozen=True, slots=True)
class CodeTrait:
    """Tính chất: something that rules and measures ask of a code, such as whether its reports come in stages.

    >>> CodeTrait("staged", vi="có nhiều bước", en="comes in stages").label("en")
    'comes in stages'
    """

    key: str
    vi: str
    en: str

    def __post_init__(self) -> None:
        need_text(key=self.key, vi=self.vi, en=self.en)

    def label(self, lang: Lang) -> str:
        """Return what it means in one language; raises LangError for another language."""
        return in_language(lang, vi=self.vi, en=self.en)


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """Mã: one code with its labels and the days on which it may be used, both inclusive.

    Raises:
        CodeListError: the key is not ASCII or has blanks, a label is missing, a meaning is in one language only, or the days
            are the wrong way round.

    >>> CodeEntry("land", vi="đất đai", en="land").label("vi")
    'đất đai'
    """

    key: str
    vi: str
    en: str
    valid_from: date | None = None
    """First day, inclusive; None: always."""
    valid_to: date | None = None
    """Last day, inclusive; None: still in use."""
    replaced_by: str | None = None
    """The key to use afterwards."""
    source: str | None = None
    """The document of this entry; None: that of the list."""
    group: str | None = None
    """Key of a coarser code in another list: the groups of `topics` are in `topic_groups`."""
    traits: tuple[str, ...] = ()
    """Keys of what its list says of it, such as `staged`."""
    counts_as: str | None = None
    """Of a code of one's own: the key of the base list that it counts as, or makes finer."""
    written: tuple[str, ...] = ()
    """How files of an office write it, such as `TN`; no record holds that."""
    means_vi: str | None = None
    """What the label does not say, in Vietnamese; None: it says all."""
    means_en: str | None = None
    """The same in English; neither or both."""

    def __post_init__(self) -> None:
        self._check_kinds()
        if not _KEY.match(self.key):
            raise CodeListError(
                vi=f"mã {quote(self.key)} phải là chữ không dấu, số và . _ : / -, không có khoảng trắng",
                en=f"the key {quote(self.key)} must be ASCII letters, digits and . _ : / -, without blanks",
            )
        if not (self.vi.strip() and self.en.strip()):
            raise CodeListError(
                vi=f"mã {self.key!r} cần nhãn vi và en", en=f"{self.key!r} needs a vi and an en label"
            )
        if (self.means_vi is None) != (self.means_en is None):
            raise CodeListError(
                vi=f"mã {self.key!r}: ý nghĩa phải có cả means_vi và means_en",
                en=f"{self.key!r}: a meaning needs both means_vi and means_en",
            )
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise CodeListError(
                vi=f"mã {self.key!r}: valid_to không được trước valid_from",
                en=f"{self.key!r}: valid_to must not be before valid_from",
            )

    def _check_kinds(self) -> None:
        need_text(key=self.key, vi=self.vi, en=self.en)
        need((date, NoneType), valid_from=self.valid_from, valid_to=self.valid_to)
        need((str, NoneType), replaced_by=self.replaced_by, source=self.source, group=self.group)
        need((str, NoneType), counts_as=self.counts_as, means_vi=self.means_vi, means_en=self.means_en)
        for name in ("traits", "written"):
            object.__setattr__(self, name, several(name, getattr(self, name), str))

    def label(self, lang: Lang) -> str:
        """Return the label in one language; raises LangError for another language."""
        return in_language(lang, vi=self.vi, en=self.en)

    def meaning(self, lang: Lang) -> str | None:
        """Return what the label does not say, in one language; None: it says all. Raises LangError for another language."""
        return in_language(lang, vi=self.means_vi or "", en=self.means_en or "") or None

    def valid(self, on: date) -> bool:
        """Return whether the code may be used on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )
