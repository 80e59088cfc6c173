"""Chữ Việt: one normal form, a key for search, a key for order, and the text types of the models.

What a person typed is kept; only its composition is made one (NFC). `hoà` and `hòa`, `Đắk` and `Đak` stay
different texts with the same search key.
"""

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticKnownError

from dlxh.words.given import need_text

LINE_LENGTH: Final = 300
PROSE_LENGTH: Final = 20_000

# Written as literal characters or \xNN: Rust, RE2, Java and ECMAScript read these alike, and \s or \p not.
_CONTROL = "\\x00-\\x1f\\x7f-\\x9f\u2028\u2029"
_BLANK = " \u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
LINE_PATTERN: Final = f"^[^{_CONTROL}]*[^{_CONTROL}{_BLANK}][^{_CONTROL}]*$"
"""No control character and no line break anywhere, and at least one character that shows."""
PROSE_PATTERN: Final = f"[^{_CONTROL}{_BLANK}]"
"""At least one character that shows, anywhere; searched, not anchored."""


# What cannot be a mark on the letter before it: Latin, Vietnamese, signs and the common ideographs. Long runs of
# anything else are put in order before Python does it, which compares every mark with every other (40,000: 16 s).
_MAY_BE_MARKS = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2000-\u20cf\u4e00-\u9fff]{64}")


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, one code point per Vietnamese letter, in time linear in its length.

    Already normal text is the cheap case: of a line, asking first whether it is normal costs more.

    >>> len(nfc("e\u0323\u0302"))
    1
    """
    need_text(text=text)
    if len(text) > LINE_LENGTH:
        if unicodedata.is_normalized("NFC", text):
            return text
        if _MAY_BE_MARKS.search(text):
            text = _with_marks_in_order(text)
    return unicodedata.normalize("NFC", text)


def _with_marks_in_order(text: str) -> str:
    """Return a text decomposed, with the marks on each letter in the order that normal forms have."""
    letters = itertools.chain.from_iterable(unicodedata.normalize("NFD", letter) for letter in text)
    runs = itertools.groupby(letters, key=lambda letter: unicodedata.combining(letter) > 0)
    return "".join(
        letter for marks, run in runs for letter in (sorted(run, key=unicodedata.combining) if marks else run)
    )


class Composed:
    """Mark of a text that a model keeps in normal form C, so that what reads columns does so too."""


def _composer(limit: int) -> AfterValidator:
    """Compose a text; a few foreign letters are two code points when composed, and the text may not fit then.

    One function per type, and one call, of a line not even that of `nfc`: reading a report makes it for every text.
    """

    def compose(text: str) -> str:
        whole = unicodedata.normalize("NFC", text) if len(text) <= LINE_LENGTH else nfc(text)
        if whole is not text and len(whole) > limit:  # a text that is composed already comes back itself
            raise PydanticKnownError("string_too_long", {"max_length": limit})
        return whole

    return AfterValidator(compose)


Line = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=LINE_LENGTH, pattern=LINE_PATTERN),
    _composer(LINE_LENGTH),
    Composed(),
]
"""One line of text: 1 to 300 code points before and after NFC, not blank, no control character."""

Prose = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=PROSE_LENGTH, pattern=PROSE_PATTERN),
    _composer(PROSE_LENGTH),
    Composed(),
]
"""Text of several lines: 1 to 20,000 code points before and after NFC, not blank."""


CROSSED: Final = "đðɖ"
"""The small letters whose capitals look alike: Ð and Ɖ of other alphabets are typed for Đ."""
_CROSSED: Final = str.maketrans(dict.fromkeys(CROSSED, "d"))
_UNSEEN = frozenset({"Mn", "Cf"})  # marks, and the invisible characters that come with pasted text


def fold(text: str) -> str:
    """Return the search key: lower case, no marks, d for đ and what looks like it, single spaces.

    Both placements of a tone give one key, and so do texts without marks. For search and for
    duplicates, never for display.

    >>> fold("Huyện uỷ  Đắk Lắk")
    'huyen uy dak lak'
    """
    need_text(text=text)
    letters = unicodedata.normalize("NFD", nfc(text.casefold()))
    bare = "".join(letter for letter in letters if unicodedata.category(letter) not in _UNSEEN)
    return " ".join(bare.translate(_CROSSED).split())


class _Signs(dict[int, str]):
    """What each character becomes: an ASCII digit, a hyphen, a blank, nothing, or itself; worked out when first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind == "Nd":
            self[code] = str(unicodedata.decimal(sign))
        elif kind == "Cf":
            self[code] = ""
        elif kind == "Pd" or sign == "\u2212":
            self[code] = "-"
        else:
            self[code] = " " if kind in {"Zs", "Zl", "Zp", "Cc"} else sign
        return self[code]


_SIGNS: Final = _Signs()


def unify_signs(text: str) -> str:
    """Return the text with one kind of digit, dash and blank, in one width, without what cannot be seen.

    Letters keep their marks and their case. For patterns that look for numbers, never for display.

    >>> unify_signs("\uff10\uff19\uff10\uff13\u00a0\u2013\u200b \u0667\u0667\u0667")
    '0903 - 777'
    """
    return nfc(unicodedata.normalize("NFKC", text).translate(_SIGNS))


SortKey: TypeAlias = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], tuple[bool, ...], str]
"""Letters, then tones, then case, then the text itself."""

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: place for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng
_DIGITS: Final = frozenset("0123456789")
_KNOWN: Final = 4  # letters with so few marks come again and again
_SPACE, _SIGN, _NUMBER, _LETTER, _OTHER = range(5)


def sort_key(text: str) -> SortKey:
    """Return the key for Vietnamese dictionary order, equal on every machine and without a locale.

    The letters of the whole text decide first (a ă â b c d đ e ê … o ô ơ … u ư …), then its tones (ngang,
    huyền, hỏi, ngã, sắc, nặng), then small before capital letters. Before letters come spaces, signs
    and numbers; numbers by their value, so that Tổ 2 comes before Tổ 10.

    >>> sorted(["đa", "dạ", "da", "dê", "dả", "dã", "dá", "dà"], key=sort_key)
    ['da', 'dà', 'dả', 'dã', 'dá', 'dạ', 'dê', 'đa']
    """
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    capitals: list[bool] = []
    number: list[str] = []
    whole = nfc(text)
    for cluster in _clusters(whole):
        small = cluster.lower()
        if small[0] in _DIGITS:
            if not number:
                letters.append((_NUMBER, 0, ""))
                tones.append(0)
                capitals.append(False)
            number.append(small)
            continue
        _end_number(letters, number)
        letters.append(_known_weight(small) if len(small) <= _KNOWN else _weight(small))
        tones.append(max((_TONES.get(mark, 0) for mark in small), default=0))
        capitals.append(small != cluster)
    _end_number(letters, number)
    return tuple(letters), tuple(tones), tuple(capitals), whole


def _end_number(letters: list[tuple[int, int, str]], number: list[str]) -> None:
    """Give the last place, kept for a number, its digits, and forget them."""
    if number:
        digits = "".join(number).lstrip("0")
        letters[-1] = (_NUMBER, len(digits), digits)
        number.clear()


def _clusters(text: str) -> list[str]:
    """Split a text into letters, each decomposed and with its marks."""
    letters = unicodedata.normalize("NFD", text)
    starts = [place for place, letter in enumerate(letters) if not (place and unicodedata.combining(letter))]
    return [letters[start:end] for start, end in itertools.pairwise([*starts, len(letters)])]


@lru_cache(maxsize=1024)
def _known_weight(cluster: str) -> tuple[int, int, str]:
    return _weight(cluster)


def _weight(cluster: str) -> tuple[int, int, str]:
    """Return the place of one small letter, sign or digit, whatever its tone."""
    letter = nfc("".join(mark for mark in cluster if mark not in _TONES))
    place = _PLACE.get(letter, _PLACE.get(letter[:1]))
    if place is None:  # a foreign mark may be composed into the letter, as in ü
        place = _PLACE.get(cluster[0])
    if place is not None:
        return _LETTER, place, ""
    if cluster[0].isspace():
        return _SPACE, 0, ""
    return (_OTHER if cluster[0].isalpha() else _SIGN), ord(cluster[0]), cluster
