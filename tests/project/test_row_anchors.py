"""Every code of a list and every fact has a place of its own, the same in both languages, and long tables are filtered."""

import re
from collections import Counter
from pathlib import Path

import pytest

import dlxh
from dlxh.data.code_lists import code_list_names

DOCS = Path(__file__).resolve().parents[2] / "docs"
ANCHOR = re.compile(r"\{#(code-[a-z0-9-]+)\}|<span id=\"([a-z0-9-]+)\">")


def anchors(language: str) -> list[str]:
    """The places of codes and of facts, page after page."""
    pages = [*sorted((DOCS / language / "codes").glob("*.md")), DOCS / language / "facts.md"]
    texts = (page.read_text(encoding="utf-8") for page in pages)
    return [first or second for text in texts for first, second in ANCHOR.findall(text)]


def test_every_code_and_fact_has_a_place_of_its_own() -> None:
    """No place is there twice, both languages have the same, and there are as many as codes and facts."""
    found = anchors("vi")
    codes = sum(len(dlxh.data.code_list(name).keys()) for name in code_list_names())

    assert [name for name, times in Counter(found).items() if times > 1] == []
    assert found == anchors("en")
    assert sum(name.startswith("code-") for name in found) == codes
    assert {"base-salary-2026-07-01", "days-off-2026", "document-days-63-2026-nd-cp"} <= set(found)


@pytest.mark.parametrize("name", ["codes/reports", "codes/people", "documents", "glossary", "facts"])
def test_long_tables_are_filtered(name: str) -> None:
    """A box above each table with many rows leaves only those that a reader asks for."""
    text = (DOCS / "vi" / f"{name}.md").read_text(encoding="utf-8")

    assert text.count('<div class="filterable" markdown="1">') >= 3
