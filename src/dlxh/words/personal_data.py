r"""Dữ liệu cá nhân trong một văn bản: what looks like a way to find a person.

A pattern suspects and a person decides. What goes out of the house is refused on suspicion, and never cleaned: whoever
wrote the text takes it out.
"""

import re
from typing import Final

from dlxh.words.text import unify_signs

_S: Final = "[ .()\u00a0\u2009\u202f\u2010-\u2015-]{1,3}"
"""Between the groups of a number: blanks, dots, brackets, hyphens and dashes."""
_FROM: Final = "(?:^|[^0-9])"
_TO: Final = "(?:[^0-9]|\\z)"
_MOBILE: Final = "[35789]"
_BORN: Final = "0(?:0[1-9]|[1-8][0-9]|9[0-6])"
PATTERNS: Final[dict[str, tuple[str, ...]]] = {
    "phone": (
        f"{_FROM}(?:0|(?:84|0084|[+]84)(?:{_S})?(?:0[)]?)?){_MOBILE}[0-9]{{8}}{_TO}",
        f"{_FROM}0{_MOBILE}[0-9]{{2}}{_S}[0-9]{{3}}(?:{_S})?[0-9]{{3}}{_TO}",
        f"{_FROM}0{_MOBILE}[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}{_TO}",
        f"{_FROM}0{_MOBILE}[0-9]{_S}[0-9]{{3}}{_S}[0-9]{{4}}{_TO}",
        f"{_FROM}(?:0084|[+]84){_S}(?:0[)]?)?{_MOBILE}[0-9]{{1,2}}{_S}[0-9]{{3}}{_S}[0-9]{{3,4}}{_TO}",
        f"{_FROM}(?:0084|[+]84){_S}(?:0[)]?)?{_MOBILE}[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}{_TO}",
        f"{_FROM}02[0-9]{{1,2}}(?:{_S})?[0-9]{{3,4}}(?:{_S})?[0-9]{{4}}{_TO}",
        f"{_FROM}02[0-9]{{1,2}}(?:{_S})?[0-9]{{1,2}}(?:{_S})?[0-9]{{3}}(?:{_S})?[0-9]{{3}}{_TO}",
    ),
    "email": ("[A-Za-z0-9_%+-]@[A-Za-z0-9-]+[.][A-Za-z]{2}",),
    "identity_number": (
        f"{_FROM}{_BORN}[0-3][0-9]{{8}}{_TO}",
        f"{_FROM}{_BORN}{_S}[0-3][0-9]{{2}}{_S}[0-9]{{3}}{_S}[0-9]{{3}}{_TO}",
    ),
    "profile_link": (
        "(?:[Ff]acebook[.]com|fb[.]com|m[.]me|zalo[.]me|tiktok[.]com|instagram[.]com)/[A-Za-z0-9@._-]{2}",
    ),
    "old_identity_number": (
        f"(?:CMND|CMTND|cmnd|cmtnd|[Cc]hứng minh)[^0-9]{{0,30}}[0-9]{{3}}(?:{_S})?[0-9]{{3}}(?:{_S})?[0-9]{{3}}{_TO}",
    ),
    "bank_account": (
        f"(?:[Ss]ố tài khoản|[Tt]ài khoản số|STK|stk)[^0-9]{{0,30}}[0-9]{{6,15}}{_TO}",
        f"(?:[Ss]ố tài khoản|[Tt]ài khoản số|STK|stk)[^0-9]{{0,30}}[0-9]{{3,4}}{_S}[0-9]{{3,4}}{_S}[0-9]{{1,6}}",
    ),
    "tax_number": (f"(?:[Mm]ã số thuế|MST|mst)[^0-9]{{0,20}}[0-9]{{10}}{_TO}",),
}
"""For each kind its patterns, in the part of the language that Rust, RE2 and Java read alike; a number ends where no digit
follows, at the end of the text too, written with a z after a backslash: engines differ in `$`."""
PROMISING: Final = f"[0-9]{{3}}(?:{_S})?[0-9]{{3}}|[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}|@|(?:com|me)/"
"""What any text has in which one of the patterns occurs: six digits, but for a sign, or an address."""
_SEARCHES: Final = tuple(
    (kind, re.compile(pattern.replace("\\z", "\\Z")))
    for kind, patterns in PATTERNS.items()
    for pattern in patterns
)


def personal_data_in(text: str) -> tuple[str, ...]:
    """Return the kinds of personal data that a text appears to contain; the values themselves are not repeated.

    Digits, dashes and blanks of any kind are read alike.

    >>> personal_data_in("Gọi ông A, 0903 123 456"), personal_data_in("Đền bù 120.000.000 đồng")
    (('phone',), ())
    """
    plain = unify_signs(text)
    return tuple(dict.fromkeys(kind for kind, search in _SEARCHES if search.search(plain)))
