"""Makes the page of changes of each language out of the one CHANGELOG, whose first half is English and whose second is Vietnamese."""

import re
from pathlib import Path

from dlxh.words.bilingual import Lang

CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
TITLE = re.compile(r"^# .*\n", re.MULTILINE)
HEADING = re.compile(r"^(##+) (.*)$", re.MULTILINE)
TO_OTHER_HALF = re.compile(r" \*\([^)]*\]\(#[^)]*\)[^)]*\)\*")
TO_PAGE = re.compile(r"\(docs/(?:vi|en)/([\w.#/-]+)\)")
TO_SOURCE = re.compile(r"\[([^\]]*)\]\((docs/history/[^)]*)\)")


def changes(lang: Lang) -> str:
    """Return the half of a language as the body of its page.

    >>> changes("vi").count("{#2026-11-0}") == changes("en").count("{#2026-11-0}") == 1
    True
    """
    halves = halves_of(CHANGELOG.read_text(encoding="utf-8"))
    return page_of(halves[lang], ids_of(halves["en"])) + "\n"


def halves_of(text: str) -> dict[Lang, str]:
    r"""Return what is below each of the two titles.

    >>> halves_of("# Changelog\n\nOne.\n\n# Nhật ký thay đổi\n\nMột.\n")
    {'en': 'One.', 'vi': 'Một.'}
    """
    _, english, vietnamese = (part.strip() for part in TITLE.split(text))
    return {"en": english, "vi": vietnamese}


def ids_of(english: str) -> list[str]:
    r"""Return an id for each heading; one below a version begins with that of the version.

    >>> ids_of("## 2026.11.0 (unreleased)\n\n### What is in it\n\n## Before the first release")
    ['2026-11-0', '2026-11-0-what-is-in-it', 'before-the-first-release']
    """
    found: list[str] = []
    above = ""
    for marks, title in HEADING.findall(english):
        own = re.sub(r"[^a-z0-9]+", "-", title.split(" (")[0].lower()).strip("-")
        above = own if marks == "##" else above
        found.append(own if marks == "##" else f"{above}-{own}")
    return found


def page_of(half: str, ids: list[str]) -> str:
    r"""Return a half with ids in its headings, and with links that lead from one page of the site to another.

    Raises:
        ValueError: the halves have different numbers of headings.

    >>> page_of("## 2026.11.0\n\n[a](docs/en/support.md), [b](docs/history/c.md).", ["2026-11-0"])
    '## 2026.11.0 {#2026-11-0}\n\n[a](support.md), b (`docs/history/c.md`).'
    >>> page_of("Không có đề mục.", ["2026-11-0"])
    Traceback (most recent call last):
    ValueError: the halves of CHANGELOG.md differ in their headings
    """
    if len(HEADING.findall(half)) != len(ids):
        raise ValueError("the halves of CHANGELOG.md differ in their headings")
    given = iter(ids)
    half = HEADING.sub(lambda found: f"{found[0]} {{#{next(given)}}}", TO_OTHER_HALF.sub("", half))
    return TO_SOURCE.sub(r"\1 (`\2`)", TO_PAGE.sub(r"(\1)", half))
