"""Dấu vết: whether a text holds a name, a number, an address or a code that leads to somebody, however it is written.

Texts are compared folded: width, case, marks, the kind of digit, blanks, dashes, brackets and what cannot be seen make no
difference; a phone is one number with 0, 84, +84, 0084 or no prefix. Words stay whole: the end of one and the beginning of
another are not a name, and digits inside a longer number are not a phone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dlxh.words.given import need, need_text, several
from dlxh.words.text import CROSSED, unify_signs

_MARKS: Final = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0335"
"""The marks of Vietnamese letters, the last of them the stroke of đ; other marks are combined with a letter, and left out."""
_BARE: Final = dict.fromkeys(map(ord, _MARKS))
_FILLERS: Final = frozenset("\u115f\u1160")
"""Letters that nobody sees."""
_TOKEN: Final = re.compile("[0-9]+|[^0-9 ]+")
_WORD: Final = re.compile(r"\w+")
_PHONE: Final = re.compile(r"[+(]*[0-9][0-9 .()-]*")
_SHORT: Final = 6
"""A shorter word may be joined in a text, and not taken apart: `m1` is not in "rộng 5 m, 1 hộ"."""
_SYLLABLE: Final = 7
"""No Vietnamese syllable has more letters."""
_NUMBER: Final = 5
"""A number with fewer digits leads to nobody: it is a year or a count."""
_LOCAL: Final = 8
"""The fewest digits of a phone without its prefix."""
_LONG_NAME: Final = 3
"""Words of a name that differs from ordinary words even without its marks."""


class _Letters(dict[int, str]):
    """What each character becomes: a letter, an ASCII digit, a mark, nothing, or a blank; worked out when first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind in {"Mn", "Me", "Cf"} or sign in _FILLERS:
            self[code] = sign if sign in _MARKS else ""
        elif kind == "Nd":
            self[code] = str(unicodedata.decimal(sign))
        elif sign in CROSSED:
            self[code] = "d\u0335"
        else:
            self[code] = sign if sign.isalnum() else " "
        return self[code]


_LETTERS: Final = _Letters()


@dataclass(slots=True)
class _Folded:
    """A folded text: its words and numbers, joined."""

    joined: str
    """Small letters without marks, and digits."""
    words: list[str]
    """Each word with its marks, each number."""
    places: dict[int, int]
    """The number of each word by where it begins in the joined text; the end has the number of words."""
    apart: set[int]
    """The place of a blank or a sign."""

    @classmethod
    def of(cls, text: str) -> "_Folded":
        small = unicodedata.normalize("NFKC", text).casefold()
        letters = unicodedata.normalize("NFD", small).translate(_LETTERS)
        found = cls("", [], {}, set())
        bare: list[str] = []
        end = at = 0
        for token in _TOKEN.finditer(letters):
            word = token[0]
            letters_alone = word if word.isascii() else word.translate(_BARE)
            if not letters_alone:  # a mark without its letter
                continue
            start, before = token.start(), end
            end = token.end()
            if start > before:
                found.apart.add(at)
            found.places[at] = len(bare)
            found.words.append(word)
            bare.append(letters_alone)
            at += len(letters_alone)
        found.places[at] = len(bare)
        found.joined = "".join(bare)
        return found

    def marks(self, first: int = 0, last: int | None = None) -> str:
        """Return the marks of some words."""
        return "".join(
            sign for word in self.words[first:last] if not word.isascii() for sign in word if sign in _MARKS
        )

    def splits_number(self, at: int) -> bool:
        """Return whether a digit is on both sides."""
        return self.joined[max(at - 1, 0) : at + 1].isdecimal() and 0 < at < len(self.joined)


@dataclass(frozen=True, slots=True)
class _Trace:
    """How a word may occur in a text that has its letters and digits."""

    marks: str | None = None
    """The marks that it may have there, all or some of them; None: any."""
    apart: frozenset[int] | None = None
    """Where it is taken apart; a text may join some of its parts, or take them apart further; None: anywhere."""
    alone: bool = False
    """Whether no digit may be next to it."""

    def fits(self, text: _Folded, start: int, end: int) -> bool:
        """Return whether the words of a text between two places are this word."""
        first, last = text.places[start], text.places[end]
        if self.alone and (text.splits_number(start) or text.splits_number(end)):
            return False
        if self.marks is not None and not Counter(text.marks(first, last)) <= Counter(self.marks):
            return False
        if self.apart is None:
            return True
        apart = {at - start for at in range(start + 1, end) if at in text.apart}
        return apart <= self.apart or (end - start >= _SHORT and apart >= self.apart)


_ANYWHERE: Final = _Trace()
_ALONE: Final = _Trace(alone=True)


class Traces:
    """Names, phones, addresses and codes that lead to somebody, made ready to be looked for in any text.

    Each is taken for what it looks like. A name of three words or more is found whatever its marks; one of two words, and
    a code, with its own marks or fewer, because "do hành vi" is not Đỗ Hạnh. A single short word without a digit, such as
    a given name, is found only as it is written, with its capital. A number of fewer than five digits is not looked for.

    >>> traces = Traces(["Trần Thị Thử", "0903000777", "CTV-1"])
    >>> [
    ...     traces.lie_in(text)
    ...     for text in ("TRAN\u00a0thi thử", "+84 903–000–777", "ctv 1", "chị Thử", "10903000777")
    ... ]
    [True, True, True, False, False]
    """

    __slots__ = ("_by_text", "_lengths", "_written")

    def __init__(self, words: Iterable[str]) -> None:
        """Take words; what has no letter and no digit leads to nobody.

        Args:
            words: Names, phones, e-mail addresses, ids.
        """
        self._by_text: dict[str, list[_Trace]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._written: set[str] = set()
        for word in several("words", words, str):
            self._add(word)

    def lie_in(self, text: str, *, within_words: bool = False) -> bool:
        """Return whether one of them occurs in a text.

        Args:
            text: Any text.
            within_words: Whether longer ones are found inside a word too, as one id may hold another.
        """
        need_text(text=text)
        need(bool, within_words=within_words)
        if not self._written.isdisjoint(_WORD.findall(unify_signs(text))):
            return True
        folded = _Folded.of(text)
        starts = range(len(folded.joined)) if within_words else folded.places
        return any(self._begins(folded, start, within_words=within_words) for start in starts)

    def _begins(self, text: _Folded, start: int, *, within_words: bool) -> bool:
        for length in self._lengths.get(text.joined[start : start + 2], ()):
            end = start + length
            for trace in self._by_text.get(text.joined[start:end], ()):
                if start in text.places and end in text.places:
                    found = trace.fits(text, start, end)
                else:
                    split = text.splits_number(start) or text.splits_number(end)
                    found = within_words and length >= _SHORT and not split
                if found:
                    return True
        return False

    def _add(self, word: str) -> None:
        text = unify_signs(word)
        digits = "".join(filter(str.isdecimal, text))
        if len(digits) >= _LOCAL and _PHONE.fullmatch(text):
            for number in _numbers(digits):
                self._put(number, _ANYWHERE if number.startswith(("0", "84")) else _ALONE)
            return
        folded = _Folded.of(word)
        letters = len(folded.joined)
        apart = frozenset(folded.apart - {0})
        if letters == len(digits):
            if letters >= _NUMBER:
                self._put(digits, _Trace(apart=apart))
        elif len(folded.words) == 1 and letters <= _SYLLABLE:
            self._written.add(text.capitalize() if text.islower() else text)
        else:
            free = not digits and len(folded.words) >= _LONG_NAME
            self._put(folded.joined, _Trace(None if free else folded.marks(), apart))

    def _put(self, joined: str, trace: _Trace) -> None:
        known = self._by_text.setdefault(joined, [])
        if trace not in known:
            known.append(trace)
            self._lengths.setdefault(joined[:2], set()).add(len(joined))


def _numbers(digits: str) -> set[str]:
    """Return the ways to write a phone."""
    local = re.sub("^(?:00)?84(?=0?[0-9]{8})", "", digits).lstrip("0")
    return {digits, local, *(prefix + local for prefix in ("0", "84", "840", "0084", "00840"))}
