"""What is said in the other language says so: in columns, in what the sources say, in answers, and within a sentence."""

import pytest
from playwright.sync_api import Page

ALL = "parts => parts.map((part) => part.closest('[lang]').lang)"


@pytest.mark.parametrize(
    ("path", "parts", "language"),
    [
        ("en/glossary.html", "article table:has(th:text-is('Vietnamese')) td:nth-child(2)", "vi"),
        ("vi/glossary.html", "article table:has(th:text-is('tiếng Anh')) td:nth-child(2)", "en"),
        ("en/codes/reports.html", "article td:nth-child(2)", "vi"),
        ("vi/codes/reports.html", "article td:nth-child(3)", "en"),
        ("vi/reference/check.html", "article details .doc-contents > p", "en"),
        ("en/how-to-not-reported.html", "article .go:has-text('Vũ Ngọc')", "vi"),
        ("en/glossary.html", "article li span", "vi"),
    ],
)
def test_a_passage_names_its_language(page: Page, address: str, path: str, parts: str, language: str) -> None:
    """Each of the parts that are of one kind has the language of its words, and not that of its page."""
    page.goto(f"{address}/{path}")
    languages = page.locator(parts).evaluate_all(ALL)
    assert languages
    assert set(languages) == {language}


@pytest.mark.parametrize("path", ["vi/glossary.html", "en/glossary.html", "vi/reference/check.html"])
def test_the_page_itself_keeps_its_language(page: Page, address: str, path: str) -> None:
    """Its headings and its first sentence are not marked."""
    page.goto(f"{address}/{path}")
    kept = page.locator("article h1, article h1 ~ p >> nth=0").evaluate_all(ALL)
    assert set(kept) == {path[:2]}
