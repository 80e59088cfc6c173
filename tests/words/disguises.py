"""Names and phones, and the ways in which they are written so that a plain comparison does not see them."""

import unicodedata
from collections.abc import Callable

from hypothesis import strategies as st

SYLLABLES = (
    "Trần",
    "Thị",
    "Thử",
    "Đỗ",
    "Hạnh",
    "Nguyễn",
    "Ví",
    "Dụ",
    "Lê",
    "Mai",
    "Hoà",
    "Ỷ",
    "Thuỷ",
    "Đường",
    "Êban",
    "Quý",
)
BLANKS = (
    "  ",
    "\u00a0",
    "\u2003",
    "\u3000",
    "\n",
    "\r\n",
    "\t",
    "\u2028",
    "\u200b",
    "\u2060",
    "\ufeff",
    " \u200d ",
    "\u202f",
    "-",
)
UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164")
DIGITS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
SEPARATORS = (
    "",
    " ",
    ".",
    "-",
    "–",
    "—",
    "\u2011",
    "\u2212",
    "\u00a0",
    "\n",
    "\u200b",
    ") ",
    " (",
    " - ",
    "/",
)
PREFIXES = ("0", "84", "+84", "+84 ", "(+84) ", "0084", "0084-", "+84 (0)", "840", "", "(0)")

Change = Callable[[str], str]


def _marks_off(text: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return bare.replace("đ", "d").replace("Đ", "D")


def _tones_off(text: str) -> str:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if sign not in tones)


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _icelandic(text: str) -> str:
    return text.translate(str.maketrans("Đđ", "Ðð"))


def _african(text: str) -> str:
    return text.translate(str.maketrans("Đđ", "Ɖɖ"))


CHANGES: tuple[Change, ...] = (
    _marks_off, _tones_off, _wide, _decomposed, _icelandic, _african, str.upper, str.lower, str.swapcase,
)  # fmt: skip


def names() -> st.SearchStrategy[str]:
    """Return names of two to five words."""
    return st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=5).map(" ".join)


def phones() -> st.SearchStrategy[str]:
    """Return mobile and landline phones, as a contact holds them."""
    mobile = st.from_regex(r"0[35789][0-9]{8}", fullmatch=True)
    landline = st.from_regex(r"02[0-9]{2}[ .]?[0-9]{3}[ .]?[0-9]{4}", fullmatch=True)
    return st.one_of(mobile, landline, mobile.map(lambda phone: f"+84 {phone[1:]}"))


@st.composite
def disguised_names(draw: st.DrawFn, name: str) -> str:
    """Return a name with blanks of other kinds, changes one after the other, and signs that nobody sees."""
    words = name.split(" ")
    text = words[0] + "".join(draw(st.sampled_from(BLANKS)) + word for word in words[1:])
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        text = change(text)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(UNSEEN)) + text[at:]
    return text


@st.composite
def disguised_phones(draw: st.DrawFn, phone: str) -> str:
    """Return a phone with another prefix, in groups of any size, between signs of any kind, in digits of any kind."""
    digits = "".join(filter(str.isdecimal, phone))
    local = digits.removeprefix("84") if phone.startswith("+84") else digits[1:]
    text = draw(st.sampled_from(PREFIXES))
    while local:
        size = draw(st.integers(1, len(local)))
        text += local[:size] + (draw(st.sampled_from(SEPARATORS)) if size < len(local) else "")
        local = local[size:]
    return text.translate(str.maketrans(DIGITS[0], draw(st.sampled_from(DIGITS))))
