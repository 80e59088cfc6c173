"""What pages repeat of the code is generated, and up to date."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

import dlxh

DOCS = Path(__file__).resolve().parents[2] / "docs"


def load() -> Any:  # noqa: ANN401 - a module
    """The generator; docs/ is not a package."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_generated_page_is_stale() -> None:
    """Terms, codes, tables, rules and measures are in the pages as the code has them."""
    stale = [page.relative_to(DOCS.parent).as_posix() for page, _ in load().stale()]

    assert stale == [], "run python -m docs.generate"


def test_a_changed_page_is_stale() -> None:
    """One altered label inside a block is noticed."""
    generate = load()
    page = (DOCS / "vi" / "glossary.md").read_text(encoding="utf-8")
    altered = page.replace("| lịch đơn giản |", "| lịch riêng |")

    assert altered != page
    assert generate.filled(altered, "vi") == page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_block_is_on_a_page(language: str) -> None:
    """Each generated block is on exactly one page of each language."""
    text = "".join(page.read_text(encoding="utf-8") for page in sorted((DOCS / language).rglob("*.md")))

    assert sorted(re.findall(r"<!-- generated: (?!end)([\w-]+) -->", text)) == sorted(load().BLOCKS)


def test_the_glossary_names_every_public_name_once() -> None:
    """Each public name is a term, and each term is a name that code knows."""
    text = (DOCS / "terms.toml").read_text(encoding="utf-8")
    names = re.findall(r'{ name = "([\w.]+)"', text)

    assert len(names) == len(set(names))
    assert sorted(set(dlxh.__all__) - set(names)) == ["__version__"], (
        "add them to docs/terms.toml and run python -m docs.generate"
    )
    for name in names:
        found: Any = dlxh
        for step in name.split("."):
            found = getattr(found, step)
