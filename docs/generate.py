"""Rewrites what pages say that code already knows: terms, codes, tables, rules, measures.

`python -m docs.generate` fills the blocks between `<!-- generated: name -->` and `<!-- generated: end -->`;
with `--check` it changes nothing and lists the pages that are stale.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from dlxh.words.bilingual import Lang
from docs import catalogues, code_list_pages, dictionary_pages, measure_pages, reference_pages, rule_pages
from docs.changelog_page import changes
from docs.documents_page import documents, other_sources
from docs.error_codes import error_codes
from docs.facts_page import facts
from docs.known_days import known_days
from docs.markdown import anchor, code, filterable, rows
from docs.picture import pictures
from docs.semantics_page import semantics
from docs.stubs import stubs

HERE = Path(__file__).resolve().parent
LANGUAGES: tuple[Lang, ...] = ("vi", "en")
BLOCK = re.compile(
    r"(?P<open><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<close><!-- generated: end -->)", re.DOTALL
)


def terms(lang: Lang) -> str:
    """Return the list of terms, section by section."""
    listed = tomllib.loads((HERE / "terms.toml").read_text(encoding="utf-8"))["sections"]
    other: Lang = "en" if lang == "vi" else "vi"
    head = {
        "vi": ("tiếng Việt", "tiếng Anh", "trong mã", "ghi chú"),
        "en": ("English", "Vietnamese", "in code", "note"),
    }
    parts = []
    for section in listed:
        body = [
            (term[lang], term[other], code(term["name"]), term[f"note_{lang}"]) for term in section["terms"]
        ]
        parts.append(f"### {section[lang]} {anchor(section['id'])}\n\n{filterable(rows(head[lang], body))}")
    return "\n".join(parts)


BLOCKS: dict[str, Callable[[Lang], str]] = {
    "changelog": changes,
    "codes": code_list_pages.overview,
    "documents": documents,
    "doors": catalogues.names,
    "error-codes": error_codes,
    "facts": facts,
    "known-days": known_days,
    "measures": catalogues.measures,
    "other-sources": other_sources,
    "rules": catalogues.rules,
    "semantics": semantics,
    "tables": dictionary_pages.overview,
    "terms": terms,
}


def filled(text: str, lang: Lang) -> str:
    r"""Return a page with its blocks as the code has them now.

    Raises:
        KeyError: a block of a name that is not in `BLOCKS`.

    >>> filled("a<!-- generated: measures -->\nOUTDATED\n<!-- generated: end -->b", "en").count("OUTDATED")
    0
    """
    return BLOCK.sub(lambda found: f"{found['open']}\n{BLOCKS[found['name']](lang)}\n{found['close']}", text)


def stale() -> Iterator[tuple[Path, str]]:
    """Yield each page that differs from what the code says, with what it should be.

    Stubs of the rooms, pages of rules, measures, names, code lists and tables, and pictures are made whole.
    """
    whole = (
        module.pages()
        for module in (rule_pages, measure_pages, reference_pages, code_list_pages, dictionary_pages)
    )
    made = [(HERE / name, fresh) for listed in (*whole, pictures()) for name, fresh in listed.items()]
    for page, fresh in (*stubs(), *made):
        if not page.exists() or page.read_text(encoding="utf-8") != fresh:
            yield page, fresh
    for lang in LANGUAGES:
        for page in sorted((HERE / lang).rglob("*.md")):
            text = page.read_text(encoding="utf-8")
            if (fresh := filled(text, lang)) != text:
                yield page, fresh


def main() -> None:
    """Rewrite stale pages, or with `--check` name them and fail."""
    found = list(stale())
    if "--check" in sys.argv[1:]:
        names = ", ".join(page.relative_to(HERE.parent).as_posix() for page, _ in found)
        sys.exit(f"stale: {names}; run python -m docs.generate" if found else 0)
    for page, fresh in found:
        page.parent.mkdir(exist_ok=True)
        page.write_text(fresh, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
