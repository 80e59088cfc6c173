"""Trang tra cứu: which public names are on which page of the reference, by what belongs together.

`reference.toml` gives each page a few modules; every error is on one page, whatever module holds it.
"""

import inspect
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from dlxh.words.bilingual import Lang
from docs.public_names import PublicName, public_names
from docs.reference_names import entry

LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
ERRORS: Final = "errors"
_LISTED: Final = Path(__file__).resolve().parent / "reference.toml"
_ABOUT: Final = {
    "vi": "Ví dụ và chi tiết nằm trong docstring của mã nguồn, viết bằng tiếng Anh, mở ra khi cần.",
    "en": "The descriptions come from the docstrings in the code.",
}


@cache
def _listed() -> dict[str, dict[str, str]]:
    return tomllib.loads(_LISTED.read_text(encoding="utf-8"))


@cache
def names_of_pages() -> dict[str, tuple[PublicName, ...]]:
    """Return the public names of each page, in the order of its modules.

    Raises:
        KeyError: the module of a name is on no page.

    >>> [each.name for each in names_of_pages()["obligations"]][:2]
    ['obligations', 'Ledger']
    """
    order = {
        module: (page, place)
        for page, listed in _listed().items()
        for place, module in enumerate(listed["modules"].split())
    }
    found: dict[str, list[tuple[int, PublicName]]] = {page: [] for page in _listed()}
    for public in public_names():
        page, place = (ERRORS, 0) if is_error(public) else order[public.home]
        found[page].append((place, public))
    return {
        page: tuple(public for _, public in sorted(of_page, key=lambda pair: pair[0]))
        for page, of_page in found.items()
    }


@cache
def page_of(public: PublicName) -> str:
    """Return the page that a name is on, below the folder of its language, with the anchor."""
    page = next(page for page, names in names_of_pages().items() if public in names)
    return f"reference/{page}.md#{public.path}"


def is_error(public: PublicName) -> bool:
    """Return whether a name is an exception."""
    return inspect.isclass(public.thing) and issubclass(public.thing, Exception)


def page(name: str, lang: Lang) -> str:
    """Return a page of the reference: what it is about, and all that is to be said of each of its names."""
    listed = _listed()[name]
    head = f"# {listed[lang]} {{#reference-{name}}}"
    about = f"{listed[f'about_{lang}']} {_ABOUT[lang]}"
    return "\n\n".join([head, about, *(entry(public, lang) for public in names_of_pages()[name])]) + "\n"


def pages() -> dict[str, str]:
    """Return every page by its path below docs/."""
    return {f"{lang}/reference/{name}.md": page(name, lang) for lang in LANGUAGES for name in _listed()}
