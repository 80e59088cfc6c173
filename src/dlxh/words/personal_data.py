"""Dữ liệu cá nhân trong một văn bản: what looks like a way to find a person.

A pattern suspects and a person decides. What goes out of the house is refused on suspicion, and never cleaned: whoever
wrote the text takes it out.
"""

import re
from typing import Final

_S: Final = "[ .-]"
PATTERNS: Final[dict[str, tuple[str, ...]]] = {
    "phone": (
        f"[^0-9](?:0|[+]84{_S}?|84)[35789][0-9]{{8}}[^0-9]",
        f"[^0-9]0[35789][0-9]{{2}}{_S}[0-9]{{3}}{_S}[0-9]{{3}}[^0-9]",
        f"[^0-9]0[35789][0-9]{_S}[0-9]{{3}}{_S}[0-9]{{4}}[^0-9]",
        f"[^0-9]02[0-9]{{1,2}}{_S}?[0-9]{{3,4}}{_S}?[0-9]{{4}}[^0-9]",
    ),
    "email": ("[A-Za-z0-9_%+-]@[A-Za-z0-9-]+[.][A-Za-z]{2}",),
    "identity_number": (
        "[^0-9]0(?:0[1-9]|[1-8][0-9]|9[0-6])[0-3][0-9]{8}[^0-9]",
        "(?:CMND|CMTND|[Cc]hứng minh)[^0-9]{0,30}[0-9]{9}[^0-9]",
    ),
    "profile_link": (
        "(?:[Ff]acebook[.]com|fb[.]com|zalo[.]me|tiktok[.]com|instagram[.]com)/[A-Za-z0-9@._-]{2}",
    ),
    "bank_account": ("(?:[Ss]ố tài khoản|[Tt]ài khoản số|STK|stk)[^0-9]{0,30}[0-9]{6,15}[^0-9]",),
    "tax_number": ("(?:[Mm]ã số thuế|MST|mst)[^0-9]{0,20}[0-9]{10}[^0-9]",),
}
"""For each kind its patterns, in the part of the language that Rust, RE2, Java and Python read alike; a text is searched
with a space before and after it."""
_SEARCHES: Final = tuple(
    (kind, re.compile(pattern)) for kind, patterns in PATTERNS.items() for pattern in patterns
)


def personal_data_in(text: str) -> tuple[str, ...]:
    """Return the kinds of personal data that a text seems to hold; the values themselves are not repeated.

    >>> personal_data_in("Gọi ông A, 0903 123 456"), personal_data_in("Đền bù 120.000.000 đồng")
    (('phone',), ())
    """
    padded = f" {text} "
    return tuple(dict.fromkeys(kind for kind, search in _SEARCHES if search.search(padded)))
