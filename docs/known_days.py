"""Makes the table of the days up to which dated facts are known: beyond them the library asks."""

import tomllib
from collections.abc import Iterator

from dlxh.words.bilingual import Lang, in_language
from docs.documents_page import day_of
from docs.sources import DATA, FACTS


def known_days(lang: Lang) -> str:
    """Return each kind of dated facts with the day on which its sources were last searched, and how many code lists there are.

    >>> "| mức lương cơ sở |" in known_days("vi")
    True
    """
    head = in_language(lang, vi="| dữ liệu | biết đến hết ngày |", en="| facts | known up to |")
    rows = [f"| {name} | {day_of(day, lang)} |" for name, day in (*_facts(lang), *_lists(lang))]
    return "\n".join([head, "|---|---|", *rows]) + "\n"


def _facts(lang: Lang) -> Iterator[tuple[str, str]]:
    for stem, (vi, en) in FACTS.items():
        (path,) = DATA.rglob(f"{stem}.toml")
        yield in_language(lang, vi=vi, en=en), _known_to(path.read_text(encoding="utf-8"))


def _lists(lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the code lists, those that were searched on one day in one row."""
    days = [_known_to(path.read_text(encoding="utf-8")) for path in sorted((DATA / "codes").glob("*.toml"))]
    for day in sorted(set(days)):
        count = days.count(day)
        yield in_language(lang, vi=f"danh mục mã ({count} danh mục)", en=f"code lists ({count})"), day


def _known_to(text: str) -> str:
    return str(tomllib.loads(text)["known_to"])
