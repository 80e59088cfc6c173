"""Says in which language a passage is where it is not that of its page: a voice would read it with the sounds of the other.

Columns say it by their heads. Elsewhere it follows from the words: those of Vietnamese carry marks, and no English sentence
does without its small words. Names of persons and places are none of either.
"""

import re
from dataclasses import dataclass, field
from html import unescape

MARKED = r"[ăâđêôơưáàãéèíìĩóòõúùũýỳ\u1ea0-\u1ef9]"
SMALL = re.compile(
    r"(?:and|are|as|at|be|been|by|does|each|every|for|from|has|have|if|is|its?|many|may|not|of|or|that|the|their|they|this"
    r"|was|were|when|where|which|who|whose|with|without)",
)
"""Words of English that no Vietnamese syllable is like."""

WORD = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
SYLLABLE = rf"(?:(?=\w*{MARKED})[^\W\d_]+)"
MOSTLY, FEW = 0.4, 0.1
"""Of the words of a passage: marked ones where it is Vietnamese, small ones where it is English."""

BETWEEN = r"(?:[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?)"
"""A syllable without a mark, as there are some in most Vietnamese sentences."""
RUN = re.compile(rf"{SYLLABLE}(?:,? (?:{BETWEEN} )?{SYLLABLE})+", re.IGNORECASE)

TOKEN = re.compile(r"<[^>]*>|[^<]+")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
LANG = re.compile(r" lang=\"?(\w+)")
ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.DOTALL)
BLOCKS = frozenset(
    ("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption")
)
SAID = re.compile(r"class=\"?(?:go|s1|s2|sd|c1)\b")
"""What is said in code: strings, comments, answers."""
MUTE = frozenset(("script", "style", "svg"))
VOID = frozenset(("br", "img", "input", "hr", "wbr"))
HEADED = {"English": "en", "tiếng Việt": "vi"}
"""Heads of columns that are in the language that they name."""
HEADS = {"English": "en", "tiếng Anh": "en", "Vietnamese": "vi", "tiếng Việt": "vi"}
DOCSTRING = "doc-contents"
"""The theme's class of what the sources say, which is English in both sites."""


@dataclass
class Part:
    """An element that is open, and the words that it has itself."""

    tag: str
    place: int
    kind: str = ""
    """`block`, `said` in code, `code`, `mute`, or nothing: then its words are those of what it lies in."""
    expected: str = ""
    """The language where the words do not say, as that of a column."""
    text: str = ""
    around: str = ""
    """The language in force where it begins."""
    language: str = ""
    holds: bool = False
    """Whether another block lies in it: then it has no language of its own."""
    heads: list[str] = field(default_factory=list)
    cells: int = 0


def tongue(text: str) -> str | None:
    """Return the language of a passage, or None where its words do not say.

    >>> tongue("kết quả xác minh"), tongue("as the case may be"), tongue("GL-ML")
    ('vi', 'en', None)
    """
    words = [word for word in WORD.findall(text) if not word.isupper()]
    marked = sum(1 for word in words if re.search(MARKED, word, re.IGNORECASE))
    small = sum(1 for word in words if SMALL.fullmatch(word[0].lower() + word[1:]))
    if marked > small and marked >= MOSTLY * len(words):
        return "vi"
    return "en" if small >= FEW * len(words) > 2 * FEW and marked <= FEW * len(words) else None


def foreign(text: str) -> bool:
    """Whether a passage has words that no Vietnamese sentence has.

    >>> foreign("Nguồn: Quyết định 775/QĐ-CT"), foreign("Source: Quyết định 775/QĐ-CT")
    (False, True)
    """
    words = [
        word
        for word in WORD.findall(text)
        if not word.isupper() and not re.search(MARKED, word, re.IGNORECASE)
    ]
    return not all(re.fullmatch(BETWEEN, word, re.IGNORECASE) for word in words)


def mark_tongues(text: str, language: str) -> str:
    """Return a page with `lang` on what is in the other language.

    >>> page = "<article><p>A report (báo cáo đột xuất) of Sơn La.</p> <p>Kết quả xác minh</p></article>"
    >>> mark_tongues(page, "en").removeprefix("<article>")
    '<p>A report (<span lang="vi">báo cáo đột xuất</span>) of Sơn La.</p> <p lang="vi">Kết quả xác minh</p></article>'
    """
    return ARTICLE.sub(lambda found: f"{found[1]}{_mark(found[2], language)}{found[3]}", text)


def _mark(content: str, language: str) -> str:
    tokens: list[str] = TOKEN.findall(content)
    opened: list[Part] = [Part("article", -1, "block", around=language, holds=True)]
    words: list[tuple[int, Part]] = []
    for place, token in enumerate(tokens):
        tag = TAG.match(token)
        if tag is None:
            home = next(part for part in reversed(opened) if part.kind)
            home.text += unescape(token)
            words += [(place, home)]
        elif not tag[1] and tag[2] not in VOID:
            part = _begin(tag[2], place, token, opened)
            part.around = said[1] if (said := LANG.search(token)) else opened[-1].around
            opened.append(part)
        elif tag[1] and any(part.tag == tag[2] for part in opened):
            while (part := opened.pop()).tag != tag[2]:
                pass
            _end(part, tokens, opened)
    for place, home in words:
        if home.kind == "block" and (home.language or home.around) == "en":
            tokens[place] = RUN.sub(_wrap, tokens[place])
    return "".join(tokens)


def _begin(tag: str, place: int, token: str, opened: list[Part]) -> Part:
    """Return an element as it begins: what it is, and what is to be expected of it."""
    expected = opened[-1].expected
    if tag in MUTE:
        return Part(tag, place, "mute")
    if SAID.search(token):
        return Part(tag, place, "said")
    if tag == "code":
        return Part(tag, place, "code")
    if tag == "div" and DOCSTRING in token:
        return Part(tag, place, expected="en")
    if tag == "td":
        row, table = opened[-1], next((part for part in reversed(opened) if part.tag == "table"), opened[0])
        expected = HEADS.get(table.heads[row.cells], "") if row.cells < len(table.heads) else ""
        row.cells += 1
    if tag in BLOCKS:
        for part in opened:
            part.holds = True
        return Part(tag, place, "block", expected)
    return Part(tag, place, expected=expected)


def _end(part: Part, tokens: list[str], opened: list[Part]) -> None:
    """Decide on an element as it ends, and write `lang` into it where it is not in the language around it."""
    text = part.text.strip()
    if part.tag == "th":
        next(table for table in reversed(opened) if table.tag == "table").heads.append(text)
    if part.kind not in {"block", "said", "code"} or part.holds:
        return
    said = HEADED.get(text) if part.tag == "th" else tongue(text)
    if part.kind == "block" and said == "vi" and foreign(text):
        said = None
    part.language = said or (part.expected if WORD.search(text) else "") or part.around
    if part.kind == "code" and part.language == "en":  # Python's own words are English
        return
    if part.language != part.around and not LANG.search(tokens[part.place]):
        tokens[part.place] = f'{tokens[part.place][:-1]} lang="{part.language}">'


def _wrap(found: re.Match[str]) -> str:
    words = WORD.findall(found[0])
    return found[0] if all(word[0].isupper() for word in words) else f'<span lang="vi">{found[0]}</span>'
